"""The pieces that the large files of a build are made of, one a document and file: where nothing about a document and its entities has changed,
its pieces are copied out of the last build's files as they stand there.

What is kept of a piece is its length, under a digest of all that it was made of; and with them the checksums of the files, so that no piece is ever
taken out of a file that is not the one it was counted in.
"""
from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from kg.building.cache import Cache
from kg.publish import Standing, checksum, manifest

FILES = ("statements.jsonl", "graph.ttl", "report.json")
_KEY = "pieces"
_AT_ONCE = 1 << 20
_encode = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Piece:
    """`made_of` is the digest of what a document's pieces were made of, `lengths` are theirs in each of `FILES`, in bytes; `adds` is JSON of what the
    document adds to what is told of all, which its maker knows to read (`kg.building.writing`), and `text` how its text stands on the disk."""

    made_of: str
    lengths: tuple[int, ...]
    adds: str
    text: Standing | None = None

    def standing(self, text: Standing | None) -> Piece:
        """The same with its text standing so."""
        return self if text == self.text else replace(self, text=text)


@dataclass(frozen=True, slots=True)
class Place:
    """A piece that was written before, and where it begins in each of `FILES`."""

    starts: tuple[int, ...]
    piece: Piece


class Pieces:
    """The pieces of the build in `out`, by what they were made of; none where its files are not those that they were counted in."""

    def __init__(self, cache: Cache, out: Path, *, fresh: bool) -> None:
        self._cache, self._out = cache, out
        self._places: dict[str, Place] = {}
        self._made: list[Piece] = []
        head, *lines = (("" if fresh else cache.get(_KEY)) or "").splitlines() or [""]
        if head and (told := json.loads(head))[0] == self._sums():
            self._places = dict(_placed(lines, *told[1:]))

    def __bool__(self) -> bool:
        """Whether there are any from the last build."""
        return bool(self._places)

    def find(self, made_of: str) -> Place | None:
        """The pieces made of just this."""
        return self._places.get(made_of)

    def add(self, piece: Piece) -> None:
        """Remember the next document's pieces, in the order of the files."""
        self._made.append(piece)

    def save(self, starts: tuple[int, ...], between: tuple[int, ...]) -> None:
        """Keep them for the next build, once the files stand: where the first pieces start in these, and how many bytes are between two."""
        told = manifest(self._out)
        head = json.dumps([[told.get(name) for name in FILES], starts, between])
        self._cache.put(_KEY, "\n".join(chain([head], (f"{_encode([one.made_of, one.lengths, one.text])}\t{one.adds}" for one in self._made))))

    def _sums(self) -> list[str | None]:
        """The checksums of the files as they stand, None for one that is not as its manifest says."""
        try:
            told: Mapping[str, str] = manifest(self._out)
        except ValueError:
            return []
        return [told[name] if name in told and (self._out / name).is_file() and checksum(self._out / name) == told[name] else None for name in FILES]


def _placed(lines: list[str], starts: list[int], between: list[int]) -> Iterator[tuple[str, Place]]:
    at = tuple(starts)
    for line in lines:
        known, _, adds = line.partition("\t")
        made_of, lengths, text = json.loads(known)
        yield made_of, Place(at, Piece(made_of, tuple(lengths), adds, tuple(text) if text else None))
        at = tuple(start + length + gap for start, length, gap in zip(at, lengths, between, strict=True))


class Splice:
    """A file in the making, of new pieces and of pieces of the file `before`; neighbours are copied together."""

    def __init__(self, target: BinaryIO, before: BinaryIO | None, between: bytes = b"") -> None:
        self._target, self._before, self._between = target, before, between
        self._copying = (0, 0)
        self._any = False
        self.same: list[tuple[int, int, int]] = []  # what was copied: where it begins in `before`, where in the target, and how long it is

    def write(self, data: bytes) -> None:
        """What is no piece."""
        self._flush()
        self._target.write(data)

    def piece(self, data: bytes) -> None:
        """The next piece."""
        self._flush()
        self._target.write(self._between + data if self._any else data)
        self._any = True

    def copy(self, start: int, length: int) -> None:
        """The next piece, as it stands in `before`."""
        begin, end = self._copying
        if begin == end or start != end + len(self._between):
            self._flush()
            begin = start
            if self._any:
                self._target.write(self._between)
        self._copying = (begin, start + length)
        self._any = True

    def close(self) -> None:
        """Write what is still to be copied."""
        self._flush()

    def _flush(self) -> None:
        start, end = self._copying
        self._copying = (0, 0)
        if start < end and self._before is not None:
            self.same.append((start, self._target.tell(), end - start))
            self._before.seek(start)
            while start < end:
                data = self._before.read(min(_AT_ONCE, end - start))
                if not data:
                    raise OSError(f"{self._before.name} ended while it was read")
                self._target.write(data)
                start += len(data)
