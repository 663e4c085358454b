"""The classifier as shipped: a sentence and pairs of its parties in, how likely each relation holds out, on onnxruntime.

Each sentence goes through alone, with ranges of activations that were measured once: what comes out of it depends on nothing else.
"""
from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.classifying import FILE, LABELLED
from kg.classifying.sentence import Pair, Sentence, numbers
from kg.nlp.network import Companion


class Classifier(Companion):
    """The network in a folder of weights; it is read when it is first asked."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, FILE)

    def scores(self, sentence: Sentence, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        """(pairs, relations), each from 0 to 1."""
        feed = {name: value[None] for name, value in numbers(sentence, pairs).items()}
        feed["words"] = np.ones_like(feed["upos"])
        return np.asarray(self.session.run(None, feed)[0][0], dtype=np.float32)

    @cached_property
    def relations(self) -> tuple[str, ...]:
        """The names of the relations that it knows, in the order of its scores."""
        return tuple(self.session.get_modelmeta().custom_metadata_map[LABELLED].split())


@lru_cache(maxsize=1)
def load(folder: Path) -> Classifier:
    """The classifier of a folder, which all extractors share."""
    return Classifier(folder)
