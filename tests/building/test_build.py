"""A whole build: the same bytes each time, quotations that stand in their texts, and hostile or unusable input."""
from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import rdflib

from kg.building.build import Options, build, know
from kg.building.pages import vocabulary
from kg.graph.rdf import write_turtle
from kg.graph.recorder import records as all_records
from kg.graph.store import load_store
from kg.knowledge.ontology import load
from kg.model import Document
from kg.publish import PAGE
from kg.read import read
from kg.records import Output, read_output
from kg.reports.check import check
from kg.sparql.query import find_query
from kg.sparql.query import run as run_query
from tests.gold_sets import ROOT
from tests.helpers import contents

HOSTILE = (
    "Board\u202e criticises <script>alert(1)</script> \x07 chair\n\n"
    "Mirefold Board criticised “Ann’s \"Trust\" ‘plan’” for its delays{{ }} ${x} \\u0000 %s ]]> --> '); DROP TABLE\n\n"
    "The Mirefold Health Trust criticised the Department for Transport for \ufeffits slow\u200b repairs 😀😀 and e\u0301clat.\n\n"
    + "(" * 300 + " \"" * 200 + "\n\n" + "Trust" * 3000 + "\n\n" + "and the Trust " * 400 + ".\n")
FILES = {
    "empty.txt": b"", "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(200), "latin.txt": "caf\xe9 on the corner".encode("latin-1"),
    "broken.pdf": b"%PDF-1.7 no", "table.xlsx": b"PK\x03\x04", "blank.md": b" \n\n",
    "good.txt": b"The Mirefold Health Trust criticised the Department for Transport."}


TOLD = {
    "a.md": "---\ntitle: Leaks\nauthor: Jo Penn\npublisher: The Orrin Echo\ndate: 2021-05-03\n---\n\nOrrin Town Council criticised the Vale Water "
            "Company over its leaks.\n\nMara Quill, leader of Orrin Town Council, apologised to residents.\n",
    "b.txt": "Dan Pike accused Ned Orme of theft.\n\nThe Harbour Agency fined Vale Water £2m.\n", "c.txt": "It rained.\n"}


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "kg", *arguments], capture_output=True, text=True, env={**os.environ, **environment}, check=False)


def test_two_builds_give_the_same_bytes(digests: Path, tmp_path: Path) -> None:
    """One built in this process, one by the command in another, of a copy in another place, with another hash seed and locale."""
    copy = shutil.copytree(ROOT / "seeds", tmp_path / "elsewhere")
    done = run("build", str(copy), "--out", str(tmp_path / "out"), PYTHONHASHSEED="7", LC_ALL="C", TZ="Asia/Tokyo")
    assert (done.returncode, done.stdout) == (0, "")
    here, there = contents(digests), contents(tmp_path / "out")
    assert sorted(here) == sorted(there)
    assert [name for name, data in here.items() if there[name] != data] == []
    assert {"graph.ttl", "statements.jsonl", "entities.csv", "report.json", "network.html", "manifest.json"} <= set(here)


def test_every_quotation_stands_in_the_kept_text(records: Output) -> None:
    assert len(records.statements) > 30
    for s in records.statements:
        text = records.texts[s["source"]["iri"].rsplit("/", 1)[-1]]
        assert text[s["evidence"]["start"]:s["evidence"]["end"]] == s["evidence"]["text"] != ""


def test_statements_and_graph_tell_the_same(digests: Path, records: Output) -> None:
    graph = rdflib.Graph().parse(digests / "graph.ttl")
    in_graph = {str(s).rsplit("/", 1)[-1] for s in graph.subjects(rdflib.RDF.type, rdflib.RDF.Statement)}
    assert in_graph == {s["id"] for s in records.statements}
    assert not any(isinstance(term, rdflib.BNode) for triple in graph for term in triple)


def test_classes_relations_and_modalities_are_the_ontologys(records: Output) -> None:
    ontology = load()
    for s in records.statements:
        relation = ontology.relations[s["type"]]
        assert relation.object_required <= (s["object"] is not None)
        assert s["modality"] in ("asserted", "alleged", "planned", "negated")
        assert relation.domain is None or ontology.classes.is_a(s["subject"]["class"], relation.domain) or s["subject"]["class"] == "Agent"
    assert {e["class"] for e in records.entities} <= set(vocabulary(ontology).classes)


def test_a_build_writes_what_is_known_of_all_documents_together(pipeline: None, tmp_path: Path) -> None:
    """Document by document it writes what the same documents give when all of them are in memory."""
    for name, text in TOLD.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    known = know([d for d in read([str(tmp_path)]) if isinstance(d, Document)], load())
    build([str(tmp_path)], Options(out=tmp_path / "out"))
    assert known.private
    assert read_output(tmp_path / "out") == all_records(known)
    stream = io.StringIO()
    write_turtle(stream, known)
    assert (tmp_path / "out" / "graph.ttl").read_text(encoding="utf-8") == stream.getvalue()


def test_hostile_text_is_built_as_it_is(pipeline: None, tmp_path: Path) -> None:
    source = tmp_path / "hostile.md"
    source.write_text(HOSTILE, encoding="utf-8")
    build([str(source)], Options(out=tmp_path / "out"))
    again = read_output(tmp_path / "out")
    assert next(iter(again.texts.values())) == HOSTILE
    assert again.statements
    rdflib.Graph().parse(tmp_path / "out" / "graph.ttl")
    assert "<script>alert" not in (tmp_path / "out" / PAGE).read_text(encoding="utf-8")


