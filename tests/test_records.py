"""The output folder as records."""
from __future__ import annotations

from pathlib import Path

import pytest

from kg.publish import TEXTS
from kg.records import read_texts


def test_a_text_is_read_from_the_last_folder_that_has_it(tmp_path: Path) -> None:
    for folder, names in (("before", "ab"), ("new", "b")):
        (tmp_path / folder / TEXTS).mkdir(parents=True)
        for name in names:
            (tmp_path / folder / TEXTS / f"{name}.txt").write_bytes(f"{name} {folder}\r\n".encode() + b"\xed\xa0\x80")
    before, new, none = (tmp_path / name for name in ("before", "new", "none"))
    assert read_texts("ab", before, new) == {"a": "a before\r\n\ud800", "b": "b new\r\n\ud800"}
    assert read_texts("a", before, none) == {"a": "a before\r\n\ud800"}
    with pytest.raises(FileNotFoundError):
        read_texts("ac", before, new)
