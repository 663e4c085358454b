"""Noun phrases under study, and small helpers on their words."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.knowledge.keys import clean
from kg.model import MentionKind, Span
from kg.syntax import grammar
from kg.syntax.kept import kept
from kg.syntax.parsed import span_of, text_of
from kg.syntax.tree import Doc, Token

_HYPHENS = frozenset({"-", "‑"})
_BREAKS = frozenset({",", ";", ":", "(", ")", "–", "—"})
PAST = frozenset({"former", "ex", "outgoing", "late", "previous", "then"})  # said of an office that somebody had
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase under study. Token indices are inclusive; `name` is the proper name in it, if any, without titles and roles."""

    head: Token
    first: int
    last: int
    kind: MentionKind
    text: str
    name: str | None = None
    name_span: tuple[int, int] | None = None
    cls: str | None = None
    evidence: str = ""  # what gave the class: gazetteer, head, title, label, description
    roles: list[tuple[int, int]] = field(default_factory=list)  # token spans of roles said before the name
    modifiers: list[Token] = field(default_factory=list)  # name-like tokens inside a description: "Denby children's services"
    plural: bool = False
    definite: bool = False
    forms: tuple[str, ...] = ()  # other words for it inside the phrase: "residents" of "a group of residents"
    noun: str = ""  # the head noun of a description, as in the ontology

    @property
    def doc(self) -> Doc:
        return self.head.doc

    @property
    def span(self) -> Span:
        first, last = self.name_span or (self.first, self.last)
        return span_of(self.doc, first, last)


def words_of(doc: Doc, first: int, last: int) -> str:
    """The words of the tokens `first` to `last`, one line."""
    return clean(text_of(doc, first, last))


def capitalised(token: Token) -> bool:
    """Whether a token can stand in a name: a capital first letter, or a number after one."""
    return token.text[:1].isupper() and token.pos_ not in ("PRON", "DET", "AUX", "SCONJ", "CCONJ")


@kept
def left_edge(head: Token) -> int:
    """The first token of the noun phrase before its head: determiners, adjectives, compounds and possessors, without a gap."""
    labels = ("det", "amod", "compound", "nummod", "nmod", "punct", "obl", "flat")
    inside = {t.i for c in head.children if c.i < head.i and grammar.base(c) in labels for t in c.subtree}
    first = head.i
    doc = head.doc
    while first - 1 in inside and not _ends_phrase(doc[first - 1]) and not _is_someone(doc[first - 1]):
        first -= 1
    if first and doc[first].lower_ in ("least", "most") and doc[first - 1].lower_ == "at":
        first -= 1  # "at least 15 members"
    while first < head.i and (doc[first].is_punct or doc[first].is_space or doc[first].lower_ in ("'s", "’s")):
        first += 1
    return first


def _is_someone(token: Token) -> bool:
    """Whether a person's name ends here, as in "appointed Jane Doe interim director"."""
    after = token.nbor(1).lower_ if token.i + 1 < len(token.doc) else ""
    full_name = token.ent_type_ in ("PERSON", "PER") and token.ent_iob_ == "I" and token.dep_ in ("flat", "nsubj", "obj", "iobj", "appos", "nmod")
    return full_name and after not in POSSESSIVE


def _ends_phrase(token: Token) -> bool:
    marks = token.dep_ == "case" and token.lower_ not in POSSESSIVE and not _inside_compound(token)
    return token.is_space or token.dep_ in ("cc", "mark") or marks or token.text in _BREAKS


def _inside_compound(preposition: Token) -> bool:
    """Whether a preposition stands in the middle of a compound: "child [in] need plan", "cost [of] living crisis"."""
    noun = preposition.head.head
    compound = noun.i == preposition.i - 1 and noun.dep_ in ("compound", "nmod:poss", "nmod:unmarked") and noun.pos_ == "NOUN" and noun.tag_ == "NN"
    return compound and noun.head.i == preposition.head.i + 1 and noun.head.tag_ in ("NN", "NNS")


def telling(doc: Doc, first: int, last: int) -> frozenset[int]:
    """The words before a noun that tell more of what is meant and are no part of what it is called: "the [Labour-run] council"."""
    hyphens = [i for i in range(first + 1, last - 1) if doc[i].text in _HYPHENS and capitalised(doc[i - 1]) and doc[i + 1].text.islower()]
    return frozenset(i for h in hyphens if doc[h + 1].pos_ != "PROPN" for i in (h - 1, h, h + 1))
