"""How and when what a document states is so: the modality and time of a match or a construction, from its own clause and from what tells of it."""

from __future__ import annotations

from kg.knowledge.domain import Ontology, Relation
from kg.model import Modality
from kg.statements.chronology import Chronology
from kg.statements.modality import deed_to_come, modality_of
from kg.statements.spoken import denies, is_supposed
from kg.structure.constructions import LOCATION, POSSESSION
from kg.structure.roles import Built
from kg.syntax import grammar
from kg.syntax.frames import Match
from kg.syntax.parsed import last_word
from kg.syntax.tree import Token

_EVENT = "Event"
_AWAITED = frozenset({"anticipate", "await", "delay", "expect", "plan", "postpone", "prepare", "schedule"})  # what somebody has yet to bring out
_KEPT_BACK = frozenset({"cancel", "ditch", "scrap", "shelve", "suppress", "withhold"})
_TERM = frozenset({"since", "from", "in"})  # "chair of the board since 2018"
_GRANTED = frozenset({"access", "aid", "appeal", "application", "asylum", "bail", "care", "entry", "motion", "parole", "permission", "petition",
                      "request", "treatment", "visa"})
_ASKED_FOR = frozenset({"what", "which", "who"})  # a thing or a person that a reported question is after


class Circumstances:
    """Reads them in one document."""

    def __init__(self, ontology: Ontology, times: Chronology) -> None:
        self.ontology = ontology
        self.words = ontology.modality
        self.times = times

    def of_match(self, relation: Relation, match: Match) -> Modality | None:
        """How a match is put: a deed that is promised, or told in the present of a day to come, is planned; one whose verb a head quotes is alleged;
        None where the text does not put it forward."""
        anchor = match.anchor
        if relation.contests and _refuses(match):
            return None
        if relation.object_from_about and any(t.dep_ == "ccomp" and grammar.asks(t, _ASKED_FOR) for t in match.slots.get("about", ())):
            return None  # "asked what it would change" wants an answer
        modality = modality_of(anchor, self.words, asked(anchor), relation.speech_act)
        if modality is Modality.NEGATED and (match.frame.negated or denies(match)):
            modality = Modality.ASSERTED  # "does not accept", "have no faith in" is the entry's own way to say it
        return self._asserted(relation, anchor) if modality is Modality.ASSERTED else modality

    def of_clause(self, relation: Relation, clause: Token) -> Modality | None:
        """How a clause puts a relation that no entry tells; None where the text does not put it forward."""
        modality = None if is_supposed(clause) else modality_of(clause, self.words, asked(clause), relation.speech_act)
        return self._asserted(relation, clause) if modality is Modality.ASSERTED else modality

    def _asserted(self, relation: Relation, anchor: Token) -> Modality:
        """How what a clause asserts is put: it may be quoted in a head, or still to come."""
        if anchor.i in anchor.doc.toned:
            return Modality.ALLEGED  # "Council 'sacked' nurse"
        to_come = not relation.speech_act and (deed_to_come(anchor, self.words) or self.times.lies_ahead(anchor))
        return Modality.PLANNED if to_come else Modality.ASSERTED

    def is_habit(self, relation: Relation, match: Match, token: Token) -> bool:
        """Whether a match tells what somebody does in general, of many that it does not count: "inspects schools", "crimes are investigated"."""
        if not relation.single_deeds or not grammar.bare_plural(token):
            return False
        return grammar.in_general(match.anchor) and match.anchor.doc[match.anchor.sent.end - 1].is_punct  # a headline tells of the day

    def of_event(self, match: Match, cls: str | None) -> tuple[Modality, str | None]:
        """How and when an event is that the match only describes: "a vigil organised by the union [is planned for Sunday]"."""
        verb = _happening(match)
        if verb is None or not self.ontology.classes.is_a(cls or "", _EVENT):
            return Modality.ASSERTED, None
        put = modality_of(verb, self.words, asked(verb))
        told = self.words.verbs.get(grammar.with_particle(verb)) if grammar.is_passive(verb) else None
        if put is Modality.ASSERTED and told in (Modality.PLANNED, Modality.NEGATED):
            put = told
        elif put is Modality.ASSERTED and self.times.lies_ahead(verb):
            put = Modality.PLANNED
        return put or Modality.ASSERTED, self.times.date_of(verb, planned=put is Modality.PLANNED)

    def of_built(self, built: Built) -> tuple[Modality | None, str | None]:
        """How and when a construction holds: an event in a place as its verb is put ("is to be held"), a report of its date."""
        if built.verb is not None:
            put = modality_of(built.verb, self.words, asked(built.verb))
            date = self.times.date_of(built.verb, planned=put is Modality.PLANNED)
            return self._of_role(built.role) if put is Modality.ASSERTED else put, date
        node = built.object_token if built.construction == POSSESSION else built.subject_token
        if built.construction not in (POSSESSION, LOCATION):
            term = any(grammar.marker_of(c) in _TERM for c in grammar.children(built.trigger, "nmod", "obl")) and built.role is not None
            return self._of_role(built.role), self.times.date_of(built.trigger) if term else None
        verb = node.head if node.head.pos_ == "VERB" and grammar.base(node) in ("nsubj", "obj") else None
        event = built.construction == LOCATION and verb is not None and self.ontology.classes.is_a(built.subject.cls or "", _EVENT)
        modality: Modality | None = Modality.ASSERTED
        if verb is not None:
            modality = modality_of(verb, self.words, asked(verb)) if event else self._of_thing(node, verb, built.construction)
        planned = modality is Modality.PLANNED
        date = self.times.date_of(node, planned=planned)
        return modality, date or (self.times.date_of(verb, planned=planned) if event and verb is not None else None)

    def _of_role(self, role: str | None) -> Modality:
        """How somebody holds an office, by its own words: "the [incoming] chair"."""
        told = (self.words.adjectives.get(word) for word in (role or "").lower().split())
        return next((how for how in told if how is not None), Modality.ASSERTED)

    @staticmethod
    def _of_thing(node: Token, verb: Token, construction: str) -> Modality:
        """How there is a thing that somebody has, by what becomes of it: "its report [is expected]", "shelved its report"."""
        if construction != POSSESSION or node.dep_ not in ("obj", "nsubj:pass"):
            return Modality.ASSERTED
        lemma = verb.lemma_.lower()
        return Modality.PLANNED if lemma in _AWAITED else Modality.NEGATED if lemma in _KEPT_BACK else Modality.ASSERTED


def _refuses(match: Match) -> bool:
    """Whether who denies refuses something: "denied its staff a rise", "denied him bail", "denied the appeal"."""
    given = [c for c in match.anchor.children if c.dep_ in ("obj", "iobj") and c.i > match.anchor.i]
    return len(given) > 1 or any(t.lemma_.lower() in _GRANTED for t in match.slots.get("about", ()))


def asked(token: Token) -> bool:
    """Whether a token stands in a question: the first mark behind it that ends a sentence, be it inside of a longer one, is a question mark; one
    that is quoted only behind the token ends another's."""
    last = token.doc[last_word(token)]
    behind = token.doc[token.i : last.i]
    mark = next((t for t in behind if t.tag_ == "." or t.is_quote), last)
    return (last if mark.is_quote else mark).text.endswith("?")


def _happening(match: Match) -> Token | None:
    """The verb whose subject a thing is that a participle describes."""
    anchor, thing = match.anchor, match.anchor.head
    described = anchor.dep_ == "acl" and grammar.is_passive(anchor) and thing in match.slots.get("object", ())
    return thing.head if described and thing.dep_ in ("nsubj", "nsubj:pass") and thing.head.pos_ == "VERB" else None
