"""The words that an entry names at one anchor: its particle, those before it, those fixed below it. Grammar only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.knowledge.lexicon import NEGATED, NEGATIVE, Fixed, Frame
from kg.syntax import arguments, grammar
from kg.syntax.tree import Doc, Token

SUM_TAGS = frozenset({"$", "CD"})


@dataclass(slots=True)
class Attempt:
    """One entry tried at one anchor: what has been found of it so far. `hosts` are words that its other words may hang on."""

    frame: Frame
    anchor: Token
    slots: dict[str, list[Token]] = field(default_factory=dict)
    hosts: list[Token] = field(default_factory=list)
    words: set[int] = field(default_factory=set)
    steps: int = 0


def particles(attempt: Attempt) -> bool:
    """Whether the verb has the particle that the entry asks for, and none that makes another word of it."""
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


def lemma_in(token: Token, lemmas: frozenset[str]) -> bool:
    return token.lemma_.lower() in lemmas or token.lower_ in lemmas or hyphened(token) in lemmas


def forms(doc: Doc) -> set[str]:
    """All that `lemma_in` could find in a text, so that an entry whose words are not among it need not be tried."""
    lower = [t.lower_ for t in doc]
    whole = {word for i, form in enumerate(lower[1:]) if lower[i] == "-" and (word := hyphened(doc[i + 1]))}
    return whole.union(lower, (t.lemma_.lower() for t in doc))


def hyphened(token: Token) -> str | None:
    """The hyphened word that a token ends, its parts being tokens of their own: "short-sighted"."""
    if token.i < 2 or token.nbor(-1).text != "-" or token.nbor(-1).whitespace_ or token.nbor(-2).whitespace_:
        return None
    return f"{token.nbor(-2).lower_}-{token.lower_}"


def first_conjunct(token: Token) -> Token:
    """The first of the words that a word is coordinated with."""
    while token.dep_ == "conj":
        token = token.head
    return token


def modifiers(attempt: Attempt) -> bool:
    """Whether the words that must stand before the anchor do."""
    return all(_has_modifier(attempt, attempt.anchor, words) for words in attempt.frame.modifiers)


def _has_modifier(attempt: Attempt, token: Token, words: frozenset[str]) -> bool:
    for c in token.children:
        if c.i < token.i and _base_in(c, ("amod", "compound", "nmod", "advmod", "case", "obl", "nummod", "det")) and lemma_in(c, words):
            attempt.words.add(c.i)
            return True
    if token.i and lemma_in(token.doc[token.i - 1], words):
        attempt.words.add(token.i - 1)
        return True
    return False


def _base_in(token: Token, labels: Iterable[str]) -> bool:
    """Whether the token's label, without its subtype, is one of `labels`."""
    return grammar.base(token) in labels


def _own_clause(token: Token) -> bool:
    """Whether a word is a clause with its subject: "said it was sorry" is not "said sorry"."""
    return token.dep_ == "ccomp" and any(c.dep_ == "cop" for c in token.children) and bool(grammar.children(token, "nsubj"))


def fix(attempt: Attempt, fixed: Fixed) -> bool:
    """Find a fixed word below a host (the anchor or an earlier fixed word)."""
    for host in list(attempt.hosts):
        if fixed.markers:
            candidates = grammar.marked(host, fixed.markers) + [c for c in grammar.children(host, "obj") if grammar.marker_of(c) in fixed.markers]
            candidates += _after_relative(host, fixed.markers)
        else:
            candidates = [
                c
                for c in host.children
                if _base_in(c, ("obj", "xcomp", "iobj", "obl", "advmod", "ccomp", "nsubj"))
                and (grammar.marker_of(c) is None or (c.i > host.i and grammar.marker_of(c) in attempt.frame.particles))  # "handed in his notice"
                and not _own_clause(c)
                and (grammar.base(c) != "nsubj" or c.dep_ == "nsubj:pass")
            ]
            candidates += [d for c in candidates for d in _counted(c)]
            candidates += [word for _, word in arguments.named_in_quotes(host)]
            if host == attempt.anchor and grammar.is_passive(host):
                candidates += arguments.surface_subjects(host)[0]
        for c in candidates:
            denied = c.i > 0 and c.nbor(-1).lower_ in NEGATED and NEGATED not in fixed.modifiers  # "plead not guilty"
            denied = denied or (hyphened(c) == f"no-{c.lower_}" and hyphened(c) not in fixed.lemmas)  # "a no-confidence vote"
            denied = denied or (c.lower_ in NEGATIVE and c.i + 1 < len(c.doc) and c.nbor().pos_ == "ADJ")  # "did nothing wrong"
            denied = denied or (host != attempt.anchor and _of_no(c, fixed))
            denied = denied or (c.dep_ == "xcomp" and any(a.lower_ == "being" for a in c.children))  # "faces being fined"
            if not denied and lemma_in(c, fixed.lemmas) and all(_has_modifier(attempt, c, m) for m in fixed.modifiers):
                attempt.words.add(c.i)
                attempt.hosts.append(c)
                return True
    return False


def _of_no(noun: Token, fixed: Fixed) -> bool:
    """ "A vote of [no] confidence" is none of confidence."""
    told = hyphened(noun) in fixed.lemmas or any("no" in words for words in fixed.modifiers)
    return not told and grammar.has_determiner(noun, "no")


def _after_relative(verb: Token, markers: frozenset[str]) -> list[Token]:
    """What closes a clause after a relative clause of the object, to which the parse gives it: "placed [the homes that it runs] in care"."""
    clauses = (c for o in grammar.children(verb, "obj") for c in o.children if c.dep_ == "acl:relcl")
    last = (t for c in clauses for t in c.subtree if t.i > c.i and (t.right_edge == c.right_edge or t.right_edge.nbor().is_punct))
    return [t for t in last if grammar.marker_of(t) in markers]


def _counted(noun: Token) -> list[Token]:
    """What a sum is a sum of: "$2 million [in fines]"."""
    return grammar.marked(noun, frozenset({"in", "of"})) if noun.tag_ in SUM_TAGS else []
