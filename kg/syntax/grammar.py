"""Questions about a Universal Dependencies parse: what a word is, what marks it, what it is joined to. No domain words here.

Each function takes tokens of a `kg.syntax.tree.Doc` and returns tokens or a yes or no. Who does what to whom is in `kg.syntax.arguments`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.dates.calendar import MONTHS, WEEKDAYS
from kg.syntax.kept import kept
from kg.syntax.tree import Token

RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_CONTENT = ("obl", "nmod", "advcl", "acl", "xcomp", "ccomp", "advmod")
_COUNTS = frozenset({"majority", "number", "half", "dozen", "hundred", "thousand", "quarter", "third", "handful", "few"})  # "a majority of whom"
_EMPTY = frozenset({"it", "this", "that", "these", "those", "there", "what", "which"})  # subjects that name nobody
DENYING = frozenset({"not", "n't", "n’t", "never", "no", "nothing"})
_QUESTION = frozenset({"how", "why", "when", "where", "whether", "if"})
_INSTANCE = frozenset({"including", "such"})  # "such as"
_SPANS = frozenset({"second", "minute", "hour", "day", "night", "week", "weekend", "fortnight", "month", "year", "decade", "century", "while"})
_SEASONS = frozenset({"morning", "afternoon", "evening", "noon", "midnight", "spring", "summer", "autumn", "winter", "eve", "christmas", "easter"})
_ORDINAL = re.compile(r"\d{1,4}(?:st|nd|rd|th|s)")  # "the 3rd", "the 1990s"; not "3M"
_ENDS = frozenset({"start", "beginning", "middle", "end"})
_SENT = frozenset({"from", "by", "to", "with", "between", "against", "about", "over"})  # "a letter from Jane Doe", not "the son of Jane Doe"
_IN_MONTH = frozenset({"in", "since", "until", "till", "from", "by", "during", "last", "next"})
_MAX = 12  # steps up a tree; a guard, no real clause is deeper


def base(token: Token) -> str:
    """The dependency label without its subtype."""
    return token.dep_.partition(":")[0]


def children(token: Token, *labels: str) -> list[Token]:
    """Children with one of these labels; a label without a subtype stands for all its subtypes."""
    return [c for label, stem, c in _labelled(token) if label in labels or stem in labels]


@kept
def _labelled(token: Token) -> list[tuple[str, str, Token]]:
    """The children with their labels, whole and without a subtype."""
    return [(label := c.dep_, label.partition(":")[0], c) for c in token.children]


def conjuncts(token: Token) -> list[Token]:
    """The token and those coordinated with it."""
    out = [token]
    said_of = continued(token)
    for c in token.children:
        if c.dep_ == "conj" and (c in said_of or any(d.dep_ == "cop" for d in c.children)):
            continue  # "Jane Doe, who founded it and is its chair": said of her, not beside her
        if c.dep_ == "conj" and any(d.dep_ == "advmod" and d.lower_ == "not" and d.i < c.i for d in c.children):
            continue  # "Jane Doe, not Tom Roe"
        beside = c.dep_ == "conj" and (c.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "X") or token.pos_ not in ("NOUN", "PROPN", "PRON"))
        if beside or _joined_name(token, c):
            out += conjuncts(c)
    return out


def _joined_name(name: Token, after: Token) -> bool:
    """Whether an office and its holder stand beside a name, though the parse says that they describe it: "[Jane Doe] and the minister Tom Roe"."""
    described = name.pos_ == "PROPN" and after.dep_ in ("appos", "nmod:desc") and after.i > name.i
    return described and any(c.dep_ == "cc" and c.i < after.i for c in after.children)


def instances(noun: Token) -> list[Token]:
    """Those named of the many that a noun tells of: "campaigners including Jane Doe and Tom Roe", "charities such as Marlow Aid",
    "two directors, Jane Doe and Tom Roe"."""
    if noun.tag_ != "NNS":
        return []
    names = [c for c in noun.children if c.pos_ == "PROPN"]
    named = [c for c in names if c.dep_ == "appos" or (base(c) == "nmod" and marker_of(c) in _INSTANCE)]
    return [t for c in named for t in conjuncts(c) if t.pos_ == "PROPN"]


def continued(name: Token) -> list[Token]:
    """Nouns that go on with what stands in apposition to a name, though the parse puts them beside it: "Jane Doe, its head and voice"."""
    if name.pos_ != "PROPN":
        return []
    beside = [c.i for c in name.children if c.dep_ == "appos" and c.pos_ == "NOUN" and c.i > name.i]
    nouns = (c for c in name.children if beside and c.dep_ == "conj" and c.pos_ == "NOUN" and c.i > beside[0])
    return [c for c in nouns if not children(c, "det", "nmod:poss") and c.tag_ == "NN"]


@kept
def is_passive(verb: Token) -> bool:
    """Whether the verb's subject is what it is done to."""
    if children(verb, "aux:pass", "nsubj:pass"):
        return not is_misread_active(verb)
    if verb.tag_ == "VBN" and not children(verb, "aux", "nsubj"):
        if verb.dep_ in ("acl", "acl:relcl", "advcl", "amod"):
            judged = children(verb, "obj") and any(c.dep_ == "xcomp" and c.pos_ == "ADJ" for c in verb.children)
            return not judged  # "after [an inspection] rated the home poor": no participle
        if verb.dep_ in ("conj", "parataxis") and verb.head.tag_ == "VBN":
            return is_passive(verb.head)
        return verb.dep_ in ("xcomp", "root", "ROOT", "ccomp")
    return False


