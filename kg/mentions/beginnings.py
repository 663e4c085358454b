"""Where a name begins with a word that is tagged as none: a verb ("Save Our Library"), letters that read as a pronoun, a capital in mid-sentence."""

from __future__ import annotations

from kg.knowledge.domain import Cues, Ontology
from kg.mentions.spans import end_of_known
from kg.syntax.phrases import capitalised
from kg.syntax.tree import Token


def begins_name(token: Token, ontology: Ontology) -> bool:
    """Whether a word that is tagged as no name begins one: by a known first word, by its label, or by a capital inside a sentence."""
    following = token.doc[token.i + 1] if token.i + 1 < token.sent.end else token
    letters = token.text.isupper() and token.text in ontology.cues.known_words and following.text.islower()  # "WHO says"
    opens = letters or _is_double(token, following) or _is_party(token, following, ontology.cues) or _is_first_word(token, ontology)
    return opens or _is_labelled_first(token, ontology.cues) or _begins_inside(token, ontology) or _is_known(token, ontology)


def _is_known(token: Token, ontology: Ontology) -> bool:
    """Whether a name of the gazetteer stands here as it is written there, after a word in lower case or "The": "told the [Guardian] that"."""
    if token.i == token.sent.start or token.pos_ not in ("NOUN", "ADJ") or token.text not in ontology.known:
        return False
    before = token.doc[token.i - 1]
    return (before.text[:1].islower() or before.text == "The") and end_of_known(token, ontology) is not None


def _is_double(token: Token, following: Token) -> bool:
    """Whether an adjective of two parts has a capital in each, and a name after it: "the Socio-Economic Justice Project"."""
    parts = token.text.split("-")
    return len(parts) == 2 and token.pos_ == "ADJ" and all(part.istitle() for part in parts) and following.tag_.startswith("NNP")


def _is_party(token: Token, following: Token, cues: Cues) -> bool:
    """Whether an adjective begins the name of a party: "the mayor, Liberal Democrat Jane Doe"."""
    two = token.text[:1].isupper() and token.pos_ == "ADJ" and following.text[:1].isupper()
    return two and cues.name_heads.get(f"{token.lower_} {following.lower_}") == "PoliticalParty"


def _is_first_word(token: Token, ontology: Ontology) -> bool:
    """Whether a verb begins a name, as in "Save Our Library": a known first word, capitalised, and a capitalised word after it."""
    if not token.text[:1].isupper() or token.lower_ not in ontology.cues.openings or token.i + 2 >= token.sent.end:
        return False
    following, after = token.doc[token.i + 1], token.doc[token.i + 2]
    return following.text[:1].isupper() or (following.lower_ in ("the", "our") and after.text[:1].isupper())


def _is_labelled_first(token: Token, cues: Cues) -> bool:
    """A verb or adjective that begins a sentence and a name of several words, by the label: "Breathe Easy Marlow says so"."""
    if token.ent_iob_ != "B" or token.i != token.sent.start or not token.text.istitle() or token.pos_ not in ("VERB", "ADJ", "NOUN", "ADV"):
        return False
    noun = token.lower_ in cues.descriptions or token.lower_ in cues.roles
    following = token.doc[token.i + 1] if token.i + 1 < token.sent.end else None
    return not noun and following is not None and following.ent_iob_ == "I" and following.tag_.startswith("NNP")


def _begins_inside(token: Token, ontology: Ontology) -> bool:
    """Whether a capital in the middle of a sentence makes a name of a common word: "the Campaign for Better Buses", "Minister for Health"."""
    if not token.text[:1].isupper() or token.pos_ not in ("NOUN", "ADJ", "VERB") or len(token.text) < 2:
        return False
    doc, cues = token.doc, ontology.cues
    following = doc[token.i + 1] if token.i + 1 < token.sent.end else None
    linked = following is not None and f"{token.lower_} {following.lower_}" in cues.linked
    if linked and token.i + 2 < token.sent.end and any(doc[i].text[:1].isupper() for i in (token.i + 2, min(token.i + 3, len(doc) - 1))):
        return True
    before = doc[token.i - 1] if token.i > token.sent.start else None
    opening = before is not None and before.tag_ == "DT" and before.i == token.sent.start and following is not None and following.tag_ == "NNP"
    if before is None or not (opening or before.text[:1].islower()) or token.text.isupper():  # "The Care Quality Commission"
        return token.text in cues.known_words and before is not None
    return following is not None and (capitalised(following) or token.text in cues.known_words)
