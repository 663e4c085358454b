"""Where a name ends: from the word that begins it over capitals and the small words that join them ("Department for Education and Skills").

What the words themselves say goes first (names that are known, words that say what a body is, titles that begin a person's name); the parse
and the statistical label decide the rest.
"""

from __future__ import annotations

from itertools import takewhile

from kg.dates.calendar import MONTHS, SEASONS, WEEKDAYS
from kg.knowledge.domain import Cues, Ontology
from kg.mentions.kinds import kind_of
from kg.mentions.neighbours import joined_people, other_name, people, small_surname, two_places
from kg.mentions.seats import before_member, before_office, before_party, before_seat, seat_of_two
from kg.syntax import grammar
from kg.syntax.phrases import POSSESSIVE, capitalised, words_of
from kg.syntax.tree import Doc, Token

PARTICLES = frozenset({
    "de", "la", "di", "du", "des", "del", "da", "van", "von", "al", "bin", "ní", "mac", "el", "ap", "ter", "ten", "zu", "ibn", "dos", "das", "le",
})
_JOINING = PARTICLES | {"of", "for", "and", "&", "the", "-", "/", "on", "in", "to", "against", "with"}
_WORDS = ("PROPN", "ADJ", "NOUN", "VERB", "X", "NUM", "ADV", "ADP")
_ARGUMENTS = ("appos", "parataxis", "nsubj", "obj", "iobj", "vocative", "root", "ROOT")
_OF_PEOPLE = ("ProfessionalBody", "PublicBody", "Organization", "CampaignGroup", "Charity")
_LIVING = ("persons", "people", "adults", "children")  # with disabilities
_PERSON = ("PERSON", "PER")
_WHEN = ("obl", "obl:unmarked", "nmod", "nmod:unmarked")
_SHORT = (*(month[:3] for month in MONTHS), "sept", "am", "pm", "gmt", "bst", "est")
_WEEKDAYS = frozenset(day.lower() for day in WEEKDAYS)
DATE_WORDS = frozenset(word.lower() for word in (*MONTHS, *WEEKDAYS, *SEASONS, "easter", "christmas", *_SHORT))


def end_of_name(token: Token, ontology: Ontology) -> int:
    """The last token of the name that `token` begins."""
    doc, cues = token.doc, ontology.cues
    known = end_of_known(token, ontology)
    last = token.i if known is None else known
    end = token.sent.end
    while last + 1 < end:
        step = _next(doc, token.i, last, cues)
        if step is None:
            break
        last = step
    while last > token.i and last != known and doc[last].tag_ == "IN" and doc[last].lower_ in _JOINING and not small_surname(doc, token.i, last):
        last -= 1  # "Jane Doe In the north ...": a caption runs into a sentence
    return last


def end_of_known(token: Token, ontology: Ontology) -> int | None:
    """The last token of the longest name of the gazetteer that stands here, as written there."""
    known = ontology.known.get(token.text)
    if not known:
        return None
    text = token.doc.text.replace("’", "'")
    end = token.sent.end
    for name in known:
        if text.startswith(name, token.idx):
            stop = token.idx + len(name)
            last = next((t for t in token.doc[token.i : end] if t.idx + len(t) >= stop), None)
            if last is not None and last.idx + len(last.text) == stop:
                return last.i
    return None