@kept
def is_misread_active(verb: Token) -> bool:
    """Whether the parse calls a subject passive where nothing else is: "cyclists have condemned as an insult a plan", "the city appointed them"."""
    if verb.dep_ == "conj" or not children(verb, "nsubj:pass") or children(verb, "aux:pass", "cop"):
        return False
    return any(c.dep_ == "obj" or (c.dep_ == "aux" and c.lemma_ == "have") for c in verb.children)


def _antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    node = pronoun
    for _ in range(_MAX):
        if node.dep_ == "acl:relcl":
            return _out_of_brackets(node.head, pronoun)
        if node.head == node:
            return None
        node = node.head
    return None


def _out_of_brackets(noun: Token, pronoun: Token) -> Token:
    """What a clause behind brackets describes: who stands before them, though the parse takes what is in them: "Jane Doe (Labour), who"."""
    while noun.head != noun and noun.head.i < noun.i and noun.doc[noun.head.i].pos_ in ("NOUN", "PROPN"):
        opened = any(t.text == "(" for t in noun.doc[noun.head.i : noun.i])
        if not opened or not any(t.text == ")" for t in noun.doc[noun.i : pronoun.i]):
            break
        noun = noun.head
    return noun


def predicated_of(noun: Token) -> Token:
    """Whom a noun is said to be ("she was the only member to vote"); the noun itself where it is no predicate, or where "it" is its subject."""
    if marker_of(noun) == "among" and noun.i < noun.head.i and any(c.dep_ == "cop" for c in noun.head.children):
        return noun.head  # "among those who left was Jane Doe"
    first = noun.head if noun.dep_ == "conj" and noun.pos_ == "NOUN" else noun
    if not any(c.dep_ == "cop" for c in first.children):
        return noun
    subjects = [c for c in first.children if base(c) == "nsubj" and c.lower_ not in _EMPTY]
    return subjects[0] if subjects else noun


def resolve_relative(token: Token) -> Token:
    """The antecedent of a relative pronoun, also of one that is counted ("44 of whom"), or the token itself."""
    if token.pos_ in ("NUM", "DET", "PRON", "ADJ") or token.lemma_ in _COUNTS:
        token = next((c for c in token.children if c.lower_ in ("whom", "which") and marker_of(c) == "of"), token)
    if token.lower_ in RELATIVE and token.tag_ in ("WDT", "WP", "WP$", "IN", "DT"):
        found = _antecedent(token)
        if found is not None and (nearer := _agent_before(token, found)) is not None:
            return nearer
        return predicated_of(found) if found is not None else token
    return token


def _agent_before(pronoun: Token, antecedent: Token) -> Token | None:
    """ "A claim filed by [inmates] who ...": the agent right before "who", though the parse takes the clause to describe the thing."""
    before = pronoun.nbor(-1) if pronoun.lower_ == "who" and pronoun.i else None
    by = before is not None and before.head.dep_ == "acl" and before.head.head == antecedent and marker_of(before) == "by"
    return before if by else _person_before(pronoun, antecedent)


def _person_before(pronoun: Token, antecedent: Token) -> Token | None:
    """ "A letter from [Jane Doe], who ...": the person named right before "who", though the parse takes the clause to describe the thing."""
    at = pronoun.i - 1 - (pronoun.i > 1 and pronoun.nbor(-1).text == ",")
    if pronoun.lower_ != "who" or at <= antecedent.i or antecedent.pos_ != "NOUN" or pronoun.doc[at].ent_type_ not in ("PERSON", "PER"):
        return None
    name = pronoun.doc[at]
    while name.head != antecedent and antecedent.i < name.head.i < pronoun.i and name.head != name and marker_of(name) is None:
        name = name.head
    return name if name.head == antecedent and name.dep_ == "nmod" and marker_of(name) in _SENT else None


