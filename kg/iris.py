"""Namespaces, IRIs and literals. Every IRI of the graph is made here, from ids alone, so that two builds give the same ones.

Text goes into literals as it is; only lone surrogates, which no UTF-8 file can hold, become U+FFFD.
"""
from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from urllib.parse import quote, urlsplit

from rdflib import XSD, Literal, Namespace, URIRef

from kg import namespaces
from kg.errors import UsageError
from kg.namespaces import BASE, clean, local_name, prefixes

__all__ = ["BASE", "DCT", "KG", "OA", "checked_base", "clean", "decimal", "document_iri", "entity_iri", "iso_date", "local_name", "passage_iri",
           "prefixes", "statement_iri", "string", "term_iri", "web_iri"]

KG = Namespace(namespaces.KG)
DCT = Namespace(namespaces.DCT)
OA = Namespace(namespaces.OA)

_NOT_IN_IRI = re.compile(r"[\x00-\x20\x7f-\x9f<>\"{}|\\^`\ud800-\udfff]")
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?\Z", re.ASCII)
_YEARLESS = re.compile(r"--(?P<month>\d{2})-(?P<day>\d{2})\Z", re.ASCII)


def checked_base(base: str) -> str:
    """`base` itself. Raises UsageError where it is not the start of a web address that ends in a slash or '#'."""
    if web_iri(base) is None or base[-1] not in "/#":
        raise UsageError(f"--base {base!r}: give an http or https address that ends in '/' or '#', such as {BASE}")
    return base


def document_iri(base: str, document: str) -> URIRef:
    return URIRef(base + "document/" + _segment(document))


def passage_iri(base: str, document: str, start: int, end: int) -> URIRef:
    return URIRef(f"{base}passage/{_segment(document)}-{start}-{end}")


def statement_iri(base: str, statement: str) -> URIRef:
    return URIRef(base + "statement/" + _segment(statement))


def entity_iri(base: str, entity: str) -> URIRef:
    return URIRef(base + "entity/" + _segment(entity))


def term_iri(name: str) -> URIRef:
    """The IRI of a class, relation, qualifier or modality of the ontology, from its local name."""
    return KG[_segment(name)]


def web_iri(address: str) -> URIRef | None:
    """`address` as an IRI where it is an http or https address without characters that an IRI cannot hold; otherwise None."""
    if _NOT_IN_IRI.search(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return URIRef(address) if parts.scheme in ("http", "https") and parts.netloc else None


def string(text: str) -> Literal:
    return Literal(clean(text))


def decimal(value: float) -> Literal:
    """A number between 0 and 1 to three places, in XSD's canonical form."""
    shown = format(Decimal(str(value)).quantize(Decimal("0.001")), "f").rstrip("0").rstrip(".")
    return Literal(shown or "0", datatype=XSD.decimal, normalize=False)


def iso_date(text: str) -> Literal:
    """A date as precise as `text` tells: xsd:date, gYearMonth, gYear or gMonthDay; anything else as a plain string."""
    found = _DATE.match(text) or _YEARLESS.match(text)
    if found is None:
        return string(text)
    parts = found.groupdict()
    try:
        date(int(parts.get("year") or 2000), int(parts["month"] or 1), int(parts["day"] or 1))
    except ValueError:
        return string(text)
    kind = XSD.gMonthDay if "year" not in parts else XSD.date if parts["day"] else XSD.gYearMonth if parts["month"] else XSD.gYear
    return Literal(text, datatype=kind, normalize=False)


def _segment(name: str) -> str:
    return quote(clean(name), safe="-._~")
