"""The libel guard: which statements hold an allegation against a named person for whom no document of the corpus gives a public role.

It is decided after resolution, since the article that accuses someone by surname need not be the one that tells of their office. In doubt a person
is private. The mark is on words: whatever rests on the same words as an allegation is marked with it, so that leaving the marked ones out leaves
out what was said. A name of which no document tells what it is of may be a person's, and counts as one if it looks like one.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import Entity, Extraction, Mention, Modality, Referent, Resolution, Statement

if TYPE_CHECKING:
    from kg.knowledge.domain import ClassTree
    from kg.knowledge.public_roles import PublicRoles

_PERSON, _UNKNOWN = "Person", "Agent"
_LONGEST_NAME = 4  # words of a person's name


@dataclass(frozen=True, slots=True)
class Charges:
    """What one document says that bears on the guard: who holds a role (their referent, that of the body, the roles as worded), and who is accused
    (their referents, and where the words begin and end)."""

    held: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    accused: tuple[tuple[tuple[str, ...], int, int], ...] = ()


def charges_of(statements: Iterable[Statement], roles: PublicRoles) -> Charges:
    """What is held and charged in one document's statements. What is alleged or not so gives nobody a role; whose deed is alleged stands accused of
    it."""
    held, accused = [], []
    for s in statements:
        end = roles.giving.get(s.type)
        holder, body = _end(s, end), _end(s, "object" if end == "subject" else "subject")
        if holder is not None and body is not None and s.modality not in (Modality.ALLEGED, Modality.NEGATED):
            held.append((holder.referent, body.referent, tuple(value for name, value in s.qualifiers if name == "role")))
        found = [m.referent for m in (_end(s, roles.accusing.get(s.type)), s.subject if s.modality is Modality.ALLEGED else None) if m is not None]
        if found:
            accused.append((tuple(found), s.evidence.start, s.evidence.end))
    return Charges(tuple(held), tuple(accused))


def private_allegations(extractions: Sequence[Extraction], resolution: Resolution, classes: ClassTree, roles: PublicRoles) -> frozenset[str]:
    """The ids of the statements whose words hold an allegation against a named person without a public role."""
    charges = [charges_of(e.statements, roles) for e in extractions]
    guard = Guard((r for e in extractions for r in e.referents), charges, resolution, classes, roles)
    return frozenset(key for e, charged in zip(extractions, charges, strict=True) for key in marked(e.statements, guard.private(charged)))


def marked(statements: Iterable[Statement], spans: Sequence[tuple[int, int]]) -> Iterator[str]:
    """The ids of the statements that rest on some of these words."""
    return (s.id for s in statements if any(s.evidence.start < end and start < s.evidence.end for start, end in spans))


class Guard:
    """Who is a named person, and who of them holds a public role, as all documents tell together."""

    def __init__(self, referents: Iterable[Referent], charges: Iterable[Charges], resolution: Resolution, classes: ClassTree,
                 roles: PublicRoles) -> None:
        self._resolution, self._classes, self._roles = resolution, classes, roles
        self._public: set[str] = set()
        self._people: set[str] = set()  # entities that are a named person, or may be one
        self._known: dict[tuple[str, str | None], bool] = {}
        self._titled: dict[tuple[str, ...], bool] = {}  # whether one of these names begins with an office
        for referent in referents:
            if (key := resolution.of.get(referent.id)) is not None:
                self._learn(referent, resolution.entities[key])
        for charged in charges:
            for holder, body, said in charged.held:
                cls = resolution.entities[resolution.of[body]].cls
                if any(self._is_public(role, cls) for role in said) if said else cls in roles.members:
                    self._public.add(resolution.of[holder])

    def private(self, charges: Charges) -> list[tuple[int, int]]:
        """Where a document's words accuse a named person without a public role of doing wrong."""
        return [(start, end) for accused, start, end in charges.accused if any(self._private(key) for key in accused)]

    def _private(self, referent: str) -> bool:
        entity = self._resolution.entities[self._resolution.of[referent]]
        return entity.id in self._people and entity.id not in self._public and not entity.same_as

    def _learn(self, referent: Referent, entity: Entity) -> None:
        if self._in_office(referent):
            self._public.add(entity.id)
        if referent.named and (entity.cls == _PERSON or (entity.cls == _UNKNOWN and any(map(_like_a_person, referent.names)))):
            self._people.add(entity.id)

    def _in_office(self, referent: Referent) -> bool:
        """Whether a document gives a person a public role by a title or an apposition."""
        if referent.cls not in (_PERSON, _UNKNOWN):
            return False
        body = self._resolution.of.get(referent.owner) if referent.owner else None
        cls = self._resolution.entities[body].cls if body else None
        return any(self._is_public(role, cls) for role in referent.roles) or self._has_title(referent.aliases)

    def _has_title(self, names: tuple[str, ...]) -> bool:
        if names not in self._titled:
            self._titled[names] = any(map(self._roles.is_title, names))
        return self._titled[names]

    def _is_public(self, role: str, cls: str | None) -> bool:
        if (role, cls) not in self._known:
            above = self._classes.ancestors.get(cls, frozenset()) if cls is not None else ()
            self._known[role, cls] = self._roles.is_office(role) or any(self._roles.is_office_of(role, c) for c in above)
        return self._known[role, cls]


def _end(statement: Statement, end: str | None) -> Mention | None:
    return {"subject": statement.subject, "object": statement.object}.get(end or "")


def _like_a_person(name: str) -> bool:
    """Whether a name could be a person's: a few words, each with a capital, and no acronym."""
    words = name.split()
    return len(words) <= _LONGEST_NAME and all(w[:1].isupper() and not w.isupper() and not any(c.isdigit() for c in w) for w in words)
