"""What is served: a build's folder, the names that its graph uses, the named queries, and a way to ask the graph within limits."""
from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.query import NamedQuery, named_queries, run
from kg.results import Result
from kg.store import Store, load_store


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one query may take: `seconds` of time, `rows` of an answer, `megabytes` of memory beyond the graph's own."""

    seconds: float = 10.0
    rows: int = 50_000
    megabytes: int = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A build that is served. `base` is what its IRIs start with, `prefixes` what queries may use without declaring it."""

    out: Path
    base: str
    prefixes: Mapping[str, str]
    ontology: Path | None
    queries: Mapping[str, NamedQuery]
    limits: Limits
    _store: Store

    async def ask(self, text: str, parameters: Mapping[str, str] | None = None) -> Result:
        """The graph's answer to a query, with `parameters` as `kg.query.run` takes them.

        Raises QueryError where the query is wrong, and RefusedError (TooLongError, TooLargeError, TooBusyError) where it goes beyond the limits.
        """
        return await asyncio.to_thread(run, self._store, text, parameters)


@contextmanager
def open_site(out: Path, *, ontology: Path | None = None, limits: Limits | None = None) -> Iterator[Site]:
    """The build in `out`, ready to be asked. Raises UsageError where there is none."""
    store = load_store(out, ontology=ontology)
    yield Site(out=out, base=store.prefixes["ent"].removesuffix("entity/"), prefixes=store.prefixes, ontology=ontology,
               queries=named_queries(ontology), limits=limits or Limits(), _store=store)
