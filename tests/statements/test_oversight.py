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
    ("The Marlow Energy Regulator upheld $2 million in fines against Denby Gas.", ("sanctioned", "Marlow Energy Regulator", "Denby Gas")),
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
    ("The minister acted after a Care Regulator inspection rated Marlow Hospital inadequate.", ("rated", "Care Regulator", "Marlow Hospital")),
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
