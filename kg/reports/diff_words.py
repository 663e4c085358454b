"""A `Difference` in plain words, a line for each thing that changed, under a heading for each kind."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.reports.diff import Change, Difference, Evidence, Joined

_LONGEST = 240  # characters of a quotation


def lines(d: Difference) -> Iterator[str]:
    """The lines; "+" stands before what came, "-" before what went, "~" before what changed."""
    yield from _part("documents", [
        *(f"+ {path}" for path in d.documents_added), *(f"- {path}" for path in d.documents_removed), *map(_document, d.documents_changed),
        *(f"+ skipped {told}" for told in d.skipped_added), *(f"- no longer skipped {told}" for told in d.skipped_removed)])
    yield from _part("entities", [
        *map(_renamed, d.renamed), *map(_merged, d.merged), *map(_split, d.split), *map(_regarded, d.regarded),
        *(f"+ {name}" for name in d.entities_came), *(f"- {name}" for name in d.entities_went)])
    yield from _part("edges", [*_evidence("+", d.edges_came), *_evidence("-", d.edges_went)])
    yield from _part("evidence of edges that stay", [*_evidence("+", d.evidence_came), *_evidence("-", d.evidence_went)])
    yield from _part("the same words, put otherwise", [f"~ {c.of}: {c.what} is {c.after}, was {c.before}" for c in d.restated])
    if d.withheld:
        yield f"{d.withheld} private allegations differ; --include-private-allegations shows them"


def _part(heading: str, found: list[str]) -> Iterator[str]:
    if found:
        yield f"{heading}:"
        yield from (f"  {line}" for line in found)


def _document(c: Change) -> str:
    if c.what == "text":
        return f"~ {c.of}: its text is another"
    if c.what == "path":
        return f"~ {c.after}: was {c.before}"
    return f"~ {c.of}: {c.what} is {_or_nothing(c.after)}, was {_or_nothing(c.before)}"


def _renamed(c: Change) -> str:
    return f"~ {c.of}: was called {c.before}" if c.what == "label" else f"~ {c.of}: its address is {c.after}, was {c.before}"


def _regarded(c: Change) -> str:
    if c.what != "names":
        return f"~ {c.of}: {c.what} is {_or_nothing(c.after)}, was {_or_nothing(c.before)}"
    told = [f"also called {c.after}" if c.after else "", f"no longer called {c.before}" if c.before else ""]
    return f"~ {c.of}: {'; '.join(t for t in told if t)}"


def _merged(j: Joined) -> str:
    return f"~ {j.after[0]}: is now one, was {' and '.join(j.before)}"


def _split(j: Joined) -> str:
    return f"~ {j.before[0]}: is now {' and '.join(j.after)}"


def _evidence(sign: str, found: Iterable[Evidence]) -> Iterator[str]:
    for e in found:
        words = " ".join(e.words.split())
        yield f"{sign} {e.edge} ({e.modality}), {e.path}: “{words if len(words) <= _LONGEST else words[:_LONGEST] + '…'}”"


def _or_nothing(text: str) -> str:
    return text or "nothing"
