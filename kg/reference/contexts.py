"""What the words around a name tell of it, where its own words tell nothing and a label guessed: a person, a body or a place.

A document writes a name several times, and may show in one sentence what it is. What all of them show is counted, and goes before the label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from kg.knowledge.domain import Ontology
from kg.model import MentionKind
from kg.reference.referents import Local
from kg.syntax import grammar
from kg.syntax.fixed import first_conjunct
from kg.syntax.phrases import Phrase, words_of
from kg.syntax.tree import Token

At = Callable[[Token], Phrase | None]

_ARTICLES = frozenset({"the", "a", "an"})
_INSIDE = frozenset({"in", "at", "inside", "outside", "near"})
_AMONG = frozenset({"including", "like", "such"})
_OLDEST = 120
_PERSON, _BODY, _PLACE = "Person", "Organization", "Place"
_THING, _OWNER = "thing", "owner"  # no person, whatever it is; what a person belongs to, as likely a body as a town


def settle(locals_: Iterable[Local], at: At, ontology: Ontology) -> None:
    """Type the names of a document that nothing but labels types by what is said around them; `at` finds the phrase of a token."""
    for local in locals_:
        if not local.named or not (local.cls is None or local.weak_class):
            continue
        names = [p for p in local.phrases if p.kind is MentionKind.NAME]
        told = Counter(cls for phrase in names for cls in _told(phrase, at, ontology))
        cls = _decided(local, told, Counter(p.cls for p in names if p.cls and p.evidence == "label"), ontology)
        if cls != local.cls:
            local.trail.append(f"told to be of the class {cls} by the words around it")
            local.cls, local.weak_class = cls, True


def _decided(local: Local, told: Counter[str], labels: Counter[str], ontology: Ontology) -> str | None:
    """The class that the words around a name and then its labels give."""
    others = {cls: n for cls, n in told.items() if cls not in (_PERSON, _THING, _OWNER) and not (told[_OWNER] and cls == _PLACE)}
    if told[_PERSON] > max(sum(others.values()), told[_THING]):
        return _PERSON
    if others and sum(others.values()) > told[_PERSON]:
        best = max(sorted(others), key=lambda cls: others[cls])
        return best if local.cls in (None, _PERSON) or ontology.classes.is_a(best, local.cls) else local.cls
    if told[_THING] and local.cls == _PERSON and told[_THING] * 2 >= labels[_PERSON]:
        rest = {cls: n for cls, n in labels.items() if cls != _PERSON}
        return max(sorted(rest), key=lambda cls: rest[cls]) if rest else _BODY
    return max(sorted(labels), key=lambda cls: (labels[cls], cls == local.cls)) if local.cls == _PERSON and labels else local.cls


def _told(phrase: Phrase, at: At, ontology: Ontology) -> Iterator[str]:
    """What the words around one mention show it to be."""
    doc, (first, last) = phrase.doc, phrase.name_span or (phrase.first, phrase.last)
    head = phrase.head
    before = doc[first - 1] if first > head.sent.start else None
    if before is not None and before.lower_ in _ARTICLES and first <= before.head.i <= last and head.dep_ != "compound" and doc[last].tag_ != "NNPS":
        yield _THING  # nobody is called "the Jane Doe"
    after = [t.lower_ for t in doc[last + 1 : min(last + 4, head.sent.end)]]
    if len(after) > 1 and after[0] == "," and after[1].isdigit() and 9 < int(after[1]) < _OLDEST and after[2:] in ([","], ["."], ["who"]):
        yield _PERSON  # "Jane Doe, 42, said"
    if last > first and doc[last].lower_ in ontology.cues.buildings and grammar.marker_of(head) in _INSIDE:
        yield _PLACE  # "at Amber Court"
    relative = next((c for c in head.children if c.dep_ == "acl:relcl"), None)
    if relative is not None and after[:1] == [","] and after[1:2] in (["who"], ["which"]):
        yield _PERSON if after[1] == "who" and doc[last].tag_ != "NNPS" else _THING
    yield from _as_part(phrase, at, ontology)
    yield from _as_example(head, at, ontology)
    yield from _as_subject(head, at, ontology)


def _as_part(phrase: Phrase, at: At, ontology: Ontology) -> Iterator[str]:
    """What a name is by the noun that it hangs on: "members of Marlow Action", "MP for Westmere Vale", "Jane Doe of Marlow Action"."""
    head, cues = phrase.head, ontology.cues
    noun, mark = head.head, grammar.marker_of(head)
    before_seat = head.dep_ in ("compound", "amod", "nmod:desc") and noun.i == head.i + 1 and noun.pos_ in ("NOUN", "PROPN")
    if before_seat and noun.lower_ in cues.seats - cues.ministers:  # "Home Affairs minister"
        yield "PoliticalParty"  # "a Liberal MP"
    other = at(noun)
    if head.dep_ == "nmod:poss" and other is not None and other.kind is MentionKind.NAME and other.cls == _PERSON:
        yield _OWNER  # "Forward's Jane Doe"
    if head.dep_ != "nmod" or mark not in ("of", "for") or noun.i > head.i:
        return
    if mark == "for":
        if noun.lower_ in cues.seats:
            yield _PLACE
    elif other is not None and other.kind is MentionKind.NAME and other.cls == _PERSON:
        yield _PLACE if phrase.first == phrase.last and head.text.istitle() else _THING  # "Jane Doe of Marlow"
    elif noun.lower_ in cues.city_offices:
        yield _PLACE
    elif noun.lemma_.lower() in cues.members or (_is_office(noun, ontology) and noun.lower_ not in cues.spokespeople):
        yield _BODY


def _as_example(head: Token, at: At, ontology: Ontology) -> Iterator[str]:
    """What a name is by those that it is an example of: "companies such as [Marlow Rail] and Denby Trains", "charities including [Hope]"."""
    first = first_conjunct(head)
    many = at(first.head) if first.dep_ == "nmod" and first.head.i < first.i and grammar.marker_of(first) in _AMONG else None
    cls = ontology.cues.descriptions.get(many.head.lemma_.lower(), "") if many is not None and many.plural else ""
    if ontology.classes.is_a(cls, _BODY):
        yield cls


def _is_office(noun: Token, ontology: Ontology) -> bool:
    roles = ontology.cues.roles
    return noun.lower_ in roles or (noun.i > 0 and words_of(noun.doc, noun.i - 1, noun.i).lower() in roles)


def _as_subject(head: Token, at: At, ontology: Ontology) -> Iterator[str]:
    """What a name is said to be: "Marlow Action is a group of parents"."""
    noun = head.head
    if head.dep_ != "nsubj" or noun.pos_ != "NOUN" or not any(c.dep_ == "cop" for c in noun.children) or grammar.negated(noun):
        return
    said = at(noun)
    if said is None or said.kind is not MentionKind.DESCRIPTION or said.cls is None or said.definite:
        return
    if said.cls == _PERSON and not said.plural:
        yield _PERSON
    elif ontology.classes.is_a(said.cls, "Organization") and not said.plural:
        yield said.cls
    elif said.cls == "Group" and noun.lower_ in ontology.cues.collectives:
        yield _BODY
