"""A Dask cluster on loopback: a scheduler and workers, each a process of its own, that end with the block."""
from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_PATIENCE = 120.0  # seconds: the machine that tests may be busy
_QUIET = {"DASK_DISTRIBUTED__ADMIN__SYSTEM_MONITOR__INTERVAL": "2s", "OMP_NUM_THREADS": "1"}


@dataclass
class DaskCluster:
    """A scheduler, and the workers that were started."""

    folder: Path
    stack: ExitStack
    scheduler: subprocess.Popen[bytes]
    address: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_worker(self, *, preload: Path | None = None, path: Path = ROOT, threads: int = 1) -> subprocess.Popen[bytes]:
        """One more worker, to which `kg` is what lies in `path`; waits until the scheduler can know it."""
        options = ["--nthreads", str(threads), "--no-nanny", "--no-dashboard", "--death-timeout", "60", "--local-directory", str(self.folder)]
        options += ["--preload", str(preload)] if preload else []
        log = self.folder / f"worker-{len(self.workers)}.log"
        worker = self.stack.enter_context(_running("distributed.cli.dask_worker", [self.address, *options], log, {"PYTHONPATH": str(path)}))
        self.workers.append(worker)
        _wait(lambda: "Registered to" in log.read_text(), log)
        return worker


@contextmanager
def dask_cluster(folder: Path, workers: int = 2, *, preload: Path | None = None, **settings: str) -> Iterator[DaskCluster]:
    """A scheduler with so many workers; `settings` are those of Dask, as in its environment variables."""
    known = folder / "scheduler.json"
    options = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(known), "--idle-timeout", "600s"]
    with ExitStack() as stack:
        log = folder / "scheduler.log"
        scheduler = stack.enter_context(_running("distributed.cli.dask_scheduler", options, log, settings))
        _wait(lambda: known.is_file() and known.read_text().rstrip().endswith("}"), log)
        cluster = DaskCluster(folder, stack, scheduler, json.loads(known.read_text())["address"])
        for _ in range(workers):
            cluster.start_worker(preload=preload)
        yield cluster


@contextmanager
def _running(module: str, options: list[str], log: Path, settings: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as stream:
        process = subprocess.Popen([sys.executable, "-m", module, *options], stdout=stream, stderr=stream, stdin=subprocess.DEVNULL,
                                   env={**os.environ, **_QUIET, **settings}, cwd=log.parent)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _wait(ready: object, log: Path) -> None:
    assert callable(ready)
    until = time.monotonic() + _PATIENCE
    while not ready():
        assert time.monotonic() < until, log.read_text()
        time.sleep(0.05)
