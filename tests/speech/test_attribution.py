"""Who speaks each quotation and whose claim a clause is, through the real pipeline, in the styles of several countries' newspapers."""
from __future__ import annotations

import pytest

from kg.model import Extraction
from kg.read import read_document
from kg.statements.extract import Extractor
from tests.statements.test_extract import check, says


def extract(extractor: Extractor, text: str) -> Extraction:
    return extractor.extract(read_document("a.md", text.encode()))


def quotations(extraction: Extraction) -> list[tuple[str, str]]:
    """Speaker and first three words of each quotation."""
    names = {r.id: r.name for r in extraction.referents}
    told = [(names[s.subject.referent], dict(s.qualifiers)["quote"]) for s in extraction.statements if s.type == "stated"]
    return [(who, " ".join(words.split()[:3])) for who, words in told]


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param('“It should never have got this far,” said Maureen Tighe, who chairs the Friends of Fernley.\n\nShe added: “We were a nuisance.”',
                 [("Maureen Tighe", "It should never"), ("Maureen Tighe", "We were a")], id="she added"),
    pytest.param('Senator Con Hanrahan told the Dáil that the Health Service Executive had "sat on its hands".\n\n"Nobody lifted a finger," '
                 'he went on. "That is the truth of it."',
                 [("Con Hanrahan", "sat on its"), ("Con Hanrahan", "Nobody lifted a"), ("Con Hanrahan", "That is the")], id="he went on"),
    pytest.param("In a statement, Corrigan Rail said: “Passengers deserved better and we let them down.”",
                 [("Corrigan Rail", "Passengers deserved better")], id="in a statement"),
    pytest.param('Asked whether he would step down, Superintendent Rollins replied, "Not a chance."', [("Rollins", "Not a chance.")], id="asked"),
    pytest.param("Jane Okafor, leader of the opposition group: “This is a betrayal of every tenant on the estate.”",
                 [("Jane Okafor", "This is a")], id="a name and a colon"),
    pytest.param("The auditor, Martin Vale, was blunt: “Nobody read the warnings. Nobody acted on them.”",
                 [("Martin Vale", "Nobody read the")], id="a sentence and a colon"),
    pytest.param("Sergeant Liam Foy said the complaint had been handled properly. “Every step was logged,” he said.\n\n“The family was told.”"
                 "\n\nBut Grace Obi, the family’s solicitor, disagreed. “That is simply not true,” she said.",
                 [("Liam Foy", "Every step was"), ("Liam Foy", "The family was"), ("Grace Obi", "That is simply")], id="two speakers"),
    pytest.param("“We didn’t know where to turn.\n\n“The landlord stopped answering the phone,” said Danuta Kowalska, 43.",
                 [("Danuta Kowalska", "We didn’t know"), ("Danuta Kowalska", "The landlord stopped")], id="told at the end"),
    pytest.param("“They’ve had three chances,” said the watchdog’s chief inspector, Elaine Moss. “There won’t be a fourth.”",
                 [("Elaine Moss", "They’ve had three"), ("Elaine Moss", "There won’t be")], id="a role before the name"),
    pytest.param("“This decision,” the judge, Mr Justice Harlow, said, “was unlawful from start to finish.”",
                 [("Harlow", "This decision,"), ("Harlow", "was unlawful from")], id="a speaker in the middle"),
    pytest.param('Her colleague Ravi Menon agreed. "It was chaos in there."', [("Ravi Menon", "It was chaos")], id="the sentence before"),
    pytest.param("The home’s owner, Bayview Care, said it was upset by the findings.\n\n“We have new managers in place.”",
                 [("Bayview Care", "We have new")], id="whoever spoke in the block before"),
    pytest.param("“Residents were kept in the dark,” reads the report by the Audit Office.",
                 [("Audit Office", "Residents were kept")], id="a report reads"),
    pytest.param("In a report published on Monday, the Audit Office criticised Denby Council. “Nobody looked,” the report says.",
                 [("Audit Office", "Nobody looked,")], id="the report of whoever spoke in it"),
    pytest.param("A former lifeguard told the Gazette he had warned them. “Nobody listened at all,” he said.",
                 [("former lifeguard", "Nobody listened at")], id="he, someone without a name"),
    pytest.param("“It is a disgrace.” – Meg Ware, chair of the Guards League", [("Meg Ware", "It is a")], id="a name after a dash"),
    pytest.param("“It is a disgrace.”\n\n— Meg Ware, chair of the Guards League", [("Meg Ware", "It is a")], id="a name after a dash, below"),
    pytest.param("The song “It Is A Disgrace To Say” – Meg Ware loves it – was played.", [], id="no name under a quotation"),
    pytest.param("Responding to the ruling that Denby Council must pay for the bridge Helen Marsh, chair of Denby Civic Trust said: “It is a farce.”",
                 [("Helen Marsh", "It is a")], id="a name without a comma before it"),
    pytest.param("“Nobody asked us,” Meg Ware clarified.", [("Meg Ware", "Nobody asked us,")], id="clarified"),
    pytest.param('"It is a matter of record," Attorney General Lucy Tam\'s office said.', [("Lucy Tam", "It is a")], id="an office"),
    pytest.param("For Paul Gentry, whose son died at the unit, the apology is “ten years too late”.", [("Paul Gentry", "ten years too")], id="for"),
    pytest.param("In the words of Paul Gentry, “the apology comes ten years too late”.",
                 [("Paul Gentry", "the apology comes")], id="in the words of"),
    pytest.param("Union organiser Beth Quaid called the offer “an insult to every driver in the city”.",
                 [("Beth Quaid", "an insult to")], id="called"),
    pytest.param("The charity Homes First welcomed the ruling as “a landmark for renters”.", [("Homes First", "a landmark for")], id="welcomed"),
    pytest.param("Speaking outside the court, the dead man’s sister, Yvonne Clarke, said the force had shown “no remorse whatsoever”.",
                 [("Yvonne Clarke", "no remorse whatsoever")], id="not the one who is spoken of"),
    pytest.param("Corrigan Rail insisted that nobody was hurt. A spokeswoman said: “We are sorry for the delay.”",
                 [("Corrigan Rail", "We are sorry")], id="a spokeswoman of nobody"),
    pytest.param("Corrigan Rail insisted that nobody was hurt. A Riversend spokeswoman said: “We are sorry for the delay.”",
                 [("Riversend spokeswoman", "We are sorry")], id="a spokeswoman of another"),
    pytest.param("“Beth Quaid must go,” said the cook, who left in May.", [("cook", "Beth Quaid must")], id="someone without a name"),
    pytest.param("Ravi Menon spoke next. “Beth Quaid must go,” he told the meeting.", [("Ravi Menon", "Beth Quaid must")], id="he is not in it"),
    pytest.param("Beth Quaid said nothing was wrong. Asked again, she went on: “They never wrote to us.”",
                 [("Beth Quaid", "They never wrote")], id="a verb with its particle"),
    pytest.param("Beth Quaid paid tribute to the nurse as “the only person who talked to him”.", [("Beth Quaid", "the only person")], id="tribute"),
    pytest.param("The band played “Long Way Down the Line” and went home.", [], id="a title"),
    pytest.param("Beth Quaid left early. The film “Long Way Down the Line” was shown.", [], id="another title"),
])
def test_speakers(extractor: Extractor, text: str, expected: list[tuple[str, str]]) -> None:
    assert quotations(extract(extractor, text)) == expected




