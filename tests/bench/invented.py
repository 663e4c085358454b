"""Large invented builds: `invented(30_000)` is the records of a build that read some three thousand documents. Nobody and nothing in them exists.

A network has 1.75 pairs an entity: a fifth of the entities stand in small groups of their own, the others in districts that one large part joins, a
few of them with very many lines, as in what is read from documents. The same size and seed give the same records.
"""
from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import accumulate

from kg.model import document_id
from kg.records import CatalogueRow, DocumentRecord, EntityRecord, Output, SourceRecord, StatementRecord

PAIRS = 1.75  # pairs that some statement joins, for each entity
STATEMENTS = 10 / 3  # statements, for each entity
_BASE = "https://example.org/kg/"
_DISTRICT = 150  # entities that mostly deal with each other
_APART = 0.2  # the share of entities in small groups

_ONSETS = ("B", "Br", "C", "Cl", "D", "Dr", "F", "Fl", "G", "Gr", "H", "K", "L", "M", "N", "P", "Pr", "R", "S", "St", "T", "Th", "Tr", "V", "W", "Wh")
_VOWELS = ("a", "e", "i", "o", "u", "ea", "oo", "ai")
_CODAS = ("ck", "ld", "ll", "lm", "m", "mb", "n", "nd", "ng", "nt", "r", "rd", "rk", "rn", "rt", "s", "sk", "st", "th", "x")
_ENDS = ("bury", "by", "combe", "don", "field", "ford", "ham", "hurst", "ley", "mere", "mouth", "shaw", "stead", "stoke", "ton", "wick", "worth")
_FIRST = ("Ada", "Amir", "Bola", "Carys", "Dev", "Elin", "Femi", "Greta", "Hamid", "Ines", "Jonah", "Kezia", "Leo", "Mirra", "Noor", "Odile", "Pavel",
          "Quinn", "Rhona", "Sefton", "Tamsin", "Ula", "Viv", "Wanda", "Xan", "Yusuf", "Zelda")
_NAMES = {  # class: names with a place in them, and what the text calls the thing afterwards
    "LocalAuthority": (("{} Borough Council", "{} County Council", "{} District Council"), "the council"),
    "Regulator": (("{} Standards Board", "{} Inspectorate of Care"), "the inspectorate"),
    "CampaignGroup": (("Friends of {} Library", "{} Parents Together", "Save {} Meadows"), "the campaign"),
    "Company": (("{} Waste Ltd", "{} Homes plc", "{} Transit"), "the company"),
    "MediaOrganization": (("{} Gazette", "The {} Courier"), "the paper"),
    "Group": (("{} tenants", "{} ward councillors"), "the group"),
    "Service": (("{} early help team", "{} highways department", "{} youth service"), "the service"),
    "Report": (("{} Review of Adult Care", "Report on Flooding in {}"), "the report"),
    "Petition": (("Petition against the {} bypass", "Petition for {} baths"), "the petition"),
    "Protest": (("{} town hall march",), "the march"),
    "Place": (("{}",), "the town"),
}
_CLASSES = ("Person",) * 9 + ("LocalAuthority",) * 3 + ("Service",) * 2 + tuple(_NAMES)
_RELATIONS = {  # relation: weight, words between the two names, whether it wants nobody at its end
    "criticised": (9, "criticised {} over {about}", False), "accused": (3, "accused {} of hiding the truth about {about}", False),
    "praised": (5, "praised {} for {about}", False), "rated": (4, "rated {} as requiring improvement in {about}", False),
    "inspected": (4, "inspected {} after complaints about {about}", False), "investigated": (4, "began an inquiry into {} and {about}", False),
    "sanctioned": (2, "fined {} for failures in {about}", False), "apologised": (4, "apologised for {about}", True),
    "denied": (3, "denied any knowledge of {about}", True), "pledged": (3, "promised to put {about} right within a year", True),
    "called_for": (6, "called on {} to publish its plans for {about}", False), "organised": (2, "organised {} in answer to {about}", False),
    "campaigned_against": (3, "campaigned against {} and {about}", False), "supported": (4, "gave its backing to {} on {about}", False),
    "holds_role": (7, "has sat for years on the board of {}, which answers for {about}", False),
    "part_of": (3, "is part of {} and deals with {about}", False),
    "appointed": (3, "appointed {} to look after {about}", False), "funded": (4, "paid {} half a million pounds for {about}", False),
    "published": (3, "published {} on {about}", False), "stated": (8, "said that nobody had been told of {about}", True),
}
_ADJECTIVES = ("late", "missing", "costly", "unsafe", "neglected", "disputed", "secret", "long-promised", "badly run", "half-finished", "broken",
               "new")
