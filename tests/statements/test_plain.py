"""The plainest sentences that tell something, in the builds that news uses most: what a reader would be astonished to see missed."""
from __future__ import annotations

import pytest

from kg.read import read_document
from kg.statements.extract import Extractor

Edge = tuple[str, str, str | None]


def edges(extractor: Extractor, text: str) -> dict[Edge, dict[str, str]]:
    """The statements as relation, subject and object by their names, with the qualifiers."""
    found = extractor.extract(read_document("a.txt", text.encode()))
    name = {r.id: r.name for r in found.referents}
    return {
        (s.type, name[s.subject.referent], name[s.object.referent] if s.object else None): dict(s.qualifiers)
        for s in found.statements if s.type != "stated"
    }


@pytest.mark.parametrize(("text", "edge"), [
    # a day or a month beside those who act
    ("Tom Brown resigned from Denby Council on Friday.", ("resigned", "Tom Brown", "Denby Council")),
    ("Tom Brown resigned from the Denby Water Board in May.", ("resigned", "Tom Brown", "Denby Water Board")),
    ("On Tuesday Tarle County Council appointed Ann Reed as chair.", ("appointed", "Tarle County Council", "Ann Reed")),
    ("On Friday Helen Marsh set up Marlow Water.", ("founded", "Helen Marsh", "Marlow Water")),
    ("In May Denby Council fined Marlow Water.", ("sanctioned", "Denby Council", "Marlow Water")),
    # whoever gives or does something to somebody stands last
    ("Marlow Water has been awarded a grant by Denby Council.", ("funded", "Denby Council", "Marlow Water")),
    ("Marlow Water has been issued a ban by Denby Council.", ("sanctioned", "Denby Council", "Marlow Water")),
    ("Tom Okafor has been placed on paid leave by Denby Council.", ("sanctioned", "Denby Council", "Tom Okafor")),
    ("The grant from Denby Council to Marlow Water came on Friday.", ("funded", "Denby Council", "Marlow Water")),
    # what somebody is called or graded
    ("Helen Marsh called Denby Council disgraceful.", ("criticised", "Helen Marsh", "Denby Council")),
    ("Helen Marsh called Denby Council a disgrace.", ("criticised", "Helen Marsh", "Denby Council")),
    ("Ofsted's inadequate rating of Brookfield School came on Friday.", ("rated", "Ofsted", "Brookfield School")),
    ("Brookfield School's inadequate rating by Ofsted came on Friday.", ("rated", "Ofsted", "Brookfield School")),
    ("Ofsted graded Brookfield School inadequate.", ("rated", "Ofsted", "Brookfield School")),
    ("Helen Marsh publicly rebuked Denby Council.", ("criticised", "Helen Marsh", "Denby Council")),
    # blame and praise in somebody's mouth
    ("Helen Marsh said Denby Council was not honest.", ("criticised", "Helen Marsh", "Denby Council")),
    ("Helen Marsh said Denby Council had been fair to families.", ("praised", "Helen Marsh", "Denby Council")),
    ("Helen Marsh said Denby Council could have done more.", ("criticised", "Helen Marsh", "Denby Council")),
    ("Helen Marsh said Denby Council had fobbed off families.", ("criticised", "Helen Marsh", "Denby Council")),
    ("Helen Marsh said Denby Council had set a bad example.", ("criticised", "Helen Marsh", "Denby Council")),
    ("Helen Marsh said Denby Council had kept its promise.", ("praised", "Helen Marsh", "Denby Council")),
    ("Helen Marsh thanked the Denby Trust for its donation.", ("praised", "Helen Marsh", "Denby Trust")),
    # who is told of by a noun that nobody need know, by their party, or by being counted
    ("Tom Brown, a retired banker appointed by Helen Marsh, praised the Denby Trust.", ("appointed", "Helen Marsh", "Tom Brown")),
    ("Tom Brown, the independent who chairs the Denby Trust, praised the school.", ("holds_role", "Tom Brown", "Denby Trust")),
    ("Tom Brown, the Liberal Democrat who leads Denby Council, praised the school.", ("holds_role", "Tom Brown", "Denby Council")),
    ("One, the brewer Tom Brown, accused Denby Council of a cover-up.", ("accused", "Tom Brown", "Denby Council")),
    # of whom a clause is told
    ("Denby Council had a letter from Tom Brown, who criticised Marlow Water.", ("criticised", "Tom Brown", "Marlow Water")),
    ("Coun. Tom Brown (Lab, Netherfield), who set up Marlow Water in 2019, spoke.", ("founded", "Tom Brown", "Marlow Water")),
    ("Among those who criticised Marlow Water was Tom Brown.", ("criticised", "Tom Brown", "Marlow Water")),
    ("The union's organiser, Tom Brown, said the firm owed her a job and demanded that Mr Vale resign.", ("called_for", "Tom Brown", "Vale")),
    ("Tom Brown, a Green councillor, spoke.", ("member_of", "Tom Brown", "Green")),
    ("Helen Marsh accused the LAPD of a cover-up.", ("accused", "Helen Marsh", "LAPD")),
    ("The Denby Trust runs the school. The trust criticised Ofsted.", ("criticised", "Denby Trust", "Ofsted")),
    # votes
    ("Denby Council passed a vote of confidence in Helen Marsh.", ("supported", "Denby Council", "Helen Marsh")),
    ("Denby Council passed a vote of no confidence in Helen Marsh.", ("criticised", "Denby Council", "Helen Marsh")),
    ("Tom Brown was expelled from the Labour Party.", ("sanctioned", "Labour Party", "Tom Brown")),
    ("The Housing Ombudsman found Denby Council at fault.", ("sanctioned", "Housing Ombudsman", "Denby Council")),
    ("The government has announced £5m for Denby Council.", ("funded", "government", "Denby Council")),
    # asking, backing, leaving
    ("Tom Brown has left the board of Marlow Water.", ("resigned", "Tom Brown", "board")),
    ("The court directed Denby Council to report within six weeks.", ("called_for", "court", "Denby Council")),
    ("Helen Marsh asked Denby Council for an explanation.", ("called_for", "Helen Marsh", "Denby Council")),
    ("Helen Marsh set Denby Council a deadline.", ("called_for", "Helen Marsh", "Denby Council")),
    ("Helen Marsh agreed with Denby Council.", ("supported", "Helen Marsh", "Denby Council")),
    ("Helen Marsh was forced out of Denby Council.", ("resigned", "Helen Marsh", "Denby Council")),
    ("Helen Marsh was dismissed by Denby Council.", ("sanctioned", "Denby Council", "Helen Marsh")),
])
def test_a_plain_sentence_is_read(extractor: Extractor, text: str, edge: Edge) -> None:
    assert edge in edges(extractor, text)


