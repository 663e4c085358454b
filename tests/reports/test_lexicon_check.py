"""The sentences that stand with each relation: an example gives it, a counter-example does not."""
from __future__ import annotations

import pytest

from kg.knowledge.ontology import load
from kg.reports.lexicon_check import Trial, check_lexicon, describe


@pytest.fixture(scope="module")
def trials(pipeline: None) -> list[Trial]:
    return list(check_lexicon())


@pytest.mark.parametrize("relation", load().relations)
def test_the_sentences_of_a_relation_do_what_they_should(relation: str, trials: list[Trial]) -> None:
    failed = [(t.sentence, t.found) for t in trials if t.relation == relation and not t.good]
    assert failed == []


def test_every_sentence_was_tried(trials: list[Trial]) -> None:
    assert len(trials) == sum(len(r.examples) + len(r.counter_examples) for r in load().relations.values())


def test_an_entry_is_described_with_its_slots_and_words() -> None:
    frame = next(f for r in load().relations.values() for f in r.frames if f.fixed and any(s.optional and s.markers for s in f.slots))
    told = describe(frame)
    assert told.startswith(frame.kind)
    assert all(s.name in told for s in frame.slots)
    assert "(optional)" in told
    assert "with “" in told
