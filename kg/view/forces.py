"""How the entities of one connected part push and pull each other into place, and how drawn names are kept from covering each other.

Stress majorisation gives lines the length they need (more about an entity with many, so that its neighbours' names have room); then overlapping
names, and names on lines that are not theirs, are pushed apart. It starts from the hashes of the names, smoothed over the network: so the start,
and with it the picture, changes as little as the network does.
"""
from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import rustworkx as rx

Points = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
Edges = Sequence[tuple[int, int, float]]  # pairs of numbers, with the room that the word on the line needs

EDGE = 140.0  # the usual length of a line, in pixels at zoom 1: room for the word on it
_CLEARING = 1_500_000  # pairs of an entity and a line that are looked at, over all rounds, to clear lines of names
_SMOOTH = 0.8  # how far a hash is smoothed, of the mean distance: 0.3 to 0.8 untangle alike, and 0.8 moves least when entities come


def settled(starts: Points, edges: Edges, reach: Points | None = None) -> Points:
    """Positions about the origin, from a start of each that depends on it alone. `reach` is how much room each needs about it.

    The time grows as the square of their number.
    """
    if len(starts) == 1:
        return np.zeros((1, 2))
    wanted = _distances(len(starts), edges)
    if reach is not None:
        wanted = np.maximum(wanted, reach[:, None] + reach)
    near = np.exp(-((wanted / (wanted.mean() * _SMOOTH)) ** 2))
    points = near @ starts / near.sum(axis=1)[:, None]
    points -= points.mean(axis=0)
    points *= wanted.mean() * 0.7 / max(float(np.linalg.norm(points, axis=1).mean()), 1e-9)
    points = _stress(points, wanted)
    centred: Points = points - points.mean(axis=0)
    return centred


def turned(points: Points, starts: Points) -> Points:
    """Turned so that it is wider than high: the more, the longer it is. What is about round stays, so that it does not spin when entities come."""
    centred = points - points.mean(axis=0)
    spread, axes = np.linalg.eigh(centred.T @ centred)
    length = math.sqrt(spread[1] / max(spread[0], 1e-9))
    angle = math.atan2(axes[1, 1], axes[0, 1])
    if float((centred @ _turn(angle) * starts).sum()) < 0:  # of the two ways to lie, the one nearer to the start
        angle -= math.copysign(math.pi, angle)
    back = _turn(angle * min(1.0, max(0.0, (length - 1.1) / 0.2)))
    result: Points = points @ back
    return result


def _turn(angle: float) -> Points:
    return np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])


def apart(points: Points, sizes: Points, edges: Edges = (), rounds: int = 160) -> Points:
    """Push boxes apart that overlap, each pair along the axis where the least is needed, and off lines that are not theirs."""
    points = points.copy()
    ends = np.array([(a, b) for a, b, _ in edges], dtype=np.int64).reshape(-1, 2)
    clearing = min(rounds * 3 // 4, _CLEARING // max(1, len(ends) * len(points))) if len(points) > 2 and len(ends) else 0
    for turn in range(rounds):
        off = _off_lines(points, sizes, ends) if turn < clearing else np.zeros_like(points)
        points += off
        pairs = _close(points, sizes)
        a, b = pairs[:, 0], pairs[:, 1]
        gap = points[b] - points[a]
        lack = (sizes[a] + sizes[b]) / 2 - np.abs(gap)
        bad = (lack > 0.5).all(axis=1)
        if not bad.any() and not off.any():
            break
        a, b, gap, lack = a[bad], b[bad], gap[bad], lack[bad]
        axis, rows = np.argmin(lack, axis=1), np.arange(len(a))
        step = np.zeros_like(gap)
        step[rows, axis] = np.where(gap[rows, axis] == 0, 1.0, np.sign(gap[rows, axis])) * lack[rows, axis] * 0.35
        np.add.at(points, a, -step)
        np.add.at(points, b, step)
    return points


def _distances(count: int, edges: Edges) -> Points:
    """How far apart each pair should stand: along the lines, where a line is longer the more neighbours its ends do not share, and never
    too short for its word and the signs at its ends."""
    graph: rx.PyGraph[int, float] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(count))
    graph.add_edges_from(list(edges))
    near = [set(graph.neighbors(n)) for n in range(count)]
    for a, b, room in graph.weighted_edge_list():
        graph.update_edge(a, b, max(room * 1.1 + 64, EDGE * (0.75 + 0.16 * math.sqrt(len(near[a] ^ near[b])))))
    found = np.asarray(rx.floyd_warshall_numpy(graph, weight_fn=float), dtype=np.float64)
    found[~np.isfinite(found)] = 1.5 * found[np.isfinite(found)].max()  # a group may hang together by others alone
    return found


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
