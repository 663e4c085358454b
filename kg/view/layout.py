"""Where each entity stands: every connected part is laid out alone and the parts are packed together.

The same network gives the same picture, and one more entity moves little: a person finds things where they were. A large part is laid out community
by community, and these as if each were one entity.
"""
from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
import rustworkx as rx

from kg.view.communities import communities
from kg.view.forces import Edges, Points, apart, settled, turned
from kg.view.hashed import place
from kg.view.packing import packed

_WHOLE = 500  # a larger part is split into communities first: forces compare each pair of entities
_FEW = 12  # a smaller group is laid out sooner than its layout is looked up
_FURTHER = 1.4  # names are as large at any zoom, and a whole picture is seen at about 1/1.4
_GAP = 90.0  # between communities
_NEAR = 0.8  # communities are drawn a little nearer than their boxes allow, then pushed apart; from much nearer, a trifle decides where to
_Boxes = Mapping[str, tuple[float, float]]
Remember = Callable[[bytes, Callable[[], bytes]], bytes]  # what the second gives, or gave when the first was the same


@dataclass(frozen=True, slots=True)
class _Group:
    """Entities (or communities), with a place to start from, the width and height of each, and the lines between them.

    `clear` tells that no line may run through one that it does not end at.
    """

    names: Sequence[str]
    starts: Points
    sizes: Points
    edges: Edges
    clear: bool = True

    def given(self) -> bytes:
        """All that a layout of the group depends on."""
        parts = (self.starts.tobytes(), self.sizes.tobytes(), np.array(self.edges, dtype=np.float64).tobytes(), bytes([self.clear]))
        return b"".join(len(part).to_bytes(8, "big") + part for part in parts)

    def split(self, numbers: Sequence[Sequence[int]]) -> list[_Group]:
        """The entities of each of these lists of numbers, and the lines between them."""
        where = {n: (g, i) for g, chosen in enumerate(numbers) for i, n in enumerate(chosen)}
        edges: list[list[tuple[int, int, float]]] = [[] for _ in numbers]
        for a, b, room in self.edges:
            (group, first), (other, second) = where[a], where[b]
            if group == other:
                edges[group].append((first, second, room))
        return [_Group([self.names[n] for n in chosen], self.starts[list(chosen)], self.sizes[list(chosen)], found, self.clear)
                for chosen, found in zip(numbers, edges, strict=True)]


def afresh(given: bytes, make: Callable[[], bytes]) -> bytes:
    """Remembers nothing."""
    return make()


def positions(graph: nx.DiGraph[str], boxes: _Boxes, remember: Remember = afresh) -> dict[str, tuple[int, int]]:
    """The place of each entity of `graph`; `boxes` are the width and height of each entity's sign and name. The edge attribute `room` is the
    width of the word on the line. A group that is just as it was when its layout was remembered need not be laid out again."""
    names = sorted(graph)
    if not names:
        return {}
    group = _Group(names, np.array([place(name) for name in names]), np.array([boxes[name] for name in names]), _edges(graph, names))
    numbers = sorted(_connected(group), key=lambda part: (-len(part), part[0]))
    parts = group.split(numbers)
    placed = [_placed(part, remember) for part in parts]
    corners = packed([_box(points, part.sizes) for points, part in zip(placed, parts, strict=True)])
    return {names[n]: (round(x), round(y)) for chosen, points, corner in zip(numbers, placed, corners, strict=True)
            for n, (x, y) in zip(chosen, points + corner, strict=True)}


def _edges(graph: nx.DiGraph[str], names: Sequence[str]) -> Edges:
    """One line for each pair, with room for its longest word."""
    number = {name: n for n, name in enumerate(names)}
    rooms: dict[tuple[int, int], float] = {}
    for a, b, room in graph.edges(data="room", default=0.0):
        pair = min(number[a], number[b]), max(number[a], number[b])
        if a != b:
            rooms[pair] = max(room, rooms.get(pair, 0.0))
    return [(a, b, room) for (a, b), room in sorted(rooms.items())]


def _connected(group: _Group) -> list[list[int]]:
    graph: rx.PyGraph[int, float] = rx.PyGraph()
    graph.add_nodes_from(range(len(group.names)))
    graph.add_edges_from(list(group.edges))
    return [sorted(part) for part in rx.connected_components(graph)]


def _placed(group: _Group, remember: Remember) -> Points:
    """Positions of a group's entities, with room for their names."""
    count = len(group.names)
    if count > _WHOLE:
        split = communities(group.names, [(a, b) for a, b, _ in group.edges])
        return _by_community(group, split, remember) if 1 < len(split) < count else _disc(group)
    if count < _FEW:
        return _whole(group)
    points: Points = np.frombuffer(remember(group.given(), lambda: _whole(group).tobytes())).reshape(count, 2)
    return points


def _whole(group: _Group) -> Points:
    """Positions of a group that is laid out as one."""
    sizes = group.sizes * (_FURTHER if len(group.names) > 3 and group.clear else 1.0)
    if not group.clear:
        return apart(settled(group.starts, group.edges, _NEAR * np.linalg.norm(sizes, axis=1) / 2), sizes)
    return apart(turned(settled(group.starts, group.edges), group.starts), sizes, group.edges)


def _by_community(group: _Group, split: Sequence[Sequence[int]], remember: Remember) -> Points:
    """Communities laid out alone, then placed as if each were one entity, so that the time grows gently and groups are seen as groups."""
    parts = group.split(split)
    local = [_placed(part, remember) for part in parts]
    boxes = [_box(points, part.sizes) for points, part in zip(local, parts, strict=True)]
    of = {n: g for g, chosen in enumerate(split) for n in chosen}
    between = Counter((min(of[a], of[b]), max(of[a], of[b])) for a, b, _ in group.edges if of[a] != of[b])
    sizes = np.array([high - low + _GAP for low, high in boxes])
    reach = np.linalg.norm(sizes, axis=1) / 2
    # The more lines two communities have to each other, the nearer they stand.
    edges = [(a, b, float(reach[a] + reach[b]) * _NEAR * (1 + 1 / math.sqrt(lines))) for (a, b), lines in sorted(between.items())]
    starts = np.array([part.starts.mean(axis=0) * math.sqrt(len(part.names)) for part in parts])
    centres = _placed(_Group([part.names[0] for part in parts], starts, sizes, edges, clear=False), remember)
    points = np.zeros((len(group.names), 2))
    for chosen, found, (low, high), centre in zip(split, local, boxes, centres, strict=True):
        points[list(chosen)] = found - (low + high) / 2 + centre
    return points


def _disc(group: _Group) -> Points:
    """A large group that no communities divide, such as a body with a thousand critics: about the best linked, in no order but that of the hashes."""
    lines = Counter(n for a, b, _ in group.edges for n in (a, b))
    order = sorted(range(len(group.names)), key=lambda n: (-lines[n], group.starts[n, 0]))
    order[1:] = sorted(order[1:], key=lambda n: group.starts[n, 0])
    step = group.sizes.max(axis=0) * _FURTHER
    half = math.ceil(math.sqrt(len(order)))
    cells = np.array([(x, y) for x in range(-half, half + 1) for y in range(-half, half + 1)]) * step
    points = np.zeros((len(order), 2))
    points[order] = cells[np.argsort(np.linalg.norm(cells, axis=1), kind="stable")[: len(order)]]
    return points


def _box(points: Points, sizes: Points) -> tuple[Points, Points]:
    """The least and the greatest x and y of all boxes."""
    return (points - sizes / 2).min(axis=0), (points + sizes / 2).max(axis=0)
