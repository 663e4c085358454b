"""Which statements a page is about: chosen before it is written, so that a page can be small enough to mail."""
from __future__ import annotations

import difflib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import UsageError
from kg.records import EntityRecord, Output, StatementRecord

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """`around` is a name (or IRI) of an entity, with `depth` steps about it; `top` the number of best evidenced entities; `types` are relations;
    `sources` are words of a source's title, publisher or path; `date_from` and `date_to` are ISO dates, as precise as you like, both included."""

    around: str | None = None
    depth: int = 1
    top: int | None = None
    types: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    date_from: str | None = None
    date_to: str | None = None


def select(output: Output, selection: Selection) -> list[StatementRecord]:
    """The statements of `output` that all parts of `selection` ask for, in their order. Raises UsageError where it names what is not there, or where
    nothing is left."""
    start, end = (_checked(d) for d in (selection.date_from, selection.date_to))
    centres = _named(output.statements, selection.around) if selection.around else set()
    statements = _of_types(output.statements, selection.types)
    statements = _of_sources(output, statements, selection.sources)
    if start or end:
        statements = [s for s in statements if _within(s, start, end)]
    if centres:
        statements = _around(statements, centres, selection.depth)
    if selection.top is not None:
        statements = _top(statements, selection.top)
    if output.statements and not statements:
        raise UsageError(f"nothing is left: no statement is {_asked(selection)}; ask for less at once")
    return statements


def _asked(selection: Selection) -> str:
    """What a selection asks for, in words."""
    wanted = ((" or ".join(selection.types), "of type {}"), (" or ".join(selection.sources), "from a source with {}"),
              (selection.date_from, "after {}"), (selection.date_to, "before {}"), (selection.around, f"within {selection.depth} steps of {{}}"),
              (selection.top and str(selection.top), "between the {} best evidenced entities"))
    return " and ".join(words.format(value) for value, words in wanted if value)


def evidence_counts(statements: Iterable[StatementRecord]) -> Counter[str]:
    """How many statements each entity has a part in, as subject, object or speaker."""
    return Counter(iri for s in statements for iri in {e["iri"] for e in entities(s)})


def entities(statement: StatementRecord) -> list[EntityRecord]:
    """The entities of a statement: subject, object, speaker."""
    return [e for e in (statement["subject"], statement["object"], statement["attributed_to"]) if e]


def best(counts: Mapping[str, int], number: int) -> set[str]:
    """The `number` best evidenced entities; of equals, the first by IRI."""
    return set(sorted(counts, key=lambda iri: (-counts[iri], iri))[: max(0, number)])


def _of_types(statements: list[StatementRecord], types: tuple[str, ...]) -> list[StatementRecord]:
    found = {s["type"] for s in statements}
    for type_ in types:
        if type_ not in found:
            raise UsageError(f"no statement of type '{type_}'{_hint(type_, found)}")
    return [s for s in statements if not types or s["type"] in types]


def _of_sources(output: Output, statements: list[StatementRecord], words: tuple[str, ...]) -> list[StatementRecord]:
    if not words:
        return statements
    described = {d["iri"]: " ".join(filter(None, (d["title"], d["publisher"], d["path"], d["id"]))).casefold() for d in output.report["documents"]}
    for word in words:
        if not any(word.casefold() in text for text in described.values()):
            raise UsageError(f"no source has '{word}' in its title, publisher or path")
    return [s for s in statements if any(word.casefold() in described.get(s["source"]["iri"], "") for word in words)]


def _checked(date: str | None) -> str | None:
    if date is not None and not _DATE.fullmatch(date):
        raise UsageError(f"'{date}' is not a date; write 2022, 2022-05 or 2022-05-31")
    return date


def _within(statement: StatementRecord, start: str | None, end: str | None) -> bool:
    """Vague dates count where any day of theirs may lie within; a statement without a date goes by its source's."""
    date = statement["qualifiers"].get("date", "")
    date = date if _DATE.fullmatch(date) else statement["source"]["date"] or ""
    if not date:
        return False
    after = not start or date[: len(start)] >= start[: len(date)]
    before = not end or date[: len(end)] <= end[: len(date)]
    return after and before


def _around(statements: list[StatementRecord], centres: set[str], depth: int) -> list[StatementRecord]:
    near: defaultdict[str, set[str]] = defaultdict(set)
    for s in statements:
        if s["object"]:
            near[s["subject"]["iri"]].add(s["object"]["iri"])
            near[s["object"]["iri"]].add(s["subject"]["iri"])
    reached = set(centres)
    for _ in range(depth):
        reached |= {n for iri in reached for n in near[iri]}
    return [s for s in statements
            if (s["subject"]["iri"] in reached and (not s["object"] or s["object"]["iri"] in reached))
            or (s["attributed_to"] and s["attributed_to"]["iri"] in centres)]


def _named(statements: list[StatementRecord], wanted: str) -> set[str]:
    """The entities with this IRI, label or, failing those, alias."""
    key = wanted.casefold()
    labels: dict[str, str] = {}
    exact: set[str] = set()
    by_alias: set[str] = set()
    for s in statements:
        for e in entities(s):
            labels[e["label"].casefold()] = e["label"]
            if key == e["label"].casefold() or wanted == e["iri"]:
                exact.add(e["iri"])
            elif any(key == a.casefold() for a in e["aliases"]):
                by_alias.add(e["iri"])
    if not exact and not by_alias:
        near = [labels[k] for k in difflib.get_close_matches(key, labels, n=1)] or [v for k, v in sorted(labels.items()) if key in k]
        raise UsageError(f"no entity is called '{wanted}'{_hint('', near[:1], near[0] if near else '')}")
    return exact or by_alias


def _top(statements: list[StatementRecord], number: int) -> list[StatementRecord]:
    kept = best(evidence_counts(statements), number)
    return [s for s in statements if s["subject"]["iri"] in kept and (not s["object"] or s["object"]["iri"] in kept)]


def _hint(word: str, among: Iterable[str], known: str = "") -> str:
    near = known or next(iter(difflib.get_close_matches(word, sorted(among), n=1)), "")
    return f"; did you mean '{near}'?" if near else ""
