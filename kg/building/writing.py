"""The files of a build, written document by document: only what a document gave, and of one document at a time, is in memory with its text.

A document whose pieces stand in the last build as they would be written now is not looked at again (`kg.building.pieces`).
"""
from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from sys import intern

from kg.building.inputs import Input
from kg.building.pieces import FILES, Piece, Pieces, Splice
from kg.graph.rdf import Direct, GraphWriter
from kg.graph.recorder import Tally, catalogue, document_record, kg_version, merges, skipped_records, statement_records
from kg.model import Referent, Skipped
from kg.publish import Texts
from kg.records import BETWEEN_DOCUMENTS, CatalogueRow, SkippedRecord, entry_of, line_of, report_head, report_tail, write_catalogue
from kg.resolution.corpus import Names, Told

_BETWEEN = (b"", b"", BETWEEN_DOCUMENTS.encode())  # between two pieces of each of `FILES`


@dataclass(frozen=True, slots=True)
class Source:
    """A document that a build tells of, and whom and what it names; `accusing` is where its words are private allegations."""

    input: Input
    referents: tuple[Referent, ...]
    accusing: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, in numbers: the report's counts, statements by relation, what was skipped; the rows of entities.csv; which stretches of
    graph.ttl stand as they stood in the last build's (`Splice.same`); and, once told, statements by the label of their relation's family, most
    first."""

    counts: dict[str, int]
    types: Counter[str]
    skipped: list[SkippedRecord]
    entities: list[CatalogueRow]
    same: list[tuple[int, int, int]]
    families: tuple[tuple[str, int], ...] = ()


class Writer:
    """Writes statements.jsonl, graph.ttl, report.json, entities.csv and the texts of a build into the folder `new`. `tell` gives what a document
    tells, marked in `names.private`; `made_with` is a digest of all else that the files depend on."""

    def __init__(self, names: Names, pieces: Pieces, tell: Callable[[Source], Told], made_with: str) -> None:
        self._names, self._pieces, self._tell = names, pieces, tell
        self._graph = GraphWriter(names)
        self._made_with = made_with
        self._entities: dict[str, str] = {}
        self._own = defaultdict[str, list[str]](list)
        for entity, document in names.own.items():
            self._own[document].append(entity)
        self._tally, self._direct = Tally(), list[Direct]()

    def write(self, new: Path, out: Path, sources: Sequence[Source], skipped: Sequence[Skipped], step: Callable[[str, int, int], None]) -> Written:
        """Write all files, the documents by path; those of the last build are in `out`. `step` hears how far it is."""
        texts = Texts(out, new)
        heads = (b"", self._graph.head().encode(), report_head(kg_version()).encode())
        with ExitStack() as stack:
            before = [stack.enter_context((out / name).open("rb")) if self._pieces else None for name in FILES]
            made = [stack.enter_context((new / name).open("wb")) for name in FILES]
            files = [Splice(target, old, between) for target, old, between in zip(made, before, _BETWEEN, strict=True)]
            for file, head in zip(files, heads, strict=True):
                file.write(head)
            for number, source in enumerate(sources):
                step("writing", number, len(sources))
                self._source(source, files, texts)
            for block in self._graph.entities(self._direct):
                files[1].write(block.encode())
            self._direct = []
            names = {r.id: r.name for source in sources for r in source.referents}
            written = Written(self._tally.counted(len(skipped), self._names.resolution), self._tally.types, skipped_records(skipped),
                              catalogue(self._names, self._tally), files[1].same)
            for part in report_tail(merges(self._names, names), written.skipped, written.counts):
                files[2].write(part.encode())
            for file in files:
                file.close()
        write_catalogue(new, written.entities)
        texts.close()
        return written

    def save(self) -> None:
        """Keep the pieces for the next build, now that the files stand in their place."""
        heads = (0, len(self._graph.head().encode()), len(report_head(kg_version()).encode()))
        self._pieces.save(heads, tuple(map(len, _BETWEEN)))

    def _source(self, source: Source, files: Sequence[Splice], texts: Texts) -> None:
        made_of = self._made_of(source)
        place = self._pieces.find(made_of)
        if place is None:
            told = self._tell(source)
            written, piece = self._render(told, made_of)
            for file, data in zip(files, written, strict=True):
                file.piece(data)
        else:
            piece = place.piece
            for file, start, length in zip(files, place.starts, piece.lengths, strict=True):
                file.copy(start, length)
        counted, direct = json.loads(piece.adds)
        self._tally.add(*counted)
        self._direct += [(intern(s), intern(p), intern(o)) for s, p, o in direct]
        text = texts.keep(source.input.id, lambda: source.input.load().text, piece.text)
        self._pieces.add(piece.standing(text))

    def _render(self, told: Told, made_of: str) -> tuple[tuple[bytes, ...], Piece]:
        said = statement_records(told, self._names)
        texts = ("".join(map(line_of, said)), self._graph.document(told), entry_of(document_record(told, self._names)))
        written = tuple(text.encode() for text in texts)
        tally = Tally.of_document(told, said, self._names)
        adds = json.dumps([[tally.of, tally.types, tally.counts], self._graph.direct(told)], separators=(",", ":"))
        return written, Piece(made_of, tuple(map(len, written)), adds)

    def _made_of(self, source: Source) -> str:
        """A digest of all that a document's pieces are made of: what it gave, what its file is called, and who is who in it."""
        one, resolution = source.input, self._names.resolution
        parts = [self._made_with, one.id, one.digest, one.sha256, repr((one.path, source.accusing))]
        parts += (self._named(resolution.of[referent.id]) for referent in source.referents)
        for entity in self._own.get(one.id, ()):
            parts.append(repr((entity, resolution.entities[entity].aliases, resolution.entities[entity].same_as)))
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def _named(self, key: str) -> str:
        """What a document's pieces hold of an entity."""
        if key not in self._entities:
            entity = self._names.resolution.entities[key]
            self._entities[key] = repr((self._names.iri(entity), entity.label, entity.cls))
        return self._entities[key]
