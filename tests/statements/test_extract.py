"""One document's statements, through the real pipeline, on short texts about invented bodies and people."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kg.model import Extraction, Statement
from kg.read import read_document
from kg.statements.extract import Extractor


def extract(extractor: Extractor, text: str) -> Extraction:
    return extractor.extract(read_document("a.md", text.encode()))


@dataclass(frozen=True, kw_only=True)
class Expected:
    """A statement with its referents by name; of its qualifiers only those that matter."""

    type: str
    subject: str
    object: str | None
    modality: str
    by: str | None
    qualifiers: Mapping[str, str]


def says(type_: str, subject: str, object_: str | None = None, *, modality: str = "asserted", by: str | None = None, **qualifiers: str) -> Expected:
    return Expected(type=type_, subject=subject, object=object_, modality=modality, by=by, qualifiers=qualifiers)


def told(extraction: Extraction, statement: Statement, keys: Mapping[str, str]) -> Expected:
    """A statement in the same terms, with the qualifiers named."""
    names = {r.id: r.name for r in extraction.referents}
    return Expected(
        type=statement.type, subject=names[statement.subject.referent], object=names[statement.object.referent] if statement.object else None,
        modality=statement.modality.value, by=names[statement.attributed_to.referent] if statement.attributed_to else None,
        qualifiers={k: v for k, v in statement.qualifiers if k in keys})


def check(extractor: Extractor, text: str, *expected: Expected) -> None:
    """The text gives these statements, in this order, and no other of their types."""
    extraction = extract(extractor, text)
    types = {e.type for e in expected}
    found = [s for s in extraction.statements if s.type in types]
    keys = [expected[i].qualifiers if i < len(expected) else {} for i in range(len(found))]
    assert [told(extraction, s, k) for s, k in zip(found, keys, strict=True)] == list(expected)


def dated(text: str, date: str = "2021-05-12") -> str:
    """The text with a date in its front matter; it is a Wednesday."""
    return f"---\ndate: {date}\n---\n\n{text}\n"


AGENCY, COUNCIL, WATER, NETWORK = "River Agency", "Denby Borough Council", "Marlow Water plc", "Denby Parents Network"
COMMISSION = "Care Standards Commission"


# --- who did what to whom


@pytest.mark.parametrize(("text", "expected"), [
    ("The River Agency criticised Marlow Water plc for long delays.", [says("criticised", AGENCY, WATER, about="long delays")]),
    ("Marlow Water plc was criticised by the River Agency over its record.", [says("criticised", AGENCY, WATER, about="its record")]),
    ("Marlow Water plc, which was fined by the River Agency in 2019, apologised to customers.",
     [says("sanctioned", AGENCY, WATER, date="2019"), says("apologised", WATER, "customers")]),
    ("The River Agency criticised Denby Borough Council and Marlow Water plc.",
     [says("criticised", AGENCY, COUNCIL), says("criticised", AGENCY, WATER)]),
    ("The River Agency and Tom Vale criticised Marlow Water plc.", [says("criticised", AGENCY, WATER), says("criticised", "Tom Vale", WATER)]),
    ("Ann Reed praised the River Agency and thanked Tom Vale for his work.",
     [says("praised", "Ann Reed", AGENCY), says("praised", "Ann Reed", "Tom Vale")]),
    ("The River Agency's report criticised Marlow Water plc.", [says("criticised", AGENCY, WATER)]),
    ("Residents accused Marlow Water plc of lying.", [says("accused", "Residents", WATER, about="lying")]),
    ("The River Agency opened an investigation into Marlow Water plc on 4 June 2022.", [says("investigated", AGENCY, WATER, date="2022-06-04")]),
    ("Tom Vale founded the Denby Parents Network in 2018.", [says("founded", "Tom Vale", NETWORK, date="2018")]),
    ("The Denby Parents Network campaigns against Marlow Water plc.", [says("campaigned_against", NETWORK, WATER)]),
    ("Denby Borough Council appointed Ann Reed as chief executive.", [says("appointed", COUNCIL, "Ann Reed", role="chief executive")]),
    ("The Denby Parents Network opposed the closure of Brookfield School.",
     [says("opposed", NETWORK, "closure of Brookfield School")]),
    ("Peter Lowe backed the flyover but voiced opposition to a plan to merge the two depots.",
     [says("supported", "Peter Lowe", "flyover"), says("opposed", "Peter Lowe", "plan to merge the two depots")]),
    ("The chief constable of Denby Police, Ann Reed, has resigned.",
     [says("holds_role", "Ann Reed", "Denby Police", role="chief constable"), says("resigned", "Ann Reed", "Denby Police")]),
    ("The resignation of Ann Reed, the chair of the Denby Trust, shocked her staff.",
     [says("resigned", "Ann Reed", "Denby Trust"), says("holds_role", "Ann Reed", "Denby Trust")]),
    ("Tom Vale, who left Denby Council in disgrace in 2021, works abroad.", [says("resigned", "Tom Vale", "Denby Council", date="2021")]),
    ("Three members of the Denby Trust have quit over the plan.", [says("resigned", "Three members", "Denby Trust")]),
    ("The minister accepted the resignation of Tom Vale, the head of the Border Agency.",
     [says("resigned", "Tom Vale", "Border Agency", by="minister")]),
    ("A public meeting called by parents will take place in Tarle.", [says("organised", "parents", "public meeting", modality="planned")]),
    ("Denby Borough Council has awarded a $4m contract to Marlow Water plc.",
     [says("funded", COUNCIL, WATER, amount="$4m")]),
    ("Jane Pryce has sat in the Court of Session since 2015.", [says("member_of", "Jane Pryce", "Court of Session", date="2015")]),
    ("Labour councillor Jane Pryce joined the march.", [says("member_of", "Jane Pryce", "Labour")]),
    ("Denby Borough Council insisted that no pupil had been turned away.", [says("denied", COUNCIL, None, about="no pupil had been turned away")]),
    ("Denby Borough Council said that it would repair every lift.", [says("pledged", COUNCIL, None, by=None, modality="asserted")]),

    ("Parents called on Denby Borough Council to apologise.", [says("called_for", "Parents", COUNCIL)]),
    ("Denby Borough Council is under pressure from parents to reopen the pool.", [says("called_for", "parents", COUNCIL, about="reopen the pool")]),
    ("Unison welcomed Denby Borough Council's decision.", [says("supported", "Unison", COUNCIL)]),
    ("The state auditor is going through Denby Borough Council's books.", [says("investigated", "state auditor", COUNCIL)]),
    ("The River Agency is examining three complaints against Denby Borough Council.",
     [says("investigated", AGENCY, "three complaints against Denby Borough Council")]),
    ("Denby Borough Council does not accept that it acted unlawfully.", [says("denied", COUNCIL, about="it acted unlawfully")]),
    ("Marlow Water plc insisted that no records were falsified.", [says("denied", WATER, about="no records were falsified")]),
    ("Peter Lowe said contrition came cheap and called on Denby Police to reopen the case.",
     [says("called_for", "Peter Lowe", "Denby Police", about="reopen the case")]),
])
def test_verbs_and_nouns(extractor: Extractor, text: str, expected: list[Expected]) -> None:
    check(extractor, text, *expected)


# --- speech


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param('"The delays are a disgrace," said Tom Vale, a parent.',
                 [says("stated", "Tom Vale", quote="The delays are a disgrace,")], id="after"),
    pytest.param('Tom Vale said: "The delays are a disgrace to the town."',
                 [says("stated", "Tom Vale", quote="The delays are a disgrace to the town.")], id="before"),
    pytest.param('"The spills were a scandal," Tom Vale said. He added: "Nobody at the company listened to us."',
                 [says("stated", "Tom Vale", quote="The spills were a scandal,"),
                  says("stated", "Tom Vale", quote="Nobody at the company listened to us.")], id="a pronoun for the speaker"),
    pytest.param('"The findings are a disgrace," said Tom Vale. "Families deserve better than this."',
                 [says("stated", "Tom Vale", quote="The findings are a disgrace,"),
                  says("stated", "Tom Vale", quote="Families deserve better than this.")], id="running on"),
    pytest.param('Ann Reed said: "The first report was wrong and we have told them so.\n\n"The second report was worse than the first one."',
                 [says("stated", "Ann Reed", quote="The first report was wrong and we have told them so."),
                  says("stated", "Ann Reed", quote="The second report was worse than the first one.")], id="over paragraphs"),
    pytest.param('A spokesman for Denby Borough Council said: "We accept the findings in full."',
                 [says("stated", COUNCIL, quote="We accept the findings in full.")], id="a spokesman for"),
    pytest.param('"We apologise to every family," a Denby Borough Council spokesperson said.',
                 [says("stated", COUNCIL), says("apologised", COUNCIL, "family")], id="a spokesperson of"),
    pytest.param("“The River Agency criticised Marlow Water plc,” said Tom Vale.",
                 [says("stated", "Tom Vale"), says("criticised", AGENCY, WATER, by="Tom Vale")], id="a statement in a quotation"),
    pytest.param("Tom Vale said that the River Agency had criticised Marlow Water plc.",
                 [says("criticised", AGENCY, WATER, by="Tom Vale")], id="indirect"),
    pytest.param("The River Agency says Marlow Water plc apologised to customers.",
                 [says("apologised", WATER, "customers", by=AGENCY)], id="indirect without that"),
    pytest.param("The River Agency criticised Marlow Water plc, according to Tom Vale.",
                 [says("criticised", AGENCY, WATER, by="Tom Vale")], id="according to"),
    pytest.param('"We will hire forty engineers," said Ann Reed.', [says("stated", "Ann Reed"), says("pledged", "Ann Reed")], id="a pledge"),
])
def test_speakers(extractor: Extractor, text: str, expected: list[Expected]) -> None:
    check(extractor, text, *expected)


# --- reference


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param("Ann Reed praised Tom Vale. She criticised Marlow Water plc.",
                 [says("praised", "Ann Reed", "Tom Vale"), says("criticised", "Ann Reed", WATER)], id="she"),
    pytest.param("The River Agency inspected Denby Borough Council in May 2021. It criticised the council for long delays.",
                 [says("inspected", AGENCY, COUNCIL, date="2021-05"), says("criticised", AGENCY, COUNCIL, about="long delays")], id="it"),
    pytest.param("Marlow Water plc apologised to customers. The firm was fined by the River Agency.",
                 [says("sanctioned", AGENCY, WATER)], id="the firm"),
    pytest.param("The River Agency fined Marlow Water plc. The agency also criticised Denby Borough Council.",
                 [says("criticised", AGENCY, COUNCIL)], id="the agency"),
    pytest.param("Denby Borough Council was inspected by the River Agency. The council apologised to residents.",
                 [says("apologised", COUNCIL, "residents")], id="the council"),
    pytest.param("Ann Reed criticised Marlow Water plc. Reed also praised the River Agency.", [says("praised", "Ann Reed", AGENCY)], id="a surname"),
    pytest.param("The River Agency (RA) fined Marlow Water plc. The RA praised Denby Borough Council.",
                 [says("praised", AGENCY, COUNCIL)], id="letters"),
    pytest.param("Denby Council apologised to residents. The River Agency criticised Denby Borough Council.",
                 [says("apologised", COUNCIL, "residents"), says("criticised", AGENCY, COUNCIL)], id="a short name before the full one"),
])
def test_what_words_refer_to(extractor: Extractor, text: str, expected: list[Expected]) -> None:
    check(extractor, text, *expected)


@pytest.mark.parametrize("before", ["The River Agency spoke to Tom Vale.", "The National River Agency published its report."])
def test_the_council_is_no_agency_near_by(extractor: Extractor, before: str) -> None:
    check(extractor, f"{before} The council apologised to residents.", says("apologised", "council", "residents"))


# --- roles and belonging


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param("Ann Reed, chief executive of Denby Borough Council, resigned.",
                 [says("holds_role", "Ann Reed", COUNCIL, role="chief executive")], id="apposition"),
    pytest.param("Denby Borough Council's chief executive Ann Reed resigned.",
                 [says("holds_role", "Ann Reed", COUNCIL, role="chief executive")], id="possessor"),
    pytest.param("Ann Reed is the chief executive of Denby Borough Council.",
                 [says("holds_role", "Ann Reed", COUNCIL, role="chief executive")], id="copula"),
    pytest.param("Ann Reed, who is chair of the Denby Parents Network, criticised Marlow Water plc.",
                 [says("holds_role", "Ann Reed", NETWORK, role="chair")], id="relative clause"),
    pytest.param("Ann Reed, who leads Denby Borough Council, criticised Marlow Water plc.", [says("holds_role", "Ann Reed", COUNCIL)], id="verb"),
    pytest.param("River Agency director Tom Vale criticised Marlow Water plc.",
                 [says("holds_role", "Tom Vale", AGENCY, role="director")], id="title"),
    pytest.param("Tom Vale criticised Denby Borough Council. The council leader, Ann Reed, apologised to families.",
                 [says("holds_role", "Ann Reed", COUNCIL, role="council leader")], id="the body understood"),
    pytest.param("Tom Vale is a member of the Green Future Party.", [says("member_of", "Tom Vale", "Green Future Party")], id="member"),
    pytest.param("Tom Vale joined the Green Future Party in 2015.", [says("member_of", "Tom Vale", "Green Future Party", date="2015")], id="joined"),
    pytest.param("Tom Vale, of the Denby Parents Network, criticised Marlow Water plc.", [says("member_of", "Tom Vale", NETWORK)], id="of"),
    pytest.param("The Green Party's Ann Reed criticised Marlow Water plc.", [says("member_of", "Ann Reed", "Green Party")], id="the party's"),
    pytest.param("Green Future Party councillors criticised Marlow Water plc.",
                 [says("member_of", "Green Future Party councillors", "Green Future Party")], id="people of a party"),
    pytest.param("The River Agency criticised Denby Borough Council's children's services.",
                 [says("part_of", "Denby Borough Council's children's services", COUNCIL)], id="services of"),
    pytest.param("Brookfield School, which is run by Denby Borough Council, was inspected by the River Agency.",
                 [says("part_of", "Brookfield School", COUNCIL)], id="run by"),
    pytest.param("Denby Borough Council is part of the Marlow Partnership.", [says("part_of", COUNCIL, "Marlow Partnership")], id="part"),
    pytest.param("Brookfield School in Denby was rated good by the River Agency.", [says("located_in", "Brookfield School", "Denby")], id="in"),
    pytest.param("The Denby Parents Network, based in Marlow, criticised the River Agency.", [says("located_in", NETWORK, "Marlow")], id="based in"),
])
def test_roles_and_belonging(extractor: Extractor, text: str, expected: list[Expected]) -> None:
    check(extractor, text, *expected)


# --- dates, grades, amounts


@pytest.mark.parametrize(("text", "expected"), [
    (dated("The River Agency fined Marlow Water plc yesterday."), says("sanctioned", AGENCY, WATER, date="2021-05-11")),
    (dated("The River Agency fined Marlow Water plc on Monday."), says("sanctioned", AGENCY, WATER, date="2021-05-10")),
    (dated("The River Agency fined Marlow Water plc last month."), says("sanctioned", AGENCY, WATER, date="2021-04")),
    (dated("The River Agency fined Marlow Water plc in March."), says("sanctioned", AGENCY, WATER, date="2021-03")),
    ("The River Agency fined Marlow Water plc in March.", says("sanctioned", AGENCY, WATER, date="--03")),
    ("The River Agency fined Marlow Water plc on 3 May 2021.", says("sanctioned", AGENCY, WATER, date="2021-05-03")),
    ("The Care Standards Commission downgraded Denby Borough Council from good to inadequate.",
     says("rated", COMMISSION, COUNCIL, rating="inadequate", previous="good")),
    ("The Care Standards Commission downgraded Denby Borough Council to inadequate from good.",
     says("rated", COMMISSION, COUNCIL, rating="inadequate", previous="good")),
    ("Brookfield School was rated good by the Care Standards Commission in 2015.",
     says("rated", COMMISSION, "Brookfield School", rating="good", date="2015")),
    ("The River Agency fined Marlow Water plc £40,000.", says("sanctioned", AGENCY, WATER, amount="£40,000")),
    ("Marlow Water plc was fined £40,000 by the River Agency.", says("sanctioned", AGENCY, WATER, amount="£40,000")),
    ("The River Agency gave Marlow Water plc £3m to repair its pipes.", says("funded", AGENCY, WATER, amount="£3m")),
    ("The Marlow Foundation donated £2.5 million to the Denby Parents Network.", says("funded", "Marlow Foundation", NETWORK, amount="£2.5 million")),
])
def test_qualifiers(extractor: Extractor, text: str, expected: Expected) -> None:
    check(extractor, text, expected)


@pytest.mark.parametrize(("text", "expected"), [
    ('"It is time for the River Agency to act," said Tom Vale.', [says("called_for", "Tom Vale", AGENCY)]),
    ('"These claims are untrue," said Marlow Water plc.', [says("denied", WATER, about="These claims")]),
    ('"We fell short of the standards expected," a spokesman for Denby Borough Council said.', [says("acknowledged", COUNCIL)]),
    ("Marlow Water plc said it had failed its customers.", [says("acknowledged", WATER, about="its customers")]),
])
def test_what_ones_words_amount_to(extractor: Extractor, text: str, expected: list[Expected]) -> None:
    check(extractor, text, *expected)


@pytest.mark.parametrize("text", [
    "Tom Vale said that Denby Borough Council should have asked more questions.",
    '"The residents should not have had to wait," said Tom Vale.',
    "Tom Vale would sooner wait, he said.",
    '"The public have been let down," said Tom Vale.',
])
def test_what_is_neither_demand_nor_promise_nor_admission(extractor: Extractor, text: str) -> None:
    assert not {"called_for", "pledged", "acknowledged"} & {s.type for s in extract(extractor, text).statements}


# --- modality


@pytest.mark.parametrize(("text", "expected"), [
    ("The River Agency did not criticise Marlow Water plc.", says("criticised", AGENCY, WATER, modality="negated")),
    ("The River Agency has never criticised Marlow Water plc.", says("criticised", AGENCY, WATER, modality="negated")),
    ("Denby Borough Council failed to apologise to parents.", says("apologised", COUNCIL, "parents", modality="negated")),
    ("Tom Vale denied that the River Agency had fined Marlow Water plc.", says("sanctioned", AGENCY, WATER, modality="negated", by="Tom Vale")),
    ("The River Agency will inspect Denby Borough Council next month.", says("inspected", AGENCY, COUNCIL, modality="planned")),
    ("Marlow Water plc is expected to be fined by the River Agency.", says("sanctioned", AGENCY, WATER, modality="planned")),
    ("Marlow Water plc was allegedly fined by the River Agency.", says("sanctioned", AGENCY, WATER, modality="alleged")),
    ("Tom Vale alleged that the River Agency had fined Marlow Water plc.", says("sanctioned", AGENCY, WATER, modality="alleged", by="Tom Vale")),
])
def test_what_is_not_told_as_done(extractor: Extractor, text: str, expected: Expected) -> None:
    check(extractor, text, expected)


@pytest.mark.parametrize("text", [
    "If the River Agency fines Marlow Water plc, the spills will end.",
    "Unless the River Agency fines Marlow Water plc, the spills will go on.",
    "It is unclear whether the River Agency fined Marlow Water plc.",
    "Did the River Agency fine Marlow Water plc?",
    "Would the River Agency ever fine Marlow Water plc?",
    "What if the River Agency fined Marlow Water plc?",
    '"Why did the River Agency not fine Marlow Water plc?" asked Tom Vale.',
    "The River Agency could fine Marlow Water plc.",
    "The River Agency was asked to investigate Marlow Water plc.",
    "Denby Borough Council should apologise to parents.",
])
def test_what_is_not_put_forward_gives_nothing(extractor: Extractor, text: str) -> None:
    assert [s.type for s in extract(extractor, text).statements if s.type != "stated"] == []


def test_what_comes_too_late_is_no_demand(extractor: Extractor) -> None:
    found = extract(extractor, "Ann Reed said that the River Agency should have acted.").statements
    assert [s.type for s in found] == ["criticised"]  # but it finds fault


def test_what_is_done_to_an_end_is_not_the_deed_of_what_it_is_done_to(extractor: Extractor) -> None:
    assert [s.type for s in extract(extractor, "Council services will be cut to fund the Denby Tramway.").statements if s.type == "funded"] == []


def test_the_second_deed_of_a_speaker(extractor: Extractor) -> None:
    check(extractor, "Ann Reed said apologies came cheap and called on the River Agency to act.", says("called_for", "Ann Reed", AGENCY))


def test_the_evident_agent_of_a_penalty(extractor: Extractor) -> None:
    check(extractor, "The Housing Ombudsman has read the file.\n\nMarlow Water plc was fined £2m.\n",
          says("sanctioned", "Housing Ombudsman", WATER, amount="£2m"))


def test_a_contractor_is_no_part_of_its_client(extractor: Extractor) -> None:
    assert [s.type for s in extract(extractor, "The council's contractor, Pell & Dray, left the site.").statements if s.type == "part_of"] == []


def test_a_demand_is_no_deed(extractor: Extractor) -> None:
    check(extractor, "Ann Reed wants the River Agency to fine Marlow Water plc.", says("called_for", "Ann Reed", AGENCY))
    assert {s.type for s in extract(extractor, "Ann Reed wants the River Agency to fine Marlow Water plc.").statements} == {"called_for"}


@pytest.mark.parametrize("verb", ["claimed", "alleged"])
def test_an_allegation_is_never_told_as_a_deed(extractor: Extractor, verb: str) -> None:
    found = extract(extractor, f"Tom Vale {verb} that Marlow Water plc had misled the River Agency.").statements
    assert [s.type for s in found] == ["accused"]
    found = extract(extractor, f"Tom Vale {verb} that Marlow Water plc had criticised the River Agency.").statements
    assert all(s.modality.value == "alleged" for s in found if s.type == "criticised")


# --- what stands around the text


@pytest.mark.parametrize(("text", "expected"), [
    (dated("The River Agency fined Marlow Water plc.").replace("---\n", "---\ntitle: River firm fined\nauthor: Jo Penn\n", 1),
     says("authored", "Jo Penn", "River firm fined", date="2021-05-12")),
    ("# River firm fined\n\nBy Jo Penn\n\n3 May 2021\n\nThe River Agency fined Marlow Water plc.\n",
     says("authored", "Jo Penn", "River firm fined", date="2021-05-03")),
    ("By Jo Penn, Education Reporter\n\nDenby Borough Council apologised to parents.\n", says("authored", "Jo Penn", "a.md")),
])
def test_the_byline(extractor: Extractor, text: str, expected: Expected) -> None:
    check(extractor, text, expected)


def test_two_authors_are_two(extractor: Extractor) -> None:
    check(extractor, "# River firm fined\n\nBy Jo Penn and Tom Vale\n\nThe River Agency fined Marlow Water plc.\n",
          says("authored", "Jo Penn", "River firm fined"), says("authored", "Tom Vale", "River firm fined"))


LETTER = "# Clean it\n\nStarted by {by}\n3 May 2021\n\nWe have written thrice. We want the River Agency to act. Marlow Water plc has failed us.\n"


def test_a_petition_speaks_for_those_who_started_it(extractor: Extractor) -> None:
    check(extractor, LETTER.format(by="Friends of the Denby"),
          says("called_for", "Friends of the Denby", AGENCY), says("criticised", "Friends of the Denby", WATER))


def test_a_newspaper_does_not_judge_in_its_own_voice(extractor: Extractor) -> None:
    found = extract(extractor, LETTER.format(by="the Denby Gazette")).statements
    assert [s.type for s in found if s.type == "criticised"] == []


@pytest.mark.parametrize("line", [
    "Picture: Jo Penn/Denby Echo", "Photo: Ann Reed/Denby Press", "(Image: Denby Press)", "Image credit: Ann Reed",
    "Credit: Tom Vale/Denby Press Agency",
    "Sign up to our daily newsletter", "Follow us on social media", "Read more: Tom Vale praised the River Agency", "Watch our latest videos",
    "Subscribe to our newsletter. Ann Reed praised the council."])
def test_credits_and_boilerplate_give_nothing(extractor: Extractor, line: str) -> None:
    found = extract(extractor, f"The River Agency fined Marlow Water plc.\n\n{line}\n").statements
    assert [s.type for s in found] == ["sanctioned"]


def test_small_talk_gives_nothing(extractor: Extractor) -> None:
    assert extract(extractor, "It rained for most of the day.\n").statements == ()


def test_the_least_confidence(extractor: Extractor) -> None:
    document = read_document("a.md", b"Ann Reed praised Tom Vale. She criticised Marlow Water plc.")
    every = extractor.extract(document).statements
    least = max(s.confidence for s in every)
    assert [s.type for s in every] == ["praised", "criticised"]
    kept = extractor.extract(document, min_confidence=least).statements
    assert kept == tuple(s for s in every if s.confidence >= least)
    assert len(kept) == 1


# --- properties


FRAGMENTS = st.sampled_from([
    "The River Agency criticised Marlow Water plc", "Ann Reed, leader of Denby Borough Council,", "said:", "“We will act,” she said.", "according to",
    "The council", "It", "they", "who", "which", "of", "and", "their report", "apologised", "was fined £2m by", "will", "not", "inadequate", "good",
    "Denby Children's Services", "By Jo Penn", "3 May 2021", "Subscribe", "“", "”", '"', "‘", "’", "'", "(", ")", "[", "]", "{subject}", "<b>",
    "&amp;", "\\", "\n", "\n\n", "\n\n\n\n\n", "---", "# ", "* ", "?", "!", ".", ",", "…", "—", "\t", "x" * 400, "Å" * 80, "\u200b", "\u0301",
    "\u202e", "\U0001f600", "審査"])
ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
TEXTS = st.lists(st.one_of(FRAGMENTS, FRAGMENTS, FRAGMENTS, ANY), max_size=25).map(" ".join)
# The fixture keeps no state between examples; that it does not is one of the properties.
RUN = settings(max_examples=25, deadline=None)


def readable(text: str) -> str:
    """The text with a sentence, so that it is a document whatever stands before."""
    return f"{text}\n\nThe River Agency criticised Marlow Water plc."


@RUN
@given(text=TEXTS)
@example(text="“ ( Ann Reed, leader of Denby Borough Council, said: “ The council ” apologised ) ’")
@example(text="()[]“”‘’\"'" * 30)
@example(text="\n" * 300 + "said: “" + "x" * 5000)
def test_each_quotation_stands_in_the_text(extractor: Extractor, text: str) -> None:
    document = read_document("a.md", readable(text).encode())
    extraction = extractor.extract(document)
    referents = {r.id for r in extraction.referents}
    for statement in extraction.statements:
        mentions = [m for m in (statement.subject, statement.object, statement.attributed_to) if m is not None]
        for passage in (statement.evidence, *mentions):
            assert passage.text == document.text[passage.start:passage.end]
        assert statement.evidence.text
        assert statement.evidence.document == document.id
        assert {m.referent for m in mentions} <= referents
        assert 0 <= statement.trigger.start < statement.trigger.end <= len(document.text)


@RUN
@given(text=TEXTS, other=TEXTS)
def test_a_document_is_read_for_itself_alone(extractor: Extractor, text: str, other: str) -> None:
    document = read_document("a.md", readable(text).encode())
    first = extractor.extract(document)
    extractor.extract(read_document("b.md", readable(other).encode()))
    assert extractor.extract(document) == first


def test_what_is_counted_in_a_place_is_not_the_place(extractor: Extractor) -> None:
    extraction = extract(extractor, "The River Agency inspected all 43 daycare centers in Tully County.")
    places = {r.id for r in extraction.referents if r.cls == "Place"}
    assert not [s for s in extraction.statements if s.type == "inspected" and s.object and s.object.referent in places]
