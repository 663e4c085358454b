"""The graph and the records, made from knowledge by hand."""
from __future__ import annotations

import io
import json
import random
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.compare import isomorphic

from kg.errors import EvidenceError, UsageError
from kg.graph.rdf import records, to_graph, to_turtle, write_turtle
from kg.iris import BASE, DCT, KG, OA, clean, decimal, iso_date, web_iri
from kg.model import Knowledge
from kg.records import read_output
from tests.helpers import Sketch, knowledge, sample, write_output

ENTITY = BASE + "entity/"
HOSTILE = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("\"\\\n\r\t\x00\x1b\u2028'{}<>|.\ud800")), min_size=1, max_size=30)


def hostile_knowledge(text: str) -> Knowledge:
    d = Sketch("a.txt", text, title=text, date=text, publisher=text, url="https://x.example/" + text)
    d.who(text, "Person", text)
    d.say("stated", text, None, text, quote=text, about=text)
    return knowledge(d)


@pytest.fixture(scope="module")
def graph() -> Graph:
    return to_graph(sample())


def test_asserted_statements_with_an_object_have_a_direct_triple(graph):
    parents, hale = URIRef(ENTITY + "parents-united"), URIRef(ENTITY + "hale-care-ltd")
    assert (parents, KG.criticised, hale) in graph
    assert (URIRef(ENTITY + "care-inspectorate"), KG.sanctioned, hale) not in graph  # alleged only
    assert not list(graph.subject_objects(KG.pledged))
    direct = {(s, p, o) for s, p, o in graph if str(s).startswith(ENTITY) and str(p).startswith(str(KG))}
    told = {(s, p, o) for st in graph.subjects(RDF.type, RDF.Statement) if (st, KG.modality, KG.asserted) in graph
            for s in graph.objects(st, RDF.subject) for p in graph.objects(st, RDF.predicate) for o in graph.objects(st, RDF.object)}
    assert direct == told


def written(told: Knowledge, **options: object) -> str:
    stream = io.StringIO()
    write_turtle(stream, told, **options)  # type: ignore[arg-type]
    return stream.getvalue()


def in_order(turtle: str) -> str:
    """Turtle with its blocks sorted, as `to_turtle` sorts them."""
    head, *blocks = turtle.removesuffix("\n").split("\n\n")
    return "\n\n".join([head, *sorted(blocks, key=lambda block: block.partition(" ")[0])]) + ("\n" if blocks else "\n\n")


@pytest.mark.parametrize("told", [sample(), knowledge(), replace(sample(), private=frozenset(s.id for s in sample().extractions[1].statements))])
@pytest.mark.parametrize("options", [{}, {"private": True}, {"base": "https://other.example/"}])
def test_the_graph_is_written_with_one_block_a_subject_and_read_as_it_was_meant(told: Knowledge, options: dict[str, object]) -> None:
    """Sorted, it is what the general writer makes of the triples that were read; and two engines read the same ones."""
    text, graph = written(told, **options), to_graph(told, **options)  # type: ignore[arg-type]
    assert in_order(text) == to_turtle(graph)
    assert len(list(pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.TURTLE))) == len(graph)


@given(HOSTILE)
@settings(max_examples=50, deadline=None)
def test_so_is_that_of_any_text(text: str) -> None:
    assert in_order(written(hostile_knowledge(text))) == to_turtle(to_graph(hostile_knowledge(text)))


def test_what_a_document_gives_stands_in_one_piece_and_the_entities_after_all_documents() -> None:
    told = sample()
    kinds = [line.partition(":")[0] for line in written(told).split("\n") if line[:1].isalpha()]
    pieces = [kind for kind, before in zip(kinds, [None, *kinds], strict=False) if kind == "doc" or (kind == "ent" and before != "ent")]
    assert pieces == ["doc"] * len(told.extractions) + ["ent"]


def test_every_statement_has_a_node_and_a_passage_that_quotes_the_text(graph):
    texts = {e.document.id: e.document.text for e in sample().extractions}
    nodes = list(graph.subjects(RDF.type, RDF.Statement))
    assert len(nodes) == sum(len(e.statements) for e in sample().extractions)
    for passage in graph.objects(None, KG.evidence):
        document = str(graph.value(passage, OA.hasSource)).rsplit("/", 1)[1]
        start, end = (graph.value(passage, p).toPython() for p in (OA.start, OA.end))
        assert texts[document][start:end] == str(graph.value(passage, OA.exact))


def test_statements_of_one_sentence_share_its_passage(graph):
    assert len(set(graph.objects(None, KG.evidence))) < len(list(graph.objects(None, KG.evidence)))


def test_the_document_itself_is_what_its_author_wrote(graph):
    written = list(graph.objects(URIRef(ENTITY + "jo-penn"), KG.authored))
    assert len(written) == 1
    assert str(written[0]).startswith(BASE + "document/")
    assert (written[0], RDF.type, KG.Article) in graph
    assert (written[0], DCT.creator, URIRef(ENTITY + "jo-penn")) in graph
    assert (written[0], DCT.publisher, Literal("The Marrow Echo")) in graph


def test_only_web_addresses_become_sources(graph):
    assert [str(o) for o in graph.objects(None, DCT.source)] == ["https://echo.example/marrow?a=1&b=2"]
    assert "javascript" not in to_turtle(graph)
    assert records(sample()).report["counts"]["addresses_refused"] == 1


@pytest.mark.parametrize(("text", "kind"), [
    ("2020-02-14", rdflib.XSD.date), ("2020-02", rdflib.XSD.gYearMonth), ("2020", rdflib.XSD.gYear), ("--05-11", rdflib.XSD.gMonthDay),
    ("2019/2020", None), ("2020-02-30", None), ("2020-13", None), ("0000", None), ("", None), ("٢٠٢٠", None), ("2020\n", None)])
