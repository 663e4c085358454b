"""Names: the run of capitalised words that a token begins, the titles and roles before it, and the class that its own words give."""

from __future__ import annotations

from collections.abc import Mapping

from spacy.tokens import Doc, Token

from kg import grammar
from kg.model import MentionKind
from kg.ontology import Ontology
from kg.phrases import Phrase, capitalised, left_edge, words_of

_LINKS = frozenset({"of", "for", "and", "&", "the", "de", "la", "di", "du", "van", "von", "al", "-", "’s", "'s", "/", "on", "in", "to", "'", "’"})
_WORDS = ("PROPN", "ADJ", "NOUN", "VERB", "X", "NUM", "ADV", "ADP")
_ARGUMENTS = ("appos", "parataxis", "nsubj", "obj", "iobj", "vocative", "root", "ROOT")
_PLURALS = frozenset({"children", "women", "men", "people"})  # read as names, they are tagged singular
_DATES = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "easter",
        "christmas",
        "spring",
        "summer",
        "autumn",
        "winter",
        "am",
        "pm",
        "gmt",
        "bst",
        "est",
    ]
)
_LABELS = {"PERSON": "Person", "PER": "Person", "ORG": "Organization", "LOC": "Place", "GPE": "Place", "FAC": "Place", "NORP": "Group"}


def _run(token: Token, ontology: Ontology) -> tuple[int, int]:
    """The run of name words that `token` begins (its left neighbours are already taken)."""
    doc, end = token.doc, token.sent.end
    cues = ontology.cues
    last = at = token.i
    while at + 1 < end:
        following = doc[at + 1]
        if following.text == "-" and not doc[at].whitespace_ and not following.whitespace_ and at + 2 < end:
            at = last = at + 2  # "Ka-ki"
        elif following.lower_ not in cues.roles and _other_name(doc, last, following, cues.name_heads):
            break
        elif capitalised(following) and following.pos_ in _WORDS and _joined(doc, last, following.i):
            at = last = following.i
        elif (
            following.lower_ in ("the", "our")
            and words_of(doc, token.i, last).lower() in cues.first_words
            and at + 2 < end
            and capitalised(doc[at + 2])
        ):
            at = last = at + 2  # "Save the ...", "Friends of the ..."
        elif following.lower_ in _LINKS and _bridge(doc, last, following.i, end):
            at = following.i
        elif following.lower_ in cues.name_heads and following.lower_ not in cues.descriptions and doc[last].head.i == following.i:
            at = last = following.i  # "Marlow Water plc"
        elif following.text.isdigit() and token.i <= following.head.i <= last and len(following.text) <= 4:
            at = last = following.i
        else:
            break
    return token.i, last


def _other_name(doc: Doc, last: int, following: Token, heads: Mapping[str, str]) -> bool:
    """Whether a person's name begins right after a body's: "the Refugee Council Jane Doe"."""
    before = doc[last]
    begins = following.ent_iob_ == "B" and following.ent_type_ in ("PERSON", "PER")
    return begins and (before.lower_ in heads or before.ent_type_ in ("ORG", "LOC")) and before.ent_type_ not in ("PERSON", "PER")


def _joined(doc: Doc, left: int, right: int) -> bool:
    """Whether two neighbouring name words belong to one name: one hangs on the other, or both on one word of the run."""
    a, b = doc[left], doc[right]
    if b.i in (a.head.i, a.head.head.i):
        return True
    if b.dep_ in _ARGUMENTS and b.head.i <= left and a.dep_ != "nmod:desc":
        return False
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
        plural = doc[last].tag_ in ("NNS", "NNPS") or doc[last].lower_ in _PLURALS  # "Children's Services" against "Marlow's Report"
        return (doc[link].ent_iob_ == "I" and after.ent_iob_ == "I") or (plural and doc[last].head.i >= after.i)
    same_entity = all(doc[i].ent_iob_ == "I" and doc[i].ent_type_ == doc[last].ent_type_ for i in range(link, at + 2))
    if word in ("and", "&"):
        return same_entity or word == "&"
    if word in ("on", "in", "to", "the", "/", "-"):
        return same_entity or word == "-"
    hangs = any(g.i == last or g.i == doc[last].head.i for g in [after.head, after.head.head])
    return (
        same_entity
        or (hangs and after.ent_iob_ != "B")
        or (hangs and word == "of" and doc[last].ent_type_ in ("ORG", "") and after.ent_type_ != "PERSON")
    )


