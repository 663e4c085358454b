"""When two referents of different documents are one: each rule is a small function from a referent to the keys that it may be known by, and its
docstring is the reason a user reads. Two referents that share a key of a rule are the same thing, unless something forbids it
(`kg.resolution.clusters`).

Keys instead of pairs keep the work near-linear.
"""
from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kg.resolution.profiles import SMALL_WORDS, NameWords, Profile, tokens

Key = tuple[object, ...]


class Known(Protocol):
    """What rules may ask of the corpus as resolved so far."""

    @property
    def words(self) -> NameWords: ...
    @property
    def places(self) -> Collection[tuple[str, ...]]: ...
    def owner(self, profile: Profile) -> str | None: ...  # the first referent of the owner's cluster
    def owner_stems(self, profile: Profile) -> Collection[tuple[str, ...]]: ...
    def bodies(self, document: str) -> Collection[str]: ...
    def company(self, profile: Profile) -> Collection[Key]: ...
    def listed(self, profile: Profile) -> int | None: ...  # the one entry of the gazetteer that it may be


# --- bodies, places and whatever else has a name

def in_gazetteer(one: Profile, known: Known) -> Iterator[Key]:
    """The gazetteer lists both names for one thing."""
    entry = known.listed(one)
    if entry is not None:
        yield (entry,)


def same_name(one: Profile, known: Known) -> Iterator[Key]:
    """Both go by the same full name."""
    if one.by_name:
        yield one.full


def same_longer_name(one: Profile, known: Known) -> Iterator[Key]:
    """The names differ only in words that may be left out of a body's name."""
    if one.by_name and one.generic:
        yield one.core


def same_shorter_name(one: Profile, known: Known) -> Iterator[Key]:
    """The shorter name lacks only words that may be left out of a body's name."""
    if one.by_name and not one.generic:
        yield one.core


def introduces_acronym(one: Profile, known: Known) -> Iterator[Key]:
    """One document gives the acronym beside the full name."""
    if one.by_name and len(one.full) > 1:
        for name in one.referent.names:
            if _is_acronym(name):
                yield tokens(name)


def is_acronym(one: Profile, known: Known) -> Iterator[Key]:
    """The acronym of a name that one document gives beside it."""
    if one.by_name and _is_acronym(one.referent.name):
        yield one.full


def has_short_name(one: Profile, known: Known) -> Iterator[Key]:
    """The short form of a name that one document gives beside it."""
    if one.by_name and one.is_body and one.referent.cls != known.words.body:
        for name in one.referent.names:
            if name == one.referent.name:
                continue
            short = tuple(word for word in tokens(name) if word != "the")
            if short and short != one.full and set(short) < set(one.full) and _heads_agree(short, one.full, known.words):
                yield (one.referent.cls, short)
        if one.generic:
            yield (one.referent.cls, one.core)  # a borough council may go by the short name that a document gives a town council of that place


def is_short_name(one: Profile, known: Known) -> Iterator[Key]:
    """The short form of a name that one document gives beside it, and of no other body of its kind."""
    if one.by_name and one.is_body and one.referent.cls != known.words.body:
        yield (one.referent.cls, one.full)


def _is_acronym(name: str) -> bool:
    letters = name.replace(".", "")
    return 2 <= len(letters) <= 8 and letters.isalpha() and sum(map(str.isupper, letters)) * 2 > len(letters) and letters[0].isupper()


def _heads_agree(short: tuple[str, ...], full: tuple[str, ...], words: NameWords) -> bool:
    head = next((word for word in reversed(short) if word in words.heads), None)
    return head is None or head == next((word for word in reversed(full) if word in words.heads), None)


# --- units of a body, which their owner or their place tells apart

def unit_words(one: Profile, around: Iterable[str]) -> tuple[str, ...]:
    """What a unit is called, without the words of its owner or place."""
    drop = SMALL_WORDS | set(around)
    words = tuple(word for word in one.full if word not in drop)
    return words if len(words) > 1 or one.referent.named else ()


def _unit_place(one: Profile, known: Known) -> tuple[str, ...]:
    """The place that a unit is named with: given apart, or words of its name that are a place here."""
    if one.referent.place:
        return tokens(one.referent.place)
    for width in (4, 3, 2, 1):
        for start in range(len(one.full) - width + 1):
            if one.full[start:start + width] in known.places:
                return one.full[start:start + width]
    return ()


def may_be_unit(one: Profile) -> bool:
    """Whether it may be a part of a body: all that the rules of units speak of."""
    return not one.referent.self_document and (one.is_unit or (one.is_body and one.referent.owner is not None and not one.referent.named))


def unit_of_owner(one: Profile, known: Known) -> Iterator[Key]:
    """The same unit of the same owner."""
    owner = known.owner(one)
    if owner is not None and may_be_unit(one):
        around = {word for stem in known.owner_stems(one) for word in stem}
        if words := unit_words(one, around):
            yield (owner, words)


def unit_of_place(one: Profile, known: Known) -> Iterator[Key]:
    """The same unit, named with the same place."""
    place = _unit_place(one, known)
    if place and known.owner(one) is None and may_be_unit(one) and (words := unit_words(one, place)):
        yield (place, words)


