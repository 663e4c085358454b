"""What goes wrong is one sentence on standard error and an exit status, never a traceback."""
from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Kg
from tests.gold_sets import ROOT

NOTHING = "/nowhere/at/all"
SEEDS = str(ROOT / "seeds")


@pytest.mark.parametrize(("arguments", "message"), [
    (["build"], "no source given"),
    (["build", NOTHING], "no such file or folder"),
    (["build", "nothing*.md"], "no file matches"),
    (["build", SEEDS, "--ontology", NOTHING], "no .ttl file there"),
    (["build", SEEDS, "--decisions", NOTHING], "no list of decisions"),
    (["build", SEEDS, "--pipeline", "no_such_pipeline"], "no_such_pipeline"),
    (["build", SEEDS, "--jobs", "2", "--cluster", "tcp://x:1"], "give one of them"),
    (["view", "--out", NOTHING], "no build there"),
    (["query", "people", "--out", NOTHING], "no build there"),
    (["query"], "no query given"),
    (["query", "peple"], "'people'|people"),
    (["query", "people", "--param", "nosign"], "write NAME=VALUE"),
    (["show", "Someone", "--out", NOTHING], "no build there"),
    (["explain", "abc", "--out", NOTHING], "no build there"),
    (["stats", "--out", NOTHING], "no build there"),
    (["check", "--out", NOTHING], "no build there"),
    (["export", "--format", "csv", "--out", NOTHING], "no build there"),
    (["score", NOTHING, NOTHING], "no such folder"),
    (["ontology", "check", "nothing"], "no relation 'nothing'"),
    (["ontology", "export"], "--ontolex"),
    (["export", "--format", "doc"], "'doc'"),
    (["build", "--nonsense"], "No such option"),
    (["nonsense"], "No such command"),
], ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "")
def test_wrong_usage_is_one_sentence_and_status_2(
        arguments: list[str], message: str, kg: Kg, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = kg(*arguments)
    assert ran.status == 2, ran.err
    assert ran.out == ""
    assert "Traceback" not in ran.err
    assert any(part in ran.err for part in message.split("|"))
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_build_is_told(kg: Kg, tmp_path: Path) -> None:
    (tmp_path / "statements.jsonl").write_text("{nonsense\n")
    ran = kg("view", "--out", tmp_path, "--no-open")
    assert ran.status == 2
    assert "damaged" in ran.err


def test_a_folder_that_cannot_be_written_is_told(kg: Kg, pipeline: None, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    (tmp_path / "a.txt").write_text("Words about nothing.")
    ran = kg("build", tmp_path / "a.txt", "--out", tmp_path / "file")
    assert ran.status == 2
    assert "cannot write there" in ran.err


def test_escape_codes_in_what_is_given_do_not_reach_the_terminal(kg: Kg) -> None:
    ran = kg("build", "\x1b[31mred\x1b]0;title\x07")
    assert "\x1b" not in ran.err + ran.out


def test_a_reader_that_goes_away_gives_no_traceback(digests: Path) -> None:
    code = f"{sys.executable} -m kg query timeline --param entity=Ofsted --out {digests} --format json | head -c 1"
    done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr


def test_an_interrupt_ends_quietly(tmp_path: Path) -> None:
    process = subprocess.Popen([sys.executable, "-m", "kg", "build", "-", "--out", str(tmp_path)], stdin=subprocess.PIPE, stderr=subprocess.PIPE,
                               env={**os.environ, "NO_COLOR": "1"})
    time.sleep(4)  # it waits for standard input by now
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode not in (0, None)
    assert b"Traceback" not in err
