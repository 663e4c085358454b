"""All figures of size and speed in one table: `python -m tests.bench [--parts speed scale store endpoint] [--folder seeds] [--sizes 10 100 …]`.

Each part is measured by its own module (`speed`, `scale`, `store`, `endpoint`), in a process of its own and one after the other, so that neither
memory nor time of one counts for another. With the sizes that it takes by default the table needs most of an hour; smaller ones show that it works.
"""
from __future__ import annotations

import argparse
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.bench.table import PARTS

_SEEDS = Path(__file__).parents[2] / "seeds"


def main(arguments: list[str] | None = None) -> None:
    """Measure the parts that are asked for, and print each as soon as it is known."""
    options = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--parts", nargs="+", choices=list(PARTS), default=list(PARTS))
    options.add_argument("--folder", type=Path, default=_SEEDS, help="what is read for speed")
    options.add_argument("--times", type=int, default=20, help="how often it is read")
    options.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1_000, 10_000], help="documents of the builds")
    options.add_argument("--triples", type=int, default=1_000_000, help="of the store, and of what is served")
    options.add_argument("--limit", type=float, default=20, help="seconds of a query on either engine")
    options.add_argument("--clients", type=int, default=50)
    options.add_argument("--seconds", type=float, default=60, help="of the load")
    given = options.parse_args(arguments)
    sys.stdout.write("| | |\n|---|---|\n")
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), max_tasks_per_child=1) as apart:
        for part in given.parts:
            rows = apart.submit(PARTS[part], given).result()
            sys.stdout.write("".join(f"| {part}: {what} | {figure} |\n" for what, figure in rows))
            sys.stdout.flush()


if __name__ == "__main__":
    main()
