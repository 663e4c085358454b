"""From a name that a person types to the one entity that bears it: by label, then by any other name, whatever the case."""
from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.errors import QueryError
from kg.namespaces import clean

_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


@dataclass(frozen=True, slots=True)
class Named:
    """Something with an IRI, a label and other names."""

    iri: str
    label: str
    aliases: tuple[str, ...] = ()


def folded(name: str) -> str:
    """`name` as it is compared: case, kind of quotation mark and width of spaces do not count."""
    return re.sub(r"\s+", " ", name.translate(_QUOTES)).strip().casefold()


def spellings(name: str) -> set[str]:
    """How `name` is likely to be written elsewhere: with one kind of quotation mark or the other, and single spaces."""
    single = re.sub(r"\s+", " ", clean(name)).strip()
    straight = single.translate(_QUOTES)
    return {single, straight, straight.replace("'", "’")}


def find_named(name: str, candidates: Iterable[Named]) -> Named:
    """The one candidate called `name`; its IRI, alone or in <>, is accepted too.

    Raises QueryError that lists the candidates where there are several, and the nearest names where there is none.
    """
    known = list(candidates)
    address = name.strip().removeprefix("<").removesuffix(">")
    for candidate in known:
        if candidate.iri == address:
            return candidate
    wanted = folded(name)
    found = [c for c in known if folded(c.label) == wanted] or [c for c in known if wanted in map(folded, c.aliases)]
    if len(found) == 1:
        return found[0]
    if found:
        lines = "".join(f"\n  {c.label}  <{c.iri}>" for c in sorted(found, key=lambda c: (c.label, c.iri)))
        raise QueryError(f"{name!r} could be any of {len(found)}; give the one you mean in <>:{lines}")
    near = _nearest(wanted, known)
    hint = "; did you mean " + ", ".join(repr(n) for n in near) + "?" if near else ""
    raise QueryError(f"nothing is called {name!r}{hint}")


def _nearest(wanted: str, known: Sequence[Named]) -> list[str]:
    """Up to five labels that look like the name, or hold it."""
    names = {folded(n): c.label for c in known for n in (*c.aliases, c.label)}
    close = difflib.get_close_matches(wanted, sorted(names), n=5, cutoff=0.6)
    close += sorted(n for n in names if wanted and wanted in n)
    return list(dict.fromkeys(names[n] for n in close))[:5]
