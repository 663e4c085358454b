"""Documents by what a build must know of them while it holds many: not their texts, which are read again when they are needed.

A file that stands as an earlier build found it is not opened. It is told by its place, size, inode and both its times; one of these, the time of
its last change of any kind, no program can set, so that only a change within the clock's own step could be missed. Therefore a file that had just
been changed when it was read is opened the next time too. Whoever trusts no clock at all builds with --no-cache.
"""
from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kg.building.cache import Cache
from kg.building.versions import reading
from kg.codec import FORMAT, DamagedError, decode_document, digest_of, encode_document
from kg.errors import UsageError
from kg.model import Document
from kg.read import Incoming, read_document

SETTLED = 2.0  # seconds after which a change shows in a file's times: the longest step of a file system's clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A document without its text: `digest` is of all in it that its statements may depend on, `length` that of its text, `kept` the key under
    which it is kept (none: it is not). `load` gives the document."""

    id: str
    path: str
    sha256: str
    digest: str
    length: int
    kept: str | None
    load: Callable[[], Document]

    @classmethod
    def of(cls, document: Document, *, load: Callable[[], Document] | None = None, kept: str | None = None) -> Input:
        """The input that is this document; `load` gives it again, where it should not be held."""
        return cls(id=document.id, path=document.path, sha256=document.sha256, digest=digest_of(document), length=len(document.text), kept=kept,
                   load=load or (lambda: document))


_Status = tuple[str, int, int, int, int, int]  # a digest of its place, device, inode, size, and when it was last written, and changed in any way
_Told = tuple[str, str, str, int, str]  # id, sha256, digest, length, key


class Files:
    """What earlier builds kept of files, in `cache`; with `fresh` nothing is taken from there, but all is kept anew."""

    def __init__(self, cache: Cache, *, fresh: bool) -> None:
        self._cache, self._fresh = cache, fresh
        self._begin = f"{FORMAT}\0{reading()}\0"
        self._key = self._digest(b"files")
        self._before: dict[str, tuple[_Status, _Told, str]] = {}  # with the line that tells it
        self._now: list[str] = []
        if not fresh:
            for line in (cache.get(self._key) or "").splitlines():
                path, status, told = json.loads(line)
                self._before[path] = (tuple(status), tuple(told), line)

    def know(self, incoming: Incoming) -> Input:
        """The document of a file. Raises DocumentError where the file has none."""
        status = _status(incoming.location, incoming.status)
        before = self._before.get(incoming.path)
        if incoming.location is not None and status is not None and before is not None and before[0] == status:
            _, (id_, sha256, digest, length, key), line = before
            found = Input(id=id_, path=incoming.path, sha256=sha256, digest=digest, length=length, kept=key,
                          load=partial(self._again, incoming.path, incoming.location, key, id_))
            self._cache.keep([key])
        else:
            found = self._read(incoming)
            line = json.dumps([found.path, status, [found.id, found.sha256, found.digest, found.length, found.kept]])
        if status is not None and time.time() - max(status[4], status[5]) / 1e9 > SETTLED:
            self._now.append(line)
        return found

    def save(self) -> None:
        """Keep what is known of all files for the next build; here it is no longer held."""
        self._cache.put(self._key, "\n".join(self._now))
        self._before, self._now = {}, []

    def _read(self, incoming: Incoming) -> Input:
        data = incoming.data()
        if incoming.location is None:
            return Input.of(incoming.make(data))
        key = self._digest(f"{incoming.path}\0{incoming.kind}\0".encode() + data)
        document = None if self._fresh else self._kept(key)
        if document is None:
            document = incoming.make(data)
            self._cache.put(key, encode_document(document))
        return Input.of(document, load=partial(self._again, incoming.path, incoming.location, key, document.id), kept=key)

    def _again(self, path: str, location: str, key: str, id_: str) -> Document:
        """The document of a file that was known before."""
        document = self._kept(key)
        if document is None:
            document = read_document(path, Path(location).read_bytes())
            if document.id != id_:
                raise UsageError(f"{path}: the file was changed while it was read; run the command again")
            self._cache.put(key, encode_document(document))
        return document

    def _kept(self, key: str) -> Document | None:
        line = self._cache.get(key)
        try:
            return decode_document(line) if line is not None else None
        except DamagedError:
            self._cache.damaged += 1
            return None

    def _digest(self, data: bytes) -> str:
        return hashlib.sha256(self._begin.encode() + data).hexdigest()


def _status(location: str | None, found: os.stat_result | None) -> _Status | None:
    if location is None or found is None:
        return None
    place = hashlib.sha256(os.fsencode(location)).hexdigest()[:16]  # an output folder that is given away tells of no folder of this machine
    return place, found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
