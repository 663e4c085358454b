"""Whether a query reaches outside the graph, by SERVICE or FROM.

The engine reads keywords wherever it expects them, also in the midst of what looks like a word (`1SERVICE:x{`). So these words are refused wherever
they stand but for places where no parser can take them for keywords: in a variable, behind the colon of a name, in an IRI, a string or a comment
(unless the query is unsure, `kg.sparql.tokens`), and as the prefix of a name, which no group may follow.
"""
from __future__ import annotations

import re

from kg.errors import QueryError
from kg.sparql.tokens import Token, is_unsure, pointed, tokens

_REASONS = {
    "SERVICE": "SERVICE asks another server; queries read this graph only",
    "FROM": "FROM names another graph; queries read this graph only",
}
_KEYWORD = re.compile("SERVICE|FROM", re.IGNORECASE | re.ASCII)
_VARIABLE = re.compile(r"[?$][A-Za-z0-9_]*\Z")  # what stands before a keyword that is part of a variable
_LOCAL = re.compile(r":[A-Za-z0-9_-]*\Z")  # ... or of a name behind its prefix
_PREFIX = re.compile(r"[A-Za-z0-9_-]{0,200}:")  # what follows on a keyword that may be a prefix
_NEAR = 200  # characters that are looked at before a keyword: longer names are refused


def refuse_outside(text: str) -> None:
    """Raise QueryError that points at the place where the query may reach outside."""
    if not _KEYWORD.search(text):
        return
    if is_unsure(text):
        for found in _KEYWORD.finditer(text):
            if not _is_in_a_name(found):
                raise _refusal(text, found.start(), found[0])
        return
    seen = list(tokens(text))
    group = next((n for n, t in enumerate(seen) if t.text == "{"), len(seen))
    for number, token in enumerate(seen):
        if token.kind in ("word", "language", "variable"):
            for found in _KEYWORD.finditer(token.text):
                if _may_be_keyword(seen, number, group, found):
                    raise _refusal(text, token.start + found.start(), found[0])


def _may_be_keyword(seen: list[Token], number: int, group: int, found: re.Match[str]) -> bool:
    if _is_in_a_name(found):
        return False
    if not _PREFIX.match(found.string, found.end()):
        return True
    if found[0].upper() == "FROM":  # which stands before the first group
        return number < group and not (number and seen[number - 1].keyword == "PREFIX")
    return number + 1 < len(seen) and seen[number + 1].text == "{"


def _is_in_a_name(found: re.Match[str]) -> bool:
    before = found.string[max(0, found.start() - _NEAR) : found.start()]
    return _VARIABLE.search(before) is not None or _LOCAL.search(before) is not None


def _refusal(text: str, start: int, keyword: str) -> QueryError:
    return QueryError(pointed(text, start, _REASONS[keyword.upper()]))
