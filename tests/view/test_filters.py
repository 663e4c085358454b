"""The filters: by speaker, publisher, source, confidence and date, with live counts, all kept in the address."""
from __future__ import annotations

import string
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.model import document_id
from tests.view.conftest import page_of
from tests.view.fixture import corpus, document, entity, output, source, statement

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    Open = Callable[..., Page]


def row(page: Page, group: str, name: str) -> Locator:
    found = page.locator(".group", has=page.get_by_role("heading", name=group, exact=True))
    return found.locator(".row", has=page.get_by_role("checkbox", name=name))


def status(page: Page) -> str:
    return page.inner_text("#status")


def many(folder: Path) -> Path:
    """A page about thirty sources of thirty publishers, each with a speaker; the first three have more to say, the last is undated."""
    statements, documents, texts = [], [], {}
    for n, letter in enumerate(string.ascii_uppercase + "ÉÖÅØ"):
        text = f"Wharf Street was closed, says {letter}." + " " * n
        here = source(f"{n}.txt", f"Notice {letter}", None if n == 29 else f"20{n // 2 + 10}-0{n % 9 + 1}", text)
        speaker = entity(f"Speaker {letter}lmqvist", "Person")
        board = entity("Harbour Board", "LocalAuthority")
        statements += [statement(here, text, kind, board, None, text[: 20 + n], by=speaker, confidence=0.5 + n / 60)
                       for kind in ("stated", "pledged", "denied")[: 3 if n < 3 else 1]]
        documents.append(document(here, text, 1, publisher=f"{letter} News"))
        texts[document_id(text)] = text
    return page_of(output(statements, documents, texts), folder / "many.html")


@pytest.mark.parametrize(("group", "name", "number"), [
    ("Says who", "The document itself", 33), ("Says who", "Folasade Adeyemi", 3), ("Publisher", "Northmoor Herald", 6),
    ("Source", "Council leader steps down", 4), ("How it is said", "Planned", 5)])
def test_each_list_counts_filters_and_comes_back_from_the_address(opened: Open, group: str, name: str, number: int) -> None:
    page = opened()
    found = row(page, group, name)
    assert found.locator(".count").inner_text() == str(number)
    found.get_by_role("checkbox").uncheck()
    assert status(page) == f"{46 - number} of 46 statements shown"
    assert found.locator(".count").inner_text() == str(number)  # what ticking it again would bring
    again = opened(page.evaluate("location.hash"))
    assert status(again) == status(page)
    assert not row(again, group, name).get_by_role("checkbox").is_checked()
    again.get_by_role("button", name="Reset").click()
    assert status(again) == "All 46 statements shown"


def test_counts_beside_each_follow_the_other_filters(opened: Open) -> None:
    page = opened()
    row(page, "Publisher", "Care Weekly").hover()
    page.get_by_role("button", name="Only Care Weekly").click()
    assert status(page) == "8 of 46 statements shown"
    assert "only=p.care-weekly" in page.evaluate("location.hash")
    assert row(page, "Says who", "Folasade Adeyemi").locator(".count").inner_text() == "0"
    assert row(page, "Says who", "Kin Not Care").locator(".count").inner_text() == "2"
    assert row(page, "Publisher", "Vale Gazette").locator(".count").inner_text() != "0"
    assert status(opened(page.evaluate("location.hash"))) == "8 of 46 statements shown"


def test_confidence_has_a_slider_that_says_its_number(opened: Open) -> None:
    page = opened()
    slider = page.get_by_role("slider", name="Least confidence")
    slider.focus()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    for _ in range(35):
        page.keyboard.press("ArrowRight")
    sure = sum(s["confidence"] >= 0.85 for s in corpus().statements)
    assert page.inner_text("#least-said") == slider.get_attribute("aria-valuetext") == f"85 % or more: {sure} statements"
    assert status(page) == f"{sure} of 46 statements shown"
    again = opened(page.evaluate("location.hash"))
    assert status(again) == status(page)
    assert again.get_by_role("slider").input_value() == "85"