def _next(doc: Doc, first: int, last: int, cues: Cues) -> int | None:
    """The next token of a name that reaches from `first` to `last`, or None where it ends."""
    following, end = doc[last + 1], doc[last].sent.end
    word = following.lower_
    if word in ("-", "–") and last + 2 < end and doc[last + 2].tag_ == "VBN" and doc[last + 2].text.islower():
        return None  # "the [Denby]-based charity"
    tight = word in ("-", "–") and not doc[last].whitespace_ and not following.whitespace_ and last + 2 < end
    if tight and doc[last + 2].pos_ not in ("DET", "PRON"):
        return last + 2  # "Ka-ki", "Stratford-upon-Avon", but "EPAC-the agency-"
    if _is_day_told(doc, first, last) or _is_day_before(doc, first, last):
        return None
    if word not in cues.roles and other_name(doc, first, last, following, cues):
        return None
    if people(doc, first, following, cues) or before_seat(doc, first, last, cues) or before_party(doc, first, last, cues):
        return None
    if before_office(doc, first, last, cues) or before_member(doc, first, last, cues):
        return None
    if small_surname(doc, first, following.i):
        return following.i
    if capitalised(following) and following.pos_ in _WORDS:
        begun = words_of(doc, first, last).lower().rstrip(".")
        opened = f"{begun} {word}'s" in cues.first_words or begun in cues.first_words or begun in cues.openings or word in cues.postnominals
        return following.i if opened or _joined(doc, last, following.i) else None
    opening = words_of(doc, first, last).lower()
    opens = word in ("the", "our", "my") and (opening in cues.first_words or opening in cues.openings)
    if opens and last + 2 < end and capitalised(doc[last + 2]):
        return last + 2  # "Save the ...", "Friends of the ..."
    if word in _JOINING:
        return _bridge(doc, first, last, cues)
    if word in POSSESSIVE:
        return _possessive(doc, first, last, cues)
    if word == ",":
        return _listed(doc, first, last, cues)
    ends = doc[last].head.i == following.i and following.tag_ != "NNS" and (following.dep_ != "compound" or doc[last].lower_ not in POSSESSIVE)
    if word in cues.name_heads and word not in cues.descriptions and ends:
        own = cues.name_heads[word] != "Place" or (first > 0 and doc[first - 1].lower_ == "the")
        return following.i if own else None  # "Marlow Water plc", "the Marlow region", but "a Marlow street"
    if following.text.isdigit() and first <= following.head.i <= last and len(following.text) <= 4:
        return following.i
    return None


def _is_day_told(doc: Doc, first: int, last: int) -> bool:
    """Whether a weekday after a name tells when: "met Jane Doe [Tuesday] night", "the mayor, Roe, [Monday] said", not "Black Friday"."""
    day = doc[last + 1]
    return day.lower_ in _WEEKDAYS and (last > first or day.dep_ == "obl:unmarked")


def _is_day_before(doc: Doc, first: int, last: int) -> bool:
    """Whether what begins here is a day or a month that tells when, before another's name: "on [Friday] Denby Council met", not "on May Street"."""
    return first == last and doc[first].dep_ in _WHEN and doc[first].text in (*WEEKDAYS, *MONTHS)


def _joined(doc: Doc, left: int, right: int) -> bool:
    """Whether two neighbouring name words belong to one name: one hangs on the other, or both on one word of the run."""
    a, b = doc[left], doc[right]
    if b.i in (a.head.i, a.head.head.i) or (a.dep_ == "compound" and a.pos_ == b.pos_ == "PROPN"):
        return True
    if a.dep_ == b.dep_ and a.head == b.head and a.ent_iob_ != "O" and b.ent_iob_ == "I":
        return True  # "sacked Jane Doe", where the parse takes each word for an object
    if b.head == a and b.dep_ == "obj" and a.pos_ == "VERB" and a.text.istitle() and b.tag_.startswith("NNP"):
        return True  # "wrote to Living Tenements", which the parse takes for a deed
    if a.dep_ == b.dep_ == "appos" and a.head == b.head:
        return True  # "her group, Denby Parents"
    if b.dep_ in _ARGUMENTS and b.head.i <= left and a.dep_ != "nmod:desc":
        return False
    if a.ent_iob_ != "O" and b.ent_iob_ == "I":
        return True
    chain = [b, *grammar.governors(b)]
    return any(g.i <= left for g in chain[1:3]) or any(g.i >= right for g in [a.head, a.head.head]) or a.head == b.head


# --- small words between capitals


