"""Each input that cannot be used gives Skipped with what was wrong and what to do, and the others are read all the same."""
from __future__ import annotations

import os
import sys
import time
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import DocumentError
from kg.model import Document, Skipped
from kg.read import read, read_document
from kg.read.formats import sniff
from tests.read.samples import pdf, word

GOOD = b"The trust has been told to improve its wards.\n"


def bomb() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 210_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize(("name", "data", "reason"), [
    ("a.txt", b"", "the file is empty"),
    ("a.md", b"", "the file is empty"),
    ("a.txt", b" \n\t\n", "no words"),
    ("a.txt", b"\xef\xbb\xbf\n", "no words"),
    ("a.html", b"<html><body></body></html>", "no words"),
    ("a.txt", b"text\0more", "binary"),
    ("a.txt", b"\x89PNG\r\n\x1a\n....", "a picture"),
    ("a.txt", b"%PDF-1.4 ...", "extension .pdf"),
    ("a.txt", b"caf\xe9 told to improve", "not valid UTF-8 at byte 3; convert it to UTF-8"),
    ("a.txt", b"\xef\xbb\xbfcaf\xe9", "at byte 6"),
    ("a.txt", b"\xff\xfea", "not valid UTF-16"),
    ("a.html", b"<html>\0", "binary"),
    ("a.pdf", GOOD, "damaged PDF"),
    ("a.pdf", b"", "the file is empty"),
    ("a.pdf", b"%PDF-1.4\n1 0 obj\n<<", "damaged PDF"),
    ("a.pdf", pdf([["Secret words"]], password="x"), "encrypted PDF"),
    ("a.pdf", pdf([[]]), "without text"),
    ("a.docx", GOOD, "damaged Word"),
    ("a.docx", word([("Normal", "Some words here.")])[:900], "damaged Word"),
    ("a.docx", b"\xd0\xcf\x11\xe0....", "encrypted or old Word"),
    ("a.docx", word([]), "no words"),
    ("a.csv", GOOD, "files of type .csv cannot be read"),
    ("a.doc", GOOD, "save it as .docx"),
    ("noname", GOOD, "without an extension"),
])
def test_reason(tmp_path: Path, name: str, data: bytes, reason: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_bytes(GOOD)
    found = {entry.path: entry for entry in read([str(tmp_path)])}
    skipped = found[name]
    assert isinstance(skipped, Skipped)
    assert reason in skipped.reason
    assert isinstance(found["good.txt"], Document)
    assert not caplog.records
    assert capfd.readouterr() == ("", "")


def test_a_bomb_is_refused() -> None:
    with pytest.raises(DocumentError, match="unpacks to 210 MB"):
        read_document("a.docx", bomb())


def test_a_large_text_is_refused_without_being_read(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as stream:
        stream.truncate(50_000_000)
    start = time.perf_counter()
    (skipped,) = read([str(large)])
    assert isinstance(skipped, Skipped)
    assert "too large (50 MB, the limit is 10 MB)" in skipped.reason
    assert time.perf_counter() - start < 0.2


def test_limit_can_be_set_and_holds_for_every_format(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(GOOD * 3)
    (tmp_path / "b.pdf").write_bytes(pdf([["Words " * 40] * 5]))
    (tmp_path / "c.html").write_bytes(b"<p>" + GOOD * 3)
    assert [isinstance(entry, Skipped) for entry in read([str(tmp_path)], limit=100)] == [True] * 3


def test_a_long_text_is_read_in_time() -> None:
    start = time.perf_counter()
    document = read_document("a.txt", b"".join(b"The trust number %d has been told to improve its wards.\n\n" % n for n in range(8000)))
    assert len(document.blocks) == 8000
    read_document("a.txt", b"word " * 200_000)
    assert time.perf_counter() - start < 5


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_bytes(GOOD)

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert list(read([str(tmp_path)])) == [Skipped("a.txt", "cannot be opened (Permission denied); check its permissions")]


def test_links_to_nothing_and_pipes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "b.txt")
    reasons = [entry.reason for entry in read([str(tmp_path)]) if isinstance(entry, Skipped)]
    assert reasons == ["a link to nothing; remove it", "not a regular file; pipe it to standard input with -"]


def test_same_text_twice(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(GOOD)
    (tmp_path / "b.md").write_bytes(GOOD)
    first, second = read([str(tmp_path)])
    assert isinstance(first, Document)
    assert second == Skipped("b.md", "same text as a.txt; remove one of the two")


@given(
    st.binary(max_size=200), st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"<html><body>", b""]), st.sampled_from(["pdf", "docx", "html", "txt"]))
@settings(max_examples=60, deadline=None)
def test_any_bytes_give_a_document_or_a_reason(data: bytes, start: bytes, suffix: str) -> None:
    try:
        read_document(f"a.{suffix}", start + data)
    except DocumentError as error:
        assert error.reason


@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\ufffd", "\U000e0041"])
def test_odd_characters_are_kept(character: str) -> None:
    text = f"The trust{character} has been told."
    assert read_document("a.txt", text.encode()).text == text


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(DocumentError, match=r"HTML files need a package that is not installed \(trafilatura\)"):
        read_document("a.html", b"<p>The trust was told to improve.</p>")


def test_sniff() -> None:
    assert [sniff(data) for data in (pdf([["x"]]), word([]), b"\n<!DOCTYPE html><p>", b"---\ntitle: x\n---\n", GOOD)] == [
        "PDF", "Word", "HTML", "Markdown", "text"]
