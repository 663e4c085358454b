"""Everything that a build tells of one entity, as plain data: names, roles, and a timeline of statements with their quotations.

Of the output folder only what is told of that entity is decoded and kept, so that a dossier from a large archive takes no more memory than it holds.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.graph.keep import Keep
from kg.publish import read_whole
from kg.records import CatalogueRow, MergeRecord, StatementRecord, check_build, decoded, read_catalogue, read_merges, statement_lines
from kg.sparql.names import Named, find_named


@dataclass(frozen=True, slots=True)
class Role:
    """That `person` is or was `role` of `organisation`; `ended` where the statement tells of a resignation."""

    person: str
    role: str | None
    organisation: str | None
    ended: bool
    statement: StatementRecord


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement in the timeline. `when` is its own date, otherwise its document's ("" where neither is known); `dated` tells which."""

    when: str
    dated: bool
    statement: StatementRecord


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is known of `entity`: `roles` are those it has, or others have in it; `merges` tell why several mentions are this one."""

    entity: CatalogueRow
    roles: tuple[Role, ...]
    timeline: tuple[Entry, ...]
    merges: tuple[MergeRecord, ...]


def dossier(folder: Path, name: str, keep: Keep | None = None) -> Dossier:
    """The dossier of the entity called `name` (a label, an alias, or an IRI in <>) in the build in `folder`, as far as `keep` shows it.

    Raises UsageError where there is no build; QueryError that lists the candidates where there are several, and the nearest names where there is
    none.
    """
    return read_whole(folder, lambda: _dossier(folder, name, keep or Keep()))


def _dossier(folder: Path, name: str, keep: Keep) -> Dossier:
    check_build(folder)
    found = find_named(name, (Named(e["iri"], e["label"], tuple(e["aliases"])) for e in read_catalogue(folder)))
    entity = next(e for e in read_catalogue(folder) if e["iri"] == found.iri)
    told = [s for s in _telling_of(folder, found.iri) if keep.wants(s)]
    timeline = sorted((_entry(s) for s in told), key=lambda e: (e.when == "", e.when, e.statement["source"]["path"], e.statement["evidence"]["start"],
                                                               e.statement["id"]))
    return Dossier(entity, tuple(_role(s) for s in told if _is_role(s, found.iri)), tuple(timeline), tuple(read_merges(folder, found.iri)))


def _telling_of(folder: Path, iri: str) -> Iterator[StatementRecord]:
    """The statements that the entity is an end of or speaks; a line without its IRI is not decoded."""
    seen = f'"{iri}"'.encode()
    for statement in (decoded(line) for line in statement_lines(folder) if seen in line):
        if iri in {part["iri"] for part in (statement["subject"], statement["object"], statement["attributed_to"]) if part}:
            yield statement


def _entry(statement: StatementRecord) -> Entry:
    own = statement["qualifiers"].get("date")
    return Entry(own or statement["source"]["date"] or "", own is not None, statement)


def _is_role(statement: StatementRecord, iri: str) -> bool:
    """A statement with a role is of the one who has it and of the body it is in, not of one who only speaks of it."""
    ends = {part["iri"] for part in (statement["subject"], statement["object"]) if part}
    return "role" in statement["qualifiers"] and iri in ends and statement["modality"] != "negated"


def _role(statement: StatementRecord) -> Role:
    subject, target = statement["subject"]["label"], statement["object"]["label"] if statement["object"] else None
    if statement["type"] == "appointed":
        return Role(target or "", statement["qualifiers"]["role"], subject, False, statement)
    return Role(subject, statement["qualifiers"]["role"], target, statement["type"] == "resigned", statement)
