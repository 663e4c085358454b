"""A trained checkpoint to the files that the pipeline ships: `python -m kg.nlp.train.export RUN OUT --corpora CORPORA`.

Two ONNX graphs come out: `model.onnx` (windows to tags, sentence starts, arcs, label vectors and the states of sub-words) and `labels.onnx` (pairs
of label vectors to labels). Weights are 8-bit, a scale for each output column, embeddings with a scale for each row. Activations are quantised with
ranges measured once on training windows, not per call: so the result for a window does not depend on what stands beside it in a batch.
"""
from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig

from kg.nlp.features import Encoded, Vectorizer
from kg.nlp.network import PARSER, bucketed, parser_digest, session
from kg.nlp.train.batches import TAGS, windows
from kg.nlp.train.data import HELD_OUT, load
from kg.nlp.train.model import Parser
from kg.nlp.train.pieces import BASE, TOKENIZER, shipped, shorten_table, shorten_tokenizer

INPUTS = ("ids", "mask", "shapes", "gaps", "first", "last")
OUTPUTS = ("upos", "xpos", "feats", "lemma", "names", "start", "arcs", "label_dep", "label_head", "states")
EXACT = ("start",)  # one column: nothing to gain
# Weights go from -63 to 63: on processors without VNNI, pairs of products with whole bytes would overflow 16 bits, and the results would differ
# from machine to machine. The eighth bit bought no LAS on EWT dev and 0.1 on GUM dev. (Unsigned weights are safe too, at half the speed.)
LEVELS = 63
NOTICE = """Weights of the English pipeline of kg

Trained on, and therefore under the terms of, these works:

- Universal Dependencies English EWT v2.16, CC BY-SA 4.0, https://github.com/UniversalDependencies/UD_English-EWT
- Universal NER for EWT, CC BY-SA 4.0, https://www.universalner.org
- Universal Dependencies English GUM v2.16, annotations CC BY 4.0, texts CC BY or public domain by genre (fiction and wikiHow left out),
  https://github.com/UniversalDependencies/UD_English-GUM
- sentence-transformers/all-MiniLM-L6-v2 (encoder and WordPiece vocabulary that the training began with), Apache-2.0

judge.onnx, which began with the parser's weights, was trained further on

- reports and paragraphs written for this project (tests/judgements), MIT like the rest of it
- the texts of GUM and of EWT named above, with marks made for this project
- press releases of United States senators, 2005 to 2007, collected by Justin Grimmer, works of the federal government and so in the public domain,
  https://github.com/lintool/GrimmerSenatePressReleases

relations.onnx, which reads what the parser's encoder made of words, was trained on

- documents written for this project (tests/relations, tests/judgements), MIT like the rest of it
- the texts of GUM and the press releases of United States senators named above, with marks made for this project

The files of this folder are offered under CC BY-SA 4.0, https://creativecommons.org/licenses/by-sa/4.0/. The code of kg has a licence of its own.
The recipes are kg/nlp/README.md, kg/judging/README.md and kg/classifying/README.md.
"""


class Whole(nn.Module):
    """The parser as it is shipped: classes instead of scores where only the best one counts."""

    def __init__(self, parser: Parser) -> None:
        super().__init__()
        self.parser = parser

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, gaps: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        out = self.parser(ids, mask, shapes, gaps, first, last)
        best = [out[name].argmax(-1) for name in ("upos", "xpos", "feats", "lemma")]
        return (*best, out["names"], out["start"], out["arcs"], out["label_dep"], out["label_head"], out["states"])


class Scored(nn.Module):
    """A network that reads beside the parser (`kg.nlp.network.Companion`) as it is shipped: scores from 0 to 1. Takes its inputs by name."""

    def __init__(self, network: nn.Module, inputs: Sequence[str]) -> None:
        super().__init__()
        self.network, self.inputs = network, tuple(inputs)

    def forward(self, *given: Tensor) -> Tensor:
        return torch.sigmoid(self.network(**dict(zip(self.inputs, given, strict=True))))


class Labels(nn.Module):
    """The label of a word from its own label vector and its head's."""

    def __init__(self, parser: Parser) -> None:
        super().__init__()
        label = parser.label.detach()
        self.sizes = (label.shape[1], label.shape[2])
        self.weight = nn.Parameter(label[:-1].reshape(label.shape[0] - 1, -1).clone())
        self.bias = nn.Parameter(label[-1].reshape(-1).clone())

    def forward(self, dep: Tensor, head: Tensor) -> Tensor:
        by_label = (torch.matmul(dep, self.weight) + self.bias).view(-1, *self.sizes)
        one = torch.cat([head, torch.ones_like(head[:, :1])], 1)
        return torch.matmul(by_label, one[:, :, None])[:, :, 0].argmax(-1)


def to_onnx(module: nn.Module, inputs: dict[str, Tensor], outputs: tuple[str, ...], axes: dict[str, dict[int, str]], path: Path) -> None:
    module.eval()
    torch.onnx.export(module, tuple(inputs.values()), str(path), input_names=list(inputs), output_names=list(outputs), dynamic_axes=axes,
                      opset_version=17, dynamo=False)