def exists(noun: Token) -> bool:
    """ "There was no reason": whether a noun is what there is."""
    return base(noun) == "nsubj" and noun.head.lemma_ == "be" and any(c.dep_ == "expl" and c.lower_ == "there" for c in noun.head.children)


def bare_plural(noun: Token) -> bool:
    """Whether a noun is a plural that nothing points at, owns or counts: "inspects [schools]"."""
    return noun.tag_ == "NNS" and not any(c.dep_ in ("det", "nmod:poss", "nummod") for c in noun.children)


def names_season(token: Token) -> bool:
    """Whether a phrase names a part of a day, month or year: "on the 3rd", "in the spring", "at the end of March"."""
    part = token.lower_ in _ENDS and any(is_time(c) or c.text in MONTHS for c in children(token, "nmod"))
    return part or token.lower_ in _SEASONS or _ORDINAL.fullmatch(token.text) is not None


def is_time(token: Token) -> bool:
    """Whether a phrase is a number, a date or a measure of time ("two days after"), which nobody does and nothing is done to."""
    return token.pos_ == "NUM" or token.ent_type_ == "DATE" or _is_span(token)


def names_day(token: Token) -> bool:
    """Whether a phrase says on which day or in which month: "on Friday", "in May"; May and April may be people's names, too."""
    month = token.text in MONTHS and (marker_of(token) in _IN_MONTH or any(c.dep_ == "nummod" for c in token.children))
    return token.text in WEEKDAYS or month


def _is_span(token: Token) -> bool:
    return token.pos_ == "NOUN" and token.lemma_.lower() in _SPANS


def counts_time(token: Token) -> bool:
    """Whether a phrase counts a stretch of time: "two days [after the vote]"."""
    return _is_span(token) and bool(children(token, "nummod"))


def is_duration(token: Token) -> bool:
    """Whether a phrase says no more than how long: "for months", "for two years"."""
    return _is_span(token) and marker_of(token) == "for" and not children(token, "nmod", "acl")


@kept
def marker_of(token: Token) -> str | None:
    """The preposition or conjunction that marks a phrase ("for" in "for its failings"), lower case, the first word of it."""
    marks = [c for c in token.children if c.dep_ in ("case", "mark") and c.i < token.i and c.lower_ not in ("'s", "’s")]
    if not marks and token.tag_ == "VB":
        marks = [c for c in token.children if c.dep_ == "mark"]
    if not marks and token.pos_ == "PROPN":  # where the parse hangs it on an inner word of the name, or on the title before it
        inner = (c for c in token.children if c.dep_ in ("compound", "flat", "nmod:desc"))
        marks = [d for c in inner for d in c.children if d.dep_ == "case" and d == token.left_edge]
    return marks[0].lower_ if marks else None


def with_particle(verb: Token) -> str:
    """The lemma of a verb with its particle, where it has one: "rule out"."""
    lemma = verb.lemma_.lower()
    return next((f"{lemma} {c.lower_}" for c in verb.children if c.dep_ in ("compound:prt", "advmod") and c.i > verb.i), lemma)


def phrases_behind(noun: Token, *markers: str) -> list[Token]:
    """The phrases that hang on a noun behind it, after one of these prepositions: "members [of the board]"."""
    return [c for c in noun.children if c.dep_ == "nmod" and c.i > noun.i and marker_of(c) in markers]


def owners(noun: Token, *markers: str) -> list[Token]:
    """Whose a thing is said to be: its possessors, then the phrases behind it after one of these prepositions: "[its] report [by the board]"."""
    return [*children(noun, "nmod:poss"), *phrases_behind(noun, *markers)]


def marked(token: Token, markers: frozenset[str]) -> list[Token]:
    """Dependents of `token` that stand after one of `markers`."""
    out = []
    for c in token.children:
        if base(c) in _CONTENT and c.i > token.i - 40:
            mark = marker_of(c)
            if (
                mark in markers
                or ("to" in markers and c.dep_ == "xcomp" and mark == "to")
                or ("that" in markers and c.dep_ == "ccomp" and mark in (None, "that") and not asks(c))
            ):
                out.append(c)
    return out


