"""Names of EWT's training part, which no one has marked: a teacher's guesses, `python -m kg.nlp.train.weak CORPORA OUT.iob2`.

The teacher reads gold tags and trees, which give a name's extent, and all-MiniLM-L6-v2's vectors of the words; it learns from the marked names of
EWT dev and GUM. Words it is not sure of are left open (`?`) and give no loss. `--check` crosses it over EWT dev instead.
"""
from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertModel

from kg.nlp.features import SHAPES, Vectorizer, pad, shape_of
from kg.nlp.train.conllu import Sentence
from kg.nlp.train.data import HELD_OUT, Corpora, load
from kg.nlp.train.names import UNSURE, proper, spans
from kg.nlp.train.pieces import BASE, TOKENIZER

CLASSES = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
FOLDS, TEACHERS = 4, 3
SURE = 0.7  # of a name: so sure, the teacher is right 85 times of 100 in EWT dev, crossed, and finds 55 of 100 names
_LAYERS = (3, 6)


def named(sentence: Sentence) -> bool:
    return any(proper(w) for w in sentence.words)


def near(sentence: Sentence) -> list[int]:
    """The words that may belong to a name: proper ones and their neighbours. All others are no names."""
    found = [i for i, w in enumerate(sentence.words) if proper(w)]
    return sorted({j for i in found for j in range(max(0, i - 2), min(len(sentence.words), i + 3))})


@torch.no_grad()
def vectors(sentences: Sequence[Sentence]) -> list[NDArray[np.float32]]:
    """For each sentence, its words' vectors: middle and last layer, mean of first and last sub-word."""
    encoder = BertModel.from_pretrained(BASE, add_pooling_layer=False).eval()
    vectorizer = Vectorizer(Tokenizer.from_file(str(TOKENIZER)))
    encoded = [vectorizer.encode([w.form for w in s.words], [True] + [w.space_after for w in s.words[:-1]]) for s in sentences]
    out: list[NDArray[np.float32]] = [np.zeros((0, 0), np.float32)] * len(sentences)
    order = sorted((i for i, e in enumerate(encoded) if len(e.ids) <= 500), key=lambda i: len(encoded[i].ids))
    for at in range(0, len(order), 32):
        rows = order[at:at + 32]
        x = {k: torch.from_numpy(v) for k, v in pad([encoded[i] for i in rows]).items()}
        hidden = encoder(input_ids=x["ids"], attention_mask=x["mask"], output_hidden_states=True).hidden_states
        for row, i in enumerate(rows):
            ends = [(hidden[n][row][x["first"][row]] + hidden[n][row][x["last"][row]]) / 2 for n in _LAYERS]
            out[i] = torch.cat(ends, -1)[: len(sentences[i].words)].numpy()
    return out


