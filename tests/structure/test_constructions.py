"""What belongs to what: who set up, took over, left, paid for and arranged it, on short invented texts."""
from __future__ import annotations

import pytest

from kg.statements.extract import Extractor
from tests.statements.test_extract import Expected, check, extract, says


@pytest.mark.parametrize(("text", "expected"), [
    ("Jane Doe, chair of the Denby Trust, quit on Friday.", says("resigned", "Jane Doe", "Denby Trust")),
    ("Denby Trust chair Jane Doe offered her resignation.", says("resigned", "Jane Doe", "Denby Trust", modality="planned")),
    ("Denby Trust chair Jane Doe handed in her notice.", says("resigned", "Jane Doe", "Denby Trust")),
    ("Jane Doe ran Denby Primary School until she quit in 2019.", says("resigned", "Jane Doe", "Denby Primary School", date="2019")),
    ("Jane Doe left the Denby Trust over the deaths.", says("resigned", "Jane Doe", "Denby Trust")),
])
def test_leaving_a_post_is_leaving_its_body(extractor: Extractor, text: str, expected: Expected) -> None:
    check(extractor, text, expected)


@pytest.mark.parametrize("text", [
    "Jane Doe quit on Friday.",
    "Jane Doe, chair of the Denby Trust, quit smoking on Friday.",
    "Jane Doe, chair of the Denby Trust, left the room on Friday.",
])
def test_no_post_is_left_where_none_is_known_or_something_else_is_given_up(extractor: Extractor, text: str) -> None:
    assert not [s for s in extract(extractor, text).statements if s.type == "resigned"]


@pytest.mark.parametrize(("text", "expected"), [
    ("Denby Council set up a scrutiny panel.", says("established", "Denby Council", "scrutiny panel")),
    ("The scheme was brought in by the Home Office in 2014.", says("established", "Home Office", "scheme", date="2014")),
    ("Denby Council has commissioned an independent review.", says("established", "Denby Council", "independent review")),
    ("Denby Council announced the launch of a public consultation.", says("established", "Denby Council", "public consultation", by="Denby Council")),
    ("Denby Council set families up to fail.", None),
    ("Denby Council recruited 12 nurses.", None),
])
def test_what_a_body_sets_up(extractor: Extractor, text: str, expected: Expected | None) -> None:
    found = [s for s in extract(extractor, text).statements if s.type == "established"]
    assert bool(found) == (expected is not None)
    if expected:
        check(extractor, text, expected)


@pytest.mark.parametrize(("text", "expected"), [
    ("Jane Doe formed the Denby Tenants Union in March.", says("founded", "Jane Doe", "Denby Tenants Union", date="--03")),
    ("Marlow Aid, started by Jane Doe, helps families.", says("founded", "Jane Doe", "Marlow Aid")),
])
def test_people_who_begin_an_organisation_found_it(extractor: Extractor, text: str, expected: Expected) -> None:
    check(extractor, text, expected)
    assert not [s for s in extract(extractor, text).statements if s.type == "established"]


@pytest.mark.parametrize(("text", "expected"), [
    ("Brook House was taken over by Marlow Care Ltd in 2019.", says("part_of", "Brook House", "Marlow Care Ltd")),
    ("Marlow Care Ltd snapped up Brook House last year.", says("part_of", "Brook House", "Marlow Care Ltd")),
    ("Fenline Ltd belongs to the Marlow Group.", says("part_of", "Fenline Ltd", "Marlow Group")),
    ("Denby Council's planning committee met.", says("part_of", "Denby Council's planning committee", "Denby Council")),
])
def test_what_a_body_owns_or_runs_is_part_of_it(extractor: Extractor, text: str, expected: Expected) -> None:
    check(extractor, text, expected)


@pytest.mark.parametrize(("text", "expected"), [
    ("At a rally the teaching union put on in May, he said so.", says("organised", "teaching union", "rally")),
    ("Denby Council has put £2m into the bridge.", says("funded", "Denby Council", "bridge", amount="£2m")),
    ("Marlow Water brought in Jane Doe as finance director.", says("appointed", "Marlow Water", "Jane Doe", role="finance director")),
    ("Denby Trust chose Jane Doe to lead the review.", says("appointed", "Denby Trust", "Jane Doe")),
    ("The study appeared in the Denby Medical Journal.", says("published", "Denby Medical Journal", "study")),
    ("Jane Doe, who works at Westmere Hospital, agreed.", says("employs", "Westmere Hospital", "Jane Doe")),
])
def test_ways_to_arrange_to_pay_to_appoint_and_to_publish(extractor: Extractor, text: str, expected: Expected) -> None:
    check(extractor, text, expected)


