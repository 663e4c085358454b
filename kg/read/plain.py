"""Plain text into paragraphs and list items, by blank lines and line ends.

A line end inside a paragraph means nothing where the text was wrapped at a fixed width, and means a new paragraph elsewhere. A run of lines
counts as wrapped where most of its line ends are forced: the next word would not have fitted.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from kg.model import Block, BlockKind

MARKER: Final = re.compile(r"(?:[•●▪◦‣⁃∙·*+-]|\(?\d{1,2}[.)]|\(?[a-z][.)]|\[\w{1,4}\])[ \t\xa0]+(?=\S)")
SENTENCE_END: Final = re.compile(r"[.!?:…][\"'”’)\]]*$")
_WRAP: Final = range(45, 131)  # widths at which people and programs wrap text
_FORCED: Final = 0.5  # share of line ends that are forced; the last line of each paragraph is not, so 1 would be too strict
_MIDWAY: Final = 0.5  # share of those that fall within a sentence; one line per sentence has none
_ABOUT: Final = 0.6  # a line shorter than this share of the width was ended on purpose


@dataclass(frozen=True, slots=True)
class Line:
    """A line's words: where they start and end, without white space around them."""

    start: int
    end: int
    words: str


def lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of text[start:end]; a blank line has no words."""
    found: list[Line] = []
    for line in text[start:end].splitlines(keepends=True):
        words = line.strip()
        first = start + len(line) - len(line.lstrip()) if words else start
        found.append(Line(first, first + len(words), words))
        start += len(line)
    return found


def split(text: str, start: int = 0, end: int | None = None, *, soft: bool = False) -> list[Block]:
    """The paragraphs and items of text[start:end]. `soft`: a line end within a sentence means nothing (Markdown)."""
    regions = list(_regions(lines(text, start, end)))
    widths = [_width(region) for region in regions]
    common = max((width for width in widths if width), default=None)
    blocks: list[Block] = []
    for region, width in zip(regions, widths, strict=True):
        for first, last in _joined(region, width or common, soft):
            blocks.append(_block(text, first.start, last.end))
    return blocks


def _regions(found: Sequence[Line]) -> Iterator[list[Line]]:
    region: list[Line] = []
    for line in found:
        if line.words:
            region.append(line)
        elif region:
            yield region
            region = []
    if region:
        yield region


def _width(region: Sequence[Line]) -> int | None:
    """The width at which these lines were wrapped, or None where they were not (or where two lines are too few to tell)."""
    width = max(len(line.words) for line in region)
    if len(region) < 3 or width not in _WRAP:
        return None
    forced = [pair for pair in pairwise(region) if _forced(*pair, width)]
    midway = [pair for pair in forced if _midway(*pair)]
    wrapped = len(forced) >= _FORCED * (len(region) - 1) and len(midway) >= _MIDWAY * len(forced)
    return width if wrapped else None


def _forced(line: Line, following: Line, width: int) -> bool:
    return len(line.words) + 1 + len(following.words.split()[0]) > width


def _midway(line: Line, following: Line) -> bool:
    return following.words[0].islower() or not SENTENCE_END.search(line.words)


def _joined(region: Sequence[Line], width: int | None, soft: bool) -> Iterator[tuple[Line, Line]]:
    """The first and last line of each paragraph of a region."""
    first = last = region[0]
    for line in region[1:]:
        if not _goes_on(last, line, width, soft):
            yield first, last
            first = line
        last = line
    yield first, last


def _goes_on(line: Line, following: Line, width: int | None, soft: bool) -> bool:
    if MARKER.match(following.words):
        return False
    within = not SENTENCE_END.search(line.words)
    lower = within and following.words.lstrip("*_[(`")[:1].islower()
    if soft and within and (lower or len(line.words) >= _WRAP.start):
        return True
    if width is None:
        return lower and len(line.words) in _WRAP
    if len(line.words) > width:
        return False
    return _forced(line, following, width) or (lower and len(line.words) >= _ABOUT * width)


def _block(text: str, start: int, end: int) -> Block:
    marker = MARKER.match(text, start, end)
    return Block(marker.end(), end, BlockKind.ITEM) if marker else Block(start, end, BlockKind.PARAGRAPH)