@pytest.mark.parametrize(("text", "by"), [
    ("Meg Ware told the BBC that the River Agency fined Tarn Water in March.", "Meg Ware"),
    ("Meg Ware revealed that the River Agency fined Tarn Water.", "Meg Ware"),
    ("The River Agency fined Tarn Water, Meg Ware said.", "Meg Ware"),
    ("The River Agency, said Meg Ware, fined Tarn Water.", "Meg Ware"),
    ("In Meg Ware’s view, the River Agency fined Tarn Water.", "Meg Ware"),
    ("The River Agency, according to Cllr Meg Ware, fined Tarn Water.", "Meg Ware"),
    ("The Gazette reported that the Audit Office said the River Agency had fined Tarn Water.", "Audit Office"),
    ("A report by the Audit Office says the River Agency fined Tarn Water.", "Audit Office"),
    ("Meg Ware’s claim that the River Agency fined Tarn Water was repeated.", "Meg Ware"),
    ("Meg Ware said that Corrigan Rail had paid. The River Agency had fined Tarn Water in May.", "Meg Ware"),
    ("The River Agency said it had fined Tarn Water.", "River Agency"),
    ("As Meg Ware told the meeting, the River Agency fined Tarn Water.", "Meg Ware"),
    ("The River Agency fined Tarn Water, as Meg Ware put it.", "Meg Ware"),
    ("The River Agency fined Tarn Water, as reported by the Gazette.", "Gazette"),
    ("As Meg Ware announced cuts, the River Agency fined Tarn Water.", None),
    ("In the words of Meg Ware, the River Agency fined Tarn Water.", "Meg Ware"),
    ("Meg Ware’s view is that the River Agency fined Tarn Water.", "Meg Ware"),
    ("Meg Ware is of the view that the River Agency fined Tarn Water.", "Meg Ware"),
    ("Meg Ware is adamant that the River Agency fined Tarn Water.", "Meg Ware"),
    ("It is clear that the River Agency fined Tarn Water.", None),
    ("Meg Ware described how the River Agency had fined Tarn Water.", "Meg Ware"),
    ("Meg Ware pointed out that the River Agency fined Tarn Water.", "Meg Ware"),
    ("Meg Ware wrote in her letter that the River Agency fined Tarn Water.", "Meg Ware"),
    ("Meg Ware said in a statement that the River Agency fined Tarn Water.", "Meg Ware"),
    ("Meg Ware expressed concern that the River Agency fined Tarn Water.", "Meg Ware"),
    ("Meg Ware rejected claims that the River Agency fined Tarn Water.", None),
    ("The River Agency fined Tarn Water – and has since paid for it – said Meg Ware.", "Meg Ware"),
    ("“It is wrong,” said Paul Gentry. He added that the River Agency had fined Tarn Water.", "Paul Gentry"),
    ("It emerged on Monday that the River Agency had fined Tarn Water.", None),
    ("Meg Ware said that Corrigan Rail had paid. The River Agency fined Tarn Water in May.", None),
    ("Meg Ware, who said nothing, watched as the River Agency fined Tarn Water.", None),
])
def test_whose_claim_it_is(extractor: Extractor, text: str, by: str | None) -> None:
    extraction = extract(extractor, text)
    names = {r.id: r.name for r in extraction.referents}
    found = [s for s in extraction.statements if s.type == "sanctioned"]
    assert [names[s.attributed_to.referent] if s.attributed_to else None for s in found] == [by]


