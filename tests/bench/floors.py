"""Raises the floors in tests/floors.json to what is reached now, rounded down: `python -m tests.bench.floors`. No floor is ever lowered.

Prints each set's figures, and of the blind half nothing else. Sets that are not at hand keep their floors.
"""
from __future__ import annotations

import json
import math
from collections.abc import Iterable
from pathlib import Path

from kg.evaluation.score import Figures
from kg.graph.recorder import records
from tests.bench.once import ParsedSet, known, parsed_sets
from tests.gold_sets import NAMES, judged
from tests.test_floors import FIGURES

FLOORS = Path(__file__).parents[1] / "floors.json"


def figures_of(sets: Iterable[ParsedSet]) -> dict[str, Figures]:
    """The figures of sets, each built for itself."""
    return {part: of for s in sets for part, of in judged(s.name, s.gold, records(known(s.parsed)).statements).items()}


def raised(floors: dict[str, float], figures: Figures) -> dict[str, float]:
    """The higher of old floor and figure, to two places."""
    now = {name: math.floor(round((figures[name] or 0.0) * 100, 6)) / 100 for name in FIGURES}
    return {name: max(now[name], floors.get(name, 0.0)) for name in FIGURES}


def raise_to(figures: dict[str, Figures]) -> None:
    """Raise the floors to these figures of the sets, and print the figures, with what fell below its floor."""
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    for part, of in figures.items():
        print(part, " ".join(f"{key}={value}" for key, value in of.items()))
        floors[part] = raised(floors.get(part, {}), of)
        fell = {name: floor for name, floor in floors[part].items() if (of[name] or 0.0) < floor}
        if fell:
            print(f"  below the floor: {', '.join(f'{name} {of[name]}, floor {floor}' for name, floor in fell.items())}")
    FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise_to(figures_of(parsed_sets(NAMES)))
