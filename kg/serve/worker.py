"""One process that answers queries: each comes in as a line of JSON on a socket, and goes out as a line of JSON that tells of the bytes after it.

What a query says is read in here alone, with bounds on time and memory and without the means to open a file or a connection: whatever it does to
this process, it does to nothing else. The alarm is the last resort, for when nobody is left to stop it.
"""
from __future__ import annotations

import json
import os
import socket
import sys
from typing import Any

from kg.errors import AnswerTooLongError, KgError
from kg.graph.store import Store
from kg.serve.formats import GRAPHS, ROWS
from kg.serve.limits import Limits
from kg.sparql import sparql
from kg.sparql.query import run
from kg.sparql.results import Format, Result, render

_BETWEEN = 2.0  # seconds that whoever asked has to stop a query before the alarm does
_MEGABYTE = 1 << 20


class _FaultError(KgError):
    """A query that gets no answer; `kind` is what `kg.serve.workers` makes of it."""

    def __init__(self, kind: str, message: str) -> None:
        super().__init__(message)
        self.kind = kind


def work(store: Store, limits: Limits, connection: socket.socket) -> None:
    """Answer until nobody asks any more."""
    confine(limits)
    _send(connection, {"process": os.getpid()})
    with connection.makefile("rb") as requests:
        for line in requests:
            request = json.loads(line)
            os.nice(request.get("nice", 0))
            _alarm(limits.seconds + _BETWEEN)
            header, body = _answer(store, limits, request)
            _alarm(0)
            _send(connection, {**header, "length": len(body)}, body)


def confine(limits: Limits) -> None:
    """Take from this process what no query needs: more memory than `limits` allows, and new files and connections."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _size() + limits.megabytes * _MEGABYTE
    resource.setrlimit(resource.RLIMIT_AS, (most, hard if hard != resource.RLIM_INFINITY and hard < most else most))
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _size() -> int:
    """The bytes of memory that this process has addresses for."""
    try:
        with open("/proc/self/statm", "rb") as told:  # noqa: PTH123 - before a limit on files, without a path object
            return int(told.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:  # not Linux: a graph in memory counts as part of the limit
        return 0


def _alarm(seconds: float) -> None:
    if sys.platform != "win32":
        import signal

        signal.setitimer(signal.ITIMER_REAL, seconds)


def _answer(store: Store, limits: Limits, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        media, body = _written(store, limits, request)
    except MemoryError:
        return {"fault": "memory", "message": ""}, b""
    except AnswerTooLongError as error:
        return {"fault": "large", "message": str(error)}, b""
    except _FaultError as fault:
        return {"fault": fault.kind, "message": str(fault)}, b""
    except KgError as error:
        return {"fault": "query", "message": str(error)}, b""
    except Exception as error:  # noqa: BLE001 - whatever it is, whoever asked must be told, and the next query is another
        return {"fault": "bug", "message": f"{type(error).__name__}: {error}"}, b""
    return {"media": media}, body


def _written(store: Store, limits: Limits, request: dict[str, Any]) -> tuple[str, bytes]:
    """The media type and the bytes of an answer."""
    text, graph = request["text"], sparql.form(request["text"]) in ("CONSTRUCT", "DESCRIBE")
    media = request["graph" if graph else "rows"]
    result = run(store, text, request["parameters"], most=limits.rows)
    if media is None:
        kind = "a graph, which is written as " + ", ".join(GRAPHS) if graph else "rows or a yes or no, which are written as " + ", ".join(ROWS)
        raise _FaultError("unacceptable", f"the query gives {kind}; ask for one of these in the Accept header")
    body = _rendered(result, GRAPHS[media] if graph else ROWS[media], store)
    if len(body) > limits.megabytes_out * _MEGABYTE:
        raise _FaultError("large", f"the answer is longer than {limits.megabytes_out} MB; ask for less with LIMIT, or for fewer columns")
    return media, body


def _rendered(result: Result, form: Format, store: Store) -> bytes:
    return render(result, form, store.prefixes).encode("utf-8", "replace")


def _send(connection: socket.socket, header: dict[str, Any], body: bytes = b"") -> None:
    connection.sendall(json.dumps(header).encode() + b"\n" + body)
