"""Who wrote a document: its author and publisher as referents, and the statement that the author wrote it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.knowledge.domain import Ontology
from kg.knowledge.keys import name_key
from kg.lines.letters import find_letter
from kg.mentions.kinds import kind_of
from kg.model import Attribute, Document, MentionKind, Modality, Span, Statement
from kg.reference.coreference import Coreference
from kg.reference.referents import Local
from kg.statements.confidence import measured
from kg.statements.drafts import mention_of, passage_of

_JOINED = re.compile(r",\s+(?:and\s+)?|\s+(?:and|&)\s+")


def authors_of(attribute: Attribute | None, coreference: Coreference, ontology: Ontology) -> list[tuple[Local, Span]]:
    """The referents that a document's byline names, each with where its name stands: "Jane Doe and John Roe" are two."""
    if attribute is None or attribute.span is None:
        return []
    names, start = _JOINED.split(attribute.value), attribute.span.start
    parts = [n for n in names if len(n.split()) > 1]
    if len(parts) != len(names) or attribute.span.end - start != len(attribute.value):
        parts = [attribute.value]
    found = []
    for name in parts:
        at = start + attribute.value.index(name)
        span = Span(at, at + len(name)) if len(parts) > 1 else attribute.span
        local = referent_of(Attribute(name, span), coreference, ontology)
        if local is not None:
            found.append((local, span))
    return found


def referent_of(attribute: Attribute | None, coreference: Coreference, ontology: Ontology) -> Local | None:
    """The referent that a document's author or publisher names: the one of that name in the text, else a new one; None where the text does not
    say it, since an edge without words to show does not exist."""
    if attribute is None or attribute.span is None or not attribute.value:
        return None
    key = name_key(attribute.value)
    for local in coreference.register.locals:
        if any(name_key(n) == key for n in local.names):
            return local
    return coreference.register.new(_class_of(attribute.value, ontology), attribute.value, named=True)


def addressee_of(document: Document, coreference: Coreference, ontology: Ontology) -> Local | None:
    """Whom a letter is written to: "Dear Ms Doe" is the Jane Doe of its address or of its text."""
    letter = find_letter(document.text, document.blocks)
    if letter is None or letter.addressee is None:
        return None
    span = letter.addressee
    name = document.text[span.start : span.end]
    last = name_key(name).split()[-1:]
    known = [x for x in coreference.register.locals if x.cls == "Person" and any(name_key(n).split()[-1:] == last for n in x.names)]
    return known[0] if len(known) == 1 else referent_of(Attribute(name, span), coreference, ontology)


def _class_of(name: str, ontology: Ontology) -> str:
    words = name.lower().split()
    kind = kind_of(words, ontology.cues)
    if kind is not None:
        return kind[1]
    if name.isupper() or len(words) == 1 or any(w in ("the", "of", "for", "and") for w in words):
        return "Organization"
    return "Person"


def byline(document: Document, authors: Sequence[tuple[Local, Span]], coreference: Coreference, ontology: Ontology) -> list[Statement]:
    """That its authors wrote the document, on the word of the line that says so."""
    relation = ontology.built("byline")
    if relation is None or not authors:
        return []
    title = document.title.value if document.title else document.path
    article = coreference.register.new("Article", title, named=True)
    article.self_document = True
    article.names, article.aliases = [title], [title]
    return [_written(document, author, span, article, relation.name) for author, span in authors]


def _written(document: Document, author: Local, span: Span, article: Local, relation: str) -> Statement:
    if author.name not in author.aliases:
        author.aliases.append(author.name)
        author.names.append(author.name)
    line = _line(document.text, span)
    qualifiers = (("date", document.date.value),) if document.date else ()
    return Statement(
        type=relation,
        subject=mention_of(document, author, span, MentionKind.NAME),
        object=mention_of(document, article, line, MentionKind.DOCUMENT),
        evidence=passage_of(document, line),
        trigger=span,
        modality=Modality.ASSERTED,
        attributed_to=None,
        qualifiers=qualifiers,
        rule=(rule := f"{relation}: byline"),
        kind="byline",
        confidence=measured().of(rule, relation, "byline"),
    )


def _line(text: str, span: Span) -> Span:
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    line = text[start : end if end >= 0 else len(text)]
    return Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
