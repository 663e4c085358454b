"""Mentions: the noun phrases of a document that may stand for an entity, with what their own words tell of them.

A phrase is a name (its proper nouns, titles stripped), a description whose head noun the ontology knows ("the agency", "its children's services"),
or a pronoun. Which entity it stands for is decided in `kg.reference.coreference`; the class that its own words give is decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.knowledge.domain import Ontology, last_part
from kg.knowledge.keys import clean
from kg.mentions.beginnings import begins_name
from kg.mentions.headings import in_capitals, named_elsewhere
from kg.mentions.naming import inner_names, name_at
from kg.mentions.neighbours import before_title
from kg.mentions.spans import PARTICLES, end_of_known
from kg.model import MentionKind
from kg.syntax import grammar
from kg.syntax.parsed import ParsedDocument, position
from kg.syntax.phrases import Phrase, capitalised, left_edge, telling, words_of
from kg.syntax.tree import Doc, Token

_SKIP_DEPS = frozenset({"compound", "flat", "fixed", "goeswith", "nummod", "reparandum"})
POINTING = frozenset({"the", "this", "that", "these", "those", "its", "their", "our", "his", "her", "my"})
_LETTERS, _MANY_LETTERS = 3, 6  # of a body's short name
_PERSONAL = {
    "he": "person",
    "she": "person",
    "him": "person",
    "her": "person",
    "his": "person",
    "hers": "person",
    "it": "thing",
    "its": "thing",
    "they": "many",
    "them": "many",
    "their": "many",
    "we": "we",
    "us": "we",
    "our": "we",
    "i": "i",
    "me": "i",
    "my": "i",
    "you": "you",
    "your": "you",
}


def find_phrases(parsed: ParsedDocument, ontology: Ontology) -> list[Phrase]:
    """All phrases of a document in text order."""
    out: list[Phrase] = []
    shouting = in_capitals(parsed)
    for order, doc in enumerate(parsed.docs):
        found = _phrases_of(doc, ontology)
        out += _in_small_letters(found) if order in shouting else found
    names = [p for p in out if p.kind is MentionKind.NAME]
    for order in sorted(shouting):
        out += named_elsewhere(parsed.docs[order], names)
    return sorted(out, key=lambda p: (position(p.head), p.first))


def _in_small_letters(found: Iterable[Phrase]) -> Iterator[Phrase]:
    """What a heading in capitals says without names, its capitals no names either."""
    for phrase in found:
        if phrase.kind is not MentionKind.NAME:
            phrase.modifiers = []
            yield phrase


def _phrases_of(doc: Doc, ontology: Ontology) -> list[Phrase]:
    out: list[Phrase] = []
    taken: set[int] = set()
    for token in doc:
        phrase = _phrase_at(token, ontology, taken)
        if phrase is not None:
            _from_whole_name(phrase, out, taken)
            out.append(phrase)
            out += (p for p in inner_names(phrase, ontology) if phrase.first <= p.last < phrase.last and not _inside_longer(p, out))
    offices = {i for p in out for first, last in p.roles if words_of(doc, first, last).lower() in ontology.cues.roles for i in range(first, last)}
    return [p for p in out if p.kind is not MentionKind.DESCRIPTION or p.head.i not in offices]  # no police in "police and crime commissioner"


def _inside_longer(inner: Phrase, found: list[Phrase]) -> bool:
    """Whether the body inside a role is the end of a name that begins before the role: "Denby Nurses and [Midwives Union] secretary"."""
    return any(p.kind is MentionKind.NAME and p.first < inner.first and p.last == inner.last for p in found[-3:])


def _from_whole_name(phrase: Phrase, before: list[Phrase], taken: set[int]) -> None:
    """Let a phrase that begins inside a name begin with it: the parse cuts "[Denby and] Marlow Council's board", the name's own words do not."""
    begin = phrase.roles[0][0] if phrase.roles else phrase.first
    name = next((p for p in reversed(before) if p.kind is MentionKind.NAME and p.first < begin <= p.last), None) if begin in taken else None
    if name is None or begin != phrase.first:
        return
    phrase.first = name.first
    phrase.text = words_of(phrase.doc, name.first, phrase.last)
    phrase.roles[:1] = [(name.first, last) for _, last in phrase.roles[:1]]


