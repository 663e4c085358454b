"""Referents joined into clusters by union-find, with a guard: what one thing cannot be at once is never joined, however many steps lead there."""
from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from kg.resolution.profiles import Profile, person_names_agree

if TYPE_CHECKING:
    from kg.knowledge.domain import ClassTree

_One = TypeVar("_One", bound=Hashable)
_NONE: frozenset[Any] = frozenset()
_Generic = Mapping[tuple[str, ...], frozenset[frozenset[str]]]
_NO_WORDS: _Generic = {}


@dataclass(slots=True)
class Cluster:
    """Referents taken for one thing, and the few facts that decide what may still join them. Sets that are frozen are shared between clusters."""

    members: list[str]
    first: str  # the least id: names the cluster while it grows
    classes: AbstractSet[str]
    people: AbstractSet[tuple[str, ...]]  # the different full names of a person
    generic: _Generic  # generic words of a body's names, by what is left of them
    stems: AbstractSet[tuple[str, ...]]
    owners: AbstractSet[str]  # referents that own it
    documents: AbstractSet[str]
    entries: AbstractSet[int]  # entries of the gazetteer
    sides: AbstractSet[tuple[int, str]]  # sides taken in decisions that say "different"
    fixed: bool  # a document itself, or something without a name and an owner: alone for good
    links: list[tuple[str, str, str]] = field(default_factory=list)  # two referents and the reason that joined them


class Clusters:
    """All clusters; `find` by referent, `join` two of them."""

    def __init__(self, profiles: Sequence[Profile], classes: ClassTree, entries: dict[str, int], sides: dict[str, set[tuple[int, str]]]) -> None:
        self._classes = classes
        self._of: dict[str, Cluster] = {}
        shared = _Shared()
        for one in profiles:
            referent = one.referent
            entry = entries.get(referent.id)
            self._of[referent.id] = Cluster(
                members=[referent.id], first=referent.id, classes=shared.only(referent.cls), people=shared.only(one.person) if one.person else _NONE,
                generic=shared.generic(one.core, one.generic) if one.generic else _NO_WORDS, stems=shared.only(one.stem) if one.stem else _NONE,
                owners=frozenset((referent.owner,)) if referent.owner and one.is_unit else _NONE, documents=shared.only(referent.document),
                entries=_NONE if entry is None else shared.only(entry), sides=frozenset(sides.get(referent.id, ())),
                fixed=referent.self_document or not (referent.named or referent.owner or referent.place))

    def find(self, referent: str) -> Cluster:
        return self._of[referent]

    def knows(self, referent: str | None) -> bool:
        return referent in self._of

    def all(self) -> list[Cluster]:
        """Each cluster once, in the order of its least member."""
        return sorted({id(cluster): cluster for cluster in self._of.values()}.values(), key=lambda cluster: cluster.first)

    def join(self, left: str, right: str, reason: str, *, decided: bool = False) -> bool:
        """Take two referents for one thing, and tell whether that was possible. What a user decided is held back only by another decision."""
        a, b = self._of[left], self._of[right]
        if a is b:
            return True
        if self._kept_apart(a, b) or not (decided or self.compatible(a, b)):
            return False
        if (len(a.members), b.first) < (len(b.members), a.first):
            a, b = b, a
        a.first = min(a.first, b.first)
        a.members += b.members
        a.links += [*b.links, (left, right, reason)]
        a.classes, a.people, a.stems = _united(a.classes, b.classes), _united(a.people, b.people), _united(a.stems, b.stems)
        a.owners, a.documents = _united(a.owners, b.owners), _united(a.documents, b.documents)
        a.entries, a.sides = _united(a.entries, b.entries), _united(a.sides, b.sides)
        if b.generic is not a.generic:
            a.generic = {**a.generic, **{core: a.generic.get(core, frozenset()) | words for core, words in b.generic.items()}}
        for member in b.members:
            self._of[member] = a
        return True

    def join_alike(self, referents: Sequence[str], reason: str) -> bool:
        """Take referents, in their order, for one thing, where each is alone so far and just the same is known of all: what `join` would do with the
        first and each of the others. False, and nothing is done, where that is not so."""
        first, *others = (self._of[one] for one in referents)
        if not _plain(first) or not all(_plain(one) and _known_alike(first, one) for one in others):
            return False
        first.members += referents[1:]
        first.links += [(first.first, one, reason) for one in referents[1:]]
        first.documents = {document for cluster in (first, *others) for document in cluster.documents}
        self._of.update(dict.fromkeys(referents[1:], first))
        return True

    def compatible(self, a: Cluster, b: Cluster) -> bool:
        """Whether one thing could be both."""
        return (not a.fixed and not b.fixed and len(a.entries | b.entries) < 2
                and (_same_one(a.classes, b.classes)
                     or all(self._classes.is_a(x, y) or self._classes.is_a(y, x) for x in a.classes for y in b.classes))
                and (_same_one(a.people, b.people) or all(person_names_agree(x, y) for x in a.people for y in b.people))
                and all(x <= y or y <= x for core, words in a.generic.items() for x in words for y in b.generic.get(core, ()))
                and (not (a.owners or b.owners) or len(self._owners(a) | self._owners(b)) < 2))

    def _owners(self, cluster: Cluster) -> set[str]:
        """The owners, each by the least id of its cluster; of referents that are one by now, one is remembered."""
        firsts = {self._of[owner].first: owner for owner in cluster.owners if owner in self._of}
        cluster.owners = set(firsts.values())
        return set(firsts)

    @staticmethod
    def _kept_apart(a: Cluster, b: Cluster) -> bool:
        """A user decided that something in the one is not something in the other."""
        return any(number == other and side != another for number, side in a.sides for other, another in b.sides)


class _Shared:
    """What many clusters begin with, made once: sets of one, and the generic words of one name."""

    def __init__(self) -> None:
        self._sets: dict[Hashable, frozenset[Any]] = {}
        self._generic: dict[tuple[tuple[str, ...], frozenset[str]], _Generic] = {}

    def only(self, one: _One) -> frozenset[_One]:
        """The set of just this."""
        return self._sets.get(one) or self._sets.setdefault(one, frozenset((one,)))

    def generic(self, core: tuple[str, ...], words: frozenset[str]) -> _Generic:
        """These generic words alone, of this rest of a name."""
        return self._generic.get((core, words)) or self._generic.setdefault((core, words), {core: frozenset((words,))})


def _plain(cluster: Cluster) -> bool:
    """Whether it is one referent, of which only its names and its class decide what may join it."""
    return len(cluster.members) == 1 and not (cluster.fixed or cluster.owners or cluster.sides)


def _known_alike(a: Cluster, b: Cluster) -> bool:
    """Whether names and class of both are the same; sets that are, are shared."""
    return a.classes is b.classes and a.people is b.people and a.generic is b.generic and a.stems is b.stems and a.entries is b.entries


def _united(one: AbstractSet[_One], other: AbstractSet[_One]) -> AbstractSet[_One]:
    """Both together; a set of a cluster's own grows, and a frozen one, which others share, stays as it is."""
    if other <= one:
        return one
    if isinstance(one, set):
        one |= other
        return one
    return {*one, *other}


def _same_one(one: AbstractSet[_One], other: AbstractSet[_One]) -> bool:
    """Whether both are the same single thing."""
    return len(one) == 1 and one == other