@pytest.mark.parametrize(("text", "person", "body"), [
    ("Forward's Jane Doe won the seat.", "Jane Doe", "Forward"),
    ("Jane Doe of TPA won the seat.", "Jane Doe", "TPA"),
    ("Pro-harbour TPA's Jane Doe won the seat.", "Jane Doe", "TPA"),
    ("Pan-unionist Jane Doe from the Harbour Party won the seat.", "Jane Doe", "Harbour Party"),
])
def test_a_name_ends_before_its_body_and_begins_after_a_stance(extractor: Extractor, text: str, person: str, body: str) -> None:
    check(extractor, text, says("member_of", person, body))


@pytest.mark.parametrize("text", [
    "Denby Council met. Denby's Jane Doe won the seat.",
    "Jane Doe of Denby won the seat.",
    "Harbour Party councillor Jane Doe and Forward's Tom Roe won.",
])
def test_nobody_belongs_to_a_place_or_to_the_body_of_the_next_one(extractor: Extractor, text: str) -> None:
    belongs = member_names(extractor, text)
    assert not belongs & {("Jane Doe", "Denby"), ("Jane Doe", "Forward")}


@pytest.mark.parametrize("text", [
    "Former members of the Harbour Party including Jane Doe and Tom Roe walked out.",
    "Three members of the Harbour Party, Jane Doe, Tom Roe and Sue Marsh, walked out.",
    "Harbour Party councillors Jane Doe and Tom Roe walked out.",
])
def test_who_is_named_of_a_number_of_members_belongs_too(extractor: Extractor, text: str) -> None:
    found = member_names(extractor, text)
    assert {("Jane Doe", "Harbour Party"), ("Tom Roe", "Harbour Party")} <= found


def member_names(extractor: Extractor, text: str) -> set[tuple[str, str]]:
    """Who belongs to what, by name."""
    extraction = extract(extractor, text)
    names = {r.id: r.name for r in extraction.referents}
    return {(names[s.subject.referent], names[s.object.referent]) for s in extraction.statements if s.type == "member_of" and s.object}


@pytest.mark.parametrize("text", [
    "Critics of the Harbour Party including Jane Doe walked out.",
    "Harbour Party councillors Tom Roe and Jane Doe of the Valley Union walked out.",
])
def test_who_is_named_of_others_does_not_belong(extractor: Extractor, text: str) -> None:
    assert ("Jane Doe", "Harbour Party") not in member_names(extractor, text)


def test_a_member_of_a_board_holds_no_office_in_it(extractor: Extractor) -> None:
    text = "The Denby School Board met on Monday. Jane Doe was the only board member to agree."
    check(extractor, text, says("member_of", "Jane Doe", "Denby School Board"))
    assert not [s for s in extract(extractor, text).statements if s.type == "holds_role"]


def test_who_stands_with_a_body_belongs_to_it(extractor: Extractor) -> None:
    check(extractor, "Jane Doe, with the Denby Tenants Union, agreed.", says("member_of", "Jane Doe", "Denby Tenants Union"))


@pytest.mark.parametrize(("text", "held"), [
    ("Labour members of the Denby Scrutiny Panel criticised Marlow Water.", True),
    ("Members of the Denby Scrutiny Panel criticised Marlow Water.", False),
    ("The 12 members of the Denby Scrutiny Panel criticised Marlow Water.", False),
])
def test_that_members_are_members_is_not_told(extractor: Extractor, text: str, held: bool) -> None:
    found = extract(extractor, text).statements
    assert any(s.type == "member_of" for s in found) == held
    assert any(s.type == "criticised" for s in found)


