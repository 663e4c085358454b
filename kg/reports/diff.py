"""What changed from one build to another: documents, entities, and edges with the words they rest on. Records go in, a `Difference` comes out.

A statement's id depends on what was found and not on what it was resolved to; so statements with the same id tell which entity of the one build is
which of the other, whatever it is called there.
"""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from kg.graph.keep import Keep, kept
from kg.iris import local_name
from kg.records import CatalogueRow, DocumentRecord, EntityRecord, Output, StatementRecord

_TOLD_OF_DOCUMENTS = ("title", "author", "publisher", "date", "url")


@dataclass(frozen=True, slots=True)
class Change:
    """Something that has another value: of what, which of its sides, before and after."""

    of: str
    what: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Entities that are one in one of the builds: several before and one after, or one before and several after."""

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that an edge rests on."""

    edge: str
    modality: str
    path: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All that changed, each part in a fixed order. `renamed` are entities of one build under another name or IRI in the other; `regarded` changes
    of class or other names; `edges_came` and `edges_went` have all their words, `evidence_*` are of edges in both; `restated` are the same words
    put otherwise. `withheld` counts statements that differ and are not shown, as private allegations."""

    documents_added: tuple[str, ...] = ()
    documents_removed: tuple[str, ...] = ()
    documents_changed: tuple[Change, ...] = ()
    skipped_added: tuple[str, ...] = ()
    skipped_removed: tuple[str, ...] = ()
    entities_came: tuple[str, ...] = ()
    entities_went: tuple[str, ...] = ()
    renamed: tuple[Change, ...] = ()
    merged: tuple[Joined, ...] = ()
    split: tuple[Joined, ...] = ()
    regarded: tuple[Change, ...] = ()
    edges_came: tuple[Evidence, ...] = ()
    edges_went: tuple[Evidence, ...] = ()
    evidence_came: tuple[Evidence, ...] = ()
    evidence_went: tuple[Evidence, ...] = ()
    restated: tuple[Change, ...] = ()
    withheld: int = 0

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self))


def difference(old: Output, new: Output, keep: Keep | None = None) -> Difference:
    """What changed from `old` to `new`, as far as `keep` shows it."""
    keep = keep or Keep()
    withheld = _withheld(old, new, keep)
    old, new = kept(old, keep), kept(new, keep)
    pairs, gone, added = _paired(old.statements, new.statements)
    same = _Same(old, new, pairs)
    more, gone, added = _paired_by_words(gone, added, same)
    pairs += more
    before, after = ({_edge(s, name) for s in output.statements} for output, name in ((old, same.now), (new, str)))
    went, less = _parted(gone, lambda s: _edge(s, same.now) not in after)
    came, more_words = _parted(added, lambda s: _edge(s, str) not in before)
    return Difference(
        **_documents(old, new), **same.told(),
        edges_came=_evidence(came), edges_went=_evidence(went),
        evidence_came=_evidence(more_words), evidence_went=_evidence(less),
        restated=tuple(change for a, b in pairs for change in _restated(a, b, same)), withheld=withheld)


Pairs = list[tuple[StatementRecord, StatementRecord]]
Edge = tuple[str, str, str]


def _parted(statements: Iterable[StatementRecord], wanted: Callable[[StatementRecord], bool]) -> tuple[list[StatementRecord], list[StatementRecord]]:
    """Those that are wanted, and the others."""
    parts: tuple[list[StatementRecord], list[StatementRecord]] = [], []
    for s in statements:
        parts[not wanted(s)].append(s)
    return parts


def _paired(old: Sequence[StatementRecord], new: Sequence[StatementRecord]) -> tuple[Pairs, list[StatementRecord], list[StatementRecord]]:
    """Statements with the same id, and those of each build that have no fellow."""
    known = {s["id"]: s for s in old}
    ids = {s["id"] for s in new}
    return [(known[s["id"]], s) for s in new if s["id"] in known], [s for s in old if s["id"] not in ids], [s for s in new if s["id"] not in known]


def _paired_by_words(gone: list[StatementRecord], added: list[StatementRecord],
                     same: _Same) -> tuple[Pairs, list[StatementRecord], list[StatementRecord]]:
    """The same words for the same edge in a document of the same path: only their place in the text has changed."""
    waiting: dict[tuple[object, ...], list[StatementRecord]] = defaultdict(list)
    for s in gone:
        waiting[_edge(s, same.now), s["source"]["path"], s["evidence"]["text"]].append(s)
    pairs: Pairs = []
    for s in added:
        if fellows := waiting.get((_edge(s, str), s["source"]["path"], s["evidence"]["text"])):
            pairs.append((fellows.pop(0), s))
    found = {id(s) for pair in pairs for s in pair}
    return pairs, [s for s in gone if id(s) not in found], [s for s in added if id(s) not in found]


class _Same:
    """Which entity of the old build is which of the new."""

    def __init__(self, old: Output, new: Output, pairs: Pairs) -> None:
        self.old: Mapping[str, CatalogueRow] = {e["iri"]: e for e in old.entities}
        self.new: Mapping[str, CatalogueRow] = {e["iri"]: e for e in new.entities}
        onward: dict[str, Counter[str]] = defaultdict(Counter)
        backward: dict[str, Counter[str]] = defaultdict(Counter)
        for a, b in pairs:
            for one, other in zip(_ends(a), _ends(b), strict=True):
                if one and other:
                    onward[one["iri"]][other["iri"]] += 1
                    backward[other["iri"]][one["iri"]] += 1
        self._now = {iri: _first(onward[iri]) for iri in sorted(self.old) if iri not in self.new and onward[iri]}
        self._once = {iri: _first(backward[iri]) for iri in sorted(self.new) if iri not in self.old and backward[iri]}

    def now(self, iri: str) -> str:
        """What an entity of the old build is in the new one; itself where it is not there."""
        return self._now.get(iri, iri)

    def explains(self, before: str, after: str) -> bool:
        """Whether an entity has only another name, was merged with the other, or split from it."""
        return self.now(before) == after or self._once.get(after) == before

    def told(self) -> dict[str, Any]:
        """The parts of a difference that are about entities."""
        sources, targets = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
        for iri in sorted(self.old):
            if self.now(iri) in self.new:
                sources[self.now(iri)].append(iri)
                targets[iri].append(self.now(iri))
        for iri, before in sorted(self._once.items()):
            if iri not in targets[before]:
                targets[before].append(iri)
                sources[iri].append(before)
        alone = [(iris[0], iri) for iri, iris in sorted(sources.items()) if len(iris) == 1 and len(targets[iris[0]]) == 1]
        changes = [change for a, b in alone for change in _regarded(self.old[a], self.new[b])]
        once, now = _labels(self.old), _labels(self.new)
        return {
            "entities_came": tuple(now[iri] for iri in self.new if not sources[iri]),
            "entities_went": tuple(once[iri] for iri in self.old if not targets[iri]),
            "renamed": tuple(c for c in changes if c.what in ("label", "address")),
            "regarded": tuple(c for c in changes if c.what not in ("label", "address")),
            "merged": tuple(Joined(tuple(once[i] for i in iris), (now[iri],)) for iri, iris in sorted(sources.items()) if len(iris) > 1),
            "split": tuple(Joined((once[iri],), tuple(now[i] for i in iris)) for iri, iris in sorted(targets.items()) if len(iris) > 1),
        }


def _labels(entities: Mapping[str, CatalogueRow]) -> dict[str, str]:
    """Each entity's name, with the end of the IRI where others have the same."""
    count = Counter(e["label"] for e in entities.values())
    return {iri: e["label"] if count[e["label"]] == 1 else f"{e['label']} [{local_name(iri)}]" for iri, e in entities.items()}


