"""What each document gave, kept between builds: one small file a document, under a key that names everything its content depends on.

An entry is two lines of ASCII: what it is, with the checksum of the second line; and the content (`kg.codec`). An entry that is not whole, or not
what its name says, counts as absent. Nothing in an entry is ever run.
"""
from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from kg.files import write_text

_HEAD = "kg-cache"


class Cache:
    """The entries in `folder`. `damaged` counts those that were there and could not be used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.damaged = 0
        self._asked: set[str] = set()

    def get(self, key: str) -> str | None:
        """The content kept under `key`, or None."""
        path = self._path(key)
        self._asked.add(key)
        try:
            head, _, content = path.read_text(encoding="ascii").partition("\n")
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError):
            head = content = ""
        if head != _head(key, content):
            self.damaged += 1
            return None
        return content

    def has(self, key: str) -> bool:
        """Whether there is an entry under `key`, usable or not."""
        return self._path(key).is_file()

    def put(self, key: str, content: str) -> None:
        """Keep `content`, one line of ASCII, under `key`; whole or not at all."""
        self._asked.add(key)
        write_text(self._path(key), f"{_head(key, content)}\n{content}")

    def prune(self) -> None:
        """Take away all entries that were neither asked for nor put here, and whatever else lies between them."""
        for path in list(self._all()):
            if path.name not in self._asked:
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        for shelf in self.folder.glob("*"):
            if shelf.is_dir() and not any(shelf.iterdir()):
                shelf.rmdir()

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / key

    def _all(self) -> Iterator[Path]:
        for shelf in self.folder.glob("*"):
            yield from shelf.iterdir() if shelf.is_dir() and not shelf.is_symlink() else [shelf]


def _head(key: str, content: str) -> str:
    return f"{_HEAD} {key} {hashlib.sha256(content.encode('ascii', 'replace')).hexdigest()}"
