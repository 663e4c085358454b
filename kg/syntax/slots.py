"""What fills a compiled lexical entry at one anchor: the head tokens of its slots. Grammar only."""

from __future__ import annotations

from collections.abc import Iterable

from kg.knowledge.lexicon import NEGATED, Kind, Place, Slot
from kg.syntax import arguments, grammar
from kg.syntax.fixed import SUM_TAGS, Attempt, first_conjunct, lemma_in
from kg.syntax.tree import Token

NOMINAL = frozenset({"NOUN", "PROPN"})
_HUNG = frozenset({"to", "against", "on", "into", "over", "about", "towards", "toward", "from"})
_GRADES = ("rating", "previous")
_OF_NOUN = ("compound", "nmod", "nmod:desc", "nmod:unmarked", "nmod:poss")  # how what stands before a noun hangs on it
_OF_GRADE = ("amod", "compound", "nmod:desc", "nmod:unmarked", "acl")
_PARTIES = ("subject", "object")
_SOURCE = frozenset({"by", "from"})
_TO_COME = frozenset({"will", "shall", "would", "wo", "'ll", "’ll", "'d", "’d"})
_COMING, _MADE = frozenset({"come", "arrive"}), frozenset({"make", "give"})  # verbs that only carry a noun


def _sums(noun: Token) -> list[Token]:
    """The sums that a noun is told to come to: "penalties [of $2,000]", "penalties [totalling £2,000]"."""
    told = [c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBG"] + grammar.marked(noun, frozenset({"of"}))
    return [c for c in told if c.tag_ in SUM_TAGS or any(d.tag_ in SUM_TAGS for d in grammar.children(c, "obj"))]


def fill(attempt: Attempt, slot: Slot) -> list[Token]:
    """The head tokens of a slot. A grade may be an adjective or a quoted phrase that the parse makes little of: then the anchor stands for it."""
    found = [t for t in _places(attempt, slot) if not grammar.is_duration(t) and not (slot.name in _PARTIES and _is_when(slot, t))]
    if slot.words:
        return [t for t in found if lemma_in(t, slot.words)]
    if slot.name in _GRADES:
        found = [t for t in found if not t.ent_type_ or t.i + 1 == attempt.anchor.i]  # "its rating of [Denby School]" tells no grade
    if not found and slot.name == "rating" and slot.place in (Place.MODIFIER, Place.COMPLEMENT):
        return [attempt.anchor]
    if not found and slot.name in _GRADES and slot.place is Place.MARKED:
        return _after_marker(attempt.anchor, slot.markers)
    return found


def _is_when(slot: Slot, token: Token) -> bool:
    """Whether a phrase that could be a party by where it stands tells when: "left the board [on Friday night]", "[last year]'s inspection"."""
    could_be = slot.place in (Place.MARKED, Place.POSSESSOR)
    return grammar.names_day(token) or (could_be and (grammar.is_time(token) or grammar.names_season(token)))


def _after_marker(anchor: Token, markers: frozenset[str]) -> list[Token]:
    """The word after one of the markers, quotation marks passed over: a grade is often a clause to the parser ("to “requires improvement”")."""
    for t in anchor.doc[anchor.i + 1 : anchor.sent.end]:
        if t.lower_ in markers:
            following = next((x for x in anchor.doc[t.i + 1 : anchor.sent.end] if not x.is_punct), None)
            return [following] if following is not None else []
    return []


def _places(attempt: Attempt, slot: Slot) -> list[Token]:
    kind = attempt.frame.kind
    if slot.place is Place.MARKED:
        return _marked(attempt, slot)
    if slot.place is Place.SUBJECT:
        return _subject(attempt)
    if slot.place is Place.OBJECT:
        return _object(attempt)
    if slot.place is Place.COMPLEMENT:
        return _complement(attempt, slot)
    if slot.place is Place.APPOSED:
        return _apposed(attempt.anchor)
    if kind is Kind.NOUN and slot.place is Place.POSSESSOR:
        return expand([c for c in attempt.anchor.children if c.dep_ == "nmod:poss"])
    labels = _OF_GRADE if slot.name in _GRADES else _OF_NOUN
    return expand([c for c in attempt.anchor.children if c.i < attempt.anchor.i and c.dep_ in labels and c.i not in attempt.words])


def _apposed(noun: Token) -> list[Token]:
    """What a noun is said of: "Jane Doe, founder of ...", "Jane Doe is the founder of ...", "founder Jane Doe"."""
    first = first_conjunct(noun)
    if any(c.dep_ == "cop" for c in first.children):
        return expand(arguments.surface_subjects(first)[0])
    if first.dep_ in ("appos", "nmod:desc", "compound", "flat"):
        return [first.head]
    return [c for c in first.children if c.dep_ == "appos" and c.pos_ in NOMINAL]


def expand(tokens: Iterable[Token]) -> list[Token]:
    """Tokens with those coordinated with them, and the names that they are said to include."""
    return [c for t in tokens for each in grammar.conjuncts(t) for c in (each, *grammar.instances(each))]


def _subject(attempt: Attempt) -> list[Token]:
    anchor = attempt.anchor
    if attempt.frame.kind is Kind.VERB:
        found, steps = arguments.doers(anchor)
        if attempt.frame.slots[0].name != "subject" and not found:
            return []
    elif attempt.frame.kind is Kind.PREDICATE and anchor.dep_ in ("acl", "amod") and not any(c.dep_ == "nsubj" for c in anchor.children):
        found, steps = [anchor.head], 1
    else:
        found, steps = arguments.surface_subjects(anchor)
    attempt.steps = max(attempt.steps, steps)
    return expand(t for t in found if t.i not in attempt.words)


def _object(attempt: Attempt) -> list[Token]:
    anchor = attempt.anchor
    if any(not f.markers for f in attempt.frame.fixed):  # "hand {object} improvement notice", "hold {object} responsible"
        steps = 0
        acted_on = arguments.undergoers(anchor)[0]
        found = arguments.recipients(anchor) or [t for t in acted_on if grammar.base(t) in ("obj", "nsubj") or t.i < anchor.i or t.pos_ == "PROPN"]
        found = found or [thing for thing, _ in arguments.named_in_quotes(anchor)]
    else:
        found, steps = arguments.undergoers(anchor)
        if not found and attempt.frame.particles:
            found = arguments.after_particle(anchor, attempt.frame.particles)
        found = found or [c for c in anchor.children if c.dep_ in ("xcomp", "ccomp") and c.tag_ == "VBG" and grammar.marker_of(c) is None]
    attempt.steps = max(attempt.steps, steps)
    return expand(t for t in found if t.i not in attempt.words)


def _marked(attempt: Attempt, slot: Slot) -> list[Token]:
    out: list[Token] = []
    if slot.markers == NEGATED:
        told = (each for c in attempt.anchor.children if c.dep_ == "ccomp" for each in grammar.conjuncts(c))
        denied = (c for c in told if grammar.negated(c))
        return [c for c in denied if all(a.lower_ not in _TO_COME for a in c.children if a.dep_ == "aux")][:1]  # "will not" refuses
    if attempt.frame.empty and "that" in slot.markers:
        return next((found for host in attempt.hosts if (found := _postponed(host))), [])
    by = slot.name == "object" and "by" not in slot.markers and grammar.is_passive(attempt.anchor)
    agents = arguments.agents(attempt.anchor) if by else []
    for host in attempt.hosts:
        found = [t for t in grammar.marked(host, slot.markers) if t.i not in attempt.words and t not in agents]
        if host != attempt.anchor and "of" in slot.markers:  # "accept her resignation" is "accept the resignation of her"
            found = grammar.children(host, "nmod:poss") or found
        if not found and host != attempt.anchor and slot.name == "object":
            found = [t for c in _sums(host) for t in grammar.marked(c, slot.markers)]
        out += [grammar.resolve_relative(t) for t in found if slot.name != "object" or not (_sets_scene(t, host) or _is_purpose(t))]
    if not out and "by" in slot.markers and attempt.frame.kind is Kind.VERB and not agents:
        out = arguments.agents(attempt.anchor)
    if not out and attempt.anchor.dep_ == "conj" and attempt.frame.kind is not Kind.NOUN:
        out = [t for t in grammar.marked(attempt.anchor.head, slot.markers) if t.i > attempt.anchor.i]
    told_of = attempt.frame.kind is Kind.NOUN or (attempt.frame.kind is Kind.PREDICATE and attempt.frame.spoken)
    if not out and told_of and slot.name == "object":  # "lack [of leadership at the trust]", "[patients at the trust] were ignored"
        out = [t for filler in attempt.slots.get("about", ()) for t in grammar.marked(filler, slot.markers)]
    if not out:
        out = _on_object(attempt, slot) or _source_of_noun(attempt, slot) or _behind_other(attempt, slot)
    if slot.name not in ("subject", "object"):
        return expand(out[:1])
    if slot.name == "object" and "of" in slot.markers:  # "inspection [of the home] in Denby"
        out = [t for t in out if grammar.marker_of(t) == "of"] or out
    return [t for t in expand(out) if t in out or grammar.marker_of(t) in (None, *slot.markers)]  # not "against the plan and [for a delay]"


def _sets_scene(phrase: Token, host: Token) -> bool:
    """ "In its report, the firm found errors": a phrase before the clause says where, and not of what."""
    between = any(phrase.i < c.i < host.i for c in grammar.children(host, "nsubj"))
    return between and phrase.i < host.i and phrase.dep_ == "obl" and phrase.pos_ in NOMINAL


def _is_purpose(clause: Token) -> bool:
    """ "Pledged a million [to refurbish the home]": an infinitive says what for, and not to whom."""
    return clause.tag_ == "VB" and [c.lower_ for c in clause.children if c.dep_ == "mark"] == ["to"]


def _postponed(predicate: Token) -> list[Token]:
    """The clause that an empty "it" stands for: "it is absurd [that they closed it]", "[how they run it]"; a passive one tells no deed."""
    clauses = (c for c in predicate.children if c.i > predicate.i and grammar.base(c) in ("csubj", "ccomp", "advcl", "acl", "xcomp"))
    active = [c for c in clauses if c.pos_ in ("VERB", "AUX") and not grammar.is_passive(c)]
    return [c for c in active if grammar.marker_of(c) not in ("if", "when")][:1]


def _on_object(attempt: Attempt, slot: Slot) -> list[Token]:
    """A required phrase that the parse hangs on the object, or on a passive's agent: "accused [the courts of working together]", "leased [the site
    to Marlow Water]", "was accused by [the union of cutting corners]"."""
    direct = slot.name != "object" or any(s.place is Place.OBJECT for s in attempt.frame.slots)
    if slot.optional or attempt.frame.kind is not Kind.VERB or slot.name == "subject" or not direct:
        return []
    if grammar.is_passive(attempt.anchor) and any(s.place is Place.OBJECT for s in attempt.frame.slots):
        agents = expand(arguments.agents(attempt.anchor))
        return [t for a in agents for t in grammar.marked(a, slot.markers) if t.i > a.i and t.pos_ != "PROPN"]  # not "the Ministry [of Health]"
    objects = expand(arguments.undergoers(attempt.anchor)[0])
    found = [t for o in objects for t in grammar.marked(o, slot.markers) if t.i > attempt.anchor.i]
    return [t for t in found if t.pos_ == "VERB"] or found  # "accused [the Board of Health of failing]"


def _source_of_noun(attempt: Attempt, slot: Slot) -> list[Token]:
    """ "Support for [the plan from the union]", "support for the plan has come from the union", "calls were made by the union": whom a noun comes
    from, where the parse hangs that on what the noun is for, or the text on a verb that says no more."""
    noun = attempt.anchor
    verb = noun.head
    if attempt.frame.kind is not Kind.NOUN or not slot.markers & _SOURCE:
        return []
    inner = [d for tokens in attempt.slots.values() for t in tokens for d in grammar.marked(t, slot.markers & _SOURCE) if t.i > noun.i]
    if inner or grammar.base(noun) != "nsubj":
        return [d for d in inner if d.tag_ != "VBG"]
    if verb.lemma_ in _COMING:
        return grammar.marked(verb, frozenset({"from"}))
    return arguments.agents(verb) if verb.lemma_ in _MADE and grammar.is_passive(verb) else []


def _behind_other(attempt: Attempt, slot: Slot) -> list[Token]:
    """ "A grant from [the council to the trust]": the other party of a noun, which the parse hangs on the first."""
    if attempt.frame.kind is not Kind.NOUN or slot.name not in _PARTIES:
        return []
    found = ((x, t) for tokens in attempt.slots.values() for x in tokens for t in grammar.marked(x, slot.markers) if t.i > x.i)
    return [t for x, t in found if (marker := grammar.marker_of(t)) in _HUNG or (marker == "for" and x.pos_ == "PROPN")]


def _complement(attempt: Attempt, slot: Slot) -> list[Token]:
    anchor = attempt.anchor
    host = attempt.hosts[-1]
    found = [c for h in (anchor, host) for c in h.children if c.dep_ in ("ccomp", "xcomp") and c.i not in attempt.words]
    if not found and not (slot.name == "about" and attempt.slots.get("object")):  # "call the plan [a mistake]", not "wants the plan [today]"
        found = [c for c in anchor.children if c.dep_ in ("obj", "obl:unmarked", "parataxis") and c.i not in attempt.words and not grammar.is_time(c)]
    return found[:1]
