"""The records: from what a build knows to statements.jsonl, entities.csv and report.json (design: section 2), every list in a fixed order."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version

from kg import iris
from kg.model import Attribute, Document, Knowledge, Mention, Resolution, Skipped, Statement
from kg.records import CatalogueRow, DocumentRecord, EntityRecord, MergeRecord, Output, Report, SkippedRecord, SourceRecord, StatementRecord
from kg.resolution.corpus import Names, Told, corpus, qualifiers


def records(knowledge: Knowledge, base: str = iris.BASE, *, private: bool = False) -> Output:
    """`knowledge` as records; IRIs are those of the graph with the same `base`. Lone surrogates are U+FFFD in all but the texts.

    Private allegations are marked; they count for their entities with `private` alone.

    Raises UsageError for an unusable `base` and EvidenceError where a quotation does not stand where its statement says.
    """
    known = corpus(knowledge, base, private=private)
    names, tally = known.names, Tally()
    statements, documents = [], []
    for told in known.told:
        statements += (said := statement_records(told, names))
        documents.append(document_record(told, names))
        added = Tally.of_document(told, said, names)
        tally.add(added.of, added.types, added.counts)
    referents = {r.id: r.name for told in known.told for r in told.referents}
    report: Report = {"version": kg_version(), "counts": tally.counted(len(known.skipped), names.resolution), "documents": documents,
                      "merges": list(merges(names, referents)), "skipped": skipped_records(known.skipped)}
    return Output(statements, catalogue(names, tally), report, {told.document.id: told.document.text for told in known.told})


_COUNTS = ("documents", "skipped", "sentences", "sentences_used", "statements", "statements_repeated", "private_allegations",
           "private_allegations_left_out", "entities", "merges", "addresses_refused", "characters_replaced")


class Tally:
    """What is counted, of one document or over several; `of` are the statements shown of each entity, by IRI, `types` all by relation."""

    def __init__(self, of: Mapping[str, int] | None = None, types: Mapping[str, int] | None = None, counts: Mapping[str, int] | None = None) -> None:
        self.of, self.types, self.counts = Counter(of or {}), Counter(types or {}), Counter(counts or {})

    @classmethod
    def of_document(cls, told: Told, said: list[StatementRecord], names: Names) -> Tally:
        """What is counted in one document, of which `said` are the records."""
        text, private = told.document.text, sum(s["id"] in names.private for s in said)
        shown = [s for s in said if names.shown or not s["private_allegation"]]
        of = Counter(iri for s in shown for iri in {e["iri"] for e in (s["subject"], s["object"], s["attributed_to"]) if e})
        return cls(of, Counter(s["type"] for s in said), {
            "documents": 1, "sentences": told.sentences, "sentences_used": told.sentences_used, "statements": len(said),
            "statements_repeated": told.repeated, "private_allegations": private, "private_allegations_left_out": 0 if names.shown else private,
            "addresses_refused": _refused(filter(None, [told.document.url])),
            "characters_replaced": 0 if (clean := iris.clean(text)) == text else sum(a != b for a, b in zip(text, clean, strict=True))})

    def add(self, of: Mapping[str, int], types: Mapping[str, int], counts: Mapping[str, int]) -> None:
        """Count these too."""
        for all_of_them, more in ((self.of, of), (self.types, types), (self.counts, counts)):
            for name, number in more.items():
                all_of_them[name] += number

    def counted(self, skipped: int, resolution: Resolution) -> dict[str, int]:
        """All counts of the report, in their order."""
        refused = self.counts["addresses_refused"] + _refused(a for e in resolution.entities.values() for a in e.same_as)
        merged = sum(len(e.merges) for e in resolution.entities.values())
        counts = {**self.counts, "skipped": skipped, "entities": len(resolution.entities), "merges": merged, "addresses_refused": refused}
        return {name: counts.get(name, 0) for name in _COUNTS}


def statement_records(told: Told, names: Names) -> list[StatementRecord]:
    """The lines of statements.jsonl about one document."""
    source, entities = _source(told.document, names), _Entities(told, names)
    return [_statement(key, s, source, entities, key in names.private) for key, s in told.statements.items()]


class _Entities:
    """The entities of one document as records, with their surface forms in it."""

    def __init__(self, told: Told, names: Names) -> None:
        self._names = names
        self._made: dict[str, EntityRecord] = {}
        self._surface: defaultdict[str, set[str]] = defaultdict(set)
        for referent in told.referents:
            if (entity := names.resolution.of.get(referent.id)) is not None:
                self._surface[entity].update((*referent.aliases, *referent.names))

    def of(self, mention: Mention) -> EntityRecord:
        entity = self._names.entity(mention)
        if entity.id not in self._made:
            self._made[entity.id] = {"iri": self._names.iri(entity), "label": iris.clean(entity.label),
                                     "aliases": _sorted(self._surface.get(entity.id, ())), "class": entity.cls}
        return self._made[entity.id]


def _statement(key: str, statement: Statement, source: SourceRecord, entities: _Entities, private: bool) -> StatementRecord:
    evidence = statement.evidence
    return {
        "id": key,
        "type": statement.type,
        "subject": entities.of(statement.subject),
        "object": entities.of(statement.object) if statement.object else None,
        "qualifiers": {name: iris.clean(value) for name, value in qualifiers(statement).items()},
        "attributed_to": entities.of(statement.attributed_to) if statement.attributed_to else None,
        "modality": statement.modality.value,
        "confidence": round(statement.confidence, 3),
        "rule": iris.clean(statement.rule),
        "source": source,
        "evidence": {"text": iris.clean(evidence.text), "start": evidence.start, "end": evidence.end},
        "private_allegation": private,
    }


def _source(document: Document, names: Names) -> SourceRecord:
    return {"iri": str(iris.document_iri(names.base, document.id)), "path": iris.clean(document.path),
            "title": _value(document.title), "date": _value(document.date)}


def catalogue(names: Names, tally: Tally) -> list[CatalogueRow]:
    """The rows of entities.csv, by IRI."""
    rows: list[CatalogueRow] = [
        {"iri": (iri := names.iri(e)), "label": iris.clean(e.label), "class": e.cls, "aliases": _sorted(set(e.aliases) - {e.label}),
         "same_as": _sorted(a for a in e.same_as if iris.web_iri(a) is not None), "documents": len({key.partition(":")[0] for key in e.referents}),
         "statements": tally.of[iri]}
        for e in names.resolution.entities.values()
    ]
    return sorted(rows, key=lambda row: row["iri"])


def document_record(told: Told, names: Names) -> DocumentRecord:
    """What report.json tells of one document; nothing of it depends on other documents."""
    document, text = told.document, told.document.text
    return {
        "id": document.id, "iri": str(iris.document_iri(names.base, document.id)), "path": iris.clean(document.path),
        "sha256": document.sha256, "title": _value(document.title), "author": _value(document.author), "publisher": _value(document.publisher),
        "date": _value(document.date), "url": document.url if document.url and iris.web_iri(document.url) is not None else None,
        "sentences": told.sentences, "sentences_used": told.sentences_used, "statements": len(told.statements),
        "missed": [{"start": m.start, "end": m.end, "text": iris.clean(text[m.start : m.end])} for m in sorted(told.missed)],
    }


def merges(names: Names, referents: Mapping[str, str]) -> Iterator[MergeRecord]:
    """Each joining of a referent to an entity with its reason; `referents` are the names of referents."""
    for iri, key in sorted((names.iri(entity), key) for key, entity in names.resolution.entities.items() if entity.merges):
        joined = [(one.partition(":")[0], iris.clean(referents[one]), iris.clean(reason)) for one, reason in names.resolution.entities[key].merges]
        for document, name, reason in sorted(joined):
            yield {"entity": iri, "document": document, "name": name, "reason": reason}


def skipped_records(skipped: Iterable[Skipped]) -> list[SkippedRecord]:
    """What report.json tells of files that gave no document."""
    return [{"path": iris.clean(s.path), "reason": iris.clean(s.reason)} for s in skipped]


def _refused(addresses: Iterable[str]) -> int:
    """How many addresses (of documents, and of gazetteers) are not http or https, and so stand in neither graph nor records."""
    return sum(iris.web_iri(a) is None for a in addresses)


def _value(attribute: Attribute | None) -> str | None:
    return iris.clean(attribute.value) if attribute else None


def _sorted(texts: Iterable[str]) -> list[str]:
    return sorted({iris.clean(t) for t in texts})


def kg_version() -> str:
    """The version of this package."""
    try:
        return version("kg-accountability")
    except PackageNotFoundError:
        return "unknown"
