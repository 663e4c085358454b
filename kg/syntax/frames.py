"""Matching compiled lexical entries on a parse: which words of a sentence fill which slots of which relation.

Grammar only: what a slot's words stand for, and whether they may stand there, is decided later. The more specific of two entries that
share their anchor wins ("issue an apology" over "issue a report").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.knowledge.lexicon import DENIALS, NEGATED, Frame, Kind, Place
from kg.syntax import arguments, grammar
from kg.syntax.fixed import Attempt, first_conjunct, fix, forms, hyphened, modifiers, particles
from kg.syntax.slots import NOMINAL, expand, fill
from kg.syntax.tree import Doc, Token

_VERBAL = frozenset({"VERB", "AUX"})
_GRADES = frozenset({"rating", "previous"})
_UNMARKED = frozenset({"by", "from", "of", "that", *NEGATED})  # what such a marker asks for may be said without it
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
        self._by_lemma: dict[str, list[tuple[Frame, list[frozenset[str]]]]] = defaultdict(list)
        for frame in frames:
            needed = words_needed(frame)
            for lemma in frame.anchors:
                self._by_lemma[lemma].append((frame, needed))
        self._told = frozenset(lemma for lemma, entries in self._by_lemma.items() if not all(frame.spoken for frame, _ in entries))

    def anchors(self, doc: Doc) -> list[Token]:
        """Tokens that are the anchor of some entry, whether or not it matches."""
        return [t for t in doc if t.lemma_.lower() in self._told and t.pos_ in ("VERB", "NOUN", "ADJ")]

    def _frames_at(self, token: Token, words: set[str]) -> list[Frame]:
        """The frames that a word may be the anchor of where these words stand: those of its lemma, of its form, or of the hyphened word that it
        ends."""
        lemma, lower, whole = token.lemma_.lower(), token.lower_, hyphened(token)
        if whole in self._by_lemma:
            entries = self._by_lemma[whole]
        else:
            entries = self._by_lemma.get(lemma, [])
            if lower != lemma and lower in self._by_lemma:
                entries = entries + [(f, needed) for f, needed in self._by_lemma[lower] if f.kind is not Kind.VERB]  # "found it shut" is of "find"
        return [frame for frame, needed in entries if not any(map(words.isdisjoint, needed))]

    def match(self, doc: Doc) -> list[Match]:
        """All matches in text order, the less specific of those that share words left out."""
        found: list[Match] = []
        words = forms(doc)
        for token in doc:
            frames = self._frames_at(token, words)
            if frames:
                found += _best([m for m in (match_frame(frame, token) for frame in frames) if m])
        return [m for m in found if not any(_overrules(other, m) for other in found if other is not m)]


def words_needed(frame: Frame) -> list[frozenset[str]]:
    """Sets of words of each of which one must stand in a text, so that an entry need not be tried where none does."""
    required = [s for s in frame.slots if not s.optional and s.name != "subject"]  # which a passive may lack
    marked = [s.markers for s in required if s.place is Place.MARKED and s.markers.isdisjoint(_UNMARKED)]
    needed = [*(f.lemmas for f in frame.fixed), *frame.modifiers, frame.particles, frame.modals, *marked, *(s.words for s in required)]
    return [words for words in needed if words]


def _best(matches: list[Match]) -> list[Match]:
    """Of each relation at one anchor, the entry that says most."""
    best: dict[tuple[str, bool], Match] = {}
    for m in matches:
        key = m.frame.relation, m.frame.spoken
        if key not in best or _told(m) > _told(best[key]):
            best[key] = m
    return list(best.values())


def _told(match: Match) -> tuple[int, int, int, str]:
    """How much a match says, a subject that a passive leaves out not counted; of equals the entry's words decide, so that all runs agree."""
    unsaid = sum(not s.optional and s.name not in match.slots for s in match.frame.slots)
    return match.frame.weight - unsaid, len(match.slots), -match.steps, match.frame.entry


def _overrules(strong: Match, weak: Match) -> bool:
    """An entry whose fixed words are another's slot or anchor, and which is more specific, rules the other out."""
    fixed = strong.words - {strong.anchor.i}
    if strong.frame.negated and not strong.frame.spoken and weak.anchor == strong.anchor:
        return not weak.frame.negated and not weak.frame.spoken  # "does not accept" is more than a denied "accept"
    if not fixed or strong.frame.weight <= weak.frame.weight:
        return False
    if strong.frame.spoken and not weak.frame.spoken:
        return False  # what a speaker says of somebody may be told by nobody: "refused to apologise"
    if weak.anchor.i in fixed:
        return weak.frame.relation == strong.frame.relation or weak.frame.kind is not Kind.NOUN
    if weak.anchor.i == strong.anchor.i:
        graded = weak.frame.relation != strong.frame.relation  # "branded it inadequate" finds fault and gives a grade
        return any(t.i in fixed for name, tokens in weak.slots.items() if not (graded and name in _GRADES) for t in tokens)
    return False


