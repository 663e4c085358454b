"""The page's data: the network's nodes and edges, and each statement with its quotation inside its paragraph.

Everything here is plain and fit to be shown (`kg.view.text`): the script writes it with textContent and adds nothing from elsewhere.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx

from kg.records import CatalogueRow, DocumentRecord, EntityRecord, Output, StatementRecord
from kg.view.layout import Remember, afresh, positions
from kg.view.selection import best, entities, evidence_counts
from kg.view.text import cut, legible, name, relative, web_link
from kg.view.vocabulary import Vocabulary

FIRST = 400  # a page opens on so many entities at most; the rest is one search away
_CONTEXT = 600  # characters of its paragraph shown on each side of a quotation
_QUOTATION = 4000
_ALIASES = 40
_LINE = 22  # characters of a name on one line of the picture


@dataclass(frozen=True, slots=True)
class PageData:
    """`nodes` and `edges` are what pyvis is filled with; `corpus` is all the rest that the page shows."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    corpus: dict[str, Any]


@dataclass(slots=True)
class _Passages:
    """Paragraphs, each kept once. Offsets are counted as a browser counts them, in UTF-16 units."""

    texts: Mapping[str, str]
    kept: list[str] = field(default_factory=list)
    index: dict[tuple[str, int, int], int] = field(default_factory=dict)

    def place(self, document: str, record: StatementRecord) -> tuple[int, int, int]:
        """Number of the paragraph that holds the statement's quotation, and the quotation's start and end in it."""
        evidence = record["evidence"]
        text, start, end = self.texts.get(document, ""), evidence["start"], evidence["end"]
        if text[start:end] != evidence["text"]:  # a text that was not kept: the quotation stands alone
            text, start, end = evidence["text"], 0, len(evidence["text"])
            document = f"{document}/{record['id']}"
        end = min(end, start + _QUOTATION)
        low = max(text.rfind("\n", 0, start) + 1, start - _CONTEXT)
        line_end = text.find("\n", end)
        high = min(len(text) if line_end < 0 else line_end, end + _CONTEXT)
        key = (document, low, high)
        if key not in self.index:
            self.index[key] = len(self.kept)
            self.kept.append(legible(text[low:high]))
        paragraph = self.kept[self.index[key]]
        return self.index[key], _units(paragraph[: start - low]), _units(paragraph[: end - low])


def page_data(statements: list[StatementRecord], output: Output, vocabulary: Vocabulary, remember: Remember = afresh) -> PageData:
    """What a page about `statements` holds; `output` is the whole build they were chosen from."""
    counts = evidence_counts(statements)
    people: dict[str, EntityRecord] = {e["iri"]: e for s in statements for e in entities(s)}
    iris = sorted(people)
    number = {iri: n for n, iri in enumerate(iris)}
    nodes = _nodes(_spaced(iris, statements, vocabulary), people, {row["iri"]: row for row in output.entities}, counts, remember)
    sources, source_number = _sources(statements, output)
    passages = _Passages(output.texts)
    records = [_statement(s, number, source_number, passages) for s in statements]
    edges = [{"id": n, "from": number[s["subject"]["iri"]], "to": number[s["object"]["iri"]], "label": vocabulary.relation(s["type"])[0]}
             for n, s in enumerate(statements) if s["object"]]
    corpus = {
        "statements": records, "passages": passages.kept, "sources": sources, "vocabulary": _vocabulary(statements, people, vocabulary),
        "counts": _counts(output),
    }
    return PageData(nodes, edges, corpus)


def _counts(output: Output) -> dict[str, int]:
    """How much the whole build is, of which the page may show a part."""
    documents = output.report["documents"]
    counts = {"documents": len(documents), "sentences": sum(d["sentences"] for d in documents), "used": sum(d["sentences_used"] for d in documents)}
    if output.of is not None:
        told = output.report["counts"]
        counts = {"documents": told["documents"], "sentences": told["sentences"], "used": told["sentences_used"]}
    return {**counts, "entities": len(output.entities), "statements": len(output.statements) if output.of is None else output.of}


def _spaced(iris: list[str], statements: list[StatementRecord], vocabulary: Vocabulary) -> nx.DiGraph[str]:
    """The network to lay out: also those who only speak, and for each edge the width of its longest word."""
    rooms: dict[tuple[str, str], float] = {}
    for s in statements:
        if s["object"]:
            word = vocabulary.relation(s["type"])[0] + ("" if s["modality"] == "asserted" else f" · {s['modality']}")
            pair = s["subject"]["iri"], s["object"]["iri"]
            rooms[pair] = max(len(word) * 5.6 + 16, rooms.get(pair, 0.0))
    spaced: nx.DiGraph[str] = nx.DiGraph()
    spaced.add_nodes_from(iris)
    spaced.add_weighted_edges_from(((*pair, room) for pair, room in rooms.items()), weight="room")
    return spaced


