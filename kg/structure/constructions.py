"""Relations that English says by the build of a phrase rather than by a verb: roles, ownership, place, affiliation.

"Council Leader Jane Doe", "its children's services", "a protest in Leeds", "Labour senators". Which relation a construction gives, and
between which classes, is the ontology's to say (`kg:construction`).
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.knowledge.domain import Ontology
from kg.knowledge.lexicon import Kind
from kg.model import MentionKind
from kg.reference.coreference import Coreference
from kg.reference.referents import Local
from kg.structure.affiliation import Affiliations
from kg.structure.roles import Built, Roles
from kg.syntax import arguments, grammar
from kg.syntax.phrases import Phrase
from kg.syntax.tree import Token

_BESIDE = frozenset({"sister", "twin", "partner", "rival", "fellow"})  # of the same whole, or of another
_IN = frozenset({"in", "at", "outside", "near"})
_THROUGH = frozenset({"through", "across", "along"})
_UNITS = ("Service", "Committee")
_INSTITUTIONS = ("PublicBody", "School")
POSSESSOR, POSSESSION, LOCATION = "possessor", "possession", "location"


class Structure:
    """Finds constructions in one document; roles also teach who works for whom."""

    def __init__(self, coreference: Coreference, ontology: Ontology) -> None:
        self.coreference = coreference
        self.ontology = ontology
        self.found: list[Built] = []
        based = ontology.built(LOCATION)
        self._basing = frozenset(word for f in based.frames for word in f.anchors) if based is not None else frozenset()
        arranging = (f for r in ontology.relations.values() if r.range == "Activity" for f in r.frames if f.kind is Kind.VERB)
        self._arranging = frozenset(verb for f in arranging for verb in f.anchors)
        self.roles = roles = Roles(coreference, ontology)
        self.affiliations = Affiliations(coreference, ontology, roles.employers)
        for phrase in coreference.phrases:
            self.found += [*roles.of(phrase), *self._report(phrase)]

    def complete(self) -> None:
        """Add ownership, place, affiliation and what "I" and "she" are said to be, once "we" and "our" are bound."""
        for phrase in self.coreference.phrases:
            self.found += [*self.roles.of_pronoun(phrase), *self._possession(phrase), *self._location(phrase), *self.affiliations.of(phrase)]

    def _report(self, phrase: Phrase) -> Iterator[Built]:
        """ "In a damning report, the agency praised ...": the report is that of the clause's subject."""
        local = self.coreference.register.of.get(phrase)
        if local is None or phrase.kind is not MentionKind.DESCRIPTION or phrase.head.dep_ != "obl" or grammar.marker_of(phrase.head) != "in":
            return
        if phrase.doc[phrase.first].lower_ not in ("a", "an", "its", "their") or local.owner is not None:
            return
        verb = phrase.head.head
        doers = arguments.doers(verb)[0]
        for t in sorted(doers, key=lambda t: abs(t.i - verb.i))[:1] if len(set(map(self.coreference.local_at, doers))) > 1 else doers:
            owner = self.coreference.local_at(t)
            if owner is not None and owner is not local and owner.cls != "Person":  # "she said in a statement" need not be of her own
                if self.ontology.classes.is_a(owner.cls or "", "Organization") and self.ontology.classes.is_a(local.cls or "", "Document"):
                    local.owner = owner
                yield Built(POSSESSION, owner, t, local, phrase.head, phrase.head)

    def _possession(self, phrase: Phrase) -> Iterator[Built]:
        local = self.coreference.register.of.get(phrase)
        if local is None or phrase.kind is MentionKind.PRONOUN or local.cls == "Person" or phrase.noun.split(" ")[-1] in self.ontology.cues.outsiders:
            return
        if any(c.dep_ in ("compound", "amod") and c.lower_ in _BESIDE for c in phrase.head.children):
            return  # "its sister school"
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
                        if local.cls == "Service" and owner.cls == "PoliticalParty":
                            continue  # "Labour's programme of cuts" is no part of the party
                        if local.cls not in (*_UNITS, *_INSTITUTIONS) and self._may_be_the_asker_s(phrase, t, owner):
                            continue
                        if local.owner is None and t.pos_ == "PRON" and not local.names:
                            local.owner = owner
                        if local.cls in _INSTITUTIONS and not self._is_unit(phrase, c, owner):
                            continue
                        if local.cls == owner.cls and not local.named and t.lower_ == "their":
                            continue  # what a firm's people call "their company" is the firm
                        for construction, a, b, x, y in ((POSSESSOR, local, owner, phrase.head, t), (POSSESSION, owner, local, t, phrase.head)):
                            if construction != POSSESSION or (c.dep_ == "nmod:poss" or (not phrase.plural and phrase.definite)):
                                yield Built(construction, a, x, b, y, phrase.head)
            elif c.dep_ == "nmod" and c.i > phrase.head.i and grammar.marker_of(c) in ("at", "within") and not phrase.plural:
                whole = self.coreference.local_at(c)  # "the stroke unit at Westmere Hospital"
                if whole is not None and whole is not local and whole.named and local.cls == "Service":
                    yield Built(POSSESSOR, local, phrase.head, whole, c, phrase.head)
            elif c.dep_ == "nmod" and c.i > phrase.head.i and grammar.marker_of(c) == "of" and local.cls in _UNITS:
                whole = self.coreference.local_at(c)  # "the maternity unit of Westmere NHS Trust", not "the partnership of Denby and Tarle councils"
                one = not phrase.plural and phrase.kind is MentionKind.DESCRIPTION and len(grammar.conjuncts(c)) == 1
                if one and whole is not None and whole is not local and whole.named and whole.cls not in ("Person", "Place", None):
                    yield Built(POSSESSOR, local, phrase.head, whole, c, phrase.head)
            elif c.dep_ == "nmod" and c.i > phrase.head.i and grammar.marker_of(c) in ("by", "from") and phrase.kind is MentionKind.DESCRIPTION:
                owner = self.coreference.local_at(c)
                if owner is not None and owner is not local and owner.cls not in ("Place", None):
                    yield Built(POSSESSION, owner, c, local, phrase.head, phrase.head)

    def _may_be_the_asker_s(self, phrase: Phrase, owner_token: Token, owner: Local) -> bool:
        """Whether "their" may be whose who ask for something, and not whose who are asked: "asked drivers to sign [their] petition"."""
        deed = phrase.head.head
        if owner_token.pos_ != "PRON" or phrase.head.dep_ != "obj" or deed.dep_ != "xcomp":
            return False
        return any(self.coreference.local_at(t) is owner for t in grammar.children(deed.head, "obj", "iobj"))

    def _is_unit(self, phrase: Phrase, owner_token: Token, owner: Local) -> bool:
        """Whether an institution told by its kind is its owner's: "the council's cabinet", "the trust's hospitals", not "Labour's government"
        and not "its partner agencies"."""
        party = owner.cls is not None and self.ontology.classes.is_a(owner.cls, "PoliticalParty")
        outside = any(t.lower_ in self.ontology.cues.outsiders for t in phrase.doc[phrase.first : phrase.last + 1])
        return phrase.kind is MentionKind.DESCRIPTION and owner_token.dep_ == "nmod:poss" and not party and not outside

    def _location(self, phrase: Phrase) -> Iterator[Built]:
        local = self.coreference.register.of.get(phrase)
        if local is None or phrase.kind is MentionKind.PRONOUN:
            return
        for c in (*phrase.head.children, *self._held_in(phrase, local), *self._based_in(phrase)):
            place = self.coreference.local_at(c)
            if place is None or place is local or place.cls != "Place":
                continue
            after = c.i > phrase.head.i
            inside = after and c.dep_ == "nmod" and grammar.marker_of(c) in self._markers(local)
            if inside or c.head != phrase.head or (after and self._beside(phrase, local, c)):
                yield Built(LOCATION, local, phrase.head, place, c, c)

    def _markers(self, local: Local) -> frozenset[str]:
        """The prepositions that tell where a thing is; a march goes "through" a town."""
        return _IN | _THROUGH if self.ontology.classes.is_a(local.cls or "", "Protest") else _IN

    def _beside(self, phrase: Phrase, local: Local, place: Token) -> bool:
        """Whether a place stands right after the name of what is in it: "Tarle, Ohio", "Westmere Hospital, Tarle"."""
        named = phrase.kind is MentionKind.NAME and self.ontology.classes.is_a(local.cls or "", "PublicBody") and not local.weak_class
        apposed = place.dep_ in ("appos", "nmod:unmarked", "nmod", "obl:unmarked", "list", "flat", "parataxis")
        return (local.cls == "Place" or named) and apposed and not self._listed(place) and self._comma_between(phrase, place)

    def _held_in(self, event: Phrase, local: Local) -> list[Token]:
        """Where somebody holds an event, which the parse hangs on the verb: "will hold a rally in Tarle"."""
        verb = event.head.head
        if event.head.dep_ != "obj" or verb.lemma_.lower() not in self._arranging or not self.ontology.classes.is_a(local.cls or "", "Event"):
            return []
        return [c for c in verb.children if c.dep_ == "obl" and c.i > event.head.i and grammar.marker_of(c) in self._markers(local)]

    def _based_in(self, phrase: Phrase) -> list[Token]:
        """The place in "the Tarle-based charity"."""
        hyphened = (c for c in phrase.head.children if c.tag_ == "VBN" and 1 < c.i < phrase.head.i and c.nbor(-1).text == "-")
        places = [c.nbor(-2) for c in hyphened if c.lower_ in self._basing]
        for local in filter(None, map(self.coreference.local_at, places)):
            if local.cls is None or (local.weak_class and local.cls == "Person"):
                local.cls, local.weak_class = "Place", True
        return places

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
