"""The voices that a text names: who speaks in a verb of speech, a phrase that stands for a speaker, whose a few quoted words are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.knowledge.domain import Ontology
from kg.reference.coreference import Coreference
from kg.reference.referents import Local
from kg.syntax import arguments, grammar
from kg.syntax.tree import Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_TELLING = ("Document", "Review", "Inspection")  # what tells what a body found, and so speaks for it


@dataclass(frozen=True, slots=True)
class Speech:
    """A speaker found, the token that names them, and the verb (None for "according to" and for running quotations)."""

    local: Local
    token: Token
    verb: Token | None


class Voices:
    """Finds those who speak in one document."""

    def __init__(self, coreference: Coreference, ontology: Ontology) -> None:
        self.coreference = coreference
        self.ontology = ontology
        self.words = ontology.speech
        relation = ontology.built("speech")
        self._domain = relation.domain if relation is not None else None

    def subject(self, verb: Token) -> Speech | None:
        """Who does what a verb of speech says."""
        doers = arguments.doers(verb)[0] or self._misplaced(verb)
        put_in = [t for t in doers if t.head == verb and t.i > verb.i] if verb.i and verb.nbor(-1).is_punct else []
        for token in put_in if len(doers) > 1 and put_in else doers:  # "The agency, said Jane Doe, acted at once": the later one speaks
            speech = self.named(token, verb)
            if speech is not None:
                return speech
        return None

    def someone(self, verb: Token) -> Speech | None:
        """A speaker whom the ontology has no word for: "the cook says"; None where the verb has no subject of that kind."""
        for token in arguments.doers(verb)[0] or self._misplaced(verb):
            local = self.coreference.open(token, "Agent", bare=False)
            if local is not None:
                return Speech(local, token, verb)
        return None

    def unnamed(self, verb: Token) -> bool:
        """Whether a verb of speech has a noun for its subject, so that nobody else can be its speaker."""
        return any(t.pos_ in ("NOUN", "PROPN") for t in arguments.doers(verb)[0])

    def says(self, verb: Token) -> bool:
        """Whether a whole quotation may stand under a verb ("say", "go on")."""
        if verb.pos_ not in ("VERB", "AUX"):
            return False
        lemma = verb.lemma_.lower()
        phrasal = (f"{lemma} {c.lower_}" for c in verb.children if c.i == verb.i + 1 and c.dep_ in ("compound:prt", "advmod", "obl", "case"))
        return lemma in self.words.verbs or any(p in self.words.verbs for p in phrasal)

    @staticmethod
    def _misplaced(verb: Token) -> list[Token]:
        """The subject that the parse gives to the reported clause though it stands before the verb: "her sister, Jane Doe, said the force had"."""
        return [t for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i for t in c.children if grammar.base(t) == "nsubj" and t.i < verb.i]

    def named(self, token: Token, verb: Token | None = None) -> Speech | None:
        """The speaker that a token names, or that stands in apposition to it: a body for its report, for its spokesman, for its office."""
        found: list[Speech] = []
        for t in (token, *(c for c in token.children if c.dep_ in ("appos", "flat", "nmod:desc"))):
            local = self.coreference.local_at(t)
            if local is None and t.pos_ == "NOUN":
                local = self._spoken_for(t)
            elif local is not None and any(self.is_a(local, cls) for cls in _TELLING):
                local = self._issuer(local, t)  # what a body's report says, the body says
            if local is not None and (self.can_speak(local) or (verb is not None and local.cls == "Place" and local.named)):
                found.append(Speech(local, t, verb))
        return next((s for s in found if s.local.named), found[0] if found else None)

    def _issuer(self, report: Local, token: Token) -> Local:
        """The body whose report it is, where the text tells; else the report."""
        if report.owner is not None and report.owner.phrases:
            return report.owner
        owner = next((x for c in grammar.owners(token, "by", "from") if (x := self.coreference.local_at(c)) is not None and self.can_speak(x)), None)
        return owner or self._author(report) or report

    def _author(self, report: Local) -> Local | None:
        """ "In a report published on Monday, the agency said ... The report says ...": whoever speaks in it where it is first told of."""
        for phrase in report.phrases[:1]:
            verb = phrase.head.head
            if phrase.head.dep_ == "obl" and grammar.marker_of(phrase.head) == "in" and verb.lemma_.lower() in self.words.quoting:
                speakers = (self.coreference.local_at(t) for t in arguments.doers(verb)[0])
                return next((x for x in speakers if x is not None and self.can_speak(x) and not self.is_a(x, "Document")), None)
        return None

    def _spoken_for(self, token: Token) -> Local | None:
        """ "A spokesman for Ms Doe", "Jane Doe's office": whoever they speak for."""
        if token.lower_ not in self.ontology.cues.spokespeople and token.lower_ not in self.words.mouthpieces:
            return None
        bodies = grammar.owners(token, "for", "of", "from")
        return self.coreference.local_at(bodies[0]) if bodies else None

    def can_speak(self, local: Local) -> bool:
        """Whether a referent is of a class that speaks."""
        return local.cls != "Place" and (self._domain is None or self.coreference.is_a(local, self._domain))

    def is_document(self, token: Token) -> bool:
        local = self.coreference.local_at(token)
        return local is not None and self.is_a(local, "Document")

    def is_a(self, local: Local, cls: str) -> bool:
        """Whether a referent is known to be of a class."""
        return local.cls is not None and self.ontology.classes.is_a(local.cls, cls)

    def first_named(self, tokens: Iterable[Token], verb: Token) -> Speech | None:
        """The head of the first noun phrase of a stretch that begins with one."""
        run: list[Token] = []
        for t in tokens:
            if (t.is_punct or t.i in t.doc.quoted) and run:
                break
            if not t.is_punct:
                run.append(t)
        if not run or run[0].pos_ in ("ADP", "SCONJ", "ADV", "VERB", "PART"):
            return None
        inside = {t.i for t in run}
        heads = [t for t in run if t.pos_ in NOMINAL and (t.head.i not in inside or t.head.pos_ not in NOMINAL)]
        return self.named(heads[0], verb) if heads else None

    def _quotes(self, verb: Token) -> bool:
        lemma = verb.lemma_.lower()
        return lemma in self.words.quoting or any(c.dep_ == "obj" and f"{lemma} {c.lemma_.lower()}" in self.words.quoting for c in verb.children)

    def quoting(self, token: Token) -> Speech | None:
        """Whose the quoted words at a token are: the subject of the nearest verb above them that words can stand under, or the source named."""
        doc = token.doc
        for head in (token, *grammar.governors(token)):
            if head.i in doc.quoted and head != token:
                continue
            if head.pos_ == "VERB" and self._quotes(head):
                speech = self.subject(head)
                if speech is not None:
                    return speech
            for c in head.children:
                if c.pos_ == "VERB" and c.dep_ == "parataxis" and c.lemma_.lower() in self.words.claims and c.i not in doc.quoted:
                    speech = self.subject(c)
                    if speech is not None:
                        return speech
        return None


