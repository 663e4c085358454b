"""Why a statement stands in the graph: the words in their place, the lexical entry, the parse, each step of reference, each merge.

The records tell most of it. The parse and the steps come from reading the kept text of that one document again, which gives the same
statements, since a document's statements depend on nothing else.
"""
from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from kg.errors import UsageError
from kg.knowledge.domain import Ontology
from kg.knowledge.lexicon import Frame
from kg.knowledge.ontology import load
from kg.model import Attribute, Document, Mention, Statement
from kg.nlp import load as load_pipeline
from kg.read import read_document
from kg.records import DocumentRecord, MergeRecord, Output, StatementRecord
from kg.reports.lexicon_check import describe
from kg.statements.extract import Extractor
from kg.syntax.parsed import Parse, parse_document

_ATTRIBUTES = ("title", "author", "publisher", "date")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the sentence: its base form, part of speech, and the word that it depends on and how."""

    text: str
    lemma: str
    pos: str
    relation: str
    head: str


@dataclass(frozen=True, slots=True)
class Steps:
    """How the words at a place of the statement (`part`) came to stand for the entity `label`."""

    part: str
    words: str
    label: str
    trail: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """`before` and `after` are the rest of the paragraph about the quotation; `frame` is what the entry was compiled to (None: the rule is a
    construction of grammar). `again` is false where reading the kept text again does not give the statement: then there are no steps."""

    record: StatementRecord
    document: DocumentRecord
    before: str
    after: str
    frame: str | None
    words: tuple[Word, ...]
    steps: tuple[Steps, ...]
    merges: tuple[MergeRecord, ...]
    again: bool


def find_statement(output: Output, given: str) -> StatementRecord:
    """The statement with this id, the start of one, or its address. Raises UsageError where there is none, or more than one."""
    wanted = given.strip().strip("<>").rsplit("/", 1)[-1].removeprefix("st:")
    found = [s for s in output.statements if wanted and s["id"].startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"no statement {given!r}; an id is the 'id' in statements.jsonl, or its first letters")
    lines = "".join(f"\n  {s['id']}  {s['subject']['label']} {s['type']} {s['object']['label'] if s['object'] else ''}".rstrip() for s in found[:10])
    raise UsageError(f"{given!r} is the start of {len(found)} statements:{lines}")


def explain(output: Output, given: str, *, ontology: Path | None = None, pipeline: str | None = None) -> Explanation:
    """Explain one statement of a build. `ontology` and `pipeline` are those that it was built with."""
    record = find_statement(output, given)
    document_record = next(d for d in output.report["documents"] if d["iri"] == record["source"]["iri"])
    document = kept_document(output.texts[document_record["id"]], document_record)
    loaded, parse = load(ontology), load_pipeline(pipeline).parse
    statement = next((s for s in Extractor(loaded, parse).extract(document).statements if s.id == record["id"]), None)
    start, end = record["evidence"]["start"], record["evidence"]["end"]
    low, high = document.text.rfind("\n", 0, start) + 1, document.text.find("\n", end)
    entities = {e["iri"] for e in (record["subject"], record["object"], record["attributed_to"]) if e}
    frame = _frame(loaded, record)
    return Explanation(
        record=record, document=document_record, before=document.text[low:start], after=document.text[end:high if high >= 0 else len(document.text)],
        frame=describe(frame) if frame else None, words=_words(document, parse, start, end), steps=_steps(record, statement),
        merges=tuple(m for m in output.report["merges"] if m["entity"] in entities), again=statement is not None)


def kept_document(text: str, record: DocumentRecord) -> Document:
    """The document of a build, from its kept text and what the report tells of it."""
    kind = "Markdown" if PurePosixPath(record["path"]).suffix.lower() in (".md", ".markdown") else "text"
    document = read_document(record["path"], text.encode("utf-8", "surrogatepass"), kind=kind)
    for name in _ATTRIBUTES:
        found: Attribute | None = getattr(document, name)
        value: str | None = record[name]  # type: ignore[literal-required]
        if value != (found.value if found else None):
            document = replace(document, **{name: Attribute(value) if value else None})  # type: ignore[arg-type]
    return replace(document, id=record["id"], sha256=record["sha256"], url=record["url"])


def _frame(ontology: Ontology, record: StatementRecord) -> Frame | None:
    relation = ontology.relations.get(record["type"])
    entry = record["rule"].partition(": ")[2]
    return next((f for f in relation.frames if f.entry == entry), None) if relation else None


def _words(document: Document, parse: Parse, start: int, end: int) -> tuple[Word, ...]:
    """The parse of the sentences that the quotation touches."""
    words: list[Word] = []
    for sentence in parse_document(document, parse).sentences():
        offset = sentence.doc.offset
        if offset + sentence.start_char < end and start < offset + sentence.end_char:
            words += [Word(t.text, t.lemma_, t.pos_, t.dep_, "" if t.head is t else t.head.text) for t in sentence if not t.is_space]
    return tuple(words)


def _steps(record: StatementRecord, statement: Statement | None) -> tuple[Steps, ...]:
    if statement is None:
        return ()
    mentions = (statement.subject, statement.object, statement.attributed_to)
    entities = (record["subject"], record["object"], record["attributed_to"])
    return tuple(Steps(part, mention.text, entity["label"], _told_of(mention))
                 for part, mention, entity in zip(("subject", "object", "speaker"), mentions, entities, strict=True) if mention and entity)


def _told_of(mention: Mention) -> tuple[str, ...]:
    """The steps of the trail that bind these words, those that join two referents, and the one that began it."""
    own = f"{mention.text!r}: "
    kept = [step for number, step in enumerate(mention.trail) if number == 0 or step.startswith(own) or ": " not in step]
    return tuple(dict.fromkeys(kept))
