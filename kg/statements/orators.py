"""Whose words a text is that speaks of itself as "I" or "we", by its first lines and by what it says of itself: a speech, an open letter, a
campaign's page, a body's annual report. A parse and its referents enter, a referent leaves."""

from __future__ import annotations

from collections.abc import Iterable

from kg.knowledge.domain import Ontology
from kg.model import MentionKind
from kg.reference.coreference import Coreference
from kg.reference.referents import Local
from kg.syntax import arguments, grammar
from kg.syntax.parsed import ParsedDocument, text_of
from kg.syntax.phrases import Phrase
from kg.syntax.tree import Doc, Token

_SPEAKING = 4  # "I" and "we" outside quotations that make a text somebody's own words, if it says whose
_OPENING = 5  # stretches at the head that may say so
_OURS = frozenset({"we", "our", "us", "ours", "who"})
_THIS = frozenset({"this", "these", "following"})
_YEARLY = frozenset({"annual", "yearly", "quarterly", "monthly"})


class Orators:
    """Finds whose words a document is."""

    def __init__(self, parsed: ParsedDocument, coreference: Coreference, ontology: Ontology) -> None:
        self.parsed, self.coreference, self.ontology = parsed, coreference, ontology

    def find(self) -> Local | None:
        """Whoever says "I" or "we" outside quotations; None where the text does not say so often, or not who it is."""
        own = [p for p in self.coreference.phrases if p.kind is MentionKind.PRONOUN and p.noun in ("i", "we") and p.head.i not in p.doc.quoted]
        if len(own) < _SPEAKING:
            return None
        head = self.parsed.docs[:_OPENING]
        return self._introduced() or self._told(head) or self._heads(head[:1]) or self._named_with_we(own)

    def _may_speak(self, local: Local | None) -> bool:
        """Whether somebody may say "we" in a text that is told to be theirs: a person or body by name, but none that only reports; people."""
        if local is None:
            return False
        is_a, cls = self.ontology.classes.is_a, local.cls or ""
        body = is_a(cls, "Organization") and not is_a(cls, "MediaOrganization")
        return cls == "Group" or (local.named and (cls == "Person" or body))

    def _introduced(self) -> Local | None:
        """Who says "My name is Jane Doe" in a document's own voice."""
        for doc in self.parsed.docs:
            for noun in (t for t in doc if t.lower_ == "name" and t.dep_ == "nsubj" and t.i not in doc.quoted):
                local = self.coreference.local_at(noun.head) if any(c.lower_ == "my" for c in noun.children) else None
                if local is not None and local.cls == "Person" and local.named:
                    return local
        return None

    def _told(self, head: Iterable[Doc]) -> Local | None:
        """Whose a text is told to be: "Jane Doe's maiden speech", "Statement by the Denby Union", "Annual report of the Denby Union"."""
        for doc in head:
            for noun in filter(self._is_oration, doc):
                givers = {c.i: self.coreference.local_at(c) for t in self._givers(noun) for c in grammar.conjuncts(t)}
                whole = self.coreference.local_at(noun)  # "Doe Floor Speech", which capitals make a name
                found = {id(x): x for x in givers.values() if x is not None and x is not whole and self._may_speak(x)}
                if len(found) == 1 and (len(givers) == 1 or None not in givers.values()):
                    return next(iter(found.values()))
        return None

    def _is_oration(self, noun: Token) -> bool:
        yearly = noun.lower_ in ("report", "review") and noun.i > 0 and noun.nbor(-1).lower_ in _YEARLY
        return yearly or not {noun.lower_, noun.lemma_.lower()}.isdisjoint(self.ontology.speech.orations)

    def _givers(self, noun: Token) -> list[Token]:
        """Whose words it is: "Jane Doe's", "by Jane Doe", "Doe floor speech", "Jane Doe delivered these remarks"."""
        by = grammar.phrases_behind(noun, "by", "from", "of")
        below = (t for t in noun.subtree if t.dep_ == "nmod" and t.i > noun.i and t.head != noun and grammar.marker_of(t) == "from")
        by = [t for t in by if grammar.marker_of(t) != "of"] or [*below][:1] or by  # "a letter to the chair of the board [from the tenants]"
        beside = [c for c in noun.children if c.dep_ in ("compound", "nmod:desc") and c.pos_ == "PROPN"]
        main = noun.head.head == noun.head or not {t.lower_ for t in noun.children}.isdisjoint(_THIS)
        given = noun.dep_ == "obj" and main  # not "walks away after making a statement on the fire"
        return grammar.children(noun, "nmod:poss") or by or beside or (arguments.doers(noun.head)[0] if given else [])

    def _heads(self, head: Iterable[Doc]) -> Local | None:
        """The body before a colon, behind which its words are announced, or behind one: "Denby Union: our submission", "Who we are: Denby Union"."""
        for doc in head:
            colon = next((t.i for t in doc if t.text == ":"), None)
            if colon is None:
                continue
            for side, other in ((doc[:colon], doc[colon + 1 :]), (doc[colon + 1 :], doc[:colon])):
                local = self._only(side)
                if local is not None and any(t.lower_ in _OURS or (self._is_oration(t) and not self._givers(t)) for t in other):
                    return local
        return None

    def _only(self, words: list[Token]) -> Local | None:
        """The body whose name these words begin with, and of which they say no more than where it is."""
        first = next((t for t in words if t.pos_ != "DET" and not t.is_punct), None)
        phrase = self.coreference.at(first) if first is not None else None
        if phrase is None or phrase.kind is not MentionKind.NAME or any(t.pos_ in ("VERB", "AUX") for t in words if t.i > phrase.last):
            return None
        local = self.coreference.register.of.get(phrase)
        return local if local is not None and local.cls != "Person" and self._may_speak(local) else None

    def _named_with_we(self, own: Iterable[Phrase]) -> Local | None:
        """Who "we" are said to be: "we, the families of Marlow, ask", "we are the Denby Union", "we at the Denby Union"."""
        for phrase in own:
            we = phrase.head
            if we.lower_ != "we":
                continue
            beside = [c for c in we.children if c.dep_ == "appos" or (c.dep_ == "nmod" and grammar.marker_of(c) == "at")]
            if text_of(we.doc, we.i + 1, we.i + 1) == ",":
                beside += [p.head for p in self.coreference.phrases if p.doc is we.doc and p.first == we.i + 2]
            said = [we.head] if we.dep_ == "nsubj" and any(c.dep_ == "cop" for c in we.head.children) else []
            for token in (*beside, *said):
                local = self.coreference.local_at(token)
                if local is not None and local.cls != "Person" and self._may_speak(local) and not grammar.negated(token):
                    return local
        return None
