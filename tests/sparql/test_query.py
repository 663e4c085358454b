"""Named queries on both engines, parameters, refusals, messages and formats."""
from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from kg.errors import AnswerTooLongError, OntologyError, QueryError, UsageError
from kg.graph.rdf import records, to_graph, to_turtle
from kg.graph.store import Store, load_store
from kg.iris import prefixes
from kg.sparql import sparql
from kg.sparql.names import Named, find_named
from kg.sparql.query import Kind, find_query, named_queries, read_query, run
from kg.sparql.results import Format, Result, render, table
from tests.bench.store import known, make, questions
from tests.helpers import sample

VALUES = {"body": "Marrow Borough Council", "entity": "Parents United", "speaker": "Tom Vale", "about": "Marrow Borough Council", "words": "ECHO"}
NEGATED = next(s["id"] for s in records(sample()).statements if s["modality"] == "negated")
ALL = named_queries()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("build")
    (path / "graph.ttl").write_text(to_turtle(to_graph(sample())), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def store(folder: Path) -> Store:
    return load_store(folder)


@pytest.fixture(scope="module")
def other(folder: Path) -> Store:
    return load_store(folder, engine="rdflib")


def values(name: str, *, everything: bool) -> dict[str, str]:
    return {p.name: NEGATED if p.kind is Kind.STATEMENT else VALUES[p.name] for p in ALL[name].parameters if everything or not p.optional}


def column(result: Result, name: str) -> list[str]:
    at = result.columns.index(name)
    return [row[at].value for row in result.rows or () if row[at] is not None]


def test_there_are_queries_for_what_users_ask():
    assert len(ALL) >= 14
    assert {"who-criticised", "timeline", "ratings", "unanswered-criticism", "pledges", "people", "source-says", "who-said-what", "most-connected",
            "contradictions", "evidence", "campaigns", "money", "demands", "apologies", "alleged"} <= set(ALL)
    for query in ALL.values():
        assert query.title != query.name
        assert query.example and query.example.startswith(f"kg query {query.name}")


@pytest.mark.parametrize("name", ALL)
def test_both_engines_give_the_same_rows(name: str, store: Store, other: Store):
    for everything in {False, any(p.optional for p in ALL[name].parameters)}:
        here = run(store, ALL[name].text, values(name, everything=everything))
        assert here == run(other, ALL[name].text, values(name, everything=everything))
        assert everything or here.rows


@pytest.mark.parametrize("name", ALL)
def test_what_may_be_told_is_looked_up_by_what_was_found(name: str):
    """By a variable that only another OPTIONAL binds, Oxigraph compares each row with all that there is: a million triples never end."""
    lines = [line.strip() for line in ALL[name].text.splitlines() if not line.startswith(("#", "SELECT"))]
    may_be = [line for line in lines if line.startswith("OPTIONAL")]
    found = sparql.variables("\n".join(line for line in lines if not line.startswith(("OPTIONAL", "BIND", "FILTER", "}"))))
    for line in may_be:
        assert found & set(re.findall(r"\?(\w+)", line.split(" . ")[0])), line


def test_who_criticised_tells_of_parts_and_accusations(store: Store):
    found = run(store, ALL["who-criticised"].text, {"body": "marrow borough COUNCIL"})
    assert set(column(found, "who")) == {"Care Inspectorate", "Parents United"}
    assert set(column(found, "whom")) == {"Marrow Borough Council", "Marrow Children's Services"}
    assert column(found, "relation") == ["criticised", "criticised", "accused"]
    assert column(found, "speaker") == ["Tom Vale"]


def test_unanswered_criticism_leaves_out_those_who_replied(store: Store):
    assert set(column(run(store, ALL["unanswered-criticism"].text), "whom")) == {"Hale Care Ltd", "Marrow Children's Services"}


def test_ratings_run_in_time(store: Store):
    found = run(store, ALL["ratings"].text, {"body": "Marrow Council"})
    assert list(zip(column(found, "when"), column(found, "rating"), strict=True)) == [("2021-01", "inadequate"), ("2022-03", "good")]


def test_contradictions_set_both_passages_side_by_side(store: Store):
    found = run(store, ALL["contradictions"].text)
    assert column(found, "denier") == ["Tom Vale"]
    assert column(found, "claim") == ["Parents United hit out at Hale Care Ltd in 2021/2022."]


def test_evidence_of_one_statement_lists_the_others_of_its_edge(store: Store):
    assert len(run(store, ALL["evidence"].text, {"statement": NEGATED}).rows or ()) == 2
    with pytest.raises(QueryError, match="no statement"):
        run(store, ALL["evidence"].text, {"statement": "0123"})


# --- parameters


def test_a_name_is_found_whatever_its_case_and_quotes(store: Store):
    entity = "SELECT ?entity WHERE { ?entity a ?class }"
    for name in ("Marrow Children's Services", "  marrow children’s   services ", "THE SERVICE",
                 "<https://example.org/kg/entity/marrow-children-s-services>"):
        assert column(run(store, entity, {"entity": name}), "entity") == ["https://example.org/kg/entity/marrow-children-s-services"]


def test_a_name_is_looked_up_without_reading_all_of_them(folder: Path, other: Store, monkeypatch: pytest.MonkeyPatch):
    fresh = load_store(folder)
    for store in (fresh, Store(other.graph, other.prefixes)):
        monkeypatch.setattr(store, "entities", lambda: pytest.fail("all names were read"))
        service = "Marrow Children's Services"
        for name, label in ((service, service), (" marrow children’s  services", service), ("the service", service), ("THE GROUP", "Parents United"),
                            ("Marrow", "Marrow")):
            assert {n.label for n in store.bearers(name)} == {label}, name


def test_an_exact_name_goes_before_the_same_in_other_letters():
    two = 'INSERT DATA { <x:1> rdfs:label "Ann REED" ; a kg:Person . <x:2> rdfs:label "Ann Reed" ; a kg:Person . <x:3> skos:altLabel "Ann Reed" }'
    graph = pyoxigraph.Store()
    graph.update(two, prefixes=prefixes())
    asked = Store(graph, prefixes())
    assert [n.iri for n in asked.bearers("Ann Reed")] == ["x:2"]
    assert [n.iri for n in asked.bearers("ann reed")] == ["x:1", "x:2"]
    assert asked.bearers('x" } #') == asked.entities()


def test_an_unknown_name_gets_near_ones(store: Store):
    with pytest.raises(QueryError, match="did you mean 'Marrow Borough Council'"):
        run(store, ALL["ratings"].text, {"body": "Marow Borough Counsil"})


def test_an_ambiguous_name_lists_whom_it_may_mean():
    two = [Named("https://x.example/1", "Ann Reed", ("the leader",)), Named("https://x.example/2", "Bo Lee", ("The leader",))]
    with pytest.raises(QueryError, match=r"(?s)2; give.*Ann Reed  <https://x.example/1>.*Bo Lee  <https://x.example/2>"):
        find_named("the leader", two)
    assert find_named("bo lee", two).iri == "https://x.example/2"
    town = [Named("https://x.example/town", "Marrow"), Named("https://x.example/council", "Marrow Council", ("Marrow",))]
    assert find_named("Marrow", town).iri == "https://x.example/town"  # a label goes before another's alias


@pytest.mark.parametrize(("parameters", "message"), [
    ({}, "needs --param body"), ({"body": "Marrow Council", "x": "y"}, "no parameter 'x'"), ({"body": "<a b>"}, "not an IRI"),
    ({"body": ""}, "nothing is called"), ({"body": "<> } DROP ALL"}, "nothing is called"), ({"body": "> }"}, "nothing is called")])
def test_wrong_parameters_are_told(store: Store, parameters: dict[str, str], message: str):
    with pytest.raises(QueryError, match=message):
        run(store, ALL["ratings"].text, parameters)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\"'\\\n\r\t{}<>#?;.\ud800")), max_size=20))
