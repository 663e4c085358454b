"""Sentences with what is marked of their pairs, and batches of them. `python -m tests.bench.sentences` writes the file that is read here.

A file has one JSON object a line: `document`, the fields of `kg.classifying.sentence.Sentence` but for its states, `pairs`, and `marks`
([[subject, object, [relations]], ...]). Beside it lies `FILE.npy` with the states of all tokens in the order of the lines, in 16 bits.
"""
from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from kg.classifying.sentence import Mention, Pair, Party, Sentence, numbers
from kg.judging.train.split import held_out

LABELS = tuple(Path(__file__).with_name("labels.txt").read_text(encoding="utf-8").split())  # the relations that are learnt
ROOM = 60_000  # pairs times tokens of a batch
_OVER_PAIRS = ("subject", "object", "above", "kinds", "steps", "nest", "path")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence's numbers, its pairs, and which labels each of them has (pairs, LABELS)."""

    document: str
    numbers: dict[str, NDArray[Any]]
    pairs: tuple[Pair, ...]
    marked: NDArray[np.float32]

    @property
    def held_out(self) -> bool:
        """Whether it is only measured on."""
        return held_out(self.document)

    @property
    def size(self) -> int:
        """How many pairs and tokens it has, multiplied."""
        return len(self.pairs) * len(self.numbers["upos"])


def read(path: Path) -> Iterator[Example]:
    """The examples of a file."""
    states, at = np.load(states_of(path), mmap_mode="r"), 0
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        parties = tuple(Party(kind, tuple(Mention(*m) for m in mentions)) for kind, mentions in row["parties"])
        end = at + len(row["upos"])
        sentence = Sentence(np.asarray(states[at:end]), row["upos"], row["labels"], row["heads"], row["quoted"], parties)
        pairs = tuple((a, b) for a, b in row["pairs"])
        marks = {(a, b): relations for a, b, relations in row["marks"]}
        marked = np.asarray([[float(label in marks.get(p, ())) for label in LABELS] for p in pairs], dtype=np.float32)
        yield Example(row["document"], numbers(sentence, pairs) | {"states": sentence.states}, pairs, marked)
        at = end


def states_of(path: Path) -> Path:
    """Where the states of a file's tokens lie."""
    return path.with_name(f"{path.name}.npy")


def batches(examples: Sequence[Example], most: int, rng: random.Random | None) -> list[list[Example]]:
    """Examples of like size together, shuffled where there is an `rng`, `most` at most and no more than there is room for."""
    mixed = list(examples)
    if rng is not None:
        rng.shuffle(mixed)
    mixed.sort(key=lambda e: len(e.pairs) + 0.3 * len(e.numbers["upos"]) + (6 * rng.random() if rng is not None else 0))
    out: list[list[Example]] = []
    for example in mixed:
        if out and len(out[-1]) < most and (len(out[-1]) + 1) * example.size <= ROOM:
            out[-1].append(example)
        else:
            out.append([example])
    if rng is not None:
        rng.shuffle(out)
    return out


def batch(examples: Sequence[Example]) -> tuple[dict[str, Tensor], Tensor, Tensor]:
    """The inputs, what is marked, and which pairs there are, padded to (batch, ...)."""
    n, p = max(len(e.numbers["upos"]) for e in examples), max(len(e.pairs) for e in examples)
    inputs: dict[str, Tensor] = {"words": torch.zeros(len(examples), n, dtype=torch.long)}
    for name, first in examples[0].numbers.items():
        shape = [p if name in _OVER_PAIRS else n, *(n if name == "path" else size for size in first.shape[1:])]
        inputs[name] = torch.zeros(len(examples), *shape, dtype=torch.float32 if first.dtype.kind == "f" else torch.long)
    marked, real = torch.zeros(len(examples), p, len(LABELS)), torch.zeros(len(examples), p, 1)
    for row, e in enumerate(examples):
        inputs["words"][row, : len(e.numbers["upos"])] = 1
        marked[row, : len(e.pairs)], real[row, : len(e.pairs)] = torch.from_numpy(e.marked), 1
        for name, value in e.numbers.items():
            inputs[name][(row, *map(slice, value.shape))] = torch.from_numpy(value.astype(np.float32) if value.dtype == np.float16 else value)
    return inputs, marked, real
