"""In which body an office is held, where its own words name none, a place, or a task between the two."""

from __future__ import annotations

import pytest

from kg.statements.extract import Extractor
from tests.statements.test_extract import Expected, check, extract, says


@pytest.mark.parametrize(("text", "expected"), [
    ("Ohio Public Safety Director Ana Roe agreed.", says("holds_role", "Ana Roe", "Ohio", role="Public Safety Director")),
    ("Toledo County Commissioners Chairman Peter Roe agreed.", says("holds_role", "Peter Roe", "Toledo County", role="Commissioners Chairman")),
    ("DNU Professional Nursing Adviser Ana Roe agreed.", says("holds_role", "Ana Roe", "DNU", role="Professional Nursing Adviser")),
    ("Kerala Deputy Chief Minister Ravi Roe agreed.", says("holds_role", "Ravi Roe", "Kerala", role="Deputy Chief Minister")),
    ("Denby Police Superintendent Tom Roe is leaving.", says("holds_role", "Tom Roe", "Denby Police", role="Superintendent")),
    ("Denby police officer Kim Lee was sacked. Denby police released a video.",
     says("holds_role", "Kim Lee", "Denby police", role="police officer")),
    ("Judges under Chief Justice Ann Roe criticised the board. The Denby High Court fined it.",
     says("holds_role", "Ann Roe", "Denby High Court", role="Chief Justice")),
    ("In an email to staff at Marlow University, chief finance officer Tom Roe said so.",
     says("holds_role", "Tom Roe", "Marlow University", role="chief finance officer")),
    ("The Office of the Information Commissioner has fined it.\n\nInformation Commissioner Ann Roe agreed.",
     says("holds_role", "Ann Roe", "Office of the Information Commissioner", role="Information Commissioner")),
    ("The Office of the Children's Commissioner met Denby Council. Children's Commissioner Ann Roe agreed.",
     says("holds_role", "Ann Roe", "Office of the Children's Commissioner", role="Children's Commissioner")),
    ("Led by the chair of the Centre for Open Budgets (COB), Peter Roe, the marchers sat down.",
     says("holds_role", "Peter Roe", "Centre for Open Budgets", role="chair")),
])
def test_the_body_of_an_office(extractor: Extractor, text: str, expected: Expected) -> None:
    check(extractor, text, expected)


@pytest.mark.parametrize(("text", "edges"), [
    ("The chairman of the Fraud Commission, Musa Bello, agreed.\n\nThe chairman of the Centre for Open Budgets disagreed.",
     {("Musa Bello", "Fraud Commission")}),
    ("Denby Council’s leaders have been blamed for it.\n\nParks came up on Monday, and the spokesman for parks and families "
     "Councillor Peter Roe apologised.", {("Peter Roe", "Denby Council")}),
    ("Led by Peter Roe, the campaigners in Tarle sat down.", set()),
    ("The Health Quality Authority of Denby published it.\n\nHealth Minister Jane Doe agreed.", set()),
    ("New Zealand's Prime Minister Jane Doe met the New Zealand government.", {("Jane Doe", "New Zealand")}),
    ("State Sen. Jane Doe, who met the firm, called on Mayor Tom Roe to resign.", set()),
    ("Georgia State Sen. Jane Doe praised Mayor Tom Roe.", set()),
    ("The firm sells in France. Mayor Tom Roe agreed.", set()),
    ("U.S. Rep. Jane Doe met Mayor Tom Roe.", set()),
    ("Jane Doe lives in Oakvale, Ohio. Mayor Tom Roe agreed.", {("Tom Roe", "Oakvale")}),
    ("The firm sells in Ohio. Governor Tom Roe agreed.", {("Tom Roe", "Ohio")}),
])
def test_nobody_gets_an_office_that_is_another_s(extractor: Extractor, text: str, edges: set[tuple[str, str]]) -> None:
    extraction = extract(extractor, text)
    names = {r.id: r.name for r in extraction.referents if r.named}
    found = {(names[s.subject.referent], names[s.object.referent]) for s in extraction.statements
             if s.type == "holds_role" and s.object and {s.subject.referent, s.object.referent} <= names.keys()}
    assert found == edges


def test_a_new_holder_of_an_office_is_where_the_last_one_was(extractor: Extractor) -> None:
    check(extractor, "Tarle Police Superintendent Tom Roe is leaving.\n\nAnn Poe sits on the Marlow Board of Commissioners.\n\n"
          "Kim Lee will be named as acting superintendent.",
          says("holds_role", "Tom Roe", "Tarle Police", role="Superintendent"),
          says("holds_role", "Kim Lee", "Tarle Police", modality="planned", role="acting superintendent"))


def test_the_word_before_a_title_is_no_place(extractor: Extractor) -> None:
    extraction = extract(extractor, "State Sen. Jane Doe and State Rep. Tom Roe sued the Denby School Board.")
    assert {r.name for r in extraction.referents} == {"Jane Doe", "Tom Roe", "Denby School Board"}
