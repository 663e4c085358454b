"""The tokens of a SPARQL query, as far as any parser of SPARQL must agree on them.

A `<` begins an IRI or compares two values, and which it is depends on what a parser expects. It is taken for an IRI here where it can be nothing
else. A query that holds another that may be either is unsure: what looks like a string or a comment behind it may be read as something else.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.namespaces import clean

_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+)
    | (?P<iri><(?:[A-Za-z][A-Za-z0-9+.-]*:// [^<>"{}|^`\\\x00-\x20]*        # no value begins with two slashes
                | [^<>"{}|^`\\\x00-\x20'\#(),;&]*) >)                      # and no comparison with one value ends in another
    | (?P<unsure><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<comment>\#[^\n\r]*)
    | (?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\" | '''(?:'{0,2}(?:[^'\\]|\\.))*''' | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<variable>[?$]\w+)
    | (?P<language>@[\w-]+)
    | (?P<word>(?:[\w:.%-]|[^\x00-\x7f]|\\[^\w\s])+)
    | (?P<mark>.)""",
    re.VERBOSE | re.DOTALL,
)
_TWICE_ESCAPED = re.compile(r"\\\\+[uU]")  # engines differ in what is escaped here


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


def is_unsure(text: str) -> bool:
    """Whether two parsers may see different tokens in a query."""
    return _TWICE_ESCAPED.search(text) is not None or any(t.kind == "unsure" or t.text in ("'", '"') for t in tokens(text))


def unescaped(text: str) -> str:
    r"""The query with \uXXXX escapes read, as a parser may read them before anything else."""
    return re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), text)


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
