"""Entries come back as they were put, or not at all."""
from __future__ import annotations

from pathlib import Path

import pytest

from kg.cache import Cache

KEY, OTHER = "ab" + "0" * 62, "cd" + "1" * 62


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    made = Cache(tmp_path / "cache")
    made.put(KEY, '{"a":1}')
    return made


def entry(cache: Cache) -> Path:
    return cache.folder / KEY[:2] / KEY


def test_an_entry_comes_back(cache: Cache) -> None:
    assert (cache.get(KEY), cache.has(KEY), cache.damaged) == ('{"a":1}', True, 0)


def test_what_was_never_put_is_absent_and_not_damaged(cache: Cache) -> None:
    assert (cache.get(OTHER), cache.has(OTHER), cache.damaged) == (None, False, 0)


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"nonsense", b"kg-cache " + KEY.encode() + b" 00\n{}"])
def test_a_damaged_entry_counts_as_absent(cache: Cache, damage: bytes) -> None:
    entry(cache).write_bytes(damage)
    assert (cache.get(KEY), cache.damaged) == (None, 1)


def test_every_changed_byte_is_noticed(cache: Cache) -> None:
    whole = entry(cache).read_bytes()
    for at in range(len(whole)):
        entry(cache).write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1:])
        assert cache.get(KEY) is None, at
        entry(cache).write_bytes(whole[:at])
        assert cache.get(KEY) is None, at


def test_an_entry_under_the_name_of_another_is_foreign(cache: Cache) -> None:
    (cache.folder / OTHER[:2]).mkdir()
    entry(cache).rename(cache.folder / OTHER[:2] / OTHER)
    assert (cache.get(OTHER), cache.damaged) == (None, 1)


def test_what_nobody_asked_for_is_pruned(cache: Cache) -> None:
    cache.put(OTHER, "[]")
    (cache.folder / "stray").write_text("x")
    (cache.folder / KEY[:2] / f".{KEY}.half").write_text("x")
    later = Cache(cache.folder)
    later.get(KEY)
    later.prune()
    assert [p.relative_to(cache.folder).as_posix() for p in sorted(cache.folder.rglob("*"))] == [KEY[:2], f"{KEY[:2]}/{KEY}"]
