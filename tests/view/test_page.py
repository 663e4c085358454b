"""The page, used as a person would use it: what is clicked and typed, and what is then to be read."""
from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.model import document_id
from tests.view.conftest import page_of
from tests.view.fixture import corpus, document, entity, output, source, statement

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Open = Callable[..., Page]

COUNCIL = "marlow-vale-borough-council"
CSI = "care-standards-inspectorate"


def place_of(page: Page, script: str) -> tuple[float, float]:
    """Where on the screen a point of the picture is."""
    point = page.evaluate(f"""(() => {{
      const p = network.canvasToDOM({script}), r = byId('canvas').getBoundingClientRect();
      return [p.x + r.x, p.y + r.y];
    }})()""")
    return point[0], point[1]


def node(slug: str) -> str:
    return f"network.getPosition(nodeOf.get('{slug}').id)"


def middle(one: str, other: str, part: float = 0.5) -> str:
    return f"(() => {{ const a = {node(one)}, b = {node(other)}; return {{ x: a.x + (b.x - a.x) * {part}, y: a.y + (b.y - a.y) * {part} }}; }})()"


def test_opens_with_one_heading_a_language_and_the_honest_line(opened: Open) -> None:
    page = opened()
    assert page.title() == "Marlow Vale"
    assert page.locator("h1").all_inner_texts() == ["Marlow Vale"]
    assert page.locator("html").get_attribute("lang") == "en"
    assert "46 statements about 27 names, from 6 sources" in page.inner_text("#summary")
    assert "Made by machine from 6 documents. What is alleged is not proven. Check the source" in page.inner_text("footer")
    assert page.evaluate("nodeSet.length") == 27
    assert "All 46 statements shown" in page.inner_text("#status")


def test_a_click_on_a_line_shows_each_statement_with_its_quotation_in_the_paragraph(opened: Open) -> None:
    page = opened()
    page.mouse.click(*place_of(page, middle(CSI, COUNCIL)))
    cards = page.locator("#panel .card")
    assert cards.count() == 2
    first = cards.first.inner_text()
    assert "Care Standards Inspectorate criticised Marlow Vale Borough Council" in " ".join(first.split())
    marked = "Inspectors criticised the council for leaving some children “in neglectful situations for too long”"
    assert cards.first.locator("mark").inner_text() == marked
    assert "They found that managers did not know which children were waiting for a visit." in first
    for words in ("Asserted – the source puts it as a fact", "the source itself, Vale Gazette", "reported 16 February 2021", "by Priya Nair",
                  "confidence 93 %"):
        assert words in first
    cards.first.get_by_text("The rule that found it").click()
    assert "criticised/1" in cards.first.inner_text()
    assert cards.first.get_by_role("link").get_attribute("href") == "https://gazette.example/news/children-left-at-risk"


def test_an_allegation_is_dashed_and_says_so_with_its_speaker(opened: Open) -> None:
    page = opened(f"#edge=folasade-adeyemi~{COUNCIL}")
    text = page.inner_text("#panel")
    assert "Alleged – a claim, not proven" in text
    assert "Says who\nFolasade Adeyemi" in text
    drawn = page.evaluate("edgeSet.get().map(e => [bundles.get(e.id).modality, JSON.stringify(e.dashes), e.arrows.middle.enabled])")
    assert {tuple(e) for e in drawn} == {
        ("asserted", "false", False), ("alleged", "[9,5]", False), ("planned", "[2,4]", False), ("negated", "false", True)}


