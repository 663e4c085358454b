"""Sentence starts that typography makes sure: a full stop, question or exclamation mark, white space, and a capital. A start that the network missed
would join two statements into one."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_ENDS = frozenset({".", "!", "?"})
_CLOSING = frozenset("”\"’')]") | {"''"}
_OPENING = frozenset("“\"‘'([") | {"``"}


def sure_starts(words: Sequence[str], spaced: Sequence[bool]) -> NDArray[np.bool_]:
    """For each word whether a sentence surely starts with it. `spaced` tells whether white space stands before the word."""
    out = np.zeros(len(words), dtype=np.bool_)
    for i in range(2, len(words)):
        if spaced[i] and _ended(words, spaced, i) and _begins(words, i):
            out[i] = True
    return out


def _ended(words: Sequence[str], spaced: Sequence[bool], at: int) -> bool:
    before = at - 1
    if words[before] in _CLOSING and not spaced[before] and before > 0:
        before -= 1
    if words[before] not in _ENDS or before == 0:
        return False
    return words[before] != "." or not (len(words[before - 1]) == 1 and words[before - 1].isupper())  # an initial: "Walter J. Smith"


def _begins(words: Sequence[str], at: int) -> bool:
    if words[at] in _OPENING and at + 1 < len(words):
        at += 1
    return words[at][:1].isupper()
