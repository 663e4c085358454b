"""Train the pipeline: `python -m kg.nlp.train.train CORPORA OUT [--epochs N]`.

A run begins with all-MiniLM-L6-v2 or goes on from shipped weights; what it leaves behind is the running mean of its weights.
"""
from __future__ import annotations

import argparse
import copy
import json
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig

from kg.nlp.features import Vectorizer
from kg.nlp.train.batches import SKIP, TAGS, Example, arc_mask, batches, tensors, vocabulary
from kg.nlp.train.conllu import Sentence
from kg.nlp.train.data import HELD_OUT, Corpora, load
from kg.nlp.train.model import Parser
from kg.nlp.train.names import uner_names
from kg.nlp.train.pieces import BASE, TOKENIZER
from kg.nlp.train.warm import classes_of, start_from


def losses(model: Parser, out: dict[str, Tensor], t: dict[str, Tensor]) -> dict[str, Tensor]:
    ce = nn.functional.cross_entropy
    weight = {"upos": 0.5, "xpos": 0.5, "feats": 0.5, "lemma": 0.5, "names": 2.0}
    loss = {k: weight[k] * ce(out[k].float().flatten(0, 1), t[k].flatten(), ignore_index=SKIP) for k in TAGS if (t[k] != SKIP).any()}
    known = t["start"] != SKIP
    loss["start"] = 0.5 * nn.functional.binary_cross_entropy_with_logits(out["start"].float()[known], t["start"][known].float())
    arcs = out["arcs"].float().masked_fill(~arc_mask(t["sentence"]), -1e4)
    loss["arc"] = ce(arcs.flatten(0, 1), t["head"].flatten(), ignore_index=SKIP)
    some = (t["head"] != SKIP) & (t["label"] != SKIP)
    rows = torch.arange(len(some))[:, None].expand_as(some)[some]
    scores = model.label_scores(out["label_dep"].float()[some], out["label_head"].float()[rows, t["head"][some]])
    loss["label"] = ce(scores, t["label"][some])
    return loss


@torch.no_grad()
def evaluate(model: Parser, sentences: list[Sentence], vectorizer: Vectorizer, index: dict[str, dict[str, int]]) -> dict[str, float]:
    """Scores on gold words and sentences with greedy heads (quick look; `kg.nlp.train.evaluate` measures the shipped form)."""
    model.eval()
    rng = random.Random(0)
    hit: Counter[str] = Counter()
    for batch in batches(sentences, vectorizer, index, 3000, rng):
        x, t = tensors(batch, rng, False)
        out = model(**x)
        known = t["sentence"] != SKIP
        for k in ("upos", "xpos", "feats", "lemma"):
            hit[k] += int(((out[k].argmax(-1) == t[k]) & known).sum())
        arcs = out["arcs"].float().masked_fill(~arc_mask(t["sentence"]), -1e4).argmax(-1)
        right = (arcs == t["head"]) & known
        rows = torch.arange(len(known))[:, None].expand_as(known)
        label = model.label_scores(out["label_dep"].float(), out["label_head"].float()[rows, arcs]).argmax(-1)
        hit["uas"] += int(right.sum())
        hit["las"] += int((right & (label == t["label"])).sum())
        s, g = (out["start"] > 0) & known, (t["start"] == 1)
        hit["start_tp"] += int((s & g).sum())
        hit["start_n"] += int(s.sum()) + int(g.sum())
        hit["n"] += int(known.sum())
    model.train()
    result = {k: round(100 * hit[k] / hit["n"], 2) for k in ("upos", "xpos", "feats", "lemma", "uas", "las")}
    result["sent_start"] = round(200 * hit["start_tp"] / max(1, hit["start_n"]), 2)
    return result


def start_model(sizes: dict[str, int], labels: int) -> Parser:
    """The network with all-MiniLM-L6-v2's weights in its encoder."""
    from safetensors.torch import load_file

    model = Parser(BertConfig.from_pretrained(BASE), sizes, labels)
    state = {k.removeprefix("bert."): v for k, v in load_file(BASE / "model.safetensors").items()}
    missing, _ = model.bert.load_state_dict(state, strict=False)
    if [m for m in missing if "position_ids" not in m]:
        raise SystemExit(f"train: the encoder's file lacks {missing[:3]}")
    return model


class Average:
    """A running mean of the weights, which scores better than the weights of any one step."""

    def __init__(self, model: Parser, decay: float = 0.99, every: int = 4) -> None:
        self.decay, self.every, self.steps = decay, every, 0
        self.mean = copy.deepcopy(model).requires_grad_(False)

    @torch.no_grad()
    def update(self, model: Parser) -> None:
        self.steps += 1
        if self.steps % self.every:
            return
        keep = min(self.decay, self.steps / (self.steps + 10 * self.every))
        for mean, now in zip(self.mean.parameters(), model.parameters(), strict=True):
            if now.requires_grad:
                mean.lerp_(now, 1 - keep)


def name_sentences(corpora: Corpora, weak: Path | None, repeat: int) -> list[Sentence]:
    """What teaches names only: EWT dev `repeat` times, never its syntax, which stays for development. EWT's training part gets its guessed names."""
    marked = [copy.copy(s) for s in corpora.ewt_dev if s.names]
    for s in marked:
        s.parsed = False
    guessed = uner_names(weak, open_words=True) if weak and weak.is_file() else {}
    for s in corpora.train:
        tags = guessed.get(s.text)
        if s.names is None and tags and len(tags) == len(s.words):
            s.names = tags
    return marked * repeat


