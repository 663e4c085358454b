"""Judgements that no word of the lexicon tells, read by the judge; invented bodies and people."""
from __future__ import annotations

from dataclasses import replace

import pytest

from kg.knowledge.ontology import load as load_ontology
from kg.model import Modality, Statement
from kg.read import read_document
from kg.statements.extract import Extractor
from kg.statements.judged import SURE

BLAME = [
    '"Denby Council knew about the asbestos for six years and told nobody," said Ann Reed.',
    "Ann Reed, the coroner, found that Denby Council sent him home without looking at the scan.",
    "Ann Reed said that Denby Council had known of the cracked main since 2015, told no one and paid its directors a bonus.",
    '"We have written to Denby Council four times since March and nobody has so much as acknowledged the letters," said Ann Reed.',
]
NO_BLAME = [
    '"Denby Council will tell us on Friday where we are to live," said Ann Reed.',
    "Ann Reed, the coroner, heard that Denby Council had looked at the scan twice.",
    "Ann Reed said that Denby Council found the asbestos in 2015 and told every parent.",
    '"Denby Council meets on Thursday at seven," Ann Reed told the meeting.',
    '"Denby Council lost the appeal," said Ann Reed.',
]


@pytest.fixture(scope="module")
def judging(extractor: Extractor) -> Extractor:
    if not extractor.judge.is_there:
        pytest.skip(f"{extractor.judge.folder} has no judge: it is made by kg.judging.train")
    return extractor


def judged(extractor: Extractor, text: str) -> list[Statement]:
    """The statements of the judge."""
    return [s for s in extractor.extract(read_document("a.txt", text.encode())).statements if s.kind == "judge"]


@pytest.mark.parametrize("text", BLAME)
def test_fault_told_without_a_word_for_it_is_found(judging: Extractor, text: str) -> None:
    (found,) = judged(judging, text)
    assert (found.type, found.subject.text, found.object and found.object.text) == ("criticised", "Ann Reed", "Denby Council")
    assert found.modality is Modality.ASSERTED
    assert found.attributed_to is None


@pytest.mark.parametrize("text", NO_BLAME)
def test_what_only_sounds_like_it_is_not(judging: Extractor, text: str) -> None:
    assert judged(judging, text) == []


def test_the_words_behind_it_are_the_paragraph_and_what_is_said_in_the_sentence_of_the_mention(judging: Extractor) -> None:
    paragraph = f"It rained on Monday. {BLAME[0]} The meeting went on."
    text = f"A fire.\n\n{paragraph}\n\nIt was late."
    (found,) = judged(judging, text)
    assert found.evidence.text == paragraph
    assert text[found.trigger.start : found.trigger.end] == '"Denby Council knew about the asbestos for six years and told nobody,"'
    assert "judged from its paragraph" in found.rule
    assert 0.3 < found.confidence < 0.95


@pytest.mark.parametrize("text", [
    BLAME[2].replace("Ann Reed said", "Denby Council leader Ann Reed said"),
    BLAME[2].replace("Ann Reed said", "A spokesman for Denby Council said"),
    BLAME[2].replace("Denby Council", "Helen Marsh"),  # a person
    BLAME[2].replace(" a bonus", " a bonus, which was a disgrace"),  # the rules' own
    BLAME[2].replace("Ann Reed said that ", ""),  # nobody says it
    BLAME[2].replace("had known", "will know").replace("since 2015, told", "and tell").replace("paid", "pay"),  # to come
    "If Ann Reed found that Denby Council took nineteen months to mend a leaking roof, she would say so.",  # supposed
])
def test_it_is_held_back(judging: Extractor, text: str) -> None:
    assert judged(judging, text) == []


def test_the_ontology_says_which_relations_it_may_give(judging: Extractor) -> None:
    ontology = load_ontology()
    assert {r.judged_as for r in ontology.relations.values()} - {None} == set(SURE)
    without = replace(ontology, relations={name: replace(r, judged_as=None) for name, r in ontology.relations.items()})
    assert all(judged(Extractor(without, judging.parse), text) == [] for text in BLAME)
