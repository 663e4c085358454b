"""A document with its parse: the parse of each prose block, and the way from tokens back to offsets in the document's text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc as Parsed

from kg.model import PROSE, Block, BlockKind, Document, Span
from kg.syntax.tree import Doc, Sentence, Token

HEADS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_TONE = re.compile(r"(?<!\w)['‘\"“](?=\w)((?:[^'‘’\"“”]|(?<=\w)['’](?=\w)){1,60})['’\"”](?!\w)")  # words quoted in passing
Parse = Callable[[Sequence[str]], list[Parsed]]


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
    blocks = _prose(document)
    docs = parses_of(document, parse)
    return ParsedDocument(document, blocks, tuple(Doc(doc, b.start, order) for order, (b, doc) in enumerate(zip(blocks, docs, strict=True))))


def parses_of(document: Document, parse: Parse) -> list[Parsed]:
    """What a pipeline makes of the prose blocks of a document."""
    return parse([_plain(document.text[b.start : b.end], b.kind) for b in _prose(document)])


def _prose(document: Document) -> tuple[Block, ...]:
    return tuple(b for b in document.blocks if b.kind in PROSE and document.text[b.start : b.end].strip())


def _plain(text: str, kind: BlockKind) -> str:
    """A block as it is parsed: in a head, marks around a few words ("Council 'failed families'") hide its grammar, so spaces stand for them."""
    return _TONE.sub(r" \1 ", text) if kind in HEADS else text


def last_word(token: Token) -> int:
    """The index of the last token of a token's sentence that is no white space."""
    first, last = token.sent.start, token.sent.end - 1
    while last > first and token.doc[last].is_space:
        last -= 1
    return last


def position(token: Token) -> tuple[int, int]:
    """Sort key of a token in its document: block, then place in the block."""
    return token.doc.order, token.i


def offset_of(token: Token) -> int:
    """Where a token begins in its document's text."""
    return token.doc.offset + token.idx


def sentences_between(a: Token, b: Token) -> int:
    """How many sentences start after one word and up to another of the same block, whichever stands first."""
    return abs(b.sent.number - a.sent.number)


def text_of(doc: Doc, first: int, last: int) -> str:
    """The text of the tokens `first` to `last` (inclusive), as far as there are any."""
    last = min(last, len(doc) - 1)
    if last < first:
        return ""
    return doc.text[doc[first].idx : doc[last].idx + len(doc[last])]


def span_of(doc: Doc, first: int, last: int) -> Span:
    """The text span of the tokens `first` to `last` (inclusive)."""
    end = doc[last]
    return Span(doc.offset + doc[first].idx, doc.offset + end.idx + len(end))


def token_span(token: Token) -> Span:
    """The text span of one token."""
    start = offset_of(token)
    return Span(start, start + len(token))


def sentence_span(token: Token) -> Span:
    """The text span of the sentence a token stands in, without white space around it."""
    return span_of(token.doc, token.sent.start, last_word(token))
