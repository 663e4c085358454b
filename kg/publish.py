"""The files of a build appear together. They are made in a working folder inside the output folder, and once all are there, and named with their
checksums in `manifest.json`, the working folder is renamed: from then on the new build stands, and what is left is to move its files into place.

A process that is killed before the renaming leaves the last build as it was. One that is killed between two moves leaves a renamed folder: whoever
comes next, to read or to write, makes the moves that are left (`settle`). One process at a time writes: the lock belongs to the process and is let
go by the system when it dies. Only files that a build wrote are ever touched.
"""
from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from kg.errors import UsageError
from kg.files import folder_error, sync, write_text

WORK = ".kg"  # in an output folder: the lock, what is in the making, what is kept for the next build
MANIFEST = "manifest.json"
TEXTS = "documents"
PAGE = "network.html"
DESCRIPTION = "description.ttl"  # of the graph, which stores hold with it
STORE = "store"  # a folder that is replaced as a whole
NOTE = "kg.json"  # in the store: tells what it was made of, and that it is ours
_NEW, _READY, _OLD, _REMOVED = "new", "ready", "old", "removed.json"
_TEXT = re.compile(r"[0-9a-f]{16}\.txt")
_OURS = re.compile(rf"(?:{TEXTS}/{_TEXT.pattern})|[a-z][a-z0-9-]*\.[a-z]+")  # what may be removed: nothing that lies elsewhere
_PATIENCE = 20.0  # seconds that a reader waits while another process moves its files into place
_Read = TypeVar("_Read")