@settings(max_examples=30, deadline=None)
def test_any_text_stays_a_literal(text: str):
    empty = Store(pyoxigraph.Store(), prefixes())
    query = '# param: x text "any"\nSELECT ?x WHERE { }'
    assert column(run(empty, query, {"x": text}), "x") == ["".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)]


def test_numbers_are_numbers(store: Store):
    query = '# param: least number "how sure"\nSELECT ?c WHERE { ?s kg:confidence ?c FILTER(?c > ?least) }'
    assert column(run(store, query, {"least": "0.95"}), "c") == ["1"]
    with pytest.raises(QueryError, match="not a number"):
        run(store, query, {"least": "many"})


@pytest.mark.parametrize("text", [
    "SELECT ?x { { SELECT ?x { ?x a kg:Company } } }", "SELECT ?x { SELECT ?x { ?x a kg:Company } }",
    "SELECT (EXISTS { ?x a kg:Company } AS ?y) ?x { }",
    "CONSTRUCT { ?x a kg:Company } WHERE { ?x a kg:Company }", "ASK { ?x a kg:Company }", "# { \nSELECT ?x # {\n{ ?x a kg:Company } # }",
    "PREFIX x: <https://x.example/#> DESCRIBE ?x { ?x a kg:Company }", 'SELECT ?x { ?x a kg:Company . FILTER("}" != \'{\') }'])
