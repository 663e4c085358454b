"""The words of a role, without those of its body: "[cabinet member for highways] at Denby Council", "the [former] Denby Council [leader]"."""

from __future__ import annotations

from kg.knowledge.domain import Cues
from kg.reference.coreference import Coreference
from kg.syntax import grammar
from kg.syntax.phrases import PAST, words_of
from kg.syntax.tree import Token

_APART = frozenset({"'s", "’s", "'", "’", "whose", "its", "his", "her", "their", "our", "my", "now"})  # what stands before the words of a role


class RoleWords:
    """Words roles for one document; `coreference` tells where the name of a body begins."""

    def __init__(self, coreference: Coreference, cues: Cues) -> None:
        self.coreference = coreference
        self.cues = cues

    def before_body(self, noun: Token, first: int, cut: int) -> str:
        """What is said of a role before its body: "the [former] Denby Council leader", "[acting] Denby Council leader"."""
        said = (t for t in noun.doc[first:cut] if t.lower_ in PAST or (t.dep_ == "amod" and t.head == noun and t.text[:1].islower()))
        return "".join(t.text_with_ws for t in said).lower()

    def text(self, noun: Token, first: int, organisation: Token | None) -> str:
        doc = noun.doc
        while first < noun.i and (doc[first].pos_ in ("DET", "PUNCT", "CCONJ", "NUM") or doc[first].text in _APART):
            first += 1
        longer = (k for k in range(min(noun.i + 2, len(doc) - 1), noun.i, -1) if words_of(doc, noun.i, k).lower() in self.cues.roles)
        last = next(longer, noun.i)  # "editor at large"
        for c in noun.children:
            if (
                c.dep_ == "nmod"
                and c.i > noun.i
                and grammar.marker_of(c) in ("for", "to", "of")
                and organisation != c
            ):
                span = grammar.subtree_span(c, ("acl:relcl", "appos", "parataxis"))
                if span[0] <= last + 2:
                    last = self._before_organisation(span, organisation)
        return words_of(doc, first, last)

    def _before_organisation(self, span: tuple[int, int], organisation: Token | None) -> int:
        """Where the words of a role end: "member for highways | at Denby Council"."""
        if organisation is None or not span[0] < organisation.i <= span[1]:
            return span[1]
        phrase = self.coreference.at(organisation)
        end = (phrase.first if phrase is not None else organisation.i) - 1
        while end > span[0] and organisation.doc[end].pos_ in ("ADP", "DET", "PUNCT"):
            end -= 1
        return end
