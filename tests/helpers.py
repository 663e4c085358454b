"""A small knowledge made by hand: three invented documents about an invented council. For tests of everything after extraction.

`sketch` quotes a document's own words, so that offsets are looked up and never typed.
"""
from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from kg.building.cache import Cache
from kg.files import write_text
from kg.model import (
    Attribute,
    Block,
    BlockKind,
    Document,
    Entity,
    Extraction,
    Knowledge,
    Mention,
    MentionKind,
    Modality,
    Passage,
    Referent,
    Resolution,
    Span,
    Statement,
    document_id,
)
from kg.publish import STORE, TEXTS, WORK
from kg.records import Output, write_records

SELF = "(this document)"


@dataclass
class Sketch:
    """One document's extraction in the making: name who is in it, then what it says."""

    path: str
    text: str
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    referents: dict[str, Referent] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)

    @property
    def id(self) -> str:
        return document_id(self.text)

    def who(self, name: str, cls: str, *aliases: str, roles: tuple[str, ...] = (), self_document: bool = False) -> None:
        """An entity that the document speaks of."""
        self.referents[name] = Referent(
            id=f"{self.id}:{len(self.referents)}", document=self.id, name=name, cls=cls, names=(name,), aliases=(name, *aliases), roles=roles,
            self_document=self_document)

    def mention(self, name: str, within: Span) -> Mention:
        """The first of the entity's surface forms in the passage, else in the text; the document itself stands at its start."""
        referent = self.referents[name]
        for start, end in ((within.start, within.end), (0, len(self.text))):
            for words in referent.aliases:
                if (at := self.text.find(words, start, end)) >= 0:
                    return Mention(start=at, end=at + len(words), text=words, kind=MentionKind.NAME, referent=referent.id)
        kind = MentionKind.DOCUMENT if referent.self_document else MentionKind.PRONOUN
        return Mention(start=within.start, end=within.start, text="", kind=kind, referent=referent.id)

    def say(self, type_: str, subject: str, object_: str | None, quotation: str, *, modality: Modality = Modality.ASSERTED, by: str | None = None,
            rule: str = "a clause", confidence: float = 0.9, **qualifiers: str) -> Statement:
        """A statement whose evidence is `quotation`, which must stand in the text."""
        start = self.text.index(quotation)
        span = Span(start, start + len(quotation))
        statement = Statement(
            type=type_, subject=self.mention(subject, span), object=self.mention(object_, span) if object_ else None,
            evidence=Passage(document=self.id, start=span.start, end=span.end, text=quotation), trigger=span, modality=modality,
            attributed_to=self.mention(by, span) if by else None, qualifiers=tuple(sorted(qualifiers.items())), rule=rule, confidence=confidence)
        self.statements.append(statement)
        return statement

    def extraction(self) -> Extraction:
        attributes = {k: Attribute(v) for k in ("title", "author", "publisher", "date") if (v := getattr(self, k)) is not None}
        document = Document(
            id=self.id, path=self.path, sha256=hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest(), text=self.text,
            blocks=(Block(0, len(self.text), BlockKind.PARAGRAPH),), url=self.url, **attributes)
        return Extraction(document=document, referents=tuple(self.referents.values()), statements=tuple(self.statements),
                          sentences=self.text.count("."), sentences_used=len({s.evidence for s in self.statements}))


def slug(name: str) -> str:
    return "-".join("".join(c if c.isascii() and c.isalnum() else " " for c in name.lower()).split()) or "x"


def knowledge(*sketches: Sketch, **same_as: str) -> Knowledge:
    """What a build would know: referents of one name are one entity, the documents themselves stay apart."""
    entities: dict[str, Entity] = {}
    of: dict[str, str] = {}
    for sketch in sketches:
        for referent in sketch.referents.values():
            key = f"document-{sketch.id}" if referent.self_document else slug(referent.name)
            before = entities.get(key)
            aliases = {*referent.aliases, *(before.aliases if before else ())} - {referent.name, SELF}
            label = (sketch.title or sketch.path) if referent.self_document else referent.name
            entities[key] = Entity(
                id=key, label=label, cls=before.cls if before else referent.cls, aliases=tuple(sorted(aliases)),
                same_as=(same_as[key.replace("-", "_")],) if key.replace("-", "_") in same_as else (),
                referents=(*(before.referents if before else ()), referent.id),
                merges=(*(before.merges if before else ()), *(((referent.id, "the same name"),) if before else ())))
            of[referent.id] = key
    return Knowledge(extractions=tuple(s.extraction() for s in sketches), resolution=Resolution(entities=entities, of=of))


