"""The SPARQL 1.1 Protocol at /sparql, for queries."""
from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.results import Format, render
from kg.serve.refusals import RefusedError
from kg.serve.site import Site


def routes(site: Site) -> list[BaseRoute]:
    """The endpoint, with and without a slash at its end."""

    async def sparql(request: Request) -> Response:
        text = request.query_params.get("query")
        if text is None:
            raise RefusedError("give a query: /sparql?query=…")
        result = await site.ask(text)
        if result.triples is not None:
            return Response(render(result, Format.TURTLE, site.prefixes), media_type="text/turtle")
        return Response(render(result, Format.JSON), media_type="application/sparql-results+json")

    return [Route(path, sparql, methods=["GET"]) for path in ("/sparql", "/sparql/")]
