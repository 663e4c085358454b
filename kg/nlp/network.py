"""The network as shipped: windows of words in, scores out, on onnxruntime.

A window is padded to a length that depends on the window alone, and windows of one padded length go through together: the numbers that come
out for a window are the same, to the bit, whatever else is in the batch.
"""
from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.errors import UsageError
from kg.nlp.features import Encoded, Vectorizer
from kg.nlp.names import NameDecoder

STEP = 8  # padded lengths are multiples of it
ROOM = 1600  # sub-words of one batch: a few MB of activations, which stay in the cache
PARSER = "model.onnx"
FILES = (PARSER, "labels.onnx", "vocab.json", "tokenizer.json")
_PIECES, _WORDS = ("ids", "mask", "shapes", "gaps"), ("first", "last")


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of one padded length. `rows` says which of the windows given they are, `sizes` how many words each has."""

    rows: NDArray[np.int64]
    sizes: NDArray[np.int64]
    arrays: dict[str, NDArray[np.int64]]


def bucketed(windows: Sequence[Encoded]) -> list[Batch]:
    """Windows of like length together."""
    groups: dict[int, list[int]] = defaultdict(list)
    for row, window in enumerate(windows):
        groups[-(-len(window.ids) // STEP) * STEP].append(row)
    out = []
    for width, rows in sorted(groups.items()):
        size = max(1, ROOM // width)
        out += [_batch(windows, rows[i:i + size], width) for i in range(0, len(rows), size)]
    return out


def _batch(windows: Sequence[Encoded], rows: list[int], width: int) -> Batch:
    # As many words as sub-words: the number of words a window is padded to, too, must not depend on its neighbours.
    arrays = {name: np.zeros((len(rows), width), dtype=np.int64) for name in (*_PIECES, *_WORDS)}
    for i, row in enumerate(rows):
        w = windows[row]
        n, k = len(w.ids), len(w.first)
        arrays["ids"][i, :n], arrays["shapes"][i, :n], arrays["gaps"][i, :n], arrays["mask"][i, :n] = w.ids, w.shapes, w.gaps, 1
        arrays["first"][i, :k], arrays["last"][i, :k] = w.first, w.last
    return Batch(np.asarray(rows), np.asarray([len(windows[r].first) for r in rows]), arrays)


def session(model: str | bytes, *, threads: int = 1) -> Any:
    """A graph, by its path or itself, ready to be run on the processor."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


@lru_cache
def parser_digest(folder: Path) -> str:
    """What tells a folder's parser from others."""
    return hashlib.sha256((folder / PARSER).read_bytes()).hexdigest()


class Companion:
    """A graph in a folder of weights that was made for the parser beside it; it is read when it is first asked."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name

    @property
    def is_there(self) -> bool:
        """Whether the folder has it: weights of one's own (KG_WEIGHTS) may come without."""
        return (self.folder / self.name).is_file()

    @cached_property
    def session(self) -> Any:
        """The graph, ready to be run. Raises UsageError where another parser is there."""
        found = session(str(self.folder / self.name))
        if found.get_modelmeta().custom_metadata_map.get(PARSER) != parser_digest(self.folder):
            raise UsageError(f"{self.folder}: {self.name} belongs to another {PARSER}; export it again, or take it away to do without")
        return found


class Network:
    """The two graphs and what is needed to feed them."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise UsageError(f"{folder}: the English pipeline's weights are not there (no {', '.join(missing)}); install kg again")
        self._model, self._labels = (session(str(folder / name), threads=threads) for name in (PARSER, "labels.onnx"))
        self.classes: dict[str, list[str]] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
        self.names = NameDecoder(self.classes["names"], self.classes["xpos"])
        self.vectorizer = Vectorizer(Tokenizer.from_file(str(folder / "tokenizer.json")))
        self._outputs = [o.name for o in self._model.get_outputs()]

    def scores(self, batch: Batch) -> dict[str, NDArray[Any]]:
        """The outputs for a batch: class numbers for upos, xpos, feats and lemma; scores for names, start and arcs; label vectors."""
        return dict(zip(self._outputs, self._model.run(self._outputs, batch.arrays), strict=True))

    def labels(self, dep: NDArray[np.float32], head: NDArray[np.float32]) -> NDArray[np.int64]:
        """The label class of each pair of label vectors."""
        return np.asarray(self._labels.run(None, {"dep": dep, "head": head})[0])
