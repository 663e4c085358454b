"""The timeline of the selection: by year and month, vague dates as spans, undated ones counted and reachable."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import document_id
from tests.view.conftest import page_of
from tests.view.fixture import document, entity, output, source, statement

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Open = Callable[..., Page]


def dated(folder: Path, dates: list[str | None]) -> Path:
    text = "The Harbour Board apologised."
    statements, documents, texts = [], [], {}
    for n, date in enumerate(dates):
        body = text + " " * n
        here = source(f"{n}.txt", f"Notice {n}", None, body)
        when = {"date": date} if date else {}
        statements.append(statement(here, body, "apologised", entity("Harbour Board", "LocalAuthority"), None, body, qualifiers=when))
        documents.append(document(here, body, 1))
        texts[document_id(body)] = body
    return page_of(output(statements, documents, texts), folder / "dated.html")


def test_statements_stand_under_years_and_months_with_vague_ones_first(opened: Open, tmp_path: Path) -> None:
    path = dated(tmp_path, ["2021-03-09", "2021", "2020-12", None, "2021-03", None, "--05-04"])
    page = opened("#view=timeline", path=path)
    body = page.locator("#chronicle-body")
    assert body.locator("h3").all_inner_texts() == ["2020", "2021", "Year not known", "Undated"]
    assert body.locator("h4").all_inner_texts() == ["December 2020", "Some time in 2021", "March 2021"]
    assert body.locator(".happened > span:first-child").all_inner_texts() == [
        "December 2020", "2021", "March 2021", "9 March 2021", "4 May, year not known", "Undated", "Undated"]
    assert page.inner_text("#chronicle-what").startswith("7 statements, 2 of them undated, at the end.")


def test_a_vague_date_is_drawn_as_the_span_it_may_lie_in(opened: Open, tmp_path: Path) -> None:
    page = opened("#view=timeline", path=dated(tmp_path, ["2021", "2021-07", "2021-07-01"]))
    measure = """(e) => {
      const o = e.getBoundingClientRect(), i = e.firstChild.getBoundingClientRect();
      return [(i.x - o.x) / o.width, i.width / o.width];
    }"""
    year, month, day = (mark.evaluate(measure) for mark in page.locator(".span").all())
    assert year == [0, 1]
    assert abs(month[0] - 0.5) < 0.01 and abs(month[1] - 1 / 12) < 0.01
    assert abs(day[0] - 0.5) < 0.01 and day[1] < month[1]


def test_a_year_and_the_undated_are_reached_by_a_button(opened: Open, tmp_path: Path) -> None:
    path = dated(tmp_path, [*(f"20{n // 12 + 10}-{n % 12 + 1:02}" for n in range(240)), None])
    page = opened("#view=timeline", path=path)
    years = page.get_by_role("navigation", name="Years").get_by_role("button")
    assert years.all_inner_texts()[:2] == ["2010 12", "2011 12"] and years.last.inner_text() == "Undated 1"
    assert page.locator(".happening").count() == 150
    years.last.press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Undated"
    assert page.locator(".happening").last.is_visible()
    page.get_by_role("button", name="Show 150 earlier of 240").click()
    assert page.locator(".happening").count() == 151


def test_an_entry_opens_its_card_and_the_keyboard_goes_from_one_to_the_next(opened: Open) -> None:
    page = opened()
    page.keyboard.press("d")
    assert page.get_by_role("button", name="Timeline").get_attribute("aria-pressed") == "true"
    assert page.locator(".happening").count() == 46
    page.locator(".happening button.open").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator(".asked mark").inner_text() == "after a two-week inspection in January"
    assert page.locator(".happening.chosen").count() == 1
    assert page.evaluate("document.activeElement.id") == "panel"


def test_it_follows_the_filters_and_the_address(opened: Open) -> None:
    page = opened("#view=timeline&from=2022&to=2022")
    assert page.locator("#chronicle-body h3").all_inner_texts() == ["2022"]
    page.get_by_role("checkbox", name="Planned").uncheck()
    assert page.locator(".happening").count() == int(page.inner_text("#status").split()[0])
    assert opened(page.evaluate("location.hash")).locator(".happening").count() == page.locator(".happening").count()
