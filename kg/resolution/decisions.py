"""A person's judgements on identity: a file of pairs that are the same, or different, each with a reason. They come before every rule.

    - same: [Denby Council, Denby Borough Council]
      reason: the council's own site uses both
    - different: [{name: John Smith, document: a.md}, {name: John Smith, document: b.md}]
      reason: father and son

A side is a name, or a name in a document (by path or id). "different" with the same name on both sides keeps apart all documents.
"""
from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from kg.errors import UsageError
from kg.model import Document, Referent
from kg.resolution.profiles import tokens


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two things that a decision speaks of."""

    name: str
    document: str | None = None

    def matches(self, referent: Referent, document: Document | None) -> bool:
        """Whether the decision means this referent: by its id, or by one of its names."""
        if self.document is not None and self.document not in (referent.document, document.path if document else None):
            return False
        wanted = tokens(self.name)
        return self.name == referent.id or any(tokens(name) == wanted for name in (referent.name, *referent.names))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """That two things are the same, or that they are not."""

    same: bool
    sides: tuple[Side, Side]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decisions:
    """All judgements of a user, in the order of the file."""

    items: tuple[Decision, ...] = ()

    def unused(self, referents: Iterable[Referent], documents: Sequence[Document] = ()) -> list[Decision]:
        """The decisions of which one side is nowhere in the corpus: a name changed, or a document left out."""
        by_id = {document.id: document for document in documents}
        known = list(referents)
        return [item for item in self.items
                if not all(any(side.matches(one, by_id.get(one.document)) for one in known) for side in item.sides)]


def load_decisions(path: Path) -> Decisions:
    """Read a YAML or JSON file of decisions. Raises UsageError that names the entry which is wrong."""
    try:
        text = path.read_text(encoding="utf-8")
        content = json.loads(text) if path.suffix.lower() == ".json" else yaml.safe_load(text)
    except (OSError, UnicodeDecodeError, ValueError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: no list of decisions can be read from it: {error}") from error
    if not isinstance(content or [], list):
        raise UsageError(f"{path}: expected a list of entries with 'same' or 'different'")
    return Decisions(tuple(_decision(path, number, entry) for number, entry in enumerate(content or [], 1)))


def _decision(path: Path, number: int, entry: object) -> Decision:
    where = f"{path}: entry {number}"
    if not isinstance(entry, dict) or ("same" in entry) == ("different" in entry):
        raise UsageError(f"{where}: give either 'same' or 'different' with two names")
    same = "same" in entry
    pair = entry["same" if same else "different"]
    if not isinstance(pair, list) or len(pair) != 2:
        raise UsageError(f"{where}: give two names, such as [Denby Council, Denby Borough Council]")
    first, second = (_side(where, side) for side in pair)
    return Decision(same=same, sides=(first, second), reason=str(entry.get("reason") or ""))


def _side(where: str, side: object) -> Side:
    if isinstance(side, str) and side.strip():
        return Side(side.strip())
    if isinstance(side, dict) and isinstance(side.get("name"), str) and set(side) <= {"name", "document"}:
        return Side(side["name"], str(side["document"]) if side.get("document") is not None else None)
    raise UsageError(f"{where}: a side is a name, or a name and a document: {side!r}")
