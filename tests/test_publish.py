"""The files of a build change together, whatever happens on the way."""
from __future__ import annotations

import contextlib
import errno
import multiprocessing
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import publish
from kg.errors import UsageError
from kg.model import document_id
from kg.publish import MANIFEST, NOTE, STORE, WORK, Texts, checksum, locked, manifest, read_whole, replacing_build, settle

IDS = tuple(f"{document_id(text)}.txt" for text in ("zero", "one", "two"))
OLD = {"graph.ttl": "old graph", "network.html": "old page", "old.csv": "x", f"{STORE}/{NOTE}": "old", f"{STORE}/1.sst": "old data",
       f"documents/{IDS[0]}": "zero", f"documents/{IDS[1]}": "one"}
NEW = {"graph.ttl": "new graph", "network.html": "new page", f"{STORE}/{NOTE}": "new", f"{STORE}/2.sst": "new data",
       f"documents/{IDS[1]}": "one", f"documents/{IDS[2]}": "two"}


def write(folder: Path, files: dict[str, str]) -> None:
    with locked(folder), replacing_build(folder) as new:
        texts = Texts(folder, new)
        for text in (t for n, t in files.items() if n.startswith("documents/")):
            texts.keep(document_id(text), lambda text=text: text)  # type: ignore[misc]
        texts.close()
        for name, text in files.items():
            if not name.startswith("documents/"):
                (new / name).parent.mkdir(exist_ok=True)
                (new / name).write_text(text)


def contents(folder: Path) -> dict[str, str]:
    files = (p for p in folder.rglob("*") if p.is_file() and WORK not in p.parts)
    return {p.relative_to(folder).as_posix(): p.read_text() for p in files if p.name != MANIFEST}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    write(tmp_path / "out", OLD)
    return tmp_path / "out"


def test_a_new_build_takes_the_place_of_the_old_and_of_nothing_else(out: Path) -> None:
    (out / "mine.txt").write_text("a user's")
    (out / "documents" / "notes.txt").write_text("a user's too")
    write(out, NEW)
    assert contents(out) == {**NEW, "mine.txt": "a user's", "documents/notes.txt": "a user's too"}
    assert dict(manifest(out)) == {name: checksum(out / name) for name in ("graph.ttl", "network.html")}


def test_a_text_that_stands_there_already_is_not_written_again_but_a_damaged_one_is(out: Path) -> None:
    before = (out / "documents" / IDS[1]).stat().st_ino
    write(out, NEW)
    assert (out / "documents" / IDS[1]).stat().st_ino == before
    (out / "documents" / IDS[1]).write_text("eno")
    write(out, NEW)
    assert contents(out) == NEW


def test_one_file_can_be_replaced_with_its_checksum(out: Path) -> None:
    with locked(out), replacing_build(out, all_of_it=False) as new:
        (new / "network.html").write_text("a part")
    assert contents(out) == {**OLD, "network.html": "a part"}
    assert manifest(out)["network.html"] == checksum(out / "network.html")
    assert set(manifest(out)) == {"graph.ttl", "network.html", "old.csv"}


def test_a_folder_of_a_users_is_not_taken_for_the_store(out: Path) -> None:
    (out / STORE / NOTE).unlink()
    with pytest.raises(UsageError, match=r"store: .* not one that kg made; move it away"):
        write(out, NEW)
    assert (out / STORE / "1.sst").read_text() == "old data"
    assert (out / "graph.ttl").read_text() == "old graph"


def test_an_error_while_writing_leaves_the_last_build(out: Path) -> None:
    with pytest.raises(RuntimeError, match="a fault"), locked(out), replacing_build(out) as new:
        (new / "graph.ttl").write_text("half")
        raise RuntimeError("a fault")
    assert contents(out) == OLD
    assert sorted(p.name for p in (out / WORK).iterdir()) == ["lock"]


class KilledError(BaseException):
    """Stands for the end of the process: nothing but what is undone without a process is undone."""


