"""The entities that fill a slot: the one its word stands for, or the one that its phrase belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.knowledge.domain import Ontology, Relation
from kg.model import MentionKind
from kg.reference.coreference import Coreference
from kg.reference.referents import Local
from kg.syntax import arguments, grammar
from kg.syntax.parsed import position
from kg.syntax.phrases import Phrase
from kg.syntax.tree import Token

_COUNTED = frozenset({"one", "another"})
_MANNER = frozenset({"way", "manner", "fashion", "speed", "extent", "ease"})  # nouns whose clause tells how somebody acts
_WHERE = frozenset({"in", "within", "at", "from", "for", "near", "across", "outside"})
_LIFTS = frozenset({"of", "by", "at", "in", "within", "from", "for", "between", "among", "into"})


@dataclass(frozen=True, slots=True)
class Filler:
    """An entity that fills a slot: the token that names it, and the words through which it was reached ("the council's approach")."""

    local: Local
    token: Token
    about: Token | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """What a phrase that no entity is known for becomes: one of class `cls`; a single bare noun ("independence") only if `bare`, and only what
    people make, decide or do ("the timetable") if `judged`."""

    cls: str
    bare: bool = False
    judged: bool = False


class Fillers:
    """Fills slots in one document."""

    def __init__(self, coreference: Coreference, ontology: Ontology) -> None:
        self.coreference = coreference
        self.ontology = ontology

    def of(
        self,
        tokens: Iterable[Token],
        cls: str | None,
        hint: str | None,
        *,
        lifts: bool,
        acting: bool = False,
        opens: Opening | None = None,
        asked: frozenset[str] = frozenset(),
    ) -> list[Filler]:
        """The entities that a slot's tokens stand for.

        `cls` is the class they must have, `hint` the class of one that has none; with `lifts` a phrase that is no entity stands for the one it
        belongs to; with `acting` a report stands for the body whose report it is; with `opens` a phrase that is none becomes one.
        Where the entry asks for classes of its own, one of unknown class takes the place of none of them.
        """
        out: list[Filler] = []
        for token in tokens:
            filler = self._filler(token, cls, hint, 0 if lifts else 9, acting)
            if opens is not None:
                filler = self._opened(token, filler, opens)
            if filler is not None and self._asked(filler.local, asked) and all(f.local is not filler.local for f in out):
                out.append(filler)
        return out

    def _opened(self, token: Token, filler: Filler | None, opens: Opening) -> Filler | None:
        """What a phrase becomes where it is no entity, or only one of a place: "the county's bus network" is not the county."""
        if filler is not None and (filler.local.cls != "Place" or filler.token.dep_ != "nmod:poss"):
            return filler
        thing = filler.token.head if filler is not None else token
        if opens.judged and not self.judged(thing):
            return None
        opened = self.coreference.open(thing, opens.cls, bare=opens.bare)
        return filler if opened is None else Filler(opened, thing, token if thing is not token else None)

    def judged(self, token: Token) -> bool:
        """Whether a noun is one of those that people make, decide or do."""
        return not {token.lemma_.lower(), token.lower_}.isdisjoint(self.ontology.cues.judged)

    def _asked(self, local: Local, classes: frozenset[str]) -> bool:
        """Whether a referent is of one of the classes that an entry asks for. What a label alone takes for a place ("Brook House") may be a body."""
        is_a = self.ontology.classes.is_a
        unsure = local.cls == "Place" and local.weak_class and any(is_a(c, "Institution") or is_a("Institution", c) for c in classes)
        return not classes or unsure or any(is_a(local.cls or "", c) for c in classes)

    def fits(self, local: Local, cls: str | None) -> bool:
        """Whether a referent may stand where a class is asked for; one of unknown class may."""
        return self.ontology.classes.may_be(local.cls, cls)

    def _filler(self, token: Token, cls: str | None, hint: str | None, depth: int, acting: bool) -> Filler | None:
        """The entity that a slot's token stands for, or that its phrase belongs to ("the council's approach", "the decline of its services")."""
        local = self._described(token) or self.coreference.local_at(token) or self._named_behind(token)
        if local is not None and local.cls == "Person" and token.lower_ in ("it", "its"):
            return None
        if acting and token.lower_ in ("you", "your"):
            return None  # what whoever is written to does, the letter mostly only hopes or charges
        if local is not None and acting:
            local = self._issuer(local, cls) or local
        if local is not None:
            if local.cls is None and hint:
                local.cls, local.weak_class = hint, True
            if self.fits(local, cls):
                return Filler(local, token)
            body = self._metonym(local, cls) or self._issuer(local, cls)
            if body is not None:
                return Filler(body, token)
            if local.cls == "Place" or local.weak_class or (local.cls == "Person" and local.named and token.pos_ == "PROPN"):
                return None
        if depth > 2 or token.pos_ == "PRON":
            return None
        for inner in self._lifts(token):
            found = self._filler(inner, cls, hint, depth + 1, acting)
            if found is not None and not self._only_where(found, inner):
                return Filler(found.local, found.token, token)
        return None

    def _only_where(self, found: Filler, inner: Token) -> bool:
        """Whether what a phrase was reached by only tells where or for whom: "all homes in the county", "a raise for the sheriff"."""
        marker = grammar.marker_of(inner)
        return (found.local.cls == "Person" and marker == "for") or (found.local.cls == "Place" and marker in _WHERE)

    def _described(self, token: Token) -> Local | None:
        """Who is told to be somebody, by a noun that the ontology need not know, or by their party: "Jane Doe, [a baker] hired by the board", "Jane
        Doe, [the Liberal] who leads it"; and who is counted: "[one], Jane Doe, resigned"."""
        if token.lower_ in _COUNTED:
            named = (self.coreference.local_at(c) or self._named_behind(c) for c in grammar.children(token, "appos"))
            return next((x for x in named if x is not None and x.named), None)
        known = self.coreference.local_at(token)
        if token.dep_ != "appos" or not (known is None or known.cls == "PoliticalParty") or not grammar.has_determiner(token, "a", "an", "the"):
            return None
        person = self.coreference.local_at(token.head)
        return person if person is not None and person.named and person.cls == "Person" and token.tag_ not in ("NNS", "NNPS") else None

    def _named_behind(self, token: Token) -> Local | None:
        """Who is named right after a noun that tells what they are, and that the ontology need not know: "the novelist Jane Doe"."""
        name = self.coreference.at(token.nbor(1)) if (token.pos_ == "NOUN" or token.text.islower()) and token.i + 1 < token.sent.end else None
        if name is None or name.kind is not MentionKind.NAME or name.first != token.i + 1 or name.head.head != token:
            return None
        return self.coreference.register.of.get(name) if name.head.dep_ in ("flat", "appos") else None

    def _lifts(self, token: Token) -> Iterator[Token]:
        """Tokens whose entity a phrase without one of its own may be about, the likeliest first."""
        if token.pos_ in ("VERB", "AUX", "ADJ"):
            yield from arguments.surface_subjects(token)[0]
            return
        if token.lemma_.lower() in self.ontology.cues.suffered:
            of = grammar.phrases_behind(token, "of")
            inner = (d for c in (token, *of) for d in grammar.phrases_behind(c, "by"))
            yield from inner if of else ()  # "the arrest of Jane Doe by the police"
            yield from (c for c in token.children if c.dep_ == "nmod:poss" and of)  # "the council's treatment of staff"
            return
        how = token.pos_ in ("ADV", "SCONJ", "PRON") or token.lemma_.lower() in _MANNER  # "how it runs", "the way it runs"
        for clause in (c for c in token.children if how and c.dep_ in ("acl:relcl", "advcl:relcl")):
            yield from arguments.agents(clause) if grammar.is_passive(clause) else [clause]  # "the way they were treated by the trust"
        yield from (c for c in token.children if c.dep_ == "nmod:poss")
        some = token.pos_ in ("NUM", "DET")  # "one of them" is no body
        after = grammar.phrases_behind(token, *_LIFTS)
        yield from sorted((c for c in after if not (some and c.pos_ == "PRON")), key=lambda c: grammar.marker_of(c) != "into")
        yield from (c for c in token.children if c.dep_ in ("acl", "advcl") and grammar.marker_of(c) in _LIFTS)
        yield from (d for c in token.children if c.dep_ == "acl" and c.tag_ == "VBN" for d in arguments.agents(c))  # "the progress made by the trust"
        yield from (c for c in token.children if c.dep_ in ("compound", "nmod:desc", "nmod:unmarked") and c.i < token.i)

    def _metonym(self, local: Local, cls: str | None) -> Local | None:
        """A place that acts is its authority, where the document names one with the place's name."""
        if local.cls != "Place" or cls is None:
            return None
        classes = self.ontology.classes
        words = set(local.name.lower().split())
        for other in self.coreference.register.locals:
            if other is local or not (other.phrases and other.named and other.cls):
                continue
            acts = classes.is_a(other.cls, "PublicBody") and classes.is_a(other.cls, cls)
            if acts and any(words <= set(n.lower().split()) for n in other.names):
                other.alias(local.name)
                return other
        return None

    def _issuer(self, local: Local, cls: str | None) -> Local | None:
        """What a report does is done by the body whose report it is."""
        owner = local.owner
        if not any(self.ontology.classes.is_a(local.cls or "", c) for c in ("Document", "Event")):
            return None
        return owner if owner is not None and owner.phrases and self.fits(owner, cls) else None

    def evident(self, anchor: Token, relation: Relation, said: Iterable[Token]) -> Filler | None:
        """The agent of a passive without one: the only referent of the typical class that a sentence near by names, unless it is what the passive
        itself tells of (`said`): "slammed for their answer to the regulator"."""
        if relation.implicit_class is None:
            return None
        near: dict[Local, Phrase] = {}
        here = position(anchor)
        for phrase, local in self.coreference.register.of.items():
            at = position(phrase.head)
            if not local.named or not self.ontology.classes.is_a(local.cls or "", relation.implicit_class) or not -2 <= at[0] - here[0] <= 1:
                continue
            if local not in near or abs(at[1] - here[1]) < abs(position(near[local].head)[1] - here[1]):
                near[local] = phrase
        if len(near) != 1:
            return None
        local, phrase = next(iter(near.items()))
        told = any(t.doc is phrase.head.doc and (t == phrase.head or t.is_ancestor(phrase.head)) for t in said)
        return None if told else Filler(local, phrase.head)
