"""The console without a browser: what it asks, what it shows, what it says of a query that is wrong, and what it gives to take away."""
from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import urlencode

import pytest
import rdflib

from kg.graph.rdf import records, to_graph
from kg.serve import cells
from kg.serve.refusals import TooLongError
from kg.serve.site import Site
from tests.helpers import sample
from tests.serve.conftest import fetch
from tests.serve.reading import HTML, Page

ALL = "SELECT ?who ?statement ?passage ?n { ?statement rdf:subject ?who ; kg:evidence ?passage . ?passage oa:start ?n } ORDER BY ?statement"


def asked(site: Site, query: str, status: int = 200) -> Page:
    return Page(site, "/console?" + urlencode({"query": query}), status)


def test_the_named_queries_are_offered_by_title_with_their_parameters_as_fields(site: Site) -> None:
    page = Page(site, "/console")
    assert page.links(".ready a")["The sources, and how much each says"] == "/console?named=sources"
    assert len(page.links(".ready a")) == len(site.queries) + 1
    form = Page(site, "/console?named=who-said-what")
    fields = {e.get("name"): (e.get("required") is not None, e.get("data-suggest")) for e in form.all(".question input")}
    assert fields == {"named": (False, None), "p.speaker": (False, "fill"), "p.about": (False, "fill")}
    required = Page(site, "/console?named=who-criticised")
    assert required.all("#p-body")[0].get("required") is not None
    assert required.texts(".answer") == required.texts(".trouble") == []


def test_a_named_query_is_answered_with_its_parameters(site: Site) -> None:
    page = Page(site, "/console?named=who-criticised&p.body=marrow+borough+COUNCIL")
    assert page.texts("thead th")[0] == "who"
    assert "Care Inspectorate" in page.texts("tbody td")
    assert page.all("#p-body")[0].get("value") == "marrow borough COUNCIL"
    assert re.match(r"\d+ rows in [\d,]+ ms", page.text("#answer"))


def test_a_parameter_that_means_nobody_gets_names_that_are_like_it(site: Site) -> None:
    page = Page(site, "/console?named=who-criticised&p.body=Marow+Borough+Council", status=400)
    assert "nothing is called 'Marow Borough Council'; did you mean 'Marrow Borough Council'" in page.text(".trouble")


def test_a_query_that_there_is_not_is_told(site: Site) -> None:
    assert "no query is called 'nope'" in Page(site, "/console?named=nope", status=404).text()


def test_cells_lead_to_what_they_name(site: Site) -> None:
    page = asked(site, ALL)
    row = page.all("tbody tr")[0]
    who, statement, passage = (cell.xpath(".//a")[0] for cell in row.xpath("td")[:3])
    assert who.get("href").startswith("/kg/entity/")
    assert who.text_content() in {entity["label"] for entity in records(sample()).entities}
    assert statement.get("href").startswith("/kg/statement/")
    assert re.fullmatch(r"/kg/document/[0-9a-f]{16}#at-\d+-\d+", passage.get("href"))
    assert row.xpath("td")[3].get("class") == "number"


def test_addresses_that_a_browser_may_follow_are_links_and_others_are_not(site: Site) -> None:
    page = asked(site, 'SELECT * { VALUES ?x { <https://ok.example/a> <javascript:alert(1)> "javascript:x"^^xsd:anyURI kg:criticised } }')
    assert page.links("tbody a") == {"<https://ok.example/a>": "https://ok.example/a"}
    assert "kg:criticised" in page.texts("tbody td")


@pytest.mark.parametrize(("query", "line", "column"), [
    ("SELECT ?a {\n  ?a kg:criticised ?b ;;; }\n} nonsense", 3, 3), ("SELECT ?a { ?a nope:x ?b }", 1, 16),
    ("SELECT * {\n SERVICE <http://x.example/> { ?s ?p ?o } }", 2, 2),
])
def test_an_error_points_at_its_line_and_column(site: Site, query: str, line: int, column: int) -> None:
    page = asked(site, query, status=400)
    assert f"line {line}, column {column}:" in page.text(".message")
    (code,) = page.all(".code")
    assert (code.get("data-line"), code.get("data-column")) == (str(line), str(column))
    assert page.all("#query")[0].text_content().removeprefix("\n") == query


def test_a_refusal_is_told_in_its_own_words_and_status(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def too_long(*_: object) -> None:
        raise TooLongError("the query was stopped after 10 s; ask for less")

    monkeypatch.setattr(Site, "ask", too_long)
    page = asked(site, "SELECT * { ?a ?b ?c }", status=504)
    assert page.text(".trouble h2") == "Not answered"
    assert "stopped after 10 s" in page.text(".trouble")


def test_yes_no_and_nothing_are_told(site: Site) -> None:
    assert asked(site, "ASK { ?x a kg:Person }").text("#answer").startswith("Yes in ")
    assert asked(site, "ASK { ?x a kg:Teapot }").text("#answer").startswith("No in ")
    assert "Nothing in this build answers that." in asked(site, "SELECT ?x { ?x a kg:Teapot }").text(".answer")


def test_many_rows_are_cut_on_the_page_and_whole_in_the_download(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "SHOWN", 3)
    page = asked(site, ALL)
    assert len(page.all("tbody tr")) == 3
    assert "The first 3 rows are shown" in page.text(".answer")
    rows = list(csv.reader(io.StringIO(fetch(site, page.links(".take a")["CSV"]).text)))
    assert len(rows) == 1 + len(to_graph(sample()).query("SELECT ?s { ?s a rdf:Statement }", initNs={"rdf": rdflib.RDF}))


def test_an_answer_is_taken_away_in_every_format_it_can_have(site: Site) -> None:
    links = asked(site, ALL).links(".take a")
    assert list(links) == ["CSV", "TSV", "JSON", "XML", "Link to this"]
    for name, kind in (("CSV", "text/csv"), ("TSV", "text/tab-separated-values"), ("JSON", "application/sparql-results+json"),
                       ("XML", "application/sparql-results+xml")):
        response = fetch(site, links[name])
        assert response.headers["content-type"].split(";")[0] == kind
        assert response.headers["content-disposition"] == f'attachment; filename="answer.{name.lower()}"'
    assert json.loads(fetch(site, links["JSON"]).text)["head"]["vars"] == ["who", "statement", "passage", "n"]
    links = asked(site, "CONSTRUCT { ?a kg:praised ?b } WHERE { ?a kg:praised ?b }").links(".take a")
    assert list(links) == ["Turtle", "JSON-LD", "Link to this"]
    assert len(rdflib.Graph().parse(data=fetch(site, links["Turtle"]).text, format="turtle")) == 1
    named = fetch(site, Page(site, "/console?named=sources").links(".take a")["TSV"])
    assert named.headers["content-disposition"] == 'attachment; filename="sources.tsv"'


def test_a_format_that_there_is_not_is_refused(site: Site) -> None:
    response = fetch(site, "/console/download", params={"query": "ASK {}", "format": "exe"}, headers=HTML)
    assert response.status_code == 400
    assert "there is no format &#39;exe&#39;" in response.text


def test_a_long_query_comes_in_the_body(site: Site) -> None:
    query = "ASK {} #" + "x" * 60_000
    response = fetch(site, "/console", "POST", data={"query": query}, headers=HTML)
    assert response.status_code == 200
    assert "Yes" in response.text


def test_the_prefixes_are_listed_with_what_they_stand_for(site: Site) -> None:
    page = Page(site, "/console")
    assert {b.get("data-insert"): b.get("data-iri") for b in page.all(".prefixes button")} == dict(site.prefixes)
