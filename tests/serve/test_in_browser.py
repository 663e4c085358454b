"""The served pages in Chromium: from a quotation to its mark and back, a query asked and corrected, names suggested, both themes, a phone, paper."""
from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.graph.rdf import records
from tests.helpers import sample
from tests.serve.browsing import Open, opening
from tests.serve.hostile import hostile, written
from tests.serve.running import running
from tests.view.conftest import chromium, wait_until
from tests.view.test_looks import CONTRAST, NAMELESS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OUTPUT = records(sample())
SERVICE = "/kg/entity/marrow-children-s-services"
DOCUMENT = next(s["source"]["iri"] for s in OUTPUT.statements if s["source"]["path"] == "2021-02-marrow.md").removeprefix("https://example.org")
STATEMENT = "/kg/statement/" + next(s["id"] for s in OUTPUT.statements if s["type"] == "accused")
PLACES = ["/entities", "/documents", SERVICE, STATEMENT, DOCUMENT, "/console", "/console?named=who-criticised&p.body=Marrow+Borough+Council",
          "/console?query=SELECT+*+%7B", "/kg/entity/marrow-council-2", "/nowhere"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(folder, tmp_path_factory.mktemp("log") / "log") as server:
        yield server.address


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Open]:
    with opening(browser, address) as open_page:
        yield open_page


def test_from_an_entity_to_the_mark_of_a_quotation_to_its_edges_and_back(opened: Open) -> None:
    page = opened(SERVICE)
    entry = page.locator(".entry", has_text="January 2021")
    entry.get_by_role("link", name="Marrow children's services told to improve").click()
    page.wait_for_url("**/document/**#at-*")
    chosen = page.locator(".mark.chosen")
    assert chosen.inner_text() == "The Care Inspectorate rated Marrow Children's Services inadequate in January 2021, down from good."
    assert page.locator(".passage.chosen .title").inner_text() == "Care Inspectorate rated Marrow Children's Services"
    other = page.locator(".mark", has_text="Inspectors criticised the service")
    other.click()
    page.wait_for_url("**#said-*")
    assert page.locator(".passage.chosen .title").inner_text() == "Care Inspectorate criticised Marrow Children's Services"
    assert page.locator(".mark.chosen").inner_text() == other.inner_text()
    page.locator(".passage.chosen .words a").click()
    page.wait_for_url("**#at-*")
    page.locator(".passage.chosen").get_by_role("link", name="Marrow Children's Services", exact=True).click()
    page.wait_for_url(f"**{SERVICE}")


def test_the_edges_of_a_mark_come_into_sight_beside_it(opened: Open) -> None:
    page = opened(DOCUMENT, viewport={"width": 1360, "height": 420})
    for mark in (page.locator(".mark").last, page.locator(".mark").first):
        mark.click()
        top = page.locator(".passage.chosen").bounding_box()
        assert top and 0 <= top["y"] < 250


def test_the_marks_work_without_scripts(opened: Open) -> None:
    page = opened(DOCUMENT, java_script_enabled=False)
    page.locator(".mark", has_text="Inspectors criticised the service").click()
    assert "#said-" in page.url
    page.locator(".passage .words a", has_text="Inspectors criticised the service").click()
    assert "#at-" in page.url


def test_a_named_query_is_asked_with_a_suggested_name_sorted_and_taken_away(opened: Open) -> None:
    page = opened("/console")
    page.get_by_role("link", name="Who criticised or accused a body").click()
    field = page.get_by_label("The body that was criticised")
    field.type("marrow bor")
    page.get_by_role("option", name="Marrow Borough Council").wait_for()
    field.press("ArrowDown")
    field.press("Enter")
    assert field.input_value() == "Marrow Borough Council"
    field.press("Enter")
    page.locator("#rows").wait_for()
    assert "p.body=Marrow" in page.url
    column = page.locator("#rows td:nth-child(1)")
    page.get_by_role("button", name="who", exact=True).click()
    assert column.all_inner_texts() == sorted(column.all_inner_texts())
    page.get_by_role("button", name="who", exact=True).click()
    assert column.all_inner_texts() == sorted(column.all_inner_texts(), reverse=True)
    assert page.locator("#rows th").first.get_attribute("aria-sort") == "descending"
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    assert download.value.suggested_filename == "who-criticised.csv"
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith("who,relation,whom,")
    page.locator("#rows td a").first.click()
    page.wait_for_url("**/kg/statement/**")


def test_a_wrong_query_is_pointed_at_and_corrected(opened: Open) -> None:
    page = opened("/console")
    field = page.get_by_label("SPARQL query")
    field.fill("SELECT ?a {\n  ?a kg:praised ?b .\n  ?b nope:x ?c\n}")
    field.press("Control+Enter")
    page.get_by_role("heading", name="The query is wrong in line 3, column 6").wait_for()
    assert page.locator("#lines .wrong").inner_text() == "3"
    at = page.evaluate("[document.activeElement.id, document.getElementById('query').selectionStart]")
    assert at == ["query", len("SELECT ?a {\n  ?a kg:praised ?b .\n  ?b ")]
    page.keyboard.press("Shift+End")
    page.keyboard.type("?p ?c")
    page.keyboard.press("Control+Enter")
    page.get_by_role("link", name="Care Inspectorate").first.wait_for()


