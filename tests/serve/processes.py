"""The processes that descend from one, as Linux tells them."""
from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def told(process: int) -> list[str]:
    """The fields of /proc/N/stat after the name: the state, the parent, and so on; nothing where there is no such process."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []


def descendants(process: int) -> set[int]:
    every = {int(p.name): told(int(p.name)) for p in Path("/proc").iterdir() if p.name.isdecimal()}
    parents = {process: int(fields[1]) for process, fields in every.items() if fields and fields[0] != "Z"}
    found, more = set(), {process}
    while more:
        found |= more
        more = {child for child, parent in parents.items() if parent in more} - found
    return found - {process}


def workers(process: int) -> set[int]:
    """The processes of queries: what was made by the one that a server has made."""
    return {p for p in descendants(process) if (fields := told(p)) and int(fields[1]) != process}


def busy(processes: set[int], seconds: float = 0.3) -> set[int]:
    """Those that use the processor."""
    before = {p: used(p) for p in processes}
    time.sleep(seconds)
    return {p for p in processes if used(p) - before[p] > seconds / 10}


def used(process: int) -> float:
    fields = told(process)
    return (int(fields[11]) + int(fields[12])) / TICK if fields else 0.0


def memory(process: int) -> int:
    """The megabytes that a process holds; 0 where there is none such."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) // 1024
    return 0


def wait_for(condition: Callable[[], object], patience: float = 10.0) -> None:
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)
