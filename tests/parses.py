"""Parses made by hand, for tests of grammar that need no model.

One line is one word: `word lemma UPOS TAG head label [ENTITY]`. The head is the word itself, or its number (from 1) where the word stands twice,
or `-` at the root; a lemma `_` is the word in lower case. The entity is a label, `I-` before it inside an entity.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import spacy
from spacy.tokens import Doc as Parsed
from spacy.vocab import Vocab

from kg.syntax.tree import Doc, Token

_CLOSING = frozenset({".", ",", "?", "!", ":", ";", ")", "”", "'s", "’s", "n't"})


@cache
def _vocab() -> Vocab:
    return spacy.blank("en").vocab


def parse(table: str, *, offset: int = 0, order: int = 0, quoted: Iterable[int] = ()) -> Doc:
    """The paragraph of a table. `quoted` gives the tokens, from 0, that stand in a quotation."""
    doc = Doc(parsed(table), offset, order)
    doc.quoted = frozenset(quoted)
    return doc


def parsed(table: str) -> Parsed:
    """The table as a pipeline would give it."""
    rows = [line.split() for line in table.splitlines() if line.strip()]
    words = [row[0] for row in rows]
    return Parsed(
        _vocab(), words=words, spaces=[following not in _CLOSING for following in [*words[1:], "."]],
        lemmas=[word.lower() if row[1] == "_" else row[1] for word, row in zip(words, rows, strict=True)],
        pos=[row[2] for row in rows], tags=[row[3] for row in rows],
        heads=[_head(row[4], at, words) for at, row in enumerate(rows)], deps=[row[5] for row in rows],
        ents=[_entity(row[6] if len(row) > 6 else "") for row in rows])


def _head(head: str, at: int, words: Sequence[str]) -> int:
    if head == "-":
        return at
    if head.isdigit():
        return int(head) - 1
    assert words.count(head) == 1, f"{head!r} does not stand once; give its number"
    return words.index(head)


def _entity(label: str) -> str:
    return "O" if not label else label if label.startswith("I-") else f"B-{label}"


def word(doc: Doc, text: str) -> Token:
    """The only token with this text."""
    found = [t for t in doc if t.text == text]
    assert len(found) == 1, f"{text!r} stands {len(found)} times"
    return found[0]


def texts(tokens: Iterable[Token]) -> list[str]:
    """The words of tokens, to compare."""
    return [t.text for t in tokens]
