"""Two sources side by side, and where statements differ; told without saying who is right."""
from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.model import document_id
from tests.view.conftest import page_of
from tests.view.fixture import corpus, document, entity, output, source, statement

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Open = Callable[..., Page]

BOARD, AUDIT, UNION = entity("Harbour Board", "LocalAuthority"), entity("Quay Audit", "Regulator"), entity("Dockers’ League", "CampaignGroup")


def told(folder: Path, *statements: dict[str, Any]) -> Path:
    """A page on which each statement is told by a source of its own, published a day after the other."""
    found, documents, texts = [], [], {}
    for n, given in enumerate(statements):
        text = f"Words {n} of the paper."
        here = source(f"{n}.txt", f"Paper {n}", given.pop("published", f"2024-01-0{n + 1}"), text)
        found.append(statement(here, text, given.pop("type"), given.pop("subject"), given.pop("object", None), text, **given))
        documents.append(document(here, text, 1, publisher=f"Paper {n}"))
        texts[document_id(text)] = text
    return page_of(output(found, documents, texts), folder / "told.html")


def section(page: Page, name: str) -> list[str]:
    rows = page.get_by_role("region", name=name, exact=True).locator("li .open")
    return [" ".join(text.split()) for text in rows.all_inner_texts()]



def test_it_opens_on_the_two_sources_that_have_most_in_common(opened: Open) -> None:
    page = opened()
    page.keyboard.press("c")
    assert section(page, "Both say") == ["Care Standards Inspectorate rated Marlow Vale Children’s Services",
                                         "Care Standards Inspectorate criticised Marlow Vale Borough Council"]
    assert len(section(page, "Only A says")) == 10
    assert len(section(page, "Only B says")) == 6
    both = page.get_by_role("region", name="Both say").locator("li").first
    assert both.locator(".words").count() == 2  # the words of each
    both.get_by_role("button").press("Enter")
    shown = page.locator("#panel .card").all_inner_texts()
    assert sum("rated" in card.split("\n")[0] for card in shown) == 2
    assert page.locator(".asked mark").inner_text() == both.locator(".words").first.inner_text()


def test_two_sources_are_picked_and_kept_in_the_address(opened: Open) -> None:
    page = opened("#view=compare")
    page.get_by_label("Source A", exact=True).select_option(label="Council leader steps down · Vale Gazette · 30 January 2023")
    page.get_by_label("Source B", exact=True).select_option(label="Judge rebukes council over delays · Vale Gazette · 21 March 2022")
    assert section(page, "Both say") == []
    assert "Councillor Martin Holt resigned from Marlow Vale Borough Council" in section(page, "Only A says")
    assert "Judge Ngozi Okafor has a role at Marlow Family Court" in section(page, "Only B says")
    again = opened(page.evaluate("location.hash"))
    assert section(again, "Only A says") == section(page, "Only A says")
    again.get_by_role("checkbox", name="Asserted").uncheck()
    assert section(again, "Only A says") == ["Councillor Sue Hartnell pledged"]
    assert "Only what passes the filters is compared." in again.inner_text("#compare")


def test_one_says_so_and_another_says_not_so(opened: Open, tmp_path: Path) -> None:
    page = opened("#view=compare", path=told(
        tmp_path, {"type": "sanctioned", "subject": AUDIT, "object": BOARD},
        {"type": "sanctioned", "subject": AUDIT, "object": BOARD, "modality": "negated"},
        {"type": "praised", "subject": AUDIT, "object": BOARD}))
    differ = page.get_by_role("region", name="Where statements differ")
    assert differ.locator("h4").all_inner_texts() == ["Quay Audit sanctioned Harbour Board: these differ on whether it is so"]
    assert differ.locator("h5").all_inner_texts() == ["One says so", "Another says it is not so"]
    assert differ.locator(".words").all_inner_texts() == ["Words 0 of the paper.", "Words 1 of the paper."]
    assert "That two statements differ does not say which is right" in differ.inner_text()
    differ.get_by_role("button", name="Open the statement: Quay Audit sanctioned Harbour Board (negated)").click()
    assert page.locator(".asked mark").inner_text() == "Words 1 of the paper."
    page.get_by_role("checkbox", name="Negated").uncheck()
    assert "No two statements were found that differ" in differ.inner_text()


@pytest.mark.parametrize(("dates", "number"), [(("2024-03-01", "2024-03-01"), 1), (("2024-03-01", "2024-04-01"), 0)])
def test_two_ratings_by_one_rater_differ_only_on_the_same_date(opened: Open, tmp_path: Path, dates: tuple[str, str], number: int) -> None:
    page = opened("#view=compare", path=told(tmp_path, *(
        {"type": "rated", "subject": AUDIT, "object": BOARD, "qualifiers": {"rating": rating, "date": date}}
        for rating, date in zip(("good", "poor"), dates, strict=True))))
    differ = page.get_by_role("region", name="Where statements differ")
    assert differ.locator("article").count() == number
    if number:
        assert differ.locator("h4").inner_text() == "Quay Audit rated Harbour Board, 1 March 2024: these ratings differ"
        assert differ.locator("h5").all_inner_texts() == ["“good”", "“poor”"]


def test_an_accusation_stands_beside_its_denial(opened: Open, tmp_path: Path) -> None:
    page = opened("#view=compare")
    differ = page.get_by_role("region", name="Where statements differ")
    assert differ.locator("h4").all_inner_texts() == [
        "Marlow Vale Borough Council: these differ; whether the second answers the first, read in the words"]
    page.get_by_role("button", name="1 place where statements differ").press("Enter")
    assert page.evaluate("document.activeElement.id") == "differences"
    accused, denied = (next(s["evidence"]["text"] for s in corpus().statements if s["type"] == t) for t in ("accused", "denied"))
    assert differ.locator(".words").all_inner_texts() == [accused, denied]
    assert not re.search(r"\b(lies?|lying|liar|false|untrue|contradicts?)\b", page.inner_text("#compare"), re.I)
    other = opened("#view=compare", path=told(
        tmp_path, {"type": "accused", "subject": UNION, "object": BOARD, "modality": "alleged"},
        {"type": "denied", "subject": BOARD, "object": AUDIT}))
    assert other.locator(".differences article").count() == 0  # what it denies is another's word


def test_one_source_alone_cannot_be_compared(opened: Open, tmp_path: Path) -> None:
    page = opened("#view=compare", path=told(tmp_path, {"type": "praised", "subject": AUDIT, "object": BOARD}))
    assert "There is only one source; comparing needs two." in page.inner_text("#compare")


def test_among_many_sources_one_is_found_by_typing(opened: Open, tmp_path: Path) -> None:
    many = ({"type": "praised", "subject": AUDIT, "object": BOARD, "published": f"20{n // 10 + 10}"} for n in range(140))
    page = opened("#view=compare", path=told(tmp_path, *many))
    choices = page.get_by_label("Source B", exact=True)
    assert choices.locator("option").count() == 101
    page.get_by_role("searchbox", name="Find source B").fill("paper 139")
    assert choices.locator("option").all_inner_texts()[-1] == "Paper 139 · Paper 139 · 2023"
    choices.select_option(label="Paper 139 · Paper 139 · 2023")
    assert "Paper 139, 2023" in page.get_by_role("region", name="Only B says").inner_text()
