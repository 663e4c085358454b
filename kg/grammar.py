"""Questions about a Universal Dependencies parse: who does what to whom in a clause, whatever its voice and shape. No domain words here.

Each function takes tokens of a spaCy `Doc` and returns tokens. A subject that the clause does not say itself is looked for where English puts it:
the antecedent of a relative clause, the noun of a participle, the governor's subject or object of a control verb, the first of coordinated verbs.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg import reporting

RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_CONTENT = ("obl", "nmod", "advcl", "acl", "xcomp", "ccomp", "advmod")
_CLAUSAL = ("VERB", "AUX", "ADJ", "NOUN")
_EMPTY = frozenset({"it", "this", "that", "these", "those", "there", "what", "which"})  # subjects that name nobody
DENYING = frozenset({"not", "n't", "n’t", "never", "no", "nothing"})
_QUESTION = frozenset({"how", "why", "when", "where", "whether", "if"})
_INSTANCE = frozenset({"including", "such"})  # "such as"
_SPANS = frozenset({"second", "minute", "hour", "day", "night", "week", "weekend", "fortnight", "month", "year", "decade", "century", "while"})
_SENDING = frozenset({"send", "appoint", "hire", "engage", "recruit", "bring", "call", "deploy", "dispatch", "employ", "draft", "invite", "nominate"})
_HELD = frozenset({"of", "as", "for", "to", "with", "from"})  # what a passive may say between its verb and its agent
_MAX = 12  # steps up a tree; a guard, no real clause is deeper


def base(token: Token) -> str:
    """The dependency label without its subtype."""
    return token.dep_.split(":")[0]


def children(token: Token, *labels: str) -> list[Token]:
    """Children with one of these labels; a label without a subtype stands for all its subtypes."""
    return [c for c in token.children if c.dep_ in labels or base(c) in labels]


def conjuncts(token: Token) -> list[Token]:
    """The token and those coordinated with it."""
    out = [token]
    said_of = continued(token)
    for c in token.children:
        if c.dep_ == "conj" and (c in said_of or any(d.dep_ == "cop" for d in c.children)):
            continue  # "Jane Doe, who founded it and is its chair": said of her, not beside her
        if c.dep_ == "conj" and (c.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "X") or token.pos_ not in ("NOUN", "PROPN", "PRON")):
            out += conjuncts(c)
    return out


def instances(noun: Token) -> list[Token]:
    """Those named of the many that a noun tells of: "campaigners including Jane Doe and Tom Roe", "charities such as Marlow Aid"."""
    if noun.tag_ != "NNS":
        return []
    named = [c for c in noun.children if base(c) == "nmod" and c.pos_ == "PROPN" and marker_of(c) in _INSTANCE]
    return [t for c in named for t in conjuncts(c) if t.pos_ == "PROPN"]


def continued(name: Token) -> list[Token]:
    """Nouns that go on with what stands in apposition to a name, though the parse puts them beside it: "Jane Doe, its head and voice"."""
    if name.pos_ != "PROPN":
        return []
    beside = [c.i for c in name.children if c.dep_ == "appos" and c.pos_ == "NOUN" and c.i > name.i]
    nouns = (c for c in name.children if beside and c.dep_ == "conj" and c.pos_ == "NOUN" and c.i > beside[0])
    return [c for c in nouns if not children(c, "det", "nmod:poss") and c.tag_ == "NN"]


def is_passive(verb: Token) -> bool:
    """Whether the verb's subject is what it is done to."""
    if children(verb, "aux:pass", "nsubj:pass"):
        return True
    if verb.tag_ == "VBN" and not children(verb, "aux", "nsubj"):
        if verb.dep_ in ("acl", "acl:relcl", "advcl", "amod"):
            return True
        if verb.dep_ in ("conj", "parataxis") and verb.head.tag_ == "VBN":
            return is_passive(verb.head)
        return verb.dep_ in ("xcomp", "root", "ROOT", "ccomp")
    return False


