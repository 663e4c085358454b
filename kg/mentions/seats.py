"""Where the name of a body or a place ends before what someone is there: "the [Labour] MP", "an [Ottawa] [Liberal Democrat] MP"."""

from __future__ import annotations

from kg.knowledge.domain import Cues
from kg.syntax.phrases import POSSESSIVE, capitalised, words_of
from kg.syntax.tree import Doc, Token

_PERSON = ("PERSON", "PER")


def before_seat(doc: Doc, first: int, last: int, cues: Cues) -> bool:
    """Whether a party or a place ends before the letters of a seat: "Labour MP Jane Doe", "the Tarle MP", not "Jane Doe MP"."""
    letters, before = doc[last + 1], doc[last]
    if letters.lower_ not in cues.seats or letters.lower_ not in cues.postnominals or not letters.text.isupper():
        return False
    if before.text in cues.known_words or before.lower_ in cues.places or before.lower_ in cues.name_heads or before.ent_type_ in ("ORG", "LOC"):
        return True
    if first > doc[first].sent.start and doc[first - 1].pos_ == "DET":
        return True
    if before.ent_type_ in _PERSON or last + 3 >= before.sent.end:
        return False
    return doc[last + 2].lower_ in cues.given_names and capitalised(doc[last + 3])


def before_party(doc: Doc, first: int, last: int, cues: Cues) -> bool:
    """Whether a place ends before the party of someone there: "an [Ottawa] Liberal Democrat MP", "[Tarle] Conservative MP Jane Doe", not "the
    Ottawa Liberal Party" nor "the Welsh Conservative MP"."""
    if not capitalised(doc[last + 1]):
        return False
    at, end = last + 1, doc[last].sent.end
    while at < end and capitalised(doc[at]) and doc[at].pos_ in ("PROPN", "ADJ"):
        at += 1
    begun, word = words_of(doc, first, last).lower(), doc[at - 1].lower_
    if begun in cues.places:
        return last + 1 < at and cues.name_heads.get(word) == "PoliticalParty" and word not in cues.descriptions
    return _before_seat_of_party(doc, first, last, cues)


def before_member(doc: Doc, first: int, last: int, cues: Cues) -> bool:
    """Whether the name of a party ends before a full name: "the mayor, [Conservative] Jane Doe"."""
    if last + 2 >= doc[last].sent.end or cues.name_heads.get(words_of(doc, first, last).lower()) != "PoliticalParty":
        return False
    return doc[last + 1].lower_ in cues.given_names and doc[last + 1].text.istitle() and doc[last + 2].text[:1].isupper()


def _before_seat_of_party(doc: Doc, first: int, last: int, cues: Cues) -> bool:
    """Whether what is known as no place stands before a party and a seat: "[Tarle] Conservative MP", not "Welsh Conservative MP"."""
    seat = next((k for k in range(last + 2, min(last + 4, doc[last].sent.end)) if doc[k].lower_ in cues.seats), None)
    if seat is None or doc[seat - 1].lower_ in cues.descriptions:
        return False
    of_place, whole = (cues.name_heads.get(words_of(doc, k, seat - 1).lower()) == "PoliticalParty" for k in (last + 1, first))
    if whole or not of_place:
        return False  # "Liberal Democrat MP"
    known = cues.demonyms.keys() | cues.role_modifiers | cues.given_names
    return all(t.tag_ == "NNP" and t.lower_ not in known and t.text not in cues.known_words for t in doc[first : last + 1])


def before_office(doc: Doc, first: int, last: int, cues: Cues) -> bool:
    """Whether an office or a spokesman ends a run of capitals that begins with a body: "the State Department | Spokesman", "the Marlow | Mayor".

    Before a person's name the office is that person's, and a person's own family name may be an office.
    """
    following = doc[last + 1]
    if not capitalised(following) or following.lower_ in cues.name_heads:
        return False
    begun = words_of(doc, first, last).lower()
    if begun in cues.titles or begun in cues.roles or cues.opens_person(doc[first].lower_):
        return False  # "the Hon Jane Bishop"
    end = following.i
    while end + 1 < following.sent.end and capitalised(doc[end + 1]):
        end += 1
    office, owns = words_of(doc, following.i, end).lower(), end + 1 < following.sent.end and doc[end + 1].lower_ in POSSESSIVE
    if owns or (office not in cues.roles and office not in cues.spokespeople):
        return False
    if any(words_of(doc, k, end).lower() in cues.roles for k in range(first, last + 1)):
        return False  # "Attorney General"
    if all(doc[i].lower_ in cues.role_modifiers for i in range(first, last + 1)):
        return False  # "Special Minister of State"
    article = first > 0 and doc[first - 1].lower_ in ("the", "a", "an")
    someone = doc[last].ent_type_ in _PERSON or doc[first].lower_ in cues.given_names
    return article or (not someone and (doc[last].ent_iob_ != "O" or doc[last].lower_ in cues.name_heads))


def seat_of_two(doc: Doc, first: int, last: int, after: Token, cues: Cues) -> bool:
    """Whether "and" joins two places that one seat is for: "MP for Marlow and Tarle", "the Marlow and Tarle MP"."""
    end = after.sent.end
    before = after.i + 1 < end and doc[after.i + 1].lower_ in cues.seats & cues.postnominals and doc[after.i + 1].text.isupper()
    behind = first - 2 >= doc[first].sent.start and doc[first - 1].lower_ == "for" and doc[first - 2].lower_ in cues.seats
    alone = after.i + 1 == end or not capitalised(doc[after.i + 1])
    if behind and alone:
        return doc[first].lower_ not in cues.given_names and after.lower_ not in cues.given_names
    return before and doc[last].ent_type_ not in _PERSON
