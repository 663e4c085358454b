"""The store on the disk answers as the Turtle does, and steps aside wherever it is not of the graph and the ontology that are asked."""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest

from kg.building.storing import writing_store
from kg.errors import OntologyError, UsageError
from kg.graph.disk import NoStoreError, open_on_disk
from kg.graph.keep import Keep
from kg.graph.rdf import to_graph, to_turtle
from kg.graph.store import load_store, open_store
from kg.publish import NOTE, STORE
from tests.helpers import quads, sample

LABELS = "SELECT ?x ?label { ?x rdfs:label ?label }"
OWN = "@prefix kg: <https://example.org/kg/ontology#> .\nkg:waved kg:example \"It waved.\" .\n"
CHANGED = "<https://x.example/s> <https://x.example/p> \"o\" .\n"


def written(folder: Path, *, private: bool = False, ontology: Path | None = None) -> Path:
    """A folder with the graph of the sample and its store; with `private` each of its statements is a private allegation."""
    knowledge = sample()
    if private:
        knowledge = replace(knowledge, private=frozenset(s.id for e in knowledge.extractions for s in e.statements))
    folder.mkdir(exist_ok=True)
    (folder / "graph.ttl").write_text(to_turtle(to_graph(knowledge, private=private)), encoding="utf-8")
    with writing_store(folder / STORE, folder / "graph.ttl", ontology):
        pass
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return written(tmp_path / "out")


def test_the_store_on_the_disk_holds_what_the_turtle_and_the_ontology_hold(out: Path) -> None:
    stored, loaded = open_store(out), load_store(out)
    assert stored.on_disk
    assert len(stored.graph) == len(loaded.graph)
    assert quads(stored.graph) == quads(loaded.graph)
    assert stored.prefixes == loaded.prefixes
    assert stored.select(LABELS) == loaded.select(LABELS)


def test_nothing_is_written_while_it_is_read(out: Path) -> None:
    before = {p.name: p.stat().st_mtime_ns for p in (out / STORE).iterdir()}
    with pytest.raises(RuntimeError, match="read-write"):
        open_store(out).graph.add(pyoxigraph.Quad(*[pyoxigraph.NamedNode("https://x.example/")] * 3))  # type: ignore[union-attr, arg-type]
    assert open_store(out).select(LABELS).rows
    assert {p.name: p.stat().st_mtime_ns for p in (out / STORE).iterdir()} == before


def test_nothing_in_the_store_names_a_place_on_this_machine(out: Path) -> None:
    assert [p.name for p in (out / STORE).iterdir() if str(out.parent).encode() in p.read_bytes()] == []


