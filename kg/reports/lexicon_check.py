"""Tries the lexicon: each relation's example sentences must give the relation, and its counter-examples must not.

A sentence is a document by itself, so what it gives depends on its words alone. An example in quotation marks, or said by somebody, is read
as any text is.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.knowledge.domain import Ontology
from kg.knowledge.lexicon import Fixed, Frame, Slot
from kg.knowledge.ontology import load
from kg.model import Extraction, Statement
from kg.nlp import load as load_pipeline
from kg.read import read_document
from kg.statements.extract import Extractor


@dataclass(frozen=True, slots=True)
class Trial:
    """A sentence tried for a relation: `expected` is whether it should give it, `found` what it gave of any relation, in words."""

    relation: str
    sentence: str
    expected: bool
    given: bool
    found: tuple[str, ...]

    @property
    def good(self) -> bool:
        return self.expected == self.given


def check_lexicon(folder: Path | None = None, *, pipeline: str | None = None, only: Iterable[str] = ()) -> Iterator[Trial]:
    """Try every relation's sentences, or those of the relations named in `only`."""
    ontology = load(folder)
    extractor = Extractor(ontology, load_pipeline(pipeline).parse)
    wanted = set(only)
    for relation in ontology.relations.values():
        if wanted and relation.name not in wanted:
            continue
        for expected, sentences in ((True, relation.examples), (False, relation.counter_examples)):
            for sentence in sentences:
                extraction = extractor.extract(read_document("sentence.txt", sentence.encode()))
                yield _trial(ontology, relation.name, sentence, expected, extraction)


def describe(frame: Frame) -> str:
    """What a lexical entry was compiled to, in one line: the anchor, then each slot and each word that must stand with it."""
    anchor = " ".join("/".join(sorted(words)) for words in (frame.case, *frame.modifiers, frame.anchors, frame.particles) if words)
    parts = [_slot(s) for s in frame.slots] + [_fixed(f) for f in frame.fixed]
    return f"{frame.kind}{' (said)' if frame.spoken else ''} {anchor}: {', '.join(parts)}"


def _trial(ontology: Ontology, relation: str, sentence: str, expected: bool, extraction: Extraction) -> Trial:
    """A statement of a narrower relation expresses the wider one too."""
    names = {r.id: r.name for r in extraction.referents}
    given = any(s.type == relation or relation in ontology.relations[s.type].parents for s in extraction.statements)
    return Trial(relation, sentence, expected, given, tuple(_words(s, names) for s in extraction.statements))


def _words(statement: Statement, names: dict[str, str]) -> str:
    target = f" → {names[statement.object.referent]}" if statement.object else ""
    return f"{statement.type}: {names[statement.subject.referent]}{target} ({statement.modality}; {statement.rule})"


def _slot(slot: Slot) -> str:
    marked = f" after {'/'.join(sorted(slot.markers))}" if slot.markers else ""
    words = f" ({'/'.join(sorted(slot.words | slot.classes))})" if slot.words | slot.classes else ""
    return f"{slot.name}={slot.place}{marked}{words}{' (optional)' if slot.optional else ''}"


def _fixed(fixed: Fixed) -> str:
    words = " ".join("/".join(sorted(w)) for w in (fixed.markers, *fixed.modifiers, fixed.lemmas) if w)
    return f"with “{words}”"
