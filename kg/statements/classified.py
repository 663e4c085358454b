"""Relations that no entry of the lexicon tells: the classifier looks at pairs of entities that a sentence mentions, and says which relations hold.

It adds to what the rules say and changes nothing of it: of a pair of which they tell a relation of the same family in the document it says nothing,
and where an entry for the family stands in the sentence it has to be very sure. How and when what it tells is so, and whose claim it is, are read as
of everything else, from the clause of the words that join the two.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from kg.classifying.network import Classifier
from kg.classifying.sentence import FORMS, MOST, NOTHING, WIDEST, Mention, Pair, Party, Sentence
from kg.knowledge.domain import Relation
from kg.model import MentionKind, Modality
from kg.reference.coreference import Coreference
from kg.reference.referents import Local
from kg.speech.attribution import Attribution
from kg.speech.voices import Speech
from kg.statements.circumstances import Circumstances
from kg.statements.drafts import Draft
from kg.statements.fillers import Filler, Fillers
from kg.statements.judged import STRUCTURE, kind_of
from kg.statements.offices import office_of
from kg.statements.qualifiers import Qualifiers, sum_told
from kg.structure.constructions import POSSESSION
from kg.structure.role_words import RoleWords
from kg.syntax import grammar
from kg.syntax.parsed import sentence_span, span_of
from kg.syntax.phrases import Phrase, left_edge
from kg.syntax.tree import Doc, Token
from kg.syntax.tree import Sentence as Words

_FORM = {MentionKind.NAME: FORMS.index("name"), MentionKind.DESCRIPTION: FORMS.index("description"), MentionKind.PRONOUN: FORMS.index("pronoun")}
_OF_NAMED = frozenset({"judgement", "response"})  # families of which people without a name are no object
_SURER = 0.85  # from which score on it is told where an entry for the family stands in the sentence, and so rules have weighed it
_PARTS = frozenset({"obj", "iobj", "obl", "nsubj"})  # of a clause: "graded [papers] at the school" names no office
_NEAR = 6  # tokens between two within which an office may be one of theirs
Learnt = tuple[int, Relation, float]  # the number of a relation among the scores, and from which score on it is told


class View:
    """A sentence with those whom it mentions, as the classifier sees it; `start` is where it begins in the document."""

    def __init__(self, words: Words, phrases: Sequence[Phrase], coreference: Coreference) -> None:
        self.words, self.first, self.start = words, words.start, sentence_span(words[0]).start
        self.phrases: dict[Local, list[Phrase]] = {}
        for phrase in sorted(phrases, key=lambda p: (p.first, -p.last)):
            local = coreference.register.of.get(phrase)
            if local is not None and (local in self.phrases or len(self.phrases) < MOST):
                self.phrases.setdefault(local, []).append(phrase)
        self.locals = [*self.phrases]
        self.kinds = [kind_of(x, coreference.ontology) for x in self.locals]

    def ends(self, pair: Pair) -> tuple[Local, Local | None]:
        """Who the two of a pair are."""
        return self.locals[pair[0]], None if pair[1] == NOTHING else self.locals[pair[1]]

    @property
    def is_readable(self) -> bool:
        """Whether it mentions anybody and is not too long."""
        return bool(self.locals) and len(self.words) <= WIDEST

    def sentence(self) -> Sentence:
        """What the classifier reads."""
        doc, first, end = self.words.doc, self.first, self.words.end
        quoted = doc.quoted
        return Sentence(
            states=np.asarray(doc.tensor[first:end], dtype=np.float32),
            upos=[t.pos_ for t in self.words],
            labels=[t.dep_ for t in self.words],
            heads=[t.head.i - first for t in self.words],
            quoted=[i in quoted for i in range(first, end)],
            parties=tuple(Party(kind, self._mentions(x)) for x, kind in zip(self.locals, self.kinds, strict=True)),
        )

    def _mentions(self, local: Local) -> tuple[Mention, ...]:
        return tuple(Mention(p.first - self.first, p.last - self.first, p.head.i - self.first, _FORM[p.kind]) for p in self.phrases[local])


def views(doc: Doc, phrases: Sequence[Phrase], coreference: Coreference) -> Iterator[View]:
    """The sentences of a paragraph that can be read; `phrases` are those of the paragraph."""
    here: dict[Words, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        sentence = doc[phrase.first].sent
        if sentence is doc[phrase.last].sent:
            here[sentence].append(phrase)
    for words in doc.sents:
        view = View(words, here.get(words, []), coreference)
        if view.is_readable:
            yield view


class Classifications:
    """Asks the classifier about one document."""

    def __init__(self, coreference: Coreference, attribution: Attribution, fillers: Fillers, qualifiers: Qualifiers, circumstances: Circumstances,
                 classifier: Classifier) -> None:
        self.ontology = coreference.ontology
        self.coreference, self.attribution, self.fillers, self.classifier = coreference, attribution, fillers, classifier
        self.qualifiers, self.circumstances = qualifiers, circumstances
        self.role_words = RoleWords(coreference, self.ontology.cues)
        known = classifier.relations if classifier.is_there else ()
        told = (self.ontology.relations.get(name) for name in known)
        self.relations = [(n, r, r.classified_from) for n, r in enumerate(told) if r is not None and r.classified_from is not None]
        self._settled: set[tuple[str, int]] = set()
        self._of_subject: dict[str | None, frozenset[int]] = {}
        self._of_object: dict[tuple[str | None, bool], frozenset[int]] = {}

    def weighed(self, relation: Relation, anchor: Token) -> None:
        """Take note of a sentence in which an entry tells a relation of a family, or was found to tell none: rules mostly know better there."""
        self._settled.add((relation.family, sentence_span(anchor).start))

    def drafts(self, docs: Sequence[Doc], phrases: Mapping[int, list[Phrase]], told: Sequence[Draft]) -> Iterator[Draft]:
        """The relations that the sentences tell beyond those told; `phrases` are those of each paragraph."""
        known = _Known(told)
        for doc in docs if self.relations else ():
            if not doc.tensor.size:
                return  # another pipeline's parse
            for view in views(doc, phrases.get(doc.order, []), self.coreference):
                yield from self._of(view, known)

    def _of(self, view: View, known: _Known) -> Iterator[Draft]:
        """The relations of a sentence, the surest first."""
        asked = dict(self._asked(view))
        if not asked:
            return
        rows = zip(asked.items(), self.classifier.scores(view.sentence(), [*asked]), strict=True)
        found = [(row[n], relation, view.ends(pair)) for (pair, relations), row in rows for n, relation, sure in relations if row[n] >= sure]
        for _, relation, (subject, object_) in sorted(found, key=lambda f: -f[0]):
            draft = None if known.has(relation, subject, object_, view) else self._draft(view, relation, subject, object_)
            if draft is not None:
                known.add(draft)
                yield draft

    def _asked(self, view: View) -> Iterator[tuple[Pair, list[Learnt]]]:
        """The pairs that the classifier is asked about, with the relations: of subjects that have a name and are known for what they are."""
        left = [(n, r, max(sure, _SURER) if (r.family, view.start) in self._settled else sure) for n, r, sure in self.relations]
        taken = [self._objects(x) for x in view.locals]
        for a, subject in enumerate(view.locals if left else ()):
            suited = self._subjects(subject.cls) if subject.named and not subject.weak_class else frozenset()
            for b in (NOTHING, *range(len(view.locals))) if suited else ():
                may = suited & (self._alone if b == NOTHING else taken[b])
                if may & self._structure and not self._apart(*view.ends((a, b))):
                    may -= self._structure
                if b != a and may:
                    yield (a, b), [r for r in left if r[0] in may]

    @cached_property
    def _alone(self) -> frozenset[int]:
        """The relations that need no object; but no demand of nobody."""
        return frozenset(n for n, r, _ in self.relations if not r.object_required and not r.object_from_about)

    @cached_property
    def _structure(self) -> frozenset[int]:
        return frozenset(n for n, r, _ in self.relations if r.family == STRUCTURE)

    def _subjects(self, cls: str | None) -> frozenset[int]:
        """The relations whose subject one of a class may be."""
        if cls not in self._of_subject:
            self._of_subject[cls] = frozenset(n for n, r, _ in self.relations if self.ontology.classes.may_be(cls, r.domain))
        return self._of_subject[cls]

    def _objects(self, local: Local) -> frozenset[int]:
        """The relations whose object one may be: no judgement of people without a name, nor answer to them, and nothing bad of people, since the
        classifier is not sure enough for what would be the worst mistake; and of who belongs to what, bodies that have a name."""
        key = local.cls, local.named
        if key not in self._of_object:
            self._of_object[key] = frozenset(n for n, r, _ in self.relations if self._takes(r, *key))
        return self._of_object[key]

    def _takes(self, relation: Relation, cls: str | None, named: bool) -> bool:
        if not self.ontology.classes.may_be(cls, relation.range) or (cls == "Group" and not named and relation.family in _OF_NAMED):
            return False
        if relation.family == STRUCTURE:
            return named and cls is not None and (cls != "Place" or relation.range == "Place")
        return cls != "Person" or not (relation.faulting or self.ontology.public_roles.accusing.get(relation.name) == "object")

    @staticmethod
    def _apart(subject: Local, object_: Local | None) -> bool:
        """Whether two share no word of their names."""
        return object_ is None or _words(object_).isdisjoint(_words(subject))

    def _draft(self, view: View, relation: Relation, subject: Local, object_: Local | None) -> Draft | None:
        """The statement, None where its clause does not put it forward."""
        a, b = self._nearest(view.phrases[subject], view.phrases[object_] if object_ is not None else None)
        joint = _joint(a.head, b.head) if b is not None else a.head.head
        if b is not None and self._is_grammar(relation, a, b, joint):
            return None
        ends = [p.head for p in (a, b) if p is not None]
        over = [[t for t in _up(end, joint) if t not in ends] for end in ends]
        modality = self._put(relation, joint, *over)
        if modality in (None, Modality.NEGATED) or (relation.family == STRUCTURE and modality is not Modality.ASSERTED):
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
            qualifiers=self._said(relation, person, body, joint, planned=modality is Modality.PLANNED),
            rule=f"{relation.name}: classified",
            kind="classifier",
        )

    def _put(self, relation: Relation, joint: Token, over_subject: Sequence[Token], over_object: Sequence[Token] = ()) -> Modality | None:
        """How the words that join two put it: as the noun that stands for it does ("an offer of £4m from the fund"), or as their clause, which is
        that of an infinitive where one has the object ("asked the Office to examine the mill")."""
        nouns = self.ontology.modality.nouns
        coloured = next((t.lemma_.lower() for t in (*over_subject, *over_object) if t.pos_ == "NOUN" and t.lemma_.lower() in nouns), None)
        if coloured is not None and relation.family != STRUCTURE and not relation.speech_act:
            return nouns[coloured]
        built = relation.family == STRUCTURE and joint.pos_ != "VERB"
        clause = next((t for t in over_object if t.dep_ == "xcomp" and t.pos_ == "VERB"), joint)
        return Modality.ASSERTED if built else self.circumstances.of_clause(relation, clause)

    def _nearest(self, subjects: Sequence[Phrase], objects: Sequence[Phrase] | None) -> tuple[Phrase, Phrase | None]:
        """The two mentions that stand nearest each other."""
        if objects is None:
            return subjects[0], None
        return min(((a, b) for a in subjects for b in objects), key=lambda p: (abs(p[0].head.i - p[1].head.i), p[0].head.i))

    def _source(self, relation: Relation, subject: Local, joint: Token) -> Speech | None:
        """Whose claim it is: of what somebody is and belongs to, only words that are quoted are a claim."""
        if relation.family == STRUCTURE:
            return self.attribution.source_of(joint) if joint.i in joint.doc.quoted else None
        return self.attribution.source_of(joint, subject if relation.speech_act else None)

    def _said(self, relation: Relation, subject: Filler, object_: Filler | None, joint: Token, *, planned: bool) -> dict[str, str]:
        """The qualifiers: the office, the grade, the sum and the date."""
        out: dict[str, str | None] = {}
        if "role" in relation.qualifiers and object_ is not None:
            person, other = (object_, subject) if object_.local.cls == "Person" else (subject, object_)
            out["role"] = self._office(person.token, other.token, joint) or office_of(None, person, other.local, self.coreference, self.ontology.cues)
        if "rating" in relation.qualifiers:
            out["rating"] = self.qualifiers.grade_in(joint.sent.text)
        if "amount" in relation.qualifiers:
            out["amount"] = sum_told(joint)
        if relation.family != STRUCTURE:
            happens = object_ is not None and self.ontology.classes.is_a(object_.local.cls or "", "Event")
            told = [object_.token, *(t for t in object_.token.subtree if t.pos_ == "VERB")] if happens and object_ is not None else []
            dates = (self.qualifiers.times.date_of(t, planned=planned) for t in (*told, joint))
            date = next((d for d in dates if d), None)
            out["date"] = date or (self.qualifiers.times.of_scene(joint) if relation.speech_act else None)
        return {name: value for name, value in out.items() if value}

    def _office(self, person: Token, body: Token, joint: Token) -> str | None:
        """The noun between a person and a body, which is no office that is known: "Ann Reed, a hydrologist at Denby University"."""
        path = (t for t in (*_up(body, joint), *reversed(_up(person, joint))) if t != body and t.pos_ == "NOUN")
        between = (t for t in path if grammar.marker_of(t) == "as" or (grammar.marker_of(t) is None and grammar.base(t) not in _PARTS))
        whole = self.coreference.at(body)
        for noun in between:
            first = left_edge(noun)
            if whole is not None and first <= whole.first and whole.last < noun.i:
                first = whole.last + 1  # "the council's site engineer"
            while first < noun.i and noun.doc[first].pos_ == "PRON":
                first += 1
            return self.role_words.text(noun, first, body) or None
        return None

    def _is_grammar(self, relation: Relation, a: Phrase, b: Phrase, joint: Token) -> bool:
        """Whether rules know better what the build of a phrase says: "her report"; of who belongs to what, where the two are but listed, one is told
        as one of others, or a word for an office, a member or an outsider stands by them or in the clause of the verb that joins them."""
        if "rating" in relation.qualifiers and b.head.dep_ == "nmod:poss":
            return True  # "its ward was rated poor" is of the ward
        if POSSESSION in relation.constructions and a.head.dep_ == "nmod:poss" and a.head.head == b.head:
            return True
        if relation.family != STRUCTURE:
            return False
        if any(c.lower_ == "whose" and c.head.dep_ in ("nsubj", "nsubj:pass") for t in _up(b.head, joint) for d in t.children for c in d.children):
            return True  # "Jane Doe, whose brother works for the council"
        cues = self.ontology.cues
        words = cues.roles | cues.members | cues.founders
        beside = [c for c in joint.children if c.dep_ in ("xcomp", "obl", "obj")] if joint.pos_ == "VERB" else []
        first, last = min(a.first, b.first), max(a.last, b.last)
        between = a.doc[first : last + 1] if abs(a.head.i - b.head.i) <= _NEAR else ()
        path = [*_up(a.head, joint), *_up(b.head, joint)]
        row = all(t.dep_ in ("conj", "appos", "list") for t in path if t != joint) and any(c.dep_ == "conj" for t in path for c in t.children)
        if row or grammar.marker_of(a.head) == "including":
            return True
        offices = any(not {t.lower_, t.lemma_.lower(), _with_before(t)}.isdisjoint(words) for t in (*path, *beside, *between))
        return offices or any(t.dep_ != "compound" and t.lower_ in cues.outsiders for t in (*path, *beside, *between))  # "customer service manager"


class _Known:
    """What is told of a document already."""

    def __init__(self, told: Iterable[Draft]) -> None:
        self._pairs: set[tuple[str, Local, Local | None]] = set()
        self._alone: set[tuple[str, Local]] = set()
        self._alone_there: set[tuple[str, int, Local]] = set()
        self._placed: set[tuple[str, int, Local]] = set()
        self._met: set[tuple[str, int, Local | None]] = set()
        for draft in told:
            self.add(draft)

    def add(self, draft: Draft) -> None:
        """Take note of what is told."""
        relation, subject, object_ = draft.relation, draft.subject.local, draft.object.local if draft.object else None
        self._pairs.add((relation.family, subject, object_))
        self._alone.add((relation.name, subject))
        if object_ is None:
            self._alone_there.add((relation.name, draft.evidence.start, subject))
        self._met.add((relation.family, draft.evidence.start, object_))
        if relation.family == STRUCTURE:
            self._placed |= {(relation.name, draft.evidence.start, end) for end in (subject, object_) if end is not None}

    def has(self, relation: Relation, subject: Local, object_: Local | None, view: View) -> bool:
        """Whether a relation of the family is told of the two, or of the subject alone; or the sentence tells one of others and that object, or where
        one of the two belongs: "Labour's Jane Doe and Tom Roe of the Harbour Party"."""
        if object_ is None:
            return (relation.name, subject) in self._alone
        if (relation.name, view.start, subject) in self._alone_there:
            return True  # rules found that it has no object
        pairs = {(relation.family, subject, object_), (relation.family, object_, subject)}
        if pairs & self._pairs or (relation.family, view.start, object_) in self._met:
            return True
        placed = any((relation.name, view.start, end) in self._placed for end in (subject, object_))
        return relation.family == STRUCTURE and placed


def _with_before(token: Token) -> str:
    """A word with the one before it, as an office of two words has them: "chief executive"; nothing of one whose holder the clause tells, as in
    "whose chief executive is Jane Doe"."""
    told = token.dep_ == "nsubj" and any(c.dep_ == "cop" for c in token.head.children)
    return f"{token.nbor(-1).lower_} {token.lower_}" if token.i and not told else ""


def _words(local: Local) -> set[str]:
    """The words of a name, without possessives."""
    return {w.removesuffix("'s").removesuffix("’s") for w in local.name.split()}


def _up(token: Token, over: Token) -> list[Token]:
    """A token, those over it, and at last `over`."""
    out = [token]
    while out[-1] != over and out[-1].head != out[-1]:
        out.append(out[-1].head)
    return out


def _joint(a: Token, b: Token) -> Token:
    """The lowest token over both."""
    over = {t.i for t in (a, *a.ancestors)}
    return next((t for t in (b, *b.ancestors) if t.i in over), a)
