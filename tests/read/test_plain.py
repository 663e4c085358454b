from __future__ import annotations

import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DocumentError
from kg.model import BlockKind
from kg.read import read_document
from kg.read.boilerplate import is_boilerplate
from kg.read.plain import MARKER, split
from tests.read.samples import kinds_of, plain, text_of

LONG = "The council has said that it will publish a plan for every library in the county before the end of the year, and that it is sorry. " * 3
WORDS = st.lists(st.text("abcdefghij’é", min_size=1, max_size=9), min_size=1, max_size=40).map(lambda words: " ".join(["a", *words]))


def test_blank_lines_and_single_line_ends_part_paragraphs() -> None:
    text = "One sentence here.\nAnother one here.\n\nA third."
    assert [text[block.start:block.end] for block in split(text)] == ["One sentence here.", "Another one here.", "A third."]


def test_a_hard_wrapped_paragraph_is_one_block() -> None:
    for width in (60, 72, 90):
        wrapped = textwrap.fill(LONG, width)
        text = f"{wrapped}\n\n{wrapped}\nShort last.\n"
        assert [text[block.start:block.end] for block in split(text)][:1] == [wrapped]
        assert len(split(text)) == 3 or text.splitlines()[-2].endswith("sorry.")


def test_items_lose_their_markers() -> None:
    document = plain("The report asks for:\n\n • More nurses on wards\n • A new building\n1. One thing\n[2] A note")
    assert text_of(document, BlockKind.ITEM) == ["More nurses on wards", "A new building", "One thing", "A note"]


def test_line_ends_and_byte_order_mark() -> None:
    data = b"\xef\xbb\xbfOne line here.\r\n\r\nTwo lines here.\r\n"
    document = read_document("a.txt", data)
    assert document.text == "One line here.\r\n\r\nTwo lines here.\r\n"
    assert text_of(document) == ["One line here.", "Two lines here."]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=400))
@settings(max_examples=150, deadline=None)
def test_blocks_are_ordered_disjoint_inside_and_trimmed(text: str) -> None:
    for name in ("a.txt", "a.md"):
        try:
            document = read_document(name, ("Words here " + text).encode())
        except DocumentError:  # so many control characters that it counts as binary
            continue
        end = 0
        for block in document.blocks:
            assert end <= block.start < block.end <= len(document.text)
            piece = document.text[block.start:block.end]
            assert piece == piece.strip()
            end = block.end


@given(st.lists(st.tuples(st.sampled_from(["", "- ", "• ", "1. "]), WORDS, st.sampled_from(["\n", "\n\n", "\r\n"])), min_size=1, max_size=12))
@settings(max_examples=150, deadline=None)
def test_no_word_is_lost(lines: list[tuple[str, str, str]]) -> None:
    document = plain("".join(marker + words + "." + end for marker, words, end in lines))
    kept = [word for piece in text_of(document) for word in piece.split()]
    markers = {"-", "•", "1."}
    assert [word for word in kept if word not in markers] == [word for word in document.text.split() if word not in markers]


@given(WORDS)
@settings(max_examples=100, deadline=None)
def test_a_sentence_is_not_boilerplate_for_its_length(words: str) -> None:
    sentence = f"Parents said that {words}."
    assert not is_boilerplate(sentence)
    assert kinds_of(plain(sentence)) == ["paragraph"]


def test_a_lone_marker_is_no_item() -> None:
    assert MARKER.match("- ") is None
    assert MARKER.match("a fine day") is None
