"""Bytes to text. Nothing is guessed: a text is UTF-8, or UTF-16 with its byte order mark, or it is refused with the reason."""
from __future__ import annotations

import codecs
from typing import Final

from kg.errors import DocumentError

_MARKS_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SIGNATURES: Final = {
    b"%PDF-": "a PDF; give it the extension .pdf",
    b"PK\x03\x04": "a zip archive or an office document; if it is a Word document, give it the extension .docx",
    b"\xd0\xcf\x11\xe0": "an old Word or Office document; save it as .docx",
    b"\x89PNG": "a picture; give the text itself",
    b"\xff\xd8\xff": "a picture; give the text itself",
    b"GIF8": "a picture; give the text itself",
    b"{\\rtf": "a rich text (RTF) document; save it as .docx or plain text",
}
_SAMPLE: Final = 65536
_CONTROLS: Final = frozenset(range(32)) - frozenset(b"\t\n\r\x0b\x0c\x1b\x1c\x1d\x1e\x1f")
_TOO_MANY_CONTROLS: Final = 0.05  # plain text has hardly any; compressed data has about 12 %
_SOME_CONTROLS: Final = 8  # so that a stray one does no harm in a short text


def decode(path: str, data: bytes) -> str:
    """The text of a plain file, without a byte order mark. Raises DocumentError."""
    refuse_binary(path, data)
    encoding = "UTF-16" if data.startswith(_MARKS_16) else "UTF-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        advice = "convert it to UTF-8, for example with: iconv -f WINDOWS-1252 -t UTF-8"
        raise DocumentError(path, f"not valid {encoding} at byte {error.start}; {advice}") from error
    if "\0" in text:
        raise DocumentError(path, "a binary file (it holds NUL characters); give a text, Markdown, HTML, PDF or Word (.docx) file")
    return text.removeprefix("\ufeff")


def refuse_binary(path: str, data: bytes) -> None:
    """Raise DocumentError where `data` is no text in any encoding."""
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise DocumentError(path, f"not a text but {what}")
    if data.startswith(_MARKS_16):
        return
    sample = data[:_SAMPLE]
    if b"\0" in data or sum(byte in _CONTROLS for byte in sample) > max(_SOME_CONTROLS, _TOO_MANY_CONTROLS * len(sample)):
        raise DocumentError(path, "a binary file; give a text, Markdown, HTML, PDF or Word (.docx) file")


def require_words(path: str, text: str) -> None:
    """Raise DocumentError where `text` has nothing to read."""
    if not any(character.isalnum() for character in text):
        raise DocumentError(path, "the file has no words in it; put the text in it or remove it")
