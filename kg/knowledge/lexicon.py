"""Lexical entries as a person writes them, compiled to frames: `"{subject} praise|commend {object} [for|over {about}]"`.

A clause names a verb by its lemma; voice, tense, word order, coordination and relative clauses are the matcher's work. `|` separates
alternatives, `[ ]` holds what may be absent, a word before a slot is its marker (a preposition, "to" or "that"), a noun after the verb is a
fixed object ("issue apology"), `{x}'s` is a possessor, `{x},` what a noun stands in apposition to. With "be" the word that follows is the
predicate ("{subject} be critical of {object}"). `not` before a slot stands for a clause that is negated ("insist not {about}": insists that it
did not), before a verb for a verb that is ("{object} not act"), before a fixed word for that word denied ("plead not guilty").
`{about:inquiry|answer}` is a slot whose head must be one of these words, `{object:School|Court}` one that only these classes fill; "be" with
a preposition and a slot is a stand taken ("{subject} be against {object}"). A modal verb before the verb must stand in the clause ("{object} could
not care less"); "should have {about}" looks back at what was not done. "it" in a slot's place is the empty one ("it be shameful that {object}").
`@name` stands for the words of a word class of the ontology. A noun entry is a noun with its slots: `"praise of {object} by|from {subject}"`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

# Closed classes of English, used to tell a marker from a fixed word.
MARKERS = frozenset([
    "about", "above", "across", "after", "against", "ahead", "along", "alongside", "amid", "among", "around", "as", "at", "because", "before",
    "behind", "below", "beneath", "beside", "between", "beyond", "by", "despite", "down", "during", "following", "for", "from", "in", "inside",
    "into", "like", "near", "of", "off", "on", "onto", "out", "outside", "over", "per", "regarding", "round", "since", "that", "through",
    "throughout", "to", "toward", "towards", "under", "until", "unto", "up", "upon", "via", "whether", "with", "within", "without",
])
MODALS = frozenset(["should", "must", "will", "shall", "ought", "can", "could", "may", "might", "would"])
NEGATED = frozenset(["not"])
NEGATIVE = frozenset(["no", "nothing", "never", "none", "nobody"])
DENIALS = frozenset(["not", "never"])  # in the place of a modal: "{subject} never {about}"
EMPTY = frozenset(["it"])
PARTICLES = frozenset(
    ["out", "down", "up", "off", "away", "back", "over", "on", "in", "aside", "ahead", "forward", "together", "through", "along", "around"]
)
# Verbs with a small word that is theirs and marks nothing: "took over the home", "brought a director in".
PHRASAL = frozenset(["take over", "bring in", "call in", "hand in", "send in", "put on", "put together", "bring together", "hand over", "sign over"])
DETERMINERS = frozenset(["a", "an", "the", "its", "his", "her", "their"])
_TOKEN = re.compile(r"\[|\]|,|\{\w+(?::[^\s{}]+)?\}(?:'s)?|[^\s\[\]{},]+")
SLOT = re.compile(r"\{(\w+)(?::([^\s{}]+))?\}(?:'s)?")


class Place(StrEnum):
    """Where in the sentence a slot's words stand, seen from the anchor."""

    SUBJECT = "subject"
    OBJECT = "object"
    MARKED = "marked"  # after one of `markers`
    POSSESSOR = "possessor"
    MODIFIER = "modifier"  # before a noun: "Marlow inspection"
    APPOSED = "apposed"  # "Jane Doe, founder of ...": what the noun is in apposition to or is predicated of
    COMPLEMENT = "complement"  # a bare clause or second object: "rate it good", "say it was wrong"


class Kind(StrEnum):
    """What the anchor is."""

    VERB = "verb"
    PREDICATE = "predicate"  # an adjective, noun or participle after "be"
    NOUN = "noun"
    MODAL = "modal"  # an auxiliary ("should") or "not": the clause is what it governs
    STAND = "stand"  # a preposition after "be": "they are against the plan"


@dataclass(frozen=True, slots=True)
class Slot:
    name: str
    place: Place
    markers: frozenset[str] = frozenset()
    optional: bool = False
    words: frozenset[str] = frozenset()  # if any, the head is one of these
    classes: frozenset[str] = frozenset()  # if any, what fills it is of one of these


