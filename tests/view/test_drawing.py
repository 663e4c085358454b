"""What is taken away of the picture: drawing, image, paper and legend, each with what it stands on."""
from __future__ import annotations

import struct
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import document_id
from tests.view.conftest import page_of
from tests.view.fixture import document, entity, output, source, statement
from tests.view.test_page import COUNCIL, CSI

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Open = Callable[..., Page]

SVG = "{http://www.w3.org/2000/svg}"
CORPUS = "6 sources of 6 documents, dated 16 February 2021 to 30 January 2023; "
HONEST = "Made by machine. What is alleged is not proven. Check the source."


def drawing_of(page: Page) -> tuple[str, ElementTree.Element]:
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save drawing as SVG").click()
    assert saved.value.suggested_filename == "network.svg"
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    return text, ElementTree.fromstring(text)


def words_of(root: ElementTree.Element) -> list[str]:
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def put_on_paper(page: Page) -> None:
    page.emulate_media(media="print")
    page.wait_for_selector("html[data-printing]", state="attached")


def put_on_screen(page: Page) -> None:
    page.emulate_media(media="screen")
    page.wait_for_selector("html:not([data-printing])", state="attached")


def test_the_drawing_has_the_names_words_legend_and_source_of_what_is_seen(opened: Open) -> None:
    page = opened("#hide=m.planned&out=kin-not-care")
    seen = page.evaluate("inkings.flatMap(({ lines }) => lines)")
    _, root = drawing_of(page)
    words = words_of(root)
    assert set(seen) <= set(words)
    assert words[0] == "Marlow Vale"
    assert words[1] == page.inner_text("#status") + "; 1 name hidden by hand"
    assert {"People", "Public bodies", "Judgements", "Money", "Alleged: a claim, not proven", "Negated: the source says it is not so"} <= set(words)
    assert not [word for word in words if "Planned" in word or word == "Kin Not Care"]
    assert f"From {CORPUS}" in " ".join(words)
    assert " ".join(words).endswith(HONEST)
    assert len(list(root.iter(f"{SVG}polygon"))) == page.evaluate("bundles.size")
    shapes = [path.get("d") for path in root.iter(f"{SVG}path")]
    assert page.evaluate("displayed.size") < len([d for d in shapes if d and d.endswith("z")])


def test_the_lines_of_the_drawing_are_dashed_and_barred_as_in_the_picture(opened: Open) -> None:
    _, root = drawing_of(opened())
    dashes = {path.get("stroke-dasharray", "") for path in root.iter(f"{SVG}path") if path.get("fill") == "none"}
    assert len(dashes) == 3
    assert opened().evaluate("[...bundles.values()].filter((b) => b.modality === 'negated').length") == 2
    groups = [g for g in root.iter(f"{SVG}g") if g.find(f"{SVG}polygon") is not None]
    assert len([g for g in groups if g.find(f"{SVG}line") is not None]) == 2


def test_the_drawing_of_hostile_names_is_xml_in_which_they_are_text(opened: Open, tmp_path: Path) -> None:
    text = "A said so."
    here = source("a.txt", "A", "2020", text)
    names = ["<script>alert(1)</script>", '"><img onerror=alert(1)>', "]]></svg>&amp; & co", "Ob\u0007ey\ufffe \U0001f600", "-- -->"]
    people = [entity(name, "Company") for name in names]
    for n, one in enumerate(people):
        one["iri"] = f"https://example.org/kg/entity/e{n}"
    found = [statement(here, text, "praised", people[n], people[(n + 1) % 5], text) for n in range(5)]
    path = page_of(output(found, [document(here, text, 5)], {document_id(text): text}), tmp_path / "hostile.html", title="<svg/onload=alert(1)> & co")
    page = opened(path=path)
    written, root = drawing_of(page)
    assert "<script" not in written
    assert "<img" not in written
    assert not list(root.iter(f"{SVG}script"))
    assert words_of(root)[0] == "<svg/onload=alert(1)> & co"
    assert "<script>alert(1)</script>" in words_of(root)


