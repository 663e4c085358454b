"""The words that all parts share: documents, mentions, statements, entities. No spaCy and no RDF here.

Offsets are Unicode code points into `Document.text`, half-open, so that `text[start:end]` is the quotation.
"""
from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Modality(StrEnum):
    """How a document puts a statement."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    PLANNED = "planned"
    NEGATED = "negated"


class BlockKind(StrEnum):
    """What a stretch of a document's text is. Statements are looked for in the first five."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CAPTION = "caption"
    BYLINE = "byline"  # author, date and publisher lines, and front matter
    BOILERPLATE = "boilerplate"  # subscribe boxes, video links, a caption said again


PROSE = frozenset({BlockKind.TITLE, BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CAPTION})


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of a document's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text of one kind; blocks do not overlap and stand in text order."""

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Attribute:
    """A document's title, author, publisher or date, and where in the text it stands (None where it came from outside the text)."""

    value: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as read: its kept text, the blocks of that text, and what is known of its origin.

    `id` is 16 hexadecimal digits of the SHA-256 of the kept text; `sha256` is of the file's bytes. `path` is relative to the folder given,
    with forward slashes. `date` is ISO, as precise as known.
    """

    id: str
    path: str
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    title: Attribute | None = None
    author: Attribute | None = None
    publisher: Attribute | None = None
    date: Attribute | None = None
    url: str | None = None


def document_id(text: str) -> str:
    """The id of a document with this kept text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class MentionKind(StrEnum):
    NAME = "name"  # "Marlow", "Senator Jane Doe"
    DESCRIPTION = "description"  # "the agency", "its children's services"
    PRONOUN = "pronoun"  # "it", "they", "we"
    DOCUMENT = "document"  # the document itself, as the object of a byline


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words of a document that stand for an entity. `referent` is the id of the `Referent` it was resolved to within the document;
    `trail` tells, step by step, how (for `kg explain`)."""

    start: int
    end: int
    text: str
    kind: MentionKind
    referent: str
    trail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Referent:
    """One entity as one document tells of it: the unit that resolution merges across documents.

    `id` is unique in the corpus (`<document id>:<ordinal>`). `name` is the fullest name; `names` the proper names among the surface forms,
    `aliases` every surface form but pronouns. `cls` is a class of the ontology (local name). `roles` are as worded ("leader"); `owner` is
    the referent whose part or member it is ("its children's services"), where the text says so. `named` is false for one that has only
    descriptions: it is never merged across documents by its words alone.
    """

    id: str
    document: str
    name: str
    cls: str
    names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    owner: str | None = None
    place: str | None = None  # a place named with it ("Children's services in Denby"), as text
    named: bool = True
    self_document: bool = False  # the document itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A quotation: `text` is what stands in the document's kept text between `start` and `end`."""

    document: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A relation that one document states, with the words that state it.

    `trigger` is the span of the words that carry the relation. `qualifiers` maps a qualifier's name to its text (dates are ISO). `confidence` is
    made of `rule`, the `kind` of rule it is, and the `doubts` on the way from the words to the entities (`kg.statements.confidence`).
    """

    type: str
    subject: Mention
    object: Mention | None
    evidence: Passage
    trigger: Span
    modality: Modality
    attributed_to: Mention | None
    qualifiers: tuple[tuple[str, str], ...]
    rule: str
    confidence: float
    kind: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """16 hexadecimal digits over what was found (document, type, spans), not over what it was resolved to."""
        spans = [(m.start, m.end) if m else None for m in (self.subject, self.object)]
        key = (self.evidence.document, self.type, self.trigger.start, self.trigger.end, self.evidence.start, self.evidence.end, spans)
        return hashlib.sha256(repr(key).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What one document gave. `missed` are sentences that hold a known trigger and gave no statement; `sentences` counts all."""

    document: Document
    referents: tuple[Referent, ...]
    statements: tuple[Statement, ...]
    sentences: int = 0
    sentences_used: int = 0
    missed: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """All that one document gave, however unsure; `sentences` are those of its prose, `anchored` those of them that hold a known trigger."""

    document: Document
    referents: tuple[Referent, ...]
    statements: tuple[Statement, ...]
    sentences: tuple[Span, ...] = ()
    anchored: tuple[Span, ...] = ()

    def extraction(self, min_confidence: float = 0.0) -> Extraction:
        """What is left without the statements below `min_confidence`."""
        statements = tuple(s for s in self.statements if s.confidence >= min_confidence)
        used = {s for s in self.sentences if any(s.start < t.evidence.end and t.evidence.start < s.end for t in statements)}
        return Extraction(
            document=self.document, referents=self.referents, statements=statements, sentences=len(self.sentences), sentences_used=len(used),
            missed=tuple(s for s in self.anchored if s not in used))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A thing in the world, after resolution. `id` is the last part of its IRI. `merges` gives, for each referent after the first, the reason
    why it is the same."""

    id: str
    label: str
    cls: str
    aliases: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    referents: tuple[str, ...] = ()
    merges: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which entity each referent is: `entities` by id, `of` from referent id to entity id."""

    entities: Mapping[str, Entity] = field(default_factory=dict)
    of: Mapping[str, str] = field(default_factory=dict)

    def entity(self, mention: Mention) -> Entity:
        """The entity that a mention stands for."""
        return self.entities[self.of[mention.referent]]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that gave no document, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What a build knows before it is written: each document's extraction (by path), the resolution, what was skipped, and the ids of statements
    that are private allegations (`kg.resolution.guard`)."""

    extractions: tuple[Extraction, ...]
    resolution: Resolution
    skipped: tuple[Skipped, ...] = ()
    private: frozenset[str] = frozenset()
