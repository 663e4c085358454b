"""The table of statements and of names: two tabs, sorted by its heads, used by the keyboard alone, and quick."""
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


def cells(page: Page, column: str) -> list[str]:
    return page.locator(f"#rows tbody .column-{column}").all_inner_texts()


def test_two_tabs_show_statements_and_names_of_the_selection(opened: Open) -> None:
    page = opened("#view=table&hide=m.asserted")
    statements, names = page.get_by_role("tab", name="Statements"), page.get_by_role("tab", name="Names")
    assert (statements.inner_text(), statements.get_attribute("aria-selected")) == ("Statements 9", "true")
    statements.press("ArrowRight")
    assert (names.inner_text(), names.get_attribute("aria-selected")) == ("Names 12", "true")
    assert page.evaluate("document.activeElement.id") == "tab-entities"
    assert page.get_by_role("tabpanel", name="Names 12").is_visible()
    assert page.locator("#rows tbody tr").count() == 12
    again = opened(page.evaluate("location.hash"))
    assert again.get_by_role("tab", name="Names").get_attribute("aria-selected") == "true"


def test_the_row_of_a_name_counts_what_it_did_and_what_was_done_to_it(opened: Open) -> None:
    page = opened("#view=table&tab=entities")
    row = page.get_by_role("row", name="Marlow Vale Borough Council Local authority")
    assert row.get_by_role("cell").all_inner_texts() == ["Local authority", "18", "4", "14", "6", "2021", "30 January 2023"]
    assert page.locator("#rows caption").inner_text() == "27 names, sorted by statements, descending"


def test_names_sort_by_each_head_and_the_address_keeps_it(opened: Open) -> None:
    page = opened("#view=table&tab=entities")
    assert page.locator("#rows thead th[aria-sort=descending]").inner_text().startswith("Statements")
    page.get_by_role("button", name="Name", exact=True).press("Enter")
    assert cells(page, "name") == sorted(cells(page, "name"), key=str.lower)
    page.get_by_role("button", name="Was done to").press("Enter")
    page.get_by_role("button", name="Was done to").press("Enter")
    number = [int(n) for n in cells(page, "done")]
    assert number == sorted(number, reverse=True)
    assert page.get_by_role("columnheader", name="Was done to").get_attribute("aria-sort") == "descending"
    assert cells(opened(page.evaluate("location.hash")), "done") == cells(page, "done")


def test_statements_have_all_fields_and_sort_by_confidence(opened: Open) -> None:
    page = opened("#view=table&sort=sure")
    heads = [head.replace(" ▲", "") for head in page.locator("#rows thead th").all_inner_texts()]
    assert heads == ["Who", "Did what", "To whom or what", "Date", "How", "Says who", "Quotation", "Details", "Source", "Publisher", "Published",
                     "Confidence", "Rule"]
    sure = [int(text.split()[0]) for text in cells(page, "sure")]
    assert sure == sorted(sure) and sure[0] == 51
    assert cells(page, "sure")[0].endswith("doubtful")
    assert "Amount: £6.2 million" in cells(page, "details")


def test_the_table_can_be_used_without_mouse_or_picture(opened: Open) -> None:
    page = opened("#view=table&tab=entities")
    page.locator("#rows tbody button.open").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.textContent") == "Care Standards Inspectorate"
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Care Standards Inspectorate"
    assert page.evaluate("document.activeElement.id") == "panel"
    assert page.locator("#rows tr.chosen .column-name").inner_text() == "Care Standards Inspectorate"
    page.get_by_role("tab", name="Names").press("ArrowLeft")
    page.locator("#rows tbody button.open").first.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert page.locator("#panel .asked").count() == 1


def test_a_click_anywhere_in_a_row_opens_it(opened: Open) -> None:
    page = opened("#view=table")
    page.locator("#rows tbody tr", has_text="drift and delay").locator(".column-modality").click()
    assert "drift and delay" in page.locator(".asked mark").inner_text()


def test_the_accessibility_tree_holds_a_table_with_heads_and_row_heads(opened: Open) -> None:
    for width in (1440, 390):
        page = opened("#view=table&tab=entities", viewport={"width": width, "height": 844})
        tree = page.locator("#table").aria_snapshot()
        assert '- table "27 names, sorted by statements, descending":' in tree
        assert '- columnheader "Name":' in tree
        assert '- row "Care Standards Inspectorate Regulator 8 8 0 3 January 2021 5 September 2022":' in tree
        assert '- rowheader "Care Standards Inspectorate":' in tree
        assert '- cell "5 September 2022"' in tree
        assert '- tab "Names 27" [selected]' in tree


def test_a_long_table_comes_in_pages(opened: Open, tmp_path: Path) -> None:
    text = "The board did so."
    here = source("a.txt", "A", "2020", text)
    people = [entity(f"Person number {n:03}", "Person") for n in range(450)]
    found = [statement(here, text, "praised", people[n], people[(n + 1) % 450], text) for n in range(450)]
    page = opened("#view=table", path=page_of(output(found, [document(here, text, 450)], {document_id(text): text}), tmp_path / "long.html"))
    assert page.locator("#rows tbody tr").count() == 200
    page.get_by_role("button", name="Show 200 more of 250").click()
    page.get_by_role("button", name="Show 50 more of 50").click()
    assert page.locator("#rows tbody tr").count() == 450
    assert not page.locator("#more-rows").is_visible()
