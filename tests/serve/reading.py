"""Pages as tests read them: their text, their links, their parts by CSS selectors."""
from __future__ import annotations

import re

from lxml import html

from kg.serve.site import Site
from tests.serve.conftest import fetch

HTML = {"accept": "text/html"}


class Page:
    """A page that was fetched: `status`, its text in one line, its links."""

    def __init__(self, site: Site, path: str, status: int = 200) -> None:
        response = fetch(site, path, headers=HTML)
        assert response.status_code == status, response.text
        self.source, self.headers = response.text, response.headers
        self.tree = html.fromstring(response.text)

    def all(self, selector: str) -> list[html.HtmlElement]:
        """The elements that a selector finds: tags, classes, ids and attributes, within, under (>) and beside (+) each other; several by commas."""
        return self.tree.xpath(" | ".join(_xpath(one.split()) for one in selector.split(",")))

    def texts(self, selector: str) -> list[str]:
        """The text of each element that a selector finds, in one line."""
        return [" ".join(found.text_content().split()) for found in self.all(selector)]

    def text(self, selector: str = "main") -> str:
        """The text of the one element that a selector finds."""
        (found,) = self.texts(selector)
        return found

    def links(self, selector: str = "main a") -> dict[str, str]:
        """Where links lead, by their text."""
        return {" ".join(a.text_content().split()): a.get("href") for a in self.all(selector)}


def _xpath(steps: list[str]) -> str:
    path, axis = "", "//"
    for step in steps:
        if step in "+>":
            axis = "/following-sibling::*[1]/self::" if step == "+" else "/"
            continue
        tag = re.match(r"[a-z][a-z0-9]*", step)
        path += axis + (tag[0] if tag else "*") + "".join(map(_condition, re.findall(r"[.#][\w-]+|\[[^\]]+\]", step)))
        axis = "//"
    return path


def _condition(part: str) -> str:
    if part[0] == "[":
        name, _, value = part[1:-1].partition("=")
        return f"[@{name}={value!r}]"
    return f"[@id={part[1:]!r}]" if part[0] == "#" else f"[contains(concat(' ', @class, ' '), ' {part[1:]} ')]"