def test_whose_is_no_part_of_a_name_and_tells_the_owner(extractor: Extractor) -> None:
    extraction = extract(extractor, "Denby Council, whose leisure department opposes the closure, asked the Marlow Trust to act.")
    department, = (r for r in extraction.referents if r.name == "leisure department")
    assert next(r.name for r in extraction.referents if r.id == department.owner) == "Denby Council"


def test_who_speaks_for_a_body_after_a_comma_belongs_to_it(extractor: Extractor) -> None:
    check(extractor, "Ann Lee, for the Refugee Council, said the plan was wrong.", says("member_of", "Ann Lee", "Refugee Council"))
    assert not member_names(extractor, "Ann Lee voted for the Refugee Council.")


def test_of_bodies_told_respectively_each_is_one_persons(extractor: Extractor) -> None:
    text = "Jane Doe and Tom Roe of the Green Party and the Labour Party respectively won seats."
    assert member_names(extractor, text) == {("Tom Roe", "Labour Party")}


def test_a_unit_at_a_body_is_part_of_it_and_services_there_are_not(extractor: Extractor) -> None:
    check(extractor, "The stroke unit at Westmere Hospital closed.", says("part_of", "stroke unit", "Westmere Hospital"))
    for text in ("Services at Westmere Hospital closed.", "The clinic at Tarle closed."):
        assert not [s for s in extract(extractor, text).statements if s.type == "part_of"]


@pytest.mark.parametrize(("text", "expected"), [
    ("The stampede happened at Denby Bridge.", says("located_in", "stampede", "Denby Bridge")),
    ("The union will hold a rally in Tarle on Sunday.", says("located_in", "rally", "Tarle", modality="planned")),
    ("The union organised a march through Tarle.", says("located_in", "march", "Tarle")),
    ("The Tarle-based charity Marlow Aid closed.", says("located_in", "Marlow Aid", "Tarle")),
    ("Westmere Hospital, Tarle, was closed.", says("located_in", "Westmere Hospital", "Tarle")),
    ("The maternity unit of Westmere NHS Trust closed.", says("part_of", "maternity unit", "Westmere NHS Trust")),
    ("The Norwich branch of the Teachers Federation agreed.", says("part_of", "Norwich branch", "Teachers Federation")),
])
def test_where_things_are_and_what_they_are_units_of(extractor: Extractor, text: str, expected: Expected) -> None:
    check(extractor, text, expected)


@pytest.mark.parametrize("text", [
    "He criticised the rally on a visit to Tarle.",
    "Westmere Hospital, Tarle and Marlow Aid were named.",
    "The partnership of Denby Council and Marlow Aid closed.",
    "The services of Denby Council closed.",
    "The union held talks about Tarle.",
    "The evidence-based charity Marlow Aid closed.",
])
def test_what_is_only_said_with_a_place_or_a_body_is_neither_in_it_nor_of_it(extractor: Extractor, text: str) -> None:
    assert not [s for s in extract(extractor, text).statements if s.type in ("located_in", "part_of")]


@pytest.mark.parametrize(("text", "expected"), [
    ("The study, published in the journal Hydrology Letters, found warming.", says("published", "Hydrology Letters", "study")),
    ("Results of the Denby Salt Study published in the Journal of Hydrology show it.", says("published", "Journal of Hydrology", "Denby Salt Study")),
    ("An analysis by Denby University statistician Jane Doe found bias.", says("authored", "Jane Doe", "analysis")),
    ("The Temperance League was founded by novelist Ada Brill.", says("founded", "Ada Brill", "Temperance League")),
    ("Marlow Aid was criticised by novelist Ada Brill.", says("criticised", "Ada Brill", "Marlow Aid")),
    ("The chess tournament was founded by Jane Doe.", says("founded", "Jane Doe", "chess tournament")),
    ("Fenline Ltd was registered by Jane Doe in 2019.", says("founded", "Jane Doe", "Fenline Ltd", date="2019")),
    ("The trust has set up a training academy.", says("established", "trust", "training academy")),
    ("Marlow Water was placed in special measures by the River Agency.", says("sanctioned", "River Agency", "Marlow Water")),
    ("The River Agency branded Brook House inadequate.", says("rated", "River Agency", "Brook House", rating="inadequate")),
    ("The Marlow Inquiry is examining 19 deaths.", says("investigated", "Marlow Inquiry", "19 deaths")),
    ("Denby Council found £1,800 for the playground.", says("funded", "Denby Council", "playground", amount="£1,800")),
    ("Jane Doe has left the Harbour Party.", says("resigned", "Jane Doe", "Harbour Party")),
])
def test_more_ways_to_publish_to_write_to_found_to_punish_and_to_leave(extractor: Extractor, text: str, expected: Expected) -> None:
    check(extractor, text, expected)


