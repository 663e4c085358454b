"""Names that explain each other: "World Health Organization (WHO)", "Marlow Water, the supplier", "the regulator Ofwat", "the village of Tarle".

A description said beside a name is that name's, and types it where its own words do not; titles and first names tell "she" from "he".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from kg.knowledge.domain import Ontology
from kg.model import MentionKind
from kg.reference.forms import initials_fit
from kg.reference.referents import Local, Register
from kg.syntax import grammar
from kg.syntax.parsed import position
from kg.syntax.phrases import Phrase, left_edge
from kg.syntax.tree import Doc, Token

At = Callable[[Token], Phrase | None]
_LONGEST_TASK = 12  # words
_IN_A_TASK = frozenset({"ADP", "ADJ", "CCONJ", "DET", "NOUN", "PROPN"})


class Appositions:
    """Binds what stands beside the names of one document; `at` finds the phrase of a token."""

    def __init__(self, docs: Sequence[Doc], phrases: Sequence[Phrase], register: Register, at: At, ontology: Ontology) -> None:
        self.docs, self.phrases, self.register, self.at, self.ontology = docs, phrases, register, at, ontology

    def bind(self) -> None:
        """Brackets first, then descriptions, then what they tell of people."""
        self._brackets()
        holders = {(position(p.head)[0], i): p for p in self.phrases for first, last in p.roles for i in range(first, last + 1)}
        for phrase in self.phrases:
            if phrase.kind is MentionKind.DESCRIPTION and phrase not in self.register.of:
                self._beside(phrase, holders.get(position(phrase.head)))
        self._genders()

    def _brackets(self) -> None:
        """ "World Health Organization (WHO)": the name in brackets is another name of what stands before it."""
        for token in (t for doc in self.docs if len(doc) > 3 for t in doc[1:-2] if t.text == "("):
            close = next((t for t in token.doc[token.i + 1 : token.i + 8] if t.text == ")"), None)
            inner, outer = self.at(token.doc[token.i + 1]), self.at(token.doc[token.i - 1])
            if close is None or inner is None or outer is None or inner is outer or inner.last != close.i - 1:
                continue
            a, b = self.register.of.get(outer), self.register.of.get(inner)
            short, long = (inner.name or "").replace(".", ""), (outer.name or "").replace(".", "")
            if a and b and a is not b and short and long and (initials_fit(short, long) or initials_fit(long, short)):
                self.register.merge(a, b, f"{short!r} stands in brackets after {long!r}")

    def _beside(self, phrase: Phrase, holder: Phrase | None) -> None:
        """Bind a description to the holder of the office that it is, or to the name it stands beside."""
        if holder is not None and holder in self.register.of:
            self.register.bind(phrase, self.register.of[holder], f"is the office of {holder.text!r}")
            return
        cues, is_a = self.ontology.cues, self.ontology.classes.is_a
        for other in self._apposed(phrase.head):
            local = self.register.of.get(other)
            if local is None or other.kind is not MentionKind.NAME or not self._may_be(phrase, local) or _announces(other, phrase):
                continue
            if phrase.noun in cues.roles and phrase.noun not in cues.descriptions:
                local.cls, local.weak_class = "Person", False
            elif phrase.cls and (local.cls is None or local.weak_class or is_a(phrase.cls, local.cls)):
                local.cls, local.weak_class = phrase.cls, False
            self.register.bind(phrase, local, f"stands in apposition to {other.text!r}")
            return

    def _apposed(self, token: Token) -> list[Phrase]:
        beside = [token.head] if token.dep_ in ("appos", "nmod:desc") or token in grammar.continued(token.head) else []
        beside += [c for c in token.children if c.dep_ in ("appos", "nmod:desc") or (c.dep_ == "flat" and c.pos_ == "PROPN")]
        beside += [c for c in token.children if c.dep_ == "nmod" and self._town(token, c)]
        beside += [second] if (second := self._second_office(token)) is not None else []
        nearer = self._nearer(token)
        last = [nearer] if nearer is not None and nearer.head.dep_ == "conj" and token.tag_ == "NN" else []  # "Jane Doe and Tom Roe, its chair"
        told = [self._right_after(token), self._after_task(token), self._second_subject(token), *self._behind_body(token), nearer]
        return [p for p in [*last, *map(self.at, beside), *told] if p is not None]

    def _second_office(self, token: Token) -> Token | None:
        """The name that a word tells another office of: "[Jane Doe], president and [general counsel] of Marlow Aid", hang it where it may."""
        joint = next((c for c in token.children if c.dep_ == "cc"), None)
        another = token.dep_ != "conj" or token.tag_ not in ("NN", "NNP") or any(c.dep_ in ("det", "appos", "nmod:poss") for c in token.children)
        if joint is None or another:
            return None
        office = joint.nbor(-1) if joint.i else token
        told = office.lower_ in self.ontology.cues.roles and office.dep_ in ("appos", "nmod:desc") and office.head.pos_ == "PROPN"
        return office.head if told and token.head in (office, office.head) else None

    def _behind_body(self, token: Token) -> Iterator[Phrase]:
        """The name in "The leader of Denby Council, Jane Doe, said so", which the parse may hang on the council."""
        for c in token.children:
            body = self.at(c) if c.dep_ == "nmod" and c.i > token.i else None
            if body is None or body.kind is not MentionKind.NAME:
                continue
            for t in token.doc[body.last + 1 : body.last + 3]:
                name = self.at(t)
                if name is not None and name.kind is MentionKind.NAME and said_before(name, self.at) is body:
                    yield name

    def _after_task(self, token: Token) -> Phrase | None:
        """The name right after an office with its task, whatever the parse makes of it: "chief inspector of prisons [Jane Doe]", "Chair of the
        Friends of Denby group, [Jane Doe], said"."""
        doc, at, office = token.doc, token.i + 1, self.at(token)
        if office is None or self.ontology.cues.roles.isdisjoint((token.lower_, office.noun)) or token.tag_ not in ("NN", "NNP"):
            return None
        if at == len(doc) or doc[at].lower_ not in ("of", "for"):
            return None
        end = min(len(doc) - 1, at + _LONGEST_TASK)
        while at < end:  # past the end of the sentence too, since the parse may take the office for one
            name = self.at(doc[at]) or (self.at(doc[at + 1]) if doc[at].lower_ in self.ontology.cues.roles else None)  # "Councillor Jane Doe"
            if name is None or name.kind is not MentionKind.NAME or name.first not in (at, at + 1):
                if doc[at].pos_ not in _IN_A_TASK and (doc[at].text != "," or self.at(doc[at + 1]) is None):
                    return None
                at += 1
                continue
            local = self.register.of.get(name)
            if local is not None and local.cls == "Person":
                return name if doc[at - 1].text != "," or _two_subjects(token, name.head) else None
            at = name.last + 1
        return None

    def _second_subject(self, token: Token) -> Phrase | None:
        """The name in "The coroner, Dr [Jane Doe], said so", where the parse gives the verb two subjects."""
        doc, at = token.doc, token.i + 2
        if token.dep_ != "nsubj" or at >= token.sent.end or doc[token.i + 1].text != ",":
            return None
        at += self.ontology.cues.opens_person(doc[at].lower_)
        name = self.at(doc[at]) if at < token.sent.end else None
        if name is None or name.kind is not MentionKind.NAME or name.first not in (at, at - 1):
            return None
        return name if _two_subjects(token, name.head) else None

    def _nearer(self, token: Token) -> Phrase | None:
        """The name right before an explanation that the parse hangs further up: "an inquiry into Marlow Aid, [a charity] set up by Jane Doe"."""
        first = left_edge(token)
        if token.dep_ != "appos" or first < 2 or token.doc[first - 1].text != ",":
            return None
        name = self.at(token.doc[first - 2])
        if name is None or name.kind is not MentionKind.NAME or name.last != first - 2:
            return None
        return name if token.head in grammar.governors(name.head) else None

    def _town(self, token: Token, named: Token) -> bool:
        """ "The village of Tarle" is Tarle."""
        cues = self.ontology.cues
        return grammar.marker_of(named) == "of" and cues.descriptions.get(token.lower_) == "Place" and f"{token.lower_} of" in cues.linked

    def _right_after(self, token: Token) -> Phrase | None:
        """The name that a description stands right before: "the regulator Ofwat"."""
        after = token.i + 1
        while after + 1 < token.sent.end and not token.doc[after - 1].whitespace_ and token.doc[after].tag_ != "POS":
            after += 1  # "mother-of-two Jane Doe"
        name = self.at(token.doc[after]) if after < token.sent.end else None
        if name is None or name.kind is not MentionKind.NAME or name.first != after or name.roles:
            return None
        above = (name.head.head, name.head.head.head)
        seated = token.lower_ in self.ontology.cues.postnominals and not any(c.dep_ == "det" for c in token.children)  # "Tarle Green MP Jane Doe"
        return name if seated or token in above or token.head in (name.head, name.head.head) else None

    def _may_be(self, phrase: Phrase, local: Local) -> bool:
        if local.cls is None or local.weak_class or phrase.cls is None:
            return not (phrase.plural and local.cls == "Person")
        return self.ontology.classes.compatible(phrase.cls, local.cls) and not (phrase.plural and local.cls == "Person")

    def _genders(self) -> None:
        """Whether "she" or "he" is said of a person: by title, office and noun, else by first name, where these agree."""
        genders = self.ontology.cues.genders
        for local in self.register.locals:
            if local.cls in ("Person", None):
                titled = {genders[word] for p in local.phrases for word in _words_before(p) if word in genders}
                named = (p.doc[p.name_span[0] : p.name_span[1]] for p in local.phrases if p.name_span)  # the surname left out
                first = [next((genders[t.lower_] for t in words if t.lower_ in genders), None) for words in named]
                found = titled or {gender for gender in first if gender is not None}
                local.gender = found.pop() if len(found) == 1 else local.gender


