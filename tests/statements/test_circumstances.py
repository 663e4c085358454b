"""How what a document states is put, through the real pipeline, on short texts about invented bodies and people."""
from __future__ import annotations

import pytest

from kg.read import read_document
from kg.statements.extract import Extractor


def put(extractor: Extractor, text: str, type_: str) -> list[tuple[str, str | None]]:
    """The modality and date of each statement of a type in a text of Wednesday 12 May 2021."""
    document = read_document("a.md", f"---\ndate: 2021-05-12\n---\n\n{text}\n".encode())
    return [(s.modality.value, dict(s.qualifiers).get("date")) for s in extractor.extract(document).statements if s.type == type_]


@pytest.mark.parametrize(("text", "type_", "modality"), [
    ("The River Agency is due to publish its report in June.", "published", "planned"),
    ("Denby Council has yet to publish the report.", "published", "negated"),
    ("The River Agency has been told to investigate Marlow Water plc.", "investigated", "planned"),
    ("Ann Reed accused Denby Council of funding the Marlow Trust.", "funded", "alleged"),
    ("Denby Council stands accused of funding the Marlow Trust.", "funded", "alleged"),
    ("# Denby Council 'sacked' nurse Ann Reed\n\nIt met on Monday.", "sanctioned", "alleged"),
    ("# Denby Council sacked nurse Ann Reed\n\nIt met on Monday.", "sanctioned", "asserted"),
])
def test_how_a_deed_is_put(extractor: Extractor, text: str, type_: str, modality: str) -> None:
    assert [m for m, _ in put(extractor, text, type_)] == [modality]


def test_what_was_supposed_to_be_done_is_not_put_forward(extractor: Extractor) -> None:
    assert put(extractor, "The River Agency was supposed to inspect Brookfield School.", "inspected") == []


@pytest.mark.parametrize(("text", "expected"), [
    ("A march organised by the union will take place on Saturday.", ("planned", "2021-05-15")),
    ("A vigil organised by the families is planned for this Sunday.", ("planned", "2021-05-16")),
    ("The rally, organised by the union, takes place next Saturday.", ("planned", "2021-05-15")),
    ("A protest organised by the union was called off.", ("negated", None)),
    ("A protest organised by the union drew hundreds on Monday.", ("asserted", "2021-05-10")),
])
def test_an_event_is_put_as_the_verb_that_tells_of_it(extractor: Extractor, text: str, expected: tuple[str, str | None]) -> None:
    assert put(extractor, text, "organised") == [expected]


def test_the_words_that_a_head_quotes_are_parsed_without_their_marks(extractor: Extractor) -> None:
    document = read_document("a.md", "# Denby Council ‘failed families’, inspectors say\n\nIt met on Monday.".encode())
    found = [s for s in extractor.extract(document).statements if s.type == "criticised"]
    assert [s.evidence.text for s in found] == ["Denby Council ‘failed families’, inspectors say"]


def test_who_was_sacked_stands_accused_of_nothing(extractor: Extractor) -> None:
    document = read_document("a.md", b"Supporters claim Ann Reed was sacked by Denby Council.")
    extraction = extractor.extract(document)
    names = {r.id: r.name for r in extraction.referents}
    accused = [names[s.object.referent] for s in extraction.statements if s.type == "accused" and s.object is not None]
    assert "Ann Reed" not in accused
