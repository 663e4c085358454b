"""Mentions: the noun phrases of a document that may stand for an entity, with what their own words tell of them.

A phrase is a name (its proper nouns, titles stripped), a description whose head noun the ontology knows ("the watchdog", "its children's services"),
or a pronoun. Which entity it stands for is decided in `kg.coreference`; the class that its own words give is decided here.
"""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg import grammar
from kg.model import MentionKind, Span
from kg.ontology import Ontology
from kg.parsed import ParsedDocument, position, span_of

_LINKS = frozenset({"of", "for", "and", "&", "the", "de", "la", "di", "du", "van", "von", "al", "-", "’s", "'s", "/", "on", "in", "to", "'", "’"})
_PLURALS = frozenset({"children", "women", "men", "people"})  # read as names, they are tagged singular
_SKIP_DEPS = frozenset({"compound", "flat", "fixed", "goeswith", "nummod", "reparandum"})
_PERSONAL = {"he": "person", "she": "person", "him": "person", "her": "person", "his": "person", "hers": "person", "it": "thing", "its": "thing",
             "they": "many", "them": "many", "their": "many", "we": "we", "us": "we", "our": "we", "i": "i", "me": "i", "my": "i"}
_SPACES = re.compile(r"\s+")


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase under study. Token indices are inclusive; `name` is the proper name in it, if any, without titles and roles."""

    head: Token
    first: int
    last: int
    kind: MentionKind
    text: str
    name: str | None = None
    name_span: tuple[int, int] | None = None
    cls: str | None = None
    evidence: str = ""  # what gave the class: gazetteer, head, title, label, description
    roles: list[tuple[int, int]] = field(default_factory=list)  # token spans of roles said before the name
    modifiers: list[Token] = field(default_factory=list)  # name-like tokens inside a description: "Luton children's services"
    plural: bool = False
    definite: bool = False
    noun: str = ""  # the head noun of a description, as in the ontology

    @property
    def doc(self) -> Doc:
        return self.head.doc

    @property
    def span(self) -> Span:
        first, last = self.name_span or (self.first, self.last)
        return span_of(self.doc, first, last)

    @property
    def full(self) -> Span:
        return span_of(self.doc, self.first, self.last)


def clean(text: str) -> str:
    """One line, single spaces."""
    return _SPACES.sub(" ", text).strip()


def words_of(doc: Doc, first: int, last: int) -> str:
    return clean(doc[first:last + 1].text)


def find_phrases(parsed: ParsedDocument, ontology: Ontology) -> list[Phrase]:
    """All phrases of a document in text order."""
    out: list[Phrase] = []
    for doc in parsed.docs:
        taken: set[int] = set()
        for token in doc:
            phrase = _phrase_at(token, ontology, taken)
            if phrase is not None:
                out.append(phrase)
                out += _inner_names(phrase, ontology)
    return sorted(out, key=lambda p: (position(p.head), p.first))


def _phrase_at(token: Token, ontology: Ontology, taken: set[int]) -> Phrase | None:
    if token.i in taken:
        return None
    if token.pos_ == "PRON" and token.lower_ in _PERSONAL:
        return Phrase(token, token.i, token.i, MentionKind.PRONOUN, token.text, noun=_PERSONAL[token.lower_], definite=True)
    if token.pos_ == "DET" and token.lower_ in ("its", "their", "our", "his", "her", "my"):
        return Phrase(token, token.i, token.i, MentionKind.PRONOUN, token.text, noun=_PERSONAL[token.lower_], definite=True)
    if token.pos_ == "PROPN" or _is_named_adjective(token):
        name = _name_at(token, ontology)
        if name is not None:
            taken.update(range(name.first, name.last + 1))
            return name
        return None
    if token.pos_ == "NOUN" and token.dep_ not in _SKIP_DEPS:
        return _description_at(token, ontology)
    return None


def _inner_names(phrase: Phrase, ontology: Ontology) -> list[Phrase]:
    """The body or country inside a title: "US" in "US President Jane Doe"."""
    out = []
    doc = phrase.doc
    for first, last in phrase.roles:
        start = next((k for k in range(first, last + 1) if words_of(doc, k, last).lower() in ontology.cues.roles), last)
        text = words_of(doc, first, start - 1) if start > first else ""
        if text and text[:1].isupper() and doc[start - 1].text not in ("'s", "’s") and text.lower() not in ontology.cues.descriptions and (doc[start - 1].ent_type_ in ("LOC", "ORG", "GPE") or text.isupper()):
            inner = Phrase(doc[start - 1], first, start - 1, MentionKind.NAME, text, name=text, name_span=(first, start - 1))
            inner.cls, inner.evidence = class_of_name(doc, first, start - 1, False, ontology)
            if inner.cls == "Person":
                inner.cls, inner.evidence = None, ""
            out.append(inner)
    return out


def _is_named_adjective(token: Token) -> bool:
    return token.pos_ in ("ADJ", "NOUN", "VERB", "X") and token.text[:1].isupper() and token.tag_.startswith("NNP")


def capitalised(token: Token) -> bool:
    """Whether a token can stand in a name: a capital first letter, or a number after one."""
    return token.text[:1].isupper() and token.pos_ not in ("PRON", "DET", "AUX", "SCONJ", "CCONJ")


# --- names -----------------------------------------------------------------------------------------------------------------------------------


def _run(token: Token, ontology: Ontology) -> tuple[int, int]:
    """The run of name words that `token` begins (its left neighbours are already taken)."""
    doc, end = token.doc, token.sent.end
    cues = ontology.cues
    last = at = token.i
    while at + 1 < end:
        following = doc[at + 1]
        if following.text == "-" and not doc[at].whitespace_ and not following.whitespace_ and at + 2 < end:
            at = last = at + 2  # "Ka-ki"
        elif _other_name(doc, last, following, cues.name_heads):
            break
        elif capitalised(following) and following.pos_ in ("PROPN", "ADJ", "NOUN", "VERB", "X", "NUM", "ADV", "ADP") and _joined(doc, last, following.i):
            at = last = following.i
        elif following.lower_ in ("the", "our") and words_of(doc, token.i, last).lower() in cues.first_words and at + 2 < end and capitalised(doc[at + 2]):
            at = last = at + 2  # "Save the ...", "Friends of the ..."
        elif following.lower_ in _LINKS and _bridge(doc, last, following.i, end):
            at = following.i
        elif following.pos_ == "NUM" and following.text.isdigit() and following.head.i >= token.i and following.head.i <= last and len(following.text) <= 4:
            at = last = following.i
        else:
            break
    return token.i, last


def _other_name(doc: Doc, last: int, following: Token, heads: Mapping[str, str]) -> bool:
    """Whether a person's name begins right after a body's: "the Refugee Council Jane Doe"."""
    before = doc[last]
    return following.ent_iob_ == "B" and following.ent_type_ in ("PERSON", "PER") and (before.lower_ in heads or before.ent_type_ in ("ORG", "LOC")) and before.ent_type_ not in ("PERSON", "PER")


def _joined(doc: Doc, left: int, right: int) -> bool:
    """Whether two neighbouring name words belong to one name: one hangs on the other, or both on one word of the run."""
    a, b = doc[left], doc[right]
    if b.i in (a.head.i, a.head.head.i):
        return True
    if b.dep_ in ("appos", "parataxis", "list", "nsubj", "obj", "iobj", "vocative", "root", "ROOT") and b.head.i <= left and a.dep_ != "nmod:desc":
        return b.dep_ in ("list",)
    if a.ent_iob_ != "O" and b.ent_iob_ == "I":
        return True
    chain = [b, *grammar.governors(b)]
    return any(g.i <= left for g in chain[1:3]) or any(g.i >= right for g in [a.head, a.head.head]) or a.head == b.head


def _bridge(doc: Doc, last: int, link: int, end: int) -> bool:
    """Whether a linking word ("of", "and") continues a name: the word after it is part of the same name by the tree or the label."""
    at = link
    while at + 1 < end and doc[at + 1].lower_ in _LINKS and at - link < 2:
        at += 1
    if at + 1 >= end:
        return False
    after, word = doc[at + 1], doc[link].lower_
    if not capitalised(after) or after.pos_ not in ("PROPN", "ADJ", "NOUN"):
        return False
    if word in ("'s", "’s", "'", "’"):
        plural = doc[last].tag_ in ("NNS", "NNPS") or doc[last].lower_ in _PLURALS  # "Children's Services" against "Ofsted's Report"
        return (doc[link].ent_iob_ == "I" and after.ent_iob_ == "I") or (plural and doc[last].head.i >= after.i)
    same_entity = all(doc[i].ent_iob_ == "I" and doc[i].ent_type_ == doc[last].ent_type_ for i in range(link, at + 2))
    if word in ("and", "&"):
        return same_entity or word == "&"
    if word in ("on", "in", "to", "the", "/", "-"):
        return same_entity or word == "-"
    hangs = any(g.i == last or g.i == doc[last].head.i for g in [after.head, after.head.head])
    return same_entity or (hangs and after.ent_iob_ != "B") or (hangs and word == "of" and doc[last].ent_type_ in ("ORG", "") and after.ent_type_ != "PERSON")


def _name_at(token: Token, ontology: Ontology) -> Phrase | None:
    first, last = _run(token, ontology)
    doc = token.doc
    first, roles = _strip_titles(doc, first, last, ontology)
    if first > last:
        return None
    head = next((doc[i] for i in range(first, last + 1) if not first <= doc[i].head.i <= last or doc[i].head == doc[i]), doc[last])
    text = words_of(doc, first, last)
    if len(text) < 2 or not any(c.isalpha() for c in text) or _is_date(text):
        return None
    if not roles and any(text.lower() in words for words in (ontology.cues.roles, ontology.cues.titles, ontology.cues.descriptions)):
        return _description_at(head, ontology) if head.dep_ not in _SKIP_DEPS else None
    start = roles[0][0] if roles else first
    phrase = Phrase(_outer_head(head, start, last), start, last, MentionKind.NAME, words_of(doc, start, last), name=text, name_span=(first, last), roles=roles)
    phrase.plural = token.tag_ == "NNPS" and first == last
    phrase.cls, phrase.evidence = class_of_name(doc, first, last, bool(roles), ontology)
    return phrase


_DATES = frozenset("monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
                   "jan feb mar apr jun jul aug sep sept oct nov dec easter christmas spring summer autumn winter am pm gmt bst est".split())


def _is_date(text: str) -> bool:
    return all(w.lower().strip(".,") in _DATES or w.strip(".,").isdigit() for w in text.split())


def _outer_head(head: Token, first: int, last: int) -> Token:
    """The token by which the clause knows the name; a name used before a noun keeps its own."""
    node = head
    while first <= node.head.i <= last and node.head != node:
        node = node.head
    return node


def _strip_titles(doc: Doc, first: int, last: int, ontology: Ontology) -> tuple[int, list[tuple[int, int]]]:
    """Take titles and roles off the front of a name: "Councillor", "Council Leader". A role is kept as a span; a mere title is dropped."""
    cues = ontology.cues
    roles: list[tuple[int, int]] = []
    at = first
    while at < last:
        cut = None
        for end in range(min(last - 1, at + 4), at - 1, -1):
            phrase = words_of(doc, at, end).lower().rstrip(".")
            tail = doc[end].lower_.rstrip(".")
            following = words_of(doc, end + 1, last).lower()
            if phrase in cues.titles or phrase in cues.roles or (tail in cues.roles and end > at and not _org_follows(following, ontology)):
                if end + 1 <= last and doc[end + 1].lower_ in _LINKS:
                    continue
                cut = end
                break
        if cut is None or _org_follows(words_of(doc, cut + 1, last).lower(), ontology):
            break
        if any(words_of(doc, k, cut).lower().rstrip(".") in cues.roles for k in range(at, cut + 1)):
            roles.append((at, cut))
        at = cut + 1
    if at == first:
        return _role_before(doc, first, ontology)
    return at, roles


def _org_follows(rest: str, ontology: Ontology) -> bool:
    words = rest.split()
    return bool(words) and (words[-1] in ontology.cues.name_heads or words[0] in ontology.cues.first_words)


def _role_before(doc: Doc, first: int, ontology: Ontology) -> tuple[int, list[tuple[int, int]]]:
    """A lower-case role right before the name: "children's portfolio holder Mahmood Hussain", "spokesperson Julie Hahn"."""
    if first and doc[first - 1].pos_ == "NOUN" and doc[first - 1].lower_ in ontology.cues.roles and doc[first - 1].sent == doc[first].sent:
        begin = first - 1
        low = max(left_edge(doc[begin]), first - 8)
        while low < begin and (doc[low].pos_ in ("DET", "PUNCT", "ADP", "CCONJ", "SCONJ") or doc[low].lower_ in ("'s", "’s")):
            low += 1
        return first, [(low, begin)]
    return first, []


def class_of_name(doc: Doc, first: int, last: int, titled: bool, ontology: Ontology) -> tuple[str | None, str]:
    """The class that a name's own words give, and by what: title, head word, first word, statistical label."""
    cues = ontology.cues
    if words_of(doc, first, last).lower() in cues.places:
        return "Place", "gazetteer"
    words = [doc[i].lower_.rstrip(".") for i in range(first, last + 1)]
    while words and (words[-1] in ("'s", "’s") or words[-1].isdigit()):
        words.pop()
    for begin in range(max(0, len(words) - 3), len(words)):
        phrase = " ".join(words[begin:])
        if phrase in cues.name_heads and not titled:
            return cues.name_heads[phrase], "head"
    for size in (3, 2, 1):
        phrase = " ".join(words[:size])
        if phrase in cues.first_words and len(words) > size:
            return cues.first_words[phrase], "head"
    for i, word in enumerate(words[:-1]):
        if word in cues.name_heads and words[i + 1] in ("of", "for", "on") and not titled:
            return cues.name_heads[word], "head"
    if titled:
        return "Person", "title"
    labels = [doc[i].ent_type_ for i in range(first, last + 1) if doc[i].ent_type_]
    if labels:
        label = max(sorted(set(labels)), key=labels.count)
        return {"PERSON": "Person", "PER": "Person", "ORG": "Organization", "LOC": "Place", "GPE": "Place", "FAC": "Place", "NORP": "Group"}.get(label), "label"
    return None, ""


