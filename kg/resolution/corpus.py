"""What a build knows, made ready for writing: one extraction a text, each statement once, each quotation checked against its text.

Both the graph and the records are made from this, so that they cannot tell different things.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg import iris
from kg.errors import EvidenceError
from kg.model import Document, Entity, Extraction, Knowledge, Mention, Referent, Resolution, Skipped, Span, Statement


@dataclass(frozen=True, slots=True)
class Told:
    """What one document tells: `statements` by id, each once, in text order; `repeated` is how many were found twice."""

    document: Document
    referents: tuple[Referent, ...]
    statements: dict[str, Statement]
    repeated: int
    sentences: int
    sentences_used: int
    missed: tuple[Span, ...]


class Names:
    """Who is who, as graph and records name them. `own` is from an entity's id to the document that it is; `private` are the ids of private
    allegations, which stand in the graph with `shown` alone: those of a document must be there when it is written."""

    def __init__(self, resolution: Resolution, own: Mapping[str, str], private: Iterable[str] = (), *, base: str, shown: bool) -> None:
        self.resolution, self.own, self.base, self.shown = resolution, own, base, shown
        self.private = set(private)
        self._iris: dict[str, str] = {}

    def iri(self, entity: Entity) -> str:
        """Its IRI: a document that is an entity has one for both."""
        if entity.id not in self._iris:
            own = self.own.get(entity.id)
            self._iris[entity.id] = str(iris.document_iri(self.base, own) if own else iris.entity_iri(self.base, entity.id))
        return self._iris[entity.id]

    def entity(self, mention: Mention) -> Entity:
        return self.resolution.entity(mention)

    def graphed(self, told: Told) -> Iterator[tuple[str, Statement]]:
        """The statements of a document that stand in the graph."""
        return ((key, s) for key, s in told.statements.items() if self.shown or key not in self.private)


@dataclass(frozen=True, slots=True)
class Corpus:
    """`told` is what each document tells, by path; `skipped` are all that gave none."""

    told: tuple[Told, ...]
    names: Names
    skipped: tuple[Skipped, ...]


def corpus(knowledge: Knowledge, base: str = iris.BASE, *, private: bool = False) -> Corpus:
    """Prepare `knowledge`. A text that came in twice counts once and is listed as skipped; a statement found twice counts once.

    Raises UsageError for an unusable `base` and EvidenceError where a quotation does not stand where its statement says.
    """
    base = iris.checked_base(base)
    extractions: dict[str, Extraction] = {}
    skipped = list(knowledge.skipped)
    for extraction in sorted(knowledge.extractions, key=lambda e: e.document.path):
        first = extractions.setdefault(extraction.document.id, extraction)
        if first is not extraction:
            skipped.append(Skipped(extraction.document.path, f"the same text as {first.document.path}"))
    own = documents_as_entities(knowledge.resolution, (r for e in extractions.values() for r in e.referents))
    names = Names(knowledge.resolution, own, knowledge.private, base=base, shown=private)
    return Corpus(tuple(map(told, extractions.values())), names, in_order(skipped))


def told(extraction: Extraction) -> Told:
    """What a document tells, each quotation checked against its text. Raises EvidenceError where one does not stand where its statement says."""
    statements = _distinct(extraction)
    return Told(extraction.document, extraction.referents, statements, len(extraction.statements) - len(statements), extraction.sentences,
                extraction.sentences_used, extraction.missed)


def documents_as_entities(resolution: Resolution, referents: Iterable[Referent]) -> dict[str, str]:
    """From the id of an entity that is a document to that document; of several, the first by id."""
    own = sorted((r.id for r in referents if r.self_document and r.id in resolution.of), reverse=True)
    return {resolution.of[key]: key.partition(":")[0] for key in own}


def in_order(skipped: Iterable[Skipped]) -> tuple[Skipped, ...]:
    return tuple(sorted(skipped, key=lambda s: (s.path, s.reason)))


def qualifiers(statement: Statement) -> dict[str, str]:
    """A statement's qualifiers by name; texts of one name are joined by a semicolon."""
    values: dict[str, list[str]] = {}
    for name, value in statement.qualifiers:
        values.setdefault(name, []).append(value)
    return {name: "; ".join(values[name]) for name in sorted(values)}


def verify(document: Document, statement: Statement) -> None:
    """Raise EvidenceError unless the statement's quotation is what the document's kept text holds between its offsets."""
    evidence = statement.evidence
    if evidence.document != document.id:
        raise EvidenceError(f"{document.path}: statement {statement.id} quotes document {evidence.document}, but was found in {document.id}")
    if not 0 <= evidence.start < evidence.end <= len(document.text):
        raise EvidenceError(f"{document.path}: statement {statement.id} quotes {evidence.start} to {evidence.end} of {len(document.text)} characters")
    there = document.text[evidence.start : evidence.end]
    if there != evidence.text:
        raise EvidenceError(f"{document.path}, {evidence.start} to {evidence.end}: the text is {there!r}, the quotation {evidence.text!r}")


def _distinct(extraction: Extraction) -> dict[str, Statement]:
    """The statements by id in text order, the surest of those that share one."""
    surest: dict[str, Statement] = {}
    for statement in sorted(extraction.statements, key=lambda s: (-s.confidence, s.modality, s.rule, s.qualifiers)):
        verify(extraction.document, statement)
        surest.setdefault(statement.id, statement)
    return dict(sorted(surest.items(), key=lambda x: (x[1].evidence.start, x[1].evidence.end, x[1].trigger, x[1].type, x[0])))
