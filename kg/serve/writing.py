"""Triples as Turtle or JSON-LD, the same bytes for the same triples: pyoxigraph's writers give prefixes in any order.

It loads rdflib and networkx, which a server needs for nothing else: imported when somebody asks for data.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph
import rdflib

from kg.graph.turtle import to_turtle
from kg.reports.export import jsonld


def write(triples: Iterable[pyoxigraph.Triple], prefixes: Mapping[str, str], *, turtle: bool) -> str:
    """The triples as Turtle, or otherwise as JSON-LD."""
    graph = rdflib.Graph(bind_namespaces="none")
    for name, start in prefixes.items():
        graph.bind(name, start)
    for triple in triples:
        graph.add((_node(triple.subject), _node(triple.predicate), _node(triple.object)))
    return to_turtle(graph) if turtle else jsonld(graph)


def _node(term: object) -> rdflib.URIRef | rdflib.Literal:
    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    if not isinstance(term, pyoxigraph.Literal):
        raise TypeError(f"{term}: a graph of kg holds IRIs and literals alone")
    kind = None if term.language or term.datatype.value == str(rdflib.XSD.string) else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, lang=term.language, datatype=kind, normalize=False)
