"""The graph of a build with the ontology beside it, on one of two engines: pyoxigraph, or rdflib, which the tests compare it with.

A store answers queries that were checked before; it never writes to them.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

import pyoxigraph
import rdflib
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.query import ResultRow

from kg import iris, sparql
from kg.errors import AnswerTooLongError, OntologyError, QueryError, UsageError
from kg.keep import Keep
from kg.names import Named
from kg.ontology import ontology_files as in_force
from kg.publish import settle
from kg.results import Result, Term

Engine = Literal["oxigraph", "rdflib"]
_Row = TypeVar("_Row")

_ENTITIES = """SELECT ?entity ?label ?alias WHERE {
  ?entity rdfs:label ?label ; a ?class . FILTER(STRSTARTS(STR(?class), STR(kg:)) && ?class != kg:KnownName && !STRSTARTS(STR(?entity), STR(kg:)))
  OPTIONAL { ?entity skos:altLabel ?alias } }"""


@dataclass
class Store:
    """A loaded graph. `prefixes` may be used in queries without declaring them."""

    graph: pyoxigraph.Store | rdflib.Graph
    prefixes: dict[str, str]
    _named: list[Named] | None = field(default=None, repr=False)

    def select(self, text: str, most: int | None = None) -> Result:
        """The answer to a query that `sparql.refuse_unsafe` let through. Raises QueryError where it is wrong or fails, AnswerTooLongError where there
        are more than `most` rows or triples."""
        if isinstance(self.graph, rdflib.Graph):
            return _ask_rdflib(self.graph, text, self.prefixes)
        return _ask_oxigraph(self.graph, text, self.prefixes, most)

    def entities(self) -> list[Named]:
        """Everything with a label that is of a class of the ontology: what a name in a parameter may mean."""
        if self._named is None:
            found: dict[str, tuple[str, set[str]]] = {}
            for entity, label, alias in self.select(_ENTITIES).rows or ():
                if isinstance(entity, pyoxigraph.NamedNode) and isinstance(label, pyoxigraph.Literal):
                    names = found.setdefault(entity.value, (label.value, set()))[1]
                    names.update({alias.value} if isinstance(alias, pyoxigraph.Literal) else ())
            self._named = [Named(iri, label, tuple(sorted(names))) for iri, (label, names) in sorted(found.items())]
        return self._named


def load_store(folder: Path, *, engine: Engine = "oxigraph", ontology: Path | None = None, keep: Keep | None = None) -> Store:
    """The `graph.ttl` of a build, as far as `keep` shows it, and the ontology's Turtle files, in one default graph.

    Raises UsageError where `folder` holds no graph or a broken one, OntologyError where a file of the ontology cannot be read.
    """
    settle(folder)
    path = folder / "graph.ttl"
    if not path.is_file():
        raise UsageError(f"{folder}: no build there (graph.ttl is missing); run 'kg build SOURCES --out {folder}' first")
    graph: pyoxigraph.Store | rdflib.Graph = rdflib.Graph(bind_namespaces="none") if engine == "rdflib" else pyoxigraph.Store()
    _load(graph, path, lambda reason: UsageError(f"{path}: {reason}; build it again"))
    if (update := (keep or Keep()).removal()) is not None:
        _update(graph, update)
    for file in ontology_files(ontology):
        _load(graph, file, lambda reason, file=file: OntologyError(f"{file}: {reason}"))  # type: ignore[misc]
    return Store(graph, iris.prefixes() | _declared(path))


def ontology_files(ontology: Path | None = None) -> list[Path]:
    """The Turtle files that come with kg, by name, overlaid by those of the user's own ontology folder."""
    return in_force(ontology)


def _declared(path: Path) -> dict[str, str]:
    """The prefixes at the head of a graph that kg wrote: its data may have another base than ours."""
    found = {}
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            if not line.startswith("@prefix "):
                break
            _, name, iri, *_ = line.split()
            found[name.removesuffix(":")] = iri.strip("<>")
    return found


