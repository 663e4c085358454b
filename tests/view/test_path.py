"""The shortest path between two names: how it is asked for, what is lit, how it is told."""
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.view.test_arranging import menu_of
from tests.view.test_page import COUNCIL, node, place_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Open = Callable[..., Page]

ADEYEMI = "folasade-adeyemi"
LIT = "[[...lit.nodes].map((n) => nodes[n].slug), [...lit.edges].map((id) => id.split('~').map((n) => nodes[n].slug).join(' > '))]"


def chain(page: Page) -> str:
    return page.inner_text("#panel .chain")


def test_a_path_is_begun_in_the_menu_and_ended_by_a_click(opened: Open) -> None:
    page = opened()
    menu_of(page, "larch-house").get_by_role("menuitem", name="Path from here").click()
    assert "Path from Larch House: choose another name, here or by search." in page.inner_text("#notes")
    page.mouse.click(*place_of(page, node("kin-not-care")))
    assert " ".join(page.inner_text("#panel h2").split()) == "Larch House … Kin Not Care"
    told = ("Larch House is part of Brightpath Homes Ltd → Marlow Vale Borough Council paid or funded Brightpath Homes Ltd → "
            "Kin Not Care made a demand of Marlow Vale Borough Council")
    assert chain(page) == told
    names, lines = page.evaluate(LIT)
    assert names == ["larch-house", "brightpath-homes-ltd", COUNCIL, "kin-not-care"]
    assert set(lines) == {"larch-house > brightpath-homes-ltd", f"{COUNCIL} > brightpath-homes-ltd", f"kin-not-care > {COUNCIL}"}
    assert page.inner_text("#announce") == f"Path of 3 steps: {told}"
    assert page.inner_text("#status") == "All 46 statements shown"
    assert page.locator("#notes .notice").count() == 0
    steps = page.locator("#panel .hops > li")
    assert steps.count() == 3
    assert "Step 3: 2 statements" in steps.nth(2).inner_text()
    assert "Planned" in steps.nth(2).inner_text()
    assert "We are calling on the council" in steps.nth(2).inner_text()


def test_a_path_is_begun_in_the_dossier_and_ended_by_search_with_the_keyboard(opened: Open) -> None:
    page = opened(f"#node={ADEYEMI}", permissions=["clipboard-read", "clipboard-write"])
    page.locator("#panel").get_by_role("button", name="Path from here").press("Enter")
    page.keyboard.press("/")
    page.keyboard.type("brightpath")
    page.keyboard.press("Enter")
    told = chain(page)
    assert told == ("Folasade Adeyemi accused Marlow Vale Borough Council (alleged) → "
                    "Marlow Vale Borough Council paid or funded Brightpath Homes Ltd")
    assert "At least one step is not asserted" in page.inner_text("#panel .caution")
    page.get_by_role("button", name="Copy as text").click()
    assert page.evaluate("navigator.clipboard.readText()") == told
    again = opened(page.evaluate("location.hash"))
    assert chain(again) == told
    page.go_back()
    assert page.inner_text("#panel h2") == "Folasade Adeyemi"
    page.go_forward()
    assert chain(page) == told


def test_a_path_can_keep_to_what_is_asserted(opened: Open) -> None:
    page = opened(f"#path={ADEYEMI}~{COUNCIL}")
    assert chain(page) == "Folasade Adeyemi accused Marlow Vale Borough Council (alleged)"
    page.get_by_label("Only what is asserted").check()
    firm = "Folasade Adeyemi has a role at Kin Not Care → Kin Not Care made a demand of Marlow Vale Borough Council"
    assert chain(page) == firm
    assert page.locator(".caution").count() == 0
    assert chain(opened(page.evaluate("location.hash"))) == firm
    page.go_back()
    assert "accused" in chain(page)


def test_a_path_goes_by_the_filters_and_by_what_is_hidden(opened: Open) -> None:
    page = opened(f"#path={ADEYEMI}~{COUNCIL}&firm=1")
    page.get_by_role("checkbox", name="Campaign group", exact=True).uncheck()
    assert "No path leads from one to the other by what is asserted and passes the filters." in page.inner_text("#panel")
    assert page.inner_text("#announce") != ""
    page.get_by_label("Only what is asserted").uncheck()
    assert "accused" in chain(page)
    page.goto(page.url.split("#")[0] + f"#path={ADEYEMI}~{COUNCIL}&out={COUNCIL}")
    assert "No path" in page.inner_text("#panel")
    page.get_by_role("button", name="Show it again").click()
    assert "accused" in chain(page)


def test_two_names_of_different_parts_have_no_path(opened: Open) -> None:
    page = opened("#path=joanna-bell~larch-house")
    assert "No path" in page.inner_text("#panel")
    assert page.inner_text("#announce") == "No path"


def test_escape_gives_up_a_path_that_was_begun_and_then_clears_the_selection(opened: Open) -> None:
    page = opened(f"#node={ADEYEMI}")
    page.locator("#panel").get_by_role("button", name="Path from here").click()
    page.keyboard.press("Escape")
    assert page.locator("#notes .notice").count() == 0
    assert page.inner_text("#panel h2") == "Folasade Adeyemi"
    page.keyboard.press("Escape")
    assert "Who did what" in page.inner_text("#panel h2")


def test_an_address_of_half_a_path_opens_the_overview(opened: Open) -> None:
    for address in ("#path=", f"#path={COUNCIL}", f"#path={COUNCIL}~nobody", f"#path={COUNCIL}~{COUNCIL}"):
        assert "Who did what" in opened(address).inner_text("#panel h2")
