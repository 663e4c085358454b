"""Who belongs to what, as the build of a phrase says it, and who does not; invented people and bodies."""
from __future__ import annotations

import pytest

from kg.statements.extract import Extractor
from tests.statements.test_extract import extract

Pairs = set[tuple[str, str]]


def pairs(extractor: Extractor, text: str) -> Pairs:
    """Who belongs to what, by name."""
    extraction = extract(extractor, text)
    names = {r.id: r.name for r in extraction.referents}
    return {(names[s.subject.referent], names[s.object.referent]) for s in extraction.statements if s.type == "member_of" and s.object}


@pytest.mark.parametrize(("text", "expected"), [
    # each of several people is the one of the body told with them
    ("Harbour Party's Kit Chang and Forward's Sue Pell won seats.", {("Kit Chang", "Harbour Party"), ("Sue Pell", "Forward")}),
    ("Labour's Jane Doe and Tom Roe of the Harbour Party clashed.", {("Jane Doe", "Labour"), ("Tom Roe", "Harbour Party")}),
    ("Harbour Party's Jane Doe and Tom Roe won seats.", {("Jane Doe", "Harbour Party"), ("Tom Roe", "Harbour Party")}),
    ("The reform camp's Jane Doe of the Harbour Party won.", {("Jane Doe", "reform camp"), ("Jane Doe", "Harbour Party")}),
    # a seat says nothing of the party, which stands behind the name
    ("Councillor Jane Doe of the Harbour Party agreed.", {("Jane Doe", "Harbour Party")}),
    # some of many
    ("Members of the Fellowship, including musician Jane Doe and actor Tom Roe, left.", {("Jane Doe", "Fellowship"), ("Tom Roe", "Fellowship")}),
    # a signature, and what stands between commas before a verb
    ("Jane Doe, Denby Tenants Union", {("Jane Doe", "Denby Tenants Union")}),
    ("Jane Doe, Denby Tenants Union, said so.", {("Jane Doe", "Denby Tenants Union")}),
])
def test_belongs(extractor: Extractor, text: str, expected: Pairs) -> None:
    assert pairs(extractor, text) == expected


@pytest.mark.parametrize("text", [
    "The trust's Jane Doe agreed with Tom Roe.",
    "Jane Doe, Denby Council, Marlow Water and Tom Roe met.",
    "They met Jane Doe, Denby Council and Marlow Water.",
    "Jane Doe, Housing Ombudsman, said so.",
    "Mayor Jane Doe of Tarle agreed.",
    "Councillor Jane Doe of Denby Council agreed.",
    "Critics of the Fellowship, including musician Jane Doe, left.",
    "Forward's Tom Roe won, and pro-harbour independent Jane Doe lost.",
])
def test_does_not_belong(extractor: Extractor, text: str) -> None:
    assert not {p for p in pairs(extractor, text) if p[0] == "Jane Doe" and p[1] != "trust"}


def test_a_body_told_with_the_next_one_is_not_the_one_befores(extractor: Extractor) -> None:
    found = pairs(extractor, "Tom Roe from the Harbour Party and youth group Seedling's Jane Doe won seats.")
    assert ("Tom Roe", "Seedling") not in found and ("Jane Doe", "Seedling") in found


def test_people_told_by_their_offices_beside_their_names_are_no_group_of_members(extractor: Extractor) -> None:
    assert not pairs(extractor, "Jane Doe and Tom Roe, directors of Marlow Water, agreed.")


def test_a_name_after_its_owner_is_not_of_the_owners_kind(extractor: Extractor) -> None:
    extraction = extract(extractor, "The reform camp's Kit Chang agreed.")
    assert {r.cls for r in extraction.referents if r.name == "Kit Chang"} == {"Person"}


@pytest.mark.parametrize(("text", "edges"), [
    ("Cllr Jane Pryce (Lab) and Cllr Tom Roe (Con) objected.", {("Jane Pryce", "Lab"), ("Tom Roe", "Con")}),
    ("Tom Roe, a Republican from Tarle, agreed.", {("Tom Roe", "Republican")}),
    ("The panel's members are Dr Jane Doe (chair), Mr Tom Roe and Prof Ann Lee.",
     {("Jane Doe", "panel"), ("Tom Roe", "panel"), ("Ann Lee", "panel")}),
    ("Members of the panel include Jane Doe and Tom Roe.", {("Jane Doe", "panel"), ("Tom Roe", "panel")}),
    ("Jane Doe and Tom Roe have been co-opted onto Denby Council.", {("Jane Doe", "Denby Council"), ("Tom Roe", "Denby Council")}),
    ("Cllr Tom Roe was elected as a Labour councillor in 2019.", {("Tom Roe", "Labour")}),
    ("Tom Roe sits as a Labour peer.", {("Tom Roe", "Labour")}),
    ("Tom Roe, a former councillor for the Green Party, agreed.", {("Tom Roe", "Green Party")}),
    ("Home Affairs Minister Jane Doe agreed.", set()),
    ("Members of the panel are not Jane Doe's friends.", set()),
])
def test_who_is_told_as_one_of_a_body(extractor: Extractor, text: str, edges: set[tuple[str, str]]) -> None:
    extraction = extract(extractor, text)
    names = {r.id: r.name for r in extraction.referents}
    assert {(names[s.subject.referent], names[s.object.referent]) for s in extraction.statements if s.type == "member_of" and s.object} == edges


def test_it_is_no_party_in_brackets(extractor: Extractor) -> None:
    extraction = extract(extractor, "Denby Council met. Cllr Jane Doe (Con) said: “It should not have closed the pool.”")
    names = {r.id: r.name for r in extraction.referents}
    assert "Con" not in {names[s.object.referent] for s in extraction.statements if s.type == "criticised" and s.object}


@pytest.mark.parametrize("text", [
    "Volunteers urged drivers to sign their petition.",
    "Former inmates of the Denby Jail Service sued it.",
    "The allies of the Green Party met.",
    "It reconciled the council's bank statements.",
])
def test_what_is_not_theirs(extractor: Extractor, text: str) -> None:
    assert not [s for s in extract(extractor, text).statements if s.type in ("member_of", "organised", "published")]
