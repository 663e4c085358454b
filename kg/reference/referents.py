"""Referents under construction: what a document's names are, which of them are one, and what else is said of each.

Names are clustered over the whole document, fullest first, so that a headline's short name finds the full one that follows it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.knowledge.domain import Ontology
from kg.knowledge.keys import clean, name_key
from kg.model import MentionKind, Referent
from kg.reference.forms import Forms
from kg.syntax.parsed import position
from kg.syntax.phrases import Phrase


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
        forms = Forms(self.ontology, self.locals, named)
        for phrase in sorted(named, key=lambda p: (-len((p.name or "").split()), position(p.head))):
            entry = self.ontology.called.get(name_key(phrase.name or ""))
            if entry is not None and phrase.evidence != "title":
                phrase.cls, phrase.evidence = entry.cls, "gazetteer"
            match = self._same(phrase, forms)
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
        if phrase.evidence == "place" and local.cls == "Person":
            return  # "Paris", said of Jane Paris
        if phrase.cls and (local.cls is None or (local.weak_class and phrase.evidence != "label")):
            local.cls, local.weak_class = phrase.cls, phrase.evidence == "label"

    def _same(self, phrase: Phrase, forms: Forms) -> Local | None:
        """The referent that a name is a form of. Of several of one family name it is the one most spoken of; of two named as often, neither."""
        key = name_key(phrase.name or "")
        for rule in (forms.same_words, forms.surname, forms.first_name, forms.short, forms.acronym, forms.first_word):
            found = [local for local in self.locals if rule(phrase, key, local)]
            if len(found) > 1 and rule == forms.surname:
                found.sort(key=lambda x: -len(x.phrases))
                if len(found[0].phrases) == len(found[1].phrases):
                    return None
            if found:
                return found[0]
        return None

    def freeze(self, document: str) -> tuple[Referent, ...]:
        """All referents, in the order in which they were made."""
        return tuple(local.frozen(document) for local in self.locals)
