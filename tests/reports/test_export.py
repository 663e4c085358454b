"""Every format holds the whole build, is read again by another reader, and is the same twice."""
from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import networkx as nx
import pyoxigraph
import pytest
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from kg.errors import UsageError
from kg.graph.network import network
from kg.graph.rdf import records, to_graph, to_turtle
from kg.iris import BASE
from kg.model import Knowledge
from kg.reports.export import Form, export, gexf, graphml, statements_csv
from tests.helpers import Sketch, knowledge, sample, write_output

HOSTILE_TEXT = "Ann \ud800\x00\x1b\"\\\n<b>&]]>' said {so}\u2028."


def hostile() -> Knowledge:
    d = Sketch("=a.txt", HOSTILE_TEXT, title=HOSTILE_TEXT)
    d.who("Ann \ud800\x00\x1b\"\\\n<b>&]]>", "Person")
    d.who(HOSTILE_TEXT, "Report")
    d.say("stated", "Ann \ud800\x00\x1b\"\\\n<b>&]]>", None, HOSTILE_TEXT, quote=HOSTILE_TEXT)
    d.say("praised", "Ann \ud800\x00\x1b\"\\\n<b>&]]>", HOSTILE_TEXT, HOSTILE_TEXT, about=HOSTILE_TEXT)
    return knowledge(d)


@pytest.fixture(scope="module", params=[sample, hostile])
def build(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Knowledge]:
    known = request.param()
    folder = tmp_path_factory.mktemp("build")
    write_output(folder, records(known))
    (folder / "graph.ttl").write_text(to_turtle(to_graph(known)), encoding="utf-8", newline="\n")
    return folder, known


@pytest.mark.parametrize("form", Form)
def test_two_exports_are_the_same_bytes(build: tuple[Path, Knowledge], form: Form):
    assert export(build[0], form).encode("utf-8") == export(build[0], form).encode("utf-8")


@pytest.mark.parametrize("form", [Form.TRIG, Form.NQUADS])
def test_named_graphs_hold_each_documents_statements(build: tuple[Path, Knowledge], form: Form):
    folder, known = build
    text = export(folder, form)
    dataset = Dataset()
    dataset.parse(data=text, format=form.value)
    everything = Graph()
    for s, p, o, _ in dataset.quads():
        everything.add((s, p, o))
    assert isomorphic(everything, to_graph(known))
    names = {str(g.identifier) for g in dataset.graphs() if str(g.identifier).startswith(BASE)}
    assert names == {f"{BASE}document/{e.document.id}" for e in known.extractions}
    quads = list(pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TRIG if form is Form.TRIG else pyoxigraph.RdfFormat.N_QUADS))
    assert len(quads) == len(set(quads)) == len(everything)
    if form is Form.NQUADS:
        lines = text.split("\n")[:-1]
        assert lines == sorted(lines)


def test_json_ld_is_the_same_graph(build: tuple[Path, Knowledge]):
    folder, known = build
    text = export(folder, Form.JSONLD)
    assert isomorphic(Graph().parse(data=text, format="json-ld"), to_graph(known))
    assert len(list(pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.JSON_LD))) == len(to_graph(known))


def test_rdf_1_2_reifies_what_has_an_object(build: tuple[Path, Knowledge]):
    folder, known = build
    store = pyoxigraph.Store()
    store.load(export(folder, Form.RDF12).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    found = list(store.query("SELECT ?st ?s ?p ?o { ?st <http://www.w3.org/1999/02/22-rdf-syntax-ns#reifies> <<( ?s ?p ?o )>> }"))
    told = [s for e in known.extractions for s in e.statements]
    assert len(found) == sum(s.object is not None for s in told)
    assert {str(row["st"].value).rsplit("/", 1)[1] for row in found} == {s.id for s in told if s.object}


def test_graph_tools_read_the_network(build: tuple[Path, Knowledge]):
    output = records(build[1])
    rich = network(output)
    for text, read in ((graphml(output), nx.parse_graphml), (gexf(output), lambda t: nx.read_gexf(io.BytesIO(t.encode())))):
        ET.fromstring(text)
        again = read(text)
        assert set(again.nodes) == set(rich.nodes)
        assert again.number_of_edges() == rich.number_of_edges()
        assert {d["statement"] for *_, d in again.edges(data=True)} == {k for *_, k in rich.edges(keys=True)}
    assert "lastmodified" not in gexf(output)


def test_the_network_keeps_statements_without_an_object_at_their_subject():
    output = records(sample())
    graph = network(output)
    told = [s["id"] for _, own in graph.nodes(data="statements") for s in own]
    assert sorted(told + [k for *_, k in graph.edges(keys=True)]) == sorted(s["id"] for s in output.statements)
    reed = graph.nodes[BASE + "entity/ann-reed"]
    assert [s["type"] for s in reed["statements"]] == ["apologised", "pledged", "stated"]
    assert (reed["label"], reed["class"]) == ("Ann Reed", "Person")


def test_the_table_has_a_row_a_statement(build: tuple[Path, Knowledge]):
    output = records(build[1])
    rows = list(csv.DictReader(io.StringIO(statements_csv(output), newline="")))
    assert [r["id"] for r in rows] == [s["id"] for s in output.statements]
    assert [r["evidence"] for r in rows] == [s["evidence"]["text"] for s in output.statements]
    assert [r["object"] for r in rows] == [s["object"]["label"] if s["object"] else "" for s in output.statements]


def test_json_ld_needs_no_network(build: tuple[Path, Knowledge]):
    context = json.loads(export(build[0], Form.JSONLD))["@context"]
    assert context["kg"] == BASE + "ontology#"


@pytest.mark.parametrize("form", Form)
def test_a_folder_without_a_build_is_told(tmp_path: Path, form: Form):
    with pytest.raises(UsageError, match="no build"):
        export(tmp_path, form)
