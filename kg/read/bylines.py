"""Lines that say who wrote a text and when: "By Jane Doe, Health Reporter", a name beside a date, a date alone, a signature at the end."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.lines.letters import Letter, find_letter, names_letter
from kg.lines.names import author_name, person_name, publication_name
from kg.model import PROSE, Attribute, Block, BlockKind, Span
from kg.read.dates import Dated, begins_with_weekday, find_dates

_HEAD: Final = 7  # stretches at the head that may be bylines: headline, kicker, author, date, place
_NAME_HEAD: Final = 5  # a bare name is weaker evidence
_TAIL: Final = 3
_WORDS: Final = 16
_ROLE: Final = 8  # words beside the name: "Health Reporter", "Local Democracy Reporting Service"
_BY: Final = re.compile(
    r"(?:(?:words|written|report(?:ed|ing)?|story|text|posted|published|started|launched|created)\s+)?by:?\s+|author:?\s+", re.IGNORECASE)
_LABEL: Final = re.compile(r"(?:from|publisher|publication|source|written|published|posted|by):?", re.IGNORECASE)
_SEGMENT: Final = re.compile(r"(?:(?!\s*[|·•,()]|\s+[–—/-]\s|\s{3,}).)+", re.DOTALL)  # a date cut out leaves three spaces or more
_WEAK: Final = re.compile(r"\s+(?:for|in|at|from|of)\s+")
_JOINED: Final = re.compile(r"\s+(?:and|&)\s+")
_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s+[A-Z]{2,4})?")
_STOP: Final = re.compile(r"[.!?:;,'’\"“”]|\d")
_SMALL: Final = frozenset({"of", "and", "the", "for", "in", "&", "on", "to"})
_BODY: Final = 6  # words at most in the name of a body that stands on a line of its own beside a date
_PIECES: Final = frozenset({"address", "debate", "editorial", "interview", "keynote", "lecture", "letter", "record", "remarks", "sermon", "speech",
                            "statement", "testimony", "transcript"})  # what a text is, and not who published it
_ADDRESS: Final = 7  # lines; more are no address
_EDGE: Final = " \t\xa0|·•,–—-:;/()"
_SIGNED: Final = re.compile(
    r"(?:from:?\s+|[—–―]\s*|(?:yours\s+(?:sincerely|faithfully)|kind regards|\[?signed\]?)[,:]?\s+)(?P<name>\S.*)$", re.IGNORECASE | re.DOTALL)
_DATELINE: Final = re.compile(r"\s*[-–—:|.]?\s+(?=[\"'“‘A-Z])")


@dataclass(frozen=True, slots=True)
class Found:
    """The blocks with the bylines marked, and what the bylines say."""

    blocks: list[Block]
    author: Attribute | None
    publisher: Attribute | None
    date: Attribute | None


@dataclass(frozen=True, slots=True)
class Line:
    """What a byline says, in offsets into it. It is `sure` by itself ("By", a date), or only beside one that is."""

    dates: list[Dated]
    author: Span | None
    publisher: Span | None
    sure: bool


def find_bylines(text: str, blocks: Sequence[Block], has_title: bool) -> Found:
    """Mark the bylines at the head and the signature at the end."""
    marked = _cut_dateline(text, blocks)
    letter = find_letter(text, marked)
    head = [at for at, block in enumerate(marked) if block.kind in PROSE][:_HEAD]
    read = [read_line(text[marked[at].start:min(marked[at].end, marked[at].start + 300)]) for at in head]
    said: list[tuple[int, Line]] = []
    for order, (at, line) in enumerate(zip(head, read, strict=True)):
        beside = [other for other in (*read[max(0, order - 1):order], *read[order + 1:order + 2]) if other and other.sure]
        likely = order < _NAME_HEAD and (order or has_title) and beside
        if line and (line.sure or (likely and (line.publisher or any(near.dates for near in beside)))):
            said.append((marked[at].start, line))
            marked[at] = replace(marked[at], kind=BlockKind.BYLINE)
        elif likely and order and not line and (body := _body(text[marked[at].start:marked[at].end])):
            said.append((marked[at].start, body))
            marked[at] = replace(marked[at], kind=BlockKind.BYLINE)
    if letter is not None:  # above its salutation stands who is written to, but for "By Jane Doe"
        said = [(start, line if _BY.match(text, start) else replace(line, author=None)) for start, line in said
                if start > marked[letter.salutation].start or line.dates or _BY.match(text, start)]
        marked = _without_address(text, marked, letter)
    author = next((_attribute(text, start, line.author) for start, line in said if line.author), None)
    publisher = next((_attribute(text, start, line.publisher) for start, line in said if line.publisher), None)
    if publisher is None:  # a second name on a line of its own is that of the body behind the first
        names = [(start, line) for start, line in said if line.author]
        publisher = next((_attribute(text, start, line.author) for start, line in names[1:] if line.author and not line.sure), None)
    signed = _attribute(text, 0, letter.signer) if letter is not None and letter.signer is not None else _signature(text, marked)
    return Found(marked, author or signed, publisher, _publication([(date, start) for start, line in said for date in line.dates]))


def _without_address(text: str, blocks: Sequence[Block], letter: Letter) -> list[Block]:
    """The blocks with a letter's address, salutation and signature marked as bylines; a first line that may be a title stays."""
    first = next((at for at, block in enumerate(blocks) if block.kind in PROSE), 0)
    head = text[blocks[first].start : blocks[first].end]
    titled = (names_letter(head) or len(head.strip(" ,").split()) > _BODY) and first < letter.salutation
    words = {at: text[blocks[at].start : blocks[at].end] for at in range(first + titled, letter.salutation + 1)}
    lines = {at for at, said in words.items() if len(said.split()) <= _WORDS and said.count("\n") < _ADDRESS} | {letter.signature}
    return [replace(b, kind=BlockKind.BYLINE) if at in lines and b.kind in PROSE else b for at, b in enumerate(blocks)]


