"""How a clause's own words put it: its negation, auxiliaries, conjunctions and adverbs; what governs it is `kg.statements.modality`'s to read."""

from __future__ import annotations

from collections.abc import Mapping

from kg.knowledge.domain import ModalityWords
from kg.model import Modality
from kg.syntax import grammar
from kg.syntax.tree import Token

_CONDITIONS = frozenset({"if", "unless", "whether"})
_INVERTED = frozenset({"had", "were", "should"})  # "Had it acted, ..."
_LIKENED = frozenset({"like", "than"})
_INSTEAD = frozenset({"rather", "instead", "without"})  # "rather than paying", "instead of paying", "without paying"
_WOULD = frozenset({"would", "’d", "'d"})
_NOT_YET = frozenset({"yet", "still"})  # "has yet to pay"
_PENDING = frozenset({"until", "till", "before", "once"})  # what follows in the present is still to come: "until it pays"
_ABLE = frozenset({"can", "ca", "could"})
_RANKS = frozenset({"first", "second", "third", "last", "only", "latest"})  # "the first [to be fined]"
_FREE = frozenset({"whatever", "whichever"})  # "will act on whatever the inquiry recommends"

Effect = Modality | None
Table = Mapping[str, Effect]


def own_mood(anchor: Token, words: ModalityWords) -> Effect:
    """How a clause or noun is put by its own words; None where they put nothing forward."""
    if anchor.pos_ in ("NOUN", "PROPN") and not any(c.dep_ == "cop" for c in anchor.children):
        return _of_noun(anchor, words)
    if any(_is_condition(anchor, c) or _is_duty(c, words) for c in anchor.children) or _were_it_to(anchor):
        return None
    if _beyond_words(anchor):
        return Modality.ASSERTED
    if grammar.negated(anchor) or _no_longer(anchor) or (anchor.dep_ in ("acl", "xcomp") and anchor.head.lower_ in _NOT_YET):
        return Modality.NEGATED
    for c in anchor.children:
        effect = _from_child(anchor, c, words)
        if effect is not Modality.ASSERTED:
            return effect
    if _under_way(anchor):
        return words.moments.get(anchor.lemma_.lower(), Modality.ASSERTED)
    return Modality.PLANNED if _to_be(anchor) else Modality.ASSERTED


def _of_noun(noun: Token, words: ModalityWords) -> Effect:
    if grammar.has_determiner(noun, "no", "neither"):
        return Modality.NEGATED
    return next((words.adjectives[c.lower_] for c in noun.children if c.dep_ == "amod" and c.lower_ in words.adjectives), Modality.ASSERTED)


def _from_child(anchor: Token, c: Token, words: ModalityWords) -> Effect:
    """What one word of the clause does to it."""
    if c.dep_ in ("mark", "case", "cc") and (c.lower_ in _INSTEAD or (c.lower_ == "from" and c.i and c.nbor(-1).lower_ == "far")):
        return Modality.NEGATED
    if (c.dep_ in ("mark", "case") and c.lower_ == "due" and _infinitive_after(c)) or (c.dep_ == "obj" and c.lower_ in _FREE):
        return Modality.PLANNED
    if c.dep_ == "advmod" and c.lower_ in _NOT_YET and c.i + 1 < len(c.doc) and c.nbor().lower_ == "to":
        return Modality.NEGATED
    if c.dep_ == "advmod" and c.lemma_.lower() in words.adverbs:
        return words.adverbs[c.lemma_.lower()]
    if c.dep_ in ("aux", "aux:pass"):
        effect = words.auxiliaries.get(c.lower_, Modality.ASSERTED)
        if effect is Modality.PLANNED and words.clauses is words.acts and _courteous(anchor, c, words):
            return Modality.ASSERTED
        if effect is Modality.PLANNED and _counterfactual(anchor, c):
            return None
        if effect is not Modality.ASSERTED:
            return effect
    return Modality.ASSERTED


