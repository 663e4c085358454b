"""spaCy's small CNN on the same data, to compare with: `python -m kg.nlp.train.cnn CORPORA OUT [--steps N]`.

Writes the treebanks in spaCy's format, trains tagger, morphologizer, lemmatizer, parser and entity recogniser with `cnn.cfg`, and leaves the
pipeline in OUT/model-last: `python -m kg.nlp.train.evaluate CORPORA --pipeline OUT/model-last` measures it.
"""
from __future__ import annotations

import argparse
from pathlib import Path

import spacy
from spacy.cli.train import train
from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab

from kg.nlp.pipeline import NAMES
from kg.nlp.train.conllu import Sentence
from kg.nlp.train.data import HELD_OUT, load

CONFIG = Path(__file__).with_name("cnn.cfg")


def to_doc(block: list[Sentence], vocab: Vocab) -> Doc:
    """A doc of neighbouring sentences; heads count over the whole doc. Names that the corpus does not mark are missing, not absent."""
    words = [w for s in block for w in s.words]
    heads: list[int] = []
    for s in block:
        first = len(heads)
        heads += [first + (w.head - 1 if w.head else i) for i, w in enumerate(s.words)]
    names = [tag if tag in ("", "O") else tag[:2] + NAMES[tag[2:]] for s in block for tag in (s.names or [""] * len(s.words))]
    return Doc(vocab, words=[w.form for w in words], spaces=[w.space_after for w in words], tags=[w.xpos for w in words],
               pos=[w.upos for w in words], morphs=["" if w.feats == "_" else w.feats for w in words], lemmas=[w.lemma for w in words], heads=heads,
               deps=["ROOT" if w.dep == "root" else w.dep for w in words], ents=names)


def write(sentences: list[Sentence], path: Path, size: int = 8) -> None:
    vocab = spacy.blank("en").vocab
    blocks: list[list[Sentence]] = []
    for s in sentences:
        if not blocks or s.new_document or len(blocks[-1]) == size:
            blocks.append([])
        blocks[-1].append(s)
    kept = ["TAG", "POS", "MORPH", "LEMMA", "HEAD", "DEP", "SENT_START", "ENT_IOB", "ENT_TYPE"]
    DocBin(docs=[to_doc(b, vocab) for b in blocks], attrs=kept).to_disk(path)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("corpora", type=Path)
    ap.add_argument("out", type=Path)
    ap.add_argument("--steps", type=int, default=4000)
    a = ap.parse_args()
    a.out.mkdir(parents=True, exist_ok=True)
    data = load(a.corpora, HELD_OUT)
    write(data.train, a.out / "train.spacy")
    write(data.gum_dev + data.ewt_dev[:600], a.out / "dev.spacy")
    overrides = {"paths.train": str(a.out / "train.spacy"), "paths.dev": str(a.out / "dev.spacy"), "training.max_steps": a.steps,
                 "training.eval_frequency": max(1, a.steps // 4)}
    train(CONFIG, a.out, overrides=overrides)


if __name__ == "__main__":
    main()
