"""The lists of entities and of documents, each with a search, and the suggestions for a name that somebody types."""
from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.namespaces import local_name
from kg.serve import documents as all_documents
from kg.serve import entities as all_entities
from kg.serve.entities import searched
from kg.serve.paging import Paging, page_number
from kg.serve.refusals import TooLargeError, TooLongError
from kg.serve.site import Site
from kg.serve.templating import page
from kg.view.text import name

_MOST_SUGGESTED = 20


async def entities(site: Site, request: Request) -> Response:
    """The entities whose names hold the words of `q`, of the class `class`, in the order `sort`."""
    fields = _fields(request, "q", "class", "sort")
    words, kinds = searched(fields.get("q", "")), await all_entities.classes(site)
    cls = next((row["class"] for row in kinds if local_name(row["class"]) == fields.get("class")), None)
    number, by_name = page_number(request), fields.get("sort") == "name"
    total = await all_entities.count(site, words, cls)
    found: list[all_entities.Listed] | None
    try:
        found = await all_entities.listed(site, words, cls, by_name=by_name, offset=(number - 1) * all_entities.PAGE)
    except (TooLongError, TooLargeError):  # a build of so many that they cannot be put in order in the time of a query
        found = None
    paging = Paging(number, all_entities.PAGE, total, fields)
    return page("entities.html", found=found, paging=paging, fields=fields, by_name=by_name,
                kinds=[(local_name(row["class"]), row["kind"]) for row in kinds])


async def documents(site: Site, request: Request) -> Response:
    """The documents whose title, publisher or path holds the words of `q`."""
    fields = _fields(request, "q")
    words, number = searched(fields.get("q", "")), page_number(request)
    found = await all_documents.listed(site, words, (number - 1) * all_documents.PAGE)
    paging = Paging(number, all_documents.PAGE, await all_documents.count(site, words), fields)
    return page("documents.html", found=found, paging=paging, fields=fields)


async def suggest(site: Site, request: Request) -> Response:
    """The entities that somebody may mean, as JSON."""
    limit = request.query_params.get("limit", "10")
    found = await all_entities.suggested(site, request.query_params.get("q", ""),
                                         min(int(limit), _MOST_SUGGESTED) if limit.isdecimal() and len(limit) < 9 else _MOST_SUGGESTED)
    return JSONResponse([{"label": name(one.link.label), "kind": one.kind, "colour": one.colour, "iri": one.link.iri, "path": one.link.path}
                         for one in found])


def _fields(request: Request, *names: str) -> dict[str, str]:
    """The fields of a form that were filled in."""
    return {key: value for key in names if (value := request.query_params.get(key, "").strip()[:200])}
