"""Referents under construction: what a document's names are, which of them are one, and what else is said of each.

Names are clustered over the whole document, fullest first, so that a headline's short name finds the full one that follows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.domain import Ontology
from kg.model import MentionKind, Referent
from kg.parsed import position
from kg.phrases import Phrase, clean, name_key


@dataclass(slots=True, eq=False)
class Local:
    """A referent while its document is being read."""

    order: int
    cls: str | None
    name: str
    named: bool
    phrases: list[Phrase] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    nouns: set[str] = field(default_factory=set)
    roles: list[str] = field(default_factory=list)
    owner: Local | None = None
    place: Local | None = None
    employer: Local | None = None
    plural: bool = False
    gender: str | None = None
    weak_class: bool = False  # from the statistical label alone
    self_document: bool = False
    trail: list[str] = field(default_factory=list)

    def add(self, phrase: Phrase) -> None:
        """Take in one more phrase that stands for this referent."""
        self.phrases.append(phrase)
        if phrase.kind is MentionKind.PRONOUN:
            return
        for text in (phrase.name, phrase.text, *phrase.forms):
            if text and text not in self.aliases:
                self.aliases.append(text)
        if phrase.kind is MentionKind.NAME and phrase.name:
            if phrase.name not in self.names:
                self.names.append(phrase.name)
        elif phrase.noun:
            self.nouns.add(phrase.noun)

    def alias(self, text: str) -> None:
        """One more surface form."""
        text = clean(text)
        if text and text not in self.aliases:
            self.aliases.append(text)

    def frozen(self, document: str) -> Referent:
        """The referent as other parts see it."""
        owner = self.owner or self.employer
        return Referent(
            id=f"{document}:{self.order}",
            document=document,
            name=self.name,
            cls=self.cls or "Agent",
            names=tuple(self.names),
            aliases=tuple(self.aliases),
            roles=tuple(self.roles),
            owner=f"{document}:{owner.order}" if owner else None,
            place=self.place.name if self.place else None,
            named=self.named,
            self_document=self.self_document,
        )


class Register:
    """The referents of one document, and which phrase stands for which."""

    def __init__(self, ontology: Ontology) -> None:
        self.ontology = ontology
        self.locals: list[Local] = []
        self.of: dict[Phrase, Local] = {}

    def new(self, cls: str | None, name: str, *, named: bool) -> Local:
        """A fresh referent."""
        local = Local(len(self.locals), cls, name, named)
        self.locals.append(local)
        return local

    def bind(self, phrase: Phrase, local: Local, reason: str = "") -> Local:
        """Let a phrase stand for a referent."""
        local.add(phrase)
        self.of[phrase] = local
        if reason:
            local.trail.append(f"{phrase.text!r}: {reason}")
        return local

    def merge(self, keep: Local, drop: Local, reason: str) -> None:
        """Let all that stands for one referent stand for another."""
        for phrase in list(drop.phrases):
            self.bind(phrase, keep)
        keep.trail.append(reason)
        if keep.cls is None or (keep.weak_class and drop.cls and not drop.weak_class):
            keep.cls, keep.weak_class = drop.cls, drop.weak_class
        if len(drop.name) > len(keep.name):
            keep.name = drop.name
        keep.roles += [r for r in drop.roles if r not in keep.roles]
        for other in self.locals:
            other.owner = keep if other.owner is drop else other.owner
            other.place = keep if other.place is drop else other.place
            other.employer = keep if other.employer is drop else other.employer
        drop.phrases, drop.names, drop.aliases = [], [], []

    def cluster_names(self, phrases: Iterable[Phrase]) -> None:
        """Bind all names, the fullest first."""
        named = [p for p in phrases if p.kind is MentionKind.NAME]
        known = {name_key(n): e for e in self.ontology.gazetteer for n in (e.label, *e.aliases)}
        for phrase in sorted(named, key=lambda p: (-len((p.name or "").split()), position(p.head))):
            entry = known.get(name_key(phrase.name or ""))
            if entry is not None and phrase.evidence != "title":
                phrase.cls, phrase.evidence = entry.cls, "gazetteer"
            match = self._same(phrase)
            if match is None:
                match = self.new(phrase.cls, phrase.name or phrase.text, named=True)
                match.plural = phrase.plural
                match.weak_class = phrase.evidence == "label"
                reason = "a name"
            else:
                reason = f"a form of the name {match.name!r}"
                self._sharpen(match, phrase)
            self.bind(phrase, match, reason)

    def _sharpen(self, local: Local, phrase: Phrase) -> None:
        if phrase.cls and (local.cls is None or (local.weak_class and phrase.evidence != "label")):
            local.cls, local.weak_class = phrase.cls, phrase.evidence == "label"

    def _same(self, phrase: Phrase) -> Local | None:
        """The referent that a name is a form of: the same words, a surname, a short form, an acronym."""
        key = name_key(phrase.name or "")
        for local in self.locals:
            if any(name_key(n) == key for n in local.names) and self._agree(phrase, local):
                return local
        for rule in (self._surname, self._short, self._acronym, self._first_word):
            for local in self.locals:
                if rule(phrase, key, local):
                    return local
        return None

    def _agree(self, phrase: Phrase, local: Local) -> bool:
        if phrase.cls is None or local.cls is None or local.weak_class or phrase.evidence == "label":
            return True
        return self.ontology.classes.compatible(phrase.cls, local.cls)

    def _surname(self, phrase: Phrase, key: str, local: Local) -> bool:
        words = key.split()
        doubtful = phrase.evidence in ("label", "place")  # "Paris" may be her family name
        if local.cls not in ("Person", None) or (phrase.cls not in ("Person", None) and not doubtful) or len(words) != 1:
            return False
        if phrase.evidence == "place" and any(c.dep_ == "case" and c.i < phrase.first for c in phrase.head.children):
            return False
        full = name_key(local.names[0]).split() if local.names else []
        return len(full) > 1 and full[-1] == words[0] and (local.cls == "Person" or phrase.cls == "Person")

    def _short(self, phrase: Phrase, key: str, local: Local) -> bool:
        """ "Denby Council" for "Denby Borough Council": only words that do not change a body's name are missing."""
        if local.cls == "Person" or phrase.cls == "Person":
            return False
        generic = self.ontology.cues.generic
        wanted = essential(key, generic)
        heads = self.ontology.cues.name_heads
        words = set(key.split())
        same = len(wanted) > 1 and wanted[-1] in heads and any(essential(name_key(n), generic) == wanted for n in local.names)
        full = set(name_key(local.names[0]).split()) if local.names else set()
        if not (words <= full or full <= words):
            return False  # "Denby Town Council" is not "Denby Borough Council"
        return same and self._agree(phrase, local)

    def _first_word(self, phrase: Phrase, key: str, local: Local) -> bool:
        """ "Larkham" for "Larkham Homes": the first word of a firm's name, which nothing but a label says to be of another kind, and no other name
        begins with."""
        words = name_key(local.names[0]).split() if local.names else []
        firm = local.cls is not None and self.ontology.classes.is_a(local.cls, "Company") and not local.weak_class
        doubtful = phrase.cls is None or phrase.evidence == "label"
        if not firm or not doubtful or len(words) < 2 or key != words[0] or key in self.ontology.cues.given_names:
            return False
        if any(c.dep_ == "case" and c.lower_ in ("in", "near", "at", "across") for c in phrase.head.children):
            return False
        rest = [word for word in words[1:] if word not in ("&", "and", "sons")]
        heads = self.ontology.cues.name_heads.keys() | self.ontology.cues.generic
        others = [name_key(x.names[0]).split() for x in self.locals if x is not local and x.names]
        return all(w in heads for w in rest) and not any(key in (*other[:1], *other[-1:]) for other in others)

    def _acronym(self, phrase: Phrase, key: str, local: Local) -> bool:
        text = (phrase.name or "").replace(".", "")
        if not (2 <= len(text) <= 6 and text.isupper() and text.isalpha()) or local.cls == "Person":
            return False
        for name in local.names:
            words = [w for w in name.replace("-", " ").split() if w[:1].isalpha()]
            for letters in ("".join(w[0] for w in words), "".join(w[0] for w in words if w[0].isupper())):
                if len(letters) > 1 and letters.upper() == text:
                    return True
        return False

    def freeze(self, document: str) -> tuple[Referent, ...]:
        """All referents, in the order in which they were made."""
        return tuple(local.frozen(document) for local in self.locals)


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