def knowing_parser(model: Any, folder: Path, **known: str) -> Any:
    """The graph of such a network with what it knows written in it, and which parser (in the folder) it reads beside."""
    for node in model.graph.node:
        node.ClearField("name")  # 40 KB that nobody reads
    helper.set_model_props(model, {PARSER: parser_digest(folder), **known})
    return model


def export_float(run: Path, out: Path) -> dict[str, list[str]]:
    """Write the two graphs in 32 bits to `out`; gives the class lists."""
    vocab: dict[str, list[str]] = json.loads((run / "vocab.json").read_text(encoding="utf-8"))
    parser = Parser(BertConfig.from_pretrained(BASE), {k: len(vocab[k]) for k in TAGS}, len(vocab["label"]))
    parser.load_state_dict(torch.load(run / "model.pt", map_location="cpu"))
    parser.scale_queries()
    pieces, words = torch.ones(2, 12, dtype=torch.int64), torch.ones(2, 7, dtype=torch.int64)
    inputs = {name: words if name in ("first", "last") else pieces for name in INPUTS}
    axes = {name: {0: "batch", 1: "words" if name in ("first", "last") else "pieces"} for name in INPUTS}
    axes |= {name: {0: "batch", 1: "words"} for name in OUTPUTS}
    axes |= {"arcs": {0: "batch", 1: "words", 2: "heads"}, "label_head": {0: "batch", 1: "heads"}, "states": {0: "batch", 1: "pieces"}}
    to_onnx(Whole(parser), inputs, OUTPUTS, axes, out / "model.onnx")
    pairs = {name: torch.randn(5, parser.label.shape[0] - 1) for name in ("dep", "head")}
    to_onnx(Labels(parser), pairs, ("label",), {name: {0: "words"} for name in ("dep", "head", "label")}, out / "labels.onnx")
    return vocab


def weights_of(graph: Any) -> dict[str, NDArray[Any]]:
    return {i.name: numpy_helper.to_array(i) for i in graph.initializer}


def measure(path: Path, feeds: list[dict[str, NDArray[Any]]], keep: float) -> dict[str, tuple[float, float]]:
    """The range of the left side of each weight multiplication over `feeds`. `keep` is the share of the windows' extremes that it spans."""
    model = onnx.load(path)
    weights = weights_of(model.graph)
    wanted = sorted({n.input[0] for n in model.graph.node if n.op_type == "MatMul" and n.input[1] in weights})
    have = {o.name for o in model.graph.output} | {i.name for i in model.graph.input}
    model.graph.output.extend(helper.make_empty_tensor_value_info(w) for w in wanted if w not in have)
    measuring = session(model.SerializeToString())
    low: dict[str, list[float]] = {w: [] for w in wanted}
    high: dict[str, list[float]] = {w: [] for w in wanted}
    fed = [w for w in wanted if w not in {i.name for i in model.graph.input}]
    for feed in feeds:
        values = dict(zip(fed, measuring.run(fed, feed) if fed else [], strict=True)) | {w: feed[w] for w in wanted if w not in fed}
        for name, value in values.items():
            low[name].append(float(value.min()))
            high[name].append(float(value.max()))
    return {w: (float(np.quantile(low[w], 1 - keep)), float(np.quantile(high[w], keep))) for w in wanted}


