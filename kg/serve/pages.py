"""The pages for people."""
from __future__ import annotations

from starlette.routing import BaseRoute

from kg.serve.site import Site


def routes(site: Site) -> list[BaseRoute]:
    """The routes of the pages."""
    return []
