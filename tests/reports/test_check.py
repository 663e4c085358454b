"""A sound build passes; each kind of damage is found."""
from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import Graph

from kg.errors import UsageError
from kg.graph.rdf import records, to_graph, to_turtle
from kg.reports.check import check
from tests.helpers import Sketch, knowledge, sample, write_output


def build(folder: Path, *known: Sketch) -> Path:
    told = knowledge(*known) if known else sample()
    write_output(folder, records(told))
    (folder / "graph.ttl").write_text(to_turtle(to_graph(told)), encoding="utf-8", newline="\n")
    return folder


def damage(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8", newline="\n")


def test_a_sound_build_has_no_findings(tmp_path: Path):
    assert check(build(tmp_path)) == []


@pytest.mark.parametrize(("before", "after", "part", "what"), [
    ("kg:confidence 0.5", "kg:confidence 1.5", "shapes", "confidence 1.5"),
    ("kg:modality kg:alleged", "kg:modality kg:asserted", "records", "modality"),
    ("oa:start 43", "oa:start 44", "quotations", "44"),
    ("ent:tom-vale a kg:Person", "ent:tom-vale a kg:Company, kg:Person", "shapes", "one class"),
    ("kg:campaigned_against ent:hale-care-ltd", "kg:campaigned_against ent:marrow", "records", "asserted by no statement"),
    ('rdfs:label "Tom Vale"', 'rdfs:label "Tom Vale", "Other"', "shapes", "one label"),
    ("a kg:Person", "a kg:Rating", "relations", "must be a")])
def test_damage_to_the_graph_is_found(tmp_path: Path, before: str, after: str, part: str, what: str):
    folder = build(tmp_path)
    damage(folder / "graph.ttl", before, after)
    assert any(f.part == part and what in f.what for f in check(folder)), check(folder)


def test_a_changed_text_is_found(tmp_path: Path):
    folder = build(tmp_path)
    path = next(p for p in (folder / "documents").glob("*.txt") if "Tom Vale" in p.read_text())
    damage(path, "Tom Vale", "Tim Vale")
    assert {f.part for f in check(folder)} == {"quotations"}


def test_a_changed_record_is_found(tmp_path: Path):
    folder = build(tmp_path)
    lines = (folder / "statements.jsonl").read_text(encoding="utf-8").splitlines()
    first = json.loads(lines[0])
    first["qualifiers"]["date"] = "1999"
    (folder / "statements.jsonl").write_text("\n".join([json.dumps(first), *lines[2:]]) + "\n", encoding="utf-8")
    found = [str(f) for f in check(folder)]
    assert any("1999: only in statements.jsonl" in f for f in found)
    assert any("is in graph.ttl alone" in f for f in found)


def test_an_object_that_is_missing_is_found(tmp_path: Path):
    sketch = Sketch("a.txt", "Ann praised.")
    sketch.who("Ann", "Person")
    sketch.say("praised", "Ann", None, "Ann praised.")
    assert [f.what for f in check(build(tmp_path, sketch))] == ["praised needs an object"]


def test_a_qualifier_said_twice_is_one_text(tmp_path: Path):
    sketch = Sketch("a.txt", "Ann praised Bob.")
    sketch.who("Ann", "Person")
    said = sketch.say("stated", "Ann", None, "Ann praised Bob.")
    sketch.statements = [replace(said, qualifiers=(("about", "b"), ("about", "a")))]
    folder = build(tmp_path, sketch)
    assert check(folder) == []
    assert 'kg:about "b; a"' in (folder / "graph.ttl").read_text()


def test_hostile_text_is_no_finding(tmp_path: Path):
    text = "Ann \ud800\x00\"\\\n said \"so\u2028\"."
    sketch = Sketch("a.txt", text, title=text)
    sketch.who("Ann \ud800\x00", "Person")
    sketch.say("stated", "Ann \ud800\x00", None, text, quote=text)
    assert check(build(tmp_path, sketch)) == []


def test_the_graph_alone_is_no_build(tmp_path: Path):
    Graph().serialize(tmp_path / "graph.ttl")
    with pytest.raises(UsageError, match="no build"):
        check(tmp_path)
