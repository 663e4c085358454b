"""Lines that are no part of the article: patterns kept in boilerplate.txt, and scraps that stand between such lines.

Scraps are the one guess here that can lose words of the article (a list of demands between two adverts), so it is made where nothing that
reads as a sentence comes before, or after, and elsewhere only for a line or two.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Final

from kg.model import PROSE, Block, BlockKind
from kg.read.bylines import read_line
from kg.read.plain import SENTENCE_END
from kg.read.raw import plainly

_LONGEST: Final = 500  # characters; a cookie notice is about 300
_WORDS: Final = 40
_SCRAP: Final = 8  # words of a scrap
_RUN: Final = 12  # scraps in a row: a box of a page, not a list of the text
_INSIDE: Final = 2  # scraps in a row between the sentences of the article


def mark_boilerplate(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Mark the lines that a pattern matches, and lines without a letter or digit; but "By Jane Doe | 3 May 2022" is no navigation."""
    marked = list(blocks)
    for at, block in enumerate(blocks):
        words = text[block.start:min(block.end, block.start + _LONGEST + 1)]
        if block.kind in PROSE and is_boilerplate(words) and not _byline(words):
            marked[at] = replace(block, kind=BlockKind.BOILERPLATE)
    return marked


def _byline(words: str) -> bool:
    line = read_line(words)
    return line is not None and line.sure


def is_boilerplate(words: str) -> bool:
    """Whether a line as a whole is of the kind that web pages put around an article."""
    if len(words) > _LONGEST or len(words.split()) > _WORDS:
        return False
    return not any(character.isalnum() for character in words) or _matches(words)


def _matches(words: str) -> bool:
    return _patterns().fullmatch(re.sub(r"(?<=\w)[.!]$", "", plainly(words))) is not None


@cache
def _patterns() -> re.Pattern[str]:
    text = files("kg.read").joinpath("boilerplate.txt").read_text("utf-8")
    patterns = [line for line in text.splitlines() if line and not line.startswith("# ")]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def mark_scraps(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Mark a run of short lines that stand between two lines of boilerplate."""
    marked = list(blocks)
    sentences = [at for at, block in enumerate(blocks) if block.kind in PROSE and block.kind is not BlockKind.TITLE and not _scrap(text, block)]
    first, last = (sentences[0], sentences[-1]) if sentences else (len(blocks), -1)
    run: list[int] = []
    anchored = False
    for at, block in enumerate(blocks):
        if block.kind in PROSE and _scrap(text, block):
            run.append(at)
            continue
        anchor = block.kind is BlockKind.BOILERPLATE and block.end - block.start <= _LONGEST and _matches(text[block.start:block.end])
        if anchor and anchored and len(run) <= (_INSIDE if first < at < last else _RUN):
            for scrap in run:
                marked[scrap] = replace(marked[scrap], kind=BlockKind.BOILERPLATE)
        run, anchored = [], anchor
    return marked


def _scrap(text: str, block: Block) -> bool:
    words = text[block.start:block.end][:200]
    short = len(words.split()) <= _SCRAP and not SENTENCE_END.search(words)
    return short and block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM)
