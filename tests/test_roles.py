"""Who holds which role where, who founded and who belongs, as the build of a phrase says it."""

from __future__ import annotations

import pytest

from kg.extract import Extractor
from tests.test_extract import Expected, check, extract, says


@pytest.mark.parametrize(("text", "expected"), [
    ("Denby Council said sorry.\n\nChief executive Jane Doe met the families.",
     says("holds_role", "Jane Doe", "Denby Council", role="Chief executive")),
    ("Jane Doe, 54, a former nurse at Westmere Hospital, agreed.", says("holds_role", "Jane Doe", "Westmere Hospital", role="former nurse")),
    ("Jane Doe, cabinet member for highways at Denby Council, agreed.",
     says("holds_role", "Jane Doe", "Denby Council", role="cabinet member for highways")),
    ("Jane Doe KC, counsel to the inquiry, agreed.", says("holds_role", "Jane Doe", "inquiry", role="counsel")),
    ("Insp Jane Doe of Fenshire Police agreed.", says("holds_role", "Jane Doe", "Fenshire Police", role="Insp")),
    ("Denby University statistician Jane Doe agreed.", says("holds_role", "Jane Doe", "Denby University", role="statistician")),
    ("Jane Doe was appointed interim chief executive of Marlow Water.",
     says("holds_role", "Jane Doe", "Marlow Water", role="interim chief executive")),
    ("Dr Jane Doe, brought in as chief executive of Denby Council in 2022, said so.",
     says("holds_role", "Jane Doe", "Denby Council", role="chief executive", date="2022")),
    ("The council will appoint Jane Doe as finance director.",
     says("holds_role", "Jane Doe", "council", modality="planned", role="finance director")),
    ("Denby Council said sorry.\n\nThe leader, Cllr Ann Roe, agreed.", says("holds_role", "Ann Roe", "Denby Council", role="leader")),
    ("The trust's head of policy, Jane Doe, agreed. The Denby Trust met.", says("holds_role", "Jane Doe", "Denby Trust", role="head of policy")),
    ("The mayor of Tarle, Jane Doe, agreed.", says("holds_role", "Jane Doe", "Tarle", role="mayor")),
    ("Denby University closed the hall. Jane Doe, the registrar who signed it, agreed.",
     says("holds_role", "Jane Doe", "Denby University", role="registrar")),
    ("Denby School District said sorry.\n\nBoard President Ann Roe agreed.",
     says("holds_role", "Ann Roe", "Denby School District", role="President")),
])
def test_roles(extractor: Extractor, text: str, expected: Expected) -> None:
    check(extractor, text, expected)


@pytest.mark.parametrize("text", [
    "Marlow Water co-founder Jane Doe agreed.",
    "Marlow Water paid its founder, Jane Doe, £3m.",
    "Jane Doe, founder of Marlow Water, agreed.",
])
def test_a_founder_holds_no_role_by_that(extractor: Extractor, text: str) -> None:
    check(extractor, text, says("founded", "Jane Doe", "Marlow Water"))
    assert not [s for s in extract(extractor, text).statements if s.type == "holds_role"]


@pytest.mark.parametrize(("text", "boss", "body"), [
    ("The Echo can reveal that Larkham paid its founder and boss Jane Doe £3m.", "Jane Doe", "Larkham"),
    ("Denby Council said that Marlow Water had sacked its chief executive Jane Doe.", "Jane Doe", "Marlow Water"),
])
def test_who_is_whose_is_told_by_the_nearest_clause(extractor: Extractor, text: str, boss: str, body: str) -> None:
    extraction = extract(extractor, text)
    names = {r.id: r.name for r in extraction.referents}
    found = {(s.type, names[s.subject.referent], names[s.object.referent]) for s in extraction.statements
             if s.type in ("founded", "holds_role", "member_of") and s.object}
    assert ("holds_role", boss, body) in found
    assert {(a, b) for _, a, b in found} == {(boss, body)}
    assert "member_of" not in {t for t, _, _ in found}


def test_two_roles_joined_before_a_name_are_both_held(extractor: Extractor) -> None:
    check(extractor, "Marlow Water founder and boss Jane Doe agreed.",
          says("founded", "Jane Doe", "Marlow Water"), says("holds_role", "Jane Doe", "Marlow Water", role="boss"))


@pytest.mark.parametrize("text", [
    "Denby Council met families. Marlow Water met the workers.\n\nChief executive Jane Doe agreed.",
    "Marlow Water was fined.\n\nClub chairman Jane Doe agreed.",
])
def test_no_role_in_a_body_that_is_only_near(extractor: Extractor, text: str) -> None:
    assert not [s for s in extract(extractor, text).statements if s.type == "holds_role"]