def _load(graph: pyoxigraph.Store | rdflib.Graph, path: Path, error: Callable[[str], UsageError | OntologyError]) -> None:
    try:
        if isinstance(graph, rdflib.Graph):
            graph.parse(path, format="turtle")
        else:
            graph.bulk_load(path=path, format=pyoxigraph.RdfFormat.TURTLE)
    except (SyntaxError, BadSyntax, IndexError) as problem:  # IndexError: rdflib at a sudden end
        raise error(f"not Turtle ({problem})") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise error(f"cannot be read ({problem})") from problem


def _update(graph: pyoxigraph.Store | rdflib.Graph, update: str) -> None:
    if isinstance(graph, rdflib.Graph):
        graph.update(update, initNs=iris.prefixes())
    else:
        graph.update(update, prefixes=iris.prefixes())


def _ask_oxigraph(graph: pyoxigraph.Store, text: str, prefixes: dict[str, str], most: int | None) -> Result:
    try:
        answer = graph.query(text, prefixes=prefixes)
        if isinstance(answer, pyoxigraph.QueryBoolean):
            return Result(boolean=bool(answer))
        if isinstance(answer, pyoxigraph.QueryTriples):
            return Result(triples=tuple(sorted(set(_at_most(answer, most)), key=str)))
        rows = tuple(tuple(row) for row in _at_most(answer, most))
        return _rows(tuple(v.value for v in answer.variables), rows, text)
    except SyntaxError as problem:
        raise sparql.syntax_error(text, problem) from problem
    except (RuntimeError, OSError, ValueError) as problem:
        raise QueryError(f"the query failed: {problem}") from problem


def _at_most(answer: Iterable[_Row], most: int | None) -> Iterator[_Row]:
    for number, row in enumerate(answer):
        if number == most:
            raise AnswerTooLongError(f"the answer is longer than {most:,} rows; ask for less, as with LIMIT {most}")
        yield row


def _ask_rdflib(graph: rdflib.Graph, text: str, prefixes: dict[str, str]) -> Result:
    try:
        answer = graph.query(text, initNs=prefixes, use_store_provided=False)
        if answer.type == "ASK":
            return Result(boolean=bool(answer.askAnswer))
        if answer.type in ("CONSTRUCT", "DESCRIBE"):
            triples = {pyoxigraph.Triple(*(_term(x) for x in t)) for t in answer.graph or ()}  # type: ignore[arg-type]
            return Result(triples=tuple(sorted(triples, key=str)))
        rows = tuple(tuple(None if x is None else _term(x) for x in row) for row in answer if isinstance(row, ResultRow))
        return _rows(tuple(str(v) for v in answer.vars or ()), rows, text)
    except Exception as problem:  # rdflib raises plain Exception and whatever its evaluation runs into
        raise QueryError(f"the query failed on rdflib: {problem}") from problem


def _rows(columns: tuple[str, ...], rows: tuple[tuple[Term | None, ...], ...], text: str) -> Result:
    """Rows in the query's order, or sorted where it asks for none: engines give them in any."""
    names = sparql.in_order_of_text(text, columns)
    if names != columns:
        rows = tuple(tuple(row[columns.index(name)] for name in names) for row in rows)
    ordered = rows if sparql.is_ordered(text) else tuple(sorted(rows, key=lambda row: [str(t) for t in row]))
    return Result(columns=names, rows=ordered)


def _term(node: rdflib.term.Node) -> Term:
    if isinstance(node, rdflib.URIRef):
        return pyoxigraph.NamedNode(str(node))
    if isinstance(node, rdflib.Literal):
        kind = None if node.datatype is None or node.language else pyoxigraph.NamedNode(str(node.datatype))
        return pyoxigraph.Literal(str(node), datatype=kind, language=node.language)
    return pyoxigraph.BlankNode(str(node))
