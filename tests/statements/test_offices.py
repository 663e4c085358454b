"""The offices that a document words, through the real pipeline, on short texts about invented bodies and people."""
from __future__ import annotations

import pytest

from kg.read import read_document
from kg.statements.extract import Extractor


def offices(extractor: Extractor, text: str, type_: str = "holds_role") -> list[tuple[str, str | None]]:
    """The object and the role of each statement of a type."""
    extraction = extractor.extract(read_document("a.md", text.encode()))
    names = {r.id: r.name for r in extraction.referents}
    return [(names[s.object.referent], dict(s.qualifiers).get("role")) for s in extraction.statements if s.type == type_ and s.object is not None]


@pytest.mark.parametrize(("text", "body", "role"), [
    ("Tom Vale, who heads the Marlow Trust, apologised.", "Marlow Trust", "head"),
    ("Tom Vale led Denby Council from 2012 to 2019.", "Denby Council", "leader"),
    ("Ann Reed, who chairs the Marlow Trust, apologised.", "Marlow Trust", "chair"),
    ("Tom Vale, editor at large at the Denby Gazette, criticised Denby Council.", "Denby Gazette", "editor at large"),
    ("Tom Vale, the former Marlow Trust chairman, apologised.", "Marlow Trust", "former chairman"),
    ("Former Denby Council leader Tom Vale apologised.", "Denby Council", "former leader"),
])
def test_the_words_of_an_office(extractor: Extractor, text: str, body: str, role: str) -> None:
    assert offices(extractor, text) == [(body, role)]


@pytest.mark.parametrize(("text", "type_", "body", "role"), [
    ("The chief executive of Denby Council has resigned.", "resigned", "Denby Council", "chief executive"),
    ("Denby Council chief executive Tom Vale resigned on Friday.", "resigned", "Denby Council", "chief executive"),
    ("The minister accepted the resignation of the head of the Border Agency, Tom Vale.", "resigned", "Border Agency", "head"),
    ("Ann Reed has announced her resignation as leader of Denby Council.", "resigned", "Denby Council", "leader"),
    ("Ann Reed has tendered her resignation as chair of the Marlow Trust.", "resigned", "Marlow Trust", "chair"),
    ("The resignation of Ann Reed as chair of the Marlow Trust was announced on Monday.", "resigned", "Marlow Trust", "chair"),
    ("Denby Council announced the resignation of Ann Reed as its chief executive.", "resigned", "Denby Council", "chief executive"),
    ("Ann Reed has left her post as chair of the Marlow Trust.", "resigned", "Marlow Trust", "chair"),
    ("Chief executive Tom Vale, who was appointed by Denby Council in 2019, apologised.", "appointed", "Tom Vale", "Chief executive"),
    ("Tom Vale, chair of the Marlow Trust, resigned from Denby Council.", "resigned", "Denby Council", None),
])
def test_the_office_that_somebody_takes_up_or_leaves(extractor: Extractor, text: str, type_: str, body: str, role: str | None) -> None:
    assert offices(extractor, text, type_) == [(body, role)]


@pytest.mark.parametrize("text", [
    "Tom Vale accepted her resignation as chair of the Marlow Trust.",
    "Tom Vale announced the resignation of Ann Reed as chair of the Marlow Trust.",
    "Tom Vale confirmed the departure of Ann Reed.",
    "Tom Vale announced the retirement of Ann Reed.",
    "Tom Vale demanded the resignation of the chair of the Marlow Trust.",
    "Tom Vale backed her job as chair of the Marlow Trust.",
])
def test_nobody_leaves_or_has_the_office_of_another(extractor: Extractor, text: str) -> None:
    extraction = extractor.extract(read_document("a.md", text.encode()))
    names = {r.id: r.name for r in extraction.referents}
    assert [s for s in extraction.statements if s.type in ("resigned", "holds_role") and names[s.subject.referent] == "Tom Vale"] == []


def test_two_offices_in_one_breath_are_both_told_by_one_statement(extractor: Extractor) -> None:
    text = "Ann Reed, deputy leader and cabinet member for housing at Denby Council, apologised."
    extraction = extractor.extract(read_document("a.md", text.encode()))
    held, = (s for s in extraction.statements if s.type == "holds_role")
    assert [value for name, value in held.qualifiers if name == "role"] == ["deputy leader", "cabinet member for housing"]
    assert len([s for s in extraction.statements if s.type == "apologised"]) == 1


@pytest.mark.parametrize(("text", "roles"), [
    ("Councillor Ann Reed, the council's cabinet member for housing, apologised. Denby Council met.", ["cabinet member for housing", "Councillor"]),
    ("Denby Council met. The council leader, Councillor Ann Reed, apologised.", ["council leader", "Councillor"]),
    ("Denby Council met. The apology was made by children's portfolio holder, Councillor Ann Reed.", ["children's portfolio holder", "Councillor"]),
    ("Denby NHS Trust met. Chief executive, Dr Ann Reed, apologised.", ["Chief executive"]),
    ("Denby Council met. The nurses' union leader, Ann Reed, apologised.", []),
])
def test_the_office_of_a_title_comes_last_and_no_title_hides_another(extractor: Extractor, text: str, roles: list[str]) -> None:
    extraction = extractor.extract(read_document("a.md", text.encode()))
    held = [s for s in extraction.statements if s.type == "holds_role"]
    assert [value for s in held for name, value in s.qualifiers if name == "role"] == roles


def test_another_person_beside_one_in_office_is_another(extractor: Extractor) -> None:
    extraction = extractor.extract(read_document("a.md", b"Ann Reed, the council leader, and residents criticised Denby Trains."))
    assert len([s for s in extraction.statements if s.type == "criticised"]) == 2


def test_what_somebody_denies_that_it_is_reported_is_not_so(extractor: Extractor) -> None:
    extraction = extractor.extract(read_document("a.md", b"Tom Vale was forced to deny reports that he had resigned from Denby Council."))
    assert [s.modality.value for s in extraction.statements if s.type == "resigned"] == ["negated"]
