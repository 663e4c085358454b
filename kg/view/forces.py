"""How the entities of one connected part push and pull each other into place, and how drawn names are kept from covering each other.

First rustworkx' spring layout, which untangles; then stress majorisation, which gives lines the length they need (more about an entity with many,
so that its neighbours' names have room); then overlapping names, and names on lines that are not theirs, are pushed apart.
"""
from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import rustworkx as rx

Points = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

EDGE = 140.0  # the usual length of a line, in pixels at zoom 1: room for the word on it
_STRESS = 700  # stress compares each pair; larger groups keep the spring layout


def spring(names: Sequence[str], edges: Sequence[tuple[int, int, float]]) -> Points:
    """Positions about the origin. `edges` are pairs of numbers in `names`, with the room that the word on the line needs.

    Each starts at a place that is a hash of its name; nothing is drawn by chance.
    """
    count = len(names)
    if count == 1:
        return np.zeros((1, 2))
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(list(range(count)))
    graph.add_edges_from(list(edges))
    start = {n: _hashed(name) for n, name in enumerate(names)}
    found = rx.spring_layout(graph, pos=start, k=1.6 / math.sqrt(count), num_iter=300 if count < 1000 else 120, seed=1)
    points: Points = np.array([found[n] for n in range(count)], dtype=np.float64)
    ends = _ends(edges)
    lengths = np.linalg.norm(points[ends[:, 0]] - points[ends[:, 1]], axis=1) if len(ends) else np.ones(1)
    points *= EDGE / max(float(np.median(lengths)), 1e-9)
    if len(ends) and count <= _STRESS:
        points = _stress(points, _distances(graph))
    points -= points.mean(axis=0)
    return points


def turned(points: Points, sizes: Points, aspect: float) -> Points:
    """Turned so that it fills a picture of this width to height best."""
    def lack(angle: float) -> float:
        width, height = np.ptp(points @ _turn(angle) + sizes / 2, axis=0) + np.ptp(points @ _turn(angle) - sizes / 2, axis=0)
        return float(max(width / aspect, height))

    return points @ _turn(min((math.pi * n / 18 for n in range(18)), key=lack))


def _turn(angle: float) -> Points:
    return np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])


def apart(points: Points, sizes: Points, edges: Sequence[tuple[int, int, float]] = (), rounds: int = 160) -> Points:
    """Push boxes apart that overlap, each pair along the axis where the least is needed, and off lines that are not theirs."""
    points = points.copy()
    ends = _ends(edges)
    for turn in range(rounds):
        if len(points) > 2 and 0 < len(ends) * len(points) < 200_000 and turn < rounds * 3 // 4:
            points += _off_lines(points, sizes, ends)
        pairs = _close(points, sizes)
        a, b = pairs[:, 0], pairs[:, 1]
        gap = points[b] - points[a]
        lack = (sizes[a] + sizes[b]) / 2 - np.abs(gap)
        bad = (lack > 0.5).all(axis=1)
        if not bad.any() and turn >= rounds * 3 // 4:
            break
        a, b, gap, lack = a[bad], b[bad], gap[bad], lack[bad]
        axis, rows = np.argmin(lack, axis=1), np.arange(len(a))
        step = np.zeros_like(gap)
        step[rows, axis] = np.where(gap[rows, axis] == 0, 1.0, np.sign(gap[rows, axis])) * lack[rows, axis] * 0.35
        np.add.at(points, a, -step)
        np.add.at(points, b, step)
    return points


def _hashed(name: str) -> tuple[float, float]:
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
    x, y = (int.from_bytes(digest[i : i + 4], "big") / 2**31 - 1 for i in (0, 4))
    return x, y


def _ends(edges: Sequence[tuple[int, int, float]]) -> Indices:
    return np.array([(a, b) for a, b, _ in edges], dtype=np.int64).reshape(-1, 2)


def _distances(graph: rx.PyGraph) -> Points:
    """How far apart each pair should stand: along the lines, where a line is longer the more neighbours its ends do not share, and never
    too short for its word and the signs at its ends."""
    near = [set(graph.neighbors(n)) for n in graph.node_indices()]
    for a, b, room in graph.weighted_edge_list():
        graph.update_edge(a, b, max(room * 1.1 + 64, EDGE * (0.75 + 0.16 * math.sqrt(len(near[a] ^ near[b])))))
    return np.asarray(rx.floyd_warshall_numpy(graph, weight_fn=float), dtype=np.float64)


def _stress(points: Points, wanted: Points, rounds: int = 120) -> Points:
    """Majorise: each entity goes to the mean of where the others would have it, near ones counting most."""
    np.fill_diagonal(wanted, 1.0)
    weight = wanted**-2.0
    np.fill_diagonal(weight, 0.0)
    total = weight.sum(axis=1)
    for _ in range(rounds):
        x, y = points.T
        length = np.maximum(np.sqrt((x[:, None] - x) ** 2 + (y[:, None] - y) ** 2), 1e-6)
        pull = weight * wanted / length
        points = (pull.sum(axis=1)[:, None] * points + (weight - pull) @ points) / total[:, None]
    return points


def _off_lines(points: Points, sizes: Points, ends: Indices) -> Points:
    """The step that takes each entity a little further from each line that runs through it."""
    start, line = points[ends[:, 0]], points[ends[:, 1]] - points[ends[:, 0]]
    length = np.maximum(np.sqrt((line**2).sum(axis=1)), 1e-6)
    line = line / length[:, None]
    x, y = points[:, :1] - start[:, 0], points[:, 1:] - start[:, 1]
    along = (x * line[:, 0] + y * line[:, 1]) / length
    beside = y * line[:, 0] - x * line[:, 1]  # how far off the line, and on which side of it
    room = sizes[:, 1:] * 0.55
    hit = (np.abs(beside) < room) & (along > 0.06) & (along < 0.94)
    edges = np.arange(len(ends))
    hit[ends[:, 0], edges] = hit[ends[:, 1], edges] = False
    node, edge = np.nonzero(hit)
    push = np.where(beside[node, edge] < 0, -1.0, 1.0) * (room[node, 0] - np.abs(beside[node, edge])) * 0.12
    step = np.zeros_like(points)
    np.add.at(step, node, np.stack([-line[edge, 1], line[edge, 0]], axis=1) * push[:, None])
    return step


def _close(points: Points, sizes: Points) -> Indices:
    """Index pairs of boxes that may overlap, each once."""
    order = np.argsort(points[:, 0] - sizes[:, 0] / 2, kind="stable")
    left = (points[:, 0] - sizes[:, 0] / 2)[order]
    right = (points[:, 0] + sizes[:, 0] / 2)[order]
    counts = np.maximum(np.searchsorted(left, right, side="left") - np.arange(len(order)) - 1, 0)
    first = np.repeat(np.arange(len(order)), counts)
    second = np.arange(len(first)) - np.repeat(np.cumsum(counts) - counts, counts) + first + 1
    near = np.abs(points[order[first], 1] - points[order[second], 1]) < (sizes[order[first], 1] + sizes[order[second], 1]) / 2
    return np.stack([order[first[near]], order[second[near]]], axis=1)
