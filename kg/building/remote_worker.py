"""What a worker of a Dask cluster does for a build elsewhere (`kg.building.remote`): it hands each document to a process of its own
(`kg.building.workers`), of which it has as many as threads, so that a document that ends a process is named, and the worker lives on.
"""
from __future__ import annotations

import hashlib
import shutil
import tempfile
import threading
from pathlib import Path
from typing import Any

from distributed import Worker, WorkerPlugin, get_worker

from kg.building.versions import needed
from kg.building.workers import WorkerError, Workers
from kg.codec import decode_document
from kg.errors import KgError
from kg.knowledge.ontology import digest

_IDLE = 60.0  # seconds after which the processes end if nobody asks: whoever asked may have been killed


class Reading(WorkerPlugin):
    """Reads documents as one build wants it. `setup` holds the name of the pipeline, the user's ontology files, the digest of the whole ontology
    and the versions of all that decides what a document gives."""

    def __init__(self, setup: dict[str, Any]) -> None:
        self._setup = setup
        self.name = f"kg-{hashlib.sha256(repr(sorted(setup.items())).encode()).hexdigest()[:16]}"

    def setup(self, worker: Worker) -> None:
        """Nothing is loaded before a document comes."""
        self._count = worker.state.nthreads
        self._lock = threading.Lock()
        self._busy = 0
        self._workers: Workers | None = None
        self._timer: threading.Timer | None = None
        self._folder: Path | None = None
        if (files := self._setup["files"]) is not None:
            self._folder = Path(tempfile.mkdtemp(prefix="kg-ontology-", dir=worker.local_directory))
            for name, content in files.items():
                (self._folder / Path(name).name).write_bytes(content)
        self._refusal: str | None = None
        self._checked = False

    def teardown(self, worker: Worker) -> None:
        """End the processes; no trace is left."""
        self._end()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def refusal(self) -> str | None:
        """What is not here as it is there; None where documents give the same here."""
        with self._lock:
            if not self._checked:
                self._refusal, self._checked = self._differing(), True
            return self._refusal

    def read(self, line: str) -> str:
        """What the document in `line` gives."""
        if (reason := self.refusal()) is not None:
            raise WorkerError(f"a worker of the cluster cannot be used: {reason}")
        with self._lock:
            self._busy += 1
            if self._timer is not None:
                self._timer.cancel()
            if self._workers is None:
                self._workers = Workers(self._count, self._setup["digest"], self._folder, self._setup["pipeline"])
            asked = self._workers.ask(decode_document(line))
        try:
            return asked.result()
        finally:
            with self._lock:
                self._busy -= 1
                if not self._busy:
                    self._timer = threading.Timer(_IDLE, self._end, kwargs={"idle": True})
                    self._timer.daemon = True
                    self._timer.start()

    def _end(self, *, idle: bool = False) -> None:
        with self._lock:
            if self._timer is not None:
                self._timer.cancel()
            ending = None if idle and self._busy else self._workers
            if ending is not None:
                self._workers = None
        if ending is not None:
            ending.__exit__(None, None, None)

    def _differing(self) -> str | None:
        try:
            here = needed(self._setup["pipeline"])
            for what, there in self._setup["needed"].items():
                if here.get(what) != there:
                    return f"{what} is {here.get(what, 'absent')} there and {there} here; install the same there"
            if digest(self._folder) != self._setup["digest"]:
                return "the ontology that comes with kg is another there; install the same kg there"
        except KgError as error:
            return str(error)
        return None


def answer(name: str, line: str) -> str:
    """What the document in `line` gives, read by the plugin of this name; the task that the scheduler hands out."""
    return _plugin(get_worker(), name).read(line)


def refusal(name: str, dask_worker: Worker) -> str | None:
    """Why this worker cannot be used, if so."""
    return _plugin(dask_worker, name).refusal()


def _plugin(worker: Worker, name: str) -> Reading:
    plugin = worker.plugins[name]
    assert isinstance(plugin, Reading)
    return plugin
