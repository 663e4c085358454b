"""Sentences as newspapers write them, whole: which edges they give, and which they do not; invented bodies and people."""
from __future__ import annotations

import pytest

from kg.read import read_document
from kg.statements.extract import Extractor

Edge = tuple[str, str, str | None]


def edges(extractor: Extractor, text: str) -> set[Edge]:
    """Every statement as (type, subject, object)."""
    extraction = extractor.extract(read_document("a.txt", text.encode()))
    names = {r.id: r.name for r in extraction.referents}
    return {(s.type, names[s.subject.referent], names[s.object.referent] if s.object else None) for s in extraction.statements}


@pytest.mark.parametrize(("text", "edge"), [
    # a name behind the office and its body
    ("The leader of Wexford Vale Council, Simon Ayre, announced a review.", ("holds_role", "Simon Ayre", "Wexford Vale Council")),
    ("The head of the Marlow Agency, Sir Tom Hale, resigned on Monday.", ("holds_role", "Tom Hale", "Marlow Agency")),
    ("Cllr Hodge, who chairs the Denby Police Board, apologised.", ("holds_role", "Hodge", "Denby Police Board")),
    # an explanation behind a name that is itself inside a phrase
    ("The Charity Commission has opened an inquiry into Hope Unlimited, a charity set up in 2015 by Rajesh Mehta.",
     ("founded", "Rajesh Mehta", "Hope Unlimited")),
    ("The Charity Commission has opened an inquiry into Hope Unlimited, a charity set up in 2015 by Rajesh Mehta.",
     ("investigated", "Charity Commission", "Hope Unlimited")),
    ("Hope Unlimited is a charity founded in 2015 by Rajesh Mehta.", ("founded", "Rajesh Mehta", "Hope Unlimited")),
    ("Residents accused the housing association Northmere Homes of ignoring their complaints.", ("accused", "Residents", "Northmere Homes")),
    # what a charge is of, hung on whoever makes it
    ("Tom Hale has been accused by two former clerks of bullying.", ("accused", "two former clerks", "Tom Hale")),
    ("Denby Council was accused by the Ministry of Health of cutting corners.", ("accused", "Ministry of Health", "Denby Council")),
    # a participle behind an object
    ("The union backed a motion criticising the council's handling of the strike.", ("supported", "union", "motion")),
    ("The union backed a motion criticising the council's handling of the strike.", ("criticised", "union", "council")),
    # some of many, by name
    ("Jane Hill was supported by former members of the Marlow Trust, including Tom Hale and Mark Rudd.", ("supported", "Mark Rudd", "Jane Hill")),
    ("Charities such as Marlow Aid criticised Denby Council.", ("criticised", "Marlow Aid", "Denby Council")),
    ("Both men, Alan Reed and Viktor Sayle, deny the charges.", ("denied", "Alan Reed", None)),
    ("The judge criticised two directors, Alan Reed and Viktor Sayle, for lying.", ("criticised", "judge", "Viktor Sayle")),
    # what the parse hangs on the agent of a passive
    ("Tom Hale has been accused by the union of bullying.", ("accused", "union", "Tom Hale")),
    ("Denby Council was accused by residents of ignoring them.", ("accused", "residents", "Denby Council")),
    ("Tom Hale left in May, two days after Denby Council voted to censure him.", ("criticised", "Denby Council", "Tom Hale")),
    # what a phrase is about
    ("Helen Tarrant demanded an investigation into Denby Council's finances.", ("called_for", "Helen Tarrant", "Denby Council")),
    ("The inspectorate praised the progress made by the new director, Amina Farah.", ("praised", "inspectorate", "Amina Farah")),
    # words in quotation marks
    ("Ann Hill called the board's plan “shabby”.", ("criticised", "Ann Hill", "board")),
    ("Greg Tan said the report was “a damning indictment of Denby Council”.", ("criticised", "Greg Tan", "Denby Council")),
    ("Greg Tan described the report as an indictment of Denby Council.", ("criticised", "Greg Tan", "Denby Council")),
    ("Mother-of-three Dawn Price said she was “horrified but not surprised”.", ("stated", "Dawn Price", None)),
    # what somebody suffered, and by whom
    ("The union condemned the hospital's treatment of staff.", ("criticised", "union", "hospital")),
    ("Tom Hale criticised the sacking of Ann Hill by Denby Council.", ("criticised", "Tom Hale", "Denby Council")),
    ("Labour has tabled a motion calling for the mayor's resignation.", ("called_for", "Labour", "mayor")),
    ("The charity Shelter has urged Denby Council to think again.", ("called_for", "Shelter", "Denby Council")),
    ("The Teaching Council has struck off Tom Hale over his treatment of pupils.", ("sanctioned", "Teaching Council", "Tom Hale")),
    # a name behind an article that opens a sentence; "they" are no word before a noun
    ("The trust met. The Care Quality Commission inspected Denby Hospital.", ("inspected", "Care Quality Commission", "Denby Hospital")),
    ("Tenants have criticised Denby Homes. In a notice on a Marlow Water page made for the picnic they called for Tom Hale to resign.",
     ("called_for", "Tenants", "Tom Hale")),
    # an office with its task before a name
    ("Secretary of the Keep Denby Green society, Liz Marlow urged directors of Denby Water to resign.", ("called_for", "Liz Marlow", "directors")),
    ("Shadow secretary of state for health Mary Orr criticised Denby Hospital Trust.", ("criticised", "Mary Orr", "Denby Hospital Trust")),
    ("Denby Council's head of communications Tom Bright apologised to residents.", ("apologised", "Tom Bright", "residents")),
    ("Denby Council met. Portfolio holder for children Councillor Adrian Farrow said sorry.", ("apologised", "Adrian Farrow", None)),
    ("After the decision, Marlow Vale parish council chairman Bill Glass called the verdict unbelievable.",
     ("holds_role", "Bill Glass", "Marlow Vale parish council")),
    # who is told, and who is let
    ("Ann Hill told the Gazette the Bakers Union would be organising a protest.", ("organised", "Bakers Union", "protest")),
    ("The Kerrin Drivers Union has sought action against Mayor Ann Hill for allowing the Denby Society, an organisation of cyclists, to stage a "
     "rally against Minister Tom Hale.", ("campaigned_against", "Denby Society", "Tom Hale")),
    # an object behind two verbs
    ("Harmony Trust has welcomed and endorsed the Clean Streets Bill.", ("supported", "Harmony Trust", "Clean Streets Bill")),
    ("The Wessex Board criticised and later fined Denby Council.", ("criticised", "Wessex Board", "Denby Council")),
    ("The Wessex Board criticised and later fined Denby Council.", ("sanctioned", "Wessex Board", "Denby Council")),
    ("The board voted no and asked Mayor Yolanda Witt to act.", ("called_for", "board", "Yolanda Witt")),
    # what a charge is called
    ("Craig Vander called the claims “a smear”.", ("denied", "Craig Vander", None)),
    ("Ray Sands dismissed the inquiry as theatre.", ("criticised", "Ray Sands", "inquiry")),
    # a sum and what it is for
    ("Amber Living Ltd has pledged half a million pounds to refurbish the home.", ("pledged", "Amber Living Ltd", None)),
    # a country that speaks
    ("North Korea said it would shut the border.", ("pledged", "North Korea", None)),
    # one who has an office after another
    ("Her Labour successor, Tom Inch, is being urged by the charity Safe Steps to resign. Sunita Barrow lost.",
     ("called_for", "Safe Steps", "Tom Inch")),
    # a grade in a regulator's own words
    ("The Care Quality Commission said Marlow Hospital was “inadequate” for safety.", ("rated", "Care Quality Commission", "Marlow Hospital")),
    # what is judged is no body
    ("Raj Patel said the plan was “deeply flawed”.", ("criticised", "Raj Patel", "plan")),
    ("“The nurses at Marlow Hospital were kind,” said Ann Hill.", ("praised", "Ann Hill", "nurses")),
    # nobody is told to act
    ("Tom Hale said the library must be reopened.", ("called_for", "Tom Hale", None)),
    ("“I want to thank the nurses,” said Una Hill.", ("praised", "Una Hill", "nurses")),
    ("Dawn Price said the collapse raises serious questions about Denby Council.", ("criticised", "Dawn Price", "Denby Council")),
    ("“Denby Council owes this town an explanation,” Dawn Price said.", ("called_for", "Dawn Price", "Denby Council")),
    ("Dawn Price requested the files from Denby Council.", ("called_for", "Dawn Price", "Denby Council")),
    # two clauses, and whose the second is
    ("Sinn Féin and the SDLP supported the bill; the DUP opposed it.", ("opposed", "DUP", "bill")),
    ("The Denby Schools Inspectorate found that leaders were slow and rated Marlow Academy inadequate.",
     ("rated", "Denby Schools Inspectorate", "Marlow Academy")),
])
def test_says(extractor: Extractor, text: str, edge: Edge) -> None:
    assert edge in edges(extractor, text)