def test_a_parameter_finds_its_place(store: Store, other: Store, text: str):
    for engine in (store,) if "EXISTS" in text else (store, other):  # rdflib cannot do EXISTS in a SELECT
        found = run(engine, text, {"x": "Hale Care Ltd"})
        assert found.boolean or found.triples or len(found.rows or ()) == 1


def test_a_parameter_holds_in_sub_queries_too(store: Store, other: Store):
    text = "SELECT ?n { { SELECT (COUNT(*) AS ?n) { ?x a ?class { SELECT ?y { ?y a ?class FILTER(?y = ?x) } } } } }"
    assert column(run(store, "SELECT ?n { { SELECT (COUNT(*) AS ?n) { ?x a ?class } } }", {"x": "Hale Care Ltd"}), "n") == ["1"]
    assert column(run(other, "SELECT ?n { { SELECT (COUNT(*) AS ?n) { ?x a ?class } } }", {"x": "Hale Care Ltd"}), "n") == ["1"]
    assert sparql.bind(text, {"x": "<x:1>"}).count("VALUES (?x) { (<x:1>) }") == 3


def test_what_a_sub_query_computes_is_not_bound_in_it(store: Store, other: Store):
    text = "SELECT ?x { { SELECT (?y AS ?x) { ?y a kg:Company } } }"
    for engine in (store, other):
        assert len(run(engine, text, {"x": "Hale Care Ltd"}).rows or ()) == 1


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small graph with all that the named queries ask for, in which names come round."""
    path = tmp_path_factory.mktemp("generated")
    make(2_500, path)
    return path


def test_both_engines_give_the_same_rows_of_invented_documents(generated: Path):
    here, there = load_store(generated), load_store(generated, engine="rdflib")
    for name, text, asked in questions(known(here)):
        assert run(here, text, asked) == run(there, text, asked), name


def test_no_statement_is_told_twice_or_left_out(generated: Path):
    asked = load_store(generated)
    count = lambda pattern: column(asked.select(f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ {pattern} }}"), "n") == [str(len(rows))]
    for name, pattern in (("alleged", "?s kg:modality ?m FILTER(?m IN (kg:alleged, kg:planned, kg:negated))"),
                          ("demands", "?s rdf:predicate kg:called_for"),
                          ("people", "?s rdf:predicate ?p ; rdf:object ?o FILTER(?p IN (kg:holds_role, kg:member_of, kg:resigned, kg:appointed))"),
                          ("campaigns", "?s rdf:predicate/kg:family kg:mobilisation")):
        rows = run(asked, ALL[name].text).rows or ()
        assert rows
        assert count(pattern), name


def test_no_place_for_a_parameter_is_told(store: Store):
    with pytest.raises(QueryError, match="CONSTRUCT WHERE"):
        run(store, "CONSTRUCT WHERE { ?x a kg:Company }", {"x": "Hale Care Ltd"})
    with pytest.raises(QueryError, match="no pattern"):
        run(store, "DESCRIBE ?x", {"x": "Hale Care Ltd"})


# --- what is refused


@pytest.mark.parametrize(("text", "message"), [
    ("SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", "line 1, column 10: FROM"),
    ("SELECT * FROM NAMED <http://x.example/> { ?s ?p ?o }", "FROM"),
    ("SELECT * { ?s ?p ?o\n FILTER EXISTS { SERVICE <http://x.example/> { ?s ?p ?o } } }", "line 2, column 18: SERVICE"),
    ("SELECT * { { SELECT * { service silent ?x { ?s ?p ?o } } } }", "SERVICE"),
    ("SELECT * { \\u0053ERVICE <http://x.example/> { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { <<( ?s ?p ?o )>> ?q ?r . SERVICE <http://x.example/> { ?s ?p ?o } }", "SERVICE"),
    ("SELECT * { ?r rdf:reifies <<( ?s ?p ?o )>> .SERVICE<http://x.example/>{ ?s ?p 1 } }", "SERVICE"),
    ("PREFIX : <http://x.example/> SELECT * { ?r rdf:reifies <<( ?s ?p 1 )>> . SERVICE:x { ?s ?p ?o } }", "SERVICE"),
    ("LOAD <http://x.example/>", "LOAD changes"), ("INSERT DATA { <a:a> <a:b> <a:c> }", "INSERT changes"),
    ("DELETE WHERE { ?s ?p ?o }", "DELETE changes"), ("PREFIX x: <http://x.example/>\nDROP ALL", "line 2, column 1: DROP"),
    ("SELECT * {" + "{" * 200 + "}" * 200 + "}", "deep"), ("SELECT * { ?s ?p '" + "x" * 100_001 + "' }", "characters")])
def test_queries_only_read_this_graph(store: Store, other: Store, text: str, message: str):
    for engine in (store, other):
        with pytest.raises(QueryError, match=message):
            run(engine, text)


@pytest.mark.parametrize("chain", ["&&".join(["?a"] * 20_000), "||".join(["?a"] * 20_000), "+".join(["?a"] * 20_000), "!" * 50_000 + "?a",
                                   "-".join("1" * 40_000), "-" * 50_000 + "?a", "=".join(["?a"] * 20_000), "<".join(["?a"] * 20_000)])
def test_a_chain_that_would_end_the_process_is_refused(store: Store, chain: str):
    with pytest.raises(QueryError, match="more than 1,000 operators"):
        run(store, f"SELECT * {{ ?a ?b ?c FILTER({chain}) }}")


def test_long_lists_and_chains_of_a_thousand_are_answered(store: Store):
    assert run(store, f"SELECT ?a {{ ?a a kg:Company FILTER({' && '.join(['isIRI(?a)'] * 999)}) }}").rows
    listed = ", ".join(f"<https://x.example/a-{n}>" for n in range(3_000))
    assert run(store, f"SELECT ?a {{ ?a a kg:Company FILTER(?a NOT IN ({listed})) }}").rows
    with pytest.raises(QueryError, match="operators"):
        run(store, "SELECT * { ?a ?b ?c " + "MINUS { ?a ?b ?d } " * 4_000 + "}")


@pytest.mark.parametrize("text", [
    "SELECT ?service ?from { ?service ?from ?load FILTER(isIRI(?service)) }",
    "SELECT * { ?s ?p 'SERVICE' } # FROM LOAD", 'SELECT * { ?s ?p """FROM "x" DROP""" }',
    "SELECT * { ?s <https://x.example/FROM> ?o }", "PREFIX service: <https://x.example/> SELECT * { ?s service:from ?o }"])
def test_such_words_elsewhere_are_harmless(store: Store, other: Store, text: str):
    assert run(store, text) == run(other, text)


@pytest.mark.parametrize(("text", "line", "caret"), [
    ("SELECT ?x WHERE {\n  ?x a kg:Person ;;; }\n} nonsense", "line 3, column 3", "} nonsense"),
    ("SELEC ?x {}", "line 1, column 1", "SELEC"), ("SELECT * { ?x nope:y ?z }", "line 1, column 15:", "nope:y"),
    ("SELECT * { ?x kg:y ?z .\n  ?z\n a nope:Y }", "line 3, column 4:", "a nope:Y"), ("", "line 1, column 1", "")])
def test_a_syntax_error_points_at_the_place(store: Store, other: Store, text: str, line: str, caret: str):
    for engine in (store, other):
        with pytest.raises(QueryError) as error:
            run(engine, text)
        shown = str(error.value).splitlines()
        assert shown[0].startswith(line)
        assert caret in shown[1]
        assert shown[2].strip() == "^"


def test_a_function_that_there_is_not_is_told(store: Store):
    with pytest.raises(QueryError, match=r"cannot be answered: .*<https://x\.example/f>"):
        run(store, "SELECT (<https://x.example/f>(1) AS ?x) { }")


def test_sparql_1_2_runs_on_the_engine_that_knows_it(store: Store):
    assert run(store, "SELECT * { ?r rdf:reifies <<( ?s ?p ?o )>> }").rows == ()


# --- finding queries


def test_a_users_folder_adds_queries(tmp_path: Path):
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "mine.rq").write_text("# title: Mine\nASK {}")
    assert set(named_queries(tmp_path)) == {*ALL, "mine"}
    assert find_query("mine", tmp_path).title == "Mine"
    assert find_query(str(tmp_path / "queries" / "mine.rq")).title == "Mine"
    assert find_query("ASK { }").text == "ASK { }"
    with pytest.raises(UsageError, match="who-criticised"):
        find_query("who-criticized")


def test_a_wrong_header_is_told():
    with pytest.raises(OntologyError, match="KIND is one of"):
        read_query("mine", "# param: x thing")


def test_a_folder_without_a_build_is_told(tmp_path: Path):
    with pytest.raises(UsageError, match=r"graph\.ttl is missing"):
        load_store(tmp_path)
    (tmp_path / "graph.ttl").write_text("<a> <b>")
    for engine in ("oxigraph", "rdflib"):
        with pytest.raises(UsageError, match="not Turtle"):
            load_store(tmp_path, engine=engine)


# --- formats


HOSTILE = Result(columns=("a", "b"), rows=(
    (pyoxigraph.Literal('x"<&>]]>\n\t\x00\x1b[31m,;'), None),
    (pyoxigraph.NamedNode("https://x.example/?a=1&b=2"), pyoxigraph.Literal("é", language="en")),
    (pyoxigraph.Literal(3), pyoxigraph.BlankNode("b"))))


def test_rows_in_each_format():
    read = list(csv.reader(io.StringIO(render(HOSTILE, Format.CSV), newline="")))
    assert read[0] == ["a", "b"]
    assert read[1] == ['x"<&>]]>\n\t\x00\x1b[31m,;', ""]
    assert len(render(HOSTILE, Format.TSV).split("\n")) == 5
    bindings = json.loads(render(HOSTILE, Format.JSON))["results"]["bindings"]
    assert bindings[1]["b"] == {"type": "literal", "value": "é", "xml:lang": "en"}
    assert "b" not in bindings[0]
    assert len(ET.fromstring(render(HOSTILE, Format.XML)).findall(".//{*}result")) == 3
    again = pyoxigraph.parse_query_results(render(HOSTILE, Format.JSON), format=pyoxigraph.QueryResultsFormat.JSON)
    assert [tuple(row) for row in again] == list(HOSTILE.rows or ())
    assert len(list(pyoxigraph.parse_query_results(render(HOSTILE, Format.XML), format=pyoxigraph.QueryResultsFormat.XML))) == 3


def test_a_table_holds_no_control_characters():
    console = Console(width=80, file=io.StringIO(), force_terminal=False)
    console.print(table(HOSTILE))
    assert "\x1b" not in console.file.getvalue()  # type: ignore[attr-defined]


def test_answers_of_other_kinds(store: Store):
    yes = run(store, "ASK { ?x a kg:Company }")
    assert render(yes, Format.JSON) == '{\n "head": {},\n "boolean": true\n}\n'
    assert render(yes, Format.CSV) == "true\r\n"
    graph = run(store, "CONSTRUCT { ?x a ?c } WHERE { ?x a ?c . FILTER(?c = kg:Company) }")
    assert "ent:hale-care-ltd a kg:Company" in render(graph, Format.TURTLE, store.prefixes)
    with pytest.raises(QueryError, match="turtle or table"):
        render(graph, Format.CSV)
    with pytest.raises(QueryError, match="CONSTRUCT"):
        render(yes, Format.TURTLE)


def test_rows_without_an_order_are_sorted(store: Store, other: Store):
    text = "SELECT ?x { ?x a kg:Person }"
    assert run(store, text) == run(other, text)


def test_an_answer_that_is_longer_than_wanted_is_an_error_and_no_part_of_it(store: Store, other: Store):
    assert len(run(store, "SELECT ?s { ?s a rdf:Statement }", most=100).rows or ()) > 5
    for text in ("SELECT ?s { ?s a rdf:Statement }", "CONSTRUCT { ?s a ?c } WHERE { ?s a rdf:Statement, ?c }"):
        with pytest.raises(AnswerTooLongError, match="LIMIT 5"):
            run(store, text, most=5)
        with pytest.raises(AnswerTooLongError, match="LIMIT 5"):
            run(other, text, most=5)
    assert len(run(store, "SELECT ?s { ?s a rdf:Statement } LIMIT 5", most=5).rows or ()) == 5
