"""The W3C's tests of the SPARQL 1.1 Protocol, but for what asks for a choice of graphs or for updates, which this endpoint refuses."""
from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import httpx
import pyoxigraph
import pytest

from kg.serve.site import Site
from tests.serve.conftest import fetch

MANIFEST = Path(__file__).parents[3] / "shared" / "bench" / "w3c" / "sparql11" / "protocol" / "manifest.ttl"
GRAPHS = "there is one graph; a choice of graphs is refused"
UPDATES = "nothing can be changed; updates are refused"
OTHERWISE = {
    **dict.fromkeys(("query_dataset_default_graphs_get", "query_dataset_default_graphs_post", "query_dataset_named_graphs_post",
                     "query_dataset_named_graphs_get", "query_dataset_full", "query_multiple_dataset"), GRAPHS),
    "query_content_type_construct": "its <s> has no base; an IRI is written whole, or with a prefix",
    **dict.fromkeys(("update_dataset_default_graph", "update_dataset_default_graphs", "update_dataset_named_graphs", "update_dataset_full",
                     "update_post_form", "update_post_direct", "update_base_uri"), UPDATES),
}
INCIDENTAL = re.compile(r"default-graph-uri=[^&]*data0\.rdf")  # a graph that some tests of other things name, and ask nothing of
TESTS = """PREFIX mf: <http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#> PREFIX ht: <http://www.w3.org/2011/http#>
PREFIX cnt: <http://www.w3.org/2011/content#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
SELECT ?test ?method ?path ?chars ?encoding ?kind ?accept ?status ?boolean ?format {
  ?test mf:action/ht:requests/rdf:rest*/rdf:first ?request . ?request ht:methodName ?method ; ht:absolutePath ?path ; ht:resp ?response .
  OPTIONAL { ?request ht:body ?body . ?body cnt:chars ?chars ; cnt:characterEncoding ?encoding }
  OPTIONAL { ?request ht:headers/rdf:rest*/rdf:first [ ht:fieldName "content-type" ; ht:fieldValue ?kind ] }
  OPTIONAL { ?request ht:headers/rdf:rest*/rdf:first [ ht:fieldName "accept" ; ht:fieldValue ?accept ] }
  OPTIONAL { ?response mf:expectedStatus ?status } OPTIONAL { ?response mf:expectedBoolean ?boolean }
  OPTIONAL { ?response mf:expectedFormat ?format } } ORDER BY ?test ?request ?status"""
NAMES = ("test", "method", "path", "chars", "encoding", "kind", "accept", "status", "boolean", "format")
MEDIA = {"boolean": "application/sparql-results+json", "tabular": "application/sparql-results+json", "RDF": "text/turtle; charset=utf-8"}


@dataclass(frozen=True)
class Exchange:
    """A request of a test, and what is expected of the response; `statuses` are first digits."""

    test: str
    method: str
    path: str
    body: bytes | None
    headers: tuple[tuple[str, str], ...]
    statuses: frozenset[str]
    boolean: bool | None
    format: str | None


def exchanges() -> list[Exchange]:
    if not MANIFEST.is_file():
        return []
    store = pyoxigraph.Store()
    store.load(path=MANIFEST, format=pyoxigraph.RdfFormat.TURTLE, base_iri=MANIFEST.as_uri())
    found: dict[tuple[str, str, str], Exchange] = {}
    for row in store.query(TESTS):
        told = {name: None if row[name] is None else row[name].value for name in NAMES}
        key = (told["test"], told["path"], told["chars"] or "")
        status = (told["status"] or "StatusCode2xx").rpartition("StatusCode")[2][0]
        headers = tuple((name, told[at]) for name, at in (("Content-Type", "kind"), ("Accept", "accept")) if told[at])
        body = None if told["chars"] is None else told["chars"].encode(told["encoding"])
        before = found[key].statuses if key in found else frozenset()
        found[key] = Exchange(told["test"].rpartition("#")[2], told["method"], told["path"], body, headers, before | {status},
                              None if told["boolean"] is None else told["boolean"] == "true", told["format"])
    return list(found.values())


EXCHANGES = exchanges()
NAMED = sorted({e.test for e in EXCHANGES})


def test_every_test_of_the_manifest_is_read() -> None:
    if not MANIFEST.is_file():
        pytest.skip(f"the W3C's tests are not part of the project and are not in {MANIFEST.parent}")
    assert len(NAMED) == 34
    assert OTHERWISE.keys() <= set(NAMED)


@pytest.mark.parametrize("name", NAMED)
def test_the_endpoint_answers_as_the_w3c_expects(site: Site, name: str) -> None:
    statuses = []
    for exchange in (e for e in EXCHANGES if e.test == name):
        answer = fetch(site, INCIDENTAL.sub("", exchange.path), exchange.method, content=exchange.body, headers=dict(exchange.headers))
        statuses.append(answer.status_code)
        if name not in OTHERWISE:
            check(answer, exchange)
    assert name not in OTHERWISE or {400, 403} & set(statuses), f"{OTHERWISE[name]}: take it off the list"


def check(answer: httpx.Response, exchange: Exchange) -> None:
    assert str(answer.status_code)[0] in exchange.statuses, answer.text
    if exchange.boolean is not None:
        assert answer.json()["boolean"] is exchange.boolean
    if exchange.format is not None:
        assert answer.headers["content-type"] in MEDIA[exchange.format]
