"""The description of a graph: its counts are right, other clients find what they ask for, and each example runs as it is."""
from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from rdflib import RDF, RDFS

from kg import iris
from kg.building.build import Options, build
from kg.building.storing import writing_store
from kg.errors import OntologyError, UsageError
from kg.graph.census import Census, census
from kg.graph.describe import checked_queries, description, names_in_examples, write_description
from kg.graph.rdf import write_turtle
from kg.graph.store import load_store, open_store
from kg.iris import BASE, KG
from kg.model import Knowledge
from kg.paths import ontology_files
from kg.publish import DESCRIPTION, STORE
from kg.sparql.query import named_queries, read_query
from tests.helpers import knowledge, sample

SH, VOID = rdflib.Namespace("http://www.w3.org/ns/shacl#"), rdflib.Namespace("http://rdfs.org/ns/void#")
COUNCIL, INSPECTORATE = BASE + "entity/marrow-borough-council", BASE + "entity/care-inspectorate"
# What clients ask an endpoint for, when they open it
EXAMPLES = """PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT DISTINCT ?sq ?comment ?query WHERE {
  ?sq a sh:SPARQLExecutable ; rdfs:comment ?comment ; sh:select|sh:ask|sh:construct|sh:describe ?query } ORDER BY ?sq"""
PREFIXES = "PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT DISTINCT ?prefix ?namespace WHERE { [] sh:namespace ?namespace ; sh:prefix ?prefix }"


def put(folder: Path, told: Knowledge, *, base: str = BASE, private: bool = False) -> Path:
    with (folder / "graph.ttl").open("w", encoding="utf-8", newline="\n") as stream:
        write_turtle(stream, told, base=base, private=private)
    write_description(folder / "graph.ttl", None)
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(tmp_path_factory.mktemp("described"), sample())


