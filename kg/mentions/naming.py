"""Names: the run of capitalised words that a token begins, the titles and roles before it, and the class that its own words give."""

from __future__ import annotations

from spacy.lang.lex_attrs import like_email, like_url

from kg.knowledge.domain import Cues, Ontology
from kg.mentions.classes import class_of_name
from kg.mentions.kinds import LINKS, kind_of
from kg.mentions.office_words import body_before, is_office, office_from
from kg.mentions.spans import DATE_WORDS, end_of_known, end_of_name
from kg.model import MentionKind
from kg.syntax.phrases import PAST, POSSESSIVE, Phrase, left_edge, words_of
from kg.syntax.tree import Doc, Token

_LONGEST = 8  # words of an office with the body before it
_SHORT = 4  # letters of an office that only stands before names: "Sen"
_STANCES = frozenset({"pro", "anti", "pan", "ex", "non"})
_MADE_ADJECTIVES = frozenset({"related", "based", "led", "run", "backed", "owned", "style", "wide", "born", "built", "made", "only"})
_PARTY_LETTERS = frozenset({"D", "R", "I"})  # in American news


def name_at(token: Token, ontology: Ontology) -> Phrase | None:
    """The name that begins at a token, its titles and roles told apart; None where the run is no name.

    An office without its holder ("the Minister for Health") comes back as a description.
    """
    doc, begin = token.doc, token.i
    if token.dep_ == "obl:unmarked" and token.lower_ in DATE_WORDS:
        return None  # "Last Thursday Jane Doe resigned"
    last = end_of_name(token, ontology)
    if end_of_known(token, ontology) == last:
        return _phrase(doc, begin, last, [], token, ontology)
    if (token.pos_ in ("PRON", "DET") and doc[last].lower_ in ontology.cues.roles) or _is_royal_office(doc, begin, last, ontology.cues):
        return _office(doc, begin, last)  # "His Majesty's Inspector"
    first, roles = _strip_titles(doc, begin, _without_letters(doc, begin, last, ontology), ontology)
    if first > last or (roles and first > begin and is_office(doc, begin, last, ontology.cues)):
        body = kind_of(words_of(doc, begin, last).lower().split(), ontology.cues) if last > begin else None
        if body is not None and body[0] in ontology.cues.openings:
            return _phrase(doc, begin, last, [], token, ontology)  # "the Ombudsman for Children"
        return _office(doc, begin, last)
    return _phrase(doc, first, last, roles, token, ontology)


def _phrase(doc: Doc, first: int, last: int, roles: list[tuple[int, int]], token: Token, ontology: Ontology) -> Phrase | None:
    head = next((doc[i] for i in range(first, last + 1) if not first <= doc[i].head.i <= last or doc[i].head == doc[i]), doc[last])
    end = _without_letters(doc, first, last, ontology)
    text = words_of(doc, first, end)
    if len(text) < 2 or not any(c.isalpha() for c in text) or _is_date(text) or _is_no_name(doc, first, end):
        return None
    start = roles[0][0] if roles else first
    phrase = Phrase(_outer_head(head, start, last), start, last, MentionKind.NAME, words_of(doc, start, last), name=text, roles=roles)
    phrase.name_span = (first, end)
    phrase.plural = token.tag_ == "NNPS" and first == last
    courtesy = first > token.i and ontology.cues.opens_person(doc[first - 1].lower_)  # "Ms Doe"
    phrase.cls, phrase.evidence = class_of_name(doc, first, end, bool(roles) or end < last or courtesy, ontology)
    return phrase


def _office(doc: Doc, first: int, last: int) -> Phrase:
    """The words of an office as a description of whoever holds it."""
    link = next((i for i in range(first + 1, last + 1) if doc[i].lower_ in LINKS), last + 1)
    phrase = Phrase(doc[link - 1], first, last, MentionKind.DESCRIPTION, words_of(doc, first, last), noun=doc[link - 1].lower_)
    phrase.cls, phrase.evidence = "Person", "description"
    phrase.definite = True
    return phrase


def _is_royal_office(doc: Doc, first: int, last: int, cues: Cues) -> bool:
    """Whether a name is an office of the crown's: "HM Chief Inspector of Constabulary", not "HM Inspectorate of Constabulary"."""
    opened = doc[first].text.isupper() and doc[first].lower_ in cues.first_words and last > first
    return opened and words_of(doc, first + 1, last).lower() in cues.roles


def _without_letters(doc: Doc, first: int, last: int, ontology: Ontology) -> int:
    """Where a name ends without the letters after it: "Jane Doe TD". "Jr" belongs to it."""
    while last > first + 1 and doc[last].lower_.rstrip(".") in ontology.cues.postnominals and len(doc[last].text) > 1:
        if not doc[last].text.isupper() or doc[last].text.rstrip(".") in ("II", "III", "IV"):
            break
        last -= 1
    return last


