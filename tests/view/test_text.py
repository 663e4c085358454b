"""Text that is fit to be shown already is left as it is, by a look that must not miss what is not."""
from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

from hypothesis import given
from hypothesis import strategies as st

from kg.view.text import legible, name, relative

PATHS = st.lists(st.sampled_from(["a", "b.md", "..", "/", "\\", "C:", "~", "file:", "..c", " ", "\u202e", "é", "\x00"]), max_size=5).map("".join)


@given(text=st.text(st.characters(codec=None)) | st.text(st.sampled_from("a \x00\x07\n\t\x7f\x9f\u202e\ufffe\uffff\ud800é")))
def test_what_is_legible_has_as_many_characters_and_none_that_a_reader_cannot_have(text: str) -> None:
    shown = legible(text)
    bad = [c for c in text if (c < " " and c not in "\t\n") or "\x7f" <= c <= "\x9f" or "\ud800" <= c <= "\udfff" or c in "\ufffe\uffff"]
    assert len(shown) == len(text)
    assert [a for a, b in zip(text, shown, strict=True) if a != b] == bad
    assert not {*name(text)} & {*"\u202e\u2066\u200f\x00\n"}


@given(path=PATHS)
def test_a_path_that_is_not_relative_shows_its_last_part_alone(path: str) -> None:
    windows = PureWindowsPath(path)
    absolute = windows.anchor or PurePosixPath(path).is_absolute() or path.startswith(("~", "file:")) or ".." in windows.parts
    assert relative(path) == name(windows.name if absolute else path)
