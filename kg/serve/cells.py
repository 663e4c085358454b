"""An answer as a table for the console: each term as words, with a link to where this server, or the web, tells of it."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pyoxigraph

from kg.namespaces import local_name
from kg.serve.addresses import Addresses
from kg.serve.rows import among, rows
from kg.serve.site import Site
from kg.sparql.results import Result, Term, plain
from kg.view.text import name, web_link

SHOWN = 500  # rows on the page; all of them are in the downloads
_NAMED = 200  # entities and documents of them that are shown by their label
_LABELS = "SELECT ?thing (MIN(?name) AS ?label) WHERE {{ {things} ?thing rdfs:label ?name }} GROUP BY ?thing"
_NUMBERS = frozenset(("integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger"))
_SHORT, _LONG = 40, 60  # characters of a word that is not broken, and above which a cell is wide


@dataclass(frozen=True, slots=True)
class Cell:
    """A term: `path` leads to a page of this server, `outside` to the web, `full` is an IRI in full; `number` where it counts something."""

    text: str
    path: str | None = None
    outside: str | None = None
    full: str = ""
    number: bool = False

    @property
    def shape(self) -> str:
        """How much room it wants: that of a number, of some words, or of a sentence."""
        return "number" if self.number else "long" if len(self.text) > _LONG else "some" if " " in self.text or len(self.text) > _SHORT else "short"


@dataclass(frozen=True, slots=True)
class Table:
    """What is shown of an answer, and how many rows it has."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    total: int


async def table(site: Site, result: Result) -> Table:
    """The first rows of an answer to SELECT, or triples of one to CONSTRUCT, with entities and documents by their labels."""
    columns: Sequence[str] = result.columns
    found: Sequence[Sequence[Term | None]] = result.rows or ()
    if result.triples is not None:
        columns, found = ("subject", "predicate", "object"), [(t.subject, t.predicate, t.object) for t in result.triples]
    shown = found[:SHOWN]
    labels = await _labels(site, (term for row in shown for term in row))
    return Table(columns, [[_cell(site, term, labels) for term in row] for row in shown], len(found))


async def _labels(site: Site, terms: Iterable[Term | None]) -> Mapping[str, str]:
    starts = tuple(f"{site.base}{kind}/" for kind in ("entity", "document"))
    iris = list(dict.fromkeys(t.value for t in terms if isinstance(t, pyoxigraph.NamedNode) and t.value.startswith(starts)))[:_NAMED]
    if not iris:
        return {}
    return {row["thing"]: row["label"] for row in await rows(site, _LABELS.format(things=among("thing", iris)))}


def _cell(site: Site, term: Term | None, labels: Mapping[str, str]) -> Cell:
    if isinstance(term, pyoxigraph.NamedNode):
        return _link(site, term.value, labels)
    if isinstance(term, pyoxigraph.Literal):
        kind = local_name(term.datatype.value)
        address = web_link(term.value) if kind == "anyURI" else None
        return Cell(term.value, outside=address, number=kind in _NUMBERS)
    return Cell(plain(term, site.prefixes))


def _link(site: Site, iri: str, labels: Mapping[str, str]) -> Cell:
    path = Addresses(site.base).path(iri)
    short = plain(pyoxigraph.NamedNode(iri), site.prefixes)
    if path is None:
        is_term = any(iri.startswith(start) for start in site.prefixes.values())
        return Cell(short, outside=None if is_term else web_link(iri), full=iri)
    return Cell(name(labels[iri]) if iri in labels else short, path=path, full=iri)
