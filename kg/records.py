"""The output folder as records: `statements.jsonl`, `entities.csv`, `report.json` and `documents/<id>.txt`.

The page, the exports and `kg show` read these, so that they need neither the pipeline nor the sources again.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from pathlib import Path
from typing import NotRequired, TypedDict

from kg.errors import UsageError
from kg.files import replacing, write_text
from kg.publish import TEXTS, read_whole

# "class" is a keyword of Python, hence the functional form. `aliases` are the entity's surface forms in the statement's document.
EntityRecord = TypedDict("EntityRecord", {"iri": str, "label": str, "aliases": list[str], "class": str})


class SourceRecord(TypedDict):
    iri: str
    path: str
    title: str | None
    date: str | None


class EvidenceRecord(TypedDict):
    text: str
    start: int
    end: int


class StatementRecord(TypedDict):
    """One line of statements.jsonl (design: section 2)."""

    id: str
    type: str
    subject: EntityRecord
    object: EntityRecord | None
    qualifiers: dict[str, str]
    attributed_to: EntityRecord | None
    modality: str
    confidence: float
    rule: str
    source: SourceRecord
    evidence: EvidenceRecord
    private_allegation: NotRequired[bool]  # absent in builds of before there was a guard


class MissedRecord(TypedDict):
    start: int
    end: int
    text: str


class DocumentRecord(TypedDict):
    """What report.json tells of one document."""

    id: str
    iri: str
    path: str
    sha256: str
    title: str | None
    author: str | None
    publisher: str | None
    date: str | None
    url: str | None
    sentences: int
    sentences_used: int
    statements: int
    missed: list[MissedRecord]


class SkippedRecord(TypedDict):
    path: str
    reason: str


class MergeRecord(TypedDict):
    entity: str
    document: str
    name: str
    reason: str


class Report(TypedDict):
    version: str
    counts: dict[str, int]
    documents: list[DocumentRecord]
    skipped: list[SkippedRecord]
    merges: list[MergeRecord]
    note: NotRequired[str]


CatalogueRow = TypedDict(
    "CatalogueRow", {"iri": str, "label": str, "class": str, "aliases": list[str], "same_as": list[str], "documents": int, "statements": int}
)
_COLUMNS = ("iri", "label", "class", "aliases", "same_as", "documents", "statements")
_BAR = " | "


@dataclass(frozen=True, slots=True)
class Output:
    """All records of one build; `texts` maps a document's id to its kept text."""

    statements: list[StatementRecord]
    entities: list[CatalogueRow]
    report: Report
    texts: dict[str, str]


def write_records(folder: Path, output: Output) -> None:
    """Write all records but the texts into `folder`."""
    with replacing(folder / "statements.jsonl") as stream:
        stream.writelines(json.dumps(s, ensure_ascii=False) + "\n" for s in output.statements)
    with replacing(folder / "entities.csv") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for e in output.entities:
            writer.writerow([e["iri"], e["label"], e["class"], _BAR.join(e["aliases"]), _BAR.join(e["same_as"]), e["documents"], e["statements"]])
    write_text(folder / "report.json", json.dumps(output.report, ensure_ascii=False, indent=1) + "\n")


def read_output(folder: Path) -> Output:
    """The records of a build. Raises UsageError where `folder` holds none."""
    return read_whole(folder, lambda: _read(folder))


def _read(folder: Path) -> Output:
    if not (folder / "statements.jsonl").is_file():
        raise UsageError(f"{folder}: no build there (statements.jsonl is missing); run 'kg build SOURCES --out {folder}' first")
    statements = [json.loads(line) for line in (folder / "statements.jsonl").read_text(encoding="utf-8").split("\n") if line]
    with (folder / "entities.csv").open(encoding="utf-8", newline="") as stream:
        entities: list[CatalogueRow] = [
            {
                "iri": r["iri"],
                "label": r["label"],
                "class": r["class"],
                "aliases": _split(r["aliases"]),
                "same_as": _split(r["same_as"]),
                "documents": int(r["documents"]),
                "statements": int(r["statements"]),
            }
            for r in csv.DictReader(stream)
        ]
    report: Report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    texts = {d["id"]: (folder / TEXTS / f"{d['id']}.txt").read_bytes().decode("utf-8", "surrogatepass") for d in report["documents"]}
    return Output(statements, entities, report, texts)


def _split(cell: str) -> list[str]:
    return [part for part in cell.split(_BAR) if part]
