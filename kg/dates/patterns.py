"""The kinds of date expression: for each, what it needs, a pattern, and the reader of its matches. Where two overlap, the one that stands earlier is
kept.

All repetition is bounded, so that hostile text costs no more than linear time.
"""
from __future__ import annotations

import re
from typing import Literal

from kg.dates import readers, story
from kg.dates.calendar import MONTHS, SEASONS, WEEKDAYS
from kg.dates.readers import DAY_WORDS, NUMBERS, Reader

_S = r"\s{1,3}"
YEAR = r"(?:1[5-9]|20)\d\d"
_MONTH = r"(?P<month>(?ai:" + "|".join(MONTHS) + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?))"
_FULL_MONTH = r"(?P<month>" + "|".join(MONTHS) + r")\b"
_WEEKDAY = r"(?P<weekday>" + "|".join(WEEKDAYS) + r")\b"
_YEAR = rf"(?P<year>{YEAR})(?![\d%£$€]|[,.]\d|-?[A-Za-z])"
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?![,.]\d|[%:])"
_DAYS = r"(?:(?P<first>[0-3]?\d)(?:st|nd|rd|th)?(?:\s?[-–]\s?|\s(?:to|and)\s)(?=\d))?"
_COUNT = r"(?P<count>\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + ")"


def _p(pattern: str, *, ignore_case: bool = False) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE if ignore_case else 0)


# Beside a day of the month a weekday may be short, "Mon", but then has a capital: "sat" is a verb.
_WEEKDAY_BESIDE = r"\b(?P<weekday>(?ai:" + "|".join(WEEKDAYS) + r")\b|(?=[A-Z])(?ai:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b\.?)"
_OPTIONAL_WEEKDAY = rf"(?:{_WEEKDAY_BESIDE},?{_S}(?:the{_S})?)?"
_SEASON = "|".join(SEASONS)
_PARTS = rf"day|week|month|year|morning|afternoon|evening|night|{_SEASON}"
_NO_OWNER = r"\b(?![’'])"  # "that day's paper" is no time

Need = Literal["number", "month", "time"]  # what must stand in a text for an expression of a kind to stand there
_NUMBER = re.compile(r"\d")
_TIMES = ("day", "week", "fortnight", "month", "year", "decade", "morning", "afternoon", "evening", "night", "tomorrow", *SEASONS)


def needs_met(text: str) -> set[Need]:
    """What stands in a text of all that some kind of expression needs: a number, a month's full name, a word of time (names of days hold one)."""
    folded = text.casefold()
    met: dict[Need, bool] = {
        "number": _NUMBER.search(text) is not None,
        "month": any(month in text for month in MONTHS),
        "time": any(word in folded for word in _TIMES),
    }
    return {need for need, is_met in met.items() if is_met}


