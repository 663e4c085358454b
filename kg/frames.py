"""Matching compiled lexical entries on a parse: which words of a sentence fill which slots of which relation.

Grammar only: what a slot's words stand for, and whether they may stand there, is decided later. The more specific of two entries that
share their anchor wins ("issue an apology" over "issue a report").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg import grammar
from kg.lexicon import NEGATED, Fixed, Frame, Kind, Place, Slot

_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN"})


@dataclass(frozen=True, slots=True)
class Match:
    """One entry found at `anchor`. `slots` gives the head tokens that fill each slot, `steps` how far the subject was fetched."""

    frame: Frame
    anchor: Token
    slots: Mapping[str, Sequence[Token]]
    words: frozenset[int]
    steps: int = 0


@dataclass(slots=True)
class _Try:
    frame: Frame
    anchor: Token
    slots: dict[str, list[Token]] = field(default_factory=dict)
    hosts: list[Token] = field(default_factory=list)
    words: set[int] = field(default_factory=set)
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
            frames = self._by_lemma.get(token.lemma_.lower()) or self._by_lemma.get(token.lower_)
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
    if not _anchor_fits(frame, anchor):
        return None
    if (frame.kind is Kind.VERB and _other_object(frame, anchor)) or (frame.negated and not grammar.negated(anchor)):
        return None
    attempt = _Try(frame, anchor, hosts=[anchor], words={anchor.i})
    if not _particles(attempt) or not _modifiers(attempt) or not all(_fix(attempt, f) for f in frame.fixed):
        return None
    for slot in frame.slots:
        tokens = _fill(attempt, slot)
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
    if any(c.lemma_ == "have" and c.dep_ == "aux" for c in verb.children):
        return None  # "should have asked": too late to be a demand or a promise
    subjects, steps = grammar.surface_subjects(verb)
    if not subjects or steps > 1:
        return None
    return Match(frame, verb, {frame.slots[0].name: _expand(subjects), "about": [verb]}, frozenset({auxiliary.i, verb.i}), steps)


def _may_lack_subject(attempt: _Try) -> bool:
    """A passive may leave its agent unsaid; whether one may be supplied is the relation's to say."""
    return attempt.frame.kind is Kind.VERB and grammar.is_passive(attempt.anchor)


def _anchor_fits(frame: Frame, anchor: Token) -> bool:
    if frame.kind is Kind.VERB:
        return anchor.pos_ in _VERBAL and anchor.dep_ not in ("aux", "aux:pass", "cop", "case", "mark")
    if frame.kind is Kind.NOUN:
        return anchor.pos_ in _NOMINAL and anchor.dep_ not in ("compound", "flat", "fixed", "nmod:desc")
    has_copula = any(c.dep_ in ("cop", "aux:pass") for c in anchor.children)
    if frame.case and not any(c.dep_ == "case" and c.lower_ in frame.case for c in anchor.children):
        return False
    if frame.spoken:
        return has_copula
    return has_copula or anchor.dep_ in ("conj", "acl", "xcomp", "acl:relcl", "amod", "advcl") or bool(frame.case)


def _particles(attempt: _Try) -> bool:
    if not attempt.frame.particles:
        return not any(c.dep_ == "compound:prt" and c.lower_ in ("down", "off") for c in attempt.anchor.children)
    for c in attempt.anchor.children:
        if c.lower_ in attempt.frame.particles and _pushed_up(attempt.anchor, c):
            return False  # "setting families up to fail"
        if c.lower_ in attempt.frame.particles and c.dep_ in ("compound:prt", "advmod", "case", "obl", "fixed", "discourse"):
            attempt.words.add(c.i)
            return True
    follower = attempt.anchor.i + 1
    doc = attempt.anchor.doc
    if follower < len(doc) and doc[follower].lower_ in attempt.frame.particles:
        attempt.words.add(follower)
        return True
    return False


