"""A web page to its article: trafilatura finds the main text and the page's metadata; each element becomes a stretch."""
from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Any, Final

from kg.model import Attribute, BlockKind
from kg.read.dates import iso_date
from kg.read.decode import refuse_binary
from kg.read.raw import Raw, compose, key, url_of

_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,40})", re.IGNORECASE)
_HEAD: Final = 4096
_SHORT: Final = 250  # characters; trafilatura's own limit
_LEAF: Final = {"head": BlockKind.HEADING, "item": BlockKind.ITEM, "cell": BlockKind.ITEM, "p": BlockKind.PARAGRAPH, "quote": BlockKind.PARAGRAPH}
_NO_TEXT: Final = frozenset({"script", "style", "nav", "footer", "aside", "form", "noscript", "template", "button", "svg", "head"})
_PLAIN_LEAF: Final = {f"h{n}": BlockKind.HEADING for n in range(1, 7)} | {
    "p": BlockKind.PARAGRAPH, "li": BlockKind.ITEM, "td": BlockKind.ITEM, "th": BlockKind.ITEM, "figcaption": BlockKind.CAPTION,
    "div": BlockKind.PARAGRAPH, "body": BlockKind.PARAGRAPH, "blockquote": BlockKind.PARAGRAPH}


def read_html(path: str, data: bytes) -> Raw:
    """The article of a page. Raises DocumentError for a binary file."""
    refuse_binary(path, data)
    import trafilatura  # slow to load, and most collections have no HTML

    page = _decode(data)
    found: Any = trafilatura.bare_extraction(
        page, with_metadata=True, include_comments=False, date_extraction_params={"extensive_search": False, "original_date": True})
    pieces = list(_pieces(found.body, _LEAF, frozenset())) if found is not None and found.body is not None else []
    if sum(len(words) for words, _ in pieces) < _SHORT:  # trafilatura gives up on such pages, and returns all text, menus included
        tree = trafilatura.load_html(page)
        pieces = list(_pieces(tree, _PLAIN_LEAF, _NO_TEXT)) if tree is not None else pieces
    title = _value(found, "title")
    if title and pieces and not any(key(words) == key(title) for words, _ in pieces[:8]):
        pieces.insert(0, (title, BlockKind.TITLE))
    text, blocks = compose(pieces)
    date = iso_date(_value(found, "date") or "")
    return Raw(
        text=text, blocks=blocks, title=Attribute(title) if title else None, author=_attribute(found, "author"),
        publisher=_attribute(found, "sitename"), date=Attribute(date) if date else None, url=url_of(_value(found, "url")))


def _value(found: Any, name: str) -> str | None:
    value = getattr(found, name, None)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _attribute(found: Any, name: str) -> Attribute | None:
    value = _value(found, name)
    return Attribute(value.replace("; ", ", ")) if value else None


def _decode(data: bytes) -> str:
    """As browsers do: the byte order mark, the charset that the page names, UTF-8, and last Windows-1252."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    named = _CHARSET.search(data[:_HEAD])
    for encoding in (named[1].decode("ascii") if named else "utf-8", "utf-8"):
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _pieces(tree: Any, leaves: dict[str, BlockKind], without: frozenset[str]) -> Iterator[tuple[str, BlockKind]]:
    """The text of each leaf element that is not inside another, its line breaks parting it; text outside any leaf is a paragraph."""
    open_kind = BlockKind.PARAGRAPH
    words: list[str] = []
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        element, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            if tag in leaves:
                yield from _parted(words, open_kind)
                words, open_kind = [], BlockKind.PARAGRAPH
            words.append(element.tail or "")
            continue
        stack.append((element, True))
        if tag in leaves:
            yield from _parted(words, open_kind)
            words, open_kind = [], leaves[tag] if tag != "p" or open_kind is BlockKind.PARAGRAPH else open_kind
        if tag in ("lb", "br"):
            words.append("\v")
        elif tag and tag not in without:
            words.append(element.text or "")
            stack.extend((child, False) for child in reversed(element))
    yield from _parted(words, open_kind)


def _parted(words: list[str], kind: BlockKind) -> Iterator[tuple[str, BlockKind]]:
    """`\\v` stands for a line break of the page; a line end of its source means nothing."""
    for part in "".join(words).split("\v"):
        yield " ".join(part.split()), kind
