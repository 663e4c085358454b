"""Scores of names to names: the likeliest tags, word after word, in which every name has a beginning and one type.

Two names seldom stand side by side in one sentence without a comma, and hardly any name has no proper noun: a second beginning costs something,
and what has no proper noun is none.
"""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

BESIDE = 2.0  # cost of a name right after another, in nats
SURE = 9.0  # lead of "no name" at which a word is none, whatever stands beside it
_NEVER = np.float32(-1e6)


class NameDecoder:
    """`classes` are BIO tags ("O", "B-PER", …) and the Penn tags, in the network's order."""

    def __init__(self, classes: Sequence[str], penn: Sequence[str]) -> None:
        self._outside = classes.index("O")
        self._begins = np.asarray([c.startswith("B-") for c in classes])
        inside = np.asarray([c.startswith("I-") for c in classes])
        same = np.asarray([[b[2:] == c[2:] for c in classes] for b in classes])
        named = np.asarray([c != "O" for c in classes])
        self._step = np.where(inside[None, :] & ~(named[:, None] & same), _NEVER, 0).astype(np.float32)
        self._step -= np.float32(BESIDE) * (named[:, None] & self._begins[None, :])
        self._first = np.where(inside, _NEVER, 0).astype(np.float32)
        self._proper = np.asarray([p.startswith("NNP") for p in penn])

    def best(self, scores: NDArray[np.float32], start: NDArray[np.bool_], penn: NDArray[np.int64]) -> NDArray[np.int64]:
        """The tags (rows, words) for scores (rows, words, classes), given sentence starts and Penn tags (rows, words)."""
        tags = self._paths(scores, start)
        return np.where(self._without_proper(tags, self._proper[penn]), self._outside, tags)

    def _paths(self, scores: NDArray[np.float32], start: NDArray[np.bool_]) -> NDArray[np.int64]:
        """As `_path`, which sees only the stretches of words that may be names, all of them side by side."""
        tags = np.full(scores.shape[:2], self._outside, dtype=np.int64)
        rest = np.delete(scores, self._outside, 2).max(2)
        edges = np.diff((scores[:, :, self._outside] - rest < SURE).astype(np.int8), axis=1, prepend=0, append=0)
        row, first = np.nonzero(edges == 1)
        size = np.nonzero(edges == -1)[1] - first
        if not len(row):
            return tags
        within = np.arange(size.max())
        real = within < size[:, None]
        place = np.where(real, first[:, None] + within, 0)
        cut = scores[row[:, None], place]
        cut[~real] = 0
        found = self._path(cut, start[row[:, None], place])
        tags[np.broadcast_to(row[:, None], place.shape)[real], place[real]] = found[real]
        return tags

    def _path(self, scores: NDArray[np.float32], start: NDArray[np.bool_]) -> NDArray[np.int64]:
        rows, words, _ = scores.shape
        back = np.zeros(scores.shape, dtype=np.int64)
        best = scores[:, 0] + self._first
        for i in range(1, words):
            step = best[:, :, None] + np.where(start[:, i, None, None], self._first[None, None, :], self._step)
            back[:, i] = step.argmax(1)
            best = step.max(1) + scores[:, i]
        out = np.zeros((rows, words), dtype=np.int64)
        out[:, -1] = best.argmax(1)
        for i in range(words - 1, 0, -1):
            out[:, i - 1] = np.take_along_axis(back[:, i], out[:, i, None], 1)[:, 0]
        return out

    def _without_proper(self, tags: NDArray[np.int64], proper: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The words of names that have no proper noun."""
        named = tags != self._outside
        number = np.cumsum(self._begins[tags], 1)  # of the name, in its row
        found = np.zeros((len(tags), number.max(initial=0) + 1), dtype=np.bool_)
        row, word = np.nonzero(named & proper)
        found[row, number[row, word]] = True
        without: NDArray[np.bool_] = named & ~np.take_along_axis(found, number, 1)
        return without
