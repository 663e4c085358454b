"""The graph of a build with the ontology beside it, on one of two engines: Oxigraph, on the disk or in memory, or rdflib, which the tests compare it
with.

A store answers queries that were checked before; it never writes to them.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

import pyoxigraph

from kg.errors import AnswerTooLongError, OntologyError, QueryError, UsageError
from kg.graph.disk import NoStoreError, is_damage, open_on_disk
from kg.graph.keep import Keep
from kg.namespaces import prefixes
from kg.paths import ontology_files
from kg.publish import DESCRIPTION, STORE, read_whole
from kg.sparql import sparql
from kg.sparql.names import Named, spellings
from kg.sparql.results import Result, in_order

if TYPE_CHECKING:
    import rdflib

Engine = Literal["oxigraph", "rdflib"]
Tell = Callable[[str], None]
_Row = TypeVar("_Row")

_SLOW = 5_000_000  # bytes of Turtle that take a moment to load
_IS_ENTITY = """?entity rdfs:label ?label ; a ?class .
  FILTER(STRSTARTS(STR(?class), STR(kg:)) && ?class != kg:KnownName && !STRSTARTS(STR(?entity), STR(kg:)))"""
_ENTITIES = f"SELECT ?entity ?label ?alias WHERE {{ {_IS_ENTITY} OPTIONAL {{ ?entity skos:altLabel ?alias }} }}"


@dataclass
class Store:
    """A graph to ask. `prefixes` may be used in queries without declaring them."""

    graph: pyoxigraph.Store | rdflib.Graph
    prefixes: dict[str, str]
    _instead: Callable[[str], Store] | None = field(default=None, repr=False)  # where the graph is on the disk, and found damaged while it is read
    _named: list[Named] | None = field(default=None, repr=False)

    @property
    def on_disk(self) -> bool:
        """Whether the graph is read from the disk as it is asked."""
        return self._instead is not None

    def select(self, text: str, most: int | None = None) -> Result:
        """The answer to a query that `sparql.refuse_unsafe` let through. Raises QueryError where it is wrong or fails, AnswerTooLongError where there
        are more than `most` rows or triples."""
        if isinstance(self.graph, pyoxigraph.Store):
            try:
                return _ask(self.graph, text, self.prefixes, most)
            except (OSError, RuntimeError, ValueError) as problem:
                if self._instead is None or not is_damage(problem):
                    raise QueryError(f"the query failed: {problem}") from problem
                self.graph, self._instead = self._instead(str(problem)).graph, None
                return self.select(text, most)
        from kg.graph import rdflib_engine

        answer = rdflib_engine.ask(self.graph, text, self.prefixes)
        for _ in _at_most(answer.rows or answer.triples or (), most):
            pass
        return answer

    def entities(self) -> list[Named]:
        """Everything with a label that is of a class of the ontology: what a name in a parameter may mean."""
        if self._named is None:
            self._named = self._read_names(_ENTITIES)
        return self._named

    def know(self, named: list[Named]) -> None:
        """Take over what `entities` of a store of the same graph gave."""
        self._named = named

    def bearers(self, name: str) -> list[Named]:
        """Those of the entities that may be meant by a name, without reading all where some bear it: an exact label goes before one in other letters,
        and both before other names. All entities where none does, so that near ones can be told."""
        return next(filter(None, map(self._read_names, _asking_for(name))), None) or self.entities()

    def _read_names(self, query: str) -> list[Named]:
        found: dict[str, tuple[str, set[str]]] = {}
        for entity, label, alias in self.select(query).rows or ():
            if isinstance(entity, pyoxigraph.NamedNode) and isinstance(label, pyoxigraph.Literal):
                names = found.setdefault(entity.value, (label.value, set()))[1]
                names.update({alias.value} if isinstance(alias, pyoxigraph.Literal) else ())
        return [Named(iri, label, tuple(sorted(names))) for iri, (label, names) in sorted(found.items())]


def _asking_for(name: str) -> Iterator[str]:
    """Queries for the entities of a name, one for each way to bear it: the first that finds some decides."""
    exact, small = ([str(pyoxigraph.Literal(w)) for w in sorted(ways)] for ways in (spellings(name), {w.lower() for w in spellings(name)}))
    for predicate, borne in (("rdfs:label", "?label"), ("skos:altLabel", "?alias")):
        yield f"SELECT ?entity ?label ?alias {{ VALUES {borne} {{ {' '.join(exact)} }} ?entity {predicate} {borne} . {_IS_ENTITY} }}"
        yield f"SELECT ?entity ?label ?alias {{ ?entity {predicate} {borne} . FILTER(LCASE(STR({borne})) IN ({', '.join(small)})) {_IS_ENTITY} }}"


def open_store(folder: Path, *, ontology: Path | None = None, keep: Keep | None = None, tell: Tell | None = None) -> Store:
    """The graph of a build, as far as `keep` shows it, its description, and the ontology's Turtle files, in one default graph: from the disk where
    the build left a store of just these, otherwise loaded into memory, which gives the same answers later. `tell` hears where building again would
    save that.

    Raises UsageError where `folder` holds no graph or a broken one, OntologyError where a file of the ontology cannot be read.
    """
    keep = keep or Keep()
    return read_whole(folder, lambda: _opened(folder, ontology, keep, tell or (lambda _: None)))


def load_store(folder: Path, *, engine: Engine = "oxigraph", ontology: Path | None = None, keep: Keep | None = None) -> Store:
    """What `open_store` gives, loaded into memory from `graph.ttl` on either engine. Raises as it does."""
    return read_whole(folder, lambda: _loaded(folder, engine, ontology, keep or Keep()))


def _opened(folder: Path, ontology: Path | None, keep: Keep, tell: Tell) -> Store:
    path = _turtle(folder)

    def read_turtle(reason: str) -> Store:
        tell(f"{reason}; the Turtle is read instead, which takes longer. Build it again")
        return _loaded(folder, "oxigraph", ontology, keep)

    try:
        graph = open_on_disk(folder, ontology)
        if _shows_all(graph, keep):
            return Store(graph, prefixes() | _declared(path), lambda problem: read_turtle(f"{folder / STORE}: damaged ({problem})"))
    except NoStoreError as problem:
        if problem.damaged or (not problem.another and path.stat().st_size > _SLOW):
            return read_turtle(str(problem))
    except (OSError, RuntimeError) as problem:
        return read_turtle(f"{folder / STORE}: damaged ({problem})")
    return _loaded(folder, "oxigraph", ontology, keep)


def _shows_all(graph: pyoxigraph.Store, keep: Keep) -> bool:
    """Whether there is nothing in the graph that `keep` leaves out."""
    return keep.min_confidence <= 0 and (keep.private or not graph.query("ASK { ?x kg:privateAllegation true }", prefixes=prefixes()))


def _loaded(folder: Path, engine: Engine, ontology: Path | None, keep: Keep) -> Store:
    path = _turtle(folder)
    graph = _empty(engine)
    _load(graph, path, lambda reason: UsageError(f"{path}: {reason}; build it again"))
    if (update := keep.removal()) is not None:
        _update(graph, update)
    if (told := folder / DESCRIPTION).is_file():
        _load(graph, told, lambda reason: UsageError(f"{told}: {reason}; build it again"))
    for file in ontology_files(ontology):
        _load(graph, file, lambda reason, file=file: OntologyError(f"{file}: {reason}"))  # type: ignore[misc]
    return Store(graph, prefixes() | _declared(path))


def _turtle(folder: Path) -> Path:
    path = folder / "graph.ttl"
    if not path.is_file():
        raise UsageError(f"{folder}: no build there (graph.ttl is missing); run 'kg build SOURCES --out {folder}' first")
    return path


def _declared(path: Path) -> dict[str, str]:
    """The prefixes at the head of a graph that kg wrote: its data may have another base than ours."""
    found = {}
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            if not line.startswith("@prefix "):
                break
            _, name, iri, *_ = line.split()
            found[name.removesuffix(":")] = iri.strip("<>")
    return found


def _empty(engine: Engine) -> pyoxigraph.Store | rdflib.Graph:
    if engine == "oxigraph":
        return pyoxigraph.Store()
    import rdflib

    return rdflib.Graph(bind_namespaces="none")


def _load(graph: pyoxigraph.Store | rdflib.Graph, path: Path, error: Callable[[str], UsageError | OntologyError]) -> None:
    try:
        if isinstance(graph, pyoxigraph.Store):
            graph.bulk_load(path=path, format=pyoxigraph.RdfFormat.TURTLE)
        else:
            from kg.graph import rdflib_engine

            rdflib_engine.load(graph, path)
    except SyntaxError as problem:
        raise error(f"not Turtle ({problem})") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise error(f"cannot be read ({problem})") from problem


def _update(graph: pyoxigraph.Store | rdflib.Graph, update: str) -> None:
    if isinstance(graph, pyoxigraph.Store):
        graph.update(update, prefixes=prefixes())
    else:
        graph.update(update, initNs=prefixes())


def _ask(graph: pyoxigraph.Store, text: str, known: dict[str, str], most: int | None) -> Result:
    try:
        answer = graph.query(text, prefixes=known)
        if isinstance(answer, pyoxigraph.QueryBoolean):
            return Result(boolean=bool(answer))
        if isinstance(answer, pyoxigraph.QueryTriples):
            return Result(triples=tuple(sorted(set(_at_most(answer, most)), key=str)))
        rows = tuple(tuple(row) for row in _at_most(answer, most))
        return in_order(text, tuple(v.value for v in answer.variables), rows)
    except SyntaxError as problem:
        raise sparql.syntax_error(text, problem) from problem


def _at_most(answer: Iterable[_Row], most: int | None) -> Iterator[_Row]:
    for number, row in enumerate(answer):
        if number == most:
            raise AnswerTooLongError(f"the answer is longer than {most:,} rows; ask for less, as with LIMIT {most}")
        yield row
