"""Namespaces, IRIs and literals. Every IRI of the graph is made here, from ids alone, so that two builds give the same ones.

Text goes into literals as it is; only lone surrogates, which no UTF-8 file can hold, become U+FFFD.
"""
from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from urllib.parse import quote, urlsplit

from rdflib import XSD, Literal, Namespace, URIRef

from kg.errors import UsageError

BASE = "https://example.org/kg/"
KG = Namespace(BASE + "ontology#")
DCT = Namespace("http://purl.org/dc/terms/")
OA = Namespace("http://www.w3.org/ns/oa#")

_SURROGATE = re.compile("[\ud800-\udfff]")
_NOT_IN_IRI = re.compile(r"[\x00-\x20\x7f-\x9f<>\"{}|\\^`\ud800-\udfff]")
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?\Z", re.ASCII)
_YEARLESS = re.compile(r"--(?P<month>\d{2})-(?P<day>\d{2})\Z", re.ASCII)


def prefixes(base: str = BASE) -> dict[str, str]:
    """The prefixes that every file of the graph starts with, and that a query may use without declaring them."""
    return {
        "dct": str(DCT), "doc": base + "document/", "ent": base + "entity/", "foaf": "http://xmlns.com/foaf/0.1/", "kg": str(KG), "oa": str(OA),
        "org": "http://www.w3.org/ns/org#", "owl": "http://www.w3.org/2002/07/owl#", "prov": "http://www.w3.org/ns/prov#", "psg": base + "passage/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#", "st": base + "statement/", "xsd": str(XSD),
    }


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


def local_name(iri: str) -> str:
    """What follows the last '#' or '/' of an IRI: the id of a statement or document, the name of a class."""
    return re.split(r"[#/]", iri)[-1]


def web_iri(address: str) -> URIRef | None:
    """`address` as an IRI where it is an http or https address without characters that an IRI cannot hold; otherwise None."""
    if _NOT_IN_IRI.search(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return URIRef(address) if parts.scheme in ("http", "https") and parts.netloc else None


def clean(text: str) -> str:
    """`text` with U+FFFD for each lone surrogate, of the same length."""
    return _SURROGATE.sub("\ufffd", text)


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
