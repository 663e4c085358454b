"""Judgements that no entry of the lexicon tells: the judge reads a paragraph in which somebody speaks of a body, and says who finds fault.

It adds to what the rules say and changes nothing of it. It is only asked where a speaker's words and the body meet in a sentence of which no rule has
told a judgement, and where the two are not of one house.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from kg.judging.network import Judge
from kg.judging.scene import KINDS, LABELS, Party, Scene
from kg.knowledge.domain import Ontology, Relation
from kg.reference.coreference import Coreference
from kg.reference.referents import Local
from kg.speech.attribution import Attribution
from kg.speech.voices import Speech
from kg.statements.chronology import Chronology
from kg.statements.drafts import Draft
from kg.statements.fillers import Filler, Fillers
from kg.syntax.parsed import position, sentence_span, sentence_start, span_of
from kg.syntax.phrases import Phrase

SURE = {"blame": 0.8, "praise": 0.8}  # scores from which on a judgement is told
_CLASSES = dict(zip(("Person", "Group", "Organization", "Place"), ("person", "people", "body", "place"), strict=True))
_BODY = KINDS.index("body")
_TIES = "structure"  # the family of relations between those of one house


class Telling:
    """A paragraph, who and what it mentions, and who says which of its words, found sentence by sentence as it is asked."""

    def __init__(self, doc: Doc, phrases: Sequence[Phrase], coreference: Coreference, attribution: Attribution) -> None:
        self.doc, self._attribution, self._ontology = doc, attribution, coreference.ontology
        of = coreference.register.of
        self.phrases: dict[Local, list[Phrase]] = {}
        for phrase in phrases:
            if phrase in of:
                self.phrases.setdefault(of[phrase], []).append(phrase)
        self._said: dict[int, dict[Local, dict[int, Speech]]] = {}

    def said_in(self, sentence: int) -> dict[Local, dict[int, Speech]]:
        """Who says which words of the sentence that begins with a word."""
        if sentence not in self._said:
            out = self._said[sentence] = {}
            for token in self.doc[sentence].sent:
                speech = None if token.is_space else self._attribution.source_of(token)
                if speech is not None:
                    out.setdefault(speech.local, {})[token.i] = speech
        return self._said[sentence]

    def scene(self) -> tuple[Scene, list[Local]]:
        """The paragraph as the judge sees it, with who and what its parties are."""
        said: dict[Local, list[int]] = {}
        for sentence in self.doc.sents:
            for local, words in self.said_in(sentence.start).items():
                said.setdefault(local, []).extend(words)
        locals_ = [*self.phrases, *(x for x in said if x not in self.phrases)]
        parties = tuple(
            Party(kind_of(x, self._ontology), tuple((p.first, p.last) for p in self.phrases.get(x, ())), tuple(said.get(x, ()))) for x in locals_)
        spaced = [True, *(bool(t.whitespace_) for t in self.doc)][:-1]
        return Scene(tuple(t.text for t in self.doc), tuple(spaced), parties), locals_


def kind_of(local: Local, ontology: Ontology) -> int:
    """The judge's kind of a referent, as a number in KINDS."""
    name = next((kind for cls, kind in _CLASSES.items() if ontology.classes.is_a(local.cls or "", cls)), "thing")
    return KINDS.index(name)


def by_paragraph(coreference: Coreference) -> Mapping[int, list[Phrase]]:
    """The phrases of each paragraph of a document, by its number."""
    out: dict[int, list[Phrase]] = defaultdict(list)
    for phrase in coreference.phrases:
        out[position(phrase.head)[0]].append(phrase)
    return out


