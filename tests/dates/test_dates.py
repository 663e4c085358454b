"""Dates: absolute ones, those that count from the document's date, those that come again, and numbers that are no dates."""
from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.dates import find_dates

REFERENCE = "2022-09-05"  # a Monday


@pytest.mark.parametrize(("text", "words", "value"), [
    ("on 14 February 2020 the", "14 February 2020", "2020-02-14"),
    ("on February 14th, 2020, the", "February 14th, 2020", "2020-02-14"),
    ("on the 14th of February 2020", "14th of February 2020", "2020-02-14"),
    ("on Tuesday 11th May 2022 at 11am", "Tuesday 11th May 2022", "2022-05-11"),
    ("Monday, September 5, 2022", "Monday, September 5, 2022", "2022-09-05"),
    ("Mon 3 Jan 2022", "Mon 3 Jan 2022", "2022-01-03"),
    ("on Sun, August 16, 2008, at", "Sun, August 16, 2008", "2008-08-16"),
    ("MONDAY 3 JANUARY 2022", "MONDAY 3 JANUARY 2022", "2022-01-03"),
    ("monday 2 may 2022", "monday 2 may 2022", "2022-05-02"),
    ("since september 2021", "september 2021", "2021-09"),
    ("Monday 05/09/2022", "Monday 05/09/2022", "2022-09-05"),
    ("Monday, 2022-09-05", "Monday, 2022-09-05", "2022-09-05"),
    ("2022-09-05T10:00:00Z", "2022-09-05", "2022-09-05"),
    ("he sat 3 May 2022", "3 May 2022", "2022-05-03"),
    ("on Wednesday (May 11) calling", "Wednesday (May 11)", "--05-11"),
    ("on May 11", "May 11", "--05-11"),
    ("on 29 February", "29 February", "--02-29"),
    ("from 5-10 May 2020", "5-10 May 2020", "2020-05-05"),
    ("on 11 Sept. 2021", "11 Sept. 2021", "2021-09-11"),
    ("in February 2020.", "February 2020", "2020-02"),
    ("in February of 2020", "February of 2020", "2020-02"),
    ("in 2017", "2017", "2017"),
    ("In 2017, inspectors came", "2017", "2017"),
    ("in early 2016", "2016", "2016"),
    ("by mid-2020", "2020", "2020"),
    ("2020-02-14", "2020-02-14", "2020-02-14"),
    ("2020-02", "2020-02", "2020-02"),
    ("14/02/2020", "14/02/2020", "2020-02-14"),
    ("02/14/2020", "02/14/2020", "2020-02-14"),
    ("14/02/20", "14/02/20", "2020-02-14"),
    ("following the 2017 inspection", "2017", "2017"),
    ("a damning 2015 study", "2015", "2015"),
    ("in its 2017 reports", "2017", "2017"),
    ("the watchdog’s 2017 report", "2017", "2017"),
    ("winter 2021", "winter 2021", "2021"),
    ("spending in 2019/20[i]", "2019/20", "2019/2020"),
    ("in 2010-11", "2010-11", "2010/2011"),
    ("the 2014–2018 plan", "2014–2018", "2014/2018"),
    ("a picture from file, 2008.", "2008", "2008"),
    ("The law (2008) says", "2008", "2008"),
    ("the end of 2020", "2020", "2020"),
    ("since 2020 it has", "2020", "2020"),
    ("in February", "February", "--02"),
    ("In May, he left", "May", "--05"),
    ("its February report", "February", "--02"),
])
def test_without_a_reference(text: str, words: str, value: str) -> None:
    found, = find_dates(text)
    assert (found.text, found.value, found.kind) == (words, value, "absolute")


