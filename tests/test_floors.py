"""The quality that was reached must stay: figures of each corpus against the floors in floors.json, which only go up.

Each floor is a figure of kg/score.py that the corpus reached. The articles and the development documents are no part of the project; where they are
absent their floors are not tested.
"""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.gold import read_gold
from kg.records import read_output
from kg.score import score
from tests.conftest import CORPORA, Built

FLOORS: dict[str, dict[str, float]] = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
FIGURES = ["precision", "recall", "macro_f1", "evidence", "offsets", "entity_recall", "quote_recall"]


@pytest.mark.parametrize("name", CORPORA)
def test_quality_is_not_below_its_floors(name: str, build_of: Built) -> None:
    statements = read_output(build_of(name)).statements
    total = score(read_gold(CORPORA[name].gold, CORPORA[name].texts), statements).total
    below = {figure: (total[figure], floor) for figure, floor in FLOORS[name].items() if (total[figure] or 0.0) < floor}
    assert below == {}, f"{name}: figure and floor of what fell"


def test_every_corpus_has_every_floor() -> None:
    assert {name: sorted(floors) for name, floors in FLOORS.items()} == {name: sorted(FIGURES) for name in CORPORA}
    assert all(floors["offsets"] == 1.0 for floors in FLOORS.values()), "a quotation stands where its statement says, always"