def test_several_processes_read_at_once(out: Path) -> None:
    held = open_store(out)
    code = (f"from pathlib import Path; from kg.graph.store import open_store; s = open_store(Path({str(out)!r})); "
            f"print(s.on_disk, len(s.select({LABELS!r}).rows)); input()")
    processes = [subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    try:
        answers = [p.stdout.readline() for p in processes if p.stdout]  # all are open by then, and none is closed
    finally:
        for process in processes:
            process.communicate("\n")
    assert answers == [f"True {len(held.select(LABELS).rows or ())}\n"] * 3


def test_a_store_that_is_open_outlives_its_files(out: Path) -> None:
    store = open_store(out)
    before = load_store(out).select(LABELS)
    shutil.rmtree(out / STORE)
    assert store.select(LABELS) == before


def no_note(out: Path) -> None:
    (out / STORE / NOTE).unlink()


def no_store(out: Path) -> None:
    shutil.rmtree(out / STORE)


def another_engine(out: Path) -> None:
    note = out / STORE / NOTE
    note.write_text(json.dumps(json.loads(note.read_text()) | {"engine": "0.1"}))


def strange_note(out: Path) -> None:
    (out / STORE / NOTE).write_text("[1]")


def changed_graph(out: Path) -> None:
    with (out / "graph.ttl").open("a") as stream:
        stream.write(CHANGED)


def same_size(out: Path) -> None:
    path = out / "graph.ttl"
    path.write_text(path.read_text().replace("Tom Vale", "Tim Vale"))


@pytest.mark.parametrize("change", [no_note, no_store, another_engine, strange_note, changed_graph, same_size])
def test_a_store_that_is_not_of_this_graph_is_not_asked(change: Callable[[Path], None], out: Path) -> None:
    change(out)
    store = open_store(out, tell=pytest.fail)  # a small graph is loaded at once, and nobody need know
    assert not store.on_disk
    assert store.select(LABELS) == load_store(out).select(LABELS)


def test_a_copied_store_is_of_its_graph_still(out: Path) -> None:
    os.utime(out / "graph.ttl")
    assert open_store(out).on_disk


def test_a_large_graph_without_its_store_is_told(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.graph.store._SLOW", 1)
    changed_graph(out)
    told: list[str] = []
    assert not open_store(out, tell=told.append).on_disk
    assert told == [f"{out / 'graph.ttl'}: changed since the store was made of it; the Turtle is read instead, which takes longer. Build it again"]


def test_another_ontology_is_asked_beside_the_same_graph(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.graph.store._SLOW", 1)
    own = tmp_path / "own"
    own.mkdir()
    (own / "own.ttl").write_text(OWN)
    waved = "ASK { kg:waved kg:example ?x }"
    store = open_store(out, ontology=own, tell=pytest.fail)
    assert (store.on_disk, store.select(waved).boolean) == (False, True)
    with_own = written(tmp_path / "with", ontology=own)
    store = open_store(with_own, ontology=own)
    assert (store.on_disk, store.select(waved).boolean) == (True, True)
    told: list[str] = []
    store = open_store(with_own, tell=told.append)
    assert (store.on_disk, store.select(waved).boolean, len(told)) == (False, False, 1)
    (own / "own.ttl").write_text(OWN.replace("waved", "nodded"))
    assert open_store(with_own, ontology=own, tell=pytest.fail).select(waved).boolean is False


def test_private_allegations_are_not_read_from_the_disk_unless_they_are_asked_for(tmp_path: Path) -> None:
    out, statements = written(tmp_path / "out", private=True), "SELECT ?x { ?x a rdf:Statement }"
    shown, hidden = open_store(out, keep=Keep(private=True)), open_store(out, tell=pytest.fail)
    assert (shown.on_disk, hidden.on_disk) == (True, False)
    assert shown.select(statements).rows
    assert hidden.select(statements).rows == ()


def test_what_is_less_sure_is_not_read_from_the_disk(out: Path) -> None:
    store = open_store(out, keep=Keep(min_confidence=0.95))
    assert not store.on_disk
    assert store.select("SELECT ?x { ?x kg:confidence ?c FILTER(?c < 0.95) }").rows == ()


@pytest.mark.parametrize("suffix", ["sst", "CURRENT"])
@pytest.mark.parametrize("damage", [lambda b: b"", lambda b: b[:len(b) // 2], lambda b: bytes(len(b)), lambda b: b"x" * 300 + b[300:]])
def test_a_damaged_store_is_told_and_the_answers_are_the_same(suffix: str, damage: Callable[[bytes], bytes], out: Path) -> None:
    before, told = load_store(out).select(LABELS), list[str]()
    for path in (out / STORE).glob(f"*{suffix}"):
        path.write_bytes(damage(path.read_bytes()))
    store = open_store(out, tell=told.append)
    assert store.select(LABELS) == before
    assert not store.on_disk
    assert [(str(out / STORE) in t, "damaged" in t, "Build it again" in t) for t in told] == [(True, True, True)]


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5, 0.7, 0.9])
def test_damage_that_is_found_only_while_it_is_read_changes_no_answer(part: float, out: Path) -> None:
    everything, told = "SELECT * { ?s ?p ?o FILTER(!isBlank(?s) && !isBlank(?o)) }", list[str]()
    before = load_store(out).select(everything)
    for path in (out / STORE).glob("*.sst"):
        content = path.read_bytes()
        if len(content) > 10_000:  # the small one is read when the store is opened
            at = int(len(content) * part)
            path.write_bytes(content[:at] + bytes(40) + content[at + 40 :])
    store = open_store(out, tell=told.append)
    opened = store.on_disk
    assert store.select(everything) == before
    assert (opened, store.on_disk, len(told)) == (True, False, 1)
    assert "damaged (Corruption" in told[0]


def test_a_file_of_the_ontology_that_is_not_turtle_is_told(out: Path, tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text("kg: x")
    with pytest.raises(OntologyError, match=r"own\.ttl: cannot be read as Turtle"), writing_store(tmp_path / "s", out / "graph.ttl", tmp_path):
        pass


def test_a_folder_without_a_build_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"graph\.ttl is missing"):
        open_store(tmp_path)
    (tmp_path / "graph.ttl").write_text("<a> <b>")
    with pytest.raises(UsageError, match="not Turtle"):
        open_store(tmp_path)
    with pytest.raises(NoStoreError, match="no store"):
        open_on_disk(tmp_path)