@pytest.mark.parametrize(("text", "types"), [
    ("The photograph was published in the town.", {"published"}),
    ("Jane Doe said in a statement that it was so.", {"authored"}),
    ("A complaint about Jane Doe's report was dismissed.", {"authored"}),
    ("The trust has set up a training academy.", {"founded"}),
    ("The River Agency handed Marlow Water a £3m fine.", {"funded"}),
    ("Tom Roe was killed in a house owned by Marlow Water.", {"sanctioned", "part_of"}),
    ("They can find the money for a new logo.", {"funded"}),
    ("Jane Doe registered with Denby Council.", {"founded"}),
])
def test_what_only_looks_like_it(extractor: Extractor, text: str, types: set[str]) -> None:
    assert not types & {s.type for s in extract(extractor, text).statements}


@pytest.mark.parametrize(("text", "expected"), [
    ("Denby Council's cabinet met.", says("part_of", "Denby Council's cabinet", "Denby Council")),
    ("Denby University's law school closed.", says("part_of", "Denby University's law school", "Denby University")),
    ("Denby Council appointed Tom Roe chief executive.", says("appointed", "Denby Council", "Tom Roe", role="chief executive")),
    ("Denby Council appointed Tom Roe chief executive.", says("holds_role", "Tom Roe", "Denby Council", role="chief executive")),
    ("Tom Roe, appointed by the Home Secretary to lead the inquiry, agreed.",
     says("holds_role", "Tom Roe", "inquiry", modality="planned", role="leader")),
    ("Marlow Water, which has 300 employees, agreed.", says("employs", "Marlow Water", "300 employees")),
])
def test_institutions_of_a_body_and_people_put_in_office(extractor: Extractor, text: str, expected: Expected) -> None:
    check(extractor, text, expected)


@pytest.mark.parametrize("text", [
    "The Labour Party's government fell.",
    "Denby Council's partner agencies met.",
    "Denby Council's regulator met.",
    "The Greens wanted a Denby Council school.",
])
def test_an_institution_that_only_deals_with_a_body_is_no_part_of_it(extractor: Extractor, text: str) -> None:
    assert not [s for s in extract(extractor, text).statements if s.type == "part_of"]


def test_who_is_commissioned_is_no_commissioner(extractor: Extractor) -> None:
    found = extract(extractor, "Denby Council commissioned Tom Roe to look into it.").statements
    assert {dict(s.qualifiers).get("role") for s in found if s.type == "appointed"} == {None}


@pytest.mark.parametrize("text", [
    "Labour took over the board from the Greens.",
    "The scale of Labour's cuts programme was exposed.",
    "NHS service users agreed with Denby Council.",
])
def test_what_a_party_has_in_hand_is_no_part_of_it_and_users_are_no_members(extractor: Extractor, text: str) -> None:
    assert not [s for s in extract(extractor, text).statements if s.type in ("part_of", "member_of")]


def test_a_report_is_tabled_by_whoever_publishes_it(extractor: Extractor) -> None:
    check(extractor, "The Denby Audit Office tabled a report on Monday.", says("published", "Denby Audit Office", "report"))


def test_nobody_did_what_was_not_done(extractor: Extractor) -> None:
    text = "The Denby Conduct Authority is looking into the force. No officer has been suspended."
    assert not [s for s in extract(extractor, text).statements if s.type == "sanctioned"]


@pytest.mark.parametrize(("text", "modality"), [
    ("Jane Doe is resigning from Marlow Water.", "planned"),
    ("Jane Doe is stepping down from Marlow Water.", "planned"),
    ("Jane Doe has resigned from Marlow Water.", "asserted"),
])
def test_who_is_resigning_has_not_yet(extractor: Extractor, text: str, modality: str) -> None:
    check(extractor, text, says("resigned", "Jane Doe", "Marlow Water", modality=modality))
