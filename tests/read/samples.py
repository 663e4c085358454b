"""Small files of each format, made here, and a short way to look at a document's blocks."""
from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import docx
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from kg.model import BlockKind, Document
from kg.read import read_document

STORY = """Hospital trust told to improve after two deaths

By Jane Doe, Health Reporter
3 May 2022

The regulator has told Northtown Hospital Trust to improve its wards. Inspectors came in March.
The trust said it was sorry.
"""


def text_of(document: Document, *kinds: BlockKind) -> list[str]:
    """The words of a document's blocks of these kinds (all, where none is named)."""
    return [document.text[block.start:block.end] for block in document.blocks if not kinds or block.kind in kinds]


def kinds_of(document: Document) -> list[str]:
    """The kinds of a document's blocks, in order."""
    return [block.kind.value for block in document.blocks]


def plain(text: str) -> Document:
    """A plain text, read."""
    return read_document("story.txt", text.encode())


def markdown(text: str) -> Document:
    """A Markdown text, read."""
    return read_document("story.md", text.encode())


def pdf(pages: Sequence[Sequence[str]], *, title: str = "", author: str = "", password: str = "") -> bytes:
    """A PDF with these lines on its pages."""
    writer = PdfWriter()
    font = DictionaryObject({
        NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"), NameObject("/BaseFont"): NameObject("/Helvetica")})
    for lines in pages:
        page = writer.add_blank_page(width=595, height=842)
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})})
        shown = " T* ".join("(" + line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") + ") Tj" for line in lines)
        stream = StreamObject()
        stream.set_data(f"BT /F1 11 Tf 14 TL 50 800 Td {shown} ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(stream)
    writer.add_metadata({key: value for key, value in {"/Title": title, "/Author": author}.items() if value})
    if password:
        writer.encrypt(password, algorithm="AES-256")
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def word(paragraphs: Sequence[tuple[str, str]], *, title: str = "", author: str = "python-docx") -> bytes:
    """A Word document with paragraphs of these styles and words."""
    document = docx.Document()
    for style, words in paragraphs:
        document.add_paragraph(words, style=style)
    document.core_properties.title = title
    document.core_properties.author = author
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()
