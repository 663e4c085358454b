"""Sums of money in English text. Text enters, the words of each sum with its value leave; hedges ("around", "more than") belong to the words."""
from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_SYMBOLS = {"£": "GBP", "€": "EUR", "$": "USD", "¥": "JPY", "₹": "INR"}
_DOLLARS = {"a": "AUD", "au": "AUD", "nz": "NZD", "us": "USD", "c": "CAD", "ca": "CAD", "hk": "HKD", "s": "SGD"}
_NATIONS = {"australian": "AUD", "new zealand": "NZD", "canadian": "CAD", "hong kong": "HKD", "singapore": "SGD", "us": "USD", "american": "USD"}
_UNITS = {"pounds": ("GBP", 1), "pound": ("GBP", 1), "pounds sterling": ("GBP", 1), "sterling": ("GBP", 1), "quid": ("GBP", 1), "pence": ("GBP", 100),
          "p": ("GBP", 100), "euros": ("EUR", 1), "euro": ("EUR", 1), "dollars": ("USD", 1), "dollar": ("USD", 1), "cents": ("USD", 100),
          "yen": ("JPY", 1), "rupees": ("INR", 1)}
_CODES = "GBP|EUR|USD|AUD|NZD|CAD|HKD|SGD|JPY|INR|CHF"
_SCALES = {"hundred": 10**2, "thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "mn": 10**6, "mln": 10**6, "billion": 10**9, "bn": 10**9,
           "b": 10**9, "trillion": 10**12, "tn": 10**12}
_WORDS = {word: Decimal(number) for number, word in enumerate(
    ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), 1)}
_WORDS |= {"a": Decimal(1), "half a": Decimal("0.5"), "a quarter of a": Decimal("0.25"), "fifteen": Decimal(15), "twenty": Decimal(20),
           "thirty": Decimal(30), "forty": Decimal(40), "fifty": Decimal(50), "sixty": Decimal(60), "seventy": Decimal(70), "eighty": Decimal(80),
           "ninety": Decimal(90)}
_WEIGHT = re.compile(r"\s(?:in\sweight|of\s(?!public|taxpayer)|heavier|lighter|overweight)", re.IGNORECASE)
_SCREENS = frozenset({"144", "240", "360", "480", "720"})  # "720p" is a picture, not pence

_S = r"\s{0,3}"
_HEDGE = (r"(?:\b(?:about|around|approximately|roughly|some|nearly|almost|over|under|only|exceeding|(?:an\s)?estimated|just\s(?:over|under|short\sof)"
          r"|(?:more|less|fewer)\sthan|no\s(?:more|less)\sthan|up\sto|at\s(?:least|most)|as\s(?:much|little|many)\sas|in\sexcess\sof|close\sto"
          r"|upwards\sof|well\s(?:over|under))\s)?")
_NUMBER = r"(?P<number>\d{1,3}(?:,\d{3}){1,5}(?!\d)(?:\.\d{1,4})?|\d{1,15}(?:\.\d{1,4})?)(?![\d])"
_LOW = rf"(?:(?P<low>\d{{1,6}}(?:\.\d{{1,4}})?){_S}[-–]{_S}(?=\d))?"
_SCALE = (r"(?:[\s-]{0,3}(?P<scale>(?:hundred|thousand|million|billion|trillion)(?:\s(?:million|billion))?|mln|mn|bn|tn|m|k|b))?"
          r"(?![A-Za-z]|,\d|\.\d)")
_RATE = (r"(?:(?:-a-|\s(?:a|an|per|each)\s|\s?/\s?)"
         r"(?:day|week|month|year|hour|night|head|person|annum)\b|-(?:a|per)-(?:head|day|week|month|year)\b)?")
