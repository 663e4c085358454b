"""The SPARQL 1.1 Protocol, as clients speak it."""
from __future__ import annotations

from kg.serve.site import Site
from tests.serve.conftest import fetch


def test_a_query_in_the_address_is_answered(site: Site) -> None:
    answer = fetch(site, "/sparql", params={"query": "SELECT ?s { ?s a rdf:Statement } LIMIT 3"})
    assert answer.headers["content-type"] == "application/sparql-results+json"
    assert len(answer.json()["results"]["bindings"]) == 3


def test_a_wrong_query_is_told_where(site: Site) -> None:
    answer = fetch(site, "/sparql", params={"query": "SELECT ?s { ?s a }"}, headers={"Accept": "text/plain"})
    assert answer.status_code == 400
    assert "line 1, column 19" in answer.text
