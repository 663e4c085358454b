"""What can be taken away: CSV, JSON and GEXF hold just the selection, whole and safe to open."""
from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from kg.model import document_id
from kg.records import StatementRecord, read_output
from tests.helpers import write_output
from tests.view.conftest import page_of
from tests.view.fixture import corpus, document, entity, output, source, statement

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Open = Callable[..., Page]

SELECTION = "#hide=m.asserted,p.care-weekly"


def taken(page: Page, kind: str) -> tuple[str, Path]:
    """The name and place of a file taken from the menu."""
    page.get_by_text("Take away").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=f"({kind})").click()
    return download.value.suggested_filename, Path(download.value.path())


def selected() -> list[StatementRecord]:
    whole = corpus()
    other = {d["iri"] for d in whole.report["documents"] if d["publisher"] != "Care Weekly"}
    return [s for s in whole.statements if s["modality"] != "asserted" and s["source"]["iri"] in other]


def test_the_menu_says_how_much_and_closes_by_keyboard(opened: Open) -> None:
    from playwright.sync_api import expect

    page = opened(SELECTION)
    summary = page.locator("#take-away summary")
    summary.press("Enter")
    expect(page.locator("#take-away-what")).to_have_text(f"{len(selected())} of 46 statements shown: these are what a file holds.")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.locator("#take-csv").is_visible()
    assert summary.evaluate("(e) => e === document.activeElement")


def test_the_csv_equals_the_selection(opened: Open) -> None:
    name, path = taken(opened(SELECTION), "CSV")
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")))}
    assert name == "statements.csv"
    assert set(rows) == {s["id"] for s in selected()}
    for s in selected():
        row = rows[s["id"]]
        assert (row["subject"], row["relation"], row["modality"], row["rule"]) == (s["subject"]["label"], s["type"], s["modality"], s["rule"])
        assert (row["object"], row["says_who"]) == tuple(e["label"] if e else "" for e in (s["object"], s["attributed_to"]))
        assert (row["quotation"], int(row["start"]), int(row["end"])) == tuple(s["evidence"].values())
        assert (row["source"], row["source_date"], float(row["confidence"])) == (s["source"]["title"], s["source"]["date"], s["confidence"])
        assert row["about"] == s["qualifiers"].get("about", "")


@pytest.mark.parametrize("start", "=+-@")
def test_no_cell_is_a_formula(opened: Open, tmp_path: Path, start: str) -> None:
    text = f'{start}1+1 said, "and", they\nsaid so.'
    here = source("a.txt", f"{start}SUM(A1)", "2020", text)
    one = statement(here, text, "stated", entity(f"{start}cmd|' /C calc'!A0", "Person"), None, text)
    _, path = taken(opened(path=page_of(output([one], [document(here, text, 1)], {document_id(text): text}), tmp_path / "a.html")), "CSV")
    (row,) = csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""))
    assert row["quotation"] == f"'{text}"
    assert row["subject"].startswith(f"'{start}cmd") and row["source"] == f"'{start}SUM(A1)"


def test_the_json_is_read_back_as_statements(opened: Open, tmp_path: Path) -> None:
    name, path = taken(opened(SELECTION), "JSON")
    assert name == "statements.jsonl"
    write_output(tmp_path, corpus())
    (tmp_path / "statements.jsonl").write_bytes(path.read_bytes())
    back = {s["id"]: s for s in read_output(tmp_path).statements}
    assert set(back) == {s["id"] for s in selected()}
    aliases: dict[str, object] = {"aliases": []}
    for s in selected():
        for part in ("subject", "object", "attributed_to"):
            mine, its = back[s["id"]].pop(part), s[part]  # type: ignore[misc,literal-required]
            assert (mine and mine | aliases) == (its and its | aliases)
        assert {k: v for k, v in s.items() if k not in ("subject", "object", "attributed_to")} == back[s["id"]]
    assert list(json.loads(path.read_text(encoding="utf-8").split("\n")[0])) == list(corpus().statements[0])


def test_the_gexf_opens_in_networkx_with_names_and_edges_of_the_selection(opened: Open) -> None:
    name, path = taken(opened(SELECTION), "GEXF")
    graph = nx.read_gexf(path)
    assert name == "network.gexf"
    assert graph.is_directed()
    found = {(a, b, data["relation"], data["modality"], data["quotation"], data["says_who"]) for a, b, data in graph.edges(data=True)}
    assert found == {(s["subject"]["iri"], s["object"]["iri"], s["type"], s["modality"], s["evidence"]["text"],
                      s["attributed_to"]["label"] if s["attributed_to"] else "") for s in selected() if s["object"]}
    holt = next(data for _, data in graph.nodes(data=True) if data["label"] == "Councillor Martin Holt")
    assert holt["class"] == "Person"
    assert holt["statements"].startswith("pledged (planned): He promised to recruit forty social workers")
    assert set(holt["viz"]["position"]) == {"x", "y", "z"}


def test_a_gexf_of_hostile_names_is_still_xml(opened: Open, tmp_path: Path) -> None:
    text = "<b>\x0b&amp;\n\"'</b>"
    here = source("a.txt", None, None, text)
    names = [entity('</node>"<&>\x00\ufffe', "Person"), entity("&#0;", "Person")]
    found = [statement(here, text, kind, names[0], names[1], text) for kind in ("praised", "criticised")]
    _, path = taken(opened(path=page_of(output(found, [document(here, text, 1)], {document_id(text): text}), tmp_path / "a.html")), "GEXF")
    graph = nx.read_gexf(path)
    assert graph.number_of_edges() == 2 and graph.is_multigraph()
    assert {data["label"] for _, data in graph.nodes(data=True)} >= {"&#0;"}
