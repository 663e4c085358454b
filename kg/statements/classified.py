"""Relations that no entry of the lexicon tells: the classifier looks at pairs of entities that a sentence mentions, and says which relations hold.

It adds to what the rules say and changes nothing of it: of a pair of which they tell a relation of the same family in the document it says nothing,
and where an entry for the relation stands in the sentence and was found not to be put forward, it is not asked. How and when what it tells is so,
and whose claim it is, are read as of everything else, from the clause of the words that join the two.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Words

from kg.classifying.network import Classifier
from kg.classifying.sentence import FORMS, LABELS, MOST, NOTHING, WIDEST, Mention, Pair, Party, Sentence
from kg.judging.scene import JUDGES
from kg.knowledge.domain import Relation
from kg.model import MentionKind, Modality
from kg.reference.coreference import Coreference
from kg.reference.referents import Local
from kg.speech.attribution import Attribution
from kg.speech.voices import Speech
from kg.statements.amounts import find_amounts
from kg.statements.circumstances import asked
from kg.statements.drafts import Draft
from kg.statements.fillers import Filler, Fillers
from kg.statements.judged import kind_of
from kg.statements.modality import modality_of
from kg.statements.offices import office_of
from kg.statements.qualifiers import Qualifiers
from kg.statements.spoken import is_supposed
from kg.syntax import grammar
from kg.syntax.parsed import sentence_span, span_of
from kg.syntax.phrases import Phrase

SURE: dict[str, float] = {}
_FORM = {MentionKind.NAME: FORMS.index("name"), MentionKind.DESCRIPTION: FORMS.index("description"), MentionKind.PRONOUN: FORMS.index("pronoun")}
_AS_BUILT = "structure"  # the family of relations that hold whatever the clause says of its parts


class View:
    """A sentence with those whom it mentions, as the classifier sees it."""

    def __init__(self, words: Words, phrases: Sequence[Phrase], coreference: Coreference) -> None:
        self.words, self.first = words, words.start
        self.phrases: dict[Local, list[Phrase]] = {}
        for phrase in sorted(phrases, key=lambda p: (p.first, -p.last)):
            local = coreference.register.of.get(phrase)
            if local is not None and (local in self.phrases or len(self.phrases) < MOST):
                self.phrases.setdefault(local, []).append(phrase)
        self.locals = [*self.phrases]
        self.kinds = [kind_of(x, coreference.ontology) for x in self.locals]

    @property
    def is_readable(self) -> bool:
        """Whether it mentions anybody and is not too long."""
        return bool(self.locals) and len(self.words) <= WIDEST

    def sentence(self) -> Sentence:
        """What the classifier reads."""
        doc, first, end = self.words.doc, self.first, self.words.end
        of = lambda phrases: tuple(Mention(p.first - first, p.last - first, p.head.i - first, _FORM[p.kind]) for p in phrases)
        quoted = doc.user_data["quoted"]
        return Sentence(
            states=np.asarray(doc.tensor[first:end], dtype=np.float32),
            upos=[t.pos_ for t in self.words],
            labels=[t.dep_ for t in self.words],
            heads=[t.head.i - first for t in self.words],
            quoted=[i in quoted for i in range(first, end)],
            parties=tuple(Party(kind, of(self.phrases[x])) for x, kind in zip(self.locals, self.kinds, strict=True)),
        )

    def pairs(self) -> Iterator[Pair]:
        """Whoever may act, alone, and all pairs."""
        for a in range(len(self.locals)):
            if self.kinds[a] in JUDGES:
                yield a, NOTHING
            yield from ((a, b) for b in range(len(self.locals)) if a != b)


def views(doc: Doc, phrases: Sequence[Phrase], coreference: Coreference) -> Iterator[View]:
    """The sentences of a paragraph that can be read; `phrases` are those of the paragraph."""
    number = doc.user_data["sentence"]
    here: dict[int, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        if number[phrase.first] == number[phrase.last]:
            here[number[phrase.first]].append(phrase)
    for n, words in enumerate(doc.sents):
        view = View(words, here.get(n, []), coreference)
        if view.is_readable:
            yield view


class Classifications:
    """Asks the classifier about one document."""

    def __init__(self, coreference: Coreference, attribution: Attribution, fillers: Fillers, qualifiers: Qualifiers, classifier: Classifier) -> None:
        self.ontology = coreference.ontology
        self.coreference, self.attribution, self.fillers, self.qualifiers, self.classifier = coreference, attribution, fillers, qualifiers, classifier
        told = self.ontology.relations.values() if classifier.is_there else ()
        self.relations = [(LABELS.index(r.name), r) for r in told if r.name in SURE]
        self._untold: set[tuple[str, int]] = set()

    def untold(self, relation: Relation, anchor: Token) -> None:
        """Take note of a sentence in which an entry stands that tells nothing: asked, supposed, wished."""
        self._untold.add((relation.name, sentence_span(anchor).start))

    def drafts(self, docs: Sequence[Doc], phrases: Mapping[int, list[Phrase]], told: Sequence[Draft]) -> Iterator[Draft]:
        """The relations that the sentences tell beyond those told; `phrases` are those of each paragraph."""
        have = {(d.relation.family, d.subject.local, d.object.local if d.object else None) for d in told}
        alone = {(d.relation.name, d.subject.local) for d in told}
        for doc in docs if self.relations else ():
            if not doc.tensor.size:
                return  # another pipeline's parse
            for view in views(doc, phrases.get(doc.user_data["order"], []), self.coreference):
                yield from self._of(view, have, alone)

    def _of(self, view: View, have: set[tuple[str, Local, Local | None]], alone: set[tuple[str, Local]]) -> Iterator[Draft]:
        """The relations of a sentence."""
        pairs = [p for p in view.pairs() if any(self._fits(view, p, r) for _, r in self.relations)]
        if not pairs:
            return
        for pair, scores in zip(pairs, self.classifier.scores(view.sentence(), pairs), strict=True):
            subject, object_ = view.locals[pair[0]], None if pair[1] == NOTHING else view.locals[pair[1]]
            for label, relation in self.relations:
                if scores[label] < SURE[relation.name] or not self._fits(view, pair, relation):
                    continue
                if (relation.family, subject, object_) in have or (object_ is None and (relation.name, subject) in alone):
                    continue
                draft = self._draft(view, relation, subject, object_)
                if draft is not None:
                    have.add((relation.family, subject, object_))
                    alone.add((relation.name, subject))
                    yield draft

    def _fits(self, view: View, pair: Pair, relation: Relation) -> bool:
        """Whether a relation may hold of two of their classes."""
        subject = view.locals[pair[0]]
        if not self.fillers.fits(subject, relation.domain):
            return False
        if pair[1] == NOTHING:
            return not relation.object_required
        return self.fillers.fits(view.locals[pair[1]], relation.range)

    def _draft(self, view: View, relation: Relation, subject: Local, object_: Local | None) -> Draft | None:
        """The statement, None where its clause does not put it forward."""
        a, b = self._nearest(view.phrases[subject], view.phrases[object_] if object_ is not None else None)
        joint = _joint(a.head, b.head) if b is not None else a.head.head
        if (relation.name, sentence_span(joint).start) in self._untold:
            return None
        clause = next((t for t in (joint, *grammar.governors(joint)) if t.pos_ in ("VERB", "AUX")), joint)
        modality: Modality | None = Modality.ASSERTED
        if relation.family != _AS_BUILT or joint.pos_ == "VERB":
            modality = None if is_supposed(clause) else modality_of(clause, self.ontology.modality, asked(clause), relation.speech_act)
        if modality in (None, Modality.NEGATED):
            return None
        carried = [p.head for p in (a, b) if p is not None] + [joint]
        person = Filler(subject, a.head)
        body = None if object_ is None or b is None else Filler(object_, b.head)
        return Draft(
            relation=relation,
            subject=person,
            object=body,
            trigger=span_of(joint.doc, min(t.i for t in carried), max(t.i for t in carried)),
            evidence=sentence_span(joint),
            modality=modality or Modality.ASSERTED,
            source=self._source(relation, subject, joint),
            qualifiers=self._said(relation, person, body, joint, clause, planned=modality is Modality.PLANNED),
            rule=f"{relation.name}: classified",
            kind="classifier",
        )

    def _nearest(self, subjects: Sequence[Phrase], objects: Sequence[Phrase] | None) -> tuple[Phrase, Phrase | None]:
        """The two mentions that stand nearest each other."""
        if objects is None:
            return subjects[0], None
        return min(((a, b) for a in subjects for b in objects), key=lambda p: (abs(p[0].head.i - p[1].head.i), p[0].head.i))

    def _source(self, relation: Relation, subject: Local, joint: Token) -> Speech | None:
        """Whose claim it is: of what somebody is and belongs to, only words that are quoted are a claim."""
        if relation.family == _AS_BUILT:
            return self.attribution.source_of(joint) if joint.i in joint.doc.user_data["quoted"] else None
        return self.attribution.source_of(joint, subject if relation.speech_act else None)

    def _said(self, relation: Relation, subject: Filler, object_: Filler | None, joint: Token, clause: Token, *, planned: bool) -> dict[str, str]:
        """The qualifiers: the office, the sum and the date."""
        out: dict[str, str | None] = {}
        if "role" in relation.qualifiers and object_ is not None:
            person, other = (object_, subject) if object_.local.cls == "Person" else (subject, object_)
            out["role"] = office_of(None, person, other.local, self.coreference, self.ontology.cues)
        if "amount" in relation.qualifiers:
            amounts = find_amounts(joint.sent.text)
            behind = [a.text for a in amounts if a.end > joint.idx - joint.sent.start_char]
            out["amount"] = next(iter([*behind, *(a.text for a in amounts)]), None)
        if relation.family != _AS_BUILT:
            date = self.qualifiers.times.date_of(clause, planned=planned)
            out["date"] = date or (self.qualifiers.times.of_scene(clause) if relation.speech_act else None)
        return {name: value for name, value in out.items() if value}


def _joint(a: Token, b: Token) -> Token:
    """The lowest token over both."""
    over = {t.i for t in (a, *a.ancestors)}
    return next((t for t in (b, *b.ancestors) if t.i in over), a)
