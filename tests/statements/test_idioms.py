"""What English says of somebody by a set phrase ("asleep at the wheel", "without merit"), and the same words where they say no such thing."""
from __future__ import annotations

import pytest

from kg.statements.extract import Extractor
from tests.statements.test_judgement import COUNCIL, HOSPITAL, edges


@pytest.mark.parametrize("text", [
    "Ann Reed said Denby Council was asleep at the wheel.",
    "Ann Reed said Denby Council was too slow to act.",
    "Ann Reed said it beggared belief that Denby Council had shut the ward.",
    "Ann Reed said Denby Council was living in cloud cuckoo land.",
    "Ann Reed said Denby Council had blood on its hands.",
    "Ann Reed said Denby Council had not lifted a finger.",
    "Ann Reed said Denby Council put profits before people.",
    "Ann Reed said Denby Council had sold residents down the river.",
    "Ann Reed said Denby Council does not answer letters.",
    "Ann Reed said Denby Council had left its finances in ruins.",
    "Ann Reed said Denby Council was in the pocket of developers.",
    "Ann Reed said Denby Council had no business closing the ward.",
    "Ann Reed said she felt let down by Denby Council.",
    "Ann Reed likened Denby Council to vandals.",
    "Ann Reed pulled up Denby Council for its delays.",
    "Ann Reed reserved her harshest criticism for Denby Council.",
    "Ann Reed condemned the way Denby Council had treated them.",
    "Ann Reed condemned the way tenants were treated by Denby Council.",
])
def test_a_set_phrase_finds_fault(extractor: Extractor, text: str) -> None:
    assert ("criticised", "Ann Reed", COUNCIL) in edges(extractor, text, "criticised")


@pytest.mark.parametrize("text", [
    "Ann Reed said Denby Council had looked the other way.",
    "Ann Reed said Denby Council had cooked the books.",
    "Ann Reed said Denby Council knew of the risk.",
    "Ann Reed said Denby Council had hidden the true cost of the school.",
    "Ann Reed said Denby Council had stolen the land.",
])
def test_a_set_phrase_accuses(extractor: Extractor, text: str) -> None:
    assert ("accused", "Ann Reed", COUNCIL) in edges(extractor, text, "accused")


@pytest.mark.parametrize("text", [
    "Ann Reed said the bypass scheme would destroy the village.",
    "Ann Reed said the bypass scheme was a slap in the face for villagers.",
    "Ann Reed called the bypass scheme a slap in the face.",
    "Ann Reed called the bypass scheme an attack on villagers.",
    "Ann Reed described the bypass scheme as a threat to wildlife.",
])
def test_harm_foreseen_of_a_plan_finds_fault_with_the_plan(extractor: Extractor, text: str) -> None:
    assert ("criticised", "Ann Reed", "bypass scheme") in edges(extractor, text, "criticised")


@pytest.mark.parametrize("text", [
    "The mayor pulled up a chair for Denby Council.",
    "Ann Reed said Denby Council stood by its decision.",
    "Ann Reed said Denby Council would hurt nobody and might threaten legal action.",
    "Ann Reed said Denby Council presided over the hearing.",
    "Ann Reed said Denby Council had diverted the traffic.",
    "Ann Reed said Marlow Hospital knew of the new ward.",
])
def test_the_same_words_in_their_plain_sense_do_not(extractor: Extractor, text: str) -> None:
    assert edges(extractor, text, "criticised", "accused") == []


@pytest.mark.parametrize("text", [
    "Ann Reed said the claims were without merit.",
    "Ann Reed said the claims had no substance.",
    "Ann Reed said that was nonsense.",
    "Ann Reed said she had nothing to hide.",
    "Ann Reed has dismissed as baseless claims that she lied.",
    "Ann Reed called the complaint a witch-hunt.",
])
def test_a_set_phrase_denies(extractor: Extractor, text: str) -> None:
    assert ("denied", "Ann Reed", None) in edges(extractor, text, "denied")


@pytest.mark.parametrize(("text", "expected"), [
    ("The River Agency gave Denby Council a glowing report.", ("praised", "River Agency", COUNCIL)),
    ("Ann Reed thanked Marlow Hospital publicly.", ("praised", "Ann Reed", HOSPITAL)),
    ("Ann Reed retained full confidence in Tom Vale.", ("supported", "Ann Reed", "Tom Vale")),
    ("Tom Vale retains the backing of Denby Council.", ("supported", COUNCIL, "Tom Vale")),
    ("Ann Reed gave Denby Council 30 days to comply.", ("called_for", "Ann Reed", COUNCIL)),
])
def test_a_set_phrase_praises_supports_or_demands(extractor: Extractor, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in edges(extractor, text, expected[0])


def test_an_apology_that_is_owed_has_not_been_made(extractor: Extractor) -> None:
    assert edges(extractor, "Denby Council owes its tenants an apology.", "apologised") == []


@pytest.mark.parametrize("text", [
    "The River Agency found patients at Marlow Hospital had been left in soiled bedding for hours.",
    "Patients in Marlow Hospital were not being kept from harm, the River Agency has found.",
    "The River Agency said medicines at Marlow Hospital were not recorded properly.",
    "The River Agency said complaints to Marlow Hospital had been ignored.",
    "The River Agency said Marlow Hospital had left patients without food.",
    "The River Agency found there was a shortage of nurses at Marlow Hospital.",
])
def test_harm_told_of_those_in_a_bodys_care_is_the_bodys_fault(extractor: Extractor, text: str) -> None:
    assert ("criticised", "River Agency", HOSPITAL) in edges(extractor, text, "criticised")


@pytest.mark.parametrize("text", [
    "The River Agency said residents in Denby had been ignored.",
    "Ann Reed said her mother was left in Marlow Hospital.",
    "Ann Reed said a nurse at Marlow Hospital was hurt.",
    "Ann Reed said the rules had been ignored in the appointments.",
    "Ann Reed said the bypass scheme was before Denby Council, and it would harm nobody.",
])
def test_where_it_happened_is_not_always_whose_fault_it_was(extractor: Extractor, text: str) -> None:
    assert edges(extractor, text, "criticised", "accused") == []


def test_a_body_that_should_have_acted_may_be_called_it(extractor: Extractor) -> None:
    found = edges(extractor, "Ann Reed wrote to Denby Council. She said it should have acted sooner.", "criticised")
    assert found == [("criticised", "Ann Reed", COUNCIL)]


def test_a_body_does_not_find_fault_with_a_policy_of_its_own(extractor: Extractor) -> None:
    text = "The Fair Network wants Denby Council to abandon its no-frills policy, which it describes as discriminatory."
    assert all(subject != COUNCIL for _, subject, _ in edges(extractor, text, "criticised"))
