"""What descriptions and pronouns stand for within a document, on short texts about invented bodies and people."""
from __future__ import annotations

import pytest

from kg.knowledge.ontology import load as load_ontology
from kg.nlp import load as load_pipeline
from kg.read import read_document
from kg.reference.coreference import Coreference
from kg.syntax.parsed import parse_document
from kg.syntax.phrases import left_edge, words_of
from tests.parses import parse, word


def read(text: str) -> Coreference:
    parsed = parse_document(read_document("a.md", text.encode()), load_pipeline().parse)
    for doc in parsed.docs:
        doc.quoted = frozenset()
    return Coreference(parsed, load_ontology())


def bound(text: str) -> dict[str, str]:
    """The words of each phrase with the name of what it stands for."""
    found = read(text)
    return {phrase.text: local.name for phrase, local in found.register.of.items()}


TRUST, COLLEGE = "Denby General Hospital", "Royal College of Nursing"


@pytest.mark.parametrize(("text", "words", "name"), [
    pytest.param("Nurses work at Denby General Hospital. The Royal College of Nursing said the trust had failed.", "the trust", TRUST, id="its kind"),
    pytest.param("The House Committee on Oversight wrote to Halver Energy Partners LLC. Lawyers advised the company.", "the company",
                 "Halver Energy Partners LLC", id="its class"),
    pytest.param("The Board of Education of Denby County met on Monday. The board voted to close it.", "The board",
                 "Board of Education of Denby County", id="a word of its name"),
    pytest.param("Marlow Water was fined by the River Agency. The watchdog said it was a record.", "The watchdog", "River Agency", id="the watchdog"),
    pytest.param("Denby Borough Council wrote to Denby Town Council. The town council replied. The council met again.", "The council",
                 "Denby Borough Council", id="the other council"),
    pytest.param("Denby College will close its labs. The college has no money. Staff told of the principal's years at Marlow College.\n\n"
                 "The union accused the college of panic.", "the college", "Denby College", id="not one named in passing"),
    pytest.param("Denby Council was told of the risk. A review faulted the Labour-controlled authority.", "the Labour-controlled authority",
                 "Denby Council", id="told of with a participle"),
    pytest.param("Denby Council has shut the pool. Residents accused the Tory-run council of panic.", "the Tory-run council", "Denby Council",
                 id="run by a party"),
    pytest.param("Eighty per cent of the union's members who work at Elm House said that they have no trust in Ann Reed.", "they",
                 "Eighty per cent of the union's members", id="so many in a hundred"),
    pytest.param("Denby Police arrested two men. The force said it was sorry.", "The force", "Denby Police", id="the force"),
    pytest.param("The regulator Ofwat is looking into Marlow Water.", "The regulator", "Ofwat", id="right before a name"),
    pytest.param("They marched through the village of Tarle.", "the village", "Tarle", id="a town of that name"),
    pytest.param("The River Agency fined Marlow Water, Denby News Agency said. The agency said it was sorry.", "The agency", "River Agency",
                 id="no news agency"),
    pytest.param("Marlow Homes was fined by the River Agency. Marlow refused to pay.", "Marlow", "Marlow Homes", id="a firm's first word"),
    pytest.param("The council leader, Ann Reed, met the former leader, Tom Vale. The leader said no.", "The leader", "Ann Reed", id="not the former"),
])
def test_descriptions_find_what_they_mean(pipeline: None, text: str, words: str, name: str) -> None:
    assert bound(text)[words] == name


@pytest.mark.parametrize(("text", "words", "name"), [
    pytest.param("The Water Inspectorate criticised Denby Council. It apologised at once.", "It", "Denby Council", id="apologised"),
    pytest.param("The Water Inspectorate fined Denby Council in May. It has denied any wrongdoing.", "It", "Denby Council", id="denied"),
    pytest.param("The Water Inspectorate criticised Denby Council. It said it accepted the findings.", "It", "Denby Council", id="said it accepted"),
    pytest.param("Ann Reed criticised Laura Vale. She apologised.", "She", "Laura Vale", id="a person"),
    pytest.param("The Water Inspectorate criticised Denby Council. It also fined Tarn Water.", "It", "Water Inspectorate", id="no answer"),
    pytest.param("The Water Inspectorate wrote to Denby Council. It apologised for the delay.", "It", "Water Inspectorate", id="nothing to answer"),
])
def test_who_answers_is_who_was_judged(pipeline: None, text: str, words: str, name: str) -> None:
    assert bound(text)[words] == name


