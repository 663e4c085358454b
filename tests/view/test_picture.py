"""What is seen in the picture: signs and lines that can be told apart, names that never cover each other."""
from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.model import document_id
from tests.view.conftest import page_of
from tests.view.fixture import document, entity, output, source, statement
from tests.view.test_page import COUNCIL, CSI

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Open = Callable[..., Page]

# Each text as it is painted, with the four corners of its box on the screen, as the canvas itself measures them.
PAINTED = """() => {
  const painted = []; const plain = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    const m = this.measureText(text), t = this.getTransform(), ratio = this.canvas.width / this.canvas.clientWidth;
    const corner = (a, b) => { const p = t.transformPoint(new DOMPoint(a, b)); return [p.x / ratio, p.y / ratio]; };
    const [l, r, u, d] = [x - m.actualBoundingBoxLeft, x + m.actualBoundingBoxRight, y - m.actualBoundingBoxAscent, y + m.actualBoundingBoxDescent];
    painted.push([text, [corner(l, u), corner(r, u), corner(r, d), corner(l, d)]]);
    plain.call(this, text, x, y);
  };
  network.redraw();
  CanvasRenderingContext2D.prototype.fillText = plain;
  return painted;
}"""
Box = list[list[float]]


def meet(one: Box, other: Box) -> bool:
    """Whether two boxes, however turned, overlap by more than half a pixel: no side of either separates them."""
    for box in (one, other):
        for (ax, ay), (bx, by) in ((box[0], box[1]), (box[1], box[2])):
            length = max(((bx - ax) ** 2 + (by - ay) ** 2) ** 0.5, 1e-9)
            way = ((bx - ax) / length, (by - ay) / length)
            spans = [[x * way[0] + y * way[1] for x, y in corners] for corners in (one, other)]
            if min(max(spans[0]), max(spans[1])) - max(min(spans[0]), min(spans[1])) <= 0.5:
                return False
    return True


