"""Trees from arc scores: Chu-Liu and Edmonds' maximum spanning arborescence with exactly one word under the root.

Words are numbered from 1; 0 is the root. Only sentences whose best heads, word by word, are not already a tree come here.
"""
from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_NONE = -np.inf


def is_tree(heads: NDArray[np.int64]) -> bool:
    """Whether `heads` (for words 1..n) hang together under one root word."""
    at = np.concatenate([[0], heads])
    if int((heads == 0).sum()) != 1:
        return False
    for _ in range(max(1, len(at).bit_length())):
        at = at[at]
    return not at.any()


def best_tree(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """The heads of words 1..n that make the highest-scoring tree with one root word. `scores[i, j]` is for head j of word i + 1."""
    n = len(scores)
    full = np.full((n + 1, n + 1), _NONE)
    full[1:] = scores
    np.fill_diagonal(full, _NONE)
    # A price on root arcs above anything the others could differ by: the best tree then has as few as it can, which is one.
    finite = full[np.isfinite(full)]
    full[1:, 0] -= (n + 1) * (float(finite.max()) - float(finite.min()) + 1)
    heads: NDArray[np.int64] = _arborescence(full)[1:]
    return heads


def _cycle(heads: NDArray[np.int64]) -> list[int]:
    """The words of one cycle, or none."""
    state = np.zeros(len(heads), dtype=np.int8)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        at = start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(heads[at])
        if state[at] == 1:
            return path[path.index(at):]
        state[path] = 2
    return []


def _arborescence(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Heads of the best arborescence under node 0; `scores[i, j]` is for head j of node i."""
    heads: NDArray[np.int64] = np.argmax(scores, 1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    ring = np.asarray(cycle)
    gain = scores[ring] - scores[ring, heads[ring]][:, None]  # what entering the cycle at a word costs
    small = np.full((len(rest) + 1, len(rest) + 1), _NONE)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    entering = gain[:, rest]
    small[-1, :-1] = entering.max(0)
    leaving = scores[np.ix_(rest, ring)]
    small[:-1, -1] = leaving.max(1)
    small[0] = _NONE
    found = _arborescence(small)
    result = np.zeros_like(heads)
    result[ring] = heads[ring]
    entry = int(ring[int(entering[:, found[-1]].argmax())])
    result[entry] = rest[found[-1]]
    for i in range(1, len(rest)):
        head = int(found[i])
        result[rest[i]] = rest[head] if head < len(rest) else ring[int(leaving[i].argmax())]
    return result
