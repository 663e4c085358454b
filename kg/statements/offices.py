"""The office that a statement is about where its own clause does not word it: the one of the verb ("chairs the panel"), of the noun that stands for
the person ("the chief constable resigned"), or the only one that the document gives them."""

from __future__ import annotations

from kg.knowledge.domain import Cues
from kg.model import MentionKind
from kg.reference.coreference import Coreference
from kg.reference.referents import Local
from kg.statements.fillers import Filler
from kg.syntax.phrases import words_of
from kg.syntax.tree import Token

_ENDINGS = ("", "er", "r", "or")  # "chair", "lead" and leader, "manage" and manager, "direct" and director


def office_of(verb: Token | None, person: Filler, body: Local | None, coreference: Coreference, cues: Cues) -> str | None:
    """The words of the office, or None where none can be told; `verb` is what the person does in it, if that is known."""
    named_by = next((word for ending in _ENDINGS if verb is not None and (word := verb.lemma_.lower() + ending) in cues.roles), None)
    if named_by is not None:
        return named_by
    phrase = coreference.at(person.token)
    if phrase is not None and phrase.kind is MentionKind.DESCRIPTION and phrase.noun in cues.roles:
        words = phrase.noun.split()
        return words_of(phrase.doc, phrase.head.i - len(words) + 1, phrase.head.i)
    held = person.local.roles
    return held[0] if len(held) == 1 and person.local.employer in (body, None) else None
