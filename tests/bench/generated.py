"""Invented news of about 500 words, as many as wanted, with what is true of each: for benches of size.

The nth document is the same whatever the number of all, but that names come round: of N documents each tells of some of N/4 bodies and N/3 people,
so that an archive grows as archives do, by more names and by more about the same ones.
"""
from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass

from kg.model import Attribute, Block, BlockKind, Document, Gathered, Mention, MentionKind, Modality, Passage, Referent, Span, Statement, document_id

_WORDS = 500
_SYLLABLES = ("bar", "den", "for", "gal", "hol", "lin", "mar", "nor", "pel", "ros", "sten", "tor", "ul", "ver", "wes", "yar")
_KINDS = (("Borough Council", "LocalAuthority"), ("Water Company", "Company"), ("Health Trust", "PublicBody"), ("Action Group", "CampaignGroup"))
_REGULATORS = ("Harbour Agency", "Schools Inspectorate", "Water Commission", "Care Authority")
_FIRST = ("Ann", "Dan", "Jo", "Mara", "Ned", "Tess", "Will", "Zoe")
_THINGS = ("delays", "leaks", "repairs", "records", "complaints", "waiting times", "meals", "roads")
_FILLER = (
    "The meeting lasted until late in the evening and the hall was full of people who had come from the villages near by.",
    "Rain had fallen for most of the week, and the lane to the old mill was closed for the third time since the spring.",
    "Tea was served at four, the band played in the square, and the market stayed open for an hour longer than on other days.",
    "Nobody could say how long the work would take or what would become of the trees along the river.",
    "A map of the area hangs in the library, where it can be seen on every day but Sunday.")


@dataclass(frozen=True, slots=True)
class Fact:
    """What a sentence says: the names are as they stand in it."""

    type: str
    subject: str
    object: str | None
    sentence: str
    qualifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Invented:
    """A document's source, in Markdown, and what it says; `names` gives the class of each name."""

    path: str
    source: str
    names: dict[str, str]
    facts: tuple[Fact, ...]


def documents(count: int) -> Iterator[Invented]:
    """The first `count` documents of an archive of so many."""
    return (document(number, count) for number in range(count))


def document(number: int, count: int) -> Invented:
    """One document of an archive of `count`."""
    draw = random.Random(number)
    bodies = [_body(draw.randrange(max(8, count // 4))) for _ in range(3)]
    people = [(_person(draw.randrange(max(8, count // 3))), "Person") for _ in range(2)]
    regulator = (draw.choice(_REGULATORS), "Regulator")
    facts = list(_facts(draw, [b for b, _ in bodies], [p for p, _ in people], regulator[0]))
    lines, words = [f.sentence for f in facts], 0
    while words + sum(len(line.split()) for line in lines[:len(facts)]) < _WORDS:
        lines.append(draw.choice(_FILLER))
        words += len(lines[-1].split())
    draw.shuffle(lines)
    day = f"20{number % 20 + 5:02}-{number % 12 + 1:02}-{number % 28 + 1:02}"
    front = f"---\ntitle: News of the day {number}\npublisher: The Vale Echo\ndate: {day}\n---\n\n"
    return Invented(f"{number // 1000:03}/{number:06}.md", front + "\n\n".join(lines) + "\n", dict([*bodies, *people, regulator]), tuple(facts))


def gathered(invented: Invented) -> Gathered:
    """What a reader who misses nothing gathers from a document."""
    text = invented.source
    key = document_id(text)
    told = {name: Referent(id=f"{key}:{n}", document=key, name=name, cls=cls, names=(name,), aliases=(name,))
            for n, (name, cls) in enumerate(invented.names.items())}
    sentences = [Span(text.index(f.sentence), text.index(f.sentence) + len(f.sentence)) for f in invented.facts]

    def mention(name: str, within: Span) -> Mention:
        at = text.index(name, within.start, within.end)
        return Mention(start=at, end=at + len(name), text=name, kind=MentionKind.NAME, referent=told[name].id)

    statements = [
        Statement(type=f.type, subject=mention(f.subject, s), object=mention(f.object, s) if f.object else None,
                  evidence=Passage(document=key, start=s.start, end=s.end, text=f.sentence), trigger=s, modality=Modality.ASSERTED,
                  attributed_to=None, qualifiers=f.qualifiers, rule=f"{f.type}: invented", confidence=0.9)
        for f, s in zip(invented.facts, sentences, strict=True)]
    return Gathered(document=as_document(invented), referents=tuple(told.values()), statements=tuple(statements), sentences=tuple(sorted(sentences)))


def as_document(invented: Invented) -> Document:
    """The document that the source is, with one block."""
    text = invented.source
    front = dict(line.split(": ", 1) for line in text.split("---\n")[1].splitlines())
    return Document(id=document_id(text), path=invented.path, sha256=hashlib.sha256(text.encode()).hexdigest(), text=text,
                    blocks=(Block(0, len(text), BlockKind.PARAGRAPH),), title=Attribute(front["title"]), publisher=Attribute(front["publisher"]),
                    date=Attribute(front["date"]))


def _facts(draw: random.Random, bodies: list[str], people: list[str], regulator: str) -> Iterator[Fact]:
    one, two, three = bodies
    leader, critic = people
    things = draw.sample(_THINGS, 4)
    if one != two:
        yield Fact("criticised", one, two, f"{one} criticised {two} over its {things[0]}.", (("about", f"its {things[0]}"),))
    yield Fact("sanctioned", regulator, two, f"The {regulator} fined {two} £{draw.randrange(2, 90)}m for its {things[1]}.")
    yield Fact("apologised", two, None, f"{two} apologised for the {things[1]}.", (("about", f"the {things[1]}"),))
    yield Fact("holds_role", leader, one, f"{leader} is the chair of {one}.", (("role", "chair"),))
    quote = f"We will look at the {things[2]} again,"
    yield Fact("stated", leader, None, f"“{quote}” said {leader}.", (("quote", quote),))
    yield Fact("praised", critic, three, f"{critic} praised {three} for its {things[3]}.", (("about", f"its {things[3]}"),))
    yield Fact("investigated", regulator, three, f"The {regulator} investigated {three}.")


def _made(number: int, length: int) -> str:
    word = ""
    for _ in range(length):
        number, at = divmod(number, len(_SYLLABLES))
        word += _SYLLABLES[at]
    return word.capitalize()


def _body(number: int) -> tuple[str, str]:
    kind, cls = _KINDS[number % len(_KINDS)]
    return f"{_made(number * 7919 % 65536, 4)} {kind}", cls


def _person(number: int) -> str:
    return f"{_FIRST[number % len(_FIRST)]} {_made(number * 6271 % 65536, 4)}son"
