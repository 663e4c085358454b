"""Scores of a pipeline as shipped: `python -m kg.nlp.train.evaluate CORPORA [--pipeline PATH]`.

On gold words (and sentences): tags, lemmas, attachment, punctuation included. On raw text, cut by the pipeline itself: words, sentences, tags and
attachment in F1, aligned by characters as in the CoNLL 2018 shared task; names as exact spans. Speed is from text to filled `Doc`, one core.
"""
from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from spacy.tokens import Doc

from kg.nlp.pipeline import NAMES, English
from kg.nlp.train.conllu import Sentence
from kg.nlp.train.data import HELD_OUT, load
from kg.nlp.train.names import spans as names_in
from kg.paths import weights_folder

Gold = list[Sentence]
Row = dict[str, float]


def paragraphs(sentences: Gold) -> Iterator[Gold]:
    block: Gold = []
    for s in sentences:
        if s.new_paragraph and block:
            yield block
            block = []
        block.append(s)
    if block:
        yield block


def raw(block: Gold) -> tuple[str, list[tuple[int, int]]]:
    """The running text of a paragraph and each word's place in it."""
    text, spans = "", []
    for s in block:
        for w in s.words:
            spans.append((len(text), len(text) + len(w.form)))
            text += w.form + (" " if w.space_after else "")
    return text, spans


def label(dep: str) -> str:
    return "root" if dep == "ROOT" else dep


def on_gold_words(blocks: list[Gold], annotate: Callable[[list[Gold]], list[Doc]]) -> Row:
    hit: Counter[str] = Counter()
    for block, doc in zip(blocks, annotate(blocks), strict=True):
        at = 0
        for s in block:
            for i, w in enumerate(s.words):
                t = doc[at + i]
                head = 0 if t.head.i == t.i else t.head.i - at + 1
                right = head == w.head
                hit.update(n=1, upos=t.pos_ == w.upos, xpos=t.tag_ == w.xpos, feats=str(t.morph or "_") == w.feats, lemma=t.lemma_ == w.lemma,
                           uas=right, las=right and label(t.dep_) == w.dep)
                if w.upos == "VERB":
                    hit.update(verbs=1, verb_lemma=t.lemma_ == w.lemma)
            at += len(s.words)
    row = {k: 100 * hit[k] / hit["n"] for k in ("upos", "xpos", "feats", "lemma", "uas", "las")}
    return row | {"verb_lemma": 100 * hit["verb_lemma"] / hit["verbs"]}


def on_raw_text(blocks: list[Gold], docs: list[Doc]) -> Row:
    """Scores of the docs that were read from the paragraphs' running text."""
    hit: Counter[str] = Counter()
    texts = [raw(b) for b in blocks]
    for block, (_, spans), doc in zip(blocks, texts, docs, strict=True):
        gold: dict[tuple[int, int], tuple[str, tuple[int, int] | None, str]] = {}
        gold_sentences, gold_names, marked = set(), set(), True
        at = 0
        for s in block:
            for i, w in enumerate(s.words):
                gold[spans[at + i]] = (w.upos, spans[at + w.head - 1] if w.head else None, w.dep)
            end = at + len(s.words)
            gold_sentences.add((spans[at][0], spans[end - 1][1]))
            marked = marked and s.names is not None
            gold_names |= {(spans[at + a][0], spans[at + b - 1][1], k) for a, b, k in sorted(names_in(s.names or []))}
            at = end
        words = [t for t in doc if not t.is_space]
        place: Callable[[Any], tuple[int, int]] = lambda t: (t.idx, t.idx + len(t))
        for t in words:
            found = gold.get(place(t))
            if found:
                right = found[1] == (None if t.head.i == t.i else place(t.head))
                hit.update(words_tp=1, upos_tp=t.pos_ == found[0], uas_tp=right, las_tp=right and label(t.dep_) == found[2])
        ours = set()
        for sent in doc.sents:
            inner = [place(t) for t in sent if not t.is_space]
            if inner:
                ours.add((inner[0][0], inner[-1][1]))
        hit.update(words_n=len(words) + len(gold), sentences_tp=len(ours & gold_sentences), sentences_n=len(ours) + len(gold_sentences))
        if marked:
            kinds = {v: k for k, v in NAMES.items()}
            names = {(e.start_char, e.end_char, kinds[e.label_]) for e in doc.ents if e.label_ in kinds}
            hit.update(names_tp=len(names & gold_names), names_n=len(names) + len(gold_names))
    for k in ("upos", "uas", "las"):
        hit[k + "_n"] = hit["words_n"]
    return {k: 200 * hit[k + "_tp"] / max(1, hit[k + "_n"]) for k in ("words", "sentences", "upos", "uas", "las", "names")}


