"""The SPARQL 1.1 Protocol, as clients speak it."""
from __future__ import annotations

from urllib.parse import quote

import pytest
from pyoxigraph import RdfFormat, parse

from kg.serve.site import Site
from tests.serve.conftest import ORIGIN, fetch

SELECT = "SELECT ?s { ?s a rdf:Statement } LIMIT 3"
CONSTRUCT = "CONSTRUCT WHERE { ?s a rdf:Statement ; kg:modality ?m }"
FORM, DIRECT = {"Content-Type": "application/x-www-form-urlencoded"}, {"Content-Type": "application/sparql-query"}
UTF_16 = {"Content-Type": "application/sparql-query; charset=utf-16"}


def ask(site: Site, query: str, accept: str | None = None, **more: str) -> tuple[int, str, str]:
    answer = fetch(site, "/sparql", params={"query": query, **more}, headers={} if accept is None else {"Accept": accept})
    return answer.status_code, answer.headers["content-type"], answer.text


def test_a_query_is_sent_in_the_address_in_a_form_or_as_a_body(site: Site) -> None:
    answers = [
        fetch(site, "/sparql", params={"query": SELECT}), fetch(site, "/sparql/", params={"query": SELECT}),
        fetch(site, "/sparql", "POST", data={"query": SELECT}), fetch(site, "/sparql", "POST", content=SELECT, headers=DIRECT),
        fetch(site, "/sparql", "POST", content=SELECT, headers={"Content-Type": 'Application/SPARQL-query; charset="UTF-8"'}),
    ]
    assert [a.status_code for a in answers] == [200] * 5
    assert len({a.text for a in answers}) == 1
    assert len(answers[0].json()["results"]["bindings"]) == 3


