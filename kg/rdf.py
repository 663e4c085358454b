"""The graph: from what a build knows to RDF (design: section 3). A direct triple for each edge that is asserted, and for every statement a node
that tells who says so, how, when and in which words. No blank nodes.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import IO

from rdflib import OWL, RDF, RDFS, SKOS, XSD, Graph, Literal, URIRef

from kg import iris
from kg.corpus import Corpus, corpus, qualifiers
from kg.iris import BASE, DCT, KG, OA
from kg.model import Document, Entity, Knowledge, Mention, Modality, Statement
from kg.recorder import records
from kg.turtle import Subjects, TurtleWriter, Waiting, to_turtle

__all__ = ["BASE", "empty_graph", "records", "to_graph", "to_turtle", "write_turtle"]

Triple = tuple[URIRef, URIRef, URIRef | Literal]


def empty_graph(base: str = BASE) -> Graph:
    """A graph with exactly our prefixes bound."""
    graph = Graph(bind_namespaces="none")
    for name, iri in iris.prefixes(base).items():
        graph.bind(name, iri)
    return graph


def to_graph(knowledge: Knowledge, *, base: str = BASE, private: bool = False) -> Graph:
    """All layers of `knowledge` as one graph without blank nodes; `base` starts the IRIs of entities, statements, passages and documents.

    Private allegations stand in it with `private` alone.

    Raises UsageError for an unusable `base` and EvidenceError where a quotation does not stand where its statement says.
    """
    told = corpus(knowledge)
    writer = _Triples(told, iris.checked_base(base), private=private)
    graph = empty_graph(base)
    for triple in writer.all():
        graph.add(triple)
    return graph


def write_turtle(stream: IO[str], knowledge: Knowledge, *, base: str = BASE, private: bool = False) -> None:
    """What `to_turtle` makes of `to_graph`, without a graph in memory: the nodes of statements and passages, which are nearly all, are complete with
    their statement, and wait on the disk until their place in the order is known.

    Raises as `to_graph` does.
    """
    triples = _Triples(corpus(knowledge), iris.checked_base(base), private=private)
    writer = TurtleWriter(iris.prefixes(base))
    shared: Subjects = defaultdict(lambda: defaultdict(set))
    writer.gather(triples.of_entities_and_documents(), shared)
    with Waiting() as waiting:
        for document, statement in triples.shown():
            own: Subjects = defaultdict(lambda: defaultdict(set))
            writer.gather(triples.statement(document, statement), own)
            subject = writer.term(triples.mention(statement.subject))  # of the direct triple, which stands among others
            for predicate, objects in own.pop(subject, defaultdict(set)).items():
                shared[subject][predicate] |= objects
            waiting.add(writer.blocks(own))
        waiting.add(writer.blocks(shared))
        stream.write(writer.head() + "\n")
        waiting.write(stream)


class _Triples:
    """The triples of a corpus, part by part."""

    def __init__(self, told: Corpus, base: str, *, private: bool) -> None:
        self.told = told
        self.base = base
        self.private = private

    def all(self) -> Iterator[Triple]:
        yield from self.of_entities_and_documents()
        for document, statement in self.shown():
            yield from self.statement(document, statement)

    def of_entities_and_documents(self) -> Iterator[Triple]:
        for entity in self.told.resolution.entities.values():
            yield from self.entity(entity)
        for extraction in self.told.extractions:
            yield from self.document(extraction.document)

    def shown(self) -> Iterator[tuple[Document, Statement]]:
        for document, statement in self.told.each():
            if self.private or statement.id not in self.told.private:
                yield document, statement

    def node(self, entity: Entity) -> URIRef:
        own = self.told.own.get(entity.id)
        return iris.document_iri(self.base, own) if own else iris.entity_iri(self.base, entity.id)

    def mention(self, mention: Mention) -> URIRef:
        return self.node(self.told.entity(mention))

    def entity(self, entity: Entity) -> Iterator[Triple]:
        node = self.node(entity)
        yield node, RDF.type, iris.term_iri(entity.cls)
        yield node, RDFS.label, iris.string(entity.label)
        for alias in entity.aliases:
            if alias != entity.label:
                yield node, SKOS.altLabel, iris.string(alias)
        for address in entity.same_as:
            if (same := iris.web_iri(address)) is not None:
                yield node, OWL.sameAs, same

    def document(self, document: Document) -> Iterator[Triple]:
        node = iris.document_iri(self.base, document.id)
        title = document.title.value if document.title else document.path
        yield node, DCT.title, iris.string(title)
        yield node, DCT.identifier, iris.string(document.path)
        yield node, KG.sha256, Literal(document.sha256)
        if document.id not in self.told.own.values():
            yield node, RDF.type, KG.Document
            yield node, RDFS.label, iris.string(title)
        if document.date:
            yield node, DCT.date, iris.iso_date(document.date.value)
        if document.url and (source := iris.web_iri(document.url)) is not None:
            yield node, DCT.source, source
        yield from self.makers(node, document)

    def makers(self, node: URIRef, document: Document) -> Iterator[Triple]:
        """Author and publisher: the entities where statements tell of them, otherwise the names as strings."""
        for relation, predicate, attribute in (("authored", DCT.creator, document.author), ("published", DCT.publisher, document.publisher)):
            found = {self.mention(s.subject) for s in self.told.statements[document.id]
                     if s.type == relation and s.modality is Modality.ASSERTED and s.object and self.mention(s.object) == node}
            for maker in sorted(found):
                yield node, predicate, maker
            if attribute and not found:
                yield node, predicate, iris.string(attribute.value)

    def statement(self, document: Document, statement: Statement) -> Iterator[Triple]:
        node = iris.statement_iri(self.base, statement.id)
        subject, relation = self.mention(statement.subject), iris.term_iri(statement.type)
        yield node, RDF.type, RDF.Statement
        yield node, RDF.subject, subject
        yield node, RDF.predicate, relation
        if statement.object:
            target = self.mention(statement.object)
            yield node, RDF.object, target
            if statement.modality is Modality.ASSERTED:
                yield subject, relation, target
        yield node, KG.modality, KG[statement.modality.value]
        if statement.attributed_to:
            yield node, KG.attributedTo, self.mention(statement.attributed_to)
        for name, value in qualifiers(statement).items():
            yield node, iris.term_iri(name), iris.iso_date(value) if name == "date" else iris.string(value)
        yield node, KG.confidence, iris.decimal(statement.confidence)
        yield node, KG.rule, iris.string(statement.rule)
        if statement.id in self.told.private:
            yield node, KG.privateAllegation, Literal(True)
        yield node, KG.document, iris.document_iri(self.base, document.id)
        yield from self.passage(node, statement)

    def passage(self, node: URIRef, statement: Statement) -> Iterator[Triple]:
        evidence = statement.evidence
        passage = iris.passage_iri(self.base, evidence.document, evidence.start, evidence.end)
        yield node, KG.evidence, passage
        yield passage, RDF.type, KG.Passage
        yield passage, OA.hasSource, iris.document_iri(self.base, evidence.document)
        yield passage, OA.exact, iris.string(evidence.text)
        yield passage, OA.start, Literal(evidence.start, datatype=XSD.integer)
        yield passage, OA.end, Literal(evidence.end, datatype=XSD.integer)
