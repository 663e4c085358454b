"""The page of one entity, one statement, one document; and the page for what a build does not have."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from kg.namespaces import clean, local_name
from kg.read import front_matter
from kg.serve import documents as all_documents
from kg.serve import entities as all_entities
from kg.serve.marks import context, paragraphs, span_name
from kg.serve.paging import Paging, page_number
from kg.serve.site import Site
from kg.serve.templating import page
from kg.serve.told import Told, found, told

_ONE = "?statement a rdf:Statement ."
_SAME = """?one rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . ?statement rdf:object ?o ; rdf:subject ?s ; rdf:predicate ?p .
  FILTER(?statement != ?one)"""
_MOST_SAME = 50


async def entity(site: Site, request: Request, iri: str, headers: Mapping[str, str]) -> Response:
    """An entity: what it is called, its roles, and what is said of it, by family and in order of time."""
    one = await all_entities.entity(site, iri)
    if one is None:
        return await missing(site, "entity", local_name(iri))
    only, number = request.query_params.get("family") or None, page_number(request)
    families, roles = await all_entities.profile(site, iri, only, number)
    paging = Paging(number, all_entities.PAGE, families[0].count if families else 0, {"family": only}) if only else None
    return page("entity.html", headers=headers, entity=one, families=families, roles=roles, paging=paging, path=request.url.path,
                total=sum(family.count for family in families), most=all_entities.MOST)


async def statement(site: Site, request: Request, iri: str, headers: Mapping[str, str]) -> Response:
    """A statement: its words where they stand, who says so, how and when, how it was found, and what else says the same."""
    one = next(iter(await told(site, await found(site, _ONE, {"statement": iri}, limit=1))), None)
    document = await all_documents.document(site, one.document.iri) if one else None
    if one is None or document is None:
        return await missing(site, "statement", local_name(iri))
    same = await told(site, await found(site, _SAME, {"one": iri}, limit=_MOST_SAME)) if one.object else []
    text = await all_documents.text(site, document.id)
    return page("statement.html", headers=headers, one=one, document=document, same=same, path=request.url.path,
                context=context(text, (one.start, one.end)) if text is not None and stands(text, one) else None)


async def document(site: Site, request: Request, iri: str, headers: Mapping[str, str]) -> Response:
    """A document: its text with each quotation marked, and what was read from it in the order of the text."""
    one = await all_documents.document(site, iri)
    if one is None:
        return await missing(site, "document", local_name(iri))
    statements = await all_documents.statements(site, iri)
    text = await all_documents.text(site, one.id)
    marked = [s for s in statements if text is not None and stands(text, s)]
    about = await all_documents.told_elsewhere(site, iri)
    matter = 0 if text is None else len(paragraphs(text[:front_matter.take(text)[1]], ()))
    return page("document.html", headers=headers, document=one, path=request.url.path, total=len(statements), most=all_documents.MOST,
                paragraphs=None if text is None else paragraphs(text, {(s.start, s.end) for s in marked}), said=_by_span(statements),
                matter=matter, marked={s.span for s in marked}, about=about)


async def missing(site: Site, kind: str, name: str) -> Response:
    """The page (404) for what this build does not have: what may have become of it, and what is called like it."""
    near = await all_entities.suggested(site, name.replace("-", " ")) if kind == "entity" else []
    if not near and kind == "entity":
        near = [one for word in name.split("-")[:2] for one in await all_entities.suggested(site, word, 5)]
    return page("missing.html", status=404, headers={"Vary": "Accept"}, kind=kind, name=name, near=near)


def stands(text: str, statement: Told) -> bool:
    """Whether the words of a statement stand in the text where it says so; a text that was replaced meanwhile is not marked."""
    return clean(text[statement.start : statement.end]) == statement.quotation


def _by_span(statements: Sequence[Told]) -> list[tuple[str, Sequence[Told]]]:
    """The statements of each quotation, in the order of the text."""
    spans: dict[tuple[int, int], list[Told]] = defaultdict(list)
    for one in statements:
        spans[one.start, one.end].append(one)
    return [(span_name(span), spans[span]) for span in sorted(spans)]