@pytest.mark.parametrize(("text", "edge"), [
    ("The River Agency fined Tarn Water, Selby News Agency said.", ("River Agency", "Tarn Water")),
    ("The agency fined Tarn Water, Selby News Agency reported.", ("agency", "Tarn Water")),
    ("The Agency fined Tarn Water, Selby News Agency said.", ("Agency", "Tarn Water")),
    ("The River Agency fined Tarn Water, Meg Ware told reporters.", ("River Agency", "Tarn Water")),
    ("Meg Ware, who says Denby Council fined Tarn Water, wants answers.", ("Denby Council", "Tarn Water")),
    ("The Gazette revealed Denby Council fined Tarn Water.", ("Denby Council", "Tarn Water")),
    ("Denby Council, said Meg Ware, fined Tarn Water.", ("Denby Council", "Tarn Water")),
])
def test_who_only_tells_of_a_deed_did_not_do_it(extractor: Extractor, text: str, edge: tuple[str, str]) -> None:
    extraction = extract(extractor, text)
    names = {r.id: r.name for r in extraction.referents}
    found = [s for s in extraction.statements if s.type == "sanctioned" and s.object]
    assert [(names[s.subject.referent], names[s.object.referent]) for s in found if s.object] == [edge]


@pytest.mark.parametrize(("text", "reader"), [
    ("Meg Ware read a report criticising Denby Council.", "Meg Ware"),
    ("Councillor Meg Ware has received a letter criticising Denby Council.", "Meg Ware"),
    ("Meg Ware, who says the council criticised the charity, has resigned.", "Meg Ware"),
    ("Meg Ware fears Denby Council criticised the charity.", "Meg Ware"),
])
def test_who_reads_or_tells_of_criticism_is_no_critic(extractor: Extractor, text: str, reader: str) -> None:
    extraction = extract(extractor, text)
    names = {r.id: r.name for r in extraction.referents}
    assert reader not in {names[s.subject.referent] for s in extraction.statements if s.type == "criticised"}