@pytest.mark.parametrize(("text", "words", "value", "kind"), [
    ("published today", "today", "2022-09-05", "relative"),
    ("said yesterday", "yesterday", "2022-09-04", "relative"),
    ("meets tomorrow", "tomorrow", "2022-09-06", "relative"),
    ("last Thursday", "last Thursday", "2022-09-01", "relative"),
    ("on Thursday", "Thursday", "2022-09-01", "relative"),
    ("On Monday, he", "Monday", "2022-09-05", "relative"),
    ("last Monday", "last Monday", "2022-08-29", "relative"),
    ("next Wednesday", "next Wednesday", "2022-09-07", "relative"),
    ("this coming Friday", "this coming Friday", "2022-09-09", "relative"),
    ("by Thursday night", "Thursday night", "2022-09-01", "relative"),
    ("last month", "last month", "2022-08", "relative"),
    ("last year", "last year", "2021", "relative"),
    ("this week", "this week", "2022-09", "relative"),
    ("last week", "last week", "2022-08", "relative"),
    ("next month", "next month", "2022-10", "relative"),
    ("two years ago", "two years ago", "2020", "relative"),
    ("18 months ago", "18 months ago", "2021-03", "relative"),
    ("ten days ago", "ten days ago", "2022-08-26", "relative"),
    ("a decade ago", "a decade ago", "2012", "relative"),
    ("in three weeks' time", "in three weeks' time", "2022-09", "relative"),
    ("earlier this year", "earlier this year", "2022", "relative"),
    ("before last summer", "last summer", "2022", "relative"),
    ("last winter", "last winter", "2021", "relative"),
    ("by year end", "year end", "2022", "relative"),
    ("by the end of the year", "the end of the year", "2022", "relative"),
    ("last February", "last February", "2022-02", "relative"),
    ("last September", "last September", "2021-09", "relative"),
    ("next February", "next February", "2023-02", "relative"),
    ("this coming February", "this coming February", "2023-02", "relative"),
    ("in the year to March", "the year to March", "2022-03", "absolute"),
    ("in the year to March 2020", "the year to March 2020", "2020-03", "absolute"),
    ("in February", "February", "2022-02", "absolute"),
    ("in November", "November", "2021-11", "absolute"),
    ("on May 11", "May 11", "2022-05-11", "absolute"),
    ("on December 11", "December 11", "2022-12-11", "absolute"),
    ("on Saturday, March 5", "Saturday, March 5", "2022-03-05", "absolute"),
    ("on Thursday 6 January", "Thursday 6 January", "2022-01-06", "absolute"),
    ("every Thursday", "every Thursday", None, "recurring"),
    ("each year", "each year", None, "recurring"),
    ("on Tuesdays", "Tuesdays", None, "recurring"),
])
def test_with_a_reference(text: str, words: str, value: str | None, kind: str) -> None:
    found, = find_dates(text, reference=REFERENCE)
    assert (found.text, found.value, found.kind) == (words, value, kind)


@pytest.mark.parametrize("text", [
    "2,000 people", "1,850 homes", "£2020", "in Room 2012", "version 2017.1", "v2017", "some 2020 people",
    "the 2000 homes", "the other 2012 homes", "a new 2000 seat hall", "a survey of 1709 schoolchildren",
    "the 1850 homes", "the Road Act 1989", "a total of 2012.", "0800 2012 345", "2012%", "2020m", "the 1990s", "Black Friday",
    "the Sunday Times said",
    "The Mail on Sunday", "May I say so", "They march on", "It may be", "criticised by June Smith", "the Today programme", "over the last year",
    "Article 2020", "aged 8–10 years", "in 2000 homes", "LU1 2020", "#2020", "10:2020", "2020-13-45x", "those 5 may leave",
    "they march 2000 miles",
])
def test_no_date(text: str) -> None:
    assert find_dates(text, reference=REFERENCE) == []


def test_a_day_that_comes_each_year() -> None:
    assert [(found.value, found.kind) for found in find_dates("on 11 May every year")] == [("--05-11", "recurring"), (None, "recurring")]


def test_a_day_that_is_none_leaves_its_month() -> None:
    assert [found.value for found in find_dates("31 February 2020")] == ["2020-02"]


def test_several() -> None:
    text = "between July 2003 and December 2004, in 1997 and 1998, from 2004 to 2009, and in May and June"
    values = [found.value for found in find_dates(text)]
    assert values == ["2003-07", "2004-12", "1997", "1998", "2004", "2009", "--05", "--06"]


