"""Referents joined into clusters by union-find, with a guard: what one thing cannot be at once is never joined, however many steps lead there."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.profiles import Profile, person_names_agree

if TYPE_CHECKING:
    from kg.domain import ClassTree


@dataclass(slots=True)
class Cluster:
    """Referents taken for one thing, and the few facts that decide what may still join them."""

    members: list[str]
    first: str  # the least id: names the cluster while it grows
    classes: set[str]
    people: set[tuple[str, ...]]  # the different full names of a person
    generic: dict[tuple[str, ...], set[frozenset[str]]]  # generic words of a body's names, by what is left of them
    stems: set[tuple[str, ...]]
    owners: set[str]  # referents that own it
    documents: set[str]
    entries: set[int]  # entries of the gazetteer
    sides: set[tuple[int, str]]  # sides taken in decisions that say "different"
    fixed: bool  # a document itself, or something without a name and an owner: alone for good
    links: list[tuple[str, str, str]] = field(default_factory=list)  # two referents and the reason that joined them


class Clusters:
    """All clusters; `find` by referent, `join` two of them."""

    def __init__(self, profiles: Sequence[Profile], classes: ClassTree, entries: dict[str, int], sides: dict[str, set[tuple[int, str]]]) -> None:
        self._classes = classes
        self._of: dict[str, Cluster] = {}
        for one in profiles:
            referent = one.referent
            self._of[referent.id] = Cluster(
                members=[referent.id], first=referent.id, classes={referent.cls}, people={one.person} if one.person else set(),
                generic={one.core: {one.generic}} if one.generic else {}, stems={one.stem} if one.stem else set(),
                owners={referent.owner} if referent.owner and one.is_unit else set(), documents={referent.document},
                entries={entries[referent.id]} if referent.id in entries else set(), sides=set(sides.get(referent.id, ())),
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
        a.classes |= b.classes
        a.people |= b.people
        a.stems |= b.stems
        a.owners |= b.owners
        a.documents |= b.documents
        a.entries |= b.entries
        a.sides |= b.sides
        for core, words in b.generic.items():
            a.generic.setdefault(core, set()).update(words)
        for member in b.members:
            self._of[member] = a
        return True

    def compatible(self, a: Cluster, b: Cluster) -> bool:
        """Whether one thing could be both."""
        return (not a.fixed and not b.fixed and len(a.entries | b.entries) < 2
                and all(self._classes.is_a(x, y) or self._classes.is_a(y, x) for x in a.classes for y in b.classes)
                and all(person_names_agree(x, y) for x in a.people for y in b.people)
                and all(x <= y or y <= x for core, words in a.generic.items() for x in words for y in b.generic.get(core, ()))
                and len(self._owners(a) | self._owners(b)) < 2)

    def _owners(self, cluster: Cluster) -> set[str]:
        """The owners, each by the least id of its cluster; of referents that are one by now, one is remembered."""
        firsts = {self._of[owner].first: owner for owner in cluster.owners if owner in self._of}
        cluster.owners = set(firsts.values())
        return set(firsts)

    @staticmethod
    def _kept_apart(a: Cluster, b: Cluster) -> bool:
        """A user decided that something in the one is not something in the other."""
        return any(number == other and side != another for number, side in a.sides for other, another in b.sides)
