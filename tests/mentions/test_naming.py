"""Names in running text: where they begin and end, and the class that their own words give. Bodies and people are invented or are offices."""
from __future__ import annotations

import pytest

from kg.knowledge.ontology import load as load_ontology
from kg.mentions.kinds import kind_of
from kg.mentions.noun_phrases import find_phrases
from kg.model import MentionKind
from kg.nlp import load as load_pipeline
from kg.read import read_document
from kg.syntax.parsed import parse_document


def names(text: str) -> dict[str, str | None]:
    parsed = parse_document(read_document("a.md", text.encode()), load_pipeline().parse)
    return {p.name or "": p.cls for p in find_phrases(parsed, load_ontology()) if p.kind is MentionKind.NAME}


@pytest.mark.parametrize(("text", "name", "cls"), [
    ("The House Committee on Oversight opened an inquiry on Monday.", "House Committee on Oversight", "PublicBody"),
    ("The Board of Education of Denby County voted to close the school.", "Board of Education of Denby County", "PublicBody"),
    ("The council ordered St Mary's Church of England Primary School in Marlow to close.", "St Mary's Church of England Primary School", "School"),
    ("The Denby Tenants' and Residents' Association has organised a protest.", "Denby Tenants' and Residents' Association", "Organization"),
    ("The Campaign for Better Buses supports the scheme.", "Campaign for Better Buses", "CampaignGroup"),
    ("A spokesman for Westmere and Marlow NHS Foundation Trust said it was sorry.", "Westmere and Marlow NHS Foundation Trust", "PublicBody"),
    ("A spokesman for the Department of Health and Social Care said it would look into it.", "Department of Health and Social Care", "PublicBody"),
    ("The Fairness Commission for Westmere has launched an investigation.", "Fairness Commission for Westmere", "PublicBody"),
    ("Officers from the City of Denby Police searched the house.", "City of Denby Police", "PublicBody"),
    ("The march was organised by Friends of Denby Library.", "Friends of Denby Library", "CampaignGroup"),
    ("The money came from the Denby Sheriff's Office.", "Denby Sheriff's Office", "PublicBody"),
    ("Rep. Dolores M. Vale Jr. criticized the agency.", "Dolores M. Vale Jr.", "Person"),
    ("The council asked former judge Helen Vale QC for a review.", "Helen Vale", "Person"),
    ("Minister for Health Aoife Ní Vale said the agency should have acted sooner.", "Aoife Ní Vale", "Person"),
    ("Cabinet member for transport Cllr Joanne Vale said the scheme would cut traffic.", "Joanne Vale", "Person"),
    ("The Greens' Priscilla Vale said the premier must release the documents.", "Priscilla Vale", "Person"),
    ("They moved to Leeds in May.", "Leeds", "Place"),
    ("Later Peter To and Anna Roe were elected.", "Peter To", "Person"),
    ("Dean Vale founded the charity in 2010.", "Dean Vale", "Person"),
    ("The Ombudsman for Patients is examining nine complaints.", "Ombudsman for Patients", "Regulator"),
    ("The Denby Centre for Fair Housing criticised the plan.", "Denby Centre for Fair Housing", "Organization"),
    ("Larkham, Inc. criticised the plan.", "Larkham, Inc.", "Company"),
    ("Breathe Free Port Denby, which has fought the tip since 2010, sued the council.", "Breathe Free Port Denby", "Place"),
    ("The Nevada Auditor of State faulted the district.", "Nevada Auditor of State", "Regulator"),
    ("The Syrian Orthodox Church welcomed the ruling.", "Syrian Orthodox Church", "Organization"),
    ("WHO says the disease is spreading.", "WHO", None),
    ("The jail fired Officer Matt Vale on Monday.", "Matt Vale", "Person"),
    ("The Comptroller and Auditor General of Denmark (CAG) found flaws.", "Comptroller and Auditor General", "Regulator"),
    ("First Deputy Kim Vale agreed.", "Kim Vale", "Person"),
    ("The union met Fire Chief Al Vale Tuesday night.", "Al Vale", "Person"),
    ("The former head of Denby Public Schools agreed.", "Denby Public Schools", "PublicBody"),
    ("The Marlow Municipal Corporation agreed.", "Marlow Municipal Corporation", "LocalAuthority"),
    ("U.S. District Judge Dean Vale ordered the county to act.", "Dean Vale", "Person"),
    ("Leeds and Marlow Council organised the march.", "Leeds and Marlow Council", "LocalAuthority"),
    ("Ann Vale, the MP for Leeds and Marlow, called for a review.", "Leeds and Marlow", "Place"),
    ("The Hon Anna Bishop said the plan was wrong.", "Anna Bishop", "Person"),
    ("Councillor Peter Judge criticised the plan.", "Peter Judge", "Person"),
    ("Rt Hon Sir Peter Vale MP criticised the plan.", "Peter Vale", "Person"),
    ("Socio-Economic Justice Project has urged the president to act.", "Socio-Economic Justice Project", "CampaignGroup"),
    ("The ministry must answer DNUW Ontario by Friday.", "DNUW Ontario", "Organization"),
])
def test_whole_names_and_their_classes(pipeline: None, text: str, name: str, cls: str) -> None:
    found = names(text)
    assert name in found
    assert found[name] == cls


