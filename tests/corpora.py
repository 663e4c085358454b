"""Small corpora for tests of resolution: documents that hold nothing but referents."""
from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg.knowledge.domain import ClassTree, GazetteerEntry
from kg.model import Document, Entity, Extraction, Referent, Resolution
from kg.resolution.decisions import Decisions
from kg.resolution.profiles import name_words
from kg.resolution.resolve import resolve

PARENTS = {
    "Person": "Agent", "Organization": "Agent", "PublicBody": "Organization", "LocalAuthority": "PublicBody", "Regulator": "PublicBody",
    "Court": "PublicBody", "Charity": "Organization", "PoliticalParty": "Organization", "Company": "Organization", "Service": "Entity",
    "Place": "Entity",
    "Event": "Entity", "Document": "Entity", "Report": "Document", "Article": "Document", "Group": "Agent", "Agent": "Entity",
}


def _ancestors(cls: str) -> frozenset[str]:
    found = {cls}
    while cls in PARENTS:
        cls = PARENTS[cls]
        found.add(cls)
    return frozenset(found)


CLASSES = ClassTree({cls: _ancestors(cls) for cls in PARENTS})
WORDS = name_words(
    titles=("councillor", "cllr", "mr", "mrs", "dr", "sir"),
    generic=("borough", "city", "county", "metropolitan", "district", "ltd", "plc", "greater city"),
    heads=("council", "nhs trust", "party", "police", "federation", "ltd", "plc"))


@dataclass
class Paper:
    """A document under construction; `add` gives back the id of a referent."""

    path: str
    referents: list[Referent] = field(default_factory=list)

    @property
    def id(self) -> str:
        return hashlib.sha256(self.path.encode()).hexdigest()[:16]

    def add(self, name: str, cls: str, **more: object) -> str:
        base = Referent(id=f"{self.id}:{len(self.referents)}", document=self.id, name=name, cls=cls, names=(name,), aliases=(name,))
        self.referents.append(replace(base, **more))  # type: ignore[arg-type]
        return self.referents[-1].id

    def extraction(self) -> Extraction:
        document = Document(id=self.id, path=self.path, sha256="", text="", blocks=())
        return Extraction(document=document, referents=tuple(self.referents), statements=())


def resolved(papers: Sequence[Paper], *, gazetteer: Sequence[GazetteerEntry] = (), decisions: Decisions | None = None) -> Resolution:
    return resolve([paper.extraction() for paper in papers], gazetteer=gazetteer, decisions=decisions, classes=CLASSES, names=WORDS)


def alone(*names: tuple[str, str], **more: object) -> list[Entity]:
    """The entities that result where each name stands in a document of its own."""
    papers = []
    for number, (name, cls) in enumerate(names):
        papers.append(Paper(f"{number}.txt"))
        papers[-1].add(name, cls, **more)
    return list(resolved(papers).entities.values())
