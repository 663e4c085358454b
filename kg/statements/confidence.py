"""How sure a statement is: how often its rule was right on annotated documents, less for each weak step between its words and its entities.

The figures stand in confidence.json, which `python -m tests.bench.confidence --write` measures. A rule seldom or never seen leans on those of
its relation and of its kind, so that a relation of a user's own has a figure too.
"""
from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

FIGURES = Path(__file__).with_name("confidence.json")
_LOWEST, _HIGHEST = 0.01, 0.99


class Doubt(StrEnum):
    """A step that may have gone wrong; each costs a factor."""

    STEP = "step"  # the subject stands in another clause
    SUPPLIED = "supplied"  # the agent of a passive, found near by
    PRONOUN = "pronoun"
    DESCRIPTION = "description"  # "the group", for what has a name
    FAR = "far"  # such a name stands two paragraphs away or more


@dataclass(frozen=True, slots=True)
class Confidence:
    """Measured precision: `overall`, by `kinds` of rule, by `relations`, by `rules`; and the `factors` of doubts."""

    overall: float
    kinds: Mapping[str, float]
    relations: Mapping[str, float]
    rules: Mapping[str, float]
    factors: Mapping[str, float]

    def of(self, rule: str, relation: str, kind: str, doubts: Iterable[str] = ()) -> float:
        """The confidence of a statement that a rule gave."""
        base = self.rules[rule] if rule in self.rules else self.group(relation, kind)
        return round(base * math.prod(self.factors.get(d, 1.0) for d in doubts), 3)

    def group(self, relation: str, kind: str) -> float:
        """What is to be expected of a rule of this kind for this relation: the two differences from the whole, added as log odds."""
        odds = sum(_log_odds(p) for p in (self.kinds.get(kind, self.overall), self.relations.get(relation, self.overall))) - _log_odds(self.overall)
        return 1 / (1 + math.exp(-odds))


@lru_cache(maxsize=1)
def measured() -> Confidence:
    """The figures that come with kg."""
    return Confidence(**json.loads(FIGURES.read_text(encoding="utf-8")))


def _log_odds(p: float) -> float:
    p = min(max(p, _LOWEST), _HIGHEST)
    return math.log(p / (1 - p))