def test_a_long_list_shows_ten_has_all_at_hand_and_can_be_searched(opened: Open, tmp_path: Path) -> None:
    page = opened(path=many(tmp_path))
    group = page.locator(".group", has=page.get_by_role("heading", name="Says who", exact=True))
    group.locator("summary").click()
    assert group.get_by_role("checkbox").count() == 10
    assert group.locator(".name").all_inner_texts()[0].startswith("Speaker Almqvist")
    group.get_by_role("button", name="All 30").press("Enter")
    assert group.get_by_role("checkbox").count() == 30
    group.get_by_role("button", name="Only the first 10").click()
    field = group.get_by_role("searchbox", name="Find in the list: Says who")
    field.fill("speaker ølm")
    assert [name.split()[1] for name in group.locator(".name").all_inner_texts()] == ["Olmqvist", "Ölmqvist", "Ølmqvist"]
    group.get_by_role("checkbox", name="Speaker Ølmqvist").uncheck()
    assert status(page) == "35 of 36 statements shown"
    field.fill("nobody")
    assert "Nothing in this list" in group.inner_text()
    field.fill("")
    assert group.get_by_role("checkbox").count() == 11  # the ten, and the one that was left out
    assert "29 of 30" in group.locator("summary").inner_text()


def test_dates_can_be_brushed_with_the_mouse(opened: Open) -> None:
    page = opened()
    page.locator(".bars").scroll_into_view_if_needed()
    middle = "(key) => { const r = bars.find((b) => b.key === key).column.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }"
    bars = {key: page.evaluate(middle, key) for key in ("2022-01", "2022-12")}
    page.mouse.move(*bars["2022-12"])
    page.mouse.down()
    page.mouse.move(*bars["2022-01"], steps=4)
    page.mouse.up()
    assert (page.get_by_label("Dates from").input_value(), page.get_by_label("Dates to").input_value()) == ("2022-01", "2022-12")
    shown = page.evaluate("statements.filter(passes).map((s) => s.day)")
    assert shown and all(day.startswith("2022") for day in shown)
    page.get_by_role("button", name="All dates").click()
    assert status(page) == "All 46 statements shown"


def test_dates_can_be_typed_as_a_person_writes_them_and_a_wrong_one_is_told(opened: Open) -> None:
    page = opened()
    start = page.get_by_label("Dates from")
    start.fill("the day before")
    start.press("Enter")
    assert start.get_attribute("aria-invalid") == "true"
    assert "“the day before” is not a date. Write 2021, May 2021 or 2021-05-03." in page.inner_text("#date-help")
    assert status(page) == "All 46 statements shown"
    start.fill("2 September 2021")
    start.press("Enter")
    assert start.input_value() == "2021-09-02"
    assert start.get_attribute("aria-invalid") == "false"
    days = set(page.evaluate("statements.filter(passes).map((s) => s.day)"))
    assert "2021" in days and "2021-05-11" not in days and "2021-09-02" in days


def test_vague_dates_are_drawn_as_vague(opened: Open) -> None:
    page = opened()
    assert "1 statement dated only by a year (lighter) may lie anywhere in it." in page.inner_text("#date-help")
    titles = page.evaluate("bars.filter((b) => b.key.startsWith('2021')).map((b) => b.column.title)")
    assert len(titles) == 12
    assert all("and 1 dated only “2021”" in title for title in titles)
    assert page.evaluate("bars.find((b) => b.key === '2021-07').vague.getBoundingClientRect().height") > 0
    assert page.evaluate("bars.find((b) => b.key === '2021-07').exact.getBoundingClientRect().height") == 0


def test_what_has_no_date_has_a_bar_and_a_box_of_its_own(opened: Open, tmp_path: Path) -> None:
    path = many(tmp_path)
    page = opened(path=path)
    box = page.get_by_role("checkbox", name="Undated")
    assert page.locator(".bars .undated").get_attribute("title") == "Undated: 1 statement"
    box.uncheck()
    assert status(page) == "35 of 36 statements shown"
    assert status(opened(page.evaluate("location.hash"), path=path)) == status(page)
    box.check()
    page.get_by_label("Dates from").fill("2020")
    page.get_by_label("Dates from").press("Enter")
    assert not box.is_checked()
    dated = status(page)
    box.check()
    assert status(page) != dated
    assert status(opened(page.evaluate("location.hash"), path=path)) == status(page)
    page.get_by_role("button", name="All dates").click()
    assert status(page) == "All 36 statements shown"
