"""What a graph holds, counted while it goes by: triples, classes, properties, and what to take for an example. The graph itself is not kept."""
from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from itertools import groupby
from operator import attrgetter

import pyoxigraph

from kg.iris import KG

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TYPE, _STATEMENT = _RDF + "type", _RDF + "Statement"
_ENDS = (_RDF + "subject", _RDF + "object")
_NAMES = ("http://www.w3.org/2000/01/rdf-schema#label", "http://www.w3.org/2004/02/skos/core#altLabel")
_PRIVATE = str(KG.privateAllegation)
_FORMAT = 1  # of `to_json`; another number makes all that was counted before unusable
_COUNTED = ("classes", "properties", "told")


@dataclass(slots=True)
class Census:
    """The counts of a graph. `told` counts statements by who is in them, and `statement` is the first by IRI, private allegations apart; `named` are
    the entities that have one of the names that were `sought`, by it."""

    triples: int = 0
    entities: int = 0  # subjects that have a class
    classes: Counter[str] = field(default_factory=Counter)
    properties: Counter[str] = field(default_factory=Counter)
    told: Counter[str] = field(default_factory=Counter)
    statement: str | None = None
    named: dict[str, str] = field(default_factory=dict)
    sought: tuple[str, ...] = ()

    @property
    def most_told(self) -> str | None:
        """The entity in most statements; of several, the first by IRI."""
        return min(self.told, key=lambda iri: (-self.told[iri], iri), default=None)

    def changed(self, gone: Census, come: Census) -> Census | None:
        """The census of the graph without what `gone` counts and with what `come` counts; None where an example is gone, since the next best is not
        known."""
        kept = Census(self.triples - gone.triples + come.triples, self.entities - gone.entities + come.entities, sought=self.sought)
        for name in _COUNTED:
            counts: Counter[str] = getattr(self, name).copy()
            counts.update(getattr(come, name))
            counts.subtract(getattr(gone, name))
            setattr(kept, name, +counts)
        ends = ((self.statement, gone.statement, come.statement),
                *((iri, gone.named.get(name), come.named.get(name)) for name, iri in self.named.items()))
        if self.sought != come.sought or any(best == lost != found for best, lost, found in ends if best is not None):
            return None
        kept.statement = min(filter(None, (self.statement, come.statement)), default=None)
        kept.named = {name: min(filter(None, (self.named.get(name), come.named.get(name)))) for name in {**self.named, **come.named}}
        return kept


def to_json(found: Census) -> str:
    """A census on one line."""
    return json.dumps({"format": _FORMAT, **{each.name: getattr(found, each.name) for each in fields(found)}}, separators=(",", ":"))


def from_json(line: str) -> Census:
    """The census that `to_json` was given. Raises ValueError or TypeError where it was given none."""
    told = json.loads(line)
    if told.pop("format", None) != _FORMAT:
        raise ValueError("another version of kg counted")
    return Census(**{**told, **{name: Counter(told.get(name)) for name in _COUNTED}, "sought": tuple(told.get("sought", ()))})


def census(triples: Iterable[pyoxigraph.Triple], names: Iterable[str] = ()) -> Census:
    """The counts of the graph with these triples, in which each block of a subject stands in one piece; `names` are looked for."""
    wanted = {name.casefold(): name for name in names}
    found = Census(sought=tuple(sorted(wanted.values())))
    for subject, group in groupby(triples, key=attrgetter("subject")):
        _count(found, subject.value, [(t.predicate.value, _value(t.object)) for t in group], wanted)
    return found


def _count(found: Census, subject: str, pairs: list[tuple[str, str]], wanted: dict[str, str]) -> None:
    found.triples += len(pairs)
    found.properties.update(predicate for predicate, _ in pairs)
    classes = [value for predicate, value in pairs if predicate == _TYPE]
    found.classes.update(classes)
    found.entities += bool(classes)
    if _STATEMENT in classes:
        if all(predicate != _PRIVATE for predicate, _ in pairs):
            found.told.update({value for predicate, value in pairs if predicate in _ENDS})
            found.statement = min(found.statement or subject, subject)
    elif wanted:
        for predicate, value in pairs:
            if predicate in _NAMES and (name := wanted.get(value.casefold())) is not None:
                found.named[name] = min(found.named.get(name, subject), subject)


def _value(node: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple) -> str:
    return str(node) if isinstance(node, pyoxigraph.Triple) else node.value