def test_a_click_on_a_name_shows_its_dossier_with_statements_that_have_no_object(opened: Open) -> None:
    page = opened()
    page.mouse.click(*place_of(page, node("councillor-martin-holt")))
    panel = page.locator("#panel")
    assert panel.locator("h2").inner_text() == "Councillor Martin Holt"
    assert "Also: Cllr Holt · Martin Holt · the council leader" in panel.inner_text()
    assert "leader, Marlow Vale Borough Council" in panel.locator(".roles").inner_text()
    verbs = panel.locator(".entry .verb").all_inner_texts()
    assert {"apologised", "said", "pledged", "resigned from", "criticised"} <= set(verbs)
    assert panel.locator("h4").all_inner_texts() == ["2021", "2023"]
    entry = panel.locator(".entry", has_text="apologised")
    assert "“We are truly sorry." in entry.inner_text()
    entry.locator("summary").click()
    assert "said: “We are truly sorry" in " ".join(entry.locator("blockquote").inner_text().split())


@pytest.mark.parametrize(("typed", "heading"), [("watchdog", "Care Standards Inspectorate"), ("holt", "Councillor Martin Holt"),
                                                 ("drift and delay", "Judge Ngozi Okafor → Marlow Vale Borough Council")])
def test_search_finds_names_aliases_and_words_of_quotations(opened: Open, typed: str, heading: str) -> None:
    page = opened()
    page.keyboard.press("/")
    page.keyboard.type(typed)
    assert page.locator("#suggestions li[aria-selected=true]").count() == 1
    page.keyboard.press("Enter")
    assert " ".join(page.inner_text("#panel h2").split()) == heading
    assert page.evaluate("document.activeElement.id") == "panel"


def test_the_legend_filters_with_counts_and_can_be_reset(opened: Open) -> None:
    page = opened()
    judgements = page.locator(".row", has=page.get_by_text("Judgements", exact=True))
    assert judgements.locator(".count").inner_text() == "13"
    judgements.get_by_role("button", name="Only Judgements").click()
    assert page.inner_text("#status") == "13 of 46 statements shown"
    assert page.evaluate("[...bundles.values()].every(b => b.family === 'judgement')")
    page.get_by_role("checkbox", name="Alleged").uncheck()
    assert page.inner_text("#status") == "12 of 46 statements shown"
    page.get_by_role("button", name="Reset").click()
    assert page.inner_text("#status") == "All 46 statements shown"
    page.get_by_role("checkbox", name="Watchdog sees ‘tangible progress’ in Marlow Vale").uncheck()
    assert page.inner_text("#status") == "38 of 46 statements shown"
    page.get_by_role("checkbox", name="Organisations and groups").uncheck()
    assert page.evaluate("[...displayed].every(n => nodes[n].family !== 'organisation')")


def test_filters_hide_statements_in_the_panel_and_say_how_many(opened: Open) -> None:
    page = opened(f"#node={COUNCIL}&hide=m.asserted")
    assert page.locator("#panel .entry").count() == 3
    assert "(15 more hidden by filters)" in page.inner_text("#panel")


def test_the_address_holds_the_view_and_back_returns(opened: Open) -> None:
    page = opened()
    page.get_by_role("checkbox", name="Planned").uncheck()
    page.locator("#panel").get_by_role("button", name="Kin Not Care").click()
    page.keyboard.press("t")
    address = page.evaluate("location.hash")
    again = opened(address)
    assert again.inner_text("#status") == page.inner_text("#status") == "41 of 46 statements shown"
    assert again.inner_text("#panel h2") == "Kin Not Care"
    assert again.locator("#table").is_visible()
    page.go_back()
    assert page.locator("#picture").is_visible()
    page.go_back()
    assert "Who did what to whom" in page.inner_text("#panel h2")
    page.go_forward()
    assert page.inner_text("#panel h2") == "Kin Not Care"


def test_an_address_that_names_nothing_here_opens_the_overview(opened: Open) -> None:
    page = opened("#node=nobody&edge=a~b&hide=c.Nothing,x,&around=~9&at=1,2,NaN&sort=nonsense&statement=zz&view=table")
    assert page.inner_text("#status") == "All 46 statements shown"
    assert page.locator("#rows tbody tr").count() == 46


