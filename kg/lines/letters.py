"""Letters: who is written to stands above the salutation or in it, who wrote it under the closing words. Text and its blocks enter, spans leave."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.lines.names import author_name, person_name
from kg.model import PROSE, Block, BlockKind, Span

_HEAD: Final = 14  # stretches in which a salutation is looked for: letterhead, date, address
_TAIL: Final = 8
_FORMULA: Final = 6  # words of a closing formula
_SIGNERS: Final = 3  # stretches behind the closing words in which the name may stand
_SALUTATION: Final = re.compile(
    r"(?:(?:my\s+)?dear(?:est)?\s+(?P<name>[^\n:;!?]{2,60}?)|sirs?|madam|gentlemen|to\s+whom\s+it\s+may\s+concern)"
    r"\s*[,:;!–—-]*\s*(?:\n|$)", re.IGNORECASE)
_OPEN: Final = re.compile(r"(?:an\s+)?open\s+letter\s+to\s+(?:the\s+)?(?P<name>[A-Z][^\n,:;(!?]{2,60})", re.IGNORECASE)
_CLOSING: Final = re.compile(
    r"(?:(?:yours|very|most|with|and|my|our|best|kind|kindest|warm|warmest|every)\s+)*"
    r"(?:yours|sincerely|faithfully|truly|respectfully|cordially|regards|wishes|love|solidarity|thanks|gratitude|hope|in\s+solidarity|signed)"
    r"(?:\s+(?:sincerely|faithfully|truly|ever|always|in\s+solidarity|and\s+regards))?\s*[,.:!]?\s*(?:\n|$)", re.IGNORECASE)
_FAREWELL: Final = re.compile(r"(?:[\w'’]+ ){0,4}[\w'’]+,\s*")  # a few words and a comma, all that a stretch says: "Stay in touch,"
_BRACKETED: Final = re.compile(r"\[?\s*(?:signed|sgd)\.?\s*\]?:?\s+(?=\S)|/s/\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter: the index of the block with its salutation, the name said there or above, and the writer's name at the end."""

    salutation: int
    addressee: Span | None
    signer: Span | None
    signature: int | None  # the index of the signer's block


def find_letter(text: str, blocks: Sequence[Block]) -> Letter | None:
    """The letter that a text is; None where no salutation stands near its head."""
    prose = [at for at, block in enumerate(blocks) if block.kind in PROSE or block.kind is BlockKind.BYLINE]
    for at in prose[:_HEAD]:
        words = text[blocks[at].start : min(blocks[at].end, blocks[at].start + 200)]
        said = _SALUTATION.match(words)
        if said is None or (said["name"] and not said["name"].split()[0][0].isupper() and words[: said.end()].strip().endswith(".")):
            continue
        signature, signer = _signer(text, blocks, [n for n in prose if n > at])
        return Letter(at, _addressee(text, blocks, prose[: prose.index(at)], blocks[at].start, said), signer, signature)
    return None


def names_letter(words: str) -> bool:
    """Whether a line is the title of an open letter."""
    return _OPEN.match(words) is not None


def _addressee(text: str, blocks: Sequence[Block], above: Sequence[int], start: int, said: re.Match[str]) -> Span | None:
    """The person that the address names above the salutation, else the name in the salutation."""
    for at in above:
        words = text[blocks[at].start : blocks[at].end]
        line = words.split("\n")[0].split(",")[0].strip()
        if person_name(line) and not line.isupper():
            return Span(blocks[at].start, blocks[at].start + len(line))
        if (to := _OPEN.match(words)) is not None and author_name(name := to["name"].strip(), 5):
            return _span(blocks[at].start + to.start("name"), name)
    name = (said["name"] or "").strip()
    return _span(start + said.start("name"), name) if name and name[0].isupper() and author_name(name, 5) else None


def _signer(text: str, blocks: Sequence[Block], below: Sequence[int]) -> tuple[int | None, Span | None]:
    """The block and the name of who signed: behind closing words, or all that the last stretch says."""
    tail = list(below)[-_TAIL:]
    for n, at in enumerate(tail):
        words = text[blocks[at].start : blocks[at].end]
        closing = _CLOSING.match(words) or _FAREWELL.fullmatch(words)
        if closing is not None and len(words[: closing.end()].split()) <= _FORMULA:
            places = [(at, blocks[at].start + closing.end()), *((k, blocks[k].start) for k in tail[n + 1 : n + 1 + _SIGNERS])]
        else:
            places = [(at, blocks[at].start)] if _BRACKETED.match(words) else []
        for where, start in places:
            if (signed := _name(text, start, blocks[where].end)) is not None:
                return where, signed
    last = tail[-1] if tail else None
    if last is not None and (signed := _name(text, blocks[last].start, blocks[last].end, alone=True)) is not None:
        return last, signed
    return None, None


def _name(text: str, start: int, end: int, *, alone: bool = False) -> Span | None:
    """The person's name that a stretch begins with: "Jane Doe, Chair", "[Signed] Jane Doe"; with `alone` it says nothing else."""
    words = text[start:end]
    mark = _BRACKETED.match(words)
    begins = mark.end() if mark is not None else len(words) - len(words.lstrip())
    line = re.split(r"[\n,(]", words[begins:])[0].strip(" .")
    if not person_name(line) or (alone and len(words.strip(" .\n")) != len(line)):
        return None
    return Span(start + begins, start + begins + len(line))


def _span(start: int, name: str) -> Span:
    return Span(start, start + len(name))
