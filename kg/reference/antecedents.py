"""Whom a definite description means: "the trust", "the watchdog", "the former leader", by what names and earlier descriptions say of themselves.

A noun fits a referent that was called by it, whose name ends in it or in a word of the same kind ("the force" for a constabulary), or, where the
name says nothing of its kind, one of the noun's class. A person is meant only by an office that the text gave that person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.knowledge.domain import Ontology
from kg.knowledge.keys import name_key
from kg.mentions.kinds import LINKS, kind_of
from kg.reference.referents import Local
from kg.syntax.parsed import position, sentences_between
from kg.syntax.phrases import PAST, Phrase, words_of

_MEDIA = "MediaOrganization"
_NEAR = 3  # blocks and sentences within which "the man" is someone named
_OTHER = frozenset({"other", "another", "different", "rival", "neighbouring", "neighboring", "separate", "second", "similar", "nearby"})


class Antecedents:
    """Finds what a definite description stands for among the referents before it, the nearest first."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self._kinds: dict[tuple[str, ...], frozenset[str]] = {}

    def of(self, phrase: Phrase, before: Sequence[Local], everyone: Iterable[Local]) -> Local | None:
        """The referent that the phrase means, or None where nothing fits surely."""
        if phrase.cls is None or any(c.dep_ == "amod" and c.lower_ in _OTHER for c in phrase.head.children):
            return None
        if phrase.cls == "Person":
            return self._person(phrase, before)
        if phrase.plural and phrase.cls != "Group":
            return None
        for rule in (self._called_so, self._called_longer, self._of_its_kind):
            fitting = (local for local in before if rule(phrase.noun, phrase.cls, local))
            if (nearest := next(fitting, None)) is not None:
                return self._usual(phrase.noun, fitting) or nearest if _in_passing(phrase.noun, nearest) else nearest
        later = [x for x in everyone if x.phrases and x.named and self._called_so(phrase.noun, phrase.cls, x)]
        return later[0] if len(later) == 1 else None

    @staticmethod
    def _usual(noun: str, others: Iterable[Local]) -> Local | None:
        """Who has a name and was called by a noun before."""
        return next((local for local in others if local.names and noun in local.nouns), None)

    # --- bodies and things ---------------------------------------------------------------------------------------------------------------------

    def _called_so(self, noun: str, cls: str, local: Local) -> bool:
        """Whether a referent went by the noun before, or has it in its name."""
        longer = any(n.endswith(f" {noun}") for n in local.nouns)  # "the town council", so "the council" may be another
        named = noun in local.nouns or (not longer and any(f" {noun} " in f" {name_key(name)} " for name in local.names))
        return named and self._fits(noun, cls, local)

    def _called_longer(self, noun: str, cls: str, local: Local) -> bool:
        """ "The association", after "a housing association"."""
        return any(n.endswith(f" {noun}") for n in local.nouns) and self._fits(noun, cls, local)

    def _fits(self, noun: str, cls: str, local: Local) -> bool:
        is_a = self.ontology.classes.is_a
        if local.cls is not None and is_a(local.cls, _MEDIA) and not is_a(cls, _MEDIA) and noun not in local.nouns:
            return False  # a news agency that only reports is not "the agency"
        return local.cls is None or self.ontology.classes.compatible(local.cls, cls) or self._gathered(noun, cls, local)

    def _gathered(self, noun: str, cls: str, local: Local) -> bool:
        """ "The board" is a Committee to the ontology, and the Board of Education a PublicBody: what the name ends in counts."""
        is_a = self.ontology.classes.is_a
        bodies = is_a(cls, "Body") and is_a(local.cls or "", "Body") and "Place" not in (cls, local.cls) and not local.plural
        return bodies and noun.split()[-1] in self.kinds(local)

    def _of_its_kind(self, noun: str, cls: str, local: Local) -> bool:
        """Whether the noun may stand for a named referent by the kind or the class of it."""
        classes = self.ontology.classes
        if local.self_document or not local.named or local.cls is None or local.plural or local.cls in ("Agent", "Person"):
            return False
        if " " in noun and classes.is_a(cls, "Service") and not classes.is_a(local.cls, "Service"):
            return any(noun.split()[0] in name_key(name).split() for name in local.names)  # "the maternity service" is no Department of Health
        if noun == "county" and any(word in self.ontology.cues.county_parts for name in local.names for word in name_key(name).split()):
            return False  # which is more than a district council serves
        wanted, kinds = self._same_kind(noun), self.kinds(local)
        if not kinds and "government" in wanted:
            kinds = frozenset(n.split()[-1] for n in local.nouns)  # "the government" is no county jail
        if wanted and kinds:  # "the trust" is a hospital, and no commission
            return bool(wanted & kinds) and local.cls != "Place" and classes.is_a(local.cls, "Body")
        if cls == "Place" and not kinds and noun.split()[-1] not in self.ontology.cues.regions:
            return False  # Essex is no town hall
        if noun.split()[-1] in self.ontology.cues.localities and any(name_key(name) in self.ontology.cues.places for name in local.names):
            return False  # Ohio is no district
        if not classes.compatible(local.cls, cls) or (local.weak_class and not classes.is_a(local.cls, "Organization")):
            return False
        if wanted:  # "the trust" is not a union that is known by its name, nor "the campaign" a body of which nothing is known
            return local.cls == cls
        return not (classes.is_a(cls, "PublicBody") and local.weak_class)

    def kinds(self, local: Local) -> frozenset[str]:
        """The words in which a referent's names say what it is: "council" of "Denby Borough Council"."""
        key = tuple(local.names)
        if key not in self._kinds:
            entries = [entry for name in key if (entry := self.ontology.called.get(name_key(name))) is not None]
            known = [name for entry in entries for name in (entry.label, *entry.aliases)]
            found = [kind_of(name_key(name).split(), self.ontology.cues) for name in (*key, *known)]
            self._kinds[key] = frozenset(word for kind in found if kind for word in (kind[0], _noun_of(kind[0]), *self._opening(kind[0])))
        return self._kinds[key]

    def _opening(self, words: str) -> list[str]:
        """ "Friends of" tells of friends."""
        return words.split()[:1] if words in self.ontology.cues.openings else []

    def _same_kind(self, noun: str) -> frozenset[str]:
        groups = self.ontology.cues.same_kind
        return groups.get(noun, groups.get(noun.split()[-1], frozenset()))

    # --- people ----------------------------------------------------------------------------------------------------------------------------------

    def _person(self, phrase: Phrase, before: Sequence[Local]) -> Local | None:
        people = [x for x in before if x.cls == "Person" and not x.plural]
        for local in people:
            if _holds(phrase.noun, local) and _had_before(phrase) == all(_had_before(p) for p in local.phrases if p.noun):
                return local
        if phrase.noun in self.ontology.cues.roles or phrase.plural:
            return None
        near = [x for x in people if any(_distance(p, phrase) <= _NEAR for p in x.phrases)]
        fitting = [x for x in near if x.named and not x.nouns]
        return fitting[0] if len(near) == 1 and fitting else None