@pytest.mark.parametrize(("text", "type_", "subject"), [
    ("The union backed a motion criticising the council's handling of the strike.", "criticised", "motion"),
    ("The inquest heard that Denby Council had failed the family.", "criticised", "inquest"),
    ("The Denby Schools Inspectorate found that leaders were slow and rated Marlow Academy inadequate.", "rated", "leaders"),
    ("Nuala Keane told the Dáil that the Government had failed the families.", "criticised", "Dáil"),
    ("“They knew and did nothing.” The Denby Agency confirmed that it was investigating Marlow Water.", "criticised", "Denby Agency"),
    ("Greg Tan said the report was “a damning indictment of Denby Council”.", "criticised", "report"),
    ("Verdant Power has a plan for a gas plant. The Greens support the campaign.", "supported", "Verdant Power"),
    ("Ms Blunt described the firm's response as “woeful”.", "criticised", "woeful"),
    ("Amnesty International has condemned the arrest of journalist Yara Haddad.", "criticised", "Yara Haddad"),
    ("The European Union called for Yara Haddad's immediate release.", "called_for", "Yara Haddad"),
    ("Tom Hale criticised the sacking of Ann Hill by Denby Council.", "criticised", "Ann Hill"),
    ("The Government has sent in commissioners to run the authority.", "part_of", "Government"),
    ("In a report to councillors, the firm highlighted “serious weaknesses” in financial controls.", "criticised", "report"),
    ("Tom Roe's claim that Ann Hill lied was rejected by the judge.", "accused", "judge"),
    ("Denby Council closed the library, and the union criticised it.", "criticised", "Denby Council"),
    ("Councillors voted to refer the report to the police.", "criticised", "report"),
    ("Unison organiser Carla Dent said the trust's managers had lied.", "accused", "Unison"),
    ("Her Labour successor, Tom Inch, is being urged by the charity Safe Steps to resign. Sunita Barrow lost.", "called_for", "Sunita Barrow"),
    ("Her successor was blamed by Denby Council. Sunita Barrow lost.", "accused", "Sunita Barrow"),
    ("Ray Sands dismissed the allegations as gossip.", "criticised", "allegations"),
    ("Ann Hill said Marlow Hospital was inadequate.", "rated", "Marlow Hospital"),
    ("The Care Quality Commission said Marlow Hospital's response was inadequate.", "rated", "Marlow Hospital"),
    ("Ray Sands conceded a penalty in the final minute.", "acknowledged", "Ray Sands"),
    ("Visitors became part of the show that they had wanted to see.", "called_for", "Visitors"),
    ("“The council is as strong as it was,” said Ann Hill.", "praised", "Ann Hill"),
    ("In an interview, Ray Sands compared legalising the drug to supporting murder.", "supported", "Ray Sands"),
    ("Ray Sands said the plan was like accusing Ann Hill of theft.", "accused", "Ray Sands"),
    ("The board met and heard Mayor Yolanda Witt speak.", "called_for", "Yolanda Witt"),
    ("Residents shouted and Mayor Yolanda Witt left.", "criticised", "Yolanda Witt"),
    ("Denby Council said that forms must be returned by Friday.", "called_for", "Denby Council"),
    ("Tom Hale said nobody should be blamed.", "called_for", "Tom Hale"),
    ("Ann Hill told the Gazette the Bakers Union would be organising a protest.", "organised", "Gazette"),
    ("The Kerrin Drivers Union has sought action against Mayor Ann Hill for allowing the Denby Society, an organisation of cyclists, to stage a "
     "rally against Minister Tom Hale.", "campaigned_against", "Kerrin Drivers Union"),
    ("Barlow Health failed. The trust apologised. It lost trust chairman Stephen Orchard.\n\nShe left Tower Vale Primary Care Trust.",
     "holds_role", "Tower Vale Primary Care Trust"),
    ("Ofsted inspected the county's homes. Ofsted said they were poor. She blamed his predecessor, police and crime commissioner John Campton.",
     "holds_role", "Ofsted"),
    ("The regulator was criticised in the Marlow Assembly.\n\nMary Dunne, registrar of care homes and director of compliance, agreed.",
     "holds_role", "Marlow Assembly"),
    ("The union met after chief inspector of ferries Peter Lane raised fears over conditions at Denby harbour authority.",
     "holds_role", "Denby harbour authority"),
    ('The Integrity Commission met.\n\nCyclists have condemned as "an insult" a plan by Marlow Vale Council to paint narrow lanes along the A51.',
     "criticised", "Cyclists"),
    ("After the fire, the Office of Child Safety, together with the fire marshal, inspected all 43 daycare centers in Denby County.",
     "inspected", "Denby County"),
    ("Tom Hale left in May, two days after Denby Council voted to censure him.", "sanctioned", "two days"),
    ("Parents in Linton had campaigned for months against the closure of two schools.", "called_for", "Parents"),
])
def test_does_not_make_of_a_name(extractor: Extractor, text: str, type_: str, subject: str) -> None:
    """Neither the subject nor the object of such a statement."""
    assert all(subject not in ends for kind, *ends in edges(extractor, text) if kind == type_)


