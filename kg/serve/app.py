"""The application: the network page, the SPARQL Protocol and the pages, and what becomes of refusals."""
from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware

from kg.errors import QueryError
from kg.serve import pages, protocol
from kg.serve.answers import broken, refuse, refuse_query, unknown
from kg.serve.guards import Doors, Guard
from kg.serve.network import network_page
from kg.serve.refusals import RefusedError
from kg.serve.site import Site


def make_app(site: Site, doors: Doors | None = None) -> Starlette:
    """Everything that `kg serve` answers, about one build, to whom `doors` lets in."""
    return Starlette(routes=[network_page(site), *protocol.routes(site), *pages.routes(site)],
                     middleware=[Middleware(Guard, doors=doors or Doors())],
                     exception_handlers={RefusedError: refuse, QueryError: refuse_query, 404: unknown, 405: unknown, 500: broken})