def _noun_of(kind: str) -> str:
    """The last noun of the words that say what a name is of: "diocese" of "diocese of"."""
    return next((word for word in reversed(kind.split()) if word not in LINKS), kind)


def _in_passing(noun: str, local: Local) -> bool:
    """Whether a document names a referent but once and does not tell of it there: "her years [at Marlow University]"."""
    return len(local.phrases) == 1 and noun not in local.nouns and local.phrases[0].head.dep_ in ("nmod", "nmod:poss", "obl", "compound")


def offices(local: Local) -> list[str]:
    """The offices that a document gives a person before the name, in lower case."""
    return [words_of(p.doc, first, last).lower() for p in local.phrases for first, last in p.roles] + [r.lower() for r in local.roles]


def _holds(noun: str, local: Local) -> bool:
    return any(f" {noun} " in f" {role} " for role in (*local.nouns, *offices(local)))


def _had_before(phrase: Phrase) -> bool:
    """Whether an office is one that somebody had: "the former leader" is not "the leader"."""
    return any(phrase.doc[i].lower_ in PAST for i in range(phrase.first, phrase.last + 1))


def _distance(a: Phrase, b: Phrase) -> int:
    block, other = position(a.head)[0], position(b.head)[0]
    if block != other:
        return abs(block - other) + 1
    return sentences_between(a.head, b.head)
