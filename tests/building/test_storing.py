"""The process that makes a store: it ends with the one that started it, and tells what went wrong."""
from __future__ import annotations

import errno
import multiprocessing
import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.building.storing import StoreError, writing_store
from kg.graph.disk import open_on_disk
from kg.graph.store import load_store
from kg.publish import STORE

TURTLE = "<https://x.example/s> <https://x.example/p> \"o\" .\n"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    (tmp_path / "graph.ttl").write_text(TURTLE)
    return tmp_path / "graph.ttl"


def test_it_is_made_while_the_block_runs_and_is_there_after_it(graph: Path) -> None:
    with writing_store(graph.parent / STORE, graph):
        pass
    assert len(open_on_disk(graph.parent)) == len(load_store(graph.parent).graph)


def test_a_process_that_was_forked_from_one_with_an_open_store_can_build_too(graph: Path) -> None:
    with writing_store(graph.parent / STORE, graph):
        pass
    held = open_on_disk(graph.parent)
    child = multiprocessing.get_context("fork").Process(target=make, args=(graph.parent / "again", graph))
    child.start()
    child.join(60)
    try:
        assert child.exitcode == 0
    finally:
        child.kill()
    assert len(held) > 0


def make(folder: Path, turtle: Path) -> None:
    with writing_store(folder, turtle):
        pass


def test_an_error_in_the_block_ends_it(graph: Path) -> None:
    began = time.monotonic()
    with pytest.raises(KeyError), writing_store(graph.parent / STORE, graph):
        raise KeyError
    assert time.monotonic() - began < 20


def test_a_folder_that_cannot_be_written_is_an_error_of_the_system(graph: Path) -> None:
    with pytest.raises(OSError, match="none"), writing_store(graph.parent / "none" / STORE, graph):
        pass


def test_no_room_is_told_as_such(graph: Path) -> None:
    resource = pytest.importorskip("resource", reason="limits of a process are Unix's")
    code = ("import errno, resource, sys; from pathlib import Path; from kg.building.storing import writing_store\n"
            "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
            "try:\n  with writing_store(Path(sys.argv[1]), Path(sys.argv[2])): pass\nexcept OSError as error: print(error.errno)")
    assert resource
    ran = subprocess.run([sys.executable, "-c", code, graph.parent / STORE, graph], capture_output=True, text=True, check=True)
    assert ran.stdout == f"{errno.ENOSPC}\n"


def test_it_ends_when_the_one_that_started_it_is_killed(graph: Path) -> None:
    """A pipe in the place of the Turtle keeps it at work: nobody writes into it."""
    os.mkfifo(graph.parent / "pipe.ttl")
    ended, held = os.pipe()  # held open by the processes that inherit it
    code = ("import sys, time; from pathlib import Path; from kg.building import storing; apart = storing.apart()\n"
            "storing.apart = lambda: {**apart, 'pass_fds': [int(sys.argv[3])]}\n"
            "with storing.writing_store(Path(sys.argv[1]), Path(sys.argv[2])):\n"
            "  print('started', flush=True); time.sleep(60)")
    arguments = [sys.executable, "-c", code, graph.parent / STORE, graph.parent / "pipe.ttl", str(held)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, pass_fds=[held]) as process:
        os.close(held)
        assert process.stdout is not None
        assert process.stdout.readline() == b"started\n"
        deadline = time.monotonic() + 30
        while not (graph.parent / STORE).is_dir():
            assert time.monotonic() < deadline
            time.sleep(0.01)
        assert select.select([ended], [], [], 0.5)[0] == []
        process.kill()
    assert select.select([ended], [], [], 30)[0] == [ended]
    os.close(ended)


def test_an_end_without_an_answer_is_told(graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.building.storing._START", "raise SystemExit(3)")
    with pytest.raises(StoreError, match=r"ended \(status 3\).* run the command again"), writing_store(graph.parent / STORE, graph):
        pass
