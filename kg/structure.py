"""Relations that English says by the build of a phrase rather than by a verb: roles, ownership, place, affiliation.

"Council Leader Jane Doe", "its children's services", "a protest in Leeds", "Labour senators". Which relation a construction gives, and
between which classes, is the ontology's to say (`kg:construction`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from kg import grammar
from kg.coreference import Coreference
from kg.model import MentionKind
from kg.ontology import Ontology
from kg.parsed import position
from kg.phrases import Phrase, left_edge, words_of
from kg.referents import Local

ROLE, POSSESSOR, POSSESSION, LOCATION, AFFILIATION = "role", "possessor", "possession", "location", "affiliation"
_OF = frozenset({"of", "at", "for", "with"})


@dataclass(frozen=True, slots=True)
class Built:
    """A construction found: its kind, the two referents with the tokens that name them, the words that carry it, and a role if any."""

    construction: str
    subject: Local
    subject_token: Token
    object: Local
    object_token: Token
    trigger: Token
    role: str | None = None


class Structure:
    """Finds constructions in one document; roles also teach who works for whom."""

    def __init__(self, coreference: Coreference, ontology: Ontology) -> None:
        self.coreference = coreference
        self.ontology = ontology
        self.found: list[Built] = []
        for phrase in coreference.phrases:
            self.found += [*self._roles(phrase), *self._report(phrase)]

    def complete(self) -> None:
        """Add ownership, place and affiliation, once "we" and "our" are bound."""
        for phrase in self.coreference.phrases:
            self.found += [*self._possession(phrase), *self._location(phrase), *self._affiliation(phrase)]

    # --- roles -------------------------------------------------------------------------------------------------------------------------------

    def _roles(self, phrase: Phrase) -> Iterator[Built]:
        local = self.coreference.register.of.get(phrase)
        if local is None or not (local.cls in ("Person", None) or local.weak_class):
            return
        if phrase.kind is MentionKind.DESCRIPTION and local.cls == "Person" and not phrase.plural and self._is_role(phrase.head):
            yield from self._described(local, phrase)
        if phrase.kind is not MentionKind.NAME:
            return
        for first, last in phrase.roles:
            yield from self._role(local, phrase, phrase.doc[last], first)
        name_head = phrase.doc[(phrase.name_span or (phrase.first, phrase.last))[0]]
        for head in dict.fromkeys((phrase.head, name_head)):
            for noun in self._role_nouns(head):
                said_before = any(first <= noun.i <= last for first, last in phrase.roles)
                if not said_before and self._beside(noun, phrase):
                    yield from self._role(local, phrase, noun, left_edge(noun))

    def _described(self, local: Local, phrase: Phrase) -> Iterator[Built]:
        """ "The chief constable of Marlow Police": an office that names its body, whoever holds it."""
        if not self._says_where(phrase.head):
            return
        body, token, cut = self._organisation(local, phrase, phrase.head, phrase.first)
        if body is None or token is None or body is local:
            return
        local.employer = local.employer or body
        if local.named:
            yield Built(ROLE, local, phrase.head, body, token, phrase.head, self._role_text(phrase.head, max(phrase.first, cut), token))

    def _role_nouns(self, name: Token) -> list[Token]:
        """Role nouns in apposition to a name, before or after it, or predicated of it."""
        nouns = [c for c in name.children if c.dep_ in ("appos", "nmod:desc", "acl:relcl", "list", "parataxis")]
        nouns += [c for c in name.children if c.dep_ == "conj" and any(d.dep_ == "cop" for d in c.children)]
        if name.dep_ in ("appos", "nmod:desc", "flat"):
            nouns.append(name.head)
        if name.dep_ == "nsubj" and any(c.dep_ == "cop" for c in name.head.children):
            nouns.append(name.head)
        nouns += self._before_body(name)
        out: list[Token] = []
        for noun in nouns:
            if noun.dep_ == "acl:relcl" and not any(c.dep_ == "cop" for c in noun.children):
                continue
            out += [n for n in grammar.conjuncts(noun) if self._is_role(n) and n != name]
            out += [c for c in noun.children if c.dep_ == "appos" and self._is_role(c)]
        return list(dict.fromkeys(out))

    def _before_body(self, name: Token) -> list[Token]:
        """ "chief executive of the Refugee Council Jane Doe": the role whose body ends right before the name."""
        phrase = self.coreference.at(name)
        if phrase is None or phrase.first == 0:
            return []
        body = self.coreference.at(name.doc[phrase.first - 1])
        if body is None or body is phrase or body.last != phrase.first - 1 or grammar.marker_of(body.head) not in ("of", "for", "at"):
            return []
        return [t for t in list(grammar.governors(body.head))[:2] if self._is_role(t) and t.i < body.first]

    def _beside(self, noun: Token, phrase: Phrase) -> bool:
        """No other person and no verb stands between a role and its holder, so that a misread apposition gives nobody another's office."""
        low, high = sorted((noun.i, phrase.first if noun.i < phrase.first else phrase.last))
        for t in noun.doc[low + 1 : high]:
            other = self.coreference.at(t)
            if (
                other is not None
                and other is not phrase
                and other.kind is MentionKind.NAME
                and (x := self.coreference.register.of.get(other))
                and x.cls == "Person"
            ):
                return False
            if t.pos_ in ("VERB", "SCONJ") and t.dep_ not in ("amod", "case"):
                return t.dep_ in ("acl", "acl:relcl")
        return True

    def _report(self, phrase: Phrase) -> Iterator[Built]:
        """ "In a damning report, the agency praised ...": the report is that of the clause's subject."""
        local = self.coreference.register.of.get(phrase)
        if local is None or phrase.kind is not MentionKind.DESCRIPTION or phrase.head.dep_ != "obl" or grammar.marker_of(phrase.head) != "in":
            return
        if phrase.doc[phrase.first].lower_ not in ("a", "an", "its", "their") or local.owner is not None:
            return
        for t in grammar.doers(phrase.head.head)[0]:
            owner = self.coreference.local_at(t)
            if owner is not None and owner is not local:
                if self.ontology.classes.is_a(owner.cls or "", "Organization") and self.ontology.classes.is_a(local.cls or "", "Document"):
                    local.owner = owner
                yield Built(POSSESSION, owner, t, local, phrase.head, phrase.head)

    def _is_role(self, token: Token) -> bool:
        roles = self.ontology.cues.roles
        if token.lower_ in roles or token.lemma_.lower() in roles:
            return True
        return token.i > 0 and f"{token.doc[token.i - 1].lower_} {token.lower_}" in roles

    def _role(self, local: Local, phrase: Phrase, noun: Token, first: int) -> Iterator[Built]:
        organisation, token, cut = self._organisation(local, phrase, noun, first)
        role = self._role_text(noun, max(first, cut), token)
        local.cls, local.weak_class = "Person", False
        yield from self._party(local, phrase, noun, first)
        if role and role not in local.roles:
            local.roles.append(role)
        if organisation is None or token is None or organisation is local:
            return
        if local.employer is None and organisation.cls != "Place":
            local.employer = organisation
        yield Built(ROLE, local, phrase.head, organisation, token, noun, role)

    def _organisation(self, person: Local, phrase: Phrase, noun: Token, first: int) -> tuple[Local | None, Token | None, int]:
        """The body in which the role is held, the token that names it, and where the role's own words begin."""
        doc = noun.doc
        seat = noun.lower_ in self.ontology.cues.seats or noun.lemma_.lower() in self.ontology.cues.seats
        for i in range(first, noun.i):
            local = self.coreference.local_at(doc[i])
            if local is not None and local is not person and self._employs(local) and not (seat and self._is_party(local)):
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
            if local is not None and local is not person and self._employs(local) and not (seat and self._is_party(local)):
                return local, doc[before], first
        if not self._says_where(noun):
            implied = self._implied(noun, first)
            if implied[0] is not None:
                return implied
        for host in (noun, *([noun.head] if noun.dep_ == "conj" else []), *(c for c in noun.children if c.dep_ == "conj"), phrase.head):
            for c in host.children:
                if c.dep_ in ("nmod", "obl") and c.i > host.i and self._marker(c) in _OF:
                    for t in (c, *(x for x in c.children if x.dep_ in ("nmod", "appos"))):
                        local = self.coreference.local_at(t)
                        if local is None or local is person or not self._employs(local):
                            continue
                        if host != phrase.head or (local.cls != "Place" and self._right_after(c, phrase)):
                            return local, t, first
        return None, None, first

    def _party(self, person: Local, phrase: Phrase, noun: Token, first: int) -> Iterator[Built]:
        """ "Green MP Jane Doe", "the Greens' spokeswoman": an office said with its party tells whose member its holder is."""
        before = first - 2 if first > 1 and noun.doc[first - 1].lower_ in ("'s", "’s", "'", "’") else first
        for token in noun.doc[before : noun.i]:
            party = self.coreference.local_at(token)
            if party is not None and party is not person and self._is_party(party):
                yield Built(AFFILIATION, person, phrase.head, party, token, token)
                return

    def _is_party(self, local: Local) -> bool:
        return local.cls is not None and self.ontology.classes.is_a(local.cls, "PoliticalParty")

    def _says_where(self, noun: Token) -> bool:
        """Whether a role names its own body, known or not: "chairman of the panel", "its chair"."""
        return any(c.dep_ == "nmod:poss" or (c.dep_ == "nmod" and c.i > noun.i and self._marker(c) in ("of", "at")) for c in noun.children)

    def _right_after(self, token: Token, phrase: Phrase) -> bool:
        """Whether a phrase with its preposition follows a name at once: "Jane Doe of the Refugee Council"."""
        found = self.coreference.at(token)
        return found is not None and found.first - phrase.last <= 4

    def _employs(self, local: Local) -> bool:
        return local.cls is not None and (self.ontology.classes.is_a(local.cls, "Organization") or local.cls in ("Place", "Service", "Report"))

    def _marker(self, token: Token) -> str | None:
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
        for begin in range(first, noun.i + 1):
            words = words_of(doc, begin, noun.i).lower()
            cls = cues.role_within.get(words)
            if cls is None and begin < noun.i:
                cls = cues.descriptions.get(doc[begin].lower_)
            if cls is None:
                continue
            body = self._near(cls, noun) or self._main(cls)
            if body is not None:
                return body, noun, first
        return None, None, first

    def _near(self, cls: str, noun: Token) -> Local | None:
        """The only body of a class that its paragraph speaks of before a role or, where it speaks of none, the paragraph before."""
        here = position(noun)
        spoken: dict[int, dict[Local, None]] = {0: {}, 1: {}}
        for phrase, local in self.coreference.register.of.items():
            at = position(phrase.head)
            fits = local.named and local.cls is not None and self.ontology.classes.is_a(local.cls, cls)
            if fits and at < here and here[0] - at[0] in spoken:
                spoken[here[0] - at[0]].setdefault(local)
        bodies = spoken[0] or spoken[1]
        return next(iter(bodies)) if len(bodies) == 1 else None

    def _main(self, cls: str) -> Local | None:
        """The named referent of a class that the document speaks of by far the most; none where two compete."""
        classes = self.ontology.classes
        bodies = [x for x in self.coreference.register.locals if x.phrases and x.named and x.cls and classes.is_a(x.cls, cls)]
        ranked = sorted(bodies, key=lambda x: (-len(x.phrases), x.order))
        if not ranked or (len(ranked) > 1 and len(ranked[0].phrases) < 2 * len(ranked[1].phrases)):
            return None
        return ranked[0]

    def _role_text(self, noun: Token, first: int, organisation: Token | None) -> str:
        doc = noun.doc
        while first < noun.i and (doc[first].pos_ in ("DET", "PUNCT", "CCONJ") or doc[first].lower_ in ("'s", "’s")):
            first += 1
        last = noun.i
        for c in noun.children:
            if (
                c.dep_ == "nmod"
                and c.i > noun.i
                and grammar.marker_of(c) in ("for", "to", "of")
                and (organisation is None or organisation not in list(c.subtree))
            ):
                span = grammar.subtree_span(c, ("acl:relcl", "appos", "parataxis"))
                if span[0] <= last + 2:
                    last = span[1]
        return words_of(doc, first, last)

    # --- ownership, place, affiliation ---------------------------------------------------------------------------------------------------------

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
                if (c.dep_ == "nmod:poss" and c.pos_ != "PRON") or (c.dep_ == "nmod" and c.i > phrase.head.i and self._marker(c) == "of")
            ]
            for t in inner:
                body = self.coreference.local_at(t)
                if body is not None and body is not local and body.cls is not None and self.ontology.classes.is_a(body.cls, "Organization"):
                    yield Built(AFFILIATION, local, phrase.head, body, t, phrase.head)
        elif phrase.kind is MentionKind.NAME and local.cls == "Person":
            for t in self._bodies_of(phrase):
                body = self.coreference.local_at(t)
                if body is None or body is local:
                    continue
                if body.cls is None and body.name.isupper():  # letters alone, "Jane Doe of the LSD", name no place
                    body.cls, body.weak_class = "Organization", True
                if body.cls is not None and self.ontology.classes.is_a(body.cls, "Organization"):
                    yield Built(AFFILIATION, local, phrase.head, body, t, t)

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
                yield from grammar.conjuncts(c)
        own = any(c.dep_ == "nmod:poss" for c in phrase.head.children)
        first = phrase.head.head if phrase.head.dep_ == "conj" and not own else phrase.head  # "the Greens' Jane Doe and John Roe"
        for c in first.children:
            if c.dep_ == "nmod:poss" and c.i < phrase.first:
                yield from grammar.conjuncts(c)
