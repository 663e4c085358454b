"""IRIs of the data answer at their own path, as a page, Turtle or JSON-LD, whichever is asked for."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
import rdflib
from rdflib import RDF, RDFS, URIRef

from kg.graph.rdf import records, to_graph, to_turtle
from kg.iris import KG
from kg.serve.addresses import Addresses
from kg.serve.site import Site, open_site
from tests.helpers import sample, write_output
from tests.serve.conftest import fetch
from tests.serve.reading import HTML

COUNCIL = "/kg/entity/marrow-borough-council"
PAGE, TURTLE, JSONLD = "text/html; charset=utf-8", "text/turtle; charset=utf-8", "application/ld+json"


@pytest.mark.parametrize(("accept", "kind"), [
    (None, PAGE), ("", PAGE), ("*/*", PAGE), ("text/*", PAGE), ("text/html", PAGE), ("text/turtle", TURTLE), ("application/ld+json", JSONLD),
    ("application/ld+json, text/turtle;q=0.5", JSONLD), ("text/html;q=0.4, text/turtle;q=0.5", TURTLE), ("text/html;q=0, */*;q=0.1", TURTLE),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", PAGE), ("APPLICATION/LD+JSON", JSONLD), ("image/png, application/*", JSONLD),
])
def test_the_form_is_what_the_client_accepts_most(site: Site, accept: str | None, kind: str) -> None:
    response = fetch(site, COUNCIL, headers={} if accept is None else {"accept": accept})
    assert (response.status_code, response.headers["content-type"]) == (200, kind)
    assert "Accept" in response.headers["vary"]
    assert f'<{COUNCIL}.ttl>; rel="alternate"; type="text/turtle"' in response.headers["link"]


@pytest.mark.parametrize(("suffix", "kind"), [(".html", PAGE), (".ttl", TURTLE), (".jsonld", JSONLD)])
@pytest.mark.parametrize("root", ["/kg/", "/"])
def test_the_end_of_an_address_goes_before_the_header(site: Site, root: str, suffix: str, kind: str) -> None:
    response = fetch(site, f"{root}entity/marrow-borough-council{suffix}", headers={"accept": "image/png"})
    assert (response.status_code, response.headers["content-type"]) == (200, kind)


def test_a_client_that_takes_none_of_them_is_told_which_there_are(site: Site) -> None:
    response = fetch(site, COUNCIL, headers={"accept": "image/png"})
    assert response.status_code == 406
    assert "text/turtle" in response.text
    assert "alternate" in response.headers["link"]


def test_an_entity_is_told_with_the_statements_about_it_and_in_both_formats_the_same(site: Site) -> None:
    everything = to_graph(sample())
    entity = URIRef("https://example.org/kg/entity/marrow-borough-council")
    about = {s for p in (RDF.subject, RDF.object, KG.attributedTo) for s in everything.subjects(p, entity)}
    assert len(about) > 3
    wanted = {triple for node in (entity, *about) for triple in everything.triples((node, None, None))}
    turtle, jsonld = (rdflib.Graph().parse(data=fetch(site, COUNCIL + suffix).text, format=kind)
                      for suffix, kind in ((".ttl", "turtle"), (".jsonld", "json-ld")))
    assert {t[:2] for t in turtle} == {t[:2] for t in wanted}
    assert set(jsonld) == set(turtle)
    assert len(turtle) == len(wanted)


def test_a_statement_and_a_document_are_told_by_their_own_triples(site: Site) -> None:
    everything = to_graph(sample())
    statement = next(iter(everything.subjects(KG.modality, KG.negated)))
    told = rdflib.Graph().parse(data=fetch(site, "/" + str(statement).removeprefix("https://example.org/") + ".ttl").text, format="turtle")
    assert set(told.subjects()) == {statement}
    assert len(told) == len(list(everything.triples((statement, None, None))))


def test_the_same_triples_are_the_same_bytes(site: Site, folder: Path) -> None:
    with open_site(folder) as again:
        for suffix in (".ttl", ".jsonld"):
            assert fetch(site, COUNCIL + suffix).content == fetch(again, COUNCIL + suffix).content
    nodes = [node["@id"] for node in json.loads(fetch(site, COUNCIL + ".jsonld").text)["@graph"]]
    assert nodes == sorted(nodes)


def test_a_passage_leads_to_its_place_in_the_document(site: Site) -> None:
    passage = str(min(to_graph(sample()).subjects(RDF.type, KG.Passage))).removeprefix("https://example.org")
    document, start, end = passage.removeprefix("/kg/passage/").rsplit("-", 2)
    response = fetch(site, passage, headers=HTML)
    assert (response.status_code, response.headers["location"]) == (303, f"/kg/document/{document}#at-{start}-{end}")
    assert response.headers["vary"] == "Accept"
    assert f'id="at-{start}-{end}"' in fetch(site, f"/kg/document/{document}", headers=HTML).text
    assert fetch(site, passage, headers={"accept": "text/turtle"}).status_code == 200


@pytest.mark.parametrize("path", ["/kg/entity/nobody", "/kg/statement/0000000000000000", "/kg/passage/0000-1-2", "/kg/passage/x",
                                  "/kg/document/%2e%2e%2fgraph", "/kg/entity/%F0%9F%A6%8A", "/kg/entity/a%00b", "/kg/entity/a%3Eb%7B"])
def test_what_the_build_does_not_have_is_not_there_in_any_form(site: Site, path: str) -> None:
    for accept in ("text/html", "text/turtle", "application/ld+json"):
        response = fetch(site, path, headers={"accept": accept})
        assert response.status_code == 404
        assert ("<!DOCTYPE html>" in response.text) == (accept == "text/html")


def test_a_build_of_another_base_answers_at_its_own_paths(tmp_path: Path) -> None:
    base = "https://watch.example/held to account/".replace(" ", "%20")
    (tmp_path / "graph.ttl").write_text(to_turtle(to_graph(sample(), base=base)), encoding="utf-8")
    write_output(tmp_path, records(sample(), base))
    with open_site(tmp_path) as other:
        response = fetch(other, "/held%20to%20account/entity/parents-united", headers=HTML)
        assert response.status_code == 200
        assert 'href="/held%20to%20account/entity/hale-care-ltd"' in response.text
        assert fetch(other, "/kg/entity/parents-united", headers=HTML).status_code == 404


def test_a_base_that_ends_in_a_hash_has_its_things_at_the_top() -> None:
    addresses = Addresses("https://watch.example/data#")
    assert addresses.path("https://watch.example/data#entity/a") == "/entity/a"
    assert addresses.iri("entity", "é") == "https://watch.example/data#entity/%C3%A9"
    assert addresses.path("https://elsewhere.example/entity/a") is None
    assert addresses.path("https://watch.example/data#ontology/a") is None


def test_the_label_of_an_entity_is_in_its_data(site: Site) -> None:
    told = rdflib.Graph().parse(data=fetch(site, COUNCIL + ".ttl").text, format="turtle")
    assert str(told.value(URIRef("https://example.org/kg/entity/marrow-borough-council"), RDFS.label)) == "Marrow Borough Council"
