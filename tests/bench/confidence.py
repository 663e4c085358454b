"""Measures how often each rule is right, and each doubt wrong: `python -m tests.bench.confidence [--write]` (into kg/confidence.json).

Measured on the sets that rules are developed on, never on the blind half. Each rule's precision is smoothed towards what its relation and its kind of
rule would have it (a Beta prior whose weight predicts left-out statements best), and those towards the whole; a doubt's factor is what is right of
those that have it, over what was expected without it. Then calibration is printed: confidence beside precision, on those sets and on the blind half.
"""
from __future__ import annotations

import json
import math
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path

from kg.build import know
from kg.confidence import FIGURES, Confidence, Doubt
from kg.gold import read_gold
from kg.model import Document
from kg.ontology import load
from kg.read import read
from kg.recorder import records
from kg.score import score
from tests.gold_sets import NAMES, laid_out

BLIND = "blind"
_GROUP = 10.0  # weight of the whole in the precision of a kind or a relation, in statements
_WEIGHTS = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0)  # of a group in the precision of a rule: one of these
_DOUBT = 8.0  # weight of no difference in a doubt's factor
_ROUNDS = 20
_BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.001)


@dataclass(frozen=True)
class Seen:
    """A statement that was judged."""

    rule: str
    relation: str
    kind: str
    doubts: tuple[str, ...]
    right: bool


def seen_in(name: str) -> list[Seen]:
    """The judged statements of a set; none where its texts are not at hand."""
    with tempfile.TemporaryDirectory() as folder:
        chosen = laid_out(name, Path(folder))
        if not chosen.texts.is_dir():
            return []
        knowledge = know([d for d in read([chosen.sources]) if isinstance(d, Document)], load())
        known = {s.id: s for e in knowledge.extractions for s in e.statements}
        verdicts = score(read_gold(chosen.gold, chosen.texts), records(knowledge).statements).verdicts
    return [Seen(s.rule, s.type, s.kind, s.doubts, right) for record, right in verdicts for s in (known[record["id"]],)]


def measure(seen: Sequence[Seen], weight: float) -> Confidence:
    """The figures that fit what was seen: rules and doubts in turn, each given the other."""
    factors: dict[str, float] = {d.value: 1.0 for d in Doubt}
    for _ in range(_ROUNDS):
        rules = _precisions(seen, factors, weight)
        factors = {d: _factor(d, seen, rules, factors) for d in factors}
    return rules


def _precisions(seen: Sequence[Seen], factors: dict[str, float], weight: float) -> Confidence:
    def of(key: Callable[[Seen], str], prior: Callable[[Seen], float], strength: float) -> dict[str, float]:
        groups: dict[str, list[Seen]] = defaultdict(list)
        for s in seen:
            groups[key(s)].append(s)
        return {name: _smoothed(of, prior(of[0]), strength, factors) for name, of in sorted(groups.items())}

    overall = _smoothed(seen, 0.5, 2.0, factors)
    kinds, relations = (of(key, lambda _: overall, _GROUP) for key in (lambda s: s.kind, lambda s: s.relation))
    groups = Confidence(overall, kinds, relations, {}, factors)
    return Confidence(overall, kinds, relations, of(lambda s: s.rule, lambda s: groups.group(s.relation, s.kind), weight), factors)


def _smoothed(seen: Iterable[Seen], prior: float, strength: float, factors: dict[str, float]) -> float:
    """The precision of statements with their doubts taken off, as if `strength` more had been seen that are as precise as `prior`."""
    right = cases = 0.0
    for s in seen:
        right, cases = right + s.right, cases + math.prod(factors[d] for d in s.doubts)
    return min((right + strength * prior) / (cases + strength), 0.99)


def _factor(doubt: str, seen: Iterable[Seen], rules: Confidence, factors: dict[str, float]) -> float:
    """What is right of the statements that have a doubt, over what would be if that doubt were none."""
    right = expected = 0.0
    for s in seen:
        if doubt in s.doubts:
            right += s.right
            expected += rules.rules[s.rule] * math.prod(factors[d] for d in s.doubts if d != doubt)
    return min((right + _DOUBT) / (expected + _DOUBT), 1.0)


def best_weight(seen: Sequence[Seen]) -> float:
    """The weight of a rule's group with which the rule's other statements predict each statement best."""
    def loss(weight: float) -> float:
        fitted, total = measure(seen, weight), 0.0
        for s in seen:
            share = [x for x in seen if x.rule == s.rule and x is not s]
            p = _smoothed(share, fitted.group(s.relation, s.kind), weight, dict(fitted.factors)) * math.prod(fitted.factors[d] for d in s.doubts)
            total -= math.log(min(max(p if s.right else 1 - p, 0.01), 0.99))
        return total

    return min(_WEIGHTS, key=loss)


def calibration(seen: Sequence[Seen], fitted: Confidence) -> tuple[list[tuple[str, int, float, float]], float, float]:
    """For each bin of confidence: how many statements, their mean confidence, their precision; the mean gap between the two; the Brier score."""
    told = [(fitted.of(s.rule, s.relation, s.kind, s.doubts), s.right) for s in seen]
    rows = []
    for low, high in pairwise(_BINS):
        here = [(p, right) for p, right in told if low <= p < high]
        if here:
            mean, precision = sum(p for p, _ in here) / len(here), sum(right for _, right in here) / len(here)
            rows.append((f"{low:.1f} to {min(high, 1.0):.1f}", len(here), mean, precision))
    gap = sum(n * abs(mean - precision) for _, n, mean, precision in rows) / len(told)
    return rows, gap, sum((p - right) ** 2 for p, right in told) / len(told)


def main() -> None:
    seen = [s for name in NAMES if name != BLIND for s in seen_in(name)]
    fitted = measure(seen, best_weight(seen))
    rounded = Confidence(round(fitted.overall, 3), *({k: round(v, 3) for k, v in group.items()}
                                                   for group in (fitted.kinds, fitted.relations, fitted.rules, fitted.factors)))
    if "--write" in sys.argv[1:]:
        FIGURES.write_text(json.dumps(asdict(rounded), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print("factors of doubts:", ", ".join(f"{k} {v}" for k, v in rounded.factors.items()))
    for title, these in (("sets developed on", seen), ("blind half", seen_in(BLIND))):
        rows, gap, brier = calibration(these, rounded)
        print(f"\n{title}: {len(these)} statements; mean gap {gap:.3f}; Brier {brier:.3f}\n")
        print("| confidence | statements | mean | precision |\n|---|---|---|---|")
        for name, n, mean, precision in rows:
            print(f"| {name} | {n} | {mean:.2f} | {precision:.2f} |")


if __name__ == "__main__":
    main()
