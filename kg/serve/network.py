"""The network page of the build, as it stands in the output folder."""
from __future__ import annotations

import asyncio
import re
from html import unescape
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from kg.publish import PAGE
from kg.serve.refusals import RefusedError
from kg.serve.site import Site

_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
_HEAD = 10_000  # bytes at the start of the page in which it tells its policy


def network_page(site: Site) -> Route:
    """At the root."""

    async def network(_: Request) -> Response:
        path = site.out / PAGE
        policy = await asyncio.to_thread(_policy, path)
        return FileResponse(path, media_type="text/html", headers={"Content-Security-Policy": f"{policy}; frame-ancestors 'none'"})

    return Route("/", network)


def _policy(path: Path) -> str:
    """What the page itself says that it may load: its own scripts and style, by their hashes. Without that, nothing.

    Raises RefusedError where there is no page.
    """
    try:
        with path.open("rb") as page:
            found = _POLICY.search(page.read(_HEAD))
    except OSError as error:
        raise RefusedError(f"{path.name}: cannot be read ({error.strerror}); build it again, or run 'kg view'", status=404) from error
    return unescape(found[1].decode()) if found else "default-src 'none'"