def asks(clause: Token, words: frozenset[str] = _QUESTION) -> bool:
    """Whether a clause is a reported question, begun by one of some words: "asked how it came about"."""
    return any(c.lower_ in words and c.i < clause.i for c in clause.children)


def undergoes(noun: Token) -> bool:
    """Whether a noun is whom something is to be done to: "called for [the director] to be dismissed"."""
    clauses = (c for t in (noun, noun.head) for c in t.children if c.dep_ in ("acl", "xcomp", "advcl") and c.tag_ == "VBN" and c.i > noun.i)
    return any(is_passive(c) and any(d.lower_ == "to" for d in c.children) for c in clauses)


def has_determiner(noun: Token, *words: str) -> bool:
    """Whether a noun has one of some articles or the like: "[any] change"."""
    return any(c.dep_ == "det" and c.lower_ in words for c in noun.children)


def negated(token: Token) -> bool:
    """Whether a clause or noun is negated by a word of its own ("not", "never", "no"); "not only" denies nothing."""
    for c in token.children:
        if c.lower_ in ("not", "n't", "n’t") and _adds(c):
            continue
        if c.dep_ in ("advmod", "det", "cc:preconj") and (
            c.lower_ in ("not", "n't", "n’t", "never", "no", "neither", "nor", "hardly") or c.negates
        ):
            return True
        if base(c) in ("nsubj", "obj") and (
            c.lower_ in ("nobody", "nothing", "none", "no-one", "neither") or any(d.lower_ in ("no", "neither", "none") for d in c.children)
            or (c.left_edge.lower_ == "not" and c.left_edge.i + 1 < len(c.doc)
                and c.left_edge.nbor().lower_ in ("all", "every", "everyone", "everybody", "many"))
        ):
            return True
        if c.dep_ == "cc" and c.lower_ == "nor":
            return True
    return False


def _adds(negation: Token) -> bool:
    """Whether "not" goes with the word behind it and says that there is more: "not only", "not just"."""
    return negation.i + 1 < len(negation.doc) and negation.nbor().lower_ in ("only", "just", "merely", "simply", "solely")


def is_content(clause: Token) -> bool:
    """Whether a clause begins with "that" as a conjunction, also where the parse makes a second object of it: "the claim that it paid them"."""
    objects = children(clause, "obj")
    return any(c.lower_ == "that" and (c.dep_ == "mark" or (c in objects and len(objects) > 1)) for c in clause.children)


def looks_back(verb: Token) -> bool:
    """Whether a clause tells of what was or has been ("did not hide", "has not hidden", "never hid"), no modal verb before it."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "aux:pass", "cop")]
    if any(c.tag_ == "MD" for c in auxiliaries):
        return False
    return verb.tag_ == "VBD" or any(c.tag_ == "VBD" or (c.lemma_ == "have" and c.dep_ == "aux") for c in auxiliaries)


def in_general(verb: Token) -> bool:
    """Whether a clause is in the simple present, which tells of no day: "inspects", "are inspected"; not "is inspecting", "has inspected"."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "aux:pass") and c.tag_ != "TO"]
    if not auxiliaries:
        return verb.tag_ in ("VBZ", "VBP")
    return is_passive(verb) and len(auxiliaries) == 1 and auxiliaries[0].tag_ in ("VBZ", "VBP") and auxiliaries[0].lemma_ == "be"


def unmade(verb: Token) -> bool:
    """Whether a clause with a modal looks back at what was not done ("should have asked") or tells a preference ("would sooner wait")."""
    looks_back = any(c.dep_ == "aux" and c.lemma_.lower() in ("have", "'ve", "’ve") and c.i < verb.i for c in verb.children)
    return looks_back or (verb.lemma_ == "have" and verb.pos_ == "AUX") or any(c.lower_ in ("sooner", "rather") for c in verb.children)


def subtree_span(token: Token, skip: tuple[str, ...] = (), without: frozenset[int] = frozenset()) -> tuple[int, int]:
    """First and last index (inclusive) of a token's contiguous subtree around it; direct children with a label in `skip`, or an index in
    `without`, are left out."""
    inside = {token.i}
    for c in token.children:
        if c.dep_ not in skip and base(c) not in skip and c.i not in without:
            inside.update(t.i for t in c.subtree)
    first = last = token.i
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    return first, last


def governors(token: Token) -> Iterator[Token]:
    """The heads above a token, nearest first."""
    for _ in range(60):
        if token.head == token:
            return
        token = token.head
        yield token
