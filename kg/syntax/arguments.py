"""Who does what to whom in a clause of a Universal Dependencies parse, whatever its voice and shape. No domain words here.

Each function takes tokens of a `kg.syntax.tree.Doc` and returns tokens. A subject that the clause does not say itself is looked for where English
puts it: the antecedent of a relative clause, the noun of a participle, the governor's subject or object of a control verb, the first of coordinated
verbs.
"""

from __future__ import annotations

from kg.syntax import grammar, misjoined, reporting
from kg.syntax.kept import kept
from kg.syntax.tree import Token

_CLAUSAL = ("VERB", "AUX", "ADJ", "NOUN")
_SENDING = frozenset({"send", "appoint", "hire", "engage", "recruit", "bring", "call", "deploy", "dispatch", "employ", "draft", "invite", "nominate"})
# What a passive may say between its verb and its agent.
_HELD = frozenset({"of", "as", "for", "to", "with", "from", "in", "into", "under", "on", "off"})
_MAX = 12  # steps up a tree; a guard, no real clause is deeper


def _own(verb: Token, passive: bool) -> list[Token]:
    labels = ("nsubj:pass",) if passive or grammar.is_misread_active(verb) else ("nsubj", "csubj")
    found = [c for c in verb.children if c.dep_ in labels or (not passive and c.dep_ == "nsubj:outer")]
    if not found and passive:
        found = [c for c in verb.children if c.dep_ == "nsubj"]
    found = [c for c in found if not (c.lower_ == "whose" or is_object(c) or misjoined.is_told(c, found))]  # which is never a subject
    if not passive and len(found) > 1 and verb.i and not verb.nbor(-1).is_punct:  # "which rated [Denby] Council's homes"; not "..., said the cook"
        found = [c for c in found if c.i < verb.i] or found
    fronted = _fronted(verb)
    found = [c for c in found if c not in fronted and (c is found[0] or not _put_between(c, verb))]
    found = found or [c for cop in verb.children if cop.dep_ == "cop" for c in cop.children if c.dep_ == "nsubj"]  # "[are] up in arms"
    return found or _between_for_and_to(verb) or _after_source(verb) or misjoined.subjects(verb)


def _fronted(verb: Token) -> list[Token]:
    """The object before the subject in "the company, whose [board] the minister appointed", whatever the parse makes of it."""
    if verb.dep_ != "acl:relcl":
        return []
    subjects = grammar.children(verb, "nsubj")
    owned = [c for c in verb.children if c.i < verb.i and c.dep_ in ("nsubj", "obj") and any(d.lower_ == "whose" for d in c.children)]
    return [c for c in owned if any(c.i < s.i < verb.i for s in subjects)]


def _put_between(subject: Token, verb: Token) -> bool:
    """Whether a second subject stands between commas right before the verb, and so only names somebody told of before: "The trust, which answers to
    the coroner, [Jane Doe], said sorry"."""
    return subject.right_edge.i + 2 == verb.i and verb.nbor(-1).text == "," and reporting.opens_after_comma(subject)


def _after_source(verb: Token) -> list[Token]:
    """The subject that the parse takes for the source's other name: "according to Jane Doe, [the agency] was slow"."""
    sources = [c for c in verb.children if c.dep_ == "obl" and c.i < verb.i and any(d.lower_ == "according" for d in c.children)]
    return [d for c in sources for d in c.children if d.dep_ == "appos" and d.i > c.i][:1]


@kept
def is_object(token: Token) -> bool:
    """Whether a noun is what its verb acts on: also one that the parse makes a second subject, right after the verb: "accused Denby Council of"."""
    if token.dep_ == "obj":
        return True
    verb = token.head
    right_behind = token.dep_ == "nsubj" and token.left_edge.i == verb.i + 1 and verb.tag_ in ("VBD", "VBZ", "VBP", "VB")
    if not right_behind or grammar.is_passive(verb) or verb.i == 0 or (verb.nbor(-1).is_punct and not _is_described(verb)):  # "..., said the cook"
        return False
    if reporting.is_subject_of_clause(token) or any(c.dep_ == "obj" and not _joined(c, token) for c in verb.children):
        return False
    second = verb.dep_ == "conj" and verb.nbor(-1).dep_ == "cc"  # "voted no and asked [the mayor] to act"
    return second or any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children)


