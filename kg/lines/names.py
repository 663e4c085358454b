"""Tells whether a few words are the name of a person, of an author, or of a publication, by their shape and by two lists of words."""
from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

_PARTICLES: Final = frozenset({"de", "van", "von", "der", "den", "la", "le", "da", "di", "dos", "bin", "al", "el", "ap", "ter"})
_SMALL: Final = frozenset({"the", "of", "and", "for", "&", "to", "in", "a", "on", "our"})
_NAME_WORD: Final = re.compile(r"[^\W\d_][\w'’.-]*")


def person_name(words: str) -> bool:
    """Two to four words that look like a person's name: "Jane Doe", "J. van der Berg", "Mary O'Neill-Smith"."""
    parts = words.split()
    if not 2 <= len(parts) <= 5 or not all(_NAME_WORD.fullmatch(part) for part in parts):
        return False
    capital = [part for part in parts if part[0].isupper()]
    if any(part not in capital and part.casefold() not in _PARTICLES for part in parts) or not 2 <= len(capital) <= 4:
        return False
    if not (parts[0] in capital and parts[-1] in capital) or len(parts[-1].strip(".")) < 2:
        return False
    return not _listed("not_names.txt") & {part.casefold().strip(".") for part in parts}


def author_name(words: str, most: int = 6) -> bool:
    """A name of a person or body, where the words before it already say that it is one: "By PA Media", "From Friends of the Park"."""
    parts = words.split()
    if not 1 <= len(parts) <= most or not parts[0][0].isupper() or any(character.isdigit() for character in words):
        return False
    return all(part[0].isupper() or part.casefold() in _SMALL | _PARTICLES for part in parts) and not re.search(r"[.!?:;\"“”]$", words)


def publication_name(words: str) -> bool:
    """A newspaper's or site's name, where a byline may hold one: "The Ashby Gazette"."""
    parts = words.split()
    return 1 < len(parts) <= 6 and author_name(words) and parts[-1].casefold() in _listed("publications.txt")


@cache
def _listed(name: str) -> frozenset[str]:
    text = files("kg.lines").joinpath(name).read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
