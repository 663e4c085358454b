"""Which entity each phrase of a document stands for: names first, then descriptions and pronouns in text order.

A sieve of plain rules, each of which can tell why it bound a phrase: the same words, the class of the description, the nearest subject.
A phrase that no rule can place stays unbound, and no statement is made of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.knowledge.domain import Ontology
from kg.knowledge.keys import name_key
from kg.mentions.noun_phrases import POINTING, find_phrases
from kg.model import MentionKind
from kg.reference.antecedents import Antecedents
from kg.reference.appositions import Appositions
from kg.reference.belonging import add_forms, core_words, label_of, long_label_of, owner_of, place_of
from kg.reference.contexts import settle
from kg.reference.forms import essential
from kg.reference.pronouns import antecedent, gender_of
from kg.reference.referents import Local, Register
from kg.syntax import grammar
from kg.syntax.parsed import ParsedDocument, position
from kg.syntax.phrases import Phrase, left_edge, telling, words_of
from kg.syntax.tree import Token

_LOOK_BACK = 400  # phrases; about two thousand words


class Coreference:
    """The phrases of one document and what they stand for. `at` finds the phrase by its head token."""

    def __init__(self, parsed: ParsedDocument, ontology: Ontology) -> None:
        self.parsed = parsed
        self.ontology = ontology
        self.register = Register(ontology)
        self.antecedents = Antecedents(ontology)
        self.phrases = find_phrases(parsed, ontology)
        self._order = {phrase: n for n, phrase in enumerate(self.phrases)}
        self._places = [position(phrase.head) for phrase in self.phrases]
        self._by_head: dict[tuple[int, int], Phrase] = {}
        self._opened: list[Local] = []
        for phrase in self.phrases:
            self._by_head.setdefault(position(phrase.head), phrase)
        for phrase in sorted(self.phrases, key=lambda p: p.last - p.first):  # the innermost name owns its words
            if phrase.kind is MentionKind.NAME:
                for i in range(self._with_title(phrase), phrase.last + 1):
                    self._by_head.setdefault((position(phrase.head)[0], i), phrase)
            elif phrase.forms:
                self._by_head.setdefault((position(phrase.head)[0], phrase.last), phrase)
        self.register.cluster_names(self.phrases)
        settle(self.register.locals, self.at, ontology)
        Appositions(parsed.docs, self.phrases, self.register, self.at, ontology).bind()
        for phrase in self.phrases:
            if phrase.kind is MentionKind.DESCRIPTION:
                self._description(phrase)
            elif phrase.kind is MentionKind.PRONOUN and phrase.noun in ("person", "thing", "many"):
                found = antecedent(phrase, self._preceding(phrase), ontology)
                if found is not None:
                    self.register.bind(phrase, *found)
                    if phrase.noun == "person":
                        found[0].gender = gender_of(phrase)

        self._adopt()

    def _with_title(self, phrase: Phrase) -> int:
        """Where a name begins with the title that its clause knows it by: "Cllr Hodge, who ..."."""
        first, title = phrase.doc[phrase.first], phrase.doc[phrase.first].head
        titled = first.dep_ == "flat" and title.i == phrase.first - 1 and title.lower_.rstrip(".") in self.ontology.cues.titles
        return title.i if titled else phrase.first

    # --- look-up -------------------------------------------------------------------------------------------------------------------------

    def at(self, token: Token) -> Phrase | None:
        """The phrase whose head (or, for a name, any word) this token is."""
        return self._by_head.get(position(token))

    def local_at(self, token: Token) -> Local | None:
        """What the phrase at this token stands for."""
        phrase = self.at(token)
        return self.register.of.get(phrase) if phrase is not None else None

    def is_a(self, local: Local, cls: str) -> bool:
        """Whether the referent is of a class (one of unknown class may be anything)."""
        return local.cls is None or self.ontology.classes.is_a(local.cls, cls)

    def open(self, token: Token, cls: str, *, bare: bool) -> Local | None:
        """A referent made for a noun phrase that the ontology has no word for, because a relation needs its object: "the flyover". A definite
        one is the one of that noun met before. None where the phrase is a pronoun or never an entity, or one singular noun alone and not `bare`."""
        gerund = token.tag_ == "VBG" and token.dep_ != "amod"
        if not (token.pos_ == "NOUN" or gerund) or self.at(token) is not None:
            return None
        if token.lower_ in self.ontology.cues.unnamable or token.ent_type_ in ("DATE", "TIME") or grammar.counts_time(token):
            return None
        first = token.i if gerund else left_edge(token)
        following = any(c.i > token.i and grammar.base(c) in ("nmod", "acl") for c in token.children)
        if not bare and first == token.i and not following and not gerund and token.tag_ != "NNS":
            return None
        phrase = Phrase(token, first, token.i, MentionKind.DESCRIPTION, words_of(token.doc, first, token.i), cls=cls, noun=token.lemma_.lower())
        phrase.definite = token.doc[first].lower_ in POINTING
        self._by_head[position(token)] = phrase
        known = next((x for x in self._opened if phrase.definite and phrase.noun in x.nouns and x.cls == cls), None)
        local = known or self.register.new(cls, long_label_of(phrase), named=False)
        self.register.bind(phrase, local, "a thing that the relation is about")
        add_forms(phrase, local, self.local_at)
        if known is None:
            self._opened.append(local)
        return local

    # --- descriptions ----------------------------------------------------------------------------------------------------------------------

    def _description(self, phrase: Phrase) -> None:
        if phrase in self.register.of:
            return
        cues = self.ontology.cues
        local = None
        if phrase.noun in cues.spokespeople or phrase.noun in cues.staff:
            local = self._stands_for(phrase) or self._staff_of(phrase) or self._same_speaker(phrase) or self._body_spoken_of(phrase)
        if local is None and phrase.modifiers:
            local = self._named_with(phrase)
        if local is None and not self._own_words(phrase):
            local = self._antecedent(phrase)
        if local is None:
            local = self._known_unit(phrase)
        if local is None:
            local = self._fresh(phrase)
        else:
            self.register.bind(phrase, local)
        self._owner(phrase, local)
        add_forms(phrase, local, self.local_at)

    def _stands_for(self, phrase: Phrase) -> Local | None:
        """An unnamed spokesperson and "Marlow inspectors" speak for the body they are named with."""
        for t in [*phrase.modifiers, *(c for c in phrase.head.children if c.dep_ in ("nmod:poss", "compound", "nmod", "nmod:desc"))]:
            found = self.local_at(t)
            if found is None and t.i > phrase.head.i and grammar.marker_of(t) not in ("for", "of", "from", "at", "with"):
                continue
            if found is None:
                inner = self.at(t)
                if inner is not None and inner is not phrase and inner.kind is MentionKind.DESCRIPTION and inner not in self.register.of:
                    self._description(inner)
                    found = self.register.of.get(inner)
            if found is None and t.i < phrase.head.i and t.lower_ in self.ontology.cues.descriptions:
                cls = self.ontology.cues.descriptions[t.lower_]
                inner = Phrase(t, t.i, t.i, MentionKind.DESCRIPTION, t.text, noun=t.lower_, cls=cls, definite=True)
                found = self.antecedents.of(inner, self._before(phrase), self.register.locals)
            if found is not None and found.cls != "Person" and (self.is_a(found, "Organization") or self.is_a(found, "Service")):
                found.alias(phrase.text)
                found.trail.append(f"{phrase.text!r} stands for it")
                return found
        return None

    def _same_speaker(self, phrase: Phrase) -> Local | None:
        """ "The spokesman", after "a spokesman for the agency"."""
        if not phrase.definite or phrase.noun not in self.ontology.cues.spokespeople:
            return None
        return next((x for x in self._before(phrase) if any(n in self.ontology.cues.spokespeople for n in x.nouns)), None)

    def _staff_of(self, phrase: Phrase) -> Local | None:
        """"Inspectors found ...": the nearest named body of the class that has such people."""
        cls = self.ontology.cues.staff.get(phrase.noun)
        if cls is None or cls == "Organization":
            return None
        found = next((x for x in self._before(phrase) if x.named and x.cls and self.ontology.classes.is_a(x.cls, cls)), None)
        if found is not None:
            found.alias(phrase.text)
        return found

    def _body_spoken_of(self, phrase: Phrase) -> Local | None:
        """"A spokeswoman said ...", with nobody named whom she speaks for: the organisation that the text has just told of, a subject first."""
        named_with = any(grammar.base(c) in ("nmod", "compound", "flat", "appos") for c in phrase.head.children)
        if phrase.noun not in self.ontology.cues.spokespeople or phrase.modifiers or named_with:
            return None
        here = position(phrase.head)[0]
        near = [(p, x) for p, x in self._preceding(phrase) if here - position(p.head)[0] <= 1 and x.named]
        near = [(p, x) for p, x in near if x.cls != "Place" and (x.weak_class or self.is_a(x, "Organization"))]
        subjects = [x for p, x in near if grammar.base(p.head) == "nsubj"]
        found = next(iter(subjects or [x for _, x in near]), None)
        if found is not None:
            found.alias(phrase.text)
            found.trail.append(f"{phrase.text!r} speaks for the organisation told of before")
        return found

    def _named_with(self, phrase: Phrase) -> Local | None:
        """ "Denby council", "the Labour party", "the Save Our Library group": a name with the kind of body written small after it."""
        if phrase.cls is None or phrase.plural or not self.ontology.classes.is_a(phrase.cls, "Organization"):
            return None
        first = phrase.modifiers[0].i
        long = name_key(words_of(phrase.doc, first, phrase.head.i))
        generic = self.ontology.cues.generic
        for local in self.register.locals:
            same = any(essential(name_key(n), generic) == essential(long, generic) for n in local.names)
            if same and (local.cls is None or self.ontology.classes.compatible(local.cls, phrase.cls)):
                local.names.append(phrase.text)
                return local
        local_before = self.local_at(phrase.doc[phrase.head.i - 1])
        inner = self.at(phrase.doc[phrase.head.i - 1])
        if local_before is None or inner is None or inner.kind is not MentionKind.NAME or inner.last != phrase.head.i - 1:
            return None
        if local_before.cls is None or (local_before.weak_class and local_before.cls not in ("Person", "Place")):
            local_before.cls, local_before.weak_class = phrase.cls, False
            return local_before
        same = local_before.cls is not None and self.ontology.classes.compatible(local_before.cls, phrase.cls)
        return local_before if same and phrase.doc[phrase.first].lower_ == "the" else None

    def _own_words(self, phrase: Phrase) -> bool:
        """Whether the phrase names something of its own (a modifier or an owner), so that the nearest of its class need not be meant."""
        said = phrase.noun.split()
        before = [c for c in phrase.head.children if c.dep_ == "compound" and c.i < phrase.head.i and c.lower_ not in said]
        told = telling(phrase.doc, phrase.first, phrase.head.i)
        own = any(c.dep_ == "nmod:poss" for c in phrase.head.children) or any(c.i not in told for c in before)
        return bool(phrase.modifiers) or not phrase.definite or own

    def _antecedent(self, phrase: Phrase) -> Local | None:
        return self.antecedents.of(phrase, self._likely(phrase), self.register.locals)

    def _likely(self, phrase: Phrase) -> list[Local]:
        """Referents before the phrase, without those who have the same office elsewhere: "the leader of Denby Council" is not Marlow's."""
        before = self._before(phrase)
        body = self._of_body(phrase) if phrase.cls == "Person" else None
        if body is None or not body.named:
            return before
        return [x for x in before if not any(self._of_body(p) not in (None, body) for p in x.phrases if p.noun == phrase.noun)]

    def _of_body(self, phrase: Phrase) -> Local | None:
        """The body whose office a description names: the council of "the leader of the council"."""
        return next((x for x in map(self.local_at, grammar.phrases_behind(phrase.head, "of")) if x is not None), None)

    def _before(self, phrase: Phrase) -> list[Local]:
        """Referents mentioned before the phrase, the nearest first; the subject of the sentence counts as nearer than what follows it."""
        out: dict[Local, None] = {}
        for other, local in self._preceding(phrase):
            if not (phrase.first <= other.head.i <= phrase.last and other.doc is phrase.doc):
                out.setdefault(local)
        return list(out)

    def _preceding(self, phrase: Phrase) -> Iterator[tuple[Phrase, Local]]:
        """Bound phrases before a phrase, the nearest first, as far back as a reader would look."""
        here = self._order[phrase]
        for n in range(here - 1, max(0, here - _LOOK_BACK) - 1, -1):
            other = self.phrases[n]
            local = self.register.of.get(other)
            if local is not None and local.phrases and self._places[n] < self._places[here]:
                yield other, local

    def _known_unit(self, phrase: Phrase) -> Local | None:
        """A description with an owner or modifiers that was met before: "Denby children's services", "its children's services"."""
        alike = [local for local in self._likely(phrase) if local.cls == phrase.cls and local.phrases and local.plural == phrase.plural]
        if not alike:
            return None
        owner, place = owner_of(phrase, self.local_at, self.ontology.classes), place_of(phrase, self.local_at)
        core = core_words(phrase, self.local_at)
        for local in alike:
            if not any(core_words(p, self.local_at) == core for p in local.phrases if p.kind is MentionKind.DESCRIPTION):
                continue
            if owner and local.owner and owner is not local.owner:
                continue
            if place and local.place and place is not local.place:
                continue
            if not (phrase.definite or owner or place or local.owner or local.place or phrase.plural):
                continue
            return local
        return None

    def _adopt(self) -> None:
        """ "The report", said before or after "the agency's report": the only one of its kind whose owner the document names."""
        for local in list(self.register.locals):
            if local.names or local.owner or local.plural or not local.phrases or local.cls == "Person" or not local.nouns:
                continue
            if not all(p.definite for p in local.phrases if p.kind is MentionKind.DESCRIPTION):
                continue
            owned = [
                x
                for x in self.register.locals
                if x is not local and x.phrases and x.owner is not None and x.cls == local.cls and x.nouns & local.nouns
            ]
            if len({x.owner for x in owned}) == 1:
                self.register.merge(owned[0], local, f"the only {sorted(local.nouns)[0]} whose owner the document names")

    def _fresh(self, phrase: Phrase) -> Local:
        local = self.register.new(phrase.cls, label_of(phrase), named=bool(phrase.modifiers))
        local.plural = phrase.plural
        return self.register.bind(phrase, local, "a new thing of this description")

    def _owner(self, phrase: Phrase, local: Local) -> None:
        if local.cls == "Person" or (local.named and local.names):
            return
        local.owner = local.owner or owner_of(phrase, self.local_at, self.ontology.classes)
        local.place = local.place or place_of(phrase, self.local_at)
        if local.owner is local:
            local.owner = None
        if local.cls == "LocalAuthority" and local.owner is not None and not local.names and not self.is_a(local.owner, "LocalAuthority"):
            local.cls = "Committee"  # "the university's council"
