"""What a description's own words say of where it belongs: its owner, its place, its core, its longer forms."""
from __future__ import annotations

from collections.abc import Callable

from kg.knowledge.domain import ClassTree
from kg.knowledge.keys import clean
from kg.reference.referents import Local
from kg.syntax import grammar
from kg.syntax.phrases import Phrase, words_of
from kg.syntax.tree import Token

_QUOTES = frozenset("“”‘’\"'«»„‚`") | {"``", "''"}
_LOOSE = ("appos", "conj", "cc", "punct", "parataxis", "advcl")  # what hangs on a noun and is no part of its name
_LABEL_WORDS = 8
LocalAt = Callable[[Token], Local | None]


def core_words(phrase: Phrase, at: LocalAt) -> str:
    """The words of a description without determiners, owners and places: "children's services"."""
    drop = {t.i for t in phrase.modifiers if (x := at(t)) is not None and x.cls not in (None,)}
    words = []
    for t in map(phrase.doc.__getitem__, range(phrase.first, phrase.last + 1)):
        if t.i in drop or t.pos_ in ("DET", "PUNCT") or t.tag_ in ("PRP$", "WP$", "DT"):
            continue
        if t.lower_ in ("'s", "’s") and t.i - 1 in drop:
            continue
        words.append(t.lower_.replace("’", "'"))
    return " ".join(words).replace(" 's ", "'s ").replace(" ' ", "' ")


def owner_of(phrase: Phrase, at: LocalAt, classes: ClassTree) -> Local | None:
    """The body that a description belongs to: "its children's services", "the report by the inspectorate", "the inspectorate report"."""
    for c in phrase.head.children:
        if c.dep_ == "nmod:poss":
            for t in (c, *c.children):
                local = at(grammar.resolve_relative(t))
                if local is not None and local.cls not in ("Place", "Person") and (local.cls is None or classes.is_a(local.cls, "Organization")):
                    return local
    if phrase.cls is not None and not classes.is_a(phrase.cls, "Group"):
        for c in phrase.head.children:
            if c.dep_ in ("nmod", "acl") and c.i > phrase.head.i and grammar.marker_of(c) in ("by", "from"):
                local = at(c)
                if local is not None and local.cls is not None and classes.is_a(local.cls, "Organization"):
                    return local
    for t in phrase.modifiers:
        local = at(t)
        if local is not None and local.cls not in (None, "Place", "Person", "Group") and classes.is_a(local.cls, "Organization"):
            return local
    return None


def place_of(phrase: Phrase, at: LocalAt) -> Local | None:
    """The place named with a description: "children's services in Leeds", "Leeds children's services"."""
    for t in phrase.modifiers:
        local = at(t)
        if local is not None and local.cls == "Place":
            return local
    for c in phrase.head.children:
        if c.dep_ in ("nmod", "nmod:poss") and (grammar.marker_of(c) in ("in", "across", "at", "within") or c.dep_ == "nmod:poss"):
            local = at(c)
            if local is not None and local.cls == "Place":
                return local
    return None


def label_of(phrase: Phrase) -> str:
    """A description without its determiner ("whose" too) and quotation marks, as a label."""
    first = phrase.first
    while first < phrase.head.i and (phrase.doc[first].pos_ == "DET" or phrase.doc[first].tag_ == "WP$"):
        first += 1
    return clean("".join(t.whitespace_ if t.text in _QUOTES and t.dep_ != "case" else t.text_with_ws for t in phrase.doc[first : phrase.last + 1]))


def long_label_of(phrase: Phrase) -> str:
    """A description with what it is of or for, where that is short: "closure of the library", "plan to merge the laboratories". Whom it comes
    from is no part of it."""
    sources = frozenset(c.i for c in grammar.phrases_behind(phrase.head, "by", "from"))
    _, last = grammar.subtree_span(phrase.head, (*_LOOSE, "acl:relcl"), sources)
    whole = words_of(phrase.doc, phrase.head.i + 1, last)
    return f"{label_of(phrase)} {whole}".strip() if len(whole.split()) <= _LABEL_WORDS else label_of(phrase)


def add_forms(phrase: Phrase, local: Local, at: LocalAt) -> None:
    """The description with what follows it ("children's services in Denby") and without what stands before it, as further aliases."""
    doc, head = phrase.doc, phrase.head
    if local.names and local.cls not in ("Service",):
        return
    core = core_words(phrase, at)
    if core and local.cls in ("Service",):
        local.alias(core)
    for skip in (("acl", "acl:relcl", *_LOOSE), _LOOSE):
        _, last = grammar.subtree_span(head, skip)
        if last > phrase.last:
            local.alias(words_of(doc, phrase.first, last))
