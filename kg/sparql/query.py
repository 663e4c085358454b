"""SPARQL for people: named queries with described parameters, names of entities for IRIs, and messages that point at the place.

A named query is a file `NAME.rq` whose first comments tell what it answers and which parameters it takes:

    # title: Who paid a body, and its parts
    # param: body entity "the body that was paid"
    # param: since text "a date, such as 2020 or 2020-02" [optional]
    # example: kg query who-paid --param body="Denby Council"
"""
from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pyoxigraph

from kg.errors import OntologyError, QueryError, UsageError
from kg.graph.store import Store
from kg.namespaces import clean
from kg.paths import default_ontology
from kg.sparql import sparql
from kg.sparql.names import find_named
from kg.sparql.results import Result

_HEADER = re.compile(r"#\s*(title|param|example):\s*(.*?)\s*\Z")
_PARAM = re.compile(r'(\w+)\s+(\w+)\s+"([^"]*)"\s*(\[optional\])?\Z')


class Kind(StrEnum):
    """What the value of a parameter means."""

    ENTITY = "entity"  # a name, an alias, or an IRI in <>
    STATEMENT = "statement"  # the id of a statement, or its IRI
    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable of a query that a user gives a value."""

    name: str
    kind: Kind
    help: str
    optional: bool


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query with what its header tells; `name` is the file's, without `.rq`."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    example: str | None
    text: str


def read_query(name: str, text: str) -> NamedQuery:
    """A query and its header. Raises OntologyError where a header line is not of the form that the module describes."""
    title, example, parameters = name, None, []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        header = _HEADER.match(line)
        if header is None:
            continue
        key, value = header.groups()
        if key == "title":
            title = value
        elif key == "example":
            example = value
        else:
            parameters.append(_parameter(name, value))
    return NamedQuery(name, title, tuple(parameters), example, text)


def named_queries(ontology: Path | None = None) -> dict[str, NamedQuery]:
    """The queries that come with kg, with those of the user's own ontology folder added (or put in their place), by name."""
    found = {}
    for folder in dict.fromkeys((default_ontology(), ontology or default_ontology())):
        for path in (folder / "queries").glob("*.rq"):
            found[path.stem] = read_query(path.stem, _read(path))
    return dict(sorted(found.items()))


def find_query(given: str, ontology: Path | None = None) -> NamedQuery:
    """The query that a user means by a name, a file or a text. Raises UsageError where it is none of them."""
    named = named_queries(ontology)
    if given in named:
        return named[given]
    if any(c in given for c in "{<\n") or given.strip().upper().startswith(("SELECT ", "ASK ", "DESCRIBE ", "CONSTRUCT ", "PREFIX ", "BASE ")):
        return read_query("query", given)
    if Path(given).is_file():
        return read_query(Path(given).stem, _read(Path(given)))
    near = difflib.get_close_matches(given, named, n=3) or list(named)
    raise UsageError(f"{given!r} is neither a named query, a file nor SPARQL; named queries: {', '.join(near)}")


def run(store: Store, text: str, parameters: Mapping[str, str] | None = None, *, most: int | None = None) -> Result:
    """The answer of `store` to a query, with `parameters` bound as terms (never pasted into the text).

    A parameter's kind is what the query's header declares, otherwise an entity. Raises QueryError where the query is wrong, writes or reaches
    outside the graph, where a parameter is missing, unknown or means nothing, and where the engine fails; AnswerTooLongError where there are more
    than `most` rows or triples.
    """
    query = read_query("query", text)
    sparql.refuse_unsafe(text)
    _check_syntax(text, store.prefixes)
    terms = {name: str(_term(store, kind, value)) for name, kind, value in _given(query, parameters or {})}
    return store.select(sparql.bind(text, terms), most)


def _given(query: NamedQuery, values: Mapping[str, str]) -> list[tuple[str, Kind, str]]:
    """The parameters given, each with its kind."""
    declared = {p.name: p for p in query.parameters}
    for p in query.parameters:
        if not p.optional and p.name not in values:
            raise QueryError(f"the query needs --param {p.name}=…: {p.help}" + (f"\n  for example: {query.example}" if query.example else ""))
    known = sparql.variables(query.text)
    for name in values:
        if name not in known or (declared and name not in declared):
            raise QueryError(f"the query has no parameter {name!r}; it takes: {', '.join(declared or sorted(known)) or 'none'}")
    return [(name, declared[name].kind if name in declared else Kind.ENTITY, value) for name, value in sorted(values.items())]


def _term(store: Store, kind: Kind, value: str) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    if kind is Kind.TEXT:
        return pyoxigraph.Literal(clean(value))
    if kind is Kind.NUMBER:
        try:
            return pyoxigraph.Literal(int(value) if re.fullmatch(r"[+-]?\d+", value) else float(value))
        except ValueError as error:
            raise QueryError(f"{value!r} is not a number") from error
    if kind is Kind.STATEMENT:
        return _statement(store, value)
    iri = value.strip()
    if iri.startswith("<") and iri.endswith(">"):
        return _iri(iri[1:-1])
    return _iri(find_named(value, store.bearers(value)).iri)


def _statement(store: Store, value: str) -> pyoxigraph.NamedNode:
    node = _iri(value.strip("<> ") if ":" in value else store.prefixes["st"] + value.strip())
    if not store.select(f"ASK {{ {node} a rdf:Statement }}").boolean:
        raise QueryError(f"there is no statement {value!r}; its id is the 'id' in statements.jsonl")
    return node


def _iri(text: str) -> pyoxigraph.NamedNode:
    try:
        return pyoxigraph.NamedNode(text)
    except ValueError as error:
        raise QueryError(f"<{text}> is not an IRI") from error


def _check_syntax(text: str, prefixes: Mapping[str, str]) -> None:
    """Raise QueryError that points at the place where the query is not SPARQL, or names what the engine does not have; it is run on nothing, and can
    reach nothing (see sparql)."""
    try:
        pyoxigraph.Store().query(text, prefixes=dict(prefixes))
    except SyntaxError as error:
        raise sparql.syntax_error(text, error) from error
    except (RuntimeError, ValueError) as error:
        raise QueryError(f"the query cannot be answered: {error}") from error


def _parameter(query: str, value: str) -> Parameter:
    found = _PARAM.match(value)
    kinds = ", ".join(Kind)
    if found is None or found[2] not in list(Kind):
        raise OntologyError(f'{query}.rq: cannot read "# param: {value}"; write # param: NAME KIND "what it is" [optional]; a KIND is one of {kinds}')
    return Parameter(found[1], Kind(found[2]), found[3], found[4] is not None)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({error})") from error
