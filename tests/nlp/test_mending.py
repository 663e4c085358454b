"""What the parser gets wrong where English leaves no doubt."""
from __future__ import annotations

import pytest

from kg.nlp.pipeline import English


def label_of(english: English, text: str, word: str) -> str:
    """The label of a word's edge to its head."""
    doc, = english.parse([text])
    return next(t for t in doc if t.text == word).dep_


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


@pytest.mark.parametrize(("text", "subject", "verb", "object_"), [
    ("The trust criticised Ofsted on Monday.", "trust", "criticised", "Ofsted"),
    ("Tom Roe's predecessor, Jane Doe, criticised Ofsted.", "predecessor", "criticised", "Ofsted"),
    ("The trust sued Ofgem.", "trust", "sued", "Ofgem"),
    ("Ministers backed Ofwat last week.", "Ministers", "backed", "Ofwat"),
])
def test_a_name_right_behind_a_verb_is_its_object(english: English, text: str, subject: str, verb: str, object_: str) -> None:
    doc, = english.parse([text])
    word = {t.text: t for t in doc}
    assert [(word[w].head.text, word[w].dep_) for w in (subject, object_)] == [(verb, "nsubj"), (verb, "obj")]
    assert (word[verb].tag_, word[verb].dep_) == ("VBD", "ROOT")


@pytest.mark.parametrize(("text", "word", "label"), [
    ("Trust criticised by Ofsted.", "Ofsted", "obl:agent"),
    ("The report published Monday was late.", "Monday", "obl:unmarked"),
    ("A group called Castor Aid closed.", "Aid", "xcomp"),
])
def test_passives_and_names_that_are_given_stay(english: English, text: str, word: str, label: str) -> None:
    assert label_of(english, text, word) == label


@pytest.mark.parametrize(("text", "word"), [
    ("Network Rail called on Denby Council to act.", "Rail"),
    ("The school called on Denby Council to act.", "school"),
    ("Horizon Housing accused Denby Council of a cover-up.", "Housing"),
])
def test_who_does_what_can_be_done_to_nobody_acts(english: English, text: str, word: str) -> None:
    assert label_of(english, text, word) == "nsubj"
