"""What can be told of a SPARQL query before it runs: whether it only reads, where it is wrong, and how a value is bound to its variables.

Nothing here needs an engine: what is refused is refused by its tokens (`kg.sparql.outside`).
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from kg.errors import QueryError
from kg.sparql.outside import refuse_outside
from kg.sparql.tokens import is_unsure, pointed, tokens, unescaped

LONGEST = 100_000  # characters of a query
DEEPEST = 40  # brackets within brackets: a parser's stack is finite
MOST_OPERATORS = 1_000  # a chain of them is read by recursion too: some 4,000 to 10,000 end the process
_OPERATORS = frozenset("&|+-*/!=<>^")
_CHAINED = frozenset(("UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "IN", "NOT"))
_UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD"))
_NO_PREFIX = "Prefix not found"
_FORMS = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))


def variables(text: str) -> frozenset[str]:
    """The names of all variables of a query."""
    return frozenset(t.text[1:] for t in tokens(text) if t.kind == "variable")


def form(text: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE: what a query gives; nothing where it is none of these."""
    return next((t.keyword for t in tokens(text) if t.keyword in _FORMS), "")


def in_order_of_text(text: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of a `SELECT *` by where they first stand in the query; those of another SELECT as they are."""
    words = list(tokens(text))
    form = next((i for i, t in enumerate(words) if t.keyword in _FORMS), None)
    star = form is not None and next((t.text == "*" for t in words[form + 1 :] if t.keyword not in ("DISTINCT", "REDUCED")), False)
    first = {t.text[1:]: -i for i, t in reversed(list(enumerate(words))) if t.kind == "variable"}
    return tuple(sorted(columns, key=lambda c: -first.get(c, 0))) if star else columns


def is_ordered(text: str) -> bool:
    return any(t.keyword == "ORDER" for t in tokens(text))


def refuse_unsafe(text: str) -> None:
    """Raise QueryError where the query would write, or reach outside this graph, or is too long or too deep to be parsed safely."""
    if len(text) > LONGEST:
        raise QueryError(f"the query has {len(text):,} characters; at most {LONGEST:,} are read")
    for version in dict.fromkeys((text, unescaped(text))):
        _refuse_depth(version)
        _refuse_chains(version)
        refuse_outside(version)
        for token in tokens(version):
            if token.keyword in _UPDATES:
                raise QueryError(pointed(version, token.start, f"{token.keyword} changes the graph; queries only read it"))


def syntax_error(text: str, error: SyntaxError) -> QueryError:
    """An engine's "error at LINE:COLUMN: what was expected", as a message that points at the place."""
    found = re.search(r"error at (\d+):(\d+): (.*)", str(error), re.DOTALL)
    if found is None:
        return QueryError(f"the query cannot be read: {error}")
    line, column = int(found[1]), int(found[2])
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    offset = starts[min(line, len(starts)) - 1] + column - 1
    at = next((t.start for t in tokens(text) if t.start <= offset < t.start + len(t.text)), offset)
    if _NO_PREFIX in found[3]:  # told at what comes after the name
        at = max((t.start for t in tokens(text) if t.kind == "word" and ":" in t.text and t.start < offset), default=at)
    return QueryError(pointed(text, at, _expected(found[3])))


def _expected(message: str) -> str:
    """What an engine says in one line, without the ranges of characters that a name may hold."""
    if _NO_PREFIX in message:
        return "this prefix is not declared"
    if "IRI parsing failed" in message:
        return "this is not an IRI"
    items = re.sub(r"\s+", " ", message).removeprefix("expected ").removeprefix("one of ").split(", ")
    names = sorted({item for item in items if not item.startswith(("[", "'"))})  # the engine tells them in any order
    if not names:
        return "this cannot stand here"
    return "this cannot stand here; expected " + ("one of " if len(names) > 1 else "") + ", ".join(names[:8]) + (" …" if len(names) > 8 else "")


def bind(text: str, values: Mapping[str, str]) -> str:
    """The query with `VALUES` for some of its variables at the start of its pattern, and of each sub-query that names them: there a variable that is
    not selected would be another one, and an engine would answer the sub-query for all values first. `values` are terms already written as SPARQL.

    Raises QueryError where the query has no pattern to put them in.
    """
    if not values:
        return text
    at = _pattern_start(text)
    added = [(at, _values(values, values)), *_in_sub_queries(text, at, values)]
    first = next(tokens(text[at:]), None)
    if first is not None and first.keyword == "SELECT":  # a pattern that is a sub-query takes nothing beside it
        added = [added[0], (at, "{"), *added[1:], (at + _matching(text[at:]), "}")]
    for place, block in reversed(added):
        text = text[:place] + block + text[place:]
    return text


def _in_sub_queries(text: str, start: int, values: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Where the patterns of the sub-queries after `start` begin, and what to add there; not for a variable that a sub-query computes itself."""
    for token in tokens(text[start:]):
        if token.keyword == "SELECT":
            begun = start + token.start
            whole = list(tokens(text[begun:begun + _matching(text[begun:])]))
            computed = {after.text[1:] for before, after in pairwise(whole) if before.keyword == "AS"}
            if named := ({t.text[1:] for t in whole if t.kind == "variable"} & values.keys()) - computed:
                yield begun + _pattern_start(text[begun:]), _values(named, values)


def _values(names: Iterable[str], values: Mapping[str, str]) -> str:
    names = sorted(names)
    return f" VALUES ({' '.join('?' + n for n in names)}) {{ ({' '.join(values[n] for n in names)}) }} "


def _pattern_start(text: str) -> int:
    """The offset after the brace that opens the WHERE pattern."""
    form, depth, braces, template = "", 0, 0, False
    for token in tokens(text):
        if not form:
            form = token.keyword if token.keyword in _FORMS else ""
            template = form == "CONSTRUCT"
        elif token.text in "()" and token.kind == "mark":
            depth += 1 if token.text == "(" else -1
        elif template and (token.text in "{}" or token.keyword == "WHERE"):
            if token.keyword == "WHERE":
                raise QueryError(pointed(text, token.start, "CONSTRUCT WHERE takes no parameters; write the template and the pattern out"))
            braces += 1 if token.text == "{" else -1
            template = braces > 0
        elif token.text == "{" and depth == 0:
            return token.start + 1
    raise QueryError("the query has no pattern in braces that a parameter could be bound in")


def _matching(text: str) -> int:
    """The offset of the brace that closes the group that `text` is in."""
    depth = 0
    for token in tokens(text):
        if token.kind == "mark" and token.text in "{}":
            depth += 1 if token.text == "{" else -1
            if depth < 0:
                return token.start
    raise QueryError("a brace is not closed")


def _refuse_depth(text: str) -> None:
    """Where the text can be read in two ways, each bracket counts, though it may stand in a string."""
    marks = ((c, n) for n, c in enumerate(text)) if is_unsure(text) else ((t.text, t.start) for t in tokens(text) if t.kind == "mark")
    depth = 0
    for mark, start in marks:
        depth += (mark in "({[") - (mark in ")}]")
        if depth > DEEPEST:
            raise QueryError(pointed(text, start, f"brackets stand more than {DEEPEST} deep here"))


def _refuse_chains(text: str) -> None:
    """A word without a colon may be a chain as well, as in `1-1`. `&&` and `||` are two marks, and counted as one operator."""
    found = 0.0
    for token in tokens(text):
        if token.kind == "mark" and token.text in _OPERATORS:
            found += 0.5 if token.text in "&|" else 1
        elif token.kind == "unsure":
            found += sum(token.text.count(mark) for mark in _OPERATORS)
        elif token.kind == "word" and ":" not in token.text:
            found += token.text.count("-") + (token.keyword in _CHAINED)
        if found > MOST_OPERATORS:
            raise QueryError(pointed(text, token.start, f"the query has more than {MOST_OPERATORS:,} operators (&&, ||, +, UNION …) by here; ask for "
                                                        "less at once, or write a list of values as VALUES or IN"))
