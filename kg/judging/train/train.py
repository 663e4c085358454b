"""Trains the judge: `python -m kg.judging.train.train SCENES RUN [--from RUN]`. SCENES is what `python -m tests.bench.scenes` writes.

Begins with the parser as shipped, or with an earlier run. Writes RUN/judge.pt and prints how well the held-out documents are judged.
"""
from __future__ import annotations

import argparse
import math
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import nn
from transformers import BertConfig

from kg.judging.scene import KINDS, LABELS
from kg.judging.train.data import Example, batch, batches, read
from kg.judging.train.model import Judge
from kg.nlp.train.batches import TAGS
from kg.nlp.train.measures import average_precision
from kg.nlp.train.pieces import BASE, TOKENIZER
from kg.nlp.train.warm import start_from
from kg.paths import weights_folder

SIZE, RARE, SMOOTH = 16, 1.5, 0.02  # scenes of a batch; weight of what is marked; label smoothing
NEW = 5  # how much faster the new parts learn than the encoder
AT = (0.5, 0.7, 0.8, 0.9)


def begin(earlier: Path | None) -> Judge:
    """The network with the shipped parser's encoder, or as an earlier run left it."""
    judge = Judge(start_from(weights_folder(), BertConfig.from_pretrained(BASE), TAGS))
    if earlier is not None:
        judge.load_state_dict(torch.load(earlier / "judge.pt", map_location="cpu"))
    judge.parser.keep_embeddings()  # which the shipped judge reads from its file
    return judge


def fit(judge: Judge, examples: Sequence[Example], *, epochs: int, rate: float, seed: int) -> None:
    """Train on the examples."""
    rng = random.Random(seed)
    torch.manual_seed(seed)
    learnt = [(n, p) for n, p in judge.named_parameters() if p.requires_grad]
    encoder = [p for n, p in learnt if n.startswith("parser.bert")]
    new = [p for n, p in learnt if not n.startswith("parser.")]
    optimizer = torch.optim.AdamW([{"params": encoder, "lr": rate}, {"params": new, "lr": NEW * rate}], weight_decay=0.01)
    steps = epochs * math.ceil(len(examples) / SIZE)
    pace = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1.0, (s + 1) / (0.1 * steps)) * max(0.02, 1 - s / steps))
    loss_of = nn.BCEWithLogitsLoss(reduction="none", pos_weight=torch.tensor([RARE] * len(LABELS)))
    for epoch in range(epochs):
        judge.train()
        began, total = time.time(), 0.0
        for group in batches(examples, SIZE, rng):
            inputs, marked, looked_for = batch(group, rng)
            loss = (loss_of(judge(**inputs), marked * (1 - SMOOTH) + SMOOTH / 2) * looked_for).sum() / looked_for.sum().clamp(min=1)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*encoder, *new], 1.0)
            optimizer.step()
            pace.step()
            total += loss.item()
        print(f"epoch {epoch + 1} of {epochs}: loss {total * SIZE / len(examples):.4f}, {time.time() - began:.0f} s", flush=True)


@torch.no_grad()
def report(judge: Judge, examples: Sequence[Example]) -> Iterator[str]:
    """Average precision for each collection, label and kind of target, and precision and recall at some thresholds."""
    judge.eval()
    rows: dict[tuple[str, int, int], list[tuple[float, bool]]] = {}
    for group in batches(examples, SIZE, None):
        inputs, marked, looked_for = batch(group)
        for e, scores, right, counted in zip(group, torch.sigmoid(judge(**inputs)).tolist(), marked.tolist(), looked_for.tolist(), strict=True):
            for pair, s, r, c in zip(e.pairs, scores, right, counted, strict=False):
                for n in range(len(LABELS)):
                    if c[n]:
                        rows.setdefault((e.source, n, e.scene.parties[pair[1]].kind), []).append((s[n], bool(r[n])))
    for (source, label, kind), found in sorted(rows.items()):
        count = sum(right for _, right in found)
        if count > 1:
            at = [(t, Counter(right for s, right in found if s >= t)) for t in AT]
            told = ", ".join(f"{t}: {c[True]}/{c.total()}" for t, c in at)
            yield f"{source}: {LABELS[label]} of a {KINDS[kind]}: AP {average_precision(*zip(*found, strict=True)):.2f} of {count}; {told}"


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("scenes", type=Path)
    ap.add_argument("run", type=Path)
    ap.add_argument("--from", dest="earlier", type=Path, help="folder of an earlier run to go on from")
    ap.add_argument("--epochs", type=int, default=8)
    ap.add_argument("--lr", type=float, default=1e-4)
    ap.add_argument("--most", nargs="*", default=[], metavar="COLLECTION=N", help="scenes at most of a collection")
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    examples = list(read(a.scenes, TOKENIZER))
    most = {name: int(count) for name, count in (given.split("=") for given in a.most)}
    kept: list[Example] = []
    for source in dict.fromkeys(e.source for e in examples):
        of_it = [e for e in examples if e.source == source and not e.held_out]
        kept += random.Random(a.seed).sample(of_it, min(len(of_it), most.get(source, len(of_it))))
    judge = begin(a.earlier)
    print(f"{len(kept)} scenes: {dict(Counter(e.source for e in kept))}", flush=True)
    fit(judge, kept, epochs=a.epochs, rate=a.lr, seed=a.seed)
    a.run.mkdir(parents=True, exist_ok=True)
    torch.save(judge.state_dict(), a.run / "judge.pt")
    for line in report(judge, [e for e in examples if e.held_out]):
        print(line, flush=True)


if __name__ == "__main__":
    main()
