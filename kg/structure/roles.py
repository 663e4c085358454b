"""Roles: who holds which office in which body, told by the build of a phrase: "Council Leader Jane Doe", "its chair, Jane Doe"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.knowledge.domain import Ontology
from kg.model import MentionKind
from kg.reference.appositions import said_before
from kg.reference.coreference import Coreference
from kg.reference.referents import Local
from kg.structure.employers import Employers
from kg.structure.office_verbs import OfficeVerbs
from kg.structure.role_words import RoleWords
from kg.syntax import grammar
from kg.syntax.fixed import first_conjunct
from kg.syntax.phrases import PAST, Phrase, left_edge, words_of
from kg.syntax.tree import Token

ROLE, AFFILIATION, FOUNDER = "role", "affiliation", "founder"
_JOINED = frozenset({"Committee", "Service", "PoliticalParty", "ProfessionalBody", "CampaignGroup"})
_LONGEST = 4  # words of a role that stands right before a name


@dataclass(frozen=True, slots=True)
class Built:
    """A construction found: its kind, the two referents with the tokens that name them, the words that carry it, a role if any, and the verb
    whose time and modality it has, if any."""

    construction: str
    subject: Local
    subject_token: Token
    object: Local
    object_token: Token
    trigger: Token
    role: str | None = None
    verb: Token | None = None


class Roles:
    """Finds the roles said with the names of a document."""

    def __init__(self, coreference: Coreference, ontology: Ontology) -> None:
        self.coreference = coreference
        self.ontology = ontology
        self.employers = Employers(coreference, ontology)
        self.words = RoleWords(coreference, ontology.cues)
        self.verbs = OfficeVerbs(coreference, ontology.cues)

    def of(self, phrase: Phrase) -> Iterator[Built]:
        """The roles that a phrase, with what stands beside it, gives its person."""
        local = self.coreference.register.of.get(phrase)
        if local is None or not (local.cls in ("Person", None) or local.weak_class):
            return
        if phrase.kind is MentionKind.DESCRIPTION and local.cls == "Person" and not phrase.plural and self._is_role(phrase.head):
            yield from self._described(local, phrase)
        if phrase.kind is not MentionKind.NAME:
            return
        for first, last in (said := phrase.roles or self._right_before(phrase)):
            yield from self._one_of_two(local, phrase, first, last)
        yield from self._of_clause(local, phrase)
        name_head = phrase.doc[(phrase.name_span or (phrase.first, phrase.last))[0]]
        for head in dict.fromkeys((phrase.head, name_head, self._title(name_head))):
            for noun in self._role_nouns(head):
                said_before = any(first <= noun.i <= last for first, last in said)
                behind = noun.i > phrase.last and (grammar.marker_of(noun) is not None or self._of_many(noun, phrase))
                if not said_before and not behind and self._beside(noun, phrase):
                    yield from self._role(local, phrase, noun, self._edge(noun))

    def _of_many(self, noun: Token, phrase: Phrase) -> bool:
        """Whether an office behind a name is that of several people: "led by Jane Doe, the campaigners ...", not "A and B, its directors"."""
        return noun.tag_ in ("NNS", "NNPS") and phrase.head.dep_ != "conj" and len(grammar.conjuncts(phrase.head)) == 1

    def _one_of_two(self, local: Local, phrase: Phrase, first: int, last: int) -> Iterator[Built]:
        """The role right before a name and, where there is one, the role joined to it: "Marlow Water founder and boss Jane Doe" is both there."""
        doc = phrase.doc
        joined = first > 1 and doc[first - 1].lower_ == "and" and self._is_role(doc[first - 2]) and doc[first - 2].tag_ not in ("NNS", "NNPS")
        before = list(self._role(local, phrase, doc[first - 2], left_edge(doc[first - 2]))) if joined else []
        here = list(self._role(local, phrase, doc[last], first))
        yield from (*before, *here)
        if before and not any(b.trigger == doc[last] for b in here):
            construction = self._construction(doc[last])
            role = words_of(doc, first, last) if construction == ROLE else None
            yield replace(before[-1], construction=construction, trigger=doc[last], role=role)

    def _title(self, name: Token) -> Token:
        """The title that a name hangs on, by which the rest of the clause knows it: "The leader, Cllr Jane Doe"."""
        before = name.doc[name.i - 1] if name.i > name.sent.start else name
        joined = (name.dep_ == "flat" and name.head == before) or (name.dep_ == before.dep_ and name.head == before.head)
        return before if joined and before.lower_.rstrip(".") in self.ontology.cues.titles else name

    def _described(self, local: Local, phrase: Phrase) -> Iterator[Built]:
        """ "The chief constable of Marlow Police": an office that names its body, whoever holds it."""
        subject = grammar.predicated_of(phrase.head)
        held = subject.lower_ in ("he", "she", "i") or self.coreference.local_at(subject) not in (None, local)
        if not self.employers.says_where(phrase.head) or held:
            return  # of a predicate the clause tells who holds it: "she was the Team Manager of Marlow Town"
        body, token, cut = self.employers.body_of(local, phrase, phrase.head, phrase.first)
        if body is None or token is None or body is local:
            return
        local.employer = local.employer or body
        if local.named:
            construction = self._construction(phrase.head)
            role = self.words.text(phrase.head, max(phrase.first, cut), token) if construction == ROLE else None
            yield Built(construction, local, phrase.head, body, token, phrase.head, role)

    def _right_before(self, phrase: Phrase) -> list[tuple[int, int]]:
        """ "Chief executive Jane Doe", "chief executive Dr Jane Doe": a known role right before a name, whatever the parse makes of it."""
        doc, last, own = phrase.doc, self._begin(phrase) - 1, self.coreference.register.of.get(phrase)
        letters = last >= 0 and doc[last].lower_ in self.ontology.cues.seats & self.ontology.cues.postnominals
        for first in range(max(doc[phrase.first].sent.start, last + 1 - _LONGEST), last + letters):
            if words_of(doc, first, last).lower() in self.ontology.cues.roles and self._free(doc[last], own):
                while first > doc[last].sent.start and doc[first - 1].tag_ == "JJ":
                    first -= 1
                return [(first, last)]
        return []

    def _begin(self, phrase: Phrase) -> int:
        """Where a name begins with the titles before it: "Dr [Jane Doe]"."""
        first = phrase.first
        while first - 1 > phrase.head.sent.start and self.ontology.cues.opens_person(phrase.doc[first - 1].lower_):
            first -= 1
        return first

    def _free(self, token: Token, own: Local | None) -> bool:
        """Whether a word names nobody else: an office without its holder may."""
        local = self.coreference.local_at(token)
        return local in (None, own) or (local is not None and local.cls == "Person" and not local.named)

    def _of_clause(self, local: Local, phrase: Phrase) -> Iterator[Built]:
        """The offices that the clause of a name tells of: "Jane Doe was appointed chair", "As chair of the panel, Jane Doe ..."."""
        head = self._title(self._spoken_of(phrase))
        for noun, verb in self.verbs.told(phrase, head):
            if noun is head or not self._is_role(noun):
                continue
            if verb is not None or self.employers.told(local, phrase, noun, self._edge(noun)):
                yield from self._role(local, phrase, noun, self._edge(noun), verb)
            else:
                yield from self._party(local, phrase, noun, self._edge(noun))

    def of_pronoun(self, phrase: Phrase) -> Iterator[Built]:
        """ "She is chair of the panel", "when he was its director": the office of someone named before, where its words name the body."""
        local = self.coreference.register.of.get(phrase)
        if phrase.kind is not MentionKind.PRONOUN or local is None or not local.named or local.cls != "Person" or local.plural:
            return
        for noun in self.verbs.predicates(phrase.head):
            if self._is_role(noun) and self.employers.told(local, phrase, noun, self._edge(noun)):
                yield from self._role(local, phrase, noun, self._edge(noun), first_conjunct(noun))

    def _spoken_of(self, phrase: Phrase) -> Token:
        """The word that stands in the clause for a person: the office in "His deputy, Jane Doe, was appointed director"."""
        head = phrase.head
        beside = head.dep_ == "appos" and head.head.pos_ == "NOUN" and self.coreference.local_at(head.head) in (None, self.coreference.local_at(head))
        before = self._before_body(head)  # "Former head of Marlow Aid Jane Doe has been appointed director"
        return head.head if beside else before[0] if before else head

    def _edge(self, noun: Token) -> int:
        """The first word of a role: that of its phrase, or of the known role that the parse takes for more than one."""
        first = min(left_edge(noun), self.employers.own.start_of(noun))
        return first - 1 if first > noun.sent.start and noun.doc[first - 1].lower_ in (*PAST, "acting") else first  # "its then chair"

    def _role_nouns(self, name: Token) -> list[Token]:
        """Role nouns in apposition to a name, before or after it, or predicated of it."""
        nouns = [c for c in name.children if c.dep_ in ("appos", "nmod:desc", "list", "parataxis")]
        nouns = [c for c in nouns if c.dep_ != "nmod:desc" or not any(d.dep_ == "cc" for d in c.children)]  # "Jane Doe and Green MP Tom Roe"
        nouns += [c for c in name.children if c.dep_ == "conj" and any(d.dep_ == "cop" for d in c.children)]
        nouns += grammar.continued(name)
        if name.dep_ == "conj":
            nouns += [c for c in name.head.children if c.dep_ in ("appos", "list") and c.i > name.i]  # "A and B, its directors", "A and B, its chair"
        if name.dep_ in ("appos", "nmod:desc", "flat"):
            nouns.append(name.head)
        many = first_conjunct(name)  # "its founders, Jane Doe and Tom Roe"
        if many.tag_ == "NNS" and many.i < name.i and many.nbor(1).text == "," and grammar.children(many, "nmod:poss"):
            nouns.append(many)
        nouns += [*self._before_body(name), *self._subject_beside(name)]
        out: list[Token] = []
        for noun in nouns:
            out += [n for n in grammar.conjuncts(noun) if self._is_role(n) and n != name and (n is noun or not self._is_of_another(n, name))]
            out += [c for c in noun.children if c.dep_ == "appos" and self._is_role(c)]
        return list(dict.fromkeys(out))

    def _is_of_another(self, noun: Token, name: Token) -> bool:
        """Whether a joined office has its own holder beside it: "Chancellor, Jane Doe, and Vice-Chancellor, Tom Roe"."""
        beside = (self.coreference.at(c) for c in noun.children if c.dep_ in ("appos", "flat") and c.i > noun.i)
        return any(p is not None and p.kind is MentionKind.NAME and p is not self.coreference.at(name) for p in beside)

    def _subject_beside(self, name: Token) -> list[Token]:
        """The office in "The trust's head of policy, Jane Doe, said so", where the parse makes both of them subjects."""
        phrase = self.coreference.at(name)
        first = self._begin(phrase) if phrase is not None else 0
        if name.dep_ != "nsubj" or first == 0 or name.doc[first - 1].text != ",":
            return []
        others = [c for c in name.head.children if c.dep_ == "nsubj" and c.i < name.i]
        return [c for c in others if self._is_role(c) and grammar.subtree_span(c)[1] in (first - 1, first - 2)]

    def _before_body(self, name: Token) -> list[Token]:
        """ "Chief executive of Marlow Aid Jane Doe", "the leader of Denby Council, Jane Doe": the role whose body ends right before the name."""
        phrase = self.coreference.at(name)
        body = said_before(phrase, self.coreference.at) if phrase is not None else None
        if body is None or grammar.marker_of(body.head) not in ("of", "for", "at"):
            return []
        steps = 1 if body.head.dep_ == "nmod" else 2  # "boss of the charity Marlow Aid", not "boss of a branch of Marlow Aid"
        roles = [t for t in list(grammar.governors(body.head))[:steps] if self._is_role(t) and t.i < body.first]
        local = self.coreference.register.of.get(body)
        return [t for t in roles if local is None or self.employers.has_office(local, t)]

    def _beside(self, noun: Token, phrase: Phrase) -> bool:
        """No other person and no verb stands between a role and its holder, so that a misread apposition gives nobody another's office."""
        low, high = sorted((noun.i, phrase.first if noun.i < phrase.first else phrase.last))
        shared = {t.i for t in grammar.conjuncts(phrase.head)} if noun.tag_ == "NNS" and noun.i > phrase.last else set()
        for t in noun.doc[low + 1 : high]:
            other = self.coreference.at(t)
            if other is not None and other.head.i in shared:
                continue
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

    def _is_role(self, token: Token) -> bool:
        cues = self.ontology.cues
        if {token.lower_, token.lemma_.lower()} & (cues.roles | cues.founders | cues.members):
            return True
        return self.employers.own.start_of(token) < token.i

    def _construction(self, noun: Token) -> str:
        """What a noun makes of its holder: a founder, a member or, as most, the holder of a role."""
        cues, before = self.ontology.cues, noun.doc[noun.i - 1].lower_ if noun.i else ""
        if noun.lower_ in cues.founders:
            return FOUNDER
        if noun.lemma_.lower() not in cues.members:
            return ROLE
        of_many = cues.descriptions.get(before) in _JOINED  # "board member", "team member", and not "cabinet member"
        return ROLE if f"{before} {noun.lower_}" in cues.roles and not of_many else AFFILIATION

    def _role(self, local: Local, phrase: Phrase, noun: Token, first: int, verb: Token | None = None) -> Iterator[Built]:
        organisation, token, cut = self.employers.body_of(local, phrase, noun, first)
        whole = self.coreference.at(token) if token is not None else None
        is_body = whole is not None and whole.first <= noun.i <= whole.last  # "Jane Doe, Rail Ombudsman"
        role = self.words.text(noun, first if is_body else cut, token)
        if not is_body and cut > first:
            role = self.words.before_body(noun, first, cut) + role
        local.cls, local.weak_class = "Person", False
        yield from self._party(local, phrase, noun, first)
        if role and role not in local.roles:
            local.roles.append(role)
        if verb is not None and not grammar.is_passive(verb) and phrase.head.dep_ in ("obj", "compound") and (token is None or token == noun):
            organisation, token = self.employers.hirer(verb, local)
        if organisation is None or token is None or organisation is local:
            return
        if local.employer is None and organisation.cls != "Place":
            local.employer = organisation
        construction = self._construction(noun)
        yield Built(construction, local, phrase.head, organisation, token, noun, role if construction == ROLE else None, verb)

    def _party(self, person: Local, phrase: Phrase, noun: Token, first: int) -> Iterator[Built]:
        """ "Green MP Jane Doe", "the Greens' spokeswoman": an office said with its party tells whose member its holder is."""
        before = first - 2 if first > 1 and noun.doc[first - 1].lower_ in ("'s", "’s", "'", "’") else first
        before = min(before, self.employers.past_party(noun, first) + 1)
        for token in (*noun.doc[before : noun.i], *grammar.phrases_behind(noun, "for")):  # "a councillor for the Greens"
            if token.i + 1 == noun.i and token.lower_ in self.ontology.cues.functions and noun.lower_ in self.ontology.cues.ministers:
                continue  # the labour minister, of whatever party
            party = self.coreference.local_at(token)
            if party is not None and party is not person and self.employers.is_party(party):
                yield Built(AFFILIATION, person, phrase.head, party, token, token)
                return
