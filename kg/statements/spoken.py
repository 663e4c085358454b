"""How a match stands in somebody's mouth: whether what is said is put forward as a judgement, a demand or a promise. Grammar only."""

from __future__ import annotations

from collections.abc import Collection

from kg.knowledge.domain import SpeechWords
from kg.knowledge.lexicon import Kind
from kg.syntax import grammar
from kg.syntax.fixed import first_conjunct
from kg.syntax.frames import Match
from kg.syntax.tree import Token

_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "obl", "parataxis"})  # what is claimed, to a verb of claiming
_COMPLETING = frozenset({"csubj", "xcomp", "ccomp", "advcl", "acl"})  # "wrong [to say]"
_DEGREES = frozenset({"more", "less", "least"})


def is_aside(match: Match, *, demand: bool) -> bool:
    """Whether a judgement or demand only qualifies another clause (a condition, "officers who break the law", "how it failed"), compares, says
    nothing of what is named ("it is sad"), or is no demand: one that comes too late ("they should have asked"), is denied or foreseen."""
    anchor = first_conjunct(match.anchor)
    if match.frame.negated and not match.frame.modals and any(c.dep_ == "aux" and c.tag_ == "MD" for c in match.anchor.children):
        return True
    asked = anchor.dep_ == "ccomp" and grammar.asks(anchor)
    if _ruling(anchor).dep_ == "advcl" or (not demand and _owed(anchor)) or asked or is_supposed(anchor):
        return True
    if _of_any_such(anchor) or _of_whatever(match) or _says_little(match):
        return True
    return demand and (anchor.dep_ in ("acl:relcl", "acl") or grammar.unmade(match.anchor) or _foreseen(match))


def _ruling(verb: Token) -> Token:
    """The verb that others hang on as one deed: "can help save lives"."""
    while verb.dep_ == "xcomp" and verb.head.pos_ == "VERB":
        verb = verb.head
    return verb


def _owed(deed: Token) -> bool:
    """Whether a deed is one that somebody has yet to do: "it has to do a better job"."""
    return deed.dep_ == "xcomp" and deed.head.lemma_.lower() in ("have", "need") and deed.head.pos_ == "VERB"


def is_supposed(clause: Token) -> bool:
    """Whether a clause is what a condition supposes somebody to think: "if you think that they are useless"."""
    while clause.dep_ in ("ccomp", "xcomp"):
        clause = clause.head
        if grammar.marker_of(clause) in ("if", "unless", "whether"):
            return True
    return False


def _of_any_such(clause: Token) -> bool:
    """Whether a clause tells which of many are meant and charges nobody: "officers who break the law", "any plan that would hurt families"."""
    noun = clause.head
    if clause.dep_ != "acl:relcl":
        return False
    if noun.tag_ == "NNS" and not any(c.dep_ in ("det", "nmod:poss", "nummod") for c in noun.children):
        return True
    told_of = any(c.dep_ == "cop" for c in noun.children)  # "it is a plan that would hurt families"
    supposed = any(c.dep_ == "aux" and c.tag_ == "MD" for c in clause.children)
    return supposed and not told_of and grammar.has_determiner(noun, "a", "an", "any")


def _of_whatever(match: Match) -> bool:
    """Whether what is judged is whatever there may be of a kind: "any changes would be unacceptable"."""
    return any(grammar.has_determiner(t, "any") for t in match.slots.get("object", ()))


def _says_little(match: Match) -> bool:
    """Whether a predicate compares ("less alarming than") or is said of an "it" that stands for the whole affair, as is "it would ruin them"."""
    named = match.slots.get("object", ())
    if match.frame.kind is not Kind.PREDICATE:
        foreseen = bool(match.frame.modals) and bool(match.frame.asks("object"))
        return foreseen and bool(named) and all(t.lower_ == "it" for t in named)
    compared = match.anchor.tag_ in ("JJR", "RBR") or any(c.dep_ == "advmod" and c.lower_ in _DEGREES for c in match.anchor.children)
    likened = match.anchor.i > 0 and match.anchor.nbor(-1).lower_ == "as"
    compared = compared or (likened and any(grammar.marker_of(c) == "as" for c in match.anchor.children))  # "as strong as it was"
    return compared or (bool(named) and all(t.lower_ == "it" for t in named))


def _foreseen(match: Match) -> bool:
    """Whether a verb of need is denied or told of a time to come: "need not", "will need to"."""
    anchor = match.anchor
    return match.frame.kind is Kind.VERB and (grammar.negated(anchor) or any(c.dep_ == "aux" and c.tag_ == "MD" for c in anchor.children))


def is_unsaid(match: Match, claims: Collection[str], mistaken: Collection[str]) -> bool:
    """Whether what a match says is in a claim that nobody makes: "did not say that it was corrupt", "no one could accuse it of being slow", "may yet
    say", "it would be wrong to say that". `claims` are verbs of claiming and charging, `mistaken` what claims are called that are none."""
    node = match.anchor
    for head in grammar.governors(match.anchor):
        if head.pos_ == "VERB" and node.dep_ in _CLAUSES and head.lemma_.lower() in claims:
            unmade = grammar.negated(head) or any(c.dep_ == "aux" and c.lower_ in ("may", "might") for c in head.children)
            if unmade or (head.tag_ == "VB" and head.head.lower_ in mistaken and head.dep_ in _COMPLETING):
                return True
        node = head
    return False


def denies(match: Match) -> bool:
    """Whether the entry's own words deny: "is not true", "did nothing wrong", "is without merit"."""
    return "without" in match.frame.case or any(match.anchor.doc[i].lower_ in grammar.DENYING for i in match.words)


def is_conditional(match: Match) -> bool:
    """Whether the entry's own modal verb only supposes: "it would help"."""
    return any(match.anchor.doc[i].lower_ in ("would", "'d", "’d") for i in match.words)


def _is_to_come(match: Match) -> bool:
    """Whether an entry is one of "will" or "would"."""
    return match.frame.kind is Kind.MODAL and not match.frame.anchors.isdisjoint({"will"})


def is_no_promise(match: Match, told: Token | None, words: SpeechWords) -> bool:
    """Whether a modal verb's clause tells of nothing that one does ("we will need", "it will be shut", "how it would end"), or the verb that tells
    it, where one does, only guesses or charges ("it fears that it will close")."""
    verb = match.anchor
    if not _is_to_come(match):
        return False
    state = verb.pos_ != "VERB" or verb.lemma_.lower() in words.states or grammar.is_passive(verb) or any(c.dep_ == "cop" for c in verb.children)
    return state or grammar.asks(verb) or (told is not None and told.lemma_.lower() in words.guesses)


def is_undertaking(match: Match, told: Token | None, words: SpeechWords) -> bool:
    """Whether a clause tells of a thing that will be done ("the works will continue", "a fund would be set up"), so that a body which says so, and
    does not only guess, promises it."""
    verb = match.anchor
    if not _is_to_come(match) or grammar.negated(verb) or grammar.asks(verb):
        return False
    done = grammar.with_particle(verb) in words.undertakings or verb.lemma_.lower() in words.undertakings
    return done and verb.pos_ == "VERB" and told is not None and told.lemma_.lower() not in words.guesses
