"""All that is measured, anew: `python -m tests.bench.refresh`, after rules have changed.

Confidence first (kg/statements/confidence.json), since which of two statements stays depends on it; then every annotated set, its
floors (raised, never lowered) and the tables of the README between their marks; the baselines too where textacy is installed.
"""
from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from kg.evaluation.score import Figures
from tests.bench import confidence, floors
from tests.bench.once import parsed_sets
from tests.gold_sets import NAMES

README = Path(__file__).parents[2] / "README.md"
COLUMNS = ("precision", "recall", "f1", "evidence", "offsets", "entity_recall", "quote_recall", "attributed_to", "modality", "date", "role")
LABELS = {
    "articles": "the five original articles", "digests": "five digests (`seeds/`, `tests/gold`)", "texts": "eight invented reports (`tests/texts`)",
    "passages": "140 invented passages (`tests/passages`)", "dev": "twelve Wikinews texts",
    "development": "development half of `tests/annotated`", "development-own": "– our own nine pieces of it",
    "blind": "**blind half**, counted and never read", "blind-own": "– our own eight pieces of it",
    "passages-unread": "**140 passages more**, counted and never read",
}
HEAD = "| | precision | recall of core | F1 | evidence | offsets | entities | quotations | speaker | modality | date | role |\n" + "|---" * 12 + "|"


def quality(figures: dict[str, Figures]) -> str:
    """The table of quality: a row a set."""
    shown = lambda value: "–" if value is None else f"{value:.2f}"
    row = lambda label, of: f"| {label} | " + " | ".join(shown(of[column]) for column in COLUMNS) + " |"
    return "\n".join([HEAD, *(row(label, figures[name]) for name, label in LABELS.items() if name in figures)])


def put(name: str, table: str) -> None:
    """Replace what stands between the README's marks of this name."""
    text = README.read_text(encoding="utf-8")
    start, end = f"<!-- {name} -->\n", f"\n<!-- /{name} -->"
    before, rest = text.split(start, 1)
    README.write_text(before + start + table + end + rest.split(end, 1)[1], encoding="utf-8")


def main() -> None:
    sets = parsed_sets(NAMES)
    fitted = confidence.fit(sets)
    confidence.write(fitted)
    figures = floors.figures_of(sets)
    floors.raise_to(figures)
    put("quality", quality(figures))
    put("calibration", confidence.table(sets, fitted))
    if find_spec("textacy") is not None:
        from tests.bench import baselines

        put("baselines", baselines.table(sets))


if __name__ == "__main__":
    main()