class BusyError(UsageError):
    """Another process writes to the folder."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Write to an output folder alone; what a killed process left unfinished is finished first.

    Raises UsageError where another process writes there, or the folder cannot be written.
    """
    work = folder / WORK
    try:
        work.mkdir(parents=True, exist_ok=True)
        handle = os.open(work / "lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise folder_error(folder, error) from error
    try:
        if not _take(handle):
            raise BusyError(f"{folder}: another kg is writing there; wait until it has ended, or choose another folder with --out")
        try:
            _finish(folder)
        except OSError as error:
            raise folder_error(folder, error) from error
        yield
    finally:
        os.close(handle)


@contextmanager
def replacing_build(folder: Path, *, all_of_it: bool = True) -> Iterator[Path]:
    """An empty folder to write a build's files into, which take the place of those in `folder` together when the block ends well.

    Files of the last build that are not written again are removed; with `all_of_it` false they stay. `documents/` may lack texts that stand in
    `folder` already (`Texts`). Only for the one who has the lock. Raises UsageError where the folder cannot be written, or holds a folder of
    another's where the store belongs.
    """
    new = folder / WORK / _NEW
    if (folder / STORE).exists() and not (folder / STORE / NOTE).is_file():
        raise UsageError(f"{folder / STORE}: this is where the graph's store belongs, and the folder there is not one that kg made; move it away, or "
                         "choose another folder with --out")
    try:
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        yield new
        _commit(folder, new, all_of_it=all_of_it)
        _finish(folder)
    except OSError as error:
        raise folder_error(folder, error) from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def settle(folder: Path) -> None:
    """Finish what a process that was killed had begun to put in place, so that `folder` holds one build and not parts of two.

    Raises UsageError where that cannot be done.
    """
    began = time.monotonic()
    while (folder / WORK / _READY).is_dir():
        try:
            with locked(folder):
                return
        except BusyError:
            if time.monotonic() - began > _PATIENCE:
                raise
            time.sleep(0.05)


def read_whole(folder: Path, read: Callable[[], _Read]) -> _Read:
    """What `read` makes of the files in `folder`, all of one build, though another process may put a new one there meanwhile."""
    while True:
        settle(folder)
        before = _stamp(folder)
        try:
            result = read()
        except (OSError, ValueError):
            if _stamp(folder) == before:
                raise
            continue
        if _stamp(folder) == before:
            return result


def _stamp(folder: Path) -> tuple[bool, int, int]:
    """Changes whenever a new build begins or ends to be put in place."""
    try:
        found = (folder / MANIFEST).stat()
    except OSError:
        return (folder / WORK / _READY).is_dir(), 0, 0
    return (folder / WORK / _READY).is_dir(), found.st_ino, found.st_mtime_ns


def manifest(folder: Path) -> Mapping[str, str]:
    """The checksums of the files of the build in `folder`, by name; none where it was made before there were any. Texts are not among them: their
    names are their checksums. Raises ValueError where the manifest cannot be read."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    if not isinstance(told, dict) or not all(isinstance(v, str) for v in told.values()):
        raise ValueError(f"{MANIFEST} is not one that kg wrote")
    return told


def checksum(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _commit(folder: Path, new: Path, *, all_of_it: bool) -> None:
    """From here on what stands in `new` is the build."""
    written = {p.name: checksum(p) for p in sorted(new.iterdir()) if p.is_file() and p.name != _REMOVED}
    try:
        before = manifest(folder)
    except ValueError:
        before = {}
    removed: list[str] = []
    if all_of_it:
        removed = [name for name in before if name not in written]
    else:
        written = {**before, **written}
    write_text(new / MANIFEST, json.dumps(written, indent=1, sort_keys=True) + "\n")
    gone = new / _REMOVED
    removed += json.loads(gone.read_text(encoding="utf-8")) if gone.is_file() else []
    write_text(gone, json.dumps(removed))
    sync(*new.iterdir(), *new.glob(f"{STORE}/*"), new)
    new.rename(folder / WORK / _READY)
    sync(folder / WORK)


def _finish(folder: Path) -> None:
    """Make the moves that are left. Each may have been made before; made again, it changes nothing."""
    ready = folder / WORK / _READY
    if not ready.is_dir():
        return
    texts = folder / TEXTS
    for path in sorted(ready.glob(f"{TEXTS}/*")):
        texts.mkdir(exist_ok=True)
        path.replace(texts / path.name)
    if (ready / STORE).is_dir():
        _replace_folder(folder / STORE, ready / STORE, folder / WORK / _OLD)
    for path in sorted(ready.iterdir(), key=lambda p: (p.name == MANIFEST, p.name)):
        if path.is_file() and path.name != _REMOVED:
            path.replace(folder / path.name)
    gone = ready / _REMOVED
    for name in json.loads(gone.read_text(encoding="utf-8")) if gone.is_file() else []:
        if _OURS.fullmatch(name) and not (folder / name).parent.is_symlink():
            (folder / name).unlink(missing_ok=True)
    shutil.rmtree(ready)


def _replace_folder(place: Path, new: Path, aside: Path) -> None:
    """Put `new` in the place of a folder, which is moved aside first: who reads it keeps the files that are open."""
    shutil.rmtree(aside, ignore_errors=True)
    if place.is_symlink():
        place.unlink()
    elif place.exists():
        place.rename(aside)
    new.rename(place)
    shutil.rmtree(aside, ignore_errors=True)


Standing = tuple[int, int, int]  # a file's inode, size and time of writing: moving it changes none, writing to it does


class Texts:
    """The texts of a build in the making, in the folder `new`, which holds those that do not stand in `folder` already."""

    def __init__(self, folder: Path, new: Path) -> None:
        self._folder, self._new = folder / TEXTS, new
        self._there: dict[str, Standing] = {}
        self._wanted: set[str] = set()
        if self._folder.is_dir():
            with os.scandir(self._folder) as entries:
                self._there = {e.name: _standing(e.stat(follow_symlinks=False)) for e in entries if _TEXT.fullmatch(e.name)}

    def keep(self, document: str, text: Callable[[], str], known: Standing | None = None) -> Standing | None:
        """Have the text of a document among the build's; returns how its file stands. One that stands as `known` is taken to be as it was written;
        another one that is there is read, for its name is its checksum."""
        name = f"{document}.txt"
        self._wanted.add(name)
        there = self._there.get(name)
        if there is not None and (there == known or _is_text_of(self._folder / name, document)):
            return there
        write_text(self._new / TEXTS / name, text())
        return _standing((self._new / TEXTS / name).stat())

    def close(self) -> None:
        """Note which texts are gone."""
        write_text(self._new / _REMOVED, json.dumps(sorted(f"{TEXTS}/{name}" for name in self._there if name not in self._wanted)))


def _standing(found: os.stat_result) -> Standing:
    return found.st_ino, found.st_size, found.st_mtime_ns


def _is_text_of(path: Path, document: str) -> bool:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest().startswith(document)
    except OSError:
        return False


def _take(handle: int) -> bool:
    """Take the lock, and tell whether that was possible; without waiting."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
