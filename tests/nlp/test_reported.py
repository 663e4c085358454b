"""Subjects of reported clauses that the parser gives to another word."""
from __future__ import annotations

import pytest

from kg.nlp.pipeline import English


@pytest.mark.parametrize(("text", "name", "clause"), [
    ("The CQC said Denby Council had failed families.", "Council", "failed"),
    ("Chief Constable Ian Dyson said Denby Council had failed families.", "Council", "failed"),
    ("Waka Kotahi said Denby Council had failed families.", "Council", "failed"),
    ("The union admitted Tarle County Council were told to apologise.", "Council", "told"),
    ("A spokesman told reporters Ofwat would be fined.", "Ofwat", "fined"),
    ("The CQC told reporters Ofwat is in special measures.", "Ofwat", "measures"),
])
def test_the_name_behind_a_verb_of_saying_is_the_subject(english: English, text: str, name: str, clause: str) -> None:
    doc, = english.parse([text])
    word = next(t for t in doc if t.text == name)
    assert (word.head.text, word.dep_.split(":")[0]) == (clause, "nsubj")


@pytest.mark.parametrize(("text", "name", "head"), [
    ("“We failed families,” said Ann Reed.", "Ann", "said"),
    ("Ann Reed told Denby Council that she would resign.", "Council", "told"),
    ("Ann Reed told Denby Council it had failed families.", "Council", "told"),
])
def test_others_keep_their_head(english: English, text: str, name: str, head: str) -> None:
    doc, = english.parse([text])
    assert next(t for t in doc if t.text == name).head.text == head
