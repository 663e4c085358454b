"""Documents that try to be more than text, from the file on the disk to the page: built as anybody would, then opened in Chromium."""
from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.building.build import Options, build
from kg.building.pages import write_network
from kg.publish import PAGE
from kg.records import read_output
from tests.view.test_hostile import ADDRESSES, HOSTILE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Open = Callable[..., Page]

NAMES = ("<script>window.ran=1</script>", "Ann \u202eVole", "O'Hara\" onload=window.ran=1", "href", "Mira \ud800 Stock", "B" * 100_000)
ONTOLOGY = """
@prefix kg: <https://example.org/kg/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
kg:harangued a kg:Relation ; rdfs:label "<img src=x onerror=window.ran=1>harangued" ; rdfs:domain kg:Agent ; rdfs:range kg:Agent ;
  kg:family kg:judgement ; kg:clause "{subject} harangue {object}" ;
  kg:example "The Mirefold Health Trust harangued Denby Council.", "Denby Council was harangued by Cllr Ann Vole." ;
  kg:counterExample "The Mirefold Health Trust praised Denby Council." .
"""


def written(folder: Path) -> None:
    """A document for each hostile text: it is its title, publisher, author and address, and stands in sentences that are found."""
    for n, text in enumerate(HOSTILE):
        body = (f"The Mirefold Health Trust criticised Denby Council over {text[:300]} and the lack of care.\n\n"
                f"“{text[:300]} is not good enough,” said Ann Vole, the leader of Denby Council.\n\n"
                f"Denby Council, {text[:200]}, harangued the Mirefold Health Trust. {NAMES[n % len(NAMES)]} praised Denby Council.\n")
        head = {"title": text, "publisher": text, "author": NAMES[n % len(NAMES)], "date": "2021-05-03", "url": ADDRESSES[n % len(ADDRESSES)] or ""}
        lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in head.items())
        (folder / f"{n}.md").write_bytes(f"---\n{lines}---\n\n{body}".encode("utf-8", "surrogatepass"))
        page = (f"<html><head><title>{text}</title><meta name=author content='{text}'></head>"
                f"<body><p>{body}</p><script>window.ran=1</script></body></html>")
        (folder / f"{n}.html").write_bytes(page.encode("utf-8", "surrogatepass"))
    (folder / "<img src=x onerror=window.ran=1>.txt").write_text("The Mirefold Health Trust praised Denby Council.", encoding="utf-8")


@pytest.fixture(scope="module")
def page_of_documents(pipeline: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile-documents")
    for part in ("texts", "ontology"):
        (folder / part).mkdir()
    written(folder / "texts")
    (folder / "ontology" / "own.ttl").write_text(ONTOLOGY, encoding="utf-8")
    options = Options(out=folder / "out", ontology=folder / "ontology")
    build([str(folder / "texts")], options)
    output = read_output(folder / "out")
    assert len(output.statements) > 2 * len(HOSTILE)
    return write_network(output, folder / "out" / PAGE, ontology=folder / "ontology", title=HOSTILE[0]).path


def test_the_page_of_such_documents_holds_none_of_their_markup_and_no_path_of_this_machine(page_of_documents: Path) -> None:
    html = page_of_documents.read_bytes().decode("utf-8")
    assert "<img" not in html
    assert "<script>window.ran" not in html
    assert str(page_of_documents.parent.parent) not in html
    assert len(html) < 4_000_000


def test_nothing_in_such_documents_runs_or_loads(opened: Open, page_of_documents: Path) -> None:
    page = opened(path=page_of_documents)
    page.evaluate("for (const node of nodes) select({ node: node.id })")
    page.evaluate("for (const b of [...bundles.values()]) select({ from: b.from, to: b.to })")
    page.evaluate("document.querySelectorAll('#panel details').forEach(d => { d.open = true; })")
    page.fill("#search", "<script>")
    page.wait_for_timeout(100)
    for view in ("table", "timeline", "compare", "network"):
        page.evaluate(f"setView('{view}')")
    assert "<img src=x onerror=window.ran=1>harangued" in page.locator("#groups").inner_text().replace("Img", "img").replace("<IMG", "<img")
    assert page.evaluate("window.ran") is None
    assert page.evaluate("document.querySelectorAll('img, iframe, object, embed, svg[onload], main script').length") == 0
    links = set(page.evaluate("[...document.querySelectorAll('a[href]')].map(a => a.href)"))
    assert all(link.startswith(("https://spaced.example/", "http://ok.example/")) or "#" in link for link in links)
