"""The libel guard: which statements hold an allegation against a named person for whom no document of the corpus gives a public role.

It is decided after resolution, since the article that accuses someone by surname need not be the one that tells of their office. In doubt a person
is private. The mark is on words: whatever rests on the same words as an allegation is marked with it, so that leaving the marked ones out leaves
out what was said. A name of which no document tells what it is of may be a person's, and counts as one if it looks like one.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kg.model import Entity, Extraction, Mention, Modality, Referent, Resolution, Statement

if TYPE_CHECKING:
    from kg.domain import ClassTree
    from kg.public_roles import PublicRoles

_PERSON, _UNKNOWN = "Person", "Agent"
_LONGEST_NAME = 4  # words of a person's name


def private_allegations(extractions: Sequence[Extraction], resolution: Resolution, classes: ClassTree, roles: PublicRoles) -> frozenset[str]:
    """The ids of the statements whose words hold an allegation against a named person without a public role."""
    guard = _Guard(extractions, resolution, classes, roles)
    marked: set[str] = set()
    for extraction in extractions:
        spans = [s.evidence for s in extraction.statements if guard.accuses_private(s)]
        marked.update(s.id for s in extraction.statements if any(s.evidence.start < e.end and e.start < s.evidence.end for e in spans))
    return frozenset(marked)


class _Guard:
    """Who is a named person, and who of them holds a public role."""

    def __init__(self, extractions: Sequence[Extraction], resolution: Resolution, classes: ClassTree, roles: PublicRoles) -> None:
        self.resolution, self.classes, self.roles = resolution, classes, roles
        self.referents = {r.id: r for e in extractions for r in e.referents}
        self.public = {key for key, entity in resolution.entities.items() if any(self._in_office(r) for r in self._of(entity))}
        for extraction in extractions:
            self.public.update(self.resolution.of[m.referent] for s in extraction.statements if (m := self._given_role(s)) is not None)

    def accuses_private(self, statement: Statement) -> bool:
        """Whether the statement says of a named private person that they did wrong; whose deed is alleged stands accused of it."""
        accused = [self._end(statement, self.roles.accusing.get(statement.type))]
        if statement.modality is Modality.ALLEGED:
            accused.append(statement.subject)
        return any(m is not None and self._private(m) for m in accused)

    def _private(self, mention: Mention) -> bool:
        entity = self.resolution.entity(mention)
        named = entity.cls == _PERSON and any(r.named for r in self._of(entity))
        unknown = entity.cls == _UNKNOWN and any(_like_a_person(name) for r in self._of(entity) if r.named for name in r.names)
        return (named or unknown) and entity.id not in self.public and not entity.same_as

    def _of(self, entity: Entity) -> Iterator[Referent]:
        return (self.referents[key] for key in entity.referents if key in self.referents)

    def _in_office(self, referent: Referent) -> bool:
        """Whether a document gives a person a public role by a title or an apposition."""
        if referent.cls not in (_PERSON, _UNKNOWN):
            return False
        body = self.resolution.of.get(referent.owner) if referent.owner else None
        cls = self.resolution.entities[body].cls if body else None
        return any(self._is_public(role, cls) for role in referent.roles) or any(self.roles.is_title(name) for name in referent.aliases)

    def _given_role(self, statement: Statement) -> Mention | None:
        """Who holds a public role because the statement says so; what is alleged or not so gives none."""
        end = self.roles.giving.get(statement.type)
        holder = self._end(statement, end)
        body = self._end(statement, "object" if end == "subject" else "subject")
        if holder is None or body is None or statement.modality in (Modality.ALLEGED, Modality.NEGATED):
            return None
        cls = self.resolution.entity(body).cls
        said = [value for name, value in statement.qualifiers if name == "role"]
        public = any(self._is_public(role, cls) for role in said) if said else cls in self.roles.members
        return holder if public else None

    def _is_public(self, role: str, cls: str | None) -> bool:
        above = self.classes.ancestors.get(cls, frozenset()) if cls is not None else ()
        return self.roles.is_office(role) or any(self.roles.is_office_of(role, c) for c in above)

    @staticmethod
    def _end(statement: Statement, end: str | None) -> Mention | None:
        return {"subject": statement.subject, "object": statement.object}.get(end or "")


def _like_a_person(name: str) -> bool:
    """Whether a name could be a person's: a few words, each with a capital, and no acronym."""
    words = name.split()
    return len(words) <= _LONGEST_NAME and all(w[:1].isupper() and not w.isupper() and not any(c.isdigit() for c in w) for w in words)
