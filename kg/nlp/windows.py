"""Texts longer than a window: read a window, keep its whole sentences, go on from where the last, perhaps unfinished, one begins."""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

WORDS = 160  # of a window; training windows had up to about this many
PIECES = 400  # the encoder has 512 positions


@dataclass(slots=True)
class Reading:
    """How far a text is read. `pieces` holds the number of sub-words of each word, `at` the first word not yet read."""

    pieces: NDArray[np.int64]
    at: int = 0

    @property
    def done(self) -> bool:
        return self.at >= len(self.pieces)

    def window(self) -> tuple[int, int]:
        """The next words to read, first and end."""
        end = min(len(self.pieces), self.at + WORDS)
        room = int(np.searchsorted(np.cumsum(self.pieces[self.at:end]), PIECES, side="right"))
        return self.at, self.at + max(1, room)

    def keep(self, start: NDArray[np.bool_]) -> int:
        """Given the sentence starts found in the window: how many of its words stand. The rest is read again with what follows."""
        words = len(start)
        if self.at + words < len(self.pieces):
            later = np.flatnonzero(start[1:])
            words = int(later[-1]) + 1 if len(later) else words
        self.at += words
        return words
