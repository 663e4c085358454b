"""A Turtle writer of our own: the same bytes for the same triples, whatever the version of rdflib and the order of insertion.

Subjects, predicates and objects are sorted; prefixes are those of `kg.iris`; there are no blank nodes. Control characters are written as escapes.
"""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from kg.iris import clean

Triple = tuple[Node, Node, "Node | TripleTerm"]
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*)\Z")
_INTEGER = re.compile(r"[+-]?[0-9]+\Z")
_DECIMAL = re.compile(r"[+-]?[0-9]*\.[0-9]+\Z")
_ESCAPED = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\"\\\\]")
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


class TripleTerm(NamedTuple):
    """A triple as the object of another (RDF 1.2)."""

    subject: Node
    predicate: Node
    object: Node


class TurtleWriter:
    """Terms and triples as Turtle, shortened by `prefixes`, each of which ends where an IRI has its last "/" or "#"."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = dict(sorted(prefixes.items()))
        self._names = {iri: name for name, iri in self.prefixes.items()}

    def head(self) -> str:
        return "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in self.prefixes.items())

    def term(self, node: Node | TripleTerm) -> str:
        """One IRI, literal or triple term. Raises ValueError for a blank node."""
        if isinstance(node, TripleTerm):
            return f"<<( {' '.join(self.term(part) for part in node)} )>>"
        if isinstance(node, URIRef):
            return self._iri(node)
        if isinstance(node, Literal):
            return self._literal(node)
        raise ValueError(f"{node!r}: the graph must hold no blank nodes")

    def body(self, triples: Iterable[Triple], indent: str = "") -> str:
        """The triples as one block a subject, sorted."""
        subjects: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for s, p, o in triples:
            subjects[self.term(s)].append(("a" if p == RDF.type else self.term(p), self.term(o)))
        return "\n".join(block(subject, pairs, indent) for subject, pairs in sorted(subjects.items()))

    def _iri(self, iri: str) -> str:
        at = max(iri.rfind("/"), iri.rfind("#")) + 1
        name = self._names.get(str(iri[:at]))
        return f"{name}:{iri[at:]}" if name is not None and _LOCAL.match(iri, at) else f"<{iri}>"

    def _literal(self, literal: Literal) -> str:
        lexical, datatype = str(literal), literal.datatype
        if (datatype == XSD.integer and _INTEGER.match(lexical)) or (datatype == XSD.decimal and _DECIMAL.match(lexical)):
            return lexical
        if datatype == XSD.boolean and lexical in ("true", "false"):
            return lexical
        quoted = quoted_string(lexical)
        if literal.language:
            return f"{quoted}@{literal.language}"
        return quoted if datatype in (None, XSD.string) else f"{quoted}^^{self._iri(datatype)}"


def block(subject: str, pairs: Iterable[tuple[str, str]], indent: str = "") -> str:
    """One subject with its pairs of predicate and object, all in Turtle: sorted, each once, the classes first."""
    lines: dict[str, str] = {}
    for predicate, object_ in sorted(set(pairs)):
        lines[predicate] = f"{lines[predicate]}, {object_}" if predicate in lines else f"{predicate} {object_}"
    classes = lines.pop("a", None)
    return f"{indent}{subject} " + f" ;\n{indent}  ".join(lines.values() if classes is None else (classes, *lines.values())) + " .\n"


def quoted_string(text: str) -> str:
    """`text` as a string of Turtle, N-Triples and SPARQL, on one line."""
    if text.isprintable() and '"' not in text and "\\" not in text:  # no character that is escaped, and no surrogate, is printable
        return f'"{text}"'
    return '"' + _ESCAPED.sub(lambda m: _SHORT.get(m[0]) or f"\\u{ord(m[0]):04X}", clean(text)) + '"'


def turtle(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> str:
    writer = TurtleWriter(prefixes)
    return writer.head() + "\n" + writer.body(triples)


def to_turtle(graph: Graph) -> str:
    """`graph` as Turtle, shortened by the prefixes bound to it. The same triples give the same bytes. Raises ValueError for a blank node."""
    return turtle(graph, {name: str(iri) for name, iri in graph.namespaces() if name})