@pytest.mark.parametrize("text", [
    "Meg Ware said that she had criticised the River Agency.",
    "Meg Ware announced that she opposed the River Agency.",
    "The council said: “We apologise to the families.”",
])
def test_a_deed_of_speech_is_nobodys_claim(extractor: Extractor, text: str) -> None:
    found = [s for s in extract(extractor, text).statements if s.type in ("criticised", "opposed", "apologised")]
    assert [s.attributed_to for s in found] == [None]


def test_a_body_reviews_on_its_own_word(extractor: Extractor) -> None:
    extraction = extract(extractor, "Denby Council announced an urgent review of its housing department.")
    found = [s for s in extraction.statements if s.type == "investigated"]
    assert [s.attributed_to.text for s in found if s.attributed_to] == ["Denby Council"]


def test_what_somebody_describes_as_a_deed_is_their_claim(extractor: Extractor) -> None:
    extraction = extract(extractor, "The row began with what Meg Ware described as a review of Denby Council by the Water Inspectorate.")
    found = [s for s in extraction.statements if s.type == "investigated"]
    assert [s.attributed_to.text for s in found if s.attributed_to] == ["Meg Ware"]


# --- how it is put


def modalities(extraction: Extraction, type_: str) -> set[str]:
    return {s.modality.value for s in extraction.statements if s.type == type_}


@pytest.mark.parametrize("text", [
    "The River Agency is accused of funding Tarn Water.",
    "The River Agency stands accused of having funded Tarn Water.",
    "Meg Ware accused the River Agency of funding Tarn Water.",
    "The River Agency was accused by Meg Ware of secretly funding Tarn Water.",
    "The River Agency is alleged to have funded Tarn Water.",
    "The River Agency is said to have funded Tarn Water.",
    "The River Agency is understood to have funded Tarn Water.",
    "The River Agency is thought to have funded Tarn Water.",
    "The River Agency was wrongly said to have funded Tarn Water.",
    "The River Agency reportedly funded Tarn Water.",
    "The River Agency allegedly and repeatedly funded Tarn Water.",
    "The River Agency was suspected of funding Tarn Water.",
    "The River Agency was charged with funding Tarn Water.",
    "The River Agency faces charges of funding Tarn Water.",
    "The River Agency was under investigation for funding Tarn Water.",
    "The River Agency was arrested on suspicion of funding Tarn Water.",
    "The River Agency was cleared of funding Tarn Water.",
    "The River Agency was found not guilty of funding Tarn Water.",
    "The River Agency pleaded not guilty to funding Tarn Water.",
    "The River Agency denied funding Tarn Water.",
    "The River Agency denies that it funded Tarn Water.",
    "The River Agency hit back at claims it funded Tarn Water.",
    "It is alleged that the River Agency funded Tarn Water.",
    "It is claimed the River Agency funded Tarn Water.",
    "It has been suggested that the River Agency funded Tarn Water.",
    "Allegations that the River Agency funded Tarn Water surfaced in May.",
    "Claims that the River Agency funded Tarn Water were dismissed by Meg Ware.",
    "Meg Ware rejected suggestions that the River Agency had funded Tarn Water.",
    "There is no evidence that the River Agency funded Tarn Water.",
    "Meg Ware told the court she believed the River Agency had funded Tarn Water.",
    "Meg Ware questioned whether the River Agency had funded Tarn Water.",
    "Police are investigating whether the River Agency funded Tarn Water.",
    "Tarn Water had, it is alleged, been funded by the River Agency.",
    "The alleged funding of Tarn Water by the River Agency is being examined.",
])
def test_an_unproven_allegation_is_never_asserted(extractor: Extractor, text: str) -> None:
    assert "asserted" not in modalities(extract(extractor, text), "funded")


