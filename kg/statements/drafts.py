"""Statements in the making, and their freezing: mentions with their spans, evidence, one statement for each thing that a sentence says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.knowledge.domain import Relation
from kg.model import BlockKind, Document, Mention, MentionKind, Modality, Passage, Span, Statement
from kg.reference.coreference import Coreference
from kg.reference.referents import Local
from kg.speech.voices import Speech
from kg.statements.confidence import Doubt, measured
from kg.statements.fillers import Filler
from kg.syntax.frames import Match
from kg.syntax.parsed import position, sentence_span, span_of, token_span

_STEPS = 12  # of a reference's trail that are kept
_NEAR = 1  # paragraphs between a name and the words that stand for it, beyond which they are far


_Edge = tuple[str, Local, Local | None, Modality]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A statement before its mentions are frozen."""

    relation: Relation
    subject: Filler
    object: Filler | None = None
    trigger: Span
    evidence: Span
    modality: Modality = Modality.ASSERTED
    source: Speech | None = None
    qualifiers: dict[str, str]
    rule: str
    kind: str  # of rule, for its confidence
    doubts: tuple[Doubt, ...] = ()


def draft_of(
    relation: Relation,
    match: Match,
    subject: Filler,
    filler: Filler | None,
    modality: Modality,
    source: Speech | None,
    qualifiers: dict[str, str],
    doubts: tuple[Doubt, ...] = (),
) -> Draft:
    """A statement that an entry of the lexicon gives, on the words of its sentence."""
    return Draft(
        relation=relation,
        subject=subject,
        object=filler,
        trigger=span_of(match.anchor.doc, min(match.words), max(match.words)),
        evidence=sentence_span(match.anchor),
        modality=modality,
        source=source,
        qualifiers=qualifiers,
        rule=f"{relation.name}: {match.frame.entry}",
        kind="spoken" if match.frame.spoken else match.frame.kind.value,
        doubts=doubts,
    )


def with_dates(drafts: Sequence[Draft], document: Document) -> list[Draft]:
    """The drafts, those of the title with the date on which the story below says that the same was done: a headline says seldom when."""
    end = max((b.end for b in document.blocks if b.kind is BlockKind.TITLE), default=0)
    told: dict[_Edge, str] = {}
    for draft in drafts if end else ():
        if draft.evidence.start >= end and "date" in draft.qualifiers:
            told.setdefault(_edge(draft), draft.qualifiers["date"])
    headlines = {id(d): told[_edge(d)] for d in drafts if d.evidence.end <= end and "date" not in d.qualifiers and _edge(d) in told}
    return [replace(d, qualifiers=d.qualifiers | {"date": headlines[id(d)]}) if id(d) in headlines else d for d in drafts]


def _edge(draft: Draft) -> _Edge:
    return draft.relation.name, draft.subject.local, draft.object.local if draft.object else None, draft.modality


def freeze(drafts: Sequence[Draft], document: Document, coreference: Coreference) -> list[Statement]:
    """The statements of the drafts; where one sentence gives the same edge twice, the surer one stays."""
    best: dict[tuple[object, ...], Statement] = {}
    told = {(d.relation.name, d.subject.local.order, d.object.local.order if d.object else None, d.evidence) for d in drafts}
    for draft in drafts:
        ends = (draft.subject.local.order, draft.object.local.order if draft.object else None, draft.evidence)
        if any((other, *ends) in told for other in draft.relation.yields_to):
            continue
        statement = _statement(draft, document, coreference)
        key = (draft.relation.name, *ends[:2], statement.evidence.start)
        best[key] = _joined(best[key], statement, coreference.ontology.cues.titles) if key in best else statement
    return list(best.values())


def _joined(a: Statement, b: Statement, titles: frozenset[str]) -> Statement:
    """The better of two statements of the same edge in the same sentence, with both offices where it says two in one breath, that of a title last:
    "member for roads" and "councillor"."""
    better = b if _tells_more(b, a) else a
    if {a.kind, b.kind} != {"construction"}:
        return better
    roles = [value for s in sorted((a, b), key=lambda s: s.trigger) for name, value in s.qualifiers if name == "role"]
    apart = [role for n, role in enumerate(roles) if not any(role in other and (role != other or k < n) for k, other in enumerate(roles) if k != n)]
    apart.sort(key=lambda role: role.lower() in titles)
    return replace(better, qualifiers=(*(q for q in better.qualifiers if q[0] != "role"), *(("role", role) for role in apart)))


def _tells_more(a: Statement, b: Statement) -> bool:
    """Whether one of two statements of the same edge in the same sentence is the better: surer, dated, or with the fuller role."""
    if a.confidence != b.confidence:
        return a.confidence > b.confidence
    return sum(len(v) for _, v in a.qualifiers) > sum(len(v) for _, v in b.qualifiers)


def order(statement: Statement) -> tuple[int, int, int, str, int, int]:
    """Sort key: text order."""
    evidence, trigger = statement.evidence, statement.trigger
    return evidence.start, evidence.end, trigger.start, statement.type, statement.subject.start, statement.object.start if statement.object else -1


def _statement(draft: Draft, document: Document, coreference: Coreference) -> Statement:
    def mention(of: Filler | Speech) -> Mention:
        phrase = coreference.at(of.token)
        if phrase is None:
            return mention_of(document, of.local, token_span(of.token), MentionKind.DESCRIPTION)
        return mention_of(document, of.local, phrase.span, phrase.kind)

    doubts = (*draft.doubts, *(d for f in (draft.subject, draft.object) if f for d in _reference_doubts(f, coreference)))
    return Statement(
        type=draft.relation.name,
        subject=mention(draft.subject),
        object=mention(draft.object) if draft.object else None,
        evidence=passage_of(document, draft.evidence),
        trigger=draft.trigger,
        modality=draft.modality,
        attributed_to=mention(draft.source) if draft.source else None,
        qualifiers=tuple(sorted(draft.qualifiers.items())),
        rule=draft.rule,
        confidence=measured().of(draft.rule, draft.relation.name, draft.kind, doubts),
        kind=draft.kind,
        doubts=doubts,
    )


def _reference_doubts(filler: Filler, coreference: Coreference) -> Iterator[Doubt]:
    """Why the words that fill a slot may stand for another: they are no name, and the nearest name before them is far."""
    phrase = coreference.at(filler.token)
    if phrase is None or phrase.kind is MentionKind.NAME or not filler.local.names:
        return
    yield Doubt.PRONOUN if phrase.kind is MentionKind.PRONOUN else Doubt.DESCRIPTION
    here = position(phrase.head)
    before = [position(p.head)[0] for p in filler.local.phrases if p.kind is MentionKind.NAME and position(p.head) < here]
    if not before or here[0] - max(before) > _NEAR:
        yield Doubt.FAR


def mention_of(document: Document, local: Local, span: Span, kind: MentionKind) -> Mention:
    """The words at `span` as a mention of a referent."""
    return Mention(
        start=span.start,
        end=span.end,
        text=document.text[span.start : span.end],
        kind=kind,
        referent=f"{document.id}:{local.order}",
        trail=tuple(local.trail[:_STEPS]),
    )


def passage_of(document: Document, span: Span) -> Passage:
    """The words at `span` as evidence."""
    return Passage(document=document.id, start=span.start, end=span.end, text=document.text[span.start : span.end])