def _is_date(text: str) -> bool:
    return all(w.lower().strip(".,") in DATE_WORDS or w.strip(".,").isdigit() for w in text.split())


def _is_no_name(doc: Doc, first: int, last: int) -> bool:
    """Whether what looks like a name is an address ("jane@example.org") an adjective made of one ("Marlow-related"), or a
    party's letter with a seat ("D-Ohio")."""
    if any(like_email(t.text) or like_url(t.text) for t in doc[first : last + 1]):
        return True
    if doc[first].text in _PARTY_LETTERS and last == first + 2 and doc[first + 1].text == "-":
        return True
    start, _, end = doc[first].text.rpartition("-")
    return first == last and bool(start) and (end in _MADE_ADJECTIVES or start in _PARTY_LETTERS)


def _outer_head(head: Token, first: int, last: int) -> Token:
    """The token by which the clause knows the name; a name used before a noun keeps its own."""
    node = head
    while first <= node.head.i <= last and node.head != node:
        node = node.head
    return node


def _strip_titles(doc: Doc, first: int, last: int, ontology: Ontology) -> tuple[int, list[tuple[int, int]]]:
    """Take titles and roles off the front of a name: "Senator", "Council Leader", "Minister for Health".

    A role is kept as a span; a mere title is dropped. What comes back first is where the name begins, past `last` where there is none.
    """
    cues = ontology.cues
    roles: list[tuple[int, int]] = []
    first = at = _past_stance(doc, first, last)
    while at <= last:
        cut = _title_at(doc, at, last, ontology)
        if cut is None:
            break
        end = cut
        if cut + 1 <= last and doc[cut + 1].lower_ in LINKS:
            end = _person_from(doc, cut + 2, last, cues) - 1
        elif cut == last or _org_follows(doc, cut + 1, last, ontology):
            break
        if any(words_of(doc, k, cut).lower().rstrip(".") in cues.roles for k in range(at, cut + 1)):
            roles.append((at, end))
        at = end + 1
    if not roles and at <= last:
        return at, _role_before(doc, first, ontology)
    return at, roles


def _past_stance(doc: Doc, first: int, last: int) -> int:
    """Where a name begins after a stance written with a capital: "Pro-union Jane Doe", "Ex-soldier Tom Roe"."""
    prefix, _, stance = doc[first].lower_.partition("-")
    if prefix not in _STANCES or first == last:
        return first
    if stance:
        return first + 1
    apart = first + 3 <= last and doc[first + 1].text == "-" and not doc[first].whitespace_
    return first + 3 if apart else first


def _title_at(doc: Doc, at: int, last: int, ontology: Ontology) -> int | None:
    """Where the title or role that begins here ends; None where none does."""
    cues = ontology.cues
    named = last > at and doc[last - 1].lower_ in cues.given_names and (doc[last].lower_ not in cues.roles or _is_surname(doc, last))
    if named and at + 1 == last and not _pointed_at(doc, at):
        return None  # "Dean Roe", whose first name is an office
    final = last - 1 if named and last > at + 1 else last
    for end in range(min(final - (final < last), at + _LONGEST), at - 1, -1):  # in "Judge Dean Roe" the dean is none
        phrase = words_of(doc, at, end).lower().rstrip(".")
        if phrase in cues.titles or phrase in cues.roles:
            return end
        linked = any(doc[i].lower_ in LINKS for i in range(at, end)) and body_before(doc, at, end, cues) is None
        if doc[end].lower_.rstrip(".") in cues.roles and end > at and not linked and not _org_follows(doc, end + 1, last, ontology):
            return end
    return None


def _is_surname(doc: Doc, last: int) -> bool:
    """Whether an office after a given name is a family name, by the label ("the Hon Jane Bishop") or as letters that only open names: "Rita Sen"."""
    letters = len(doc[last].text) <= _SHORT and doc[last].text.istitle()
    return letters or (all(t.ent_type_ in ("PERSON", "PER") for t in doc[last - 1 : last + 1]) and doc[last].ent_iob_ == "I")


def _pointed_at(doc: Doc, at: int) -> bool:
    return at > 0 and doc[at - 1].pos_ == "DET"


def _person_from(doc: Doc, begin: int, last: int, cues: Cues) -> int:
    """Where a person's name begins after an office: "Minister for Health | Jane Doe"; past `last` where none does."""
    for i in range(begin, last + 1):
        opens = cues.opens_person(doc[i].lower_)
        labelled = doc[i].ent_iob_ == "B" and doc[i].ent_type_ in ("PERSON", "PER") and i < last
        if opens or labelled or (i > begin and i < last and doc[i].lower_ in cues.given_names):
            return i
    return last + 1