@pytest.fixture(scope="module")
def described(folder: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(folder / DESCRIPTION, format="turtle")


@pytest.fixture(scope="module")
def graph(folder: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(folder / "graph.ttl", format="turtle")


def partitions(described: rdflib.Graph, kind: str, unit: str) -> dict[str, int]:
    whole = described.value(None, RDF.type, VOID.Dataset)
    parts = list(described.objects(whole, VOID[kind + "Partition"]))
    return {str(described.value(p, VOID[kind])): int(str(described.value(p, VOID[unit]))) for p in parts}


def test_the_counts_are_those_of_the_graph(described: rdflib.Graph, graph: rdflib.Graph) -> None:
    whole = described.value(None, RDF.type, VOID.Dataset)
    told = {name: int(str(described.value(whole, VOID[name]))) for name in ("triples", "entities", "classes", "properties")}
    assert told == {"triples": len(graph), "entities": len(set(graph.subjects(RDF.type))), "classes": len(set(graph.objects(None, RDF.type))),
                    "properties": len(set(graph.predicates()))}
    assert partitions(described, "class", "entities") == dict(Counter(str(o) for o in graph.objects(None, RDF.type)))
    assert partitions(described, "property", "triples") == dict(Counter(str(p) for p in graph.predicates()))


def test_the_vocabularies_are_those_that_are_used(described: rdflib.Graph) -> None:
    used = {str(v) for v in described.objects(None, VOID.vocabulary)}
    assert {str(KG), str(RDF), str(RDFS), str(iris.DCT), str(iris.OA)} <= used
    assert "http://www.w3.org/ns/org#" not in used


def test_there_are_no_blank_nodes_and_the_bytes_are_the_same(folder: Path, described: rdflib.Graph, tmp_path: Path) -> None:
    assert not any(isinstance(node, rdflib.BNode) for triple in described for node in triple)
    assert (put(tmp_path, sample()) / DESCRIPTION).read_bytes() == (folder / DESCRIPTION).read_bytes()


def test_nothing_of_the_data_is_told_twice(described: rdflib.Graph, graph: rdflib.Graph) -> None:
    assert not set(described.subjects()) & set(graph.subjects())


def test_clients_find_each_named_query_with_what_it_answers(described: rdflib.Graph) -> None:
    found = {str(row[0]).rpartition("/")[2]: str(row[1]) for row in described.query(EXAMPLES)}  # type: ignore[index]
    assert found == {name: query.title for name, query in named_queries().items()}
    assert {(str(p), str(n)) for p, n in described.query(PREFIXES)} == set(iris.prefixes().items())  # type: ignore[misc]


def loaded(*files: Path) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    for file in files:
        store.load(path=str(file), format=pyoxigraph.RdfFormat.TURTLE)
    return store


def rows(store: pyoxigraph.Store, text: str) -> list[list[str]]:
    answer = store.query(text)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    return sorted([str(term) for term in row] for row in answer)


def test_each_example_runs_as_it_is_and_needs_no_more_of_the_ontology(folder: Path, described: rdflib.Graph) -> None:
    alone = loaded(folder / "graph.ttl", folder / DESCRIPTION)
    whole = loaded(folder / "graph.ttl", *ontology_files(None))
    texts = {str(s): str(o) for s, o in described.subject_objects(SH.select)}
    answers = {name: rows(alone, text) for name, text in texts.items()}
    assert answers == {name: rows(whole, text) for name, text in texts.items()}
    assert sum(bool(found) for found in answers.values()) > len(answers) / 2
    assert answers[BASE + "description/query/evidence"] and answers[BASE + "description/query/timeline"]


def test_stores_hold_it_on_the_disk_and_in_memory_on_either_engine(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_bytes((folder / "graph.ttl").read_bytes())
    with writing_store(tmp_path / STORE, tmp_path / "graph.ttl", None):
        pass
    assert (tmp_path / DESCRIPTION).read_bytes() == (folder / DESCRIPTION).read_bytes()
    stores = open_store(tmp_path), load_store(tmp_path), load_store(tmp_path, engine="rdflib")
    assert [store.on_disk for store in stores] == [True, False, False]
    assert [len(store.select(EXAMPLES).rows or ()) for store in stores] == [len(named_queries())] * 3


def test_a_damaged_description_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_bytes((folder / "graph.ttl").read_bytes())
    (tmp_path / DESCRIPTION).write_text("<a")
    with pytest.raises(UsageError, match=r"description\.ttl: not Turtle .*; build it again"):
        load_store(tmp_path)


def test_the_terms_are_told_and_their_lexicon_is_not(described: rdflib.Graph) -> None:
    assert str(described.value(KG.criticised, RDFS.label)) == "criticised"
    assert described.value(KG.criticised, KG.family) == KG.judgement
    assert described.value(KG.LocalAuthority, RDFS.subClassOf) == KG.PublicBody
    assert described.value(KG.negated, RDFS.label) is not None
    assert not list(described.objects(KG.criticised, KG.clause)) + list(described.triples((None, RDF.type, KG.KnownName)))


def text_of(query: str, found: Census, *, form: str = "select", base: str = BASE) -> str | None:
    told = rdflib.Graph().parse(data=description(found, base, [read_query("one", query)], None), format="turtle")
    node = told.value(rdflib.URIRef(base + "description/query/one"), SH[form])
    return None if node is None else str(node)


FOUND = Census(told=Counter({COUNCIL: 3, INSPECTORATE: 3}), statement=BASE + "statement/0a", named={"Marrow Council": COUNCIL})
ASKS = 'SELECT ?who { ?who kg:praised ?body }'


@pytest.mark.parametrize(("header", "bound"), [
    ('# param: body entity "x"\n# example: kg query one --param body="Marrow Council"', f"<{COUNCIL}>"),
    ('# param: body entity "x"\n# example: kg query one --param body="Elsewhere"', f"<{INSPECTORATE}>"),
    ('# param: body entity "x"\n# example: kg query one', f"<{INSPECTORATE}>"),
    ('# param: body entity "x" [optional]\n# example: kg query one -p "body=Marrow Council"', f"<{COUNCIL}>"),
    ('# param: body entity "x" [optional]\n# example: kg query one --param body="Elsewhere"', None),
    ('# param: body statement "x"\n# example: kg query one --param body=ffff', f"<{BASE}statement/0a>"),
    ('# param: body text "x"\n# example: kg query one --param body=\'a "b" } DROP ALL\'', r'"a \"b\" } DROP ALL"'),
    ('# param: body number "x"\n# example: kg query one --param=body=7', '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'),
    ('# param: body text "x" [optional]\n# example: kg query one --param "unclosed', None),
])
def test_a_parameter_has_the_value_of_the_example_or_one_of_the_graph(header: str, bound: str | None) -> None:
    values = "" if bound is None else f" VALUES (?body) {{ ({bound}) }} "
    assert text_of(f"# title: x\n{header}\n{ASKS}", FOUND) == f"PREFIX kg: <{KG}>\nSELECT ?who {{{values} ?who kg:praised ?body }}\n"


@pytest.mark.parametrize("kind", ["entity", "statement", "text", "number"])
def test_what_the_graph_cannot_be_asked_is_no_example(kind: str) -> None:
    assert text_of(f'# param: body {kind} "x"\n{ASKS}', Census()) is None


@pytest.mark.parametrize(("text", "form"), [
    ("ASK { ?a kg:praised ?b }", "ask"), ("CONSTRUCT { ?a kg:praised ?b } WHERE { ?a kg:praised ?b }", "construct"),
    ("DESCRIBE kg:praised", "describe")])
def test_other_forms_are_examples_too(text: str, form: str) -> None:
    assert text_of(text, FOUND, form=form) == f"PREFIX kg: <{KG}>\n{text}\n"


def test_the_names_of_examples_are_found_in_the_graph_whatever_their_case(folder: Path) -> None:
    query = read_query("one", '# param: who entity "x"\n# param: words text "y"\n'
                              '# example: kg query one -p who="THE Service" -p words="Tom Vale"\nASK {}')
    assert names_in_examples([query]) == {"THE Service"}
    graph = pyoxigraph.parse(path=str(folder / "graph.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    assert census((q.triple for q in graph), ["THE Service"]).named == {"THE Service": BASE + "entity/marrow-children-s-services"}


def test_private_allegations_are_no_examples(tmp_path: Path) -> None:
    told = sample()
    ids = sorted(s.id for e in told.extractions for s in e.statements)
    put(tmp_path, replace(told, private=frozenset(ids[:3])), private=True)
    graph = pyoxigraph.parse(path=str(tmp_path / "graph.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    assert census(q.triple for q in graph).statement == f"{BASE}statement/{ids[3]}"


def test_an_empty_graph_is_described(tmp_path: Path) -> None:
    told = rdflib.Graph().parse(put(tmp_path, knowledge()) / DESCRIPTION, format="turtle")
    assert str(told.value(rdflib.URIRef(BASE + "description/dataset"), VOID.triples)) == "0"
    assert "timeline" not in {str(s).rpartition("/")[2] for s in told.subjects(RDF.type, SH.SPARQLExecutable)}


@pytest.mark.parametrize("base", ["https://data.example/x/", "https://data.example/x#"])
def test_all_stands_under_the_base_of_the_data(base: str, tmp_path: Path) -> None:
    told = rdflib.Graph().parse(put(tmp_path, sample(), base=base) / DESCRIPTION, format="turtle")
    assert str(told.value(None, RDF.type, VOID.Dataset)) == base + "description/dataset"
    assert all(str(s).startswith((base + "description/", str(KG))) for s in told.subjects())


def test_where_the_graph_is_queried_is_told_only_where_it_is_known(described: rdflib.Graph) -> None:
    telling = (VOID.sparqlEndpoint, rdflib.URIRef("https://schema.org/target"))
    served = rdflib.Graph().parse(data=description(FOUND, BASE, [read_query("one", ASKS)], None, "http://127.0.0.1:1/sparql"), format="turtle")
    assert [str(o) for p in telling for o in served.objects(None, p)] == ["http://127.0.0.1:1/sparql"] * 2
    assert [str(o) for p in telling for o in described.objects(None, p)] == []


def test_the_users_own_terms_and_queries_are_told(tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "mine.rq").write_text(f"# title: Mine\n{ASKS}")
    (tmp_path / "own.ttl").write_text('@prefix kg: <https://example.org/kg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n'
                                      'kg:Lighthouse a rdfs:Class ; rdfs:label "lighthouse" ; kg:nameHead "light" ; rdfs:subClassOf [] .')
    told = rdflib.Graph().parse(data=description(FOUND, BASE, checked_queries(tmp_path), tmp_path), format="turtle")
    assert {str(o) for o in told.objects(KG.Lighthouse)} == {"lighthouse", str(RDFS.Class)}
    assert str(told.value(rdflib.URIRef(BASE + "description/query/mine"), RDFS.comment)) == "Mine"


def test_a_query_that_is_none_stops_the_build_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "odd.rq").write_text("SELECT ?x {{ ?x kg:praised }}")
    (tmp_path / "own.ttl").touch()
    with pytest.raises(OntologyError, match=r"odd\.rq: line 1, column \d+: this cannot stand here"):
        build([str(tmp_path / "nothing.md")], Options(out=tmp_path / "out", ontology=tmp_path))
    assert not (tmp_path / "out").exists()


def test_a_build_writes_it(digests: Path, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_bytes((digests / "graph.ttl").read_bytes())
    write_description(tmp_path / "graph.ttl", None)
    assert (digests / DESCRIPTION).read_bytes() == (tmp_path / DESCRIPTION).read_bytes()
