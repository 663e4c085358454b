"""What every request passes before it is answered, and every answer before it leaves: who asks, by which name, from which page, how much, how fast.

A page in a browser can send requests to this machine, and by DNS rebinding under a name of its own. So the Host must be one of ours, and a request
that a browser sends for a page of another origin is refused unless that origin was allowed. A client that goes away has its answer stopped.
"""
from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Collection, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve.answers import refusal
from kg.serve.refusals import RefusedError

LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))
LARGEST = 1 << 20  # bytes of a request's body
_PATIENCE = 10.0  # seconds for a request's body to arrive
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin", "Cache-Control": "no-cache",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Doors:
    """Who is let in: by which names of this server, and from pages of which other origins ("*": all)."""

    hosts: frozenset[str] = LOOPBACK
    origins: frozenset[str] = frozenset()

    def check(self, headers: Headers, scheme: str) -> None:
        """Raise RefusedError where a request comes by a foreign name or from a foreign page."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or _name(hosts[0]) not in self.hosts:
            raise RefusedError(f"this server does not answer to the name {', '.join(hosts) or '(none)'!r}; if that is a name of it, start it with "
                               "--allow-host NAME", status=421)
        origin = headers.get("origin")
        if origin is not None and origin != f"{scheme}://{hosts[0]}" and not self.allows(origin):
            raise RefusedError(f"a page of {origin} asks; only pages of this server may, and those of origins given with --allow-origin", status=403)
        if origin is None and headers.get("sec-fetch-site") in ("cross-site", "same-site") and headers.get("sec-fetch-mode") != "navigate":
            raise RefusedError("a page of another origin asks; only pages of this server may", status=403)

    def allows(self, origin: str) -> bool:
        """Whether pages of a foreign origin may ask."""
        return origin in self.origins or "*" in self.origins


class Guard:
    """Around an application: `Doors` before it, bounds on the body, the headers of security behind it."""

    def __init__(self, app: ASGIApp, doors: Doors, *, largest: int = LARGEST, patience: float = _PATIENCE) -> None:
        self._app, self._doors, self._largest, self._patience = app, doors, largest, patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        send, headers = self._with_headers(send, scope), Headers(scope=scope)
        try:
            self._doors.check(headers, scope["scheme"])
            body = await self._body(receive, headers)
        except RefusedError as error:
            await refusal(headers.get("accept"), error.status, str(error), error.headers)(scope, receive, send)
            return
        if body is not None:
            await _while_there(self._app(scope, _replayed(body, receive), send), receive)

    async def _body(self, receive: Receive, headers: Headers) -> bytes | None:
        """The whole body; None where the client went away before. Raises RefusedError where it is too large or too slow."""
        too_large = RefusedError(f"the request's body is longer than {self._largest:,} bytes", status=413, headers={"Connection": "close"})
        told = headers.get("content-length", "0")
        if told.isdecimal() and int(told) > self._largest:
            raise too_large
        body = bytearray()
        try:
            async with asyncio.timeout(self._patience):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return None
                    body += message.get("body", b"")
                    if len(body) > self._largest:
                        raise too_large
                    if not message.get("more_body", False):
                        return bytes(body)
        except TimeoutError as error:
            raise RefusedError(f"the request's body took longer than {self._patience:g} s", status=408, headers={"Connection": "close"}) from error

    def _with_headers(self, send: Send, scope: Scope) -> Send:
        """`send`, with those headers of security that an answer does not set itself."""
        origin = Headers(scope=scope).get("origin")

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                if origin is not None and self._doors.allows(origin):
                    _share(headers, origin)
            await send(message)

        return sent


def _share(headers: MutableHeaders, origin: str) -> None:
    """Let a page of an allowed origin read an answer (CORS); never with the cookies of its user."""
    headers["Access-Control-Allow-Origin"] = origin
    headers["Access-Control-Allow-Methods"] = "GET, HEAD, POST"
    headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
    headers["Access-Control-Max-Age"] = "600"
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    headers.add_vary_header("Origin")


def _name(host: str) -> str | None:
    """The name in a Host header, without its port; None where it is none."""
    try:
        parts = urlsplit(f"//{host}")
        _ = parts.port
    except ValueError:
        return None
    return parts.hostname if not (parts.path or parts.query or parts.fragment or parts.username is not None) else None


def _replayed(body: bytes, receive: Receive) -> Receive:
    """What gives a body that was read before, and then whatever comes."""
    messages: list[MutableMapping[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return messages.pop() if messages else await receive()

    return replay


async def _while_there(answering: Any, receive: Receive) -> None:
    """Go on with an answer as long as the client is there."""
    answer = asyncio.ensure_future(answering)
    gone = asyncio.ensure_future(_gone(receive))
    try:
        await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone.cancel()
        if not answer.done():
            answer.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await answer


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def names(host: str, others: Collection[str]) -> frozenset[str]:
    """The names that a server on `host` answers to."""
    return LOOPBACK | {name.lower().strip("[]") for name in (host, *others)}