def test_a_plan_lies_ahead() -> None:
    plan = find_dates("on Thursday, in February, on May 11", reference=REFERENCE, future=True)
    assert [found.value for found in plan] == ["2022-09-08", "2023-02", "2023-05-11"]
    found, = find_dates("It meets on Thursday", reference=REFERENCE)
    assert (found.value, found.ahead) == ("2022-09-01", "2022-09-08")


@pytest.mark.parametrize(("text", "reference", "value"), [
    ("today", "2022-09", "2022-09"), ("yesterday", "2022-09", None), ("last year", "2022", "2021"),
    ("last month", "2022", None), ("last month", "2022-01", "2021-12"),
    ("on Thursday", "2022-09", None), ("on May 11", "2022", "2022-05-11"), ("on May 11", "2022-09", "2022-05-11"), ("in May", "2022", "2022-05"),

    ("today", None, None), ("two years ago", None, None), ("today", "no date", None), ("tomorrow", "9999-12-31", None), ("last year", "0001", None),
    ("today", "2022-09-05T10:00:00Z", "2022-09-05"), ("today", "2022-02-31", "2022-02"),
])
def test_references_of_less_precision(text: str, reference: str | None, value: str | None) -> None:
    found, = find_dates(text, reference=reference)
    assert found.value == value


@pytest.mark.parametrize(("text", "words", "value"), [
    ("Denby resigned on 3 May 2021. Marlow left the same day.", "the same day", "2021-05-03"),
    ("It closed on 3 May 2021. That night, they met.", "That night", "2021-05-03"),
    ("It closed on 3 May 2021; two days later they met.", "two days later", "2021-05-05"),
    ("It closed on 3 May 2021. The day before, they met.", "The day before", "2021-05-02"),
    ("It closed on 31 May 2021. The following day it opened.", "The following day", "2021-06-01"),
    ("It closed on 28 May 2021. The following week it opened.", "The following week", "2021-06"),
    ("It closed in May 2021. A month later it opened.", "A month later", "2021-06"),
    ("It closed in 2019. That summer, they marched.", "That summer", "2019"),
    ("It closed in 2019. The next year it opened.", "The next year", "2020"),
    ("It closed in 2019, three years after.", "three years after", "2022"),
    ("It closed on 3 May 2021 for want of the grant of 2019. Two days later it opened.", "Two days later", "2021-05-05"),
    ("It closed in 2019. Two days later it opened.", "Two days later", None),
    ("The same day they met.", "The same day", None),
])
def test_dates_that_count_from_the_story(text: str, words: str, value: str | None) -> None:
    assert [d.value for d in find_dates(text) if d.text == words] == [value]


@pytest.mark.parametrize("text", [
    "It closed on 3 May 2021. They said that night shelters had closed.", "It closed in 2019 and may open over the next year.",
    "It closed on 3 May 2021, less than two weeks later than planned.", "It closed in 2019. That year's paper said so."])
def test_what_counts_from_no_story(text: str) -> None:
    assert all(d.kind != "story" for d in find_dates(text))


def test_the_story_goes_on_from_the_text_before() -> None:
    found, = find_dates("The next day it opened.", told=["2021-05-03", "2019"])
    assert found.value == "2021-05-04"


@settings(deadline=None)
@given(st.text(alphabet="in May 1209/-.,thMonday()Friyesrolxt£’s ", max_size=80) | st.text(max_size=80),
       st.sampled_from([None, "2022", "2022-01-31", "9999-12-31"]))
def test_any_text(text: str, reference: str | None) -> None:
    last = 0
    for found in find_dates(text, reference=reference):
        assert last <= found.start < found.end <= len(text)
        assert found.text == text[found.start:found.end]
        last = found.end


@pytest.mark.parametrize("unit", [
    "1", "2020", "2020 ", "2020/", "May ", "May 1", "Monday ", "Monday, (May 1", " ", "last ", "1 and ", "a year ", "in 2020, ", "the "])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    started = time.perf_counter()
    find_dates(text, reference=REFERENCE)
    assert time.perf_counter() - started < 5