@dataclass(frozen=True, slots=True)
class Fixed:
    """A word that must stand in the clause: an object (no markers), or the head of a marked phrase."""

    lemmas: frozenset[str]
    markers: frozenset[str] = frozenset()
    modifiers: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """A compiled lexical entry. `weight` counts its required parts, so that the more specific of two entries wins."""

    relation: str
    entry: str
    kind: Kind
    anchors: frozenset[str]
    slots: tuple[Slot, ...]
    fixed: tuple[Fixed, ...] = ()
    particles: frozenset[str] = frozenset()
    case: frozenset[str] = frozenset()  # of a predicate: "be under investigation"
    modifiers: tuple[frozenset[str], ...] = ()
    negated: bool = False  # the verb must be: "{object} not act"
    modals: frozenset[str] = frozenset()  # one of which must stand with the verb: "{object} could not care less"
    unmade: bool = False  # "{object} should have {about}"
    empty: bool = False  # "it be shameful that {object}"
    spoken: bool = False  # holds where someone says it; the speaker is the subject

    @property
    def settled(self) -> bool:
        """Whether the entry itself says how the clause is put: "could not care less", "should have", "be to blame"."""
        return self.unmade or bool(self.modals) or "to" in self.case

    @property
    def weight(self) -> int:
        words = 2 * (len(self.fixed) + len(self.modifiers)) + bool(self.particles) + bool(self.case) + bool(self.modals)
        return words + sum(not s.optional for s in self.slots)

    def needs(self, name: str) -> bool:
        """Whether the entry holds only where a slot is filled."""
        return any(s.name == name and not s.optional for s in self.slots)

    def asks(self, name: str) -> frozenset[str]:
        """The classes of which the entry asks a slot's filler to have one; none where it asks for nothing."""
        return next((s.classes for s in self.slots if s.name == name), frozenset())


class EntryError(ValueError):
    """A lexical entry cannot be read; the message says why."""


@dataclass(slots=True)
class Item:
    """A word or a slot as an entry writes it, and whether it may be absent."""

    text: str
    optional: bool

    @property
    def words(self) -> frozenset[str]:
        return frozenset(self.text.split("|"))


def items_of(entry: str) -> list[Item]:
    """The words and slots of an entry, without articles. Raises EntryError where its brackets do not match."""
    items, depth = [], 0
    for text in _TOKEN.findall(entry):
        if text in "[]":
            depth += 1 if text == "[" else -1
            if depth not in (0, 1):
                raise EntryError("brackets do not nest or do not match")
        elif text.startswith("{") or text not in DETERMINERS:
            items.append(Item(text, depth == 1))
    if depth:
        raise EntryError("a bracket is not closed")
    return items


def _slot(item: Item, place: Place, markers: frozenset[str] = frozenset()) -> Slot:
    """The slot that an item writes: "{about}", "{about:inquiry|answer}", "{object:School}", "{subject}'s"."""
    found = SLOT.fullmatch(item.text)
    if found is None:
        raise EntryError(f"{item.text!r} is no slot")
    asked = frozenset((found[2] or "").split("|")) - {""}
    classes = frozenset(word for word in asked if word[0].isupper())
    return Slot(found[1], place, markers, item.optional, asked - classes, classes)


def with_word_classes(entry: str, classes: Mapping[str, Iterable[str]]) -> str:
    """An entry with its word classes spelled out. Raises EntryError for one that the ontology does not have."""

    def words(found: re.Match[str]) -> str:
        if found[1] not in classes:
            raise EntryError(f"the ontology has no word class kg:{found[1]}")
        return "|".join(classes[found[1]])

    return re.sub(r"@(\w+)", words, entry)


def compile_spoken(relation: str, entry: str) -> Frame:
    """The frame of a clause that expresses the relation in somebody's mouth: "{object} should|must {about}", "{object} be unacceptable"."""
    return replace(compile_clause(relation, entry), spoken=True)


def compile_spoken_noun(relation: str, entry: str) -> Frame:
    """The frame of a noun that expresses the relation in somebody's mouth: "failure by {object} to {about}", "{object}'s incompetence"."""
    return replace(compile_noun(relation, entry), spoken=True)


def compile_clause(relation: str, entry: str) -> Frame:
    """The frame of a clause entry. Raises EntryError where it cannot be read."""
    items = items_of(entry)
    empty = bool(items) and items[0].words == EMPTY
    if len(items) < 2 or not (empty or items[0].text.startswith("{")) or items[1].text.startswith("{"):
        raise EntryError("a clause begins with a slot and a verb, as in '{subject} praise {object}'")
    slots = [] if empty else [_slot(items[0], Place.SUBJECT)]
    return replace(_after_subject(relation, entry, slots, items[1:]), empty=empty)


