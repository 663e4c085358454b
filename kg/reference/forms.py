"""Forms of a name within one document: the same words, a family name, a first name, a short form, an acronym.

What is asked here is whether a name that stands somewhere is a form of a fuller one; which of several it is, `kg.reference.referents` decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg.knowledge.domain import Cues, Ontology
from kg.knowledge.keys import name_key
from kg.mentions.kinds import LINKS, kind_of
from kg.syntax.phrases import Phrase

if TYPE_CHECKING:
    from kg.reference.referents import Local

_LETTERS = frozenset({"uk", "us", "u s", "usa", "united states", "united kingdom"})
_INSIDE = frozenset({"in", "near", "at", "across", "around", "outside"})  # what stands after these is a place, as likely as not


class Forms:
    """The rules, over the referents of one document; `names` are all names that the document writes."""

    def __init__(self, ontology: Ontology, locals_: Sequence[Local], names: Iterable[Phrase]) -> None:
        self.ontology = ontology
        self.locals = locals_
        self._countries = frozenset(name.lower() for name in ontology.cues.demonyms.values()) | _LETTERS
        self._placed = frozenset(name_key(p.name or "") for p in names if p.cls == "Place" or _is_inside(p))

    def same_words(self, phrase: Phrase, key: str, local: Local) -> bool:
        """The same name, with or without the mark of a possessor inside: "Denby Tenants' Party", "Denby Tenants Party"."""
        plain = _unowned(key)
        same = any(name_key(n) == key or (" " in plain and _unowned(name_key(n)) == plain) for n in local.names)
        return same and self.agree(phrase, local) and not self._other_gender(phrase, local)

    def agree(self, phrase: Phrase, local: Local) -> bool:
        """Whether the class of a name and that of a referent leave room for one thing."""
        if phrase.cls is None or local.cls is None or local.weak_class or phrase.evidence == "label":
            return True
        return self.ontology.classes.compatible(phrase.cls, local.cls)

    # --- people

    def surname(self, phrase: Phrase, key: str, local: Local) -> bool:
        """ "Doe", "Mr Doe-Roe": a family name alone."""
        if " " in (phrase.name or " "):
            return False
        doubtful = phrase.evidence in ("label", "place")  # "Paris" may be her family name
        person = local.names and LINKS.isdisjoint(local.names[0].split())
        titled = phrase.evidence == "title" and local.weak_class and person  # "Ms Doe", whom a label took for a place
        if (local.cls not in ("Person", None) and not titled) or (phrase.cls not in ("Person", None) and not doubtful):
            return False
        case = any(c.dep_ == "case" and c.i < phrase.first for c in phrase.head.children)
        if (case and phrase.evidence == "place") or (phrase.cls == "Place" and _is_inside(phrase)):
            return False
        words, full = key.split(), name_key(local.names[0]).split() if local.names else []
        ends = len(full) > len(words) and full[-len(words) :] == words
        return ends and (local.cls == "Person" or phrase.cls == "Person") and not self._other_gender(phrase, local)

    def _other_gender(self, phrase: Phrase, local: Local) -> bool:
        """ "Mr Doe" is not Jane Doe, nor Mrs Doe."""
        titles = self._titles(phrase) if " " not in (phrase.name or " ") else frozenset()
        if not titles or local.cls not in ("Person", None):
            return False
        first = name_key(local.names[0]).split() if local.names else []
        told = {self.ontology.cues.genders.get(first[0])} if len(first) > 1 else set[str | None]()
        told |= {title for p in local.phrases for title in self._titles(p)}
        return bool(told - {None}) and titles.isdisjoint(told)

    def _titles(self, phrase: Phrase) -> frozenset[str]:
        """Whether a title right before a name, in its phrase or not, is said to women or to men."""
        first = (phrase.name_span or (phrase.first, phrase.last))[0]
        title = phrase.doc[first - 1].lower_.rstrip(".") if first and phrase.evidence == "title" else ""
        return frozenset(g for g in [self.ontology.cues.genders.get(title)] if g)

    def first_name(self, phrase: Phrase, key: str, local: Local) -> bool:
        """ "Jane" for "Jane Doe", the only one here of that first name."""
        if local.cls != "Person" or phrase.cls not in ("Person", None) or phrase.evidence == "title" or " " in (phrase.name or " "):
            return False
        if key in self._placed:
            return False
        return self._begins(key, local) and sum(self._begins(key, x) for x in self.locals if x.cls in ("Person", None) or x.weak_class) == 1

    @staticmethod
    def _begins(key: str, local: Local) -> bool:
        first = name_key(local.names[0]).split() if local.names else []
        return len(first) > 1 and first[0] == key

    # --- bodies

    def short(self, phrase: Phrase, key: str, local: Local) -> bool:
        """ "Denby Council" for "Denby Borough Council": only words that do not change a body's name are missing."""
        if local.cls == "Person" or phrase.cls == "Person":
            return False
        cues = self.ontology.cues
        if any(self._is_national(name_key(n), key) or self._is_national(key, name_key(n)) for n in local.names):
            return self.agree(phrase, local)
        wanted, words = essential(key, cues.generic), set(key.split())
        if len(wanted) < 2:
            return False
        same = any(essential(name_key(n), cues.generic) == wanted for n in local.names)
        full = set(name_key(local.names[0]).split()) if local.names else set()
        if not (words <= full or full <= words):
            return False  # "Denby Town Council" is not "Denby Borough Council"
        told = wanted[-1] in cues.name_heads or _is_firm(full ^ words, cues) if same else False
        return told and self.agree(phrase, local)

    def _is_national(self, long: str, short: str) -> bool:
        """Whether a longer name only says of which country a body is: "US Department of Justice" for "Department of Justice"."""
        return " " in short and long.endswith(f" {short}") and long.removesuffix(f" {short}").strip() in self._countries

    def first_word(self, phrase: Phrase, key: str, local: Local) -> bool:
        """ "Larkham" for "Larkham Homes", "St Anne's" for "St Anne's Hospital": all but the last word of a body's name, or the first word of a
        firm's, where nothing but a label says it to be of another kind, nothing puts it on a map, and no other name begins with it."""
        key = _unowned(key)
        start = key.split()
        saint = len(start) == 2 and start[0] in self.ontology.cues.saints
        doubtful = phrase.cls is None or phrase.evidence == "label" or (saint and phrase.cls == "Place")
        if not doubtful or not (len(start) == 1 or saint) or key in self.ontology.cues.given_names or not self._is_body(local):
            return False
        words = _unowned(name_key(local.names[0])).split() if local.names else []
        if words[: len(start)] != start or _is_inside(phrase):
            return False
        if any(key in _edges(x.names[0], len(start)) for x in self.locals if x is not local and x.names):
            return False
        rest = [word for word in words[len(start) :] if word not in ("&", "and", "sons")]
        cues = self.ontology.cues
        firm = self.ontology.classes.is_a(local.cls or "", "Company") and all(w in cues.name_heads or w in cues.generic for w in rest)
        only = phrase.cls == "Person" or (phrase.cls == "Organization" and len(rest) == 1)  # a person is called by the whole name first
        called = only and key not in self._placed
        return bool(rest) and (firm or saint or called)

    def _is_body(self, local: Local) -> bool:
        """Whether a referent is a body, and none that is named after the place that it serves."""
        is_a, cls = self.ontology.classes.is_a, local.cls or ""
        local_ones = any(is_a(cls, c) for c in ("LocalAuthority", "MediaOrganization"))
        return is_a(cls, "Organization") and not local_ones

    def acronym(self, phrase: Phrase, key: str, local: Local) -> bool:
        """ "DWA" for "Denby Water Authority"."""
        text = (phrase.name or "").replace(".", "")
        if not (2 <= len(text) <= 6 and text.isupper() and text.isalpha()) or local.cls == "Person":
            return False
        for name in local.names:
            words = [w for w in name.replace("-", " ").split() if w[:1].isalpha()]
            for letters in ("".join(w[0] for w in words), "".join(w[0] for w in words if w[0].isupper())):
                if len(letters) > 1 and letters.upper() == text:
                    return True
        return False


