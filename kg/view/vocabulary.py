"""What the page needs to know of the ontology, as plain data: how to name and group each class and each relation."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`classes` and `relations` map a local name to its label and its family; `contests` maps a relation to those that it says are not so.

    Families of class: person, body, organisation, service, document, event, place. Families of relation: judgement, response, mobilisation,
    structure, money, publication, speech. The page draws any other family in grey, as "other".
    """

    classes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    relations: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    contests: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def cls(self, name: str) -> tuple[str, str]:
        """Label and family of a class; a class that is not listed shows its own name."""
        return self.classes.get(name, (name, "other"))

    def relation(self, name: str) -> tuple[str, str]:
        """Label and family of a relation; a relation that is not listed shows its own name."""
        return self.relations.get(name, (name.replace("_", " "), "other"))
