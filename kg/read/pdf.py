"""A PDF to its paragraphs. A PDF holds placed lines, so paragraphs are put together again: line ends that the width forced are closed,
words broken by a hyphen are joined, and what stands at the head or foot of page after page is left out.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from typing import Final

from kg.errors import DocumentError
from kg.model import Attribute, BlockKind
from kg.read.plain import MARKER, SENTENCE_END
from kg.read.raw import Raw, compose, key
from kg.read.titles import sensible_title

_EDGE: Final = 3  # lines at the head and foot of a page that may be running ones
_SHARE: Final = 0.6  # of the pages: title pages and chapter starts have none
_ROOM: Final = 0.8  # letters differ in width, so a line of this share of the widest is full
_ROOM_AT_STOP: Final = 0.95  # where a sentence ends too, a paragraph may: ask for more
_NUMBER: Final = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\W*", re.IGNORECASE)
_LIGATURES: Final = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_HYPHENS: Final = ("-", "\u2010", "\u00ad")


def read_pdf(path: str, data: bytes, limit: int) -> Raw:
    """The text of a PDF. Raises DocumentError for an encrypted one, one without text, or one over `limit` characters."""
    from pypdf import PasswordType, PdfReader
    from pypdf.errors import DependencyError

    reader = PdfReader(BytesIO(data))
    try:
        locked = reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED
    except DependencyError:
        locked = True
    if locked:
        raise DocumentError(path, "an encrypted PDF; save a copy without a password")
    pages: list[list[str]] = []
    length = 0
    for page in reader.pages:
        content = page.extract_text().translate(_LIGATURES)
        length += len(content)
        if length > limit:
            raise DocumentError(path, f"holds over {limit // 1_000_000} MB of text; split it into smaller files")
        pages.append([line.strip() for line in content.splitlines() if line.strip()])
    if not any(character.isalnum() for page in pages for line in page for character in line):
        raise DocumentError(path, "a PDF without text (it was probably scanned); run text recognition (OCR) on it first")
    return _raw(pages, reader.metadata.title if reader.metadata else None, reader.metadata.author if reader.metadata else None)


def _raw(pages: Sequence[Sequence[str]], title: str | None, author: str | None) -> Raw:
    title = " ".join((title or "").split())
    pieces = [(words, BlockKind.PARAGRAPH) for words in paragraphs(pages)]
    if sensible_title(title):
        pieces = _titled(pieces, title)
    else:
        title = ""
    text, blocks = compose(pieces)
    name = " ".join((author or "").split())
    return Raw(text=text, blocks=blocks, title=Attribute(title) if title else None, author=Attribute(name) if " " in name else None)


def _titled(pieces: list[tuple[str, BlockKind]], title: str) -> list[tuple[str, BlockKind]]:
    """The title as a stretch of its own at the head, where the page has it on several lines or not at all."""
    for count in range(1, min(5, len(pieces) + 1)):
        if key(" ".join(words for words, _ in pieces[:count])) == key(title):
            return [(title, BlockKind.TITLE), *pieces[count:]]
    return pieces if any(key(words) == key(title) for words, _ in pieces[:8]) else [(title, BlockKind.TITLE), *pieces]


def paragraphs(pages: Sequence[Sequence[str]]) -> list[str]:
    """The paragraphs of pages of lines, across page ends."""
    lines = [line for page in _without_running(pages) for line in page] or [line for page in pages for line in page]
    if not lines:
        return []
    width = sorted(len(line) for line in lines)[int(0.95 * (len(lines) - 1))]
    known = set(re.findall(r"[\w-]+", "\n".join(lines).casefold()))
    found = [[lines[0]]]
    for line, following in pairwise(lines):
        if _goes_on(line, following, width):
            found[-1].append(following)
        else:
            found.append([following])
    return [_join(part, known) for part in found]


def _without_running(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages without running heads and feet (digits apart, the same on most pages) and page numbers."""
    edges = [{*range(min(_EDGE, len(page))), *range(max(0, len(page) - _EDGE), len(page))} for page in pages]
    seen = Counter(mark for page, edge in zip(pages, edges, strict=True) for mark in {_mark(page[at]) for at in edge})
    running = {mark for mark, count in seen.items() if count >= max(2, _SHARE * len(pages))}
    return [
        [line for at, line in enumerate(page) if at not in edge or not (_mark(line) in running or _is_number(page, at))]
        for page, edge in zip(pages, edges, strict=True)]


def _mark(line: str) -> str:
    return re.sub(r"\d+", "#", key(line)) or line


def _is_number(page: Sequence[str], at: int) -> bool:
    return at in (0, len(page) - 1) and len(page) > 1 and bool(_NUMBER.fullmatch(page[at]))


def _goes_on(line: str, following: str, width: int) -> bool:
    if MARKER.match(following):
        return False
    if line.endswith(_HYPHENS) and following[0].islower():
        return True
    stop = SENTENCE_END.search(line)
    full = len(line) + 1 + len(following.split()[0]) > (_ROOM_AT_STOP if stop else _ROOM) * width
    return full or (following[0].islower() and not stop)


def _join(part: Sequence[str], known: set[str]) -> str:
    joined = part[0]
    for line in part[1:]:
        if not (joined.endswith(_HYPHENS) and line[0].islower() and joined[-2:-1].isalpha()):
            joined += " " + line
            continue
        before = re.findall(r"[\w-]*$", joined[:-1])[0]
        after = re.findall(r"^[\w-]*", line)[0]
        hyphened = f"{before}-{after}".casefold() in known and (before + after).casefold() not in known
        joined = (joined[:-1] + "-" if hyphened else joined[:-1]) + line
    return joined
