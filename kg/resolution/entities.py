"""From clusters of referents to entities: the name, the class, the other names, the id and the reasons, all determined by what is in the cluster."""
from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.model import Entity, Referent, Resolution
from kg.resolution.clusters import Cluster, Clusters
from kg.resolution.profiles import NameWords, Profile, tokens, without_titles

if TYPE_CHECKING:
    from kg.knowledge.domain import ClassTree, GazetteerEntry

_DETERMINER = re.compile(r"(?:the|a|an|its|their|his|her|our|my|your|this|that|these|those)\s+", re.IGNORECASE)
_SLUG_LENGTH = 60


@dataclass(slots=True)
class _Draft:
    cluster: Cluster
    label: str
    cls: str
    slug: str
    nameless: bool  # told by a description alone, and with nobody it belongs to


def entities_of(clusters: Clusters, profiles: Mapping[str, Profile], gazetteer: Sequence[GazetteerEntry], classes: ClassTree,
                words: NameWords) -> Resolution:
    """The entities, by id, and which of them each referent is."""
    labels, texts = _Labels(clusters, profiles, gazetteer, words), _Texts()
    drafts = []
    for cluster in clusters.all():
        members = [profiles[key].referent for key in cluster.members]
        label = labels.of(cluster)
        nameless = not any(one.named or one.self_document for one in members) and not cluster.entries and labels.owner(cluster) is None
        cls = _class(Counter(one.cls for one in members), classes) if len(cluster.classes) > 1 else members[0].cls
        drafts.append(_Draft(cluster, label, cls, slug(label), nameless))
    entities = {key: _entity(key, draft, profiles, gazetteer, texts) for key, draft in sorted(_with_ids(drafts).items())}
    return Resolution(entities=entities, of={key: entity.id for entity in entities.values() for key in entity.referents})


class _Labels:
    """What to call each cluster, owners first."""

    def __init__(self, clusters: Clusters, profiles: Mapping[str, Profile], gazetteer: Sequence[GazetteerEntry], words: NameWords) -> None:
        self._clusters, self._profiles, self._gazetteer, self._words = clusters, profiles, gazetteer, words
        self._known: dict[str, str] = {}
        self._plain_names: dict[tuple[str, bool, bool], str] = {}

    def of(self, cluster: Cluster) -> str:
        """The most frequent full name, and the longest of these; one told by a description alone takes its owner's name with it."""
        if cluster.first not in self._known:
            self._known[cluster.first] = ""  # an owner that leads back here adds nothing
            self._known[cluster.first] = self._made(cluster)
        return self._known[cluster.first]

    def owner(self, cluster: Cluster) -> Cluster | None:
        """The cluster that this one is a part of."""
        owners = {key: owner for key in cluster.members if (owner := self._profiles[key].referent.owner) is not None}
        for key in sorted(owners):
            if self._clusters.knows(owners[key]) and (found := self._clusters.find(owners[key])) is not cluster:
                return found
        return None

    def _made(self, cluster: Cluster) -> str:
        if cluster.entries:
            return self._gazetteer[min(cluster.entries)].label
        if len(cluster.members) == 1 and self._profiles[cluster.first].referent.owner is None:
            return self._plain(self._profiles[cluster.first])
        members = [self._profiles[key] for key in cluster.members]
        named = [one for one in members if one.referent.named or one.referent.self_document]
        names = Counter(map(self._plain, named or members))
        owner = self.owner(cluster)
        if owner is None:
            return _most_told(names)
        placed = {name: count for name, count in names.items() if any(set(stem) <= set(tokens(name)) for stem in owner.stems)}
        units = any(one.is_unit for one in members)
        label = _most_told(placed if units and placed else names)
        if named and (placed or not units):
            return label
        whose = self.of(owner)
        return f"{label} ({whose})" if whose else label

    def _plain(self, one: Profile) -> str:
        key = (one.referent.name, bool(one.person), one.referent.named)
        if key not in self._plain_names:
            name = " ".join(one.referent.name.split())
            if one.person:
                name = without_titles(name, self._words)
            if not one.referent.named and (determiner := _DETERMINER.match(name)):
                name = name[determiner.end():]
            self._plain_names[key] = name
        return self._plain_names[key]


