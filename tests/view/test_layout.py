"""Where names stand: in the same place each time, near where they stood before, and never on each other."""
from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import networkx as nx
import numpy as np
import pytest

from kg.records import Output
from kg.view import layout
from kg.view.communities import communities
from kg.view.data import page_data
from kg.view.layout import positions
from tests.bench.invented import invented
from tests.view.fixture import VOCABULARY


def places(output: Output) -> dict[str, tuple[int, int]]:
    data = page_data(output.statements, output, VOCABULARY)
    return {node["iri"]: (node["x"], node["y"]) for node in data.nodes}


def pairs(*groups: range) -> list[tuple[int, int]]:
    return [(a, b) for group in groups for a in group for b in group if a < b]


def moved(before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]) -> float:
    """How far the middle one of the names in both has moved, of the picture's extent."""
    both = sorted(before.keys() & after.keys())
    extent = np.linalg.norm(np.ptp(list(after.values()), axis=0))
    return float(np.median(np.linalg.norm(np.array([before[iri] for iri in both]) - np.array([after[iri] for iri in both]), axis=1) / extent))


@pytest.mark.parametrize("size", [60, 300])
def test_names_stay_where_they_were_when_a_fiftieth_of_the_statements_comes(size: int) -> None:
    whole = invented(size)
    after = places(whole)
    assert moved(places(replace(whole, statements=[s for n, s in enumerate(whole.statements) if n % 50])), after) < 0.1


def test_names_stay_where_they_were_when_documents_come() -> None:
    whole = invented(1200)
    came = {d["iri"] for d in whole.report["documents"][7::50]}
    assert moved(places(replace(whole, statements=[s for s in whole.statements if s["source"]["iri"] not in came])), places(whole)) < 0.1


def test_names_that_are_drawn_do_not_cover_each_other() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph((f"n{n}", f"n{n // 3}", str(n), {"room": 60.0}) for n in range(1, 700))
    places = positions(graph, dict.fromkeys(graph, (120.0, 60.0)))
    points = np.array(list(places.values()))
    gaps = np.abs(points[:, None] - points[None])
    over = (gaps[:, :, 0] < 110) & (gaps[:, :, 1] < 50)
    assert int(over.sum() - len(points)) <= 2 * len(points) // 100


def test_a_body_with_thousands_of_critics_is_laid_out_too() -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph((f"critic {n}", "the board", str(n)) for n in range(4000))
    places = positions(graph, dict.fromkeys(graph, (120.0, 60.0)))
    assert len(set(places.values())) == 4001


def test_a_group_that_stays_as_it_was_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: dict[bytes, bytes] = {}
    laid_out: list[int] = []
    original = layout._whole
    monkeypatch.setattr(layout, "_whole", lambda group: laid_out.append(len(group.names)) or original(group))

    def remember(given: bytes, make: Callable[[], bytes]) -> bytes:
        if given not in kept:
            kept[given] = make()
        return kept[given]

    rings = [[f"{ring} {n}" for n in range(20)] for ring in "abc"]
    lines = [(a, b) for ring in rings for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)]
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(lines)
    boxes = dict.fromkeys(graph, (120.0, 60.0))
    assert positions(graph, boxes, remember) == positions(graph, boxes, remember) == positions(graph, boxes)
    assert laid_out == [20] * 6
    laid_out.clear()
    graph.add_edge("a 0", "a 10")
    assert positions(graph, boxes, remember) == positions(graph, boxes)
    assert laid_out == [20] * 4


def test_communities_are_those_who_deal_with_each_other_whatever_order_they_come_in() -> None:
    names = [f"name {n}" for n in range(30)]
    edges = [*pairs(range(10), range(10, 20), range(20, 30)), (0, 10), (10, 20)]
    found = {frozenset(names[n] for n in group) for group in communities(names, edges)}
    assert found == {frozenset(names[n] for n in group) for group in (range(10), range(10, 20), range(20, 30))}
    order = list(range(30))
    random.Random(1).shuffle(order)
    where = {n: i for i, n in enumerate(order)}
    again = communities([names[n] for n in order], [(where[a], where[b]) for a, b in edges])
    assert {frozenset(names[order[n]] for n in group) for group in again} == found


def test_communities_of_nobody_and_of_those_without_a_line() -> None:
    assert communities([], []) == []
    assert sorted(communities(["a", "b"], [])) == [[0], [1]]
