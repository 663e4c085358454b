"""A build of the invented corpus, served: as an application in this process."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from kg.building.pages import write_network
from kg.graph.rdf import records, to_graph, to_turtle
from kg.publish import PAGE
from kg.serve.app import make_app
from kg.serve.guards import Doors
from kg.serve.site import Site, open_site
from tests.helpers import sample, write_output
from tests.serve.loops import finished

ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder as a build leaves it."""
    path = tmp_path_factory.mktemp("served")
    (path / "graph.ttl").write_text(to_turtle(to_graph(sample())), encoding="utf-8")
    output = records(sample())
    write_output(path, output)
    write_network(output, path / PAGE)
    return path


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[Site]:
    """The build in `folder`, ready to be asked."""
    with open_site(folder) as opened:
        yield opened


def fetch(site: Site, path: str, method: str = "GET", *, doors: Doors | None = None, **request: Any) -> httpx.Response:
    """What the application answers, without a socket between; `request` is as httpx takes it."""
    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(make_app(site, doors), raise_app_exceptions=False), base_url=ORIGIN) as client:
            return await client.request(method, path, **request)

    return finished(ask())