def _is_described(verb: Token) -> bool:
    """Whether what stands between commas before a verb describes its subject: "Marlow Aid, a charity, [accused] the agency of delay"."""
    subjects = (c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i)
    inside = (d for c in subjects for d in c.children if d.dep_ in ("appos", "acl:relcl", "acl") and d.i > c.i)
    return any(grammar.subtree_span(d)[1] in (verb.i - 1, verb.i - 2) for d in inside)


def _joined(noun: Token, before: Token) -> bool:
    """Whether a noun is coordinated with one before it, though the parse gives each a place of its own: "indicted [Jane Doe, 58, and] the clerk"."""
    return any(c.dep_ == "cc" and before.i < c.i < noun.i for c in noun.children)


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
    own = _own(verb, grammar.is_passive(verb)) if set_right is None else set_right
    if own or set_right is not None:
        return [grammar.resolve_relative(t) for t in own], 0
    if depth > _MAX:
        return [], depth
    head = verb.head
    if head == verb:
        return [], 0
    found: list[Token] = []
    steps = 0
    if verb.dep_ == "conj" and head.dep_ == "ccomp" and head.i in verb.doc.quoted and verb.i not in verb.doc.quoted:
        found, steps = surface_subjects(head.head, depth + 1)  # "'They were let down,' she said, and promised a review"
    elif verb.dep_ == "conj":
        found, steps = surface_subjects(misjoined.above_conjunct(verb), depth + 1)
    elif verb.dep_ == "xcomp" and head.lemma_ == "have" and verb.tag_ == "VB":
        found, steps = surface_subjects(head, depth + 1)  # "has the power to fine"
    elif verb.dep_ == "xcomp":
        objects = [c for c in head.children if c.dep_ == "iobj" or is_object(c)]
        if objects and head.pos_ in ("VERB", "AUX") and not grammar.is_passive(head):
            found = objects[-1:]
        else:
            found, steps = surface_subjects(head.head if head.pos_ == "ADV" else head, depth + 1)  # "has yet to close"
    elif verb.dep_ in ("acl", "amod") or (verb.dep_ == "acl:relcl" and not _relative_child(verb)):
        if verb.dep_ == "acl" and verb.tag_ == "VB":
            found = _controller_of_noun(head)
        elif head.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
            found = [grammar.predicated_of(head)]  # "Marlow Aid is a charity founded by Jane Doe"
    elif verb.dep_ in ("advcl", "acl") and grammar.marker_of(verb) in ("of", "for") and (them := undergoers(head)[0] if head.pos_ == "VERB" else []):
        found = them  # "accused him of holding talks", "praised them for speaking out"
    elif verb.dep_ == "ccomp" and verb.i < head.i and len(subjects := grammar.children(head, "nsubj")) > 1 and subjects[0].i < verb.i:
        found = subjects[:1]  # "'The agency let them down,' said Jane Doe", where the parse makes the agency speak
    elif verb.dep_ == "advcl" and verb.tag_ == "VB" and (let := misjoined.allowed(verb)):
        found = let
    elif verb.dep_ == "advcl" and verb.tag_ == "VB" and head.lemma_.lower() in _SENDING and (sent := grammar.children(head, "obj")):
        found = sent  # "sent in commissioners to run it"
    elif verb.dep_ == "advcl" and verb.tag_ == "VB" and grammar.is_passive(head) and head.lemma_.lower() in _SENDING:
        found, steps = surface_subjects(head, depth + 1)  # "appointed by the minister to lead it"
    elif verb.dep_ == "advcl" and verb.tag_ == "VB" and head.dep_ == "advcl" and grammar.marker_of(head) == "as":
        found, steps = surface_subjects(head.head, depth + 1)  # "I write, [as they suggested], to ask"
    elif verb.dep_ == "advcl" and verb.tag_ == "VB" and grammar.is_passive(head):
        found = agents(head)  # "services were cut to pay for it": by whoever cut them
    elif verb.dep_ == "advcl" and grammar.marker_of(verb) == "in" and verb.tag_ == "VBG" and _follows_object(verb):
        found = []  # "found [gaps in recording falls]": whose recording is not said
    elif verb.dep_ in ("advcl", "parataxis") and head.pos_ in _CLAUSAL and (verb.tag_ in ("VBG", "VBN", "VB") or verb.pos_ in ("ADJ", "NOUN")):
        found, steps = surface_subjects(head, depth + 1)
    return [grammar.resolve_relative(t) for t in found], steps + 1


def _follows_object(clause: Token) -> bool:
    """Whether a clause stands right after its verb's object, of which it may be a part."""
    return any(c.dep_ == "obj" and c.right_edge.i + 1 == clause.left_edge.i for c in clause.head.children)