def test_what_cannot_be_read_is_counted_and_the_rest_is_built(pipeline: None, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    done = run("build", str(folder), "--out", str(tmp_path / "out"))
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert done.returncode == 1
    assert [d["path"] for d in report["documents"]] == ["good.txt"]
    assert sorted(s["path"] for s in report["skipped"]) == sorted(set(FILES) - {"good.txt"})
    assert report["counts"]["skipped"] == len(FILES) - 1
    assert all(f"skipped {name}: " in done.stderr for name in FILES if name != "good.txt")
    assert "Traceback" not in done.stderr


def test_a_folder_without_documents_is_told(pipeline: None, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    done = run("build", str(tmp_path / "in"), "--out", str(tmp_path / "out"))
    assert done.returncode == 1
    assert "no documents in this folder" in done.stderr


def test_standard_input_is_a_source(pipeline: None, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kg", "build", "-", "--out", str(tmp_path / "out"), "--quiet"]
    done = subprocess.run(command, input=FILES["good.txt"], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert [d["path"] for d in read_output(tmp_path / "out").report["documents"]] == ["stdin"]


def test_an_ontology_of_ones_own_is_laid_over(pipeline: None, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "extra.ttl").write_text(
        "@prefix kg: <https://example.org/kg/ontology#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        'kg:befriended a kg:Relation ; rdfs:label "befriended" ; kg:family kg:judgement ; rdfs:domain kg:Party ; rdfs:range kg:Party ;\n'
        '  kg:objectRequired true ; kg:clause "{subject} befriend {object}" .\n')
    (tmp_path / "a.txt").write_text("The Mirefold Health Trust befriended the Department for Transport.")
    build([str(tmp_path / "a.txt")], Options(out=tmp_path / "out", ontology=tmp_path / "own"))
    output = read_output(tmp_path / "out")
    assert [s["type"] for s in output.statements] == ["befriended"]
    answer = run_query(load_store(tmp_path / "out", ontology=tmp_path / "own"), find_query("timeline").text, {"entity": output.entities[0]["label"]})
    assert len(answer.rows or ()) == 1
    assert check(tmp_path / "out", tmp_path / "own") == []


@pytest.mark.parametrize("base", ["ftp://x/", "https://example.org/no-end", "nonsense"])
def test_an_unusable_base_is_refused_before_anything_is_written(base: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    done = run("build", str(tmp_path / "a.txt"), "--base", base, "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert "--base" in done.stderr
    assert not (tmp_path / "out").exists()


OUTSOURCED = """@prefix kg: <https://example.org/kg/ontology#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:outsourced a kg:Relation, rdf:Property ; rdfs:label "outsourced" ; kg:family kg:structure ;
  rdfs:domain kg:Party ; rdfs:range kg:Agent ; kg:objectRequired true ; kg:qualifier kg:about ;
  kg:clause "{subject} outsource {about} to {object}", "{subject} contract out {about} to {object}" ;
  kg:noun "outsourcing of {about} to {object} by {subject}" ;
  kg:example "Denby Council has outsourced its bin collections to Veritane Ltd." ;
  kg:counterExample "Denby Council has outsourced nothing." .
"""


def test_adding_a_relation_needs_only_the_ontology(pipeline: None, tmp_path: Path) -> None:
    """A relation that the program never heard of, in Turtle alone: said in the passive and in a plan too, it is in records, graph and queries."""
    own, out = tmp_path / "own", tmp_path / "out"
    own.mkdir()
    (own / "outsourcing.ttl").write_text(OUTSOURCED, encoding="utf-8")
    (tmp_path / "a.txt").write_text(
        "Denby Council outsourced its bin collections to Veritane Ltd in May.\n\n"
        "Street cleaning was outsourced to Hale Cleaning Ltd by Marlow Council last year.\n\n"
        "Westmere Council plans to outsource its call centre to Orrin Group.\n", encoding="utf-8")
    build([str(tmp_path / "a.txt")], Options(out=out, ontology=own))
    output = read_output(out)
    found = [(s["subject"]["label"], s["object"] and s["object"]["label"], s["qualifiers"].get("about"), s["modality"])
             for s in output.statements if s["type"] == "outsourced"]
    assert found == [("Denby Council", "Veritane Ltd", "its bin collections", "asserted"),
                     ("Marlow Council", "Hale Cleaning Ltd", "Street cleaning", "asserted"),
                     ("Westmere Council", "Orrin Group", "its call centre", "planned")]
    assert "kg:outsourced" in (out / "graph.ttl").read_text(encoding="utf-8")
    asked = run("query", "SELECT ?a ?b { ?x kg:outsourced ?y . ?x rdfs:label ?a . ?y rdfs:label ?b }", "--out", str(out), "--ontology", str(own),
                "--format", "csv")
    assert asked.stdout.splitlines() == ["a,b", "Denby Council,Veritane Ltd", "Marlow Council,Hale Cleaning Ltd"]
    assert check(out, own) == []
    assert run("ontology", "check", "outsourced", "--ontology", str(own), "--quiet").returncode == 0
