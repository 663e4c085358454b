"""Answers to queries, and how they are shown: a table, or SPARQL's own CSV, TSV, JSON and XML, or Turtle for a graph.

Terms are pyoxigraph's whichever engine answered.
"""
from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import pyoxigraph

from kg.errors import QueryError
from kg.sparql import sparql

if TYPE_CHECKING:
    from rich.table import Table

Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple
_STRING = "http://www.w3.org/2001/XMLSchema#string"
_LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


class Format(StrEnum):
    """How an answer is written."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    XML = "xml"
    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    JSONLD = "jsonld"
    RDFXML = "rdfxml"


_GRAPHS = {Format.TURTLE: pyoxigraph.RdfFormat.TURTLE, Format.NTRIPLES: pyoxigraph.RdfFormat.N_TRIPLES,
           Format.JSONLD: pyoxigraph.RdfFormat.JSON_LD, Format.RDFXML: pyoxigraph.RdfFormat.RDF_XML}


@dataclass(frozen=True, slots=True)
class Result:
    """The answer to a query: `rows` under `columns` (SELECT), or `boolean` (ASK), or `triples` (CONSTRUCT, DESCRIBE); the others are None."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Term | None, ...], ...] | None = None
    boolean: bool | None = None
    triples: tuple[pyoxigraph.Triple, ...] | None = None


def in_order(text: str, columns: tuple[str, ...], rows: tuple[tuple[Term | None, ...], ...]) -> Result:
    """The rows that answer the query `text` in its order, or sorted where it asks for none: engines give them in any."""
    names = sparql.in_order_of_text(text, columns)
    if names != columns:
        rows = tuple(tuple(row[columns.index(name)] for name in names) for row in rows)
    ordered = rows if sparql.is_ordered(text) else tuple(sorted(rows, key=lambda row: [str(t) for t in row]))
    return Result(columns=names, rows=ordered)


def render(result: Result, form: Format, prefixes: Mapping[str, str] | None = None) -> str:
    """`result` as text in any format but `table`. Raises QueryError where the format cannot hold this kind of answer."""
    if form is Format.TABLE:
        raise ValueError("a table is made by table()")
    if form in _GRAPHS:
        if result.triples is None:
            raise QueryError(f"--format {form} is for CONSTRUCT and DESCRIBE; this query gives rows: use table, csv, tsv, json or xml")
        written = pyoxigraph.serialize(result.triples, format=_GRAPHS[form], prefixes=dict(prefixes or {}))
        return (written or b"").decode()  # the writer gives None only where it was handed a file
    if result.triples is not None:
        raise QueryError(f"--format {form} is for SELECT and ASK; this query gives a graph: use turtle or table")
    return {Format.CSV: _csv, Format.TSV: _tsv, Format.JSON: _json, Format.XML: _xml}[form](result)


def table(result: Result, prefixes: Mapping[str, str] | None = None) -> Table:
    """`result` as a table for a terminal, with IRIs shortened by `prefixes`."""
    from rich.table import Table
    from rich.text import Text

    shown = Table(show_lines=False)
    names: tuple[str, ...] = result.columns
    rows: list[tuple[Term | None, ...]] = list(result.rows or ())
    if result.boolean is not None:
        names, rows = ("answer",), [(pyoxigraph.Literal("yes" if result.boolean else "no"),)]
    elif result.triples is not None:
        names = ("subject", "predicate", "object")
        rows = [(t.subject, t.predicate, t.object) for t in result.triples]
    for name in names:
        shown.add_column(Text(name), overflow="fold")
    for row in rows:
        shown.add_row(*(Text(plain(term, prefixes or {})) for term in row))
    return shown


def plain(term: Term | None, prefixes: Mapping[str, str]) -> str:
    """One cell for a person to read, without characters that move the cursor."""
    if term is None:
        return ""
    if isinstance(term, pyoxigraph.NamedNode):
        short = [f"{name}:{term.value[len(iri):]}" for name, iri in prefixes.items() if term.value.startswith(iri)]
        return min(short, key=len, default=f"<{term.value}>")
    text = term.value if isinstance(term, pyoxigraph.Literal) else str(term)
    return "".join(c if c.isprintable() else " " for c in text)


def _csv(result: Result) -> str:
    if result.boolean is not None:
        return f"{str(result.boolean).lower()}\r\n"
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(result.columns)
    writer.writerows([["" if t is None else t.value if isinstance(t, (pyoxigraph.NamedNode, pyoxigraph.Literal)) else str(t) for t in row]
                      for row in result.rows or ()])
    return stream.getvalue()


def _tsv(result: Result) -> str:
    if result.boolean is not None:
        return f"{str(result.boolean).lower()}\n"
    lines = ["\t".join("?" + c for c in result.columns)]
    lines += ["\t".join("" if t is None else str(t).replace("\t", "\\t") for t in row) for row in result.rows or ()]
    return "\n".join(lines) + "\n"


def _json(result: Result) -> str:
    shown: dict[str, Any]
    if result.boolean is not None:
        shown = {"head": {}, "boolean": result.boolean}
    else:
        bindings = [{c: _json_term(t) for c, t in zip(result.columns, row, strict=True) if t is not None} for row in result.rows or ()]
        shown = {"head": {"vars": list(result.columns)}, "results": {"bindings": bindings}}
    return json.dumps(shown, ensure_ascii=False, indent=1) + "\n"


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, pyoxigraph.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, pyoxigraph.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, pyoxigraph.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    shown = {"type": "literal", "value": term.value}
    if term.language:
        shown["xml:lang"] = term.language
    elif term.datatype.value not in (_STRING, _LANGUAGE):
        shown["datatype"] = term.datatype.value
    return shown


def _xml(result: Result) -> str:
    head = "".join(f"<variable name={_quoted(c)}/>" for c in result.columns)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>{head}</head>']
    if result.boolean is not None:
        lines.append(f"<boolean>{str(result.boolean).lower()}</boolean></sparql>")
    else:
        lines.append("<results>")
        lines += ["<result>" + "".join(f"<binding name={_quoted(c)}>{_xml_term(t)}</binding>"
                                       for c, t in zip(result.columns, row, strict=True) if t is not None) + "</result>" for row in result.rows or ()]
        lines.append("</results></sparql>")
    return "\n".join(lines) + "\n"


def _xml_term(term: Term) -> str:
    if isinstance(term, pyoxigraph.NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, pyoxigraph.BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if isinstance(term, pyoxigraph.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return "<triple>" + "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in parts.items()) + "</triple>"
    if term.language:
        return f"<literal xml:lang={_quoted(term.language)}>{_xml_text(term.value)}</literal>"
    kind = "" if term.datatype.value in (_STRING, _LANGUAGE) else f" datatype={_quoted(term.datatype.value)}"
    return f"<literal{kind}>{_xml_text(term.value)}</literal>"


def xml_safe(text: str) -> str:
    """`text` with U+FFFD for each character that XML 1.0 cannot hold."""
    return "".join(c if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff" else "\ufffd" for c in text)


def _xml_text(text: str) -> str:
    return html.escape(xml_safe(text), quote=False).replace("\r", "&#13;")


def _quoted(text: str) -> str:
    return '"' + html.escape(text) + '"'
