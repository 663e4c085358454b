"""The SPARQL console: a query as text, or a named one with its parameters, answered on a page that can be shared by its address."""
from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from kg.errors import KgError, QueryError
from kg.serve.cells import Table, table
from kg.serve.formats import content_type
from kg.serve.refusals import RefusedError
from kg.serve.site import Site
from kg.sparql.query import NamedQuery
from kg.sparql.results import Format, Result, render

PARAMETER = "p."  # before the name of a parameter in an address
FIRST = """SELECT ?who ?whom ?quotation ?statement WHERE {
  ?statement rdf:subject ?who ; rdf:object ?whom .
  ?statement kg:modality kg:asserted ; kg:evidence ?passage .
  ?passage oa:exact ?quotation .
} LIMIT 20"""
_PLACE = re.compile(r"line (\d+), column (\d+): ")
_MEDIA = {Format.CSV: "text/csv", Format.TSV: "text/tab-separated-values", Format.JSON: "application/sparql-results+json",
          Format.XML: "application/sparql-results+xml", Format.TURTLE: "text/turtle", Format.JSONLD: "application/ld+json"}
_OF_ROWS, _OF_TRIPLES = (Format.CSV, Format.TSV, Format.JSON, Format.XML), (Format.TURTLE, Format.JSONLD)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the query `text`, or `named` with `values`; `asked` is false where somebody only opened the page."""

    text: str
    named: NamedQuery | None
    values: Mapping[str, str]
    asked: bool

    def address(self) -> str:
        """The part of an address after the '?' that asks this again."""
        if self.named is None:
            return urlencode({"query": self.text})
        return urlencode({"named": self.named.name, **{PARAMETER + name: value for name, value in self.values.items()}})


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why there is no answer; `line` and `column` where the query is wrong, 0 where no place is known."""

    message: str
    status: int
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer, as it is shown and in which formats it is taken away."""

    boolean: bool | None
    table: Table | None
    milliseconds: int
    formats: tuple[Format, ...]


def question(site: Site, fields: Mapping[str, str]) -> Question:
    """What the fields of a form ask. Raises RefusedError (404) where there is no query of that name."""
    name = fields.get("named", "")
    if not name:
        text = fields.get("query", "").replace("\r\n", "\n")
        return Question(text or FIRST, None, {}, bool(text.strip()))
    if name not in site.queries:
        raise RefusedError(f"no query is called {name!r}; the console lists those that there are", status=404)
    named = site.queries[name]
    values = {p.name: value for p in named.parameters if (value := fields.get(PARAMETER + p.name, "").strip())}
    return Question(named.text, named, values, all(p.optional or p.name in values for p in named.parameters))


async def answered(site: Site, asked: Question) -> Answer | Trouble:
    """The answer to a question, or why there is none."""
    began = time.perf_counter()
    try:
        result = await site.ask(asked.text, asked.values)
        took = round((time.perf_counter() - began) * 1000)
        shown = None if result.boolean is not None else await table(site, result)
    except (QueryError, RefusedError) as error:
        return trouble(error)
    return Answer(result.boolean, shown, took, _OF_TRIPLES if result.triples is not None else _OF_ROWS)


def trouble(error: KgError) -> Trouble:
    """A refusal in plain words, with the place where the query is wrong."""
    place = _PLACE.match(str(error))
    line, column = (int(place[1]), int(place[2])) if place else (0, 0)
    return Trouble(str(error), error.status if isinstance(error, RefusedError) else 400, line, column)


def taken(site: Site, result: Result, form: str) -> tuple[str, str]:
    """An answer as a file: its text and its media type.

    Raises RefusedError where there is no such format, QueryError where it cannot hold the answer.
    """
    if form not in list(_MEDIA):
        raise RefusedError(f"there is no format {form!r}; there are {', '.join(_MEDIA)}")
    return render(result, Format(form), site.prefixes), content_type(_MEDIA[Format(form)])
