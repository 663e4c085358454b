"""What the benches make of what they measured."""
from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from kg.sparql.results import Result
from tests.bench import __main__ as bench
from tests.bench.scale import Grown, growth
from tests.bench.store import timed

ROOMY = bench.Bounds(60, 10**11)


def grown(size: int, above: float) -> Grown:
    return Grown(size, 1 + above, above, 100, {}, {}, None)


def test_twice_the_cost_for_twice_the_documents_is_an_exponent_of_one():
    assert growth([grown(11, 1), grown(101, 10), grown(1001, 100)]) == "from 11: 1.00"
    assert growth([grown(11, 1), grown(101, 100)]) == "from 11: 2.00"


def test_a_size_that_costs_no_more_than_a_start_varies_by_tells_no_exponent():
    assert growth([grown(10, -0.1), grown(101, 1), grown(1001, 10)]) == "from 101: 1.00"
    assert growth([grown(10, 0.01), grown(101, 1)]) == "–"
    assert growth([grown(10, 1)]) == "–"


def test_a_query_is_ended_by_its_own_seconds_of_the_processor_and_not_by_the_clock():
    assert timed(lambda: time.sleep(0.6) or Result(columns=("x",), rows=((None,),) * 3), 0.5) == (pytest.approx(0, abs=200), 3)

    def endless() -> Result:
        while True:
            pass

    assert timed(endless, 0.2) is None


def test_a_part_that_takes_too_long_is_stopped_with_all_that_it_started():
    waits = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(600)'])"
    with pytest.raises(bench.PartError, match="stopped after 1 s"):
        bench.measured([sys.executable, "-c", waits], bench.Bounds(1, 10**11))


def test_a_part_that_fails_or_takes_too_much_memory_says_why():
    with pytest.raises(bench.PartError, match="ValueError: no /"):
        bench.measured([sys.executable, "-c", "raise ValueError('no |')"], ROOMY)
    with pytest.raises(bench.PartError, match="MemoryError"):
        bench.measured([sys.executable, "-c", "bytearray(10**10)"], bench.Bounds(60, 10**9))
    assert bench.measured([sys.executable, "-c", "print('[[\"a\", \"1\"]]')"], ROOMY) == [("a", "1")]


def test_a_part_that_fails_leaves_the_others_and_is_measured_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                                                   capsys: pytest.CaptureFixture[str]):
    results, begun = tmp_path / "new" / "bench.jsonl", list[str]()

    def measured(command: list[str], bounds: bench.Bounds) -> bench.Rows:
        begun.append(command[-1])
        if begun == ["speed"]:
            raise bench.PartError("no room")
        return [("seconds", command[-1])]

    def told(*arguments: str) -> tuple[int | str | None, str]:
        with pytest.raises(SystemExit) as ended:
            bench.main(["--parts", "speed", "scale", "--results", str(results), *arguments])
        return ended.value.code, capsys.readouterr().out

    monkeypatch.setattr(bench, "measured", measured)
    assert told() == (1, "| | |\n|---|---|\n| speed: not measured | no room |\n| scale: seconds | scale |\n")
    with results.open("a") as stream:
        stream.write('{"part": "speed", "ask')  # killed while it was written
    assert told("--resume") == (0, "| | |\n|---|---|\n| speed: seconds | speed |\n| scale: seconds | scale |\n")
    told("--resume")
    assert begun == ["speed", "scale", "speed"]
    told("--resume", "--triples", "1000")
    assert begun == ["speed", "scale", "speed", "speed", "scale"]  # of another size nothing is known
