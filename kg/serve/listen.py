"""From a site to a server that listens: the socket, uvicorn within bounds, and an end that leaves nothing behind."""
from __future__ import annotations

import ipaddress
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from kg.errors import UsageError

_HEADERS = 1 << 16  # bytes of a request's first line and headers
_CONNECTIONS = 500
_GRACE = 1  # seconds for answers under way when the server ends


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises UsageError where that cannot be."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=_CONNECTIONS)
    except socket.gaierror as error:
        raise UsageError(f"--host {host!r}: not a name or an address of this machine ({error.strerror})") from error
    except OSError as error:
        raise UsageError(f"{host} port {port}: cannot listen there ({error.strerror}); choose another --port (0: any that is free)") from error


def address(listening: socket.socket, host: str) -> str:
    """Where a browser finds it."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listening.getsockname()[1]}/"


def is_loopback(listening: socket.socket) -> bool:
    """Whether only this machine can reach it."""
    return ipaddress.ip_address(listening.getsockname()[0]).is_loopback


class _Server(uvicorn.Server):
    """Stops what is under way when it is told to end."""

    def __init__(self, config: uvicorn.Config, end: Callable[[], None]) -> None:
        super().__init__(config)
        self._end = end

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """After this, nothing is answered any more."""
        self._end()
        await super().shutdown(sockets)


def listen(app: ASGIApp, listening: socket.socket, ready: Callable[[], None], end: Callable[[], None]) -> None:
    """Serve until the process is told to end, by the keyboard or by SIGTERM. `ready` is called when the first request can come, and `end` after the
    last, to stop what is being answered."""
    config = uvicorn.Config(app, http="h11", ws="none", lifespan="off", log_level="warning", access_log=False, server_header=False,
                            h11_max_incomplete_event_size=_HEADERS, limit_concurrency=_CONNECTIONS, timeout_graceful_shutdown=_GRACE)
    ready()
    with _ending(), listening:
        _Server(config, end).run(sockets=[listening])


@contextmanager
def _ending() -> Iterator[None]:
    """Both ways of telling a process to end lead out of the block; uvicorn repeats the signal when it has shut down."""
    def end(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        signal.signal(signal.SIGTERM, before)