def _bridge(doc: Doc, first: int, last: int, cues: Cues) -> int | None:
    """The name word that "of", "for", "and" lead to, where they continue the name; None where they end it."""
    link = at = last + 1
    end = doc[last].sent.end
    while at + 1 < end and doc[at + 1].lower_ in _JOINING and at - link < 2:
        at += 1
    if at + 1 >= end or not capitalised(doc[at + 1]) or doc[at + 1].pos_ not in ("PROPN", "ADJ", "NOUN", "VERB", "X"):
        return None
    after, word = doc[at + 1], doc[link].lower_
    if (word in ("on", "in") and after.lower_ in DATE_WORDS) or _is_firm(doc[last], cues):
        return None  # "criticised Denby Council on Tuesday", "Larkham, Inc. of Marlow"
    if cues.opens_person(after.lower_):
        return None
    same_entity = all(doc[i].ent_iob_ == "I" and doc[i].ent_type_ == doc[last].ent_type_ for i in range(link, at + 2))
    if word in ("and", "&"):
        owner = after.i + len(_capitals_from(after))
        if after.i > last + 2 and owner < end and doc[owner].lower_ in POSSESSIVE:
            return None  # "the Council of Trade Unions and the [Teachers' Guild]"
        labelled = same_entity and not _two_names(doc, first, last, after, cues)
        one = word == "&" or labelled or _inside_office(doc, first, after, cues) or _one_of_two(doc, first, last, after, cues)
        return after.i if one else None
    if word == "for" and any(words_of(doc, k, last).lower() in cues.place_offices for k in range(first, last)):
        return None  # "Police and Crime Commissioner for Marlow"
    if word == "of" and doc[last].lower_ in cues.roles and _is_body_or_place(doc, after, cues):
        return None  # "the Prime Minister of New Zealand", "Director of EPAC", not "Minister of Health"
    if word in PARTICLES:
        return after.i
    if word == "-":
        return after.i if at == link and _joined(doc, last, after.i) else None  # "American - Islamic", but "DENBY - The council"
    settled = f"{words_of(doc, first, last)} {word}".lower() in cues.first_words  # "City of": whatever follows is no person
    own = _takes(doc, first, last, word, cues) and (settled or not (after.ent_iob_ == "B" and after.ent_type_ in _PERSON))
    titled = cues.opens_person(doc[first].lower_) and doc[last].lower_ not in cues.roles
    someone = last > first and (titled or doc[last].ent_type_ in _PERSON)  # "Jane Doe of Greenway": the label takes all for one name
    if own or (same_entity and not (someone and word in ("of", "for", "with", "in"))):
        return after.i
    if titled:
        return None
    if word == "with" and doc[last].lower_ in _LIVING:
        return after.i  # "Federation of Persons with Disability"
    if word in ("on", "in", "to", "the", "/", "against", "with"):
        return None
    hangs = any(g.i == last or g.i == doc[last].head.i for g in [after.head, after.head.head])
    by_label = doc[last].ent_type_ == "ORG" and after.ent_type_ not in _PERSON
    return after.i if hangs and by_label and (after.ent_iob_ != "B" or word == "of") else None


def _is_body_or_place(doc: Doc, after: Token, cues: Cues) -> bool:
    """Whether what an office is of is a place, or a body by its letters or by its last word."""
    end, stop = after.i, after.sent.end
    while end + 1 < stop and capitalised(doc[end + 1]) and doc[end + 1].pos_ == "PROPN":
        end += 1
    words = words_of(doc, after.i, end).lower().split()
    kind = kind_of(words, cues) if len(words) > 1 else None
    letters = len(after.text) > 1 and after.text.isupper()
    place = any(words_of(doc, after.i, k).lower() in cues.places for k in (after.i, after.i + 1))
    return letters or place or (kind is not None and kind[1] != "Service")


def _inside_office(doc: Doc, first: int, after: Token, cues: Cues) -> bool:
    """Whether "and" stands inside an office: "Police and Crime Commissioner"."""
    end = min(after.i + 2, after.sent.end - 1)
    return any(words_of(doc, first, k).lower() in cues.roles for k in range(after.i, end + 1))


def _takes(doc: Doc, first: int, last: int, word: str, cues: Cues) -> bool:
    """Whether the name so far ends in a word that such a link belongs to: "Department for", "Committee on", "Minister for"."""
    words = [doc[i].lower_ for i in range(first, last + 1)]
    for begin in range(max(0, len(words) - 3), len(words)):
        phrase = " ".join(words[begin:])
        if f"{phrase} {word}" in cues.openings or f"{phrase} {word}" in cues.first_words or f"{phrase} {word}" in cues.linked:
            return True
    return False


def _two_names(doc: Doc, first: int, last: int, after: Token, cues: Cues) -> bool:
    """Whether a label reaches over two names: no person has "and" in the name; what "and the" leads to, or two of a kind
    ("Marlow Hospital and Denby Hospital"), are two."""
    if doc[last].ent_type_ in _PERSON:
        return doc[last].lower_ not in cues.roles  # "the Comptroller and Auditor General"
    left = [doc[i].lower_ for i in range(first, last + 1)]
    if any(word in ("of", "for") for word in left):
        return False
    return after.i > last + 2 or (left[-1] == _capitals_from(after)[-1] and left[-1] in cues.name_heads)


