"""Person, organisation and place names of the corpora, as BIO tags over words, by the conventions of Universal NER.

GUM marks mentions of every kind in MISC; a name is kept where the head of a mention of a fitting type is a proper noun, narrowed to the run of
name words around it. As in Universal NER, titles are no part of a person's name, peoples are no persons, and a place stays one where it acts.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.nlp.train.conllu import Sentence, Word

UNSURE = "?"  # a tag that gives no loss
Span = tuple[int, int, str]
_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}
_INNER = frozenset({"of", "and", "&", "for", "-", "the"})


@dataclass(slots=True)
class _Open:
    type: str
    start: int
    minspan: str = ""


def spans(tags: Sequence[str]) -> set[Span]:
    """The names in BIO tags: first word, end, type."""
    out, start = set(), -1
    for i, tag in enumerate([*tags, "O"]):
        if start >= 0 and not (tag.startswith("I-") and tag[2:] == tags[start][2:]):
            out.add((start, i, tags[start][2:]))
            start = -1
        if tag.startswith("B-"):
            start = i
    return out


def put(tags: list[str], start: int, end: int, kind: str) -> None:
    """Write a name into BIO tags."""
    tags[start:end] = ["B-" + kind] + ["I-" + kind] * (end - start - 1)


def proper(word: Word) -> bool:
    """Whether a word is one that names are made of ("New" of "New York" is an adjective, but a proper one by its Penn tag)."""
    return word.upos == "PROPN" or word.xpos.startswith("NNP")


def _mentions(words: Sequence[Word]) -> list[Span]:
    """GUM's mentions with their types, from `Entity=`."""
    stack: list[_Open] = []
    out: list[Span] = []
    for i, w in enumerate(words):
        found = re.search(r"(?:^|\|)Entity=([^|]*)", w.misc)
        for piece in re.findall(r"\([^()]*\)?|[^()]+\)", found[1]) if found else ():
            if piece.startswith("("):
                fields = piece.strip("()").split("-")
                kind = fields[1] if len(fields) > 1 else ""
                if piece.endswith(")"):
                    out.append((i, i + 1, kind))
                else:
                    stack.append(_Open(kind, i, fields[0]))
            else:
                ident = piece.rstrip(")").split("[")[0]
                for k in range(len(stack) - 1, -1, -1):
                    if stack[k].minspan.split("[")[0] == ident:
                        done = stack.pop(k)
                        out.append((done.start, i + 1, done.type))
                        break
    return out


def _run(words: Sequence[Word], start: int, end: int) -> tuple[int, int, int] | None:
    """Within a mention [start, end): the run of name words around its head, and the head; None where that is no proper noun."""
    heads = [i for i in range(start, end) if not start <= words[i].head - 1 < end]
    if not heads or words[heads[0]].upos != "PROPN":
        return None
    head = heads[0]
    part = lambda w: proper(w) or w.form in _INNER or w.upos == "NUM"
    a, b = head, head + 1
    while a > start and part(words[a - 1]) and words[a - 1].form != "the":
        a -= 1
    while b < end and part(words[b]):
        b += 1
    while b > head + 1 and words[b - 1].upos not in {"PROPN", "NUM"}:
        b -= 1
    while a < head and not proper(words[a]):
        a += 1
    return a, b, head


def _person(words: Sequence[Word], start: int, end: int, titles: Collection[str]) -> tuple[int, int] | None:
    """A person's name in a run: no title or role before it, nothing joined to it by "of" or "and"."""
    for i in range(start, end):
        if words[i].form in _INNER and words[i].form != "-" and i > start:
            end = i
            break
    for i in range(end - 1, start - 1, -1):
        if words[i].form.lower().rstrip(".") in titles:
            start = i + 1
            break
    return (start, end) if start < end and words[end - 1].xpos != "NNPS" else None


def gum_names(sentence: Sentence, titles: Collection[str]) -> list[str]:
    """BIO names of a GUM sentence. `titles` are words that stand before a person's name, in lower case."""
    words = sentence.words
    tags = ["O"] * len(words)
    for start, end, mention in sorted(_mentions(words), key=lambda m: m[0] - m[1]):
        kind = _TYPES.get(mention)
        run = _run(words, start, end) if kind else None
        if not kind or not run:
            continue
        name = _person(words, run[0], run[1], titles) if kind == "PER" else run[:2]
        if name and all(t == "O" for t in tags[name[0]:name[1]]):
            put(tags, *name, kind)
    return tags


def settle_places(sentences: Sequence[Sentence]) -> None:
    """Names that are mostly places are places everywhere, also where the text has them act ("Sweden said")."""
    seen: Counter[tuple[str, str]] = Counter()
    key = lambda s, a, b: " ".join(w.form.lower() for w in s.words[a:b])
    found = [(s, a, b, k) for s in sentences if s.names for a, b, k in sorted(spans(s.names))]
    seen.update((key(s, a, b), k) for s, a, b, k in found)
    for s, a, b, k in found:
        name = key(s, a, b)
        if k == "ORG" and s.names and seen[name, "LOC"] > 2 * seen[name, "ORG"]:
            put(s.names, a, b, "LOC")


def uner_names(path: Path, *, open_words: bool = False) -> dict[str, list[str]]:
    """Sentence text to BIO tags, from an IOB2 file of Universal NER; with `open_words`, `?` stays."""
    out: dict[str, list[str]] = {}
    text, tags = "", []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# text"):
            text = line.partition("=")[2].strip()
        elif line.startswith("#"):
            continue
        elif line.strip():
            tag = line.split("\t")[2]
            tags.append(tag if tag[2:] in {"PER", "ORG", "LOC"} or (open_words and tag == UNSURE) else "O")
        elif tags:
            out[text] = tags
            text, tags = "", []
    return out
