"""Questions that the pages ask of the graph: IRIs and words are bound, never pasted; numbers that limit an answer are ours."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph

from kg.serve.site import Site
from kg.sparql.results import Term

Row = dict[str, str]  # a column that has no value is ""


async def rows(site: Site, text: str, *, nodes: Mapping[str, str] | None = None, words: Mapping[str, str] | None = None) -> list[Row]:
    """The answer to a SELECT, with IRIs (`nodes`) and strings (`words`) for some of its variables. Raises as `Site.ask` does."""
    result = await site.ask(declared(text, nodes or {}, words or {}), given(nodes or {}, words or {}))
    return [{name: value(term) for name, term in zip(result.columns, row, strict=True)} for row in result.rows or ()]


def declared(text: str, nodes: Mapping[str, str], words: Mapping[str, str]) -> str:
    """The query with a header that tells what its parameters are."""
    header = [f'# param: {name} entity "an IRI"\n' for name in nodes] + [f'# param: {name} text "words"\n' for name in words]
    return "".join(header) + text


def given(nodes: Mapping[str, str], words: Mapping[str, str]) -> dict[str, str]:
    """The values of the parameters as a named query takes them."""
    return {**{name: f"<{iri}>" for name, iri in nodes.items()}, **words}


def numbered(words: Sequence[str]) -> dict[str, str]:
    """Words of a search as parameters: `word0`, `word1` and so on."""
    return {f"word{n}": word for n, word in enumerate(words)}


def value(term: Term | None) -> str:
    """An IRI or the text of a literal; nothing for what is not there."""
    return term.value if isinstance(term, (pyoxigraph.NamedNode, pyoxigraph.Literal)) else ""


def among(variable: str, iris: Iterable[str]) -> str:
    """`VALUES` that holds a variable to IRIs that the graph itself gave."""
    return f"VALUES ?{variable} {{ {' '.join(str(pyoxigraph.NamedNode(iri)) for iri in iris)} }}"
