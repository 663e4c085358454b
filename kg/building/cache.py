"""What each document gave, kept between builds: an SQLite file of entries, each under a key that names everything its content depends on.

An entry is a line of ASCII with its checksum, which covers its key too. An entry that is not whole, or not what its key says, counts as absent; so
does everything in a file that SQLite cannot read. Nothing in an entry is ever run. Each entry is kept at once, so that a process that is killed
loses none; only the process that has the output folder's lock opens the file.
"""
from __future__ import annotations

import base64
import errno
import hashlib
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from kg.files import folder_error

_FILE = "kept.sqlite"
_SETTINGS = ("locking_mode=EXCLUSIVE", "journal_mode=WAL", "synchronous=NORMAL", "cache_size=-16000",
             "secure_delete=ON")  # what rests on a document that is gone is nowhere in the file either
# What the disk or its owner is to blame for; whatever else SQLite cannot do, it cannot do with this file.
_DISK = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH,
         sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM)
_TRIED = 1 << 20  # bytes that are written to learn why nothing can be
_AT_ONCE = 500  # entries that are looked up together
_Result = TypeVar("_Result")


class Cache:
    """The entries in `folder`. `damaged` counts those that were there and could not be used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.damaged = 0
        self._asked: set[str] = set()
        self._opened: sqlite3.Connection | None = None

    def get(self, key: str) -> str | None:
        """The content kept under `key`, or None."""
        self._asked.add(key)
        row = self._ask(lambda db: db.execute("SELECT sum, content FROM entries WHERE key = ?", (key,)).fetchone())
        return None if row is None else self._whole(key, *row)

    def get_each(self, keys: Sequence[str]) -> Iterator[str | None]:
        """What `get` gives of each key, in their order, with less asking."""
        self._asked.update(keys)
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start:start + _AT_ONCE]
            wanted = f"SELECT key, sum, content FROM entries WHERE key IN ({','.join('?' * len(some))})"
            found = {key: (summed, content) for key, summed, content in self._ask(partial(_rows, wanted, some)) or ()}
            yield from (self._whole(key, *found[key]) if key in found else None for key in some)

    def _whole(self, key: str, summed: object, content: object) -> str | None:
        """The content of an entry, None where it is damaged."""
        if isinstance(content, str) and summed == _sum(key, content):
            return content
        self.damaged += 1
        return None

    def has(self, key: str) -> bool:
        """Whether there is an entry under `key`, usable or not."""
        return self._ask(lambda db: db.execute("SELECT 1 FROM entries WHERE key = ?", (key,)).fetchone()) is not None

    def put(self, key: str, content: str) -> None:
        """Keep `content`, one line of ASCII, under `key`; whole or not at all."""
        self._asked.add(key)
        self._ask(lambda db: db.execute("INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", (key, _sum(key, content), content)))

    def keep(self, keys: Iterable[str]) -> None:
        """Let these entries stay, though nobody looked at them."""
        self._asked.update(keys)

    def kept(self) -> list[str]:
        """The keys of all entries."""
        return [key for (key,) in self._ask(lambda db: db.execute("SELECT key FROM entries").fetchall()) or ()]

    def prune(self) -> None:
        """Take away all entries that were neither asked for nor put here, and whatever else lies beside them."""
        gone = [(key,) for key in self.kept() if key not in self._asked]
        if gone:
            self._ask(lambda db: _delete(db, gone))
        for path in list(self.folder.iterdir()):
            if path.is_file() and not path.name.startswith(_FILE):
                path.unlink()

    def close(self) -> None:
        """Let go of the file."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _ask(self, question: Callable[[sqlite3.Connection], _Result]) -> _Result | None:
        """The answer of the file; None where it cannot be read, and is begun anew. Raises UsageError where it cannot be written."""
        try:
            return question(self._connection())
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode & 0xFF in _DISK:
                raise folder_error(self.folder, _reason(self.folder, error)) from error
            self.damaged += 1
            self._begin_anew()
            return question(self._connection())

    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise folder_error(self.folder, error) from error
            self._opened = sqlite3.connect(self.folder / _FILE, isolation_level=None, check_same_thread=False)
            for setting in _SETTINGS:
                self._opened.execute(f"PRAGMA {setting}")
            self._opened.execute("CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, sum TEXT, content TEXT)")
        return self._opened

    def _begin_anew(self) -> None:
        with suppress(sqlite3.Error):
            self.close()
        self._opened = None
        for path in self.folder.glob(f"{_FILE}*"):
            path.unlink()


def remembering(cache: Cache, made_with: str, *, fresh: bool) -> Callable[[bytes, Callable[[], bytes]], bytes]:
    """A function that gives what its second argument makes, or what that made, with the same code, when the first was the same; with `fresh` all is
    made anew."""
    def remember(given: bytes, make: Callable[[], bytes]) -> bytes:
        key = hashlib.sha256(f"made\0{made_with}\0".encode() + given).hexdigest()
        line = None if fresh else cache.get(key)
        if line is not None:
            return base64.b64decode(line)
        made = make()
        cache.put(key, base64.b64encode(made).decode())
        return made

    return remember


def _rows(question: str, given: Sequence[str], db: sqlite3.Connection) -> list[tuple[str, object, object]]:
    return db.execute(question, given).fetchall()


def _delete(db: sqlite3.Connection, keys: list[tuple[str]]) -> None:
    with db:
        db.execute("BEGIN")
        db.executemany("DELETE FROM entries WHERE key = ?", keys)


def _sum(key: str, content: str) -> str:
    found = hashlib.sha256(f"{key}\n".encode("utf-8", "replace"))
    found.update(content.encode("utf-8", "replace"))
    return found.hexdigest()


def _reason(folder: Path, error: sqlite3.Error) -> OSError:
    """Why SQLite could not write, in the system's own words where it gives them to who tries again."""
    if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_FULL:
        return OSError(errno.ENOSPC, str(error))
    try:
        with tempfile.TemporaryFile(dir=folder) as stream:
            stream.write(bytes(_TRIED))
            stream.flush()
    except OSError as reason:
        return reason
    return OSError(errno.EIO, str(error))
