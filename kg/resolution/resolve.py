"""Entity resolution, the only step that sees the corpus: the referents of all documents enter, entities with a reason for each merge leave.

Decisions of the user come first, then the steps of `kg.resolution.compare`: things that have a name, then their units, then people, since each
of these leans on the one before. The result does not depend on the order of the documents.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from kg.model import Document, Extraction, Resolution
from kg.resolution.clusters import Clusters
from kg.resolution.compare import STEPS, Groups, Key, Step, may_be_unit, told_alike
from kg.resolution.decisions import Decision, Decisions
from kg.resolution.entities import entities_of
from kg.resolution.profiles import NameWords, Profile, Profiler, tokens

if TYPE_CHECKING:
    from kg.knowledge.domain import ClassTree, GazetteerEntry

# Company tells namesakes apart only where it is rare: whoever is named in more than this many documents, and a tenth of all, is company to everyone.
_COMMON_DOCUMENTS, _COMMON_SHARE = 10, 0.1


def resolve(
    extractions: Sequence[Extraction], *, gazetteer: Sequence[GazetteerEntry] = (), decisions: Decisions | None = None, classes: ClassTree,
    names: NameWords,
) -> Resolution:
    """Decide which referents are one entity, and give each entity its name, class and id."""
    documents = {extraction.document.id: extraction.document for extraction in extractions}
    profiles = _profiles(extractions, Profiler(classes, names))
    judgements = decisions.items if decisions else ()
    corpus = _Corpus(profiles, documents, gazetteer, judgements, classes, names)
    for number, decision in enumerate(judgements):
        if decision.same:
            corpus.decide(number, decision)
    for kind, chosen in (("things", told_alike(corpus.things)), ("units", _each(corpus.units)), ("people", _each(corpus.people))):
        for step in STEPS[kind]:
            corpus.take(step, chosen)
        if kind == "things":
            corpus.learn_places()
        elif kind == "units":
            corpus.learn_company()
    return entities_of(corpus.clusters, {one.referent.id: one for one in profiles}, gazetteer, classes, names)


def _profiles(extractions: Iterable[Extraction], profiler: Profiler) -> list[Profile]:
    """The profiles of all referents, by their ids."""
    referents = {referent.id: referent for extraction in extractions for referent in extraction.referents}
    return [profiler.profile(referents[key]) for key in sorted(referents)]


def _each(profiles: Iterable[Profile]) -> list[tuple[Profile]]:
    """Referents that the rules tell apart by more than their names."""
    return [(one,) for one in profiles]


class _Corpus:
    """The profiles and clusters, and what the rules ask of them (`kg.resolution.compare.Known`)."""

    def __init__(self, profiles: list[Profile], documents: dict[str, Document], gazetteer: Sequence[GazetteerEntry], judgements: Sequence[Decision],
                 classes: ClassTree, words: NameWords) -> None:
        self.words, self.classes, self.documents, self.profiles = words, classes, documents, profiles
        self.places: set[tuple[str, ...]] = set()
        self._company: dict[str, Sequence[Key]] = {}
        self._bodies: dict[str, set[str]] = {}
        self._entries = _entries(profiles, gazetteer, classes)
        self.clusters = Clusters(profiles, classes, self._entries, self._sides(judgements))
        self.people = [one for one in profiles if one.person]
        self.things = [one for one in profiles if not one.person]
        self.units = [one for one in self.things if may_be_unit(one)]

    # --- what rules ask

    def owner(self, profile: Profile) -> str | None:
        key = profile.referent.owner
        return self.clusters.find(key).first if key is not None and self.clusters.knows(key) else None

    def owner_stems(self, profile: Profile) -> Collection[tuple[str, ...]]:
        key = profile.referent.owner
        return sorted(self.clusters.find(key).stems) if key is not None and self.clusters.knows(key) else ()

    def bodies(self, document: str) -> Collection[str]:
        return sorted({self.clusters.find(key).first for key in self._bodies.get(document, ())})

    def company(self, profile: Profile) -> Collection[Key]:
        own = ("person", profile.person)
        return [key for key in self._company.get(profile.referent.document, ()) if key != own]

    def listed(self, profile: Profile) -> int | None:
        return self._entries.get(profile.referent.id)

    # --- the work

    def decide(self, number: int, decision: Decision) -> None:
        """Join what the user says is the same."""
        left, right = ([one.referent.id for one in self.profiles if side.matches(one.referent, self.documents.get(one.referent.document))]
                       for side in decision.sides)
        if left and right:
            for other in [*left[1:], *right]:
                self.clusters.join(left[0], other, f"Decided: {decision.reason or 'the same'}", decided=True)

    def take(self, step: Step, alike: Sequence[Sequence[Profile]]) -> None:
        """One step: join what its rule calls the same, of referents as `Groups.by` takes them."""
        groups, reason = Groups.by(step.rule, alike, self), step.reason
        if step.lead is None:
            for members in groups.of.values():
                if len(members) > 1:
                    self._join_all(members, reason)
            return
        leads = Groups.by(step.lead, alike, self)
        keys: dict[str, list[Key]] = {}
        for key, members in groups.of.items():
            if key in leads.of:
                for one in members:
                    keys.setdefault(one.referent.id, []).append(key)
        for referent in sorted(keys):
            self._follow(referent, [lead for key in keys[referent] for lead in self._apart(leads, key)], reason)

    def _apart(self, leads: Groups, key: Key) -> Sequence[Profile]:
        """The leads of a key, the first of each cluster; the others are forgotten, since clusters never part again."""
        firsts: dict[str, Profile] = {}
        for lead in leads.of[key]:
            firsts.setdefault(self.clusters.find(lead.referent.id).first, lead)
        leads.of[key] = list(firsts.values())
        return leads.of[key]

    def _join_all(self, members: Sequence[Profile], reason: str) -> None:
        """Join each to the largest cluster of the group that may take it; the most specific classes choose first."""
        if self._are_one(members) or self.clusters.join_alike([one.referent.id for one in members], reason):
            return
        classes = {one.referent.cls for one in members}
        depth = {cls: sum(self.classes.is_a(cls, other) for other in classes) for cls in classes}
        heads: dict[str, int] = {}
        for one in sorted(members, key=lambda one: (-depth[one.referent.cls], one.referent.id)):
            key = one.referent.id
            for head in sorted(heads, key=lambda head: (-heads[head], head)) if len(heads) > 1 else heads:
                if self.clusters.join(head, key, reason):
                    heads[head] += 1
                    break
            else:
                heads[key] = 1

    def _are_one(self, members: Sequence[Profile]) -> bool:
        """Whether they were joined before."""
        cluster = self.clusters.find(members[0].referent.id)
        return all(self.clusters.find(one.referent.id) is cluster for one in members)

    def _follow(self, key: str, leads: Sequence[Profile], reason: str) -> None:
        """Join a referent to the one cluster it may belong to; of several, to the only one that its own document speaks of."""
        mine = self.clusters.find(key)
        found = {cluster.first: (cluster, lead.referent.id) for lead in reversed(leads)
                 if (cluster := self.clusters.find(lead.referent.id)) is not mine and self.clusters.compatible(mine, cluster)}
        if len(found) > 1:
            found = {first: (cluster, lead) for first, (cluster, lead) in found.items() if cluster.documents & mine.documents}
        if len(found) == 1:
            (_, lead), = found.values()
            self.clusters.join(lead, key, reason)

    def learn_places(self) -> None:
        """Places named in the corpus, and those that its bodies are named after; the bodies of each document."""
        for one in self.things:
            if one.referent.named and self.classes.is_a(one.referent.cls, self.words.place):
                self.places.add(one.full)
            elif one.referent.named and one.stem and one.is_body:
                self.places.add(one.stem)
            if one.is_body:
                self._bodies.setdefault(one.referent.document, set()).add(one.referent.id)

    def learn_company(self) -> None:
        """Who and what each document names, but for what so many name that it tells nobody apart."""
        count: Counter[Key] = Counter()
        named: dict[str, set[Key]] = {}
        for one in self.profiles:
            if one.referent.named and not one.referent.self_document:
                key: Key = ("person", one.person) if one.person else ("thing", self.clusters.find(one.referent.id).first)
                company = named.setdefault(one.referent.document, set())
                count[key] += key not in company
                company.add(key)
        limit = max(_COMMON_DOCUMENTS, _COMMON_SHARE * len(self.documents))
        telling = {key: repr(key) for key, documents in count.items() if documents <= limit}
        self._company = {document: sorted((key for key in company if key in telling), key=telling.__getitem__) for document, company in named.items()}

    def _sides(self, judgements: Sequence[Decision]) -> dict[str, set[tuple[int, str]]]:
        """For each referent, the sides it takes in decisions that say "different"; where both sides are the same words, each document is one."""
        sides: dict[str, set[tuple[int, str]]] = {}
        for number, decision in enumerate(judgements):
            if decision.same:
                continue
            alike = decision.sides[0] == decision.sides[1]
            for one in self.profiles:
                document = self.documents.get(one.referent.document)
                for place, side in enumerate(decision.sides):
                    if side.matches(one.referent, document):
                        sides.setdefault(one.referent.id, set()).add((number, one.referent.document if alike else str(place)))
                        break
        return sides


def _entries(profiles: Iterable[Profile], gazetteer: Sequence[GazetteerEntry], classes: ClassTree) -> dict[str, int]:
    """Which entry of the gazetteer each referent is, by its name; none where two entries would do."""
    by_name: dict[tuple[str, ...], set[int]] = {}
    for number, entry in enumerate(gazetteer):
        for name in (entry.label, *entry.aliases):
            by_name.setdefault(tokens(name), set()).add(number)
    entries: dict[str, int] = {}
    known: dict[tuple[str, str], int | None] = {}
    for one in profiles:
        told = one.referent
        if told.named and not told.self_document:
            key = (told.name, told.cls)
            if key not in known:
                fitting = {n for n in by_name.get(one.person or tokens(told.name), ())
                           if classes.is_a(told.cls, gazetteer[n].cls) or classes.is_a(gazetteer[n].cls, told.cls)}
                known[key] = fitting.pop() if len(fitting) == 1 else None
            if (only := known[key]) is not None:
                entries[told.id] = only
    return entries
