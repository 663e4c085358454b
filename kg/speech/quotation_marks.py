"""Quotation marks in a stretch of text, settled by their neighbours: each opens, closes or may do either; apostrophes are left out.

Two single marks written side by side, as news wires and typesetters do (``so''), are one double mark.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

_DOUBLE, _SINGLE = "“”\"", "‘’'"
_TWICE = {"``": "“", "‘‘": "“", "’’": "”", "''": "\""}  # what two marks side by side stand for
_MARKS = re.compile(f"’(?=’’(?!’))|{'|'.join(_TWICE)}|[{_DOUBLE}{_SINGLE}]")
_BEFORE_OPENING = "([{—–-/“‘"
_AFTER_CLOSING = ".,;:!?)]}—–-/…”’"
# Words that begin with an apostrophe, and decades: neither opens a quotation.
_ELISION = re.compile(r"(?:em|tis|twas|twill|til|n|neath|\d0s)\b", re.IGNORECASE)


class Shape(Enum):
    """What a mark can be, by its neighbours."""

    OPEN = auto()
    CLOSE = auto()
    POSSESSIVE = auto()  # "councils' plans": an apostrophe, or the end of a quotation
    EITHER = auto()


@dataclass(slots=True)
class Mark:
    """A quotation mark, and what it is. `width` is in characters."""

    position: int
    double: bool
    shape: Shape
    width: int = 1


def marks_of(text: str, start: int, end: int) -> list[Mark]:
    """The marks of a paragraph, in order."""
    marks = []
    for match in _MARKS.finditer(text, start, end):
        written = _TWICE.get(match.group(), match.group())
        double = written in _DOUBLE
        shape = _double_shape(text, written, match.span(), start, end) if double else _single_shape(text, match.start(), start, end)
        if shape is not None:
            marks.append(Mark(match.start(), double, shape, len(match.group())))
    return _settled(marks, start)


def _free_before(text: str, position: int, start: int) -> bool:
    """Nothing that a closing mark could stand after: a space, a bracket, an opening mark (one straight mark between is passed over)."""
    if position > start and text[position - 1] in "\"'":
        position -= 1
    return position <= start or text[position - 1].isspace() or text[position - 1] in _BEFORE_OPENING


def _free_after(text: str, position: int, end: int) -> bool:
    following = text[position + 1: position + 2] if position + 1 < end else " "
    return following.isspace() or following in _AFTER_CLOSING or (following in "\"'" and not text[position + 2: position + 3].isalnum())


def _double_shape(text: str, written: str, at: tuple[int, int], start: int, end: int) -> Shape | None:
    position = at[0]
    before, after = _free_before(text, position, start), _free_after(text, at[1] - 1, end)
    if written == "“":
        return Shape.CLOSE if after and not before else Shape.OPEN
    if before and not after:
        return Shape.OPEN
    if written == "”" or (after and not before) or (position > start and text[position - 1] in ".,!?"):
        return Shape.CLOSE
    return Shape.EITHER


def _single_shape(text: str, position: int, start: int, end: int) -> Shape | None:
    before, after = _free_before(text, position, start), _free_after(text, position, end)
    mark = text[position]
    if not before and not after:
        return None  # inside a word: "children’s"
    if mark == "‘" or (mark == "'" and before):
        return None if after or not before or _ELISION.match(text, position + 1) else Shape.OPEN
    if before:
        return None  # "’90s"
    following = text[position + 1: position + 3]
    plural = text[position - 1] in "sS" and position - 2 >= start and text[position - 2].isalpha()
    return Shape.POSSESSIVE if plural and len(following) == 2 and following[0].isspace() and following[1].isalpha() else Shape.CLOSE


def _settled(marks: list[Mark], start: int) -> list[Mark]:
    """Single marks need a look ahead: an opening one needs a closing one before the next opens; a possessive closes only if nothing better does."""
    kept: list[Mark] = []
    certain = possible = False
    for mark in reversed(marks):
        if mark.double:
            kept.append(mark)
        elif mark.shape is Shape.OPEN:
            if certain or possible or mark.position == start:
                kept.append(mark)
                certain = possible = False
        elif mark.shape is Shape.CLOSE:
            certain = True
            kept.append(mark)
        elif not certain:
            possible = True
            mark.shape = Shape.CLOSE
            kept.append(mark)
    kept.reverse()
    return kept
