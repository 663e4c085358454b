"""Shipped weights back into the network they were exported from, so that a training run can go on where an earlier one ended.

A multiplication's bias names the layer that its 8-bit weight belongs to; queries get back the division that export took out of attention.
"""
from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor
from transformers import BertConfig

from kg.nlp.train.model import ARC, LABEL, Parser
from kg.nlp.train.pieces import lengthen_table

Arrays = dict[str, NDArray[Any]]


def classes_of(folder: Path) -> dict[str, list[str]]:
    """The class lists that stand beside the weights."""
    found: dict[str, list[str]] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    return found


def start_from(folder: Path, config: BertConfig, tags: tuple[str, ...]) -> Parser:
    """The network with the weights of `folder` (model.onnx, labels.onnx, vocab.json)."""
    classes = classes_of(folder)
    labels = len(classes["label"])
    parser = Parser(config, {t: len(classes[t]) for t in tags}, labels)
    state = _main(onnx.load(folder / "model.onnx").graph, config)
    state["label"] = _labels(onnx.load(folder / "labels.onnx").graph, labels)
    missing, unknown = parser.load_state_dict(state, strict=False)
    if unknown or any("position_ids" not in m for m in missing):
        raise SystemExit(f"train: {folder} does not fit the network: {[*missing, *unknown][:3]}")
    return parser


def _arrays(graph: Any) -> Arrays:
    return {i.name: numpy_helper.to_array(i) for i in graph.initializer}


def _products(graph: Any, arrays: Arrays) -> dict[str, NDArray[Any]]:
    """Name of each bias to the weight, in 32 bits, of the multiplication that adds it."""
    eight = {n.input[6]: arrays[n.input[1]].astype(np.float32) * arrays[n.input[3]] for n in graph.node
             if n.op_type == "MatMulIntegerToFloat" and len(n.input) > 6}
    made = {n.output[0]: arrays[n.input[1]] for n in graph.node if n.op_type == "MatMul" and n.input[1] in arrays}
    added = {b: made[x] for n in graph.node if n.op_type == "Add" for x, b in (n.input, n.input[::-1]) if x in made and b in arrays}
    return eight | added


def _main(graph: Any, config: BertConfig) -> dict[str, Tensor]:
    arrays = _arrays(graph)
    state: dict[str, NDArray[Any]] = {k.removeprefix("parser."): v for k, v in arrays.items()
                                      if k.startswith("parser.") and not k.endswith((".8", ".scale", ".zero"))}
    table = "bert.embeddings.word_embeddings.weight"
    state[table] = lengthen_table(arrays[f"parser.{table}.8"].astype(np.float32) * arrays[f"parser.{table}.scale"], config.vocab_size)
    for bias, weight in _products(graph, arrays).items():
        if bias.startswith("parser."):
            state[bias.removeprefix("parser.").removesuffix("bias") + "weight"] = weight.T
        elif weight.shape == (ARC, ARC):
            state["arc"] = np.concatenate([weight, arrays[bias][None]])
    back = (config.hidden_size // config.num_attention_heads) ** 0.5
    for name in state:
        if ".query." in name:
            state[name] = state[name] * np.float32(back)
    return {k: torch.from_numpy(np.array(v)) for k, v in state.items()}


def _labels(graph: Any, labels: int) -> Tensor:
    arrays = _arrays(graph)
    ((bias, weight),) = _products(graph, arrays).items()
    return torch.from_numpy(np.concatenate([weight, arrays[bias][None]]).reshape(LABEL + 1, labels, LABEL + 1).copy())
