"""A document with its parse: one spaCy `Doc` a prose block, and the way from tokens back to offsets in the document's text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Sentence

from kg.model import PROSE, Block, BlockKind, Document, Span

HEADS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_TONE = re.compile(r"(?<!\w)['‘\"“](?=\w)((?:[^'‘’\"“”]|(?<=\w)['’](?=\w)){1,60})['’\"”](?!\w)")  # words quoted in passing
Parse = Callable[[Sequence[str]], list[Doc]]


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """`docs[i]` is the parse of `blocks[i]`; only prose blocks are parsed."""

    document: Document
    blocks: tuple[Block, ...]
    docs: tuple[Doc, ...]

    def sentences(self) -> Iterator[Sentence]:
        """All sentences in text order."""
        for doc in self.docs:
            yield from doc.sents

    def token_at(self, offset: int) -> Token | None:
        """The token that stands at an offset of the document's text."""
        for block, doc in zip(self.blocks, self.docs, strict=True):
            if block.start <= offset < block.end:
                return next((t for t in doc if t.idx <= offset - block.start < t.idx + len(t.text_with_ws)), None)
        return None


def parse_document(document: Document, parse: Parse) -> ParsedDocument:
    """Parse the prose blocks of a document."""
    blocks = tuple(b for b in document.blocks if b.kind in PROSE and document.text[b.start : b.end].strip())
    docs = parse([_plain(document.text[b.start : b.end], b.kind) for b in blocks])
    for order, (block, doc) in enumerate(zip(blocks, docs, strict=True)):
        doc.user_data["offset"] = block.start
        doc.user_data["order"] = order
        prepare(doc)
    return ParsedDocument(document, blocks, tuple(docs))


def _plain(text: str, kind: BlockKind) -> str:
    """A block as it is parsed: in a head, marks around a few words ("Council 'failed families'") hide its grammar, so spaces stand for them."""
    return _TONE.sub(r" \1 ", text) if kind in HEADS else text


def prepare(doc: Doc) -> None:
    """Note on a parse what spaCy would seek anew each time: its text, and of each token where it stands there, which sentence of its block it
    stands in and between which tokens that sentence lies."""
    doc.user_data["text"] = doc.text
    doc.user_data["bounds"] = [(t.idx, t.idx + len(t)) for t in doc]
    bounds = [(s.start, s.end) for s in doc.sents]
    doc.user_data["sentence"] = [n for n, (start, end) in enumerate(bounds) for _ in range(start, end)]
    doc.user_data["sentence_starts"] = [start for start, end in bounds for _ in range(start, end)]
    doc.user_data["sentence_ends"] = [end for start, end in bounds for _ in range(start, end)]


def sentence_start(token: Token) -> int:
    """The index of the first token of a token's sentence."""
    start: int = token.doc.user_data["sentence_starts"][token.i]
    return start


def sentence_end(token: Token) -> int:
    """The index after the last token of a token's sentence."""
    end: int = token.doc.user_data["sentence_ends"][token.i]
    return end


def last_word(token: Token) -> int:
    """The index of the last token of a token's sentence that is no white space."""
    first, last = sentence_start(token), sentence_end(token) - 1
    while last > first and token.doc[last].is_space:
        last -= 1
    return last


def position(token: Token) -> tuple[int, int]:
    """Sort key of a token in its document: block, then place in the block."""
    return token.doc.user_data["order"], token.i


def offset_of(token: Token) -> int:
    """Where a token begins in its document's text."""
    offset: int = token.doc.user_data["offset"]
    return offset + token.idx


def sentences_between(a: Token, b: Token) -> int:
    """How many sentences start after one word and up to another of the same block, whichever stands first."""
    sentence = a.doc.user_data["sentence"]
    return abs(int(sentence[b.i] - sentence[a.i]))


def text_of(doc: Doc, first: int, last: int) -> str:
    """The text of the tokens `first` to `last` (inclusive), as far as there are any."""
    last = min(last, len(doc) - 1)
    if last < first:
        return ""
    text: str = doc.user_data["text"]
    bounds = doc.user_data["bounds"]
    return text[bounds[first][0] : bounds[last][1]]


def span_of(doc: Doc, first: int, last: int) -> Span:
    """The text span of the tokens `first` to `last` (inclusive)."""
    offset: int = doc.user_data["offset"]
    end = doc[last]
    return Span(offset + doc[first].idx, offset + end.idx + len(end))


def token_span(token: Token) -> Span:
    """The text span of one token."""
    start = offset_of(token)
    return Span(start, start + len(token))


def sentence_span(token: Token) -> Span:
    """The text span of the sentence a token stands in, without white space around it."""
    return span_of(token.doc, sentence_start(token), last_word(token))
