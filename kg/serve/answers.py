"""Refusals as responses, in the form that a client asked for: a page, JSON, or plain text."""
from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from kg.serve.negotiate import best
from kg.serve.templating import page


def refusal(accept: str | None, status: int, message: str, headers: Mapping[str, str] | None = None) -> Response:
    """`message` with `status`, as HTML or JSON where `accept` asks for one of these, otherwise as text."""
    kind = best(accept, ("text/plain", "text/html", "application/json", "application/sparql-results+json"))
    if kind == "text/html":
        title = f"{status} {HTTPStatus(status).phrase}"
        return page("refused.html", status=status, headers={**(headers or {}), "Vary": "Accept"}, title=title, message=message)
    if kind is not None and "json" in kind:
        kind, text = "application/json", json.dumps({"status": status, "error": message}, ensure_ascii=False) + "\n"
    else:
        kind, text = "text/plain", message + "\n"
    return Response(text, status, {**(headers or {}), "Vary": "Accept"}, kind)


def refuse(request: Request, error: Exception) -> Response:
    """The response to a refused request."""
    status, headers = getattr(error, "status", 500), getattr(error, "headers", {})
    return refusal(request.headers.get("accept"), status, str(error), headers)


def refuse_query(request: Request, error: Exception) -> Response:
    """The response to a query that is wrong."""
    return refusal(request.headers.get("accept"), 400, str(error))


def broken(request: Request, error: Exception) -> Response:
    """The response where something went wrong that nobody thought of; what it was stands in the log."""
    return refusal(request.headers.get("accept"), 500, "something went wrong here; it is in the server's log. Please report it")


def unknown(request: Request, error: Exception) -> Response:
    """The response to an address or a method that nothing answers."""
    status = getattr(error, "status_code", 404)
    message = f"{request.method} is not answered here" if status == 405 else f"there is nothing at {request.url.path}"
    return refusal(request.headers.get("accept"), status, message, getattr(error, "headers", None))