@pytest.mark.parametrize(("text", "words", "name"), [
    pytest.param("Ofsted inspected the college. The department said so.", "The department", "Ofsted", id="a regulator is no department"),
    pytest.param("The Care Commission met Ann Reed. The headteacher resigned.", "The headteacher", "Ann Reed", id="no office given"),
    pytest.param("The Fairness Commission met on Monday. The state government paid for it.", "The state government", "Fairness Commission",
                 id="a commission is no government"),
    pytest.param("Marlow Homes was fined by Marlow Council. Marlow refused to pay.", "Marlow", "Marlow Homes", id="a place of that name"),
    pytest.param("Paul Marlow praised Marlow Homes. Marlow apologised.", "Marlow", "Marlow Homes", id="a person of that name"),
    pytest.param("Denby Council is in debt. Another council is too. The other council was fined.", "The other council", "Denby Council", id="other"),
])
def test_descriptions_of_others_stay_apart(pipeline: None, text: str, words: str, name: str) -> None:
    assert bound(text)[words] != name


@pytest.mark.parametrize(("text", "words", "name"), [
    ("Fatima Reed accused Giles Vale of lying. He said no.", "He", "Giles Vale"),
    ("Fatima Reed met Giles Vale. She said no.", "She", "Fatima Reed"),
    ("Mr Reed met Ms Vale. He said no.", "He", "Reed"),
    pytest.param("In it, Ray Tolhurst was blunt. Lib Dem Sally Quince was angry, while Tom Vale accused him of bias.", "him", "Ray Tolhurst",
                 id="a first name behind a party"),
])
def test_pronouns_keep_to_the_gender_that_names_and_titles_tell(pipeline: None, text: str, words: str, name: str) -> None:
    assert bound(text)[words] == name


@pytest.mark.parametrize(("text", "words", "name"), [
    pytest.param("The Post understands that the trust sacked its chief nurse. Denby Trust met.", "its", "Denby Trust", id="own clause"),
    pytest.param("The Echo can reveal that Larkham paid its founder £3m.", "its", "Larkham", id="a firm that reads like a person"),
    pytest.param("The Care Commission said the clinic was unsafe and its manager had left.", "its", "clinic", id="a second reported clause"),
    pytest.param("The River Agency fined Marlow Water for its failings.", "its", "Marlow Water", id="said of the object"),
    pytest.param("The River Agency said Denby Council had ignored it.", "it", "River Agency", id="not its own verb's subject"),
    pytest.param("Marlow Water ran well before it was bought by Larkham Group.", "it", "Marlow Water", id="the main clause's subject"),
    pytest.param("Ann Reed read the report by the River Agency, which gave its lowest grade.", "its", "River Agency", id="before which"),
    pytest.param("The River Agency praised the home, which ran well before it was sold.", "it", "home", id="a relative clause's noun"),
])
def test_it_and_its_stand_for_what_the_nearest_clause_is_about(pipeline: None, text: str, words: str, name: str) -> None:
    assert bound(text)[words] == name


def test_who_claims_goes_before_those_of_whom_it_is_claimed(pipeline: None) -> None:
    assert bound("Former pupils said that teachers at Marlow College beat them. They claim that nobody listened.")["They"] == "Former pupils"


def test_it_is_nobody_where_its_clause_is_about_a_thing_unknown(pipeline: None) -> None:
    assert "it" not in bound("The River Agency praised the sawmill, which had been run well before it was bought by Larkham Group.")


def test_who_speaks_of_its_staff_may_be_a_person(pipeline: None) -> None:
    found = read("Marlow Water closed. Larkham said its founder had left.").register
    assert {local.cls for local in found.locals if local.name == "Larkham"} <= {"Person", None}


def test_town_and_borough_council_of_one_name_are_two(pipeline: None) -> None:
    names = {local.name for local in read("Denby Borough Council paid Denby Town Council.").register.locals if local.phrases}
    assert {"Denby Borough Council", "Denby Town Council"} <= names


