"""Files in, documents out: `read` is the first step of a build.

Text and Markdown are kept exactly as they are, so that offsets count in the user's own file; of HTML, PDF and Word the prose is kept. What
cannot be used comes out as `Skipped`, in its place, with what was wrong and what to do.
"""
from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from kg.errors import DocumentError
from kg.model import Document, Skipped
from kg.read.formats import LIMIT, kind_of, most_bytes, read_document, sniff, too_large
from kg.read.sources import File, find

__all__ = ["LIMIT", "Recall", "read", "read_document"]

Recall = Callable[[str, str, bytes, Callable[[], Document]], Document]


def read(sources: Sequence[str], *, stdin: BinaryIO | None = None, limit: int = LIMIT, recall: Recall | None = None) -> Iterator[Document | Skipped]:
    """The documents of files, folders, patterns and `-` (standard input), in the order given and sorted by path within each.

    Raises UsageError, before anything is read, for a source that does not exist. `limit` is in bytes of text.
    `recall` is given a file's path, format and bytes and what makes the document of them, and may know it from before.
    """
    return _documents(find(sources), stdin, limit, recall or (lambda path, kind, data, make: make()))


def _documents(entries: Sequence[File | Skipped], stdin: BinaryIO | None, limit: int, recall: Recall) -> Iterator[Document | Skipped]:
    seen: dict[str, str] = {}
    for entry in entries:
        found = entry if isinstance(entry, Skipped) else _document(entry, stdin, limit, recall)
        if isinstance(found, Document):
            first = seen.setdefault(found.id, found.path)
            if first != found.path:
                found = Skipped(found.path, f"same text as {first}; remove one of the two")
        yield found


def _document(file: File, stdin: BinaryIO | None, limit: int, recall: Recall) -> Document | Skipped:
    path = file.path
    try:
        if file.location is None:
            data = (stdin or sys.stdin.buffer).read(most_bytes("PDF", limit) + 1)
            return read_document(path, data, kind=sniff(data), limit=limit)
        kind = kind_of(path)
        if not file.location.is_file():
            broken = file.location.is_symlink()
            raise DocumentError(path, "a link to nothing; remove it" if broken else "not a regular file; pipe it to standard input with -")
        size = file.location.stat().st_size
        if size > most_bytes(kind, limit):
            raise too_large(path, size, most_bytes(kind, limit))
        data = file.location.read_bytes()
        return recall(path, kind, data, lambda: read_document(path, data, limit=limit))
    except DocumentError as error:
        return Skipped(error.path, error.reason)
    except OSError as error:
        return Skipped(path, f"cannot be opened ({error.strerror or error}); check its permissions")