@pytest.mark.parametrize(("accept", "kind"), [
    (None, "application/sparql-results+json"), ("*/*", "application/sparql-results+json"), ("application/json", "application/json"),
    ("application/sparql-results+xml", "application/sparql-results+xml"), ("text/csv", "text/csv; charset=utf-8"),
    ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
    ("text/csv;q=0.1, text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
    ("text/turtle, application/sparql-results+xml;q=0.2", "application/sparql-results+xml"),
    ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/xml"),
])
def test_rows_come_in_the_form_that_is_asked_for(site: Site, accept: str | None, kind: str) -> None:
    status, told, text = ask(site, SELECT, accept)
    assert (status, told) == (200, kind)
    assert text.count("https://example.org/kg/statement/") == 3
    assert ask(site, "ASK {}", accept)[1] == kind


@pytest.mark.parametrize(("accept", "kind", "form"), [
    (None, "text/turtle; charset=utf-8", RdfFormat.TURTLE), ("application/n-triples", "application/n-triples", RdfFormat.N_TRIPLES),
    ("application/ld+json", "application/ld+json", RdfFormat.JSON_LD), ("application/rdf+xml", "application/rdf+xml", RdfFormat.RDF_XML),
])
def test_a_graph_comes_in_the_form_that_is_asked_for(site: Site, accept: str | None, kind: str, form: RdfFormat) -> None:
    status, told, text = ask(site, CONSTRUCT, accept)
    assert (status, told) == (200, kind)
    plain = {str(q.triple) for q in parse(ask(site, CONSTRUCT, "application/n-triples")[2].encode(), format=RdfFormat.N_TRIPLES)}
    assert {str(q.triple) for q in parse(text.encode(), format=form)} == plain
    assert len(plain) > 10


@pytest.mark.parametrize(("query", "accept"), [(SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), (SELECT, "image/png"), ("ASK {}", "text/csv;q=0")])
def test_a_form_that_does_not_hold_the_answer_is_not_acceptable(site: Site, query: str, accept: str) -> None:
    status, _, text = ask(site, query, accept)
    assert status == 406
    assert "text/turtle" in text or "text/csv" in text


def test_a_format_in_the_address_goes_before_the_header(site: Site) -> None:
    assert ask(site, SELECT, "text/turtle", format="csv")[1] == "text/csv; charset=utf-8"
    assert ask(site, CONSTRUCT, "text/turtle", format="csv")[1] == "text/turtle; charset=utf-8"
    assert ask(site, SELECT, "text/csv", format="unheard-of")[1] == "text/csv; charset=utf-8"


def test_answers_tell_that_they_depend_on_what_was_accepted(site: Site) -> None:
    assert fetch(site, "/sparql", params={"query": SELECT}).headers["vary"] == "Accept"


def test_the_head_of_an_answer_can_be_had_alone(site: Site) -> None:
    answer = fetch(site, "/sparql", "HEAD", params={"query": SELECT})
    assert answer.status_code == 200
    assert int(answer.headers["content-length"]) > 100


def test_a_wrong_query_is_told_where(site: Site) -> None:
    status, kind, text = ask(site, "SELECT ?s { ?s a }", "text/plain")
    assert (status, kind) == (400, "text/plain; charset=utf-8")
    assert "line 1, column 19" in text


@pytest.mark.parametrize(("accept", "kind"), [("text/html", "text/html; charset=utf-8"), ("application/json", "application/json"),
                                              ("application/sparql-results+json", "application/json"), ("*/*", "text/plain; charset=utf-8")])
def test_a_refusal_comes_in_the_form_that_is_asked_for(site: Site, accept: str, kind: str) -> None:
    status, told, text = ask(site, "SELECT <script>", accept)
    assert (status, told) == (400, kind)
    assert "<script>" not in text or kind != "text/html; charset=utf-8"


@pytest.mark.parametrize(("method", "path", "sent", "status", "says"), [
    ("GET", "/sparql?query=ASK{}&query=ASK{}", {}, 400, "2 queries"),
    ("POST", "/sparql?query=ASK{}", {"content": "ASK {}", "headers": DIRECT}, 400, "2 queries"),
    ("POST", "/sparql", {"content": "", "headers": FORM}, 400, "no 'query'"),
    ("GET", "/sparql?query=ASK{}&default-graph-uri=http://a.example/", {}, 400, "leave default-graph-uri out"),
    ("POST", "/sparql?named-graph-uri=http://a.example/", {"data": {"query": "ASK {}"}}, 400, "leave named-graph-uri out"),
    ("POST", "/sparql", {"data": {"update": "CLEAR ALL"}}, 403, "only reads"),
    ("GET", "/sparql?update=CLEAR+ALL", {}, 403, "only reads"),
    ("POST", "/sparql", {"content": "CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}, 403, "only reads"),
    ("POST", "/sparql", {"data": {"query": "CLEAR ALL"}}, 400, "CLEAR changes the graph"),
    ("POST", "/sparql", {"content": "ASK {}", "headers": {"Content-Type": "text/plain"}}, 415, "application/sparql-query"),
    ("POST", "/sparql", {"content": "ASK {}"}, 415, "not told"),
    ("POST", "/sparql", {"content": "ASK {}".encode("utf-16"), "headers": UTF_16}, 415, "UTF-8"),
    ("POST", "/sparql", {"content": b"ASK { ?s ?p '\xff' }", "headers": DIRECT}, 400, "not UTF-8"),
    ("GET", "/sparql?query=ASK%20%7B%20?s%20?p%20%22%ff%22%7D", {}, 400, "not UTF-8"),
    ("PUT", "/sparql", {"content": "ASK {}"}, 405, "PUT"),
    ("DELETE", "/sparql", {}, 405, "DELETE"),
    ("GET", "/nowhere", {}, 404, "nothing at /nowhere"),
])
def test_what_cannot_be_answered_is_refused_in_words(site: Site, method: str, path: str, sent: dict[str, object], status: int, says: str) -> None:
    answer = fetch(site, path, method, **sent)
    assert answer.status_code == status
    assert says in answer.text


def test_the_methods_are_told(site: Site) -> None:
    told = {answer.headers["allow"] for answer in (fetch(site, "/sparql", "OPTIONS"), fetch(site, "/sparql", "PUT"))}
    assert {frozenset(allow.split(", ")) for allow in told} == {frozenset(("GET", "HEAD", "POST", "OPTIONS"))}


@pytest.mark.parametrize(("accept", "kind"), [(None, "text/turtle; charset=utf-8"), ("application/ld+json", "application/ld+json"),
                                              ("application/rdf+xml", "application/rdf+xml")])
def test_without_a_query_the_endpoint_describes_itself(site: Site, accept: str | None, kind: str) -> None:
    answer = fetch(site, "/sparql", headers={} if accept is None else {"Accept": accept})
    assert answer.headers["content-type"] == kind
    sd = "http://www.w3.org/ns/sparql-service-description#"
    form = {"application/ld+json": RdfFormat.JSON_LD, "application/rdf+xml": RdfFormat.RDF_XML}.get(kind, RdfFormat.TURTLE)
    told = {(q.subject.value, q.predicate.value, q.object.value) for q in parse(answer.content, format=form)}
    assert (f"{ORIGIN}/sparql", sd + "endpoint", f"{ORIGIN}/sparql") in told
    assert (f"{ORIGIN}/sparql", sd + "supportedLanguage", sd + "SPARQL11Query") in told
    assert (f"{site.base}description/dataset", "http://rdfs.org/ns/void#sparqlEndpoint", f"{ORIGIN}/sparql") in told


def test_a_browser_that_opens_the_endpoint_is_shown_the_console(site: Site) -> None:
    answer = fetch(site, "/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/console")


def test_a_plus_and_a_percent_in_an_address_mean_what_they_mean_once(site: Site) -> None:
    query = 'SELECT ("a+b%20c" AS ?x) {}'
    assert '"a+b%20c"' in fetch(site, "/sparql?query=" + quote(query, safe="")).text
    assert '"a+b%20c"' in fetch(site, "/sparql", "POST", data={"query": query}).text


def test_the_network_page_stands_at_the_root_with_its_own_policy(site: Site) -> None:
    answer = fetch(site, "/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert "script-src 'sha256-" in policy and "unsafe-inline" not in policy and "frame-ancestors 'none'" in policy
    own = policy.removesuffix("; frame-ancestors 'none'")
    assert f'content="{own}"'.replace("'", "&#39;") in answer.text
