"""Captions, headings and lists of sources among the paragraphs, told by their shape."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.model import PROSE, Block, BlockKind
from kg.read.plain import SENTENCE_END
from kg.read.raw import key

_CREDIT: Final = re.compile(
    r"(?:^|[\s(\[.])(?:pictures?|pics?|images?|photos?|photographs?|photography|credits?|illustration|graphic|file)"
    r"(?:\s+(?:by|credit|courtesy of|from))?\s*(?::|\bby\b|©)\s*[\w@©'’(][^.!?\n]{0,80}[.)\]]*$"
    r"|\((?:archive|library|stock|file|archived|generic|representative)\s+(?:image|picture|photo|photograph|pic|footage)\)[.]?$"
    r"|;?\s\(?(?:from file|file (?:photo|picture|image|pic)|stock (?:photo|image)|library picture)\)?(?:,\s\d{4})?[.)]*$"
    r"|^pictured\b|^\(?(?:above|below|left|right|top|from left)\)?:\s", re.IGNORECASE)
_CAPTION_WORDS: Final = 70
_HEADING_WORDS: Final = 12
_SOURCES: Final = re.compile(r"(?:sources?|references|notes|footnotes|bibliography|external links|further reading|citations):?", re.IGNORECASE)


def mark_captions(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Mark the lines that end in a picture's credit."""
    return [replace(block, kind=BlockKind.CAPTION) if block.kind is BlockKind.PARAGRAPH and _caption(text, block) else block for block in blocks]


def _caption(text: str, block: Block) -> bool:
    if block.end - block.start > 600:
        return False
    words = text[block.start:block.end]
    return len(words.split()) <= _CAPTION_WORDS and _CREDIT.search(words) is not None


def mark_headings(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Mark short lines without closing punctuation that a sentence follows."""
    marked = list(blocks)
    for at, block in enumerate(blocks[:-1]):
        following = next((other for other in blocks[at + 1:at + 4] if other.kind is not BlockKind.BOILERPLATE), None)
        if block.kind is BlockKind.PARAGRAPH and following and _heading(text, block, following):
            marked[at] = replace(block, kind=BlockKind.HEADING)
    return marked


def _heading(text: str, block: Block, following: Block) -> bool:
    words = text[block.start:block.end][:200]
    if len(words.split()) > _HEADING_WORDS or words[0].islower() or words[0] in "\"'“‘" or words.endswith((",", ";", "-", "–", "—")):
        return False
    closed = SENTENCE_END.search(words) and not words.endswith(("?", "!"))
    return not closed and following.kind in PROSE and following.end - following.start > 1.5 * (block.end - block.start)


def mark_sources(text: str, blocks: Sequence[Block]) -> list[Block]:
    """A list of sources at the end: its lines are items, not sentences of the text."""
    marked = list(blocks)
    prose = [at for at, block in enumerate(blocks) if block.kind in PROSE]
    for at in reversed(prose[len(prose) // 3:]):
        block = blocks[at]
        if block.end - block.start < 30 and _SOURCES.fullmatch(key(text[block.start:block.end])):
            marked[at] = replace(block, kind=BlockKind.HEADING)
            for later in range(at + 1, len(blocks)):
                if blocks[later].kind is BlockKind.HEADING:
                    break
                if blocks[later].kind is BlockKind.PARAGRAPH:
                    marked[later] = replace(blocks[later], kind=BlockKind.ITEM)
    return marked