def test_the_field_of_a_query_can_be_written_in_and_left_by_keys(opened: Open) -> None:
    page = opened("/console")
    field = page.get_by_label("SPARQL query")
    field.fill("ASK {\n?a ?b ?c\n}")
    field.press("Control+a")
    field.press("Tab")
    assert field.input_value() == "  ASK {\n  ?a ?b ?c\n  }"
    field.press("Shift+Tab")
    assert field.input_value() == "ASK {\n?a ?b ?c\n}"
    assert page.locator("#lines div").all_inner_texts() == ["1", "2", "3"]
    field.press("Escape")
    field.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Ask"
    page.get_by_text("Prefixes", exact=False).first.click()
    for _ in range(2):
        page.get_by_role("button", name="oa:", exact=True).click()
    assert field.input_value() == "PREFIX oa: <http://www.w3.org/ns/oa#>\nASK {\n?a ?b ?c\n}"


def test_a_query_is_shared_by_its_address_long_or_after_a_hash(opened: Open) -> None:
    page = opened("/console#query=ASK%20%7B%7D")
    field = page.get_by_label("SPARQL query")
    assert field.input_value() == "ASK {}"
    field.fill("ASK {} #" + "x" * 30_000)
    field.press("Control+Enter")
    page.get_by_role("heading", name="Yes in").wait_for()
    assert "xxx" not in page.url


def test_a_name_is_found_from_any_page(opened: Open) -> None:
    page = opened(STATEMENT)
    page.keyboard.press("/")
    page.keyboard.type("inspectorate")
    page.get_by_role("option", name="Care Inspectorate").click()
    page.wait_for_url("**/kg/entity/care-inspectorate")
    page.keyboard.press("/")
    page.keyboard.type("council")
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url("**/entities?q=council")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_can_be_read_and_every_control_has_a_name(opened: Open, scheme: str) -> None:
    page = opened("/entities", color_scheme=scheme)
    for place in PLACES:
        page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + place)
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        seen, poor = page.evaluate(CONTRAST)
        assert seen > 10, place
        assert poor == [], place
        assert page.evaluate(NAMELESS) == [], place
        levels = page.evaluate("[...document.querySelectorAll('h1, h2, h3')].filter((h) => h.checkVisibility()).map((h) => +h.tagName[1])")
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), place


@pytest.mark.parametrize("width", [360, 600, 768, 1200])
def test_the_parts_of_the_site_are_named_by_whole_words(opened: Open, width: int) -> None:
    page = opened("/entities", viewport={"width": width, "height": 740})
    lines = """[...document.querySelectorAll('.top nav a')].map((a) => { const text = document.createRange(); text.selectNodeContents(a);
      return text.getClientRects().length; })"""
    assert page.evaluate(lines) == [1, 1, 1, 1]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_a_phone_nothing_runs_over_and_what_is_pressed_is_large_enough(opened: Open) -> None:
    page = opened("/entities", viewport={"width": 390, "height": 844}, has_touch=True)
    small = """() => [...document.querySelectorAll('button, summary, select, input, header nav a')]
      .filter((e) => e.checkVisibility() && e.getBoundingClientRect().height < 43.5).map((e) => e.outerHTML.slice(0, 90))"""
    for place in PLACES:
        page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + place)
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
        assert page.evaluate(small) == [], place


def test_a_theme_that_was_chosen_holds_on_the_next_page(opened: Open) -> None:
    page = opened("/entities", color_scheme="light")
    page.get_by_role("button", name="Change between light and dark").click()
    page.get_by_role("link", name="Documents").click()
    page.wait_for_url("**/documents")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


def test_on_paper_there_is_the_text_and_no_control(opened: Open) -> None:
    page = opened(DOCUMENT)
    page.emulate_media(media="print")
    assert page.locator(".text").is_visible()
    assert page.locator(".passage").first.is_visible()
    for control in ("header nav", ".search", "#theme"):
        assert not page.locator(control).is_visible()


def test_the_network_page_stands_at_the_root(opened: Open) -> None:
    page = opened("/")
    page.wait_for_selector("html.drawn", state="attached", timeout=15000)


def test_hostile_text_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    told = hostile()
    places = ["/entities", "/documents", "/console?query=SELECT+*+%7B+%3Fs+kg%3Aabout+%3Fabout+%3B+rdf%3Asubject+%3Fwho+%7D"]
    things = {s[key]["iri"] for s in records(told).statements for key in ("subject", "source")}  # type: ignore[literal-required]
    places += sorted(iri.removeprefix("https://example.org") for iri in things)
    with running(written(told, tmp_path), tmp_path / "log") as server, opening(browser, server.address) as open_page:
        page = open_page("/entities")
        for place in places:
            page.goto(server.address.rstrip("/") + place)
            assert page.evaluate("typeof window.ran") == "undefined", place
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
            page.locator("#find, #q").first.fill("e")
        page.goto(server.address + "entities")
        page.locator("#q").type("script")
        page.get_by_role("option").first.wait_for()
        wait_until(page, "typeof window.ran === 'undefined'")
