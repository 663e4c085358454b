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
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from kg.building.workers import apart
from kg.errors import KgError, OntologyError
from kg.graph.census import Census, census, from_json, to_json
from kg.graph.describe import checked_queries, names_in_examples, write_description
from kg.graph.differing import Change, Stretch, change, change_of_whole
from kg.graph.disk import counted_before, fill, go_on
from kg.publish import DESCRIPTION, STORE

_START = "import json, sys; sys.path[:] = json.loads(sys.stdin.readline()); from kg.building.storing import work; work()"
_NO_ROOM = ("No space left", "File too large", "quota")


class StoreError(KgError):
    """The store could not be made, for no reason that is known."""


@dataclass(frozen=True, slots=True)
class Before:
    """The last build, in the output folder `out`, and the stretches of its graph.ttl that stand in that of the new one (`kg.graph.differing`)."""

    out: Path
    same: Sequence[Stretch]


@contextmanager
def writing_store(folder: Path, turtle: Path, ontology: Path | None = None, before: Before | None = None) -> Iterator[None]:
    """Make `folder`, which is not there yet, a store of the graph in `turtle`, of its description, which is written beside it, and of the ontology,
    while the block runs. It goes on from the store of the build `before` where that can be.

    Raises OntologyError where a file of the ontology is not Turtle, and OSError where the folder cannot be written.
    """
    task = [str(folder), str(turtle), str(ontology) if ontology else None, [str(before.out), before.same] if before else None]
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
    folder, turtle, ontology, before = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_the_other, daemon=True).start()
    told = {}
    try:
        make(Path(folder), Path(turtle), Path(ontology) if ontology else None, Before(Path(before[0]), before[1]) if before else None)
    except OntologyError as error:
        told = {"ontology": str(error)}
    except OSError as error:
        told = {"disk": str(error)}
    sys.stdout.write(json.dumps(told) + "\n")


def make(folder: Path, turtle: Path, ontology: Path | None, before: Before | None) -> None:
    """Make `folder` what `writing_store` says. Raises as it does."""
    anew = _told_anew(turtle, ontology, before) if before is not None else None
    if before is not None and anew is not None:
        changed, found = anew
        write_description(turtle, ontology, found)
        description = change_of_whole(before.out / DESCRIPTION, turtle.with_name(DESCRIPTION))
        if not go_on(folder, before.out / STORE, changed, description, turtle, ontology, to_json(found)):
            fill(folder, turtle, ontology, lambda: to_json(found))
    else:
        with ThreadPoolExecutor(1) as beside:  # the engine loads the graph meanwhile
            described = beside.submit(write_description, turtle, ontology)
            fill(folder, turtle, ontology, lambda: to_json(described.result()))


def _told_anew(turtle: Path, ontology: Path | None, before: Before) -> tuple[Change, Census] | None:
    """What changed since the last build, and the census of the graph now; None where there is nothing to go on from."""
    known = counted_before(before.out, ontology) if before.same else None
    changed = change(before.out / turtle.name, turtle, before.same) if known is not None else None
    if known is None or changed is None:
        return None
    try:
        counts = from_json(known)
    except (ValueError, TypeError):
        return None
    gone, come = (census(triples, names_in_examples(checked_queries(ontology))) for triples in (changed.gone, changed.come))
    found = counts.changed(gone, come)
    return None if found is None else (changed, found)


def _end_with_the_other() -> None:
    sys.stdin.read()
    os._exit(1)
