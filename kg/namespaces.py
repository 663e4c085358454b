"""The namespaces of the graph as plain strings, for those who need no RDF library to read or ask it."""
from __future__ import annotations

import re

BASE = "https://example.org/kg/"
KG = BASE + "ontology#"
DCT = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"

_SURROGATE = re.compile("[\ud800-\udfff]")


def prefixes(base: str = BASE) -> dict[str, str]:
    """The prefixes that every file of the graph starts with, and that a query may use without declaring them."""
    return {
        "dct": DCT, "doc": base + "document/", "ent": base + "entity/", "foaf": "http://xmlns.com/foaf/0.1/", "kg": KG, "oa": OA,
        "org": "http://www.w3.org/ns/org#", "owl": "http://www.w3.org/2002/07/owl#", "prov": "http://www.w3.org/ns/prov#", "psg": base + "passage/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "schema": "https://schema.org/",
        "skos": "http://www.w3.org/2004/02/skos/core#", "st": base + "statement/", "xsd": "http://www.w3.org/2001/XMLSchema#",
    }


def local_name(iri: str) -> str:
    """What follows the last '#' or '/' of an IRI: the id of a statement or document, the name of a class."""
    return re.split(r"[#/]", iri)[-1]


def clean(text: str) -> str:
    """`text` with U+FFFD for each lone surrogate, of the same length."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
