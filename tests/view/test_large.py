"""A page with more names than are drawn: the best evidenced stand open, and all others are one search or one step away."""
from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.bench.invented import invented
from tests.view.conftest import page_of, wait_until

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Open = Callable[..., Page]

SIZE = 900


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.view.page._LARGE", 100_000)
        return page_of(invented(SIZE), tmp_path_factory.mktemp("large") / "page.html")


def unseen_name(page: Page) -> dict[str, str]:
    """A person whom the page holds and does not draw, with words that nobody else's statement has."""
    found: dict[str, str] = page.evaluate("""() => {
      const node = nodes.find((n) => n.cls === 'Person' && n.linked && !displayed.has(n.id));
      return { label: node.label, alias: node.aliases.find((a) => a.startsWith('Cllr')), quotation: quotation(node.said[0])[1] };
    }""")
    return found


def test_large_data_are_packed_by_table_and_the_same_bytes_each_time(large: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    html = large.read_text(encoding="utf-8")
    assert re.findall(r'<script type="([^"]+)" id="(\w+)">', html) == [("application/octet-stream", "data"), ("application/octet-stream", "passages")]
    monkeypatch.setattr("kg.view.page._LARGE", 100_000)
    assert page_of(invented(SIZE), tmp_path / "again.html").read_bytes() == large.read_bytes()


def test_the_page_says_how_many_it_shows_and_how_to_see_others(opened: Open, large: Path) -> None:
    page = opened(path=large)
    said = page.inner_text("#notice")
    assert re.fullmatch(r"Showing 400 of \d{3} names, the best evidenced: search or expand to see others\.", said)
    assert page.evaluate("displayed.size") == 400


def test_any_name_is_one_search_away_by_name_by_other_name_and_by_the_words_said(opened: Open, large: Path) -> None:
    page = opened(path=large)
    name = unseen_name(page)
    for typed in (name["label"], name["alias"].upper()):
        page.fill("#search", typed)
        assert name["label"] in page.locator("#suggestions li[role=option]").first.inner_text()
    page.fill("#search", name["quotation"][:60])
    assert name["label"] in page.inner_text("#suggestions")
    page.fill("#search", name["label"])
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == name["label"]
    assert page.evaluate(f"displayed.has(nodes.find((n) => n.label === {name['label']!r}).id)")
    assert name["quotation"] in page.inner_text("#panel")


def test_words_that_stand_apart_in_a_quotation_are_found_after_those_that_stand_together(opened: Open, large: Path) -> None:
    page = opened(path=large)
    ranks = page.evaluate("""() => {
      const found = foundStatements('harbour estate', ['harbour', 'estate']).length;
      const apart = foundStatements('estate criticised', ['estate', 'criticised']);
      const texts = apart.map(({ statement }) => quotation(statement)[1]);
      return [found, apart.length, texts.every((text) => text.includes('criticised') && text.includes('estate'))];
    }""")
    assert ranks == [7, 7, True]


def test_the_index_is_made_in_slices_and_finds_what_a_plain_search_would(opened: Open, large: Path) -> None:
    page = opened(path=large)
    wait_until(page, "quoteIndex.text !== undefined && nameIndex.text !== undefined")
    missed = page.evaluate("""() => ['rud', 'council', 'the p', 'ton bo', 'cllr a'].filter((phrase) => {
      const words = phrase.split(' ');
      const plain = nodes.some((n) => [n.label, ...n.aliases].some((a) => folded(a).includes(phrase)));
      return plain !== (foundNames(phrase, words).length > 0);
    })""")
    assert missed == []


def test_who_searches_before_the_index_is_there_is_answered_when_it_is(opened: Open, large: Path) -> None:
    page = opened(path=large)
    name = page.evaluate("nodes[nodes.length - 1].label")
    page.evaluate("""() => {
      allRead = false;
      for (const index of [nameIndex, quoteIndex]) { delete index.text; Object.assign(index, { lines: [], of: [], at: 0 }); }
      performance.now = () => Infinity; // no time for anything
    }""")
    page.fill("#search", name)
    assert page.inner_text("#suggestions") == "Still reading the quotations"
    page.evaluate("() => { delete performance.now; indexInSlices(); }")
    page.locator("#suggestions li[role=option]", has_text=name).first.wait_for()
