"""Documents, and what they gave, as JSON: to be kept between two builds and sent between processes. What was written by another version of kg, or
damaged, raises DamagedError and never gives a statement.

Words that stand in the document's text are kept as offsets; the steps by which references were resolved are not kept, since no file of a build
tells them.
"""
from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from sys import intern
from typing import Any

from kg.model import Attribute, Block, BlockKind, Document, Gathered, Mention, MentionKind, Modality, Passage, Referent, Span, Statement

FORMAT = 1  # of what `encode` gives; another number makes all that was kept before unusable
_ATTRIBUTES = ("title", "author", "publisher", "date")


class DamagedError(ValueError):
    """JSON that `encode` did not give."""


def encode(gathered: Gathered) -> str:
    """All but the document itself, on one line."""
    document = gathered.document
    return _json({
        "referents": tell_referents(gathered.referents, document.id),
        "statements": [_statement(s, document) for s in gathered.statements],
        "sentences": [(s.start, s.end) for s in gathered.sentences],
        "anchored": [(s.start, s.end) for s in gathered.anchored],
    })


def decode(line: str, document: Document) -> Gathered:
    """What `encode` was given, for its document. Raises DamagedError."""
    try:
        told = json.loads(line)
        return Gathered(
            document=document,
            referents=to_referents(told["referents"], document.id),
            statements=tuple(_to_statement(s, document) for s in told["statements"]),
            sentences=tuple(Span(a, b) for a, b in told["sentences"]),
            anchored=tuple(Span(a, b) for a, b in told["anchored"]),
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamagedError(f"{document.path}: what was kept of it cannot be read ({error})") from error


def as_read(document: Document) -> Document:
    """A document without what its statements must not depend on: where its file lies and what its bytes were. One without a title is known by its
    path, and keeps it."""
    return replace(document, path="" if document.title else document.path, sha256="")


def digest_of(document: Document) -> str:
    """A digest of all in a document that its statements may depend on."""
    return hashlib.sha256(encode_document(as_read(document)).encode()).hexdigest()


def encode_document(document: Document) -> str:
    """A document on one line."""
    attributes = {n: (a.value, (a.span.start, a.span.end) if a.span else None) if (a := getattr(document, n)) else None for n in _ATTRIBUTES}
    return _json({"id": document.id, "path": document.path, "sha256": document.sha256, "text": document.text, "url": document.url,
                  "blocks": [(b.start, b.end, b.kind) for b in document.blocks], **attributes})


def decode_document(line: str) -> Document:
    """The document that `encode_document` was given. Raises DamagedError."""
    try:
        told = json.loads(line)
        attributes = {n: Attribute(a[0], Span(*a[1]) if a[1] else None) if (a := told[n]) else None for n in _ATTRIBUTES}
        blocks = tuple(Block(start, end, BlockKind(kind)) for start, end, kind in told["blocks"])
        return Document(id=told["id"], path=told["path"], sha256=told["sha256"], text=told["text"], url=told["url"], blocks=blocks, **attributes)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamagedError(f"a document that was kept cannot be read ({error})") from error


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))  # ASCII, so that lone surrogates survive


def _words(text: str, start: int, end: int, document: Document) -> str | None:
    """Words that are not what stands at their place; mostly None."""
    return None if document.text[start:end] == text else text


def tell_referents(referents: Iterable[Referent], document: str) -> list[Any]:
    """The referents of a document, by its id, as JSON holds them."""
    return [[_short(r.id, document), r.name, r.cls, r.names, r.aliases, r.roles, r.owner and _short(r.owner, document), r.place, r.named,
             r.self_document] for r in referents]


def to_referents(told: Iterable[Any], document: str) -> tuple[Referent, ...]:
    """What `tell_referents` was given. Raises one of the errors of reading JSON where it was given nothing of the kind.

    A name is held once, however many documents tell of it.
    """
    return tuple(
        Referent(id=_long(key, document), document=document, name=intern(name), cls=intern(cls), names=(own := tuple(map(intern, names))),
                 aliases=own if aliases == names else tuple(map(intern, aliases)), roles=tuple(map(intern, roles)),
                 owner=None if owner is None else _long(owner, document), place=place, named=named, self_document=self_document)
        for key, name, cls, names, aliases, roles, owner, place, named, self_document in told)


def _short(key: str, document: str) -> str:
    """A referent's id without that of its document."""
    before, _, ordinal = key.partition(":")
    if before != document:
        raise ValueError(f"{key} is no referent of the document {document}")
    return ordinal


def _long(ordinal: str, document: str) -> str:
    return f"{document}:{ordinal}"


def _mention(m: Mention, document: Document) -> list[Any]:
    return [m.start, m.end, m.kind, _short(m.referent, document.id), _words(m.text, m.start, m.end, document)]


def _to_mention(told: list[Any], document: Document) -> Mention:
    start, end, kind, referent, text = told
    return Mention(start=start, end=end, text=document.text[start:end] if text is None else text, kind=MentionKind(kind),
                   referent=_long(referent, document.id))


def _statement(s: Statement, document: Document) -> list[Any]:
    object_, speaker = (_mention(m, document) if m else None for m in (s.object, s.attributed_to))
    evidence = s.evidence
    return [s.type, _mention(s.subject, document), object_, evidence.start, evidence.end,
            _words(evidence.text, evidence.start, evidence.end, document), s.trigger.start, s.trigger.end, s.modality, speaker, s.qualifiers, s.rule,
            s.confidence, s.kind, s.doubts]


def _to_statement(told: list[Any], document: Document) -> Statement:
    type_, subject, object_, start, end, text, first, last, modality, speaker, qualifiers, rule, confidence, kind, doubts = told
    return Statement(
        type=type_, subject=_to_mention(subject, document), object=_to_mention(object_, document) if object_ else None,
        evidence=Passage(document=document.id, start=start, end=end, text=document.text[start:end] if text is None else text),
        trigger=Span(first, last), modality=Modality(modality), attributed_to=_to_mention(speaker, document) if speaker else None,
        qualifiers=tuple((name, value) for name, value in qualifiers), rule=rule, confidence=confidence, kind=kind, doubts=tuple(doubts))