def _first(count: Counter[str]) -> str:
    return min(count, key=lambda iri: (-count[iri], iri))


def _ends(s: StatementRecord) -> tuple[EntityRecord | None, ...]:
    return s["subject"], s["object"], s["attributed_to"]


def _edge(s: StatementRecord, name: Callable[[str], str]) -> Edge:
    return name(s["subject"]["iri"]), s["type"], name(s["object"]["iri"]) if s["object"] else ""


def said(s: StatementRecord) -> str:
    """An edge in words."""
    return " ".join([s["subject"]["label"], s["type"].replace("_", " "), *([s["object"]["label"]] if s["object"] else [])])


def _evidence(statements: Iterable[StatementRecord]) -> tuple[Evidence, ...]:
    return tuple(Evidence(said(s), s["modality"], s["source"]["path"], s["evidence"]["text"]) for s in statements)


def _restated(a: StatementRecord, b: StatementRecord, same: _Same) -> list[Change]:
    """In what two statements of the same words differ."""
    changes = []
    for part, one, other in zip(("subject", "object", "speaker"), _ends(a), _ends(b), strict=True):
        if one is None or other is None:
            if one is not other:
                changes.append((part, one["label"] if one else "nobody", other["label"] if other else "nobody"))
        elif not same.explains(one["iri"], other["iri"]):
            changes.append((part, one["label"], other["label"]))
    qualifiers = sorted(a["qualifiers"].keys() | b["qualifiers"].keys())
    changes += [(name, a["qualifiers"].get(name, "nothing"), b["qualifiers"].get(name, "nothing")) for name in qualifiers]
    changes.append(("modality", a["modality"], b["modality"]))
    changes.append(("confidence", str(a["confidence"]), str(b["confidence"])))
    changes.append(("private allegation", _yes(a.get("private_allegation")), _yes(b.get("private_allegation"))))
    return [Change(said(b), what, before, after) for what, before, after in changes if before != after]


