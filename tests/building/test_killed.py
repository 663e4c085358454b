"""`kg build` killed fifty times, at points spread over its run: one whole build stands each time, and the next run completes."""
from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest

from kg.building import gather
from kg.building.build import Options, build
from kg.cli import main
from kg.graph.disk import open_on_disk
from kg.graph.store import load_store
from kg.knowledge.ontology import load
from kg.nlp import load as load_pipeline
from kg.publish import WORK, checksum, manifest
from kg.records import read_output
from kg.statements.extract import Extractor
from tests.helpers import built, quads

KILLS = 50
FIRST = {"a.md": "Orrin Town Council criticised the Vale Water Company.\n", "b.md": "The Harbour Agency fined Vale Water £2m.\n",
         "gone.md": "Mara Quill praised Orrin Town Council.\n"}
SECOND = {"a.md": "Orrin Town Council praised the Vale Water Company.\n", "b.md": FIRST["b.md"],
          "new.md": "Mara Quill apologised to the residents of Orrin.\n"}

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="a process with the pipeline in it is made by fork")


@pytest.fixture(scope="module")
def extractor(pipeline: None) -> Extractor:
    """In this process, so that the processes that are killed need not load it."""
    return Extractor(load(), load_pipeline().parse)


def put(folder: Path, files: dict[str, str]) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(source: Path, out: Path, kill_after: float | None = None) -> tuple[int, float]:
    """`kg build` in a process of its own, which may be killed; its status (negative: the signal) and how long it ran."""
    child, began = os.fork(), time.perf_counter()
    if child == 0:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 2)
        sys.argv = ["kg", "build", str(source), "--out", str(out)]
        try:
            main()
        except SystemExit as done:
            os._exit(int(done.code or 0))
        os._exit(70)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), time.perf_counter() - began


def test_killed_at_any_moment_one_whole_build_stands(extractor: Extractor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gather.Reader, "_extractor", lambda _: extractor)
    sources, wholes = [], []
    for number, files in enumerate((FIRST, SECOND)):
        sources.append(put(tmp_path / f"in{number}", files))
        build([str(sources[-1])], Options(out=tmp_path / f"whole{number}"))
        wholes.append(built(tmp_path / f"whole{number}"))
    out, draw = tmp_path / "out", random.Random(5)
    assert run(sources[0], out)[0] == 0
    status, takes = run(sources[1], out)
    assert (status, built(out)) == (0, wholes[1])
    standing, cut_off = 1, 0
    for number in range(KILLS):
        wanted = 1 - standing
        status, _ = run(sources[wanted], out, kill_after=takes * (number + draw.random()) / KILLS)
        cut_off += status == -signal.SIGKILL
        read_output(out)
        assert built(out) in wholes, number
        assert quads(open_on_disk(out)) == quads(load_store(out).graph)
        assert {name: checksum(out / name) for name in manifest(out)} == manifest(out)
        if number % 5 == 0:
            assert run(sources[wanted], out)[0] == 0
            assert built(out) == wholes[wanted]
            assert not (out / WORK / "new").exists()
        standing = wholes.index(built(out))
    assert cut_off >= KILLS // 2
    assert run(sources[0], out)[0] == 0
    assert built(out) == wholes[0]
