"""The graph: from what a build knows to RDF (design: section 3). A direct triple for each edge that is asserted, and for every statement a node
that tells who says so, how, when and in which words. No blank nodes.

It is written document by document, each with its statements and passages, then the entities, each with its direct triples: nothing has to wait in
memory, and what a document gives stands in one piece.
"""
from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import IO

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kg import iris
from kg.graph.recorder import records
from kg.graph.turtle import TurtleWriter, block, quoted_string, to_turtle
from kg.iris import BASE, DCT, KG, OA
from kg.model import Document, Entity, Knowledge, Mention, Modality, Statement
from kg.resolution.corpus import Names, Told, corpus, qualifiers

__all__ = ["BASE", "Direct", "GraphWriter", "records", "to_graph", "to_turtle", "write_turtle"]

Pair = tuple[str, str]  # predicate and object, in Turtle
Direct = tuple[str, str, str]  # a triple of the direct layer, in Turtle


def to_graph(knowledge: Knowledge, *, base: str = BASE, private: bool = False) -> Graph:
    """All layers of `knowledge` as one graph without blank nodes; `base` starts the IRIs of entities, statements, passages and documents.

    Raises as `write_turtle` does.
    """
    stream = io.StringIO()
    write_turtle(stream, knowledge, base=base, private=private)
    return Graph(bind_namespaces="none").parse(data=stream.getvalue(), format="turtle")


def write_turtle(stream: IO[str], knowledge: Knowledge, *, base: str = BASE, private: bool = False) -> None:
    """All layers of `knowledge` as Turtle: the same bytes for the same knowledge. Private allegations stand in it with `private` alone.

    Raises UsageError for an unusable `base` and EvidenceError where a quotation does not stand where its statement says.
    """
    known = corpus(knowledge, base, private=private)
    writer = GraphWriter(known.names)
    stream.write(writer.head())
    direct: list[Direct] = []
    for told in known.told:
        stream.write(writer.document(told))
        direct += writer.direct(told)
    stream.writelines(writer.entities(direct))