def _pushed_up(verb: Token, particle: Token) -> bool:
    """Whether an object stands between the verb and its particle and an infinitive follows."""
    between = any(c.dep_ == "obj" and verb.i < c.i < particle.i for c in verb.children)
    after = verb.doc[particle.i + 1] if particle.i + 1 < len(verb.doc) else None
    return between and after is not None and after.lower_ == "to"


def _lemma_in(token: Token, lemmas: frozenset[str]) -> bool:
    return token.lemma_.lower() in lemmas or token.lower_ in lemmas


def _modifiers(attempt: _Try) -> bool:
    return all(_has_modifier(attempt, attempt.anchor, words) for words in attempt.frame.modifiers)


def _has_modifier(attempt: _Try, token: Token, words: frozenset[str]) -> bool:
    for c in token.children:
        if c.i < token.i and _base_in(c, ("amod", "compound", "nmod", "advmod", "case", "obl", "nummod")) and _lemma_in(c, words):
            attempt.words.add(c.i)
            return True
    if token.i and _lemma_in(token.doc[token.i - 1], words):
        attempt.words.add(token.i - 1)
        return True
    return False


def _base_in(token: Token, labels: Iterable[str]) -> bool:
    """Whether the token's label, without its subtype, is one of `labels`."""
    return grammar.base(token) in labels


def _fix(attempt: _Try, fixed: Fixed) -> bool:
    """Find a fixed word below a host (the anchor or an earlier fixed word)."""
    for host in list(attempt.hosts):
        if fixed.markers:
            candidates = grammar.marked(host, fixed.markers)
        else:
            candidates = [
                c
                for c in host.children
                if _base_in(c, ("obj", "xcomp", "iobj", "obl", "advmod", "ccomp", "nsubj"))
                and (grammar.marker_of(c) is None)
                and (grammar.base(c) != "nsubj" or c.dep_ == "nsubj:pass")
            ]
            if host == attempt.anchor and grammar.is_passive(host):
                candidates += grammar.surface_subjects(host)[0]
        for c in candidates:
            if _lemma_in(c, fixed.lemmas) and all(_has_modifier(attempt, c, m) for m in fixed.modifiers):
                attempt.words.add(c.i)
                attempt.hosts.append(c)
                return True
    return False


def _fill(attempt: _Try, slot: Slot) -> list[Token]:
    """The head tokens of a slot. A grade may be an adjective or a quoted phrase that the parse makes little of: then the anchor stands for it."""
    found = _places(attempt, slot)
    if not found and slot.name == "rating" and slot.place in (Place.MODIFIER, Place.COMPLEMENT):
        return [attempt.anchor]
    if not found and slot.name in ("rating", "previous") and slot.place is Place.MARKED:
        return _after_marker(attempt.anchor, slot.markers)
    return found


def _after_marker(anchor: Token, markers: frozenset[str]) -> list[Token]:
    """The word after one of the markers, quotation marks passed over: a grade is often a clause to the parser ("to “requires improvement”")."""
    for t in anchor.doc[anchor.i + 1 : anchor.sent.end]:
        if t.lower_ in markers:
            following = next((x for x in anchor.doc[t.i + 1 : anchor.sent.end] if not x.is_punct), None)
            return [following] if following is not None else []
    return []


def _places(attempt: _Try, slot: Slot) -> list[Token]:
    kind = attempt.frame.kind
    if slot.place is Place.MARKED:
        return _marked(attempt, slot)
    if slot.place is Place.SUBJECT:
        return _subject(attempt)
    if slot.place is Place.OBJECT:
        return _object(attempt)
    if slot.place is Place.COMPLEMENT:
        return _complement(attempt)
    if slot.place is Place.APPOSED:
        return _apposed(attempt.anchor)
    if kind is Kind.NOUN and slot.place is Place.POSSESSOR:
        return _expand([c for c in attempt.anchor.children if c.dep_ == "nmod:poss"])
    return _expand(
        [
            c
            for c in attempt.anchor.children
            if c.i < attempt.anchor.i and c.dep_ in ("compound", "nmod", "nmod:desc", "nmod:unmarked", "nmod:poss") and c.i not in attempt.words
        ]
    )


