"""One document's statements: entries matched on the parse, slots filled with entities, each with its speaker, modality, date and words.

What cannot be filled with an entity of the right class, or is not put forward by the text, gives no statement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg import arguments, grammar
from kg.attribution import Attribution, mark_quoted
from kg.byline import authors_of, byline, referent_of
from kg.circumstances import Circumstances, asked
from kg.confidence import Doubt
from kg.coreference import Coreference
from kg.domain import Ontology, Relation
from kg.drafts import Draft, freeze, order
from kg.fillers import Filler, Fillers, Opening
from kg.frames import Match, Matcher
from kg.lexicon import Kind
from kg.modality import modality_of
from kg.model import Document, Extraction, Gathered, MentionKind, Modality, Span
from kg.offices import office_of
from kg.parsed import Parse, ParsedDocument, parse_document, sentence_span, span_of, token_span
from kg.phrases import clean
from kg.qualifiers import Qualifiers
from kg.quotations import Quotation, find_quotations
from kg.roles import Built
from kg.spoken import denies, is_aside, is_conditional, is_no_promise
from kg.structure import POSSESSION, Structure
from kg.turns import Interview, find_turns, with_turns
from kg.voices import Speech

_FIRST_PERSON = 2  # "I" and "we" in a document's own voice that make it speak for its author
_ONESELF = frozenset({"he", "she", "i", "we"})  # in a charge: who charges, as likely as not
_FRAGMENT = 3  # words that make quoted words a statement and not a tone


class Extractor:
    """Extracts the statements of documents with one ontology and one parser; documents do not influence each other."""

    def __init__(self, ontology: Ontology, parse: Parse) -> None:
        self.ontology = ontology
        self.parse = parse
        self.matcher = Matcher(f for r in ontology.relations.values() for f in r.frames)

    def extract(self, document: Document, *, min_confidence: float = 0.0) -> Extraction:
        """The referents and statements of a document, but for statements below `min_confidence`."""
        return self.gather(document).extraction(min_confidence)

    def gather(self, document: Document) -> Gathered:
        """All that a document gives, however unsure."""
        return _Reading(self, parse_document(document, self.parse)).result()


class _Reading:
    """One document being read."""

    def __init__(self, extractor: Extractor, parsed: ParsedDocument) -> None:
        self.ontology = extractor.ontology
        self.matcher = extractor.matcher
        self.parsed = parsed
        self.document = parsed.document
        turns = find_turns(self.document)
        quotations = with_turns(turns, find_quotations(self.document.text, self.document.blocks))
        mark_quoted(parsed, quotations)
        self.coreference = Coreference(parsed, self.ontology)
        self.structure = Structure(self.coreference, self.ontology)
        self.authors = authors_of(self.document.author, self.coreference, self.ontology)
        publisher = referent_of(self.document.publisher, self.coreference, self.ontology)
        author = self.authors[0][0] if self.authors else None
        self.voice = author if author is not None and (author.cls != "Person" or publisher is None) else publisher
        speakers = Interview(turns, self.coreference, self.ontology, self.voice).speakers()
        self.attribution = Attribution(parsed, quotations, self.coreference, self.ontology, self.voice, author, speakers)
        self.structure.complete()
        self.qualifiers = Qualifiers(self.document, self.ontology)
        self.circumstances = Circumstances(self.ontology, self.qualifiers.times)
        self.fillers = Fillers(self.coreference, self.ontology)
        self.drafts: list[Draft] = []

    def result(self) -> Gathered:
        """All statements, frozen, in text order."""
        for doc in self.parsed.docs:
            for match in self.matcher.match(doc):
                relation = self.ontology.relations[match.frame.relation]
                if match.frame.spoken:
                    self._spoken(relation, match)
                elif "speech" not in relation.constructions:
                    self._match(relation, match)
        for built in self.structure.found:
            self._built(built)
        self._quotations()
        statements = freeze(self.drafts, self.document, self.coreference)
        written = byline(self.document, self.authors, self.coreference, self.ontology)
        return Gathered(
            document=self.document,
            referents=self.coreference.register.freeze(self.document.id),
            statements=tuple(sorted([*statements, *written], key=order)),
            sentences=tuple(sentence_span(sent[0]) for sent in self.parsed.sentences()),
            anchored=tuple(sorted({sentence_span(t) for doc in self.parsed.docs for t in self.matcher.anchors(doc)})),
        )

    # --- entries ---------------------------------------------------------------------------------------------------------------------------

    def _match(self, relation: Relation, match: Match) -> None:
        """An entry said outright: every subject with every object."""
        modality = self.circumstances.of_match(relation, match)
        if modality is None:
            return
        subjects, doubts = self._subjects(relation, match)
        objects = self._objects(relation, match) or self._employers(relation, match, subjects)
        qualifiers = self.qualifiers.of(match, modality) if subjects and objects else None
        if objects is None or qualifiers is None:
            return
        for subject in (self._company(relation, s) for s in subjects):
            source = self._source(relation, match, subject)
            for filler in objects:
                if filler is not None and "role" in relation.constructions:
                    subject.local.employer = subject.local.employer or filler.local
                put, date = self.circumstances.of_event(match, filler.local.cls if filler is not None else None)
                more = {"date": date, "role": self._office(relation, match, subject, filler)}
                told = {k: v for k, v in more.items() if v is not None and k not in qualifiers}
                if filler is None or filler.local is not subject.local or relation.self_allowed:
                    how = put if modality is Modality.ASSERTED else modality
                    self._draft(relation, match, subject, filler, how, source, qualifiers | told, doubts)

    def _source(self, relation: Relation, match: Match, subject: Filler) -> Speech | None:
        """Whose claim a statement is. "They announced a review" tells of the review on their own word; a deed of speech needs nobody's word."""
        announced = match.frame.fixed and match.frame.kind is Kind.VERB and match.anchor.lemma_.lower() in self.ontology.speech.verbs
        if announced and not relation.speech_act:
            return Speech(subject.local, subject.token, match.anchor)
        return self.attribution.source_of(match.anchor, subject.local if relation.speech_act else None)

    def _subjects(self, relation: Relation, match: Match) -> tuple[list[Filler], tuple[Doubt, ...]]:
        """Who does it, and what is doubtful about it; a passive without agent may take the evident one."""
        tokens = match.slots.get("subject", ())
        asked = match.frame.asks("subject")
        subjects = self.fillers.of(tokens, relation.domain, relation.subject_hint, lifts=False, acting=True, asked=asked)
        doubts = (Doubt.STEP,) * match.steps
        if match.steps and not any(self._is_typical(relation, s) for s in subjects) and (outer := arguments.speakers_deed(match.anchor)):
            above = self.fillers.of(outer, relation.domain, relation.subject_hint, lifts=False, acting=True, asked=asked)
            if not subjects or any(self._is_typical(relation, s) for s in above):  # "found that leaders were slow and rated the home poor"
                return above, (*doubts, Doubt.STEP)
        if not subjects and relation.speech_act and match.steps and (outer := arguments.givers_of_noun(match.anchor)):
            return self.fillers.of(outer, relation.domain, relation.subject_hint, lifts=False, acting=True, asked=asked), (*doubts, Doubt.STEP)
        if not subjects and not tokens and relation.implicit_subject:
            evident = self.fillers.evident(match.anchor, relation)
            return ([evident] if evident else []), (*doubts, Doubt.SUPPLIED)
        return subjects, doubts

    def _is_typical(self, relation: Relation, subject: Filler) -> bool:
        """Whether a subject is of the class that a relation mostly has: a regulator that rates."""
        hint = relation.subject_hint
        return hint is not None and self.ontology.classes.is_a(subject.local.cls or "", hint)

    def _objects(self, relation: Relation, match: Match) -> list[Filler] | list[None] | None:
        """To whom or what; `[None]` where the relation needs none, None where it needs one and has none."""
        tokens = self._blamed(relation, match)
        opens = Opening(relation.open_object, bare=relation.bare_object) if relation.open_object is not None else None
        asked = match.frame.asks("object")
        objects = self.fillers.of(tokens, relation.range, relation.object_hint, lifts=relation.lifts, opens=opens, asked=asked)
        if not objects and not tokens and relation.object_from_about:
            named = match.slots.get("about") or match.slots.get("role") or ()
            objects = [Filler(f.local, f.token) for f in self.fillers.of(named, relation.about_class or relation.range, None, lifts=True)]
        if objects:
            return objects
        asked_for = any(s.name == "object" and not s.optional for s in match.frame.slots)
        if relation.object_required or (tokens and asked_for and not match.slots.get("about")):
            return None
        return [None]

    def _blamed(self, relation: Relation, match: Match) -> Sequence[Token]:
        """What fills the object slot; of a charge ("claimed that she had lied") not "she", who may be the one that charges."""
        tokens = [t for token in match.slots.get("object", ()) for t in arguments.behind(token)]
        if not relation.faulting:
            return tokens
        return [t for t in tokens if t.pos_ not in ("VERB", "AUX") or all(s.lower_ not in _ONESELF for s in arguments.surface_subjects(t)[0])]

    def _office(self, relation: Relation, match: Match, subject: Filler, filler: Filler | None) -> str | None:
        """The office that a person takes up, has or leaves, where the relation tells of one."""
        if "role" not in relation.qualifiers or filler is None or match.frame.kind is not Kind.VERB:
            return None
        person, other = (filler, subject) if filler.local.cls == "Person" else (subject, filler)
        return office_of(match.anchor, person, other.local, self.coreference, self.ontology.cues) if person.local.cls == "Person" else None

    def _employers(self, relation: Relation, match: Match, subjects: list[Filler]) -> list[Filler] | None:
        """The body that the subject works for, where the relation is with it and the words say none: "the chief constable resigned"."""
        if not relation.object_from_employer or "object" in match.slots or len(subjects) != 1:
            return None
        body = subjects[0].local.employer
        return [Filler(body, subjects[0].token)] if body is not None and self.fillers.fits(body, relation.range) else None

    def _draft(
        self,
        relation: Relation,
        match: Match,
        subject: Filler,
        filler: Filler | None,
        modality: Modality,
        source: Speech | None,
        qualifiers: dict[str, str],
        doubts: tuple[Doubt, ...],
    ) -> None:
        qualifiers = dict(qualifiers)
        if filler is not None and filler.about is not None and "about" not in qualifiers:
            qualifiers["about"] = self.qualifiers.words(filler.about, ("acl:relcl", "conj", "cc"))
        if filler is not None and filler.local is subject.local:
            return
        self._add(relation, match, subject, filler, modality, source, qualifiers, doubts)

    def _company(self, relation: Relation, subject: Filler) -> Filler:
        """ "We are calling for a review", said by someone in office, is the organisation's call, on that person's word."""
        phrase = self.coreference.at(subject.token)
        if phrase is None or phrase.kind is not MentionKind.PRONOUN or phrase.noun != "we" or relation.own_words:
            return subject
        body = self.attribution.company(subject.local)
        return Filler(body, subject.token) if self.fillers.fits(body, relation.domain) else subject

    # --- what someone's words amount to -----------------------------------------------------------------------------------------------------

    def _spoken(self, relation: Relation, match: Match) -> None:
        """ "It is unacceptable" finds fault, "they must act" calls for, "we will act" pledges: the speaker is the subject."""
        source = self.attribution.source_of(match.anchor)
        speaker = Filler(source.local, source.token) if source is not None else self._own_voice(match.anchor)
        if speaker is None or not self.fillers.fits(speaker.local, relation.domain):
            return
        if asked(match.anchor) or is_aside(match, demand=relation.object_from_about):
            return
        told = source.verb.lemma_.lower() if source is not None and source.verb is not None else ""
        if told in self.ontology.speech.hearing or self.ontology.modality.verbs.get(told) is Modality.NEGATED:
            return  # "the inquest heard that ...", "denied that it should pay"
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
            self._of_oneself(relation, match, speaker, source, qualifiers)
            return
        objects = self._spoken_of(relation, match, wished=wished)
        own = {speaker.local, speaker.local.employer or speaker.local}
        there_is = all(grammar.exists(t) for t in match.slots.get("object", ()))  # "there must be an inquiry" asks nobody by name
        none_needed = not objects and not relation.object_required and there_is
        for found in objects:
            if not {found.local, found.local.owner} & own:
                self._judged(relation, match, speaker, found, qualifiers, None)
        if none_needed:
            self._judged(relation, match, speaker, None, qualifiers, None)

    def _spoken_of(self, relation: Relation, match: Match, *, wished: bool) -> list[Filler]:
        """Of what a speaker says what the entry says; what people make ("the timetable") may become a thing that is judged."""
        about = match.slots.get("about", ()) if relation.object_from_about and "object" not in match.slots else ()
        done_to = wished and any(grammar.is_passive(t) for t in match.slots.get("about", ()))  # "services must be cut": not theirs to act
        named = [s for t in match.slots.get("object", about) for s in (arguments.surface_subjects(t)[0] if t.pos_ == "VERB" else [t])]
        judged = not wished and all(t.lemma_.lower() in self.ontology.cues.judged or t.lower_ in self.ontology.cues.judged for t in named)
        opens = Opening(relation.open_object) if judged and relation.open_object is not None else None
        objects = [] if done_to else self.fillers.of(named, relation.about_class or relation.range, None, lifts=not wished, opens=opens)
        if match.frame.unmade or match.frame.empty:  # "it is sad that she ...", "he should have had a scan": of people nothing is meant
            objects = [f for f in objects if any(self.ontology.classes.is_a(f.local.cls or "", c) for c in ("Organization", "Service"))]
        return [f for f in objects if not self._suffers(relation, match, f)]

    def _suffers(self, relation: Relation, match: Match, found: Filler) -> bool:
        """Whether it is no body but those it serves of whom something bad is said ("the residents are in chaos"), or "its" of an unsure body."""
        if not relation.faulting:
            return False
        of_a_noun = match.frame.kind is Kind.NOUN and found.token.lower_ == "its"
        return of_a_noun or (match.frame.kind is not Kind.VERB and found.token.lower_ in self.ontology.cues.outsiders)

    def _of_oneself(self, relation: Relation, match: Match, speaker: Filler, source: Speech | None, qualifiers: dict[str, str]) -> None:
        """A promise or an admission is one's own, or that of one's body: "we will act", "the council fell short" in the mouth of its leader."""
        reported = source is not None and self.attribution.quotation_of(match.anchor) is None
        if is_no_promise(match, source.verb if source is not None else None) or (is_conditional(match) and not reported):
            return  # "it would help": a promise only where it is reported
        for filler in self.fillers.of(match.slots.get("subject", ()), relation.domain, None, lifts=False):
            if filler.local in (speaker.local, speaker.local.employer):
                self._judged(relation, match, filler, None, qualifiers, source if filler.local is not speaker.local else None)

    def _own_voice(self, anchor: Token) -> Filler | None:
        """Outside quotations a document in the first person speaks for whoever wrote it; a news report does not."""
        if self.voice is None or self.attribution.own_words < _FIRST_PERSON or self.attribution.quotation_of(anchor) is not None:
            return None
        if self.ontology.classes.is_a(self.voice.cls or "", "MediaOrganization"):
            return None
        return Filler(self.voice, anchor)

    def _judged(
        self, relation: Relation, match: Match, subject: Filler, filler: Filler | None, qualifiers: dict[str, str], source: Speech | None
    ) -> None:
        about = {"about": self.qualifiers.words(match.anchor, ("parataxis",))}
        to_come = source is not None and match.frame.kind is Kind.MODAL and not grammar.looks_back(match.anchor) and not grammar.unmade(match.anchor)
        modality = Modality.PLANNED if to_come else Modality.ASSERTED
        self._add(relation, match, subject, filler, modality, source, about | qualifiers, ())

    def _add(
        self,
        relation: Relation,
        match: Match,
        subject: Filler,
        filler: Filler | None,
        modality: Modality,
        source: Speech | None,
        qualifiers: dict[str, str],
        doubts: tuple[Doubt, ...],
    ) -> None:
        """A statement that an entry of the lexicon gives, on the words of its sentence."""
        self.drafts.append(
            Draft(
                relation=relation,
                subject=subject,
                object=filler,
                trigger=_trigger(match),
                evidence=sentence_span(match.anchor),
                modality=modality,
                source=source,
                qualifiers=qualifiers,
                rule=f"{relation.name}: {match.frame.entry}",
                kind="spoken" if match.frame.spoken else match.frame.kind.value,
                doubts=doubts,
            )
        )

    # --- constructions and quotations -------------------------------------------------------------------------------------------------------

    def _built(self, built: Built) -> None:
        a, b = built.subject, built.object
        for relation in self.ontology.relations.values():
            if built.construction not in relation.constructions or a.cls is None or b.cls is None:
                continue
            if built.construction == POSSESSION and _told_by_verb(relation, built.object_token):
                continue
            fits = self.fillers.fits(a, relation.domain) and self.fillers.fits(b, relation.range)
            if not fits or not self._among(a.cls, relation.construction_subjects) or not self._among(b.cls, relation.construction_objects):
                continue
            quoted = built.trigger.i in built.trigger.doc.user_data["quoted"]
            modality, date = self.circumstances.of_built(built)
            if modality is None:
                continue
            said = {"role": built.role, "date": date}
            self.drafts.append(
                Draft(
                    relation=relation,
                    subject=Filler(a, built.subject_token),
                    object=Filler(b, built.object_token),
                    trigger=token_span(built.trigger),
                    evidence=sentence_span(built.trigger),
                    source=self.attribution.source_of(built.trigger) if quoted else None,
                    modality=modality,
                    qualifiers={k: v for k, v in said.items() if v},
                    rule=f"{relation.name}: {built.construction}",
                    kind="construction",
                )
            )

    def _among(self, cls: str, classes: frozenset[str]) -> bool:
        return not classes or any(self.ontology.classes.is_a(cls, c) for c in classes)

    def _fragments(self) -> Iterator[tuple[Quotation, Speech | None]]:
        """A few quoted words that a reporting verb governs are somebody's words too: "she called it 'a culture of silence'"."""
        for q in self.attribution.fragments:
            if len(self.document.text[q.start:q.end].split()) >= _FRAGMENT:
                token = self.parsed.token_at(q.start)
                yield q, self.attribution.voices.quoting(token) if token is not None else None

    def _quotations(self) -> None:
        relation = self.ontology.built("speech")
        date = {"date": self.document.date.value} if self.document.date else {}
        spoken = [(q, self.attribution.speakers.get(i)) for i, q in enumerate(self.attribution.quotations)]
        for q, speech in [*spoken, *self._fragments()]:
            if relation is None or speech is None or not self.fillers.fits(speech.local, relation.domain):
                continue
            self.drafts.append(
                Draft(
                    relation=relation,
                    subject=Filler(speech.local, speech.token),
                    trigger=token_span(speech.verb) if speech.verb else Span(q.start, q.end),
                    evidence=Span(q.outer_start, q.outer_end),
                    qualifiers={"quote": clean(self.document.text[q.start : q.end])} | date,
                    rule=f"{relation.name}: " + (speech.verb.lemma_ if speech.verb else "running quotation"),
                    kind="quotation" if speech.verb else "running quotation",
                )
            )


def _told_by_verb(relation: Relation, thing: Token) -> bool:
    """Whether a verb of the relation tells what becomes of a thing: "is due to publish [its report]" is the entry's to read."""
    verbs = (f.anchors for f in relation.frames if f.kind is Kind.VERB)
    return thing.dep_ in ("obj", "nsubj:pass") and any(thing.head.lemma_.lower() in anchors for anchors in verbs)


def _trigger(match: Match) -> Span:
    return span_of(match.anchor.doc, min(match.words), max(match.words))
