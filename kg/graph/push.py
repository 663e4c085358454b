"""The graph of a build, with its description, sent to a SPARQL server in batches. The first takes the place of what the target graph held, the others
are added to it, and at the end the server's count must be ours.

How far it came is noted in the output folder: a run that was cut off goes on where it was. A batch that is sent twice does no harm, since the graph
has no blank nodes: the same triples are the same triples.
"""
from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path
from typing import IO

import pyoxigraph

from kg.errors import UsageError
from kg.files import write_text
from kg.graph.census import census
from kg.graph.describe import base_of, checked_queries, description, names_in_examples
from kg.graph.endpoint import Credentials, Endpoint, EndpointError, Target
from kg.graph.keep import Keep, check_graph_has
from kg.iris import KG, prefixes
from kg.publish import WORK, settle
from kg.records import read_output

BATCH = 10_000  # triples of a request
_BYTES = 4_000_000  # of a request, whatever the number of triples
_PRIVATE = pyoxigraph.NamedNode(str(KG.privateAllegation))
Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """What was done: how many triples stand in the target graph, and how many of them an earlier run had sent."""

    triples: int
    before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run came: so many batches, with so many triples, of the lines with this digest."""

    digest: str
    batches: int
    triples: int


def push(folder: Path, target: Target, who: Credentials, *, ontology: Path | None = None, keep: Keep | None = None, batch: int = BATCH,
         timeout: float = 300.0, step: Step | None = None, tell: Callable[[str], None] = lambda _: None) -> Pushed:
    """Send the graph of the build in `folder`, as far as `keep` shows it, and check that it is there. `ontology` is the user's own, of which the
    description tells the terms and the queries.

    Raises UsageError where there is no build, and EndpointError where the server does not take it, or does not hold what it was sent.
    """
    keep = keep or Keep()
    if keep.private:
        check_graph_has(read_output(folder), keep)
    with _graph(folder) as stream, Endpoint(target, who, timeout=timeout, tell=tell) as endpoint:
        load = _load(stream, keep, target, ontology)
        notes = Notes(folder, target)
        digest = hashlib.sha256(f"{batch} {load.digest}".encode()).hexdigest()
        before = _resumed(endpoint, notes.read(digest), _batches(load.lines(), batch), tell)
        done = before.triples
        for number, lines in enumerate(_batches(load.lines(), batch)):
            if number < before.batches:
                continue
            if step is not None:
                step(target.url, done, load.triples)
            endpoint.add(lines) if number else endpoint.replace(lines)
            done += len(lines)
            notes.write(Progress(digest=digest, batches=number + 1, triples=done))
        notes.forget()
        _check_count(endpoint.count(), load.triples, target)
        return Pushed(triples=load.triples, before=before.triples)


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What is sent: the graph in `stream`, or the part of it that is `kept`, and its description. `digest` names all of it."""

    stream: IO[bytes]
    kept: list[pyoxigraph.Triple] | None
    description: list[str]
    triples: int
    digest: str

    def lines(self) -> Iterator[str]:
        """All of it as N-Triples, in an order that is the same each time."""
        return chain(map(_line, _triples(self.stream, self.kept)), self.description)


def _load(stream: IO[bytes], keep: Keep, target: Target, ontology: Path | None) -> Load:
    """What is to be sent. It is read once for its counts, which the description tells, and again for each use of its lines."""
    kept, queries, digest = _kept(stream, keep), checked_queries(ontology), hashlib.sha256()

    def digested() -> Iterator[pyoxigraph.Triple]:
        for triple in _triples(stream, kept):
            digest.update(_line(triple).encode())
            yield triple

    found = census(digested(), names_in_examples(queries))
    told = description(found, _base(stream), queries, ontology, target.query_url)
    lines = sorted(_line(quad.triple) for quad in pyoxigraph.parse(told, format=pyoxigraph.RdfFormat.TURTLE))
    digest.update("".join(lines).encode())
    return Load(stream=stream, kept=kept, description=lines, triples=found.triples + len(lines), digest=digest.hexdigest())


