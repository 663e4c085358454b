"""Communities of a network by Louvain's method: who mostly deals with each other.

networkx's own visits the entities in an order that one more entity changes throughout. Here the order is by a hash of the name, so that a small
change of the network changes few communities.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.view.hashed import place

_LEVELS = 12  # each merges what the last found; three or four are usual
_VISITS = 20  # of everyone, within a level
_Weights = list[dict[int, float]]


def communities(names: Sequence[str], edges: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Numbers in `names`, split into communities, the best named first in each list. `edges` are pairs of numbers."""
    weights: _Weights = [{} for _ in names]
    for a, b in edges:
        if a != b:
            weights[a][b] = weights[a].get(b, 0.0) + 1.0
            weights[b][a] = weights[b].get(a, 0.0) + 1.0
    members = [[n] for n in range(len(names))]
    keys = [place(name) for name in names]
    loops = [0.0] * len(names)
    for _ in range(_LEVELS):
        of = _moved(weights, loops, sorted(range(len(weights)), key=lambda n: keys[n]))
        groups = sorted(_grouped(of).values(), key=lambda group: min(keys[n] for n in group))
        if len(groups) == len(weights):
            break
        members = [sorted(m for n in group for m in members[n]) for group in groups]
        keys = [min(keys[n] for n in group) for group in groups]
        weights, loops = _merged(weights, loops, groups)
    return members


def _moved(weights: _Weights, loops: list[float], order: list[int]) -> list[int]:
    """The community of each, after everyone in turn has gone where modularity gains most, until nobody goes."""
    degree = [sum(near.values()) + 2 * loop for near, loop in zip(weights, loops, strict=True)]
    whole = sum(degree) or 1.0
    of, total = list(range(len(weights))), list(degree)
    for _ in range(_VISITS):
        still = True
        for n in order:
            links: dict[int, float] = {of[n]: 0.0}
            for m, weight in weights[n].items():
                links[of[m]] = links.get(of[m], 0.0) + weight
            total[of[n]] -= degree[n]
            best, most = of[n], links[of[n]] - total[of[n]] * degree[n] / whole
            for community, weight in links.items():
                gain = weight - total[community] * degree[n] / whole
                if gain > most + 1e-9:
                    best, most = community, gain
            total[best] += degree[n]
            if best != of[n]:
                of[n], still = best, False
        if still:
            break
    return of


def _grouped(of: Sequence[int]) -> dict[int, list[int]]:
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for n, community in enumerate(of):
        groups[community].append(n)
    return groups


def _merged(weights: _Weights, loops: list[float], groups: list[list[int]]) -> tuple[_Weights, list[float]]:
    """The network of the groups: each as one, with the lines between them, and those within each as its loop."""
    number = {n: g for g, group in enumerate(groups) for n in group}
    merged: _Weights = [{} for _ in groups]
    within = [sum(loops[n] for n in group) for group in groups]
    for n, near in enumerate(weights):
        for m, weight in near.items():
            a, b = number[n], number[m]
            if a == b:
                within[a] += weight / 2
            else:
                merged[a][b] = merged[a].get(b, 0.0) + weight
    return merged, within
