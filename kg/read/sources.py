"""What the user named, as files: folders are walked, globs expanded, `-` is standard input. Each file gets a path to be known by.

That path is relative to the folder given. Where two files would get the same one, the names of their folders are put in front, as few as
tell them apart, so that it depends on the names given and not on the order of the files on the disk.
"""
from __future__ import annotations

import glob
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kg.errors import UsageError
from kg.model import Skipped

STDIN: Final = "-"
_MAGIC: Final = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class File:
    """A file to read: `location` is where it is (None: standard input), `base` the folder that `relative` starts from."""

    location: Path | None
    base: Path
    relative: str
    depth: int = 0  # how many folders of `base` stand in front of `relative`

    @property
    def path(self) -> str:
        """What the document will be called: forward slashes, and no character that cannot be written as UTF-8."""
        if not self.depth and self.relative.isascii():
            return self.relative
        parts = self.base.parts[1:]
        front = parts[len(parts) - self.depth:] if self.depth else ()
        return os.fsencode("/".join((*front, self.relative))).decode("utf-8", "replace")


def find(sources: Sequence[str]) -> list[File | Skipped]:
    """The files that `sources` name, in the order given and sorted within each. Raises UsageError for one that does not exist."""
    if not sources:
        raise UsageError("no source given; name a file, a folder, a pattern such as 'articles/*.md', or - for standard input")
    found = [entry for source in sources for entry in _expand(source)]
    once: dict[Path | Skipped | None, File | Skipped] = {}
    for entry in found:  # the same file named twice is read once
        once.setdefault(entry if isinstance(entry, Skipped) else entry.location, entry)
    return _told_apart(list(once.values()))


def _expand(source: str) -> Iterator[File | Skipped]:
    if source == STDIN:
        yield File(None, Path("/"), "stdin")
        return
    path = Path(source)
    try:
        is_folder, exists = path.is_dir(), os.path.lexists(path)
    except (OSError, ValueError) as error:
        raise UsageError(f"{source!r}: not a path that can be read ({error})") from error
    if is_folder:
        yield from _folder(source)
    elif exists:
        yield File(_absolute(path), _absolute(path).parent, path.name)
    elif _MAGIC.intersection(source):
        yield from _pattern(source)
    else:
        raise UsageError(f"{source}: no such file or folder; check the name")


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would follow links, and Path.absolute keeps ".."


def _folder(source: str) -> Iterator[File | Skipped]:
    base = _absolute(Path(source))
    problems: list[Skipped] = []
    found: list[File | Skipped] = [File(path, base, relative) for path, relative in _walk(base, problems)]
    found += problems
    if found:
        yield from sorted(found, key=lambda entry: entry.path)
    else:
        yield Skipped(source, "no documents in this folder; put text, Markdown, HTML, PDF or Word (.docx) files in it")


def _walk(base: Path, problems: list[Skipped]) -> Iterator[tuple[Path, str]]:
    """The files below a folder, each with its path from there."""
    def unreadable(error: OSError) -> None:
        place = Path(error.filename)
        relative = place.relative_to(base).as_posix() if place != base else str(base)
        problems.append(Skipped(relative, f"the folder cannot be opened ({error.strerror}); change its permissions"))

    for folder, subfolders, names in os.walk(base, onerror=unreadable):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        inside = Path(folder).relative_to(base).parts
        before = "".join(f"{part}/" for part in inside)
        for name in names:
            if not name.startswith(".") and name != "README.md":
                yield Path(folder, name), before + name


def _pattern(source: str) -> Iterator[File | Skipped]:
    fixed: list[str] = []
    for part in Path(source).parts:
        if _MAGIC.intersection(part):
            break
        fixed.append(part)
    base = _absolute(Path(*fixed))
    matches = [Path(match) for match in sorted(glob.glob(source, recursive=True))]  # noqa: PTH207 - Path.glob takes no absolute pattern
    files = [_absolute(match) for match in matches if not match.is_dir()]
    folders = [match for match in matches if match.is_dir()] if "**" not in source else []
    if not files and not folders:
        raise UsageError(f"{source}: no file matches this pattern")
    for path in files:
        if path.name != "README.md":
            yield File(path, base, path.relative_to(base).as_posix())
    for folder in folders:
        for entry in _folder(str(folder)):
            inside = isinstance(entry, File) and entry.location
            yield File(inside, base, inside.relative_to(base).as_posix()) if inside else entry


def _told_apart(entries: list[File | Skipped]) -> list[File | Skipped]:
    while True:
        count = Counter(entry.path for entry in entries if isinstance(entry, File))
        deeper = [_deeper(entry) if isinstance(entry, File) and count[entry.path] > 1 else entry for entry in entries]
        if deeper == entries:
            return entries
        entries = deeper


def _deeper(file: File) -> File:
    return replace(file, depth=min(file.depth + 1, len(file.base.parts) - 1))
