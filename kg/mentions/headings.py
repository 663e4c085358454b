"""Names in headings whose every word has a capital, where capitals tell nothing: only what the rest of the document names is a name there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.model import BlockKind, MentionKind
from kg.syntax.parsed import ParsedDocument
from kg.syntax.phrases import Phrase, words_of
from kg.syntax.tree import Doc

_HEADS = frozenset({BlockKind.TITLE, BlockKind.HEADING})
_SMALL = 3  # letters of a word that keeps its small letter in a title
_SHARE = 0.8


def in_capitals(parsed: ParsedDocument) -> frozenset[int]:
    """The orders of the headings in which (nearly) every longer word begins with a capital."""
    return frozenset(n for n, (block, doc) in enumerate(zip(parsed.blocks, parsed.docs, strict=True)) if block.kind in _HEADS and _shouts(doc))


def _shouts(doc: Doc) -> bool:
    words = [t for t in doc if t.text.isalpha() and len(t.text) > _SMALL]
    if len(words) > 2 and all(t.text.isupper() for t in words):
        return True
    return len(words) > 2 and sum(t.text[:1].isupper() for t in words) >= _SHARE * len(words) and any(t.pos_ == "VERB" for t in doc)


def named_elsewhere(doc: Doc, names: Iterable[Phrase]) -> Iterator[Phrase]:
    """The names of other blocks that stand in a heading, whatever their case, the longest first; each word belongs to one of them."""
    lowered = [t.lower_ for t in doc]
    taken: set[int] = set()
    for name in sorted(names, key=lambda p: (-len(p.name or ""), p.name or "")):
        first, last = name.name_span or (name.first, name.last)
        words = [t.lower_ for t in name.doc[first : last + 1]]
        for at in range(len(lowered) - len(words) + 1):
            span = range(at, at + len(words))
            if lowered[at : at + len(words)] == words and taken.isdisjoint(span):
                taken.update(span)
                head = next((doc[i] for i in span if doc[i].head.i not in span or doc[i].head == doc[i]), doc[span[-1]])
                text = words_of(doc, at, span[-1])
                here = (at, span[-1])
                yield Phrase(head, *here, MentionKind.NAME, text, name=name.name, name_span=here, cls=name.cls, evidence=name.evidence)