def _nodes(graph: nx.DiGraph[str], people: dict[str, EntityRecord], catalogue: Mapping[str, CatalogueRow],
           counts: Mapping[str, int], remember: Remember) -> list[dict[str, Any]]:
    iris = sorted(graph)
    labels = {iri: name(people[iri]["label"]) for iri in iris}
    place = positions(graph, {iri: _box(label) for iri, label in labels.items()}, remember)
    linked = {iri: counts[iri] for iri in iris if graph.degree(iri)}
    first = best(linked or counts, FIRST)
    return [
        {"id": n, "label": labels[iri], "iri": legible(iri), "cls": people[iri]["class"], "aliases": _aliases(iri, labels[iri], people, catalogue),
         "first": iri in first, "x": place[iri][0], "y": place[iri][1]}
        for n, iri in enumerate(iris)
    ]


def _aliases(iri: str, label: str, people: dict[str, EntityRecord], catalogue: Mapping[str, CatalogueRow]) -> list[str]:
    row = catalogue.get(iri)
    shown = {name(alias) for alias in (row["aliases"] if row else people[iri]["aliases"])[:_ALIASES]}
    return sorted(shown - {label})


def _box(label: str) -> tuple[float, float]:
    """About the room that a name takes under its sign, wrapped as the page wraps it."""
    lines, longest, line = 1, 0, 0
    for word in cut(label, 60).split():
        if line and line + 1 + len(word) > _LINE:
            lines, line = lines + 1, 0
        line += len(word) + (1 if line else 0)
        longest = max(longest, line)
    return min(longest, _LINE + 8) * 6.6 + 22, lines * 15.0 + 46


def _sources(statements: list[StatementRecord], output: Output) -> tuple[list[dict[str, Any]], dict[str, int]]:
    described: dict[str, DocumentRecord] = {d["iri"]: d for d in output.report["documents"]}
    found = {s["source"]["iri"]: s["source"] for s in statements}
    order = sorted(found, key=lambda iri: (found[iri]["date"] or "~", found[iri]["path"], iri))
    sources = []
    for iri in order:
        record, document = found[iri], described.get(iri)
        known = {"publisher": document["publisher"], "author": document["author"]} if document else {}
        path = relative(record["path"])
        sources.append({"id": legible(iri.rsplit("/", 1)[-1]), "iri": legible(iri), "title": name(record["title"] or path), "path": path,
                        "date": legible(record["date"] or "") or None,
                        "url": web_link(document["url"] if document else None), **{key: name(value) for key, value in known.items() if value}})
    return sources, {iri: n for n, iri in enumerate(order)}


def _statement(record: StatementRecord, number: Mapping[str, int], source_number: Mapping[str, int], passages: _Passages) -> dict[str, Any]:
    document = record["source"]["iri"].rsplit("/", 1)[-1]
    passage, start, end = passages.place(document, record)
    by, to = record["attributed_to"], record["object"]
    return {
        "id": record["id"], "type": record["type"], "subject": number[record["subject"]["iri"]], "object": number[to["iri"]] if to else None,
        "by": number[by["iri"]] if by else None, "modality": record["modality"], "confidence": round(record["confidence"], 3),
        "rule": name(record["rule"]),
        "qualifiers": {key: cut(legible(value), 500) for key, value in record["qualifiers"].items()},
        "source": source_number[record["source"]["iri"]], "passage": passage, "start": start, "end": end, "at": record["evidence"]["start"],
        **({"private": True} if record.get("private_allegation") else {}),
    }


def _vocabulary(statements: list[StatementRecord], people: dict[str, EntityRecord], vocabulary: Vocabulary) -> dict[str, Any]:
    """The part of the vocabulary that the page needs: classes and relations that occur, and which of these contests which."""
    types = sorted({s["type"] for s in statements})
    return {"classes": {c: vocabulary.cls(c) for c in sorted({e["class"] for e in people.values()})},
            "relations": {t: vocabulary.relation(t) for t in types},
            "contests": {t: sorted(vocabulary.contests[t]) for t in types if t in vocabulary.contests}}


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
