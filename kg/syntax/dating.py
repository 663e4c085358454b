"""Which clause a date belongs to: the way up the parse from the words of a date to the verb or noun that is dated, if nothing on it forbids."""

from __future__ import annotations

from kg.syntax import grammar
from kg.syntax.tree import Token

_STEPS = 8
_MAKE = "make"  # "was made to close in 2021"
_APART = 3  # further than any date of the clause's own
_WHEN = frozenset({"in", "at", "on", "during", "since", "from", "until", "by", "before", "after", "following", "within", "between", None})
_ABOUT = frozenset({"for", "over", "about", "of", "to", "with", "against", "despite", "amid"})
_OTHER_CLAUSES = frozenset({"xcomp", "acl", "obj", "obl", "nmod"})
_ELSEWHEN = frozenset({"since", "before", "after", "until", "despite", "unlike", "following", "from", "than", "down", "up"})  # another time


def distance_to(token: Token, anchor: Token, made: bool = False, part: frozenset[int] = frozenset()) -> int | None:
    """Steps from the head of a date up to an anchor whose date it may be; None where it is another's. Infinitives that are `part` of what the anchor
    says have its date: "judged to [require] improvement in 2019"."""
    said = anchor.head
    if anchor.dep_ == "ccomp" and anchor.i < said.i < token.i:
        return None  # "The agency fined it, Jane Doe said on Monday": of the saying, whatever the parse makes of it
    node, nouns = token, 0
    for steps in range(_STEPS):
        if node == anchor:
            return steps
        if node == anchor.head and anchor.dep_ == "acl:relcl" and node.pos_ == "NOUN" and _set_in(anchor):
            return steps + _APART  # "the report of May, in which it criticised the council"
        if node.pos_ == "VERB" and node.head == anchor and (node.i in part or (node.dep_ == "xcomp" and anchor.lemma_ == _MAKE)):
            return steps + _APART
        if node.pos_ == "VERB" and (between := _past_verb(node, anchor, token, steps)) != 0:
            return between
        if node != token and (node.pos_ == "NOUN" or (node.pos_ == "ADJ" and node.dep_ == "obl")):
            nouns += 1
            if nouns > 1 or not _lends(node, token, anchor, made):
                return None
        if node.head == node or (node.dep_ == "appos" and node.head.pos_ == "PROPN"):
            return None  # "Jane Doe, chief executive since 2018, praised the staff"
        node = node.head
    return None


def _set_in(clause: Token) -> bool:
    """Whether a relative clause tells what happened in or at its noun: "in which", "where"."""
    return any(c.lower_ in ("which", "where") and grammar.marker_of(c) in ("in", "at", "during") for c in clause.children)


def _past_verb(verb: Token, anchor: Token, date: Token, steps: int) -> int | None:
    """A verb between a date and the anchor: 0 where the way goes on, None where it ends, the distance where the verb hands its date on."""
    if verb.dep_ == "amod" or (verb.dep_ == "acl" and _describes_when(verb.head)):
        return 0
    if verb.dep_ in ("acl", "acl:relcl") and verb.head == anchor and anchor.pos_ == "NOUN":
        return steps + _APART  # "its report, which was published yesterday"
    if verb.dep_ == "advcl" and verb.head == anchor and any(c.lower_ in ("when", "as", "while") for c in verb.children):
        return steps + _APART  # "apologised when the hearings opened last month"
    return steps + _APART if anchor.head == verb and _shares(anchor, date) else None


def _describes_when(noun: Token) -> bool:
    """ "In a report published in May", "a report published in May criticised": the noun tells when; "the agency, founded in 1994" does not."""
    if noun.pos_ != "NOUN":
        return False
    return grammar.base(noun) == "nsubj" or (noun.dep_ == "obl" and grammar.marker_of(noun) in _WHEN)


def _shares(anchor: Token, date: Token) -> bool:
    """Whether a clause has the date of the one above it: "agreed on Monday to pay", "spoke on Monday, vowing", "On Monday it spoke and paid",
    "spoke on Monday and paid"."""
    if anchor.dep_ == "advcl":
        return anchor.tag_ in ("VB", "VBG") and grammar.marker_of(anchor) in ("to", "whilst", "while", None)
    if anchor.dep_ == "conj":
        one = not any(c.dep_ in ("nsubj", "nsubj:pass") and c.pos_ != "PRON" and c.i < anchor.i for c in anchor.children)
        return one and (date.i < anchor.head.i or (date.i < anchor.i and anchor.tag_ == anchor.head.tag_ == "VBD"))
    return anchor.dep_ in _OTHER_CLAUSES


def _lends(noun: Token, date: Token, anchor: Token, made: bool) -> bool:
    """Whether a date in a noun phrase dates what is said of it: "in its 2019 report", "inspected the home in May"; not "fined for spills in May".
    What is `made` takes the date of its making: "wrote the 2019 report"."""
    if noun == anchor or noun.head == noun or grammar.base(noun) == "nsubj":
        return True
    said_after = date.i > noun.i and grammar.marker_of(date) in _WHEN
    if grammar.base(noun) in ("obj", "iobj"):
        return said_after or made
    if made and noun.dep_ == "nmod" and noun.head == anchor:
        return True  # "author of a 2015 study"
    if noun.dep_ == "obl" and grammar.marker_of(noun) in _ELSEWHEN:
        return False  # "since its 2017 inspection", "down from good in 2017"
    if noun.dep_ != "obl" or grammar.marker_of(noun) not in _ABOUT:
        return True
    return said_after and grammar.marker_of(date) == "on"
