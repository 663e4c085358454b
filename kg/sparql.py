"""What can be told of a SPARQL query before it runs: whether it only reads, where it is wrong, and how a value is bound to its variables.

A query reaches outside the graph by SERVICE, FROM and LOAD; these are refused. rdflib's algebra decides, and a tokeniser that knows strings,
comments and IRIs decides with it, since the engine that runs the query is another parser and reads more (SPARQL 1.2).
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import rdflib.plugins.sparql
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import QueryError
from kg.namespaces import clean

rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False

LONGEST = 100_000  # characters of a query
DEEPEST = 40  # brackets within brackets: rdflib's parser takes long over more, and a parser's stack is finite
_OUTSIDE = {
    "SERVICE": "SERVICE asks another server; queries read this graph only",
    "FROM": "FROM names another graph; queries read this graph only",
}
_UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD"))
_FORMS = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))
_TOKEN = re.compile(
    r"""(?P<space>\s+)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<comment>\#[^\n\r]*)
    | (?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{0,2}(?:[^'\\]|\\.))*''' | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<language>@[\w-]+)
    | (?P<word>(?:[\w:.%-]|\\[^\w\s])+)
    | (?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a query that means something: no spaces, no comments."""

    kind: str
    text: str
    start: int

    @property
    def keyword(self) -> str:
        """The word in capitals, where it can be a keyword."""
        return self.text.upper() if self.kind == "word" and ":" not in self.text else ""


def tokens(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        if match.lastgroup not in ("space", "comment"):
            yield Token(match.lastgroup or "mark", match[0], match.start())


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


def refuse_unsafe(text: str, prefixes: Mapping[str, str]) -> None:
    """Raise QueryError where the query would write, or reach outside this graph, or is too long or too deep to be parsed safely."""
    _refuse_unsafe(text, tuple(prefixes.items()))


@lru_cache(maxsize=256)  # rdflib takes a tenth of a second to read a long query, and the same ones are asked again; what is refused is not kept
def _refuse_unsafe(text: str, declared: tuple[tuple[str, str], ...]) -> None:
    prefixes = dict(declared)
    if len(text) > LONGEST:
        raise QueryError(f"the query has {len(text):,} characters; at most {LONGEST:,} are read")
    _refuse_depth(text)
    readable = _algebra_reads_only(text, prefixes)
    for version in {text, _unescaped(text)}:
        for token in tokens(version):
            for keyword, reason in _OUTSIDE.items():
                # Where rdflib cannot look inside, the engine may see a keyword that runs into its neighbours (".SERVICE", "1SERVICE:x")
                if token.keyword == keyword or (not readable and token.kind == "word" and keyword in token.text.upper()):
                    raise QueryError(pointed(version, token.start, reason))
            if token.keyword in _UPDATES:
                raise QueryError(pointed(version, token.start, f"{token.keyword} changes the graph; queries only read it"))


def pointed(text: str, offset: int, message: str) -> str:
    """`message` with the line, the column, the line itself and a caret under the place."""
    offset = min(max(offset, 0), len(text))
    before = text[:offset]
    line, start = before.count("\n") + 1, before.rfind("\n") + 1
    end = text.find("\n", start)
    column = offset - start
    whole = clean(text[start : end if end >= 0 else len(text)])
    shown = "".join(c if c.isprintable() else " " for c in whole)
    first = max(0, column - 60)
    return f"line {line}, column {column + 1}: {message}\n  {shown[first : first + 120]}\n  {' ' * (column - first)}^"


def syntax_error(text: str, error: SyntaxError) -> QueryError:
    """An engine's "error at LINE:COLUMN: what was expected", as a message that points at the place."""
    found = re.search(r"error at (\d+):(\d+): (.*)", str(error), re.DOTALL)
    if found is None:
        return QueryError(f"the query cannot be read: {error}")
    line, column = int(found[1]), int(found[2])
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    offset = starts[min(line, len(starts)) - 1] + column - 1
    at = next((t.start for t in tokens(text) if t.start <= offset < t.start + len(t.text)), offset)
    return QueryError(pointed(text, at, _expected(found[3])))


def _expected(message: str) -> str:
    """What an engine says in one line, without the ranges of characters that a name may hold."""
    if "Prefix not found" in message:
        return "this prefix is not declared"
    if "IRI parsing failed" in message:
        return "this is not an IRI"
    items = re.sub(r"\s+", " ", message).removeprefix("expected ").removeprefix("one of ").split(", ")
    names = [item for item in items if not item.startswith(("[", "'"))]
    if not names:
        return "this cannot stand here"
    return "this cannot stand here; expected " + ("one of " if len(names) > 1 else "") + ", ".join(names[:8]) + (" …" if len(names) > 8 else "")


def bind(text: str, values: Mapping[str, str]) -> str:
    """The query with `VALUES` for some of its variables at the start of its pattern; `values` are terms already written as SPARQL.

    Raises QueryError where the query has no pattern to put them in.
    """
    if not values:
        return text
    at = _pattern_start(text)
    names = sorted(values)
    block = f" VALUES ({' '.join('?' + n for n in names)}) {{ ({' '.join(values[n] for n in names)}) }} "
    rest = text[at:]
    first = next(tokens(rest), None)
    if first is not None and first.keyword == "SELECT":  # a pattern that is a sub-query takes nothing beside it
        close = at + _matching(rest)
        return text[:at] + block + "{" + text[at:close] + "}" + text[close:]
    return text[:at] + block + rest


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
    depth = 0
    for token in tokens(text):
        if token.kind == "mark" and token.text in "({[":
            depth += 1
            if depth > DEEPEST:
                raise QueryError(pointed(text, token.start, f"brackets stand more than {DEEPEST} deep here"))
        elif token.kind == "mark" and token.text in ")}]":
            depth -= 1


def _algebra_reads_only(text: str, prefixes: Mapping[str, str]) -> bool:
    """Whether rdflib can read the query. Raises QueryError where its algebra reaches outside."""
    try:
        algebra = prepareQuery(text, initNs=dict(prefixes)).algebra
    except Exception:  # noqa: BLE001 - rdflib raises plain Exception for an unknown prefix, and much else for SPARQL 1.2
        return False
    found = {node.name for node in _nodes(algebra)}
    if "ServiceGraphPattern" in found:
        raise QueryError(_at_keyword(text, "SERVICE"))
    if "DatasetClause" in found or algebra.get("datasetClause"):
        raise QueryError(_at_keyword(text, "FROM"))
    return True


def _at_keyword(text: str, keyword: str) -> str:
    start = next((t.start for t in tokens(text) if t.keyword == keyword), None)
    return _OUTSIDE[keyword] if start is None else pointed(text, start, _OUTSIDE[keyword])


def _nodes(part: object) -> Iterator[CompValue]:
    """Every node of an algebra, also those inside expressions."""
    stack = [part]
    while stack:
        node = stack.pop()
        if isinstance(node, CompValue):
            yield node
            stack.extend(node.values())
        elif isinstance(node, (list, tuple, set, frozenset)):
            stack.extend(node)
        elif isinstance(node, dict):
            stack.extend(node.values())


def _unescaped(text: str) -> str:
    r"""The query with \uXXXX escapes read, as a parser may read them before anything else."""
    return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), text)
