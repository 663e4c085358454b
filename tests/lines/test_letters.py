"""Letters: who is written to, who signed, and what of them is no story."""
from __future__ import annotations

import pytest

from kg.lines.letters import find_letter
from kg.model import BlockKind, Document
from kg.read import read_document

BODY = "\n\nWe ask you to keep the Marlow ward open. It has served the town for years.\n\nNobody has told us why it must close.\n\n"


def letter(head: str, tail: str) -> Document:
    return read_document("a.txt", (head + BODY + tail + "\n").encode())


def ends(document: Document) -> tuple[str | None, str | None]:
    """Who is written to, and who wrote."""
    found = find_letter(document.text, document.blocks)
    to = document.text[found.addressee.start : found.addressee.end] if found and found.addressee else None
    return to, document.author.value if document.author else None


@pytest.mark.parametrize(("head", "tail", "expected"), [
    ("Dear Ms Voss,", "Yours sincerely,\n\nTom Hale\n\nChair, Friends of Marlow Ward", ("Ms Voss", "Tom Hale")),
    ("4 March 2024\n\nDear Minister:", "Best wishes,\n\nTom Hale", ("Minister", "Tom Hale")),
    ("Mary Voss, Chief Executive\n\nMarlow Hospital Trust\n\nSir,", "Yours faithfully\n\n[Signed] Tom Hale\n\nTOM HALE", ("Mary Voss", "Tom Hale")),
    ("Open letter to Mary Voss (2024)\n\nDear Ms Voss,", "In solidarity,\n\nTom Hale", ("Mary Voss", "Tom Hale")),
    ("Dear friends,", "Stay in touch,\n\nTom Hale\n\nMember of Congress", (None, "Tom Hale")),
    ("Dear Mary Voss,", "Love,\n\nBill", ("Mary Voss", None)),
    ("Mary Voss\n\n4 March 2024\n\nDear Ms Voss,", "Yours, Bill", ("Mary Voss", None)),
])
def test_the_ends_of_a_letter(head: str, tail: str, expected: tuple[str | None, str | None]) -> None:
    assert ends(letter(head, tail)) == expected


def test_neither_address_nor_signature_is_told_as_a_story() -> None:
    document = letter("Open letter to Mary Voss\n\nMarlow Hospital Trust\n\nDear Ms Voss,", "Yours sincerely,\n\nTom Hale")
    assert document.title is not None
    assert document.title.value == "Open letter to Mary Voss"
    bylines = [document.text[b.start : b.end] for b in document.blocks if b.kind is BlockKind.BYLINE]
    assert bylines == ["Marlow Hospital Trust", "Dear Ms Voss,", "Tom Hale"]


@pytest.mark.parametrize("text", [
    "Dear to the town as it was, the ward closed in May.\n\nThe trust said it was sorry.",
    "Trust closes ward\n\nBy Jane Doe\n\nThe trust has closed its ward. Nobody was told.",
    "Dearly departed\n\nThe trust said it was sorry.",
])
def test_a_story_is_no_letter(text: str) -> None:
    document = read_document("a.txt", text.encode())
    assert find_letter(document.text, document.blocks) is None
