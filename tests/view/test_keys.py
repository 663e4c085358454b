"""The picture with the keyboard alone: from name to name, in and out, back and forward."""
from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.view.conftest import wait_until
from tests.view.test_page import COUNCIL

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Open = Callable[..., Page]

KIN = "kin-not-care"
AT = "cursor === null ? null : nodes[cursor].slug"


def heading(page: Page) -> str:
    return " ".join(page.inner_text("#panel h2").split())


def test_arrows_go_along_lines_and_enter_selects(opened: Open) -> None:
    page = opened(f"#node={KIN}")
    page.locator("#canvas").focus()
    beside = set(page.evaluate("""[...bundles.values()].filter((b) => [b.from, b.to].includes(nodeOf.get('kin-not-care').id))
      .flatMap((b) => [nodes[b.from].slug, nodes[b.to].slug])""")) - {KIN}
    before = page.evaluate("network.getPositions()")
    reached = set()
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        page.evaluate("cursor = null")
        page.keyboard.press(key)
        reached.add(page.evaluate(AT))
        assert heading(page) == "Kin Not Care"
    assert len(reached) >= 3
    assert reached <= beside
    assert page.evaluate("network.getPositions()") == before
    label = page.evaluate("nodes[cursor].label")
    assert page.inner_text("#announce").startswith(f"{label}: ")
    assert "statement" in page.inner_text("#announce")
    assert "Kin Not Care" in page.inner_text("#announce")
    page.keyboard.press("Enter")
    assert heading(page) == label
    assert page.evaluate("document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert "Who did what" in heading(page)
    assert page.evaluate("document.activeElement.id") == "canvas"


def test_every_name_can_be_reached_by_arrows(opened: Open) -> None:
    page = opened()
    page.locator("#canvas").focus()
    reached = page.evaluate("""(() => {
      const seen = new Set(), open = [[...displayed][0]];
      while (open.length) {
        const n = open.pop();
        if (seen.has(n)) continue;
        seen.add(n);
        for (const way of Object.values(WAYS)) { stepTo(n, way); if (cursor !== null && !seen.has(cursor)) open.push(cursor); }
      }
      return seen.size;
    })()""")
    assert reached == page.evaluate("displayed.size")


def test_zoom_keys_and_the_whole(opened: Open) -> None:
    page = opened(reduced_motion="reduce")
    start = page.evaluate("network.getScale()")
    page.keyboard.press("+")
    page.keyboard.press("+")
    near = page.evaluate("network.getScale()")
    assert near > 1.5 * start
    page.keyboard.press("-")
    assert start < page.evaluate("network.getScale()") < near
    page.keyboard.press("0")
    assert abs(page.evaluate("network.getScale()") - start) < 0.01


def test_back_and_forward_by_keys(opened: Open) -> None:
    page = opened(f"#node={KIN}")
    page.evaluate(f"select({{ node: nodeOf.get('{COUNCIL}').id }})")
    for back, forward in (("[", "]"), ("Alt+ArrowLeft", "Alt+ArrowRight")):
        page.keyboard.press(back)
        wait_until(page, "document.querySelector('#panel h2').textContent === 'Kin Not Care'")
        page.keyboard.press(forward)
        wait_until(page, "document.querySelector('#panel h2').textContent.startsWith('Marlow Vale Borough')")


def test_the_menu_opens_by_a_key_at_the_name_and_gives_the_focus_back(opened: Open) -> None:
    page = opened(f"#node={KIN}")
    page.locator("#canvas").focus()
    page.keyboard.press("m")
    assert page.get_by_role("menu", name="Kin Not Care").is_visible()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert page.evaluate("state.out.size") == 1
    assert page.evaluate("document.activeElement.id") == "canvas"


def test_the_picture_is_an_image_with_a_description_and_its_keys(opened: Open) -> None:
    page = opened()
    image = page.get_by_role("img", name="Network of 27 names")
    assert image.get_attribute("aria-label").endswith(
        "Most is said of Marlow Vale Borough Council, Care Standards Inspectorate, Councillor Martin Holt.")
    assert "Enter opens what is said of a name" in page.inner_text(f"#{image.get_attribute('aria-describedby')}")


def test_the_focus_goes_in_order_and_the_network_is_one_step_away(opened: Open) -> None:
    page = opened()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the network"
    assert page.locator("#skip").bounding_box()["y"] >= 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "search"
    page.locator("#skip").press("Enter")
    order = [page.evaluate("document.activeElement.id")]
    for _ in range(6):
        page.keyboard.press("Tab")
        order.append(page.evaluate("document.activeElement.id"))
    assert order == ["canvas", "save", "save-drawing", "print", "zoom-in", "zoom-out", "zoom-fit"]


def test_every_key_of_the_list_is_told(opened: Open) -> None:
    page = opened()
    page.keyboard.press("?")
    told = page.locator("#keys dt").all_inner_texts()
    for key in ("/", "Esc", "Enter m", "[ ]", "+ − 0", "← ↑ → ↓", "?"):
        assert key in told
