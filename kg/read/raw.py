"""What every format gives: a kept text, its stretches in order, and what the file says of its own origin.

`arrange` (kg.read.arrange) then finds out what each stretch is. Stretches that a format knows nothing of are PARAGRAPH.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kg.model import Attribute, Block, BlockKind

BREAK: Final = "\n\n"  # between two stretches of an extracted text

_STRAIGHT: Final = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\xa0": " "})


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A kept text with its stretches, and the attributes that the file's own metadata gives."""

    text: str
    blocks: tuple[Block, ...]
    title: Attribute | None = None
    author: Attribute | None = None
    publisher: Attribute | None = None
    date: Attribute | None = None
    url: str | None = None


def trimmed(text: str, start: int, end: int, kind: BlockKind) -> Block:
    """The block of text[start:end] without white space at its ends."""
    piece = text[start:end]
    return Block(start + len(piece) - len(piece.lstrip()), max(start + len(piece.rstrip()), start + len(piece) - len(piece.lstrip())), kind)


def compose(pieces: Iterable[tuple[str, BlockKind]]) -> tuple[str, tuple[Block, ...]]:
    """Put extracted pieces into one text, a blank line between two of them; pieces of white space only are left out."""
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    for words, kind in pieces:
        piece = words.strip()
        if not piece:
            continue
        start = length + (len(BREAK) if parts else 0)
        length = start + len(piece)
        parts.append(piece)
        blocks.append(Block(start, length, kind))
    return BREAK.join(parts), tuple(blocks)


def plainly(text: str) -> str:
    """`text` for comparison: one space between words, straight quotes and dashes, small letters."""
    return " ".join(text.translate(_STRAIGHT).split()).casefold()


def key(text: str) -> str:
    """`plainly` without punctuation at the ends: two lines with the same key say the same."""
    return re.sub(r"^\W+|\W+$", "", plainly(text))


def url_of(value: str | None) -> str | None:
    """`value` if it is an address on the web."""
    address = (value or "").strip()
    return address if re.fullmatch(r"https?://[^\s<>\"]+", address) else None
