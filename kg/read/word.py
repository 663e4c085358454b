"""A Word document (.docx) to its paragraphs: headings, items and captions by their styles, table cells as items.

Text is taken from the elements themselves, because python-docx leaves out insertions under review, content controls and text boxes.
"""
from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from kg.errors import DocumentError
from kg.model import Attribute, BlockKind
from kg.read.raw import Raw, compose, key
from kg.read.titles import sensible_title

_WORD: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same text again, for old programs
_MARKS: Final = {f"{_WORD}tab": " ", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}
_STYLES: Final = (
    (re.compile(r"title$", re.IGNORECASE), BlockKind.TITLE), (re.compile(r"subtitle|heading", re.IGNORECASE), BlockKind.HEADING),
    (re.compile(r"list|bullet", re.IGNORECASE), BlockKind.ITEM), (re.compile(r"caption", re.IGNORECASE), BlockKind.CAPTION),
    (re.compile(r"toc |header|footer|macro", re.IGNORECASE), BlockKind.BOILERPLATE))
_NO_AUTHOR: Final = frozenset({"", "python-docx", "user", "admin", "administrator", "author", "microsoft office user", "owner", "unknown"})


def read_word(path: str, data: bytes, limit: int) -> Raw:
    """The text of a Word document. Raises DocumentError where it is not one, is encrypted, or unpacks to more than `limit` allows."""
    import docx

    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(path, "an encrypted or old Word document; save it without a password as .docx")
    with zipfile.ZipFile(BytesIO(data)) as archive:
        unpacked = sum(part.file_size for part in archive.infolist() if part.filename.endswith(".xml"))
    if unpacked > 20 * limit:  # mark-up is several times the text, and a bomb thousands of times
        raise DocumentError(path, f"unpacks to {unpacked // 1_000_000} MB, over what a document of {limit // 1_000_000} MB of text may; split it")
    document = docx.Document(BytesIO(data))
    names = {style.style_id: style.name or "" for style in document.styles}
    pieces = [piece for paragraph in document.element.body.iter(f"{_WORD}p") for piece in _pieces(paragraph, names)]
    title = document.core_properties.title.strip()
    if not sensible_title(title):
        title = ""
    if title and not any(key(words) == key(title) for words, _ in pieces[:8]):
        pieces.insert(0, (title, BlockKind.TITLE))
    text, blocks = compose(pieces)
    author = document.core_properties.author.strip()
    return Raw(text=text, blocks=blocks, title=Attribute(title) if title else None,
               author=Attribute(author) if author.casefold() not in _NO_AUTHOR and " " in author else None)


def _pieces(paragraph: Any, styles: dict[str, str]) -> Iterator[tuple[str, BlockKind]]:
    if any(above.tag == _FALLBACK for above in paragraph.iterancestors()):
        return
    kind = _kind(paragraph, styles)
    for line in "".join(_words(paragraph)).split("\n"):
        yield " ".join(line.split()), kind


def _words(element: Any) -> Iterator[str]:
    """The text of a paragraph, without that of paragraphs inside it (text boxes)."""
    for child in element:
        if child.tag == f"{_WORD}t":
            yield child.text or ""
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag not in (f"{_WORD}p", f"{_WORD}pPr", f"{_WORD}rPr", _FALLBACK):
            yield from _words(child)


def _kind(paragraph: Any, styles: dict[str, str]) -> BlockKind:
    style = paragraph.find(f"{_WORD}pPr/{_WORD}pStyle")
    name = styles.get(style.get(f"{_WORD}val"), "") if style is not None else ""
    for pattern, kind in _STYLES:
        if pattern.match(name):
            return kind
    in_list = paragraph.find(f"{_WORD}pPr/{_WORD}numPr") is not None
    in_table = any(above.tag == f"{_WORD}tc" for above in paragraph.iterancestors())
    return BlockKind.ITEM if in_list or in_table else BlockKind.PARAGRAPH
