"""Files in, documents out: `read` is the first step of a build.

Text and Markdown are kept exactly as they are, so that offsets count in the user's own file; of HTML, PDF and Word the prose is kept. What
cannot be used comes out as `Skipped`, in its place, with what was wrong and what to do.
"""
from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Protocol, TypeVar

from kg.errors import DocumentError
from kg.model import Document, Skipped
from kg.read.formats import LIMIT, kind_of, most_bytes, read_document, sniff, too_large
from kg.read.sources import File, find

__all__ = ["LIMIT", "File", "Incoming", "find", "read", "read_document", "read_with"]


class Known(Protocol):
    """What tells one document from another."""

    @property
    def id(self) -> str: ...
    @property
    def path(self) -> str: ...


_Known = TypeVar("_Known", bound=Known)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file that can be read: what its document is called, where it lies and how it stands there (None: standard input)."""

    path: str
    kind: str
    location: str | None
    status: os.stat_result | None
    data: Callable[[], bytes]
    make: Callable[[bytes], Document]


def read(sources: Sequence[str], *, stdin: BinaryIO | None = None, limit: int = LIMIT) -> Iterator[Document | Skipped]:
    """The documents of files, folders, patterns and `-` (standard input), in the order given and sorted by path within each.

    Raises UsageError, before anything is read, for a source that does not exist. `limit` is in bytes of text.
    """
    return read_with(find(sources), lambda one: one.make(one.data()), stdin=stdin, limit=limit)


def read_with(
    entries: Sequence[File | Skipped], know: Callable[[Incoming], _Known], *, stdin: BinaryIO | None = None, limit: int = LIMIT,
) -> Iterator[_Known | Skipped]:
    """As `read`, of files that were found, but what comes out of each is what `know` makes of it, which may know the document from before."""
    seen: dict[str, str] = {}
    for entry in entries:
        found = entry if isinstance(entry, Skipped) else _document(entry, know, stdin, limit)
        if not isinstance(found, Skipped):
            first = seen.setdefault(found.id, found.path)
            if first != found.path:
                found = Skipped(found.path, f"same text as {first}; remove one of the two")
        yield found


def _document(file: File, know: Callable[[Incoming], _Known], stdin: BinaryIO | None, limit: int) -> _Known | Skipped:
    try:
        return know(_standard_input(file, stdin, limit) if file.location is None else _incoming(file, limit))
    except DocumentError as error:
        return Skipped(error.path, error.reason)
    except OSError as error:
        return Skipped(file.path, f"cannot be opened ({error.strerror or error}); check its permissions")


def _standard_input(file: File, stdin: BinaryIO | None, limit: int) -> Incoming:
    data = (stdin or sys.stdin.buffer).read(most_bytes("PDF", limit) + 1)
    kind, path = sniff(data), file.path
    return Incoming(path, kind, None, None, lambda: data, lambda given: read_document(path, given, kind=kind, limit=limit))


def _incoming(file: File, limit: int) -> Incoming:
    path, location = file.path, file.location
    assert location is not None
    kind = kind_of(path)
    try:
        status = location.stat()
    except FileNotFoundError:
        status = None
    if status is None or not stat.S_ISREG(status.st_mode):
        broken = location.is_symlink() and not location.exists()
        raise DocumentError(path, "a link to nothing; remove it" if broken else "not a regular file; pipe it to standard input with -")
    if status.st_size > most_bytes(kind, limit):
        raise too_large(path, status.st_size, most_bytes(kind, limit))
    return Incoming(path, kind, str(location), status, location.read_bytes, lambda data: read_document(path, data, limit=limit))
