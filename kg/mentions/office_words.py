"""Where in a run of capitals an office begins, and what body is named before it: "[City of Denby] [Acting Mayor]"."""

from __future__ import annotations

from kg.knowledge.domain import Cues
from kg.mentions.kinds import kind_of
from kg.syntax.phrases import words_of
from kg.syntax.tree import Doc


def office_from(doc: Doc, first: int, last: int, cues: Cues) -> int:
    """Where the office begins that ends a run of words, with what belongs to it: the "Acting" of "Denby Council Acting Mayor"."""
    starts = [k for k in range(first, last + 1) if words_of(doc, k, last).lower().rstrip(".") in cues.roles] or [last]
    bodies = [k for k in starts if k > first and doc[k - 1].lower_ in cues.name_heads]  # "Denby Council leader": the council's leader
    start = bodies[0] if bodies else starts[0]
    while start > first and doc[start - 1].lower_ in cues.role_modifiers:
        start -= 1
    return start


def body_before(doc: Doc, first: int, last: int, cues: Cues) -> str | None:
    """The class of the body that is named before an office, by what its name begins with or ends in: "City of Denby Mayor"."""
    start = office_from(doc, first, last, cues)
    words = words_of(doc, first, start - 1).lower().split() if start > first else []
    kind = kind_of(words, cues) if words else None
    if kind is None or kind[1] == "Person":
        return None
    own = len(words) > len(kind[0].split()) and doc[first].tag_ == "NNP" and words[0] not in cues.generic | cues.descriptions.keys()
    return kind[1] if own or kind[0] not in cues.descriptions else None  # "Denby Police Superintendent", not "Police Superintendent"


def is_office(doc: Doc, first: int, last: int, cues: Cues) -> bool:
    """Whether a run of words is an office of several words and no more than its adjectives: "Group Chief Executive Officer"."""
    known = next((k for k in range(first, last) if words_of(doc, k, last).lower() in cues.roles), None)
    return known is not None and office_from(doc, first, last, cues) == first
