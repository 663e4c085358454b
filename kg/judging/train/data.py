"""Scenes with what is marked of their pairs, and batches of them.

One JSON object a line: `document`, `words`, `spaced`, `parties` ([kind, [[first, last], ...], [word said, ...]]), `marks` ([source, target,
[labels]], where there are any) and `known`, the labels that were looked for; `unsure` lists parties of which nothing was marked.
"""
from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from kg.judging.network import WIDEST
from kg.judging.scene import JUDGES, KINDS, LABELS, SLOTS, Pair, Party, Scene, numbers
from kg.judging.train.split import held_out
from kg.nlp.features import Encoded, Vectorizer

PLACE = KINDS.index("place")


@dataclass(frozen=True, slots=True)
class Example:
    """A scene, its pairs, and for each of them which labels it has and which were looked for (pairs, LABELS)."""

    document: str
    scene: Scene
    encoded: Encoded
    pairs: tuple[Pair, ...]
    marked: Tensor
    looked_for: Tensor

    @property
    def held_out(self) -> bool:
        """Whether it is only measured on."""
        return held_out(self.document)

    @property
    def source(self) -> str:
        """The collection that the document is of."""
        return self.document.split("/")[0]


def read(path: Path, tokenizer: Path) -> Iterator[Example]:
    """The examples of a file, but for those too long to be read at once or without two parties."""
    vectorizer = Vectorizer(Tokenizer.from_file(str(tokenizer)))
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        parties = tuple(Party(kind, tuple((a, b) for a, b in mentions), tuple(said)) for kind, mentions, said in row["parties"])
        scene = Scene(tuple(row["words"]), tuple(row["spaced"]), parties)
        encoded = vectorizer.encode(scene.words, scene.spaced)
        marks = {(a, b): labels for a, b, labels in row["marks"]}
        pairs = [p for p in _pairs(parties) if p in marks or parties[p[1]].kind != PLACE]
        if len(encoded.ids) > WIDEST or not pairs:
            continue
        marked = torch.tensor([[float(label in marks.get(p, ())) for label in LABELS] for p in pairs])
        unsure = set(row["unsure"])
        looked_for = torch.tensor([[float(label in row["known"] and not unsure & {*p}) for label in LABELS] for p in pairs])
        yield Example(row["document"], scene, encoded, tuple(pairs), marked, looked_for)


def _pairs(parties: Sequence[Party]) -> Iterator[Pair]:
    """Whoever may judge, with each other party that is mentioned."""
    for a, source in enumerate(parties):
        if source.kind in JUDGES:
            yield from ((a, b) for b, target in enumerate(parties) if a != b and target.mentions)


def batches(examples: Sequence[Example], size: int, rng: random.Random | None) -> list[list[Example]]:
    """Examples of like length together, shuffled where there is an `rng`."""
    mixed = list(examples)
    if rng is not None:
        rng.shuffle(mixed)
    mixed.sort(key=lambda e: len(e.scene.words) + (rng.random() * 16 if rng is not None else 0))
    out = [mixed[i : i + size] for i in range(0, len(mixed), size)]
    if rng is not None:
        rng.shuffle(out)
    return out


def batch(examples: Sequence[Example], rng: random.Random | None = None) -> tuple[dict[str, Tensor], Tensor, Tensor]:
    """The inputs of the network, what is marked and what was looked for; with an `rng`, parties have random numbers and a tenth lose their marks."""
    rows = []
    for e in examples:
        slots = rng.sample(range(1, SLOTS + 1), SLOTS) if rng is not None else None
        hidden = frozenset(n for n in range(len(e.scene.parties)) if rng is not None and rng.random() < 0.1)
        rows.append(numbers(e.scene, e.encoded, e.pairs, slots, hidden))
    inputs = {name: _stacked([torch.from_numpy(np.asarray(r[name])) for r in rows]) for name in rows[0]}
    return inputs, _stacked([e.marked for e in examples]), _stacked([e.looked_for for e in examples])


def _stacked(rows: Sequence[Tensor]) -> Tensor:
    """Arrays of differing sizes as one, filled up with zeros."""
    out = rows[0].new_zeros((len(rows), *(max(sizes) for sizes in zip(*(r.shape for r in rows), strict=True))))
    for into, row in zip(out, rows, strict=True):
        into[tuple(slice(0, n) for n in row.shape)] = row
    return out
