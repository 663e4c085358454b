"""What a name is, for comparison: its words without case, accents and titles, and what is left of a body's name without generic words.

The words that decide (titles, generic words, heads of names) come from the ontology.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from kg.model import Referent

if TYPE_CHECKING:
    from kg.knowledge.domain import ClassTree

_NOT_WORD = re.compile(r"[^\w']+")
_DOTTED = re.compile(r"\b(?:\w\.){2,12}")
_POSSESSIVE = re.compile(r"'s?(?=\s|$)")
_DESCRIBED = re.compile(r"\w(?:[’']s|s[’'])\s+[a-z]")  # "Acme’s report" has a name in it, and is none
SMALL_WORDS = frozenset(
    ["the", "of", "in", "at", "for", "to", "on", "its", "their", "his", "her", "our", "my", "your", "this", "that", "these", "those", "a", "an"])


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWords:
    """Lower-case words of the ontology that decide how names are compared, and the names of the classes that are compared in a way of their own."""

    titles: Collection[str] = frozenset()  # dropped before a person's name: "senator"
    generic: Collection[str] = frozenset()  # may be missing from a body's name: "borough"
    heads: Collection[str] = frozenset()  # say what kind of body a name is of: "council"
    person: str = "Person"
    place: str = "Place"
    body: str = "Organization"
    unit: str = "Service"


def name_words(*, titles: Iterable[str], generic: Iterable[str], heads: Iterable[str]) -> NameWords:
    """The words as an ontology lists them, phrases too: of the head "advice bureau" the last word counts; generic phrases are left out."""
    lasts = {tokens(head)[-1] for head in heads if tokens(head)}
    return NameWords(titles=frozenset(title.casefold().rstrip(".") for title in titles), heads=frozenset(lasts),
                     generic=frozenset(words[0] for phrase in generic if len(words := tokens(phrase)) == 1))


@lru_cache(maxsize=200_000)
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name without case, accents, punctuation and possessives: "Children’s Services" gives children, services."""
    plain = unicodedata.normalize("NFKD", name[:400].replace("’", "'").replace("&", " and "))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = _DOTTED.sub(lambda match: match.group().replace(".", ""), plain)
    plain = _POSSESSIVE.sub("", _NOT_WORD.sub(" ", plain.replace("ization", "isation")).strip())
    return tuple(word for word in plain.replace("'", "").split() if word)


def without_titles(name: str, words: NameWords) -> str:
    """A person's name without the titles before it, as written."""
    parts = name.split()
    while len(parts) > 1:
        for width in (3, 2, 1):
            if len(parts) > width and " ".join(parts[:width]).casefold().rstrip(".") in words.titles:
                parts = parts[width:]
                break
        else:
            break
    return " ".join(parts)


def person_names_agree(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """Whether one person may bear both names: the same family name, and given names that are equal, initials of each other or missing."""
    if not left or not right or left[-1] != right[-1]:
        return False
    return all(a == b or (min(len(a), len(b)) == 1 and a[0] == b[0]) for a, b in zip(left[:-1], right[:-1], strict=False))


class Name(NamedTuple):
    """What comparison needs of a name that stands for something of one class.

    `person` holds a person's names without titles. `core` is a body's name without its generic words, which are in `generic`; `stem` is what is left
    without the head too, mostly a place. `alone` tells that it may be known elsewhere by its full name alone.
    """

    full: tuple[str, ...]
    person: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    generic: frozenset[str] = frozenset()
    stem: tuple[str, ...] = ()
    is_unit: bool = False
    is_body: bool = False
    alone: bool = False


class Profile(NamedTuple):
    """A referent with what comparison needs of its name (`Name`); `by_name` tells that it may be known elsewhere by its full name alone."""

    referent: Referent
    by_name: bool
    full: tuple[str, ...]
    person: tuple[str, ...]
    core: tuple[str, ...]
    generic: frozenset[str]
    stem: tuple[str, ...]
    is_unit: bool
    is_body: bool


class Profiler:
    """Makes profiles of referents; what a name is, is worked out once for all that bear it."""

    def __init__(self, classes: ClassTree, words: NameWords) -> None:
        self._classes, self._words = classes, words
        self._known: dict[tuple[str, str], Name] = {}

    def profile(self, referent: Referent) -> Profile:
        """The profile of one referent."""
        key = (referent.cls, referent.name)
        name = self._known.get(key)
        if name is None:
            name = self._known[key] = self._name(*key)
        return Profile(referent, name.alone and referent.named and not referent.self_document, *name[:-1])

    def _name(self, cls: str, name: str) -> Name:
        classes, words = self._classes, self._words
        if classes.is_a(cls, words.person):
            person = tokens(without_titles(name, words))
            return Name(tokens(name), person, alone=not person and bool(tokens(name)) and _DESCRIBED.search(name) is None)
        full = tuple(word for word in tokens(name) if word != "the")
        is_unit, is_body = classes.is_a(cls, words.unit), classes.is_a(cls, words.body)
        core, generic, stem = full, frozenset[str](), full[:0]
        if not classes.is_a(cls, words.place) and any(word in words.heads for word in full):
            core = tuple(word for word in full if word not in words.generic)
            generic = frozenset(full) & frozenset(words.generic)
            stem = tuple(word for word in core if word not in words.heads and word not in SMALL_WORDS)
            company = full[-1] in words.heads and full[-1] in words.generic  # "Acme Ltd" may be called Acme, but "City Council" not Council
            if not stem or (len(core) < 2 and not company):
                core, generic = full, frozenset()
        return Name(full, (), core, generic, stem, is_unit, is_body, not is_unit and bool(full) and _DESCRIBED.search(name) is None)
