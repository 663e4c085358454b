"""A trained classifier to the file that kg ships: `python -m kg.classifying.train.export RUN OUT SENTENCES`.

`OUT/relations.onnx` has 8-bit weights and ranges of activations measured once, as the parser's graphs have, and knows the parser (`OUT/model.onnx`)
whose states of words it was trained on.
"""
from __future__ import annotations

import argparse
import random
from pathlib import Path
from tempfile import TemporaryDirectory

import onnx
import torch

from kg.classifying import FILE, LABELLED
from kg.classifying.train.data import LABELS, Example, batch, read
from kg.classifying.train.model import Classifier
from kg.nlp.train.export import Quantizer, Scored, knowing_parser, measure, to_onnx

MEASURED = 400  # sentences
_TOKENS = ("states", "words", "upos", "label", "kind", "form", "quoted")
_PAIRS = ("subject", "object", "above", "kinds", "steps", "nest")
_ORDER = (*_TOKENS, *_PAIRS, "path")
_AXES = {
    **{n: {0: "batch", 1: "tokens"} for n in _TOKENS}, **{n: {0: "batch", 1: "pairs"} for n in (*_PAIRS, "scores")},
    "path": {0: "batch", 1: "pairs", 2: "tokens"},
}


def export(network: Classifier, out: Path, examples: list[Example]) -> None:
    """Write `out`/relations.onnx; `examples` give the ranges of activations."""
    given = [batch([e])[0] for e in examples]
    feeds = [{name: one[name] for name in _ORDER} for one in given]
    with TemporaryDirectory() as folder:
        raw = Path(folder) / FILE
        two = batch(examples[:2])[0]
        to_onnx(Scored(network, _ORDER), {name: two[name] for name in _ORDER}, ("scores",), _AXES, raw)
        model = Quantizer(onnx.load(raw), measure(raw, [{k: v.numpy() for k, v in f.items()} for f in feeds], 1.0)).run()
    onnx.save(knowing_parser(model, out, **{LABELLED: " ".join(LABELS)}), out / FILE)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("run", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("sentences", type=Path)
    a = ap.parse_args()
    network = Classifier(len(LABELS))
    network.load_state_dict(torch.load(a.run / "relations.pt", map_location="cpu"))
    examples = [e for e in read(a.sentences) if not e.held_out]
    export(network.eval(), a.out, random.Random(7).sample(examples, MEASURED))
    print(f"{a.out / FILE}: {(a.out / FILE).stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