def _apposed(noun: Token) -> list[Token]:
    """What a noun is said of: "Jane Doe, founder of ...", "Jane Doe is the founder of ...", "founder Jane Doe"."""
    first = noun
    while first.dep_ == "conj":
        first = first.head
    if any(c.dep_ == "cop" for c in first.children):
        return _expand(grammar.surface_subjects(first)[0])
    if first.dep_ in ("appos", "nmod:desc", "compound", "flat"):
        return [first.head]
    return [c for c in first.children if c.dep_ == "appos" and c.pos_ in _NOMINAL]


def _expand(tokens: Iterable[Token]) -> list[Token]:
    return [c for t in tokens for c in grammar.conjuncts(t)]


def _subject(attempt: _Try) -> list[Token]:
    anchor = attempt.anchor
    if attempt.frame.kind is Kind.VERB:
        found, steps = grammar.doers(anchor)
        if attempt.frame.slots[0].name != "subject" and not found:
            return []
    elif attempt.frame.kind is Kind.PREDICATE and anchor.dep_ in ("acl", "amod") and not any(c.dep_ == "nsubj" for c in anchor.children):
        found, steps = [anchor.head], 1
    else:
        found, steps = grammar.surface_subjects(anchor)
    attempt.steps = max(attempt.steps, steps)
    return _expand(t for t in found if t.i not in attempt.words)


def _object(attempt: _Try) -> list[Token]:
    anchor = attempt.anchor
    if any(not f.markers for f in attempt.frame.fixed):  # "hand {object} improvement notice"
        found = grammar.recipients(anchor)
        steps = 0
    else:
        found, steps = grammar.undergoers(anchor)
    attempt.steps = max(attempt.steps, steps)
    return _expand(t for t in found if t.i not in attempt.words)


def _marked(attempt: _Try, slot: Slot) -> list[Token]:
    out: list[Token] = []
    if slot.markers == NEGATED:
        return [c for c in attempt.anchor.children if c.dep_ == "ccomp" and grammar.negated(c)][:1]
    agents = grammar.agents(attempt.anchor) if slot.name == "object" and grammar.is_passive(attempt.anchor) else []
    for host in attempt.hosts:
        found = [t for t in grammar.marked(host, slot.markers) if t.i not in attempt.words and t not in agents]
        if host != attempt.anchor and not found and "of" in slot.markers:  # "accept her resignation" is "accept the resignation of her"
            found = grammar.children(host, "nmod:poss")
        out += [grammar.resolve_relative(t) for t in found]
    if not out and "by" in slot.markers and attempt.frame.kind is Kind.VERB and not agents:
        out = grammar.agents(attempt.anchor)
    if not out and attempt.anchor.dep_ == "conj" and attempt.frame.kind is not Kind.NOUN:
        out = [t for t in grammar.marked(attempt.anchor.head, slot.markers) if t.i > attempt.anchor.i]
    if not out:
        out = _on_object(attempt, slot)
    return _expand(out[:1]) if slot.name not in ("subject", "object") else _expand(out)


def _on_object(attempt: _Try, slot: Slot) -> list[Token]:
    """A required phrase that the parse hangs on the object: "accused [the courts of working together]", "leased [the site to Marlow Water]"."""
    direct = slot.name != "object" or any(s.place is Place.OBJECT for s in attempt.frame.slots)
    if slot.optional or attempt.frame.kind is not Kind.VERB or slot.name == "subject" or not direct:
        return []
    objects = _expand(grammar.undergoers(attempt.anchor)[0])
    return [t for o in objects for t in grammar.marked(o, slot.markers) if t.i > attempt.anchor.i]


def _complement(attempt: _Try) -> list[Token]:
    anchor = attempt.anchor
    host = attempt.hosts[-1]
    found = [c for h in (anchor, host) for c in h.children if c.dep_ in ("ccomp", "xcomp") and c.i not in attempt.words]
    if not found:
        found = [c for c in anchor.children if c.dep_ in ("obj", "obl:unmarked", "parataxis") and c.i not in attempt.words]
    return found[:1]
