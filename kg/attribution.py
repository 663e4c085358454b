"""Who speaks: the speaker of each direct quotation, and whose claim a word of the text stands in.

A quotation's speaker is the subject of the speech verb that governs it or stands next to it, a source named by "according to", or, in a running
quotation, the speaker of the one before. A reported clause belongs to the subject of its verb; the nearest one wins where they nest.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg import grammar
from kg.coreference import Coreference
from kg.model import MentionKind
from kg.ontology import Ontology
from kg.parsed import ParsedDocument, token_span
from kg.quotations import Quotation
from kg.referents import Local

_NEAR = 60  # characters between a quotation and the words that introduce it


@dataclass(frozen=True, slots=True)
class Speech:
    """A speaker found, the token that names them, and the verb (None for "according to" and for running quotations)."""

    local: Local
    token: Token
    verb: Token | None


def mark_quoted(parsed: ParsedDocument, quotations: Sequence[Quotation]) -> None:
    """Note on each `Doc` which of its tokens stand inside a direct quotation (words quoted for their tone alone are not)."""
    for doc in parsed.docs:
        doc.user_data["quoted"] = frozenset()
    starts = [b.start for b in parsed.blocks]
    for q in quotations:
        if q.scare:
            continue
        at = bisect_right(starts, q.start) - 1
        if at >= 0:
            doc = parsed.docs[at]
            inside = frozenset(t.i for t in doc if q.outer_start <= token_span(t).start < q.outer_end)
            doc.user_data["quoted"] = doc.user_data["quoted"] | inside


class Attribution:
    """Speakers of one document's quotations and reported clauses."""

    def __init__(
        self, parsed: ParsedDocument, quotations: Sequence[Quotation], coreference: Coreference, ontology: Ontology, voice: Local | None
    ) -> None:
        self.parsed = parsed
        self.coreference = coreference
        self.ontology = ontology
        self.voice = voice  # whose "we" the document's own is: the body that wrote it
        self.fragments = [q for q in quotations if q.scare and q.parent is None]
        self.quotations = [q for q in quotations if not q.scare and q.parent is None]
        self._starts = [b.start for b in parsed.blocks]
        self.speakers: dict[int, Speech] = {}
        for i, q in enumerate(self.quotations):
            found = self._speaker(i, q)
            if found is not None:
                self.speakers[i] = found
        self._first_person()

    # --- direct speech ---------------------------------------------------------------------------------------------------------------------

    def quotation_of(self, token: Token) -> int | None:
        """The index of the direct quotation that a token stands in."""
        if token.i not in token.doc.user_data["quoted"]:
            return None
        at = token_span(token).start
        for i, q in enumerate(self.quotations):
            if q.outer_start <= at < q.outer_end:
                return i
        return None

    def _doc_of(self, q: Quotation) -> Doc | None:
        at = bisect_right(self._starts, q.start) - 1
        return self.parsed.docs[at] if at >= 0 else None

    def _speaker(self, index: int, q: Quotation) -> Speech | None:
        doc = self._doc_of(q)
        if doc is None:
            return None
        for found in (self._by_verb(doc, q), self._by_source(doc, q)):
            if found is not None:
                return found
        return self._running(index, q, doc)

    def _by_verb(self, doc: Doc, q: Quotation) -> Speech | None:
        best: tuple[int, Speech] | None = None
        for verb in doc:
            if verb.lemma_.lower() not in self.ontology.speech or verb.pos_ not in ("VERB", "AUX") or verb.i in doc.user_data["quoted"]:
                continue
            at = token_span(verb)
            distance = q.outer_start - at.end if at.start < q.outer_start else at.start - q.outer_end
            governs = self._governs(verb, doc, q)
            if not governs and not self._beside(verb, doc, q, distance):
                continue
            speech = self._subject(verb)
            if speech is not None:
                rank = distance - (1000 if governs else 0)
                if best is None or rank < best[0]:
                    best = (rank, speech)
        return best[1] if best else None

    def _governs(self, verb: Token, doc: Doc, q: Quotation) -> bool:
        for t in doc:
            at = token_span(t).start
            if (
                q.outer_start <= at < q.outer_end
                and not t.is_punct
                and (
                    (t.head == verb and t.dep_ in ("ccomp", "parataxis", "obj", "xcomp", "dep"))
                    or (verb.head == t and verb.dep_ in ("parataxis", "ccomp"))
                )
            ):
                return True
        return False

    def _beside(self, verb: Token, doc: Doc, q: Quotation, distance: int) -> bool:
        """Whether the verb's clause ends where the quotation begins, or begins where it ends."""
        text = self.parsed.document.text
        at = token_span(verb)
        if at.start < q.outer_start:
            between = text[at.end : q.outer_start]
            return (distance < 250 and between.rstrip().endswith(":")) or (distance < _NEAR and not any(c in between for c in ".!?"))
        between = text[q.outer_end : at.start]
        return distance < _NEAR * 2 and not any(c in between for c in ".!?:;\n")

    def _subject(self, verb: Token) -> Speech | None:
        for token in grammar.doers(verb)[0]:
            local = self.coreference.local_at(token)
            if local is not None and local.owner is not None and local.owner.phrases and self.ontology.classes.is_a(local.cls or "", "Document"):
                local = local.owner  # what a body's report says, the body says
            if local is not None and local.cls != "Place" and self._can_speak(local):
                return Speech(local, token, verb)
        return None

    def _can_speak(self, local: Local) -> bool:
        relation = self.ontology.built("speech")
        return relation is None or relation.domain is None or self.coreference.is_a(local, relation.domain)

    def _by_source(self, doc: Doc, q: Quotation) -> Speech | None:
        for t in doc:
            if t.lower_ == "according" and abs(token_span(t).start - q.start) < 400 and t.head != t:
                overlap = any(q.outer_start <= token_span(x).start < q.outer_end for x in t.sent)
                local = self.coreference.local_at(t.head)
                if overlap and local is not None:
                    return Speech(local, t.head, None)
        return None

    def _running(self, index: int, q: Quotation, doc: Doc) -> Speech | None:
        before = self.speakers.get(index - 1)
        previous = self.quotations[index - 1] if index else None
        if previous is not None and before is not None:
            if q.continues is not None or self._doc_of(previous) is doc:
                return before
            order = doc.user_data["order"]
            last = self._doc_of(previous)
            if last is not None and order - last.user_data["order"] == 1 and q.outer_start - self._starts[order] < 3:
                return before
        return self._introduced(doc, q)

    def _introduced(self, doc: Doc, q: Quotation) -> Speech | None:
        """ "Quote from a parent:" in the block before, or before the quotation in its own block."""
        order = doc.user_data["order"]
        if q.outer_start - self._starts[order] > 3:
            return None
        if order == 0:
            return None
        before = self.parsed.docs[order - 1]
        words = [t for t in before if not t.is_space]
        if not words:
            return None
        verbs = [t for t in words if t.lemma_.lower() in self.ontology.speech and t.pos_ == "VERB"]
        if words[-1].text == ":":
            for verb in reversed(verbs):
                speech = self._subject(verb)
                if speech:
                    return speech
            for t in reversed(words):
                local = self.coreference.local_at(t)
                if local is not None and local.cls not in ("Place", None) and self._can_speak(local):
                    return Speech(local, t, None)
        return None

    # --- first person ----------------------------------------------------------------------------------------------------------------------

    def _first_person(self) -> None:
        """ "I" is the speaker; "we" the speaker too, unless `company` is asked for; outside quotations "we" is the body that wrote the document."""
        register = self.coreference.register
        for phrase in self.coreference.phrases:
            if phrase.kind is MentionKind.PRONOUN and phrase.noun in ("we", "i") and phrase not in register.of:
                index = self.quotation_of(phrase.head)
                if index is not None and index in self.speakers:
                    register.bind(phrase, self.speakers[index].local, "the speaker of the quotation")
                elif index is None and self.voice is not None and phrase.noun == "we":
                    register.bind(phrase, self.voice, "the body that wrote the document")

    @staticmethod
    def company(local: Local) -> Local:
        """The organisation that a person in office speaks for with "we"."""
        return local.employer if local.cls == "Person" and local.employer is not None else local

    # --- reported speech --------------------------------------------------------------------------------------------------------------------

    def source_of(self, token: Token) -> Speech | None:
        """Whose claim a word stands in: the nearest reporting verb above it, the quotation it stands in, or "according to"."""
        node = token
        for _ in range(40):
            head = node.head
            if head == node:
                break
            if node.dep_ in ("ccomp", "parataxis", "xcomp") and head.pos_ == "VERB" and head.lemma_.lower() in self.ontology.speech and head != token:
                speech = self._subject(head)
                if speech is not None and self.quotation_of(head) == self.quotation_of(token):
                    return speech
            if node.dep_ != "acl:relcl":
                for c in node.children:
                    if c.dep_ == "parataxis" and c.lemma_.lower() in self.ontology.speech and c.pos_ == "VERB" and c != token:
                        speech = self._subject(c)
                        if speech is not None:
                            return speech
            node = head
        index = self.quotation_of(token)
        if index is not None and index in self.speakers:
            return self.speakers[index]
        return self._according(token)

    def _according(self, token: Token) -> Speech | None:
        for t in token.sent:
            if t.lower_ == "according" and t.head != t and t.dep_ == "case":
                governor = t.head.head
                if governor == token or governor in list(grammar.governors(token)) or token.sent.root == governor:
                    local = self.coreference.local_at(t.head)
                    if local is not None:
                        return Speech(local, t.head, None)
        return None
