"""Finds out what each stretch of a text is, and who wrote the text, when, under which title. What a file says of itself goes first."""
from __future__ import annotations

from dataclasses import replace

from kg.model import Attribute, BlockKind, Span
from kg.read.boilerplate import mark_boilerplate, mark_scraps
from kg.read.bylines import find_bylines
from kg.read.captions import mark_captions, mark_headings, mark_sources
from kg.read.raw import Raw, plainly
from kg.read.repeats import cut_doubled, mark_repeats
from kg.read.titles import find_title

_NEAR_HEAD = 3000  # characters in which a name that the metadata gives is looked for


def arrange(raw: Raw) -> Raw:
    """`raw` with its blocks marked and its attributes found.

    The order matters: boilerplate and bylines first, so that neither is taken for the title; repetitions after the title, which is what
    pages say again most often; scraps after the signature, which stands among them.
    """
    text = raw.text
    blocks = cut_doubled(text, raw.blocks)
    blocks = mark_boilerplate(text, blocks)
    blocks = mark_captions(text, blocks)
    found = find_bylines(text, blocks, has_title=raw.title is not None)
    blocks, title = find_title(text, found.blocks, raw.title)
    blocks = mark_repeats(text, blocks)
    blocks = mark_sources(text, blocks)
    blocks = mark_scraps(text, blocks)
    blocks = mark_headings(text, blocks)
    author, publisher = _placed(raw, raw.author) or found.author, _placed(raw, raw.publisher) or found.publisher
    return replace(raw, blocks=tuple(blocks), title=title, author=author, publisher=publisher, date=_dated(raw.date, found.date))


def _placed(raw: Raw, attribute: Attribute | None) -> Attribute | None:
    """The attribute with its place in the bylines, where the text says it too."""
    if attribute is None or attribute.span:
        return attribute
    for block in raw.blocks:
        if block.start > _NEAR_HEAD:
            break
        words = raw.text[block.start:min(block.end, block.start + 300)]
        at = plainly(words).find(plainly(attribute.value))
        short = len(words.split()) <= 16 and block.kind is not BlockKind.TITLE
        if short and at >= 0 and plainly(words[at:at + len(attribute.value)]) == plainly(attribute.value):
            return replace(attribute, span=Span(block.start + at, block.start + at + len(attribute.value)))
    return attribute


def _dated(named: Attribute | None, found: Attribute | None) -> Attribute | None:
    """The date that the file names, with the place where the text says the same; else the one that the text says."""
    if named is None or (named.span is None and found and found.value == named.value):
        return found
    return named
