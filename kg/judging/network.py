"""The judge as shipped: a scene and pairs of its parties in, how likely each judges the other out, on onnxruntime.

Each scene goes through alone, with ranges of activations that were measured once: what comes out of it depends on nothing else.
"""
from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.judging import FILE
from kg.judging.scene import Pair, Scene, numbers
from kg.nlp.features import Vectorizer
from kg.nlp.network import Companion

WIDEST = 400  # sub-words that the network was trained to read at once


class Judge(Companion):
    """The network in a folder of weights; it is read when it is first asked."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, FILE)

    def scores(self, scene: Scene, pairs: Sequence[Pair]) -> NDArray[np.float32] | None:
        """(pairs, LABELS), each from 0 to 1; None of a paragraph that is too long to be read at once."""
        encoded = self._vectorizer.encode(scene.words, scene.spaced)
        if len(encoded.ids) > WIDEST:
            return None
        feed = {name: value[None] for name, value in numbers(scene, encoded, pairs).items()}
        return np.asarray(self.session.run(None, feed)[0][0], dtype=np.float32)

    @cached_property
    def _vectorizer(self) -> Vectorizer:
        return Vectorizer(Tokenizer.from_file(str(self.folder / "tokenizer.json")))


@lru_cache(maxsize=1)
def load(folder: Path) -> Judge:
    """The judge of a folder, which all extractors share."""
    return Judge(folder)
