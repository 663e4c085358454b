"""Texts longer than a window: read a window, keep its whole sentences, go on from where the last, perhaps unfinished, one begins."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WORDS = 100  # of a window, as in training: LAS falls by half a point at 160 and by one at 220
WIDE = 250  # for a sentence that is longer
PIECES = 400  # the encoder has 512 positions


@dataclass(slots=True)
class Reading:
    """How far a text is read. `pieces` holds the number of sub-words of each word, `at` the first word not yet read."""

    pieces: NDArray[np.int64]
    at: int = 0
    words: int = WORDS

    @property
    def done(self) -> bool:
        return self.at >= len(self.pieces)

    def window(self) -> tuple[int, int]:
        """The next words to read, first and end."""
        end = min(len(self.pieces), self.at + self.words)
        room = int(np.searchsorted(np.cumsum(self.pieces[self.at:end]), PIECES, side="right"))
        return self.at, self.at + max(1, room)

    def keep(self, start: NDArray[np.bool_]) -> int:
        """Given the sentence starts found in the window: how many of its words stand. The rest is read again with what follows.

        None stand where a sentence fills the whole window: it is read again in a wider one, and cut there if need be.
        """
        words = len(start)
        if self.at + words < len(self.pieces):
            later = np.flatnonzero(start[1:])
            if not len(later) and self.words == WORDS == words:
                self.words = WIDE
                return 0
            words = int(later[-1]) + 1 if len(later) else words
        self.at += words
        self.words = WORDS
        return words