def test_dates_keep_the_precision_of_the_text(text, kind):
    literal = iso_date(text)
    assert (str(literal), literal.datatype) == (text, kind)


def test_confidences_are_canonical():
    assert [str(decimal(x)) for x in (1.0, 0.0, 0.93, 0.9304, 1e-9)] == ["1", "0", "0.93", "0.93", "0"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "http://", "https://a b", "https://a>b",
                                     "data:text/html,x", "http://[x", ""])
def test_other_addresses_are_no_iris(address):
    assert web_iri(address) is None


@pytest.mark.parametrize("base", ["example", "javascript:/", "https://x.example/a", "https://x.example/<>/"])
def test_an_unusable_base_is_refused(base):
    with pytest.raises(UsageError, match="--base"):
        to_graph(sample(), base=base)


def test_another_base_changes_data_and_not_vocabulary():
    text = to_turtle(to_graph(sample(), base="https://news.example/"))
    assert "<https://example.org/kg/ontology#>" in text
    assert "<https://example.org/kg/entity/>" not in text


def test_a_quotation_that_is_not_there_stops_the_build():
    sketch = Sketch("a.txt", "Ann praised Bob.")
    sketch.who("Ann", "Person")
    said = sketch.say("stated", "Ann", None, "Ann praised Bob.")
    for wrong in ({"text": "Ann praised Rob."}, {"start": 1}, {"end": 99}, {"document": "0" * 16}, {"start": -16, "end": 0}):
        sketch.statements = [replace(said, evidence=replace(said.evidence, **wrong))]
        for write in (to_graph, records):
            with pytest.raises(EvidenceError, match=r"a\.txt"):
                write(knowledge(sketch))


def test_the_same_text_twice_counts_once_and_is_reported():
    one, two = (Sketch(p, "Ann resigned.") for p in ("b.txt", "a.txt"))
    for s in (one, two):
        s.who("Ann", "Person")
        s.say("stated", "Ann", None, "Ann resigned.")
    output = records(knowledge(one, two))
    assert [s["source"]["path"] for s in output.statements] == ["a.txt"]
    assert output.report["skipped"] == [{"path": "b.txt", "reason": "the same text as a.txt"}]


def test_a_statement_found_twice_counts_once():
    sketch = Sketch("a.txt", "Ann resigned.")
    sketch.who("Ann", "Person")
    for sure in (0.5, 0.8):
        sketch.say("stated", "Ann", None, "Ann resigned.", confidence=sure)
    output = records(knowledge(sketch))
    assert [s["confidence"] for s in output.statements] == [0.8]
    assert output.report["counts"]["statements_repeated"] == 1
    assert len(list(to_graph(knowledge(sketch)).subjects(RDF.type, RDF.Statement))) == 1


@given(st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_order_of_input_changes_no_byte(rng: random.Random):
    known = sample()
    shuffle = lambda things: tuple(rng.sample(tuple(things), len(things)))
    extractions = [replace(e, statements=shuffle(e.statements), referents=shuffle(e.referents)) for e in shuffle(known.extractions)]
    entities = dict(shuffle(known.resolution.entities.items()))
    shuffled = replace(known, extractions=tuple(extractions), resolution=replace(known.resolution, entities=entities))
    assert to_turtle(to_graph(shuffled)) == to_turtle(to_graph(known))
    assert records(shuffled) == records(known)


@given(HOSTILE)
@settings(max_examples=60, deadline=None)
def test_any_text_survives_turtle(text: str):
    graph = to_graph(hostile_knowledge(text))
    written = to_turtle(graph)
    written.encode("utf-8")
    again = Graph().parse(data=written, format="turtle")
    assert isomorphic(again, graph)
    assert set(again.objects(None, OA.exact)) == {Literal(clean(text))}
    assert "\r" not in written


@given(HOSTILE)
@settings(max_examples=40, deadline=None)
def test_any_text_survives_the_records(text: str):
    for line in records(hostile_knowledge(text)).statements:
        json.dumps(line, ensure_ascii=False).encode("utf-8")


def test_records_are_read_as_written(tmp_path: Path):
    output = records(sample())
    write_output(tmp_path, output)
    assert read_output(tmp_path) == output
    order = [(s["source"]["path"], s["evidence"]["start"]) for s in output.statements]
    assert order == sorted(order)


def test_a_lone_surrogate_is_replaced_and_counted(tmp_path: Path):
    sketch = Sketch("a.txt", "Ann \ud800 resigned.")
    sketch.who("Ann", "Person")
    sketch.say("stated", "Ann", None, "Ann \ud800 resigned.")
    output = records(knowledge(sketch))
    write_output(tmp_path, output)
    assert read_output(tmp_path).texts == {sketch.id: "Ann \ud800 resigned."}
    assert output.statements[0]["evidence"]["text"] == "Ann \ufffd resigned."
    assert output.report["counts"]["characters_replaced"] == 1


def test_the_report_counts_and_explains():
    report = records(sample()).report
    assert report["counts"]["documents"] == 3
    assert report["counts"]["statements"] == sum(d["statements"] for d in report["documents"])
    assert {m["reason"] for m in report["merges"]} == {"the same name"}
    assert [d["path"] for d in report["documents"]] == sorted(d["path"] for d in report["documents"])


def test_aliases_in_a_record_are_those_of_its_document():
    council = next(s["object"] for s in records(sample()).statements if s["type"] == "accused")
    assert council is not None
    assert council["aliases"] == ["Marrow Borough Council", "Marrow Council", "The council"]
