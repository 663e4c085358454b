"""Dates as newspapers and web pages write them, to ISO, as precise as they are. A date written in numbers has the day first."""
from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Final

_MONTHS: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH: Final = (
    r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)\.?")
_YEAR: Final = r"(?P<{}>(?:1[5-9]|2[01])\d\d)\b"
_DAY: Final = r"(?P<{}>\d{{1,2}})(?:st|nd|rd|th)?"
_WEEKDAY: Final = r"(?P<weekday>(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+(?:the\s+)?)?"
_FORMS: Final = (
    _DAY.format("d1") + r"\s+(?:of\s+)?" + _MONTH.format("m1") + r",?\s+" + _YEAR.format("y1"),
    _MONTH.format("m2") + r"\s+" + _DAY.format("d2") + r",?\s+" + _YEAR.format("y2"),
    _YEAR.format("y3") + r"-(?P<m3>\d\d)-(?P<d3>\d\d)(?:[T ]\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?)?",
    r"(?P<d4>\d{1,2})[/.](?P<m4>\d{1,2})[/.]" + _YEAR.format("y4"),
    _MONTH.format("m5") + r",?\s+" + _YEAR.format("y5"),
    _YEAR.format("y6") + r"-(?P<m6>\d\d)(?![-\d])",
)
_DATE: Final = re.compile(r"(?<![\w/-])" + _WEEKDAY + "(?:" + "|".join(_FORMS) + r")(?![\w/-])", re.IGNORECASE)
_TIME_AFTER: Final = re.compile(
    r",?\s*(?:at\s+|-\s*|\|\s*)?(?:\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[ap]\.?m\b\.?)?|\d{1,2}\s*[ap]\.?m\b\.?)"
    r"(?:\s*(?:GMT|BST|UTC|CET|E[SD]T|P[SD]T))?", re.IGNORECASE)
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
    for match in _DATE.finditer(text):
        iso = _iso(match)
        if iso is None:
            continue
        label = _LABEL.search(text, found[-1].outer_end if found else 0, match.start())
        after = _TIME_AFTER.match(text, match.end())
        found.append(Dated(
            iso, match.start(), match.end(), label.start() if label else match.start(), after.end() if after else match.end(),
            bool(match["weekday"]), bool(label and label["later"])))
    return found


def iso_date(value: str) -> str | None:
    """The date that a metadata field gives, or None. A bare year is a date here."""
    value = value.strip()
    if re.fullmatch(_YEAR.format("y"), value):
        return value
    found = find_dates(value)
    return found[0].iso if found else None


def _iso(match: re.Match[str]) -> str | None:
    fields = {name[0]: value for name, value in match.groupdict().items() if value and name != "weekday"}
    year, month, day = int(fields["y"]), _month(fields["m"]), int(fields.get("d", 0))
    if match["d4"] and month > 12 >= day:  # only an American date can be meant
        month, day = day, month
    if not day:
        return f"{year:04}-{month:02}" if 1 <= month <= 12 else None
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def _month(word: str) -> int:
    if word.isdigit():
        return int(word)
    return next(number for number, name in enumerate(_MONTHS, 1) if name.startswith(word[:3].casefold()))
