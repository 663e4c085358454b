"""Several processes that read documents, each with the pipeline loaded once. A document goes in as a line of JSON and what it gave comes out as one.

A process that ends before it answered (killed, or out of memory) is started anew and asked again; a document at which it ends twice is named. The
processes end when this one does, however it does, since they read from it; an interrupt from the keyboard reaches this one alone.
"""
from __future__ import annotations

import json
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any

from kg.codec import encode_document
from kg.errors import KgError
from kg.model import Document

_TRIES = 2
_START = "import json, sys; sys.path[:] = json.loads(sys.stdin.readline()); from kg.building.worker import work; work()"


class WorkerError(KgError):
    """A document could not be read by a process of its own."""


class Workers:
    """`count` processes, started when they are first needed; leaving the `with` block ends them."""

    def __init__(self, count: int, digest: str, ontology: Path | None, pipeline: str | None) -> None:
        self._setup = json.dumps({"digest": digest, "ontology": str(ontology) if ontology else None, "pipeline": pipeline})
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="kg-worker")
        self._own = threading.local()
        self._processes: set[subprocess.Popen[str]] = set()
        self._lock = threading.Lock()
        self._closing = False

    def ask(self, document: Document) -> Future[str]:
        """What a document gives, as `kg.codec.encode` writes it; its result may raise WorkerError."""
        return self._threads.submit(self._answer, document)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with self._lock:
            self._closing = True
            for process in self._processes:
                process.kill()
        self._threads.shutdown(cancel_futures=True)
        for process in self._processes:
            _close(process)

    def _answer(self, document: Document) -> str:
        line = encode_document(document) + "\n"
        for _ in range(_TRIES):
            process = self._process()
            answer = _exchange(process, line)
            if answer is not None:
                if (wrong := answer.get("error")) is not None:
                    raise WorkerError(f"{document.path}: {wrong}")
                return str(answer["gathered"])
            self._drop(process)
        raise WorkerError(f"{document.path}: the process that read it ended twice (status {process.returncode}), perhaps for want of memory; try "
                          "--jobs 1. What was read before is kept: run the command again to go on")

    def _process(self) -> subprocess.Popen[str]:
        """The process of this thread."""
        running: subprocess.Popen[str] | None = getattr(self._own, "process", None)
        if running is None:
            with self._lock:
                if self._closing:
                    raise WorkerError("the build was ended")
                running = subprocess.Popen([sys.executable, "-c", _START], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="ascii",
                                           **apart())
                self._processes.add(running)
            self._own.process = running
            _write(running, json.dumps(sys.path) + "\n" + self._setup + "\n")
        return running

    def _drop(self, process: subprocess.Popen[str]) -> None:
        with self._lock:
            self._processes.discard(process)
        self._own.process = None
        process.kill()
        _close(process)


def _exchange(process: subprocess.Popen[str], line: str) -> dict[str, Any] | None:
    """The answer to a line; None where the process ended before it gave a whole one."""
    assert process.stdout is not None
    if not _write(process, line):
        return None
    answer = process.stdout.readline()
    return dict(json.loads(answer)) if answer.endswith("\n") else None


def _write(process: subprocess.Popen[str], text: str) -> bool:
    assert process.stdin is not None
    try:
        process.stdin.write(text)
        process.stdin.flush()
    except OSError:
        return False
    return True


def _close(process: subprocess.Popen[str]) -> None:
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            try:
                stream.close()
            except OSError:  # what could not be sent to it
                continue


def apart() -> dict[str, Any]:
    """What keeps an interrupt from the keyboard to this process alone."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"process_group": 0}