def _two_subjects(one: Token, other: Token) -> bool:
    """Whether the parse makes subjects of the same verb of two words, which a comma parts."""
    return one.dep_ == other.dep_ == "nsubj" and one.head == other.head


def past_letters(doc: Doc, last: int) -> int:
    """The last word before a body's letters in brackets: "the Denby Nurses' Union (DNU)"."""
    return last - 3 if last > 2 and doc[last].text == ")" and doc[last - 2].text == "(" and doc[last - 1].text.isupper() else last


def _announces(name: Phrase, phrase: Phrase) -> bool:
    """Whether a colon stands between a name and what is announced of it: "Denby Union: press release on the strike"."""
    return name.doc is phrase.doc and name.last + 1 < phrase.first and name.doc[name.last + 1].text == ":"


def said_before(name: Phrase, at: At) -> Phrase | None:
    """The phrase that ends right before a name, or before a comma where the parse takes the name for another word for it."""
    doc, last = name.doc, name.first - 1
    if last > 0 and doc[last].pos_ == "PROPN" and (doc[last] == doc[name.first].head or name.first <= doc[last].head.i <= name.last):
        last -= 1  # a title
    if last > 0 and doc[last].text == ",":
        last = past_letters(doc, last - 1)
        hung = doc[name.first].head if doc[name.first].dep_ == "flat" and doc[name.first].head.i < name.first else name.head
        misjoined = hung.dep_ == "conj" and hung.head.pos_ == "VERB" and not any(c.dep_ == "cc" for c in hung.children)  # to a clause of no doer
        if not misjoined and (hung.dep_ != "appos" or hung.head.i > last):
            return None
    before = at(doc[last]) if last >= 0 else None
    return before if before is not None and before is not name and before.last == last else None


def _words_before(phrase: Phrase) -> list[str]:
    """The words of titles and offices before a name, or the noun of a description."""
    if phrase.name_span is None:
        return [phrase.noun.split()[-1]] if phrase.noun else []
    first = phrase.name_span[0]
    return [t.lower_.rstrip(".") for t in phrase.doc[max(0, min(phrase.first, first - 1)) : first]]
