"""Folders that cannot take a build: full, not to be written, in use. One sentence, status 2, and what was there is as before."""
from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.building.build import Options, build
from kg.publish import locked
from tests.cli.conftest import Kg

resource = pytest.importorskip("resource", reason="limits of a process are Unix's")
SAID = "The Mirefold Health Trust criticised the Department for Transport.\n"


@pytest.fixture
def built(pipeline: None, tmp_path: Path) -> Path:
    """A folder of documents, and its build in `out`; one document is new."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(SAID)
    build([str(tmp_path / "in")], Options(out=tmp_path / "out"))
    (tmp_path / "in" / "b.txt").write_text(SAID.replace("criticised", "praised"))
    return tmp_path


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and "cache" not in p.parts}


def in_a_process(change: Callable[[], None], kg: Kg, *arguments: object) -> tuple[int, str]:
    """The status and the messages of a command, in a process that has undergone `change`."""
    read, written = os.pipe()
    child = os.fork()
    if child == 0:
        change()
        ran = kg(*arguments)
        os.write(written, ran.err.encode())
        os._exit(ran.status)
    os.close(written)
    _, status = os.waitpid(child, 0)
    with os.fdopen(read) as stream:
        return os.waitstatus_to_exitcode(status), stream.read()


@pytest.mark.parametrize("room", [10, 2000, 20_000])
def test_no_room(room: int, built: Path, kg: Kg) -> None:
    """The limit on the size of a file stands for the end of a disk: what is written first fits, or nothing does."""
    before = contents(built / "out")
    status, told = in_a_process(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)), kg, "build", built / "in", "--out", built / "out")
    assert status == 2
    assert "no room left there" in told
    assert str(built / "out") in told.replace("\n", "")
    assert "Traceback" not in told
    assert contents(built / "out") == before


def test_in_use(built: Path, kg: Kg) -> None:
    before = contents(built / "out")
    with locked(built / "out"):
        ran = kg("build", built / "in", "--out", built / "out")
        assert kg("view", "--out", built / "out", "--no-open").status == 2
        assert kg("view", "--out", built / "out", "--no-open", "--page", built / "elsewhere.html").status == 0
    assert ran.status == 2
    assert "another kg is writing there" in ran.err
    assert contents(built / "out") == before
    assert kg("build", built / "in", "--out", built / "out").status == 0
