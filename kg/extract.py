"""One document's statements: entries matched on the parse, slots filled with entities, each with its speaker, modality, date and words.

What cannot be filled with an entity of the right class, or is not put forward by the text, gives no statement.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from kg import grammar
from kg.attribution import Attribution, Speech, mark_quoted
from kg.coreference import Coreference
from kg.frames import Match, Matcher
from kg.lexicon import Kind
from kg.phrases import Phrase, clean, words_of
from kg.modality import modality_of
from kg.model import Document, Extraction, Mention, MentionKind, Modality, Passage, Span, Statement
from kg.ontology import Ontology, Relation
from kg.parsed import Parse, ParsedDocument, parse_document, position, sentence_span, span_of, token_span
from kg.qualifiers import Qualifiers
from kg.quotations import find_quotations
from kg.referents import Local
from kg.structure import Built, Structure

_LIFTS = frozenset({"of", "by", "at", "in", "within", "from", "for", "between", "among"})


@dataclass(frozen=True, slots=True)
class Filler:
    """An entity that fills a slot: the token that names it, and the words through which it was reached ("the council's approach")."""

    local: Local
    token: Token
    about: Token | None = None


@dataclass(slots=True)
class Draft:
    """A statement before its mentions are frozen."""

    relation: Relation
    subject: Filler
    object: Filler | None
    trigger: Span
    evidence: Span
    modality: Modality
    source: Speech | None
    qualifiers: dict[str, str]
    rule: str
    confidence: float
    words: frozenset[int] = field(default_factory=frozenset)


def _asked(token: Token) -> bool:
    return bool(token.sent.text.rstrip().endswith("?"))


class Extractor:
    """Extracts the statements of documents with one ontology and one parser; documents do not influence each other."""

    def __init__(self, ontology: Ontology, parse: Parse) -> None:
        self.ontology = ontology
        self.parse = parse
        self.matcher = Matcher(f for r in ontology.relations.values() for f in r.frames)

    def extract(self, document: Document, *, min_confidence: float = 0.0) -> Extraction:
        """The referents and statements of a document, but for statements below `min_confidence`."""
        return _Reading(self, parse_document(document, self.parse)).result(min_confidence)


class _Reading:
    """One document being read."""

    def __init__(self, extractor: Extractor, parsed: ParsedDocument) -> None:
        self.ontology = extractor.ontology
        self.matcher = extractor.matcher
        self.parsed = parsed
        self.document = parsed.document
        quotations = find_quotations(self.document.text, self.document.blocks)
        mark_quoted(parsed, quotations)
        self.coreference = Coreference(parsed, self.ontology)
        self.structure = Structure(self.coreference, self.ontology)
        self.author = self._attribute(self.document.author)
        self.voice = self.author if self.author is not None and self.author.cls != "Person" else self._attribute(self.document.publisher)
        self.attribution = Attribution(parsed, quotations, self.coreference, self.ontology, self.voice)
        self.structure.complete()
        self.qualifiers = Qualifiers(self.document, self.ontology)
        self.drafts: list[Draft] = []
        self.anchored: dict[tuple[int, int], bool] = {}

    def result(self, min_confidence: float) -> Extraction:
        """All statements that are sure enough, frozen, in text order."""
        self._byline()
        for doc in self.parsed.docs:
            matches = self.matcher.match(doc)
            for match in matches:
                self._match(match)
            for token in self.matcher.anchors(doc):
                self.anchored.setdefault(position(token.sent[0]), False)
        for built in self.structure.found:
            self._built(built)
        self._quotations()
        statements = [s for s in self._freeze() if s.confidence >= min_confidence]
        used = {(s.evidence.start, s.evidence.end) for s in statements}
        sentences = [sentence_span(sent[0]) for sent in self.parsed.sentences()]
        touched = [s for s in sentences if any(s.start < end and start < s.end for start, end in used)]
        missed = [sentence_span(self.parsed.docs[order][i]) for order, i in sorted(self.anchored)]
        return Extraction(
            document=self.document, referents=self.coreference.register.freeze(self.document.id), statements=tuple(statements), sentences=len(sentences),
            sentences_used=len(touched), missed=tuple(s for s in missed if s not in set(touched)))

    # --- bylines and quotations ------------------------------------------------------------------------------------------------------------

    def _attribute(self, attribute: object) -> Local | None:
        """The referent that a document's author or publisher names: the one of that name in the text, else a new one."""
        from kg.model import Attribute

        if not isinstance(attribute, Attribute) or attribute.span is None:
            return None
        from kg.phrases import name_key

        key = name_key(attribute.value)
        for local in self.coreference.register.locals:
            if any(name_key(n) == key for n in local.names):
                return local
        cls = self._class_of_text(attribute.value)
        return self.coreference.register.new(cls, attribute.value, named=True) if attribute.value else None

    def _class_of_text(self, name: str) -> str:
        cues = self.ontology.cues
        words = name.lower().split()
        for size in (3, 2, 1):
            if " ".join(words[:size]) in cues.first_words and len(words) > size:
                return cues.first_words[" ".join(words[:size])]
        if words and words[-1] in cues.name_heads:
            return cues.name_heads[words[-1]]
        if name.isupper() or len(words) == 1 or any(w in ("the", "of", "for", "and") for w in words):
            return "Organization"
        return "Person"

    def _byline(self) -> None:
        relation = next((r for r in self.ontology.relations.values() if "byline" in r.constructions), None)
        if relation is None or self.author is None or self.document.author is None or self.document.author.span is None:
            return
        register = self.coreference.register
        title = self.document.title.value if self.document.title else self.document.path
        article = register.new("Article", title, named=True)
        article.self_document = True
        article.names, article.aliases = [title], [title]
        if self.author.name not in self.author.aliases:
            self.author.aliases.append(self.author.name)
            self.author.names.append(self.author.name)
        span = self.document.author.span
        line = self._line(span)
        qualifiers = {"date": self.document.date.value} if self.document.date else {}
        self._bylines = Statement(
            type=relation.name, subject=self._plain_mention(self.author, span, MentionKind.NAME), object=self._plain_mention(article, line, MentionKind.DOCUMENT),
            evidence=self._passage(line), trigger=span, modality=Modality.ASSERTED, attributed_to=None, qualifiers=tuple(sorted(qualifiers.items())),
            rule=f"{relation.name}: byline", confidence=0.95)

    def _line(self, span: Span) -> Span:
        text = self.document.text
        start = text.rfind("\n", 0, span.start) + 1
        end = text.find("\n", span.end)
        line = text[start:end if end >= 0 else len(text)]
        lead = len(line) - len(line.lstrip())
        return Span(start + lead, start + len(line.rstrip()))

    def _quotations(self) -> None:
        relation = next((r for r in self.ontology.relations.values() if "speech" in r.constructions), None)
        if relation is None:
            return
        for i, q in enumerate(self.attribution.quotations):
            speech = self.attribution.speakers.get(i)
            if speech is None or not self._class_fits(speech.local, relation.domain):
                continue
            span = Span(q.outer_start, q.outer_end)
            trigger = token_span(speech.verb) if speech.verb is not None else Span(q.start, q.end)
            qualifiers = {"quote": clean(self.document.text[q.start:q.end])}
            date = self.document.date.value if self.document.date else None
            if date:
                qualifiers["date"] = date
            rule = f"{relation.name}: " + (speech.verb.lemma_ if speech.verb is not None else "running quotation")
            self.drafts.append(Draft(relation, Filler(speech.local, speech.token), None, trigger, span, Modality.ASSERTED, None, qualifiers, rule,
                                     0.95 if speech.verb is not None else 0.8))

    # --- entries ---------------------------------------------------------------------------------------------------------------------------

    def _match(self, match: Match) -> None:
        relation = self.ontology.relations[match.frame.relation]
        if "speech" in relation.constructions:
            return
        if match.frame.spoken:
            self._spoken(relation, match)
            return
        modality = modality_of(match.anchor, self.ontology.modality, _asked(match.anchor))
        if modality is None:
            return
        subjects = self._fillers(match.slots.get("subject", ()), relation.domain, relation.subject_hint, lifts=False, acting=True)
        confidence = 0.9 - 0.07 * match.steps
        if not subjects and not match.slots.get("subject") and relation.implicit_subject:
            evident = self._evident(match.anchor, relation)
            subjects, confidence = ([evident] if evident else []), confidence - 0.2
        if not subjects:
            return
        objects: list[Filler | None] = list(self._fillers(match.slots.get("object", ()), relation.range, relation.object_hint, lifts=relation.lifts))
        if not objects and not match.slots.get("object") and relation.object_from_about:
            named = match.slots.get("about") or match.slots.get("role") or ()
            objects += [Filler(f.local, f.token) for f in self._fillers(named, relation.about_class or relation.range, None, lifts=True)]
        if not objects:
            if relation.object_required or (match.slots.get("object") and not match.slots.get("about") and any(
                    s.name == "object" and not s.optional for s in match.frame.slots)):
                return
            objects = [None]
        qualifiers = self.qualifiers.of(match)
        if qualifiers is None:
            return
        source = self.attribution.source_of(match.anchor)
        if objects == [None] and self._says_nothing(match):
            return
        for subject in subjects:
            for filler in objects:
                if filler is not None and filler.local is subject.local and not relation.self_allowed:
                    continue
                self._draft(relation, match, subject, filler, modality, source, qualifiers, confidence)

    def _spoken(self, relation: Relation, match: Match) -> None:
        """What someone's own words amount to: "it is unacceptable" criticises, "they must act" calls for, "we will act" pledges."""
        source = self.attribution.source_of(match.anchor)
        speaker = Filler(source.local, source.token) if source is not None else self._own_voice(match)
        if speaker is None or _asked(match.anchor) or not self._class_fits(speaker.local, relation.domain):
            return
        if match.frame.kind is not Kind.MODAL and not relation.object_from_about and modality_of(match.anchor, self.ontology.modality, False) is not Modality.ASSERTED:
            return
        qualifiers = self.qualifiers.of(match)
        if qualifiers is None:
            return
        if "subject" in match.slots:  # a promise of one's own
            own = self._fillers(match.slots["subject"], relation.domain, None, lifts=False)
            bodies = (speaker.local, speaker.local.employer)
            for filler in own:
                if filler.local in bodies:
                    self._spoken_draft(relation, match, filler, None, qualifiers, source if filler.local is not speaker.local else None)
            return
        about = match.slots.get("about", ()) if relation.object_from_about and "object" not in match.slots else ()
        cls = relation.about_class or relation.range
        objects = self._fillers(match.slots.get("object", about), cls, None, lifts=relation.lifts)
        for filler in objects or ([] if relation.object_required or "object" in match.slots else [None]):
            if filler is None or not {filler.local, filler.local.owner} & {speaker.local, speaker.local.employer}:
                self._spoken_draft(relation, match, speaker, filler, qualifiers, None)

    def _own_voice(self, match: Match) -> Filler | None:
        """Outside quotations a document by a body speaks for that body."""
        if self.voice is None or self.attribution.quotation_of(match.anchor) is not None:
            return None
        return Filler(self.voice, match.anchor)

    def _spoken_draft(self, relation: Relation, match: Match, subject: Filler, filler: Filler | None, qualifiers: dict[str, str], source: Speech | None) -> None:
        qualifiers = dict(qualifiers)
        if "about" not in qualifiers:
            first, last = grammar.subtree_span(match.anchor, ("punct", "parataxis"))
            qualifiers["about"] = words_of(match.anchor.doc, first, last)
        modality = Modality.PLANNED if source is not None else Modality.ASSERTED
        self.drafts.append(Draft(relation, subject, filler, self._trigger(match), sentence_span(match.anchor), modality, source, qualifiers,
                                 f"{relation.name}: {match.frame.entry}", 0.7, match.words))

    @staticmethod
    def _says_nothing(match: Match) -> bool:
        """"They recognised this": without an object and with a mere pronoun for what it is about, nothing is told."""
        about = match.slots.get("about", ())
        return bool(about) and all(t.pos_ in ("PRON", "DET") for t in about)

    def _draft(self, relation: Relation, match: Match, subject: Filler, filler: Filler | None, modality: Modality, source: Speech | None,
               qualifiers: dict[str, str], confidence: float) -> None:
        qualifiers = dict(qualifiers)
        if filler is not None and filler.about is not None and "about" not in qualifiers:
            first, last = grammar.subtree_span(filler.about, ("acl:relcl", "punct", "conj", "cc"))
            qualifiers["about"] = words_of(filler.about.doc, first, last)
        subject, source = self._company(relation, subject, source)
        if filler is not None and filler.local is subject.local:
            return
        pronouns = sum(1 for f in (subject, filler) if f and (p := self.coreference.at(f.token)) and p.kind is MentionKind.PRONOUN)
        trigger = self._trigger(match)
        self.drafts.append(Draft(relation, subject, filler, trigger, sentence_span(match.anchor), modality, source, qualifiers,
                                 f"{relation.name}: {match.frame.entry}", max(0.3, confidence - 0.1 * pronouns), match.words))

    def _company(self, relation: Relation, subject: Filler, source: Speech | None) -> tuple[Filler, Speech | None]:
        """"We are calling for a review", said by someone in office, is the organisation's call, on that person's word."""
        phrase = self.coreference.at(subject.token)
        if phrase is None or phrase.kind is not MentionKind.PRONOUN or phrase.noun != "we" or relation.own_words:
            return subject, source
        body = self.attribution.company(subject.local)
        return (Filler(body, subject.token), source) if body is not subject.local and self._class_fits(body, relation.domain) else (subject, source)

    def _trigger(self, match: Match) -> Span:
        doc = match.anchor.doc
        return span_of(doc, min(match.words), max(match.words))

    # --- filling slots ------------------------------------------------------------------------------------------------------------------------

    def _fillers(self, tokens: Iterable[Token], cls: str | None, hint: str | None, *, lifts: bool, acting: bool = False) -> list[Filler]:
        out: list[Filler] = []
        for token in tokens:
            filler = self._filler(token, cls, hint, 0 if lifts else 9, acting)
            if filler is not None and all(f.local is not filler.local for f in out):
                out.append(filler)
        return out

    def _class_fits(self, local: Local, cls: str | None) -> bool:
        return cls is None or local.cls is None or self.ontology.classes.is_a(local.cls, cls)

    def _filler(self, token: Token, cls: str | None, hint: str | None, depth: int, acting: bool) -> Filler | None:
        """The entity that a slot's token stands for, or that its phrase belongs to ("the council's approach", "the decline of its services")."""
        local = self.coreference.local_at(token)
        if local is not None and acting:
            local = self._issuer(local, cls) or local
        if local is not None:
            if local.cls is None and hint:
                local.cls, local.weak_class = hint, True
            if self._class_fits(local, cls):
                return Filler(local, token)
            body = self._metonym(local, cls) or self._issuer(local, cls)
            if body is not None:
                return Filler(body, token)
            if local.cls == "Place" or local.weak_class:
                return None
        if depth > 2 or token.pos_ == "PRON":
            return None
        for inner in self._lifts(token):
            found = self._filler(inner, cls, hint, depth + 1, acting)
            if found is not None:
                return Filler(found.local, found.token, token)
        return None

    def _lifts(self, token: Token) -> Iterator[Token]:
        """Tokens whose entity a phrase without one of its own may be about, the likeliest first."""
        if token.pos_ in ("VERB", "AUX", "ADJ"):
            yield from grammar.surface_subjects(token)[0]
            return
        yield from (c for c in token.children if c.dep_ in ("acl:relcl", "advcl:relcl") and token.pos_ in ("ADV", "SCONJ", "PRON"))  # "how it runs"
        yield from (c for c in token.children if c.dep_ == "nmod:poss")
        yield from (c for c in token.children if c.dep_ == "nmod" and c.i > token.i and grammar.marker_of(c) in _LIFTS)
        yield from (c for c in token.children if c.dep_ in ("acl", "advcl") and grammar.marker_of(c) in _LIFTS)
        yield from (c for c in token.children if c.dep_ in ("compound", "nmod:desc", "nmod:unmarked") and c.i < token.i)

    def _metonym(self, local: Local, cls: str | None) -> Local | None:
        """A place that acts is its authority, where the document names one with the place's name."""
        if local.cls != "Place" or cls is None:
            return None
        classes = self.ontology.classes
        words = set(local.name.lower().split())
        for other in self.coreference.register.locals:
            if other is not local and other.phrases and other.named and other.cls and classes.is_a(other.cls, "PublicBody") and classes.is_a(other.cls, cls) and any(
                    words <= set(n.lower().split()) for n in other.names):
                other.alias(local.name)
                return other
        return None

    def _issuer(self, local: Local, cls: str | None) -> Local | None:
        """What a report does is done by the body whose report it is."""
        owner = local.owner
        if not any(self.ontology.classes.is_a(local.cls or "", c) for c in ("Document", "Event")):
            return None
        return owner if owner is not None and owner.phrases and self._class_fits(owner, cls) else None

    def _evident(self, anchor: Token, relation: Relation) -> Filler | None:
        """The agent of a passive without one: the only referent of the typical class that a sentence near by names."""
        if relation.subject_hint is None:
            return None
        near: dict[Local, Phrase] = {}
        here = position(anchor)
        for phrase, local in self.coreference.register.of.items():
            at = position(phrase.head)
            if local.named and local.cls and self.ontology.classes.is_a(local.cls, relation.subject_hint) and abs(at[0] - here[0]) <= 2 and at <= (here[0] + 1, 10**6):
                if local not in near or abs(at[1] - here[1]) < abs(position(near[local].head)[1] - here[1]):
                    near[local] = phrase
        if len(near) != 1:
            return None
        local, phrase = next(iter(near.items()))
        return Filler(local, phrase.head)

    # --- constructions --------------------------------------------------------------------------------------------------------------------------

    def _built(self, built: Built) -> None:
        classes = self.ontology.classes
        for relation in self.ontology.relations.values():
            if built.construction not in relation.constructions:
                continue
            a, b = built.subject, built.object
            if not (self._class_fits(a, relation.domain) and self._class_fits(b, relation.range)) or a.cls is None or b.cls is None:
                continue
            if relation.construction_subjects and not any(classes.is_a(a.cls, c) for c in relation.construction_subjects):
                continue
            if relation.construction_objects and not any(classes.is_a(b.cls, c) for c in relation.construction_objects):
                continue
            qualifiers = {"role": built.role} if built.role else {}
            self.drafts.append(Draft(
                relation, Filler(a, built.subject_token), Filler(b, built.object_token), token_span(built.trigger), sentence_span(built.trigger), Modality.ASSERTED,
                self.attribution.source_of(built.trigger) if built.trigger.i in built.trigger.doc.user_data["quoted"] else None, qualifiers,
                f"{relation.name}: {built.construction}", 0.85))

    # --- freezing -------------------------------------------------------------------------------------------------------------------------------

    def _freeze(self) -> list[Statement]:
        best: dict[tuple[object, ...], Statement] = {}
        seen_pairs: dict[tuple[object, ...], int] = {}
        for draft in self.drafts:
            statement = self._statement(draft)
            pair = (draft.relation.name, draft.subject.local.order, draft.object.local.order if draft.object else None)
            key = (*pair, statement.evidence.start, statement.evidence.end if draft.object is None else 0)
            if key in best and best[key].confidence >= statement.confidence:
                continue
            best[key] = statement
            seen_pairs[pair] = seen_pairs.get(pair, 0) + 1
        out = list(best.values())
        byline = getattr(self, "_bylines", None)
        if byline is not None:
            out.append(byline)
        return sorted(out, key=lambda s: (s.evidence.start, s.evidence.end, s.trigger.start, s.type, s.subject.start, s.object.start if s.object else -1))

    def _statement(self, draft: Draft) -> Statement:
        source = None
        if draft.source is not None:
            source = self._mention(draft.source.local, draft.source.token)
        return Statement(
            type=draft.relation.name, subject=self._mention(draft.subject.local, draft.subject.token),
            object=self._mention(draft.object.local, draft.object.token) if draft.object else None, evidence=self._passage(draft.evidence), trigger=draft.trigger,
            modality=draft.modality, attributed_to=source, qualifiers=tuple(sorted(draft.qualifiers.items())), rule=draft.rule,
            confidence=round(draft.confidence, 2))

    def _mention(self, local: Local, token: Token) -> Mention:
        phrase = self.coreference.at(token)
        span, kind = token_span(token), MentionKind.DESCRIPTION
        if phrase is not None:
            span, kind = phrase.span, phrase.kind
        return self._plain_mention(local, span, kind)

    def _plain_mention(self, local: Local, span: Span, kind: MentionKind) -> Mention:
        return Mention(start=span.start, end=span.end, text=self.document.text[span.start:span.end], kind=kind, referent=f"{self.document.id}:{local.order}",
                       trail=tuple(local.trail[:12]))

    def _passage(self, span: Span) -> Passage:
        return Passage(document=self.document.id, start=span.start, end=span.end, text=self.document.text[span.start:span.end])