@pytest.mark.parametrize(("text", "expected"), [
    ("The River Agency has yet to inspect Tarn Water.", "negated"),
    ("The River Agency is yet to inspect Tarn Water.", "negated"),
    ("The River Agency no longer inspects Tarn Water.", "negated"),
    ("The River Agency has declined to inspect Tarn Water.", "negated"),
    ("The River Agency ruled out inspecting Tarn Water.", "negated"),
    ("Without inspecting Tarn Water, the River Agency asked for changes.", "negated"),
    ("The River Agency has no plans to inspect Tarn Water.", "negated"),
    ("The River Agency did not fail to inspect Tarn Water.", "asserted"),
    ("The River Agency managed to inspect Tarn Water.", "asserted"),
    ("The River Agency was due to inspect Tarn Water.", "planned"),
    ("The River Agency is set to inspect Tarn Water.", "planned"),
    ("The River Agency is poised to inspect Tarn Water.", "planned"),
    ("The River Agency is going to inspect Tarn Water.", "planned"),
    ("The River Agency is likely to inspect Tarn Water.", "planned"),
    ("The River Agency wants to inspect Tarn Water.", "planned"),
    ("The River Agency threatened to inspect Tarn Water.", "planned"),
    ("Tarn Water faces being inspected by the River Agency.", "planned"),
    ("The River Agency is looking at ways to inspect Tarn Water.", "planned"),
    ("An inspection of Tarn Water is to be carried out by the River Agency.", "planned"),
])
def test_shades(extractor: Extractor, text: str, expected: str) -> None:
    assert modalities(extract(extractor, text), "inspected") == {expected}


@pytest.mark.parametrize("text", [
    "The River Agency faces calls to inspect Tarn Water.",
    "The River Agency will be asked to inspect Tarn Water.",
    "The River Agency would have inspected Tarn Water if it had known.",
    "The River Agency would inspect Tarn Water if it could.",
    "The River Agency wants ministers to inspect Tarn Water.",
    "The River Agency is unlikely to inspect Tarn Water.",
])
def test_what_nobody_puts_forward(extractor: Extractor, text: str) -> None:
    assert modalities(extract(extractor, text), "inspected") == set()


def test_the_present_of_a_day_to_come(extractor: Extractor) -> None:
    dated = "---\ndate: 2021-05-12\n---\n\n"
    assert modalities(extract(extractor, dated + "The River Agency is inspecting Tarn Water next month."), "inspected") == {"planned"}
    assert modalities(extract(extractor, dated + "The River Agency inspects Tarn Water in June 2021."), "inspected") == {"planned"}
    assert modalities(extract(extractor, dated + "The River Agency inspects Tarn Water."), "inspected") == {"asserted"}


@pytest.mark.parametrize(("text", "expected"), [
    ("The ministry has pledged £500,000 to the Denby Foundation.", "planned"),
    ("The ministry has paid £500,000 to the Denby Foundation.", "asserted"),
])
def test_a_promise_of_money_is_no_payment(extractor: Extractor, text: str, expected: str) -> None:
    assert modalities(extract(extractor, text), "funded") == {expected}


def test_a_scheme_described_is_not_coloured_by_what_happens_to_it(extractor: Extractor) -> None:
    found = extract(extractor, "Denby Council scrapped a scheme funded by the River Agency.")
    assert modalities(found, "funded") <= {"asserted"}


