"""The server's end of the workers: the spawner that makes them, those that wait for a query, and one query put to one of them.

Nothing here belongs to one event loop; a worker is given a query by whoever took it, and given back or closed.
"""
from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kg.errors import KgError, QueryError, UsageError
from kg.publish import MANIFEST
from kg.serve.limits import Limits
from kg.serve.refusals import RefusedError, TooBusyError, TooLargeError

_START = "import json, sys; told = json.loads(sys.stdin.readline()); sys.path[:] = told['path']; from kg.serve.spawner import main; main({}, told)"
_OFTEN = 1000  # queries after which a worker makes place for a fresh one
_SPARE = 2  # workers made before they are needed: it takes a while
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gave, as it goes to a client."""

    media: str
    body: bytes


class EndedError(KgError):
    """A worker ended before it answered, with this exit status; None where it did not even begin."""

    def __init__(self, status: int | None) -> None:
        super().__init__(f"a worker ended with status {status}")
        self.status = status


class Worker:
    """The server's end of the socket to one worker."""

    def __init__(self, connection: socket.socket, spawned: Spawned) -> None:
        connection.setblocking(False)
        self._connection, self._read, self.spawned = connection, bytearray(), spawned
        self.process: int | None = None
        self.queries = 0
        self.idle = True
        self.slowed = False  # it can never be made to hurry again

    async def ask(self, request: Mapping[str, object]) -> Answer:
        """Raises QueryError or RefusedError as the worker says, and EndedError where it ended."""
        loop, self.idle = asyncio.get_running_loop(), False
        self.slowed |= request.get("nice", 0) != 0
        with contextlib.suppress(ConnectionError):  # it ended; how, is there to read
            await loop.sock_sendall(self._connection, json.dumps(request).encode() + b"\n")
        while "length" not in (header := await self._header(loop)):
            if "ended" in header:
                raise EndedError(header["ended"])
            self.process = header["process"]
        body = await self._bytes(loop, header["length"])
        self.queries, self.idle = self.queries + 1, True
        if "fault" in header:
            raise _error(header["fault"], header["message"])
        return Answer(header["media"], body)

    def close(self) -> None:
        """Stop the worker, whatever it is at."""
        self._connection.close()

    async def _header(self, loop: asyncio.AbstractEventLoop) -> dict[str, Any]:
        while (end := self._read.find(b"\n")) < 0:
            await self._more(loop)
        return dict(json.loads(await self._bytes(loop, end + 1)))

    async def _bytes(self, loop: asyncio.AbstractEventLoop, length: int) -> bytes:
        while len(self._read) < length:
            await self._more(loop)
        found = bytes(self._read[:length])
        del self._read[:length]
        return found

    async def _more(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            read = await loop.sock_recv(self._connection, _CHUNK)
        except ConnectionError as error:
            raise EndedError(None) from error
        if not read:
            raise EndedError(None)
        self._read += read


class Spawned:
    """A spawner that runs, and how many of its workers are in use."""

    def __init__(self, out: Path, ontology: Path | None, limits: Limits) -> None:
        """Start it; `wait` until it can be asked."""
        self._asked, theirs = socket.socketpair()
        self.workers = 0
        self._process = subprocess.Popen([sys.executable, "-c", _START.format(theirs.fileno())], stdin=subprocess.PIPE, pass_fds=[theirs.fileno()],
                                         process_group=0)
        theirs.close()
        setup = {"path": sys.path, "out": str(out), "ontology": str(ontology) if ontology else None, "limits": asdict(limits)}
        assert self._process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps(setup).encode() + b"\n")
            self._process.stdin.close()

    def wait(self) -> dict[str, Any]:
        """What it tells of the graph, once that is open. Raises UsageError or KgError as `kg.graph.store.open_store` does."""
        with self._asked.makefile("rb") as said:
            line = said.readline()
        told: dict[str, Any] = json.loads(line) if line else {"error": "the process that opens the graph ended at once", "status": 1}
        if "error" in told:
            self.end()
            raise (UsageError if told["status"] == UsageError.exit_status else KgError)(told["error"])
        return told

    def worker(self) -> Worker:
        """A new one. Raises OSError where the spawner is gone."""
        ours, theirs = socket.socketpair()
        try:
            socket.send_fds(self._asked, [b"w"], [theirs.fileno()])
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        self.workers += 1
        return Worker(ours, self)

    def end(self) -> None:
        """The spawner ends, and its workers with it."""
        self._asked.close()
        self._process.wait()


