"""What the ontology says of public roles and of allegations: which relations accuse, which give a role, and which roles are public."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import rdflib
from rdflib import Literal

from kg.iris import KG, local_name

_BEFORE_THE_BODY = frozenset({"of", "for", "at", "in", "to", "on", "with", "and"})
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublicRoles:
    """`accusing` and `giving` map a relation to the end ("subject" or "object") that is accused, or that holds a role; `offices` are public
    anywhere, `offices_of` in a body of a class; members of a class of `members` hold a public role as such."""

    accusing: Mapping[str, str]
    giving: Mapping[str, str]
    offices: frozenset[Words]
    offices_of: Mapping[str, frozenset[Words]]
    members: frozenset[str]

    def is_office(self, role: str) -> bool:
        """Whether a role as worded is public in whatever body."""
        return _among(role, self.offices)

    def is_office_of(self, role: str, cls: str) -> bool:
        """Whether a role as worded is public in a body of just this class."""
        return _among(role, self.offices_of.get(cls, frozenset()))

    def is_title(self, name: str) -> bool:
        """Whether a name begins with an office: "Councillor Ann Pew"."""
        words = _words(name)
        return any(len(office) < len(words) and words[: len(office)] == office for office in self.offices)


def read_public_roles(graph: rdflib.Graph) -> PublicRoles:
    """The public roles that an ontology's graph tells of."""
    offices_of: dict[str, set[Words]] = {}
    for cls, office in graph.subject_objects(KG.officeOf):
        offices_of.setdefault(local_name(str(cls)), set()).add(_words(str(office)))
    return PublicRoles(
        accusing={local_name(str(r)): str(end) for r, end in sorted(graph.subject_objects(KG.accuses), key=str)},
        giving={local_name(str(r)): str(end) for r, end in sorted(graph.subject_objects(KG.givesRole), key=str)},
        offices=frozenset(_words(str(office)) for office in graph.objects(None, KG.publicOffice)),
        offices_of={cls: frozenset(offices) for cls, offices in sorted(offices_of.items())},
        members=frozenset(local_name(str(cls)) for cls in graph.subjects(KG.publicMembers, Literal(True))),
    )


def _among(role: str, offices: frozenset[Words]) -> bool:
    """Whether the role is an office: by its last words ("former council leader"), or by an office's own "of" ("Secretary of State for Health")."""
    words = _words(role)
    end = next((i for i, word in enumerate(words) if word in _BEFORE_THE_BODY), len(words))
    if any(words[:end][-len(office) :] == office for office in offices):
        return True
    long = [office for office in offices if len(office) > 2]
    return any(words[i : i + len(office)] == office for office in long for i in range(len(words) - len(office) + 1))


def _words(text: str) -> Words:
    return tuple(w for w in (word.strip(".,;:()\"'“”") for word in text.lower().replace("’", "'").split()) if w)