class Quantizer:
    """Rewrites a graph: multiplications by weights in 8 bits, tables looked up in 8 bits."""

    def __init__(self, model: Any, ranges: dict[str, tuple[float, float]], exact: tuple[str, ...] = EXACT) -> None:
        self.model, self.ranges, self.exact = model, ranges, exact
        self.weights = weights_of(model.graph)
        self.added: dict[str, NDArray[Any]] = {}
        self.quantised: set[str] = set()  # activations that already have their 8-bit form

    def run(self) -> Any:
        graph = self.model.graph
        nodes: list[Any] = []
        for node in graph.node:
            weight = next((i for i in node.input[:2] if i in self.weights), None)
            if node.op_type == "MatMul" and weight == node.input[1] and not any(e in node.name for e in self.exact):
                nodes += self.multiplication(node)
            elif node.op_type == "Gather" and weight == node.input[0] and self.weights[weight].ndim == 2 and self.weights[weight].shape[0] > 1000:
                nodes += self.table(node)
            else:
                nodes.append(node)
        nodes = self.with_biases(nodes)
        used = {i for n in nodes for i in n.input}
        kept = [i for i in graph.initializer if i.name in used] + [numpy_helper.from_array(v, k) for k, v in self.added.items()]
        del graph.node[:], graph.initializer[:]
        graph.node.extend(nodes)
        graph.initializer.extend(kept)
        self.model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
        return self.model

    def multiplication(self, node: Any) -> list[Any]:
        x, w = node.input
        low, high = min(self.ranges[x][0], 0.0), max(self.ranges[x][1], 0.0)
        scale = max((high - low) / 255, 1e-8)
        nodes = []
        if x not in self.quantised:
            self.quantised.add(x)
            self.added |= {f"{x}.scale": np.asarray(scale, dtype=np.float32), f"{x}.zero": np.asarray(round(-low / scale), dtype=np.uint8)}
            nodes.append(helper.make_node("QuantizeLinear", [x, f"{x}.scale", f"{x}.zero"], [f"{x}.8"], name=f"{x}.quantize"))
        if f"{w}.8" not in self.added:
            column = np.maximum(np.abs(self.weights[w]).max(0), 1e-8) / LEVELS
            self.added |= {f"{w}.8": np.rint(self.weights[w] / column).astype(np.int8), f"{w}.scale": column.astype(np.float32),
                           f"{w}.zero": np.zeros((), np.int8)}
        nodes.append(helper.make_node("MatMulIntegerToFloat", [f"{x}.8", f"{w}.8", f"{x}.scale", f"{w}.scale", f"{x}.zero", f"{w}.zero"],
                                      list(node.output), name=node.name, domain="com.microsoft"))
        return nodes

    def with_biases(self, nodes: list[Any]) -> list[Any]:
        """A multiplication that only an addition of a weight reads does that itself."""
        readers = Counter(i for n in nodes for i in n.input)
        made = {n.output[0]: n for n in nodes if n.op_type == "MatMulIntegerToFloat"}
        kept = []
        for node in nodes:
            bias = next((i for i in node.input if i in self.weights), None)
            before = next((made[i] for i in node.input if i in made and readers[i] == 1), None)
            if node.op_type == "Add" and before is not None and bias is not None and self.weights[bias].ndim == 1:
                before.input.append(bias)
                before.output[0] = node.output[0]
            else:
                kept.append(node)
        return kept

    def table(self, node: Any) -> list[Any]:
        w, index = node.input
        row = np.maximum(np.abs(self.weights[w]).max(1, keepdims=True), 1e-8) / 127
        self.added |= {f"{w}.8": np.rint(self.weights[w] / row).astype(np.int8), f"{w}.scale": row.astype(np.float32)}
        out = node.output[0]
        return [helper.make_node("Gather", [f"{w}.8", index], [f"{out}.8"], name=f"{node.name}.8"),
                helper.make_node("Cast", [f"{out}.8"], [f"{out}.float"], name=f"{node.name}.cast", to=onnx.TensorProto.FLOAT),
                helper.make_node("Gather", [f"{w}.scale", index], [f"{out}.scale"], name=f"{node.name}.scale"),
                helper.make_node("Mul", [f"{out}.float", f"{out}.scale"], [out], name=f"{node.name}.mul")]


def calibration(corpora: Path, count: int) -> list[Encoded]:
    """Windows of the training set, the same ones each time."""
    vectorizer = Vectorizer(Tokenizer.from_file(str(TOKENIZER)))
    rng = random.Random(7)
    found = rng.sample(windows(load(corpora, HELD_OUT).train, rng), count)
    return [vectorizer.encode([w.form for s in window for w in s.words],
                              [True, *[w.space_after for s in window for w in s.words][:-1]]) for window in found]


def export(run: Path, out: Path, corpora: Path, *, keep: float = 1.0, count: int = 200) -> None:
    """Everything the pipeline loads, from the folder that training wrote."""
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        _export(run, out, Path(folder), calibration(corpora, count), keep)


def _export(run: Path, out: Path, raw: Path, windows: list[Encoded], keep: float) -> None:
    vocab = export_float(run, raw)
    feeds = [bucketed([e])[0].arrays for e in windows if len(e.ids) <= 400]
    ranges = measure(raw / "model.onnx", feeds, keep)
    model, rows = Quantizer(onnx.load(raw / "model.onnx"), ranges).run(), shipped()
    shorten_table(model, rows)
    onnx.save(model, out / "model.onnx")
    parser = session(str(raw / "model.onnx"))
    pairs = []
    for feed in feeds:
        dep, head = parser.run(["label_dep", "label_head"], feed)
        pairs.append({"dep": dep[0], "head": head[0, 1:]})
    onnx.save(Quantizer(onnx.load(raw / "labels.onnx"), measure(raw / "labels.onnx", pairs, keep)).run(), out / "labels.onnx")
    (out / "vocab.json").write_text(json.dumps(vocab, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    (out / "NOTICE").write_text(NOTICE, encoding="utf-8")
    shorten_tokenizer(out / "tokenizer.json", rows)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("run", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--corpora", type=Path, required=True)
    ap.add_argument("--keep", type=float, default=1.0, help="share of the measured extremes that the ranges span")
    a = ap.parse_args()
    export(a.run, a.out, a.corpora, keep=a.keep)
    size = sum(f.stat().st_size for f in a.out.iterdir() if f.is_file())
    print(f"{a.out}: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