@pytest.mark.parametrize(("text", "words", "name"), [
    pytest.param("Leila Marsh-Vale runs the clinic. Ms Marsh-Vale apologised.", "Marsh-Vale", "Leila Marsh-Vale", id="a family name with a hyphen"),
    pytest.param("Gillian Reed runs the clinic. Nurses wrote to Gillian in May.", "Gillian", "Gillian Reed", id="a first name"),
    pytest.param("Jane Reed and Tom Reed ran the firm. Mr Reed apologised.", "Reed", "Tom Reed", id="the one of that gender"),
    pytest.param("Tarn Care Ltd runs the home. Inspectors warned Tarn Care in May.", "Tarn Care", "Tarn Care Ltd", id="a firm without its letters"),
    pytest.param("Nurses left St Anne's Hospital. St Anne's apologised.", "St Anne's", "St Anne's Hospital", id="a saint's hospital"),
    pytest.param("The New Farmers' Party lost. They left the New Farmers Party.", "New Farmers Party", "New Farmers' Party", id="a possessor"),
    pytest.param("Lena Paris sued the clinic. Paris says it was unsafe.", "Paris", "Lena Paris", id="a family name that is a place"),
])
def test_a_short_form_is_of_the_name_that_the_text_gives_in_full(pipeline: None, text: str, words: str, name: str) -> None:
    assert bound(text)[words] == name


@pytest.mark.parametrize(("text", "words", "name"), [
    pytest.param("Gillian Reed and Gillian Vale run it. Nurses wrote to Gillian in May.", "Gillian", "Gillian Reed", id="two of a first name"),
    pytest.param("Jane Reed and Ann Reed ran the firm. Nurses wrote to Reed in May.", "Reed", "Jane Reed", id="two of a family name"),
    pytest.param("Denby Echo ran the story. The fire was in Denby. Denby apologised.", "Denby", "Denby Echo", id="a place on the map"),
    pytest.param("Chelsea Reed lives there. They moved to Chelsea in May.", "Chelsea", "Chelsea Reed", id="a first name that is a place"),
    pytest.param("Law Offices of Lars Roe sued. Mr Roe apologised.", "Roe", "Law Offices of Lars Roe", id="a firm named after a person"),
    pytest.param("Marlow Water paid Marlow Water Watch in May.", "Marlow Water", "Marlow Water Watch", id="a body named after another"),
])
def test_a_name_that_may_be_of_another_stays_apart(pipeline: None, text: str, words: str, name: str) -> None:
    assert bound(text)[words] != name


def test_a_family_name_that_is_a_place_leaves_a_person_a_person(pipeline: None) -> None:
    found = read("Lena Paris sued the clinic. Paris says it was unsafe.").register.locals
    assert [local.cls for local in found if local.name == "Lena Paris"] == ["Person"]


def test_mr_and_mrs_of_one_name_are_two(pipeline: None) -> None:
    found = read("Mrs Reed sued the clinic. Mr Reed apologised.").register.locals
    assert [local.name for local in found if local.cls == "Person" and local.phrases] == ["Reed", "Reed"]


def test_people_told_by_their_number_go_by_their_noun_too(pipeline: None) -> None:
    found = read("A group of residents sued the company. Hundreds of protesters marched.").register.locals
    aliases = [set(local.aliases) for local in found if local.cls == "Group"]
    assert {"A group of residents", "residents"} <= aliases[0]
    assert {"Hundreds of protesters", "protesters"} <= aliases[1]


def test_staff_told_by_their_number_stand_for_nobody_else(pipeline: None) -> None:
    """Their number and their noun are one phrase, which is not looked up in itself."""
    assert bound("Helen Marsh sent the plan to two of her own officials.")["two of her own officials"] == "two of her own officials"


def test_a_heading_in_capitals_names_what_the_text_names(pipeline: None) -> None:
    found = read("# MARLOW WATER FACES FINE OVER SPILLS\n\nThe River Agency has fined Marlow Water.").register.locals
    assert {local.name for local in found if local.named and local.phrases} == {"River Agency", "Marlow Water"}


@pytest.mark.parametrize(("label", "inside"), [("compound", "child in need plans"), ("obj", "plans")])
def test_a_preposition_may_stand_inside_a_compound(label: str, inside: str) -> None:
    doc = parse(f"""
        criticised  criticise VERB VBD -      root
        child       _         NOUN NN  {"plans" if label == "compound" else "criticised"} {label}
        in          _         ADP  IN  need   case
        need        _         NOUN NN  child  nmod
        plans       plan      NOUN NNS criticised obj
    """)
    head = word(doc, "plans")
    assert words_of(doc, left_edge(head), head.i) == inside
