"""Where each entity stands: every connected part is laid out alone and the parts are packed together.

The same network gives the same picture; a person finds things where they were. A large part is laid out community by community.
"""
from __future__ import annotations

from collections.abc import Mapping

import networkx as nx
import numpy as np

from kg.view.forces import EDGE, Points, apart, spring, turned

ASPECT = 1.2  # pictures are a little wider than high, as the room for them is
_WHOLE = 500  # a larger part is split into communities first: forces compare each pair of entities
_GAP = 50.0
_FURTHER = 1.4  # names are as large at any zoom, and a whole picture is seen at about 1/1.4
_Boxes = Mapping[str, tuple[float, float]]
_Edges = list[tuple[int, int, float]]


def positions(graph: nx.MultiDiGraph[str], boxes: _Boxes) -> dict[str, tuple[int, int]]:
    """The place of each entity of `graph`; `boxes` are the width and height of each entity's sign and name. The edge attribute `room` is the
    width of the word on the line."""
    plain: nx.Graph[str] = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    for a, b, data in sorted(graph.edges(data=True), key=lambda e: e[:2]):
        if a != b:
            plain.add_edge(a, b, room=max(data.get("room", 0.0), plain.get_edge_data(a, b, {}).get("room", 0.0)))
    parts = sorted((sorted(part) for part in nx.connected_components(plain)), key=lambda part: (-len(part), part[0]))
    placed = [_part(plain, part, boxes) for part in parts]
    corners = _pack([_extent(points, part, boxes) for points, part in zip(placed, parts, strict=True)])
    result: dict[str, tuple[int, int]] = {}
    for part, points, corner in zip(parts, placed, corners, strict=True):
        for iri, (x, y) in zip(part, points + corner, strict=True):
            result[iri] = (round(x), round(y))
    return result


def _part(plain: nx.Graph[str], part: list[str], boxes: _Boxes) -> Points:
    edges = _edges(plain, part)
    points = spring(part, edges) if len(part) <= _WHOLE else _by_community(plain, part)
    sizes = np.array([boxes[iri] for iri in part]) * (_FURTHER if len(part) > 3 else 1.0)
    return apart(turned(points, sizes, ASPECT if len(part) > 3 else 4.0), sizes, edges)


def _edges(plain: nx.Graph[str], part: list[str]) -> _Edges:
    index = {iri: n for n, iri in enumerate(part)}
    found = plain.subgraph(part).edges(data=True)
    return sorted((min(index[a], index[b]), max(index[a], index[b]), float(data["room"])) for a, b, data in found)


def _by_community(plain: nx.Graph[str], part: list[str]) -> Points:
    """Communities laid out alone, then placed as if each were one entity, so that the time grows gently and groups are seen as groups."""
    groups = sorted(sorted(g) for g in nx.community.louvain_communities(plain.subgraph(part), seed=1))
    group_of = {iri: n for n, group in enumerate(groups) for iri in group}
    between = {(min(x, y), max(x, y)) for x, y in ((group_of[a], group_of[b]) for a, b in plain.subgraph(part).edges()) if x != y}
    local = [spring(group, _edges(plain, group)) for group in groups]
    radii = np.array([max(EDGE, float(np.abs(points).max())) for points in local])
    centres = spring([f"community of {group[0]}" for group in groups], [(a, b, 0.0) for a, b in sorted(between)])
    centres = apart(centres * (float(radii.mean()) / EDGE), np.stack([2 * radii, 2 * radii], axis=1), rounds=200)
    place = {iri: centres[n] + local[n][i] for n, group in enumerate(groups) for i, iri in enumerate(group)}
    return np.array([place[iri] for iri in part])


def _extent(points: Points, part: list[str], boxes: _Boxes) -> tuple[Points, Points]:
    half = np.array([boxes[iri] for iri in part]) / 2
    return (points - half).min(axis=0), (points + half).max(axis=0)


def _pack(extents: list[tuple[Points, Points]]) -> list[Points]:
    """What to add to each part's points so that the parts stand side by side: in shelves, in the width that fills a picture best."""
    if not extents:
        return []
    sizes = np.array([high - low + _GAP for low, high in extents])
    widest = float(sizes[:, 0].max())
    tried = [_shelves(sizes, widest * factor) for factor in (1.0, 1.1, 1.25, 1.4, 1.6, 2.0, 2.5, 3.0, 4.0, 6.0)]
    best = min(tried, key=lambda corners: max(float((corners + sizes)[:, 0].max()) / ASPECT, float((corners + sizes)[:, 1].max())))
    return [corner - low for corner, (low, _) in zip(best, extents, strict=True)]


def _shelves(sizes: Points, width: float) -> Points:
    """Corners of boxes set in shelves of this width, the highest first; the room under a low box is a shelf of its own."""
    corners = np.zeros_like(sizes)
    shelves: list[list[float]] = []  # left, top, height, right end
    bottom = 0.0
    for n in sorted(range(len(sizes)), key=lambda n: (-sizes[n, 1], n)):
        w, h = float(sizes[n, 0]), float(sizes[n, 1])
        shelf = next((s for s in shelves if s[0] + w <= s[3] and h <= s[2]), None)
        if shelf is None:
            shelf = [0.0, bottom, h, width]
            bottom += h
            shelves.append(shelf)
        corners[n] = shelf[0], shelf[1]
        if h <= shelf[2] * 0.7:
            shelves.append([shelf[0], shelf[1] + h, shelf[2] - h, shelf[0] + w])
        shelf[0] += w
    return corners
