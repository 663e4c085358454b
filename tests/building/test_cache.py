"""Entries come back as they were put, or not at all."""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.building.cache import Cache, remembering
from kg.errors import UsageError

KEY, OTHER = "ab" + "0" * 62, "cd" + "1" * 62


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    made = Cache(tmp_path / "cache")
    made.put(KEY, '{"a":1}')
    yield made
    made.close()


def change(cache: Cache, column: str, value: object) -> None:
    """Change an entry behind the cache's back."""
    cache.close()
    with sqlite3.connect(cache.folder / "kept.sqlite") as db:
        db.execute(f"UPDATE entries SET {column} = ?", (value,))
    db.close()


def again(cache: Cache) -> Cache:
    """The same entries for another process."""
    cache.close()
    return Cache(cache.folder)


def test_an_entry_comes_back(cache: Cache) -> None:
    assert (cache.get(KEY), cache.has(KEY), cache.damaged) == ('{"a":1}', True, 0)
    later = again(cache)
    assert (later.get(KEY), later.damaged) == ('{"a":1}', 0)


def test_what_was_never_put_is_absent_and_not_damaged(cache: Cache) -> None:
    assert (cache.get(OTHER), cache.has(OTHER), cache.damaged) == (None, False, 0)


@pytest.mark.parametrize("damage", ["", "nonsense", '{"a":2}', b'{"a":1}', None, 1])
def test_a_damaged_entry_counts_as_absent(cache: Cache, damage: object) -> None:
    change(cache, "content", damage)
    assert (cache.get(KEY), cache.damaged) == (None, 1)


def test_a_changed_checksum_is_noticed(cache: Cache) -> None:
    change(cache, "sum", "0" * 64)
    assert (cache.get(KEY), cache.damaged) == (None, 1)


def test_an_entry_under_the_name_of_another_is_foreign(cache: Cache) -> None:
    change(cache, "key", OTHER)
    assert (cache.get(OTHER), cache.damaged) == (None, 1)


@pytest.mark.parametrize("at", ["everywhere", "head", "half"])
def test_a_file_that_cannot_be_read_is_begun_anew(cache: Cache, at: str) -> None:
    cache.close()
    path = cache.folder / "kept.sqlite"
    whole = path.read_bytes()
    path.write_bytes({"everywhere": b"x" * len(whole), "head": b"x" * 100 + whole[100:], "half": whole[:len(whole) // 2]}[at])
    later = Cache(cache.folder)
    assert (later.get(KEY), later.damaged) == (None, 1)
    later.put(KEY, "[]")
    assert again(later).get(KEY) == "[]"


def test_whatever_byte_is_changed_nothing_wrong_comes_back(cache: Cache) -> None:
    cache.close()
    path = cache.folder / "kept.sqlite"
    whole = path.read_bytes()
    for at in [*range(0, len(whole), 97), *(n for n, byte in enumerate(whole) if byte and n > 100)]:
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
        later = Cache(cache.folder)
        assert later.get(KEY) in (None, '{"a":1}'), at
        later.close()


def test_what_was_put_is_there_for_another_process_though_this_one_dies(cache: Cache, tmp_path: Path) -> None:
    """A copy of the files as a killed process leaves them."""
    cache.put(OTHER, "[1]")
    (tmp_path / "dead").mkdir()
    for path in cache.folder.iterdir():
        (tmp_path / "dead" / path.name).write_bytes(path.read_bytes())
    assert Cache(tmp_path / "dead").get(OTHER) == "[1]"


def test_what_nobody_asked_for_is_pruned_and_its_words_are_gone(cache: Cache) -> None:
    cache.put(OTHER, '["withdrawn"]')
    (cache.folder / "stray").write_text("x")
    later = again(cache)
    later.keep([KEY])
    later.prune()
    assert (later.has(KEY), later.has(OTHER)) == (True, False)
    later.close()
    assert [p.name for p in cache.folder.iterdir()] == ["kept.sqlite"]
    assert b"withdrawn" not in (cache.folder / "kept.sqlite").read_bytes()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(UsageError, match="cannot write there"):
        Cache(tmp_path / "cache").put(KEY, "[]")


def test_a_full_disk_is_told(cache: Cache) -> None:
    cache.get(KEY)
    assert cache._opened is not None
    cache._opened.execute("PRAGMA max_page_count=8")
    with pytest.raises(UsageError, match="no room left there"):
        for number in range(100):
            cache.put(f"{number:064}", "x" * 4000)
    assert cache.get(KEY) == '{"a":1}'


def test_what_was_made_of_the_same_is_not_made_again_unless_all_is(cache: Cache) -> None:
    made: list[bytes] = []

    def once(given: bytes, code: str = "1", *, fresh: bool = False) -> bytes:
        return remembering(cache, code, fresh=fresh)(given, lambda: made.append(given) or given[::-1])  # type: ignore[func-returns-value]

    assert [once(b"ab"), once(b"ab"), once(b"bc"), once(b"ab")] == [b"ba", b"ba", b"cb", b"ba"]
    assert made == [b"ab", b"bc"]
    once(b"ab", "2")
    once(b"ab", fresh=True)
    assert made == [b"ab", b"bc", b"ab", b"ab"]


@pytest.mark.parametrize("at_once", [1, 2, 500])
def test_many_entries_come_back_in_the_order_asked_for(cache: Cache, at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.building.cache._AT_ONCE", at_once)
    cache.put(OTHER, "[2]")
    change(cache, "content", "damaged")
    cache.put(KEY, '{"a":1}')
    assert list(cache.get_each([OTHER, "ef" + "0" * 62, KEY])) == [None, None, '{"a":1}']
    assert cache.damaged == 1
    cache.prune()
    assert sorted(cache.kept()) == sorted([KEY, OTHER])
    assert list(cache.get_each([])) == []
