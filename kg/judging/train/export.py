"""A trained judge to the file that kg ships: `python -m kg.judging.train.export RUN OUT SCENES`.

`OUT/judge.onnx` has 8-bit weights and ranges of activations measured once, as the parser's graphs have (`kg.nlp.train.export`). The table of
sub-words is the parser's: the file points at the place in `OUT/model.onnx`, which has to lie there, where it stands.
"""
from __future__ import annotations

import argparse
import random
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import onnx

from kg.judging import FILE
from kg.judging.train.data import Example, batch, read
from kg.judging.train.model import Judge
from kg.judging.train.train import begin
from kg.nlp.network import PARSER
from kg.nlp.train.export import Quantizer, Scored, knowing_parser, measure, to_onnx
from kg.nlp.train.pieces import TOKENIZER, shipped, shorten_table

MEASURED = 300  # scenes
_PIECES, _WORDS = ("ids", "mask", "shapes", "gaps"), ("first", "last", "words", "kind", "slot", "told")
_AXES = {
    **{n: {0: "batch", 1: "pieces"} for n in _PIECES}, **{n: {0: "batch", 1: "words"} for n in _WORDS},
    **{n: {0: "batch", 1: "parties", 2: "words"} for n in ("who", "said")}, **{n: {0: "batch", 1: "pairs"} for n in ("source", "target", "scores")},
    "role": {0: "batch", 1: "pairs", 2: "words"},
}


def shared(model: Any, parser: Path) -> Any:
    """The graph with each large table that stands in the parser's file, too, read from there."""
    whole = parser.read_bytes()
    theirs = {i.name: i for i in onnx.load_from_string(whole).graph.initializer}
    for table in model.graph.initializer:
        found = theirs.get(table.name.removeprefix("network."))
        if found is None or table.raw_data != found.raw_data or len(table.raw_data) < 100_000:
            continue
        at, size = whole.index(found.raw_data), len(found.raw_data)
        table.ClearField("raw_data")
        table.data_location = onnx.TensorProto.EXTERNAL
        for key, value in (("location", parser.name), ("offset", at), ("length", size)):
            table.external_data.add(key=key, value=str(value))
    return model


def export(judge: Judge, out: Path, examples: list[Example]) -> None:
    """Write `out`/judge.onnx; `examples` give the ranges of activations."""
    judge.parser.scale_queries()
    inputs, _, _ = batch(examples[:2])
    with TemporaryDirectory() as folder:
        raw = Path(folder) / FILE
        to_onnx(Scored(judge, tuple(inputs)), inputs, ("scores",), _AXES, raw)
        feeds = [{k: v.numpy() for k, v in batch([e])[0].items()} for e in examples]
        model = Quantizer(onnx.load(raw), measure(raw, feeds, 1.0)).run()
    shorten_table(model, shipped())
    onnx.save(shared(knowing_parser(model, out), out / PARSER), out / FILE)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("run", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("scenes", type=Path)
    a = ap.parse_args()
    examples = [e for e in read(a.scenes, TOKENIZER) if not e.held_out]
    export(begin(a.run).eval(), a.out, random.Random(7).sample(examples, MEASURED))
    print(f"{a.out / FILE}: {(a.out / FILE).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