@pytest.mark.parametrize(("text", "edge", "role"), [
    ("Helen Marsh, speaking as chair of Denby Council, said the delay was long.", ("holds_role", "Helen Marsh", "Denby Council"), "chair"),
    ("Helen Marsh (chief executive, Denby Council) said the delay was long.", ("holds_role", "Helen Marsh", "Denby Council"), "chief executive"),
    ("Kwame Mensah is the head of planning of the Tarle Hospitals NHS Trust.",
     ("holds_role", "Kwame Mensah", "Tarle Hospitals NHS Trust"), "head of planning"),
    ("Cllr Amy Booth, headteacher of Brookfield School, said the delay was long.", ("holds_role", "Amy Booth", "Brookfield School"), "headteacher"),
    ("Priya Nair, now finance director of Marlow Water, said the delay was long.", ("holds_role", "Priya Nair", "Marlow Water"), "finance director"),
    ("Priya Nair, a hydrologist at Tarle University, said the delay was long.", ("holds_role", "Priya Nair", "Tarle University"), "hydrologist"),
])
def test_a_post_is_read_with_its_words(extractor: Extractor, text: str, edge: Edge, role: str) -> None:
    assert edges(extractor, text)[edge]["role"] == role


@pytest.mark.parametrize("text", [
    "Scottish radiologist Ann Reed said the delay was long.",
    "Brookfield School has shut. Tom Roe, 34, a school bus driver, said the delay was long.",
    "Denby Council has shut the depot. Tom Roe, a volunteer, said the delay was long.",
])
def test_a_trade_alone_is_no_post_anywhere(extractor: Extractor, text: str) -> None:
    assert not [e for e in edges(extractor, text) if e[0] == "holds_role"]


