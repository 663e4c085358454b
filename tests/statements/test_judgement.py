"""Fault found and praise given: in somebody's own words, and by the verbs, nouns and grades that tell of it; invented bodies and people."""
from __future__ import annotations

import pytest

from kg.read import read_document
from kg.statements.extract import Extractor

COUNCIL, HOSPITAL, COMMISSION, HOUSE = "Denby Council", "Marlow Hospital", "Care Standards Commission", "Marlow House"


def edges(extractor: Extractor, text: str, *types: str) -> list[tuple[str, str, str | None]]:
    """The statements of some types as (type, subject, object), those that are negated left out."""
    extraction = extractor.extract(read_document("a.txt", text.encode()))
    names = {r.id: r.name for r in extraction.referents}
    return [
        (s.type, names[s.subject.referent], names[s.object.referent] if s.object else None)
        for s in extraction.statements if s.type in types and s.modality.value != "negated"]


# --- in somebody's own words


@pytest.mark.parametrize("text", [
    "Ann Reed said Denby Council was clumsy and unthinking.",
    "Ann Reed said Denby Council was unhelpful and obstructive.",
    "According to Ann Reed, Denby Council has been obstructive and rude.",
    '"Denby Council is not good enough," said Ann Reed.',
    '"Denby Council is short-sighted," said Ann Reed.',
    '"Denby Council is out of touch," said Ann Reed.',
    '"Denby Council is not fit for purpose," Ann Reed said.',
    '"Denby Council could not care less," said Ann Reed.',
    '"Denby Council should have acted sooner," Ann Reed said.',
    '"Denby Council should be ashamed of itself," Ann Reed said.',
    '"It is a scandal that Denby Council has let this happen," Ann Reed said.',
    '"There has been a complete lack of leadership at Denby Council," Ann Reed said.',
    '"Denby Council has no idea what it is doing," Ann Reed said.',
    '"Denby Council has washed its hands of the estate," Ann Reed said.',
    '"Denby Council treated my mother like dirt," Ann Reed said.',
    '"Denby Council let my father down," said Ann Reed.',
    '"Denby Council missed many opportunities to act," said Ann Reed.',
    '"Denby Council has made too little progress," said Ann Reed.',
    '"Denby Council has a long way to go," said Ann Reed.',
    '"Denby Council has no plan for its reserves," said Ann Reed.',
    '"Denby Council is not the right body for the task," said Ann Reed.',
    '"Denby Council is kicking the can down the road," Ann Reed said.',
    "Ann Reed said her letter had been mislaid by Denby Council.",
    "Ann Reed told us that Denby Council had fobbed her off for months.",
])
def test_fault_found_in_ones_own_words_is_criticism(extractor: Extractor, text: str) -> None:
    assert ("criticised", "Ann Reed", COUNCIL) in edges(extractor, text, "criticised")


@pytest.mark.parametrize("text", [
    '"Denby Council is to blame for the flood," Ann Reed said.',
    "Ann Reed told the inquiry that Denby Council had falsified the records.",
    "Ann Reed said Denby Council had tried to silence her.",
    '"Denby Council went back on its promise," Ann Reed said.',
])
def test_a_wrong_told_in_ones_own_words_is_an_accusation(extractor: Extractor, text: str) -> None:
    assert edges(extractor, text, "accused") == [("accused", "Ann Reed", COUNCIL)]


@pytest.mark.parametrize("text", [
    '"I cannot fault Marlow Hospital," said Ann Reed.',
    '"I cannot speak highly enough of Marlow Hospital," said Ann Reed.',
    '"Marlow Hospital could not have done more," said Ann Reed.',
    '"Marlow Hospital went out of its way to help us," said Ann Reed.',
    '"Marlow Hospital saved my life," said Ann Reed.',
    '"Marlow Hospital is second to none," said Ann Reed.',
    '"Credit to Marlow Hospital for owning up," said Ann Reed.',
    '"I want to thank Marlow Hospital for its kindness," Ann Reed told the meeting.',
])
def test_praise_in_ones_own_words(extractor: Extractor, text: str) -> None:
    assert edges(extractor, text, "praised", "criticised") == [("praised", "Ann Reed", HOSPITAL)]


@pytest.mark.parametrize("text", [
    "Ann Reed, who did not say why she had come, said Denby Council was slow.",
    "It would be wrong to stay silent, Ann Reed said: Denby Council was slow.",
])
def test_fault_is_found_though_something_else_is_not_said_beside_it(extractor: Extractor, text: str) -> None:
    assert ("criticised", "Ann Reed", COUNCIL) in edges(extractor, text, "criticised")


def test_what_people_make_is_judged_though_the_ontology_has_no_word_for_it(extractor: Extractor) -> None:
    assert edges(extractor, '"The new timetable is a joke," said Ann Reed.', "criticised") == [("criticised", "Ann Reed", "new timetable")]
    assert edges(extractor, '"The noise is dreadful," said Ann Reed.', "criticised") == []