class Marks:
    """One-hot columns for the gold tags around each word."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        words = [w for s in sentences for w in s.words]
        self.xpos = {v: i for i, v in enumerate(sorted({w.xpos for w in words}))}
        self.dep = {v: i for i, v in enumerate(sorted({w.dep for w in words}))}

    def columns(self, s: Sentence) -> NDArray[np.float32]:
        n, blocks = len(s.words), []
        tags = [self.xpos.get(w.xpos, 0) for w in s.words]
        shapes = [shape_of(w.form) for w in s.words]
        heads = [tags[w.head - 1] if w.head else 0 for w in s.words]
        for values, size in ((tags, len(self.xpos)), (shapes, SHAPES)):
            for shift in (-1, 0, 1):
                near = [values[i + shift] if 0 <= i + shift < n else -1 for i in range(n)]
                blocks.append(np.eye(size + 1, dtype=np.float32)[near])
        blocks.append(np.eye(len(self.xpos), dtype=np.float32)[heads])
        blocks.append(np.eye(len(self.dep), dtype=np.float32)[[self.dep.get(w.dep, 0) for w in s.words]])
        return np.concatenate(blocks, 1)


def rows_of(sentences: Sequence[Sentence], marks: Marks, ewt: bool) -> list[Tensor]:
    """Features of the words near names of each sentence; `ewt` tells whose conventions hold."""
    out = []
    for s, v in zip(sentences, vectors(sentences), strict=True):
        known = v if len(v) else np.zeros((len(s.words), 384 * len(_LAYERS)), np.float32)
        flag = np.full((len(known), 1), float(ewt), np.float32)
        out.append(torch.from_numpy(np.concatenate([known, marks.columns(s), flag], 1)[near(s)]))
    return out


def teach(x: Tensor, y: Tensor, weight: Tensor, seed: int, epochs: int = 8) -> nn.Module:
    """A network of one hidden layer."""
    torch.manual_seed(seed)
    net = nn.Sequential(nn.Dropout(0.3), nn.Linear(x.shape[1], 192), nn.GELU(), nn.Dropout(0.4), nn.Linear(192, len(CLASSES)))
    optimizer = torch.optim.AdamW(net.parameters(), lr=2e-3, weight_decay=0.02)
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = 2e-3 * (1 - epoch / epochs)
        for part in torch.randperm(len(x)).split(1024):
            loss = (nn.functional.cross_entropy(net(x[part]), y[part], reduction="none") * weight[part]).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return net.eval()


@torch.no_grad()
def guess(nets: Sequence[nn.Module], x: Tensor) -> NDArray[np.float64]:
    return torch.stack([net(x).softmax(-1) for net in nets]).mean(0).double().numpy()


def best_path(p: NDArray[np.float64]) -> list[str]:
    """The likeliest tags in which no I stands without its B."""
    allowed = np.asarray([[not c.startswith("I-") or (b != "O" and b[2:] == c[2:]) for c in CLASSES] for b in CLASSES])
    step = np.where(allowed, 0.0, -1e9)
    log = np.log(p + 1e-9)
    score, back = log[0] + np.where([c.startswith("I-") for c in CLASSES], -1e9, 0.0), []
    for row in log[1:]:
        total = score[:, None] + step
        back.append(total.argmax(0))
        score = total.max(0) + row
    path = [int(score.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return [CLASSES[i] for i in reversed(path)]


def marked(sentence: Sentence, near_names: NDArray[np.float64], sure: float = SURE) -> list[str]:
    """Tags, `?` where a name's, or a non-name's, weakest word is less than `sure`."""
    p = np.eye(len(CLASSES))[[0] * len(sentence.words)]
    p[near(sentence)] = near_names
    tags = best_path(p)
    sureness = p[np.arange(len(tags)), [CLASSES.index(t) for t in tags]]
    out = [UNSURE if t == "O" and q < sure else t for t, q in zip(tags, sureness, strict=True)]
    for a, b, _ in spans(tags):
        if sureness[a:b].min() < sure:
            out[a:b] = [UNSURE] * (b - a)
    return out


def stack(sentences: Sequence[Sentence], rows: Sequence[Tensor], weight: float) -> tuple[Tensor, Tensor, Tensor]:
    y = torch.tensor([CLASSES.index((s.names or [])[i]) for s in sentences for i in near(s)])
    return torch.cat(list(rows)), y, torch.full((len(y),), weight)


def teachers(parts: Sequence[tuple[Tensor, Tensor, Tensor]], count: int = TEACHERS) -> list[nn.Module]:
    x, y, w = (torch.cat(column) for column in zip(*parts, strict=True))
    return [teach(x, y, w, seed) for seed in range(count)]


def check(dev: Sequence[Sentence], rows: Sequence[Tensor], gum: tuple[Tensor, Tensor, Tensor]) -> None:
    """Crossed over EWT dev, in runs of neighbours: F1, and precision and coverage of the names it is sure of."""
    guesses: list[NDArray[np.float64]] = []
    for fold in range(FOLDS):
        a, b = len(dev) * fold // FOLDS, len(dev) * (fold + 1) // FOLDS
        nets = teachers([stack([*dev[:a], *dev[b:]], [*rows[:a], *rows[b:]], 3.0), gum], 1)
        guesses += [guess(nets, r) for r in rows[a:b]]
    for sure in (0.0, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95):
        gold = found = right = unsure = 0
        for s, p in zip(dev, guesses, strict=True):
            tags = marked(s, p, sure)
            want, have = spans(s.names or []), spans(tags)
            gold, found, right, unsure = gold + len(want), found + len(have), right + len(want & have), unsure + tags.count(UNSURE)
        f1 = 2 * right / (found + gold)
        print(f"sure {sure}: precision {right / found:.3f} recall {right / gold:.3f} F1 {f1:.3f} open words {unsure}", flush=True)


def write(sentences: Sequence[Sentence], tags: Sequence[Sequence[str]], path: Path) -> None:
    blocks = [f"# text = {s.text}\n" + "".join(f"{i}\t{w.form}\t{t}\n" for i, (w, t) in enumerate(zip(s.words, ts, strict=True), 1))
              for s, ts in zip(sentences, tags, strict=True)]
    path.write_text("\n".join(blocks), encoding="utf-8")


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("corpora", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--check", action="store_true")
    a = ap.parse_args()
    corpora: Corpora = load(a.corpora, HELD_OUT)
    dev = [s for s in corpora.ewt_dev if s.names is not None]
    gum = [s for s in corpora.train if s.names is not None and named(s)]
    marks = Marks(corpora.train)
    gum_part = stack(gum, rows_of(gum, marks, False), 1.0)
    dev_rows = rows_of(dev, marks, True)
    print("features done", flush=True)
    if a.check:
        check(dev, dev_rows, gum_part)
        return
    nets = teachers([stack(dev, dev_rows, 3.0), gum_part])
    ours = [s for s in corpora.train if s.names is None]
    with_names = [s for s in ours if named(s)]
    tags = [marked(s, guess(nets, x)) for s, x in zip(with_names, rows_of(with_names, marks, True), strict=True)]
    rest = [s for s in ours if not named(s)]
    write([*with_names, *rest], [*tags, *(["O"] * len(s.words) for s in rest)], a.out)
    print(sum(len(spans(t)) for t in tags), "names", sum(list(t).count(UNSURE) for t in tags), "words left open", flush=True)


if __name__ == "__main__":
    main()