class Pool:
    """Workers to take and to give back. Where a build takes the place of the one they read, it is opened, and when it is ready they read that."""

    def __init__(self, out: Path, ontology: Path | None, limits: Limits) -> None:
        """Begin to open the graph; `wait` until that is done. Raises UsageError on a system without fork."""
        if not hasattr(os, "fork"):
            raise UsageError("kg serve answers each query in a process that can be stopped, and needs fork for that, which this system lacks; "
                             "run it on Linux or macOS, or in the Windows Subsystem for Linux")
        self._setup = (out, ontology, limits)
        self._idle: list[Worker] = []
        self._lock = threading.Lock()
        self._stamp = self._stamped()
        self._current = Spawned(*self._setup)
        self._renewing: threading.Thread | None = None
        self.closed = False

    def wait(self) -> dict[str, Any]:
        """What is told of the graph, once it is open. Raises UsageError where there is no build."""
        told = self._current.wait()
        self._idle += [self._current.worker() for _ in range(_SPARE + 1)]  # the spawner will be busy with the names of all things
        return told

    def take(self) -> Worker:
        """A worker that waits for a query, or a new one."""
        if self.closed:
            raise TooBusyError("the server is ending")
        with self._lock:
            if self._stamp != (stamp := self._stamped()):
                self._stamp = stamp
                self._renew()
            try:
                while len(self._idle) <= _SPARE:
                    self._idle.insert(0, self._current.worker())
                return self._idle.pop()
            except OSError as error:
                self._renew()
                raise TooBusyError("the graph is being opened anew; try again in a moment", retry_after=2) from error

    def give_back(self, worker: Worker) -> None:
        """Done with a worker: it waits for another query where it can answer one, otherwise it is stopped."""
        with self._lock:
            fit = worker.idle and not worker.slowed and worker.queries < _OFTEN and worker.spawned is self._current
            if fit and not self.closed and len(self._idle) < self._setup[2].quick + _SPARE:
                self._idle.append(worker)
                return
            worker.close()
            worker.spawned.workers -= 1
            if worker.spawned is not self._current and not worker.spawned.workers:
                worker.spawned.end()

    def close(self) -> None:
        """End everything; what is being answered gets no answer."""
        self.closed = True
        if self._renewing is not None:
            self._renewing.join()
        with self._lock:
            for worker in self._idle:
                worker.close()
            self._idle.clear()
            self._current.end()

    def _renew(self) -> None:
        if self._renewing is None or not self._renewing.is_alive():
            self._renewing = threading.Thread(target=self._open_anew)
            self._renewing.start()

    def _open_anew(self) -> None:
        try:
            new = Spawned(*self._setup)
            new.wait()
        except KgError as error:  # the folder is empty or broken for now: what was opened goes on
            print(f"the build in {self._setup[0]} changed and cannot be opened: {error}", file=sys.stderr)  # noqa: T201
            return
        with self._lock:
            old, self._current = self._current, new
            for worker in self._idle:
                worker.close()
                old.workers -= 1
            self._idle.clear()
            if not old.workers:
                old.end()

    def _stamped(self) -> tuple[int, int]:
        """Changes with the build."""
        for name in (MANIFEST, "graph.ttl"):
            with contextlib.suppress(OSError):
                found = os.stat(self._setup[0] / name)  # noqa: PTH116 - for each query
                return found.st_ino, found.st_mtime_ns
        return 0, 0


def _error(fault: str, message: str) -> KgError:
    if fault == "query":
        return QueryError(message)
    if fault == "unacceptable":
        return RefusedError(message, status=406)
    if fault == "large":
        return TooLargeError(message)
    if fault == "memory":
        return EndedError(-6)
    return RefusedError(f"{message}. This is a fault of kg: please report it, with the query", status=500)
