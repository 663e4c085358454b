"""What is told anew from one graph to the next: two files of Turtle that kg wrote go in, with the stretches of bytes that stand in both, and what
only one of them holds comes out. Whatever else stands in both is not read.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

import pyoxigraph

Stretch = tuple[int, int, int]  # where it begins in the one file, where in the other, and how many bytes it has
_LARGE = 0.1  # of the new file: where more is told anew, all of it is read


@dataclass(frozen=True, slots=True)
class Change:
    """What is gone and what has come: whole blocks of subjects in the order of the files, of which some triples may be the same."""

    gone: list[pyoxigraph.Triple]
    come: list[pyoxigraph.Triple]

    def removed(self) -> list[pyoxigraph.Triple]:
        """The triples that stand no longer."""
        return sorted(set(self.gone) - set(self.come), key=str)

    def added(self) -> list[pyoxigraph.Triple]:
        """The triples that did not stand before."""
        return sorted(set(self.come) - set(self.gone), key=str)


def change(before: Path, now: Path, same: Sequence[Stretch]) -> Change | None:
    """The change from one file to another; None where much is told anew, or under other prefixes."""
    head, other = _head(before), _head(now)
    old, new = (_without(path, len(head), [(one[side], one[2]) for one in same]) for side, path in enumerate((before, now)))
    if head != other or _length(old) + _length(new) > now.stat().st_size:
        return None
    blocks, others = _blocks(before, old), _blocks(now, new)
    gone, come = [b for b in blocks if b not in others], [b for b in others if b not in blocks]
    if sum(map(len, gone)) + sum(map(len, come)) > now.stat().st_size * _LARGE:
        return None
    return Change(_read(head, gone), _read(head, come))


def change_of_whole(before: Path, now: Path) -> Change:
    """The change from one small file to another, both of which are read."""
    old, new = (_read(b"", [path.read_bytes()]) for path in (before, now))
    return Change(old, new)


def _without(path: Path, head: int, taken: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """From where to where there is, behind the head, what lies in none of these stretches."""
    at, left = head, []
    for start, length in sorted(taken):
        left.append((at, start))
        at = start + length
    left.append((at, path.stat().st_size))
    return [(start, end) for start, end in left if start < end]


def _length(ranges: Iterable[tuple[int, int]]) -> int:
    return sum(end - start for start, end in ranges)


def _head(path: Path) -> bytes:
    """The prefixes at the head of a file."""
    with path.open("rb") as stream:
        lines: Iterator[bytes] = takewhile(lambda line: line.startswith(b"@prefix "), stream)
        return b"".join(lines)


def _blocks(path: Path, ranges: Iterable[tuple[int, int]]) -> dict[bytes, None]:
    """The blocks that stand there, in their order. Between two is an empty line, and in none."""
    found: dict[bytes, None] = {}
    with path.open("rb") as stream:
        for start, end in ranges:
            stream.seek(start)
            found.update(dict.fromkeys(stream.read(end - start).strip(b"\n").split(b"\n\n")))
    return found


def _read(head: bytes, blocks: Iterable[bytes]) -> list[pyoxigraph.Triple]:
    return [quad.triple for quad in pyoxigraph.parse(input=head + b"\n" + b"\n\n".join(blocks), format=pyoxigraph.RdfFormat.TURTLE)]