def report_sketch() -> Sketch:
    """A rating, criticism of the service and of its council, money, and the article's own byline."""
    d = Sketch(
        "2021-02-marrow.md",
        "Marrow children's services told to improve. By Jo Penn. The Care Inspectorate rated Marrow Children's Services inadequate in January 2021, "
        "down from good. Inspectors criticised the service for long delays. The Care Inspectorate condemned Marrow Borough Council over its record. "
        "Councillor Ann Reed, leader of Marrow Borough Council, apologised to families for the failings. "
        "\"We will hire forty social workers,\" she said. The ministry gave the council £2m. Marrow Borough Council runs Marrow Children's Services.",
        title="Marrow children's services told to improve", date="2021-02-03", publisher="The Marrow Echo", author="Jo Penn",
        url="https://echo.example/marrow?a=1&b=2")
    d.who("Care Inspectorate", "Regulator", "The Care Inspectorate", "Inspectors")
    d.who("Marrow Borough Council", "LocalAuthority", "the council")
    d.who("Marrow Children's Services", "Service", "the service")
    d.who("Ann Reed", "Person", "Councillor Ann Reed", "she", roles=("leader",))
    d.who("Jo Penn", "Person")
    d.who("The Marrow Echo", "MediaOrganization")
    d.who("Ministry of Care", "PublicBody", "The ministry")
    d.who(SELF, "Article", self_document=True)
    d.say("authored", "Jo Penn", SELF, "By Jo Penn.", date="2021-02-03")
    d.say("rated", "Care Inspectorate", "Marrow Children's Services",
          "The Care Inspectorate rated Marrow Children's Services inadequate in January 2021, down from good.", rating="inadequate",
          previous="good", date="2021-01")
    d.say("criticised", "Care Inspectorate", "Marrow Children's Services", "Inspectors criticised the service for long delays.", about="long delays")
    d.say("criticised", "Care Inspectorate", "Marrow Borough Council", "The Care Inspectorate condemned Marrow Borough Council over its record.",
          about="its record")
    words = "Councillor Ann Reed, leader of Marrow Borough Council, apologised to families for the failings."
    d.say("holds_role", "Ann Reed", "Marrow Borough Council", words, role="leader")
    d.say("apologised", "Ann Reed", None, words, about="the failings")
    words = "\"We will hire forty social workers,\" she said."
    d.say("stated", "Ann Reed", None, words, quote="We will hire forty social workers")
    d.say("pledged", "Ann Reed", None, words, about="hire forty social workers", modality=Modality.PLANNED, by="Ann Reed")
    d.say("funded", "Ministry of Care", "Marrow Borough Council", "The ministry gave the council £2m.", amount="£2m")
    d.say("part_of", "Marrow Children's Services", "Marrow Borough Council", "Marrow Borough Council runs Marrow Children's Services.",
          confidence=1.0)
    return d


