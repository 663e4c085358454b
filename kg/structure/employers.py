"""In which body a role is held: the one named with it, the owner before it, or the document's own of the class such a role belongs to."""

from __future__ import annotations

from kg.knowledge.domain import Ontology
from kg.model import MentionKind
from kg.reference.appositions import past_letters
from kg.reference.coreference import Coreference
from kg.reference.referents import Local
from kg.structure.own_bodies import OwnBodies
from kg.syntax import arguments, grammar
from kg.syntax.fixed import first_conjunct
from kg.syntax.phrases import Phrase, left_edge, words_of
from kg.syntax.tree import Token

_OF = frozenset({"of", "at", "for", "with", "from"})
_TO = _OF | {"to", "on"}  # "counsel to the inquiry", "a member on the board"
_AND = "and"  # inside an office: "police and crime commissioner"
_PRIVATE = ("ProfessionalBody", "CampaignGroup", "Charity", "MediaOrganization")  # which have no mayor and no attorney general
Held = tuple[Local, Token, int]  # the body, the token that names it, where the role's own words begin


class Employers:
    """Finds the bodies of the roles in a document."""

    def __init__(self, coreference: Coreference, ontology: Ontology) -> None:
        self.coreference = coreference
        self.ontology = ontology
        self.own = OwnBodies(coreference, ontology)

    def body_of(self, person: Local, phrase: Phrase, noun: Token, first: int) -> tuple[Local | None, Token | None, int]:
        """The body in which the role is held, the token that names it, and where the role's own words begin."""
        for told in (self._within, self._before, self._owner, self._of_the_name, self._at_the_name, self._supplied, self._after):
            found = told(person, phrase, noun, first)
            if found is not None:
                body, token, cut = found
                if told != self._supplied:
                    self.own.remember(noun, body)
                return self.own.of_kind(body, noun) or body, token, cut
        return None, None, first

    def told(self, person: Local, phrase: Phrase, noun: Token, first: int) -> bool:
        """Whether the words of an office, or the clause that it stands in, tell its body, so that none near by need be supplied."""
        return self.says_where(noun) or self.there(noun) is not None or self._within(person, phrase, noun, first) is not None

    def _may_hold(self, local: Local | None, person: Local, noun: Token) -> bool:
        """Whether a person may hold the office in what a referent is. A seat in an assembly is not held in a party, nor that of an MP in what only a
        label calls a body."""
        if local is None or local is person or not self.has_office(local, noun):
            return False
        letters = noun.lower_ in self.ontology.cues.postnominals
        return not (self._is_seat(noun) and (self.is_party(local) or (letters and local.weak_class and local.cls != "Place")))

    def _within(self, person: Local, phrase: Phrase, noun: Token, first: int) -> Held | None:
        """The body said inside the role's own words, the longest: "the former Denby Council leader", "[Denby Vale parish council] chairman"."""
        longest: Held | None = None
        for i in range(first, self.own.start_of(noun) if _AND in words_of(noun.doc, first, noun.i).lower().split() else noun.i):
            local = self.coreference.local_at(noun.doc[i])
            elsewhere = local is not None and self.is_party(local) and (self._of_a_body(noun) or self._outside_party(noun, i))
            if local is not None and self._may_hold(local, person, noun) and not elsewhere:
                found = self.coreference.at(noun.doc[i])
                if longest is None or (found is not None and found.first < longest[2] - 1):
                    longest = local, noun.doc[i], (found.last if found else i) + 1
        return longest

    def _outside_party(self, noun: Token, party: int) -> bool:
        """Whether an office said with a party is none of the party's: "the Labour [council] leader", "the Conservative [opposition] leader"."""
        classes, cues = self.ontology.classes, self.ontology.cues
        between = [t.lower_ for t in noun.doc[party + 1 : noun.i]]
        return any(word == "opposition" or classes.is_a(cues.descriptions.get(word, ""), "PublicBody") for word in between)

    def _of_a_body(self, noun: Token) -> bool:
        """Whether an office is told to be of a named body that is no party: "the Labour leader [of Denby Council]"."""
        after = (self.coreference.local_at(c) for c in noun.children if c.dep_ == "nmod" and c.i > noun.i and self.marker(c) in ("of", "at"))
        return any(x is not None and x.named and self.own.employs(x) and not self.is_party(x) for x in after)

    def _before(self, person: Local, phrase: Phrase, noun: Token, first: int) -> Held | None:
        """The body right before the role: "Marlow Water's boss", "the trust's head of policy"."""
        doc, before = noun.doc, past_letters(noun.doc, first - 1)
        before = self.past_party(noun, before + 1)
        if before > 0 and doc[before].lower_ in ("'s", "’s"):
            before -= 1
        if before < noun.sent.start:
            return None
        if doc[before + 1].lower_ not in ("'s", "’s") and doc[before].head.i < first and doc[before].pos_ != "PROPN":
            return None
        local = self.coreference.local_at(doc[before])
        return (local, doc[before], first) if local is not None and self._may_hold(local, person, noun) else None

    def past_party(self, seat: Token, first: int) -> int:
        """The last word before a seat that begins at `first`, past the party said with it: "[Tarle] Conservative MP"."""
        party = self.coreference.at(seat.doc[first - 1]) if first > seat.sent.start and self._is_seat(seat) else None
        local = self.coreference.register.of.get(party) if party is not None else None
        told = party is not None and local is not None and party.kind is MentionKind.NAME and party.last == first - 1 and self.is_party(local)
        return party.first - 1 if party is not None and told else first - 1

    def _owner(self, person: Local, phrase: Phrase, noun: Token, first: int) -> Held | None:
        """The owner of an office of several words that the parse takes for two: "Denby's [health and family minister]"."""
        for c in (c for c in noun.children if c.lower_ == "whose"):  # "the agency, whose [director] ..."
            whole = grammar.resolve_relative(c)
            bodies = [(x, t, first) for t in (whole, *grammar.children(whole, "appos", "flat")) if (x := self.coreference.local_at(t)) is not None]
            return next((held for held in bodies if self._may_hold(held[0], person, noun)), None)
        if (place := self.there(noun)) is not None:
            local = self.coreference.local_at(place)
            return (local, place, first) if local is not None and self._may_hold(local, person, noun) else None
        for c in (*noun.children, *(noun.head.children if noun.dep_ == "conj" else ())):
            local = self.coreference.local_at(c) if c.dep_ == "nmod:poss" and c.i < first - 2 else None
            between = noun.doc[c.i + 1 : noun.i]
            if local is None or any(t.pos_ not in ("NOUN", "ADJ", "CCONJ", "PART") for t in between):
                continue
            if self._may_hold(local, person, noun) and between[0].lower_ in ("'s", "’s"):
                return local, c, c.i + 2
        return None

    def there(self, noun: Token) -> Token | None:
        """The body in "joins from the Tarle Trust, [where] she was its director"."""
        clause = first_conjunct(noun)
        where = clause.dep_ in ("acl:relcl", "advcl:relcl") and any(c.lower_ == "where" for c in clause.children)
        return clause.head if where else None

    def _of_the_name(self, person: Local, phrase: Phrase, noun: Token, first: int) -> Held | None:
        """The place of an office that cities and states have, told after the name: "Mayor Jane Doe of Tarle"."""
        if not self._of_place(noun) or noun.i > phrase.last or noun == phrase.head:
            return None
        for c in (c for host in self._ends(phrase) for c in host.children):
            local = self.coreference.local_at(c) if c.dep_ == "nmod" and c.i > phrase.last and self.marker(c) == "of" else None
            if local is not None and self._right_after(c, phrase) and self._may_hold(local, person, noun) and local.cls == "Place":
                return local, c, first
        return None

    def _at_the_name(self, person: Local, phrase: Phrase, noun: Token, first: int) -> Held | None:
        """The body told right after the name of whoever holds an office that is said before it: "General secretary Jane Doe of the Tarle Union"."""
        if noun.i >= phrase.first and not any(begin <= noun.i <= last for begin, last in phrase.roles):
            return None
        for c in (c for host in self._ends(phrase) for c in host.children if c.dep_ == "nmod" and c.i > phrase.last and self.marker(c) in _OF):
            local = self.coreference.local_at(c)
            body = local is not None and local.named and local.cls != "Place" and not self.is_party(local) and not self._is_seat(noun)
            if body and local is not None and self._right_after(c, phrase) and self._may_hold(local, person, noun):
                return local, c, first
        return None

    def _supplied(self, person: Local, phrase: Phrase, noun: Token, first: int) -> Held | None:
        """The document's own body of the class that such a role belongs to, where the words name none."""
        if self.says_where(noun) or self._of_some_body(noun):
            return None
        body, token, _ = self.own.supplied(noun, first)
        return (body, token, first) if body is not None and token is not None else None

    def _of_some_body(self, noun: Token) -> bool:
        """Whether a trade is told with a kind of body, and of no certain one: "its chair, Jane Doe, [a hospital cleaner]"."""
        told = any(c.dep_ in ("compound", "nmod:desc") and c.lower_ in self.ontology.cues.descriptions for c in noun.children)
        return told and noun.lemma_.lower() in self.ontology.cues.trades and grammar.has_determiner(noun, "a", "an")

    def _after(self, person: Local, phrase: Phrase, noun: Token, first: int) -> Held | None:
        """The body told after the role or after the name: "head of policy at the trust", "Insp Jane Doe of Denby Police"."""
        first_of_them = [noun.head] if noun.dep_ == "conj" and not self._is_name(noun.head) else []
        for host in (noun, *first_of_them, *(c for c in noun.children if c.dep_ == "conj"), *self._ends(phrase)):
            own = host in self._ends(phrase)
            for c in host.children:
                aside = c.dep_ == "appos" and (own or self._in_brackets(host, c))
                if c.i <= host.i or not (aside if c.dep_ == "appos" else c.dep_ in ("nmod", "obl")):
                    continue
                if self.marker(c) not in (_OF if own else _TO) and (own or not aside):
                    continue
                for t in (x for x in self._at_first(c) if not (self.own.is_task(x) or self._in_general(x))):
                    local = self.coreference.local_at(t)
                    if local is not None and self._of_place(noun) and self.marker(c) in ("of", "for"):
                        self._type_as_place(local)
                    near = c.i > phrase.last and self._right_after(c, phrase) and (own or noun.i < phrase.first)
                    if local is not None and (near or (local.cls is None and self.marker(c) in ("with", "at"))):
                        self._type_as_body(local)
                    if local is None or not self._may_hold(local, person, noun) or (self._is_seat(noun) and own):
                        continue
                    if not own or (local.cls != "Place" and self._right_after(c, phrase)):
                        return (*self._whose(local, t, c), first)
        return None

    def _whose(self, local: Local, token: Token, said: Token) -> tuple[Local, Token]:
        """The named body told after a service: "director of nursing and clinical services for [Marlow Healthcare]"."""
        for c in said.head.children if local.cls == "Service" and not local.named else ():
            body = self.coreference.local_at(c) if c.dep_ == "nmod" and c.i > said.i and self.marker(c) in ("for", "at") else None
            if body is not None and body.named and self.own.employs(body) and body.cls != "Place":
                return body, c
        return local, token

    def _in_brackets(self, noun: Token, body: Token) -> bool:
        """Whether an office and its body stand in brackets behind a name: "Jane Doe ([chief executive], [Marlow Aid])"."""
        first = self.own.start_of(noun)
        between = [t.text for t in noun.doc[noun.i + 1 : left_edge(body)]]
        return first > 0 and noun.doc[first - 1].text in ("(", "[") and between in ([","], [",", "the"])

    def _in_general(self, token: Token) -> bool:
        """Whether an office is of many that it neither names nor counts, and so of no body: "the inspector of [prisons]"."""
        return grammar.bare_plural(token) and not any(c.pos_ == "PROPN" for c in token.children if c.i < token.i)

    def _is_name(self, token: Token) -> bool:
        found = self.coreference.at(token)
        return found is not None and found.kind is MentionKind.NAME

    def _ends(self, phrase: Phrase) -> tuple[Token, ...]:
        """The words of a name on which the parse hangs what follows it."""
        return tuple(dict.fromkeys((phrase.head, phrase.doc[phrase.last])))

    def _at_first(self, token: Token) -> list[Token]:
        """A phrase and those that hang on it; the named body that it is "at" first: "head of campaigns at Marlow Aid"."""
        hung = [x for x in token.children if x.dep_ in ("nmod", "appos")]
        common = (local := self.coreference.local_at(token)) is not None and not local.named
        at = [x for x in hung if common and x.i > token.i and self.marker(x) == "at"]
        return [*at, token, *hung]

    def _type_as_body(self, local: Local) -> None:
        """Nobody holds an office of another person: what several words after an officer's name name is a body, if nothing but a label types them
        and no first name is among them."""
        unsure = local.cls is None or (local.weak_class and local.cls == "Person")
        words = local.name.lower().split()
        if unsure and local.named and len(words) > 1 and not self.ontology.cues.given_names.intersection(words):
            local.cls, local.weak_class = "Organization", True

    def _type_as_place(self, local: Local) -> None:
        """Of what a mayor is, or for what an MP sits, is a place, if nothing but a label calls it otherwise and no first name is in it."""
        unsure = local.cls is None or (local.weak_class and local.cls in ("Person", "Organization"))
        if unsure and local.named and not self.ontology.cues.given_names.intersection(local.name.lower().split()):
            local.cls, local.weak_class = "Place", True

    def _is_seat(self, noun: Token) -> bool:
        return bool({noun.lower_, noun.lemma_.lower()} & self.ontology.cues.seats)

    def hirer(self, verb: Token, person: Local) -> tuple[Local | None, Token | None]:
        """ "The trust hired Jane Doe as director": who put someone in a role, where nothing else says in which body."""
        for token in arguments.doers(verb)[0]:
            local = self.coreference.local_at(token)
            known = local is not None and token.pos_ != "PRON" and local is not person
            if known and local is not None and self.own.employs(local) and local.cls != "Place":
                return local, token
        return None, None

    def is_party(self, local: Local) -> bool:
        return local.cls is not None and self.ontology.classes.is_a(local.cls, "PoliticalParty")

    def says_where(self, noun: Token) -> bool:
        """Whether a role names its own body, known or not: "chairman of the panel", "its chair", "member for highways at Denby Council"."""
        joined = [noun, *([noun.head] if noun.dep_ == "conj" else []), *(c for c in noun.children if c.dep_ == "conj")]
        after = [c for n in joined for c in n.children if c.dep_ == "nmod" and c.i > noun.i]
        after += [x for c in after for x in c.children if x.dep_ == "nmod" and x.i > c.i and (self.marker(x) == "at" or self._is_body_of(x))]
        told = any(self.marker(c) in ("of", "at") and not self.own.is_task(c) for c in after)
        for_whom = [x for c in (*noun.children, *after) for x in (c, *c.children) if x.dep_ == "nmod" and x.i > noun.i and self.marker(x) == "for"]
        bodies = filter(None, map(self.coreference.local_at, for_whom))
        owners = [c for c in noun.children if c.dep_ == "nmod:poss" and c.i < self.own.start_of(noun)]  # not "Children's Commissioner"
        owned = any(not self._is_task_of(noun, c) for c in owners)
        owned = owned or any(c.dep_ == "appos" and self._in_brackets(noun, c) for c in noun.children)
        return told or owned or any(x.named and self.own.employs(x) for x in bodies)

    def _is_body_of(self, token: Token) -> bool:
        """Whether a named body is that of an office told with its task: "head of planning [of Denby Council]"."""
        local = self.coreference.local_at(token)
        return self.marker(token) == "of" and local is not None and local.named and local.cls != "Place" and self.own.employs(local)

    def _is_task_of(self, noun: Token, owners: Token) -> bool:
        """Whether those whom an office seems to belong to are its task: "children's portfolio holder", not "nurses' union leader"."""
        office = words_of(noun.doc, self.own.start_of(noun), noun.i).lower()
        return owners.tag_ == "NNS" and " " in office and office in self.ontology.cues.role_within

    def _right_after(self, token: Token, phrase: Phrase) -> bool:
        """Whether a phrase with its preposition follows a name at once: "Jane Doe of the Refugee Council"."""
        found = self.coreference.at(token)
        return found is not None and found.first - phrase.last <= 4

    def has_office(self, local: Local, noun: Token) -> bool:
        """Whether an office may be in a referent. Where a mayor sits, a name that nothing but a label types is a place."""
        if self._of_place(noun) and local.named and (local.cls is None or (local.weak_class and local.cls == "Person" and " " not in local.name)):
            local.cls, local.weak_class = "Place", True
        if self.ontology.classes.is_a(local.cls or "", "Company") and self.own.of_other_kind(local, noun):
            return False
        if self.ontology.classes.is_a(local.cls or "", "Document") and (local.owner is not None or not local.named):
            return False  # "a dossier by its researcher"
        if local.cls == "Place" and noun.lemma_.lower() in self.ontology.cues.trades:
            return False
        return self.own.employs(local) and not (self._of_place(noun) and noun.lower_ not in self.ontology.cues.spokespeople and local.cls in _PRIVATE)

    def _of_place(self, noun: Token) -> bool:
        """Whether an office is one that cities and states have: "mayor", "police chief"."""
        cities = self.ontology.cues.city_offices | self.ontology.cues.place_offices
        return noun.lower_ in cities or words_of(noun.doc, self.own.start_of(noun), noun.i).lower() in cities

    def marker(self, token: Token) -> str | None:
        """The preposition before a phrase, also where the parse hangs it on an inner word of a name."""
        found = grammar.marker_of(token)
        phrase = self.coreference.at(token)
        if found is None and phrase is not None and phrase.first > 0 and phrase.doc[phrase.first - 1].pos_ == "ADP":
            return phrase.doc[phrase.first - 1].lower_
        return found
