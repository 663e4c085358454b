"""Words to the numbers that the encoder reads, the same in training and in use.

A word becomes its sub-word ids (WordPiece, uncased), a shape id (the case that the uncased vocabulary loses) and a gap id (whether
white space stands before it). Curly and straight quotation marks are one to the encoder, so that the typography of a newspaper does not matter.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

CLS, SEP, PAD, UNK = 101, 102, 0, 100
MAX_PIECES = 8  # sub-words kept of one word; URLs and the like would otherwise fill the window
SHAPES = 16
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "…": "...", "\u2011": "-"})
_SPECIAL = {"``": '"', "''": '"'}


@lru_cache(maxsize=100_000)
def shape_of(word: str) -> int:
    """The case class of a word, 1 to SHAPES - 1 (0 means "not told" and is used for dropout in training)."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        if any(c.isdigit() for c in word):
            return 1 if word.isdigit() and len(word) == 4 else 2
        return 3 if len(word) == 1 else 4
    digits = any(c.isdigit() for c in word)
    if digits:
        return 5 if letters[0].isupper() else 6
    if word.islower():
        return 7 if len(word) > 1 else 8
    if word.isupper():
        return 9 if len(letters) == 1 else (10 if len(letters) <= 5 else 11)
    if word[0].isupper() and word[1:].islower():
        return 12
    return 13 if word[0].isupper() else 14


@dataclass(frozen=True, slots=True)
class Encoded:
    """One window: arrays over sub-words (ids, shapes, gaps) and over words (the index of the first and last sub-word of each)."""

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    gaps: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]


class Vectorizer:
    """Turns the words of a window into an `Encoded`."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_padding()
        tokenizer.no_truncation()
        self._tokenizer = tokenizer
        self.pieces = lru_cache(maxsize=100_000)(self._pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        text = _SPECIAL.get(word, word).translate(_QUOTES)
        ids = self._tokenizer.encode(text, add_special_tokens=False).ids[:MAX_PIECES]
        return tuple(ids) or (UNK,)

    def encode(self, words: Sequence[str], spaced: Sequence[bool]) -> Encoded:
        """`words` of one window and, for each, whether white space stands before it."""
        ids, shapes, gaps = [CLS], [0], [0]
        first, last = [], []
        for word, space in zip(words, spaced, strict=True):
            pieces = self.pieces(word)
            shape = shape_of(word)
            first.append(len(ids))
            ids.extend(pieces)
            shapes.extend([shape] * len(pieces))
            gaps.extend([1 if space else 2] + [3] * (len(pieces) - 1))
            last.append(len(ids) - 1)
        ids.append(SEP)
        shapes.append(0)
        gaps.append(0)
        return Encoded(*(np.asarray(x, dtype=np.int64) for x in (ids, shapes, gaps, first, last)))


def pad(windows: Sequence[Encoded]) -> dict[str, NDArray[np.int64]]:
    """A batch: sub-word arrays padded to (batch, sub-words), word arrays to (batch, words), and `mask` over sub-words."""
    width = max(len(w.ids) for w in windows)
    words = max(len(w.first) for w in windows)
    out = {name: np.zeros((len(windows), width), dtype=np.int64) for name in ("ids", "mask", "shapes", "gaps")}
    out |= {name: np.zeros((len(windows), words), dtype=np.int64) for name in ("first", "last")}
    for row, w in enumerate(windows):
        n = len(w.ids)
        out["ids"][row, :n], out["shapes"][row, :n], out["gaps"][row, :n] = w.ids, w.shapes, w.gaps
        out["mask"][row, :n] = 1
        out["first"][row, : len(w.first)], out["last"][row, : len(w.last)] = w.first, w.last
    return out
