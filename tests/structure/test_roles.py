"""Who holds which role where, who founded and who belongs, as the build of a phrase says it."""

from __future__ import annotations

import pytest

from kg.statements.extract import Extractor
from tests.statements.test_extract import Expected, check, extract, says


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
    ("Mayor Dolores Quinn of Oakvale agreed.", says("holds_role", "Dolores Quinn", "Oakvale", role="Mayor")),
    ("Denby Council met. Mayor Dolores Quinn of Oakvale agreed.", says("holds_role", "Dolores Quinn", "Oakvale", role="Mayor")),
    ("Superintendent Jane Doe of Elmore Unified agreed.", says("holds_role", "Jane Doe", "Elmore Unified", role="Superintendent")),
    ("Det Insp Jane Doe, from Fenshire Police, agreed.", says("holds_role", "Jane Doe", "Fenshire Police", role="Det Insp")),
    ("Norway's fisheries and oceans minister Jane Doe agreed.", says("holds_role", "Jane Doe", "Norway", role="fisheries and oceans minister")),
    ("The Prime Minister of New Zealand, Jane Doe, agreed.", says("holds_role", "Jane Doe", "New Zealand", role="Prime Minister")),
    ("Jane Doe, head of campaigns at Marlow Aid, agreed.", says("holds_role", "Jane Doe", "Marlow Aid", role="head of campaigns")),
    ("Jane Doe, police and crime commissioner for Fenshire, agreed.",
     says("holds_role", "Jane Doe", "Fenshire", role="police and crime commissioner")),
    ("Jane Doe became chair of the Denby Trust in 2019.", says("holds_role", "Jane Doe", "Denby Trust", role="chair", date="2019")),
    ("Jane Doe, a professor of law at Denby University, agreed.", says("holds_role", "Jane Doe", "Denby University", role="professor of law")),
    ("Ohio Governor Jane Doe agreed.", says("holds_role", "Jane Doe", "Ohio", role="Governor")),
    ("Attorney General Jane Doe of Ohio agreed.", says("holds_role", "Jane Doe", "Ohio", role="Attorney General")),
    ("The police chief of Tarle, Jane Doe, agreed.", says("holds_role", "Jane Doe", "Tarle", role="police chief")),
    ("Health minister Jane Doe agreed. The Ministry of Health met.", says("holds_role", "Jane Doe", "Ministry of Health", role="Health minister")),
    ("Denby Trust met. Jane Doe, the trust's then chair, agreed.", says("holds_role", "Jane Doe", "Denby Trust", role="then chair")),
    ("Chief executive Dr Jane Doe agreed. The Denby NHS Trust met.", says("holds_role", "Jane Doe", "Denby NHS Trust", role="Chief executive")),
    ("Fenshire Police met. Its deputy, Jane Doe, has been appointed acting chief constable.",
     says("holds_role", "Jane Doe", "Fenshire Police", role="acting chief constable")),
    ("Jane Doe, the MP for Tarrow Vale, agreed.", says("holds_role", "Jane Doe", "Tarrow Vale", role="MP")),
    ("Jane Doe and Tom Roe, a director of Marlow Water, agreed.", says("holds_role", "Tom Roe", "Marlow Water", role="director")),
    ("DWPX Acting Secretary Jane Doe could not be reached.", says("holds_role", "Jane Doe", "DWPX", role="Acting Secretary")),
    ("DWPX National President Dr Jane Doe agreed.", says("holds_role", "Jane Doe", "DWPX", role="National President")),
    ("The Denby Nurses Union (DNU) Secretary General Jane Doe agreed.",
     says("holds_role", "Jane Doe", "Denby Nurses Union", role="Secretary General")),
    ("City of Marlow Mayor Jane Doe agreed.", says("holds_role", "Jane Doe", "City of Marlow", role="Mayor")),
    ("Oakvale Mayor Jane Doe agreed.", says("holds_role", "Jane Doe", "Oakvale", role="Mayor")),
    ("Last year, Oakvale DHB chief executive Nigel Roe resigned.", says("holds_role", "Nigel Roe", "Oakvale DHB", role="chief executive")),
    ("Dr Jane Doe, Group Chief Executive Officer of the Marlow Ferries Company, agreed.",
     says("holds_role", "Jane Doe", "Marlow Ferries Company", role="Group Chief Executive Officer")),
    ("Jane Doe, Police and Crime Commissioner for Denbyside, agreed.",
     says("holds_role", "Jane Doe", "Denbyside", role="Police and Crime Commissioner")),
    ("Jane Doe, Head of Enforcement at the Data Office, agreed.", says("holds_role", "Jane Doe", "Data Office", role="Head of Enforcement")),
    ("Denby Council met. Jane Doe, director of public health, agreed.",
     says("holds_role", "Jane Doe", "Denby Council", role="director of public health")),
    ("Health Minister Jane Doe said the Government was ready.", says("holds_role", "Jane Doe", "Government", role="Health Minister")),
    ("Denby Council met Denbyshire Constabulary. Chief Constable Jane Doe agreed.",
     says("holds_role", "Jane Doe", "Denbyshire Constabulary", role="Chief Constable")),
    ("Denby NHS Trust runs it. The Care Quality Commission was there.\n\nChief executive Jane Doe agreed.",
     says("holds_role", "Jane Doe", "Denby NHS Trust", role="Chief executive")),
    ("The Care Quality Commission met. Director of catering and estates for Ash Tree Hospitals, Ann Roe, said so.",
     says("holds_role", "Ann Roe", "Ash Tree Hospitals", role="Director of catering and estates")),
    ("Denby Council and the Denby Healthcare Trust agreed.\n\nThey met trust chief executive Jane Doe.",
     says("holds_role", "Jane Doe", "Denby Healthcare Trust", role="chief executive")),
    ("CEO of EPAC Jennifer Roe agreed.", says("holds_role", "Jennifer Roe", "EPAC", role="CEO")),
    ("Jane Doe, Director of Marlow Aid, agreed.", says("holds_role", "Jane Doe", "Marlow Aid", role="Director")),
    ("Oakvale Nurses and Midwives Union secretary Jane Doe agreed.",
     says("holds_role", "Jane Doe", "Oakvale Nurses and Midwives Union", role="secretary")),
    ("Dpt Ch Cons Alan Roe, of Denbyshire Constabulary, said so.", says("holds_role", "Alan Roe", "Denbyshire Constabulary", role="Dpt Ch Cons")),
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


