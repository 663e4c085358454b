"""Judgements that no entry of the lexicon tells: the judge reads a paragraph in which somebody speaks of a body, and says who finds fault.

It adds to what the rules say and changes nothing of it. It is only asked where a speaker's own words mention the body, in a sentence
in which no entry for judgements stands (where one does, rules have told it, or found that there is none), and where the two are not of one house.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from kg.judging.network import WIDEST, Judge
from kg.judging.scene import JUDGES, KINDS, LABELS, Party, Scene
from kg.knowledge.domain import Ontology, Relation
from kg.model import Modality
from kg.reference.coreference import Coreference
from kg.reference.referents import Local
from kg.speech.attribution import Attribution
from kg.speech.voices import Speech
from kg.statements.chronology import Chronology
from kg.statements.circumstances import asked
from kg.statements.drafts import Draft
from kg.statements.fillers import Filler, Fillers
from kg.statements.modality import modality_of
from kg.statements.spoken import is_supposed
from kg.syntax import grammar
from kg.syntax.frames import Match
from kg.syntax.parsed import last_word, position, sentence_span, span_of
from kg.syntax.phrases import Phrase
from kg.syntax.tree import Doc, Token

SURE = {"blame": 0.7}  # the labels that are told, and from which score on
_CLASSES = {"Person": "person", "Group": "people", "Organization": "body", "Place": "place"}
_BODY = KINDS.index("body")
STRUCTURE = "structure"  # the family of relations of who belongs to whom, and so between those of one house


class Telling:
    """A paragraph, and who and what it mentions."""

    def __init__(self, doc: Doc, phrases: Sequence[Phrase], coreference: Coreference, attribution: Attribution) -> None:
        self.doc, self._attribution, self._ontology = doc, attribution, coreference.ontology
        of = coreference.register.of
        self.phrases: dict[Local, list[Phrase]] = {}
        for phrase in phrases:
            if phrase in of:
                self.phrases.setdefault(of[phrase], []).append(phrase)

    def scene(self) -> tuple[Scene, list[Local]]:
        """The paragraph as the judge sees it, with who and what its parties are: those mentioned, and those who only speak in it."""
        said: dict[Local, list[int]] = {}
        for token in self.doc:
            speech = None if token.is_space else self._attribution.source_of(token)
            if speech is not None:
                said.setdefault(speech.local, []).append(token.i)
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
        told = self.ontology.relations.values() if judge.is_there else ()
        self.relations = {r.judged_as: r for r in told if r.judged_as is not None and r.judged_as in SURE}
        self._families = {r.family for r in self.relations.values()}
        self._settled: set[int] = set()

    def weighed(self, relation: Relation, match: Match) -> None:
        """Take note of a sentence in which an entry tells a judgement in words, or was found to tell none: rules know better there."""
        if relation.speech_act and relation.family in self._families:
            self._settled.add(sentence_span(match.anchor).start)

    def drafts(self, docs: Sequence[Doc], phrases: Mapping[int, list[Phrase]], told: Sequence[Draft]) -> Iterator[Draft]:
        """The judgements that the paragraphs tell beyond those told; `phrases` are those of each paragraph."""
        rules = _Told(told, self._families, self._settled)
        for doc in docs if self.relations else ():
            here = phrases.get(doc.order, [])
            if len(doc) <= WIDEST and any(self._may_be_judged(self.coreference.register.of.get(p)) for p in here):
                yield from self._of(Telling(doc, here, self.coreference, self.attribution), rules)

    def _may_be_judged(self, local: Local | None) -> bool:
        """Whether a judgement of somebody is told: of bodies alone; of people the judge is not sure enough."""
        return local is not None and kind_of(local, self.ontology) == _BODY

    def _of(self, telling: Telling, rules: _Told) -> Iterator[Draft]:
        """The judgements of a paragraph."""
        spoken_of = self._spoken_of(telling, rules)
        if not spoken_of:
            return
        scene, parties = telling.scene()
        number = {local: n for n, local in enumerate(parties)}
        scores = self.judge.scores(scene, [(number[a], number[b]) for a, b in spoken_of])
        for ((source, target), (speech, mention)), row in zip(spoken_of.items(), scores if scores is not None else (), strict=False):
            for label, relation in self.relations.items():
                fits = self.fillers.fits(source, relation.domain) and self.fillers.fits(target, relation.range)
                if fits and row[LABELS.index(label)] >= SURE[label]:
                    said = scene.parties[number[source]].said
                    yield self._draft(relation, Filler(source, speech.token), Filler(target, mention), speech, said)

    def _spoken_of(self, telling: Telling, rules: _Told) -> dict[tuple[Local, Local], tuple[Speech, Token]]:
        """Each body that may be judged with each speaker who mentions it: the speech, and the first such mention."""
        out: dict[tuple[Local, Local], tuple[Speech, Token]] = {}
        for target, phrases in telling.phrases.items():
            for phrase in phrases if self._may_be_judged(target) else ():
                told = rules.leave_open(phrase.head, target) and self._is_told(phrase.head)
                speech = self.attribution.source_of(phrase.head) if told else None
                if speech is not None and kind_of(speech.local, self.ontology) in JUDGES and not rules.tie(speech.local, target):
                    out.setdefault((speech.local, target), (speech, phrase.head))
        return out

    def _is_told(self, mention: Token) -> bool:
        """Whether the clause of a mention tells what is or was so: it asks nothing, supposes nothing and is of no time to come."""
        words = (mention, *grammar.governors(mention))
        clause = next((t for t in words if t.pos_ in ("VERB", "AUX") or any(c.dep_ == "cop" for c in t.children)), None)
        if clause is None:
            return True
        return not is_supposed(clause) and modality_of(clause, self.ontology.modality, asked(clause)) not in (None, Modality.PLANNED)

    def _draft(self, relation: Relation, source: Filler, target: Filler, speech: Speech, said: Sequence[int]) -> Draft:
        doc = target.token.doc
        here = [i for i in said if doc[i].sent.start == target.token.sent.start]
        date = self.times.of_scene(speech.verb or target.token)
        return Draft(
            relation=relation,
            subject=source,
            object=target,
            trigger=span_of(doc, min(here), max(here)),
            evidence=span_of(doc, 0, last_word(doc[-1])),
            qualifiers={"date": date} if date else {},
            rule=f"{relation.name}: judged from its paragraph",
            kind="judge",
        )


class _Told:
    """What the rules have told of a document, and what that leaves to be judged."""

    def __init__(self, drafts: Sequence[Draft], families: set[str], settled: set[int]) -> None:
        self._settled = settled
        self._judges = {(d.evidence.start, d.subject.local) for d in drafts if d.relation.family in families}
        self._tied = {frozenset((d.subject.local, d.object.local)) for d in drafts if d.relation.family == STRUCTURE and d.object is not None}

    def leave_open(self, mention: Token, target: Local) -> bool:
        """Whether no entry settles what a sentence that mentions somebody judges, nor tells that they grade or inspect in it."""
        start = sentence_span(mention).start
        return start not in self._settled and (start, target) not in self._judges

    def tie(self, a: Local, b: Local) -> bool:
        """Whether two are one or of one house, or those to whom they belong are."""
        ours, theirs = ({x, x.employer or x, x.owner or x} for x in (a, b))
        return bool(ours & theirs) or any(frozenset((x, y)) in self._tied for x in ours for y in theirs)
