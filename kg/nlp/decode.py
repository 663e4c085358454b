"""Scores to decisions: where sentences start, each word's head within its sentence, its label, and names.

Heads are the best ones word by word; where these are no tree with one root word, the best tree is looked for.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.nlp.features import Encoded
from kg.nlp.mst import best_tree, is_tree
from kg.nlp.network import Batch, Network, bucketed

TAGS = ("upos", "xpos", "feats", "lemma")
_LOW = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What the network says of one window: arrays over its words. `head` is the number of a word of the window, a root's is its own; `states` is
    what the encoder made of each word (words, hidden), with no columns where the network does not tell."""

    tags: dict[str, NDArray[np.int64]]
    names: NDArray[np.int64]
    start: NDArray[np.bool_]
    head: NDArray[np.int64]
    label: NDArray[np.int64]
    states: NDArray[np.float32]


def parse_windows(network: Network, windows: Sequence[Encoded], starts: Sequence[NDArray[np.bool_]] | None = None,
                  sure: Sequence[NDArray[np.bool_]] | None = None) -> list[Parsed]:
    """The windows' parses, in their order. `starts` gives the sentence starts, where they are known; `sure` some that the network must not miss."""
    out: list[Parsed | None] = [None] * len(windows)
    for batch in bucketed(windows):
        for row, parsed in zip(batch.rows.tolist(), _decode(network, batch, starts, sure), strict=True):
            out[row] = parsed
    return [p for p in out if p is not None]


def _decode(network: Network, batch: Batch, known: Sequence[NDArray[np.bool_]] | None,
            sure: Sequence[NDArray[np.bool_]] | None) -> list[Parsed]:
    scores = network.scores(batch)
    width = scores["start"].shape[1]
    start = scores["start"] > 0
    for i, row in enumerate(batch.rows.tolist()):
        if known is not None:
            start[i, : len(known[row])] = known[row]
        elif sure is not None:
            start[i, : len(sure[row])] |= sure[row]
    start[:, 0] = True
    real = np.arange(width) < batch.sizes[:, None]
    sentence = np.where(real, np.cumsum(start, 1), 0)
    heads = _heads(scores["arcs"], sentence, batch.sizes)
    which, word = np.nonzero(real)
    head = heads[which, word]
    label = np.zeros((len(real), width), dtype=np.int64)
    label[which, word] = network.labels(scores["label_dep"][which, word], scores["label_head"][which, head])
    names = network.names.best(scores["names"], start, scores["xpos"])
    own = np.where(heads == 0, np.arange(width), heads - 1)
    states = _states(scores.get("states"), batch)
    return [Parsed({t: scores[t][i, :n] for t in TAGS}, names[i, :n], start[i, :n], own[i, :n], label[i, :n], states[i, :n])
            for i, n in enumerate(batch.sizes.tolist())]


def _states(pieces: NDArray[np.float32] | None, batch: Batch) -> NDArray[np.float32]:
    """(batch, words, hidden): the mean of what the encoder made of the first and the last sub-word of each word."""
    first, last = batch.arrays["first"], batch.arrays["last"]
    if pieces is None:
        return np.zeros((*first.shape, 0), dtype=np.float32)
    rows = np.arange(len(first))[:, None]
    return np.asarray((pieces[rows, first] + pieces[rows, last]) / 2, dtype=np.float32)


def _heads(arcs: NDArray[np.float32], sentence: NDArray[np.int64], sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """(batch, words): the number (from 1) of each word's head in its window, 0 for the root."""
    other = sentence[:, :, None] != sentence[:, None, :]
    arcs[:, :, 1:][other] = _LOW
    within = np.arange(arcs.shape[1])
    arcs[:, within, within + 1] = _LOW  # no word heads itself
    heads: NDArray[np.int64] = arcs.argmax(-1)
    for i in _broken(heads, sentence):
        n = int(sizes[i])
        first = np.flatnonzero(np.diff(sentence[i, :n], prepend=0))
        for a, b in zip(first, [*first[1:], n], strict=True):
            own = heads[i, a:b]
            local = np.where(own == 0, 0, own - a)
            if not is_tree(local):
                tree = best_tree(arcs[i, a:b, np.r_[0, a + 1:b + 1]].T.astype(np.float64))
                heads[i, a:b] = np.where(tree == 0, 0, tree + a)
    return heads


def _broken(heads: NDArray[np.int64], sentence: NDArray[np.int64]) -> list[int]:
    """The windows in which some sentence has not one root, or a cycle."""
    rows, width = heads.shape
    real = sentence > 0
    roots = np.zeros((rows, width + 1), dtype=np.int64)
    which, word = np.nonzero(real & (heads == 0))
    np.add.at(roots, (which, sentence[which, word]), 1)
    wanted = np.arange(1, width + 1) <= sentence.max(1, initial=0)[:, None]
    bad = (roots[:, 1:] != wanted).any(1)
    up = np.concatenate([np.zeros((rows, 1), dtype=np.int64), np.where(real, heads, 0)], 1)
    for _ in range(width.bit_length()):
        up = np.take_along_axis(up, up, 1)
    return np.flatnonzero(bad | up.any(1)).tolist()


def name_tags(classes: Sequence[str], chosen: NDArray[np.int64], start: NDArray[np.bool_], coding: dict[str, int]) -> tuple[NDArray[np.uint64],
                                                                                                                         NDArray[np.uint64]]:
    """spaCy's IOB numbers and label hashes of a text's words; an I that continues nothing begins a name."""
    begins = np.asarray([c.startswith("B-") for c in classes])[chosen]
    inside = np.asarray([c.startswith("I-") for c in classes])[chosen]
    kind = np.asarray([coding[c[2:]] if c != "O" else 0 for c in classes], dtype=np.uint64)[chosen]
    before = np.concatenate([np.zeros(1, dtype=np.uint64), kind[:-1]])
    begins |= inside & (start | (before != kind))
    return np.where(begins, 3, np.where(kind != 0, 1, 2)).astype(np.uint64), kind