STEPS = ("mkdir", "rename", "replace", "unlink")


def killed_at(number: int, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Let the process end at the nth step that changes the disk; tells how many steps there were."""
    count = 0

    def stop(step: Callable[..., object]) -> Callable[..., object]:
        def stopping(*arguments: object, **named: object) -> object:
            nonlocal count
            count += 1
            if count == number:
                raise KilledError
            return step(*arguments, **named)
        return stopping

    for name in STEPS:
        monkeypatch.setattr(Path, name, stop(getattr(Path, name)))
    monkeypatch.setattr(publish.shutil, "rmtree", lambda path, **_: None)  # what a dead process does not do
    return lambda: count


def test_wherever_a_build_is_cut_off_one_whole_build_is_read(tmp_path: Path) -> None:
    """Cut off before each step in turn: after `settle` there is the old build or the new, and a later build gives the right files."""
    seen, number = [], 1
    while True:
        out = tmp_path / str(number)
        write(out, OLD)
        with pytest.MonkeyPatch.context() as patch:
            steps = killed_at(number, patch)
            with contextlib.suppress(KilledError):
                write(out, NEW)
            if steps() < number:
                break
        settle(out)
        assert contents(out) in (OLD, NEW), number
        seen.append(contents(out) == NEW)
        assert {n: checksum(out / n) for n in manifest(out)} == manifest(out)
        write(out, NEW)
        assert contents(out) == NEW
        number += 1
    assert seen == sorted(seen)
    assert seen.count(True) >= 5
    assert seen.count(False) >= 5


def test_what_is_read_is_of_one_build_though_another_is_put_in_place_meanwhile(out: Path) -> None:
    reads = []

    def read() -> tuple[str, str]:
        graph = (out / "graph.ttl").read_text()
        if not reads:
            write(out, NEW)
        reads.append(graph)
        return graph, (out / "network.html").read_text()

    assert read_whole(out, read) == ("new graph", "new page")
    assert reads == ["old graph", "new graph"]


def hold(folder: Path, ready: object, done: object) -> None:
    with locked(folder):
        ready.set()  # type: ignore[attr-defined]
        done.wait(30)  # type: ignore[attr-defined]


def test_two_cannot_write_at_once_and_a_dead_one_holds_nobody_up(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    ready, done = context.Event(), context.Event()
    other = context.Process(target=hold, args=(tmp_path, ready, done))
    other.start()
    try:
        assert ready.wait(60)
        with pytest.raises(UsageError, match="another kg is writing there"), locked(tmp_path):
            pass
    finally:
        other.kill()
        other.join()
    with locked(tmp_path):
        pass


def test_a_full_disk_is_told_and_leaves_the_last_build(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UsageError, match=r"out: no room left there .* choose another folder with --out"):
        write(out, NEW)
    monkeypatch.undo()
    assert contents(out) == OLD


def as_nobody(folder: Path) -> str:
    """What somebody without rights is told; in a process of its own where this one has all rights."""
    try:
        with locked(folder / "out"):
            return "written"
    except UsageError as error:
        return str(error)


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    read, written = os.pipe()
    child = os.fork()
    if child == 0:
        if os.geteuid() == 0:
            os.setuid(65534)
        else:
            tmp_path.chmod(0o555)
        os.write(written, as_nobody(tmp_path).encode())
        os._exit(0)
    os.waitpid(child, 0)
    told = os.read(read, 10_000).decode()
    assert told.startswith(f"{tmp_path / 'out'}: cannot write there")
    assert "--out" in told


def test_a_hostile_folder_removes_nothing_elsewhere(tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("precious")
    ready = tmp_path / "out" / WORK / "ready"
    ready.mkdir(parents=True)
    (ready / "removed.json").write_text(f'["../victim.txt", "{victim}", "documents/../../victim.txt"]')
    settle(tmp_path / "out")
    assert victim.read_text() == "precious"
    assert not ready.exists()
