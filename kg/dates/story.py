"""Dates that count from what the text told before them: "the same day", "two days later", "that summer", "the previous month".

Readers give such an expression with its shift; `placed` gives it its value, from the nearest date before it that is precise enough.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kg.dates.calendar import SEASONS, Reference, parse_reference
from kg.dates.readers import NUMBERS, DateExpression, Text

_UNITS = {"evening": "day", "night": "day", "morning": "day", "afternoon": "day", **dict.fromkeys(SEASONS, "year")}
_DIRECTIONS = {"later": 1, "afterwards": 1, "after": 1, "next": 1, "following": 1, "earlier": -1, "before": -1, "previous": -1, "preceding": -1}
_PRECISE = {"day": 10, "week": 10, "fortnight": 10, "month": 7, "year": 4, "decade": 4}  # characters of an ISO date that a shift by the unit needs
_STRETCH = re.compile(r"\b(?:in|over|during|within|for|throughout|through|into)\s$", re.IGNORECASE)
_ABOUT = re.compile(r"\b(?:than|over|under|nearly|almost|within|about|some|around|for)\s$", re.IGNORECASE)
_ADJUNCT = re.compile(r"\s?(?:[,.;:)–—]|$|\s?(?:and|but|the|an?|in|at|by|to|it|he|she|they|we|its|his|her|their|after|when|as|[A-Z]\w*)\b)")


def read_same(text: Text, match: re.Match[str]) -> DateExpression | None:
    """The same day, that summer; not the conjunction of "said that night shelters closed"."""
    if match["which"].lower().startswith("that") and not _ADJUNCT.match(text.after(match.end())):
        return None
    return _make(match, 0, match["unit"])


def read_later(text: Text, match: re.Match[str]) -> DateExpression | None:
    """Two days later, a month earlier; not "less than a week later", which no date says."""
    if _ABOUT.search(text.before(match.start())):
        return None
    word = match["count"].lower()
    count = NUMBERS[word] if word in NUMBERS else int(word)
    return _make(match, count * _DIRECTIONS[match["direction"].lower()], match["unit"])


def read_next_to(text: Text, match: re.Match[str]) -> DateExpression | None:
    """The following week, the previous day, the day after; "over the next year" counts from the day of writing."""
    direction = (match["direction"] or match["side"]).lower()
    if direction == "next" and _STRETCH.search(text.before(match.start())):
        return None
    return _make(match, _DIRECTIONS[direction], match["unit"] or match["of"])


def _make(match: re.Match[str], count: int, unit: str) -> DateExpression:
    unit = unit.lower()
    return DateExpression(start=match.start(), end=match.end(), text=match.group(), value=None, kind="story", shift=(count, _UNITS.get(unit, unit)))


def placed(found: Iterable[DateExpression], told: Sequence[str]) -> Iterator[DateExpression]:
    """The expressions of a text in order, those of its story with their values; `told` are the ISO dates told before the text."""
    dates = list(told)
    for one in found:
        if one.shift is not None:
            one = replace(one, value=_counted(dates, *one.shift))
        if one.value is not None and one.kind != "recurring":
            dates.append(one.value)
        yield one


def _counted(dates: Sequence[str], count: int, unit: str) -> str | None:
    """So many units from the nearest date before that is known as precisely as the unit asks."""
    precise = next((d for d in reversed(dates) if len(d) >= _PRECISE[unit] and d[:4].isdigit() and "/" not in d), None)
    start = parse_reference(precise)
    return _moved(start, count, unit) if start is not None else None


def _moved(start: Reference, count: int, unit: str) -> str | None:
    if unit == "day":
        return start.days(count)
    if unit in ("week", "fortnight"):
        return start.weeks(count * (2 if unit == "fortnight" else 1))
    return start.months(count) if unit == "month" else start.years(count * (10 if unit == "decade" else 1))