def _antecedent(pronoun: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    node = pronoun
    for _ in range(_MAX):
        if node.dep_ == "acl:relcl":
            return node.head
        if node.head == node:
            return None
        node = node.head
    return None


def predicated_of(noun: Token) -> Token:
    """Whom a noun is said to be ("she was the only member to vote"); the noun itself where it is no predicate, or where "it" is its subject."""
    first = noun.head if noun.dep_ == "conj" and noun.pos_ == "NOUN" else noun
    if not any(c.dep_ == "cop" for c in first.children):
        return noun
    subjects = [c for c in first.children if base(c) == "nsubj" and c.lower_ not in _EMPTY]
    return subjects[0] if subjects else noun


def resolve_relative(token: Token) -> Token:
    """The antecedent of a relative pronoun, or the token itself."""
    if token.lower_ in RELATIVE and token.tag_ in ("WDT", "WP", "WP$", "IN", "DT"):
        found = _antecedent(token)
        return predicated_of(found) if found is not None else token
    return token


def _own(verb: Token, passive: bool) -> list[Token]:
    labels = ("nsubj:pass",) if passive else ("nsubj", "csubj")
    found = [c for c in verb.children if c.dep_ in labels or (not passive and c.dep_ == "nsubj:outer")]
    if not found and passive:
        found = [c for c in verb.children if c.dep_ == "nsubj"]
    found = [c for c in found if not is_object(c)]
    found = found or [c for cop in verb.children if cop.dep_ == "cop" for c in cop.children if c.dep_ == "nsubj"]  # "[are] up in arms"
    return found or _between_for_and_to(verb) or _after_source(verb)


def _after_source(verb: Token) -> list[Token]:
    """The subject that the parse takes for the source's other name: "according to Jane Doe, [the agency] was slow"."""
    sources = [c for c in verb.children if c.dep_ == "obl" and c.i < verb.i and any(d.lower_ == "according" for d in c.children)]
    return [d for c in sources for d in c.children if d.dep_ == "appos" and d.i > c.i][:1]


def is_object(token: Token) -> bool:
    """Whether a noun is what its verb acts on: also one that the parse makes a second subject, right after the verb: "accused Denby Council of"."""
    if token.dep_ == "obj":
        return True
    verb = token.head
    right_behind = token.dep_ == "nsubj" and token.left_edge.i == verb.i + 1 and verb.tag_ in ("VBD", "VBZ", "VBP", "VB") and not is_passive(verb)
    if not right_behind or verb.i == 0 or verb.nbor(-1).is_punct:  # "..., said the cook"
        return False
    if reporting.is_subject_of_clause(token):
        return False
    return any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children) and not any(c.dep_ == "obj" for c in verb.children)


def _between_for_and_to(verb: Token) -> list[Token]:
    """The subject of "for the minister to resign", which the parse may hang elsewhere."""
    marks = {c.lower_: c.i for c in verb.children if c.dep_ == "mark" and c.i < verb.i}
    if "to" not in marks or not 0 < marks.get("for", 0) < marks["to"]:
        return []
    inside = range(marks["for"] + 1, marks["to"])
    return [t for t in verb.doc[inside.start : inside.stop] if t.head.i not in inside and t.pos_ in ("NOUN", "PROPN", "PRON")][:1]


def surface_subjects(verb: Token, depth: int = 0) -> tuple[list[Token], int]:
    """The grammatical subject of a clause and the number of steps it took to find it (0: said in the clause itself)."""
    set_right = reporting.subjects_of(verb)
    own = _own(verb, is_passive(verb)) if set_right is None else set_right
    if own or set_right is not None:
        return [resolve_relative(t) for t in own], 0
    if depth > _MAX:
        return [], depth
    head = verb.head
    if head == verb:
        return [], 0
    found: list[Token] = []
    steps = 0
    if verb.dep_ == "conj":
        found, steps = surface_subjects(head, depth + 1)
    elif verb.dep_ == "xcomp":
        objects = [c for c in head.children if c.dep_ == "iobj" or is_object(c)]
        if objects and head.pos_ in ("VERB", "AUX") and not is_passive(head):
            found = objects[-1:]
        else:
            found, steps = surface_subjects(head.head if head.pos_ == "ADV" else head, depth + 1)  # "has yet to close"
    elif verb.dep_ in ("acl", "amod") or (verb.dep_ == "acl:relcl" and not _relative_child(verb)):
        if verb.dep_ == "acl" and verb.tag_ == "VB":
            found = _controller_of_noun(head)
        elif head.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
            found = [predicated_of(head)]  # "Marlow Aid is a charity founded by Jane Doe"
    elif verb.dep_ in ("advcl", "acl") and marker_of(verb) in ("of", "for") and (them := undergoers(head)[0] if head.pos_ == "VERB" else []):
        found = them  # "accused him of holding talks", "praised them for speaking out"
    elif verb.dep_ == "ccomp" and verb.i < head.i and len(subjects := children(head, "nsubj")) > 1 and subjects[0].i < verb.i:
        found = subjects[:1]  # "'The agency let them down,' said Jane Doe", where the parse makes the agency speak
    elif verb.dep_ == "advcl" and verb.tag_ == "VB" and head.lemma_.lower() in _SENDING and (sent := children(head, "obj")):
        found = sent  # "sent in commissioners to run it"
    elif verb.dep_ == "advcl" and verb.tag_ == "VB" and is_passive(head):
        found = agents(head)  # "services were cut to pay for it": by whoever cut them
    elif verb.dep_ in ("advcl", "parataxis") and head.pos_ in _CLAUSAL and (verb.tag_ in ("VBG", "VBN", "VB") or verb.pos_ in ("ADJ", "NOUN")):
        found, steps = surface_subjects(head, depth + 1)
    return [resolve_relative(t) for t in found], steps + 1