def protest_sketch() -> Sketch:
    """A protest, an accusation told at second hand, a denial, a demand."""
    d = Sketch(
        "2021-05-protest.html",
        "Parents United marched in Marrow on 1 May. Parents United accused Marrow Borough Council of hiding reports, said Tom Vale. "
        "The council denied that it had hidden reports. Tom Vale denied that Parents United had ever criticised Hale Care Ltd. "
        "Parents United called on the Ministry of Care to hold an inquiry. The group campaigns against Hale Care Ltd. "
        "Hale Care Ltd may be fined by the Care Inspectorate.",
        title="Parents march over \"hidden\" reports", date="2021-05-02", publisher="The Marrow Echo", url="javascript:alert(1)")
    d.who("Parents United", "CampaignGroup", "The group")
    d.who("Marrow Borough Council", "LocalAuthority", "The council", "Marrow Council")
    d.who("Tom Vale", "Person")
    d.who("Hale Care Ltd", "Company")
    d.who("Ministry of Care", "PublicBody")
    d.who("Care Inspectorate", "Regulator")
    d.who("1 May march", "Protest", "marched")
    d.who("Marrow", "Place")
    d.say("organised", "Parents United", "1 May march", "Parents United marched in Marrow on 1 May.", date="--05-01")
    d.say("located_in", "1 May march", "Marrow", "Parents United marched in Marrow on 1 May.")
    d.say("accused", "Parents United", "Marrow Borough Council", "Parents United accused Marrow Borough Council of hiding reports, said Tom Vale.",
          by="Tom Vale", about="hiding reports")
    d.say("denied", "Marrow Borough Council", None, "The council denied that it had hidden reports.", about="it had hidden reports")
    d.say("criticised", "Parents United", "Hale Care Ltd", "Tom Vale denied that Parents United had ever criticised Hale Care Ltd.",
          modality=Modality.NEGATED, by="Tom Vale")
    d.say("called_for", "Parents United", "Ministry of Care", "Parents United called on the Ministry of Care to hold an inquiry.", about="an inquiry")
    d.say("campaigned_against", "Parents United", "Hale Care Ltd", "The group campaigns against Hale Care Ltd.")
    d.say("sanctioned", "Care Inspectorate", "Hale Care Ltd", "Hale Care Ltd may be fined by the Care Inspectorate.", modality=Modality.ALLEGED)
    return d


def follow_up_sketch() -> Sketch:
    """A better rating later, criticism without a reply, and what the other document denies, asserted."""
    d = Sketch(
        "later/2022-03.txt",
        "In March 2022 the Care Inspectorate found Marrow Children's Services good. Parents United hit out at Hale Care Ltd in 2021/2022. "
        "Tom Vale is a member of Parents United. The Care Inspectorate praised Marrow Borough Council.",
        date="2022-03")
    d.who("Care Inspectorate", "Regulator")
    d.who("Marrow Children's Services", "Service")
    d.who("Marrow Borough Council", "LocalAuthority")
    d.who("Parents United", "CampaignGroup")
    d.who("Hale Care Ltd", "Company")
    d.who("Tom Vale", "Person")
    d.say("rated", "Care Inspectorate", "Marrow Children's Services", "In March 2022 the Care Inspectorate found Marrow Children's Services good.",
          rating="good", date="2022-03")
    d.say("criticised", "Parents United", "Hale Care Ltd", "Parents United hit out at Hale Care Ltd in 2021/2022.", date="2021/2022")
    d.say("member_of", "Tom Vale", "Parents United", "Tom Vale is a member of Parents United.")
    d.say("praised", "Care Inspectorate", "Marrow Borough Council", "The Care Inspectorate praised Marrow Borough Council.", confidence=0.5)
    return d


def sample() -> Knowledge:
    """The three documents together."""
    return knowledge(report_sketch(), protest_sketch(), follow_up_sketch(), hale_care_ltd="https://companies.example/1")


def built(folder: Path) -> dict[str, bytes]:
    """The files of a build, but for the store's, which are never the same twice."""
    files = (p for p in sorted(folder.rglob("*")) if p.is_file() and p.relative_to(folder).parts[0] not in (STORE, WORK))
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in files}


def contents(folder: Path) -> dict[str, bytes]:
    """The files of a build, and what is kept for the next one, entry by entry, but for what tells how files stand on the disk."""
    with closing(Cache(folder / WORK / "cache")) as cache:
        kept = {f"{WORK}/{key}": content.encode() for key in cache.kept() if (content := cache.get(key) or "").startswith("{")}
    return {**{f"{WORK}/{p.name}": b"" for p in (folder / WORK).iterdir()}, **kept, **built(folder)}


def quads(store: Iterable[object]) -> set[str]:
    """Those of a store, but for those with blank nodes, which the ontology's shapes have."""
    return {str(quad) for quad in store if "BlankNode" not in repr(quad)}


def write_output(folder: Path, output: Output) -> None:
    """The record files and the texts of a build, without all that `kg.publish` sees to."""
    for name, text in output.texts.items():
        write_text(folder / TEXTS / f"{name}.txt", text)
    write_records(folder, output)
