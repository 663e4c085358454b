"""The page on a wide screen and on a phone: nothing is clipped, the picture has the room that is free, and the honest line is always there."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.view.conftest import page_of, wait_until
from tests.view.fixture import corpus
from tests.view.test_page import COUNCIL

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Open = Callable[..., Page]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
HONEST = "Made by machine from 6 documents. What is alleged is not proven."


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).bounding_box()
    assert found
    return dict(found)


def test_on_a_phone_the_panel_is_a_sheet_that_can_be_put_away(opened: Open) -> None:
    page = opened(f"#node={COUNCIL}", **PHONE)
    place = page.evaluate("network.getPositions()")
    before = box(page, "#picture")
    sheet = box(page, "#panel")
    assert sheet["y"] >= before["y"] + before["height"] - 1
    switch = page.locator("#panel-switch")
    assert switch.inner_text() == "Hide panel"
    switch.tap()
    assert not page.locator("#panel").is_visible()
    assert switch.get_attribute("aria-expanded") == "false"
    assert abs(box(page, "#picture")["height"] - before["height"] - sheet["height"]) < 2
    wait_until(page, "Math.abs(byId('canvas').querySelector('canvas').clientHeight - byId('canvas').clientHeight) < 2")
    assert page.evaluate("network.getPositions()") == place
    switch.tap()
    assert box(page, "#panel") == sheet
    switch.tap()
    page.evaluate(f"select({{ node: nodeOf.get('{COUNCIL}').id }})")
    assert page.locator("#panel").is_visible()


def test_the_signs_are_there_after_the_picture_has_changed_its_size(opened: Open) -> None:
    page = opened()
    page.evaluate("""() => {
      window.drawn = 0; const plain = CanvasRenderingContext2D.prototype.clearRect;
      CanvasRenderingContext2D.prototype.clearRect = function (...of) { window.drawn = 0; plain.apply(this, of); };
      const fill = CanvasRenderingContext2D.prototype.fill;
      CanvasRenderingContext2D.prototype.fill = function (...of) { if (of[0] instanceof Path2D) window.drawn += 1; fill.apply(this, of); };
    }""")
    page.evaluate("network.redraw()")
    whole = page.evaluate("window.drawn")
    assert whole >= 2 * 27
    page.set_viewport_size({"width": 1700, "height": 900})
    page.wait_for_timeout(700)
    assert page.evaluate("window.drawn") >= whole - 20


def test_on_a_wide_screen_the_panel_can_be_put_away_too(opened: Open) -> None:
    page = opened()
    before = box(page, "#picture")
    scale = page.evaluate("network.getScale()")
    page.get_by_role("button", name="Hide panel").click()
    page.wait_for_timeout(300)
    assert abs(page.evaluate("network.getScale()") - scale) < 0.001
    after = box(page, "#picture")
    assert after["x"] + after["width"] == 1440
    assert after["width"] > before["width"] + 300
    page.get_by_role("button", name="Show panel").click()
    assert box(page, "#picture") == before


@pytest.mark.parametrize("size", [(390, 844), (844, 390), (1000, 700), (1440, 900), (2200, 1200)])
@pytest.mark.parametrize("address", ["", f"#node={COUNCIL}", "#path=larch-house~kin-not-care&out=court", "#view=table", "#view=timeline"])
def test_the_honest_line_is_always_in_sight(opened: Open, size: tuple[int, int], address: str) -> None:
    page = opened(address, viewport={"width": size[0], "height": size[1]})
    assert HONEST in " ".join(page.inner_text("footer").split())
    if size[0] < 1180:
        page.get_by_role("button", name="Filters").click()
    foot = box(page, "footer")
    assert foot["y"] >= 0
    assert foot["y"] + foot["height"] <= size[1] + 1
    seen = page.evaluate("(() => { const b = document.querySelector('footer strong').getBoundingClientRect();"
                         " return document.elementFromPoint(b.x + 4, b.y + b.height / 2).closest('footer') !== null; })()")
    assert seen


@pytest.mark.parametrize("size", [(390, 844), (1000, 700), (1440, 900), (2200, 1200)])
def test_the_parts_fill_the_page_and_none_covers_another(opened: Open, size: tuple[int, int]) -> None:
    page = opened(f"#node={COUNCIL}", viewport={"width": size[0], "height": size[1]})
    parts = [box(page, part) for part in ((["#filters"] if size[0] >= 1180 else []) + ["#picture", "#panel"])]
    main = box(page, "main")
    assert abs(sum(p["width"] * p["height"] for p in parts) - main["width"] * main["height"]) < 0.01 * main["width"] * main["height"]
    for part in parts:
        assert part["x"] >= 0
        assert part["x"] + part["width"] <= size[0] + 0.5
        assert part["y"] + part["height"] <= size[1] + 0.5


# What is named overlaps another part of the head, or stands partly outside the window.
ASTRAY = """() => {
  const parts = [...document.querySelectorAll('.heading, .search, .tools > *')].filter((e) => e.checkVisibility())
    .map((e) => [e, e.getBoundingClientRect()]);
  const named = ([e]) => e.id || e.className;
  return parts.flatMap((one, n) => [
    ...(one[1].left >= 0 && one[1].right <= innerWidth ? [] : [`${named(one)} outside`]),
    ...parts.slice(n + 1).filter(([, b]) => b.left < one[1].right && one[1].left < b.right && b.top < one[1].bottom && one[1].top < b.bottom)
      .map((other) => `${named(one)} over ${named(other)}`)]);
}"""


@pytest.mark.parametrize("width", [360, 600, 761, 768, 1024, 1181, 1200, 1320, 1321, 1440, 2000, 2560])
def test_the_head_is_low_and_its_title_wide_in_every_window(opened: Open, width: int) -> None:
    page = opened(viewport={"width": width, "height": 900})
    assert box(page, "#summary")["width"] >= 280
    assert box(page, "#summary")["height"] <= 40, "the counts take two lines at most"
    assert box(page, ".search")["width"] >= 330
    assert box(page, ".top")["height"] <= (230 if width <= 760 else 156)
    assert page.evaluate(ASTRAY) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_a_row_of_the_table_is_read_without_moving_sideways(opened: Open, tmp_path: Path) -> None:
    found = corpus()
    found.statements[0]["rule"] = "accused: {subject} " + "|".join(["berate", "upbraid", "castigate", "reprehend", "lambast"]) + " {object}"
    page = opened("#view=table", path=page_of(found, tmp_path / "long.html"), viewport={"width": 360, "height": 740}, has_touch=True)
    beyond = "[...document.querySelectorAll('#rows tbody *')].filter((e) => e.getBoundingClientRect().right > innerWidth).map((e) => e.textContent)"
    assert page.evaluate(beyond) == []


def test_what_is_touched_on_a_phone_is_large_enough(opened: Open) -> None:
    page = opened(f"#node={COUNCIL}&out=kin-not-care", **PHONE)
    small = page.evaluate("""[...document.querySelectorAll('#picture button, .near button:not(.plain), .panel-head .close, .tools button')]
      .filter((b) => b.checkVisibility()).map((b) => [b.textContent, b.getBoundingClientRect().height]).filter(([, h]) => h < 44)""")
    assert small == []