def _org_follows(doc: Doc, first: int, last: int, ontology: Ontology) -> bool:
    """Whether the words after a title are the rest of a body's name: "General Medical Council", "Governor's Office"."""
    words = [doc[i].lower_ for i in range(first, last + 1)]
    if not words:
        return False
    cues = ontology.cues
    return words[0] in POSSESSIVE or words[-1] in cues.name_heads or words[0] in cues.first_words or words[0] in cues.openings


def _role_before(doc: Doc, first: int, ontology: Ontology) -> list[tuple[int, int]]:
    """A lower-case role right before the name: "children's portfolio holder Mahmood Hussain", "spokesperson Julie Hahn"."""
    if first and doc[first - 1].pos_ == "NOUN" and doc[first - 1].lower_ in ontology.cues.roles and doc[first - 1].sent.end > first:
        begin = first - 1
        low = max(left_edge(doc[begin]), first - 8)
        while low < begin and (doc[low].pos_ in ("DET", "PUNCT", "ADP", "CCONJ", "SCONJ") or doc[low].lower_ in ("'s", "’s")):
            low += 1
        low = next((k + 1 for k in range(begin - 1, low, -1) if _owns(doc, k, ontology)), low)
        whole = [k for k in range(max(0, first - 5), low) if words_of(doc, k, begin).lower() in ontology.cues.roles]
        return [(whole[0] if whole else low, begin)]  # "police and crime commissioner"
    return []


def _owns(doc: Doc, mark: int, ontology: Ontology) -> bool:
    """Whether a possessive mark ends a body that an office is told with: "the bank's chairman", not "children's portfolio holder"."""
    return doc[mark].lower_ in POSSESSIVE and doc[mark - 1].lower_ in ontology.cues.descriptions


def _past_place(doc: Doc, first: int, start: int, cues: Cues) -> int:
    """Where the words of an office begin whose task stands between it and the place or the letters of its body: "Ohio [Public Safety Director]",
    "DNU [Professional Nursing Adviser]"; `start` where those words name one body ("Ohio Police", "New York")."""
    if start - first < 2 or kind_of(words_of(doc, first, start - 1).lower().split(), cues) is not None:
        return start
    if len(doc[first].text) > 2 and doc[first].text.isupper() and doc[first].text.isalpha() and not doc[first + 1].text.isupper():
        return first + 1
    last = next((k for k in range(start - 2, first - 1, -1) if words_of(doc, first, k).lower() in cues.places), start - 1)
    while last + 1 < start and cues.name_heads.get(doc[last + 1].lower_) == "Place":
        last += 1  # "Ohio County [Commissioners Chairman]"
    return last + 1


def _opens_only(text: str, cues: Cues) -> bool:
    """Whether words only open the name of a body, and name none: the "HM" of "HM Chief Inspector"."""
    return text.lower() in cues.first_words and text not in cues.known_words


def inner_names(phrase: Phrase, ontology: Ontology) -> list[Phrase]:
    """The body or country inside a title: "US" in "US President Jane Doe", France in "French president Jane Doe"."""
    out = []
    doc, cues = phrase.doc, ontology.cues
    for begin, last in phrase.roles:
        first = begin + (doc[begin].lower_ in PAST)  # "Former Denby Council leader Jane Doe"
        start = _past_place(doc, first, office_from(doc, first, last, cues), cues)
        text = words_of(doc, first, start - 1) if start > first else ""
        last_word = doc[start - 1]
        if not text[:1].isupper() or last_word.text in POSSESSIVE or text.lower() in cues.descriptions or _opens_only(text, cues):
            continue
        country = cues.demonyms.get(text.lower())
        told = text.isupper() or text in cues.known_words or text.lower() in cues.name_heads or text.lower() in cues.places
        told = told or body_before(doc, first, last, cues) is not None
        seat = {words_of(doc, start, last).lower(), doc[last].lower_} & (cues.city_offices | cues.place_offices)  # "Marlow Mayor": of Marlow
        if country is not None or last_word.ent_type_ in ("LOC", "ORG", "GPE") or told or (seat and doc[first].tag_ == "NNP"):
            inner = Phrase(doc[start - 1], first, start - 1, MentionKind.NAME, text, name=country or text, name_span=(first, start - 1))
            inner.cls, inner.evidence = ("Place", "gazetteer") if country else class_of_name(doc, first, start - 1, False, ontology)
            if inner.cls == "Person" or (seat and inner.cls is None):
                inner.cls, inner.evidence = ("Place", "label") if seat else (None, "")
            out.append(inner)
    return out