def _phrase_at(token: Token, ontology: Ontology, taken: set[int]) -> Phrase | None:
    if token.i in taken:
        return None
    follows = token.i + 1 < token.sent.end
    royal = follows and token.lower_ in ontology.cues.owned and f"{token.lower_} {token.nbor(1).lower_}'s" in ontology.cues.first_words
    if token.pos_ in ("PRON", "DET") and token.lower_ in _PERSONAL and not royal:
        return Phrase(token, token.i, token.i, MentionKind.PRONOUN, token.text, noun=_PERSONAL[token.lower_], definite=True)
    small = token.pos_ == "PROPN" and token.text.islower() and follows and token.nbor(1).text[:1].isupper()
    if small and (token.lower_ in ontology.cues.descriptions or not (token.lower_ in PARTICLES or token.lower_ in ontology.cues.roles)):
        return _description_at(token, ontology)  # "the charity Marlow Homes", "forester Jane Doe", tagged as one name
    if royal or token.pos_ == "PROPN" or (not token.text.islower() and (_is_named_adjective(token, ontology) or begins_name(token, ontology))):
        name = name_at(token, ontology)
        if name is not None:
            taken.update(range(min(token.i, name.first), name.last + 1))
            if name.kind is MentionKind.DESCRIPTION:  # an office without its holder
                return name if name.first < name.head.i or name.head.i < name.last else _description_at(name.head, ontology)
            if _credit(name, ontology) or (name.first == name.last and before_title(name.doc[name.last], ontology.cues)):
                return None
            if _common(name, ontology) and end_of_known(token, ontology) != name.last:
                return _description_at(name.head, ontology)
            return None if (name.name or "").islower() else name  # a word in quotation marks, taken for a name
        return None
    if token.lower_ in ontology.cues.collectives:
        several = _several_at(token, ontology)
        if several is not None:
            taken.add(several.last)
            return several
    if token.pos_ == "NOUN" and token.dep_ not in _SKIP_DEPS:
        return _description_at(token, ontology)
    return None


def _several_at(token: Token, ontology: Ontology) -> Phrase | None:
    """People told by their number: "a group of residents", "many of the families", "hundreds of protesters"."""
    people = next((c for c in grammar.phrases_behind(token, "of") if c.pos_ == "NOUN"), None)
    inner = _description_at(people, ontology) if people is not None else None
    if inner is None or not inner.plural or not ontology.classes.is_a(inner.cls or "", "Group"):
        return None
    first = left_edge(token)
    phrase = Phrase(token, first, inner.last, MentionKind.DESCRIPTION, words_of(token.doc, first, inner.last), noun=inner.noun, plural=True)
    phrase.cls, phrase.evidence, phrase.modifiers, phrase.forms = "Group", "description", inner.modifiers, (inner.text,)
    phrase.definite = inner.definite and inner.doc[inner.first].lower_ in POINTING
    return phrase


def _credit(name: Phrase, ontology: Ontology) -> bool:
    """Whether a name only credits a picture: "Archive Image", "Picture: Jane Doe/Agency"."""
    words = ontology.cues.credits
    if (name.name or "").lower().split()[-1] in words:
        return True
    before = (name.doc[i] for i in range(name.doc[name.first].sent.start, name.first))
    return any(t.text == ":" and t.i > 0 and t.doc[t.i - 1].lower_ in words for t in before)