def network(a: argparse.Namespace, corpora: Corpora) -> tuple[Parser, dict[str, list[str]]]:
    """The network to begin with and its class lists: from shipped weights, or new upon all-MiniLM-L6-v2."""
    if a.start:
        return start_from(a.start, BertConfig.from_pretrained(BASE), TAGS), classes_of(a.start)
    vocab = vocabulary(corpora.train)
    return start_model({k: len(vocab[k]) for k in TAGS}, len(vocab["label"])), vocab


def arguments() -> argparse.Namespace:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("corpora", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--from", dest="start", type=Path, help="a folder of shipped weights to go on from")
    ap.add_argument("--weak", type=Path, help="guessed names of EWT's training part (kg.nlp.train.weak); read anew each epoch, if it is there")
    ap.add_argument("--epochs", type=int, default=4)
    ap.add_argument("--batch", type=int, default=1200, help="sub-words a batch")
    ap.add_argument("--lr", type=float, default=1.5e-4, help="of the encoder")
    ap.add_argument("--head-lr", type=float, default=1e-3, help="of the heads")
    ap.add_argument("--freeze", type=int, default=0, help="leave the embeddings and so many layers of the encoder as they are")
    ap.add_argument("--names", type=int, default=1, help="how often an epoch goes through the names of EWT dev")
    ap.add_argument("--minutes", type=float, default=0, help="stop the schedule after so long (0: no limit)")
    ap.add_argument("--half", action="store_true", help="16-bit arithmetic, for processors that have it")
    return ap.parse_args()


class Schedule:
    """How far the run is, by steps or by the clock, whichever is further: a short rise of the learning rate, then straight down to nothing."""

    def __init__(self, total: int, minutes: float) -> None:
        self.total, self.minutes, self.step, self.began = total, minutes, 0, time.time()

    @property
    def spent(self) -> float:
        return (time.time() - self.began) / 60

    @property
    def progress(self) -> float:
        return max(self.step / self.total, self.spent / self.minutes if self.minutes else 0)

    @property
    def scale(self) -> float:
        return min(1.0, (self.progress + 0.001) / 0.05) * (1 - self.progress)


class Run:
    """One training run."""

    def __init__(self, a: argparse.Namespace) -> None:
        self.a, self.rng = a, random.Random(1)
        self.corpora = load(a.corpora, HELD_OUT)
        self.model, vocab = network(a, self.corpora)
        self.model.freeze(a.freeze)
        self.average = Average(self.model)
        self.index = {k: {v: i for i, v in enumerate(vs)} for k, vs in vocab.items()}
        self.vectorizer = Vectorizer(Tokenizer.from_file(str(TOKENIZER)))
        (a.out / "vocab.json").write_text(json.dumps(vocab, ensure_ascii=False, indent=0), encoding="utf-8")
        fresh = [p for n, p in self.model.named_parameters() if not n.startswith("bert.")]
        learning = [[p for p in ps if p.requires_grad] for ps in (self.model.bert.parameters(), fresh)]
        groups = [{"params": ps, "lr": lr} for ps, lr in zip(learning, (a.lr, a.head_lr), strict=True)]
        self.optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
        self.schedule = Schedule(len(self.batches(random.Random(0))) * a.epochs, a.minutes)

    def batches(self, rng: random.Random) -> list[list[Example]]:
        sentences = self.corpora.train + name_sentences(self.corpora, self.a.weak, self.a.names)
        return batches(sentences, self.vectorizer, self.index, self.a.batch, rng)

    def epoch(self, number: int) -> bool:
        """Train through all once; whether the schedule goes on."""
        running: Counter[str] = Counter()
        for batch in self.batches(self.rng):
            if self.schedule.progress >= 1:
                return False
            for group, base in zip(self.optimizer.param_groups, (self.a.lr, self.a.head_lr), strict=True):
                group["lr"] = base * self.schedule.scale
            running.update(self.learn(batch))
            if self.schedule.step % 25 == 0:
                speed = 60 * self.schedule.spent / self.schedule.step
                parts = " ".join(f"{k}={v / 25:.3f}" for k, v in running.items())
                print(f"epoch {number} step {self.schedule.step}/{self.schedule.total} {speed:.2f} s/step {parts}", flush=True)
                running.clear()
        return True

    def learn(self, batch: list[Example]) -> dict[str, float]:
        x, t = tensors(batch, self.rng, True)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.a.half):
            out = self.model(**x)
        parts: dict[str, Any] = losses(self.model, out, t)
        self.optimizer.zero_grad(set_to_none=True)
        sum(parts.values()).backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 2.0)
        self.optimizer.step()
        self.average.update(self.model)
        self.schedule.step += 1
        return {k: float(v.detach()) for k, v in parts.items()}

    def save(self, number: int) -> None:
        torch.save(self.average.mean.state_dict(), self.a.out / "model.tmp")
        (self.a.out / "model.tmp").rename(self.a.out / "model.pt")
        for name in ("ewt_dev", "gum_dev"):
            scores = evaluate(self.average.mean, getattr(self.corpora, name), self.vectorizer, self.index)
            print(number, name, scores, f"{self.schedule.spent:.1f} min", flush=True)


def main() -> None:
    a = arguments()
    a.out.mkdir(parents=True, exist_ok=True)
    random.seed(1)
    np.random.seed(1)
    torch.manual_seed(1)
    run = Run(a)
    run.model.train()
    for number in range(a.epochs):
        going = run.epoch(number)
        run.save(number)
        if not going:
            break


if __name__ == "__main__":
    main()
