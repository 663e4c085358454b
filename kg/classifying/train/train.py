"""Trains the classifier: `python -m kg.classifying.train.train SENTENCES RUN`. SENTENCES is what `python -m tests.bench.sentences` writes.

Writes RUN/relations.pt and prints how well the pairs of the held-out documents are told.
"""
from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from kg.classifying.train.data import LABELS, Example, batch, batches, read
from kg.classifying.train.model import Classifier
from kg.nlp.train.measures import average_precision

MOST, RATE, RISE = 24, 1e-3, 100  # sentences of a batch; the highest learning rate, and the steps that it rises for
AT = (0.3, 0.5, 0.7)


def fit(network: Classifier, examples: Sequence[Example], *, epochs: int, seed: int) -> None:
    """Train on the examples, with a short rise of the learning rate and a fall along a cosine."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.02)
    steps = epochs * len(batches(examples, MOST, random.Random(seed)))
    falling = lambda step: max(0.02, (1 + math.cos(math.pi * min(1.0, step / steps))) / 2)
    pace = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: min(1.0, (step + 1) / RISE) * falling(step))
    loss_of = nn.BCEWithLogitsLoss(reduction="none")
    for epoch in range(epochs):
        network.train()
        began, total = time.time(), 0.0
        for group in batches(examples, MOST, rng):
            inputs, marked, real = batch(group)
            loss = (loss_of(network(**inputs), marked) * real).sum() / len(group)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            pace.step()
            total += loss.item() * len(group)
        print(f"epoch {epoch + 1} of {epochs}: loss {total / len(examples):.3f}, {time.time() - began:.0f} s", flush=True)


@torch.no_grad()
def report(network: Classifier, examples: Sequence[Example]) -> Iterator[str]:
    """Average precision of each collection and label, and precision and recall at some thresholds."""
    network.eval()
    found: dict[str, list[tuple[NDArray[np.float32], NDArray[np.float32]]]] = {}
    for group in batches(examples, MOST, None):
        scores = torch.sigmoid(network(**batch(group)[0])).numpy()
        for e, score in zip(group, scores, strict=True):
            found.setdefault(e.document.split("/")[0], []).append((score[: len(e.pairs)], e.marked))
    for source, rows in sorted(found.items()):
        score, marked = (np.concatenate(x) for x in zip(*rows, strict=True))
        at = [((score >= t).sum(), ((score >= t) * marked).sum()) for t in AT]
        told = ", ".join(f"{t}: P {right / max(1, all_):.2f} R {right / marked.sum():.2f}" for t, (all_, right) in zip(AT, at, strict=True))
        yield f"{source}: AP {average_precision(score.ravel(), marked.ravel()):.3f} of {int(marked.sum())}; {told}"
        yield "  " + ", ".join(f"{label} {average_precision(score[:, n], marked[:, n]):.2f} of {int(marked[:, n].sum())}"
                               for n, label in enumerate(LABELS) if marked[:, n].any())


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("sentences", type=Path)
    ap.add_argument("run", type=Path)
    ap.add_argument("--epochs", type=int, default=11)
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    examples = list(read(a.sentences))
    torch.manual_seed(a.seed)
    network, learnt = Classifier(len(LABELS)), [e for e in examples if not e.held_out]
    print(f"{len(learnt)} sentences, {sum(len(e.pairs) for e in learnt)} pairs, {int(sum(e.marked.sum() for e in learnt))} relations", flush=True)
    fit(network, learnt, epochs=a.epochs, seed=a.seed)
    a.run.mkdir(parents=True, exist_ok=True)
    torch.save(network.state_dict(), a.run / "relations.pt")
    for line in report(network, [e for e in examples if e.held_out]):
        print(line, flush=True)


if __name__ == "__main__":
    main()
