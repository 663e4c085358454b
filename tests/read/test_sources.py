from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.model import Document, Skipped
from kg.read import read


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("one/b.txt", "one/a.txt", "one/sub/c.md", "one/.hidden.txt", "one/.git/d.txt", "one/README.md", "two/a.txt", "two/deep/one/a.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"These are the words of {name}.\n")
    return tmp_path


def paths(*sources: str) -> list[str]:
    return [entry.path for entry in read(sources)]


def test_a_folder_is_walked_and_sorted(folder: Path) -> None:
    assert paths("one") == ["a.txt", "b.txt", "sub/c.md"]
    assert paths(str(folder / "one") + "/") == ["a.txt", "b.txt", "sub/c.md"]


def test_files_have_their_names_in_the_order_given(folder: Path) -> None:
    assert paths("one/b.txt", "one/a.txt") == ["b.txt", "a.txt"]
    assert paths("one/README.md") == ["README.md"]


def test_patterns_are_expanded(folder: Path) -> None:
    assert paths("one/*.txt") == ["a.txt", "b.txt"]
    assert paths("one/**/*.md") == ["sub/c.md"]
    assert paths("*/sub") == ["one/sub/c.md"]


def test_a_name_with_brackets_is_a_name_first(folder: Path) -> None:
    Path("one/[x].txt").write_text("Words in brackets.")
    assert paths("one/[x].txt") == ["[x].txt"]


def test_the_same_relative_path_is_told_apart(folder: Path) -> None:
    assert paths("one", "two") == ["one/a.txt", "b.txt", "sub/c.md", "two/a.txt", "deep/one/a.txt"]
    assert sorted(paths("two", "one")) == sorted(paths("one", "two"))
    assert paths("one/a.txt", "two/deep/one/a.txt") == ["two/deep/one/a.txt".replace("two/deep/", f"{folder.name}/"), "deep/one/a.txt"]


def test_the_same_file_named_twice_is_read_once(folder: Path) -> None:
    assert paths("one", "one/a.txt", str(folder / "one")) == ["a.txt", "b.txt", "sub/c.md"]


def test_standard_input() -> None:
    (document,) = read(["-"], stdin=BytesIO(b"By Jane Doe\nThe trust was told to improve."))
    assert isinstance(document, Document)
    assert (document.path, document.author and document.author.value) == ("stdin", "Jane Doe")
    (skipped,) = read(["-"], stdin=BytesIO(b""))
    assert isinstance(skipped, Skipped)


@pytest.mark.parametrize("source", ["nowhere", "nowhere/*.txt", "bad\0name"])
def test_a_source_that_does_not_exist(folder: Path, source: str) -> None:
    with pytest.raises(UsageError):
        read(["one", source])


def test_no_source_at_all() -> None:
    with pytest.raises(UsageError, match="no source given"):
        read([])


def test_an_empty_folder(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text("x")
    (skipped,) = read([str(tmp_path)])
    assert isinstance(skipped, Skipped)
    assert skipped.path == str(tmp_path)
    assert "no documents in this folder" in skipped.reason
