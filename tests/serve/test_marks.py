"""Quotations marked in a text: every character stays, each span covers its own and no other, wherever spans overlap."""
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.serve.marks import Piece, context, paragraphs
from kg.view.text import legible

TEXT = "One two three.\n\nFour five.\nSix."


def shown(pieces: list[Piece]) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(piece.text, piece.spans, piece.begun) for piece in pieces]


def test_a_paragraph_is_cut_where_spans_begin_and_end() -> None:
    first, second, third = paragraphs(TEXT, [(4, 13), (8, 20), (4, 7)])
    assert shown(first) == [("One ", (), ()), ("two", ("4-7", "4-13"), ("4-7", "4-13")), (" ", ("4-13",), ()), ("three", ("4-13", "8-20"), ("8-20",)),
                            (".", ("8-20",), ())]
    assert shown(second) == [("Four", ("8-20",), ()), (" five.", (), ())]
    assert shown(third) == [("Six.", (), ())]


def test_a_span_that_is_not_in_the_text_marks_nothing() -> None:
    assert shown(paragraphs("One.", [(0, 9), (-1, 2), (2, 2), (3, 1)])[0]) == [("One.", (), ())]


def test_the_context_of_a_quotation_is_its_paragraph_and_those_close_by() -> None:
    text = "Far off. " * 90 + "\nBefore.\nThe words stand here.\nAfter.\n" + "Far too. " * 90
    start = text.index("words")
    pieces = context(text, (start, start + 5))
    assert [piece.text for piece in pieces[2]] == ["The ", "words", " stand here."]
    assert [part[0].text for part in pieces if len(part) == 1][1:3] == ["Before.", "After."]
    assert max(len(part[0].text) for part in pieces) <= 700


@given(text=st.text(alphabet="ab \n\x07\ud800", max_size=60), data=st.data())
def test_marking_loses_and_moves_nothing(text: str, data: st.DataObject) -> None:
    place = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(place, place), max_size=6))
    lines = [line for line in text.split("\n") if line.strip()]
    marked = paragraphs(text, spans)
    assert ["".join(piece.text for piece in pieces) for pieces in marked] == [legible(line) for line in lines]
    for name in {f"{a}-{b}" for a, b in spans if a < b}:
        a, b = map(int, name.split("-"))
        wanted = sum(len(text[max(a, low) : min(b, high)]) for low, high in _lines(text) if text[low:high].strip() and max(a, low) < min(b, high))
        assert sum(len(piece.text) for pieces in marked for piece in pieces if name in piece.spans) == wanted
        assert sum(name in piece.begun for pieces in marked for piece in pieces) == (1 if wanted else 0)


def _lines(text: str) -> list[tuple[int, int]]:
    found, start = [], 0
    for line in text.split("\n"):
        found.append((start, start + len(line)))
        start += len(line) + 1
    return found
