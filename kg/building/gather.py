"""Documents to what they gave, in their order: from what an earlier build kept, or by reading them, in this process, in several, or on other
machines.

Whichever way, it passes through the same text (`kg.codec`), so that no way can give anything else than another.
"""
from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from kg.building.cache import Cache
from kg.building.inputs import Input
from kg.building.remote import Remote
from kg.building.versions import Keys, writing
from kg.building.workers import Workers
from kg.codec import DamagedError, as_read, decode, encode
from kg.collector import looking_at_new, pass_over_loaded
from kg.errors import KgError
from kg.knowledge.domain import Ontology
from kg.model import Document, Gathered
from kg.resolution.briefs import Brief, decode_brief, encode_brief

if TYPE_CHECKING:
    from kg.statements.extract import Extractor

_WORTH = 60_000  # characters to read that are worth a process of their own: it takes a second or two to start
_AHEAD = 8  # documents on their way to each process, so that none waits
Step = Callable[[str, int, int], None]


class Answer(Protocol):
    """What a document gives, as `kg.codec.encode` writes it, once it is done."""

    def done(self) -> bool: ...
    def result(self) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """How documents are read: `folder` is that of the user's ontology, from which `ontology` was loaded; with `jobs` None, as many processes as
    there are cores, and no more than pay; or with `cluster` by the Dask cluster whose scheduler has that address. `cache` is where what they gave
    is kept, under `keys`; with `fresh` nothing is taken from there."""

    ontology: Ontology
    folder: Path | None = None
    pipeline: str | None = None
    jobs: int | None = 1
    cluster: str | None = None
    cache: Cache | None = None
    keys: Keys = field(default_factory=lambda: Keys(""))
    fresh: bool = False

    def gather(self, inputs: Sequence[Input], step: Step | None = None) -> Iterator[Gathered]:
        """What each document gives, in the order given. What was kept of others stays in the cache: `Cache.prune` once all is written."""
        keys = [self.keys.at(one.digest) if self.cache is not None else "" for one in inputs]
        wanting = [one for one, key in zip(inputs, keys, strict=True) if self.fresh or self.cache is None or not self.cache.has(key)]
        waiting: deque[tuple[Document, str, Gathered | Answer]] = deque()
        with ExitStack() as stack:
            ask, ahead = self._asker(wanting, stack)
            stack.callback(self._keep_done, waiting)
            for number, (one, key) in enumerate(zip(inputs, keys, strict=True)):
                if step is not None:
                    step(one.path, number - len(waiting), len(inputs))
                document = one.load()
                kept = self._kept(document, key)
                waiting.append((document, key, kept if kept is not None else ask(document)))
                if len(waiting) > ahead():
                    yield self._result(*waiting.popleft())
            while waiting:
                if step is not None:
                    step(waiting[0][0].path, len(inputs) - len(waiting), len(inputs))
                yield self._result(*waiting.popleft())

    def processes(self, wanting: Sequence[Input]) -> int:
        """How many processes read these documents; 1 is this one."""
        if self.jobs is not None:
            return max(1, min(self.jobs, len(wanting)))
        return max(1, min(cores(), len(wanting), sum(one.length for one in wanting) // _WORTH))

    def _asker(self, wanting: Sequence[Input], stack: ExitStack) -> tuple[Callable[[Document], Answer], Callable[[], int]]:
        """What reads a document, and how many should be on their way to it."""
        if self.cluster is not None and wanting:
            remote = stack.enter_context(Remote(self.cluster, self.ontology.digest, self.folder, self.pipeline))
            return remote.ask, remote.ahead
        processes = self.processes(wanting)
        if processes > 1:
            workers = stack.enter_context(Workers(processes, self.ontology.digest, self.folder, self.pipeline))
            return workers.ask, lambda: _AHEAD * (processes - 1)
        extractor: list[Extractor] = []

        def here(document: Document) -> Future[str]:
            if not extractor:
                extractor.append(self._extractor())
                pass_over_loaded()
            future: Future[str] = Future()
            future.set_result(encode(extractor[0].gather(as_read(document))))
            return future

        return here, lambda: 0

    def _extractor(self) -> Extractor:
        from kg.nlp import load
        from kg.statements.extract import Extractor  # loads spaCy: only where something is to be read

        return Extractor(self.ontology, load(self.pipeline).parse)

    def _kept(self, document: Document, key: str) -> Gathered | None:
        line = self.cache.get(key) if self.cache is not None and not self.fresh else None
        try:
            return decode(line, document) if line is not None else None
        except DamagedError:
            if self.cache is not None:
                self.cache.damaged += 1
            return None

    def _result(self, document: Document, key: str, found: Gathered | Answer) -> Gathered:
        if isinstance(found, Gathered):
            return found
        line = found.result()
        if self.cache is not None:
            self.cache.put(key, line)
        return decode(line, document)

    def _keep_done(self, waiting: Iterable[tuple[Document, str, Gathered | Answer]]) -> None:
        """Keep what is there behind a document that could not be read, so that the next build need not read it again."""
        for document, key, found in waiting:
            if not isinstance(found, Gathered) and found.done():
                with suppress(KgError):  # the first error is told
                    self._result(document, key, found)


class Briefs:
    """The briefs of documents, kept beside what they gave; only what has none is gathered."""

    def __init__(self, reader: Reader, min_confidence: float) -> None:
        self._reader, self._least = reader, min_confidence

    def of(self, inputs: Sequence[Input], step: Step | None = None) -> list[Brief]:
        """The brief of each document, in the order given."""
        reader, cache = self._reader, self._reader.cache
        assert cache is not None
        keys = [self._key(one) for one in inputs]
        lines = [None] * len(keys) if reader.fresh else cache.get_each(keys)
        found = [self._known(line, one.id, cache) for one, line in zip(inputs, lines, strict=True)]
        wanting = [n for n, brief in enumerate(found) if brief is None]
        with looking_at_new():
            for n, gathered in zip(wanting, reader.gather([inputs[n] for n in wanting], step), strict=True):
                found[n] = brief = Brief.of(gathered.extraction(self._least), reader.ontology.public_roles)
                cache.put(keys[n], encode_brief(brief, inputs[n].id))
        cache.keep(reader.keys.at(one.digest) for one in inputs)
        return [brief for brief in found if brief is not None]

    def _known(self, line: str | None, document: str, cache: Cache) -> Brief | None:
        """The brief that was kept."""
        try:
            return decode_brief(line, document) if line is not None else None
        except DamagedError:
            cache.damaged += 1
            return None

    def _key(self, one: Input) -> str:
        return hashlib.sha256(f"{writing()}\0{self._reader.keys.at(one.digest)}\0{one.id}\0{self._least}".encode()).hexdigest()


def cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