@pytest.mark.parametrize(("noun", "body"), [
    ("regulator", "the Environment Protection Agency"), ("institution", "Denby University"), ("group", "Save Denby Park"),
    ("panel", "the Denby Planning Committee"), ("diocese", "the Diocese of Tarle"), ("lender", "the Bank of Tarle"),
])
def test_what_a_body_is_called_instead_of_its_name(extractor: Extractor, noun: str, body: str) -> None:
    text = f"Helen Marsh has written to {body} about the depot. She accused the {noun} of ignoring families."
    assert ("accused", "Helen Marsh", body.removeprefix("the ")) in edges(extractor, text)


@pytest.mark.parametrize(("text", "names"), [
    ("Ann Reed told the Guardian that the delay was long.", {"Ann Reed", "Guardian"}),
    ("Denby Council was criticised by Roe & Daughters on Monday.", {"Denby Council", "Roe & Daughters"}),
    ("The UK Home Office met families. Ann Reed criticised the Home Office.", {"UK Home Office", "Ann Reed"}),
    ("Labour MP for Denby Helen Marsh criticised Marlow Water.", {"Labour", "Denby", "Helen Marsh", "Marlow Water"}),
])
def test_names_are_told_apart(extractor: Extractor, text: str, names: set[str]) -> None:
    reading = extractor.reading(read_document("a.txt", text.encode()))
    assert {local.name for local in reading.coreference.register.of.values() if local.named} == names


def test_a_date_goes_with_the_verbs_joined_behind_it(extractor: Extractor) -> None:
    found = edges(extractor, "Title\n\nPublished: 7 March 2024\n\nTom Roe met the board in June last year and praised Marlow Water.\n")
    assert found["praised", "Tom Roe", "Marlow Water"]["date"] == "2023-06"


def test_a_headline_has_the_date_of_its_story(extractor: Extractor) -> None:
    text = "# Denby Council fines Marlow Water\n\nPublished: 7 March 2024\n\nDenby Council fined Marlow Water on Monday. The firm has 300 staff.\n"
    found = extractor.extract(read_document("a.md", text.encode())).statements
    assert [dict(s.qualifiers).get("date") for s in found if s.type == "sanctioned"] == ["2024-03-04", "2024-03-04"]


@pytest.mark.parametrize(("text", "edge"), [
    ("“They were let down,” Tom Roe said, and criticised Denby Council.", ("criticised", "Tom Roe", "Denby Council")),
    ("Councillor Bethan Ask of Tarle Borough Council criticised Marlow Water.", ("criticised", "Bethan Ask", "Marlow Water")),
    ("The hospice was founded in 1922 by signalman Tom Roe.", ("founded", "Tom Roe", "hospice")),
    ("The move was backed by the unions, most of which criticised Denby Council.", ("criticised", "unions", "Denby Council")),
    ("She wrote to Living Tenements, the union that criticised Denby Council.", ("criticised", "Living Tenements", "Denby Council")),
    ("Her group, Kelvin Parents, criticised Denby Council.", ("criticised", "Kelvin Parents", "Denby Council")),
    ("Ann Reed has run Tarle High since 2016.", ("holds_role", "Ann Reed", "Tarle High")),
])
def test_who_acts_where_the_parse_is_misled(extractor: Extractor, text: str, edge: Edge) -> None:
    assert edge in edges(extractor, text)


@pytest.mark.parametrize(("text", "relation", "subject"), [
    ("The trust, which met her at the prompting of the coroner, Dr Tom Roe, said sorry to every family.", "apologised", "Tom Roe"),
    ("Mr Roe had quarrelled with the nurses, 44 of whom put their names to a letter of no confidence.", "supported", "Roe"),
    ("“Residents rang and we were not there,” Tom Roe said, and undertook to take on staff by Christmas.", "pledged", "Residents"),
    ("Pupils were invited to a party on Friday by the parents' association.", "called_for", "parents' association"),
    ("Tarle Health Board had given notice to the hospice by email.", "resigned", "Tarle Health Board"),
    ("Ann Reed is deputy at its sister school, Saxby Lane School. Tarle School is old.", "part_of", "Saxby Lane School"),
    ("Care Inspectorate Wales met families. Its chair, Ann Reed, a hospital cleaner, resigned.", "employs", "Care Inspectorate Wales"),
    ("Ann Reed, whose brother was a patient at the Royal Tarle Infirmary, chairs the board.", "holds_role", "brother"),
    ("The inquiry, set up by Tarle Council, is sitting in Denby.", "organised", "Tarle Council"),
])
def test_nobody_gets_the_deed_of_another(extractor: Extractor, text: str, relation: str, subject: str) -> None:
    assert (relation, subject) not in {edge[:2] for edge in edges(extractor, text)}


