"""A graph described in RDF, for other clients: what it holds (VoID), the terms it uses with their labels, and the named queries as SHACL examples,
each ready to run. No blank nodes; the same bytes for the same graph and ontology.

It stands in a file of its own, `description.ttl`, and not in `graph.ttl`: it counts the triples of that file, and a change of a query is no change of
what documents say. Stores hold both.
"""
from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Mapping
from itertools import dropwhile
from pathlib import Path
from urllib.parse import quote

import pyoxigraph
from rdflib import OWL, RDF, RDFS, XSD, Literal, Namespace, URIRef

from kg.errors import OntologyError
from kg.graph.census import Census, census
from kg.graph.turtle import turtle
from kg.iris import DCT, KG, prefixes, string
from kg.paths import ontology_files
from kg.publish import DESCRIPTION
from kg.sparql import sparql
from kg.sparql.query import Kind, NamedQuery, Parameter, named_queries
from kg.sparql.tokens import tokens

_SH, _VOID, _SCHEMA = Namespace("http://www.w3.org/ns/shacl#"), Namespace("http://rdfs.org/ns/void#"), Namespace("https://schema.org/")
_TERMS = {str(c) for c in (RDFS.Class, KG.Relation, KG.Qualifier, KG.Family, KG.Modality)}  # what is told of the ontology, its lexicon apart
_TOLD = {str(p) for p in (RDF.type, RDFS.label, RDFS.comment, RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, KG.family)}
Triple = tuple[URIRef, URIRef, URIRef | Literal]


def names_in_examples(queries: Iterable[NamedQuery]) -> set[str]:
    """The names that the examples of queries ask for, so that a census can look for them."""
    return {value for query in queries for name, value in _given(query).items() if _kind(query, name) is Kind.ENTITY}


def checked_queries(ontology: Path | None) -> list[NamedQuery]:
    """The named queries. Raises OntologyError where one of them is no SPARQL, before anything is built."""
    queries = list(named_queries(ontology).values())
    for query in queries:
        try:
            pyoxigraph.Store().query(query.text, prefixes=prefixes())
        except SyntaxError as error:
            raise OntologyError(f"{query.name}.rq: {sparql.syntax_error(query.text, error)}") from error
    return queries


def write_description(turtle: Path, ontology: Path | None, found: Census | None = None) -> Census:
    """Describe the graph in a file of Turtle, in a file beside it; it is read where it is not counted yet. Returns what was counted.

    Raises OntologyError as `checked_queries` and `description` do, and OSError where there is no room.
    """
    queries = checked_queries(ontology)
    graph = pyoxigraph.parse(path=str(turtle), format=pyoxigraph.RdfFormat.TURTLE)
    if found is None:
        found = census((quad.triple for quad in graph), names_in_examples(queries))
    next(graph, None)  # its head is read
    turtle.with_name(DESCRIPTION).write_text(description(found, base_of(graph), queries, ontology), encoding="utf-8", newline="\n")
    return found


def base_of(read: pyoxigraph.QuadParser) -> str:
    """What the addresses of the data start with, in a graph of which at least the head was read."""
    return read.prefixes.get("ent", prefixes()["ent"]).removesuffix("entity/")


def description(found: Census, base: str, queries: Iterable[NamedQuery], ontology: Path | None, endpoint: str | None = None) -> str:
    """The description of the graph that was counted, as Turtle; `base` is that of its data. With `endpoint` it tells where the graph is queried.

    Raises OntologyError where a file of the ontology cannot be read.
    """
    describer = _Describer(found, base, endpoint)
    triples = [*describer.dataset(), *describer.examples(queries), *_vocabulary(found, ontology)]
    return turtle(triples, {**prefixes(base), "sh": str(_SH), "void": str(_VOID)})


