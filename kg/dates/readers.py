"""Readers of date expressions: each takes the match of a pattern, looks at a few characters around it, and gives its value or refuses it."""
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Literal

from kg.dates import calendar
from kg.dates.calendar import MONTHS, SEASONS, WEEKDAYS, Reference

Kind = Literal["absolute", "relative", "recurring", "story"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DateExpression:
    """Words that name a time. `value` is ISO, as precise as the words allow; None where it cannot be known (a relative one without a reference).

    `ahead` is the value where what happens then lies in the future ("on Thursday" of a plan); None where that makes no difference. `shift` is by how
    many units one of kind `story` lies from what was told before it ("two days later").
    """

    start: int
    end: int
    text: str
    value: str | None
    kind: Kind
    ahead: str | None = None
    shift: tuple[int, str] | None = None

    def taken_ahead(self) -> DateExpression:
        """The same expression, of a plan."""
        return replace(self, value=self.ahead or self.value)


@dataclass(slots=True)
class Text:
    """The text, the reference, and where the expressions found so far end."""

    text: str
    reference: Reference | None
    ends: set[int] = field(default_factory=set)

    def before(self, position: int, width: int = 32) -> str:
        return self.text[max(0, position - width):position]

    def after(self, position: int, width: int = 32) -> str:
        return self.text[position:position + width]

    def joined(self, position: int) -> bool:
        """An expression ends just before, with "and" or the like between."""
        link = _LINK.search(self.before(position, 8))
        return link is not None and position - len(link.group()) in self.ends


Reader = Callable[[Text, re.Match[str]], DateExpression | None]

_SHORT = {name[:3]: number for names, first in ((MONTHS, 1), (WEEKDAYS, 0)) for number, name in enumerate(names, first)}
_LINK = re.compile(r"(?:,?\s(?:and|or|to|until|through|-|–)\s|,\s|[-–/])$")
NUMBERS = {word: number for number, word in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen"), 1)}
NUMBERS |= {"a": 1, "an": 1, "eighteen": 18, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
DAY_WORDS = {"the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0,
              "this evening": 0, "tomorrow": 1, "the day after tomorrow": 2}
_FUNCTION_WORD = re.compile(
    r"\s+(?:and|or|but|when|while|where|which|who|that|to|of|in|on|at|by|for|from|with|was|were|is|are|had|has|have|as|after|before|because|until|if"
    r"|than|about|it|they|he|she|we|the|a|an|his|her|its|their|our|will|would|said|saw)\b")
_MONTH_CUE = re.compile(
    r"(?:^|[^\w])(?:(?P<sure>[Ii]n|[Ss]ince|[Uu]ntil|[Tt]ill|[Dd]uring|[Ee]arly|[Ll]ate|[Mm]id)[ -]|(?P<weak>[Bb]y|[Ff]rom|[Bb]efore|[Aa]fter|[Oo]f"
    r"|[Bb]etween|[Tt]hrough)\s|(?P<det>[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Oo]ur|[Tt]his|[Tt]hat|\w[’']s)\s)\s{0,2}$")
_NAMES_TOO = frozenset({"April", "May", "June", "August"})  # also given or family names
_YEAR_CUE = re.compile(
    r"(?:^|[^\w])(?:in|since|by|until|till|during|before|after|from|between|late|early|mid|year|winter|circa|around|ending|ended|for|of|than|with|on)"
    r"[\s-]\s{0,2}$", re.IGNORECASE)
_STRONG_YEAR_CUE = re.compile(
    r"(?:^|[^\w])(?:in|since|by|until|till|during|before|after|from|between|late|early|mid|year|circa|ending|ended"
    r"|back to|(?:end|start|outset|beginning|middle|half|quarter|summer|autumn|spring|winter|fall|year|part) of)[\s-]\s{0,2}$", re.IGNORECASE)
_DETERMINER = re.compile(r"(?:^|[^\w])(?:the|an?|its|their|his|her|our|your|my|this|that|\w{1,40}[’']s|\w{1,40}s[’'])\s{1,3}$", re.IGNORECASE)
_DESCRIBED = re.compile(  # "a damning [2015 study]"
    r"(?:^|[^\w])(?:the|an?|its|their|his|her|our|\w{1,40}[’']s)\s{1,3}[a-z]{2,20}\s{1,3}$", re.IGNORECASE)
_NEXT_WORD = re.compile(r"\s{1,3}([A-Za-z][\w’'-]{0,30})")
_NO_WEEKDAY = re.compile(r"(?:Black|Good|Bloody|Super|Sheffield|Man|Ash|Holy|Easter|Palm|Cyber|Whit|(?:Mail|Independent|Scotland) on)\s$")


def _make(text: Text, match: re.Match[str], value: str | None, kind: Kind = "absolute", ahead: str | None = None) -> DateExpression:
    return DateExpression(start=match.start(), end=match.end(), text=match.group(), value=value, kind=kind, ahead=ahead if ahead != value else None)


def _number(name: str) -> int:
    """Of a month from one, of a weekday from nought."""
    return _SHORT[name[:3].title()]


def read_iso_day(text: Text, match: re.Match[str]) -> DateExpression | None:
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    return _make(text, match, calendar.iso(year, month, day)) if year and calendar.is_day(year, month, day) else None


def read_slashed(text: Text, match: re.Match[str]) -> DateExpression | None:
    """14/02/2020, day first; month first where only that is a date."""
    day, month, year = int(match["d"]), int(match["m"]), int(match["y"])
    if len(match["y"]) == 2:
        if match["sep"] != "/":
            return None
        year += 2000 if year < 50 else 1900
    if month > 12:
        day, month = month, day
    return _make(text, match, calendar.iso(year, month, day)) if year and calendar.is_day(year, month, day) else None


def read_two_years(text: Text, match: re.Match[str]) -> DateExpression | None:
    """2019/20 and 2004–2009 are stretches of years; 2020-02 is a month."""
    first, second, separator = int(match["first"]), match["second"], match["sep"]
    last = int(second) if len(second) == 4 else first // 100 * 100 + int(second)
    if len(second) == 2 and last < first:
        last += 100
    if last == first + 1 or (separator in "-–" and first < last < first + 60 and not (separator == "-" and 1 <= int(second) <= 12)):
        return _make(text, match, f"{first}/{last}")
    return _make(text, match, f"{first}-{second}") if separator == "-" and len(second) == 2 and 1 <= int(second) <= 12 else None


def read_day_and_month(text: Text, match: re.Match[str]) -> DateExpression | None:
    month, day, year = _number(match["month"]), int(match["first"] or match["day"]), match["year"]
    if year:
        return _make(text, match, calendar.iso(int(year), month, day)) if calendar.is_day(int(year), month, day) else None
    if not calendar.is_day(2000, month, day) or match["month"].islower():
        return None  # "those 5 may leave"
    if re.match(r"\s(?:each|every)\syear\b", text.after(match.end())):
        return _make(text, match, calendar.day_without_year(month, day, None, None), "recurring")
    weekday = _number(match["weekday"]) if match["weekday"] else None
    ahead = calendar.day_without_year(month, day, weekday, text.reference, ahead=True)
    return _make(text, match, calendar.day_without_year(month, day, weekday, text.reference), "absolute", ahead)


def read_nth_weekday(text: Text, match: re.Match[str]) -> DateExpression | None:
    """The second Tuesday of August, in the year told or in that of the nearest August before."""
    month = _number(match["month"])
    start = calendar.iso(int(match["year"]), month) if match["year"] else calendar.month_without_year(month, text.reference)
    return _make(text, match, calendar.nth_weekday(start, WEEKDAYS.index(match["weekday"]), match["nth"].lower()))


def read_month_and_year(text: Text, match: re.Match[str]) -> DateExpression | None:
    return _make(text, match, calendar.iso(int(match["year"]), _number(match["month"])))


def read_month_of_year(text: Text, match: re.Match[str]) -> DateExpression | None:
    """ "June last year": the month of the year before that of the reference."""
    by = {"last": -1, "this": 0, "next": 1}[match["which"]]
    year = text.reference.years(by) if text.reference is not None else None
    return _make(text, match, calendar.iso(int(year), _number(match["month"])) if year else None, "relative")


def read_season_and_year(text: Text, match: re.Match[str]) -> DateExpression | None:
    return _make(text, match, match["year"])


def read_day_word(text: Text, match: re.Match[str]) -> DateExpression | None:
    word = match.group()
    if word[0].isupper() and re.search(r"(?:[A-Z]\w*|\bthe)\s$", text.before(match.start())):
        return None  # a title: "USA Today", "the Today programme"
    by = DAY_WORDS[" ".join(word.lower().split())]
    reference = text.reference
    value = None if reference is None else reference.iso if by == 0 else reference.days(by)
    return _make(text, match, value, "relative")


def read_unit(text: Text, match: re.Match[str]) -> DateExpression | None:
    """Last month, earlier this year, next week, last summer; "the last year" is a stretch of time and no date."""
    if re.search(r"\b[Tt]he\s$", text.before(match.start())):
        return None
    reference, which, unit = text.reference, match["which"].lower(), match["unit"].lower()
    by = {"last": -1, "this": 0, "the": 0, "next": 1, "this coming": 1}[" ".join(which.split())]
    if unit in SEASONS:
        return _make(text, match, calendar.season(unit, which.split()[0], reference), "relative")
    if reference is None:
        return _make(text, match, None, "relative")
    step = {"year": reference.years, "month": reference.months, "week": reference.weeks, "weekend": reference.weeks}[unit]
    return _make(text, match, step(by), "relative")


def read_year_end(text: Text, match: re.Match[str]) -> DateExpression | None:
    return _make(text, match, text.reference.years(0) if text.reference else None, "relative")


def _counted(text: Text, match: re.Match[str], sign: int) -> DateExpression | None:
    if text.reference is None:
        return _make(text, match, None, "relative")
    word, unit, reference = match["count"].lower(), match["unit"].lower(), text.reference
    count = sign * (NUMBERS[word] if word in NUMBERS else int(word))
    step, size = {"day": (reference.days, 1), "week": (reference.weeks, 1), "fortnight": (reference.weeks, 2), "month": (reference.months, 1),
                  "year": (reference.years, 1), "decade": (reference.years, 10)}[unit]
    return _make(text, match, step(size * count), "relative")


def read_ago(text: Text, match: re.Match[str]) -> DateExpression | None:
    return None if re.search(r"\band a half\s$", text.before(match.start())) else _counted(text, match, -1)


def read_in_time(text: Text, match: re.Match[str]) -> DateExpression | None:
    return _counted(text, match, 1)


def read_year_to(text: Text, match: re.Match[str]) -> DateExpression | None:
    month = _number(match["month"])
    if match["year"]:
        return _make(text, match, calendar.iso(int(match["year"]), month))
    return _make(text, match, calendar.month_without_year(month, text.reference), "absolute")


def read_which_month(text: Text, match: re.Match[str]) -> DateExpression | None:
    """Last February, next May, this coming March."""
    which, month, reference = match["which"].lower().split()[-1], _number(match["month"]), text.reference
    if which == "this":
        value = calendar.iso(reference.year, month) if reference else None
    elif reference is None:
        value = None
    else:
        value = calendar.month_without_year(month, reference, ahead=which in ("next", "coming"), other=which != "coming")
    return _make(text, match, value, "relative")


def read_bare_month(text: Text, match: re.Match[str]) -> DateExpression | None:
    """A month alone is a date where the words around it say so: several months are also names or verbs."""
    month, following = match["month"], text.after(match.end())
    cue = _MONTH_CUE.search(text.before(match.start()))
    capital = re.match(r"\s[A-Z]", following) is not None
    if cue is None:
        if not text.joined(match.start()) or (text.before(match.start(), 2) == ", " and month in _NAMES_TOO):
            return None
    elif re.match(r"[’']s\b", following) and month == "May":
        return None
    elif cue["det"]:
        if month == "May" or not re.match(r"\s[a-z]", following) or (month == "March" and following.startswith(" of")):
            return None
    elif cue["weak"] and capital and month in _NAMES_TOO:
        return None
    number = _number(match["month"])
    ahead = calendar.month_without_year(number, text.reference, ahead=True)
    return _make(text, match, calendar.month_without_year(number, text.reference), "absolute", ahead)


def read_recurring(text: Text, match: re.Match[str]) -> DateExpression | None:
    return _make(text, match, None, "recurring")


def read_weekday(text: Text, match: re.Match[str]) -> DateExpression | None:
    """The nearest such day in the past, unless "next", "this" or the caller says otherwise."""
    before, following = text.before(match.start()), text.after(match.end())
    if _NO_WEEKDAY.search(before) or (not match["which"] and re.match(r"\s[A-Z]", following) and not re.search(r"\b[Oo]n\s$", before)):
        return None  # "Black Friday", "the Sunday Times"
    day, which = WEEKDAYS.index(match["weekday"]), " ".join((match["which"] or "").lower().split())
    if which in ("next", "this", "coming", "this coming", "the coming"):
        return _make(text, match, calendar.weekday_near(day, text.reference, ahead=True, other=which == "next"), "relative")
    value = calendar.weekday_near(day, text.reference, other=which == "last")
    ahead = None if which == "last" else calendar.weekday_near(day, text.reference, ahead=True)
    return _make(text, match, value, "relative", ahead)


def read_bare_year(text: Text, match: re.Match[str]) -> DateExpression | None:
    """A four-digit number is a year where its surroundings say so, and never where it counts, numbers or names something."""
    before, following = text.before(match.start(), 48), text.after(match.end())
    number = int(match["year"])
    word = _NEXT_WORD.match(following)
    counted = word is not None and _plural(word[1])
    if re.match(r"\s\d", following) or re.search(r"[£$€¥#]\s?$|\d[\s,.]$", before):
        return None
    if _STRONG_YEAR_CUE.search(before) or text.joined(match.start()):
        accepted = not (counted and number % 50 == 0)
    elif _DETERMINER.search(before):
        accepted = word is not None and not (counted and (number % 50 == 0 or number < 1900)) and _FUNCTION_WORD.match(following) is None
    elif number < 1900 or number > 2059:
        accepted = False
    elif word is not None and _DESCRIBED.search(before):
        accepted = not counted and number % 50 != 0 and word[1].islower() and _FUNCTION_WORD.match(following) is None
    elif before.endswith("(") or re.search(r"[\w.],\s$", before):
        accepted = re.match(r"[),.;:\n]|$|\s?[–-]\s?(?:\d{4}|present)\b", following) is not None
    else:
        ends = not following or following[0] in ".,;:)!?’'”\"\n" or _FUNCTION_WORD.match(following) is not None
        accepted = _YEAR_CUE.search(before) is not None and ends and not re.search(r"\b(?:total|number|sum) of\s$", before)
    return _make(text, match, match["year"]) if accepted else None


def _plural(word: str) -> bool:
    return word in ("staff", "police", "million", "per") or word.endswith(("people", "men", "children")) or (
        len(word) > 3 and word.endswith("s") and word[0].islower() and not word.endswith(("ss", "us", "is", "’s", "'s")))
