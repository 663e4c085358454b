"""How a clause is put: asserted, alleged, planned or negated, or not put forward at all (a condition, a question, a demand).

Read from the verb's own negation and auxiliaries and from what governs it; the words that do so are the ontology's.
"""

from __future__ import annotations

from itertools import islice

from spacy.tokens import Token

from kg import grammar
from kg.model import Modality
from kg.ontology import ModalityWords

_LEVELS = 5  # of embedding that are looked through
_CONDITIONS = frozenset({"if", "unless", "whether"})
_INVERTED = frozenset({"had", "were", "should"})  # "Had it acted, ..."
_INSTEAD = frozenset({"rather", "instead"})  # "rather than paying", "instead of paying"


def modality_of(anchor: Token, words: ModalityWords, asked: bool) -> Modality | None:
    """The modality of the clause or noun at `anchor`; None where the text does not put it forward. `asked` says that the sentence is a question."""
    if asked:
        return None
    own = _own(anchor, words)
    if own is not Modality.ASSERTED:
        return own
    node = anchor
    result = Modality.ASSERTED
    for head in islice(grammar.governors(anchor), _LEVELS):
        effect = _from_governor(node, head, words, result)
        if effect is None:
            return None
        if effect is not Modality.ASSERTED and result is Modality.ASSERTED:
            result = effect
        if node.dep_ not in ("xcomp", "ccomp", "conj", "acl", "obj", "advcl", "obl") or (
            node.dep_ == "ccomp" and head.lemma_.lower() not in words.verbs
        ):
            break
        node = head
    return result


def _own(anchor: Token, words: ModalityWords) -> Modality | None:
    if anchor.pos_ in ("NOUN", "PROPN") and not any(c.dep_ == "cop" for c in anchor.children):
        return Modality.NEGATED if any(c.dep_ == "det" and c.lower_ in ("no", "neither") for c in anchor.children) else Modality.ASSERTED
    if grammar.negated(anchor):
        return Modality.NEGATED
    for c in anchor.children:
        lemma = c.lower_ if c.dep_ != "advmod" else c.lemma_.lower()
        if c.dep_ == "mark" and c.lower_ in _CONDITIONS:
            return None
        if c.dep_ in ("mark", "case", "cc") and c.lower_ in _INSTEAD:
            return Modality.NEGATED
        if c.dep_ in ("aux", "aux:pass") and (effect := words.auxiliaries.get(lemma, Modality.ASSERTED)) is not Modality.ASSERTED:
            return effect
        if c.dep_ == "advmod" and lemma in words.adverbs:
            return words.adverbs[lemma]
        if c.dep_ in ("aux", "aux:pass", "cop") and c.lower_ in _INVERTED and any(s.i > c.i for s in grammar.children(anchor, "nsubj")):
            return None
    if _to_be(anchor):
        return Modality.PLANNED
    return Modality.ASSERTED


def _to_be(anchor: Token) -> bool:
    """ "is to be held", "due to be held"."""
    marks = [c for c in anchor.children if c.lower_ == "to" and c.dep_ in ("mark", "aux")]
    if not marks:
        return False
    if any(c.lemma_ == "be" and c.dep_ in ("aux", "cop") and c.i < marks[0].i for c in anchor.children):
        return True
    return anchor.dep_ in ("xcomp", "ccomp", "advcl") and anchor.head.lemma_ == "be" and anchor.head.i < anchor.i


def _from_governor(node: Token, head: Token, words: ModalityWords, so_far: Modality | None) -> Modality | None:
    lemma = head.lemma_.lower()
    if node.dep_ in ("xcomp", "ccomp", "acl", "advcl", "obl", "obj", "nmod"):
        table = words.verbs if head.pos_ in ("VERB", "AUX", "ADJ") else words.nouns
        effect = table.get(lemma, Modality.ASSERTED) if _depends(node, head) else Modality.ASSERTED
        if effect is None:
            return None
        if effect is not Modality.ASSERTED:
            if effect is Modality.NEGATED and grammar.negated(head):
                return Modality.ASSERTED
            return effect
    if node.dep_ == "advcl" and node.tag_ == "VB" and grammar.marker_of(node) == "to":
        return Modality.PLANNED
    if node.dep_ in ("xcomp", "conj") or (node.dep_ == "ccomp" and so_far is Modality.ASSERTED and lemma in words.verbs):
        return _own(head, words) if node.dep_ != "conj" else _shared(node, head, words)
    return Modality.ASSERTED


def _depends(node: Token, head: Token) -> bool:
    """Whether the governor's colour reaches the node: complements always, objects only where the node is a noun that stands for a deed."""
    if node.dep_ in ("xcomp", "ccomp", "acl"):
        return True
    if node.dep_ in ("obl", "advcl", "nmod"):
        return grammar.marker_of(node) in ("of", "to", "for", "from", "against", "that")
    return node.pos_ == "NOUN"


def _shared(node: Token, head: Token, words: ModalityWords) -> Modality | None:
    """The first of coordinated verbs lends its auxiliary to those that have neither subject nor auxiliary of their own."""
    if any(c.dep_ in ("aux", "aux:pass", "nsubj", "nsubj:pass") for c in node.children) or node.tag_ not in ("VB", "VBN"):
        return Modality.ASSERTED
    for c in head.children:
        if c.dep_ == "aux" and c.i < head.i:
            return words.auxiliaries.get(c.lower_, Modality.ASSERTED)
    return Modality.ASSERTED
