"""Mentions: the noun phrases of a document that may stand for an entity, with what their own words tell of them.

A phrase is a name (its proper nouns, titles stripped), a description whose head noun the ontology knows ("the agency", "its children's services"),
or a pronoun. Which entity it stands for is decided in `kg.coreference`; the class that its own words give is decided here.
"""

from __future__ import annotations

from spacy.tokens import Token

from kg.model import MentionKind
from kg.naming import inner_names, name_at
from kg.ontology import Ontology
from kg.parsed import ParsedDocument, position
from kg.phrases import Phrase, capitalised, clean, left_edge, words_of
from kg.spans import begins_inside

_SKIP_DEPS = frozenset({"compound", "flat", "fixed", "goeswith", "nummod", "reparandum"})
POINTING = frozenset({"the", "this", "that", "these", "those", "its", "their", "our", "his", "her", "my"})
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
}


def find_phrases(parsed: ParsedDocument, ontology: Ontology) -> list[Phrase]:
    """All phrases of a document in text order."""
    out: list[Phrase] = []
    for doc in parsed.docs:
        taken: set[int] = set()
        for token in doc:
            phrase = _phrase_at(token, ontology, taken)
            if phrase is not None:
                out.append(phrase)
                out += inner_names(phrase, ontology)
    return sorted(out, key=lambda p: (position(p.head), p.first))


def _phrase_at(token: Token, ontology: Ontology, taken: set[int]) -> Phrase | None:
    if token.i in taken:
        return None
    if token.pos_ in ("PRON", "DET") and token.lower_ in _PERSONAL:
        return Phrase(token, token.i, token.i, MentionKind.PRONOUN, token.text, noun=_PERSONAL[token.lower_], definite=True)
    if token.pos_ == "PROPN" or _is_named_adjective(token) or _is_first_word(token, ontology) or begins_inside(token, ontology):
        name = name_at(token, ontology)
        if name is not None:
            taken.update(range(name.first, name.last + 1))
            if name.kind is MentionKind.DESCRIPTION:  # an office without its holder
                return name if name.first < name.head.i or name.head.i < name.last else _description_at(name.head, ontology)
            if _credit(name, ontology):
                return None
            return _description_at(name.head, ontology) if _common(name, ontology) else name
        return None
    if token.pos_ == "NOUN" and token.dep_ not in _SKIP_DEPS:
        return _description_at(token, ontology)
    return None


def _is_first_word(token: Token, ontology: Ontology) -> bool:
    """Whether a verb begins a name, as in "Save Our Library": a known first word, capitalised, and a capitalised word after it."""
    if not token.text[:1].isupper() or token.lower_ not in ontology.cues.openings or token.i + 2 >= token.sent.end:
        return False
    following = token.doc[token.i + 1 : token.i + 3]
    return following[0].text[:1].isupper() or (following[0].lower_ in ("the", "our") and following[1].text[:1].isupper())


def _credit(name: Phrase, ontology: Ontology) -> bool:
    """Whether a name only credits a picture: "Archive Image", "Picture: Jane Doe/Agency"."""
    words = ontology.cues.credits
    if (name.name or "").lower().split()[-1] in words:
        return True
    before = name.doc[name.first].sent[: name.first - name.doc[name.first].sent.start]
    return any(t.text == ":" and t.i > 0 and t.doc[t.i - 1].lower_ in words for t in before)


def _common(name: Phrase, ontology: Ontology) -> bool:
    """Whether capitals are all that makes a name of it: "the Council", "Director"."""
    cues, text = ontology.cues, (name.name or "").lower()
    return not name.roles and (text in cues.roles or text in cues.titles or text in cues.descriptions)


def _is_named_adjective(token: Token) -> bool:
    return token.pos_ in ("ADJ", "NOUN", "VERB", "X") and token.text[:1].isupper() and token.tag_.startswith("NNP")


def _description_at(token: Token, ontology: Ontology) -> Phrase | None:
    cues = ontology.cues
    first = left_edge(token)
    noun = _known_noun(token, first, ontology)
    if noun is None or noun in cues.unnamable or token.dep_ in _SKIP_DEPS:
        return None
    doc = token.doc
    phrase = Phrase(token, first, token.i, MentionKind.DESCRIPTION, words_of(doc, first, token.i), noun=noun)
    phrase.cls, phrase.evidence = cues.descriptions.get(noun) or "Person", "description"
    phrase.plural = token.tag_ == "NNS"
    determiner = doc[first].lower_
    phrase.definite = determiner in POINTING or any(c.dep_ == "nmod:poss" for c in token.children)
    inside = [t for t in doc[first : token.i] if t.pos_ == "PROPN" or (capitalised(t) and t.i > t.sent.start)]
    phrase.modifiers = [t for t in inside if t.dep_ != "det"]
    return phrase


def _known_noun(token: Token, first: int, ontology: Ontology) -> str | None:
    """The longest phrase ending in this head noun that the ontology describes a class by, else a role."""
    cues = ontology.cues
    for begin in range(max(first, token.i - 3), token.i + 1):
        for last in (token.lower_, token.lemma_.lower()):
            words = [t.lower_ for t in token.doc[begin : token.i]] + [last]
            phrase = clean(" ".join(words)).replace(" 's", "'s").replace(" ’s", "'s").replace(" - ", "-")
            if phrase in cues.descriptions:
                return phrase
            if phrase in cues.roles or phrase in cues.spokespeople:
                return phrase
    return None