@pytest.mark.parametrize(("text", "party"), [
    ("Jane Doe, the Labour MP for Tarle, agreed.", "Labour"),
    ("The Conservative MP for Tarle, Jane Doe, agreed.", "Conservative"),
    ("Tarle Conservative MP Jane Doe agreed.", "Conservative"),
])
def test_a_seat_is_held_in_its_place_and_its_party_is_belonged_to(extractor: Extractor, text: str, party: str) -> None:
    check(extractor, text, says("member_of", "Jane Doe", party), says("holds_role", "Jane Doe", "Tarle"))


def test_a_known_place_is_no_part_of_the_party_of_someone_there(extractor: Extractor) -> None:
    check(extractor, "Tom Roe, an Ottawa Liberal Democrat MP, agreed.",
          says("member_of", "Tom Roe", "Liberal Democrat"), says("holds_role", "Tom Roe", "Ottawa"))


def test_nobody_is_in_the_party_of_whoever_is_joined_to_them(extractor: Extractor) -> None:
    check(extractor, "Labour MP Tom Roe and Liberal Democrat MP Jane Doe agreed.",
          says("member_of", "Tom Roe", "Labour"), says("member_of", "Jane Doe", "Liberal Democrat"))


def test_two_offices_of_one_person_are_no_second_person(extractor: Extractor) -> None:
    extraction = extract(extractor, "Jane Doe, president and general counsel at Marlow Legal Fund, issued a statement.")
    assert {r.name for r in extraction.referents if r.cls == "Person"} == {"Jane Doe"}


def test_of_two_joined_offices_each_is_its_own_holders(extractor: Extractor) -> None:
    extraction = extract(extractor, "Chancellor, The Hon Jane Doe, and Vice-Chancellor, Professor Tom Roe, of Denby University resigned.")
    jane = {r.id for r in extraction.referents if r.name == "Jane Doe"}
    assert not [s for s in extraction.statements if s.type == "holds_role" and s.subject.referent in jane]


def test_two_people_may_share_an_office(extractor: Extractor) -> None:
    check(extractor, "Jane Doe and Tom Roe, co-chairs of the Denby Trust, agreed.",
          says("holds_role", "Jane Doe", "Denby Trust", role="co-chairs"), says("holds_role", "Tom Roe", "Denby Trust", role="co-chairs"))


@pytest.mark.parametrize(("text", "edges"), [
    ("Jane Doe, registrar at Denby University, and Tom Roe, mayor of Tarle, agreed.",
     {("Jane Doe", "Denby University"), ("Tom Roe", "Tarle")}),
    ("Jane Doe and Tom Roe met the directors of Marlow Water.", set()),
    ("Jane Doe, Tom Roe and directors of Marlow Water agreed.", set()),
    ("Jane Doe became a customer of Marlow Water.", set()),
    ("Senator Jane Doe of the Denby Trust agreed.", set()),
    ("Mayor Jane Doe of the Green Party agreed.", set()),
    ("Inspector Jane Doe from London agreed.", set()),
    ("Superintendent Jane Doe of Tom Roe agreed.", set()),
    ("Jane Doe MP met Denby Council.", set()),
    ("Denby Council met the task force. Police Chief Jane Doe agreed.", set()),
    ("Prime Minister Jane Doe agreed. The Kenyan government met the Danish government.", set()),
    ("The Health Executive met. The Minister, Jane Doe, agreed.", set()),
    ("HM Chief Inspector of Prisons Jane Doe agreed.", set()),
    ("The Special Minister of State, Jane Doe, agreed.", set()),
    ("Denby Council met Ofsted.\n\nOfsted found that Denby Council had failed, and Denby Council met Ofsted. Chief executive Jane Doe agreed.",
     {("Jane Doe", "Denby Council")}),
    ("Attorney General Jane Doe of the Denby Federation agreed.", set()),
    ("Sheriff Jane Doe arrested Tom Roe of Tarle, a town.", set()),
    ("Executive director of a branch of the Valley Rights League Jane Doe agreed.", {("Jane Doe", "branch")}),
    ("The lawyer for Mary Stone, Jane Doe, agreed.", set()),
    ("Transport minister Jane Doe agreed. The Ministry of Health met.", set()),
    ("General secretary Jane Doe agreed. The General Assembly met.", set()),
    ("Health minister Jane Doe agreed. The Ministry of Health met the Department of Health.", set()),
])
def test_who_holds_what_is_not_guessed(extractor: Extractor, text: str, edges: set[tuple[str, str]]) -> None:
    extraction = extract(extractor, text)
    names = {r.id: r.name for r in extraction.referents}
    assert {(names[s.subject.referent], names[s.object.referent]) for s in extraction.statements if s.type == "holds_role" and s.object} == edges
