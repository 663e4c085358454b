"""Entities: the list, with a search in all their names, and what the graph tells of one."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.namespaces import local_name
from kg.serve.addresses import Addresses
from kg.serve.rows import Row, rows
from kg.serve.site import Site
from kg.serve.told import Link, Told, found, told

PAGE = 50  # entities, or statements of one family, on a page
FEW = 120  # statements of an entity that are shown at once; of more, so many of each family that all are about as many
SOME = 20
_MOST_WORDS = 6
_ABOUT = "?statement rdf:subject|rdf:object|kg:attributedTo ?entity ."

_LIST = """SELECT ?entity ?label ?kind ?colour {counted} WHERE {{
  ?class kg:viewFamily ?colour ; rdfs:label ?kind . ?entity a ?class ; rdfs:label ?label . FILTER(STRSTARTS(STR(?entity), STR(ent:)))
  {search}
  {statements}
}} GROUP BY {first}?entity ?label ?kind ?colour ORDER BY {order} LIMIT {limit} OFFSET {offset}"""
_COUNT = """SELECT (COUNT(DISTINCT ?entity) AS ?n) WHERE {{
  ?class kg:viewFamily ?colour . ?entity a ?class . FILTER(STRSTARTS(STR(?entity), STR(ent:)))
  {search}
}}"""
_CLASSES = """SELECT ?class ?kind WHERE { ?class kg:viewFamily ?colour ; rdfs:label ?kind . FILTER NOT EXISTS { ?class kg:abstract true } }
ORDER BY ?kind"""
_OWN = """SELECT ?p ?value ?kind ?colour WHERE { ?entity ?p ?value . FILTER(?p IN (rdf:type, rdfs:label, skos:altLabel, owl:sameAs))
  OPTIONAL { ?value rdfs:label ?kind ; kg:viewFamily ?colour } } ORDER BY ?p ?value LIMIT 500"""
_FAMILIES = f"""SELECT ?f ?family (COUNT(DISTINCT ?statement) AS ?n) WHERE {{ {_ABOUT} ?statement rdf:predicate ?p .
  OPTIONAL {{ ?p kg:family ?f . ?f rdfs:label ?family }} }} GROUP BY ?f ?family ORDER BY DESC(?n) ?family"""
_ROLES = "?statement rdf:subject|rdf:object ?entity ; kg:role ?role ; kg:modality ?m . FILTER(?m != kg:negated)"
_ROLE = "role"  # as the ontology labels it
_NAME = "http://www.w3.org/2000/01/rdf-schema#label"
_OTHER_NAME = "http://www.w3.org/2004/02/skos/core#altLabel"
_SAME = "http://www.w3.org/2002/07/owl#sameAs"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
MANY_ROLES = 60


@dataclass(frozen=True, slots=True)
class Listed:
    """An entity in a list; `statements` is 0 where they were not counted."""

    link: Link
    kind: str
    colour: str
    statements: int


@dataclass(frozen=True, slots=True)
class Family:
    """Statements of one kind, those shown of `count`."""

    iri: str
    key: str
    label: str
    count: int
    shown: Sequence[Told]


@dataclass(frozen=True, slots=True)
class Entity:
    """What an entity is called, and what it is."""

    iri: str
    label: str
    kinds: tuple[tuple[str, str], ...]
    names: tuple[str, ...]
    same: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """A role, with the first of the statements that tell of it and how many they are."""

    role: str
    statement: Told
    count: int


def searched(text: str) -> list[str]:
    """The words of a search, as they are compared: a quotation mark is straight in one name and curly in the next."""
    return [word for word in re.split(r"[\s'’‘\"“”]+", text[:200].lower()) if word][:_MOST_WORDS]


async def listed(site: Site, words: Sequence[str], cls: str | None, *, by_name: bool, offset: int) -> list[Listed]:
    """Entities with all of `words` in one of their names, of the class `cls` (an IRI); most statements first, or by name."""
    order = "LCASE(?label) ?entity" if by_name else "DESC(?statements) LCASE(?label) ?entity"
    text = _LIST.format(first="", counted="(COUNT(DISTINCT ?statement) AS ?statements)", search=_search(words), order=order, limit=PAGE,
                        offset=offset, statements="OPTIONAL { ?statement rdf:subject|rdf:object|kg:attributedTo ?entity }")
    return [_listed(row, site) for row in await rows(site, text, nodes={"class": cls} if cls else {}, words=_bound(words))]


async def suggested(site: Site, text: str, limit: int = 10) -> list[Listed]:
    """The entities that somebody who types `text` may mean: names that begin with it first, the short ones before the long."""
    words = searched(text)
    if not words:
        return []
    query = _LIST.format(first="?word0 ", counted="", search=_search(words), statements="", limit=limit, offset=0,
                         order="DESC(STRSTARTS(LCASE(?label), ?word0)) STRLEN(?label) ?label ?entity")
    return [_listed(row, site) for row in await rows(site, query, words=_bound(words))]


async def count(site: Site, words: Sequence[str], cls: str | None) -> int:
    """How many entities such a list has in all."""
    found = await rows(site, _COUNT.format(search=_search(words)), nodes={"class": cls} if cls else {}, words=_bound(words))
    return int(found[0]["n"])


async def classes(site: Site) -> list[Row]:
    """The classes that an entity can have: `class` and `kind`."""
    return await rows(site, _CLASSES)


async def entity(site: Site, iri: str) -> Entity | None:
    """What an entity is; None where the graph has none with this IRI."""
    own = await rows(site, _OWN, nodes={"entity": iri})

    def values(predicate: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row["value"] for row in own if row["p"] == predicate))

    if not values(_NAME):
        return None
    kinds = tuple(dict.fromkeys((row["kind"] or local_name(row["value"]), row["colour"] or "other") for row in own if row["p"] == _TYPE))
    return Entity(iri, values(_NAME)[0], kinds, (*values(_NAME)[1:], *values(_OTHER_NAME)), values(_SAME))


async def profile(site: Site, iri: str, only: str | None = None, page: int = 1) -> tuple[list[Family], list[Role]]:
    """The statements about an entity by family, most first, and its roles. Of many statements some of each family, or with `only`, the name of a
    family, a page of it, without roles."""
    counts = [row for row in await rows(site, _FAMILIES, nodes={"entity": iri}) if only in (None, _key(row))]
    if only is None and sum(int(row["n"]) for row in counts) <= FEW:
        wanted = await found(site, _ABOUT, {"entity": iri}, limit=FEW)
    else:
        limit, offset = (SOME, 0) if only is None else (PAGE, (page - 1) * PAGE)
        wanted = [key for row in counts for key in await found(site, *_in_family(iri, row["f"]), limit=limit, offset=offset)]
    roles = await found(site, _ROLES, {"entity": iri}, limit=MANY_ROLES) if only is None else []
    shown = {one.iri: one for one in await told(site, list(dict.fromkeys((*wanted, *roles))))}
    families = [_family(row, [shown[key] for key in wanted if key in shown and shown[key].family == _key(row)]) for row in counts]
    return families, _roles([shown[key] for key in roles if key in shown])


def _in_family(iri: str, family: str) -> tuple[str, dict[str, str]]:
    pattern = f"{_ABOUT} ?statement rdf:predicate ?p . " + ("?p kg:family ?f ." if family else "FILTER NOT EXISTS { ?p kg:family ?any }")
    return pattern, {"entity": iri, "f": family} if family else {"entity": iri}


def _roles(statements: Sequence[Told]) -> list[Role]:
    """The roles that statements tell of, each once."""
    same: dict[tuple[str, ...], list[tuple[str, Told]]] = {}
    for one in statements:
        role = next((value for name, value in one.qualifiers if name == _ROLE), "")
        if role:
            ends = (one.subject.iri, one.object.iri if one.object else "", one.relation, role.casefold(), one.modality)
            same.setdefault(ends, []).append((role, one))
    return [Role(*tellings[0], len(tellings)) for tellings in same.values()]


def _search(words: Sequence[str]) -> str:
    if not words:
        return ""
    held = " && ".join(f"CONTAINS(LCASE(?name), ?word{n})" for n in range(len(words)))
    return f"?entity rdfs:label|skos:altLabel ?name . FILTER({held})"


def _bound(words: Sequence[str]) -> dict[str, str]:
    return {f"word{n}": word for n, word in enumerate(words)}


def _key(row: Row) -> str:
    return local_name(row["f"]) or "other"


def _family(row: Row, shown: Sequence[Told]) -> Family:
    return Family(row["f"], _key(row), row["family"] or "other", int(row["n"]), shown)


def _listed(row: Row, site: Site) -> Listed:
    link = Link(row["entity"], row["label"], Addresses(site.base).path(row["entity"]))
    return Listed(link, row["kind"], row["colour"], int(row.get("statements", "0")))
