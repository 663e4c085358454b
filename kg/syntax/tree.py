"""The parse of a paragraph as rules read it: spaCy's `Doc`, read once into plain objects that know their heads, children and sentences.

Rules ask the same few things of a word hundreds of times; spaCy makes a new `Token` for each answer. Names and meanings are spaCy's, and a word is
one object, so that `is` and `==` say the same.
"""
from __future__ import annotations

from collections.abc import Hashable, Iterator
from operator import attrgetter
from typing import Any, SupportsIndex, overload

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc as Parsed

_PLACE = attrgetter("i")


class Token:
    """A word; `answers` are those that `kg.syntax.kept` keeps of it."""

    __slots__ = (
        "answers", "children", "dep_", "doc", "ent_iob_", "ent_type_", "head", "i", "idx", "is_punct", "is_quote", "is_space", "left_edge", "lemma_",
        "lower_", "negates", "pos_", "right_edge", "sent", "tag_", "text", "whitespace_",
    )

    head: Token
    left_edge: Token
    right_edge: Token
    sent: Sentence
    children: tuple[Token, ...]

    def __init__(self, doc: Doc, i: int, text: str, lower: str, lemma: str, pos: str, tag: str, dep: str, idx: int, space: str) -> None:
        self.doc, self.i, self.text, self.lower_, self.lemma_, self.pos_, self.tag_, self.dep_ = doc, i, text, lower, lemma, pos, tag, dep
        self.idx, self.whitespace_ = idx, space
        self.ent_type_, self.ent_iob_ = "", "O"
        self.is_punct = self.is_quote = self.is_space = self.negates = False
        self.children = ()
        self.answers: dict[Hashable, Any] | None = None

    def __repr__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)

    def __lt__(self, other: Token) -> bool:
        return self.i < other.i

    @property
    def text_with_ws(self) -> str:
        """The word with the space behind it."""
        return self.text + self.whitespace_

    @property
    def ancestors(self) -> Iterator[Token]:
        """Those over it, from its head to the root."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def subtree(self) -> list[Token]:
        """The word and all that hang on it, in the order of the text."""
        found = [self]
        for token in found:
            found += token.children
        return sorted(found, key=_PLACE)

    def is_ancestor(self, other: Token) -> bool:
        """Whether the other word hangs on this, or on one that does."""
        return any(token is self for token in other.ancestors)

    def nbor(self, steps: int = 1) -> Token:
        """The word so many steps on. Raises IndexError beyond the paragraph."""
        if self.i + steps < 0:
            raise IndexError(f"{steps} steps from word {self.i}")
        return self.doc.tokens[self.i + steps]


class Sentence:
    """The words from `start` to before `end`; `number` counts the sentences of the paragraph from 0."""

    __slots__ = ("doc", "end", "number", "root", "start")

    def __init__(self, doc: Doc, number: int, start: int, end: int, root: Token) -> None:
        self.doc, self.number, self.start, self.end, self.root = doc, number, start, end, root

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    def __getitem__(self, place: int) -> Token:
        return self.doc.tokens[self.end + place if place < 0 else self.start + place]

    @property
    def text(self) -> str:
        """The words as they stand there."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def start_char(self) -> int:
        """Where it begins in the paragraph."""
        return self[0].idx

    @property
    def end_char(self) -> int:
        """Where it ends in the paragraph."""
        return self[-1].idx + len(self[-1])


class Doc:
    """A paragraph: its words, its sentences and what the encoder made of each word (`tensor`); `offset` is where it begins in its document, `order`
    which paragraph of it this is. Which words are quoted, and which in a head only for their tone, is noted when quotations are known."""

    def __init__(self, parsed: Parsed, offset: int, order: int) -> None:
        self.offset, self.order, self.text = offset, order, parsed.text
        self.tensor: NDArray[np.float32] = np.asarray(parsed.tensor, dtype=np.float32)
        self.quoted: frozenset[int] = frozenset()
        self.toned: frozenset[int] = frozenset()
        self.tokens = [Token(self, t.i, t.text, t.lower_, t.lemma_, t.pos_, t.tag_, t.dep_, t.idx, t.whitespace_) for t in parsed]
        self.sents = [Sentence(self, n, s.start, s.end, self.tokens[s.root.i]) for n, s in enumerate(parsed.sents)]
        children: list[list[Token]] = [[] for _ in self.tokens]
        for token, other in zip(self.tokens, parsed, strict=True):
            token.ent_type_, token.ent_iob_ = other.ent_type_, other.ent_iob_
            token.is_punct, token.is_quote, token.is_space = other.is_punct, other.is_quote, other.is_space
            token.negates = "Polarity=Neg" in str(other.morph)
            token.head = self.tokens[other.head.i]
            token.left_edge, token.right_edge = self.tokens[other.left_edge.i], self.tokens[other.right_edge.i]
            if token.head is not token:
                children[token.head.i].append(token)
        for token, below in zip(self.tokens, children, strict=True):
            token.children = tuple(below)
        for sentence in self.sents:
            for token in sentence:
                token.sent = sentence

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, place: SupportsIndex) -> Token: ...
    @overload
    def __getitem__(self, place: slice) -> list[Token]: ...
    def __getitem__(self, place: SupportsIndex | slice) -> Token | list[Token]:
        return self.tokens[place]
