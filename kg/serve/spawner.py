"""A process of one thread that opened the graph and makes workers of itself: a fork shares what was read, and starts in milliseconds.

It stands apart from the server, whose threads a fork would break. It is asked over a socket: each byte comes with a socket that a new worker
answers on. A worker whose other end is closed is stopped at once, whatever it is at, and when one ends its other end is told how. When the socket
over which it is asked closes, the spawner ends with all its workers.
"""
from __future__ import annotations

import contextlib
import gc
import json
import os
import pickle
import select
import signal
import socket
from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.graph.store import Store, open_store
from kg.serve.limits import Limits
from kg.serve.worker import work
from kg.sparql.query import run

_FIRST = "SELECT ?s { ?s a rdf:Statement . FILTER(REGEX(STR(?s), '^h')) } LIMIT 1"


def main(descriptor: int, setup: dict[str, Any]) -> None:
    """Open the graph, say so (or what is wrong with it), and make workers until nobody is there to ask for them."""
    asked = socket.socket(fileno=descriptor)
    limits = Limits(**setup["limits"])
    told: list[str] = []
    try:
        store = open_store(Path(setup["out"]), ontology=Path(setup["ontology"]) if setup["ontology"] else None, tell=told.append)
        run(store, _FIRST)  # what is loaded at the first query must be loaded before a worker is confined
    except KgError as error:
        asked.sendall(json.dumps({"error": str(error), "status": error.exit_status}).encode() + b"\n")
        return
    gc.collect()
    gc.freeze()
    with contextlib.suppress(BrokenPipeError):  # the server ended before
        asked.sendall(json.dumps({"prefixes": store.prefixes, "told": told}).encode() + b"\n")
        Spawner(asked, store, limits).serve()


class Spawner:
    """The workers that run, each with this process' end of its socket."""

    def __init__(self, asked: socket.socket, store: Store, limits: Limits) -> None:
        self._asked, self._store, self._limits = asked, store, limits
        self._workers: dict[int, socket.socket] = {}
        self._stopped: set[int] = set()  # those that were told to end and have not yet
        self._woken, self._wake = socket.socketpair()

    def serve(self) -> None:
        """Until the socket over which workers are asked for is closed."""
        self._wake.setblocking(False)
        self._woken.setblocking(False)
        signal.set_wakeup_fd(self._wake.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._names = _Names(self._store)
        try:
            while self._step():
                pass
        finally:
            signal.set_wakeup_fd(-1)
            self._names.end()
            for process in self._workers:
                os.kill(process, signal.SIGKILL)

    def _step(self) -> bool:
        """Wait for something to do and do it; False when there is nothing to do any more."""
        poll = select.poll()
        poll.register(self._asked, select.POLLIN)
        poll.register(self._woken, select.POLLIN)
        if self._names.descriptor is not None:
            poll.register(self._names.descriptor, select.POLLIN)
        for process, connection in self._workers.items():
            if process not in self._stopped:
                poll.register(connection, 0)  # only that it was hung up
        ready = {descriptor for descriptor, _ in poll.poll()}
        if self._names.descriptor in ready:
            self._names.read()
        if self._woken.fileno() in ready:
            with contextlib.suppress(BlockingIOError):
                self._woken.recv(4096)
        for process, connection in self._workers.items():
            if connection.fileno() in ready:
                os.kill(process, signal.SIGKILL)
                self._stopped.add(process)
        self._bury()
        return self._asked.fileno() not in ready or self._spawn()

    def _spawn(self) -> bool:
        said, descriptors, _, _ = socket.recv_fds(self._asked, 1, 1)
        if not said:
            return False
        connection = socket.socket(fileno=descriptors[0])
        try:
            process = os.fork()
        except OSError:  # too many processes, or no memory for one more: whoever asked sees the socket closed
            connection.close()
            return True
        if process == 0:
            try:
                self._become_worker(connection)
            finally:
                os._exit(0)
        self._workers[process] = connection
        return True

    def _become_worker(self, connection: socket.socket) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        self._names.forget()
        for held in (self._asked, self._woken, self._wake, *self._workers.values()):
            held.close()
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 2)  # what an engine prints when it runs out of memory
        os.close(nowhere)
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            work(self._store, self._limits, connection)

    def _bury(self) -> None:
        """Tell the other ends of the workers that ended, and forget these."""
        for process in list(self._workers):
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                connection = self._workers.pop(process)
                self._stopped.discard(process)
                connection.setblocking(False)
                with contextlib.suppress(OSError):  # nobody there to tell
                    connection.send(json.dumps({"ended": os.waitstatus_to_exitcode(status)}).encode() + b"\n")
                connection.close()


class _Names:
    """The names of all things, found by a process beside the spawner, so that workers made later need not find them each for itself."""

    def __init__(self, store: Store) -> None:
        self._store, self._found = store, bytearray()
        self.descriptor: int | None
        self.descriptor, written = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            try:
                os.nice(10)
                os.close(self.descriptor)
                with os.fdopen(written, "wb") as out, contextlib.suppress(KgError, OSError):  # nothing is known, and whoever asks for a name is told
                    pickle.dump(store.entities(), out)
            finally:
                os._exit(0)
        os.close(written)

    def read(self) -> None:
        """Take what is there; when it is all there, the store knows it."""
        assert self.descriptor is not None
        if part := os.read(self.descriptor, 1 << 20):
            self._found += part
            return
        self.end()
        with contextlib.suppress(EOFError, pickle.UnpicklingError):  # it was stopped
            self._store.know(pickle.loads(bytes(self._found)))
        self._found.clear()
        gc.freeze()

    def forget(self) -> None:
        """In a worker: not to be read here."""
        if self.descriptor is not None:
            os.close(self.descriptor)

    def end(self) -> None:
        """Stop the process, if it has not ended."""
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None
            os.kill(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
