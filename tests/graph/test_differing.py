"""What is told anew from one graph to the next, and that a store that goes on from the last holds just what the new Turtle holds."""
from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.building import storing
from kg.building.storing import Before, make
from kg.graph import differing
from kg.graph.census import Census, census, from_json, to_json
from kg.graph.differing import Stretch, change
from kg.graph.disk import open_on_disk
from kg.graph.store import load_store
from kg.publish import DESCRIPTION, MANIFEST, NOTE, STORE, checksum
from tests.helpers import quads

HEAD = b"@prefix ent: <https://x.example/entity/> .\n@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n" \
       b"@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n@prefix st: <https://x.example/statement/> .\n"
Graph = Mapping[str, frozenset[str]]  # by subject, what is said of it
WORDS = ("Marrow", "The leaks at Orrin were mended late", "denby\\nbridge", "A long string with \\\"marks\\\" in it", "é", "")
ENTITY = st.frozensets(st.sampled_from([f'rdfs:label "{w}"' for w in WORDS] + [f"ent:met ent:e{n}" for n in range(3)] + ["a ent:Kind"]), min_size=1)
STATEMENT = st.frozensets(st.sampled_from([f"rdf:{end} ent:e{n}" for n in range(3) for end in ("subject", "object")]), min_size=1).map(
    lambda said: said | {"a rdf:Statement"})
GRAPHS = st.builds(lambda entities, statements: {**entities, **statements}, st.dictionaries(st.sampled_from([f"ent:e{n}" for n in range(5)]), ENTITY),
                   st.dictionaries(st.sampled_from([f"st:s{n}" for n in range(5)]), STATEMENT))


def blocks(graph: Graph) -> dict[str, bytes]:
    return {s: f"\n{s} {' ; '.join(sorted(graph[s]))} .\n".encode() for s in sorted(graph, reverse=True)}


def put(path: Path, graph: Graph, head: bytes = HEAD) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(head + b"".join(blocks(graph).values()))
    return path


def stretches(old: Graph, new: Graph) -> list[Stretch]:
    """The blocks that stand in both."""
    places = []
    for graph in (old, new):
        at, found = len(HEAD), {}
        for block in blocks(graph).values():
            found[block] = at
            at += len(block)
        places.append(found)
    return [(places[0][block], at, len(block)) for block, at in places[1].items() if block in places[0]]


def triples(path: Path) -> list[pyoxigraph.Triple]:
    return [quad.triple for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE)]


@given(old=GRAPHS, new=GRAPHS, skipped=st.integers(0, 3))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_removed_and_added_makes_the_new_graph_of_the_old(old: Graph, new: Graph, skipped: int, tmp_path: Path) -> None:
    before, now = put(tmp_path / "old.ttl", old), put(tmp_path / "new.ttl", new)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(differing, "_LARGE", 10.0)
        patch.setattr(differing, "_length", lambda _: 0)
        found = change(before, now, stretches(old, new)[skipped:])
    assert found is not None
    was, is_ = set(triples(before)), set(triples(now))
    assert (set(found.removed()), set(found.added())) == (was - is_, is_ - was)
    counted = from_json(to_json(census(triples(before), WORDS))).changed(census(found.gone, WORDS), census(found.come, WORDS))
    assert counted in (None, census(triples(now), WORDS))


def test_much_that_is_told_anew_and_other_prefixes_are_no_change_to_go_on_from(tmp_path: Path) -> None:
    old = {f"ent:e{n}": frozenset(['rdfs:label "x"']) for n in range(100)}
    before = put(tmp_path / "old.ttl", old)
    few, many = ({**old, **{f"ent:f{n}": frozenset(["a ent:Kind"]) for n in range(count)}} for count in (1, 30))
    assert change(before, put(tmp_path / "few.ttl", few), stretches(old, few)) is not None
    assert change(before, put(tmp_path / "many.ttl", many), stretches(old, many)) is None
    other = put(tmp_path / "other.ttl", old, HEAD.replace(b"x.example/entity", b"y.example/entity"))
    assert change(before, other, stretches(old, old)) is None


def test_an_example_that_is_gone_has_to_be_looked_for() -> None:
    first, second = Census(statement="a", sought=("N",), named={"N": "e"}), Census(statement="b", sought=("N",))
    assert first.changed(Census(statement="a", sought=("N",)), second) is None
    assert first.changed(Census(named={"N": "e"}, sought=("N",)), second) is None
    assert first.changed(second, Census(sought=("N",))) == first
    assert first.changed(Census(statement="a", sought=("N",)), Census(statement="a", sought=("N",))) == first
    assert first.changed(Census(), Census()) is None
    with pytest.raises(ValueError, match="another version"):
        from_json("{}")


