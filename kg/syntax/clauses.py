"""The clauses that a token stands in, innermost first, and who each of them is about. Grammar only."""

from __future__ import annotations

from collections.abc import Iterator

from kg.syntax import arguments, grammar
from kg.syntax.tree import Token

_TOLD_OF = frozenset({"for", "over", "of", "about", "from"})  # what follows is said of the object: "criticised Marlow Water over its record"

_MET = frozenset({"despite", "amid", "amidst", "after", "following", "notwithstanding"})
_OF = frozenset({"of"})


def nearest_subjects(pronoun: Token) -> list[Token]:
    """Who the nearest clause above a pronoun is about, the pronoun itself set aside: "it" and "its" stand for that, as a rule.

    A possessive looks into its own clause first, any other pronoun only above it. Empty where no clause above has a subject."""
    possessive = pronoun.dep_ == "nmod:poss"
    for clause in _above(pronoun):
        subjects = arguments.surface_subjects(clause)[0]
        own = pronoun in clause.children and not possessive
        if not subjects or own or any(s == pronoun or (s.is_ancestor(pronoun) and not s.is_ancestor(clause)) for s in subjects):
            continue
        if any(s.is_ancestor(clause) and _other_name_before(clause, s) for s in subjects):
            return []
        spoken_of = _spoken_of(clause, pronoun) if possessive else []
        return spoken_of or subjects
    return []


def met_with(noun: Token) -> list[Token]:
    """What is told of in a clause that is so despite, amid or after what a noun names, the likeliest first: "voted for [the scheme] despite
    objections from residents", "[the scheme] went ahead amid protests by residents"."""
    phrase = noun.head if noun.head.lower_ == "face" and grammar.marker_of(noun) == "of" else noun
    verb = phrase.head
    if grammar.marker_of(phrase) not in _MET and not (phrase is not noun and grammar.marker_of(phrase) == "in"):
        return []
    marked = [c for c in grammar.children(verb, "obl") if verb.i < c.i < phrase.i]
    inner = [d for c in marked for d in grammar.marked(c, _OF)]
    return [*arguments.undergoers(verb)[0], *inner, *marked, *arguments.surface_subjects(verb)[0]]


def _above(token: Token) -> Iterator[Token]:
    """The heads of the clauses around a token. One that the parse joins to "said" in "said it was shut and its manager had left" goes on with
    what was said."""
    for node in grammar.governors(token):
        if node.pos_ in ("VERB", "AUX") or any(c.dep_ == "cop" or grammar.base(c) == "nsubj" for c in node.children):
            yield node
            if node.dep_ == "conj":
                yield from (c for c in node.head.children if c.dep_ == "ccomp" and node.head.i < c.i < node.i)


def _other_name_before(clause: Token, noun: Token) -> bool:
    """Whether a relative clause may be about the name right before it, whatever the parse says: "the inspection by the River Agency, which ..."."""
    before = clause.left_edge.i - 1
    while before > noun.i and clause.doc[before].is_punct:
        before -= 1
    name = clause.doc[before]
    return before > noun.i and name.pos_ == "PROPN" and not (name.dep_ == "flat" and name.head == noun)


def _spoken_of(verb: Token, pronoun: Token) -> list[Token]:
    """The object of a verb, where the pronoun stands in what follows it: "fined the council for its failings"."""
    for c in verb.children:
        if grammar.base(c) in ("obl", "advcl") and grammar.marker_of(c) in _TOLD_OF and c.is_ancestor(pronoun):
            return [o for o in verb.children if arguments.is_object(o) and o.i < c.i]
    return []