def unit_of_owners_place(one: Profile, known: Known) -> Iterator[Key]:
    """The same unit, named with the place that its owner serves."""
    if known.owner(one) is not None and may_be_unit(one):
        for stem in known.owner_stems(one):
            if words := unit_words(one, stem):
                yield (stem, words)


def unit_of_body_in_document(one: Profile, known: Known) -> Iterator[Key]:
    """A unit of the same name, in a document that names its owner."""
    if known.owner(one) is None and one.is_unit and one.referent.named and not one.referent.self_document and not _unit_place(one, known):
        words = unit_words(one, ())
        for body in known.bodies(one.referent.document):
            yield (body, words)


# --- people: a name alone is never enough

def _full_person(one: Profile) -> bool:
    return one.referent.named and len(one.person) > 1 and len(one.person[0]) > 1


def person_in_document(one: Profile, known: Known) -> Iterator[Key]:
    """The same full name within one document."""
    if _full_person(one):
        yield (one.person[0], one.person[-1], one.referent.document)


def person_of_body(one: Profile, known: Known) -> Iterator[Key]:
    """The same full name, at the same organisation."""
    owner = known.owner(one)
    if owner is not None and _full_person(one):
        yield (one.person[0], one.person[-1], owner)


def person_of_role(one: Profile, known: Known) -> Iterator[Key]:
    """The same full name, in the same role."""
    if known.owner(one) is None and _full_person(one):
        for role in one.referent.roles:
            yield (one.person[0], one.person[-1], tokens(role))


def person_in_company(one: Profile, known: Known) -> Iterator[Key]:
    """The same full name, in documents that speak of the same others."""
    if _full_person(one):
        for other in known.company(one):
            yield (one.person[0], one.person[-1], other)


def family_name(one: Profile, known: Known) -> Iterator[Key]:
    """The family name alone, with the organisation or the role of one person here who bears it."""
    if one.referent.named and one.person and not _full_person(one):
        yield from _family_keys(one, known)


def family_name_of(one: Profile, known: Known) -> Iterator[Key]:
    """The full name of the one person here who is called by the family name in the same organisation or role."""
    if _full_person(one):
        yield from _family_keys(one, known)


def _family_keys(one: Profile, known: Known) -> Iterator[Key]:
    owner = known.owner(one)
    if owner is not None:
        yield (one.person[-1], "body", owner)
    else:
        for role in one.referent.roles:
            yield (one.person[-1], "role", tokens(role))


class Rule(Protocol):
    """From a referent to the keys it is known by; the docstring is the reason given to users."""

    __doc__: str | None

    def __call__(self, one: Profile, known: Known, /) -> Iterable[Key]: ...


@dataclass(frozen=True, slots=True)
class Step:
    """A step of resolution. Without `lead`, all that share a key of `rule` are one. With it, a referent with a key of `rule` joins the one cluster
    that has the same key by `lead`, and none where there are two such clusters."""

    rule: Rule
    lead: Rule | None = None

    @property
    def reason(self) -> str:
        """What a user reads."""
        return " ".join((self.rule.__doc__ or "").split())


STEPS: Mapping[str, tuple[Step, ...]] = {
    "things": (Step(in_gazetteer), Step(same_name), Step(same_longer_name), Step(same_shorter_name, lead=same_longer_name),
               Step(is_acronym, lead=introduces_acronym), Step(is_short_name, lead=has_short_name)),
    "units": (Step(unit_of_owner), Step(unit_of_place), Step(unit_of_place, lead=unit_of_owners_place),
              Step(unit_of_body_in_document, lead=unit_of_owner)),
    "people": (Step(person_in_document), Step(person_of_body), Step(person_of_role), Step(person_in_company),
               Step(family_name, lead=family_name_of)),
}


@dataclass(slots=True)
class Groups:
    """Referents by the keys of one rule, in the order of the referents."""

    of: dict[Key, list[Profile]] = field(default_factory=dict)

    @classmethod
    def by(cls, rule: Rule, alike: Iterable[Sequence[Profile]], known: Known) -> Groups:
        """Group referents by the keys that `rule` gives them. They come in the order of their ids, those together that it sees no difference between;
        these by their first, which alone it looks at."""
        groups, mixed = cls(), set[Key]()
        for same in alike:
            for key in dict.fromkeys(rule(same[0], known)):
                if key in groups.of:
                    groups.of[key] += same
                    mixed.add(key)
                else:
                    groups.of[key] = list(same)
        for key in mixed:
            groups.of[key].sort(key=lambda one: one.referent.id)
        return groups


def told_alike(profiles: Iterable[Profile]) -> list[list[Profile]]:
    """Referents by what the rules of things ask of them, which is what they are called: the rules look at each of these lists once."""
    alike: dict[Key, list[Profile]] = {}
    for one in profiles:
        told = one.referent
        key = (told.name, told.cls, told.names, told.named, told.self_document)
        if key in alike:
            alike[key].append(one)
        else:
            alike[key] = [one]
    return list(alike.values())
