"""Measures how often each rule is right, and each doubt wrong: `python -m tests.bench.confidence [--write]` (into kg/statements/confidence.json).

Measured on the sets that rules are developed on, never on those that nobody reads. Each rule's precision is smoothed towards what its relation and
its kind of rule would have it (a Beta prior whose weight predicts left-out statements best), and those towards the whole; a doubt's factor is what is
right of those that have it, over what was expected without it. Calibration, confidence beside precision, is told of both.
"""
from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

from kg.evaluation.score import score
from kg.graph.recorder import records
from kg.statements.confidence import FIGURES, Confidence, Doubt, measured
from tests.bench.once import ParsedSet, known, parsed_sets
from tests.gold_sets import NAMES, UNREAD

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


def seen_in(parsed: ParsedSet) -> list[Seen]:
    """The judged statements of a set."""
    knowledge = known(parsed.parsed)
    by_id = {s.id: s for e in knowledge.extractions for s in e.statements}
    verdicts = score(parsed.gold, records(knowledge).statements).verdicts
    return [Seen(s.rule, s.type, s.kind, s.doubts, right) for record, right in verdicts for s in (by_id[record["id"]],)]


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
            rows.append((_bin(low, high), len(here), mean, precision))
    gap = sum(n * abs(mean - precision) for _, n, mean, precision in rows) / len(told)
    return rows, gap, sum((p - right) ** 2 for p, right in told) / len(told)


def fit(sets: Iterable[ParsedSet]) -> Confidence:
    """The figures that the sets give, those that nobody reads left out."""
    seen = [s for parsed in sets if parsed.name not in UNREAD for s in seen_in(parsed)]
    fitted = measure(seen, best_weight(seen))
    groups = (fitted.kinds, fitted.relations, fitted.rules, fitted.factors)
    return Confidence(round(fitted.overall, 3), *({k: round(v, 3) for k, v in group.items()} for group in groups))


def write(fitted: Confidence) -> None:
    """Make these the figures of kg, in this process too."""
    FIGURES.write_text(json.dumps(asdict(fitted), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    measured.cache_clear()


def table(sets: Sequence[ParsedSet], fitted: Confidence) -> str:
    """The table of calibration: sets developed on, and those that nobody reads."""
    parts = [[s for parsed in sets if (parsed.name in UNREAD) is unread for s in seen_in(parsed)] for unread in (False, True)]
    told = [calibration(seen, fitted) if seen else ([], 0.0, 0.0) for seen in parts]
    lines = ["| confidence | statements | right | unread: statements | right |", "|---|---|---|---|---|"]
    cells = [{row[0]: row for row in rows} for rows, _, _ in told]
    for low, high in pairwise(_BINS):
        found = [of.get(_bin(low, high)) for of in cells]
        lines.append(f"| {_bin(low, high)} | " + " | ".join(f"{row[1]} | {row[3]:.2f}" if row else "0 | –" for row in found) + " |")
    means = " | ".join(f"{len(seen)} | {gap:.2f}" for seen, (_, gap, _) in zip(parts, told, strict=True))
    return "\n".join([*lines, f"| all; mean gap between confidence and right | {means} |"])


def _bin(low: float, high: float) -> str:
    return f"{low:.1f} to {min(high, 1.0):.1f}"


def main() -> None:
    sets = parsed_sets(NAMES)
    fitted = fit(sets)
    if "--write" in sys.argv[1:]:
        write(fitted)
    print("factors of doubts:", ", ".join(f"{k} {v}" for k, v in fitted.factors.items()))
    print(table(sets, fitted))


if __name__ == "__main__":
    main()
