"""Quotations: which marks open and close, which are apostrophes, what runs over paragraphs, and what is only a scare quote."""
from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Block, BlockKind
from kg.speech.quotations import Quotation, find_quotations


def paragraphs(text: str, kind: BlockKind = BlockKind.PARAGRAPH) -> list[Block]:
    """One block for each line that is not blank."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start, start + len(line), kind))
        start += len(line) + 1
    return blocks


def find(text: str) -> list[Quotation]:
    return find_quotations(text, paragraphs(text))


def inner(text: str) -> list[str]:
    return [text[q.start:q.end] for q in find(text)]


@pytest.mark.parametrize(("text", "expected"), [
    ("She said: “We are sorry.” He left.", ["We are sorry."]),
    ('She said: "We are sorry." He left.', ["We are sorry."]),
    ("She said: ‘We are sorry.’ He left.", ["We are sorry."]),
    ("She said: 'We are sorry.' He left.", ["We are sorry."]),
    ("“We are sorry,” she said, “and we will act.”", ["We are sorry,", "and we will act."]),
    ('"We have begun." The rest of it said: “Not yet.”', ["We have begun.", "Not yet."]),
    ('It says: "They have put it right.” The end.', ["They have put it right."]),
    ("An 'inadequate' rating for the children's services of two towns.", ["inadequate"]),
    ("An ‘inadequate’ rating for the children’s services of two towns.", ["inadequate"]),
    ("The councils' plans and the parents' worries", []),
    ("The councils’ plans and the parents’ worries", []),
    ("Back in the ’90s and the '80s it wasn't so, and 'twas worse for 'em", []),
    ("Rock 'n' roll at the boss' office", []),
    ("‘The councils’ plans are bad,’ he said.", ["The councils’ plans are bad,"]),
    ("'The councils' plans are bad,' he said.", ["The councils' plans are bad,"]),
    ("He called them 'failing services' in the town and 'a mess' besides.", ["failing services", "a mess"]),
    ("He called them ‘failing services’ in the town.", ["failing services"]),
    ("“They told us ‘wait your turn’ and left,” she said.", ["They told us ‘wait your turn’ and left,", "wait your turn"]),
    ("'They told us \"wait your turn\" and left,' she said.", ['They told us "wait your turn" and left,', "wait your turn"]),
    ("“He said “no” to me,” she said.", ["He said “no” to me,", "no"]),
    ("(“not good enough”)", ["not good enough"]),
    ("the report—“a disgrace”—was late", ["a disgrace"]),
    ("It is 6' 2\" tall and 5'10\" wide", []),
    ("don`t know ‘ or '", []),
    ("“” and ''", []),
    ("``We are sorry,`` she said. ``It will not do.''", ["We are sorry,", "It will not do."]),
    ("“We are sorry,’’ she said. “It will not do.’’", ["We are sorry,", "It will not do."]),
    ("It ‘‘failed the ‘public’’’ for years, said ‘‘Jane’’.", ["failed the ‘public’", "public", "Jane"]),
    ("It is 'cause for concern' in the town", ["cause for concern"]),
    ('Resources would be open to schools," For example, schools can run their own".', ["For example, schools can run their own"]),
])
def test_marks(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("The bridge is much safer than it was,” the report says.", "The bridge is much safer than it was,"),
    ("He walked in. The bridge is safer,” he said.", "The bridge is safer,"),
    ("“We never knew", "We never knew"),
    ("“We never knew. She left and “they stayed.”", "We never knew."),
])
def test_a_missing_mark_is_made_good_and_told(text: str, expected: str) -> None:
    first = find(text)[0]
    assert (text[first.start:first.end], first.balanced) == (expected, False)


def test_a_closing_mark_alone_without_a_speech_comma_is_no_quotation() -> None:
    assert inner("A team was formed, which gave staff time to work well”.") == []
    assert inner("The beam is 6\" thick.") == []


def test_running_quotations_are_chained() -> None:
    text = "She said: “One.\n\n“Two.\n\n“Three.”\n\nHe said “Four.”\n\n“Five.”"
    assert inner(text) == ["One.", "Two.", "Three.", "Four.", "Five."]
    assert [q.continues for q in find(text)] == [None, 0, 1, None, None]
    assert [q.balanced for q in find(text)] == [False, False, True, True, True]


def test_running_quotations_in_single_and_in_mixed_marks() -> None:
    assert [q.continues for q in find("‘One’s own.\n\n‘Two.’")] == [None, 0]
    assert [q.continues for q in find("He said: “One.\n\n\"Two.”")] == [None, 0]


def test_a_running_quotation_passes_over_a_caption() -> None:
    text = "“One.\n\nA picture.\n\n“Two.”"
    blocks = paragraphs(text)
    blocks[1] = Block(blocks[1].start, blocks[1].end, BlockKind.CAPTION)
    assert [q.continues for q in find_quotations(text, blocks)] == [None, 0]


def test_a_paragraph_between_ends_a_running_quotation() -> None:
    assert [q.continues for q in find("“One.\n\nHe sat down.\n\n“Two.”")] == [None, None]


def test_boilerplate_and_bylines_are_not_read() -> None:
    assert find_quotations("“One.”", [Block(0, 6, BlockKind.BOILERPLATE)]) == []
    assert find_quotations("“One.”", [Block(0, 6, BlockKind.BYLINE)]) == []


@pytest.mark.parametrize(("text", "scare"), [
    ("an ‘inadequate’ rating", True), ("the “legacy backlog” of claims", True), ("rated “requires improvement” by", True),
    ("“No,” she said", False), ("she said: “Never.”", False), ("“we are sorry”", False), ("it “isn’t right”", False),
    ("‘Forced Adoptions - We Want Our Children Back’", False), ("“widespread and serious weaknesses”", False),
])
def test_scare_quotes(text: str, scare: bool) -> None:
    assert [q.scare for q in find(text)] == [scare]


def test_offsets_and_parents() -> None:
    text = "  “They told us ‘wait’,” she said."
    outer, nested = find(text)
    assert text[outer.outer_start:outer.outer_end] == "“They told us ‘wait’,”"
    assert text[nested.outer_start:nested.outer_end] == "‘wait’"
    assert (outer.parent, nested.parent) == (None, 0)


@settings(deadline=None)
@given(st.text(alphabet="ab s.,\n“”‘’\"'-(I9é", max_size=120))
def test_any_text(text: str) -> None:
    found = find(text)
    for index, q in enumerate(found):
        assert 0 <= q.outer_start <= q.start < q.end <= q.outer_end <= len(text)
        assert q.continues is None or q.continues < index
        assert q.parent is None or (found[q.parent].outer_start <= q.outer_start and q.outer_end <= found[q.parent].outer_end)
    assert found == sorted(found, key=lambda q: (q.outer_start, -q.outer_end))


@pytest.mark.parametrize("unit", ["“", "”", "\"", "'", "‘", "’", "a,” ", "a.” B", ".'", "\n ", " '", "s' a", "“ ‘", "“a” ", "." + " " * 50])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    def taken(text: str) -> float:
        started = time.process_time()
        find_quotations(text, [Block(0, len(text), BlockKind.PARAGRAPH)])
        return time.process_time() - started

    for short in (unit * (25_000 // len(unit)), "“" * 2_500 + "”" * 2_500):
        assert taken(short * 8) < 24 * taken(short) + 0.5  # eight times the text; squared it would be sixty-four times the work
