"""A Turtle writer of our own: the same bytes for the same triples, whatever the version of rdflib and the order of insertion.

Subjects, predicates and objects are sorted; prefixes are those of `kg.iris`; there are no blank nodes. Control characters are written as escapes.
"""
from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, NamedTuple

from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.term import Node

from kg.iris import clean

Triple = tuple[Node, Node, "Node | TripleTerm"]
Subjects = defaultdict[str, defaultdict[str, set[str]]]  # from subject to predicate to objects, all in Turtle
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
    """Terms and triples as Turtle, shortened by `prefixes`."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = dict(sorted(prefixes.items()))
        self._longest = sorted(((iri, name) for name, iri in prefixes.items()), reverse=True)

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
        subjects: Subjects = defaultdict(lambda: defaultdict(set))
        self.gather(triples, subjects)
        return "\n".join(block for _, block in self.blocks(subjects, indent))

    def gather(self, triples: Iterable[Triple], subjects: Subjects) -> None:
        """Add the triples to `subjects`, in Turtle."""
        for s, p, o in triples:
            subjects[self.term(s)]["a" if p == RDF.type else self.term(p)].add(self.term(o))

    def blocks(self, subjects: Subjects, indent: str = "") -> Iterator[tuple[str, str]]:
        """Each subject with its block, sorted."""
        for subject, predicates in sorted(subjects.items()):
            order = sorted(predicates, key=lambda p: (p != "a", p))
            lines = [f"{p} {', '.join(sorted(predicates[p]))}" for p in order]
            yield subject, f"{indent}{subject} " + f" ;\n{indent}  ".join(lines) + " .\n"

    def _iri(self, iri: str) -> str:
        for start, name in self._longest:
            if iri.startswith(start) and _LOCAL.match(iri, len(start)):
                return f"{name}:{iri[len(start):]}"
        return f"<{iri}>"

    def _literal(self, literal: Literal) -> str:
        lexical, datatype = str(literal), literal.datatype
        if (datatype == XSD.integer and _INTEGER.match(lexical)) or (datatype == XSD.decimal and _DECIMAL.match(lexical)):
            return lexical
        quoted = quoted_string(lexical)
        if literal.language:
            return f"{quoted}@{literal.language}"
        return quoted if datatype in (None, XSD.string) else f"{quoted}^^{self._iri(datatype)}"


class Waiting:
    """Blocks on the disk that wait for their place in the order of subjects; a subject that comes again has the same block again."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - leaving the `with` block closes it
        self._end = 0
        self._places: dict[str, tuple[int, int]] = {}

    def __enter__(self) -> Waiting:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, blocks: Iterable[tuple[str, str]]) -> None:
        """Take in each subject with its block."""
        for subject, block in blocks:
            if subject not in self._places:
                size = self._file.write(block.encode())
                self._places[subject] = self._end, size
                self._end += size

    def write(self, stream: IO[str]) -> None:
        """Write the blocks in their order, an empty line between two."""
        for number, subject in enumerate(sorted(self._places)):
            at, size = self._places[subject]
            self._file.seek(at)
            stream.write(("\n" if number else "") + self._file.read(size).decode())


def quoted_string(text: str) -> str:
    """`text` as a string of Turtle, N-Triples and SPARQL, on one line."""
    return '"' + _ESCAPED.sub(lambda m: _SHORT.get(m[0]) or f"\\u{ord(m[0]):04X}", clean(text)) + '"'


def turtle(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> str:
    writer = TurtleWriter(prefixes)
    return writer.head() + "\n" + writer.body(triples)


def to_turtle(graph: Graph) -> str:
    """`graph` as Turtle, shortened by the prefixes bound to it. The same triples give the same bytes. Raises ValueError for a blank node."""
    return turtle(graph, {name: str(iri) for name, iri in graph.namespaces() if name})
