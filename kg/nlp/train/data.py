"""Treebanks to training sentences: CoNLL-U words with tags, trees and lemmas, and person, organisation and place names.

GUM marks mentions of every kind in MISC; a name is kept where the head of a mention of a fitting type is a proper noun, narrowed to
the run of name words around it. EWT's dev and test names come from Universal NER. What a corpus does not mark is None and gives no loss.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

NAME_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}
_NAME_LINKS = {"flat", "compound", "nmod", "amod", "case", "det", "nummod", "punct", "nmod:poss", "cc", "conj"}


@dataclass(slots=True)
class Word:
    form: str
    lemma: str
    upos: str
    xpos: str
    feats: str
    head: int
    dep: str
    space_after: bool
    misc: str


@dataclass(slots=True)
class Sentence:
    words: list[Word]
    new_paragraph: bool
    new_document: bool
    text: str
    names: list[str] | None = None  # BIO over words, where the corpus marks names
    parsed: bool = True


@dataclass(slots=True)
class _Open:
    type: str
    start: int
    minspan: str


def read_conllu(path: Path) -> Iterator[Sentence]:
    """The sentences of a file; empty nodes are skipped and multi-word tokens give their words."""
    comments: dict[str, str] = {}
    words: list[Word] = []
    glued: tuple[int, int, bool] | None = None
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("#"):
            key, _, value = line[1:].partition("=")
            comments[key.strip().split(" ")[0]] = value.strip()
        elif line.strip():
            col = line.split("\t")
            if "-" in col[0]:
                a, b = (int(x) for x in col[0].split("-"))
                glued = (a, b, "SpaceAfter=No" not in col[9])
            elif "." not in col[0]:
                i = int(col[0])
                space = "SpaceAfter=No" not in col[9]
                if glued and glued[0] <= i <= glued[1]:
                    space = glued[2] if i == glued[1] else False
                words.append(Word(col[1], col[2], col[3], col[4], col[5], int(col[6]), col[7], space, col[9]))
        elif words:
            yield Sentence(words, "newpar" in comments or "newdoc" in comments, "newdoc" in comments, comments.get("text", ""))
            comments, words, glued = {}, [], None


def _name_span(words: list[Word], start: int, end: int) -> tuple[int, int] | None:
    """Within a mention [start, end): the run of name words around its head, or None where the head is no proper noun."""
    inside = range(start, end)
    heads = [i for i in inside if not start <= words[i].head - 1 < end]
    if not heads or words[heads[0]].upos != "PROPN":
        return None
    head = heads[0]

    def part(i: int) -> bool:
        w = words[i]
        return w.upos == "PROPN" or (w.xpos.startswith("NNP")) or w.form in {"of", "and", "&", "for", "-", "the"} or w.upos == "NUM"

    a = head
    while a > start and part(a - 1) and words[a - 1].form != "the":
        a -= 1
    b = head + 1
    while b < end and part(b):
        b += 1
    while b > head + 1 and words[b - 1].upos != "PROPN" and words[b - 1].upos != "NUM":
        b -= 1
    while a < head and words[a].upos != "PROPN" and not words[a].xpos.startswith("NNP"):
        a += 1
    return a, b


def gum_names(sentence: Sentence) -> list[str]:
    """BIO names of a GUM sentence from the `Entity=` mentions in MISC."""
    words = sentence.words
    stack: list[_Open] = []
    mentions: list[tuple[int, int, str]] = []
    for i, w in enumerate(words):
        m = re.search(r"(?:^|\|)Entity=([^|]*)", w.misc)
        if not m:
            continue
        for piece in re.findall(r"\([^()]*\)?|[^()]+\)", m[1]):
            if piece.startswith("("):
                fields = piece.strip("()").split("-")
                stack.append(_Open(fields[1] if len(fields) > 1 else "", i, ""))
                if piece.endswith(")"):
                    done = stack.pop()
                    mentions.append((done.start, i + 1, done.type))
                    continue
                stack[-1].minspan = fields[0]
            else:
                ident = piece.rstrip(")").split("[")[0]
                for k in range(len(stack) - 1, -1, -1):
                    if stack[k].minspan.split("[")[0] == ident:
                        done = stack.pop(k)
                        mentions.append((done.start, i + 1, done.type))
                        break
    tags = ["O"] * len(words)
    for start, end, kind in sorted(mentions, key=lambda m: m[0] - m[1]):
        span = _name_span(words, start, end) if kind in NAME_TYPES else None
        if span and all(t == "O" for t in tags[span[0]:span[1]]):
            tags[span[0]:span[1]] = ["B-" + NAME_TYPES[kind]] + ["I-" + NAME_TYPES[kind]] * (span[1] - span[0] - 1)
    return tags


def uner_names(path: Path) -> dict[str, list[str]]:
    """Sentence text to BIO tags, from an IOB2 file of Universal NER."""
    out: dict[str, list[str]] = {}
    text, tags = "", []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# text"):
            text = line.partition("=")[2].strip()
        elif line.startswith("#"):
            continue
        elif line.strip():
            tag = line.split("\t")[2]
            tags.append(tag if tag == "O" or tag[2:] in {"PER", "ORG", "LOC"} else "O")
        elif tags:
            out[text] = tags
            text, tags = "", []
    return out


@dataclass(slots=True)
class Corpora:
    train: list[Sentence] = field(default_factory=list)
    gum_dev: list[Sentence] = field(default_factory=list)
    gum_test: list[Sentence] = field(default_factory=list)
    ewt_dev: list[Sentence] = field(default_factory=list)
    ewt_test: list[Sentence] = field(default_factory=list)


def load(root: Path, held_out: frozenset[str]) -> Corpora:
    """All corpora under `root`; documents named in `held_out` are left out of training."""
    out = Corpora()
    dev = set((root / "gum/files.dev").read_text().split())
    test = set((root / "gum/files.test").read_text().split())
    for path in sorted((root / "gum").glob("*.conllu")):
        sentences = list(read_conllu(path))
        for s in sentences:
            s.names = gum_names(s)
        if path.stem in dev:
            out.gum_dev += sentences
        elif path.stem in test:
            out.gum_test += sentences
        elif path.stem not in held_out:
            out.train += sentences
    out.train += list(read_conllu(root / "ewt/train.conllu"))
    for split, into in (("dev", out.ewt_dev), ("test", out.ewt_test)):
        into += list(read_conllu(root / f"ewt/{split}.conllu"))
        names = uner_names(root / f"uner/en_ewt-ud-{split}.iob2")
        for s in into:
            tags = names.get(s.text)
            s.names = tags if tags and len(tags) == len(s.words) else None
    return out