_MATTERS = ("school transport", "bin collections", "care assessments", "flood defences", "housing repairs", "library hours", "bus shelters",
            "foster payments", "planning notices", "road closures", "children's plans", "pension records", "street lights", "swimming lessons",
            "water tests", "fire doors")
_PLACES_OF = ("in the north of the district", "along the old canal", "at the two largest schools", "on the harbour estate", "since the merger",
              "under the previous contract", "during the hard winter", "for families without a car", "in the villages", "near the station")
_FILLERS = ("The matter will come before the committee again in the spring.", "No figures for the year have been released so far.",
            "Residents had waited since the summer for an answer.", "A spokeswoman would not be drawn on the cost.",
            "Minutes of the meeting run to forty pages.", "The vote was close and the debate long.", "Letters on the subject fill three boxes.")
_HOW = (("asserted", 12, "{}"), ("alleged", 3, "It is claimed that {}"),
        ("planned", 2, "It is expected that before long {}"), ("negated", 1, "It is not true that {}"))
_PUBLISHERS = 40


@dataclass(slots=True)
class _Writer:
    """Writes documents, one paragraph for each statement, and the records of what they state."""

    rng: random.Random
    people: list[EntityRecord]
    publishers: list[str]
    documents: list[DocumentRecord] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    statements: list[StatementRecord] = field(default_factory=list)

    def document(self, number: int, wanted: list[tuple[int, int]]) -> None:
        """A document that says something of each pair; `title`, date and publisher are by its number."""
        rng = self.rng
        date = f"{rng.randint(2009, 2024)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        title = f"{rng.choice(_ADJECTIVES).capitalize()} {rng.choice(_MATTERS)} {rng.choice(_PLACES_OF)}: what was said, part {number}"
        text, found = title + "\n", []
        for a, b in wanted:
            quotation, rest = self._sentence(a, b)
            lead = f"{rng.choice(_FILLERS)} " if rng.random() < 0.5 else ""
            found.append((len(text) + 1 + len(lead), quotation, rest))
            text += f"\n{lead}{quotation} {rng.choice(_FILLERS)}\n"
        name = document_id(text)
        source: SourceRecord = {"iri": f"{_BASE}document/{name}", "path": f"{date[:4]}/{number}.txt", "title": title, "date": date}
        self.texts[name] = text
        self.documents.append({
            "id": name, "iri": source["iri"], "path": source["path"], "sha256": hashlib.sha256(text.encode()).hexdigest(), "title": title,
            "author": f"{rng.choice(_FIRST)} {_surname(rng)}", "publisher": rng.choice(self.publishers), "date": date,
            "url": f"https://news.example/{date}/{number}", "sentences": text.count("."), "sentences_used": len(found), "statements": len(found),
            "missed": []})
        for start, quotation, rest in found:
            key = hashlib.sha256(f"{name}{start}".encode()).hexdigest()[:16]
            self.statements.append({**rest, "id": key, "source": source,  # type: ignore[typeddict-item]
                                    "evidence": {"text": quotation, "start": start, "end": start + len(quotation)}})

    def _sentence(self, a: int, b: int) -> tuple[str, dict[str, object]]:
        """A sentence of `a` about `b`, and what a record says of it but for where it stands."""
        rng = self.rng
        kind = rng.choices(list(_RELATIONS), [weight for weight, _, _ in _RELATIONS.values()])[0]
        _, words, alone = _RELATIONS[kind]
        if alone and b >= 0:
            kind, words, alone = "criticised", _RELATIONS["criticised"][1], False
        elif b < 0 and not alone:
            kind, words, alone = "stated", _RELATIONS["stated"][1], True
        modality, _, frame = rng.choices(_HOW, [weight for _, weight, _ in _HOW])[0]
        about = f"{rng.choice(_ADJECTIVES)} {rng.choice(_MATTERS)} {rng.choice(_PLACES_OF)}"
        told = f"{self.people[a]['label']} {words.format('' if alone else self.people[b]['label'], about=about)}."
        speaker = self.people[rng.randrange(len(self.people))] if rng.random() < 0.15 else None
        return frame.format(told), {
            "type": kind, "subject": self.people[a], "object": None if alone else self.people[b], "attributed_to": speaker, "modality": modality,
            "qualifiers": {"about": about, **({"date": str(rng.randint(2009, 2024))} if rng.random() < 0.3 else {})},
            "confidence": rng.randint(50, 99) / 100, "rule": f"{kind}/{rng.randint(1, 9)}"}