@pytest.mark.parametrize(("text", "apart"), [
    ("DENBY, Ohio - The Denby School Board voted 5-2 on Thursday.", ["Ohio", "Denby School Board"]),
    ("Unison and Denby Council met on Monday.", ["Unison", "Denby Council"]),
    ("The council appointed Elena Vale-Moreno interim director.", ["Elena Vale-Moreno"]),
    ("French president Claude Vale criticised the plan.", ["France", "Claude Vale"]),
    ("The letter was written by the State Department Spokesperson.", ["State Department"]),
    ("It was found on a Marlow street by a nurse.", ["Marlow"]),
    ("The mayor of Leeds and Marlow Council met.", ["Leeds", "Marlow Council"]),
    ("The letter went to Home Secretary Anna Vale and Ofgem chief executive Sir Peter Roe.", ["Anna Vale", "Ofgem", "Peter Roe"]),
    ("Faults were found at Larkham, Pallow, Wendle and the First Tenants Group.", ["Wendle", "First Tenants Group"]),
    ("Patients of St Vale's Hospital and Westmere Hospital were moved.", ["St Vale's Hospital", "Westmere Hospital"]),
    ("Ann Vale, the MP for Denby Green and Stow, called for a review.", ["Ann Vale", "Denby Green and Stow"]),
    ("Kenya and Marlow Council met.", ["Kenya", "Marlow Council"]),
])
def test_neighbours_stay_apart(pipeline: None, text: str, apart: list[str]) -> None:
    assert set(apart) <= set(names(text))


@pytest.mark.parametrize(("text", "absent"), [
    pytest.param("The money came from the Denby Sheriff's Office.", "Denby", id="an office with an office"),
    pytest.param("Write to jane.vale@example.org or read www.example.org by Friday.", "jane.vale@example.org", id="an address"),
    pytest.param("The Dean Vale praised was new.", "Dean Vale", id="the dean"),
    pytest.param("Tell Jane To Leave Now.", "Jane To", id="capitals all through"),
    pytest.param("Who criticised the plan?", "Who", id="a question"),
    pytest.param("Sen. Ann Vale (D-Denby) criticised the plan.", "D-Denby", id="a party's letter"),
    pytest.param("Board President Ann Roe agreed.", "Board President Ann Roe", id="an office before a name"),
])
def test_what_is_no_name_gives_none(pipeline: None, text: str, absent: str) -> None:
    assert absent not in names(text)


def test_an_office_without_its_holder_is_no_name(pipeline: None) -> None:
    parsed = parse_document(read_document("a.md", b"The Minister for Health apologised on Tuesday."), load_pipeline().parse)
    found = find_phrases(parsed, load_ontology())
    assert [(p.text, p.kind, p.noun) for p in found] == [("Minister for Health", MentionKind.DESCRIPTION, "minister")]


@pytest.mark.parametrize(("name", "cls"), [
    ("Bank of Denby", "Company"),
    ("University of Denby", "School"),
    ("Denby Council of Churches", "Organization"),
    ("Save Denby Hospital", "CampaignGroup"),
    ("Church of Denby Primary School", "School"),
    ("Police Service of Marlow", "PublicBody"),
    ("Ministry of Defence", "PublicBody"),
    ("Marlow Water Reclamation District of Denby", "PublicBody"),
    ("Denby Sanitation District", "PublicBody"),
    ("Village of Denby Board of Trustees", "PublicBody"),
    ("Denby District", "Place"),
    ("His Majesty's Inspectorate of Fire and Rescue Services", "Regulator"),
    ("Denby Power & Light", "Company"),
    ("Denby Education Association", "ProfessionalBody"),
    ("Civil Liberties Union of Denby", "CampaignGroup"),
    ("Denby", None),
])
def test_kind_of_a_name_by_its_words(name: str, cls: str | None) -> None:
    found = kind_of(name.lower().split(), load_ontology().cues)
    assert (found[1] if found else None) == cls


@pytest.mark.parametrize(("text", "phrase"), [
    ("Last month Leeds and Marlow Hospital NHS Trust's board ruled that it would close.", "Leeds and Marlow Hospital NHS Trust's board"),
    ("At least 15 Denby Council members criticised the mayor.", "At least 15 Denby Council members"),
])
def test_descriptions_begin_with_all_that_is_said_before_them(pipeline: None, text: str, phrase: str) -> None:
    parsed = parse_document(read_document("a.md", text.encode()), load_pipeline().parse)
    assert phrase in [p.text for p in find_phrases(parsed, load_ontology()) if p.kind is MentionKind.DESCRIPTION]