def speakers_deed(verb: Token) -> list[Token]:
    """The subject of "said" in "she said [contrition came cheap] and called on the force to act", where the parse joins the second verb to the
    reported clause."""
    first = verb.head
    if verb.dep_ != "conj" or first.dep_ != "ccomp" or grammar.children(verb, "nsubj") or grammar.is_passive(verb):
        return []
    return surface_subjects(first.head)[0]


def givers_of_noun(verb: Token) -> list[Token]:
    """Whoever acts on the noun that a participle tells the content of: "[Labour] tabled a motion calling for a review"."""
    noun = verb.head
    tells = verb.dep_ == "acl" and verb.tag_ == "VBG" and noun.dep_ == "obj" and verb.i > noun.i and grammar.marker_of(verb) is None
    return surface_subjects(noun.head)[0] if tells else []


def _relative_child(verb: Token) -> bool:
    return any(c.lower_ in grammar.RELATIVE and grammar.base(c) in ("nsubj", "obj", "obl") for c in verb.children)


def _controller_of_noun(noun: Token) -> list[Token]:
    """For "a plan to close", "its decision to fine": whoever the noun belongs to, else the subject of its verb."""
    owners = grammar.children(noun, "nmod:poss")
    if owners:
        return owners
    if noun.pos_ == "ADV":  # "has yet to close"
        return surface_subjects(noun.head, _MAX)[0]
    if grammar.base(noun) in ("obj", "obl") and noun.head.pos_ == "VERB":
        return surface_subjects(noun.head, _MAX)[0]
    return [grammar.predicated_of(noun)] if grammar.predicated_of(noun) is not noun else []


def agents(verb: Token) -> list[Token]:
    """The by-phrase of a passive."""
    found = [c for c in verb.children if c.dep_ == "obl:agent" and any(t.lower_ == "by" for t in verb.doc[verb.i : c.i])]
    if not found:
        found = [c for c in verb.children if grammar.base(c) in ("obl", "nmod") and grammar.marker_of(c) == "by" and not grammar.is_time(c)]
    if not found:  # hung on the phrase before it: "named as [chairman by the foundation]", "accused of [misleading members by the charity]"
        behind_it = [c for c in verb.children if c.i > verb.i]
        inner = [c for c in behind_it if c.dep_ == "xcomp" or (grammar.base(c) in ("obl", "advcl") and grammar.marker_of(c) in _HELD)]
        inner += [c for c in behind_it if c.dep_ == "ccomp" and not grammar.is_passive(c)]  # "was told [it is poor by inspectors]"
        deeper = [d for c in inner for d in c.children if grammar.base(d) == "obj" or (c.pos_ == "ADJ" and d.dep_ == "obl")]  # "guilty [of fraud]"
        inner += deeper + grammar.children(verb, "obj")  # "was given [a grant by the agency]"
        found = [d for c in inner for d in c.children if grammar.base(d) in ("nmod", "obl") and grammar.marker_of(d) == "by" and d.tag_ != "VBG"]
    return found or _behind_deed(verb)


def _behind_deed(verb: Token) -> list[Token]:
    """The agent of "was accused of misleading members [by the charity]", which the parse hangs on the deed however it reads that: nobody else does
    what an active participle tells."""
    behind = (t for t in verb.doc[verb.i + 1 : verb.right_edge.i + 1] if t.tag_ == "VBG" and t.nbor(-1).lower_ in _HELD)
    deeds = (t for t in behind if t.nbor(-1).head.i >= t.i and verb.is_ancestor(t))
    deed = next((t for t in deeds if not any(x.tag_ == "VBN" for x in verb.doc[verb.i + 1 : t.i])), None)
    if deed is None:
        return []
    hung = [c for c in deed.children if c.i > deed.i and c.pos_ in ("NOUN", "PROPN") and not grammar.is_time(c)]
    return [c for c in hung if grammar.marker_of(c) == "by"]


@kept
def doers(verb: Token) -> tuple[list[Token], int]:
    """Who acts: the subject of an active clause, the by-phrase of a passive."""
    if grammar.is_passive(verb):
        found = agents(verb)
        if not found and verb.dep_ == "conj" and grammar.is_passive(verb.head):
            found = agents(verb.head)
        if not found:
            for c in verb.children:
                if c.dep_ == "conj" and grammar.is_passive(c) and agents(c):
                    found = agents(c)
                    break
        return [grammar.resolve_relative(t) for t in found], 0
    return surface_subjects(verb)


