"""Interviews and transcripts: what is a turn, whose it is, and what follows from that."""

from __future__ import annotations

import pytest

from kg.read import read_document
from kg.speech.turns import find_turns
from kg.statements.extract import Extractor
from tests.statements.test_extract import check, extract, says

VOSS = "Mary Voss"
LABELLED = """# The Echo interviews Mary Voss, candidate for mayor of Harlow

Mary Voss, who leads the Elm Society, answered questions.

**TE:** Why are you standing?

**Mary Voss:** I oppose the quarry.

**TE:** What would you do first?

**MV:** Harlow Council must publish its contracts.

We also need an independent inquiry. The mayor said “the quarry is dead”.

**MV:** That is all.
"""
UNLABELLED = """# Interview with Mary Voss

Mary Voss leads the Elm Society in Harlow.

What made you stand?

I oppose the quarry.

What do you think of the mayor, Ana Ruiz?

I think she has done a fantastic job for our town.

What will you do next?

We support the new ferry.

## Background

The quarry opened in 1950.
"""


def turns(text: str) -> list[tuple[str | None, str, bool]]:
    document = read_document("a.md", text.encode())
    return [(t.label, document.text[t.start : t.end], t.asks) for t in find_turns(document)]


def test_a_turn_begins_with_a_label_and_goes_on_without() -> None:
    found = turns(LABELLED)
    assert [label for label, _, _ in found] == ["TE", "Mary Voss", "TE", "MV", "MV", "MV"]
    assert found[0] == ("TE", "Why are you standing?", True)
    assert found[1] == ("Mary Voss", "I oppose the quarry.", False)


def test_questions_to_you_and_answers_in_the_first_person_are_turns() -> None:
    found = turns(UNLABELLED)
    assert [asks for _, _, asks in found] == [True, False, True, False, True, False]
    assert found[-1] == (None, "We support the new ferry.", False)  # a heading ends it


@pytest.mark.parametrize("text", [
    "Date: 4 May\n\nTime: 6pm\n\nPlace: Harlow town hall\n\nWhy: will you come?",
    "Harlow Council says: no.\n\nHarlow Council says: no.\n\nThe mayor says: yes.\n\nThe mayor says: yes.",
    "Will you come?\n\nThe hall is open.\n\nDo you sing?\n\nThe choir meets on Monday.\n\nAre you well?\n\nThe surgery is closed.",
    "Why did the council wait?\n\nI asked it.\n\nWho knew?\n\nWe do not know.\n\nWho will pay?\n\nI wonder.",
])
def test_tables_rhetoric_and_lists_of_questions_are_no_turns(text: str) -> None:
    assert turns(text) == []


def test_what_is_said_in_a_turn_is_its_speakers(extractor: Extractor) -> None:
    check(extractor, LABELLED, says("opposed", VOSS, "quarry"), says("called_for", VOSS, "Harlow Council"), says("called_for", VOSS))
    quoted = [dict(s.qualifiers)["quote"] for s in extract(extractor, LABELLED).statements if s.type == "stated"]
    assert quoted == ["I oppose the quarry.", "Harlow Council must publish its contracts.",
                      "We also need an independent inquiry. The mayor said “the quarry is dead”.", "That is all."]


def test_who_answers_is_whom_the_lead_names(extractor: Extractor) -> None:
    check(extractor, UNLABELLED, says("opposed", VOSS, "quarry"), says("praised", VOSS, "Ana Ruiz"),
          says("supported", "Elm Society", "new ferry", by=VOSS))


def test_questions_and_answers_by_letter(extractor: Extractor) -> None:
    text = "Mary Voss leads the Elm Society.\n\nQ: Why are you here?\nA: I oppose the quarry.\nQ: And the ferry?\nA: We support the new ferry."
    check(extractor, text, says("opposed", VOSS, "quarry"), says("supported", "Elm Society", "new ferry", by=VOSS))


def test_a_label_may_hold_a_name_in_brackets(extractor: Extractor) -> None:
    text = (
        "Ana Ruiz and Paul Hine met.\n\nThe Chair (Ana Ruiz): Why was that?\n\nPaul Hine: I apologise to residents for the spill.\n\n"
        "The Chair (Ana Ruiz): I support the new ferry.\n\nPaul Hine: That is all."
    )
    check(extractor, text, says("apologised", "Paul Hine", "residents"), says("supported", "Ana Ruiz", "new ferry"))


LETTER = """Open letter to Mary Voss

Dear Ms Voss,

We urge you to keep the Marlow ward open. Your plan would close it.

You have called for cuts before. Loans must be repaid by May. It should be done soon.

Yours sincerely,

Tom Hale
"""


def test_whoever_a_letter_is_written_to_is_its_you(extractor: Extractor) -> None:
    extraction = extract(extractor, LETTER)
    names = {r.id: r.name for r in extraction.referents}
    told = {(s.type, names[s.subject.referent], names[s.object.referent] if s.object else None) for s in extraction.statements}
    assert {(subject, of) for kind, subject, of in told if kind == "called_for"} == {("Tom Hale", VOSS)}
    assert all(subject != VOSS for _, subject, _ in told)  # what "you" do is not told as done


@pytest.mark.parametrize("head", [
    "Mary Voss's maiden speech", "Statement by Mary Voss, leader of Harlow Council", "Remarks by Mary Voss at the Elm Society",
    "Voss Floor Speech on the Quarry\n\nMary Voss delivered these remarks on the council floor:"])
def test_a_speech_is_whose_its_head_says(extractor: Extractor, head: str) -> None:
    text = f"{head}\n\nI thank you all. We urge Harlow Council to shut the quarry. I have seen the dust. We will not wait. I am done."
    extraction = extract(extractor, text)
    names = {r.id: r.name for r in extraction.referents}
    assert ("called_for", VOSS, "Harlow Council") in {
        (s.type, names[s.subject.referent], names[s.object.referent] if s.object else None) for s in extraction.statements}


def test_a_speech_of_two_is_of_neither(extractor: Extractor) -> None:
    text = ("Remarks by Mary Voss and Tom Hale at the Elm Society\n\nI thank you all. We urge Harlow Council to shut the quarry. I have seen it. "
            "We will not wait. I am done.")
    extraction = extract(extractor, text)
    assert all(s.type != "called_for" for s in extraction.statements)


ASKED = """The Echo speaks to the owner of a quarry

Tom Hale, the mayor, has fought the quarry for years. Tom Hale wants it shut. The Echo spoke to its owner.

Why did you buy it?

I wanted to work. We oppose the mayor's plan.

Will you sell it?

We will not. I have no reason to.

Do you fear the council?

I do not. We will wait.
"""


def test_whoever_the_text_names_most_is_not_who_answers_where_it_says_that_it_spoke_to_another(extractor: Extractor) -> None:
    extraction = extract(extractor, ASKED)
    names = {r.id: r.name for r in extraction.referents}
    assert all(names[s.subject.referent] != "Tom Hale" for s in extraction.statements if s.type in ("stated", "opposed", "pledged"))


def test_who_was_spoken_to_answers(extractor: Extractor) -> None:
    extraction = extract(extractor, ASKED.replace("The Echo spoke to its owner.", "The Echo spoke to Mary Voss, its owner."))
    names = {r.id: r.name for r in extraction.referents}
    assert VOSS in {names[s.subject.referent] for s in extraction.statements if s.type == "stated"}
