"""What a person does with one name in the picture: hide, pin, move, expand, its neighbourhood; and the way back from each."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.model import document_id
from tests.view.conftest import page_of
from tests.view.fixture import document, entity, output, source, statement
from tests.view.test_page import COUNCIL, node, place_of

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    Open = Callable[..., Page]

KIN = "kin-not-care"
PLACES = "Object.fromEntries([...displayed].sort((a, b) => a - b).map((n) => [nodes[n].slug, network.getPosition(n)]))"


def shown(page: Page) -> set[str]:
    return set(page.evaluate("[...displayed].map((n) => nodes[n].slug)"))


def menu_of(page: Page, slug: str) -> Locator:
    page.mouse.click(*place_of(page, node(slug)), button="right")
    menu = page.get_by_role("menu")
    menu.wait_for()
    return menu


@pytest.fixture
def crowd(tmp_path: Path) -> Path:
    """450 names, of which the page opens on 400: those of number 6 are partly outside."""
    text = "A said so."
    here = source("a.txt", "A", "2020", text)
    people = [entity(f"Person number {n:03}", "Person") for n in range(450)]
    found = [statement(here, text, "praised", people[n], people[n % 7], text) for n in range(7, 450)]
    return page_of(output(found, [document(here, text, len(found))], {document_id(text): text}), tmp_path / "crowd.html")


def test_a_name_can_be_hidden_from_its_menu_and_all_come_back(opened: Open) -> None:
    page = opened()
    before = page.evaluate(PLACES)
    menu_of(page, KIN).get_by_role("menuitem", name="Hide").click()
    assert KIN not in shown(page)
    gone = page.evaluate("statements.filter((s) => [s.subject, s.object].includes(nodeOf.get('kin-not-care').id)).length")
    assert page.inner_text("#status") == f"{46 - gone} of 46 statements shown"
    page.locator("#panel").get_by_role("button", name="Care Standards Inspectorate").click()
    page.locator("#panel").get_by_role("button", name="Hide").click()
    assert "Who did what" in page.inner_text("#panel h2")
    assert "2 names hidden." in page.inner_text("#notes")
    page.go_back()
    assert page.inner_text("#panel h2") == "Care Standards Inspectorate"
    page.go_forward()
    assert not {KIN, "care-standards-inspectorate"} & shown(page)
    again = opened(page.evaluate("location.hash"))
    assert shown(again) == shown(page)
    page.get_by_role("button", name="Show them again").click()
    assert page.evaluate(PLACES) == before
    assert page.inner_text("#status") == "All 46 statements shown"
    page.go_back()
    page.get_by_role("button", name="Reset").click()
    assert page.evaluate(PLACES) == before


def test_a_hidden_name_that_is_searched_says_so_and_can_be_shown(opened: Open) -> None:
    page = opened(f"#out={KIN}&node={KIN}")
    assert KIN not in shown(page)
    page.locator("#panel").get_by_role("button", name="Show again").click()
    assert KIN in shown(page)


def test_a_pinned_name_stays_where_and_whatever_else_is_shown(opened: Open) -> None:
    page = opened(f"#node={KIN}")
    button = page.locator("#panel").get_by_role("button", name="Pin")
    assert button.get_attribute("aria-pressed") == "false"
    button.press("Enter")
    assert button.get_attribute("aria-pressed") == "true"
    place = page.evaluate(node(KIN))
    x, y = place_of(page, node(KIN))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 60, y + 40, steps=4)
    page.mouse.up()
    assert page.evaluate(node(KIN)) == place
    page.goto(page.url.split("#")[0] + f"#pin={KIN}&around=brightpath-homes-ltd~1")
    assert KIN in shown(page)
    assert len(shown(page)) < 8
    assert menu_of(page, KIN).get_by_role("menuitemcheckbox", name="Pin").get_attribute("aria-checked") == "true"
    page.get_by_role("menuitemcheckbox", name="Pin").click()
    assert KIN not in shown(page)
    page.go_back()
    assert KIN in shown(page)


def test_the_mark_of_a_pin_is_seen(opened: Open) -> None:
    marks = """(() => { let n = 0; const plain = drawPin; drawPin = (...of) => { n += 1; plain(...of); };
      network.redraw(); drawPin = plain; return n; })()"""
    assert opened().evaluate(marks) == 0
    assert opened(f"#pin={KIN},{COUNCIL}").evaluate(marks) == 2


def test_dragging_moves_one_name_which_a_copied_link_restores_and_back_undoes(opened: Open) -> None:
    page = opened(permissions=["clipboard-read", "clipboard-write"])
    before = page.evaluate(PLACES)
    x, y = place_of(page, node(KIN))
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 70, y - 50, steps=5)
    page.mouse.up()
    after = page.evaluate(PLACES)
    assert {slug for slug in before if before[slug] != after[slug]} == {KIN}
    assert after[KIN]["x"] > before[KIN]["x"] + 30
    page.get_by_role("button", name="Copy link").click()
    again = opened("#" + page.evaluate("navigator.clipboard.readText()").split("#")[1])
    assert again.evaluate(PLACES) == after
    page.go_back()
    assert page.evaluate(PLACES) == before
    page.go_forward()
    assert page.evaluate(PLACES) == after


def test_expanding_adds_neighbours_about_a_name_and_moves_nothing_else(opened: Open, crowd: Path) -> None:
    page = opened("#node=person-number-006", path=crowd)
    before = page.evaluate(PLACES)
    add = page.locator("#panel").get_by_role("button", name="Add")
    number = int(add.inner_text().split()[1])
    add.click()
    after = page.evaluate(PLACES)
    assert len(after) == len(before) + number
    assert {slug: after[slug] for slug in before} == before
    new = {slug: place for slug, place in after.items() if slug not in before}
    centre = after["person-number-006"]
    assert all(abs(place["x"] - centre["x"]) < 1600 and abs(place["y"] - centre["y"]) < 1200 for place in new.values())
    assert len({(place["x"], place["y"]) for place in after.values()}) == len(after)
    assert opened(page.evaluate("location.hash"), path=crowd).evaluate(PLACES) == after
    page.go_back()
    assert page.evaluate(PLACES) == before
    page.go_forward()
    assert page.evaluate(PLACES) == after


def test_the_neighbourhood_comes_from_the_menu_and_goes_by_its_note(opened: Open) -> None:
    page = opened()
    before = page.evaluate(PLACES)
    sizes = []
    for depth in ("1 step", "2 steps", "3 steps"):
        menu_of(page, "brightpath-homes-ltd").get_by_role("menuitemcheckbox", name=f"Show only within {depth}").click()
        after = page.evaluate(PLACES)
        assert all(after[slug] == before[slug] for slug in after)
        sizes.append(len(after))
    assert sizes[0] < sizes[1] < sizes[2]
    assert "Only within 3 steps of Brightpath Homes Ltd." in page.inner_text("#notes")
    page.go_back()
    assert len(shown(page)) == sizes[1]
    page.locator("#notes").get_by_role("button", name="Show all").click()
    assert page.evaluate(PLACES) == before


def test_a_neighbourhood_grows_by_the_neighbours_of_one_of_its_names(opened: Open) -> None:
    page = opened(f"#around={KIN}~1")
    few = shown(page)
    grown = next(slug for slug in sorted(few - {KIN}) if page.evaluate(f"missing(nodeOf.get('{slug}').id).length"))
    coming = set(page.evaluate(f"missing(nodeOf.get('{grown}').id).map((n) => nodes[n].slug)"))
    page.evaluate(f"select({{ node: nodeOf.get('{grown}').id }})")
    page.locator("#panel").get_by_role("button", name="Add").click()
    assert shown(page) == few | coming
    page.go_back()
    assert shown(page) == few


def test_the_menu_is_used_with_the_keyboard_alone(opened: Open) -> None:
    page = opened()
    menu_of(page, KIN)
    assert page.evaluate("document.activeElement.textContent") == "Read all that is said"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.textContent") == "Hide"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.inner_text("#panel h2") == "Kin Not Care"
    menu = menu_of(page, KIN)
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert page.evaluate("document.activeElement.id") == "canvas"
    assert page.inner_text("#panel h2") == "Kin Not Care"


def test_an_arrangement_of_what_is_not_here_is_left_out(opened: Open) -> None:
    page = opened(f"#out=nobody,&pin=,x&with=~&moved=nobody~1~2,{KIN}~NaN~3,{COUNCIL}~1,{COUNCIL}~1e9~0,,")
    assert page.evaluate("nodes.every((n) => !n.home)")
    assert page.inner_text("#status") == "All 46 statements shown"
