"""The IRIs of the data, answered in the form that a client asks for: a page, Turtle or JSON-LD, by its Accept header or by the end of the address."""
from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph
from starlette.requests import Request
from starlette.responses import Response

from kg.serve.formats import content_type
from kg.serve.negotiate import best
from kg.serve.refusals import RefusedError
from kg.serve.rows import declared, given
from kg.serve.site import Site

TURTLE, JSONLD, HTML = "text/turtle", "application/ld+json", "text/html"
SUFFIXES = {".html": HTML, ".ttl": TURTLE, ".jsonld": JSONLD}
_OWN = "CONSTRUCT { ?thing ?p ?o } WHERE { ?thing ?p ?o }"
_ABOUT = "CONSTRUCT { ?statement ?p ?o } WHERE { ?statement rdf:subject|rdf:object|kg:attributedTo ?thing . ?statement ?p ?o }"


def parted(name: str) -> tuple[str, str]:
    """The last part of an address as the name of a thing and the suffix that asks for a form; "" where there is none."""
    suffix = next((suffix for suffix in SUFFIXES if name.endswith(suffix)), "")
    return name.removesuffix(suffix), suffix


def form(request: Request, suffix: str) -> str:
    """The media type to answer with. Raises RefusedError (406) where the client wants none that there is."""
    chosen = SUFFIXES.get(suffix) or best(request.headers.get("accept"), tuple(SUFFIXES.values()))
    if chosen is None:
        raise RefusedError(f"this is told as {', '.join(SUFFIXES.values())}; ask for one of these in the Accept header, or add .html, .ttl or "
                           ".jsonld to the address", status=406, headers=alternates(request.url.path))
    return chosen


def alternates(path: str) -> dict[str, str]:
    """The headers that tell a client of the other forms of a thing at `path`."""
    links = ", ".join(f'<{path}{suffix}>; rel="alternate"; type="{kind}"' for suffix, kind in SUFFIXES.items())
    return {"Vary": "Accept", "Link": links}


async def triples(site: Site, iri: str, *, about: bool) -> set[pyoxigraph.Triple]:
    """All triples with the thing as their subject, and with `about` those of the statements that it takes part in. Empty where there is none."""
    found: set[pyoxigraph.Triple] = set()
    nodes = {"thing": iri}
    for text in (_OWN, *((_ABOUT,) if about else ())):
        answer = await site.ask(declared(text, nodes, {}), given(nodes, {}))
        found.update(answer.triples or ())
    return found


def data(site: Site, found: Iterable[pyoxigraph.Triple], kind: str, headers: Mapping[str, str]) -> Response:
    """Triples as Turtle or JSON-LD."""
    from kg.serve.writing import write  # loads rdflib

    text = write(found, site.prefixes, turtle=kind == TURTLE)
    return Response(text.encode("utf-8"), headers=dict(headers), media_type=content_type(kind))