KINDS: tuple[tuple[Need, re.Pattern[str], Reader], ...] = (
    ("number", _p(_OPTIONAL_WEEKDAY + r"(?<![\w/.-])(?P<y>\d{4})(?P<sep>[-/])(?P<m>\d\d)(?P=sep)(?P<d>\d\d)(?!\d|[-/]\d)"), readers.read_iso_day),
    ("number", _p(_OPTIONAL_WEEKDAY + r"(?<![\w/.,-])(?P<d>\d{1,2})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<y>\d{4}|\d{2})(?![\w/-]|[.,]\d)"),
     readers.read_slashed),
    ("number", _p(rf"(?<![\w£$€/.,–-])(?P<first>{YEAR})(?P<sep>[-–/])(?P<second>{YEAR}|\d\d)(?![\w/]|[-–.,]\d)"), readers.read_two_years),
    ("number", _p(rf"{_OPTIONAL_WEEKDAY}\b{_DAYS}{_DAY}{_S}(?:of{_S})?{_MONTH}(?![\w’'])(?:,?{_S}{_YEAR})?"), readers.read_day_and_month),
    ("number", _p(rf"(?:{_WEEKDAY_BESIDE},?{_S}(?P<open>\()?)?\b{_MONTH}{_S}(?:the{_S})?{_DAYS}{_DAY}(?:,?{_S}{_YEAR})?(?(open)\)|)"),
     readers.read_day_and_month),
    ("time", _p(rf"\b(?P<nth>[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ll]ast){_S}{_WEEKDAY}{_S}(?:of|in){_S}{_FULL_MONTH}(?:{_S}{_YEAR})?"),
     readers.read_nth_weekday),
    ("month", _p(rf"\b(?:the{_S})?(?:year|(?:12|six|6|three|3|twelve){_S}months){_S}(?:to|ending|ended){_S}(?:in{_S})?{_FULL_MONTH}(?:{_S}{_YEAR})?"),
     readers.read_year_to),
    ("number", _p(rf"\b(?!ma){_MONTH},?{_S}(?:of{_S})?{_YEAR}"), readers.read_month_and_year),  # "may" and "march" are verbs
    ("month", _p(rf"\b{_FULL_MONTH}{_S}(?:of{_S})?(?P<which>last|this|next){_S}year\b"), readers.read_month_of_year),
    ("number", _p(rf"\b(?:{_SEASON}|[Qq][1-4]){_S}(?:of{_S})?{_YEAR}", ignore_case=True), readers.read_season_and_year),
    ("time", _p(r"\b(?:" + "|".join(sorted(DAY_WORDS, key=len, reverse=True)).replace(" ", r"\s") + r")\b(?![’']s?\b\w)", ignore_case=True),
     readers.read_day_word),
    ("time", _p(rf"\b(?:(?:earlier|later|late|early|mid){_S})?(?P<which>last|this{_S}coming|this|next){_S}"
                rf"(?P<unit>year|month|week|weekend|{_SEASON})\b", ignore_case=True), readers.read_unit),
    ("time", _p(rf"\b(?:over|at|in|during){_S}(?P<which>the){_S}(?P<unit>weekend|{_SEASON})\b(?!{_S}of\b)", ignore_case=True), readers.read_unit),
    ("time", _p(r"\b(?:the\send\sof\s(?:the|this)\syear|year[’']s?[\s-]end|year[\s-]end|the\syear[’']s\send)\b", ignore_case=True),
     readers.read_year_end),
    ("time", _p(rf"\b{_COUNT}{_S}(?P<unit>day|week|fortnight|month|year|decade)s?{_S}ago\b", ignore_case=True), readers.read_ago),
    ("time", _p(rf"\b(?P<which>the{_S}(?:very{_S})?same|that(?:{_S}very|{_S}same)?){_S}(?P<unit>{_PARTS}){_NO_OWNER}", ignore_case=True),
     story.read_same),
    ("time", _p(rf"\b{_COUNT}{_S}(?P<unit>day|week|fortnight|month|year|decade)s?{_S}(?P<direction>later|afterwards"
                rf"|earlier|(?:after|before)(?=[,.;]))\b", ignore_case=True), story.read_later),
    ("time", _p(rf"\bthe{_S}(?:(?P<direction>next|following|previous|preceding){_S}(?P<unit>{_PARTS}){_NO_OWNER}"
                rf"|(?P<of>day|week|month|year){_S}(?P<side>after|before)(?=[,.;]))", ignore_case=True), story.read_next_to),
    ("time", _p(rf"\bin{_S}{_COUNT}{_S}(?P<unit>day|week|fortnight|month|year|decade)s?[’']s?{_S}time\b", ignore_case=True), readers.read_in_time),
    ("month", _p(rf"\b(?P<which>[Ll]ast|[Nn]ext|[Tt]his{_S}coming|[Tt]his){_S}{_FULL_MONTH}"), readers.read_which_month),
    ("time", _p(rf"\b[Ee](?:very|ach){_S}(?:day|week|month|year|{'|'.join(WEEKDAYS)})\b|\b(?:{'|'.join(WEEKDAYS)})s\b"), readers.read_recurring),
    ("month", _p(rf"\b[Ee](?:very|ach){_S}(?:{'|'.join(MONTHS)})\b"), readers.read_recurring),
    ("time", _p(rf"\b(?:(?P<which>[Ll]ast|[Nn]ext|[Tt]his{_S}[Cc]oming|[Tt]he{_S}coming|[Tt]his|[Cc]oming){_S})?{_WEEKDAY}"
                rf"(?:{_S}(?:morning|afternoon|evening|night)\b)?"), readers.read_weekday),
    ("month", _p(rf"\b{_FULL_MONTH}(?!-)"), readers.read_bare_month),
    ("number", _p(rf"(?<![\w.,/£$€#:])(?<!\d-)\b{_YEAR}"), readers.read_bare_year),
)