def test_an_office_is_held_where_it_is_told(extractor: Extractor) -> None:
    found = edges(extractor, "Care Inspectorate Wales met families. Its chair, Ann Reed, a hospital cleaner, resigned.")
    assert [role["role"] for (relation, *_), role in found.items() if relation == "holds_role"] == ["chair"]
    assert not [e for e in edges(extractor, "Ann Reed, whose brother was a patient at the Royal Tarle Infirmary, spoke.") if e[0] == "holds_role"]
    assert edges(extractor, "Tom Roe, the Greens' justice spokesman, resigned.")["holds_role", "Tom Roe", "Greens"]["role"] == "justice spokesman"
    council = "Tarle Landlords' Council met. Councillor Tom Roe spoke."
    assert not [e for e in edges(extractor, council) if e[0] == "holds_role" and e[2] == "Tarle Landlords' Council"]


@pytest.mark.parametrize(("text", "edge"), [
    ("SEOUL, June 20 - Denby Council's regulator said that it had fined Marlow Water.", ("sanctioned", "SEOUL", "Marlow Water")),
    ("Ann Reed wrote to them. “Not all of your officers are bad,” she said.", ("criticised", "Ann Reed", "all of your officers")),
    ("The award goes to the Tarle Trust, which will build homes on the site.", ("located_in", "Tarle Trust", "site")),
    ("Tom Roe called for the director, Ann Reed, to be referred to the Medical Council.", ("called_for", "Tom Roe", "Ann Reed")),
    ("The company had offered to pay, and Ann Reed regretted that Marlow Water had not been thanked.", ("apologised", "Ann Reed", "Marlow Water")),
    ("Piers Hale kept his post. Two of them, Ann Reed and Tom Roe, voted against him.", ("opposed", "Ann Reed", "Tom Roe")),
    ("The firm bought shops in Essex. Tarle Action held a protest outside the town hall.", ("located_in", "protest", "Essex")),
    ("Denby Trust met. He wrote to the Department of Health. The CQC rated the maternity service as inadequate.",
     ("rated", "CQC", "Department of Health")),
    ("The Court thanked the Denby Trust and its director, Ann Reed.", ("holds_role", "Ann Reed", "Court")),
    ("Conservative council leader Tom Roe criticised Marlow Water.", ("holds_role", "Tom Roe", "Conservative")),
])
def test_what_the_text_does_not_tell(extractor: Extractor, text: str, edge: Edge) -> None:
    assert edge not in edges(extractor, text)


@pytest.mark.parametrize(("text", "edge"), [
    ("The mayor, Conservative Helen Marsh, criticised Marlow Water.", ("member_of", "Helen Marsh", "Conservative")),
    ("The MP, Liberal Democrat Helen Marsh, criticised Marlow Water.", ("member_of", "Helen Marsh", "Liberal Democrat")),
    ("The Court thanked the Denby Trust and its director, Ann Reed.", ("holds_role", "Ann Reed", "Denby Trust")),
    ("The Osgood Society met. Osgood criticised Denby Council.", ("criticised", "Osgood Society", "Denby Council")),
    ("The Seafarers' Guild criticised Denby Council.", ("criticised", "Seafarers' Guild", "Denby Council")),
    ("The Council of Unions and the Actors' Guild criticised Denby Council.", ("criticised", "Actors' Guild", "Denby Council")),
])
def test_names_and_offices_in_print(extractor: Extractor, text: str, edge: Edge) -> None:
    assert edge in edges(extractor, text)


@pytest.mark.parametrize(("text", "edge"), [
    ("Ann Reed met. Reed, whose brother-in-law chairs the Tarle Trust, has not been accused of breaking rules. Her chair will be kept warm.",
     ("holds_role", "Ann Reed", "Tarle Trust")),
    ("Ofsted met. Senator Tom Roe of the Renewal Party accused it of delays.", ("accused", "Tom Roe", "Renewal Party")),
    ("Denby Council did not promise to fund Marlow Water.", ("funded", "Denby Council", "Marlow Water")),
    ("Labour minister Tom Roe met the unions.", ("member_of", "Tom Roe", "Labour")),
    ("The union sent a dossier compiled by its researcher Tom Roe.", ("holds_role", "Tom Roe", "dossier")),
    ("The Tarle Revenue Service wrote to them. Commission chair Tom Roe agreed.", ("holds_role", "Tom Roe", "Tarle Revenue Service")),
])
def test_what_one_might_think_that_the_text_tells(extractor: Extractor, text: str, edge: Edge) -> None:
    assert edge not in edges(extractor, text)


