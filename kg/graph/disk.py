"""The graph of a build in Oxigraph on the disk: `kg build` makes it from the Turtle that it wrote and the ontology's files in force, and readers
open it without reading either. The graph's description stands in it too, where there is one. Where little is told anew, a store goes on from that of
the last build.

Its files are not the same twice, so a note beside them tells what went in. Where the note does not fit the graph, the ontology or the engine of a
reader, the store is as good as none.
"""
from __future__ import annotations

import hashlib
import itertools
import json
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pyoxigraph

from kg.errors import OntologyError
from kg.graph.differing import Change
from kg.paths import ontology_files
from kg.publish import DESCRIPTION, NOTE, STORE, checksum, manifest

_CENSUS = "census.json"
_NOT_KEPT = {NOTE, "LOCK"}


@dataclass(frozen=True, slots=True)
class Note:
    """What a store was made of, and the checksums of its files. Size and time of the Turtle stand for its checksum as long as both are the same."""

    graph: str
    size: int
    time: int
    ontology: str
    engine: str
    files: Mapping[str, str] = field(default_factory=dict)


class NoStoreError(Exception):
    """There is no store for this graph and this ontology. Building again would make one, unless the reader asks for `another` than a build makes."""

    def __init__(self, reason: str, *, damaged: bool = False, another: bool = False) -> None:
        super().__init__(reason)
        self.damaged = damaged
        self.another = another


def fill(folder: Path, turtle: Path, ontology: Path | None = None, described: Callable[[], str | None] = lambda: None) -> None:
    """Make `folder`, which is not there yet, a store of the graph in `turtle` and of the ontology; and of the graph's description, which is beside it
    once `described` returns what was counted for it, to be kept for the next build. Only for a process that was not forked from one that had a store
    open: there it would never end (`kg.building.storing`).

    Raises OntologyError where a file of the ontology is not Turtle, and OSError where the folder cannot be written.
    """
    folder.mkdir()
    found = _load(folder, turtle, ontology, described)
    _note(folder, turtle, ontology, found)


def go_on(folder: Path, before: Path, graph: Change, description: Change, turtle: Path, ontology: Path | None, counted: str) -> bool:
    """Make `folder`, which is not there yet, the store in `before` with these changes; `counted` is what was counted in `turtle`. For whom `fill` is.

    False, and no folder, where that cannot be done: the engine keeps the words of a triple that is removed in its files, so that where the graph has
    lost some for good only a store from nothing is without them.
    """
    if {t.subject for t in graph.gone} - {t.subject for t in graph.come}:
        return False
    folder.mkdir()
    try:
        for path in before.iterdir():
            if path.name not in _NOT_KEPT:
                _link(path, folder / path.name)
        done = _change(folder, graph, description)
    except (OSError, RuntimeError):
        done = False
    if done:
        _note(folder, turtle, ontology, counted, before)
    else:
        shutil.rmtree(folder)
    return done


def counted_before(out: Path, ontology: Path | None) -> str | None:
    """What was counted in the graph in the output folder `out`, where there is a store of just that graph and ontology, whole and of this engine."""
    place = out / STORE
    note = _read(place / NOTE)
    try:
        told = manifest(out)
        if (note is None or not note.files or note.engine != pyoxigraph.__version__ or note.ontology != _digest(ontology)
                or note.graph != told.get("graph.ttl") or checksum(out / DESCRIPTION) != told.get(DESCRIPTION)
                or any(checksum(place / name) != known for name, known in note.files.items())):
            return None
        return (place / _CENSUS).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return None


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


def _load(folder: Path, turtle: Path, ontology: Path | None, described: Callable[[], str | None]) -> str | None:
    store = pyoxigraph.Store(str(folder))
    store.bulk_load(path=turtle, format=pyoxigraph.RdfFormat.TURTLE)
    found = described()
    if (told := turtle.with_name(DESCRIPTION)).is_file():
        store.bulk_load(path=told, format=pyoxigraph.RdfFormat.TURTLE)
    store.bulk_extend(itertools.chain.from_iterable(map(_quads, ontology_files(ontology))))
    store.optimize()
    store.flush()
    return found


def _change(folder: Path, graph: Change, description: Change) -> bool:
    """Take out and put in what changed; False where words would be left behind."""
    store, gone = pyoxigraph.Store(str(folder)), graph.removed()
    for triple in itertools.chain(gone, description.removed()):
        store.remove(_quad(triple))
    store.extend(map(_quad, itertools.chain(graph.added(), description.added())))
    store.flush()
    return all(_is_told(store, term) for term in {term for triple in gone for term in (triple.subject, triple.object)})


def _quad(triple: pyoxigraph.Triple) -> pyoxigraph.Quad:
    return pyoxigraph.Quad(triple.subject, triple.predicate, triple.object)


def _is_told(store: pyoxigraph.Store, term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple) -> bool:
    """Whether a term stands in any triple."""
    as_subject = () if isinstance(term, pyoxigraph.Literal) else store.quads_for_pattern(term, None, None)
    return any(True for _ in itertools.chain(as_subject, store.quads_for_pattern(None, None, term)))


def _link(path: Path, target: Path) -> None:
    """The same file once more: tables are never written to again; whatever else there is is copied, as is all where a file has but one name."""
    if path.suffix == ".sst":
        try:
            os.link(path, target)
        except OSError:
            shutil.copyfile(path, target)
    else:
        shutil.copyfile(path, target)


def _note(folder: Path, turtle: Path, ontology: Path | None, counted: str | None, before: Path | None = None) -> None:
    """Write beside the engine's files what the store was made of, and take away what tells of this machine; nobody reads that."""
    for path in folder.glob("LOG*"):
        path.unlink()
    if counted is not None:
        (folder / _CENSUS).write_text(counted, encoding="utf-8")
    known = _read(before / NOTE) if before is not None else None
    same = {p.name for p in folder.iterdir() if before is not None and (before / p.name).exists() and p.samefile(before / p.name)}
    files = {p.name: known.files[p.name] if known is not None and p.name in same else checksum(p) for p in _kept(folder)}
    found = turtle.stat()
    note = Note(checksum(turtle), found.st_size, found.st_mtime_ns, _digest(ontology), pyoxigraph.__version__, files)
    (folder / NOTE).write_text(json.dumps(asdict(note)) + "\n", encoding="utf-8")


def _kept(folder: Path) -> Iterable[Path]:
    """The files of a store whose checksums its note tells."""
    return (p for p in sorted(folder.iterdir()) if p.name not in _NOT_KEPT)


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
