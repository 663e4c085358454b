"""The graph of a build on rdflib's engine, which the tests compare Oxigraph with. It is slow, and loaded only where it is asked for."""
from __future__ import annotations

from pathlib import Path

import pyoxigraph
import rdflib
import rdflib.plugins.sparql
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.query import ResultRow

from kg.errors import QueryError
from kg.sparql.results import Result, Term, in_order

rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False


def load(graph: rdflib.Graph, path: Path) -> None:
    """Add a Turtle file. Raises SyntaxError where it is none."""
    try:
        graph.parse(path, format="turtle")
    except (BadSyntax, IndexError) as problem:  # IndexError: at a sudden end
        raise SyntaxError(str(problem)) from problem


def ask(graph: rdflib.Graph, text: str, prefixes: dict[str, str]) -> Result:
    """The answer to a query that may run. Raises QueryError where it fails."""
    try:
        answer = graph.query(text, initNs=prefixes, use_store_provided=False)
        if answer.type == "ASK":
            return Result(boolean=bool(answer.askAnswer))
        if answer.type in ("CONSTRUCT", "DESCRIBE"):
            triples = {pyoxigraph.Triple(*(_term(x) for x in t)) for t in answer.graph or ()}  # type: ignore[arg-type]
            return Result(triples=tuple(sorted(triples, key=str)))
        rows = tuple(tuple(None if x is None else _term(x) for x in row) for row in answer if isinstance(row, ResultRow))
        return in_order(text, tuple(str(v) for v in answer.vars or ()), rows)
    except Exception as problem:  # rdflib raises plain Exception and whatever its evaluation runs into
        raise QueryError(f"the query failed on rdflib: {problem}") from problem


def _term(node: rdflib.term.Node) -> Term:
    if isinstance(node, rdflib.URIRef):
        return pyoxigraph.NamedNode(str(node))
    if isinstance(node, rdflib.Literal):
        kind = None if node.datatype is None or node.language else pyoxigraph.NamedNode(str(node.datatype))
        return pyoxigraph.Literal(str(node), datatype=kind, language=node.language)
    return pyoxigraph.BlankNode(str(node))
