"""Finds the title: the line that the file's metadata names, else a first line that looks like a headline."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.model import PROSE, Attribute, Block, BlockKind, Span
from kg.read.raw import key

_HEAD: Final = 12  # stretches in which the title that the metadata names is looked for
_FIRST: Final = 3  # stretches of which one may be a headline: a section's name or a kicker may come before
_WORDS: Final = 25
_LONGER: Final = 1.5  # how much longer the next line is, where no blank line comes between
_FILE_NAME: Final = re.compile(
    r"\S*\.\w{2,5}|(?:microsoft )?(?:word|powerpoint|excel)\b.*|untitled.*|document ?\d*|\W*|\S*_\S*|title|slide \d+", re.IGNORECASE)
_SITE: Final = re.compile(r"\s+[|–—-]\s+.{1,60}$")


def sensible_title(title: str) -> bool:
    """False for what programs put there by themselves: a file name, "Microsoft Word - draft", "Untitled"."""
    return not _FILE_NAME.fullmatch(title) and len(title.split()) <= 2 * _WORDS


def find_title(text: str, blocks: Sequence[Block], named: Attribute | None) -> tuple[list[Block], Attribute | None]:
    """The blocks with the title's one marked, and the title with its place in the text."""
    found = _named(text, blocks, named.value) if named else None
    if found is None and named and named.span:
        return _in_front_matter(blocks, named.span), named
    if found is None and not named:
        found = _styled(blocks)
        found = _headline(text, blocks) if found is None else found
    marked = list(blocks)
    if found is None:
        return marked, named
    title = marked[found] = replace(marked[found], kind=BlockKind.TITLE)
    return marked, Attribute(" ".join(text[title.start:title.end].split()), Span(title.start, title.end))


def _named(text: str, blocks: Sequence[Block], title: str) -> int | None:
    wanted = {key(title), key(_SITE.sub("", title))}
    candidates = [at for at, block in enumerate(blocks) if block.kind in PROSE][:_HEAD]
    return next((at for at in candidates if key(text[blocks[at].start:min(blocks[at].end, blocks[at].start + 1000)]) in wanted), None)


def _in_front_matter(blocks: Sequence[Block], span: Span) -> list[Block]:
    """The title's words are a stretch of their own; the name of the field before them is none."""
    return [Block(span.start, span.end, BlockKind.TITLE) if block.start <= span.start and span.end <= block.end else block for block in blocks]


def _styled(blocks: Sequence[Block]) -> int | None:
    """The paragraph that the format itself calls a title, or a heading that everything else follows."""
    titles = [at for at, block in enumerate(blocks) if block.kind is BlockKind.TITLE]
    if titles:
        return titles[0]
    first = next((at for at, block in enumerate(blocks) if block.kind in PROSE), None)
    return first if first is not None and blocks[first].kind is BlockKind.HEADING else None


def _headline(text: str, blocks: Sequence[Block]) -> int | None:
    candidates = [at for at, block in enumerate(blocks) if block.kind in PROSE][:_FIRST]
    for at in candidates:
        if blocks[at].kind is BlockKind.PARAGRAPH and _like_headline(text, blocks, at):
            return at
        if blocks[at].kind is not BlockKind.PARAGRAPH or len(text[blocks[at].start:blocks[at].end].split()) > _WORDS:
            break
    return None


def _like_headline(text: str, blocks: Sequence[Block], at: int) -> bool:
    block = blocks[at]
    words = text[block.start:block.end]
    if block.end - block.start > 400 or words[0].islower() or re.search(r"[.,;:…][\"'”’)]*$", words) or len(words.split()) >= _WORDS:
        return False
    following = next((other for other in blocks[at + 1:] if other.kind is not BlockKind.BOILERPLATE), None)
    if following is None or not any(character.isalpha() for character in words):
        return False
    apart = len(text[block.end:following.start].splitlines()) > 2 or text[block.end:blocks[at + 1].start].count("\n") > 1
    return apart or following.end - following.start > _LONGER * (block.end - block.start)
