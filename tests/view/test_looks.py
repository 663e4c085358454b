"""How the page looks and sounds: contrast in both themes, names of controls, order of focus, touch targets, reduced motion."""
from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Open = Callable[..., Page]

COUNCIL = "marlow-vale-borough-council"
PLACES = ["", f"#node={COUNCIL}", f"#edge=folasade-adeyemi~{COUNCIL}&hide=s.x,p.care-weekly", f"#view=table&edge=councillor-martin-holt~{COUNCIL}",
          "#view=table&tab=entities&only=m.alleged,m.negated", "#view=timeline&from=2022", "#view=compare"]

# Each text that is seen, with its colour and the colour behind it, as the reader's eye gets them: opacity and translucent grounds included.
CONTRAST = """() => {
  const parse = (c) => { const [r, g, b, a = 1] = c.match(/[\\d.]+/g).map(Number); return { rgb: [r, g, b], a }; };
  const over = (top, under) => top.rgb.map((v, i) => v * top.a + under[i] * (1 - top.a));
  const light = (rgb) => { const [r, g, b] = rgb.map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const chain = (e) => { const list = []; for (let n = e; n; n = n.parentElement) list.unshift(n); return list; };
  const poor = new Set();
  let seen = 0;
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility({ visibilityProperty: true })) continue;
    if (element.closest('.unseen, script, style, noscript, canvas')) continue;
    const style = getComputedStyle(element);
    let ground = [255, 255, 255];
    let opacity = 1;
    for (const e of chain(element)) {
      const s = getComputedStyle(e);
      opacity *= Number(s.opacity);
      ground = over(parse(s.backgroundColor), ground);
    }
    const colour = parse(style.color);
    const text = over({ rgb: colour.rgb, a: colour.a * opacity }, ground);
    const [a, b] = [light(text), light(ground)].sort((x, y) => y - x);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = (a + 0.05) / (b + 0.05);
    if (opacity === 0) continue;
    seen += 1;
    if (ratio < (large ? 3 : 4.5)) poor.add(`${ratio.toFixed(2)} ${element.tagName}.${element.className}: ${node.data.trim().slice(0, 30)}`);
  }
  return [seen, [...poor]];
}"""

NAMELESS = """() => [...document.querySelectorAll('button, input, select, a[href], summary, [tabindex="0"], [role=tab]')]
  .filter((e) => e.checkVisibility())
  .filter((e) => !(e.textContent.trim() || e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || (e.labels && e.labels.length)))
  .map((e) => e.outerHTML.slice(0, 90))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_on_its_ground(opened: Open, scheme: str) -> None:
    page = opened(color_scheme=scheme, reduced_motion="reduce")
    for place in PLACES:
        page.goto(page.url.split("#")[0] + (place or "#"))
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        page.locator("#search").fill("council")
        page.locator("#suggestions [role=option]").first.wait_for()
        seen, poor = page.evaluate(CONTRAST)
        assert seen > 100, place
        assert poor == [], place


def test_every_control_has_a_name_and_there_is_one_first_heading_in_each_view(opened: Open) -> None:
    page = opened()
    for place in PLACES:
        page.goto(page.url.split("#")[0] + (place or "#"))
        assert page.evaluate(NAMELESS) == [], place
        assert page.locator("h1").count() == 1
        levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3, h4, h5')].filter((h) => h.checkVisibility()).map((h) => +h.tagName[1])")
        assert all(after <= before + 1 for before, after in pairwise(levels)), (place, levels)


def test_focus_goes_from_head_to_filters_to_view_to_evidence(opened: Open) -> None:
    page = opened("#view=table&node=kin-not-care")
    order: list[str] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        part = page.evaluate("(document.activeElement.closest('.top, #filters, #table, #panel') || document.body).id || 'top'")
        if not order or order[-1] != part:
            order.append(part)
        if part == "table":
            page.locator("#rows button").last.focus()  # there is a button in each row before it
    assert order[:4] == ["top", "filters", "table", "panel"]


# Links within a sentence may be as high as its lines; a box is pressed by its label.
SMALL = """() => [...document.querySelectorAll('button:not(.name-link), summary, select, input, [role=tab]')]
  .filter((e) => e.checkVisibility() && ((e.type === 'checkbox' && e.labels[0]) || e).getBoundingClientRect().height < 43.5)
  .map((e) => e.outerHTML.slice(0, 90))"""


def test_on_a_phone_what_is_pressed_is_large_enough_and_nothing_runs_over(opened: Open) -> None:
    page = opened(viewport={"width": 390, "height": 844}, has_touch=True)
    for place in PLACES:
        page.goto(page.url.split("#")[0] + (place or "#"))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
        assert page.evaluate(SMALL) == [], place
    page.get_by_role("button", name="Filters").click()
    assert page.evaluate(SMALL) == []
    assert page.evaluate("byId('filters').scrollWidth <= byId('filters').clientWidth")


def test_nothing_moves_for_those_who_ask_for_it(opened: Open) -> None:
    page = opened("#view=timeline", reduced_motion="reduce")
    moves = "(s) => s.transitionDuration !== '0s' || s.animationName !== 'none'"
    assert page.evaluate(f"[...document.querySelectorAll('*')].map((e) => getComputedStyle(e)).filter({moves}).length") == 0
    assert page.evaluate("still()")
