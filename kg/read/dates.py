"""Dates of bylines and metadata: a short text enters; its absolute dates leave as ISO, with the labels and times of day that belong to them.

What a date is `kg.dates` decides; here one counts where it names at least a month and its year.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kg import dates
from kg.dates.calendar import WEEKDAYS, parse_reference
from kg.dates.patterns import YEAR

_MONTH_OR_YEAR: Final = re.compile(YEAR + r"(?:-\d\d)?")
_MONTH_OR_DAY: Final = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_DAY_THAT_IS_NONE: Final = re.compile(r"\d(?:st|nd|rd|th)?\s{1,3}(?:of\s{1,3})?$")  # "31 " before "February 2022"
_WEEKDAYS: Final = tuple(name[:3].casefold() for name in WEEKDAYS)
_TIME_AFTER: Final = re.compile(
    r"(?:T(?=\d)|,?\s*(?:at\s+|-\s*|\|\s*)?)(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\.\d+)?(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?)"
    r"(?:\s*(?:GMT|BST|UTC|CET|E[SD]T|P[SD]T|Z\b|[+-]\d\d:?\d\d))?", re.IGNORECASE)
_LABEL: Final = re.compile(
    r"\b(?:(?P<later>(?:last\s+)?(?:updated|modified|edited))|(?:first\s+|originally\s+)?(?:published|posted|released|issued|created|dated?|started)|on)"
    r"(?:\s+(?:on|at|online))*\s*:?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text: its ISO form, where it stands, and where what belongs to it (a label, a time of day) starts and ends."""

    iso: str
    start: int
    end: int
    outer_start: int
    outer_end: int
    weekday: bool
    later: bool  # the date of a later change, not of publication


def find_dates(text: str) -> list[Dated]:
    """The dates of a short text, in order."""
    found: list[Dated] = []
    for date in dates.find_dates(text):
        iso = date.value
        if iso is None or not _MONTH_OR_DAY.fullmatch(iso) or (len(iso) == 7 and _DAY_THAT_IS_NONE.search(text, 0, date.start)):
            continue
        label = _LABEL.search(text, found[-1].outer_end if found else 0, date.start)
        after = _TIME_AFTER.match(text, date.end)
        found.append(Dated(
            iso, date.start, date.end, label.start() if label else date.start, after.end() if after else date.end,
            date.text.casefold().startswith(_WEEKDAYS), bool(label and label["later"])))
    return found


def begins_with_weekday(text: str) -> bool:
    """Whether a text begins as a date that tells its weekday does."""
    return text.casefold().startswith(_WEEKDAYS)


def iso_date(value: str) -> str | None:
    """The date that a metadata field gives, or None. A bare year is a date here, and "2005-06" a month."""
    value = value.strip()
    if _MONTH_OR_YEAR.fullmatch(value) and (whole := parse_reference(value)):
        return whole.iso
    found = find_dates(value)
    return found[0].iso if found else None
