"""What stands right after a name: another person's name, or people told by the name, which are no part of it though they have a capital; and
what is one with it, though a small word stands between."""

from __future__ import annotations

from kg.knowledge.domain import Cues
from kg.mentions.kinds import kind_of
from kg.syntax.phrases import POSSESSIVE, capitalised, words_of
from kg.syntax.tree import Doc, Token

_OF_PLACES = frozenset({"LocalAuthority", "PublicBody"})
_WITHIN = frozenset({"in", "of", "from", "across", "near", "around", "between", "to"})
_PERSON = ("PERSON", "PER")


def other_name(doc: Doc, first: int, last: int, following: Token, cues: Cues) -> bool:
    """Whether a person's name begins here: with a title, or by the label right after a body's name: "the Refugee Council Jane Doe"."""
    before = doc[last]
    if cues.opens_person(following.lower_) and following.text[:1].isupper():
        titled = all(doc[i].lower_.rstrip(".") in cues.titles for i in range(first, last + 1))
        return not titled and not _has_office(doc, first, last, cues) and not _ends_full_name(doc, last, cues)
    place = words_of(doc, first, last).lower() in cues.places or is_seat_of(doc, first, last, cues)
    placed = following.lower_ in cues.given_names and following.text[:1].isupper() and place
    if placed and following.i + 1 < following.sent.end and capitalised(doc[following.i + 1]):
        return True  # "the ambassador to the United States Jane Doe"
    if _letters_before_someone(doc, first, last, cues):
        return True
    if following.ent_iob_ != "B" or following.ent_type_ not in _PERSON or _has_office(doc, first, last, cues):
        return False
    return (before.lower_ in cues.name_heads or before.ent_type_ in ("ORG", "LOC")) and before.ent_type_ not in _PERSON


def before_title(word: Token, cues: Cues) -> bool:
    """Whether a word only tells whose title follows it: "[State] Sen. Jane Doe"."""
    doc, end = word.doc, word.sent.end
    some_place = word.lower_ in cues.regions and word.text[:1].isupper() and word.i + 2 < end
    return some_place and cues.opens_person(doc[word.i + 1].lower_) and capitalised(doc[word.i + 2])


def is_seat_of(doc: Doc, first: int, last: int, cues: Cues) -> bool:
    """Whether a word that is no first name is told to be the seat of someone: "the MP for [Denby] Jane Doe"."""
    seat = first >= 2 and doc[first - 1].lower_ in ("for", "of") and {doc[first - 2].lower_, doc[first - 2].lemma_.lower()} & cues.seats
    return bool(seat) and first == last and doc[first].lower_ not in cues.given_names


def _ends_full_name(doc: Doc, last: int, cues: Cues) -> bool:
    """Whether the letters of a title end a name that a first name begins, since no name follows them: "Rita [Sen] of Tarle"."""
    title, end = doc[last + 1], doc[last].sent.end
    alone = last + 2 >= end or not capitalised(doc[last + 2])
    return alone and doc[last].lower_ in cues.given_names and "." not in title.text


def _letters_before_someone(doc: Doc, first: int, last: int, cues: Cues) -> bool:
    """Whether the letters of a body end before a full name: "the boss of EPAC Jane Doe", not "MP Jane Doe" nor "JANE DOE"."""
    letters, name = doc[last], doc[last + 1]
    if first != last or len(letters.text) < 3 or not letters.text.isupper() or name.lower_ not in cues.given_names or not name.text.istitle():
        return False
    return letters.lower_ not in cues.titles | cues.roles and last + 2 < name.sent.end and doc[last + 2].text.istitle()


def _has_office(doc: Doc, first: int, last: int, cues: Cues) -> bool:
    """Whether a run of words ends in an office."""
    return any(words_of(doc, k, last).lower() in cues.roles for k in range(first, last + 1))


def people(doc: Doc, first: int, following: Token, cues: Cues) -> bool:
    """Whether a name ends before people told by it: "Labour MPs", "Opposition TDs"."""
    letters = following.text[-1:] == "s" and following.text[:-1].isupper()  # "MPs"
    if not (letters or following.tag_ in ("NNS", "NNPS")) or cues.descriptions.get(following.lower_) != "Group":
        return False
    if joined_people(doc, following.i, cues) or f"{doc[following.i - 1].lower_} {following.lower_}" in cues.name_heads:
        return False  # "Denby Public Schools"
    after = list(doc[following.i + 1 : min(following.i + 3, following.sent.end)])
    owned = bool(after) and after[0].lower_ in POSSESSIVE and len(after) > 1  # "Tenants' Network", "Tenants' and Residents' Association"
    goes_on = (owned and (capitalised(after[1]) or after[1].lower_ == "and")) or (bool(after) and capitalised(after[0]))
    opened = kind_of([t.lower_ for t in doc[first : following.i]] + ["x"], cues)
    return not goes_on and opened is None and not _group_of_place(doc, first, following, cues)


def _group_of_place(doc: Doc, first: int, following: Token, cues: Cues) -> bool:
    """Whether people in capitals behind a place are a group's name, as in "her group, Denby Parents", and hold no office, as in "Denby MPs"."""
    kind = kind_of([t.lower_ for t in doc[first : following.i]], cues)
    named = kind is None and following.i == first + 1 and doc[first].lower_ not in cues.demonyms and doc[first].pos_ == "PROPN"
    return named and following.text.istitle() and following.pos_ == "PROPN" and following.lemma_.lower() not in cues.roles


def joined_people(doc: Doc, at: int, cues: Cues) -> bool:
    """Whether a body is named by two kinds of people: "Denby [Nurses and Midwives] Union"."""
    if at + 3 >= doc[at].sent.end or doc[at + 1].lower_ not in ("and", "&") or doc[at + 3].lower_ not in cues.name_heads:
        return False
    return capitalised(doc[at + 3]) and all(doc[i].text.istitle() and cues.descriptions.get(doc[i].lower_) == "Group" for i in (at, at + 2))


def two_places(doc: Doc, first: int, last: int, right: list[str], kind: tuple[str, str], cues: Cues) -> bool:
    """Whether a body is named by two places: "[Marlow] and Denby Council", which is one; not "in Marlow and Denby Council", nor "Kenya and ..."."""
    left = words_of(doc, first, last)
    if last - first > 1 or doc[last].text in cues.known_words or left in cues.demonyms.values() or kind_of(left.lower().split(), cues) is not None:
        return False
    place = doc[last].ent_type_ == "LOC" or left.lower() in cues.places
    local = kind[1] in _OF_PLACES and not kind[0].endswith("s") and len(right) > 1 and right[0] not in cues.name_heads
    return place and local and (first == 0 or doc[first - 1].lower_ not in _WITHIN)


def small_surname(doc: Doc, first: int, at: int) -> bool:
    """Whether a small word is a family name: "Jane To said". It has a capital, and no name goes on after it."""
    if at != first + 1 or doc[first].ent_type_ not in _PERSON or doc[first].ent_iob_ != "B" or not 2 <= len(doc[at].text) <= 3:
        return False
    word, ends = doc[at], at + 1 == doc[at].sent.end
    return word.text.istitle() and word.tag_ in ("IN", "TO", "CC", "RB") and (ends or not doc[at + 1].text[:1].isupper())
