"""A file put together of new pieces and of pieces of the last one."""
from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.building.cache import Cache
from kg.building.pieces import FILES, Piece, Pieces, Splice
from kg.publish import locked, replacing_build

OLD = [b"one", b"two", b"", b"four\n"]
CHOSEN = st.lists(st.one_of(st.integers(0, len(OLD) - 1), st.binary(max_size=4)))


@given(CHOSEN, st.sampled_from([b"", b",\n"]))
def test_new_and_old_pieces_stand_in_the_order_given(chosen: list[int | bytes], between: bytes) -> None:
    head, target = b"head", io.BytesIO()
    before = io.BytesIO(head + between.join(OLD) + b"tail")
    splice = Splice(target, before, between)
    splice.write(b"begin")
    for one in chosen:
        if isinstance(one, bytes):
            splice.piece(one)
        else:
            splice.copy(len(head) + sum(len(old) + len(between) for old in OLD[:one]), len(OLD[one]))
    splice.write(b"end")
    splice.close()
    assert target.getvalue() == b"begin" + between.join(one if isinstance(one, bytes) else OLD[one] for one in chosen) + b"end"


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[Cache]:
    with closing(Cache(tmp_path / "cache")) as made:
        yield made


def published(out: Path, text: str) -> None:
    with locked(out), replacing_build(out) as new:
        for name in FILES:
            (new / name).write_text(text)


def test_pieces_are_found_where_they_stand_unless_a_file_is_another(cache: Cache, tmp_path: Path) -> None:
    out = tmp_path / "out"
    published(out, "0123456789")
    pieces = Pieces(cache, out, fresh=False)
    pieces.add(Piece("a", (2, 3, 1), '[{"of":2}]', (1, 2, 3)))
    pieces.add(Piece("b", (4, 4, 4), "[]"))
    pieces.save((0, 1, 2), (0, 0, 2))
    later = Pieces(cache, out, fresh=False)
    assert [place and place.starts for place in map(later.find, "abc")] == [(0, 1, 2), (2, 4, 5), None]
    assert (place := later.find("a")) is not None
    assert place.piece == Piece("a", (2, 3, 1), '[{"of":2}]', (1, 2, 3))
    assert not Pieces(cache, out, fresh=True)
    (out / FILES[1]).write_text("0123456780")
    assert not Pieces(cache, out, fresh=False)
    published(out, "012345678x")
    assert not Pieces(cache, out, fresh=False)
