"""Sentence starts that typography makes sure: a full stop, question or exclamation mark, white space, and a capital; and what follows the dateline
of a report. A start that the network missed would join two statements into one, or make a town the subject of the first."""
from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_ENDS = frozenset({".", "!", "?"})
_CLOSING = frozenset("”\"’')]") | {"''"}
_OPENING = frozenset("“\"‘'([") | {"``"}
_DASHES = frozenset("-–—") | {"--", "---"}
_DATELINE = 16  # words at most


def sure_starts(words: Sequence[str], spaced: Sequence[bool]) -> NDArray[np.bool_]:
    """For each word whether a sentence surely starts with it. `spaced` tells whether white space stands before the word."""
    out = np.zeros(len(words), dtype=np.bool_)
    for i in range(2, len(words)):
        if spaced[i] and _ended(words, spaced, i) and _begins(words, i):
            out[i] = True
    after = _dateline_end(words, spaced)
    if after is not None:
        out[after] = True
    return out


def _dateline_end(words: Sequence[str], spaced: Sequence[bool]) -> int | None:
    """Where the report begins after a dateline: "DENBY, Ore. (AP) — The ...", "MARLOW, June 20 - The ...". The town stands in capitals, or an
    agency does."""
    town, end = _capitals(words, spaced, 0), min(len(words), _DATELINE)
    at = town
    while at < end and (words[at] in (",", ".") or words[at].isdigit() or (words[at][:1].isupper() and (at > town or not town))):
        at += 1
    if at < end and words[at] == "(":
        close = next((k for k in range(at + 1, end) if words[k] == ")"), end)
        agency = any(len(w) > 1 and w.isupper() for w in words[at + 1 : close])
        at, town = close + 1, town if town else int(agency)
    opened = town and 0 < at < end - 1 and words[at] in _DASHES and spaced[at + 1]
    return at + 1 if opened and _begins(words, at + 1) else None


def _capitals(words: Sequence[str], spaced: Sequence[bool], at: int) -> int:
    """The first word that is not all capitals; a hyphen may stand between two that are."""
    while at < len(words):
        loud = words[at].isupper() and words[at].isalpha() and len(words[at]) > 1
        if not loud and not (at and words[at] in _DASHES and not spaced[at]):
            break
        at += 1
    return at


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