def _common(name: Phrase, ontology: Ontology) -> bool:
    """Whether capitals are all that makes a name of it: "the Council", "Director"."""
    cues, text = ontology.cues, (name.name or "").lower()
    before = name.doc[name.first - 1] if name.first else None
    told = before is not None and before.head == name.head and before.dep_ == "compound" and before.text.islower()
    if told and before is not None and before.lower_ in cues.descriptions and name.doc[name.first].text[:1].isupper():
        return False  # "the charity Shelter"
    return not name.roles and (text in cues.roles or text in cues.titles or text in cues.descriptions)


def _is_named_adjective(token: Token, ontology: Ontology) -> bool:
    """Whether a word that is no noun here stands in a name: "Central", or names a party by itself: "the Conservative MP"."""
    if not token.text[:1].isupper() or token.pos_ not in ("ADJ", "NOUN", "VERB", "X"):
        return False
    party = token.pos_ == "ADJ" and (ontology.cues.name_heads.get(token.lower_) == "PoliticalParty" or _is_green(token, ontology))
    return party or token.tag_.startswith("NNP") or _are_letters(token, ontology)


def _are_letters(token: Token, ontology: Ontology) -> bool:
    """ "The LAPD": letters that stand for a body, and for no office, whatever the parse makes of them."""
    text = token.text
    if token.pos_ != "NOUN" or not text.isalpha() or not text.isupper() or not _LETTERS <= len(text) <= _MANY_LETTERS:
        return False
    cues, forms = ontology.cues, {token.lower_, token.lemma_.lower()}
    known = any(not forms.isdisjoint(words) for words in (cues.roles, cues.nouns, cues.titles))
    return not known and token.i > token.sent.start and token.nbor(-1).lower_ == "the"


def _is_green(token: Token, ontology: Ontology) -> bool:
    """ "A Green councillor" is the party's."""
    return token.text == "Green" and token.i + 1 < token.sent.end and token.nbor(1).lower_ in ontology.cues.roles


def _description_at(token: Token, ontology: Ontology) -> Phrase | None:
    cues = ontology.cues
    if token.dep_ in _SKIP_DEPS or cues.nouns.isdisjoint(map(last_part, (token.lower_, token.lemma_.lower()))):
        return None
    first = left_edge(token)
    if first and token.doc[first].text == "-":
        first -= 1  # "the [all]-party group"
    noun = _known_noun(token, first, ontology)
    if noun is None or noun in cues.unnamable:
        return None
    doc = token.doc
    phrase = Phrase(token, first, token.i, MentionKind.DESCRIPTION, words_of(doc, first, token.i), noun=noun)
    phrase.cls, phrase.evidence = cues.descriptions.get(noun) or "Person", "description"
    phrase.plural = token.tag_ in ("NNS", "NNPS") or (token.text[-1:] == "s" and token.text[:-1].isupper())
    if phrase.plural and phrase.cls == "Person":
        phrase.cls = "Group"
    determiner = doc[first].lower_
    phrase.definite = determiner in POINTING or any(c.dep_ == "nmod:poss" for c in token.children)
    inside = [t for t in doc[first : token.i] if t.pos_ == "PROPN" or (capitalised(t) and t.i > t.sent.start)]
    told = telling(doc, first, token.i)
    phrase.modifiers = [t for t in inside if t.dep_ != "det" and t.i not in told]
    return phrase



def _known_noun(token: Token, first: int, ontology: Ontology) -> str | None:
    """The longest phrase ending in this head noun that the ontology describes a class by, else a role."""
    cues, begin = ontology.cues, max(first, token.i - 3)
    before = [token.doc[i].lower_ for i in range(begin, token.i)]
    lasts = dict.fromkeys((token.lower_, token.lemma_.lower()))
    for words in (before[n:] for n in range(len(before) + 1)):
        for last in lasts:
            phrase = clean(" ".join([*words, last])).replace(" 's", "'s").replace(" ’s", "'s").replace(" - ", "-")
            if phrase in cues.descriptions or phrase in cues.roles or phrase in cues.spokespeople:
                return phrase
    return None
