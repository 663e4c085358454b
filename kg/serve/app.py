"""The application: the routes of the SPARQL Protocol and of the pages, and what becomes of refusals."""
from __future__ import annotations

from starlette.applications import Starlette

from kg.errors import QueryError
from kg.serve import pages, protocol
from kg.serve.answers import refuse, refuse_query, unknown
from kg.serve.refusals import RefusedError
from kg.serve.site import Site


def make_app(site: Site) -> Starlette:
    """Everything that `kg serve` answers, about one build."""
    return Starlette(routes=[*protocol.routes(site), *pages.routes(site)],
                     exception_handlers={RefusedError: refuse, QueryError: refuse_query, 404: unknown, 405: unknown})
