"""In which body a role is held: the one named with it, the owner before it, or the document's own of the class such a role belongs to."""

from __future__ import annotations

from spacy.tokens import Token

from kg import arguments, grammar
from kg.coreference import Coreference
from kg.domain import Ontology
from kg.parsed import position
from kg.phrases import Phrase, name_key, words_of
from kg.referents import Local

_BODIES = frozenset({"Place", "Service", "Report", "Review", "Committee"})  # beside organisations: "chair of the inquiry"
_OWN_BODY: dict[str, str | None] = {"Committee": "Organization", "Organization": None}  # a board is its body's; a club is any club
_SUBJECT = frozenset({"nsubj", "nsubj:pass", "nmod:poss"})
_OF = frozenset({"of", "at", "for", "with"})
_TO = _OF | {"to", "on"}  # "counsel to the inquiry", "a member on the board"


class Employers:
    """Finds the bodies of the roles in a document."""

    def __init__(self, coreference: Coreference, ontology: Ontology) -> None:
        self.coreference = coreference
        self.ontology = ontology

    def body_of(self, person: Local, phrase: Phrase, noun: Token, first: int) -> tuple[Local | None, Token | None, int]:
        """The body in which the role is held, the token that names it, and where the role's own words begin."""
        doc = noun.doc
        seat = noun.lower_ in self.ontology.cues.seats or noun.lemma_.lower() in self.ontology.cues.seats
        for i in range(first, noun.i):
            local = self.coreference.local_at(doc[i])
            if local is not None and local is not person and self._has_office(local, noun) and not (seat and self.is_party(local)):
                found = self.coreference.at(doc[i])
                return local, doc[i], (found.last if found else i) + 1
        before = first - 1
        if before > 0 and doc[before].lower_ in ("'s", "’s"):
            before -= 1
        if (
            before >= 0
            and doc[before].sent == noun.sent
            and (doc[before + 1].lower_ in ("'s", "’s") or doc[before].head.i >= first or doc[before].pos_ == "PROPN")
        ):
            local = self.coreference.local_at(doc[before])
            if local is not None and local is not person and self._has_office(local, noun) and not (seat and self.is_party(local)):
                return local, doc[before], first
        if not self.says_where(noun):
            implied = self._implied(noun, first)
            if implied[0] is not None:
                return implied
        for host in (noun, *([noun.head] if noun.dep_ == "conj" else []), *(c for c in noun.children if c.dep_ == "conj"), phrase.head):
            for c in host.children:
                after = c.dep_ in ("nmod", "obl") or (c.dep_ == "appos" and host == phrase.head)
                if after and c.i > host.i and self.marker(c) in (_OF if host == phrase.head else _TO):
                    for t in (c, *(x for x in c.children if x.dep_ in ("nmod", "appos"))):
                        local = self.coreference.local_at(t)
                        if local is None or local is person or not self._has_office(local, noun):
                            continue
                        if seat and (host == phrase.head or self.is_party(local)):
                            continue
                        if host != phrase.head or (local.cls != "Place" and self._right_after(c, phrase)):
                            return local, t, first
        return None, None, first

    def hirer(self, verb: Token, person: Local) -> tuple[Local | None, Token | None]:
        """ "The trust hired Jane Doe as director": who put someone in a role, where nothing else says in which body."""
        for token in arguments.doers(verb)[0]:
            local = self.coreference.local_at(token)
            known = local is not None and token.pos_ != "PRON" and local is not person
            if known and local is not None and self._employs(local) and local.cls != "Place":
                return local, token
        return None, None

    def is_party(self, local: Local) -> bool:
        return local.cls is not None and self.ontology.classes.is_a(local.cls, "PoliticalParty")

    def says_where(self, noun: Token) -> bool:
        """Whether a role names its own body, known or not: "chairman of the panel", "its chair", "member for highways at Denby Council"."""
        joined = [noun, *([noun.head] if noun.dep_ == "conj" else []), *(c for c in noun.children if c.dep_ == "conj")]
        after = [c for n in joined for c in n.children if c.dep_ == "nmod" and c.i > noun.i]
        after += [x for c in after for x in c.children if x.dep_ == "nmod" and x.i > c.i and self.marker(x) == "at"]
        return any(c.dep_ == "nmod:poss" for c in noun.children) or any(self.marker(c) in ("of", "at") for c in after)

    def _right_after(self, token: Token, phrase: Phrase) -> bool:
        """Whether a phrase with its preposition follows a name at once: "Jane Doe of the Refugee Council"."""
        found = self.coreference.at(token)
        return found is not None and found.first - phrase.last <= 4

    def _has_office(self, local: Local, noun: Token) -> bool:
        """Whether an office may be in a referent. Where a mayor sits, a name that nothing but a label types is a place."""
        of_place = noun.lower_ in self.ontology.cues.city_offices
        if of_place and local.named and (local.cls is None or (local.weak_class and local.cls == "Person" and " " not in local.name)):
            local.cls, local.weak_class = "Place", True
        return self._employs(local)

    def _employs(self, local: Local) -> bool:
        return local.cls is not None and (self.ontology.classes.is_a(local.cls, "Organization") or local.cls in _BODIES)

    def marker(self, token: Token) -> str | None:
        """The preposition before a phrase, also where the parse hangs it on an inner word of a name."""
        found = grammar.marker_of(token)
        phrase = self.coreference.at(token)
        if found is None and phrase is not None and phrase.first > 0 and phrase.doc[phrase.first - 1].pos_ == "ADP":
            return phrase.doc[phrase.first - 1].lower_
        return found

    def _implied(self, noun: Token, first: int) -> tuple[Local | None, Token | None, int]:
        """ "the Council Leader", "Senator": the document's body of the class that such a role belongs to."""
        cues = self.ontology.cues
        doc = noun.doc
        if first > noun.sent.start and doc[first - 1].lower_ in cues.descriptions and doc[first - 1].pos_ in ("NOUN", "PROPN"):
            first -= 1  # "Board President Jane Doe"
        for begin in range(first, noun.i + 1):
            words = words_of(doc, begin, noun.i).lower()
            named = begin > noun.sent.start and doc[begin - 1].tag_ == "NNP"  # "Green Party nominee"
            other = begin == noun.i > first and doc[begin - 1].pos_ in ("NOUN", "PROPN")  # "club chairman"
            cls = cues.role_within.get(words) if not other else None
            if named and begin < noun.i and (body := self._called(words_of(doc, begin - 1, noun.i - 1).lower())):
                return body, noun, first
            if cls is None and begin < noun.i and not named:
                described = cues.descriptions.get(doc[begin].lower_)
                cls = _OWN_BODY.get(described, described) if described else None
            if cls is None:
                continue
            body = self._called(doc[begin].lower_) if begin < noun.i else None
            body = body or self._near(cls, noun, 0) or self._main(cls) or self._near(cls, noun, 1) or self._unnamed(cls)
            if body is None and words in cues.city_offices:
                body = self._main("Place")
            if body is not None:
                return body, noun, first
        return None, None, first

    def _called(self, word: str) -> Local | None:
        """The only named body whose name ends in a word: the "board" of "Board President" is the Denby School Board."""
        bodies = [x for x in self.coreference.register.locals if x.phrases and x.named and self._employs(x) and name_key(x.name).endswith(f" {word}")]
        return bodies[0] if len(bodies) == 1 else None

    def _near(self, cls: str, noun: Token, back: int) -> Local | None:
        """The only body of a class that a role's own paragraph speaks of before it (`back` 0), or the paragraph before (1)."""
        here = position(noun)
        spoken: dict[Local, None] = {}
        for phrase, local in self.coreference.register.of.items():
            at = position(phrase.head)
            fits = local.named and local.cls is not None and self.ontology.classes.is_a(local.cls, cls)
            stands_out = back == 0 or (phrase.head.dep_ in _SUBJECT and grammar.base(phrase.head.head) != "acl")
            if fits and at < here and here[0] - at[0] == back and stands_out:
                spoken.setdefault(local)
        return next(iter(spoken)) if len(spoken) == 1 else None

    def _main(self, cls: str) -> Local | None:
        """The named referent of a class that the document speaks of by far the most; none where two compete."""
        classes = self.ontology.classes
        bodies = [x for x in self.coreference.register.locals if x.phrases and x.named and x.cls and classes.is_a(x.cls, cls)]
        ranked = sorted(bodies, key=lambda x: (-len(x.phrases), x.order))
        if not ranked or (len(ranked) > 1 and len(ranked[0].phrases) < 2 * len(ranked[1].phrases)):
            return None
        return ranked[0]

    def _unnamed(self, cls: str) -> Local | None:
        """The only referent of a class, where the document speaks of it more than once and never names one: "the council"."""
        bodies = [x for x in self.coreference.register.locals if x.phrases and x.cls == cls]
        return bodies[0] if cls not in ("Organization", "PublicBody") and len(bodies) == 1 and len(bodies[0].phrases) > 1 else None
