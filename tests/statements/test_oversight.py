"""How news tells that somebody was inspected, graded, looked into or penalised; invented bodies and people."""
from __future__ import annotations

import pytest

from kg.read import read_document
from kg.statements.extract import Extractor
from tests.statements.test_readings import Edge, edges


@pytest.mark.parametrize(("text", "edge"), [
    # sums between a penalty and whom it is on
    ("The Marlow Energy Regulator served penalties totalling £90,000 on Denby Gas.", ("sanctioned", "Marlow Energy Regulator", "Denby Gas")),
    ("The Marlow Energy Regulator issued fines of $2,000 against Denby Gas.", ("sanctioned", "Marlow Energy Regulator", "Denby Gas")),
    ("The Marlow Energy Regulator imposed $2 million in fines on Denby Gas.", ("sanctioned", "Marlow Energy Regulator", "Denby Gas")),
    ("Denby Gas was served with a £40,000 penalty by the Marlow Energy Regulator.", ("sanctioned", "Marlow Energy Regulator", "Denby Gas")),
    ("The Marlow Energy Regulator has cited Denby Gas for nine violations.", ("sanctioned", "Marlow Energy Regulator", "Denby Gas")),
    ("The Denby School Board placed Helen Tarrant on administrative leave.", ("sanctioned", "Denby School Board", "Helen Tarrant")),
    # behind a relative clause of the object
    ("The Care Regulator placed two care homes which look after adults in special measures.", ("sanctioned", "Care Regulator", "two care homes")),
    # a charge is no penalty
    ("A grand jury indicted Helen Tarrant, 58, and the clerk for fraud.", ("accused", "grand jury", "Helen Tarrant")),
    # looked into
    ("Helen Tarrant, who oversaw the inquiry into Denby Police, resigned.", ("investigated", "Helen Tarrant", "Denby Police")),
    ("The auditor examined whether the Ministry of Roads had the skills to buy bridges.", ("investigated", "auditor", "Ministry of Roads")),
    # graded
    ("Denby Police was told it ‘requires improvement’ by inspectors.", ("rated", "inspectors", "Denby Police")),
    ("The minister acted after a Care Standards Agency inspection rated Marlow Hospital inadequate.",
     ("rated", "Care Standards Agency", "Marlow Hospital")),
])
def test_says(extractor: Extractor, text: str, edge: Edge) -> None:
    assert edge in edges(extractor, text)


@pytest.mark.parametrize(("text", "type_"), [
    # what somebody does in general
    ("The Care Regulator inspects hospitals and investigates complaints.", "inspected"),
    ("The Care Regulator inspects hospitals and investigates complaints.", "investigated"),
    ("The Care Regulator said that complaints are not always investigated.", "investigated"),
    # to fail is no grade, and a law has none
    ("The Care Regulator accused Marlow Hospital of failing to report deaths.", "rated"),
    ("The Care Regulator found the Marlow Hospitals Act to be inadequate.", "rated"),
    # whose gerund it is is not said
    ("The report found gaps in reviewing the Harbour Programme.", "investigated"),
    ("A grand jury indicted Helen Tarrant, 58, and the clerk for fraud.", "sanctioned"),
])
def test_does_not_say(extractor: Extractor, text: str, type_: str) -> None:
    assert type_ not in {kind for kind, *_ in edges(extractor, text)}


def test_a_headline_tells_of_the_day(extractor: Extractor) -> None:
    assert ("investigated", "Care Regulator", "hospitals") in edges(extractor, "Care Regulator investigates hospitals\n\nIt said so on Friday.\n")


def test_what_a_report_to_come_includes_is_to_come(extractor: Extractor) -> None:
    text = "The Care Regulator is expected to publish more reports, including its investigation into Marlow Hospital."
    statements = extractor.extract(read_document("a.txt", text.encode())).statements
    assert {s.modality.value for s in statements if s.type == "investigated"} == {"planned"}


def test_a_name_with_of_does_not_say_what_it_is_accused_of(extractor: Extractor) -> None:
    text = "The auditor accused the Ministry of Roads of losing £3m."
    statements = extractor.extract(read_document("a.txt", text.encode())).statements
    assert [dict(s.qualifiers)["about"] for s in statements if s.type == "accused"] == ["losing £3m"]


@pytest.mark.parametrize(("text", "edge"), [
    ("The tenants sued Denby County Sheriff Helen Tarrant in federal court.", ("accused", "tenants", "Helen Tarrant")),
    ("The lawsuit accuses Denby Prison of ignoring complaints.", ("accused", "lawsuit", "Denby Prison")),
    ("The claim was filed by prisoners who criticised Denby Prison.", ("criticised", "prisoners", "Denby Prison")),
    ("Thousands joined a march against the closure of the library organised by the Denby Tenants Union.",
     ("organised", "Denby Tenants Union", "march")),
    ("Parents have launched a campaign to save the pool.", ("organised", "Parents", "campaign")),
    ("Campaigners collected 3,000 signatures against the closure.", ("campaigned_against", "Campaigners", "closure")),
])
def test_says_how_people_go_against_a_body(extractor: Extractor, text: str, edge: Edge) -> None:
    assert edge in edges(extractor, text)


@pytest.mark.parametrize(("text", "type_", "name"), [
    ("The Care Regulator carried out an inspection of Marlow House in Denby.", "inspected", "Denby"),
    ("The agency found violations of the Clean Rivers Act.", "criticised", "Clean Rivers Act"),
    ("The Prison Ombudsman has started an investigation.", "organised", "Prison Ombudsman"),
    ("The Energy Regulator has the power to fine Denby Gas.", "sanctioned", "Denby Gas"),
    ("I write, as suggested by Helen Tarrant, to ask the council to act.", "called_for", "Helen Tarrant"),
])
def test_does_not_make_of_a_name(extractor: Extractor, text: str, type_: str, name: str) -> None:
    assert all(name not in ends for kind, *ends in edges(extractor, text) if kind == type_)


@pytest.mark.parametrize(("text", "type_", "modality"), [
    ("Denby Prison had been due to be inspected by the Prison Ombudsman.", "inspected", "planned"),
    ("Tenants gathered outside the hall to demand the resignation of the mayor.", "called_for", "asserted"),
    ("Tenants will gather outside the hall to demand the resignation of the mayor.", "called_for", "planned"),
])
def test_puts(extractor: Extractor, text: str, type_: str, modality: str) -> None:
    statements = extractor.extract(read_document("a.txt", text.encode())).statements
    assert {s.modality.value for s in statements if s.type == type_} == {modality}


def test_a_sentence_is_on_the_word_of_whom_it_ends_with(extractor: Extractor) -> None:
    text = "Helen Tarrant has vowed to stay amid the row over her pay, according to the Denby Echo."
    statements = extractor.extract(read_document("a.txt", text.encode())).statements
    assert [s.attributed_to.text for s in statements if s.type == "pledged" and s.attributed_to] == ["Denby Echo"]


def test_who_gives_a_name_for_themselves_speaks_in_a_document(extractor: Extractor) -> None:
    text = "My name is Helen Tarrant.\n\nI live in Denby and I have two sons.\n\nI think that Denby Council has ignored us and I am angry.\n"
    assert ("accused", "Helen Tarrant", "Denby Council") in edges(extractor, text)
