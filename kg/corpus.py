"""What a build knows, made ready for writing: one extraction a text, each statement once, each quotation checked against its text.

Both the graph and the records are made from this, so that they cannot tell different things.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.errors import EvidenceError
from kg.model import Document, Entity, Extraction, Knowledge, Mention, Referent, Resolution, Skipped, Statement


@dataclass(frozen=True, slots=True)
class Corpus:
    """`extractions` by path; `statements` by document id, in text order; `own` from an entity's id to the document that it is;
    `private` are the ids of private allegations."""

    extractions: tuple[Extraction, ...]
    statements: dict[str, tuple[Statement, ...]]
    own: dict[str, str]
    referents: dict[str, Referent]
    resolution: Resolution
    skipped: tuple[Skipped, ...]
    repeated: int
    private: frozenset[str]

    def each(self) -> Iterator[tuple[Document, Statement]]:
        """Every statement with its document, by path and offset."""
        for extraction in self.extractions:
            for statement in self.statements[extraction.document.id]:
                yield extraction.document, statement

    def entity(self, mention: Mention) -> Entity:
        return self.resolution.entity(mention)


def corpus(knowledge: Knowledge) -> Corpus:
    """Prepare `knowledge`. A text that came in twice counts once and is listed as skipped; a statement found twice counts once.

    Raises EvidenceError where a quotation does not stand where its statement says.
    """
    extractions: dict[str, Extraction] = {}
    skipped = list(knowledge.skipped)
    for extraction in sorted(knowledge.extractions, key=lambda e: e.document.path):
        first = extractions.setdefault(extraction.document.id, extraction)
        if first is not extraction:
            skipped.append(Skipped(extraction.document.path, f"the same text as {first.document.path}"))
    statements = {name: _distinct(e) for name, e in extractions.items()}
    referents = {r.id: r for e in extractions.values() for r in e.referents}
    of = knowledge.resolution.of
    own = {of[r.id]: r.document for r in sorted(referents.values(), key=lambda r: r.id, reverse=True) if r.self_document and r.id in of}
    return Corpus(
        extractions=tuple(extractions.values()), statements=statements, own=own, referents=referents, resolution=knowledge.resolution,
        skipped=tuple(sorted(skipped, key=lambda s: (s.path, s.reason))),
        repeated=sum(len(e.statements) - len(statements[name]) for name, e in extractions.items()),
        private=knowledge.private,
    )


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


def _distinct(extraction: Extraction) -> tuple[Statement, ...]:
    """The statements in text order, the surest of those that share an id."""
    surest: dict[str, Statement] = {}
    for statement in sorted(extraction.statements, key=lambda s: (-s.confidence, s.modality, s.rule, s.qualifiers)):
        verify(extraction.document, statement)
        surest.setdefault(statement.id, statement)
    return tuple(sorted(surest.values(), key=lambda s: (s.evidence.start, s.evidence.end, s.trigger, s.type, s.id)))