def built(out: Path, new: Path, graph: Graph, same: list[Stretch] | None) -> set[str]:
    """Put a build of this graph, of which so much stands in the last one too, into `out` by way of `new`; the tables that the two share."""
    shutil.rmtree(new, ignore_errors=True)
    turtle, tables = put(new / "graph.ttl", graph), {p.stat().st_ino for p in out.glob(f"{STORE}/*.sst")}
    make(new / STORE, turtle, None, None if same is None else Before(out, same))
    (new / MANIFEST).write_text(json.dumps({p.name: checksum(p) for p in new.iterdir() if p.is_file()}))
    shared = {p.name for p in new.glob(f"{STORE}/*.sst") if p.stat().st_ino in tables}
    shutil.rmtree(out, ignore_errors=True)
    new.rename(out)
    return shared


MANY = {f"ent:m{n}": frozenset([f'rdfs:label "The long name of number {n} of many"', "a ent:Kind"]) for n in range(400)}


@given(graphs=st.lists(GRAPHS, min_size=2, max_size=3))
@settings(max_examples=4, suppress_health_check=list(HealthCheck), deadline=None)
def test_a_store_that_goes_on_holds_what_the_turtle_holds(graphs: list[Graph], tmp_path: Path) -> None:
    last: Graph = MANY
    built(tmp_path / "out", tmp_path / "new", last, None)
    for graph in graphs:
        now = {**MANY, **graph}
        built(tmp_path / "out", tmp_path / "new", now, stretches(last, now))
        last = now
        stored, loaded = open_on_disk(tmp_path / "out"), load_store(tmp_path / "out").graph
        assert quads(stored) == quads(loaded)
        assert len(stored) == len(loaded)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    built(tmp_path / "out", tmp_path / "new", MANY, None)
    return tmp_path / "out"


ONE_MORE = {**MANY, "ent:one": frozenset(['rdfs:label "Somebody who came later than all"'])}


def test_where_little_came_the_store_goes_on_from_the_last(out: Path, tmp_path: Path) -> None:
    assert built(out, tmp_path / "new", ONE_MORE, stretches(MANY, ONE_MORE))
    assert "Somebody" in str(load_store(out).select("SELECT ?l { ?e rdfs:label ?l }"))


def test_what_is_gone_is_in_no_file_of_the_store(out: Path, tmp_path: Path) -> None:
    built(out, tmp_path / "new", ONE_MORE, stretches(MANY, ONE_MORE))
    assert built(out, tmp_path / "new", MANY, stretches(ONE_MORE, MANY)) == set()
    assert [p.name for p in (out / STORE).iterdir() if b"Somebody" in p.read_bytes()] == []
    less = {**MANY, "ent:m7": frozenset(["a ent:Kind"])}
    assert built(out, tmp_path / "new", less, stretches(MANY, less)) == set()


def spoil(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"x" + data[len(data) // 2 + 1 :])


@pytest.mark.parametrize("harm", [
    lambda out: spoil(max((out / STORE).glob("*.sst"), key=lambda p: p.stat().st_size)), lambda out: (out / STORE / "CURRENT").unlink(),
    lambda out: shutil.rmtree(out / STORE), lambda out: spoil(out / DESCRIPTION), lambda out: (out / MANIFEST).unlink(),
    lambda out: (out / STORE / NOTE).write_text((out / STORE / NOTE).read_text().replace(checksum(out / "graph.ttl"), "0" * 64)),
    lambda out: spoil(out / STORE / "census.json")],
    ids=["table", "no CURRENT", "no store", "description", "no manifest", "another graph", "census"])
def test_a_store_that_is_in_doubt_is_not_gone_on_from(harm: Callable[[Path], object], out: Path, tmp_path: Path) -> None:
    harm(out)
    assert built(out, tmp_path / "new", ONE_MORE, stretches(MANY, ONE_MORE)) == set()
    assert quads(open_on_disk(out)) == quads(load_store(out).graph)


def test_files_that_can_have_but_one_name_are_copied(out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr("kg.graph.disk.os.link", refuse)
    monkeypatch.setattr(storing, "fill", refuse)
    assert built(out, tmp_path / "new", ONE_MORE, stretches(MANY, ONE_MORE)) == set()
    assert quads(open_on_disk(out)) == quads(load_store(out).graph)
