"""Who and what an entry is about that a text says outright: the entities of its subject and its object, and the office between them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.knowledge.domain import Ontology, Relation
from kg.knowledge.lexicon import Kind
from kg.model import MentionKind
from kg.reference.coreference import Coreference
from kg.reference.referents import Local
from kg.speech.attribution import Attribution
from kg.statements.confidence import Doubt
from kg.statements.fillers import Filler, Fillers, Opening
from kg.statements.offices import office_of
from kg.syntax import arguments, clauses, grammar, misjoined
from kg.syntax.frames import Match
from kg.syntax.tree import Token

_ONESELF = frozenset({"he", "she", "i", "we"})  # in a charge: who charges, as likely as not


class Ends:
    """Finds the two ends of the entries of one document."""

    def __init__(self, ontology: Ontology, coreference: Coreference, fillers: Fillers, attribution: Attribution) -> None:
        self.ontology = ontology
        self.coreference = coreference
        self.fillers = fillers
        self.attribution = attribution

    def subjects(self, relation: Relation, match: Match) -> tuple[list[Filler], tuple[Doubt, ...]]:
        """Who does it, and what is doubtful about it; a passive without agent may take the evident one, unless nobody did it."""
        tokens = match.slots.get("subject", ())
        asked = match.frame.asks("subject")
        subjects = self.fillers.of(tokens, relation.domain, relation.subject_hint, lifts=False, acting=True, asked=asked)
        doubts = (Doubt.STEP,) * match.steps
        if match.steps and not any(self._is_typical(relation, s) for s in subjects) and (outer := arguments.speakers_deed(match.anchor)):
            above = self.fillers.of(outer, relation.domain, relation.subject_hint, lifts=False, acting=True, asked=asked)
            speaks = relation.speech_act and any(s.local.cls == "Person" for s in above) and not any(s.local.cls == "Person" for s in subjects)
            if not subjects or speaks or any(self._is_typical(relation, s) for s in above):  # "found that leaders were slow and rated the home poor"
                return above, (*doubts, Doubt.STEP)
        if not subjects and relation.speech_act and match.steps and (outer := arguments.givers_of_noun(match.anchor)):
            return self.fillers.of(outer, relation.domain, relation.subject_hint, lifts=False, acting=True, asked=asked), (*doubts, Doubt.STEP)
        if not subjects and not tokens and relation.implicit_subject and not grammar.negated(match.anchor):
            evident = self.fillers.evident(match.anchor, relation, match.slots.get("about", ()))
            return ([evident] if evident else []), (*doubts, Doubt.SUPPLIED)
        return subjects, doubts

    def _is_typical(self, relation: Relation, subject: Filler) -> bool:
        """Whether a subject is of the class that a relation mostly has: a regulator that rates."""
        hint = relation.subject_hint
        return hint is not None and self.ontology.classes.is_a(subject.local.cls or "", hint)

    def objects(self, relation: Relation, match: Match) -> list[Filler] | list[None] | None:
        """To whom or what; `[None]` where the relation needs none, None where it needs one and has none."""
        tokens = self._blamed(relation, match) or self._met(relation, match)
        asked = match.frame.asks("object")
        opens = None
        if relation.open_object is not None:
            opens = Opening(relation.open_object, bare=relation.bare_object, judged=relation.speech_act and bool(asked))
        objects = self.fillers.of(tokens, relation.range, relation.object_hint, lifts=relation.lifts, opens=opens, asked=asked)
        if not objects and tokens and (further := misjoined.described_further_up(match.anchor)) is not None:
            objects = self.fillers.of([further], relation.range, None, lifts=False, asked=asked)
        if not objects and not tokens and relation.object_from_about:
            named = (*match.slots.get("role", ()), *match.slots.get("about", ()))
            found = self.fillers.of(named, relation.about_class or relation.range, None, lifts=True)
            objects = [Filler(f.local, f.token) for f in found if self._may_act(f)]
        if objects:
            return objects
        if relation.object_required:
            return None
        unmet = bool(tokens) and match.frame.needs("object")
        if unmet and (not match.slots.get("about") or (asked and self.fillers.of(tokens, "Agent", None, lifts=False))):
            return None  # or it is somebody of another class than is asked for
        return [None]

    @staticmethod
    def _may_act(found: Filler) -> bool:
        """Whether somebody told of in what is called for may be asked to act, and is not whom it is to be done to."""
        return found.local.cls != "Person" or not grammar.undergoes(found.about or found.token)

    def _met(self, relation: Relation, match: Match) -> list[Token]:
        """What a stand is taken on that the text tells of and does not name again: "backed [the scheme] despite objections from residents"."""
        if relation.open_object is None or match.frame.kind is not Kind.NOUN or match.frame.needs("object"):
            return []
        return [t for t in clauses.met_with(match.anchor) if self.fillers.judged(t)][:1]

    def _blamed(self, relation: Relation, match: Match) -> Sequence[Token]:
        """What fills the object slot; of a charge ("claimed that she had lied") not "she", who may be the one that charges."""
        tokens = [t for token in match.slots.get("object", ()) for t in arguments.behind(token)]
        if not relation.faulting:
            return tokens
        return [t for t in tokens if t.pos_ not in ("VERB", "AUX") or all(s.lower_ not in _ONESELF for s in arguments.surface_subjects(t)[0])]

    def says_nothing(self, relation: Relation, filler: Filler, subject: Filler) -> bool:
        """Whether what is done to a thing of one's own ("the force defended its record"), or by a body to those whom it is there to help ("the
        hospital supports patients with diabetes"), neither judges nor takes a side."""
        is_a, cls = self.ontology.classes.is_a, filler.local.cls
        if cls == "Group" and any(is_a(subject.local.cls or "", c) for c in relation.helpers):
            return True
        other_it = relation.faulting and subject.token.lower_ == "it" and not is_a(cls or "", "Agent")  # "its policy, which it calls unfair"
        if not relation.speech_act or cls is None or ((cls != relation.open_object or filler.local.named) and not other_it):
            return False
        return any(c.dep_ == "nmod:poss" and self.coreference.local_at(c) is subject.local for c in filler.token.children)

    def office(self, relation: Relation, match: Match, subject: Filler, filler: Filler | None) -> str | None:
        """The office that a person takes up, has or leaves, where the relation tells of one."""
        if "role" not in relation.qualifiers or filler is None:
            return None
        person, other = (filler, subject) if filler.local.cls == "Person" else (subject, filler)
        own = match.anchor if person is subject else None  # who is commissioned is no commissioner
        return office_of(own, person, other.local, self.coreference, self.ontology.cues) if person.local.cls == "Person" else None

    def employers(self, relation: Relation, match: Match, subjects: list[Filler]) -> list[Filler] | None:
        """The body that the subject works for, where the relation is with it and the words say none: "the chief constable resigned"."""
        if not relation.object_from_employer or "object" in match.slots or len(subjects) != 1:
            return None
        body = subjects[0].local.employer or self._whose_members(subjects[0].token)
        return [Filler(body, subjects[0].token)] if body is not None and self.fillers.fits(body, relation.range) else None

    def _whose_members(self, people: Token) -> Local | None:
        """The body that people are said to be members of: "three members of the board quit"."""
        bodies = [x for x in map(self.coreference.local_at, grammar.owners(people, "of")) if x is not None]
        return bodies[0] if bodies and people.lemma_.lower() in self.ontology.cues.members else None

    def company(self, relation: Relation, subject: Filler) -> Filler:
        """ "We are calling for a review", said by someone in office, is the organisation's call, on that person's word."""
        phrase = self.coreference.at(subject.token)
        if phrase is None or phrase.kind is not MentionKind.PRONOUN or phrase.noun != "we" or relation.own_words:
            return subject
        body = self.attribution.company(subject.local)
        return Filler(body, subject.token) if self.fillers.fits(body, relation.domain) else subject
