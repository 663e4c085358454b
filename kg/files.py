"""Files are written whole or not at all: to a temporary name beside the target, then renamed."""
from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import UsageError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def replacing(path: Path, mode: str = "w") -> Iterator[IO[str]]:
    """A UTF-8 text file that takes the place of `path` when the block ends well; after an error `path` is as before.

    Raises UsageError where the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise folder_error(path.parent, error) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, mode, encoding="utf-8", newline="\n", errors="surrogatepass") as stream:
            yield stream
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        raise folder_error(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8, whole or not at all."""
    with replacing(path) as stream:
        stream.write(text)


def folder_error(place: Path, error: OSError) -> UsageError:
    """What to tell a user whose file or folder `place` could not be written."""
    if error.errno in _FULL:
        return UsageError(f"{place}: no room left there ({error.strerror}); what was there is as before. Make room and run the command again, or "
                          "choose another folder with --out")
    return UsageError(f"{place}: cannot write there ({error.strerror or error}); choose another folder with --out")


def sync(*paths: Path) -> None:
    """Have the system put files and folders on the disk, so that a power cut finds them whole too."""
    for path in paths:
        if os.name == "nt" and path.is_dir():
            continue  # Windows opens no folders
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