# --- descriptions ----------------------------------------------------------------------------------------------------------------------------


def left_edge(head: Token) -> int:
    """The first token of the noun phrase before its head: determiners, adjectives, compounds and possessors, without a gap."""
    inside = {t.i for c in head.children if c.i < head.i and grammar.base(c) in ("det", "amod", "compound", "nummod", "nmod", "punct", "obl", "flat") for t in c.subtree}
    first = head.i
    doc = head.doc
    while first - 1 in inside and not _ends_phrase(doc[first - 1]):
        first -= 1
    while first < head.i and (doc[first].is_punct or doc[first].is_space or doc[first].lower_ in ("'s", "’s")):
        first += 1
    return first


def _ends_phrase(token: Token) -> bool:
    return token.is_space or token.dep_ in ("cc", "mark") or (token.dep_ == "case" and token.lower_ not in ("'s", "’s", "'", "’")) or token.text in (",", ";", ":", "(", ")", "–", "—")


def _description_at(token: Token, ontology: Ontology) -> Phrase | None:
    cues = ontology.cues
    first = left_edge(token)
    noun = _known_noun(token, first, ontology)
    if noun is None:
        return None
    doc = token.doc
    if noun in cues.unnamable:
        return None
    phrase = Phrase(token, first, token.i, MentionKind.DESCRIPTION, words_of(doc, first, token.i), noun=noun)
    phrase.cls, phrase.evidence = cues.descriptions.get(noun) or "Person", "description"
    phrase.plural = token.tag_ == "NNS"
    determiner = doc[first].lower_
    phrase.definite = determiner in ("the", "this", "that", "these", "those", "its", "their", "our", "his", "her", "my") or any(
        c.dep_ == "nmod:poss" for c in token.children)
    inside = [t for t in doc[first:token.i] if t.pos_ == "PROPN" or (capitalised(t) and t.i > t.sent.start)]
    phrase.modifiers = [t for t in inside if t.dep_ != "det"]
    return phrase


def _known_noun(token: Token, first: int, ontology: Ontology) -> str | None:
    """The longest phrase ending in this head noun that the ontology describes a class by, else a role."""
    cues = ontology.cues
    for begin in range(max(first, token.i - 3), token.i + 1):
        for last in (token.lower_, token.lemma_.lower()):
            words = [t.lower_ for t in token.doc[begin:token.i]] + [last]
            phrase = clean(" ".join(words)).replace(" 's", "'s").replace(" ’s", "'s").replace(" - ", "-")
            if phrase in cues.descriptions:
                return phrase
            if phrase in cues.roles or phrase in cues.spokespeople:
                return phrase
    return None


def name_key(text: str) -> str:
    """A name for comparing: lower case, straight quotes, no possessive, no leading article."""
    text = clean(text).lower().replace("’", "'").replace("‘", "'")
    text = re.sub(r"'s$|'$", "", text)
    text = re.sub(r"^(the|a|an)\s+", "", text)
    return re.sub(r"[^\w&£$%/' ]+", " ", text).strip()