def _yes(marked: bool | None) -> str:
    return "yes" if marked else "no"


def _regarded(a: CatalogueRow, b: CatalogueRow) -> list[Change]:
    """How an entity is called and classed otherwise than before."""
    changes = [("label", a["label"], b["label"])]
    if a["label"] == b["label"]:
        changes.append(("address", a["iri"], b["iri"]))
    names = [sorted({e["label"], *e["aliases"]}) for e in (a, b)]
    lost, won = (" | ".join(n for n in one if n not in other) for one, other in (names, names[::-1]))
    changes += [("class", a["class"], b["class"]), ("names", lost, won), ("same as", " | ".join(a["same_as"]), " | ".join(b["same_as"]))]
    return [Change(b["label"], what, before, after) for what, before, after in changes if before != after]


def _documents(old: Output, new: Output) -> dict[str, Any]:
    """The parts of a difference that are about documents. One with the same text is the same; one under the same path is the same, changed."""
    before, after = ({d["id"]: d for d in o.report["documents"]} for o in (old, new))
    gone, added = [d for k, d in before.items() if k not in after], [d for k, d in after.items() if k not in before]
    paths = {d["path"] for d in gone} & {d["path"] for d in added}
    changes = [Change(path, "text", "", "") for path in sorted(paths)]
    for a, b in [(before[k], d) for k, d in after.items() if k in before] + [(_at(gone, p), _at(added, p)) for p in sorted(paths)]:
        changes += [Change(b["path"], "path", a["path"], b["path"])] if a["path"] != b["path"] else []
        told = ((what, str(a.get(what) or ""), str(b.get(what) or "")) for what in _TOLD_OF_DOCUMENTS)
        changes += [Change(b["path"], what, x, y) for what, x, y in told if x != y]
    skipped = [{f"{s['path']}: {s['reason']}" for s in o.report["skipped"]} for o in (old, new)]
    return {
        "documents_added": tuple(d["path"] for d in added if d["path"] not in paths),
        "documents_removed": tuple(d["path"] for d in gone if d["path"] not in paths),
        "documents_changed": tuple(changes),
        "skipped_added": tuple(sorted(skipped[1] - skipped[0])), "skipped_removed": tuple(sorted(skipped[0] - skipped[1])),
    }


def _at(documents: Iterable[DocumentRecord], path: str) -> DocumentRecord:
    return next(d for d in documents if d["path"] == path)


def _withheld(old: Output, new: Output, keep: Keep) -> int:
    """How many statements that are not shown stand in one of the builds alone, or otherwise in the other."""
    one, other = ({s["id"]: s for s in output.statements if not keep.wants(s)} for output in (old, new))
    return sum(one.get(key) != other.get(key) for key in one.keys() | other.keys())
