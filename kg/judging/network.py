"""The judge as shipped: a scene and pairs of its parties in, how likely each judges the other out, on onnxruntime.

Each scene goes through alone, with ranges of activations that were measured once: what comes out of it depends on nothing else.
"""
from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.judging import FILE
from kg.judging.scene import Pair, Scene, numbers
from kg.nlp.features import Vectorizer
from kg.nlp.network import belonging

WIDEST = 400  # sub-words that the network was trained to read at once


class Judge:
    """The network in a folder of weights; it is read when it is first asked."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def is_there(self) -> bool:
        """Whether the folder has a judge: weights of one's own (KG_WEIGHTS) may come without."""
        return (self.folder / FILE).is_file()

    def scores(self, scene: Scene, pairs: Sequence[Pair]) -> NDArray[np.float32] | None:
        """(pairs, LABELS), each from 0 to 1; None of a paragraph that is too long to be read at once."""
        encoded = self._vectorizer.encode(scene.words, scene.spaced)
        if len(encoded.ids) > WIDEST:
            return None
        feed = {name: value[None] for name, value in numbers(scene, encoded, pairs).items()}
        return np.asarray(self._session.run(None, feed)[0][0], dtype=np.float32)

    @cached_property
    def _vectorizer(self) -> Vectorizer:
        return Vectorizer(Tokenizer.from_file(str(self.folder / "tokenizer.json")))

    @cached_property
    def _session(self) -> Any:
        return belonging(self.folder, FILE)


@lru_cache(maxsize=1)
def load(folder: Path) -> Judge:
    """The judge of a folder, which all extractors share."""
    return Judge(folder)