def match_frame(frame: Frame, anchor: Token) -> Match | None:
    """The match of one entry at one anchor, or None."""
    if frame.kind is Kind.MODAL:
        return _modal(frame, anchor)
    if frame.kind is Kind.STAND:
        return _stand(frame, anchor)
    if not _anchor_fits(frame, anchor):
        return None
    if (frame.kind is Kind.VERB and _other_object(frame, anchor)) or not _auxiliaries_fit(frame, anchor):
        return None
    attempt = Attempt(frame, anchor, hosts=[anchor], words={anchor.i})
    if not particles(attempt) or not modifiers(attempt) or not all(fix(attempt, f) for f in frame.fixed):
        return None
    for slot in frame.slots:
        tokens = [t for t in fill(attempt, slot) if all(t not in taken for taken in attempt.slots.values())]
        if tokens:
            attempt.slots[slot.name] = tokens
        elif not slot.optional and not (slot.name == "subject" and _may_lack_subject(attempt)):
            return None
    return Match(frame, anchor, attempt.slots, frozenset(attempt.words), attempt.steps)


def _auxiliaries_fit(frame: Frame, anchor: Token) -> bool:
    """Whether the clause has the negation, the modal verb and the empty subject that the entry asks for."""
    if frame.negated and not grammar.negated(anchor):
        return False
    if frame.empty and not any(c.lower_ == "it" and c.dep_ in ("expl", "nsubj") for c in anchor.children):
        return False
    return not frame.modals or any(c.dep_ in ("aux", "advmod") and c.lemma_.lower() in frame.modals for c in anchor.children)


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
    if not _time_fits(frame, auxiliary, verb):
        return None
    subjects, steps = arguments.surface_subjects(verb)
    subjects = [t for t in expand(subjects) if not frame.slots[0].words or t.lower_ in frame.slots[0].words]
    if not subjects or steps > 1:
        return None
    return Match(frame, verb, {frame.slots[0].name: subjects, "about": [verb]}, frozenset({auxiliary.i, verb.i}), steps)


def _time_fits(frame: Frame, auxiliary: Token, verb: Token) -> bool:
    """Whether the clause looks back ("should have asked": too late to be a demand or a promise) where the entry does, and else does not."""
    if frame.anchors & DENIALS:
        return grammar.looks_back(verb)  # "does not have the money" denies nothing
    if grammar.unmade(verb) is not frame.unmade:
        return False
    if not frame.unmade or frame.slots[0].name != "object":
        return True
    known = auxiliary.lower_ == "could" and grammar.negated(verb)  # "could not have known"
    return verb.pos_ == "VERB" and not grammar.is_passive(verb) and not known


def _stand(frame: Frame, preposition: Token) -> Match | None:
    """ "They are against {object}": the preposition's noun, which has the copula; what is against the law takes no stand."""
    noun = preposition.head
    if preposition.dep_ != "case" or not any(c.dep_ == "cop" for c in noun.children):
        return None
    subjects, steps = arguments.surface_subjects(noun)
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


def _form_fits(frame: Frame, anchor: Token, has_copula: bool) -> bool:
    """Whether a predicate's form is the entry's word: "moved to the coast" is not "was moved by", "was wasted" not "was a waste"."""
    if anchor.tag_ in ("VB", "VBP", "VBZ") and not has_copula and not frame.spoken:
        return False  # "will build homes" builds, and is not built
    if anchor.lower_ in frame.anchors or hyphened(anchor) in frame.anchors:
        return True
    if frame.spoken:
        return anchor.pos_ in NOMINAL
    return anchor.pos_ not in _VERBAL or has_copula or anchor.tag_ == "VBN"


def _anchor_fits(frame: Frame, anchor: Token) -> bool:
    if frame.kind is Kind.VERB:
        described = frame.spoken and anchor.dep_ == "amod"  # "a failing agency"
        return anchor.pos_ in _VERBAL and anchor.dep_ not in ("aux", "aux:pass", "cop", "case", "mark") and not described
    if frame.kind is Kind.NOUN:
        return anchor.pos_ in NOMINAL and anchor.dep_ not in ("compound", "flat", "fixed", "nmod:desc")
    has_copula = any(c.dep_ in ("cop", "aux:pass") for c in anchor.children)
    if not _form_fits(frame, anchor, has_copula):
        return False
    if frame.case and not any(c.dep_ in ("case", "mark") and {c.lower_, *(d.lower_ for d in c.children)} & frame.case for c in anchor.children):
        return False
    if frame.spoken:
        first = first_conjunct(anchor)
        shared = first != anchor and any(c.dep_ == "cop" for c in first.children) and not grammar.negated(first)
        marked = not frame.case and any(c.dep_ == "case" for c in anchor.children)  # "on the defensive"
        return (has_copula or shared or grammar.exists(anchor)) and not marked
    return has_copula or anchor.dep_ in ("conj", "acl", "xcomp", "acl:relcl", "amod", "advcl") or bool(frame.case)
