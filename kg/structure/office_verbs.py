"""Offices that a clause gives someone: what a verb puts them in ("was appointed chair"), what it presupposes that they have or had ("resigned as
chair", "as chair of the panel, she ..."), and what it says that they are."""

from __future__ import annotations

from collections.abc import Iterator

from kg.knowledge.domain import Cues
from kg.reference.coreference import Coreference
from kg.syntax import arguments, grammar
from kg.syntax.fixed import first_conjunct
from kg.syntax.phrases import POSSESSIVE, Phrase
from kg.syntax.tree import Token

_COPULAR = frozenset({"become", "remain"})
_AS = frozenset({"as"})
_SPEAK = frozenset({"speak", "write", "act", "serve"})
_WHILE = frozenset({"while", "whilst", "when"})
_MANY = frozenset({"NNS", "NNPS"})
_HANGING = ("obl", "xcomp", "advcl", "nsubj", "ccomp", "nmod")  # how the parse hangs "as chair" on a verb
Told = tuple[Token, Token | None]  # the office, and the verb whose time and modality it has, if any


class OfficeVerbs:
    """Finds them in one document."""

    def __init__(self, coreference: Coreference, cues: Cues) -> None:
        self.coreference = coreference
        self.cues = cues

    def told(self, phrase: Phrase, head: Token) -> Iterator[Told]:
        """The nouns that the clauses of a person named by `phrase` and standing there as `head` may tell as their office."""
        yield from self._put_in(phrase, head)
        yield from ((noun, None) for noun in self._presupposed(head))
        yield from ((noun, first_conjunct(noun)) for noun in self.predicates(head))
        if _is_predicate(head):  # "the chair of the panel is Jane Doe"
            yield from ((noun, head) for noun in head.children if noun.dep_ == "nsubj" and noun.i < head.i and noun.tag_ not in _MANY)

    def predicates(self, subject: Token) -> list[Token]:
        """What a clause says that its subject is: "Jane Doe is [chair] of the panel and [treasurer] of the club", "who was [mayor] of Tarle"."""
        first = first_conjunct(subject)
        clauses = [first.head] if first.dep_ == "nsubj" and (first == subject or first.head.tag_ in _MANY) else []
        clauses += [c for c in subject.children if c.dep_ == "acl:relcl" and _says_who(c)]
        said = [n for c in clauses if _is_predicate(c) for n in (*grammar.conjuncts(c), *filter(_is_predicate, grammar.children(c, "conj")))]
        return [n for n in said if n.pos_ in ("NOUN", "PROPN")]

    def _put_in(self, phrase: Phrase, head: Token) -> Iterator[Told]:
        """ "Jane Doe was appointed chair of the panel", "Jane Doe, hired as its director": the role that a verb puts someone in."""
        clause = head.dep_ in ("nsubj:pass", "obj") or (head.dep_ == "nsubj" and head.head.lemma_.lower() in _COPULAR)
        inside = head.dep_ == "compound" and head in arguments.undergoers(head.head.head)[0]  # "appointed Jane Doe chief executive"
        verbs = [head.head] if clause else [head.head.head] if inside else [c for c in head.children if c.dep_ in ("acl", "advcl", "acl:relcl")]
        verbs += [c for verb in verbs for c in grammar.children(verb, "xcomp") if grammar.is_passive(c)]  # "is expected to be named chair"
        for verb in (*verbs, *self._reduced(phrase)):
            if not self._puts_in_office(verb, head):
                continue
            for noun in verb.children:
                as_role = noun.dep_ in ("xcomp", "obj", "obl:unmarked") or (noun.dep_ in ("obl", "xcomp", "advcl") and _marked(noun, _AS))
                if as_role and noun.i > verb.i:
                    yield noun, verb

    def _puts_in_office(self, verb: Token, person: Token) -> bool:
        """Whether a verb tells that someone comes into an office: "was appointed", "hired her", "became"."""
        if verb.lemma_.lower() in _COPULAR:
            return True
        if verb.lemma_.lower() not in self.cues.office_verbs or (person.dep_ != "obj" and verb.tag_ not in ("VBN", "VBD")):
            return False
        return verb.dep_ != "acl:relcl" or grammar.is_passive(verb)

    def _reduced(self, phrase: Phrase) -> list[Token]:
        """ "Jane Doe, brought in as director, said ...": a participle after a name, also where the parse takes it for a clause of its own."""
        following = phrase.doc[phrase.last + 1 : phrase.last + 3]
        found = len(following) == 2 and following[0].text == "," and following[1].dep_ == "ccomp" and following[1].tag_ in ("VBN", "VBD")
        return [following[1]] if found and not any(c.dep_.startswith("nsubj") for c in following[1].children) else []

    def _presupposed(self, head: Token) -> Iterator[Token]:
        """The office that someone leaves, stays in or loses, and that they have whatever comes of it: "plans to resign [as chair] of the panel",
        "was removed [as chair]"; or in which they act: "[As chair] of the panel, Jane Doe ...", "signed it [while chair] of the panel"."""
        if head.dep_ in ("nmod", "nmod:poss") and head.head.lemma_.lower() in self.cues.leaving_nouns:
            hosts = (head.head, *([head.head.head] if head.head.dep_ == "obj" else []))  # "the resignation of Jane Doe [as chair]"
            yield from (c for host in hosts for c in host.children if c.dep_ in ("nmod", "obl") and c.i > head.i and _marked(c, _AS))
        verbs = [head.head] if head.dep_ in ("nsubj", "nsubj:pass", "obj", "iobj") else []
        verbs += [c for c in head.children if c.dep_ in ("acl", "acl:relcl")]
        yield from (noun for verb in self._speaking(head) for noun in verb.children if noun.dep_ == "obl" and _marked(noun, _AS))
        joined = [c for v in verbs for c in grammar.children(v, "conj") if not grammar.children(c, "nsubj")]
        for verb in (v for v in (*verbs, *joined) if v.pos_ == "VERB"):
            hung = (c for host in (verb, *filter(self._own_leave, grammar.children(verb, "obj"))) for c in host.children)
            for noun in (c for c in hung if grammar.base(c) in _HANGING and c.pos_ in ("NOUN", "PROPN")):
                as_one = _marked(noun, _AS)
                first = as_one and noun.i < head.i and head.dep_.startswith("nsubj")
                behind = noun.i > verb.i and (self._told_of(verb, head, noun) if as_one else _marked(noun, _WHILE) and _acts(verb, head))
                if first or behind:
                    yield noun

    def _speaking(self, head: Token) -> list[Token]:
        """The participles that tell in which office someone speaks: "Jane Doe, [speaking] as chair of the panel, said"."""
        hosts = (head, *([head.head] if head.dep_ == "nsubj" else []))
        found = (c for host in hosts for c in host.children if c.dep_ in ("acl", "advcl", "parataxis") and c.tag_ == "VBG")
        return [c for c in found if c.lemma_.lower() in _SPEAK and not grammar.children(c, "nsubj")]

    def _told_of(self, verb: Token, head: Token, noun: Token) -> bool:
        """Whether "as chair" after a verb is said of the person at `head`."""
        lemma, one = verb.lemma_.lower(), any(c.lower_ in ("a", "an") for c in noun.children)
        acts = _acts(verb, head)
        if grammar.is_passive(verb) or not acts:
            undergoes = head.dep_ in ("nsubj:pass", "obj", "iobj") or head == verb.head
            return lemma in self.cues.removal_verbs and undergoes and not acts and not one  # not "dismissed her as a failed leader"
        objects = grammar.children(verb, "obj")
        if lemma in self.cues.notice_verbs:  # "announced [her resignation] as chair"
            return any(map(self._own_leave, objects))
        return lemma in self.cues.leaving_verbs and all(_is_stretch(o) or self._own_leave(o) for o in objects)

    def _own_leave(self, noun: Token) -> bool:
        """Whether a noun is of leaving, or of what one leaves, and said to be one's own: "[her resignation]"."""
        return noun.lemma_.lower() in self.cues.leaving_nouns and any(c.dep_ == "nmod:poss" and c.pos_ == "PRON" for c in noun.children)


