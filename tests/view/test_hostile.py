"""Text of documents that tries to be more than text: it is shown, or left out, and does nothing. Proved in Chromium."""
from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from kg.records import EntityRecord, Output
from kg.view.page import SCRIPTS
from kg.view.text import legible, name, relative, web_link
from tests.view.conftest import page_of
from tests.view.fixture import document, entity, output, source, statement

if TYPE_CHECKING:
    from playwright.sync_api import Page

    Open = Callable[..., Page]

HOSTILE = (
    "<script>window.ran = 1</script>", '"><img src=x onerror="window.ran = 1">', "</script><script>window.ran = 1</script>", "<!--<script>",
    "javascript:window.ran=1", "<a href='javascript:window.ran=1'>href</a>", "' onmouseover='window.ran=1", "{{ 7 * 7 }}{% raw %}",
    "\u202egnirts desrever\u2066 \u202d", "lone \ud800 surrogate \udfff", "nul \x00 bell \x07", "</textarea></style><svg onload=window.ran=1>",
    "&lt;b&gt; &amp; ]]>", "__proto__", '=HYPERLINK("http://evil.example")', "\u2028\u2029", "A" * 100_000, "https://evil.example/x.png",
    "<link rel=stylesheet href=https://evil.example/x.css>", "a~b,c.d&e=f#g%",
)
ADDRESSES = (
    "javascript:window.ran=1", "data:text/html,<script>window.ran=1</script>", "https://user@evil.example/", "http://ok.example/a?b=c&d=%22",
    'https://x.example/"><img>', "file:///etc/passwd", " https://spaced.example/ ", "https://[", "vbscript:x", None,
)
PATHS = ("a/b.txt", "/home/x/b.txt", r"C:\Users\x\b.txt", r"\\host\share\b.txt", "~/b.txt", "../../x/b.txt", "file:///x/b.txt")


def hostile() -> Output:
    """Every hostile string as name, alias, title, publisher, rule, qualifier, path and quotation."""
    statements, documents, texts = [], [], {}
    people: list[EntityRecord] = [{**entity(f"E{n}", "Person", (text, f"alias {text}")), "label": text, "iri": f"https://example.org/kg/entity/{text[:50]}"}
                                  for n, text in enumerate(HOSTILE)]
    for n, text in enumerate(HOSTILE):
        body = f"Before {n}. {text} said <b>so</b>\nAfter."
        here = {**source(f"/home/someone/secret/{n}.txt", text, text if n % 2 else "2021-13-99", body), "iri": f"https://example.org/kg/document/d{n}"}
        one = statement(here, body, "criticised", people[n], people[(n + 1) % len(people)], f"{text} said <b>so</b>",  # type: ignore[arg-type]
                        by=people[(n + 2) % len(people)], qualifiers={"about": text, text[:30]: text, "date": text[:20], "role": text})
        two = {**one, "id": f"speech{n}", "type": text[:40], "object": None, "modality": "alleged", "rule": text}
        statements += [one, two]
        documents.append({**document(here, body, 2, publisher=text, author=text, url=ADDRESSES[n % len(ADDRESSES)]), "id": f"d{n}"})  # type: ignore[arg-type]
        texts[f"d{n}"] = body
    return output(statements, documents, texts)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page_of(hostile(), tmp_path_factory.mktemp("hostile") / "page.html", title=HOSTILE[2])


def test_the_file_holds_no_markup_of_a_document(hostile_page: Path) -> None:
    html = hostile_page.read_bytes().decode("utf-8")  # strict: no lone surrogate was written
    assert "<script>window.ran" not in html
    assert "<img" not in html
    assert "/home/someone" not in html
    assert html.count("</script>") == 2 + len(SCRIPTS)  # the data, vis-network, and ours
    assert len(html) < 2_000_000


