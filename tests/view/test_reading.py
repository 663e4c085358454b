"""Cards, dossiers and search: what is read of a statement and of a name, and how it is found."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.model import document_id
from tests.view.conftest import page_of
from tests.view.fixture import corpus, document, entity, output, source, statement

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Open = Callable[..., Page]

COUNCIL = "marlow-vale-borough-council"
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def facts(page: Page) -> dict[str, str]:
    """The named facts of the first card."""
    card = page.locator("#panel .card").first
    return dict(zip(card.locator("dt").all_inner_texts(), (" ".join(dd.split()) for dd in card.locator("dd").all_inner_texts()), strict=True))


def long_dossier(folder: Path) -> Path:
    """A page about a harbour board with sixty deeds in one year, others dated vaguely or not at all, and a dozen names."""
    board = entity("Harbour Board", "LocalAuthority", [f"Board number {n:02}" for n in range(12)])
    town = entity("Sélby Wharf", "Place")
    texts, documents, statements = {}, [], []
    for n, date in enumerate([*("2021-03-04",) * 60, "2022", "2022-05", None]):
        text = f"Notice {n}. The Harbour Board set up a pier."
        here = source(f"{n}.txt", f"Notice {n}", date, text)
        statements.append(statement(here, text, "established", board, town, "The Harbour Board set up a pier."))
        documents.append(document(here, text, 1, publisher="Tide Times"))
        texts[document_id(text)] = text
    return page_of(output(statements, documents, texts), folder / "long.html")


def test_a_card_names_speaker_date_source_publisher_link_and_confidence(opened: Open) -> None:
    page = opened(f"#edge=folasade-adeyemi~{COUNCIL}")
    assert facts(page) == {
        "Says who": "Folasade Adeyemi", "When": "not said; reported 11 May 2021",
        "Source": "Hundreds march on town hall over children’s services, by Priya Nair", "Publisher": "Vale Gazette", "Published": "11 May 2021",
        "Original": "Open the source ↗", "Confidence": "very likely right: confidence 94 % The rule that found it"}
    page.get_by_text("The rule that found it").first.click()
    assert facts(page)["Confidence"] == "very likely right: confidence 94 % The rule that found it accused/1"
    link = page.locator("#panel .card a").first
    assert (link.get_attribute("href"), link.get_attribute("rel")) == ("https://gazette.example/news/hundreds-march", "noopener noreferrer")


def test_a_card_tells_the_date_of_what_happened_apart_from_the_sources(opened: Open) -> None:
    page = opened(f"#edge=councillor-martin-holt~{COUNCIL}")
    shown = [" ".join(text.split()) for text in page.locator("#panel .card .facts").all_inner_texts()]
    assert "When not said; reported 16 February 2021" in shown[0]
    assert "When 30 January 2023" in shown[1] and "not said" not in shown[1]
    plain = opened(f"#edge=judge-ngozi-okafor~{COUNCIL}")
    assert facts(plain)["Original"] == "File 2022-03-21-court.txt"  # no link where there is no address


def test_a_citation_holds_all_that_is_needed_to_find_the_words_again(opened: Open) -> None:
    one = next(s for s in corpus().statements if s["type"] == "accused")
    page = opened(f"#statement={one['id']}", permissions=CLIPBOARD)
    page.locator(".asked").get_by_role("button", name="Copy citation").click()
    text = page.evaluate("navigator.clipboard.readText()")
    start, end = one["evidence"]["start"], one["evidence"]["end"]
    assert text == (
        "“Ms Adeyemi accused Marlow Vale Council of hiding complaints from inspectors.” — Priya Nair, Hundreds march on town hall over children’s "
        "services, Vale Gazette, 11 May 2021. https://gazette.example/news/hundreds-march Said by Folasade Adeyemi. [Folasade Adeyemi accused Marlow "
        f"Vale Borough Council (alleged); alleged, a claim, not proven; date: not said; reported 11 May 2021; characters {start}–{end} of document "
        f"{one['source']['iri'].rsplit('/', 1)[-1]}; statement {one['id']}; found by machine, very likely right (94 %)]")


def test_a_link_to_one_card_can_be_copied_and_opens_it(opened: Open) -> None:
    page = opened(f"#edge=care-standards-inspectorate~{COUNCIL}&view=table&hide=m.alleged", permissions=CLIPBOARD)
    page.locator("#panel .card").nth(1).get_by_role("button", name="Copy link to this").click()
    address = page.evaluate("navigator.clipboard.readText()")
    again = opened(address[address.index("#"):])
    assert again.locator(".asked mark").inner_text() == "But they criticised the council again for slow assessments"


def test_a_dossier_tells_roles_with_their_dates_and_sources(opened: Open) -> None:
    page = opened("#node=councillor-martin-holt")
    roles = page.locator(".roles > li")
    assert roles.count() == 1
    assert [" ".join(line.split()) for line in roles.locator("li").all_inner_texts()] == [
        "has a role at · reported 16 February 2021 · Vale Gazette", "resigned from · 30 January 2023 · Vale Gazette"]
    roles.get_by_role("button", name="resigned from").click()
    assert page.locator(".asked mark").inner_text() == "Martin Holt has resigned as leader of Marlow Vale Borough Council."


def test_a_dossier_is_narrowed_to_deeds_and_to_words_and_the_address_keeps_it(opened: Open) -> None:
    page = opened(f"#node={COUNCIL}")
    entries = page.locator("#panel .entry")
    assert entries.count() == 18
    parts = {" ".join(text.split()) for text in page.locator(".parts button").all_inner_texts()}
    assert parts == {"All 18", "What it did 4", "Done to it 14", "Said by it 2", "Said about it by others 5"}
    for part, number in (("What it did", 4), ("Said by it", 2), ("Said about it by others", 5)):
        page.get_by_role("button", name=part).press("Enter")
        assert entries.count() == number
        assert page.get_by_role("button", name=part).get_attribute("aria-pressed") == "true"
    again = opened(page.evaluate("location.hash"))
    assert again.locator("#panel .entry").count() == 5
    assert "What they did" in opened("#node=dr-elena-rusk").inner_text(".parts")


def test_a_long_dossier_folds_its_years_and_its_names(opened: Open, tmp_path: Path) -> None:
    page = opened("#node=harbour-board", path=long_dossier(tmp_path))
    years = page.locator("#panel .year")
    assert page.locator("#panel h4").all_inner_texts() == ["2021", "2022", "Undated"]
    assert years.locator(".year-head .count").all_inner_texts() == ["60", "2", "1"]
    assert years.nth(1).locator(".when").all_inner_texts() == ["2022 reported", "May 2022 reported"]  # as vague as they are
    assert years.last.locator(".when").inner_text() == "No date"
    assert years.first.locator(".entry").count() == 12
    page.get_by_role("button", name="48 more of 2021").click()
    assert years.first.locator(".entry").count() == 60
    page.get_by_role("button", name="Fewer").click()
    assert years.first.locator(".entry").count() == 12
    names = page.locator(".aliases")
    assert "Board number 07" in names.inner_text() and "Board number 08" not in names.inner_text()
    names.get_by_role("button", name="4 more").click()
    assert "Board number 11" in names.inner_text()


def test_search_is_a_combobox_that_tells_what_it_found(opened: Open) -> None:
    page = opened()
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Search names and quotations")
    assert field.evaluate("(e) => e === document.activeElement")
    assert field.get_attribute("aria-expanded") == "false"
    field.press_sequentially("council")
    assert (field.get_attribute("aria-expanded"), field.get_attribute("aria-autocomplete")) == ("true", "list")
    box = page.get_by_role("listbox", name="Suggestions")
    assert field.get_attribute("aria-controls") == box.get_attribute("id")
    names, quotations = (box.get_by_role("group", name=n) for n in ("Names", "Statements"))
    assert names.get_by_role("option").first.inner_text().startswith("Marlow Vale Borough Council")
    assert quotations.get_by_role("option").count() == 7
    assert f"{names.get_by_role('option').count()} names, 7 statements" == page.inner_text("#announce")
    page.keyboard.press("ArrowUp")  # round to the last
    marked = field.get_attribute("aria-activedescendant")
    assert page.locator(f"#{marked}").get_attribute("aria-selected") == "true"
    assert marked == quotations.get_by_role("option").last.get_attribute("id")
    page.keyboard.press("Escape")
    assert (field.get_attribute("aria-expanded"), field.get_attribute("aria-activedescendant")) == ("false", None)
    field.fill("zzz")
    assert box.inner_text() == "Nothing has these words" == page.inner_text("#announce")


def test_search_puts_the_best_first_and_does_not_mind_accents_or_order(opened: Open, tmp_path: Path) -> None:
    page = opened()
    field = page.locator("#search")
    for typed, first in (("holt", "Councillor Martin Holt"), ("marlow vale", "Marlow Vale"), ("holt martin", "Councillor Martin Holt"),
                         ("CHILDREN'S serv", "Marlow Vale Children’s Services"),
                         ("council", "Marlow Vale Borough Council"), ("councillor", "Councillor Martin Holt"),
                         ("inspect", "Inspection of children’s")):
        field.fill(typed)
        assert page.locator("#suggestions [role=option]").first.inner_text().split("\n")[0].startswith(first), typed
    accented = opened(path=long_dossier(tmp_path))
    accented.locator("#search").fill("selby")
    assert accented.locator("#suggestions [role=option]").first.inner_text().startswith("Sélby Wharf")


def test_a_statement_found_by_its_words_opens_its_card(opened: Open) -> None:
    page = opened()
    page.locator("#search").fill("followed rules letter removed")
    assert page.locator("#suggestions [role=option]").inner_text() == "Nothing has these words"
    page.locator("#search").fill("letter had removed")
    option = page.get_by_role("group", name="Statements").get_by_role("option")
    assert option.count() == 1
    assert option.locator("mark").all_inner_texts() == ["letter", "had", "removed"]
    page.keyboard.press("Enter")
    assert page.locator(".asked mark").inner_text() == "The council denied that any letter had been removed."
    assert page.evaluate("document.activeElement.id") == "panel"
    page.locator("#search").fill("exhaust")
    assert page.locator("#suggestions [role=option]").inner_text() == "Nothing has these words"  # a word of the article, in no quotation
