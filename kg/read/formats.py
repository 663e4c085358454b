"""One file's bytes to a Document: the extension says which reader, or, for standard input, the first bytes do.

The readers of HTML, PDF and Word raise whatever they meet in a damaged file and log it too; here that becomes one DocumentError.
"""
from __future__ import annotations

import hashlib
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import Final

from kg.errors import DocumentError
from kg.model import Document, document_id
from kg.read.arrange import arrange
from kg.read.decode import decode, require_words
from kg.read.front_matter import take
from kg.read.html import read_html
from kg.read.markdown import read_markdown
from kg.read.pdf import read_pdf
from kg.read.plain import split
from kg.read.raw import Raw
from kg.read.word import read_word

LIMIT: Final = 10_000_000  # bytes of text: some thirty novels
PACKED: Final = 20  # a PDF or Word file may be this much larger, for its pictures
_TEXT: Final = {".txt": "text", ".text": "text", ".md": "Markdown", ".markdown": "Markdown", ".html": "HTML", ".htm": "HTML", ".xhtml": "HTML"}
_BINARY: Final = {".pdf": "PDF", ".docx": "Word"}
_KINDS: Final = _TEXT | _BINARY
_NOISY: Final = ("pypdf", "trafilatura", "htmldate", "courlan", "justext", "docx")


def kind_of(path: str) -> str:
    """The format that a path's extension names. Raises DocumentError for one that kg cannot read."""
    suffix = PurePosixPath(path).suffix.lower()
    if suffix in _KINDS:
        return _KINDS[suffix]
    what = f"files of type {suffix} cannot be read" if suffix else "a file without an extension"
    advice = "save it as .docx" if suffix in (".doc", ".odt", ".rtf", ".pages") else "give a .txt, .md, .html, .pdf or .docx file"
    raise DocumentError(path, f"{what}; {advice}")


def sniff(data: bytes) -> str:
    """The format of bytes that have no name."""
    if data.startswith(b"%PDF-"):
        return "PDF"
    if data.startswith(b"PK\x03\x04"):
        return "Word"
    return "HTML" if data[:1000].lstrip().lower().startswith((b"<!doctype html", b"<html")) else "Markdown" if data.startswith(b"---") else "text"


def most_bytes(kind: str, limit: int) -> int:
    """The largest file of this format that is opened at all."""
    return limit * PACKED if kind in _BINARY.values() else limit


def read_document(path: str, data: bytes, *, kind: str | None = None, limit: int = LIMIT) -> Document:
    """The document that a file's bytes hold. Raises DocumentError, and nothing else."""
    kind = kind or kind_of(path)
    if len(data) > most_bytes(kind, limit):
        raise too_large(path, len(data), most_bytes(kind, limit))
    if not data:
        raise DocumentError(path, "the file is empty; put the text in it or remove it")
    raw = _raw(path, data, kind, limit)
    if len(raw.text) > limit:
        raise too_large(path, len(raw.text), limit)
    require_words(path, raw.text)
    known = arrange(raw)
    return Document(
        id=document_id(raw.text), path=path, sha256=hashlib.sha256(data).hexdigest(), text=raw.text, blocks=known.blocks, title=known.title,
        author=known.author, publisher=known.publisher, date=known.date, url=known.url)


def too_large(path: str, size: int, most: int) -> DocumentError:
    """The error for a file that is over the limit."""
    return DocumentError(path, f"too large ({size / 1e6:.0f} MB, the limit is {most / 1e6:g} MB); split it into one file per document")


def _raw(path: str, data: bytes, kind: str, limit: int) -> Raw:
    if kind == "text":
        text = decode(path, data)
        raw, start = take(text)
        return raw if start == len(text) else _with_blocks(raw, start)
    if kind == "Markdown":
        return read_markdown(decode(path, data))
    with _guarded(path, kind):
        if kind == "HTML":
            return read_html(path, data)
        return read_pdf(path, data, limit) if kind == "PDF" else read_word(path, data, limit)


def _with_blocks(raw: Raw, start: int) -> Raw:
    return Raw(text=raw.text, blocks=(*raw.blocks, *split(raw.text, start)), title=raw.title, author=raw.author, publisher=raw.publisher,
               date=raw.date, url=raw.url)


@contextmanager
def _guarded(path: str, kind: str) -> Iterator[None]:
    """Silence the readers, and make one error of all that they raise."""
    loggers = [(logger, logger.level) for logger in map(logging.getLogger, _NOISY)]
    for logger, _ in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except DocumentError:
        raise
    except ImportError as error:
        what = error.name or str(error).splitlines()[0]
        raise DocumentError(path, f"{kind} files need a package that is not installed ({what}); install kg again") from error
    except Exception as error:  # the libraries promise nothing about what they raise on a damaged file
        raise DocumentError(path, f"a damaged {kind} file, or not one ({type(error).__name__}); open it and save it again") from error
    finally:
        for logger, level in loggers:
            logger.setLevel(level)
