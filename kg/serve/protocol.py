"""The SPARQL 1.1 Protocol at /sparql, for queries: in the address, in a form, or as the body of a POST. Asked without a query it describes itself.

The graph is one and only read: a choice of graphs is refused rather than passed over, and so is every update.
"""
from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.serve.description import describe
from kg.serve.formats import content_type, wanted
from kg.serve.negotiate import best
from kg.serve.refusals import RefusedError
from kg.serve.site import Site

PATHS = ("/sparql", "/sparql/")
CONSOLE = "/console"
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_FORM, _DIRECT, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_GRAPHS = ("default-graph-uri", "named-graph-uri")
_UPDATES = ("update", "using-graph-uri", "using-named-graph-uri")
_DESCRIBED = ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml", "text/html")

Pairs = Sequence[tuple[str, str]]


def routes(site: Site) -> list[BaseRoute]:
    """The endpoint, with and without a slash at its end."""

    async def sparql(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"Allow": ", ".join(_METHODS)})
        given = await _given(request)
        text = _query(given)
        if text is None:
            return _describe(request, site)
        form = next((value for name, value in given if name == "format"), None)
        answer = await site.answer(text, None, wanted(request.headers.get("accept"), form))
        return Response(answer.body, headers={"Content-Type": content_type(answer.media), "Vary": "Accept"})

    return [Route(path, sparql, methods=list(_METHODS)) for path in PATHS]


async def _given(request: Request) -> Pairs:
    """The parameters in the address and in the body. Raises RefusedError where the body is of another kind, or not UTF-8."""
    given = _pairs(request.url.query)
    if request.method != "POST":
        return given
    kind, charset = _media(request.headers.get("content-type", ""))
    if kind == _UPDATE:
        raise _read_only()
    if kind not in (_FORM, _DIRECT):
        raise RefusedError(f"the Content-Type is {kind or 'not told'}; send the query as {_DIRECT}, or as 'query' in {_FORM}", status=415,
                           headers={"Accept-Post": f"{_DIRECT}, {_FORM}"})
    if charset not in ("", "utf-8", "utf8", "us-ascii"):
        raise RefusedError(f"SPARQL is written in UTF-8, not {charset!r}", status=415)
    try:
        body = (await request.body()).decode("utf-8")
    except UnicodeDecodeError as error:
        raise RefusedError(f"the request's body is not UTF-8 ({error.reason} at byte {error.start})") from error
    return [*given, ("query", body)] if kind == _DIRECT else [*given, *_pairs(body)]


def _pairs(encoded: str) -> Pairs:
    try:
        return parse_qsl(encoded, keep_blank_values=True, errors="strict", max_num_fields=100)
    except UnicodeDecodeError as error:
        raise RefusedError("a parameter is not UTF-8") from error
    except ValueError as error:
        raise RefusedError("more than 100 parameters") from error


def _query(given: Pairs) -> str | None:
    """The one query among the parameters. Raises RefusedError where there are several, or a choice of graphs, or an update."""
    if any(name in _UPDATES for name, _ in given):
        raise _read_only()
    for name, value in given:
        if name in _GRAPHS:
            raise RefusedError(f"{name}={value}: there is one graph here, the default one, and no other can be chosen; leave {name} out")
    queries = [value for name, value in given if name == "query"]
    if len(queries) > 1:
        raise RefusedError(f"{len(queries)} queries in one request; send one")
    return queries[0] if queries else None


def _describe(request: Request, site: Site) -> Response:
    """The description of the service as RDF; for a browser, the way to the console."""
    if request.method == "POST":
        raise RefusedError("the form has no 'query'")
    media = best(request.headers.get("accept"), _DESCRIBED)
    if media == "text/html":
        return RedirectResponse(CONSOLE, 303)
    if media is None:
        raise RefusedError(f"the description of this endpoint is written as {', '.join(_DESCRIBED)}; ask a question with ?query=", status=406)
    body = describe(str(request.url.replace(query="", fragment="")), site.base, media)
    return Response(body, headers={"Content-Type": content_type(media), "Vary": "Accept"})


def _media(header: str) -> tuple[str, str]:
    """The type and the charset of a Content-Type header, in lower case; empty where it tells none."""
    kind, *parameters = (part.strip().lower() for part in header.split(";"))
    told = dict(part.split("=", 1) for part in parameters if "=" in part)
    return kind, told.get("charset", "").strip("\"' ")


def _read_only() -> RefusedError:
    return RefusedError("this endpoint only reads; change the graph by building it from other documents", status=403)
