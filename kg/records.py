"""The output folder as records: `statements.jsonl`, `entities.csv`, `report.json` and `documents/<id>.txt`.

The page, the exports and `kg show` read these, so that they need neither the pipeline nor the sources again.
"""

from __future__ import annotations

import csv
import itertools
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, NotRequired, TypedDict

from kg.errors import UsageError
from kg.files import replacing
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
    """All records of one build; `texts` maps a document's id to its kept text. Where `statements`, and their documents in `report`, are only some
    of the build's, they were chosen from so many as `of` says."""

    statements: list[StatementRecord]
    entities: list[CatalogueRow]
    report: Report
    texts: dict[str, str]
    of: int | None = None


_encode = json.JSONEncoder(ensure_ascii=False).encode


def write_records(folder: Path, output: Output) -> None:
    """Write all records but the texts into `folder`."""
    report = output.report
    with replacing(folder / "statements.jsonl") as stream:
        stream.writelines(map(line_of, output.statements))
    write_catalogue(folder, output.entities)
    with replacing(folder / "report.json") as stream:
        stream.write(report_head(report["version"]) + BETWEEN_DOCUMENTS.join(map(entry_of, report["documents"])))
        stream.writelines(report_tail(report["merges"], report["skipped"], report["counts"]))


def line_of(statement: StatementRecord) -> str:
    """A line of statements.jsonl."""
    return _encode(statement) + "\n"


def write_catalogue(folder: Path, entities: Iterable[CatalogueRow]) -> None:
    """Write entities.csv."""
    with replacing(folder / "entities.csv") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(_COLUMNS)
        for e in entities:
            writer.writerow([e["iri"], e["label"], e["class"], _BAR.join(e["aliases"]), _BAR.join(e["same_as"]), e["documents"], e["statements"]])


# report.json in parts, so that no build holds all of it: the head, the documents with `BETWEEN_DOCUMENTS` between them, and the tail. Each record
# is a line.
BETWEEN_DOCUMENTS = ",\n"


def report_head(version: str) -> str:
    return f'{{"version": {_encode(version)},\n"documents": [\n'


def entry_of(document: DocumentRecord) -> str:
    """A document in report.json."""
    return _encode(document)


def report_tail(merges: Iterable[MergeRecord], skipped: Iterable[SkippedRecord], counts: Mapping[str, int]) -> Iterator[str]:
    yield '\n],\n"merges": ['
    for number, merge in enumerate(merges):
        yield (",\n" if number else "\n") + _merge(merge)
    yield '\n],\n"skipped": [' + ",".join("\n" + _encode(one) for one in skipped) + f'\n],\n"counts": {_encode(counts)}}}\n'


def _merge(merge: MergeRecord) -> str:
    """A merge as `_encode` writes it; of words by themselves, that is done in less time."""
    return "{" + ", ".join([f'"{name}": {_encode(value)}' for name, value in merge.items()]) + "}"


def read_statements(folder: Path) -> Iterator[StatementRecord]:
    """The lines of statements.jsonl, one after the other."""
    return map(decoded, statement_lines(folder))


def statement_lines(folder: Path) -> Iterator[bytes]:
    """The lines of statements.jsonl as they stand there."""
    with (folder / "statements.jsonl").open("rb") as stream:
        yield from stream


def decoded(line: bytes) -> StatementRecord:
    """The statement of a line."""
    statement: StatementRecord = json.loads(line)
    return statement


class Glance(NamedTuple):
    """What is seen of a statement in its line before that is decoded: the IRIs of its subject and object, in UTF-8, and whether it is a private
    allegation."""

    subject: bytes
    object: bytes | None
    private: bool


# No string of JSON holds these with their quotation marks: within one, each mark stands after a backslash.
_SUBJECT, _OBJECT, _ENTITY = b'"subject": {"iri": "', b'"object": ', b'{"iri": "'
_IRI = re.compile(rb'\{"id": "[^"]*", "iri": "([^"]*)"')


def glance(line: bytes) -> Glance:
    """What a line of `line_of` tells at first sight."""
    start = line.index(_SUBJECT) + len(_SUBJECT)
    end = line.index(b'"', start)
    at, object_ = line.index(_OBJECT, end) + len(_OBJECT), None
    if line.startswith(_ENTITY, at):
        object_ = line[at + len(_ENTITY):line.index(b'"', at + len(_ENTITY))]
    return Glance(line[start:end], object_, line.endswith(b'"private_allegation": true}\n'))


def read_documents(folder: Path, iris: AbstractSet[str]) -> list[DocumentRecord]:
    """What report.json tells of the documents with these IRIs; no other record is decoded."""
    wanted = {iri.encode() for iri in iris}
    with (folder / "report.json").open("rb") as stream:
        lines = itertools.takewhile(lambda line: line != b"],\n", itertools.islice(stream, 2, None))
        return [json.loads(line.rstrip(b",\n")) for line in lines if (found := _IRI.match(line)) and found[1] in wanted]


def read_merges(folder: Path, entity: str) -> list[MergeRecord]:
    """What report.json tells of the mentions that became the entity with this IRI; where each record is a line, no other is decoded."""
    begins = f'{{"entity": {_encode(entity)}, '.encode()
    with (folder / "report.json").open("rb") as stream:
        if list(itertools.islice(stream, 2))[1:] == [b'"documents": [\n']:
            return [json.loads(line.rstrip(b",\n")) for line in stream if line.startswith(begins)]
    report: Report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return [merge for merge in report["merges"] if merge["entity"] == entity]


def read_output(folder: Path) -> Output:
    """The records of a build. Raises UsageError where `folder` holds none."""
    return read_whole(folder, lambda: _read(folder))


def check_build(folder: Path) -> None:
    """Raise UsageError where `folder` holds no build."""
    if not (folder / "statements.jsonl").is_file():
        raise UsageError(f"{folder}: no build there (statements.jsonl is missing); run 'kg build SOURCES --out {folder}' first")


def _read(folder: Path) -> Output:
    check_build(folder)
    statements = [json.loads(line) for line in (folder / "statements.jsonl").read_text(encoding="utf-8").split("\n") if line]
    report: Report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return Output(statements, list(read_catalogue(folder)), report, read_texts([d["id"] for d in report["documents"]], folder))


def read_catalogue(folder: Path) -> Iterator[CatalogueRow]:
    """The rows of entities.csv, one after the other."""
    with (folder / "entities.csv").open(encoding="utf-8", newline="") as stream:
        for r in csv.DictReader(stream):
            yield {"iri": r["iri"], "label": r["label"], "class": r["class"], "aliases": _split(r["aliases"]), "same_as": _split(r["same_as"]),
                   "documents": int(r["documents"]), "statements": int(r["statements"])}


def read_texts(documents: Iterable[str], *folders: Path) -> dict[str, str]:
    """The kept texts of the documents with these ids, each from the last of these output folders that has it."""
    place: dict[str, Path] = {}
    for texts in (folder / TEXTS for folder in folders):
        if texts.is_dir():
            with os.scandir(texts) as entries:
                place |= {entry.name: texts for entry in entries}
    found = {}
    for document in documents:
        name = f"{document}.txt"
        path = f"{place.get(name, folders[-1] / TEXTS)}{os.sep}{name}"
        with open(path, "rb") as stream:  # noqa: PTH123 - there are thousands, and to make a Path takes longer than to read
            found[document] = stream.read().decode("utf-8", "surrogatepass")
    return found


def _split(cell: str) -> list[str]:
    return [part for part in cell.split(_BAR) if part]