def _is_condition(anchor: Token, c: Token) -> bool:
    """Whether a word makes its clause one that nothing is put forward by: "if it pays", "had it paid", "until it pays", "that is like paying"."""
    if c.dep_ == "mark" and (c.lower_ in _CONDITIONS or (anchor.tag_ == "VBG" and c.lower_ in _LIKENED)):
        return True
    if c.lower_ in _PENDING and (c.dep_ == "mark" or (c.dep_ == "advmod" and c == anchor.left_edge)):
        return anchor.tag_ in ("VBZ", "VBP") or any(a.tag_ in ("VBZ", "VBP") for a in grammar.children(anchor, "aux", "aux:pass"))
    if c.dep_ not in ("aux", "aux:pass", "cop") or c.lower_ not in _INVERTED:
        return False
    return any(s.i > c.i for s in grammar.children(anchor, "nsubj", "nsubj:pass"))


def _were_it_to(verb: Token) -> bool:
    """ "Were the board to pay, ...": the parse gives the first word to either clause."""
    first = verb.sent[0]
    return verb.tag_ == "VB" and verb.dep_ == "advcl" and first.lower_ == "were" and first.head in (verb, verb.head)


def _is_duty(auxiliary: Token, words: ModalityWords) -> bool:
    """ "Should not pay", "need not pay", "may not have paid" say not that it did not; "could not pay" does."""
    return auxiliary.dep_ == "aux" and auxiliary.lower_ not in _ABLE and words.auxiliaries.get(auxiliary.lower_, Modality.ASSERTED) is None


def _beyond_words(verb: Token) -> bool:
    """ "Cannot thank them enough"."""
    enough = any(c.lower_ == "enough" and c.i > verb.i for c in grammar.children(verb, "advmod"))
    return enough and any(c.lower_ in _ABLE for c in grammar.children(verb, "aux"))


def _infinitive_after(due: Token) -> bool:
    """ "Due to inspect it", "due to be inspected"; not "due to losing it"."""
    return due.i + 2 < len(due.doc) and due.nbor().lower_ == "to" and due.nbor(2).tag_ == "VB"


def _courteous(verb: Token, modal: Token, words: ModalityWords) -> bool:
    """ "I would urge them to think again", "they would like it reopened": by saying it one does it."""
    first_person = any(s.lower_ in ("i", "we") for s in grammar.children(verb, "nsubj"))
    return modal.lower_ in _WOULD and not _counterfactual(verb, modal) and (first_person or verb.lemma_.lower() in words.acts)


def _counterfactual(verb: Token, modal: Token) -> bool:
    """ "Would have paid", "would pay if"."""
    if modal.lower_ not in _WOULD:
        return False
    had = any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children)
    return had or any(c.dep_ == "advcl" and grammar.marker_of(c) in ("if", "unless") for c in verb.children)


def _no_longer(verb: Token) -> bool:
    return any(c.dep_ == "advmod" and c.lower_ == "longer" and c.i and c.nbor(-1).lower_ == "no" for c in verb.children)


def _under_way(verb: Token) -> bool:
    """ "is resigning", "are stepping down", not "has been resigning"."""
    return verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" and c.tag_ in ("VBZ", "VBP") for c in verb.children)


def _to_be(anchor: Token) -> bool:
    """ "is to be held", "due to be held"."""
    marks = [c for c in anchor.children if c.lower_ == "to" and c.dep_ in ("mark", "aux")]
    if not marks:
        return False
    if any(c.lemma_ == "be" and c.dep_ in ("aux", "aux:pass", "cop") and c.i < marks[0].i for c in anchor.children):
        return True
    if anchor.tag_ == "VBN" and grammar.children(anchor, "aux:pass"):  # "a panel to be led by", "to a new unit, to be led by"
        apart = marks[0].i > 0 and marks[0].nbor(-1).text == ","
        if (anchor.dep_ == "acl" and not is_ranked(anchor.head)) or (anchor.dep_ == "advcl" and apart and anchor.i > anchor.head.i):
            return True
    return anchor.dep_ in ("xcomp", "ccomp", "advcl") and anchor.head.lemma_ == "be" and anchor.head.i < anchor.i


def is_ranked(noun: Token) -> bool:
    """ "The first woman [to lead it]"."""
    return noun.lower_ in _RANKS or any(c.dep_ == "amod" and c.lower_ in _RANKS for c in noun.children)
