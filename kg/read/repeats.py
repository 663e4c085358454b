"""What a copied page says twice: a caption pasted back to back or on the next line, the title again, a paragraph again.

The first stays, and is a caption where the repetition follows at once (pages give a picture's caption also as its description); the rest is
boilerplate, so that one sentence does not count as two.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.model import PROSE, Block, BlockKind
from kg.read.raw import key

_SHORTEST: Final = 5  # words: shorter lines are said again for good reason ("Yes, I did.", "Next steps")
_UNIT: Final = 25  # characters of the shortest text pasted back to back
_LONGEST: Final = 4000
_CAPTION: Final = 60  # words
_NEAR: Final = 2  # stretches on that a caption is said again


def cut_doubled(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Part a stretch that is one text pasted two or more times back to back into a caption and boilerplate."""
    found: list[Block] = []
    for block in blocks:
        unit = _unit(text[block.start:block.end]) if block.kind in PROSE and block.end - block.start <= _LONGEST else None
        if unit is None:
            found.append(block)
            continue
        first, again = unit
        kind = BlockKind.CAPTION if block.kind is BlockKind.PARAGRAPH else block.kind
        found.append(Block(block.start, block.start + first, kind))
        found.append(Block(block.start + again, block.end, BlockKind.BOILERPLATE))
    return found


def _unit(words: str) -> tuple[int, int] | None:
    """Where the first copy ends and the second starts."""
    again = words.find(words[:_UNIT], _UNIT)
    while again > 0:
        first, rest = words[:again].rstrip(), words[again:]
        while rest.startswith(first):
            rest = rest[len(first):].lstrip()
        if not rest and len(first.split()) >= _SHORTEST:
            return len(first), again
        again = words.find(words[:_UNIT], again + 1)
    return None


def mark_repeats(text: str, blocks: Sequence[Block]) -> list[Block]:
    """Mark each stretch that was said before as boilerplate, and a paragraph that is said again at once as a caption."""
    marked = list(blocks)
    first: dict[str, int] = {}
    for at, block in enumerate(blocks):
        if block.kind not in PROSE or block.end - block.start > _LONGEST:
            continue
        said = key(text[block.start:block.end])
        before = first.setdefault(said, at)
        if before == at or (len(said.split()) < _SHORTEST and blocks[before].kind is not BlockKind.TITLE):
            continue
        marked[at] = replace(block, kind=BlockKind.BOILERPLATE)
        if at - before <= _NEAR and marked[before].kind is BlockKind.PARAGRAPH and len(said.split()) <= _CAPTION:
            marked[before] = replace(marked[before], kind=BlockKind.CAPTION)
    return marked
