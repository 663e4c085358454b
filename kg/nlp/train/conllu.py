"""CoNLL-U files to sentences: words with tags, trees and lemmas."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


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
