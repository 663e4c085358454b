"""What is served: a build's folder, the names that its graph uses, the named queries, and a way to ask the graph within limits."""
from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.namespaces import clean
from kg.serve.formats import Wanted, decoded
from kg.serve.lanes import Lanes
from kg.serve.limits import Limits
from kg.serve.pool import Answer, Pool
from kg.sparql.query import NamedQuery, named_queries
from kg.sparql.results import Result

__all__ = ["Answer", "Limits", "Site", "open_site"]

_OURS = Wanted(rows="application/sparql-results+json", graph="application/n-triples")


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A build that is served. `base` is what its IRIs start with, `prefixes` what queries may use without declaring it; `told` is what to tell of the
    build's state when serving begins."""

    out: Path
    base: str
    prefixes: Mapping[str, str]
    ontology: Path | None
    queries: Mapping[str, NamedQuery]
    limits: Limits
    told: tuple[str, ...] = ()
    _lanes: Lanes

    async def ask(self, text: str, parameters: Mapping[str, str] | None = None) -> Result:
        """The graph's answer to a query, with `parameters` as `kg.sparql.query.run` takes them.

        Raises QueryError where the query is wrong, and RefusedError (TooLongError, TooLargeError, TooBusyError) where it goes beyond the limits.
        """
        answer = await self.answer(text, parameters, _OURS)
        return await asyncio.to_thread(decoded, answer.media, answer.body)

    async def answer(self, text: str, parameters: Mapping[str, str] | None, wanted: Wanted) -> Answer:
        """As `ask`, written in the form that a client takes. Raises RefusedError with status 406 where that is none of ours."""
        return await self._lanes.answer({"text": clean(text), "parameters": dict(parameters or {}), "rows": wanted.rows, "graph": wanted.graph})

    def end(self) -> None:
        """Stop what is being answered; nothing is answered any more."""
        self._lanes.end()


@contextmanager
def open_site(out: Path, *, ontology: Path | None = None, limits: Limits | None = None, pool: Pool | None = None) -> Iterator[Site]:
    """The build in `out`, ready to be asked, of which a `pool` may have been begun before; when the block ends, nothing of it runs any more.

    Raises UsageError where there is no build.
    """
    limits = limits or Limits()
    pool = pool or Pool(out, ontology, limits)
    try:
        queries, told = named_queries(ontology), pool.wait()
        prefixes = told["prefixes"]
        yield Site(out=out, base=prefixes["ent"].removesuffix("entity/"), prefixes=prefixes, ontology=ontology, queries=queries, limits=limits,
                   told=tuple(told["told"]), _lanes=Lanes(pool, limits))
    finally:
        pool.close()