@pytest.mark.parametrize(("text", "type_", "modality"), [
    ("It is not true that Ann Hill was sacked by Denby Council.", "sanctioned", "negated"),
    ("It is untrue that Ann Hill was sacked by Denby Council.", "sanctioned", "negated"),
    ("It is true that Ann Hill was sacked by Denby Council.", "sanctioned", "asserted"),
    ("Patients and nurses lined up to condemn Denby Council.", "criticised", "asserted"),
    ("Ann Hill said she would never accuse Tom Roe of lying.", "accused", "negated"),
    ("Tom Roe withdrew his allegation that Ann Hill had taken bribes.", "accused", "negated"),
])
def test_puts(extractor: Extractor, text: str, type_: str, modality: str) -> None:
    """How each statement of a type is put."""
    extraction = extractor.extract(read_document("a.txt", text.encode()))
    assert {s.modality.value for s in extraction.statements if s.type == type_} == {modality}


def test_where_an_event_will_be_is_news_on_its_tellers_word(extractor: Extractor) -> None:
    extraction = extractor.extract(read_document("a.txt", b"Gwen Farr said the group would hold a rally at Marlow Town Hall on Saturday."))
    assert [s.attributed_to.text for s in extraction.statements if s.type == "located_in" and s.attributed_to] == ["Gwen Farr"]