def _capitals_from(first: Token) -> list[str]:
    """The words in capitals from one on, in lower case."""
    return [t.lower_ for t in takewhile(capitalised, first.doc[first.i : first.sent.end])]


def _one_of_two(doc: Doc, first: int, last: int, after: Token, cues: Cues) -> bool:
    """Whether "and" stands inside one name ("Health and Safety Executive", "Department of Health and Social Care") and not between two."""
    left = [doc[i].lower_ for i in range(first, last + 1)]
    if joined_people(doc, last, cues) or seat_of_two(doc, first, last, after, cues):
        return True
    if after.text.isupper() or doc[last].ent_type_ in _PERSON or (after.ent_type_ in _PERSON and after.ent_iob_ == "B"):
        return False
    right = _capitals_from(after)
    known = " ".join(right) in cues.places or " ".join(left) in cues.places or after.text in cues.known_words or doc[last].text in cues.known_words
    kind = kind_of(right, cues)
    if kind is not None and two_places(doc, first, last, right, kind, cues):
        return True
    if any(word in ("of", "for") for word in left) and kind_of(left, cues):
        return kind is None and not known
    if kind is None or kind_of(left, cues) is not None or known or len(left) > 3 or after.i > last + 2:
        return False
    return doc[last].ent_type_ != "ORG" or len(right) > 2


def _possessive(doc: Doc, first: int, last: int, cues: Cues) -> int | None:
    """ "Children's Services", "St Mary's", "Attorney General's Office", against "Marlow's Report"."""
    mark, end = doc[last + 1], doc[last].sent.end
    after = doc[last + 2] if last + 2 < end else None
    owner = words_of(doc, first, last).lower()
    saint = owner.split()[0].rstrip(".") in cues.saints and last == first + 1
    if after is not None and after.lower_ in ("and", "&") and doc[last].lower_ in cues.possessors and last + 4 < end:
        other = doc[last + 3]  # "Tenants' and Residents' Association"
        return other.i if capitalised(other) and other.lower_ in cues.possessors else None
    if after is None or not capitalised(after):
        return mark.i if saint and (after is None or after.pos_ not in ("NOUN", "ADJ")) else None
    if saint or doc[last].lower_ in cues.possessors or any(words_of(doc, k, last).lower() in cues.roles for k in range(first, last + 1)):
        return after.i
    if mark.ent_iob_ == "I" and after.ent_iob_ == "I":
        return after.i
    many = (mark.text in ("'", "’") and doc[last].text[-1:] == "s") or doc[last].lower_.endswith(("men", "women", "people"))
    if many and cues.name_heads.get(after.lower_) in _OF_PEOPLE:
        return after.i  # "Seafarers' Guild", "Showmen's Guild", "Athletes' Commission"
    named = doc[last].text in cues.known_words or after.ent_type_ in _PERSON  # "the Greens' Jane Doe"
    plural = doc[last].tag_ in ("NNS", "NNPS") and doc[last].lower_ in cues.descriptions and not named
    return after.i if plural and doc[last].head.i >= after.i else None


def _listed(doc: Doc, first: int, last: int, cues: Cues) -> int | None:
    """ "Department for Environment, Food and Rural Affairs": a comma inside a name with "of" or "for" that an "and" closes; "Larkham, Inc."."""
    if last + 2 < doc[last].sent.end and _is_firm(doc[last + 2], cues):
        return last + 2
    words = [doc[i].lower_ for i in range(first, last + 1)]
    if not any(word in ("of", "for") for word in words) or kind_of(words, cues) is None:
        return None
    at, end = last + 2, doc[last].sent.end
    while at < end and (capitalised(doc[at]) or doc[at].text == ","):
        at += 1
    closed = at + 1 < end and doc[at].lower_ == "and" and capitalised(doc[at + 1]) and doc[at - 1].text != ","
    inside = [t for t in doc[last + 2 : at + 2] if t.text not in (",", "and")] if closed else []
    one = all(t.ent_type_ not in _PERSON and t.text not in cues.known_words and t.lower_ not in cues.name_heads for t in inside)
    return last + 2 if inside and len(inside) <= 6 and one and capitalised(doc[last + 2]) else None


def _is_firm(token: Token, cues: Cues) -> bool:
    """Whether a word says no more than that a name is a firm's: "Ltd"."""
    return token.text[:1].isupper() and token.lower_.rstrip(".") in cues.generic and cues.name_heads.get(token.lower_) == "Company"
