"""Text of documents stays text on every page, and what the graph leaves out for the sake of a private person is told by none."""
from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest
import rdflib
from lxml import html
from rdflib import RDF

from kg.graph.rdf import records, to_graph
from kg.iris import KG
from kg.serve.site import Site, open_site
from kg.view.text import legible
from tests.serve.conftest import fetch
from tests.serve.hostile import ACCUSATION, ACCUSED, TEXTS, hostile, private, written
from tests.serve.reading import HTML, Page

ELEMENTS = {
    "html", "head", "meta", "title", "link", "script", "body", "a", "header", "p", "nav", "form", "label", "input", "kbd", "button", "main", "footer",
    "strong", "article", "section", "h1", "h2", "ul", "ol", "li", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "bdi", "span", "svg",
    "path", "mark", "blockquote", "code", "pre", "details", "summary", "div", "aside", "select", "option", "textarea"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with open_site(written(hostile(), tmp_path_factory.mktemp("hostile"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with open_site(written(private(), tmp_path_factory.mktemp("private"))) as opened:
        yield opened


def things(graph: rdflib.Graph) -> list[str]:
    """The paths of all entities, statements and documents."""
    return sorted({str(s).removeprefix("https://example.org") for s in graph.subjects() if not str(s).startswith("https://example.org/kg/passage/")})


def test_text_of_documents_makes_no_markup_on_any_page(site: Site) -> None:
    search = quote(TEXTS[1])
    paths = [*things(to_graph(hostile())), "/entities", "/documents", f"/entities?q={search}&class={search}&sort={search}", f"/documents?q={search}",
             f"/console?query={search}", f"/console?named=who-criticised&p.body={search}", f"/kg/entity/{search}", f"/{search}",
             "/console?named=timeline&p.entity=F0%20%3Cscript%3Ewindow.ran%20%3D%201%3C/script%3E",
             "/console?query=" + quote("SELECT * { ?s kg:about ?about ; rdf:subject ?who ; kg:rule ?rule }")]
    for path in paths:
        response = fetch(site, path, headers=HTML)
        tree = html.fromstring(response.text)
        assert {e.tag for e in tree.iter() if isinstance(e.tag, str)} <= ELEMENTS, path
        assert not tree.xpath("//@*[starts-with(name(), 'on')] | //@style | //svg/@onload"), path
        for address in tree.xpath("//@href | //@src | //@action"):
            assert address == "data:," or (urlsplit(address).scheme, urlsplit(address).netloc) in (("", ""), ("https", "ok.example")), path
        assert "\x00" not in response.text
        assert "\x07" not in response.text


def test_hostile_text_is_shown_as_it_is(site: Site) -> None:
    output = records(hostile())
    for n, text in enumerate(TEXTS):
        statement = next(s for s in output.statements if s["type"] == "criticised" and s["subject"]["label"].startswith(f"E{n} "))
        page = Page(site, "/kg/statement/" + statement["id"])
        assert " ".join(legible(text).split()) in page.text("blockquote mark")
        document = Page(site, statement["source"]["iri"].removeprefix("https://example.org"))
        assert " ".join(legible(text).split()) in document.text(".text")


def test_no_name_turns_round_what_stands_beside_it(site: Site) -> None:
    page = Page(site, "/entities?q=gnirts")
    assert page.texts("tbody th") == ["E5 gnirts desrever", "F5 gnirts desrever"]
    assert not any(c in page.text("table") for c in "\u202e\u2066\u202d")


def test_an_allegation_that_the_graph_leaves_out_is_told_by_no_page(guarded: Site) -> None:
    graph, output = to_graph(private()), records(private())
    (left_out,) = (s["id"] for s in output.statements if s["private_allegation"])
    assert (None, RDF.predicate, KG.accused) not in graph
    Page(guarded, f"/kg/statement/{left_out}", status=404)
    evidence = next(s["evidence"] for s in output.statements if s["id"] == left_out)
    document = next(d["id"] for d in output.report["documents"])
    assert fetch(guarded, f"/kg/passage/{document}-{evidence['start']}-{evidence['end']}", headers=HTML).status_code == 404
    for path in things(graph):
        for suffix in ("", ".ttl", ".jsonld"):
            text = fetch(guarded, path + suffix, headers=HTML).text
            assert "accused" not in text, path
            assert ACCUSATION not in text
            assert left_out not in text
    page = Page(guarded, f"/kg/document/{document}")
    assert "█" * len(ACCUSATION) in page.text(".text")
    assert page.texts("mark") == ["Parents United praised Marrow Borough Council.", "Nora Pell lives in Marrow."]
    assert page.text("#said") == "Read from it 2"
    assert [text for text in Page(guarded, "/kg/entity/nora-pell").texts(".entry .words") if ACCUSED in text] == ["Nora Pell lives in Marrow."]
