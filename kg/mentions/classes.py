"""The class that a name's own words give, or the statistical label where they give none."""

from __future__ import annotations

from kg.knowledge.domain import Cues, Ontology
from kg.mentions.kinds import LINKS, kind_of
from kg.mentions.neighbours import is_seat_of
from kg.syntax.phrases import words_of
from kg.syntax.tree import Doc

_LABELS = {"PERSON": "Person", "PER": "Person", "ORG": "Organization", "LOC": "Place", "GPE": "Place", "FAC": "Place", "NORP": "Group"}


def class_of_name(doc: Doc, first: int, last: int, titled: bool, ontology: Ontology) -> tuple[str | None, str]:
    """The class that a name's own words give, and by what: title, head word, first name, statistical label, preposition."""
    cues = ontology.cues
    if words_of(doc, first, last).lower() in cues.places:
        return "Place", "place"
    if first and doc[first - 1].text == "(" and words_of(doc, first, last).lower() in cues.party_letters:
        return "PoliticalParty", "brackets"  # "Cllr Jane Doe (Lab)"
    words = [word.rstrip(".") for word in words_of(doc, first, last).lower().replace("’", "'").removesuffix("'s").split()]
    while words and words[-1].isdigit():
        words.pop()
    kind = kind_of(words, cues)
    if last > first and doc[last].text.istitle() and doc[last].tag_ in ("NNS", "NNPS") and cues.descriptions.get(words[-1]) == "Group" and not kind:
        return "Organization", "label"  # "Denby Parents"
    if _is_full_name(doc, first, last, cues) and last == first + 1 and doc[first].ent_type_ in ("PERSON", "PER") and words[-1] not in cues.buildings:
        return "Person", "given name"  # "Charlotte Park", where "Park" is no park
    if kind is not None and kind[1] == "LocalAuthority" and any(doc[i].text in ("'", "’") for i in range(first, last)):
        return "ProfessionalBody", "head"  # "Tarle Landlords' Council"
    if kind is not None and not (titled and last > first and len(kind[0].split()) == 1 and len(words) < 4):
        return kind[1], "head"
    if "&" in words[1:]:
        return "Organization", "head"  # "Roe & Daughters"
    if titled:
        return "Person", "title"
    if _is_full_name(doc, first, last, cues):
        return "Person", "given name" if words[-1] not in cues.buildings else "label"  # "Amber Court"
    if is_seat_of(doc, first, last, cues):
        return "Place", "label"
    labels = [doc[i].ent_type_ for i in range(first, last + 1) if doc[i].ent_type_]
    if labels:
        label = max(sorted(set(labels)), key=labels.count)
        if _LABELS.get(label) == "Person" and last > first and words[-1:] and words[-1] in cues.buildings:
            return "Place", "label"  # "Amber Court"
        if _LABELS.get(label) == "Person" and first == last and doc[first].text.isupper() and len(doc[first].text) > 1:
            return "Organization", "label"  # nobody is called DAB
        if _LABELS.get(label) == "Person" and _ends_in_letters(doc, first, last, cues):
            return "Organization", "label"  # "Marlow DHB"
        if _LABELS.get(label) == "Place" and last > first and _is_branch(doc, first, last, cues):
            return "Organization", "label"  # "DNU Wales"
        if _LABELS.get(label) == "Person" and first == last and doc[first].tag_ == "NNPS":
            return "Group", "label"  # "Americans"
        return _LABELS.get(label), "label"
    return ("Place", "label") if first and doc[first - 1].lower_ in ("in", "near") and doc[first - 1].dep_ == "case" else (None, "")


def _ends_in_letters(doc: Doc, first: int, last: int, cues: Cues) -> bool:
    """Whether a name ends in the letters of a body, after a word that is no first name: "Marlow DHB", not "Jane DOE" nor "Jane Doe QC"."""
    letters = doc[last].text
    ends = letters.isupper() and letters.isalpha() and 1 < len(letters) < 6 and letters.lower() not in cues.postnominals
    return ends and last == first + 1 and doc[first].text.istitle() and doc[first].lower_ not in cues.given_names


def _is_branch(doc: Doc, first: int, last: int, cues: Cues) -> bool:
    """Whether a name is the letters of a body and the place of its branch."""
    letters = doc[first].text
    body = letters.isupper() and letters.isalpha() and 3 <= len(letters) <= 8
    return body and not doc[first + 1].text.isupper() and doc[last].lower_ not in cues.name_heads


def _is_full_name(doc: Doc, first: int, last: int, cues: Cues) -> bool:
    """ "Jane Doe", "J. R. Doe", "Dolores M. Doe Jr": a first name or initials, and a family name."""
    words = [t for t in doc[first : last + 1] if t.text != "-"]
    if not 2 <= len(words) <= 5 or any(t.lower_ in LINKS or t.text.isdigit() for t in words):
        return False
    initials = any(len(t.text.rstrip(".")) <= 2 and t.text.endswith(".") for t in words[:-1])
    return words[0].lower_ in cues.given_names or (initials and words[0].text[:1].isupper())
