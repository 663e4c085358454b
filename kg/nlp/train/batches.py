"""Sentences to batches of training examples.

Windows of whole neighbouring sentences (one to about 160 sub-words) stand for the paragraphs met in use; sentence boundaries are learnt
with the rest. A tenth of the windows lose their shapes, so that headlines and lower-case text do not surprise the model.
"""
from __future__ import annotations

import random
from collections import Counter

import torch
from torch import Tensor

from kg.nlp.features import Encoded, Vectorizer, pad
from kg.nlp.lemma import script_of
from kg.nlp.train.conllu import Sentence
from kg.nlp.train.names import UNSURE

TAGS = ("upos", "xpos", "feats", "lemma", "names")
SKIP = -100


def fields(s: Sentence) -> dict[str, list[str]]:
    return {"upos": [w.upos for w in s.words], "xpos": [w.xpos for w in s.words], "feats": [w.feats for w in s.words],
            "lemma": [script_of(w.form, w.lemma) for w in s.words], "names": s.names or ["O"] * len(s.words)}


def vocabulary(sentences: list[Sentence]) -> dict[str, list[str]]:
    """Class lists of each head; lemma scripts seen fewer than three times are left out."""
    counts: dict[str, Counter[str]] = {t: Counter() for t in (*TAGS, "label")}
    for s in sentences:
        for name, values in fields(s).items():
            counts[name].update(v for v in values if v != UNSURE)
        counts["label"].update(w.dep for w in s.words)
    keep = {"lemma": 3, "feats": 2, "label": 3}
    return {n: sorted(v for v, k in c.items() if k >= keep.get(n, 1)) for n, c in counts.items()}


class Example:
    """A window with its targets."""

    def __init__(self, window: list[Sentence], vectorizer: Vectorizer, index: dict[str, dict[str, int]]) -> None:
        words = [w for s in window for w in s.words]
        spaced = [True] + [w.space_after for w in words[:-1]]
        self.encoded: Encoded = vectorizer.encode([w.form for w in words], spaced)
        self.targets: dict[str, list[int]] = {t: [] for t in (*TAGS, "label", "head", "start", "sentence")}
        offset = 0
        for k, s in enumerate(window):
            for name, values in fields(s).items():
                if (name == "names" and s.names is None) or (name != "names" and not s.parsed):
                    self.targets[name] += [SKIP] * len(values)
                else:
                    self.targets[name] += [index[name].get(v, SKIP) for v in values]
            for i, w in enumerate(s.words):
                self.targets["label"].append(index["label"].get(w.dep, SKIP) if s.parsed else SKIP)
                self.targets["head"].append((w.head + offset if w.head else 0) if s.parsed else SKIP)
                self.targets["start"].append(int(i == 0) if s.parsed else SKIP)
                self.targets["sentence"].append(k)
            offset += len(s.words)


def windows(sentences: list[Sentence], rng: random.Random) -> list[list[Sentence]]:
    """Neighbouring sentences of one document in windows of varying length (words)."""
    out: list[list[Sentence]] = []
    size, limit = 0, 0
    for s in sentences:
        n = len(s.words)
        if not out or s.new_document or size + n > limit or (s.new_paragraph and rng.random() < 0.7):
            out.append([])
            size, limit = 0, rng.choice((1, 30, 60, 110, 110))
        out[-1].append(s)
        size += n
    return out


def batches(sentences: list[Sentence], vectorizer: Vectorizer, index: dict[str, dict[str, int]], size: int,
            rng: random.Random) -> list[list[Example]]:
    """Windows of like length together, `size` sub-words a batch."""
    examples = [Example(w, vectorizer, index) for w in windows(sentences, rng)]
    examples = [e for e in examples if len(e.encoded.ids) <= 400]
    rng.shuffle(examples)
    examples.sort(key=lambda e: len(e.encoded.ids) // 8)
    out: list[list[Example]] = []
    room = 0
    for e in examples:
        n = len(e.encoded.ids)
        if not out or room < n:
            out.append([])
            room = size
        out[-1].append(e)
        room -= n
    rng.shuffle(out)
    return out


def tensors(batch: list[Example], rng: random.Random, train: bool) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    arrays = pad([e.encoded for e in batch])
    if train:
        for row in range(len(batch)):
            if rng.random() < 0.1:
                arrays["shapes"][row] = 0
    width = arrays["first"].shape[1]
    targets = {k: torch.tensor([t[k] + [SKIP] * (width - len(t[k])) for t in (e.targets for e in batch)]) for k in batch[0].targets}
    return {k: torch.from_numpy(v) for k, v in arrays.items()}, targets


def arc_mask(sentence: Tensor) -> Tensor:
    """(batch, words, words + 1): the root and the words of the same sentence may be heads."""
    same = sentence[:, :, None] == sentence[:, None, :]
    return torch.cat([torch.ones_like(same[:, :, :1]), same], 2)