def _is_predicate(noun: Token) -> bool:
    """Whether a noun is what a clause says that someone is; one joined to it, of the same subject."""
    own_subject = noun.dep_ == "conj" and grammar.children(noun, "nsubj")
    among = any(c.dep_ == "case" and c.i < noun.i and c.lower_ not in POSSESSIVE for c in noun.children)  # "was among the nurses"
    return any(c.dep_ == "cop" for c in noun.children) and not own_subject and not among


def _says_who(clause: Token) -> bool:
    """Whether a relative clause tells what its noun is: "Jane Doe, [who is] chair of the panel", not "[whose son is] a nurse"."""
    return any(c.dep_ == "nsubj" and c.lower_ in ("who", "that") for c in clause.children)


def _is_stretch(noun: Token) -> bool:
    """Whether a noun counts how long something lasts: "served [two terms] as mayor"."""
    return grammar.is_time(noun) or bool(grammar.children(noun, "nummod"))


def _acts(verb: Token, head: Token) -> bool:
    """Whether the person at `head` does what a verb tells."""
    if verb.head == head:
        return any(c.dep_ == "nsubj" and c.lower_ in ("who", "that") for c in verb.children)
    return head.dep_ == "nsubj" and not grammar.is_passive(verb)


def _marked(noun: Token, markers: frozenset[str]) -> bool:
    return any(c.lower_ in markers and c.i < noun.i and c.dep_ in ("case", "mark", "advmod") for c in noun.children)
