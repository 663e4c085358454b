"""Files are written whole or not at all: to a temporary name beside the target, then renamed."""
from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kg.errors import UsageError


@contextmanager
def replacing(path: Path, mode: str = "w") -> Iterator[IO[str]]:
    """A UTF-8 text file that takes the place of `path` when the block ends well; after an error `path` is as before.

    Raises UsageError where the folder cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise UsageError(f"{path.parent}: cannot write there ({error.strerror}); choose another folder with --out") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, mode, encoding="utf-8", newline="\n", errors="surrogatepass") as stream:
            yield stream
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        raise UsageError(f"{path}: could not be written ({error.strerror})") from error
    finally:
        temporary.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Write `text` to `path` as UTF-8, whole or not at all."""
    with replacing(path) as stream:
        stream.write(text)
