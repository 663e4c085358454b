"""Raises the floors in tests/floors.json to what is reached now, rounded down: `python -m tests.bench.floors`. No floor is ever lowered.

Prints each set's figures, and of the blind half nothing else. Sets that are not at hand keep their floors.
"""
from __future__ import annotations

import json
import math
import tempfile
from pathlib import Path

from kg.build import Options, build
from kg.gold import read_gold
from kg.score import Figures
from tests.gold_sets import NAMES, judged, laid_out
from tests.test_floors import FIGURES

FLOORS = Path(__file__).parents[1] / "floors.json"


def measured(name: str) -> dict[str, Figures]:
    """The figures of a set that is built for it alone; none where its texts are not at hand."""
    with tempfile.TemporaryDirectory() as folder:
        chosen = laid_out(name, Path(folder) / "laid")
        if not chosen.texts.is_dir():
            return {}
        statements = build([chosen.sources], Options(out=Path(folder) / "out")).statements
        return judged(name, read_gold(chosen.gold, chosen.texts), statements)


def raised(floors: dict[str, float], figures: Figures) -> dict[str, float]:
    """The higher of old floor and figure, to two places."""
    now = {name: math.floor(round((figures[name] or 0.0) * 100, 6)) / 100 for name in FIGURES}
    return {name: max(now[name], floors.get(name, 0.0)) for name in FIGURES}


def main() -> None:
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    for name in NAMES:
        for part, figures in measured(name).items():
            print(part, " ".join(f"{key}={value}" for key, value in figures.items()))
            floors[part] = raised(floors.get(part, {}), figures)
    FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
