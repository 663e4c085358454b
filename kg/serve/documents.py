"""Documents: the list, with a search in titles, publishers and paths, and one with its text and all that was read from it."""
from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.graph.keep import blotted, left_out
from kg.namespaces import local_name
from kg.publish import TEXTS
from kg.serve.rows import among, numbered, rows
from kg.serve.site import Site
from kg.serve.told import BY_PLACE, Link, Told, found, link, told

PAGE = 50
_RECORDS, _PRIVATE = "statements.jsonl", '"private_allegation": true'
MOST = 5000  # statements of a document that are marked in its text
_LIST = """SELECT DISTINCT ?document ?title ?path ?date WHERE {{ {found} OPTIONAL {{ ?document dct:date ?date }} }}
ORDER BY DESC(STR(?date)) ?title ?document LIMIT {limit} OFFSET {offset}"""
_FOUND = "?document kg:sha256 ?sum ; dct:title ?title ; dct:identifier ?path ."
_SEARCH = """ OPTIONAL {{ ?document dct:publisher ?p . OPTIONAL {{ ?p rdfs:label ?named }} }}
  BIND(LCASE(CONCAT(?title, "\\n", ?path, "\\n", COALESCE(?named, STR(?p), ""))) AS ?all) FILTER({held})"""
_COUNT = "SELECT (COUNT(DISTINCT ?document) AS ?n) WHERE {{ {found} }}"
_STATEMENTS = "SELECT ?document (COUNT(?statement) AS ?n) WHERE {{ {documents} ?statement kg:document ?document }} GROUP BY ?document"
_PUBLISHERS = """SELECT ?document (MIN(?by) AS ?publisher) WHERE {{ {documents} ?document dct:publisher ?p . OPTIONAL {{ ?p rdfs:label ?named }}
  BIND(COALESCE(?named, STR(?p)) AS ?by) }} GROUP BY ?document"""
_OWN = """SELECT ?p ?value ?label WHERE { ?document ?p ?value ; kg:sha256 ?sum .
  FILTER(?p IN (dct:title, dct:identifier, dct:creator, dct:publisher, dct:date, dct:source, kg:sha256)) OPTIONAL { ?value rdfs:label ?label } }
ORDER BY ?p ?label ?value LIMIT 500"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A document in a list."""

    link: Link
    file: str
    date: str
    publisher: str
    statements: int


@dataclass(frozen=True, slots=True)
class Document:
    """What the graph tells of a document; makers are names, or entities where statements tell of them."""

    iri: str
    id: str
    title: str
    file: str
    date: str
    source: str
    sha256: str
    authors: tuple[Link, ...]
    publishers: tuple[Link, ...]


async def listed(site: Site, words: Sequence[str], offset: int) -> list[Listed]:
    """Documents with all of `words` in title, publisher or path, the newest first."""
    shown = await rows(site, _LIST.format(found=_found(words), limit=PAGE, offset=offset), words=numbered(words))
    if not shown:
        return []
    these = among("document", dict.fromkeys(row["document"] for row in shown))
    counts = {row["document"]: int(row["n"]) for row in await rows(site, _STATEMENTS.format(documents=these))}
    publishers = {row["document"]: row["publisher"] for row in await rows(site, _PUBLISHERS.format(documents=these))}
    return [Listed(link(site, row["document"], row["title"]), row["path"], row["date"], publishers.get(row["document"], ""),
                   counts.get(row["document"], 0)) for row in shown]


async def count(site: Site, words: Sequence[str]) -> int:
    """How many documents such a list has in all."""
    return int((await rows(site, _COUNT.format(found=_found(words)), words=numbered(words)))[0]["n"])


async def document(site: Site, iri: str) -> Document | None:
    """A document; None where the build has none with this IRI."""
    own = await rows(site, _OWN, nodes={"document": iri})
    if not own:
        return None

    def first(name: str) -> str:
        return next((row["value"] for row in own if local_name(row["p"]) == name), "")

    def makers(name: str) -> tuple[Link, ...]:
        return tuple(link(site, row["value"], row["label"] or row["value"]) for row in own if local_name(row["p"]) == name)

    return Document(iri, local_name(iri), first("title"), first("identifier"), first("date"), first("source"), first("sha256"), makers("creator"),
                    makers("publisher"))


async def statements(site: Site, iri: str) -> list[Told]:
    """The statements that were read from a document, in the order of its text."""
    return await told(site, await found(site, "?statement kg:document ?document .", {"document": iri}, order=BY_PLACE, limit=MOST))


async def told_elsewhere(site: Site, iri: str) -> list[Told]:
    """What other documents say of a document."""
    pattern = "?statement rdf:subject|rdf:object|kg:attributedTo ?thing . FILTER(?document != ?thing)"
    return await told(site, await found(site, pattern, {"thing": iri}, limit=PAGE))


async def text(site: Site, document: str) -> str | None:
    """The kept text that the offsets of a document's passages count in, the words of private allegations blotted as on the network page; None where
    it was not kept."""
    return await asyncio.to_thread(_read, site.out, document) if document.isalnum() else None


def _read(out: Path, document: str) -> str | None:
    path, records = out / TEXTS / f"{document}.txt", out / _RECORDS
    try:
        text, state = path.read_bytes().decode("utf-8", "surrogatepass"), records.stat()
    except FileNotFoundError:
        return None
    return blotted(text, _hidden(records, state.st_mtime_ns, state.st_size).get(document, ()))


@lru_cache(maxsize=2)
def _hidden(records: Path, _changed: int, _size: int) -> Mapping[str, Sequence[tuple[int, int]]]:
    """Where the words of private allegations stand, by document; read anew when the file of records is another."""
    with records.open(encoding="utf-8") as lines:
        return left_out(json.loads(line) for line in lines if _PRIVATE in line)


def _found(words: Sequence[str]) -> str:
    held = " && ".join(f"CONTAINS(?all, ?word{n})" for n in range(len(words)))
    return _FOUND + (_SEARCH.format(held=held) if words else "")
