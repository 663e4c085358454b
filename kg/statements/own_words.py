"""What somebody's words amount to: "it is unacceptable" finds fault, "they must act" calls for, "we will act" pledges; the speaker is the subject."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.knowledge.domain import Ontology, Relation
from kg.knowledge.lexicon import Kind
from kg.model import Modality
from kg.reference.referents import Local
from kg.speech.attribution import Attribution
from kg.speech.voices import Speech
from kg.statements.circumstances import asked
from kg.statements.drafts import Draft, draft_of
from kg.statements.fillers import Filler, Fillers, Opening
from kg.statements.modality import modality_of
from kg.statements.qualifiers import Qualifiers
from kg.statements.spoken import denies, is_aside, is_conditional, is_no_promise, is_undertaking, is_unsaid
from kg.syntax import arguments, grammar
from kg.syntax.frames import Match
from kg.syntax.tree import Token

_FIRST_PERSON = 2  # "I" and "we" in a document's own voice that make it speak for its author
_RECKONING = frozenset({"estimate", "calculate", "predict", "forecast", "expect", "guess"})  # under which "should" tells what is likely


class OwnWords:
    """Reads the entries of a document that hold in somebody's mouth. `voice` is whoever the document itself speaks for."""

    def __init__(self, ontology: Ontology, fillers: Fillers, attribution: Attribution, qualifiers: Qualifiers, voice: Local | None) -> None:
        self.ontology = ontology
        self.fillers = fillers
        self.attribution = attribution
        self.qualifiers = qualifiers
        self.voice = voice
        self._claims = ontology.speech.claims | {verb for verb, put in ontology.modality.verbs.items() if put is Modality.ALLEGED}

    def drafts(self, relation: Relation, match: Match) -> Iterator[Draft]:
        """What a match amounts to in the mouth of its speaker, or of whoever the document speaks for."""
        source = self.attribution.source_of(match.anchor)
        speaker = Filler(source.local, source.token) if source is not None else self._own_voice(match.anchor)
        if speaker is None or not self.fillers.fits(speaker.local, relation.domain):
            return
        if asked(match.anchor) or is_aside(match, demand=relation.object_from_about) or self.attribution.claims.of_others(match.anchor):
            return
        told = source.verb.lemma_.lower() if source is not None and source.verb is not None else ""
        if told in _RECKONING and match.frame.kind is Kind.MODAL and relation.object_from_about:
            return  # "estimated that there should be 45 homes"
        if told in self.ontology.speech.hearing or self.ontology.modality.verbs.get(told) is Modality.NEGATED:
            return  # "the inquest heard that ...", "denied that it should pay"
        if is_unsaid(match, self._claims, self.ontology.speech.mistaken):
            return
        settled = match.frame.settled and (match.frame.unmade or match.frame.negated or not grammar.negated(match.anchor))
        wished = not settled and (match.frame.kind is Kind.MODAL or relation.object_from_about)
        put = Modality.NEGATED if match.frame.negated or denies(match) else Modality.ASSERTED
        if not wished and not settled and modality_of(match.anchor, self.ontology.modality, False) not in (put, Modality.ALLEGED):
            return
        qualifiers = self.qualifiers.of(match, said=source.verb if source is not None else None)
        if qualifiers is None:
            return
        demanded = relation.object_from_about and "subject" not in match.slots  # "an inquiry is needed"
        if not demanded and any(slot.name == "subject" for slot in match.frame.slots):
            yield from self._of_oneself(relation, match, speaker, source, qualifiers)
            return
        done_to = wished and any(grammar.is_passive(t) for t in match.slots.get("about", ()))  # "services must be cut": not theirs to act
        asks_all = done_to and self._asks_everybody(match, speaker, reported=source is not None)
        objects = [] if done_to else self._spoken_of(relation, match, wished=wished)
        own = {speaker.local, speaker.local.employer or speaker.local}
        there_is = all(grammar.exists(t) for t in match.slots.get("object", ()))  # "there must be an inquiry" asks nobody by name
        none_needed = not objects and not relation.object_required and (there_is or asks_all)
        for found in objects:
            if not {found.local, found.local.owner} & own:
                yield self._judged(relation, match, speaker, found, qualifiers, None)
                yield from self._graded(match, speaker, found, qualifiers)
        if none_needed:
            yield self._judged(relation, match, speaker, None, qualifiers, None)

    def _asks_everybody(self, match: Match, speaker: Filler, *, reported: bool) -> bool:
        """Whether what "should be done" is asked for though of nobody by name; what "must be done" in a document's own words, or by one who makes
        rules, only tells the rule."""
        rule = any(c.lower_ == "must" for c in match.anchor.children) and not reported
        named = all(t.lower_ not in ("it", "this", "that") for t in match.slots.get("object", ()))
        return named and not rule and not grammar.negated(match.anchor) and not self.ontology.classes.is_a(speaker.local.cls or "", "PublicBody")

    def _spoken_of(self, relation: Relation, match: Match, *, wished: bool) -> list[Filler]:
        """Of what a speaker says what the entry says; what people make ("the timetable") may become a thing that is judged."""
        about = match.slots.get("about", ()) if relation.object_from_about and "object" not in match.slots else ()
        named = [s for t in match.slots.get("object", about) for s in (arguments.surface_subjects(t)[0] if t.pos_ == "VERB" else [t])]
        asks = match.frame.asks("object")
        kept = bool(asks) and match.frame.kind is Kind.PREDICATE  # "patients at the trust were ignored": not "rules were ignored in the appointment"
        judged = not wished and not kept and all(self.fillers.judged(t) for t in named)
        opens = Opening(relation.open_object) if judged and relation.open_object is not None else None
        objects = self.fillers.of(named, relation.about_class or relation.range, None, lifts=not wished, opens=opens, asked=asks)
        objects = [f for f in objects if not asks or f.local.cls != "Place"]  # "residents in Denby were ignored": by whom it does not say
        if wished and any(t.pos_ == "ADJ" or t.lemma_.lower() in self.ontology.speech.states for t in match.slots.get("about", ())):
            objects = [f for f in objects if f.local.cls != "Group"]  # "residents need to know", "must be able to": they are not asked to act
        if match.frame.unmade or (match.frame.empty and not wished):  # "it is sad that she ...", "he should have had a scan": no fault
            objects = [f for f in objects if any(self.ontology.classes.is_a(f.local.cls or "", c) for c in ("Organization", "Service"))]
        return [f for f in objects if not self._suffers(relation, match, f)]

    def _graded(self, match: Match, speaker: Filler, found: Filler, qualifiers: dict[str, str]) -> Iterator[Draft]:
        """A grade that whoever gives them puts in words of its own: "the regulator said the home was inadequate"."""
        grade = match.anchor.lower_
        said_to_be = match.frame.kind is Kind.PREDICATE and not match.frame.negated
        if not said_to_be or grade not in self.ontology.ratings or found.about is not None or not found.local.named:
            return
        for relation in self.ontology.relations.values():
            grades = "rating" in relation.qualifiers and relation.subject_hint is not None
            if grades and speaker.local.cls and self.ontology.classes.is_a(speaker.local.cls, relation.subject_hint or "") and self.fillers.fits(
                    found.local, relation.range):
                kept = {k: v for k, v in qualifiers.items() if k in relation.qualifiers}
                yield draft_of(relation, match, speaker, found, Modality.ASSERTED, None, kept | {"rating": grade}, ())

    def _suffers(self, relation: Relation, match: Match, found: Filler) -> bool:
        """Whether it is no body but those it serves of whom something bad is said ("the residents are in chaos"), or "its" of an unsure body."""
        if not relation.faulting:
            return False
        of_a_noun = match.frame.kind is Kind.NOUN and found.token.lower_ == "its"
        return of_a_noun or (match.frame.kind is not Kind.VERB and found.token.lower_ in self.ontology.cues.outsiders)

    def _of_oneself(self, relation: Relation, match: Match, speaker: Filler, source: Speech | None, qualifiers: dict[str, str]) -> Iterator[Draft]:
        """A promise or an admission is one's own, or that of one's body: "we will act", "the council fell short" in the mouth of its leader."""
        verb = source.verb if source is not None else None
        if is_undertaking(match, verb, self.ontology.speech) and self._is_for_a_body(speaker) and not self._somebody(match.slots.get("subject", ())):
            yield self._judged(relation, match, speaker, None, qualifiers, None)
            return
        reported = source is not None and self.attribution.quotation_of(match.anchor) is None
        if is_no_promise(match, verb, self.ontology.speech) or (is_conditional(match) and not reported):
            return  # "it would help": a promise only where it is reported
        subjects = [self._spoken_through(t) for t in match.slots.get("subject", ())]
        for filler in self.fillers.of(subjects, relation.domain, None, lifts=False):
            if filler.local in (speaker.local, speaker.local.employer):
                yield self._judged(relation, match, filler, None, qualifiers, source if filler.local is not speaker.local else None)

    def _spoken_through(self, subject: Token) -> Token:
        """ "My office will write to them": what speaks for a speaker is the speaker."""
        owners = [c for c in subject.children if c.dep_ == "nmod:poss" and c.lower_ in ("my", "our")]
        return owners[0] if owners and subject.lemma_.lower() in self.ontology.speech.mouthpieces else subject

    def _is_for_a_body(self, speaker: Filler) -> bool:
        """Whether a speaker has something in hand: a body, a government, or one who speaks for it."""
        local = speaker.local.employer or speaker.local
        return any(self.ontology.classes.is_a(local.cls or "", c) for c in ("PublicBody", "Company", "School", "Place"))

    def _somebody(self, subjects: Sequence[Token]) -> bool:
        """Whether it is people or bodies of whom the clause tells what they will do."""
        found = (self.fillers.coreference.local_at(t) for t in subjects)
        return any(t.pos_ == "PRON" for t in subjects) or any(x is not None and self.ontology.classes.is_a(x.cls or "", "Agent") for x in found)

    def _own_voice(self, anchor: Token) -> Filler | None:
        """Outside quotations a document in the first person speaks for whoever wrote it; a news report does not."""
        if self.voice is None or self.attribution.own_words < _FIRST_PERSON or self.attribution.quotation_of(anchor) is not None:
            return None
        if self.ontology.classes.is_a(self.voice.cls or "", "MediaOrganization"):
            return None
        return Filler(self.voice, anchor)

    def _judged(
        self, relation: Relation, match: Match, subject: Filler, filler: Filler | None, qualifiers: dict[str, str], source: Speech | None
    ) -> Draft:
        about = {"about": self.qualifiers.words(match.anchor, ("parataxis",))}
        to_come = source is not None and match.frame.kind is Kind.MODAL and not grammar.looks_back(match.anchor) and not grammar.unmade(match.anchor)
        modality = Modality.PLANNED if to_come else Modality.ASSERTED
        return draft_of(relation, match, subject, filler, modality, source, about | qualifiers, ())
