"""Relations that no entry of the lexicon tells, as the classifier says: what is asked of it, what is held back, and how it is put."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from kg.classifying.network import Classifier
from kg.classifying.sentence import Pair, Sentence
from kg.model import Modality, Statement
from kg.read import read_document
from kg.statements.extract import Extractor


class Sure(Classifier):
    """Knows one relation, and is sure that it holds of every pair it is asked about."""

    def __init__(self, relation: str) -> None:
        super().__init__(Path("/nowhere"))
        self.relation = relation
        self.asked: list[tuple[Pair, ...]] = []

    @property
    def is_there(self) -> bool:
        return True

    @property
    def relations(self) -> tuple[str, ...]:  # type: ignore[override]
        return (self.relation,)

    def scores(self, sentence: Sentence, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        assert sentence.states.shape[0] == len(sentence.upos)
        self.asked.append(tuple(pairs))
        return np.ones((len(pairs), 1), dtype=np.float32)


def told(extractor: Extractor, relation: str, text: str) -> list[Statement]:
    """The statements of a classifier that is sure of one relation."""
    own = Extractor(extractor.ontology, extractor.parse)
    own.classifier = Sure(relation)
    return [s for s in own.extract(read_document("a.txt", text.encode())).statements if s.kind == "classifier"]


def edges(statements: list[Statement]) -> set[tuple[str, str | None]]:
    return {(s.subject.text, s.object.text if s.object else None) for s in statements}


def test_what_it_is_sure_of_is_told_on_the_sentence(extractor: Extractor) -> None:
    text = "It rained.\n\nThe River Agency laid new pipes under Denby Council last week. It was late."
    (one,) = told(extractor, "funded", text)
    assert edges([one]) == {("River Agency", "Denby Council")}  # and not the other way round
    assert one.evidence.text == "The River Agency laid new pipes under Denby Council last week."
    assert text[one.trigger.start : one.trigger.end] == "Agency laid new pipes under Denby Council"
    assert (one.rule, one.modality, one.attributed_to) == ("funded: classified", Modality.ASSERTED, None)


def test_it_is_put_as_its_clause_is(extractor: Extractor) -> None:
    def ask(text: str) -> set[tuple[Modality, str | None]]:
        found = [s for s in told(extractor, "funded", text) if edges([s]) == {("River Agency", "Denby Council")}]
        return {(s.modality, s.attributed_to.text if s.attributed_to else None) for s in found}

    assert ask("The River Agency will lay new pipes under Denby Council.") == {(Modality.PLANNED, None)}
    assert ask("The River Agency did not lay new pipes under Denby Council.") == set()
    assert ask("Did the River Agency lay new pipes under Denby Council?") == set()
    assert ask("A lawyer said that the River Agency had laid new pipes under Denby Council.") == {(Modality.ASSERTED, "A lawyer")}


def test_the_sum_and_the_day_are_read(extractor: Extractor) -> None:
    found = told(extractor, "funded", "The River Agency laid £4m of new pipes under Denby Council on 3 May 2024.")
    assert {dict(s.qualifiers).get("amount") for s in found} == {"£4m"}
    assert {dict(s.qualifiers).get("date") for s in found} == {"2024-05-03"}


@pytest.mark.parametrize(("relation", "text"), [
    ("funded", "The River Agency funded Denby Council."),  # the rules' own
    ("funded", "The River Agency never funded the Marlow Trust of Denby Council."),  # which they found denied
    ("holds_role", "Ann Reed went with the leader of Denby Council."),  # whose office it is, rules know better
    ("member_of", "Ann Reed, of the Green Party, met Denby Council."),  # where she belongs is told
    ("holds_role", "A teacher went to Denby Council."),  # nobody with a name
    ("part_of", "Denby Council cleared Denby Road."),  # the name says so itself
    ("called_for", "Ann Reed sat down."),  # of nobody
])
def test_it_is_held_back(extractor: Extractor, relation: str, text: str) -> None:
    assert told(extractor, relation, text) == []


@pytest.mark.parametrize("relation", ["investigated", "sanctioned", "criticised"])
def test_nothing_bad_is_told_of_people(extractor: Extractor, relation: str) -> None:
    ontology = extractor.ontology
    sure = replace(ontology, relations={name: replace(r, classified_from=0.5) for name, r in ontology.relations.items()})
    found = told(Extractor(sure, extractor.parse), relation, "The River Agency spoke of Ann Reed.")
    assert edges(found) == {("Ann Reed", "River Agency")}


def test_classes_decide_what_is_asked(extractor: Extractor) -> None:
    assert edges(told(extractor, "holds_role", "Ann Reed went to Denby Council.")) == {("Ann Reed", "Denby Council")}
    assert edges(told(extractor, "published", "Ann Reed went to Denby Council.")) == set()


def test_a_relation_without_object_may_be_told_of_one(extractor: Extractor) -> None:
    ontology = extractor.ontology
    sure = replace(ontology, relations={name: replace(r, classified_from=0.5) for name, r in ontology.relations.items()})
    assert edges(told(Extractor(sure, extractor.parse), "pledged", "Ann Reed sat down.")) == {("Ann Reed", None)}


def test_nothing_is_asked_of_another_pipelines_parse(extractor: Extractor) -> None:
    def bare(texts: Sequence[str]) -> list:  # type: ignore[type-arg]
        docs = extractor.parse(texts)
        for doc in docs:
            doc.tensor = np.zeros((0,), dtype=np.float32)  # type: ignore[assignment]
        return docs

    own = Extractor(extractor.ontology, bare)
    own.classifier = sure = Sure("funded")
    own.extract(read_document("a.txt", b"The River Agency laid new pipes under Denby Council."))
    assert sure.asked == []
