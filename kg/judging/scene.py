"""A paragraph as the judge sees it: its words, who and what is told of in it and where, and which of the words are said by whom."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.nlp.features import Encoded

LABELS = ("blame", "praise", "demand", "support", "opposition")  # what one party may mean of another
KINDS = ("person", "body", "people", "thing", "place")
JUDGES = frozenset(KINDS.index(k) for k in ("person", "body", "people"))  # that may judge
SLOTS = 15  # numbers by which the parties of one scene are told apart; more parties share them
ROLES = 6  # of a word to a pair: of neither, of its source, of its target; and each of them once more where the source says it
Pair = tuple[int, int]  # numbers of two parties: who may judge, and whom or what


@dataclass(frozen=True, slots=True)
class Party:
    """One of those a paragraph tells of: its kind, its mentions (first and last word of each) and the words that it says."""

    kind: int  # number in KINDS
    mentions: tuple[tuple[int, int], ...]
    said: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Scene:
    """The words of a paragraph, whether white space stands before each, and its parties."""

    words: tuple[str, ...]
    spaced: tuple[bool, ...]
    parties: tuple[Party, ...]


def numbers(scene: Scene, encoded: Encoded, pairs: Sequence[Pair], slots: Sequence[int] | None = None,
            hidden: frozenset[int] = frozenset()) -> dict[str, NDArray[Any]]:
    """What the network reads of a scene, without a batch dimension.

    Over sub-words: `ids`, `mask`, `shapes`, `gaps`. Over words: `first`, `last`, `words` (1 each), `kind` (of the party, 0 of none), `slot`, `told`
    (whether anybody says it). Over parties and words: `who` and `said`, each row with the sum 1 or 0. Over pairs: `source`, `target`. Over pairs and
    words: `role`. `slots` numbers the parties otherwise than in their order, and mentions of `hidden` ones are not told: both for training.
    """
    n, count = len(scene.words), len(scene.parties)
    who, said = np.zeros((2, count, n), dtype=np.float32)
    kind, slot = np.zeros((2, n), dtype=np.int64)
    for number, party in enumerate(scene.parties):
        for first, last in party.mentions:
            who[number, first : last + 1] = 1
            kind[first : last + 1] = 0 if number in hidden else party.kind + 1
            slot[first : last + 1] = (slots or range(1, SLOTS + 1))[number % SLOTS]
        said[number, list(party.said)] = 1
    source, target = np.asarray(pairs, dtype=np.int64).reshape(-1, 2).T
    role = np.where(who[source] > 0, 1, np.where(who[target] > 0, 2, 0)) + 3 * (said[source] > 0)
    return {
        "ids": encoded.ids, "mask": np.ones_like(encoded.ids), "shapes": encoded.shapes, "gaps": encoded.gaps, "first": encoded.first,
        "last": encoded.last, "words": np.ones(n, dtype=np.int64), "kind": kind, "slot": slot, "told": (said.sum(0) > 0).astype(np.int64),
        "who": _shares(who), "said": _shares(said), "source": source, "target": target, "role": role.astype(np.int64),
    }


def _shares(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(rows / np.maximum(rows.sum(1, keepdims=True), 1), dtype=np.float32)