def test_a_vote_to_censure_censures(extractor: Extractor) -> None:
    assert modalities(extract(extractor, "The board voted 6-1 to condemn the River Agency."), "criticised") == {"asserted"}
    assert modalities(extract(extractor, "The board voted 6-1 to fund the River Agency."), "funded") == {"planned"}


# --- when


@pytest.mark.parametrize(("text", "type_", "date"), [
    ("The River Agency, founded in 1994, fined Tarn Water.", "sanctioned", None),
    ("The River Agency fined Tarn Water in the wake of the 2018 floods.", "sanctioned", None),
    ("In a report published in February 2020, the River Agency criticised Tarn Water.", "criticised", "2020-02"),
    ("In its 2019 report, the River Agency criticised Tarn Water.", "criticised", "2019"),
    ("The River Agency criticised the 2019 budget of Tarn Water.", "criticised", None),
    ("Meg Ware offered an apology when hearings opened last month.", "apologised", "2021-04"),
    ("The board voted 6-1 Monday night to condemn the River Agency.", "criticised", "2021-05-10"),
    ("Tarn Water apologised on Monday after the River Agency fined it in April.", "apologised", "2021-05-10"),
    ("Tarn Water apologised on Monday after the River Agency fined it in April.", "sanctioned", "2021-04"),
    ("Meg Ware vowed to repair the bridge by 2026.", "pledged", None),
    ("The River Agency fined Tarn Water on the second Tuesday of March.", "sanctioned", "2021-03-09"),
    ("The River Agency fined Tarn Water over the weekend.", "sanctioned", "2021-05"),
    ("The River Agency fined Tarn Water, Meg Ware said on Monday.", "sanctioned", None),
])
def test_a_date_belongs_to_one_clause(extractor: Extractor, text: str, type_: str, date: str | None) -> None:
    found = [s for s in extract(extractor, f"---\ndate: 2021-05-12\n---\n\n{text}").statements if s.type == type_]
    assert [dict(s.qualifiers).get("date") for s in found] == [date]


def test_whom_somebody_asks_or_speaks_of_makes_no_claim(extractor: Extractor) -> None:
    text = "Denby Council, whose leisure department opposes the closure, asked the Marlow Trust to think again."
    extraction = extractor.extract(read_document("a.md", text.encode()))
    assert [(s.type, s.attributed_to) for s in extraction.statements if s.type == "opposed"] == [("opposed", None)]


@pytest.mark.parametrize("lead", [
    "Ann Reed, chair of the Elm Society, issued the following statement on the report of the River Agency:",
    "Speaking after the report of the River Agency, Ann Reed made this statement:",
])
def test_who_gives_a_statement_says_what_follows(extractor: Extractor, lead: str) -> None:
    check(extractor, f"{lead}\n\n“We are sorry that it took so long.”\n", says("stated", "Ann Reed"))


def test_who_is_reported_after_a_few_quoted_words_says_what_follows(extractor: Extractor) -> None:
    lead = "Ann Reed said the bodies are “meeting and mending it”, but Tom Vale said that this was no answer."
    check(extractor, f"{lead}\n\n“We have waited for years, and nothing has been done for us.”\n",
          says("stated", "Ann Reed"), says("stated", "Tom Vale"))


@pytest.mark.parametrize(("text", "found"), [
    ('Tom Vale faced the members. Ann Reed told him: "You have let our families down."', [("Ann Reed", "Tom Vale")]),
    ('Ann Reed told the Denby Echo: "You have let our families down."', []),
])
def test_you_is_whom_the_speaker_tells_it_unless_that_is_a_paper(extractor: Extractor, text: str, found: list[tuple[str, str]]) -> None:
    extraction = extractor.extract(read_document("a.txt", text.encode()))
    names = {r.id: r.name for r in extraction.referents}
    assert [(names[s.subject.referent], names[s.object.referent]) for s in extraction.statements if s.type == "criticised" and s.object] == found
