"""`kg serve` as a process of its own."""
from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0  # seconds for a server to be ready, on a machine that does much else


@dataclass(frozen=True)
class Running:
    """A server that is ready at `address`, which ends in a slash; `log` is what it wrote to standard error."""

    process: subprocess.Popen[bytes]
    address: str
    log: Path
    seconds: float

    @property
    def endpoint(self) -> str:
        return self.address + "sparql"

    @property
    def port(self) -> int:
        return int(self.address.rstrip("/").rpartition(":")[2])


@contextmanager
def running(out: Path, log: Path, *options: str) -> Iterator[Running]:
    """A server of the build in `out` on a free port, ended afterwards."""
    began = time.monotonic()
    with log.open("wb") as messages:
        process = subprocess.Popen([sys.executable, "-m", "kg", "serve", "--out", str(out), "--port", "0", *options], stderr=messages, cwd=ROOT,
                                   env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"})
    try:
        yield Running(process, _address(process, log), log, time.monotonic() - began)
    finally:
        process.terminate()
        process.wait(timeout=20)


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    end = time.monotonic() + PATIENCE
    while (found := re.search(r"at (http://\S+/) ", log.read_text(encoding="utf-8"))) is None:
        assert process.poll() is None and time.monotonic() < end, log.read_text(encoding="utf-8")
        time.sleep(0.02)
    return found[1]