def read_line(words: str) -> Line | None:
    """What a line says of author, publisher and date, or None where it says anything else too."""
    if len(words.split()) > _WORDS:
        return None
    dates = find_dates(words)
    rest = words
    for date in dates:  # no date is shorter than the three spaces that part segments
        rest = rest[:date.outer_start] + " " * (date.outer_end - date.outer_start) + rest[date.outer_end:]
    author = publisher = None
    sure = bool(dates)
    role = 0
    for start, segment in _segments(rest):
        by = _BY.match(segment)
        name = _author(segment[by.end():]) if by else _people(segment)
        at = start + (by.end() if by else 0)
        if name and author is None:
            author, sure = Span(at, at + len(name)), sure or by is not None
            role += len(segment[at - start + len(name):].split())
        elif name and not by and author and not rest[author.end:start].strip(" ,"):
            author = Span(author.start, start + len(name))  # "By Jane Doe, John Smith and Ann Lee"
        elif publication_name(segment) and publisher is None:
            publisher = Span(start, start + len(segment))
        elif not _LABEL.fullmatch(segment) and not _CLOCK.fullmatch(segment):
            if author is not None and " by " in segment and _BY.match(words) is None:
                return None  # "Jane Doe, the founder, interviewed by the Echo"
            role += len(segment.split())
    if (role and author is None) or role > _ROLE or (words.endswith((".", "?", "!")) and not _only_a_name(words, author)):
        return None
    return Line(dates, author, publisher, sure) if dates or author or publisher else None


def _body(words: str) -> Line | None:
    """A line that is nothing but a name, beside a date or a "By" line: the body that published the text."""
    parts = words.split()
    if not 1 < len(parts) <= _BODY or _STOP.search(words) or parts[-1].lower() in _PIECES:
        return None
    named = all(w[0].isupper() or w in _SMALL for w in parts) and parts[0][0].isupper()
    return Line([], None, Span(0, len(words)), False) if named else None


def _only_a_name(words: str, author: Span | None) -> bool:
    """ "By Jane Doe." is a byline; a sentence is none."""
    return author is not None and author.end >= len(words) - 2


def _segments(line: str) -> list[tuple[int, str]]:
    """The parts of a line between commas, bars, dashes and wide gaps, each with where it starts."""
    found: list[tuple[int, str]] = []
    for part in _SEGMENT.finditer(line):
        segment = part[0].strip(_EDGE)
        if segment:
            found.append((part.start() + part[0].index(segment), segment))
    return found


def _author(words: str) -> str | None:
    """The author after "By": people, or a body; "in Leeds" and "for the Echo" after a person are no part of the name."""
    first = _WEAK.split(words)[0]
    return _people(first) or _people(words) or (words.rstrip(".") if author_name(words.rstrip(".")) else None)


def _people(words: str) -> str | None:
    words = words.rstrip(".")
    return words if all(person_name(part) for part in _JOINED.split(words)) else None


def _attribute(text: str, offset: int, span: Span) -> Attribute:
    start, end = offset + span.start, offset + span.end
    return Attribute(" ".join(text[start:end].split()), Span(start, end))


def _publication(dates: Sequence[tuple[Dated, int]]) -> Attribute | None:
    first = next((pair for pair in dates if not pair[0].later), dates[0] if dates else None)
    return Attribute(first[0].iso, Span(first[1] + first[0].start, first[1] + first[0].end)) if first else None


def _cut_dateline(text: str, blocks: Sequence[Block]) -> list[Block]:
    """ "Thursday, May 7, 2015 The minister said ..." is a date line and a paragraph."""
    marked = list(blocks)
    for at in [at for at, block in enumerate(marked) if block.kind in PROSE][:_NAME_HEAD]:
        block = marked[at]
        head = text[block.start:block.start + 60]
        dates = find_dates(head) if begins_with_weekday(head) else []
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
            return _attribute(text, marked[at].start, Span(*signed.span("name")))
    return None
