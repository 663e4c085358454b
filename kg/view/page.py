"""Writes the page. pyvis makes the HTML, from a network that it is filled with, through our template; this module makes what it stands on:
the template's surroundings (escaping, scripts, style, security policy) and the writing of the file.

Why not pyvis' own template and writer: it loads style from a server, escapes nothing, and writes in the locale's encoding.
"""
from __future__ import annotations

import base64
import gzip
import hashlib
import json
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, FunctionLoader
from markupsafe import Markup

from kg.errors import KgError
from kg.files import write_text
from kg.records import Output
from kg.view.data import PageData, page_data
from kg.view.layout import Remember, afresh
from kg.view.selection import Selection, select
from kg.view.text import name, writable
from kg.view.vocabulary import Vocabulary

SCRIPTS = (
    "dom.js", "data.js", "wording.js", "state.js", "arranged.js", "facets.js", "order.js", "dates.js", "lists.js",
    "filters.js", "legend.js",
    "taken.js", "words.js", "paint.js", "lines.js", "signs.js", "picture.js", "moving.js", "pointer.js", "menu.js", "keys.js",
    "drawing.js", "save.js", "print.js",
    "views.js", "card.js", "path.js", "dossier.js", "panel.js", "index.js", "search.js",
    "table.js", "entities.js", "chronicle.js", "compare.js", "differ.js", "takeaway.js",
    "page.js",
)
STYLES = ("palette.css", "page.css", "reading.css")
_LARGE = 3_000_000  # characters of data above which they are compressed in the file
_ROW = 350  # characters of a statement in them, and of what it brings with it besides its paragraph; to count them takes longer than to compress them
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "nodes": {"shape": "custom", "chosen": False},
    "edges": {"chosen": False, "arrowStrikethrough": False, "selectionWidth": 0, "hoverWidth": 0},
    "interaction": {"hover": True, "selectConnectedEdges": False, "keyboard": False, "tooltipDelay": 100, "zoomSpeed": 0.7},
}


def write_page(output: Output, path: Path, *, vocabulary: Vocabulary, title: str, selection: Selection | None = None,
               remember: Remember = afresh) -> None:
    """Write the page about what `selection` asks for of `output`: one file, which needs no other and no network. Raises UsageError where
    the selection names what is not there, or `path` cannot be written."""
    statements = select(output, selection or Selection())
    write_text(path, render(page_data(statements, output, vocabulary, remember), title))


def render(data: PageData, title: str) -> str:
    """The page as HTML: the same bytes for the same data."""
    from pyvis.network import Network  # loads IPython, half a second: only when a page is made

    drawn = Network(directed=True, cdn_resources="in_line", heading=name(title))
    drawn.options = _OPTIONS
    drawn.nodes.extend({**node, "shape": "custom"} for node in data.nodes)  # add_node and add_edge look through all nodes for each of theirs
    drawn.edges.extend({**edge, "arrows": "to"} for edge in data.edges)
    drawn.templateEnv = _environment(data.corpus)
    return str(drawn.generate_html())


def _environment(corpus: dict[str, Any]) -> Environment:
    """Jinja with escaping on, our template, and the pieces that the template puts together."""
    loader: BaseLoader = FunctionLoader(lambda _: _file("template.html"))
    environment = Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    scripts = [_script(_vis_network()), *(_script(_file(part)) for part in SCRIPTS)]
    style = "".join(map(_file, STYLES))

    def island(nodes: list[dict[str, Any]], edges: list[dict[str, Any]], options: str) -> Markup:
        return _island({"nodes": nodes, "edges": edges, "options": json.loads(options), **corpus})

    environment.globals.update(
        island=island, scripts=[Markup(s) for s in scripts], style=Markup(style), counts=corpus["counts"],
        policy=f"default-src 'none'; script-src {' '.join(map(_hash, scripts))}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'",
    )
    return environment


def _island(data: dict[str, Any]) -> Markup:
    """The element that carries the data; of large data two, of which the second holds the paragraphs, so that the picture need not wait for them."""
    if sum(map(len, data["passages"])) + _ROW * len(data["statements"]) <= _LARGE:
        return Markup(f'<script type="application/json" id="data">{_json(data)}</script>')
    tables = {key: _columns(data[key]) for key in ("nodes", "edges", "statements")}
    parts = {"data": {**data, **tables, "passages": []}, "passages": data["passages"]}
    return Markup("\n").join(Markup(f'<script type="application/octet-stream" id="{part}">{_packed(held)}</script>') for part, held in parts.items())


def _json(data: object) -> str:
    """JSON in which no text can end the element that carries it."""
    text = writable(json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _packed(data: object) -> str:
    return base64.b64encode(gzip.compress(_json(data).encode(), compresslevel=6, mtime=0)).decode()


def _columns(rows: list[dict[str, Any]]) -> dict[str, list[Any]]:
    """A table by column: each key once instead of once a row."""
    return {key: [row.get(key) for row in rows] for key in sorted(set().union(*rows))}


def _script(text: str) -> str:
    if "</script" in text.lower() or "<!--" in text:
        raise KgError("a script of the page holds a tag that would end it; install pyvis again (pip install --force-reinstall pyvis)")
    return text


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _file(part: str) -> str:
    return (resources.files("kg.view") / "page" / part).read_text(encoding="utf-8").replace("\r\n", "\n")


def _vis_network() -> str:
    """vis-network as the installed pyvis carries it, the newest where it carries several."""
    import pyvis

    found = sorted(Path(pyvis.__file__).parent.glob("templates/lib/vis-*/vis-network.min.js"))
    if not found:
        raise KgError("the installed pyvis carries no vis-network; install pyvis 0.3.2 or later")
    return found[-1].read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")