def exists(noun: Token) -> bool:
    """ "There was no reason": whether a noun is what there is."""
    return base(noun) == "nsubj" and noun.head.lemma_ == "be" and any(c.dep_ == "expl" and c.lower_ == "there" for c in noun.head.children)


def speakers_deed(verb: Token) -> list[Token]:
    """The subject of "said" in "she said [contrition came cheap] and called on the force to act", where the parse joins the second verb to the
    reported clause."""
    first = verb.head
    if verb.dep_ != "conj" or first.dep_ != "ccomp" or children(verb, "nsubj") or is_passive(verb):
        return []
    return surface_subjects(first.head)[0]


def givers_of_noun(verb: Token) -> list[Token]:
    """Whoever acts on the noun that a participle tells the content of: "[Labour] tabled a motion calling for a review"."""
    noun = verb.head
    tells = verb.dep_ == "acl" and verb.tag_ == "VBG" and noun.dep_ == "obj" and verb.i > noun.i and marker_of(verb) is None
    return surface_subjects(noun.head)[0] if tells else []


def _relative_child(verb: Token) -> bool:
    return any(c.lower_ in RELATIVE and base(c) in ("nsubj", "obj", "obl") for c in verb.children)


def _controller_of_noun(noun: Token) -> list[Token]:
    """For "a plan to close", "its decision to fine": whoever the noun belongs to, else the subject of its verb."""
    owners = children(noun, "nmod:poss")
    if owners:
        return owners
    if noun.pos_ == "ADV":  # "has yet to close"
        return surface_subjects(noun.head, _MAX)[0]
    if base(noun) in ("obj", "obl") and noun.head.pos_ == "VERB":
        return surface_subjects(noun.head, _MAX)[0]
    return [predicated_of(noun)] if predicated_of(noun) is not noun else []


def agents(verb: Token) -> list[Token]:
    """The by-phrase of a passive."""
    found = [c for c in verb.children if c.dep_ == "obl:agent"]
    if not found:
        found = [c for c in verb.children if base(c) in ("obl", "nmod") and marker_of(c) == "by" and not _is_time(c)]
    if not found:  # hung on the phrase before it: "named as [chairman by the foundation]", "accused of [misleading members by the charity]"
        inner = [c for c in verb.children if c.i > verb.i and (c.dep_ == "xcomp" or (base(c) in ("obl", "advcl") and marker_of(c) in _HELD))]
        inner += [d for c in inner for d in c.children if base(d) == "obj"]
        found = [d for c in inner for d in c.children if base(d) in ("nmod", "obl") and marker_of(d) == "by" and d.tag_ != "VBG"]
    return found


def _is_time(token: Token) -> bool:
    return token.pos_ == "NUM" or token.ent_type_ == "DATE"


def is_duration(token: Token) -> bool:
    """Whether a phrase says no more than how long: "for months", "for two years"."""
    return token.pos_ == "NOUN" and token.lemma_.lower() in _SPANS and marker_of(token) == "for" and not children(token, "nmod", "acl")


def doers(verb: Token) -> tuple[list[Token], int]:
    """Who acts: the subject of an active clause, the by-phrase of a passive."""
    if is_passive(verb):
        found = agents(verb)
        if not found and verb.dep_ == "conj" and is_passive(verb.head):
            found = agents(verb.head)
        if not found:
            for c in verb.children:
                if c.dep_ == "conj" and is_passive(c) and agents(c):
                    found = agents(c)
                    break
        return [resolve_relative(t) for t in found], 0
    return surface_subjects(verb)


def behind(clause: Token) -> list[Token]:
    """Who stands accused by a clause: of a passive, whoever did it; who "was sacked by the council" did nothing. Else the clause itself."""
    return doers(clause)[0] if clause.pos_ in ("VERB", "AUX") and clause.dep_ == "ccomp" and is_passive(clause) else [clause]


