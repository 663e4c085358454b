from __future__ import annotations

import pytest

from kg.read.dates import find_dates, iso_date


@pytest.mark.parametrize(("written", "iso"), [
    ("Monday, September 5, 2022", "2022-09-05"), ("3 May 2022", "2022-05-03"), ("3rd of May 2022", "2022-05-03"), ("Mon 3 Jan 2022", "2022-01-03"),
    ("2022-09-05", "2022-09-05"), ("2022-09-05T10:00:00Z", "2022-09-05"), ("5/9/2022", "2022-09-05"), ("05.09.2022", "2022-09-05"),
    ("9/25/2022", "2022-09-25"), ("Published 3 May 2022, 10:15", "2022-05-03"), ("Sept. 5, 2022", "2022-09-05"), ("May 2022", "2022-05"),
    ("2022-05", "2022-05"), ("2005-06", "2005-06"), ("2022-13", None),
    ("5/9/22", "2022-09-05"), ("MONDAY 5 SEPTEMBER 2022", "2022-09-05"), ("in 2005", None), ("5 May", None), ("yesterday", None),
    ("February 31, 2022", None), ("31st of February 2022", None),
    ("2022", "2022"), ("31 February 2022", None), ("soon", None), ("1234/5/2022", None), ("", None)])
def test_dates_as_people_write_them(written: str, iso: str | None) -> None:
    assert iso_date(written) == iso


def test_label_and_time_belong_to_the_date() -> None:
    line = "Published on 3 May 2022 at 10:15 BST | Last updated: 4 May 2022"
    first, second = find_dates(line)
    assert line[first.outer_start:first.outer_end] == "Published on 3 May 2022 at 10:15 BST"
    assert line[first.start:first.end] == "3 May 2022"
    assert (first.later, second.later) == (False, True)


@pytest.mark.parametrize("line", ["2022-09-05T10:00:00.000+01:00", "2022-09-05 10:00Z", "Monday 05/09/2022, 10am", "Dated: 5 Sept. 2022 | 10:15"])
def test_a_time_of_day_belongs_to_any_form(line: str) -> None:
    date, = find_dates(line)
    assert (date.iso, line[date.outer_start:date.outer_end]) == ("2022-09-05", line)


@pytest.mark.parametrize(("line", "weekday"), [("Mon 5 Sept 2022", True), ("THURSDAY, May 7, 2015", True), ("March 2022", False), ("5/5/22", False)])
def test_a_date_line_begins_with_its_weekday(line: str, weekday: bool) -> None:
    date, = find_dates(line)
    assert date.weekday is weekday
