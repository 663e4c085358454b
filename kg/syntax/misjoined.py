"""What the parse joins to the wrong word, where English leaves no doubt: a participle to an infinitive, an object to another noun. Grammar only."""

from __future__ import annotations

from itertools import islice, takewhile

from kg.syntax import grammar
from kg.syntax.tree import Token

_ALLOWING = frozenset({"allow", "permit", "enable", "force", "order", "urge", "ask", "tell", "instruct", "compel", "encourage", "persuade", "help"})
_CONJUNCTIONS = frozenset({"after", "before", "since", "until", "as"})  # prepositions too


def above_conjunct(verb: Token) -> Token:
    """The verb that one is coordinated with: the participle above for a participle that the parse joins to an infinitive ("[asking] him to go and
    expressing no trust")."""
    above = [head for head in islice(grammar.governors(verb), 3) if head.tag_ == verb.tag_] if (verb.tag_, verb.head.tag_) == ("VBG", "VB") else []
    return above[0] if above else verb.head


def subjects(verb: Token) -> list[Token]:
    """The subject that the parse takes for a phrase or an object: "[after an agency visit] found it empty", "asked what it cost [Jane Doe] said"."""
    return _phrase_before(verb) or _name_before(verb)


def _phrase_before(verb: Token) -> list[Token]:
    if verb.dep_ not in ("advcl", "acl") or verb.tag_ not in ("VBD", "VBZ", "VBP") or grammar.marker_of(verb) is not None or not verb.left_edge.i:
        return []
    last = verb.left_edge.nbor(-1)
    phrases = (t for t in (last, *grammar.governors(last)) if t.dep_ == "obl" and t.right_edge == last)
    return [t for t in phrases if grammar.marker_of(t) in _CONJUNCTIONS][:1]


def _name_before(verb: Token) -> list[Token]:
    """The name right before a main verb that has no subject, with all that is said of who bears it, where the parse gives it to an earlier clause."""
    main = verb.dep_ in ("root", "ROOT", "parataxis", "ccomp") and verb.tag_ in ("VBD", "VBZ") and not grammar.children(verb, "aux", "cop", "expl")
    if not main or not verb.i:
        return []
    last = verb.nbor(-1)
    whole = list(takewhile(lambda t: t.pos_ in ("NOUN", "PROPN") and t.right_edge == last, (last, *grammar.governors(last))))
    name = whole[-1] if whole else last
    return [name] if name.pos_ == "PROPN" and verb.is_ancestor(name) and name.head != verb and grammar.marker_of(name) is None else []


def is_told(token: Token, subjects: list[Token]) -> bool:
    """Whether the first of two subjects is whom the verb above tells: "told [the Courier] the union would meet"."""
    clause = token.head
    return (len(subjects) > 1 and clause.dep_ == "ccomp" and token.left_edge.i == clause.head.i + 1 and clause.head.pos_ == "VERB"
            and any(c.left_edge.i == token.right_edge.i + 1 for c in subjects))


def allowed(verb: Token) -> list[Token]:
    """Who is let do something, where the parse hangs it further up: "for allowing [the group], a charity, to march"."""
    beside = (c for c in verb.head.children if c.tag_ == "VBG" and c.dep_ == "advcl" and c.i < verb.i and c.lemma_.lower() in _ALLOWING)
    last = next((c for c in beside if not any(x.dep_ in ("xcomp", "ccomp") for x in c.children)), None)
    return [c for c in last.children if c.dep_ == "obj" and c.i < verb.i] if last is not None else []


def objects(verb: Token) -> list[Token]:
    """The object of a verb that has none by the parse."""
    return _before_predicate(verb) or _taken_by_participle(verb) or _hung_on_subject(verb)


def _before_predicate(verb: Token) -> list[Token]:
    """The person in "appointed [Jane Doe] chief executive", whom the parse takes for a part of the office."""
    nouns = (c for c in verb.children if c.dep_ == "xcomp" and c.pos_ == "NOUN" and c.i > verb.i)
    return [d for c in nouns for d in c.children if d.dep_ == "compound" and d.i == verb.i + 1 and d.ent_type_ in ("PERSON", "PER")]


def _taken_by_participle(verb: Token) -> list[Token]:
    """The object that the parse gives to the participle behind it: "backed [a motion] criticising the council"."""
    participles = (c for c in verb.children if c.dep_ in ("advcl", "xcomp") and c.tag_ == "VBG" and c.i > verb.i)
    objects = [(p, grammar.children(p, "obj")) for p in participles]
    return [c for p, found in objects for c in found if verb.i < c.i < p.i and found[-1].i > p.i]


def _hung_on_subject(verb: Token) -> list[Token]:
    """The object right behind a verb that the parse joins to the name before it: "the league sued [Sheriff Jane Doe]"."""
    before = (s for s in grammar.children(verb, "nsubj") if s.i < verb.i)
    return [c for s in before for c in s.children if c.i > verb.i and c.left_edge.i == verb.i + 1]


def described_further_up(participle: Token) -> Token | None:
    """What a passive participle may describe where the noun before it makes no sense: "a march against [the closure organised by the union]"."""
    noun = participle.head
    if participle.dep_ != "acl" or not grammar.is_passive(participle) or noun.dep_ != "nmod" or grammar.marker_of(noun) is None:
        return None
    while noun.dep_ == "nmod" and noun.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head
    before = [c for c in grammar.children(noun.head, "obj") if c.right_edge.i + 1 == noun.left_edge.i] if noun.dep_ == "obl" else []
    return before[0] if before else noun
