"""Making the store of a build and describing its graph, in a process of its own: the engine's threads do not survive a fork, its memory goes with the
process, and the build writes its page meanwhile. The process ends when the one that started it does, however it does, since it reads from it.
"""
from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from kg.describe import write_description
from kg.disk import fill
from kg.errors import KgError, OntologyError
from kg.workers import apart

_START = "import json, sys; sys.path[:] = json.loads(sys.stdin.readline()); from kg.storing import work; work()"
_NO_ROOM = ("No space left", "File too large", "quota")


class StoreError(KgError):
    """The store could not be made, for no reason that is known."""


@contextmanager
def writing_store(folder: Path, turtle: Path, ontology: Path | None = None) -> Iterator[None]:
    """Make `folder`, which is not there yet, a store of the graph in `turtle`, of its description, which is written beside it, and of the ontology,
    while the block runs.

    Raises OntologyError where a file of the ontology is not Turtle, and OSError where the folder cannot be written.
    """
    task = [str(folder), str(turtle), str(ontology) if ontology else None]
    with subprocess.Popen([sys.executable, "-c", _START], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="ascii",
                          **apart()) as process:
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            with suppress(BrokenPipeError):  # it ended already, and there will be no answer
                process.stdin.write(json.dumps(sys.path) + "\n" + json.dumps(task) + "\n")
                process.stdin.flush()
            yield
            answer = process.stdout.readline()
        except BaseException:
            process.kill()
            raise
    if not answer:
        raise StoreError(f"{turtle}: the process that made a store of it ended (status {process.returncode}), perhaps for want of memory. What was "
                         "there is as before, and what was read is kept: run the command again to go on")
    _raise(json.loads(answer))


def _raise(told: dict[str, str]) -> None:
    if "ontology" in told:
        raise OntologyError(told["ontology"])
    if "disk" in told:
        raise OSError(errno.ENOSPC if any(words in told["disk"] for words in _NO_ROOM) else errno.EIO, told["disk"])


def work() -> None:
    """Make the store that standard input tells of."""
    folder, turtle, ontology = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_the_other, daemon=True).start()
    told = {}
    try:
        own = Path(ontology) if ontology else None
        with ThreadPoolExecutor(1) as beside:  # the engine loads the graph meanwhile
            described = beside.submit(write_description, Path(turtle), own)
            fill(Path(folder), Path(turtle), own, described.result)
    except OntologyError as error:
        told = {"ontology": str(error)}
    except OSError as error:
        told = {"disk": str(error)}
    sys.stdout.write(json.dumps(told) + "\n")


def _end_with_the_other() -> None:
    sys.stdin.read()
    os._exit(1)
