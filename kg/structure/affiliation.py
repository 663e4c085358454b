"""Who belongs to what, told by the build of a phrase: "Labour senators", "Jane Doe of the Greens", "the Greens' Jane Doe", "Jane Doe (Green)"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.knowledge.domain import Ontology
from kg.model import MentionKind
from kg.reference.coreference import Coreference
from kg.reference.referents import Local
from kg.structure.employers import Employers
from kg.structure.roles import AFFILIATION, Built
from kg.syntax import grammar
from kg.syntax.parsed import text_of
from kg.syntax.phrases import POSSESSIVE, Phrase
from kg.syntax.tree import Token

_AMONG = frozenset({"including", "like", "such"})
_NAMING = frozenset({"include", "comprise"})  # verbs by which a text names those of a number


class Affiliations:
    """Finds who belongs to what in one document; `employers` tells in what offices are held."""

    def __init__(self, coreference: Coreference, ontology: Ontology, employers: Employers) -> None:
        self.coreference = coreference
        self.ontology = ontology
        self.employers = employers

    def of(self, phrase: Phrase) -> Iterator[Built]:
        """ "Labour senators", "a Green Party senator, Jane Doe", "Jane Doe (Green)": the body named in a description of people."""
        local = self.coreference.register.of.get(phrase)
        if local is None or local.cls not in ("Group", "Person", None):
            return
        if phrase.kind is MentionKind.DESCRIPTION and phrase.plural and phrase.noun.split(" ")[-1] not in self.ontology.cues.outsiders:
            yield from self._of_people(phrase, local)
        elif phrase.kind is MentionKind.NAME and local.cls != "Group":
            for t in self._bodies_of(phrase):
                body = self.coreference.local_at(t)
                if body is None or body is local:
                    continue
                self._type_as_body(body, owner=t.i < phrase.first)
                self._type_as_person(local, body)
                if local.cls == "Person" and body.cls is not None and self.ontology.classes.is_a(body.cls, "Organization"):
                    yield Built(AFFILIATION, local, phrase.head, body, t, t)

    def _of_people(self, phrase: Phrase, local: Local) -> Iterator[Built]:
        """The bodies of a number of people, and of those who are named of them."""
        named = self._said_to_be(phrase.head)
        inner = list(phrase.modifiers)
        inner += [c for c in phrase.head.children if c.dep_ == "nmod:poss" and (c.pos_ != "PRON" or named)]
        inner += [c for c in phrase.head.children if c.dep_ == "nmod" and c.i > phrase.head.i and self.employers.marker(c) == "of"]
        for t in inner:
            body = self.coreference.local_at(t)
            if body is None or body is local:
                continue
            if body.cls is None and body.named and t.i > phrase.head.i and phrase.head.lemma_.lower() in self.ontology.cues.members:
                body.cls, body.weak_class = "Organization", True  # "members of the Fellowship"
            if body.cls is None or not (self.ontology.classes.is_a(body.cls, "Organization") or (named and body.cls == "Committee")):
                continue
            if not named and not self._only_members(phrase) and not self._beside_a_name(phrase):
                yield Built(AFFILIATION, local, phrase.head, body, t, phrase.head)
            for person, token in self._named_among(phrase, t):
                yield Built(AFFILIATION, person, token, body, t, token)

    def _beside_a_name(self, people: Phrase) -> bool:
        """Whether a description of people only explains names: "Jane Doe and Tom Roe, directors of Marlow Water"."""
        named = self.coreference.at(people.head.head) if people.head.dep_ in ("appos", "list") else None
        return named is not None and named.kind is MentionKind.NAME and named.first < people.first

    def _only_members(self, phrase: Phrase) -> bool:
        """ "The 12 members of the panel": people of whom nothing is told but that they belong to it."""
        before = phrase.doc[phrase.first : phrase.head.i]
        return phrase.head.lemma_.lower() in self.ontology.cues.members and all(t.pos_ in ("DET", "NUM") for t in before)

    def _named_among(self, people: Phrase, body: Token) -> Iterator[tuple[Local, Token]]:
        """Who is named of a number of people: "members of the Greens including Jane Doe", "members of the Greens, Jane Doe and Tom Roe"."""
        found = [c for c in people.head.children if c.dep_ == "appos" or (c.i > people.head.i and grammar.marker_of(c) in _AMONG)]
        found += [t for first in self._said_to_be(people.head) for t in self._in_a_row(first)]
        phrase = self.coreference.at(body)
        if phrase is not None and body.i > people.head.i and phrase.last + 1 < len(body.doc) and body.doc[phrase.last + 1].text in (",", "("):
            found += [c for c in grammar.conjuncts(body) if c != body]
        if phrase is not None:
            found += [c for c in body.children if c.i > body.i and grammar.marker_of(c) in _AMONG]
        named = dict.fromkeys(t for c in found for t in grammar.conjuncts(c))
        if any(people.head.i < t.i < body.i for t in named):
            return  # "councillors Jane Doe of the Greens and Tom Roe": the body is hers
        for token in self._names_of(named):
            other = self.coreference.at(token)
            local = self.coreference.local_at(token)
            elsewhere = bool(grammar.phrases_behind(token, "of", "from", "with"))
            if other is not None and other.kind is MentionKind.NAME and local is not None and local.cls == "Person" and not elsewhere:
                yield local, token

    def _said_to_be(self, people: Token) -> list[Token]:
        """Who a clause names as the people that are its subject: "the members are Jane Doe and Tom Roe", "its members include Jane Doe"."""
        clause = people.head
        if people.dep_ != "nsubj" or people.lemma_.lower() not in self.ontology.cues.members or grammar.negated(clause):
            return []
        if clause.lemma_.lower() in _NAMING:
            return grammar.children(clause, "obj")
        return [clause] if clause.i > people.i and clause.pos_ == "PROPN" and any(c.dep_ == "cop" for c in clause.children) else []

    def _in_a_row(self, first: Token) -> list[Token]:
        """A name and those that follow it with nothing between but commas, "and", titles and brackets, whatever the parse makes of them."""
        doc, end, found = first.doc, first.sent.end, [first]
        phrase, at, bracket = self.coreference.at(first), 0, False
        at = phrase.last + 1 if phrase is not None else end
        while at < end:
            bracket = (bracket or doc[at].text == "(") and doc[at].text != ")"
            name = self.coreference.at(doc[at]) if not bracket else None
            if name is not None and name.kind is MentionKind.NAME and name.first == at:
                found.append(name.head)
                at = name.last
            elif not (bracket or doc[at].is_punct or doc[at].dep_ == "cc" or self.ontology.cues.opens_person(doc[at].lower_)):
                break
            at += 1
        return found

    def _names_of(self, tokens: Iterable[Token]) -> list[Token]:
        """Each token, or the name that it stands before, with those joined to that: "musician Jane Doe and actor Tom Roe"."""
        found: dict[Token, None] = {}
        for token in tokens:
            follows = token.i + 1 < len(token.doc) and self.coreference.at(token) is None
            name = self.coreference.at(token.nbor(1)) if follows else None
            if name is not None and name.kind is MentionKind.NAME and name.first == token.i + 1:
                joined = [t for c in name.head.children if c.dep_ == "conj" for t in grammar.conjuncts(c)]
                found.update(dict.fromkeys([name.head, *(self._names_of(joined) if joined else [])]))
            else:
                found[token] = None
        return list(found)

    def _owns_more(self, token: Token) -> bool:
        """Whether a possessive mark follows: "of the Greens and Forward's Tom Roe" tells nothing of Forward and the one before."""
        phrase = self.coreference.at(token)
        end = phrase.last if phrase is not None else token.i
        after = self.coreference.at(token.doc[end + 1]) if end + 1 < len(token.doc) else None
        if after is not None and after.first == end + 1 and self.coreference.local_at(token) is self.coreference.register.of.get(after):
            end = after.last  # "and the youth group Forward's Tom Roe"
        return end + 1 < len(token.doc) and token.doc[end + 1].lower_ in POSSESSIVE

    def _after_comma(self, token: Token, phrase: Phrase) -> bool:
        """Whether a phrase with its preposition stands right after a name and a comma."""
        found = self.coreference.at(token)
        comma = text_of(phrase.doc, phrase.last + 1, phrase.last + 1) == ","
        return comma and found is not None and found.first - phrase.last <= 4

    def _type_as_body(self, body: Local, *, owner: bool) -> None:
        """Letters alone ("Jane Doe of the LSD") name no place, and the owner of a person ("Forward's Jane Doe") that nothing but a label
        calls a person is a body, unless other names begin with it, as with a town's ("Denby Council")."""
        unsure = body.cls is None or (body.weak_class and body.cls == "Person" and " " not in body.name)
        owner = owner and not any(n.startswith(f"{body.name} ") for x in self.coreference.register.locals for n in x.names)
        if unsure and body.named and (body.name.isupper() or owner):
            body.cls, body.weak_class = "Organization", True

    def _type_as_person(self, local: Local, body: Local) -> None:
        """Whoever is a party's and bears a full name that nothing types is a person: "the Greens' Kit Chang"."""
        words = local.name.split()
        if local.cls is None and local.named and 2 <= len(words) <= 3 and all(w[:1].isupper() for w in words) and self.employers.is_party(body):
            local.cls, local.weak_class = "Person", True

    def _bodies_of(self, phrase: Phrase) -> Iterator[Token]:
        """Tokens that may name the body of a person: "of the Green Party", "the Greens' Jane Doe", "(Green)", each said with the name itself."""
        doc = phrase.doc
        if phrase.last + 3 < len(doc) and doc[phrase.last + 1].text == "(":
            inner = self.coreference.at(doc[phrase.last + 2])
            if inner is not None and inner.last + 1 < len(doc) and doc[inner.last + 1].text in (")", ","):
                yield inner.head
        yield from (c for c in phrase.head.children if c.dep_ == "appos" and c.i > phrase.last and self._is_adherent(c))
        yield from self._party_before(phrase)
        if phrase.roles and not self._has_seat(phrase):
            return
        heads = dict.fromkeys((phrase.head, doc[phrase.last]))
        for c in (c for head in heads for c in head.children):
            if c.dep_ == "nmod" and c.i > phrase.last and grammar.marker_of(c) in ("of", "from"):
                yield from (t for t in _of_each(phrase.head, c) if not self._owns_more(t) and self._suits(t, phrase))
            elif c.dep_ == "nmod" and c.i > phrase.last and grammar.marker_of(c) in ("with", "for") and self._after_comma(c, phrase):
                yield c  # "Jane Doe, with the Refugee Council, said ...", "Jane Doe, for the Refugee Council, said ..."
        yield from self._signed(phrase)
        for c in self._owners(phrase):
            if not self._office_between(c, phrase):
                yield from grammar.conjuncts(c)

    def _party_before(self, phrase: Phrase) -> Iterator[Token]:
        """The party right before a name: "the mayor, [Conservative] Jane Doe"."""
        before = self.coreference.at(phrase.doc[phrase.first - 1]) if phrase.first > phrase.head.sent.start else None
        local = self.coreference.register.of.get(before) if before is not None and before.kind is MentionKind.NAME else None
        if before is not None and local is not None and before.last == phrase.first - 1 and self.employers.is_party(local):
            yield before.head

    def _is_adherent(self, token: Token) -> bool:
        """Whether a party's name stands for one of its people: "Jane Doe, [a Republican]"."""
        local = self.coreference.local_at(token)
        one = token.tag_ in ("NN", "NNP") and grammar.has_determiner(token, "a", "an")
        return one and local is not None and self.employers.is_party(local)

    def _has_seat(self, phrase: Phrase) -> bool:
        """Whether the office said before a name is a seat in an assembly, which tells nothing of the party: "Councillor Jane Doe of the Greens"."""
        return any(phrase.doc[last].lower_ in self.ontology.cues.seats for _, last in phrase.roles)

    def _suits(self, body: Token, phrase: Phrase) -> bool:
        """Whether someone belongs to a body told after the name; where a seat stands before it, only to a party."""
        local = self.coreference.local_at(body)
        return not phrase.roles or (local is not None and self.employers.is_party(local))

    def _signed(self, phrase: Phrase) -> Iterator[Token]:
        """The body right after a name and a comma: in a signature ("Jane Doe, Denby Tenants Union"), or before what its person does."""
        doc, head, end = phrase.doc, phrase.head, phrase.head.sent.end
        behind_comma = phrase.last + 2 < end and doc[phrase.last + 1].text == ","
        inner = self.coreference.at(doc[phrase.last + 2]) if behind_comma else None
        if inner is None or inner.kind is not MentionKind.NAME or inner.first != phrase.last + 2:
            return
        if doc[inner.last].lower_ in self.ontology.cues.roles:
            return  # "Jane Doe, Rail Ombudsman"
        rest = list(doc[inner.last + 1 : end])
        alone = phrase.first == head.sent.start and all(t.is_punct or t.is_space for t in rest)
        verb_next = len(rest) > 1 and rest[0].text == "," and rest[1].pos_ in ("VERB", "AUX")
        acts = verb_next and head.dep_ == "nsubj" and inner.head.head == head
        if alone or acts:
            yield inner.head

    def _owners(self, phrase: Phrase) -> list[Token]:
        """The possessor of a name, or that of the one it is joined to: "the Greens' Jane Doe and Tom Roe"."""
        doc, first = phrase.doc, phrase.first
        own = [c for c in phrase.head.children if c.dep_ == "nmod:poss" and c.i < first]
        if own or first < 2:
            return own
        if doc[first - 1].lower_ in POSSESSIVE:
            owner = self.coreference.at(doc[first - 2])
            return [owner.head] if owner is not None and owner.kind is MentionKind.NAME else []
        of_its_own = any(c.dep_ == "nmod" and c.i > phrase.last and grammar.marker_of(c) in ("of", "from") for c in phrase.head.children)
        if of_its_own or doc[first - 1].lower_ not in ("and", "&", ",") or phrase.head.dep_ != "conj":
            return []
        people = grammar.conjuncts(phrase.head.head)
        before = self.coreference.at(people[people.index(phrase.head) - 1]) if phrase.head in people[1:] else None
        return self._owners(before) if before is not None and before.first < first else []

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
