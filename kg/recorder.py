"""The records: from what a build knows to statements.jsonl, entities.csv and report.json (design: section 2), every list in a fixed order."""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

from kg import iris
from kg.corpus import Corpus, corpus, qualifiers
from kg.model import Attribute, Document, Entity, Extraction, Knowledge, Mention, Statement
from kg.records import CatalogueRow, DocumentRecord, EntityRecord, MergeRecord, Output, Report, SourceRecord, StatementRecord


def records(knowledge: Knowledge, base: str = iris.BASE, *, private: bool = False) -> Output:
    """`knowledge` as records; IRIs are those of the graph with the same `base`. Lone surrogates are U+FFFD in all but the texts.

    Private allegations are marked; they count for their entities with `private` alone.

    Raises UsageError for an unusable `base` and EvidenceError where a quotation does not stand where its statement says.
    """
    recorder = _Recorder(corpus(knowledge), iris.checked_base(base))
    statements = [recorder.statement(d, s) for d, s in recorder.told.each()]
    texts = {e.document.id: e.document.text for e in recorder.told.extractions}
    shown = [s for s in statements if private or not s.get("private_allegation")]
    return Output(statements, recorder.catalogue(shown), recorder.report(left_out=len(statements) - len(shown)), texts)


class _Recorder:
    def __init__(self, told: Corpus, base: str) -> None:
        self.told = told
        self.base = base
        self.surface: dict[tuple[str, str], set[str]] = defaultdict(set)  # (document, entity) -> surface forms
        for referent in told.referents.values():
            entity = told.resolution.of.get(referent.id)
            if entity is not None:
                self.surface[referent.document, entity].update((*referent.aliases, *referent.names))

    def iri(self, entity: Entity) -> str:
        own = self.told.own.get(entity.id)
        return str(iris.document_iri(self.base, own) if own else iris.entity_iri(self.base, entity.id))

    def entity(self, mention: Mention, document: Document) -> EntityRecord:
        entity = self.told.entity(mention)
        aliases = _sorted(self.surface.get((document.id, entity.id), ()))
        return {"iri": self.iri(entity), "label": iris.clean(entity.label), "aliases": aliases, "class": entity.cls}

    def statement(self, document: Document, statement: Statement) -> StatementRecord:
        evidence, source = statement.evidence, self.source(document)
        return {
            "id": statement.id,
            "type": statement.type,
            "subject": self.entity(statement.subject, document),
            "object": self.entity(statement.object, document) if statement.object else None,
            "qualifiers": {name: iris.clean(value) for name, value in qualifiers(statement).items()},
            "attributed_to": self.entity(statement.attributed_to, document) if statement.attributed_to else None,
            "modality": statement.modality.value,
            "confidence": round(statement.confidence, 3),
            "rule": iris.clean(statement.rule),
            "source": source,
            "evidence": {"text": iris.clean(evidence.text), "start": evidence.start, "end": evidence.end},
            "private_allegation": statement.id in self.told.private,
        }

    def source(self, document: Document) -> SourceRecord:
        return {"iri": str(iris.document_iri(self.base, document.id)), "path": iris.clean(document.path),
                "title": _value(document.title), "date": _value(document.date)}

    def catalogue(self, statements: list[StatementRecord]) -> list[CatalogueRow]:
        counts: Counter[str] = Counter()
        for s in statements:
            counts.update({e["iri"] for e in (s["subject"], s["object"], s["attributed_to"]) if e})
        documents: dict[str, set[str]] = defaultdict(set)
        for document, entity in self.surface:
            documents[entity].add(document)
        rows: list[CatalogueRow] = [
            {"iri": self.iri(e), "label": iris.clean(e.label), "class": e.cls, "aliases": _sorted(set(e.aliases) - {e.label}),
             "same_as": _sorted(a for a in e.same_as if iris.web_iri(a) is not None), "documents": len(documents[e.id]),
             "statements": counts[self.iri(e)]}
            for e in self.told.resolution.entities.values()
        ]
        return sorted(rows, key=lambda row: row["iri"])

    def report(self, *, left_out: int) -> Report:
        told = self.told
        documents = [self.document(e) for e in told.extractions]
        merges = sorted((self.merge(e, *pair) for e in told.resolution.entities.values() for pair in e.merges),
                        key=lambda m: (m["entity"], m["document"], m["name"], m["reason"]))
        counts = {
            "documents": len(documents),
            "skipped": len(told.skipped),
            "sentences": sum(d["sentences"] for d in documents),
            "sentences_used": sum(d["sentences_used"] for d in documents),
            "statements": sum(d["statements"] for d in documents),
            "statements_repeated": told.repeated,
            "private_allegations": sum(s.id in told.private for _, s in told.each()),
            "private_allegations_left_out": left_out,
            "entities": len(told.resolution.entities),
            "merges": len(merges),
            "addresses_refused": self.refused(),
            "characters_replaced": sum(sum(a != b for a, b in zip(t, iris.clean(t), strict=True)) for t in (e.document.text for e in told.extractions)
                                       if t != iris.clean(t)),
        }
        return {"version": _version(), "counts": counts, "documents": documents, "merges": merges,
                "skipped": [{"path": iris.clean(s.path), "reason": iris.clean(s.reason)} for s in told.skipped]}

    def document(self, extraction: Extraction) -> DocumentRecord:
        document = extraction.document
        text = document.text
        return {
            "id": document.id, "iri": str(iris.document_iri(self.base, document.id)), "path": iris.clean(document.path),
            "sha256": document.sha256, "title": _value(document.title), "author": _value(document.author), "publisher": _value(document.publisher),
            "date": _value(document.date), "url": document.url if document.url and iris.web_iri(document.url) is not None else None,
            "sentences": extraction.sentences, "sentences_used": extraction.sentences_used, "statements": len(self.told.statements[document.id]),
            "missed": [{"start": m.start, "end": m.end, "text": iris.clean(text[m.start : m.end])} for m in sorted(extraction.missed)],
        }

    def merge(self, entity: Entity, referent: str, reason: str) -> MergeRecord:
        known = self.told.referents.get(referent)
        return {"entity": self.iri(entity), "document": known.document if known else referent.split(":")[0],
                "name": iris.clean(known.name if known else referent), "reason": iris.clean(reason)}

    def refused(self) -> int:
        """How many addresses (of documents, and of gazetteers) are not http or https, and so stand in neither graph nor records."""
        addresses = [e.document.url for e in self.told.extractions if e.document.url]
        addresses += [a for e in self.told.resolution.entities.values() for a in e.same_as]
        return sum(iris.web_iri(a) is None for a in addresses)


def _value(attribute: Attribute | None) -> str | None:
    return iris.clean(attribute.value) if attribute else None


def _sorted(texts: Iterable[str]) -> list[str]:
    return sorted({iris.clean(t) for t in texts})


def _version() -> str:
    try:
        return version("kg-accountability")
    except PackageNotFoundError:
        return "unknown"