@pytest.mark.parametrize("text", [
    "Denby Council is not a disgrace, Ann Reed said.",
    "Ann Reed said Denby Council was not slow or careless.",
    "Ann Reed said Denby Council was strong, not weak.",
    "Ann Reed said Denby Council did not ignore the warnings.",
    "Ann Reed said that Denby Council was not to blame.",
    "Ann Reed said Denby Council did nothing wrong.",
    "If Denby Council is slow, the ombudsman will act, Ann Reed said.",
    '"Is Denby Council useless?" asked Ann Reed.',
    '"Denby Council might be wrong," said Ann Reed.',
    "Denby Council was dirty and slow.",
    "Denby Council failed to answer the letter.",
    '"Denby Council lost the appeal," said Ann Reed.',
    '"It is sad that Denby Council was denied the money," said Ann Reed.',
    '"Denby Council left the building on Friday," said Ann Reed.',
    '"The residents are in chaos," said Ann Reed.',
    '"My mother should have had a scan," said Ann Reed.',
    "Ann Reed claims that she was kept in the dark.",
    "Ann Reed complained that tenants had been left in the dark.",
    "Ann Reed said it would be wrong to say that Denby Council had poisoned the stream.",
    "Ann Reed did not say that Denby Council was corrupt.",
    '"I would never say that Denby Council abandoned us," Ann Reed told the panel.',
    "Critics may yet say that Denby Council was slow.",
    "No one could accuse Denby Council of being slow, Ann Reed said.",
    "Ann Reed said tenants were wrong to think that Denby Council had lied about the mould.",
])
def test_what_is_denied_supposed_asked_or_told_by_nobody_finds_no_fault(extractor: Extractor, text: str) -> None:
    assert edges(extractor, text, "criticised", "accused") == []


# --- named acts


@pytest.mark.parametrize("text", [
    "The Care Standards Commission hauled Denby Council over the coals.",
    "The Care Standards Commission described Denby Council as out of control.",
    "The Care Standards Commission described Denby Council as heavy-handed.",
    "Denby Council drew fire from the Care Standards Commission.",
    "Denby Council has come in for heavy criticism from the Care Standards Commission.",
    "Denby Council faced a barrage of criticism from the Care Standards Commission.",
    "The Care Standards Commission was not impressed by Denby Council.",
    "The Care Standards Commission had harsh words for Denby Council.",
    "The Care Standards Commission questioned Denby Council's handling of the fire.",
    "The Care Standards Commission has serious concerns about Denby Council.",
    "The Care Standards Commission is alarmed by Denby Council's silence.",
    "The Care Standards Commission was astounded by Denby Council's answer.",
    "The Care Standards Commission has no faith in Denby Council.",
    "The Care Standards Commission found problems at Denby Council.",
    "The Care Standards Commission complained of being misled by Denby Council.",
    "The Care Standards Commission complained of being kept in the dark by Denby Council.",
    "The Care Standards Commission said that Denby Council did not always follow its policy.",
    "The Care Standards Commission backed a motion of no confidence in the leadership of Denby Council.",
])
def test_acts_of_criticism(extractor: Extractor, text: str) -> None:
    assert edges(extractor, text, "criticised", "praised") == [("criticised", COMMISSION, COUNCIL)]


@pytest.mark.parametrize("text", [
    "Ann Reed holds Denby Council responsible for the flood.",
    "Ann Reed is suing Denby Council.",
    "Denby Council is alleged by Ann Reed to have hidden the report.",
    "Ann Reed has launched legal action against Denby Council.",
])
def test_acts_of_accusation(extractor: Extractor, text: str) -> None:
    assert edges(extractor, text, "accused") == [("accused", "Ann Reed", COUNCIL)]


@pytest.mark.parametrize("text", [
    "Ann Reed called Denby Council on Monday.",
    "Ann Reed described Denby Council as a large authority.",
    "Ann Reed turned to Denby Council for help.",
    "Ann Reed raised concerns about the traffic.",
    "Ann Reed is worried about the health of Paul Hine.",
    "Ann Reed found breaches of the Clean Rivers Act.",
    "Ann Reed questioned the raise for Paul Hine.",
    "The Care Standards Commission attacked the backlog.",
])
def test_neutral_uses_of_the_same_verbs_find_no_fault(extractor: Extractor, text: str) -> None:
    assert edges(extractor, text, "criticised", "accused", "praised") == []


