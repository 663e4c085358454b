"""Figures about a build: counts by class, relation, modality and source; and, on the network, who is most connected, who stands between others,
and which entities belong together.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from kg.graph.network import network
from kg.records import Output

SEED = 0  # of what is drawn at random, so that two runs tell the same
_EXACT = 1500  # entities up to which every shortest path is counted; above, paths from a fixed sample of so many


@dataclass(frozen=True, slots=True)
class Count:
    """How often something stands in the build."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Rank:
    """An entity with a figure: neighbours, or the share of shortest paths that run through it."""

    iri: str
    label: str
    cls: str
    value: float
    statements: int


@dataclass(frozen=True, slots=True)
class Stats:
    """All figures, the greatest first; a community is its members' labels, the best connected first."""

    classes: tuple[Count, ...]
    relations: tuple[Count, ...]
    modalities: tuple[Count, ...]
    sources: tuple[Count, ...]
    connected: tuple[Rank, ...]
    brokers: tuple[Rank, ...]
    communities: tuple[tuple[str, ...], ...]


def stats(output: Output, *, top: int = 10) -> Stats:
    """The figures of `output`, with at most `top` entities in each ranking. Negated statements connect nobody."""
    graph = simple(output)
    neighbours = dict(graph.degree())
    groups = sorted((sorted(g, key=lambda n: (-neighbours[n], n)) for g in _communities(graph)), key=lambda g: (-len(g), g))
    labels = {e["iri"]: e["label"] for e in output.entities}
    return Stats(
        classes=_counts(e["class"] for e in output.entities),
        relations=_counts(s["type"] for s in output.statements),
        modalities=_counts(s["modality"] for s in output.statements),
        sources=tuple(sorted((Count(d["path"], d["statements"]) for d in output.report["documents"]), key=lambda c: (-c.count, c.name))),
        connected=_ranks(output, {n: float(d) for n, d in neighbours.items()}, top),
        brokers=_ranks(output, _betweenness(graph), top),
        communities=tuple(tuple(labels[n] for n in group) for group in groups if len(group) > 1),
    )


def simple(output: Output) -> nx.Graph[str]:
    """The entities that some statement joins to another, each pair once, sorted; `weight` counts the statements."""
    pairs: Counter[tuple[str, str]] = Counter()
    for subject, target, data in network(output).edges(data=True):
        if data["modality"] != "negated" and subject != target:
            pairs[min(subject, target), max(subject, target)] += 1
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted({n for pair in pairs for n in pair}))
    graph.add_weighted_edges_from((a, b, n) for (a, b), n in sorted(pairs.items()))
    return graph


def _communities(graph: nx.Graph[str]) -> list[set[str]]:
    return nx.community.louvain_communities(graph, weight="weight", seed=SEED) if graph else []


def _betweenness(graph: nx.Graph[str]) -> dict[str, float]:
    sample = _EXACT if len(graph) > _EXACT else None
    return {n: round(v, 6) for n, v in nx.betweenness_centrality(graph, k=sample, seed=SEED).items()}


def _counts(names: Iterable[str]) -> tuple[Count, ...]:
    return tuple(Count(n, c) for n, c in sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))


def _ranks(output: Output, values: dict[str, float], top: int) -> tuple[Rank, ...]:
    ranks = [Rank(e["iri"], e["label"], e["class"], values[e["iri"]], e["statements"]) for e in output.entities if values.get(e["iri"])]
    return tuple(sorted(ranks, key=lambda r: (-r.value, -r.statements, r.iri))[:top])