def test_the_image_is_the_drawing_at_twice_the_size(opened: Open) -> None:
    page = opened()
    _, root = drawing_of(page)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save picture").click()
    data = Path(saved.value.path()).read_bytes()
    assert struct.unpack(">II", data[16:24]) == (2 * int(root.get("width", "0")), 2 * int(root.get("height", "0")))
    page.evaluate("document.body.replaceChildren(el('img', { id: 'saved' }))")
    colours = page.evaluate("""async (bytes) => {
      const image = new Image(); image.src = URL.createObjectURL(new Blob([Uint8Array.from(bytes)], { type: 'image/png' })); await image.decode();
      const ctx = el('canvas', { width: image.width, height: image.height }).getContext('2d'); ctx.drawImage(image, 0, 0);
      const { data } = ctx.getImageData(0, 0, image.width, image.height);
      const found = new Set(); for (let i = 0; i < data.length; i += 4) found.add([data[i], data[i + 1], data[i + 2]].join());
      return ['0,114,178', '230,159,0', '184,71,0'].filter((c) => found.has(c)).length; }""", list(data))
    assert colours == 3


def test_paper_has_the_light_picture_its_legend_and_the_evidence_of_what_is_shown(opened: Open) -> None:
    page = opened("#hide=m.planned", color_scheme="dark")
    assert not page.locator("#paper").is_visible()
    dark = page.evaluate("palette.paper")
    put_on_paper(page)
    paper = page.locator("#paper")
    assert paper.is_visible()
    assert page.evaluate("[palette.paper, getComputedStyle(document.body).backgroundColor]") == ["#fff", "rgb(255, 255, 255)"]
    shown = page.evaluate("[...bundles.values()].flatMap((b) => b.statements).length")
    assert paper.locator("h2").inner_text() == f"Evidence: {shown} statements"
    assert paper.locator(".evidence li").count() == shown
    text = paper.inner_text()
    assert "Folasade Adeyemi accused Marlow Vale Borough Council – alleged: a claim, not proven" in text
    assert "Ms Adeyemi accused Marlow Vale Council of hiding complaints from inspectors." in text
    assert "Said by Folasade Adeyemi." in text
    assert "Vale Gazette, by Priya Nair, 11 May 2021, https://gazette.example/news/hundreds-march" in text
    assert "planned:" not in text
    drawn = paper.locator("svg text").all_text_contents()
    assert CORPUS in " ".join(drawn)
    assert {"Marlow Vale Borough", "Graham Whitlow", "accused · alleged", "People", "Alleged: a claim, not proven"} <= set(drawn)
    size = paper.locator("svg").bounding_box()
    assert size and size["width"] > 500 and size["height"] > 500
    for hidden in ("main", ".top", ".tools", "#canvas"):
        assert not page.locator(hidden).is_visible()
    assert page.locator("footer").is_visible()
    put_on_screen(page)
    assert page.evaluate("palette.paper") == dark
    assert page.locator("#paper").inner_text() == ""


def test_paper_holds_the_evidence_of_what_is_chosen_and_the_pdf_has_its_pages(opened: Open) -> None:
    page = opened(f"#edge={CSI}~{COUNCIL}")
    assert page.pdf().startswith(b"%PDF")
    assert not page.locator("html[data-printing]").count()
    put_on_paper(page)
    assert page.locator("#paper .evidence li").count() == 2
    put_on_screen(page)
    page.goto(page.url.split("#")[0] + "#path=larch-house~kin-not-care")
    put_on_paper(page)
    assert page.locator("#paper .evidence li").count() == 4


def test_the_table_is_printed_as_a_table(opened: Open) -> None:
    page = opened("#view=table")
    put_on_paper(page)
    assert page.locator("#rows").is_visible()
    assert not page.locator("#paper").is_visible()


def test_the_copied_legend_tells_the_corpus_its_dates_and_how_much_of_it_speaks(opened: Open) -> None:
    page = opened("#out=kin-not-care", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy legend").click()
    lines = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert lines[0] == "Marlow Vale"
    counted = page.evaluate("Math.round((100 * counts.used) / counts.sentences)")
    assert lines[1] == f"{page.inner_text('#status')}, from {CORPUS}{counted} % of their sentences gave a statement."
    assert lines[2] == "Hidden by hand: Kin Not Care"
    assert lines[-1] == HONEST


def test_the_legend_is_the_filter_each_row_a_box_with_its_number(opened: Open) -> None:
    page = opened()
    rows = page.locator("#groups .row:has(input):has(.count)")
    assert rows.count() > 20
    for n in range(rows.count()):
        row = rows.nth(n)
        assert row.locator("input[type=checkbox]").count() == 1
        assert row.locator(".count").text_content().replace(",", "").isdigit()
    campaigning = page.get_by_role("checkbox", name="Campaigning")
    before = page.evaluate("bundles.size")
    campaigning.focus()
    page.keyboard.press("Space")
    assert page.evaluate("bundles.size") < before
    assert page.evaluate("[...bundles.values()].every((b) => b.statements.every((s) => familyOf(s) !== 'mobilisation'))")
