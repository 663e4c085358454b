"""Sums of money: the words taken, hedges and rates with them, and the value."""
from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.statements.amounts import find_amounts


@pytest.mark.parametrize(("text", "words", "value", "currency"), [
    ("spending £9.93 billion on care", "£9.93 billion", "9930000000", "GBP"),
    ("a £124m road", "£124m", "124000000", "GBP"),
    ("lent it hundreds of millions of pounds.", "hundreds of millions of pounds", None, "GBP"),
    ("costed at around £124 million.", "around £124 million", "124000000", "GBP"),
    ("raised $1.5bn", "$1.5bn", "1500000000", "USD"),
    ("fined €300,000", "€300,000", "300000", "EUR"),
    ("to pay over 422,000 euros in arrears", "over 422,000 euros", "422000", "EUR"),
    ("5 million pounds of public money", "5 million pounds", "5000000", "GBP"),
    ("an A$2 million grant", "A$2 million", "2000000", "AUD"),
    ("a $2,000 fine", "$2,000", "2000", "USD"),
    ("an estimated cost of NZ $ 26 million", "NZ $ 26 million", "26000000", "NZD"),
    ("a £50-a-day charge", "£50-a-day", "50", "GBP"),
    ("From £15 / month", "£15 / month", "15", "GBP"),
    ("costs £1.2bn a year", "£1.2bn a year", "1200000000", "GBP"),
    ("a 3p rise", "3p", "0.03", "GBP"),
    ("just over 50 pence", "just over 50 pence", "0.5", "GBP"),
    ("half a million pounds", "half a million pounds", "500000", "GBP"),
    ("more than five million pounds", "more than five million pounds", "5000000", "GBP"),
    ("several million pounds", "several million pounds", None, "GBP"),
    ("£5-10m of works", "£5-10m", None, "GBP"),
    ("GBP 5m", "GBP 5m", "5000000", "GBP"),
    ("300 EUR each", "300 EUR", "300", "EUR"),
    ("20 Australian dollars", "20 Australian dollars", "20", "AUD"),
    ("£2,020", "£2,020", "2020", "GBP"),
])
def test_one(text: str, words: str, value: str | None, currency: str) -> None:
    amount, = find_amounts(text)
    assert (amount.text, amount.value, amount.currency) == (words, None if value is None else Decimal(value), currency)
    assert text[amount.start:amount.end] == words


@pytest.mark.parametrize("text", [
    "2,000 people", "a 1080p or 720p picture", "20 pounds of flour", "in 2020", "Flight 81P", "millions of people", "Room $", "£"])
def test_none(text: str) -> None:
    assert find_amounts(text) == []


def test_two_in_order() -> None:
    assert [amount.text for amount in find_amounts("between £5m and 10 million pounds")] == ["£5m", "10 million pounds"]


@settings(deadline=None)
@given(st.text(alphabet="£$€1 2,.-pmk/aover ", max_size=60) | st.text(max_size=60))
def test_any_text(text: str) -> None:
    last = 0
    for amount in find_amounts(text):
        assert last <= amount.start < amount.end <= len(text)
        assert amount.text == text[amount.start:amount.end]
        last = amount.end


@pytest.mark.parametrize("unit", ["1", "1,111,", "£", "£1", "about ", "hundreds of ", "1 ", " ", "half a ", "£ 1-"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    started = time.perf_counter()
    find_amounts(text)
    assert time.perf_counter() - started < 5