def test_a_neighbourhood_can_be_shown_alone(opened: Open) -> None:
    page = opened("#node=kin-not-care")
    before = page.evaluate("nodeOf.get('kin-not-care').x")
    page.get_by_role("button", name="1 step").click()
    assert page.evaluate("displayed.size") == 6
    page.get_by_role("button", name="2 steps").click()
    assert page.evaluate("displayed.size") > 10
    assert page.evaluate("nodeOf.get('kin-not-care').x") == before


def test_the_table_sorts_by_keyboard_and_gives_the_selection_as_csv(opened: Open) -> None:
    page = opened("#view=table&hide=m.asserted")
    assert page.locator("#rows th[aria-sort=ascending]").inner_text().startswith("Date")
    page.locator("#sort-subject").focus()
    page.keyboard.press("Enter")
    subjects = page.locator("#rows tbody .column-subject").all_inner_texts()
    assert subjects == sorted(subjects)
    page.keyboard.press("Enter")
    assert page.locator("#rows th[aria-sort=descending]").inner_text().startswith("Who")
    assert page.locator("#rows tbody .column-subject").all_inner_texts()[0] == subjects[-1]
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    rows = list(csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    assert len(rows) == page.locator("#rows tbody tr").count() == 9
    assert {row["modality"] for row in rows} == {"alleged", "planned", "negated"}
    accused = next(row for row in rows if row["relation"] == "accused")
    assert accused["subject"] == accused["says_who"] == "Folasade Adeyemi"
    assert (accused["date"], accused["date_is"]) == ("2021-05-11", "reported")
    assert accused["quotation"] == "Ms Adeyemi accused Marlow Vale Council of hiding complaints from inspectors."


def test_the_table_is_a_table_to_a_screen_reader_and_opens_the_evidence(opened: Open) -> None:
    page = opened("#view=table")
    assert page.get_by_role("table").get_by_role("columnheader").count() == 13
    page.get_by_role("row", name="accused").get_by_role("button", name="Ms Adeyemi accused").press("Enter")
    assert page.locator("#panel .card").count() == 1
    assert page.evaluate("document.activeElement.id") == "panel"


def test_a_citation_can_be_copied(opened: Open) -> None:
    page = opened("#edge=judge-ngozi-okafor~marlow-vale-borough-council", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy citation").first.click()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("“A family court judge has rebuked Marlow Vale Borough Council for what she called “drift and delay” — Priya Nair, Judge")
    assert "Said by Judge Ngozi Okafor." in text
    assert "asserted" in text
    assert page.locator("#announce.shown").inner_text() == "Citation copied"


def test_keys_and_help(opened: Open) -> None:
    page = opened("#node=kin-not-care")
    page.keyboard.press("?")
    assert page.locator("dialog").is_visible()
    page.keyboard.press("Escape")
    assert page.inner_text("#panel h2") == "Kin Not Care"
    page.keyboard.press("Escape")
    assert "Who did what" in page.inner_text("#panel h2")
    page.locator("#canvas").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.locator("#panel .entry").count() > 0


def test_names_and_words_never_cover_each_other(opened: Open) -> None:
    page = opened()
    for address in ("#", f"#node={COUNCIL}", "#at=0,0,0.4"):
        page.goto(page.url.split("#")[0] + address)
        overlaps = page.evaluate("""() => {
          const boxes = []; const add = Taken.prototype.add;
          Taken.prototype.add = function (box) { if (!box.sign) boxes.push(box); add.call(this, box); };
          network.redraw(); Taken.prototype.add = add;
          const hit = (a, b) => a.owner !== b.owner && a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
          return [boxes.length, boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => hit(a, b))).length];
        }""")
        assert overlaps[0] > 8
        assert overlaps[1] == 0


@pytest.mark.parametrize("size", [(390, 844), (844, 390), (1000, 700), (1440, 900)])
def test_nothing_runs_over_the_edge_at_any_size(opened: Open, size: tuple[int, int]) -> None:
    page = opened(f"#node={COUNCIL}", viewport={"width": size[0], "height": size[1]}, color_scheme="dark", reduced_motion="reduce")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("byId('panel').scrollWidth <= byId('panel').clientWidth")
    if size[0] < 1180:
        page.get_by_role("button", name="Filters").click()
        assert page.get_by_role("checkbox", name="Alleged").is_visible()
        page.get_by_role("button", name="Done", exact=True).click()
        assert not page.get_by_role("checkbox", name="Alleged").is_visible()


def test_dates_can_be_narrowed_and_vague_ones_stay_in(opened: Open) -> None:
    page = opened()
    page.get_by_label("Dates from").fill("2021-05")
    page.get_by_label("Dates to").fill("2021-12")
    page.keyboard.press("Enter")
    dates = page.evaluate("statements.filter(passes).map((s) => s.day)")
    assert set(dates) == {"2021", "2021-05-11", "2021-09-02"}
    assert page.inner_text("#status") == f"{len(dates)} of 46 statements shown"
    assert opened(page.evaluate("location.hash")).inner_text("#status") == page.inner_text("#status")


def test_the_picture_can_be_saved(opened: Open) -> None:
    page = opened()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save picture").click()
    assert saved.value.suggested_filename == "network.png"
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")


def test_a_large_network_opens_on_its_best_evidenced_part_and_search_brings_in_the_rest(opened: Open, tmp_path: Path) -> None:
    text = "A said so."
    here = source("a.txt", "A", "2020", text)
    people = [entity(f"Person number {n:03}", "Person") for n in range(460)]
    found = [statement(here, text, "praised", people[n], people[n % 7], text) for n in range(7, 459)]
    found.append(statement(here, text, "stated", people[459], None, text))
    page = opened(path=page_of(output(found, [document(here, text, len(found))], {document_id(text): text}), tmp_path / "large.html"))
    assert page.inner_text("#notice") == "Showing 400 of 459 names, the best evidenced: search or expand to see others."
    assert page.evaluate("displayed.size") == 400
    for wanted in ("Person number 458", "Person number 459"):
        page.keyboard.press("/")
        page.keyboard.type(wanted)
        page.keyboard.press("Enter")
        assert page.inner_text("#panel h2") == wanted
        assert page.evaluate(f"displayed.has(nodes.find((n) => n.label === '{wanted}').id)")
    page.keyboard.press("/")
    page.keyboard.type("Person number 006")
    page.keyboard.press("Enter")
    before = page.evaluate("displayed.size")
    add = page.get_by_role("button", name="Add")
    number = int(add.inner_text().split()[1])
    add.click()
    assert page.evaluate("displayed.size") == before + number
    page.keyboard.press("Escape")
    page.get_by_role("checkbox", name="Also show 1 name without a line").check()
    assert page.evaluate("displayed.size") == before + number


def test_the_legend_can_be_copied(opened: Open) -> None:
    page = opened("#hide=m.alleged", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy legend").click()
    lines = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert lines[0] == "Marlow Vale"
    assert lines[1].startswith("44 of 46 statements shown, from 6 sources of 6 documents")
    assert lines[2].startswith("Names: People (9), Public bodies (4)")
    assert "Alleged" not in lines[4]


@pytest.mark.parametrize(("type_", "panel"), [
    ("denied", "Marlow Vale Borough Council"), ("accused", "Folasade Adeyemi → Marlow Vale Borough Council")])
def test_a_link_to_one_statement_opens_it(opened: Open, type_: str, panel: str) -> None:
    one = next(s for s in corpus().statements if s["type"] == type_)
    page = opened(f"#statement={one['id']}")
    assert " ".join(page.inner_text("#panel h2").split()) == panel
    assert page.locator(".asked mark").inner_text() == one["evidence"]["text"]
    assert page.locator(".asked mark").is_visible()