def _most_told(names: Mapping[str, int]) -> str:
    """The name that is told most often; of several, the longest."""
    return min(names.items(), key=lambda item: (-item[1], -len(item[0]), item[0]))[0]


def _class(count: Counter[str], classes: ClassTree) -> str:
    """The class that most of the referents may have; of several, the most specific."""
    def rank(cls: str) -> tuple[int, int, int, str]:
        fitting = sum(number for other, number in count.items() if classes.is_a(cls, other) or classes.is_a(other, cls))
        return (-fitting, -sum(classes.is_a(cls, other) for other in count), -count[cls], cls)
    return min(count, key=rank) if len(count) > 1 else next(iter(count))


@lru_cache(maxsize=50_000)
def slug(label: str) -> str:
    """A label as the last part of an IRI: small letters, digits and hyphens."""
    plain = label.replace("’", "'").replace("'", "")
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    plain = plain.lower()
    joined = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "replace").decode()).strip("-")
    if len(joined) > _SLUG_LENGTH:
        joined = joined[:_SLUG_LENGTH + 1].rpartition("-")[0] or joined[:_SLUG_LENGTH]
    return joined or "x" + hashlib.sha256(label.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def _with_ids(drafts: Sequence[_Draft]) -> dict[str, _Draft]:
    """An id for each: the slug where it is alone, else with the class, else with the first digits of its document."""
    by_slug: dict[str, list[_Draft]] = {}
    for draft in drafts:
        by_slug.setdefault(draft.slug, []).append(draft)
    wanted: dict[str, list[_Draft]] = {}
    for same in by_slug.values():
        by_class = len({draft.cls for draft in same}) == len(same)
        for draft in same:
            alone = len(same) == 1 and not draft.nameless
            key = draft.slug if alone else f"{draft.slug}-{slug(draft.cls) if by_class and not draft.nameless else slug(draft.cluster.first)[:6]}"
            wanted.setdefault(key, []).append(draft)
    ids: dict[str, _Draft] = {}
    for key, same in wanted.items():
        for draft in same:
            ids[key if len(same) == 1 else f"{draft.slug}-{slug(draft.cluster.first)}"] = draft
    return ids


class _Texts:
    """What is called how: many are called just the same."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[str, ...]] = {}

    def of(self, told: Sequence[Referent], label: str, more: tuple[str, ...]) -> tuple[str, ...]:
        """What referents are called besides `label`, and the names given with them."""
        called = dict.fromkeys((one.name, one.names, one.aliases) for one in told)
        key = (label, more, *called)
        if key not in self._known:
            texts = {text for name, names, aliases in called for text in (name, *names, *aliases) if text}
            self._known[key] = tuple(sorted(texts.union(more) - {label}))
        return self._known[key]


def _entity(key: str, draft: _Draft, profiles: Mapping[str, Profile], gazetteer: Sequence[GazetteerEntry], texts: _Texts) -> Entity:
    members = sorted(draft.cluster.members)
    entry = gazetteer[min(draft.cluster.entries)] if draft.cluster.entries else None
    aliases = texts.of([profiles[one].referent for one in members], draft.label, tuple(entry.aliases) if entry else ())
    return Entity(id=key, label=draft.label, cls=draft.cls, aliases=aliases, same_as=tuple(entry.same_as) if entry else (),
                  referents=tuple(members), merges=tuple(_merges(members, draft.cluster.links)))


def _merges(members: Sequence[str], links: Sequence[tuple[str, str, str]]) -> Iterable[tuple[str, str]]:
    """For each referent after the first, why it is the same: the link that leads to it from the first."""
    if len(links) == len(members) - 1 and all(left == members[0] for left, _, _ in links):  # each by itself, as is most often so
        found = {right: reason for _, right, reason in links}
        return [(key, found[key]) for key in members[1:]]
    near: dict[str, list[tuple[str, str]]] = {}
    for left, right, reason in links:
        near.setdefault(left, []).append((right, reason))
        near.setdefault(right, []).append((left, reason))
    reasons: dict[str, str] = {members[0]: ""}
    queue = deque([members[0]])
    while queue:
        for other, reason in sorted(near.get(queue.popleft(), ())):
            if other not in reasons:
                reasons[other] = reason
                queue.append(other)
    return [(key, reasons[key]) for key in members[1:]]
