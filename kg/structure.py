"""Relations that English says by the build of a phrase rather than by a verb: roles, ownership, place, affiliation.

"Council Leader Jane Doe", "its children's services", "a protest in Leeds", "Labour senators". Which relation a construction gives, and
between which classes, is the ontology's to say (`kg:construction`).
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg import arguments, grammar
from kg.coreference import Coreference
from kg.domain import Ontology
from kg.model import MentionKind
from kg.phrases import Phrase
from kg.referents import Local
from kg.roles import AFFILIATION, Built, Roles
from kg.spans import POSSESSIVE

_AMONG = frozenset({"including", "like", "such"})
POSSESSOR, POSSESSION, LOCATION = "possessor", "possession", "location"


class Structure:
    """Finds constructions in one document; roles also teach who works for whom."""

    def __init__(self, coreference: Coreference, ontology: Ontology) -> None:
        self.coreference = coreference
        self.ontology = ontology
        self.found: list[Built] = []
        roles = Roles(coreference, ontology)
        self.employers = roles.employers
        for phrase in coreference.phrases:
            self.found += [*roles.of(phrase), *self._report(phrase)]

    def complete(self) -> None:
        """Add ownership, place and affiliation, once "we" and "our" are bound."""
        for phrase in self.coreference.phrases:
            self.found += [*self._possession(phrase), *self._location(phrase), *self._affiliation(phrase)]

    def _report(self, phrase: Phrase) -> Iterator[Built]:
        """ "In a damning report, the agency praised ...": the report is that of the clause's subject."""
        local = self.coreference.register.of.get(phrase)
        if local is None or phrase.kind is not MentionKind.DESCRIPTION or phrase.head.dep_ != "obl" or grammar.marker_of(phrase.head) != "in":
            return
        if phrase.doc[phrase.first].lower_ not in ("a", "an", "its", "their") or local.owner is not None:
            return
        for t in arguments.doers(phrase.head.head)[0]:
            owner = self.coreference.local_at(t)
            if owner is not None and owner is not local:
                if self.ontology.classes.is_a(owner.cls or "", "Organization") and self.ontology.classes.is_a(local.cls or "", "Document"):
                    local.owner = owner
                yield Built(POSSESSION, owner, t, local, phrase.head, phrase.head)

    def _possession(self, phrase: Phrase) -> Iterator[Built]:
        local = self.coreference.register.of.get(phrase)
        if local is None or phrase.kind is MentionKind.PRONOUN or local.cls == "Person" or phrase.noun in self.ontology.cues.outsiders:
            return
        for c in phrase.head.children:
            if c.dep_ in ("nmod:poss", "compound", "nmod") and (phrase.first <= c.i <= phrase.last or (c.dep_ == "nmod:poss" and c.i < phrase.first)):
                for t in (c, *(x for x in c.children if x.dep_ in ("nmod:poss", "compound") and x.i < c.i)):
                    owner = self.coreference.local_at(t)
                    if (
                        owner is not None
                        and owner is not local
                        and owner.cls == "Place"
                        and c.dep_ == "nmod:poss"
                        and local.cls in ("Place", "School")
                    ):
                        yield Built(LOCATION, local, phrase.head, owner, t, phrase.head)
                    if owner is not None and owner is not local and owner.cls not in ("Person", "Place", None):
                        if local.owner is None and t.pos_ == "PRON" and not local.names:
                            local.owner = owner
                        for construction, a, b, x, y in ((POSSESSOR, local, owner, phrase.head, t), (POSSESSION, owner, local, t, phrase.head)):
                            if construction != POSSESSION or (c.dep_ == "nmod:poss" or (not phrase.plural and phrase.definite)):
                                yield Built(construction, a, x, b, y, phrase.head)
            elif c.dep_ == "nmod" and c.i > phrase.head.i and grammar.marker_of(c) in ("at", "within") and not phrase.plural:
                whole = self.coreference.local_at(c)  # "the stroke unit at Westmere Hospital"
                if whole is not None and whole is not local and whole.named and local.cls == "Service":
                    yield Built(POSSESSOR, local, phrase.head, whole, c, phrase.head)
            elif c.dep_ == "nmod" and c.i > phrase.head.i and grammar.marker_of(c) in ("by", "from") and phrase.kind is MentionKind.DESCRIPTION:
                owner = self.coreference.local_at(c)
                if owner is not None and owner is not local and owner.cls not in ("Place", None):
                    yield Built(POSSESSION, owner, c, local, phrase.head, phrase.head)

    def _location(self, phrase: Phrase) -> Iterator[Built]:
        local = self.coreference.register.of.get(phrase)
        if local is None or phrase.kind is MentionKind.PRONOUN:
            return
        for c in phrase.head.children:
            place = self.coreference.local_at(c)
            if place is None or place is local or place.cls != "Place" or c.i <= phrase.head.i:
                continue
            inside = c.dep_ == "nmod" and grammar.marker_of(c) in ("in", "at", "outside", "near")
            beside = (
                local.cls == "Place"
                and not self._listed(c)
                and c.dep_ in ("appos", "nmod:unmarked", "nmod", "obl:unmarked", "list", "flat", "parataxis")
                and self._comma_between(phrase, c)
            )
            if inside or beside:
                yield Built(LOCATION, local, phrase.head, place, c, c)

    def _listed(self, token: Token) -> bool:
        """Whether the place is one of a list ("Kent, Surrey, Sussex and Essex") and not the place of the one before."""
        phrase = self.coreference.at(token)
        last = phrase.last if phrase is not None else token.i
        doc = token.doc
        after = [t.lower_ for t in doc[last + 1 : last + 3]]
        following = self.coreference.at(doc[last + 2]) if last + 2 < len(doc) else None
        return bool(after) and (
            after[0] in ("and", "or") or (after[0] == "," and following is not None and following.cls == "Place") or "and" in after
        )

    def _comma_between(self, phrase: Phrase, token: Token) -> bool:
        first = self.coreference.at(token)
        begin = first.first if first is not None else token.i
        return begin == phrase.last + 2 and phrase.doc[phrase.last + 1].text == ","

    def _affiliation(self, phrase: Phrase) -> Iterator[Built]:
        """ "Labour senators", "a Green Party senator, Jane Doe", "Jane Doe (Green)": the body named in a description of people."""
        local = self.coreference.register.of.get(phrase)
        if local is None or local.cls not in ("Group", "Person"):
            return
        if phrase.kind is MentionKind.DESCRIPTION:
            if not phrase.plural or phrase.noun in self.ontology.cues.outsiders:
                return
            inner = list(phrase.modifiers)
            inner += [
                c
                for c in phrase.head.children
                if (c.dep_ == "nmod:poss" and c.pos_ != "PRON") or (c.dep_ == "nmod" and c.i > phrase.head.i and self.employers.marker(c) == "of")
            ]
            for t in inner:
                body = self.coreference.local_at(t)
                if body is not None and body is not local and body.cls is not None and self.ontology.classes.is_a(body.cls, "Organization"):
                    if not self._only_members(phrase):
                        yield Built(AFFILIATION, local, phrase.head, body, t, phrase.head)
                    for person, token in self._named_among(phrase, t):
                        yield Built(AFFILIATION, person, token, body, t, token)
        elif phrase.kind is MentionKind.NAME and local.cls == "Person":
            for t in self._bodies_of(phrase):
                body = self.coreference.local_at(t)
                if body is None or body is local:
                    continue
                self._type_as_body(body, owner=t.i < phrase.first)
                if body.cls is not None and self.ontology.classes.is_a(body.cls, "Organization"):
                    yield Built(AFFILIATION, local, phrase.head, body, t, t)

    def _only_members(self, phrase: Phrase) -> bool:
        """ "The 12 members of the panel": people of whom nothing is told but that they belong to it."""
        before = phrase.doc[phrase.first : phrase.head.i]
        return phrase.head.lemma_.lower() in self.ontology.cues.members and all(t.pos_ in ("DET", "NUM") for t in before)

    def _named_among(self, people: Phrase, body: Token) -> Iterator[tuple[Local, Token]]:
        """Who is named of a number of people: "members of the Greens including Jane Doe", "members of the Greens, Jane Doe and Tom Roe"."""
        found = [c for c in people.head.children if c.dep_ == "appos" or (c.i > people.head.i and grammar.marker_of(c) in _AMONG)]
        phrase = self.coreference.at(body)
        if phrase is not None and body.i > people.head.i and phrase.last + 1 < len(body.doc) and body.doc[phrase.last + 1].text in (",", "("):
            found += [c for c in grammar.conjuncts(body) if c != body]
        if phrase is not None:
            found += [c for c in body.children if c.i > body.i and grammar.marker_of(c) in _AMONG]
        named = dict.fromkeys(t for c in found for t in grammar.conjuncts(c))
        if any(people.head.i < t.i < body.i for t in named):
            return  # "councillors Jane Doe of the Greens and Tom Roe": the body is hers
        for token in named:
            other = self.coreference.at(token)
            local = self.coreference.local_at(token)
            elsewhere = any(c.dep_ == "nmod" and grammar.marker_of(c) in ("of", "from", "with") for c in token.children)
            if other is not None and other.kind is MentionKind.NAME and local is not None and local.cls == "Person" and not elsewhere:
                yield local, token

    def _owns_more(self, token: Token) -> bool:
        """Whether a possessive mark follows: "of the Greens and Forward's Tom Roe" tells nothing of Forward and the one before."""
        phrase = self.coreference.at(token)
        end = phrase.last if phrase is not None else token.i
        return end + 1 < len(token.doc) and token.doc[end + 1].lower_ in POSSESSIVE

    def _after_comma(self, token: Token, phrase: Phrase) -> bool:
        """Whether a phrase with its preposition stands right after a name and a comma."""
        found = self.coreference.at(token)
        comma = phrase.doc[phrase.last + 1 : phrase.last + 2].text == ","
        return comma and found is not None and found.first - phrase.last <= 4

    def _type_as_body(self, body: Local, *, owner: bool) -> None:
        """Letters alone ("Jane Doe of the LSD") name no place, and the owner of a person ("Forward's Jane Doe") that nothing but a label
        calls a person is a body, unless other names begin with it, as with a town's ("Denby Council")."""
        unsure = body.cls is None or (body.weak_class and body.cls == "Person" and " " not in body.name)
        owner = owner and not any(n.startswith(f"{body.name} ") for x in self.coreference.register.locals for n in x.names)
        if unsure and body.named and (body.name.isupper() or owner):
            body.cls, body.weak_class = "Organization", True

    def _bodies_of(self, phrase: Phrase) -> Iterator[Token]:
        """Tokens that may name the body of a person: "of the Green Party", "the Greens' Jane Doe", "(Green)", each said with the name itself."""
        doc = phrase.doc
        if phrase.last + 3 < len(doc) and doc[phrase.last + 1].text == "(":
            inner = self.coreference.at(doc[phrase.last + 2])
            if inner is not None and inner.last + 1 < len(doc) and doc[inner.last + 1].text in (")", ","):
                yield inner.head
        if phrase.roles:
            return
        heads = dict.fromkeys((phrase.head, doc[phrase.last]))
        for c in (c for head in heads for c in head.children):
            if c.dep_ == "nmod" and c.i > phrase.last and grammar.marker_of(c) in ("of", "from"):
                yield from (t for t in _of_each(phrase.head, c) if not self._owns_more(t))
            elif c.dep_ == "nmod" and c.i > phrase.last and grammar.marker_of(c) in ("with", "for") and self._after_comma(c, phrase):
                yield c  # "Jane Doe, with the Refugee Council, said ...", "Jane Doe, for the Refugee Council, said ..."
        own = any(c.dep_ == "nmod:poss" for c in phrase.head.children)
        first = phrase.head.head if phrase.head.dep_ == "conj" and not own else phrase.head  # "the Greens' Jane Doe and John Roe"
        for c in first.children:
            if c.dep_ == "nmod:poss" and c.i < phrase.first and not self._office_between(c, phrase):
                yield from grammar.conjuncts(c)

    def _office_between(self, owner: Token, phrase: Phrase) -> bool:
        """Whether an office stands before the name: "its chief executive Jane Doe" is more than its member."""
        words = [t.lower_ for t in phrase.doc[owner.i + 1 : phrase.first]]
        return any(" ".join(words[k:]) in self.ontology.cues.roles for k in range(len(words)))


def _of_each(name: Token, bodies: Token) -> list[Token]:
    """The bodies said after a name; of "Jane Doe and Tom Roe of the Greens and Forward respectively" only the one that is the name's own."""
    said = grammar.conjuncts(bodies)
    if not any(t.lower_ == "respectively" for t in bodies.sent):
        return said
    people = grammar.conjuncts(name.head if name.dep_ == "conj" else name)
    return [said[people.index(name)]] if len(people) == len(said) and name in people else []