def behind(clause: Token) -> list[Token]:
    """Who stands accused by a clause: of a passive, whoever did it; who "was sacked by the council" did nothing. Else the clause itself."""
    told = clause.dep_ == "ccomp" or (clause.dep_ in ("acl", "advcl", "xcomp", "obl") and grammar.marker_of(clause) in ("of", "about", "at"))
    return doers(clause)[0] if clause.pos_ in ("VERB", "AUX") and told and grammar.is_passive(clause) else [clause]


@kept
def undergoers(verb: Token) -> tuple[list[Token], int]:
    """What is acted on: the object of an active clause, the subject of a passive."""
    if grammar.is_passive(verb):
        return surface_subjects(verb)
    found = [c for c in verb.children if is_object(c)] or grammar.children(verb, "iobj")  # "urged ministers to act": nobody else is urged
    after = [c for c in found if c.i > verb.i]
    if after and verb.tag_ == "VBG":
        found = after  # "backed [a motion] criticising the council", where the parse makes objects of both
    found = found or [c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.pos_ == "PROPN"]  # a name that reads like a clause
    found = found or _fronted(verb) or misjoined.objects(verb) or _of_predicate(verb) or _unmarked(verb)
    if (
        not found
        and verb.dep_ == "acl:relcl"
        and not any(c.lower_ in grammar.RELATIVE and grammar.base(c) == "nsubj" for c in verb.children)
        and grammar.children(verb, "nsubj")
        and not any(c.dep_ == "xcomp" and not grammar.children(c, "obj") for c in verb.children)  # "the show they had wanted to see"
    ):
        return [verb.head], 1
    if not found:
        joined = (c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB")
        later = [c for c in joined if grammar.children(c, "obj") and not grammar.children(c, "nsubj")]
        found = grammar.children(later[0], "obj") if later else _shared(verb)
    return [grammar.resolve_relative(t) for t in found], 0


def _unmarked(verb: Token) -> list[Token]:
    """A name right behind a verb, which the parse takes for a phrase of time or place: "publicly rebuked [Denby Council]"."""
    found = (c for c in verb.children if c.dep_ in ("obl", "obl:unmarked") and c.pos_ == "PROPN" and c.left_edge.i == verb.i + 1)
    return [c for c in found if grammar.marker_of(c) is None and not (grammar.is_time(c) or grammar.names_day(c))]


def _of_predicate(verb: Token) -> list[Token]:
    """ "Graded [the school] inadequate": the object that the parse makes the subject of what it is said to be."""
    said = (c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.pos_ == "ADJ" and not grammar.children(c, "cop", "mark"))
    return [d for c in said for d in c.children if d.dep_ == "nsubj" and verb.i < d.i < c.i]


def _shared(verb: Token) -> list[Token]:
    """The object behind coordinated verbs, which is that of them all though the parse hangs it on the first: "welcomed and endorsed [the call]"."""
    together = verb.dep_ == "conj" and verb.i and not grammar.is_passive(verb.head) and verb.nbor(-1).dep_ in ("cc", "advmod")
    return [c for c in grammar.children(verb.head, "obj") if c.i > verb.i and c.left_edge.i == verb.i + 1] if together else []


def named_in_quotes(verb: Token) -> list[tuple[Token, Token]]:
    """ "Called the plan 'shabby'", which the parse may take for two words for one thing: what is named so, and the word."""
    things = grammar.children(verb, "obj", "xcomp")
    words = [(t, c) for t in things for c in t.children if c.dep_ == "appos" and c.left_edge.i > t.i]
    return [(t, c) for t, c in words if c.left_edge.is_quote or c.left_edge.nbor(-1).is_quote]


def after_particle(verb: Token, particles: frozenset[str]) -> list[Token]:
    """The object of a verb with a particle that the parse took for a preposition: "brought in Jane Doe as director"."""
    after = (c for c in verb.children if c.dep_ == "obl" and c.i > verb.i and not grammar.is_time(c))
    return [c for c in after if grammar.marker_of(c) in (None, *particles)][:1]


def recipients(verb: Token) -> list[Token]:
    """The second object ("handed the council a notice") or, in a passive, the subject."""
    if grammar.is_passive(verb) and grammar.children(verb, "obj"):
        return surface_subjects(verb)[0]
    objects = grammar.children(verb, "obj")
    found = grammar.children(verb, "iobj") or (objects[:1] if len(objects) > 1 else [])  # two objects: the first is the recipient
    return [grammar.resolve_relative(t) for t in found] or (surface_subjects(verb)[0] if grammar.is_passive(verb) else [])