_UNIT = "(?P<unit>(?:(?:" + "|".join(_NATIONS) + r")\s)?(?:pounds\ssterling|pounds?|sterling|quid|pence|euros?|dollars?|cents|yen|rupees))\b"
_WORD = r"(?P<number>half\sa|a\squarter\sof\sa|" + "|".join(sorted((w for w in _WORDS if " " not in w), key=len, reverse=True)) + ")"
_VAGUE = (r"(?:(?:many\s|several\s)?(?:tens|dozens|hundreds|thousands|millions|billions)(?:\sof\s(?:thousands|millions|billions))?\sof\s"
          r"|(?:several|a\sfew|many)\s(?:hundred|thousand|million|billion)\s)")

_PATTERNS = tuple(re.compile(pattern, re.IGNORECASE) for pattern in (
    rf"{_HEDGE}(?:(?<![A-Za-z])(?P<nation>(?-i:US|AU|A|NZ|CA|C|HK|S)){_S}(?=\$))?(?P<symbol>[£€$¥₹]){_S}{_LOW}(?:[£€$¥₹])?{_NUMBER}{_SCALE}{_RATE}",
    rf"{_HEDGE}\b(?P<code>{_CODES}){_S}{_NUMBER}{_SCALE}{_RATE}",
    rf"{_HEDGE}(?<![\w.,£$€]){_LOW}{_NUMBER}{_SCALE}[\s-]{{1,3}}{_UNIT}{_RATE}",
    rf"{_HEDGE}(?<![\w.,£$€]){_NUMBER}{_SCALE}\s?(?P<code>{_CODES})\b{_RATE}",
    rf"{_HEDGE}\b{_WORD}\s(?P<scale>(?:hundred|thousand|million|billion|trillion)(?:\s(?:million|billion))?)\s{_UNIT}{_RATE}",
    rf"{_HEDGE}\b(?P<vague>{_VAGUE}){_UNIT}{_RATE}",
    rf"{_HEDGE}(?<![\w.,£$€])(?P<number>\d{{1,3}}(?:\.\d)?)(?P<unit>(?-i:p))\b(?![.]\d)(?P<scale>){_RATE}",
))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum of money as worded. `value` is None where the words give no one number ("millions of pounds", "£5-10m").

    `currency` is a code of ISO 4217; a bare dollar is taken for the American one.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    currency: str


def find_amounts(text: str) -> list[Amount]:
    """The sums of money in `text`, in order and without overlap."""
    taken = bytearray(len(text))
    found: list[Amount] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            amount = None if 1 in taken[match.start():match.end()] else _read(text, match)
            if amount is not None:
                taken[amount.start:amount.end] = b"\x01" * (amount.end - amount.start)
                found.append(amount)
    return sorted(found, key=lambda amount: amount.start)


def _read(text: str, match: re.Match[str]) -> Amount | None:
    groups = match.groupdict()
    currency, divisor = _currency(groups)
    number = groups.get("number")
    if groups.get("unit") == "p" and number in _SCREENS:
        return None
    weight = groups.get("unit") in ("pounds", "pound") and not groups.get("scale") and not groups.get("vague")
    if weight and _WEIGHT.match(text, match.end()):
        return None
    value = None
    if number is not None and not groups.get("low"):
        value = _number(number) * _scale(groups.get("scale")) / divisor
        value = value.to_integral_value() if value == value.to_integral_value() else value.normalize()
    return Amount(start=match.start(), end=match.end(), text=match.group(), value=value, currency=currency)


def _currency(groups: dict[str, str | None]) -> tuple[str, int]:
    """The currency's code, and how many of the unit named make one of it."""
    if code := groups.get("code"):
        return code.upper(), 1
    if symbol := groups.get("symbol"):
        nation = groups.get("nation")
        return (_DOLLARS[nation.lower()] if nation else _SYMBOLS[symbol]), 1
    words = " ".join((groups.get("unit") or "").lower().split())
    for nation, code in _NATIONS.items():
        if words.startswith(nation + " "):
            return code, _UNITS[words.removeprefix(nation + " ")][1]
    return _UNITS[words]


def _number(words: str) -> Decimal:
    key = " ".join(words.lower().split())
    return _WORDS[key] if key in _WORDS else Decimal(words.replace(",", ""))


def _scale(words: str | None) -> int:
    product = 1
    for word in (words or "").lower().split():
        product *= _SCALES[word]
    return product