def invented(entities: int, seed: int = 1) -> Output:
    """The records of a build with so many entities."""
    rng = random.Random(seed)
    people = _people(rng, entities)
    pairs = _pairs(rng, entities)
    weights = list(accumulate(1 / (1 + n % 97) for n in range(len(pairs))))
    more = round(entities * STATEMENTS) - len(pairs)
    said = [*pairs, *((pair[0], -1 if rng.random() < 0.4 else pair[1]) for pair in rng.choices(pairs, cum_weights=weights, k=max(0, more)))]
    said.sort(key=lambda pair: (pair[0] // _DISTRICT, rng.random()))  # a document speaks of one district
    size = 33
    writer = _Writer(rng, people, [f"{_place(rng)} Gazette" for _ in range(min(_PUBLISHERS, 2 + entities // 100))])
    for number, start in enumerate(range(0, len(said), size)):
        writer.document(number, said[start : start + size])
    return Output(writer.statements, _catalogue(writer.statements), {
        "version": "0", "counts": {"documents": len(writer.documents), "statements": len(writer.statements)}, "documents": writer.documents,
        "skipped": [], "merges": []}, writer.texts)


def _pairs(rng: random.Random, entities: int) -> list[tuple[int, int]]:
    """Distinct pairs of numbers. Within a district, whoever has many lines gets more; each district has a few lines to others."""
    joined = round(entities * (1 - _APART))
    found: dict[tuple[int, int], None] = {}
    ends: defaultdict[int, list[int]] = defaultdict(list)  # by district, each entity as often as it has lines
    for a in range(1, joined):
        here = ends[a // _DISTRICT]
        b = rng.choice(here) if here else rng.randrange(a)
        found[a, b] = None
        here += [a, b]
    for start in range(joined, entities, 4):
        found.update({(n, start): None for n in range(start + 1, min(start + 4, entities))})
    wanted, hubs = round(entities * PAIRS), list(range(0, joined, _DISTRICT))
    while len(found) < wanted:
        a = rng.randrange(joined)
        b = rng.choice(hubs) if rng.random() < 0.03 else rng.choice(ends[a // _DISTRICT])
        if a != b:
            found[a, b] = None
            ends[a // _DISTRICT].append(b)
    return list(found)


def _people(rng: random.Random, entities: int) -> list[EntityRecord]:
    taken: set[str] = set()
    people: list[EntityRecord] = []
    while len(people) < entities:
        cls = rng.choice(_CLASSES)
        if cls == "Person":
            label = f"{rng.choice(_FIRST)} {_surname(rng)}"
            aliases = [label.rsplit(" ", 1)[-1], f"Cllr {label}"]
        else:
            shapes, again = _NAMES[cls]
            label = rng.choice(shapes).format(_place(rng))
            aliases = [again]
        slug = label.lower().replace(" ", "-")
        if slug not in taken:
            taken.add(slug)
            people.append({"iri": f"{_BASE}entity/{slug}", "label": label, "aliases": aliases, "class": cls})
    return people


def _syllable(rng: random.Random) -> str:
    return rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS)


def _surname(rng: random.Random) -> str:
    return _syllable(rng) + rng.choice(("er", "man", "son", "ock", "ell", "ard"))


def _place(rng: random.Random) -> str:
    return _syllable(rng) + rng.choice(_ENDS)


def _catalogue(statements: list[StatementRecord]) -> list[CatalogueRow]:
    rows: dict[str, CatalogueRow] = {}
    documents: defaultdict[str, set[str]] = defaultdict(set)
    for s in statements:
        for e in {e["iri"]: e for e in (s["subject"], s["object"], s["attributed_to"]) if e}.values():
            row = rows.setdefault(e["iri"], {"iri": e["iri"], "label": e["label"], "class": e["class"], "aliases": list(e["aliases"]), "same_as": [],
                                             "documents": 0, "statements": 0})
            row["statements"] += 1
            documents[e["iri"]].add(s["source"]["iri"])
    for iri, row in rows.items():
        row["documents"] = len(documents[iri])
    return sorted(rows.values(), key=lambda row: row["iri"])
