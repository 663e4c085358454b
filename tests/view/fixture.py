"""A small invented corpus: a council, its inspectorate, a campaign group and the people among them. No name in it is a real body."""
from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from kg.model import document_id
from kg.records import CatalogueRow, DocumentRecord, EntityRecord, Output, SourceRecord, StatementRecord
from kg.view import Vocabulary

BASE = "https://example.org/kg/"

VOCABULARY = Vocabulary(
    classes={
        "Person": ("Person", "person"), "LocalAuthority": ("Local authority", "body"), "Regulator": ("Regulator", "body"),
        "Court": ("Court", "body"), "CampaignGroup": ("Campaign group", "organisation"), "Company": ("Company", "organisation"),
        "MediaOrganization": ("News organisation", "organisation"), "Group": ("Group of people", "organisation"),
        "Service": ("Service", "service"), "Report": ("Report", "document"), "Petition": ("Petition", "document"),
        "Article": ("Article", "document"), "Protest": ("Protest", "event"), "Review": ("Review", "event"), "Place": ("Place", "place"),
    },
    relations={
        "rated": ("rated", "judgement"), "inspected": ("inspected", "judgement"), "criticised": ("criticised", "judgement"),
        "accused": ("accused", "judgement"), "praised": ("praised", "judgement"), "investigated": ("investigated", "judgement"),
        "sanctioned": ("sanctioned", "judgement"), "apologised": ("apologised", "response"), "denied": ("denied", "response"),
        "pledged": ("pledged", "response"), "resigned": ("resigned from", "response"), "called_for": ("made a demand of", "mobilisation"),
        "organised": ("organised", "mobilisation"), "campaigned_against": ("campaigned against", "mobilisation"),
        "supported": ("supported", "mobilisation"), "holds_role": ("has a role at", "structure"), "part_of": ("is part of", "structure"),
        "member_of": ("is a member of", "structure"), "located_in": ("is in", "structure"), "appointed": ("appointed", "structure"),
        "established": ("set up", "structure"), "funded": ("paid or funded", "money"), "published": ("published", "publication"),
        "authored": ("wrote", "publication"), "stated": ("said", "speech"),
    },
    contests={"denied": frozenset({"accused"})},
)

# "entities": key: name, class, other names. "documents": text as lines. "statements": document, type, subject, object, quotation, modality,
# who says so, qualifiers, confidence.
_CORPUS = json.loads((Path(__file__).parent / "corpus.json").read_text(encoding="utf-8"))


def _slug(name: str) -> str:
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower().replace("’", "")).split())


def entity(name: str, cls: str, aliases: Sequence[str] = ()) -> EntityRecord:
    return {"iri": f"{BASE}entity/{_slug(name)}", "label": name, "aliases": list(aliases), "class": cls}


def source(path: str, title: str | None, date: str | None, text: str) -> SourceRecord:
    return {"iri": f"{BASE}document/{document_id(text)}", "path": path, "title": title, "date": date}


def statement(source: SourceRecord, text: str, type_: str, subject: EntityRecord, object_: EntityRecord | None, quotation: str, *,
              modality: str = "asserted", by: EntityRecord | None = None, qualifiers: dict[str, str] | None = None,
              confidence: float = 0.9) -> StatementRecord:
    start = text.index(quotation)
    key = f"{source['iri']}{type_}{start}{subject['iri']}{object_ and object_['iri']}"
    return {"id": hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16], "type": type_, "subject": subject, "object": object_,
            "qualifiers": qualifiers or {}, "attributed_to": by, "modality": modality,
            "confidence": confidence, "rule": f"{type_}/1", "source": source,
            "evidence": {"text": quotation, "start": start, "end": start + len(quotation)}}


def document(source: SourceRecord, text: str, count: int, *, publisher: str | None = None, author: str | None = None,
             url: str | None = None) -> DocumentRecord:
    return {"id": document_id(text), "iri": source["iri"], "path": source["path"], "sha256": "0" * 64,
            "title": source["title"], "author": author, "publisher": publisher, "date": source["date"], "url": url,
            "sentences": text.count(".") or 1, "sentences_used": min(count, text.count(".") or 1), "statements": count, "missed": []}


def output(statements: list[StatementRecord], documents: list[DocumentRecord], texts: dict[str, str]) -> Output:
    """Records of a build that found just these statements."""
    rows: dict[str, CatalogueRow] = {}
    for s in statements:
        for e in (s["subject"], s["object"], s["attributed_to"]):
            if e:
                row = rows.setdefault(e["iri"], {"iri": e["iri"], "label": e["label"], "class": e["class"], "aliases": [], "same_as": [],
                                                 "documents": 1, "statements": 0})
                row["aliases"] = sorted({*row["aliases"], *e["aliases"]})
                row["statements"] += 1
    return Output(statements, sorted(rows.values(), key=lambda r: r["iri"]),
                  {"version": "0", "counts": {}, "documents": documents, "skipped": [], "merges": []}, texts)


def corpus() -> Output:
    """The whole invented corpus."""
    people = {key: entity(name, cls, aliases) for key, (name, cls, aliases) in _CORPUS["entities"].items()}
    found = _CORPUS["documents"]
    kept = ["\n".join(d["text"]) for d in found]
    sources = [source(d["path"], d["title"], d["date"], text) for d, text in zip(found, kept, strict=True)]
    for key, n in (("report0", 0), ("article4", 4)):
        people[key] = entity(found[n]["title"], "Article", ())
    statements = [
        statement(sources[n], kept[n], type_, people[subject], people.get(object_), quotation, modality=modality, by=people.get(by),
                  qualifiers=qualifiers, confidence=confidence)
        for n, type_, subject, object_, quotation, modality, by, qualifiers, confidence in _CORPUS["statements"]
    ]
    counts = Counter(s["source"]["iri"] for s in statements)
    documents = [document(s, text, counts[s["iri"]], publisher=d["publisher"], author=d["author"], url=d["url"])
                 for s, d, text in zip(sources, found, kept, strict=True)]
    return output(statements, documents, {document_id(text): text for text in kept})
