"""Arithmetic on dates that are known to the day, the month or the year only. ISO strings leave; nothing here reads text."""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}  # first and last month
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?![0-9]))?)?")
# A weekday beside a day without a year decides the year only within this many days of the reference: writers get weekdays wrong.
_WEEKDAY_REACH = 300


@dataclass(frozen=True, slots=True)
class Reference:
    """The date that relative expressions count from, usually the document's; month and day may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def iso(self) -> str:
        return iso(self.year, self.month, self.day)

    @property
    def date(self) -> date | None:
        """The day, where it is known."""
        return date(self.year, self.month, self.day) if self.month and self.day else None

    def years(self, by: int) -> str | None:
        return iso(self.year + by) if 1 <= self.year + by <= 9999 else None

    def months(self, by: int) -> str | None:
        if self.month is None:
            return None
        year, month = divmod(self.year * 12 + self.month - 1 + by, 12)
        return iso(year, month + 1) if 1 <= year <= 9999 else None

    def days(self, by: int) -> str | None:
        return self._shifted(by, 10)

    def weeks(self, by: int) -> str | None:
        """The month that the week falls in: no coarser word of ISO 8601 says "last week", and a day would say too much."""
        return self._shifted(7 * by, 7)

    def _shifted(self, days: int, length: int) -> str | None:
        if self.date is None:
            return None
        try:
            return (self.date + timedelta(days=days)).isoformat()[:length]
        except OverflowError:
            return None


def parse_reference(text: str | None) -> Reference | None:
    """A reference from an ISO date as precise as known, or None."""
    match = _ISO.match(text.strip()) if text else None
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year or (month is not None and not 1 <= month <= 12):
        return None
    return Reference(year, month, day if month and day and is_day(year, month, day) else None)


def iso(year: int, month: int | None = None, day: int | None = None) -> str:
    return "-".join(f"{part:0{width}d}" for part, width in ((year, 4), (month, 2), (day, 2)) if part is not None)


def is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def day_without_year(month: int, day: int, weekday: int | None, reference: Reference | None, *, ahead: bool = False) -> str | None:
    """A month and day in the year that puts it nearest to the reference (`ahead`: not before it); `--05-11` without one."""
    if reference is None:
        return f"--{month:02d}-{day:02d}" if is_day(2000, month, day) else None
    if reference.month is None:
        return iso(reference.year, month, day) if is_day(reference.year, month, day) else None
    middle = date(reference.year, reference.month, reference.day or 15)
    years = [year for year in range(max(1, reference.year - 1), min(9999, reference.year + 1) + 1) if is_day(year, month, day)]
    days = sorted((date(year, month, day) for year in years), key=lambda one: (abs(one - middle), one))
    if ahead:
        days = [one for one in days if one >= middle] or days
    agreeing = [one for one in days if weekday is not None and one.weekday() == weekday and abs((one - middle).days) <= _WEEKDAY_REACH]
    return (agreeing or days)[0].isoformat() if days else None


def month_without_year(month: int, reference: Reference | None, *, ahead: bool = False, other: bool = False) -> str | None:
    """The month nearest before the reference, or after it with `ahead`; the reference's own month counts unless `other`."""
    if reference is None:
        return f"--{month:02d}"
    if reference.month is None:
        return iso(reference.year, month)
    gap = (month - reference.month) % 12 if ahead else -((reference.month - month) % 12)
    if gap == 0 and other:
        gap = 12 if ahead else -12
    return reference.months(gap)


def weekday_near(weekday: int, reference: Reference | None, *, ahead: bool = False, other: bool = False) -> str | None:
    """The nearest such day before the reference, or after it with `ahead`; the reference's own day counts unless `other`."""
    if reference is None or reference.date is None:
        return None
    today = reference.date.weekday()
    gap = (weekday - today) % 7 if ahead else -((today - weekday) % 7)
    if gap == 0 and other:
        gap = 7 if ahead else -7
    return reference.days(gap)


def nth_weekday(month: str | None, weekday: int, nth: str) -> str | None:
    """The day of an ISO month that is its first, second ... or last such weekday; the month where its year is not known."""
    if month is None or not re.fullmatch(r"\d{4}-\d{2}", month):
        return month
    first = date.fromisoformat(month + "-01")
    days = [first + timedelta(days=n) for n in range(31)]
    days = [day for day in days if day.month == first.month and day.weekday() == weekday]
    return days[-1 if nth == "last" else ("first", "second", "third", "fourth").index(nth)].isoformat()


def season(name: str, which: str, reference: Reference | None) -> str | None:
    """The year of the last, this or the next season; a winter is named by the year it begins in."""
    if reference is None or reference.month is None:
        return None
    first, last = SEASONS[name]
    in_new_year = name == "winter" and reference.month <= last
    year = reference.year - (1 if in_new_year else 0)
    if which == "last" and (in_new_year or reference.month <= (12 if name == "winter" else last)):
        year -= 1
    if which == "next" and (in_new_year or reference.month >= first):
        year += 1
    return iso(year) if 1 <= year <= 9999 else None