class Judgements:
    """Asks the judge about one document."""

    def __init__(self, coreference: Coreference, attribution: Attribution, fillers: Fillers, times: Chronology, judge: Judge) -> None:
        self.ontology = coreference.ontology
        self.coreference, self.attribution, self.fillers, self.times, self.judge = coreference, attribution, fillers, times, judge
        self.relations = {r.judged_as: r for r in self.ontology.relations.values() if r.judged_as in SURE}

    def drafts(self, docs: Sequence[Doc], told: Sequence[Draft]) -> Iterator[Draft]:
        """The judgements that the paragraphs tell beyond those told."""
        rules = _Told(told, list(self.relations.values()))
        phrases = by_paragraph(self.coreference)
        for doc in docs if self.relations else ():
            here = phrases.get(doc.user_data["order"], [])
            if any(self._may_be_judged(self.coreference.register.of.get(p)) for p in here):
                yield from self._of(Telling(doc, here, self.coreference, self.attribution), rules)

    def _may_be_judged(self, local: Local | None) -> bool:
        """Whether a judgement of somebody is told: of bodies alone; of people the judge is not sure enough."""
        return local is not None and kind_of(local, self.ontology) == _BODY

    def _of(self, telling: Telling, rules: _Told) -> Iterator[Draft]:
        """The judgements of a paragraph."""
        met = self._meetings(telling, rules)
        if not met:
            return
        scene, parties = telling.scene()
        number = {local: n for n, local in enumerate(parties)}
        scores = self.judge.scores(scene, [(number[a], number[b]) for a, b in met])
        for ((source, target), meeting), row in zip(met.items(), scores if scores is not None else (), strict=False):
            for label, relation in self.relations.items():
                fits = self.fillers.fits(source, relation.domain) and self.fillers.fits(target, relation.range)
                if fits and row[LABELS.index(label or "")] >= SURE[label or ""]:
                    yield self._draft(relation, source, target, *meeting)

    def _meetings(self, telling: Telling, rules: _Told) -> dict[tuple[Local, Local], tuple[dict[int, Speech], Token]]:
        """For each speaker and each body that may be judged, the first sentence in which they meet: the speaker's words there, and the mention."""
        met: dict[tuple[Local, Local], tuple[dict[int, Speech], Token]] = {}
        for target, phrases in telling.phrases.items():
            for phrase in phrases if self._may_be_judged(target) else ():
                if rules.leave_open(phrase.head, target):
                    for source, words in telling.said_in(sentence_start(phrase.head)).items():
                        if (source, target) not in met and not rules.tie(source, target):
                            met[source, target] = words, phrase.head
        return met

    def _draft(self, relation: Relation, source: Local, target: Local, words: Mapping[int, Speech], mention: Token) -> Draft:
        speech = words[min(words)]
        date = self.times.of_scene(speech.verb or mention)
        return Draft(
            relation=relation,
            subject=Filler(source, speech.token),
            object=Filler(target, mention),
            trigger=span_of(mention.doc, min(words), max(words)),
            evidence=sentence_span(mention),
            qualifiers={"date": date} if date else {},
            rule=f"{relation.name}: judged from its paragraph",
            kind="judge",
        )


class _Told:
    """What the rules have told of a document, and what that leaves to be judged."""

    def __init__(self, drafts: Sequence[Draft], relations: Sequence[Relation]) -> None:
        names, families = {r.name for r in relations}, {r.family for r in relations}
        self._judged = {d.evidence.start for d in drafts if names & {d.relation.name, *d.relation.parents}}
        self._judges = {(d.evidence.start, d.subject.local) for d in drafts if d.relation.family in families}
        self._tied = {frozenset((d.subject.local, d.object.local)) for d in drafts if d.relation.family == _TIES and d.object is not None}

    def leave_open(self, mention: Token, target: Local) -> bool:
        """Whether a sentence that mentions somebody is told as no judgement, nor them as one who grades or inspects in it."""
        start = sentence_span(mention).start
        return start not in self._judged and (start, target) not in self._judges

    def tie(self, a: Local, b: Local) -> bool:
        """Whether two are one or of one house, or those to whom they belong are."""
        ours, theirs = ({x, x.employer or x, x.owner or x} for x in (a, b))
        return bool(ours & theirs) or any(frozenset((x, y)) in self._tied for x in ours for y in theirs)