class Notes:
    """What the output folder knows of the way to one target."""

    def __init__(self, folder: Path, target: Target) -> None:
        self._target = asdict(target)
        name = hashlib.sha256(json.dumps(self._target, sort_keys=True).encode()).hexdigest()[:16]
        self._path = folder / WORK / "push" / f"{name}.json"

    def read(self, digest: str) -> Progress:
        """How far the lines with this digest came; a note that cannot be read, or is of other lines, is none."""
        try:
            told = json.loads(self._path.read_text(encoding="utf-8"))
            found = Progress(digest=str(told["digest"]), batches=int(told["batches"]), triples=int(told["triples"]))
        except (OSError, ValueError, TypeError, LookupError):
            return Progress(digest=digest, batches=0, triples=0)
        return found if found.digest == digest else Progress(digest=digest, batches=0, triples=0)

    def write(self, progress: Progress) -> None:
        write_text(self._path, json.dumps({"target": self._target, **asdict(progress)}, indent=1) + "\n")

    def forget(self) -> None:
        self._path.unlink(missing_ok=True)


def graph_iri(folder: Path) -> str:
    """The name of the graph of a build where none is given, from the base of its addresses."""
    with _graph(folder) as stream:
        return f"{_base(stream)}graph"


def _base(stream: IO[bytes]) -> str:
    reader = _parsed(stream)
    next(reader, None)
    return base_of(reader)


def _resumed(endpoint: Endpoint, progress: Progress, batches: Iterator[list[str]], tell: Callable[[str], None]) -> Progress:
    """How far the target graph is, if it still holds what was sent to it; the batch that was on its way may have come or not."""
    count = endpoint.count()
    if not progress.batches:
        return progress
    sizes = [len(lines) for lines in batches]
    following = sizes[progress.batches] if progress.batches < len(sizes) else 0
    if progress.triples <= count <= progress.triples + following:
        return progress
    tell(f"the server no longer holds what was sent to it ({count} triples of {progress.triples}): all is sent anew")
    return Progress(digest=progress.digest, batches=0, triples=0)


def _check_count(count: int, total: int, target: Target) -> None:
    if count == total:
        return
    where = "its default graph" if target.graph is None else f"<{target.graph}>"
    hint = " A server whose default graph is the union of all others counts those too: name a graph with --graph." if target.graph is None else ""
    raise EndpointError(f"{target.query_url}: the server counts {count} triples in {where}, and was sent {total}; something was lost, or another "
                        f"writes there.{hint} Run the command again to send all anew")


@contextmanager
def _graph(folder: Path) -> Iterator[IO[bytes]]:
    """The file of the graph, which stays the same while it is open, though a build may put another in its place."""
    settle(folder)
    path = folder / "graph.ttl"
    if not path.is_file():
        raise UsageError(f"{folder}: no build there (graph.ttl is missing); run 'kg build SOURCES --out {folder}' first")
    with path.open("rb") as stream:
        try:
            yield stream
        except SyntaxError as error:
            raise UsageError(f"{path}: not Turtle ({error}); build it again") from error


def _parsed(stream: IO[bytes]) -> pyoxigraph.QuadParser:
    stream.seek(0)
    return pyoxigraph.parse(stream, format=pyoxigraph.RdfFormat.TURTLE)


def _kept(stream: IO[bytes], keep: Keep) -> list[pyoxigraph.Triple] | None:
    """What `keep` shows, sorted, where that is not all that the graph holds; otherwise None."""
    update = keep.removal()
    if update is None or (keep.min_confidence <= 0 and not any(q.predicate == _PRIVATE for q in _parsed(stream))):
        return None
    store = pyoxigraph.Store()
    stream.seek(0)
    store.bulk_load(stream, format=pyoxigraph.RdfFormat.TURTLE)
    store.update(update, prefixes=prefixes())
    return sorted((quad.triple for quad in store), key=str)


def _triples(stream: IO[bytes], kept: list[pyoxigraph.Triple] | None) -> Iterator[pyoxigraph.Triple]:
    return (quad.triple for quad in _parsed(stream)) if kept is None else iter(kept)


def _line(triple: pyoxigraph.Triple) -> str:
    return f"{triple} .\n"


def _batches(lines: Iterable[str], most: int) -> Iterator[list[str]]:
    """Lists of at most so many lines, none of too many bytes unless it is of one line; one that is empty where there is no line at all."""
    waiting: list[str] = []
    size = 0
    for line in lines:
        length = len(line.encode())
        if waiting and (len(waiting) >= most or size + length > _BYTES):
            yield waiting
            waiting, size = [], 0
        waiting.append(line)
        size += length
    yield waiting
