"""The marked documents: what is marked stands in their texts, and of relations of the ontology."""
from __future__ import annotations

import pytest

from kg.knowledge.ontology import load
from tests.relations import FOLDER, documents


@pytest.mark.parametrize("source", ["texts", "news"])
def test_marks_stand_in_their_sentences(source: str) -> None:
    read = list(documents(source))  # which checks the offsets
    assert len(read) > 400
    marks = [(m, d.document.text) for d in read for m in d.marks]
    assert {m.relation for m, _ in marks} <= set(load().relations)
    assert {m.how for m, _ in marks} <= {"", "?", "~", "!"}
    assert all(text[a:b].strip() == text[a:b] != "" for m, text in marks for a, b in (*m.subject, *(m.object or ())))


def test_every_text_is_marked() -> None:
    assert {p.stem for p in (FOLDER / "texts").glob("*.txt")} == {d.name.removeprefix("texts/") for d in documents("texts")}
