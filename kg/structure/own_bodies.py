"""The document's own body of the class that a role belongs to, where the words of the role name none: "the Council Leader", "Senator Jane Doe"."""

from __future__ import annotations

from collections.abc import Sequence

from kg.knowledge.domain import Ontology, last_part
from kg.knowledge.keys import name_key
from kg.reference.coreference import Coreference
from kg.reference.referents import Local
from kg.syntax import grammar
from kg.syntax.parsed import position
from kg.syntax.phrases import PAST, left_edge, words_of
from kg.syntax.tree import Token

_PEOPLE = frozenset({"Group", "Person"})
_BODIES = frozenset({"Place", "Service", "Report", "Review", "Committee"})  # beside organisations: "chair of the inquiry"
_OWN_BODY: dict[str, str | None] = {"Committee": "Organization", "Organization": None}  # a board is its body's; a club is any club
_SUBJECT = frozenset({"nsubj", "nsubj:pass", "nmod:poss"})
_LONGEST = 5  # words of a known role before its last
_REMOTE = ("Regulator", "Court", "MediaOrganization", "PoliticalParty")  # what only stands near is seldom a boss's own, where any body might be


class OwnBodies:
    """Finds them in one document."""

    def __init__(self, coreference: Coreference, ontology: Ontology) -> None:
        self.coreference = coreference
        self.ontology = ontology
        self._told: dict[str, dict[Local, None]] = {}

    def start_of(self, noun: Token) -> int:
        """Where the longest known role that ends in a noun begins: "police and crime commissioner"."""
        if last_part(noun.lower_) not in self.ontology.cues.nouns:
            return noun.i
        low = max(noun.sent.start, noun.i - _LONGEST)
        return next((k for k in range(low, noun.i) if words_of(noun.doc, k, noun.i).lower() in self.ontology.cues.roles), noun.i)

    def employs(self, local: Local) -> bool:
        """Whether people may hold an office in a referent of its class."""
        return local.cls is not None and (self.ontology.classes.is_a(local.cls, "Organization") or local.cls in _BODIES)

    def is_task(self, token: Token) -> bool:
        """Whether what an office is of is no body but a task: "Head of [Enforcement]", "director of [public health]"."""
        first = left_edge(token)
        return words_of(token.doc, first, token.i).lower() in self.ontology.cues.functions

    def _kind(self, noun: Token) -> frozenset[str]:
        """The words for the only kind of body that can have such an office: "police" or "constabulary" of a chief constable."""
        cues, doc = self.ontology.cues, noun.doc
        return cues.office_kinds.get(words_of(doc, self.start_of(noun), noun.i).lower()) or cues.office_kinds.get(noun.lower_) or frozenset()

    def of_other_kind(self, local: Local, noun: Token) -> bool:
        """Whether only bodies of some kind have such an office, and a body is of none of it: a minister in a company."""
        kind = self._kind(noun)
        return bool(kind) and not self._is_kind(local, kind)

    def _is_kind(self, local: Local, kind: frozenset[str]) -> bool:
        """Whether a body is of a kind, by what its name ends in or by what it is called."""
        if local.cls in _REMOTE:
            return False
        named = name_key(local.name)
        return any(named.endswith(f" {word}") for word in kind) if local.named else any(p.noun in kind for p in local.phrases)

    def remember(self, noun: Token, body: Local) -> None:
        """Keep that an office was said with its body, for those who are said to have it with no body named."""
        for first in range(self.start_of(noun), noun.i + 1):
            self._told.setdefault(words_of(noun.doc, first, noun.i).lower(), {})[body] = None

    def of_kind(self, place: Local, noun: Token) -> Local | None:
        """The only body of the kind that an office needs which bears the name of a place: the "Denby Police" of "Denby police chief Jane Doe"."""
        office = words_of(noun.doc, self.start_of(noun), noun.i).lower()
        kind = self._kind(noun) if place.cls == "Place" and place.named and office in self.ontology.cues.role_within else frozenset()
        bodies = [x for x in self._named() if kind and self._is_kind(x, kind) and name_key(x.name).startswith(f"{name_key(place.name)} ")]
        return _sole(bodies)

    def supplied(self, noun: Token, first: int) -> tuple[Local | None, Token | None, int]:
        """ "the Council Leader", "Senator": the document's body of the class that such a role belongs to."""
        cues = self.ontology.cues
        doc, kind = noun.doc, self._kind(noun)
        tasked = noun.lower_ not in cues.ministers and any(c.dep_ == "nmod" and c.i > noun.i and self.is_task(c) for c in noun.children)
        if first > noun.sent.start and doc[first - 1].lower_ in cues.descriptions and doc[first - 1].pos_ in ("NOUN", "PROPN"):
            first -= 1  # "Board President Jane Doe"
        for begin in range(first, noun.i + 1):
            words = words_of(doc, begin, noun.i).lower()
            named = begin > noun.sent.start and doc[begin - 1].tag_ == "NNP"  # "Green Party nominee"
            other = begin == noun.i > first and doc[begin - 1].pos_ in ("NOUN", "PROPN") and not self._people(doc[begin - 1])  # "club chairman"
            cls = (cues.role_within.get(words) if not tasked else cues.staff.get(f"{noun.lower_}s", "Organization")) if not other else None
            if named and begin < noun.i and (body := self._called(words_of(doc, begin - 1, noun.i - 1).lower(), noun)):
                return body, noun, first
            if begin < noun.i and (body := self._office_of(words)):
                return body, noun, first
            office = {words, words_of(doc, begin + 1, noun.i).lower()}  # "trust [chief executive]", not "school bus driver"
            known = not office.isdisjoint(cues.roles) or noun.lower_ in cues.members
            if cls is None and begin < noun.i and known and not named:
                described = cues.descriptions.get(doc[begin].lower_) if not self._people(doc[begin]) else None
                cls = _OWN_BODY.get(described, described) if described else None
                if described and described not in _OWN_BODY:
                    kind = kind or self._alike(doc[begin].lower_)
                if described and cls is None and (body := self._called(doc[begin].lower_, noun)):
                    return body, noun, first  # "trust chief executive Jane Doe"
            if cls is None:
                continue
            body = self._called(doc[begin].lower_, noun) if begin < noun.i else None
            body = body or self._told_of(words, cls)
            body = body or self._near(cls, noun, 0, kind) or self._main(cls, kind) or self._near(cls, noun, 1, kind) or self._unnamed(cls)
            if tasked and body is not None and len(body.phrases) == 1 and position(body.phrases[0].head)[0] != position(noun)[0]:
                body = None  # told of once, in another paragraph: nobody's own for all that tells
            if body is None and words in cues.city_offices:
                body = self._main("Place", wide=words in cues.state_offices)
            if body is not None:
                return body, noun, first
        found = self._ministry(noun) or self._only(kind, noun)
        return (found, noun, first) if found is not None else (None, None, first)

    def _alike(self, word: str) -> frozenset[str]:
        """The words for bodies of the kind that an office is said to be of: a "commission chair" is of no revenue service."""
        alike = self.ontology.cues.same_kind.get(word, frozenset())
        return alike | {word} if alike else alike

    def _people(self, word: Token) -> bool:
        """Whether a word before an office tells of people and no body: "portfolio holder for [families] Councillor Jane Doe"."""
        return self.ontology.cues.descriptions.get(word.lower_) in _PEOPLE

    def _office_of(self, office: str) -> Local | None:
        """The only body that is named after an office: the Office of the Rail Commissioner."""
        bodies = [x for x in self._named() if x.cls != "Person" and f" {office}" in name_key(x.name)]
        return _sole(bodies)

    def _told_of(self, office: str, cls: str) -> Local | None:
        """The only body of a class in which the document has told of an office: where the director was of the trust, so is "the new director"."""
        bodies = [x for x in self._told.get(office, ()) if x.named and x.cls is not None and self.ontology.classes.is_a(x.cls, cls)]
        return _sole(bodies)

    def _only(self, kind: frozenset[str], noun: Token) -> Local | None:
        """The only body of the document that is of the kind which an office needs: a minister's government."""
        bodies = [x for x in self.coreference.register.locals if x.phrases and self.employs(x) and self._is_kind(x, kind)]
        return _sole(bodies)

    def _ministry(self, noun: Token) -> Local | None:
        """The only ministry of the document that bears the words of a minister's office: "the Health Secretary" is of the Department of Health."""
        cues, whole = self.ontology.cues, words_of(noun.doc, self.start_of(noun), noun.i).lower()
        if noun.lower_ not in cues.ministers or whole in cues.role_within:
            return None  # a "general secretary" is of a union
        about = grammar.phrases_behind(noun, "for", "of")
        below = [t for c in about for t in (c, *c.children)] or [c for c in noun.children if c.i < noun.i]
        words = {t.lower_ for t in below if t.pos_ in ("NOUN", "PROPN", "ADJ") and t.lower_ not in PAST}
        bodies = [x for x in self.coreference.register.locals if x.phrases and x.names and not x.plural and x.cls == "PublicBody"]
        found = [x for x in bodies if words and words < (named := set(name_key(x.name).split())) and cues.ministries & named]
        return _sole(found)

    def _named(self) -> list[Local]:
        """What has a name in the document and may have offices."""
        return [x for x in self.coreference.register.locals if x.phrases and x.named and self.employs(x)]

    def _called(self, word: str, noun: Token) -> Local | None:
        """The only body called by a word, by its name or by what the document calls it: the "board" of "Board President" is the Denby School Board.
        Of those told of before the office, if there are any."""
        bodies = [x for x in self._named() if name_key(x.name).endswith(f" {word}") or word in x.nouns]
        before = [x for x in bodies if position(x.phrases[0].head) < position(noun)]
        found = before or bodies
        return _sole(found)

    def _near(self, cls: str, noun: Token, back: int, kind: frozenset[str]) -> Local | None:
        """The only body of a class, and of a kind if any, that a role's own paragraph speaks of before it (`back` 0), or the paragraph before (1)."""
        here = position(noun)
        spoken: dict[Local, None] = {}
        for phrase, local in self.coreference.register.of.items():
            at = position(phrase.head)
            fits = local.named and local.cls is not None and self.ontology.classes.is_a(local.cls, cls) and (not kind or self._is_kind(local, kind))
            stands_out = back == 0 or (phrase.head.dep_ in _SUBJECT and grammar.base(phrase.head.head) != "acl")
            if fits and at < here and here[0] - at[0] == back and stands_out:
                spoken.setdefault(local)
        near = self._likely(list(spoken), cls)
        return _sole(near)

    def _likely(self, bodies: list[Local], cls: str) -> list[Local]:
        """Without the regulators and papers that only judge or tell, where the document speaks of another body that any boss might be of."""
        if cls != "Organization" or all(x.cls in ("Place", *_REMOTE) for x in self._named()):
            return bodies
        return [x for x in bodies if x.cls not in _REMOTE]

    def _main(self, cls: str, kind: frozenset[str] = frozenset(), wide: bool = True) -> Local | None:
        """The named referent of a class that the document speaks of by far the most; none where two compete. Without `wide`, no country or state."""
        classes = self.ontology.classes
        bodies = [x for x in self.coreference.register.locals if x.phrases and x.named and x.cls and classes.is_a(x.cls, cls)]
        bodies = [x for x in bodies if (not kind or self._is_kind(x, kind)) and (wide or not self._is_wide(x))]
        bodies = self._likely(bodies, cls)
        ranked = sorted(bodies, key=lambda x: (-len(x.phrases), x.order))
        if not ranked or (len(ranked) > 1 and len(ranked[0].phrases) < 2 * len(ranked[1].phrases)):
            return None
        return ranked[0]

    def _is_wide(self, place: Local) -> bool:
        """Whether a place is more than a city: "Ohio", "Georgia State", "the State"."""
        names = [name.lower() for name in (place.name, *place.names)]
        return any(name in self.ontology.cues.wide_places or name.split()[-1] in self.ontology.cues.wide_nouns for name in names)

    def _unnamed(self, cls: str) -> Local | None:
        """The only referent of a class, where the document speaks of it more than once and never names one: "the council"."""
        bodies = [x for x in self.coreference.register.locals if x.phrases and x.cls == cls]
        return bodies[0] if cls not in ("Organization", "PublicBody") and len(bodies) == 1 and len(bodies[0].phrases) > 1 else None


def _sole(bodies: Sequence[Local]) -> Local | None:
    """The only one; None where there are none or several, since then it is not said whose an office is."""
    return bodies[0] if len(bodies) == 1 else None
