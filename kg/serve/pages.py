"""The pages for people, and the data behind each of them for programs: entities, statements, documents and their lists, and the console."""
from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from importlib import resources
from pathlib import Path
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from kg.serve import asking, lists, subjects, things
from kg.serve.addresses import KINDS, Addresses
from kg.serve.site import Site

_PAGES = {"entity": subjects.entity, "statement": subjects.statement, "document": subjects.document}


def routes(site: Site) -> list[BaseRoute]:
    """The routes of the pages. A thing answers at the path of its IRI, and at that path without what the base begins with."""
    roots = dict.fromkeys((unquote(Addresses(site.base).root), "/"))
    handlers: dict[str, Callable[..., Awaitable[Response]]] = {
        "/entities": lists.entities, "/documents": lists.documents, "/suggest": lists.suggest, "/console": asking.console,
        "/console/download": asking.download,
        **{f"{root}{kind}/{{name:path}}": partial(_thing, kind=kind) for root in roots for kind in KINDS},
    }
    posted = {"/console": ["GET", "POST"]}
    palette = Path(str(resources.files("kg.view") / "page" / "palette.css"))
    return [*(Route(path, partial(handler, site), methods=posted.get(path)) for path, handler in handlers.items()),
            Route("/static/palette.css", partial(_file, palette)),
            Mount("/static", StaticFiles(directory=str(resources.files("kg.serve") / "static")))]


async def _thing(site: Site, request: Request, *, kind: str) -> Response:
    """A thing of the data in the form that is asked for."""
    name, suffix = things.parted(request.path_params["name"])
    addresses = Addresses(site.base)
    iri, form = addresses.iri(kind, name), things.form(request, suffix)
    headers = things.alternates(request.url.path.removesuffix(suffix))
    if form == things.HTML and kind != "passage":
        return await _PAGES[kind](site, request, iri, headers)
    found = await things.triples(site, iri, about=kind in ("entity", "document"))
    if not found:
        return await subjects.missing(site, kind, name) if form == things.HTML else _nothing(iri)
    if form == things.HTML:
        return RedirectResponse(addresses.path(iri) or "/", 303, headers)
    return things.data(site, found, form, headers)


def _nothing(iri: str) -> Response:
    return Response(f"this build tells nothing of <{iri}>\n", 404, {"Vary": "Accept"}, "text/plain")


async def _file(path: Path, request: Request) -> Response:
    return FileResponse(path)
