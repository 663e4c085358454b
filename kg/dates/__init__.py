"""Dates in English text: text and the document's own date enter, expressions with ISO values leave.

Each kind of expression has a pattern (`kg.dates.patterns`) and a reader of its matches (`kg.dates.readers`); where two overlap, the kind that stands
earlier in the table of patterns, which says more, is kept.
"""
from __future__ import annotations

from collections.abc import Sequence

from kg.dates.calendar import parse_reference
from kg.dates.patterns import KINDS, needs_met
from kg.dates.readers import DateExpression, Text
from kg.dates.story import placed

__all__ = ["DateExpression", "find_dates"]


def find_dates(text: str, *, reference: str | None = None, future: bool = False, told: Sequence[str] = ()) -> list[DateExpression]:
    """The date expressions of `text`, in order and without overlap.

    `reference` is the ISO date that relative ones count from. With `future`, a weekday, month or day without a year is taken ahead of the
    reference; without it, such an expression still says in `ahead` what it would then be. `told` are the ISO dates told before the text, the latest
    last: "the same day" counts from these, or from one that stands before it.
    """
    context = Text(text, parse_reference(reference))
    taken = bytearray(len(text))
    found: list[DateExpression] = []
    met = needs_met(text)
    for need, pattern, read in KINDS:
        for match in pattern.finditer(text) if need in met else ():
            expression = read(context, match)
            if expression is None or 1 in taken[expression.start:expression.end]:
                continue
            taken[expression.start:expression.end] = b"\x01" * (expression.end - expression.start)
            context.ends.add(expression.end)
            found.append(expression)
    found.sort(key=lambda one: one.start)
    found = list(placed(found, told))
    return [one.taken_ahead() for one in found] if future else found
