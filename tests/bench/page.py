"""The page at 300, 3,000 and 30,000 names, beside pyvis' own page of the same network: `python -m tests.bench.page [SIZE...]`.

In one run, in headless Chromium: size of the file, seconds to the first picture, milliseconds to answer a key typed in the search box, milliseconds
for a frame while the picture is dragged, and the memory that the page's objects take. pyvis' page is its default (physics, smooth lines), with its
files in line and without the style that it loads from a server; it is given so many seconds to draw. The last column is ours to pyvis'.
"""
from __future__ import annotations

import argparse
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright

from kg.records import Output
from kg.view import write_page
from tests.bench.invented import invented
from tests.view.conftest import CHROMIUM, FLAGS
from tests.view.fixture import VOCABULARY

SIZES = (300, 3_000, 30_000)
_MEMORY = ["--js-flags=--expose-gc", "--enable-precise-memory-info"]
_OURS = "() => document.documentElement.classList.contains('pictured')"
# pyvis shows a bar until its physics has settled, and takes it away half a second later; a picture that has not settled cannot be read.
_THEIRS = "() => typeof network !== 'undefined' && window.settled === true"
_SETTLED = """document.addEventListener('DOMContentLoaded', () => {
  if (typeof network !== 'undefined') network.once('stabilizationIterationsDone', () => { window.settled = true; });
});"""
_FRAMES = """async () => {
  const times = [];
  const draw = network.renderer._redraw.bind(network.renderer);
  for (let i = 0; i < 12; i += 1) {
    const view = network.getViewPosition();
    network.moveTo({ position: { x: view.x + 8, y: view.y + 5 }, animation: false });
    const start = performance.now();
    draw(false);
    times.push(performance.now() - start);
    await new Promise((done) => setTimeout(done, 0));
  }
  return times.sort((a, b) => a - b)[6];
}"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one page; None where it could not be."""

    write: float
    megabytes: float
    first: float | None = None
    search: float | None = None
    frame: float | None = None
    memory: float | None = None


def ours(output: Output, browser: Browser, folder: Path, limit: float) -> Measured:
    """Our page of a build, measured."""
    path, start = folder / "ours.html", time.perf_counter()
    write_page(output, path, vocabulary=VOCABULARY, title="Invented")
    written = time.perf_counter() - start
    page, first = opened(browser, path, _OURS, limit)
    if first is None:
        page.context.close()
        return Measured(written, megabytes(path))
    measured = Measured(written, megabytes(path), first, search(page), page.evaluate(_FRAMES), memory(page))
    page.context.close()
    return measured


def theirs(output: Output, browser: Browser, folder: Path, limit: float) -> Measured:
    """pyvis' own page of the same names and lines, measured."""
    from pyvis.network import Network

    path, start = folder / "theirs.html", time.perf_counter()
    net = Network(directed=True, cdn_resources="in_line")
    net.nodes.extend({"id": row["iri"], "label": row["label"], "title": row["class"], "shape": "dot", "color": "#97c2fc"} for row in output.entities)
    net.edges.extend({"from": s["subject"]["iri"], "to": s["object"]["iri"], "arrows": "to", "title": s["type"]}
                     for s in output.statements if s["object"])
    html = re.sub(r'<(link|script)[^>]*(href|src)="https?://[^>]*>(\\s*</script>)?', "", net.generate_html(notebook=False))
    path.write_text(html, encoding="utf-8")
    written = time.perf_counter() - start
    page, first = opened(browser, path, _THEIRS, limit, _SETTLED)
    frame = None if first is None else page.evaluate(_FRAMES)
    measured = Measured(written, megabytes(path), first, None, frame, None if first is None else memory(page))
    page.context.close()
    return measured


def opened(browser: Browser, path: Path, ready: str, limit: float, script: str = "") -> tuple[Page, float | None]:
    """The page, and the seconds until it was ready, or None where it was not within the limit."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True).new_page()
    if script:
        page.add_init_script(script)
    start = time.perf_counter()
    try:
        page.goto(path.as_uri(), timeout=limit * 1000, wait_until="commit")
        page.wait_for_function(ready, timeout=limit * 1000, polling=50)
    except TimeoutError:
        return page, None
    return page, time.perf_counter() - start


def search(page: Page) -> float:
    """The longest time, of the keys of a name and of words of a quotation, from the key to the suggestions."""
    return float(page.evaluate("""async () => {
      const field = document.getElementById('search');
      let longest = 0;
      for (const query of ['rud', 'rudham gazette', 'missing school transport']) {
        for (let length = 1; length <= query.length; length += 1) {
          field.value = query.slice(0, length);
          const start = performance.now();
          field.dispatchEvent(new Event('input'));
          longest = Math.max(longest, performance.now() - start);
          await new Promise((done) => setTimeout(done, 30));
        }
      }
      return longest;
    }"""))


def memory(page: Page) -> float:
    """Megabytes of the page's objects, after what is unused was let go."""
    return float(page.evaluate("() => { gc(); return performance.memory.usedJSHeapSize / 1e6; }"))


def megabytes(path: Path) -> float:
    return path.stat().st_size / 1e6


def table(rows: Sequence[tuple[int, Measured, Measured]], limit: float) -> str:
    """The measures as a Markdown table."""
    lines = ["| names | measure | ours | pyvis' default | ours to pyvis' |", "|---|---|---|---|---|"]
    measures = (("file, MB", "megabytes", 1), ("first picture, s", "first", 1), ("search, ms", "search", 0), ("pan frame, ms", "frame", 0),
                ("memory, MB", "memory", 0), ("written in, s", "write", 1))
    for size, mine, other in rows:
        for label, key, digits in measures:
            a, b = getattr(mine, key), getattr(other, key)
            ratio = f"{a / b:.2f}" if a is not None and b else f"< {a / limit:.2f}" if key == "first" and a is not None else "–"
            none = f"> {limit:.0f}" if key == "first" else "–"
            shown = [none if figure is None else f"{figure:.{digits}f}" for figure in (a, b)]
            lines.append(f"| {size:,} | {label} | {shown[0]} | {shown[1]} | {ratio} |")
    return "\n".join(lines)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    ap.add_argument("--limit", type=float, default=60, help="seconds that a page is given to draw")
    a = ap.parse_args()
    rows = []
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        for size in a.sizes:
            output = invented(size)
            pages = []
            for measure in (ours, theirs):  # a browser of its own for each, so that neither waits for what the other left running
                browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=[*FLAGS, *_MEMORY])
                pages.append(measure(output, browser, Path(folder), a.limit))
                browser.close()
            rows.append((size, pages[0], pages[1]))
            print(f"{size:,} names measured", file=sys.stderr)
    print(table(rows, a.limit))


if __name__ == "__main__":
    main()