class _Describer:
    """The parts of a description that are made from what was counted."""

    def __init__(self, found: Census, base: str, endpoint: str | None) -> None:
        self.found, self.base = found, base
        self.endpoint = URIRef(endpoint) if endpoint is not None else None
        self.prefixes = prefixes(base)

    def node(self, *parts: str) -> URIRef:
        """An IRI of the description."""
        return URIRef(self.base + "description/" + "/".join(quote(part, safe="-._~") for part in parts))

    def dataset(self) -> Iterator[Triple]:
        node, found = self.node("dataset"), self.found
        yield node, RDF.type, _VOID.Dataset
        yield node, DCT.title, string("What documents say, by whom and in which words")
        yield node, _VOID.uriSpace, string(self.base)
        for name, count in (("triples", found.triples), ("entities", found.entities), ("classes", len(found.classes)),
                            ("properties", len(found.properties))):
            yield node, _VOID[name], Literal(count)
        for space in sorted({space for term in (*found.classes, *found.properties) if (space := self.vocabulary_of(term))}):
            yield node, _VOID.vocabulary, URIRef(space)
        if found.most_told is not None:
            yield node, _VOID.exampleResource, URIRef(found.most_told)
        if self.endpoint is not None:
            yield node, _VOID.sparqlEndpoint, self.endpoint
        for kind, counted, unit in (("class", found.classes, _VOID.entities), ("property", found.properties, _VOID.triples)):
            for term, count in counted.items():
                part = self.node(kind, self.short(term))
                yield node, _VOID[f"{kind}Partition"], part
                yield part, _VOID[kind], URIRef(term)
                yield part, unit, Literal(count)

    def examples(self, queries: Iterable[NamedQuery]) -> Iterator[Triple]:
        declared = self.node("prefixes")
        yield declared, RDF.type, OWL.Ontology
        for name, iri in self.prefixes.items():
            one = self.node("prefix", name)
            yield declared, _SH.declare, one
            yield one, RDF.type, _SH.PrefixDeclaration
            yield one, _SH.prefix, string(name)
            yield one, _SH.namespace, Literal(iri, datatype=XSD.anyURI)
        for query in queries:
            text = self.runnable(query)
            if text is not None:
                node, form = self.node("query", query.name), sparql.form(text).lower()
                yield node, RDF.type, _SH.SPARQLExecutable
                yield node, RDF.type, _SH[f"SPARQL{form.capitalize()}Executable"]
                yield node, RDFS.label, string(query.name)
                yield node, RDFS.comment, Literal(str(string(query.title)), lang="en")
                yield node, _SH.prefixes, declared
                yield node, _SH[form], string(text)
                if self.endpoint is not None:
                    yield node, _SCHEMA.target, self.endpoint

    def runnable(self, query: NamedQuery) -> str | None:
        """A query with its prefixes and a value for each parameter that needs one; None where the graph has nothing to be asked about."""
        given, terms = _given(query), dict[str, str]()
        for parameter in query.parameters:
            term = self.term(parameter, given.get(parameter.name))
            if term is not None:
                terms[parameter.name] = term
            elif not parameter.optional:
                return None
        body = "\n".join(dropwhile(lambda line: line.startswith("#"), query.text.splitlines())).strip()
        used = {token.text.partition(":")[0] for token in tokens(body) if token.kind == "word" and ":" in token.text}
        head = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in self.prefixes.items() if name in used)
        return head + sparql.bind(body, terms) + "\n"

    def term(self, parameter: Parameter, given: str | None) -> str | None:
        """The value of a parameter: that of the query's own example where this graph knows it, else, where one is needed, one of the graph's own."""
        if parameter.kind is Kind.ENTITY:
            iri = self.found.named.get(given or "") or (None if parameter.optional else self.found.most_told)
        elif parameter.kind is Kind.STATEMENT:
            iri = None if parameter.optional else self.found.statement
        elif given is None:
            return None
        else:
            return str(pyoxigraph.Literal(int(given) if parameter.kind is Kind.NUMBER and given.isdecimal() else given))
        return f"<{iri}>" if iri is not None else None

    def vocabulary_of(self, term: str) -> str | None:
        """The namespace of a term, where it is one of ours."""
        return max((iri for iri in self.prefixes.values() if term.startswith(iri)), key=len, default=None)

    def short(self, term: str) -> str:
        """A term for a part of an IRI: `kg-criticised`, or where it has no prefix the whole."""
        space = self.vocabulary_of(term)
        return next((f"{name}-{term[len(iri):]}" for name, iri in self.prefixes.items() if iri == space), term)


def _vocabulary(found: Census, ontology: Path | None) -> Iterator[Triple]:
    """Labels, kinds and parents of the ontology's terms, as far as they stand in graphs or tell what stands there: without them, the named queries
    give nothing on a server that has not the ontology."""
    told: dict[str, list[tuple[str, URIRef | Literal]]] = {}
    for path in ontology_files(ontology):
        try:
            for quad in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE):
                if isinstance(quad.subject, pyoxigraph.NamedNode) and quad.subject.value.startswith(str(KG)) and quad.predicate.value in _TOLD:
                    told.setdefault(quad.subject.value, []).extend((quad.predicate.value, o) for o in _object(quad.object))
        except (SyntaxError, OSError) as error:
            raise OntologyError(f"{path}: cannot be read as Turtle ({error})") from error
    for term, pairs in told.items():
        kinds = {str(o) for p, o in pairs if p == str(RDF.type)}
        if kinds & _TERMS or term in found.properties or term in found.classes:
            for predicate, object_ in pairs:
                yield URIRef(term), URIRef(predicate), object_


def _object(node: object) -> Iterator[URIRef | Literal]:
    if isinstance(node, pyoxigraph.NamedNode):
        yield URIRef(node.value)
    elif isinstance(node, pyoxigraph.Literal):
        yield Literal(node.value, lang=node.language) if node.language else Literal(node.value, datatype=URIRef(node.datatype.value))


def _given(query: NamedQuery) -> Mapping[str, str]:
    """The values of parameters in the example of a query's header."""
    try:
        words = shlex.split(query.example or "")
    except ValueError:  # a quotation mark that is not closed
        return {}
    pairs = (word.removeprefix("--param=").partition("=") for before, word in zip(["", *words], words, strict=False)
             if before in ("--param", "-p") or word.startswith("--param="))
    return {name: value for name, _, value in pairs}


def _kind(query: NamedQuery, name: str) -> Kind | None:
    return next((p.kind for p in query.parameters if p.name == name), None)
