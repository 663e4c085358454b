"""All figures of size and speed in one table: `python -m tests.bench [--parts speed scale store endpoint] [--folder seeds] [--sizes 10 100 …]`.

Each part is measured by its own module (`speed`, `scale`, `store`, `endpoint`), one after the other, in processes of its own that are stopped when
their time or memory is used up; a part that fails is told in the table, and the others go on. What was measured is written down at once, with what
was asked for; `--resume` takes from there what was measured with the same options, and measures the rest. With the sizes that it takes by default the
table is meant to take some 25 minutes on two quiet cores; smaller ones show that it works.
"""
from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.table import PARTS, Rows

_SEEDS = Path(__file__).parents[2] / "seeds"
_ASIDE = ("parts", "results", "resume", "minutes", "gigabytes", "alone")  # options that change no figure


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one part may use, with all processes that it starts; memory is counted for each of them."""

    seconds: float
    bytes: int


def main(arguments: list[str] | None = None) -> None:
    """Measure the parts that are asked for, and print each as soon as it is known."""
    given = _options(arguments)
    if given.alone:
        sys.stdout.write(json.dumps(PARTS[given.alone](given)))
        return
    asked = {name: str(value) for name, value in sorted(vars(given).items()) if name not in _ASIDE}
    known = dict(written(given.results, asked)) if given.resume else {}
    given.results.parent.mkdir(parents=True, exist_ok=True)
    if not given.resume:
        given.results.unlink(missing_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what a part started is stopped too
    own = sys.argv[1:] if arguments is None else arguments
    sys.stdout.write("| | |\n|---|---|\n")
    failed = False
    for part in given.parts:
        try:
            if part not in known:
                command = [sys.executable, "-m", "tests.bench", *own, "--alone", part]
                known[part] = measured(command, Bounds(given.minutes * 60, int(given.gigabytes * 1e9)))
                with given.results.open("a", encoding="utf-8") as stream:
                    stream.write("\n" + json.dumps({"part": part, "asked": asked, "rows": known[part]}) + "\n")  # what went before may be cut off
            rows = known[part]
        except PartError as error:
            rows, failed = [("not measured", str(error))], True
        sys.stdout.write("".join(f"| {part}: {what} | {figure} |\n" for what, figure in rows))
        sys.stdout.flush()
    sys.exit(1 if failed else 0)


class PartError(Exception):
    """A part of the table that could not be measured, and why."""


def measured(command: list[str], bounds: Bounds) -> Rows:
    """The rows that a process prints, which is stopped with all that it started when it takes too long.

    Raises PartError where it was stopped or failed.
    """
    limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (bounds.bytes, bounds.bytes))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True, preexec_fn=limit) as process:
        try:
            told, problem = process.communicate(timeout=bounds.seconds)
        except BaseException as error:
            os.killpg(process.pid, signal.SIGKILL)
            if isinstance(error, subprocess.TimeoutExpired):
                raise PartError(f"stopped after {bounds.seconds:,.0f} s") from None
            raise
    if process.returncode:
        raise PartError((problem.strip().splitlines() or [f"ended with {process.returncode}"])[-1].replace("|", "/"))
    return [(what, figure) for what, figure in json.loads(told)]


def written(results: Path, asked: dict[str, str]) -> Iterator[tuple[str, Rows]]:
    """The parts that were measured before with the same options; a line that was cut off is none."""
    for line in results.read_text(encoding="utf-8").splitlines() if results.is_file() else ():
        try:
            found: dict[str, Any] = json.loads(line)
        except ValueError:
            continue
        if found["asked"] == asked:
            yield found["part"], [(what, figure) for what, figure in found["rows"]]


def _options(arguments: list[str] | None) -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--parts", nargs="+", choices=list(PARTS), default=list(PARTS))
    options.add_argument("--folder", type=Path, default=_SEEDS, help="what is read for speed")
    options.add_argument("--times", type=int, default=20, help="how often it is read")
    options.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1_000, 10_000], help="documents of the builds")
    options.add_argument("--triples", type=int, default=1_000_000, help="of the store, and of what is served")
    options.add_argument("--limit", type=float, default=6, help="seconds of the processor that a query may take on either engine")
    options.add_argument("--clients", type=int, default=50)
    options.add_argument("--seconds", type=float, default=60, help="of the load")
    options.add_argument("--minutes", type=float, default=15, help="the most that one part may take")
    options.add_argument("--gigabytes", type=float, default=8, help="the most memory that a process may take")
    options.add_argument("--results", type=Path, default=Path("output/bench.jsonl"), help="where what was measured is written down")
    options.add_argument("--resume", action="store_true", help="measure only what does not stand there")
    options.add_argument("--alone", choices=list(PARTS), help=argparse.SUPPRESS)
    return options.parse_args(arguments)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what a part started is stopped too
    main()
