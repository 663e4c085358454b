"""The YAML block at the head of a Markdown file: title, author, publisher, date and address, each with its place in the text."""
from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

import yaml

from kg.model import Attribute, Block, BlockKind, Span
from kg.read.dates import iso_date
from kg.read.plain import lines
from kg.read.raw import Raw, url_of

_FENCED: Final = re.compile(r"---[ \t]*\r?\n(.*?)(?:^|(?<=\n))(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL)
_LONGEST: Final = 20_000
_BRACKETS: Final = 200  # a field of a document has few; thousands, one in another, are an attack on the YAML reader
_AUTHOR: Final = ("author", "authors", "byline", "by")
_PUBLISHER: Final = ("publisher", "site", "sitename", "site_name", "publication")
_DATE: Final = ("date", "published", "pubdate")
_ADDRESS: Final = ("url", "source", "link", "canonical")


def take(text: str) -> tuple[Raw, int]:
    """What the front matter of `text` says, its lines as BYLINE blocks, and where the rest starts (0: there is none)."""
    found = _FENCED.match(text[:_LONGEST])
    values = _values(found[1], found.start(1)) if found else None
    if found is None or values is None:
        return Raw(text=text, blocks=()), 0
    blocks = [Block(line.start, line.end, BlockKind.BYLINE) for line in lines(text, found.start(1), found.end(1)) if line.words]
    raw = Raw(text=text, blocks=tuple(blocks), title=values.get("title"), author=_first(values, _AUTHOR), publisher=_first(values, _PUBLISHER))
    date = _first(values, _DATE)
    iso = iso_date(date.value) if date else None
    address = next((url for name in _ADDRESS if name in values and (url := url_of(values[name].value))), None)
    return replace(raw, date=replace(date, value=iso) if date and iso else None, url=address), found.end()


def _first(values: dict[str, Attribute], names: tuple[str, ...]) -> Attribute | None:
    return next((values[name] for name in names if name in values), None)


def _values(matter: str, offset: int) -> dict[str, Attribute] | None:
    """The values of the block, or None where it is no mapping, so that a text may begin with a ruled line."""
    if matter.count("[") + matter.count("{") > _BRACKETS:
        return _values_by_line(matter, offset)
    try:
        node = yaml.compose(matter, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return _values_by_line(matter, offset)
    if not isinstance(node, yaml.MappingNode):
        return None
    values: dict[str, Attribute] = {}
    for name, value in node.value:
        attribute = _attribute(value, matter, offset)
        if isinstance(name, yaml.ScalarNode) and attribute:
            values.setdefault(name.value.strip().casefold(), attribute)
    return values


def _attribute(node: yaml.Node, matter: str, offset: int) -> Attribute | None:
    if isinstance(node, yaml.SequenceNode):
        found = [part for part in (_attribute(child, matter, offset) for child in node.value) if part]
        return found[0] if len(found) == 1 else Attribute(", ".join(part.value for part in found)) if found else None
    if not isinstance(node, yaml.ScalarNode) or node.tag == "tag:yaml.org,2002:null" or not node.value.strip():
        return None
    value = " ".join(node.value.split())
    start = matter.find(value, node.start_mark.index, node.end_mark.index)  # a folded or escaped value stands nowhere as it is
    return Attribute(value, Span(offset + start, offset + start + len(value)) if start >= 0 else None)


def _values_by_line(matter: str, offset: int) -> dict[str, Attribute] | None:
    """People write `title: Denby: a report`, which is not YAML; read each line for itself."""
    values: dict[str, Attribute] = {}
    for found in re.finditer(r"^([A-Za-z_][\w -]{0,30}?)[ \t]*:[ \t]+(\S[^\r\n]*?)[ \t]*$", matter.replace("\r", " "), re.MULTILINE):
        value, start = found[2], offset + found.start(2)
        if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
            value, start = value[1:-1], start + 1
        values.setdefault(found[1].casefold(), Attribute(value, Span(start, start + len(value))))
    return values or None