def test_nothing_runs_and_nothing_leaves(opened: Open, hostile_page: Path) -> None:
    page = opened(path=hostile_page)
    assert page.evaluate("nodes.length") == len(HOSTILE)
    for n in range(len(HOSTILE)):
        page.evaluate(f"select({{ node: {n} }})")
        page.evaluate("document.querySelectorAll('#panel details').forEach(d => { d.open = true; })")
        page.evaluate("for (const b of bundles.values()) { if (b.from === state.focus.node) select({ from: b.from, to: b.to }); }")
        page.evaluate("hint([...bundles.values()][0], { center: { x: 300, y: 300 } })")
    for text in ("<script>", "onerror", "{{", "lone"):
        page.fill("#search", text)
        assert page.locator("#suggestions li").count() >= 1
    page.keyboard.press("Escape")
    for view in ("setView('table')", "setTab('entities')", "setView('timeline')", "setView('compare')"):
        page.evaluate(f"{view}; lists.forEach((list) => {{ list.whole = true; drawList(list); }})")
        assert page.locator("main .open").count() >= len(HOSTILE) // 2
    page.evaluate("[csv, jsonLines, gexf].map((write) => write(sorted()))")
    page.wait_for_timeout(200)
    assert page.evaluate("window.ran") is None
    assert page.evaluate("document.querySelectorAll('img, iframe, object, embed, b, svg[onload], main script').length") == 0
    links = page.evaluate("select(null), setView('network'), [...document.querySelectorAll('a[href]')].map(a => a.href)")
    assert links
    assert set(links) <= {"http://ok.example/a?b=c&d=%22", "https://spaced.example/"}
    assert page.title() == HOSTILE[2]
    assert page.locator("h1").inner_text() == HOSTILE[2]


def test_each_address_of_a_hostile_name_is_restored(opened: Open, hostile_page: Path) -> None:
    page = opened(path=hostile_page)
    for n in range(len(HOSTILE)):
        page.evaluate(f"select({{ node: {n} }})")
        page.evaluate("read()")
        assert page.evaluate("state.focus && state.focus.node") == n


def test_a_cell_of_the_csv_is_never_a_formula(opened: Open, hostile_page: Path) -> None:
    page = opened(path=hostile_page)
    text = page.evaluate("csv(sorted())")
    assert "'=HYPERLINK" in text
    cells = [value for row in csv.reader(io.StringIO(text)) for value in row]
    assert not [value for value in cells if value.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert page.evaluate("cell('=1+1')") == "'=1+1"
    assert page.evaluate("cell('a \"b\", c')") == '"a ""b"", c"'


def test_what_is_taken_away_as_markup_holds_text_as_text(opened: Open, hostile_page: Path) -> None:
    page = opened(path=hostile_page)
    for written in ("gexf(sorted())", "svgText()"):
        text = page.evaluate(written)
        elements = list(ElementTree.fromstring(text.encode()).iter())
        assert len(elements) > 50
        assert not {e.tag.rsplit("}", 1)[-1].lower() for e in elements} & {"script", "img", "image", "iframe", "foreignobject", "link", "a"}
        assert not [key for e in elements for key in e.attrib if key.rsplit("}", 1)[-1].lower().startswith(("on", "href"))]
        assert "<script>" in "".join(" ".join([e.text or "", *e.attrib.values()]) for e in elements)


def test_a_page_cannot_be_made_to_run_or_load_by_markup_that_slips_in(opened: Open, hostile_page: Path) -> None:
    page = opened(path=hostile_page)
    page.evaluate("""() => {
      window.refused = []; document.addEventListener('securitypolicyviolation', (e) => window.refused.push(e.violatedDirective));
      const box = document.createElement('div'); box.innerHTML = '<img src=https://evil.example/x onerror="window.ran=1">'; document.body.append(box);
      const s = document.createElement('script'); s.textContent = 'window.ran=2'; document.body.append(s);
      fetch('https://evil.example/').catch(() => {}); }""")
    page.wait_for_timeout(300)
    assert page.evaluate("window.ran") is None
    assert {"img-src", "connect-src"} <= set(page.evaluate("window.refused"))
    page.context.close()
    opened.watched.clear()  # type: ignore[attr-defined]  # these refusals were asked for


@pytest.mark.parametrize("address", [a for a in ADDRESSES if a not in ("http://ok.example/a?b=c&d=%22", " https://spaced.example/ ")])
def test_no_link_but_to_the_web(address: str | None) -> None:
    assert web_link(address) is None


def test_names_and_paths_are_made_fit_to_show() -> None:
    assert name("\u202eevil\u2066 \x00name\n here ") == "evil name here"
    assert name("A" * 1000) == "A" * 159 + "…"
    assert name("\u202e") == "(no name)"
    assert legible("\ud800a\x07") == "\ufffda "
    assert [relative(path) for path in PATHS] == ["a/b.txt"] + ["b.txt"] * 6