def _after_subject(relation: str, entry: str, slots: list[Slot], items: list[Item]) -> Frame:
    """The frame of a clause from its first verb on."""
    verb, rest = items[0].words, items[1:]
    if verb <= MODALS or verb <= DENIALS:
        unmade = verb <= MODALS and [i.text for i in rest] == ["have", "{about}"]
        if unmade or [i.text for i in rest] == ["{about}"]:
            return Frame(relation, entry, Kind.MODAL, verb, (*slots, Slot("about", Place.COMPLEMENT)), unmade=unmade)
        if not rest or rest[0].text.startswith("{"):
            raise EntryError("after a modal verb stands {about}, 'have {about}' for what was not done, or a verb")
        frame = _after_subject(relation, entry, slots, rest)
        return replace(frame, negated=True) if verb <= DENIALS else replace(frame, modals=verb)
    if verb != {"be"}:
        particles: frozenset[str] = frozenset()
        alone = len(rest) == 1 and rest[0].words <= MARKERS
        if alone or (len(rest) > 1 and rest[0].words <= PARTICLES and rest[1].text != "of" and _is_particle(verb, rest[0].words)):
            particles, rest = rest[0].words, rest[1:]
        return _finish(Frame(relation, entry, Kind.VERB, verb, (), particles=particles), slots, rest)
    if rest and rest[0].words == NEGATED:
        return replace(_after_subject(relation, entry, slots, [items[0], *rest[1:]]), negated=True)
    case: frozenset[str] = frozenset()
    while rest and rest[0].words <= MARKERS:  # "be under investigation", "be up in arms": the last preposition is the noun's
        case, rest = rest[0].words, rest[1:]
    if case and case.isdisjoint({"of"}) and len(rest) == 1 and rest[0].text.startswith("{"):
        return Frame(relation, entry, Kind.STAND, case, (*slots, _slot(rest[0], Place.MARKED, case)))
    words: list[frozenset[str]] = []
    while rest and not rest[0].text.startswith("{") and not (rest[0].words <= MARKERS) and not rest[0].optional:
        words.append(rest[0].words)
        rest = rest[1:]
    if not words:
        raise EntryError("a predicate is missing after 'be'")
    return _finish(Frame(relation, entry, Kind.PREDICATE, words[-1], (), case=case, modifiers=tuple(words[:-1])), slots, rest)


def _is_particle(verb: frozenset[str], words: frozenset[str]) -> bool:
    """Whether the small word after a verb is the verb's own and no preposition of what follows."""
    alone = {"out", "down", "up", "back", "off", "away", "aside", "forward", "around"}
    return words <= alone or all(f"{v} {p}" in PHRASAL for v in verb for p in words)


def compile_noun(relation: str, entry: str) -> Frame:
    """The frame of a noun entry. Raises EntryError where it cannot be read."""
    items = items_of(entry)
    slots: list[Slot] = []
    words: list[frozenset[str]] = []
    at = 0
    while at < len(items) and not (items[at].words <= MARKERS and words):
        item = items[at]
        if item.text == ",":
            if not slots or words:
                raise EntryError("a comma follows the slot that the noun stands in apposition to, as in '{subject}, founder of {object}'")
            slots[-1] = replace(slots[-1], place=Place.APPOSED)
        elif item.text.startswith("{"):
            if words and not item.text.endswith("'s"):
                break
            slots.append(_slot(item, Place.POSSESSOR if item.text.endswith("'s") else Place.MODIFIER))
        else:
            words.append(item.words)
        at += 1
    if not words:
        raise EntryError("a noun is missing")
    return _finish(Frame(relation, entry, Kind.NOUN, words[-1], (), modifiers=tuple(words[:-1])), slots, items[at:])


def _finish(frame: Frame, slots: list[Slot], rest: list[Item]) -> Frame:
    """Read what follows the anchor: marked and bare slots, fixed words."""
    fixed: list[Fixed] = []
    marker: frozenset[str] = frozenset()
    optional = False
    pending: list[frozenset[str]] = []

    def close() -> None:
        nonlocal pending, marker
        if pending:
            fixed.append(Fixed(pending[-1], marker, tuple(pending[:-1])))
            pending, marker = [], frozenset()

    for item in rest:
        if item.text.startswith("{"):
            close()
            if marker:
                place = Place.MARKED
            elif any(s.place is Place.OBJECT for s in slots) or item.text in ("{quote}", "{rating}") or fixed:
                place = Place.COMPLEMENT
            else:
                place = Place.OBJECT
            slots.append(_slot(item, place, marker))
            marker = frozenset()
        elif item.words == NEGATED and marker:
            pending.append(NEGATED)
        elif item.words == NEGATED:
            close()
            marker = NEGATED
        elif item.words <= MARKERS:
            close()
            if marker and item.optional is not optional:
                raise EntryError(f"nothing follows {'|'.join(sorted(marker))!r}")
            marker, optional = marker | item.words, item.optional  # "out of touch": the parse may mark the phrase by either
        elif marker == NEGATED:
            pending, marker = [NEGATED, item.words], frozenset()
        else:
            pending.append(item.words)
    close()
    if marker:
        raise EntryError(f"nothing follows {'|'.join(sorted(marker))!r}")
    names = [s.name for s in slots]
    if len(set(names)) < len(names):
        raise EntryError("a slot stands twice")
    required = [*frame.modifiers, *(m for f in fixed if not f.markers for m in (f.lemmas, *f.modifiers))]
    negated = frame.negated or any(words <= NEGATIVE for words in required)
    return replace(frame, slots=tuple(slots), fixed=tuple(fixed), negated=negated)
