"""Lines that are no part of the article: patterns kept in boilerplate.txt, and scraps that stand between such lines."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Final

from kg.model import PROSE, Block, BlockKind
from kg.read.plain import SENTENCE_END
from kg.read.raw import plainly

_LONGEST: Final = 500  # characters; a cookie notice is about 300
_WORDS: Final = 40
_SCRAP: Final = 8  # words of a scrap
_RUN: Final = 12  # scraps in a row: a box of a page, not a list of the text


def mark_boilerplate(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Mark the lines that a pattern matches, and lines without a letter or digit."""
    return [
        replace(block, kind=BlockKind.BOILERPLATE) if block.kind in PROSE and is_boilerplate(text[block.start:block.end]) else block
        for block in blocks]


def is_boilerplate(words: str) -> bool:
    """Whether a line as a whole is of the kind that web pages put around an article."""
    if len(words) > _LONGEST or len(words.split()) > _WORDS:
        return False
    line = re.sub(r"(?<=\w)[.!]$", "", plainly(words))
    return not any(character.isalnum() for character in line) or _patterns().fullmatch(line) is not None


@cache
def _patterns() -> re.Pattern[str]:
    text = files("kg.read").joinpath("boilerplate.txt").read_text("utf-8")
    patterns = [line for line in text.splitlines() if line and not line.startswith("# ")]
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def mark_scraps(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Mark a run of short lines that stand between two lines of boilerplate, or between one and the end of the text."""
    marked = list(blocks)
    run: list[int] = []
    anchored = False
    for at, block in enumerate(blocks):
        if block.kind is BlockKind.BOILERPLATE:
            _mark(marked, run if anchored else [])
            run, anchored = [], True
        elif _scrap(text, block):
            run.append(at)
        else:
            run, anchored = [], False
    _mark(marked, run if anchored else [])
    return marked


def _mark(marked: list[Block], run: Sequence[int]) -> None:
    if len(run) <= _RUN:
        for at in run:
            marked[at] = replace(marked[at], kind=BlockKind.BOILERPLATE)


def _scrap(text: str, block: Block) -> bool:
    words = text[block.start:block.end][:200]
    short = len(words.split()) <= _SCRAP and not SENTENCE_END.search(words)
    return short and block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM)
