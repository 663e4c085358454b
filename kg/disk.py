"""The graph of a build in Oxigraph on the disk: `kg build` makes it from the Turtle that it wrote and the ontology's files in force, and readers
open it without reading either. The graph's description stands in it too, where there is one.

Its files are not the same twice, so a note beside them tells what went in. Where the note does not fit the graph, the ontology or the engine of a
reader, the store is as good as none.
"""
from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import pyoxigraph

from kg.errors import OntologyError
from kg.paths import ontology_files
from kg.publish import DESCRIPTION, NOTE, STORE, checksum


@dataclass(frozen=True, slots=True)
class Note:
    """What a store was made of. Size and time of the Turtle stand for its checksum as long as both are the same."""

    graph: str
    size: int
    time: int
    ontology: str
    engine: str


class NoStoreError(Exception):
    """There is no store for this graph and this ontology. Building again would make one, unless the reader asks for `another` than a build makes."""

    def __init__(self, reason: str, *, damaged: bool = False, another: bool = False) -> None:
        super().__init__(reason)
        self.damaged = damaged
        self.another = another


def fill(folder: Path, turtle: Path, ontology: Path | None = None, described: Callable[[], object] = lambda: None) -> None:
    """Make `folder`, which is not there yet, a store of the graph in `turtle` and of the ontology; and of the graph's description, which is beside it
    once `described` returns. Only for a process that was not forked from one that had a store open: there it would never end (`kg.storing`).

    Raises OntologyError where a file of the ontology is not Turtle, and OSError where the folder cannot be written.
    """
    folder.mkdir()
    _load(folder, turtle, ontology, described)
    (folder / "LOG").unlink()  # tells of this machine; nobody reads it
    (folder / NOTE).write_text(json.dumps(asdict(_note(turtle, ontology))) + "\n", encoding="utf-8")


def open_on_disk(folder: Path, ontology: Path | None = None) -> pyoxigraph.Store:
    """The store in the output folder `folder`, to read; as many may read as want.

    Raises NoStoreError where it was made of something else, or is damaged.
    """
    place, turtle = folder / STORE, folder / "graph.ttl"
    made_of = _read(place / NOTE)
    if made_of is None:
        raise NoStoreError(f"{folder}: there is no store in this build")
    if made_of.engine != pyoxigraph.__version__:
        raise NoStoreError(f"{place}: made by pyoxigraph {made_of.engine}, and this is {pyoxigraph.__version__}")
    if not _same(turtle, made_of):
        raise NoStoreError(f"{turtle}: changed since the store was made of it")
    if made_of.ontology != _digest(ontology):
        raise NoStoreError(f"{place}: made with another ontology", another=ontology is not None)
    try:
        return pyoxigraph.Store.read_only(str(place))
    except (OSError, RuntimeError) as error:
        raise NoStoreError(f"{place}: damaged ({error})", damaged=True) from error


def is_damage(problem: Exception) -> bool:
    """Whether an error while a store is read means that its files are gone, or not as they were written."""
    return isinstance(problem, OSError) or str(problem).startswith("Corruption")


def _load(folder: Path, turtle: Path, ontology: Path | None, described: Callable[[], object]) -> None:
    store = pyoxigraph.Store(str(folder))
    store.bulk_load(path=turtle, format=pyoxigraph.RdfFormat.TURTLE)
    described()
    if (told := turtle.with_name(DESCRIPTION)).is_file():
        store.bulk_load(path=told, format=pyoxigraph.RdfFormat.TURTLE)
    store.bulk_extend(itertools.chain.from_iterable(map(_quads, ontology_files(ontology))))
    store.optimize()
    store.flush()


def _note(turtle: Path, ontology: Path | None) -> Note:
    found = turtle.stat()
    return Note(checksum(turtle), found.st_size, found.st_mtime_ns, _digest(ontology), pyoxigraph.__version__)


def _same(turtle: Path, note: Note) -> bool:
    found = turtle.stat()
    return found.st_size == note.size and (found.st_mtime_ns == note.time or checksum(turtle) == note.graph)


def _digest(ontology: Path | None) -> str:
    """One checksum over the names and the contents of the files in force."""
    files = (part for path in ontology_files(ontology) for part in (path.name.encode(), path.read_bytes()))
    return hashlib.sha256(b"\0".join(files)).hexdigest()


def _read(path: Path) -> Note | None:
    try:
        return Note(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _quads(path: Path) -> list[pyoxigraph.Quad]:
    try:
        return list(pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE))
    except (SyntaxError, OSError, UnicodeDecodeError) as problem:
        raise OntologyError(f"{path}: cannot be read as Turtle ({problem})") from problem
