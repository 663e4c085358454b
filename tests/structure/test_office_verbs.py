"""Offices that a clause gives someone, and those that only seem to be given."""

from __future__ import annotations

import pytest

from kg.statements.extract import Extractor
from tests.statements.test_extract import Expected, check, extract, says


@pytest.mark.parametrize(("text", "expected"), [
    ("Jane Doe spoke first. She is chair of the Friends of Denby Park.", says("holds_role", "Jane Doe", "Friends of Denby Park", role="chair")),
    ("Tom Roe signed it when he was leader of Denby Council.", says("holds_role", "Tom Roe", "Denby Council", role="leader")),
    ("Tom Roe said he was not the director of Marlow Water.",
     says("holds_role", "Tom Roe", "Marlow Water", modality="negated", role="director")),
    ("The trust has announced that Jane Pryce will be its new chief executive.",
     says("holds_role", "Jane Pryce", "trust", modality="planned", role="new chief executive")),
    ("Her husband, Tom Roe, is a non-executive director of Marlow Water.",
     says("holds_role", "Tom Roe", "Marlow Water", role="non-executive director")),
    ("The chief executive of the Denby Trust is Jane Doe.", says("holds_role", "Jane Doe", "Denby Trust", role="chief executive")),
    ("The Tarle Trust, whose chief executive is Lila Moss, denied it.", says("holds_role", "Lila Moss", "Tarle Trust", role="chief executive")),
    ("The claim was made by the group Denby Watch, whose director, Jane Doe, once worked for a rival.",
     says("holds_role", "Jane Doe", "Denby Watch", role="director")),
    ("Tom Roe was removed as chief executive of Marlow Water.", says("holds_role", "Tom Roe", "Marlow Water", role="chief executive")),
    ("The minister plans to remove Tom Roe as director of the Denby Trust.", says("holds_role", "Tom Roe", "Denby Trust", role="director")),
    ("Jane Doe served two terms as mayor of Tarle.", says("holds_role", "Jane Doe", "Tarle", role="mayor")),
    ("As leader of Denby Council, Jane Doe must answer.", says("holds_role", "Jane Doe", "Denby Council", role="leader")),
    ("Tom Roe hid the bills while treasurer of the Denby Trust.", says("holds_role", "Tom Roe", "Denby Trust", role="treasurer")),
    ("Tom Roe is expected to be named as the next director of Marlow Water.",
     says("holds_role", "Tom Roe", "Marlow Water", modality="planned", role="next director")),
    ("Jane Doe joins from the Denby Trust, where she was director of nursing.",
     says("holds_role", "Jane Doe", "Denby Trust", role="director of nursing")),
    ("The Denby Bank met. The bank's chairman Tom Roe agreed.", says("holds_role", "Tom Roe", "Denby Bank", role="chairman")),
    ("Denby Council met. General secretary Jane Doe of the Tarle Federation agreed.",
     says("holds_role", "Jane Doe", "Tarle Federation", role="General secretary")),
])
def test_a_clause_tells_who_has_what_office(extractor: Extractor, text: str, expected: Expected) -> None:
    check(extractor, text, expected)


def test_who_replaces_someone_in_an_office_has_it_too(extractor: Extractor) -> None:
    check(extractor, "Jane Doe succeeded Tom Roe as head of the Denby Trust.",
          says("holds_role", "Jane Doe", "Denby Trust"), says("holds_role", "Tom Roe", "Denby Trust", role="head"))


@pytest.mark.parametrize("text", [
    "Ann Lee dismissed Tom Roe as a failed leader of Denby Council.",
    "If Tom Roe becomes director of Marlow Water, staff will leave.",
    "Denby Council met. Tom Roe resigned as a director.",
    "Denby Council met Tom Roe. He is a director.",
    "Could Tom Roe be the next director of Marlow Water?",
    "Tom Roe, whose wife is a director of Marlow Water, agreed.",
    "Tom Roe was among the directors of Marlow Water who voted.",
    "Jane Doe spoke, and Tom Roe resigned over the loan.",
    "The firm sold to Trax Ltd. Transport Minister Jane Doe agreed.",
])
def test_no_office_is_given_by_what_only_sounds_like_it(extractor: Extractor, text: str) -> None:
    assert not [s for s in extract(extractor, text).statements if s.type == "holds_role"]


def test_who_replaces_one_by_another_takes_no_office(extractor: Extractor) -> None:
    extraction = extract(extractor, "The minister replaced Tom Roe as chair of the Denby Trust with Ann Lee.")
    minister = {r.id for r in extraction.referents if r.name == "minister"}
    assert not [s for s in extraction.statements if s.type == "holds_role" and s.subject.referent in minister]


def test_the_leader_of_a_council_leads_it_and_not_the_party(extractor: Extractor) -> None:
    check(extractor, "Tom Roe, the Labour leader of Denby Council, agreed.",
          says("member_of", "Tom Roe", "Labour"), says("holds_role", "Tom Roe", "Denby Council"))