def docs_of(nlp: Any, blocks: list[Gold]) -> tuple[list[Doc], list[Any]]:
    """Unannotated docs of the gold words and their sentence starts."""
    docs = [Doc(nlp.vocab, words=[w.form for s in b for w in s.words], spaces=[w.space_after for s in b for w in s.words]) for b in blocks]
    return docs, [np.asarray([i == 0 for s in b for i in range(len(s.words))]) for b in blocks]


def annotate_with(nlp: English) -> Callable[[list[Gold]], list[Doc]]:
    def run(blocks: list[Gold]) -> list[Doc]:
        docs, starts = docs_of(nlp, blocks)
        for i in range(0, len(docs), 200):
            nlp.annotator.annotate(docs[i:i + 200], starts[i:i + 200])
        return docs
    return run


def annotate_with_spacy(nlp: Any) -> Callable[[list[Gold]], list[Doc]]:
    """Each sentence by itself, as spaCy's `gold_preproc` has it, then put together."""
    def run(blocks: list[Gold]) -> list[Doc]:
        out = []
        for block in blocks:
            sentences, _ = docs_of(nlp, [[s] for s in block])
            for doc in sentences:
                for token in doc:
                    token.is_sent_start = token.i == 0
            out.append(Doc.from_docs(list(nlp.pipe(sentences)), ensure_whitespace=False))
        return out
    return run


def table(nlp: Any, corpora: Path) -> dict[str, Row]:
    data = load(corpora, HELD_OUT)
    ours = isinstance(nlp, English)
    annotate = annotate_with(nlp) if ours else annotate_with_spacy(nlp)
    rows: dict[str, Row] = {}
    for name, sentences in (("EWT test", data.ewt_test), ("GUM test", data.gum_test)):
        blocks = list(paragraphs(sentences))
        rows[f"{name}, gold words"] = on_gold_words(blocks, annotate)
        texts = [raw(b)[0] for b in blocks]
        list(nlp.pipe(texts[:40]))
        wall, cpu = time.perf_counter(), time.process_time()
        docs = list(nlp.pipe(texts))
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        words = sum(len(d) for d in docs)
        rows[f"{name}, raw text"] = on_raw_text(blocks, docs) | {"words/s": words / wall, "words/s of CPU": words / cpu}
    return rows


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("corpora", type=Path)
    ap.add_argument("--pipeline", type=Path, help="a spaCy pipeline with UD labels in a folder, instead of our own")
    a = ap.parse_args()
    began = time.perf_counter()
    if a.pipeline:
        import spacy

        nlp: Any = spacy.load(a.pipeline)
        folder: Path = a.pipeline
    else:
        folder = weights_folder()
        nlp = English(folder)
    print(f"loaded in {time.perf_counter() - began:.2f} s, {sum(f.stat().st_size for f in folder.rglob('*') if f.is_file()) / 1e6:.1f} MB")
    for name, row in table(nlp, a.corpora).items():
        print(f"{name:22}" + "  ".join(f"{k} {v:.0f}" if v > 100 else f"{k} {v:.2f}" for k, v in row.items()), flush=True)


if __name__ == "__main__":
    main()
