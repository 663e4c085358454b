"""Matching compiled lexical entries on a parse: which words of a sentence fill which slots of which relation.

Grammar only: what a slot's words stand for, and whether they may stand there, is decided later. The more specific of two entries that
share their anchor wins ("issue an apology" over "issue a report").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg import grammar
from kg.lexicon import DENIALS, Frame, Kind, Place
from kg.slots import NOMINAL, Attempt, expand, fill, fix, modifiers, particles

_VERBAL = frozenset({"VERB", "AUX"})
_IMPERSONAL = frozenset({"it", "this", "that", "there"})


@dataclass(frozen=True, slots=True)
class Match:
    """One entry found at `anchor`. `slots` gives the head tokens that fill each slot, `steps` how far the subject was fetched."""

    frame: Frame
    anchor: Token
    slots: Mapping[str, Sequence[Token]]
    words: frozenset[int]
    steps: int = 0


class Matcher:
    """Finds all entries of a lexicon in a sentence."""

    def __init__(self, frames: Iterable[Frame]) -> None:
        self._by_lemma: dict[str, list[Frame]] = defaultdict(list)
        for frame in frames:
            for lemma in frame.anchors:
                self._by_lemma[lemma].append(frame)

    def anchors(self, doc: Doc) -> list[Token]:
        """Tokens that are the anchor of some entry, whether or not it matches."""
        return [t for t in doc if t.pos_ in ("VERB", "NOUN", "ADJ") and any(not f.spoken for f in self._by_lemma.get(t.lemma_.lower(), ()))]

    def match(self, doc: Doc) -> list[Match]:
        """All matches in text order, the less specific of those that share words left out."""
        found: list[Match] = []
        for token in doc:
            lemma, lower = token.lemma_.lower(), token.lower_
            frames = [*self._by_lemma.get(lemma, ()), *(self._by_lemma.get(lower, ()) if lower != lemma else ())]
            if not frames:
                continue
            here = [m for m in (match_frame(frame, token) for frame in frames) if m]
            found += _best(here)
        return [m for m in found if not any(_overrules(other, m) for other in found if other is not m)]


def _best(matches: list[Match]) -> list[Match]:
    """Of each relation at one anchor, the entry that says most."""
    best: dict[tuple[str, bool], Match] = {}
    for m in matches:
        key = m.frame.relation, m.frame.spoken
        size = (m.frame.weight, len(m.slots), -m.steps, m.frame.entry)
        if key not in best or size > (best[key].frame.weight, len(best[key].slots), -best[key].steps, best[key].frame.entry):
            best[key] = m
    return list(best.values())


def _overrules(strong: Match, weak: Match) -> bool:
    """An entry whose fixed words are another's slot or anchor, and which is more specific, rules the other out."""
    fixed = strong.words - {strong.anchor.i}
    if strong.frame.negated and not strong.frame.spoken and weak.anchor == strong.anchor:
        return not weak.frame.negated and not weak.frame.spoken  # "does not accept" is more than a denied "accept"
    if not fixed or strong.frame.weight <= weak.frame.weight:
        return False
    if weak.anchor.i in fixed:
        return weak.frame.relation == strong.frame.relation or weak.frame.kind is not Kind.NOUN
    if weak.anchor.i == strong.anchor.i:
        return any(t.i in fixed for tokens in weak.slots.values() for t in tokens)
    return False


def match_frame(frame: Frame, anchor: Token) -> Match | None:
    """The match of one entry at one anchor, or None."""
    if frame.kind is Kind.MODAL:
        return _modal(frame, anchor)
    if frame.kind is Kind.STAND:
        return _stand(frame, anchor)
    if not _anchor_fits(frame, anchor):
        return None
    if (frame.kind is Kind.VERB and _other_object(frame, anchor)) or (frame.negated and not grammar.negated(anchor)):
        return None
    attempt = Attempt(frame, anchor, hosts=[anchor], words={anchor.i})
    if not particles(attempt) or not modifiers(attempt) or not all(fix(attempt, f) for f in frame.fixed):
        return None
    for slot in frame.slots:
        tokens = fill(attempt, slot)
        if tokens:
            attempt.slots[slot.name] = tokens
        elif not slot.optional and not (slot.name == "subject" and _may_lack_subject(attempt)):
            return None
    return Match(frame, anchor, attempt.slots, frozenset(attempt.words), attempt.steps)


def _other_object(frame: Frame, anchor: Token) -> bool:
    """Whether the verb has a direct object for which the entry has no place: "have no right to" is not "have to"."""
    if any(s.place in (Place.OBJECT, Place.COMPLEMENT) for s in frame.slots) or any(not f.markers for f in frame.fixed):
        return False
    return any(c.dep_ == "obj" and c.lower_ not in grammar.RELATIVE for c in anchor.children)


def _modal(frame: Frame, auxiliary: Token) -> Match | None:
    """ "{object} should {about}": the auxiliary's clause, its surface subject, and the clause itself."""
    if auxiliary.dep_ not in ("aux", "advmod") or auxiliary.head == auxiliary or auxiliary.head.pos_ not in ("VERB", "AUX", "ADJ", "NOUN"):
        return None
    verb = auxiliary.head
    denial = bool(frame.anchors & DENIALS)
    if not denial and grammar.unmade(verb) is not bool(frame.particles):
        return None  # "should have asked": too late to be a demand or a promise
    if denial and not grammar.looks_back(verb):
        return None  # "does not have the money" denies nothing
    subjects, steps = grammar.surface_subjects(verb)
    if not subjects or steps > 1:
        return None
    return Match(frame, verb, {frame.slots[0].name: expand(subjects), "about": [verb]}, frozenset({auxiliary.i, verb.i}), steps)


def _stand(frame: Frame, preposition: Token) -> Match | None:
    """ "They are against {object}": the preposition's noun, which has the copula; what is against the law takes no stand."""
    noun = preposition.head
    if preposition.dep_ != "case" or not any(c.dep_ == "cop" for c in noun.children):
        return None
    subjects, steps = grammar.surface_subjects(noun)
    if steps:
        return None
    taken = expand(t for t in subjects if t.lower_ not in _IMPERSONAL)
    objects = [t for t in expand([noun]) if not frame.slots[1].words or t.lower_ in frame.slots[1].words]
    if not taken or not objects:
        return None
    slots = {frame.slots[0].name: taken, frame.slots[1].name: objects}
    return Match(frame, noun, slots, frozenset({preposition.i, noun.i}), steps)


def _may_lack_subject(attempt: Attempt) -> bool:
    """A passive may leave its agent unsaid; whether one may be supplied is the relation's to say."""
    return attempt.frame.kind is Kind.VERB and grammar.is_passive(attempt.anchor)


def _anchor_fits(frame: Frame, anchor: Token) -> bool:
    if frame.kind is Kind.VERB:
        return anchor.pos_ in _VERBAL and anchor.dep_ not in ("aux", "aux:pass", "cop", "case", "mark")
    if frame.kind is Kind.NOUN:
        return anchor.pos_ in NOMINAL and anchor.dep_ not in ("compound", "flat", "fixed", "nmod:desc")
    has_copula = any(c.dep_ in ("cop", "aux:pass") for c in anchor.children)
    if frame.case and not any(c.dep_ == "case" and c.lower_ in frame.case for c in anchor.children):
        return False
    if frame.spoken:
        return has_copula or grammar.exists(anchor)
    return has_copula or anchor.dep_ in ("conj", "acl", "xcomp", "acl:relcl", "amod", "advcl") or bool(frame.case)