def name_at(token: Token, ontology: Ontology) -> Phrase | None:
    """The name that begins at a token, its titles and roles told apart; None where the run is no name."""
    first, last = _run(token, ontology)
    doc = token.doc
    first, roles = _strip_titles(doc, first, last, ontology)
    if first > last:
        return None
    head = next((doc[i] for i in range(first, last + 1) if not first <= doc[i].head.i <= last or doc[i].head == doc[i]), doc[last])
    text = words_of(doc, first, last)
    if len(text) < 2 or not any(c.isalpha() for c in text) or _is_date(text):
        return None
    start = roles[0][0] if roles else first
    outer = _outer_head(head, start, last)
    phrase = Phrase(outer, start, last, MentionKind.NAME, words_of(doc, start, last), name=text, name_span=(first, last), roles=roles)
    phrase.plural = token.tag_ == "NNPS" and first == last
    phrase.cls, phrase.evidence = class_of_name(doc, first, last, bool(roles), ontology)
    return phrase


def _is_date(text: str) -> bool:
    return all(w.lower().strip(".,") in _DATES or w.strip(".,").isdigit() for w in text.split())


def _outer_head(head: Token, first: int, last: int) -> Token:
    """The token by which the clause knows the name; a name used before a noun keeps its own."""
    node = head
    while first <= node.head.i <= last and node.head != node:
        node = node.head
    return node


def _strip_titles(doc: Doc, first: int, last: int, ontology: Ontology) -> tuple[int, list[tuple[int, int]]]:
    """Take titles and roles off the front of a name: "Senator", "Council Leader". A role is kept as a span; a mere title is dropped."""
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
    if not roles:
        return at, _role_before(doc, first, ontology)
    return at, roles


def _org_follows(rest: str, ontology: Ontology) -> bool:
    words = rest.split()
    return bool(words) and (words[-1] in ontology.cues.name_heads or words[0] in ontology.cues.first_words)


def _role_before(doc: Doc, first: int, ontology: Ontology) -> list[tuple[int, int]]:
    """A lower-case role right before the name: "children's portfolio holder Mahmood Hussain", "spokesperson Julie Hahn"."""
    if first and doc[first - 1].pos_ == "NOUN" and doc[first - 1].lower_ in ontology.cues.roles and doc[first - 1].sent == doc[first].sent:
        begin = first - 1
        low = max(left_edge(doc[begin]), first - 8)
        while low < begin and (doc[low].pos_ in ("DET", "PUNCT", "ADP", "CCONJ", "SCONJ") or doc[low].lower_ in ("'s", "’s")):
            low += 1
        return [(low, begin)]
    return []


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
        if _LABELS.get(label) == "Person" and first == last and doc[first].text.isupper() and len(doc[first].text) > 1:
            return "Organization", "label"  # nobody is called DAB
        return _LABELS.get(label), "label"
    return None, ""


def inner_names(phrase: Phrase, ontology: Ontology) -> list[Phrase]:
    """The body or country inside a title: "US" in "US President Jane Doe"."""
    out = []
    doc = phrase.doc
    for first, last in phrase.roles:
        starts = [k for k in range(first, last + 1) if words_of(doc, k, last).lower() in ontology.cues.roles] or [last]
        bodies = [k for k in starts if k > first and doc[k - 1].lower_ in ontology.cues.name_heads]  # "Denby Council leader": the council's leader
        start = bodies[0] if bodies else starts[0]
        text = words_of(doc, first, start - 1) if start > first else ""
        last_word = doc[start - 1]
        if not text[:1].isupper() or last_word.text in ("'s", "’s") or text.lower() in ontology.cues.descriptions:
            continue
        if last_word.ent_type_ in ("LOC", "ORG", "GPE") or text.isupper():
            inner = Phrase(doc[start - 1], first, start - 1, MentionKind.NAME, text, name=text, name_span=(first, start - 1))
            inner.cls, inner.evidence = class_of_name(doc, first, start - 1, False, ontology)
            if inner.cls == "Person":
                inner.cls, inner.evidence = None, ""
            out.append(inner)
    return out
