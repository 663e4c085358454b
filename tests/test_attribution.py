"""Who speaks each quotation and whose claim a clause is, through the real pipeline, in the styles of several countries' newspapers."""
from __future__ import annotations

import pytest

from kg.extract import Extractor
from kg.model import Extraction
from kg.nlp import load as load_pipeline
from kg.ontology import load as load_ontology
from kg.read import read_document


@pytest.fixture(scope="module")
def extractor(pipeline: None) -> Extractor:
    return Extractor(load_ontology(), load_pipeline().parse)


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
    pytest.param('"It is a matter of record," Attorney General Lucy Tam\'s office said.', [("Lucy Tam", "It is a")], id="an office"),
    pytest.param("For Paul Gentry, whose son died at the unit, the apology is “ten years too late”.", [("Paul Gentry", "ten years too")], id="for"),
    pytest.param("In the words of Paul Gentry, “the apology comes ten years too late”.",
                 [("Paul Gentry", "the apology comes")], id="in the words of"),
    pytest.param("Union organiser Beth Quaid called the offer “an insult to every driver in the city”.",
                 [("Beth Quaid", "an insult to")], id="called"),
    pytest.param("The charity Homes First welcomed the ruling as “a landmark for renters”.", [("Homes First", "a landmark for")], id="welcomed"),
    pytest.param("Speaking outside the court, the dead man’s sister, Yvonne Clarke, said the force had shown “no remorse whatsoever”.",
                 [("Yvonne Clarke", "no remorse whatsoever")], id="not the one who is spoken of"),
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
    ("It emerged on Monday that the River Agency had fined Tarn Water.", None),
    ("Meg Ware said that Corrigan Rail had paid. The River Agency fined Tarn Water in May.", None),
    ("Meg Ware, who said nothing, watched as the River Agency fined Tarn Water.", None),
])
def test_whose_claim_it_is(extractor: Extractor, text: str, by: str | None) -> None:
    extraction = extract(extractor, text)
    names = {r.id: r.name for r in extraction.referents}
    found = [s for s in extraction.statements if s.type == "sanctioned"]
    assert [names[s.attributed_to.referent] if s.attributed_to else None for s in found] == [by]


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