@pytest.fixture(scope="module")
def dense(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """200 names of every length, closely tied."""
    text = "A said so."
    here = source("a.txt", "A", "2020", text)
    words = ["Harbour", "Trust", "of the", "Northern", "Parish", "Wells", "and", "District", "Inspectorate"]
    people = [entity(" ".join(words[(n * k) % 9] for k in range(1, 2 + n % 6)) + f" {n}", "Company") for n in range(200)]
    kinds = ("asserted", "alleged", "planned", "negated")
    found = [statement(here, text, ("praised", "funded", "accused")[n % 3], people[n], people[(n * n + 7) % 40], text, modality=kinds[n % 4])
             for n in range(200) if n != (n * n + 7) % 40]
    return page_of(output(found, [document(here, text, len(found))], {document_id(text): text}), tmp_path_factory.mktemp("dense") / "dense.html")


@pytest.mark.parametrize("focus", ["", f"node={COUNCIL}&", f"edge={CSI}~{COUNCIL}&", "path=larch-house~kin-not-care&"])
def test_no_name_or_word_covers_another_at_any_zoom(opened: Open, focus: str) -> None:
    page = opened(f"#{focus}")
    check_zooms(page, at_least=3)


def test_no_name_or_word_covers_another_where_they_are_crowded(opened: Open, dense: Path) -> None:
    page = opened(path=dense)
    check_zooms(page, at_least=3)
    page.evaluate("select({ node: nodes.reduce((a, b) => (b.said.length > a.said.length ? b : a)).id })")
    check_zooms(page, at_least=1)


def check_zooms(page: Page, at_least: int) -> None:
    main = "nodes[[...displayed].sort((a, b) => nodes[b].said.length - nodes[a].said.length)[0]]"
    for scale in (0.04, 0.1, 0.25, 0.4, 0.43, 0.6, 0.85, 1.0, 1.3, 2.0, 4.0):
        page.evaluate(f"move({main}, {scale}, false)")
        painted = page.evaluate(PAINTED)
        assert len(painted) >= (at_least if scale < 2 else 1), scale
        assert [(a[0], b[0], scale) for a, b in combinations(painted, 2) if meet(a[1], b[1])] == []


def test_the_best_evidenced_names_are_written_from_afar_and_the_rest_come_with_zoom(opened: Open, dense: Path) -> None:
    page = opened(path=dense)
    written = "new Set(inkings.filter(({ node }) => node !== undefined).map(({ node }) => node)).size"
    page.evaluate("fit(false)")
    page.evaluate("network.redraw()")
    few = page.evaluate(written)
    best = page.evaluate("Math.max(...nodes.map((n) => n.said.length))")
    assert page.evaluate("nodes[inkings[0].node].said.length") == best
    page.evaluate("move({ x: 0, y: 0 }, 0.05, false)")
    page.evaluate("network.redraw()")
    assert 0 < page.evaluate(written) < few < page.evaluate("displayed.size")
    lone = page.evaluate("[...displayed].find((n) => !inkings.some(({ node }) => node === n))")
    page.evaluate(f"move(nodes[{lone}], 3, false)")
    page.evaluate("network.redraw()")
    assert page.evaluate(f"inkings.some(({{ node }}) => node === {lone})")


def test_no_name_is_written_under_the_buttons(opened: Open, dense: Path) -> None:
    page = opened(path=dense, viewport={"width": 1000, "height": 700})
    for scale in (0.3, 0.6, 1.0):
        page.evaluate(f"move({{ x: 0, y: 0 }}, {scale}, false)")
        page.evaluate("network.redraw()")
        assert page.evaluate("""(() => {
          const place = byId('canvas').getBoundingClientRect();
          return [...document.querySelectorAll('#picture .zoom, #picture .saving')].flatMap((c) => {
            const b = c.getBoundingClientRect(), x = b.x - place.x, y = b.y - place.y;
            return inkings.filter((i) => !i.turn
              && i.x + i.w / 2 > x && i.x - i.w / 2 < x + b.width && i.y + i.h / 2 > y && i.y - i.h / 2 < y + b.height);
          }).length;
        })()""") == 0


def test_the_families_can_be_told_apart_without_colour(opened: Open) -> None:
    page = opened()
    shares = page.evaluate("""() => {
      const grey = (family) => {
        const ctx = el('canvas', { width: 24, height: 24 }).getContext('2d');
        ctx.filter = 'grayscale(1)';
        ctx.fillStyle = '#fff'; ctx.fillRect(0, 0, 24, 24);
        ctx.fillStyle = palette[`family-${family}`]; ctx.fill(signPaths[family]);
        ctx.strokeStyle = palette.outline; ctx.lineWidth = 1.2; ctx.stroke(signPaths[family]);
        const { data } = ctx.getImageData(0, 0, 24, 24);
        return Array.from({ length: 576 }, (_, i) => data[4 * i]);
      };
      const signs = Object.keys(FAMILIES).filter((f) => f !== 'other').map((f) => [f, grey(f)]);
      return signs.flatMap(([a, one], i) => signs.slice(i + 1).map(
        ([b, two]) => [a, b, one.filter((v, k) => Math.abs(v - two[k]) > 25).length / 576]));
    }""")
    assert len(shares) == 21  # seven families, two by two
    assert [pair for pair in shares if pair[2] < 0.09] == []


def test_the_colours_of_the_families_are_okabe_and_itos(opened: Open) -> None:
    colours = opened().evaluate("Object.keys(FAMILIES).filter((f) => f !== 'other').map((f) => palette[`family-${f}`])")
    assert set(colours) == {"#e69f00", "#0072b2", "#009e73", "#56b4e9", "#f0e442", "#d55e00", "#cc79a7"}


def test_a_line_has_the_colour_of_its_family_and_the_word_of_how_it_is_said(opened: Open) -> None:
    page = opened()
    lines = page.evaluate("""edgeSet.get().map((e) => { const b = bundles.get(e.id);
      return [b.modality, b.word, e.color.color === palette[`relation-${b.family}`], JSON.stringify(e.dashes), e.arrows.middle.enabled]; })""")
    assert all(line[2] for line in lines)
    assert {(line[0], line[3], line[4]) for line in lines} == {
        ("asserted", "false", False), ("alleged", "[9,5]", False), ("planned", "[2,4]", False), ("negated", "false", True)}
    assert all(line[1].endswith(f"· {line[0]}") for line in lines if line[0] != "asserted")
    assert page.evaluate("new Set(Object.keys(RELATIONS).filter((f) => f !== 'other').map((f) => palette[`relation-${f}`])).size") == 7


def test_several_statements_of_a_pair_are_one_line_with_their_number_that_opens_into_each(opened: Open) -> None:
    page = opened(f"#edge={CSI}~marlow-vale-children-s-services")
    asked = page.evaluate("nodeOf.get('care-standards-inspectorate').id")
    line = page.evaluate(f"[...bundles.values()].filter((b) => b.from === {asked}).sort((a, b) => b.statements.length - a.statements.length)[0]")
    assert len(line["statements"]) == 4
    assert line["word"] == "rated +3"
    assert page.evaluate(f"edgeSet.get().filter((e) => e.id === '{line['id']}').length") == 1
    page.evaluate(f"select({{ from: {line['from']}, to: {line['to']} }})")
    page.evaluate("network.redraw()")
    painted = {text for text, _ in page.evaluate(PAINTED)}
    assert {"rated +3", "×4"} & painted, "the word, or where it finds no room the number alone"
    assert page.locator("#panel .card").count() == 4
    assert page.evaluate("edgeSet.get().sort((a, b) => b.width - a.width)[0].id") == line["id"]


def test_a_sign_is_larger_the_more_is_said(opened: Open) -> None:
    page = opened()
    sizes = page.evaluate("nodes.map((n) => [n.said.length, radius(n)]).sort((a, b) => a[0] - b[0])")
    assert all(a[1] <= b[1] for a, b in pairwise(sizes))
    assert sizes[-1][1] > 1.6 * sizes[0][1]
