"""Where the name of a party or a place ends before what someone is there: "the [Labour] MP", "an [Ottawa] [Liberal Democrat] MP"."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.domain import Cues
from kg.phrases import capitalised, words_of

_PERSON = ("PERSON", "PER")


def before_seat(doc: Doc, first: int, last: int, cues: Cues) -> bool:
    """Whether a party or a place ends before the letters of a seat: "Labour MP Jane Doe", "the Tarle MP", not "Jane Doe MP"."""
    letters, before, end = doc[last + 1], doc[last], doc[last].sent.end
    if not letters.text.isupper() or letters.lower_ not in cues.seats & cues.postnominals:
        return False
    if before.text in cues.known_words or before.lower_ in cues.places or before.lower_ in cues.name_heads or before.ent_type_ in ("ORG", "LOC"):
        return True
    if first > doc[first].sent.start and doc[first - 1].pos_ == "DET":
        return True
    return before.ent_type_ not in _PERSON and last + 3 < end and doc[last + 2].lower_ in cues.given_names and capitalised(doc[last + 3])


def before_party(doc: Doc, first: int, last: int, cues: Cues) -> bool:
    """Whether a known place ends before the party of someone there: "an [Ottawa] Liberal Democrat MP", not "the Ottawa Liberal Party"."""
    if words_of(doc, first, last).lower() not in cues.places:
        return False
    at, end = last + 1, doc[last].sent.end
    while at < end and capitalised(doc[at]) and doc[at].pos_ in ("PROPN", "ADJ"):
        at += 1
    word = doc[at - 1].lower_
    return last + 1 < at and cues.name_heads.get(word) == "PoliticalParty" and word not in cues.descriptions
