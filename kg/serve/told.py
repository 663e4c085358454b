"""Statements as the graph tells them, ready to be shown: who says what of whom, how, when, and in which words of which document.

They are found by one query, and read by others that ask for all triples of a few nodes each: joined in one, these would be worked out in an order
that takes minutes in a large graph.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.namespaces import local_name
from kg.serve.addresses import Addresses
from kg.serve.marks import span_name
from kg.serve.rows import Row, among, rows
from kg.serve.site import Site

BY_TIME = """?statement kg:document ?document . OPTIONAL { ?statement kg:date ?on } OPTIONAL { ?document dct:date ?published }
  BIND(COALESCE(STR(?on), STR(?published), "~~") AS ?when) BIND(IF(STRSTARTS(?when, "-"), CONCAT("~", ?when), ?when) AS ?order)"""
"""What gives a statement the time of what happened, or else of its document; what has no year comes after all years, and then what has no date."""
BY_PLACE = "?statement kg:evidence ?passage . ?passage oa:start ?order ."
_FOUND = "SELECT DISTINCT ?statement ?order WHERE {{ {pattern} {order} }} ORDER BY ?order ?statement LIMIT {limit} OFFSET {offset}"
_ALL = "SELECT ?thing ?p ?value WHERE {{ {things} ?thing ?p ?value }}"
_SOME = """SELECT ?thing ?p ?value WHERE {{ {things} ?thing ?p ?value .
  FILTER(?p IN (rdfs:label, dct:title, dct:date, oa:exact, oa:start, oa:end)) }} ORDER BY ?thing ?p ?value"""
_TERMS = """SELECT ?term ?label ?note ?family WHERE { VALUES ?kind { kg:Relation kg:Modality kg:Qualifier kg:Family }
  ?term a ?kind ; rdfs:label ?label . OPTIONAL { ?term rdfs:comment ?note } OPTIONAL { ?term kg:family ?family } } ORDER BY ?term ?label"""
_NOT_TOLD = ("date", "quote")  # qualifiers that are shown in places of their own
_AT_ONCE = 300  # nodes of one query that names them
# A confidence in plain words, as on the network page: how often statements found like it were right when that was measured (README, "Quality").
_SURE = ((0.6, "doubtful"), (0.7, "uncertain"), (0.8, "probably right"), (0.9, "likely right"))
_SUREST = "very likely right"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Link:
    """Something with a name; `path` is where this server tells of it, None where it does not."""

    iri: str
    label: str
    path: str | None


def link(site: Site, iri: str, label: str) -> Link:
    """Something that the graph has by this name."""
    return Link(iri, label, Addresses(site.base).path(iri))


@dataclass(frozen=True, slots=True)
class Told:
    """A statement. `own` is its date and `published` that of its document, "" where not known; `how` tells the modality in a word."""

    iri: str
    id: str
    path: str
    subject: Link
    relation: str
    family: str
    family_label: str
    object: Link | None
    modality: str
    how: str
    note: str
    speaker: Link | None
    own: str
    published: str
    document: Link
    place: str
    quotation: str
    start: int
    end: int
    confidence: float
    rule: str
    private: bool
    qualifiers: tuple[tuple[str, str], ...]

    @property
    def sure(self) -> str:
        """The confidence in words."""
        return next((word for below, word in _SURE if self.confidence < below), _SUREST)

    @property
    def span(self) -> str:
        """Where the quotation stands, as marks and lists name it."""
        return span_name((self.start, self.end))


async def found(site: Site, pattern: str, nodes: Mapping[str, str], *, order: str = BY_TIME, limit: int, offset: int = 0) -> list[str]:
    """The IRIs of the statements (`?statement`) that a pattern finds, with IRIs for its variables, in an order. Raises as `Site.ask` does."""
    return [row["statement"] for row in await rows(site, _FOUND.format(pattern=pattern, order=order, limit=limit, offset=offset), nodes=nodes)]


async def told(site: Site, statements: Sequence[str]) -> list[Told]:
    """The statements with these IRIs, in their order; those that the graph does not have are left out."""
    nodes = await _nodes(site, _ALL, list(dict.fromkeys(statements)))
    ends = {value for node in nodes.values() for key in ("subject", "object", "attributedTo", "document", "evidence") for value in node[key]}
    about = await _nodes(site, _SOME, sorted(ends))
    known = await terms(site) if nodes else {}
    reader = _Reader(about, known, {local_name(term): row["label"] for term, row in known.items()}, Addresses(site.base))
    return [reader.told(iri, nodes[iri]) for iri in statements if iri in nodes]


async def terms(site: Site) -> dict[str, Row]:
    """The ontology's relations, families, modalities and qualifiers by their IRIs: `label`, `note`, and `family` (an IRI) of a relation."""
    return {row["term"]: row for row in reversed(await rows(site, _TERMS))}


async def _nodes(site: Site, query: str, iris: Sequence[str]) -> dict[str, _Node]:
    """What the graph says of some nodes: the values of each by the local name of the predicate."""
    nodes: dict[str, _Node] = {}
    for start in range(0, len(iris), _AT_ONCE):
        for row in await rows(site, query.format(things=among("thing", iris[start : start + _AT_ONCE]))):
            nodes.setdefault(row["thing"], defaultdict(list))[local_name(row["p"])].append(row["value"])
    return nodes


_Node = defaultdict[str, list[str]]


@dataclass(frozen=True, slots=True)
class _Reader:
    """Makes statements of their triples, those of what they are about, and the ontology's terms; `names` has the labels of these by the last part
    of their IRIs."""

    about: Mapping[str, _Node]
    terms: Mapping[str, Row]
    names: Mapping[str, str]
    addresses: Addresses

    def told(self, iri: str, node: _Node) -> Told:
        relation, modality, evidence = node["predicate"][0], node["modality"][0], self.about[node["evidence"][0]]
        family, (document,) = self._term(relation, "family"), node["document"][:1]
        start, end = evidence["start"][0], evidence["end"][0]
        return Told(
            iri=iri, id=local_name(iri), path=self.addresses.path(iri) or "", subject=self._link(node["subject"][0]),
            relation=self._label(relation), family=local_name(family) or OTHER, family_label=self._label(family) or OTHER,
            object=self._link(node["object"][0]) if node["object"] else None, modality=local_name(modality), how=self._label(modality),
            note=self._term(modality, "note"), speaker=self._link(node["attributedTo"][0]) if node["attributedTo"] else None,
            own="".join(node["date"][:1]), published="".join(self.about[document]["date"][:1]), document=self._link(document),
            place=self.addresses.place(local_name(document), start, end), quotation=evidence["exact"][0], start=int(start), end=int(end),
            confidence=float(node["confidence"][0]), rule=node["rule"][0], private=node["privateAllegation"] == ["true"],
            qualifiers=tuple(self._qualifiers(node)))

    def _qualifiers(self, node: _Node) -> Iterator[tuple[str, str]]:
        for name in sorted(node.keys() & self.names.keys()):
            if name not in _NOT_TOLD:
                yield from ((self.names[name], value) for value in sorted(node[name]))

    def _link(self, iri: str) -> Link:
        node = self.about.get(iri) or defaultdict(list)
        return Link(iri, (*node["label"], *node["title"], local_name(iri))[0], self.addresses.path(iri))

    def _label(self, term: str) -> str:
        return self._term(term, "label") or local_name(term)

    def _term(self, term: str, column: str) -> str:
        return self.terms[term][column] if term in self.terms else ""