def undergoers(verb: Token) -> tuple[list[Token], int]:
    """What is acted on: the object of an active clause, the subject of a passive."""
    if is_passive(verb):
        return surface_subjects(verb)
    found = [c for c in verb.children if is_object(c)] or children(verb, "iobj")  # "urged ministers to act": the one urged is no second object
    behind = [c for c in found if c.i > verb.i]
    if behind and verb.tag_ == "VBG":
        found = behind  # "backed [a motion] criticising the council", where the parse makes objects of both
    found = found or [c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.pos_ == "PROPN"]  # a name that reads like a clause
    found = found or _taken_by_participle(verb)
    if (
        not found
        and verb.dep_ == "acl:relcl"
        and not any(c.lower_ in RELATIVE and base(c) == "nsubj" for c in verb.children)
        and children(verb, "nsubj")
    ):
        return [verb.head], 1
    if not found:
        later = [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB" and children(c, "obj") and not children(c, "nsubj")]
        found = children(later[0], "obj") if later else []
    return [resolve_relative(t) for t in found], 0


def _taken_by_participle(verb: Token) -> list[Token]:
    """The object that the parse gives to the participle behind it: "backed [a motion] criticising the council"."""
    participles = (c for c in verb.children if c.dep_ in ("advcl", "xcomp") and c.tag_ == "VBG" and c.i > verb.i)
    objects = [(p, children(p, "obj")) for p in participles]
    return [c for p, found in objects for c in found if verb.i < c.i < p.i and found[-1].i > p.i]


def named_in_quotes(verb: Token) -> list[tuple[Token, Token]]:
    """ "Called the plan 'shabby'", which the parse may take for two words for one thing: what is named so, and the word."""
    things = children(verb, "obj", "xcomp")
    words = [(t, c) for t in things for c in t.children if c.dep_ == "appos" and c.left_edge.i > t.i]
    return [(t, c) for t, c in words if c.left_edge.is_quote or c.left_edge.nbor(-1).is_quote]


def after_particle(verb: Token, particles: frozenset[str]) -> list[Token]:
    """The object of a verb with a particle that the parse took for a preposition: "brought in Jane Doe as director"."""
    return [c for c in verb.children if c.dep_ == "obl" and c.i > verb.i and marker_of(c) in (None, *particles) and not _is_time(c)][:1]


def recipients(verb: Token) -> list[Token]:
    """The second object ("handed the council a notice") or, in a passive, the subject."""
    if is_passive(verb) and children(verb, "obj"):
        return surface_subjects(verb)[0]
    objects = children(verb, "obj")
    found = children(verb, "iobj") or (objects[:1] if len(objects) > 1 else [])  # two objects: the first is the recipient
    return [resolve_relative(t) for t in found] or (surface_subjects(verb)[0] if is_passive(verb) else [])


def marker_of(token: Token) -> str | None:
    """The preposition or conjunction that marks a phrase ("for" in "for its failings"), lower case, the first word of it."""
    marks = [c for c in token.children if c.dep_ in ("case", "mark") and c.i < token.i and c.lower_ not in ("'s", "’s")]
    if not marks and token.tag_ == "VB":
        marks = [c for c in token.children if c.dep_ == "mark"]
    if not marks and token.pos_ == "PROPN":  # where the parse hangs it on an inner word of the name
        marks = [d for c in token.children if c.dep_ in ("compound", "flat") for d in c.children if d.dep_ == "case" and d == token.left_edge]
    return marks[0].lower_ if marks else None


def with_particle(verb: Token) -> str:
    """The lemma of a verb with its particle, where it has one: "rule out"."""
    lemma = verb.lemma_.lower()
    return next((f"{lemma} {c.lower_}" for c in verb.children if c.dep_ in ("compound:prt", "advmod") and c.i > verb.i), lemma)


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


def asks(clause: Token) -> bool:
    """Whether a clause is a reported question: "asked how it came about"."""
    return any(c.lower_ in _QUESTION and c.i < clause.i for c in clause.children)


def negated(token: Token) -> bool:
    """Whether a clause or noun is negated by a word of its own ("not", "never", "no")."""
    for c in token.children:
        if c.dep_ in ("advmod", "det", "cc:preconj") and (
            c.lower_ in ("not", "n't", "n’t", "never", "no", "neither", "nor", "hardly") or "Neg" in c.morph.get("Polarity", [])
        ):
            return True
        if base(c) in ("nsubj", "obj") and (
            c.lower_ in ("nobody", "nothing", "none", "no-one") or any(d.lower_ in ("no", "neither", "none") for d in c.children)
        ):
            return True
        if c.dep_ == "cc" and c.lower_ == "nor":
            return True
    return False


def looks_back(verb: Token) -> bool:
    """Whether a clause tells of what was or has been ("did not hide", "has not hidden", "never hid"), no modal verb before it."""
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "aux:pass", "cop")]
    if any(c.tag_ == "MD" for c in auxiliaries):
        return False
    return verb.tag_ == "VBD" or any(c.tag_ == "VBD" or (c.lemma_ == "have" and c.dep_ == "aux") for c in auxiliaries)


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
