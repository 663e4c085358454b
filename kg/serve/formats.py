"""The media types of answers, and which of them a client gets for rows and for a graph."""
from __future__ import annotations

from dataclasses import dataclass

import pyoxigraph

from kg.serve.negotiate import best
from kg.sparql.results import Format, Result

ROWS = {
    "application/sparql-results+json": Format.JSON, "application/json": Format.JSON, "application/sparql-results+xml": Format.XML,
    "application/xml": Format.XML, "text/xml": Format.XML, "text/csv": Format.CSV, "text/tab-separated-values": Format.TSV,
}
GRAPHS = {
    "text/turtle": Format.TURTLE, "application/n-triples": Format.NTRIPLES, "application/ld+json": Format.JSONLD, "application/json": Format.JSONLD,
    "application/rdf+xml": Format.RDFXML, "application/xml": Format.RDFXML,
}
_PLAIN = {Format.CSV: "text/csv; charset=utf-8", Format.TSV: "text/tab-separated-values; charset=utf-8", Format.TURTLE: "text/turtle; charset=utf-8"}
_NAMES = {"json": ("application/sparql-results+json", "application/ld+json"), "xml": ("application/sparql-results+xml", "application/rdf+xml"),
          "csv": ("text/csv", None), "tsv": ("text/tab-separated-values", None), "turtle": (None, "text/turtle"),
          "ntriples": (None, "application/n-triples"), "jsonld": (None, "application/ld+json")}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The media types in which a client takes rows (or a yes or no) and a graph; None where it takes none that there is."""

    rows: str | None
    graph: str | None


def wanted(accept: str | None, name: str | None = None) -> Wanted:
    """By a format's `name` where it is one of ours, otherwise by an Accept header."""
    rows, graph = _NAMES.get(name or "", (None, None))
    return Wanted(rows or best(accept, list(ROWS)), graph or best(accept, list(GRAPHS)))


def content_type(media: str) -> str:
    """`media` with the charset, where the type itself does not fix it."""
    form = ROWS.get(media) or GRAPHS.get(media)
    return _PLAIN.get(form, media) if form and media in _PLAIN.get(form, "") else f"{media}; charset=utf-8" if media.startswith("text/") else media


def decoded(media: str, body: bytes) -> Result:
    """The Result that was written as `body` in SPARQL's JSON or as N-Triples."""
    if media == "application/n-triples":
        return Result(triples=tuple(quad.triple for quad in pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.N_TRIPLES)))
    answer = pyoxigraph.parse_query_results(body, format=pyoxigraph.QueryResultsFormat.JSON)
    if isinstance(answer, pyoxigraph.QueryBoolean):
        return Result(boolean=bool(answer))
    return Result(columns=tuple(v.value for v in answer.variables), rows=tuple(tuple(row) for row in answer))
