"""Entities: the list, with a search in all their names, and what the graph tells of one."""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from kg.namespaces import local_name
from kg.serve.rows import Row, numbered, rows
from kg.serve.site import Site
from kg.serve.told import BY_TIME, OTHER, Link, Told, link, terms, told

PAGE = 50  # entities, or statements of one family, on a page
FEW = 120  # statements of an entity that are shown at once; of more, so many of each family that all are about as many
SOME = 20
MOST = 20_000  # statements of an entity that are counted and gone through
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
_INDEX = f"""SELECT DISTINCT ?statement ?p ?role ?order WHERE {{ {_ABOUT} ?statement rdf:predicate ?p . {BY_TIME}
  OPTIONAL {{ ?statement kg:role ?role }} }} ORDER BY ?order ?statement LIMIT {MOST}"""
_NEGATED = "negated"
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
    return [_listed(row, site) for row in await rows(site, text, nodes={"class": cls} if cls else {}, words=numbered(words))]


async def suggested(site: Site, text: str, limit: int = 10) -> list[Listed]:
    """The entities that somebody who types `text` may mean: names that begin with it first, the short ones before the long."""
    words = searched(text)
    if not words:
        return []
    query = _LIST.format(first="?word0 ", counted="", search=_search(words), statements="", limit=limit, offset=0,
                         order="DESC(STRSTARTS(LCASE(?label), ?word0)) STRLEN(?label) ?label ?entity")
    return [_listed(row, site) for row in await rows(site, query, words=numbered(words))]


async def count(site: Site, words: Sequence[str], cls: str | None) -> int:
    """How many entities such a list has in all."""
    found = await rows(site, _COUNT.format(search=_search(words)), nodes={"class": cls} if cls else {}, words=numbered(words))
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
    index, known = await rows(site, _INDEX, nodes={"entity": iri}), await terms(site)
    by_family: dict[str, dict[str, None]] = defaultdict(dict)  # from the family's IRI to its statements, each once, in order of time
    for row in index:
        family = known[row["p"]]["family"] if row["p"] in known else ""
        if only in (None, local_name(family) or OTHER):
            by_family[family][row["statement"]] = None
    counts = {family: len(statements) for family, statements in by_family.items()}
    start, end = (0, FEW if sum(counts.values()) <= FEW else SOME) if only is None else ((page - 1) * PAGE, page * PAGE)
    wanted = {family: list(statements)[start:end] for family, statements in by_family.items()}
    roles = {row["statement"]: row["role"] for row in index if row["role"] and only is None}
    some_roles = list(roles)[:MANY_ROLES]
    shown = {one.iri: one for one in await told(site, list(dict.fromkeys((*chain(*wanted.values()), *some_roles))))}
    families = [Family(local_name(family) or OTHER, known[family]["label"] if family in known else OTHER, counts[family],
                       [shown[key] for key in wanted[family] if key in shown]) for family in sorted(counts, key=lambda f: (-counts[f], f))]
    return families, _roles(iri, [(roles[key], shown[key]) for key in some_roles if key in shown])


def _roles(iri: str, tellings: Sequence[tuple[str, Told]]) -> list[Role]:
    """The roles that statements tell of, each once: of the one who has it and of the body it is in, not of who only speaks of it."""
    same: dict[tuple[str, ...], list[tuple[str, Told]]] = {}
    for role, one in tellings:
        target = one.object.iri if one.object else ""
        if iri in (one.subject.iri, target) and one.modality != _NEGATED:
            same.setdefault((one.subject.iri, target, one.relation, role.casefold(), one.modality), []).append((role, one))
    return [Role(*found[0], len(found)) for found in same.values()]


def _search(words: Sequence[str]) -> str:
    if not words:
        return ""
    held = " && ".join(f"CONTAINS(LCASE(?name), ?word{n})" for n in range(len(words)))
    return f"?entity rdfs:label|skos:altLabel ?name . FILTER({held})"


def _listed(row: Row, site: Site) -> Listed:
    return Listed(link(site, row["entity"], row["label"]), row["kind"], row["colour"], int(row.get("statements", "0")))