class GraphWriter:
    """The graph of a corpus as Turtle, part by part; an empty line stands before each block."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._turtle = TurtleWriter(iris.prefixes(names.base))
        self._documents: defaultdict[str, list[str]] = defaultdict(list)  # from a document to the entities that it is
        for entity, document in names.own.items():
            self._documents[document].append(entity)
        self._iri = lru_cache(maxsize=100_000)(lambda iri: self._turtle.term(URIRef(iri)))
        self._term = lru_cache(maxsize=1000)(lambda name: self._turtle.term(iris.term_iri(name)))
        self._date = lru_cache(maxsize=10_000)(lambda text: self._turtle.term(iris.iso_date(text)))
        self._decimal = lru_cache(maxsize=10_000)(lambda number: self._turtle.term(iris.decimal(number)))

    def head(self) -> str:
        """What stands before all else."""
        return self._turtle.head()

    def document(self, told: Told) -> str:
        """A document with its statements and their passages."""
        node = self._iri(iris.document_iri(self._names.base, told.document.id))
        blocks = [block(node, self._document(node, told))]
        passages = set[str]()
        for key, statement in self._names.graphed(told):
            passage = self._iri(iris.passage_iri(self._names.base, told.document.id, statement.evidence.start, statement.evidence.end))
            blocks.append(block(self._iri(iris.statement_iri(self._names.base, key)), self._statement(node, passage, key, statement)))
            if passage not in passages:
                passages.add(passage)
                blocks.append(block(passage, self._passage(node, statement)))
        return "".join(f"\n{each}" for each in blocks)

    def direct(self, told: Told) -> list[Direct]:
        """The direct triples of what a document asserts, each once."""
        found = {(self._node(s.subject), self._term(s.type), self._node(s.object)): None for _, s in self._names.graphed(told)
                 if s.object and s.modality is Modality.ASSERTED}
        return list(found)

    def entities(self, direct: Iterable[Direct]) -> Iterator[str]:
        """All entities, by IRI, each with the direct triples of which it is the subject; those that are documents are told with these already."""
        of: defaultdict[str, set[Pair]] = defaultdict(set)
        for subject, predicate, object_ in direct:
            of[subject].add((predicate, object_))
        for entity in self._names.resolution.entities.values():
            if entity.id not in self._names.own:
                of[self._iri(self._names.iri(entity))].update(self._entity(entity))
        for subject in sorted(of):
            yield f"\n{block(subject, of[subject])}"

    def _node(self, mention: Mention) -> str:
        return self._iri(self._names.iri(self._names.entity(mention)))

    def _entity(self, entity: Entity) -> Iterator[Pair]:
        yield "a", self._term(entity.cls)
        yield _LABEL, quoted_string(entity.label)
        for alias in entity.aliases:
            if alias != entity.label:
                yield _ALIAS, quoted_string(alias)
        for address in entity.same_as:
            if (same := iris.web_iri(address)) is not None:
                yield _SAME, self._turtle.term(same)

    def _document(self, node: str, told: Told) -> Iterator[Pair]:
        document, own = told.document, self._documents.get(told.document.id)
        title = quoted_string(document.title.value if document.title else document.path)
        yield _TITLE, title
        yield _IDENTIFIER, quoted_string(document.path)
        yield _SHA256, quoted_string(document.sha256)
        if own:
            for entity in own:
                yield from self._entity(self._names.resolution.entities[entity])
        else:
            yield "a", _DOCUMENT
            yield _LABEL, title
        if document.date:
            yield _DATE, self._date(document.date.value)
        if document.url and (source := iris.web_iri(document.url)) is not None:
            yield _SOURCE, self._turtle.term(source)
        yield from self._makers(node, document, told)

    def _makers(self, node: str, document: Document, told: Told) -> Iterator[Pair]:
        """Author and publisher: the entities where statements tell of them, otherwise the names as strings."""
        for relation, predicate, attribute in (("authored", _CREATOR, document.author), ("published", _PUBLISHER, document.publisher)):
            found = {self._node(s.subject) for s in told.statements.values()
                     if s.type == relation and s.modality is Modality.ASSERTED and s.object and self._node(s.object) == node}
            yield from ((predicate, maker) for maker in found)
            if attribute and not found:
                yield predicate, quoted_string(attribute.value)

    def _statement(self, document: str, passage: str, key: str, statement: Statement) -> Iterator[Pair]:
        yield "a", _STATEMENT
        yield _SUBJECT, self._node(statement.subject)
        yield _PREDICATE, self._term(statement.type)
        if statement.object:
            yield _OBJECT, self._node(statement.object)
        yield _MODALITY, self._term(statement.modality.value)
        if statement.attributed_to:
            yield _BY, self._node(statement.attributed_to)
        for name, value in qualifiers(statement).items():
            yield self._term(name), self._date(value) if name == "date" else quoted_string(value)
        yield _CONFIDENCE, self._decimal(statement.confidence)
        yield _RULE, quoted_string(statement.rule)
        if key in self._names.private:
            yield _PRIVATE, "true"
        yield _IN, document
        yield _EVIDENCE, passage

    def _passage(self, document: str, statement: Statement) -> Iterator[Pair]:
        evidence = statement.evidence
        yield "a", _PASSAGE
        yield _HAS_SOURCE, document
        yield _EXACT, quoted_string(evidence.text)
        yield _START, str(evidence.start)
        yield _END, str(evidence.end)


_SHORT = TurtleWriter(iris.prefixes()).term  # of terms that have their prefix whatever the base
_LABEL, _ALIAS, _SAME = map(_SHORT, (RDFS.label, SKOS.altLabel, OWL.sameAs))
_TITLE, _IDENTIFIER, _DATE, _SOURCE, _CREATOR, _PUBLISHER = map(_SHORT, (DCT.title, DCT.identifier, DCT.date, DCT.source, DCT.creator, DCT.publisher))
_STATEMENT, _SUBJECT, _PREDICATE, _OBJECT = map(_SHORT, (RDF.Statement, RDF.subject, RDF.predicate, RDF.object))
_MODALITY, _BY, _CONFIDENCE, _RULE = map(_SHORT, (KG.modality, KG.attributedTo, KG.confidence, KG.rule))
_PRIVATE, _IN, _EVIDENCE, _DOCUMENT, _PASSAGE = map(_SHORT, (KG.privateAllegation, KG.document, KG.evidence, KG.Document, KG.Passage))
_SHA256, _HAS_SOURCE, _EXACT, _START, _END = map(_SHORT, (KG.sha256, OA.hasSource, OA.exact, OA.start, OA.end))
