"""One document's statements: entries matched on the parse, slots filled with entities, each with its speaker, modality, date and words.

What cannot be filled with an entity of the right class, or is not put forward by the text, gives no statement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.classifying.network import load as load_classifier
from kg.judging.network import load as load_judge
from kg.knowledge.domain import Ontology, Relation
from kg.knowledge.keys import clean
from kg.knowledge.lexicon import Kind
from kg.model import Document, Extraction, Gathered, Modality, Span
from kg.paths import weights_folder
from kg.reference.coreference import Coreference
from kg.speech.attribution import Attribution, mark_quoted
from kg.speech.quotations import Quotation, find_quotations
from kg.speech.turns import Interview, find_turns, with_turns
from kg.speech.voices import Speech
from kg.statements.byline import addressee_of, authors_of, byline, referent_of
from kg.statements.circumstances import Circumstances
from kg.statements.classified import Classifications
from kg.statements.drafts import Draft, draft_of, freeze, order, with_dates
from kg.statements.ends import Ends
from kg.statements.fillers import Filler, Fillers
from kg.statements.judged import Judgements, by_paragraph
from kg.statements.orators import Orators
from kg.statements.own_words import OwnWords
from kg.statements.qualifiers import Qualifiers, pattern_of
from kg.structure.constructions import LOCATION, POSSESSION, Structure
from kg.structure.roles import Built
from kg.syntax import grammar
from kg.syntax.frames import Match, Matcher
from kg.syntax.parsed import Parse, ParsedDocument, parse_document, sentence_span, token_span
from kg.syntax.tree import Doc, Token

_FRAGMENT = 3  # words that make quoted words a statement and not a tone


class Extractor:
    """Extracts the statements of documents with one ontology and one parser; documents do not influence each other."""

    def __init__(self, ontology: Ontology, parse: Parse) -> None:
        self.ontology = ontology
        self.parse = parse
        self.matcher = Matcher(f for r in ontology.relations.values() for f in r.frames)
        self.grades = pattern_of(ontology.ratings)
        self.judge = load_judge(weights_folder())
        self.classifier = load_classifier(weights_folder())

    def extract(self, document: Document, *, min_confidence: float = 0.0) -> Extraction:
        """The referents and statements of a document, but for statements below `min_confidence`."""
        return self.gather(document).extraction(min_confidence)

    def gather(self, document: Document) -> Gathered:
        """All that a document gives, however unsure."""
        return self.reading(document).result()

    def reading(self, document: Document) -> Reading:
        """A document parsed, its entities and speakers found, and its statements not yet."""
        return Reading(self, parse_document(document, self.parse))


class Reading:
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
        author = self.authors[0][0] if self.authors else Orators(parsed, self.coreference, self.ontology).find()
        self.voice = author if author is not None and (author.cls != "Person" or publisher is None) else publisher
        speakers = Interview(turns, self.coreference, self.ontology, self.voice).speakers()
        addressee = addressee_of(self.document, self.coreference, self.ontology)
        self.attribution = Attribution(parsed, quotations, self.coreference, self.ontology, self.voice, author, speakers, addressee)
        self.structure.complete()
        self.qualifiers = Qualifiers(self.document, self.ontology, extractor.grades)
        self.circumstances = Circumstances(self.ontology, self.qualifiers.times)
        self.fillers = Fillers(self.coreference, self.ontology)
        self.ends = Ends(self.ontology, self.coreference, self.fillers, self.attribution)
        self.judgements = Judgements(self.coreference, self.attribution, self.fillers, self.qualifiers.times, extractor.judge)
        self.classifications = Classifications(
            self.coreference, self.attribution, self.fillers, self.qualifiers, self.circumstances, extractor.classifier)
        self.own_words = OwnWords(self.ontology, self.fillers, self.attribution, self.qualifiers, self.voice)
        self.drafts: list[Draft] = []

    def result(self) -> Gathered:
        """All statements, frozen, in text order."""
        for doc in self.parsed.docs:
            for match in self.matcher.match(doc):
                relation = self.ontology.relations[match.frame.relation]
                self.judgements.weighed(relation, match)
                self.classifications.weighed(relation, match.anchor)
                if match.frame.spoken:
                    self.drafts += self.own_words.drafts(relation, match)
                elif "speech" not in relation.constructions:
                    self._match(relation, match)
        for built in self.structure.found:
            self._built(built)
        self._quotations()
        phrases = by_paragraph(self.coreference)
        self.drafts += self.judgements.drafts(self.parsed.docs, phrases, self.drafts)
        self.drafts += self.classifications.drafts(self.parsed.docs, phrases, self.drafts)
        statements = freeze(with_dates(self.drafts, self.document), self.document, self.coreference)
        written = byline(self.document, self.authors, self.coreference, self.ontology)
        return Gathered(
            document=self.document,
            referents=self.coreference.register.freeze(self.document.id),
            statements=tuple(sorted([*statements, *written], key=order)),
            sentences=tuple(sentence_span(sent[0]) for sent in self.parsed.sentences()),
            anchored=tuple(span for doc in self.parsed.docs for span in self._anchored(doc)),
        )

    def _anchored(self, doc: Doc) -> list[Span]:
        """The sentences in which an entry may be said."""
        return [sentence_span(doc[first]) for first in sorted({t.sent.start for t in self.matcher.anchors(doc)})]

    # --- entries ---------------------------------------------------------------------------------------------------------------------------

    def _match(self, relation: Relation, match: Match) -> None:
        """An entry said outright: every subject with every object."""
        modality = self.circumstances.of_match(relation, match)
        if modality is None:
            return
        subjects, doubts = self.ends.subjects(relation, match)
        objects = self.ends.objects(relation, match) or self.ends.employers(relation, match, subjects)
        qualifiers = self.qualifiers.of(match, modality) if subjects and objects else None
        if objects is None or qualifiers is None:
            return
        for subject in (self.ends.company(relation, s) for s in subjects):
            source = self._source(relation, match, subject)
            for filler in objects:
                if filler is not None and "role" in relation.constructions:
                    subject.local.employer = subject.local.employer or filler.local
                put, date = self.circumstances.of_event(match, filler.local.cls if filler is not None else None)
                more = {"date": date, "role": self.ends.office(relation, match, subject, filler)}
                told = {k: v for k, v in more.items() if v is not None and k not in qualifiers}
                if (office := more["role"]) is not None and _goes_on(qualifiers.get("role", ""), office, filler):
                    told["role"] = office
                if filler is not None and (filler.local is subject.local or self.ends.says_nothing(relation, filler, subject)):
                    continue
                if filler is not None and self.circumstances.is_habit(relation, match, filler.about or filler.token):
                    continue
                if filler is not None and filler.about is not None and "about" not in qualifiers:
                    told["about"] = self.qualifiers.words(filler.about, ("acl:relcl", "conj", "cc"))
                how = put if modality is Modality.ASSERTED else modality
                self.drafts.append(draft_of(relation, match, subject, filler, how, source, qualifiers | told, doubts))

    def _source(self, relation: Relation, match: Match, subject: Filler) -> Speech | None:
        """Whose claim a statement is. "They announced a review" tells of the review on their own word; a deed of speech needs nobody's word."""
        if relation.contests and match.anchor.dep_ == "acl:relcl":
            return None  # "she said it paid, which it denies" tells so in the text's own voice
        announced = match.frame.fixed and match.frame.kind is Kind.VERB and match.anchor.lemma_.lower() in self.ontology.speech.verbs
        if announced and not relation.speech_act:
            return Speech(subject.local, subject.token, match.anchor)
        return self.attribution.source_of(match.anchor, subject.local if relation.speech_act else None)


    # --- constructions and quotations -------------------------------------------------------------------------------------------------------

    def _built(self, built: Built) -> None:
        a, b = built.subject, built.object
        for relation in self.ontology.relations.values():
            if built.construction not in relation.constructions or a.cls is None or b.cls is None:
                continue
            verb = _telling_verb(relation, built.object_token) if built.construction == POSSESSION else None
            if verb is not None and (built.object_token.dep_ != "nsubj:pass" or grammar.children(verb, "obl:agent")):
                continue  # the entry's to read
            fits = self.fillers.fits(a, relation.domain) and self.fillers.fits(b, relation.range)
            if not fits or not self._among(a.cls, relation.construction_subjects) or not self._among(b.cls, relation.construction_objects):
                continue
            quoted = built.trigger.i in built.trigger.doc.quoted
            modality, date = self.circumstances.of_built(replace(built, verb=verb) if verb is not None else built)
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
                    source=self.attribution.source_of(built.trigger) if quoted or self._of_event(built) else None,
                    modality=modality,
                    qualifiers={k: v for k, v in said.items() if v},
                    rule=f"{relation.name}: {built.construction}",
                    kind="construction",
                )
            )

    def _of_event(self, built: Built) -> bool:
        """Whether a construction tells where an event is, which is news on its teller's word: "she said that the rally would be held at the hall"."""
        return built.construction == LOCATION and self.ontology.classes.is_a(built.subject.cls or "", "Event")

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


def _goes_on(worded: str, office: str, body: Filler | None) -> bool:
    """Whether the words of a role are those of an office and of the body that it is in: "chair of the Marlow Trust"."""
    rest = worded.removeprefix(office)
    return body is not None and rest not in (worded, "") and any(rest.endswith(f" {name}") for name in body.local.aliases)


def _telling_verb(relation: Relation, thing: Token) -> Token | None:
    """The verb of the relation that tells what becomes of a thing: "is due to publish [its report]", "its report was published"."""
    verbs = (f.anchors for f in relation.frames if f.kind is Kind.VERB)
    told = thing.dep_ in ("obj", "nsubj:pass") and any(thing.head.lemma_.lower() in anchors for anchors in verbs)
    return thing.head if told else None

