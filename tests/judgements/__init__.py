"""Paragraphs in which each party is marked, with who blames and who praises whom. README.md tells of their form."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
_MARK = re.compile(r"\[([pogdl]\d+):([^\[\]]+)\]")
_JUDGEMENT = re.compile(r"(\S+) (blames|praises) (\S+)")


class Mark(NamedTuple):
    """The words of a party: its sign, and where they stand in the paragraph's text."""

    party: str
    start: int
    end: int


class Judgement(NamedTuple):
    """That one party blames or praises another."""

    source: str
    verb: str
    target: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without its marks, the marks, and the judgements that it tells."""

    name: str
    text: str
    marks: tuple[Mark, ...]
    judgements: frozenset[Judgement]


def paragraphs(folder: Path = FOLDER) -> Iterator[Paragraph]:
    """All paragraphs, file by file. Raises ValueError, naming the place, where one is not well formed."""
    for path in sorted(folder.glob("*.txt")):
        for number, part in enumerate(re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip()), start=1):
            yield _paragraph(f"{path.stem}/{number}", part.splitlines())


def _paragraph(name: str, lines: list[str]) -> Paragraph:
    said = [line[1:].strip() for line in lines if line.startswith(">")]
    text, marks = _unmarked(" ".join(line.strip() for line in lines if not line.startswith(">")))
    parties = {m.party for m in marks}
    judgements = [_judgement(name, one, parties) for one in said if one != "none"]
    if not said or ("none" in said) != (not judgements) or set("[]") & set(text):
        raise ValueError(f"{name}: it needs marks that are whole, and judgements or > none")
    return Paragraph(name, text, marks, frozenset(judgements))


def _judgement(name: str, line: str, parties: set[str]) -> Judgement:
    found = _JUDGEMENT.fullmatch(line)
    if found is None or not {found[1], found[3]} <= parties or found[1] == found[3]:
        raise ValueError(f"{name}: {line!r} is no judgement between two of its parties")
    return Judgement(found[1], found[2], found[3])


def _unmarked(marked: str) -> tuple[str, tuple[Mark, ...]]:
    """The text of a paragraph without its marks, and where they stood in it."""
    parts: list[str] = []
    marks: list[Mark] = []
    at = length = 0
    for found in _MARK.finditer(marked):
        parts += [marked[at : found.start()], found[2]]
        length += found.start() - at
        marks.append(Mark(found[1], length, length + len(found[2])))
        length += len(found[2])
        at = found.end()
    return "".join([*parts, marked[at:]]), tuple(marks)
