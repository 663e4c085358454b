"""Lines that say who wrote a text and when: "By Jane Doe, Health Reporter", a name beside a date, a date alone, a signature at the end."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.model import PROSE, Attribute, Block, BlockKind, Span
from kg.read.dates import Dated, find_dates
from kg.read.names import author_name, person_name

_HEAD: Final = 7  # stretches at the head that may be bylines: headline, kicker, author, date, place
_NAME_HEAD: Final = 4  # a bare name is weaker evidence
_TAIL: Final = 3
_WORDS: Final = 16
_BY: Final = re.compile(r"(?:(?:words|written|report(?:ed|ing)?|story|text|posted|published)\s+)?by:?\s+|author:?\s+", re.IGNORECASE)
_LABEL: Final = re.compile(r"(?:from|publisher|publication|source|written|published|posted):?$", re.IGNORECASE)
_SPLIT: Final = re.compile(r"\s*(?:,|\||·|•|/|\s[–—-]\s|\sfor\s|\sin\s|\sat\s|\()\s*")
_NAMES: Final = re.compile(r"(?:,\s+|\s+and\s+|\s+&\s+)")
_EDGE: Final = " \t\xa0|·•,–—-:;/()"
_SIGNED: Final = re.compile(
    r"(?:from:?\s+|[—–―]\s*|(?:yours\s+(?:sincerely|faithfully)|kind regards|signed)[,:]?\s+)(?P<name>\S.*)$", re.IGNORECASE | re.DOTALL)
_DATELINE: Final = re.compile(r"\s*[-–—:|.]?\s+(?=[\"'“‘A-Z])")


@dataclass(frozen=True, slots=True)
class Found:
    """The blocks with the bylines marked, and what the bylines say."""

    blocks: list[Block]
    author: Attribute | None
    date: Attribute | None


def find_bylines(text: str, blocks: Sequence[Block], has_title: bool) -> Found:
    """Mark the bylines at the head and the signature at the end."""
    marked = _cut_dateline(text, blocks)
    author: Attribute | None = None
    dates: list[tuple[Dated, int]] = []
    names: list[int] = []
    head = [at for at, block in enumerate(marked) if block.kind in PROSE][:_HEAD]
    for order, at in enumerate(head):
        start, words = marked[at].start, text[marked[at].start:min(marked[at].end, marked[at].start + 300)]
        line = _read_line(words)
        if line is None:
            if order < _NAME_HEAD and (order or has_title) and (name := _name_and_role(words)):
                names.append(at)
                author = author or (_attribute(text, start, name) if _beside_date(text, marked, head, order) else None)
            continue
        marked[at] = replace(marked[at], kind=BlockKind.BYLINE)
        dates.extend((date, start) for date in line.dates)
        author = author or (_attribute(text, start, line.name) if line.name else None)
    for at in names:
        if author and author.span and marked[at].start <= author.span.start < marked[at].end:
            marked[at] = replace(marked[at], kind=BlockKind.BYLINE)
    signed = _signature(text, marked)
    return Found(marked, author or signed, _publication(dates))


@dataclass(frozen=True, slots=True)
class _Line:
    dates: list[Dated]
    name: tuple[int, int] | None


def _read_line(words: str) -> _Line | None:
    """What a byline says, or None where the words are not one. Offsets are into `words`."""
    if len(words.split()) > _WORDS:
        return None
    dates = find_dates(words)
    rest = words
    for date in dates:
        rest = rest[:date.outer_start] + " " * (date.outer_end - date.outer_start) + rest[date.outer_end:]
    start = len(rest) - len(rest.lstrip(_EDGE))
    rest = rest.rstrip(_EDGE)
    left = rest[start:]
    if not left or _LABEL.fullmatch(left):
        return _Line(dates, None) if dates else None
    by = _BY.match(rest, start)
    name = _first_name(rest, by.end(), author_name) if by else None
    if name is None and dates:
        name = _first_name(rest, start, person_name)
    return _Line(dates, name) if name else None


def _first_name(words: str, start: int, test: object) -> tuple[int, int] | None:
    """The span of the name, or names joined by "and", at `start`; what follows a comma or a bar is a role."""
    is_name = author_name if test is author_name else person_name
    gap = re.search(r"\s{3,}", words[start:])  # a date was cut out here
    end = start + gap.start() if gap else len(words)
    joined = [words[start:end].rstrip(_EDGE + ".")]
    joined += [words[start:start + split.start()].rstrip(_EDGE) for split in list(_SPLIT.finditer(words[start:end]))[::-1]]
    for candidate in joined:
        if all(person_name(part) for part in _NAMES.split(candidate)) or is_name(candidate):
            role = words[start + len(candidate):end].strip(_EDGE)
            if len(role.split()) <= 8 and not role.endswith((".", "?", "!")):
                return start, start + len(candidate)
    return None


def _name_and_role(words: str) -> tuple[int, int] | None:
    if len(words.split()) > 9 or words.endswith((".", "!", "?", ":")) or find_dates(words):
        return None
    return _first_name(words, 0, person_name)


def _attribute(text: str, offset: int, span: tuple[int, int]) -> Attribute:
    start, end = offset + span[0], offset + span[1]
    return Attribute(" ".join(text[start:end].split()), Span(start, end))


def _beside_date(text: str, blocks: Sequence[Block], head: Sequence[int], order: int) -> bool:
    for near in (order - 1, order + 1):
        if 0 <= near < len(head):
            line = _read_line(text[blocks[head[near]].start:blocks[head[near]].end][:300])
            if line and line.dates:
                return True
    return False


def _publication(dates: Sequence[tuple[Dated, int]]) -> Attribute | None:
    first = next((pair for pair in dates if not pair[0].later), dates[0] if dates else None)
    return Attribute(first[0].iso, Span(first[1] + first[0].start, first[1] + first[0].end)) if first else None


def _cut_dateline(text: str, blocks: Sequence[Block]) -> list[Block]:
    """ "Thursday, May 7, 2015 The minister said ..." is a date line and a paragraph."""
    marked = list(blocks)
    for at in [at for at, block in enumerate(marked) if block.kind in PROSE][:_NAME_HEAD]:
        block = marked[at]
        dates = find_dates(text[block.start:block.start + 60])
        if not dates or dates[0].start or not dates[0].weekday or dates[0].outer_end == block.end - block.start:
            continue
        gap = _DATELINE.match(text, block.start + dates[0].outer_end)
        if gap and len(text[gap.end():block.end].split()) >= 5:
            marked[at:at + 1] = [Block(block.start, block.start + dates[0].outer_end, BlockKind.BYLINE), replace(block, start=gap.end())]
            marked[at] = replace(marked[at], kind=BlockKind.PARAGRAPH)  # read as a date line with the others
            break
    return marked


def _signature(text: str, marked: list[Block]) -> Attribute | None:
    """Mark a signature among the last stretches, and give its name."""
    for at in [at for at, block in enumerate(marked) if block.kind in PROSE][:0:-1][:_TAIL]:
        signed = _SIGNED.match(text[marked[at].start:marked[at].end][:120])
        if signed and marked[at].kind is BlockKind.PARAGRAPH and author_name(signed["name"]):
            marked[at] = replace(marked[at], kind=BlockKind.BYLINE)
            return _attribute(text, marked[at].start, signed.span("name"))
    return None