def essential(key: str, generic: frozenset[str]) -> tuple[str, ...]:
    """The words of a name that tell it from others."""
    return tuple(w for w in key.split() if w not in generic and w not in ("of", "the", "and"))


def initials_fit(short: str, long: str) -> bool:
    """Whether a short form in brackets may stand for the words before it: "WHO", "DfE", "UAAR"."""
    letters = [c for c in short.lower() if c.isalpha()]
    if not 2 <= len(letters) <= 8 or not short[:1].isupper() or sum(c.isupper() for c in short) < 2:
        return False
    words = [w.lower() for w in long.replace("-", " ").split()]
    at = 0
    for letter in letters:
        while at < len(words) and not words[at].startswith(letter):
            at += 1
        if at == len(words):
            return letters[0] == words[0][0] and len(words) >= 2 and sum(c in "".join(words) for c in letters) == len(letters) and len(letters) >= 3
        at += 1
    return True


def _unowned(key: str) -> str:
    return key.replace("'s", "").replace("'", "")


def _is_inside(phrase: Phrase) -> bool:
    return any(c.dep_ == "case" and c.i < phrase.first and c.lower_ in _INSIDE for c in phrase.head.children)


def _edges(name: str, size: int) -> tuple[str, str]:
    words = _unowned(name_key(name)).split()
    return " ".join(words[:size]), " ".join(words[-size:])


def _is_firm(words: Iterable[str], cues: Cues) -> bool:
    """Whether words only say that a name is a firm's: "Ltd"."""
    kinds = [kind_of([word], cues) for word in words]
    return all(kind is not None and kind[1] == "Company" for kind in kinds)