@pytest.mark.parametrize(("text", "edge"), [
    ("Tom Roe bowed out of Denby Council last week.", ("resigned", "Tom Roe", "Denby Council")),
    ("Ann Reed has left the Department of Health for Marlow Water.", ("resigned", "Ann Reed", "Department of Health")),
    ("Ann Reed was voted out of Denby Council.", ("resigned", "Ann Reed", "Denby Council")),
    ("Tom Roe and Ann Reed, the report's authors, met families.", ("authored", "Tom Roe", "report")),
    ("The report was drawn up by Tom Roe.", ("authored", "Tom Roe", "report")),
    ("Denby Council settled on Ann Reed to lead its schools.", ("appointed", "Denby Council", "Ann Reed")),
    ("Denby Council restored Tom Roe to his post.", ("appointed", "Denby Council", "Tom Roe")),
    ("The Water Regulator dispatched a team to Marlow Water on Sunday.", ("inspected", "Water Regulator", "Marlow Water")),
    ("Inspectors turned up without notice at Ashgrove Lodge in January.", ("inspected", "Inspectors", "Ashgrove Lodge")),
    ("The Charity Commission froze the accounts of Denby Aid.", ("sanctioned", "Charity Commission", "Denby Aid")),
    ("A federal judge told Marlow Water on Thursday to halt discharges.", ("sanctioned", "federal judge", "Marlow Water")),
    ("State health officials have forbidden Denby Homes to take new residents.", ("sanctioned", "State health officials", "Denby Homes")),
    ("Ann Reed was cleared by Denby Council of misusing money.", ("investigated", "Denby Council", "Ann Reed")),
])
def test_how_else_it_is_put(extractor: Extractor, text: str, edge: Edge) -> None:
    assert edge in edges(extractor, text)


@pytest.mark.parametrize(("text", "edge"), [
    ("Denby Council was left to offer an apology by Ann Reed.", ("resigned", "Ann Reed", "Denby Council")),
    ("The mayor turned up at Ashgrove Lodge in January.", ("inspected", "mayor", "Ashgrove Lodge")),
    ("The judge told Marlow Water that the case was closed.", ("sanctioned", "judge", "Marlow Water")),
    ("Denby Council cleared the road of snow.", ("investigated", "Denby Council", "road")),
])
def test_what_is_put_alike_and_is_not_it(extractor: Extractor, text: str, edge: Edge) -> None:
    assert edge not in edges(extractor, text)


def test_what_a_whose_stands_before_is_done_to(extractor: Extractor) -> None:
    found = edges(extractor, "Ann Reed blamed the Tarle Grid Company, whose board she herself appointed in 2021.")
    assert ("appointed", "Ann Reed", "board") in found and ("appointed", "Ann Reed", "Tarle Grid Company") not in found


def test_a_bench_is_a_court(extractor: Extractor) -> None:
    assert ("criticised", "High Court", "Denby Council") in edges(extractor, "The High Court met. The bench found fault with Denby Council.")


@pytest.mark.parametrize(("text", "place"), [
    ("Ann Reed flew to Ohio in May. She criticised the district.", "district"),
    ("Denby Borough Council met in May. Ann Reed criticised the county.", "county"),
    ("Ann Reed flew to Kenya in May. She criticised the country.", "Kenya"),
])
def test_a_place_is_called_by_its_size(extractor: Extractor, text: str, place: str) -> None:
    assert ("criticised", "Ann Reed", place) in edges(extractor, text)


@pytest.mark.parametrize(("text", "edge"), [
    ("Denby Council passed a vote of confidence in Helen Marsh.", ("criticised", "Denby Council", "Helen Marsh")),
    ("Denby Council had a letter from Tom Brown, who criticised Marlow Water.", ("criticised", "letter", "Marlow Water")),
    ("The union's organiser, Tom Brown, said the firm owed her a job and demanded that Mr Vale resign.", ("called_for", "Vale", None)),
])
def test_nobody_is_said_to_do_what_another_did(extractor: Extractor, text: str, edge: Edge) -> None:
    assert edge not in edges(extractor, text)
