"""What one query may take, and what all may take together."""
from __future__ import annotations

import os
from dataclasses import dataclass

CORES = os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Of one query: `seconds` of time, `rows` (or triples) and `megabytes_out` of an answer, `megabytes` of memory beyond the graph's own. Of all:
    `quick` at a time as long as they take little, `slow` at a time where they take more, with so many `waiting`, for `patience` seconds at most."""

    seconds: float = 10.0
    rows: int = 50_000
    megabytes_out: int = 32
    megabytes: int = 512
    quick: int = 4 * CORES
    slow: int = CORES
    waiting_quick: int = 100
    waiting_slow: int = 20
    patience: float = 10.0