@pytest.mark.parametrize(("text", "expected"), [
    ("Ann Reed attacked the consultation.", "consultation"),
    ("Ann Reed described the questionnaire as manipulative.", "questionnaire"),
    ("Ann Reed criticised Denbyshire's bus network.", "Denbyshire's bus network"),
])
def test_it_is_the_thing_itself_that_is_criticised_and_not_the_place_it_is_in(extractor: Extractor, text: str, expected: str) -> None:
    assert [found[2] for found in edges(extractor, text, "criticised")] == [expected]


def test_a_regulator_that_is_answered_does_not_find_the_fault_with_the_answer(extractor: Extractor) -> None:
    assert edges(extractor, "Governors were lambasted for their answer to an Ofsted review.", "criticised") == []


def test_dismay_at_findings_is_no_fault_of_whoever_found_them(extractor: Extractor) -> None:
    found = edges(extractor, "Ann Reed called the findings of the Care Standards Commission disgraceful.", "criticised")
    assert ("criticised", "Ann Reed", COMMISSION) not in found


def test_who_is_asked_to_go_does_not_find_the_fault(extractor: Extractor) -> None:
    text = "The Ash Union passed a motion asking the mayor to go and expressing no confidence in Denby Council."
    assert ("criticised", "mayor", COUNCIL) not in edges(extractor, text, "criticised")


def test_progress_that_a_body_made_is_its_praise(extractor: Extractor) -> None:
    text = "The Care Standards Commission recognised the progress made by Marlow Hospital."
    assert edges(extractor, text, "praised") == [("praised", COMMISSION, HOSPITAL)]


def test_the_staff_of_a_body_do_not_speak_for_it(extractor: Extractor) -> None:
    assert edges(extractor, "Marlow Hospital staff criticised Ann Reed.", "criticised") == [("criticised", "Marlow Hospital staff", "Ann Reed")]


# --- inspections, inquiries, penalties


@pytest.mark.parametrize(("text", "expected"), [
    ("Inspectors from Ofsted visited Brookfield School in May.", ("inspected", "Ofsted", "Brookfield School")),
    ("Ofsted spent four days at Brookfield School in March.", ("inspected", "Ofsted", "Brookfield School")),
    ("The Care Standards Commission has opened a case against Marlow House.", ("investigated", COMMISSION, HOUSE)),
    ("The Care Standards Commission is combing through Marlow House's accounts.", ("investigated", COMMISSION, HOUSE)),
    ("The Care Standards Commission pulled Marlow House's licence.", ("sanctioned", COMMISSION, HOUSE)),
    ("Marlow House was made to close by the Care Standards Commission.", ("sanctioned", COMMISSION, HOUSE)),
    ("Denby Council has suspended all placements at Marlow House.", ("sanctioned", COUNCIL, HOUSE)),
    ("The Care Standards Commission dropped Marlow House from good to inadequate.", ("rated", COMMISSION, HOUSE)),
    ("The Care Standards Commission found Marlow House to be not compliant with four of nine standards.", ("rated", COMMISSION, HOUSE)),
])
def test_inspections_inquiries_and_penalties(extractor: Extractor, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in edges(extractor, text, expected[0])


@pytest.mark.parametrize("text", [
    "The mayor visited Brookfield School in May.",
    "Denby Council will shut Brookfield School in May.",
    "Denby Council has stopped at nothing to save Brookfield School.",
])
def test_what_is_no_act_of_oversight(extractor: Extractor, text: str) -> None:
    assert edges(extractor, text, "inspected", "sanctioned", "investigated", "rated") == []


@pytest.mark.parametrize(("text", "subject", "target"), [
    ("The coroner, Dr Ann Reed, said there had been missed opportunities by Denby NHS Trust.", "Ann Reed", "Denby NHS Trust"),
    ("A review by the Care Standards Commission found a culture of fear at Denby Council.", COMMISSION, COUNCIL),
    ("Ann Reed said there were serious weaknesses at Denby Council.", "Ann Reed", COUNCIL),
    ("Ann Reed said there had been missed opportunities by Denby Council.", "Ann Reed", COUNCIL),
])
def test_who_finds_fault_though_two_words_stand_for_them(extractor: Extractor, text: str, subject: str, target: str) -> None:
    assert ("criticised", subject, target) in edges(extractor, text, "criticised")


def test_what_describes_a_subject_hides_no_object(extractor: Extractor) -> None:
    text = "Unison, the public service union, accused Denby Council of bullying."
    assert ("accused", "Unison", COUNCIL) in edges(extractor, text, "accused")


def test_an_error_that_was_not_made_is_no_fault(extractor: Extractor) -> None:
    assert edges(extractor, "Ann Reed said there had been no significant failings by Denby Council.", "criticised") == []


def test_who_is_said_not_to_be_it_finds_no_fault(extractor: Extractor) -> None:
    assert edges(extractor, "It was Ann Reed, not Tom Roe, who criticised Denby Council.", "criticised") == [("criticised", "Ann Reed", COUNCIL)]
