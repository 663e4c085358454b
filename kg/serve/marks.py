"""The kept text of a document in pieces, so that each quotation can be marked: spans may overlap and run over paragraphs.

Offsets count characters of the whole text, as passages do.
"""
from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.view.text import legible

Span = tuple[int, int]
_LEAST, _MOST = 120, 700  # characters of context on each side


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one paragraph that the same spans hold: `spans`, the shortest first, and `begun`, those of them that begin here."""

    text: str
    spans: tuple[str, ...]
    begun: tuple[str, ...]


def span_name(span: Span) -> str:
    """How marks, lists and addresses name a span."""
    return f"{span[0]}-{span[1]}"


def paragraphs(text: str, spans: Iterable[Span]) -> list[list[Piece]]:
    """The paragraphs of a text that are not empty, each in pieces. A span that is not in the text marks nothing."""
    known = sorted({span for span in spans if 0 <= span[0] < span[1] <= len(text)})
    cuts = sorted({at for span in known for at in span})
    sweep = _Sweep(known)
    found, start = [], 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            inner = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
            edges = [start, *inner, end]
            found.append([_piece(text, low, high, sweep) for low, high in pairwise(edges)])
        start = end + 1
    return found


def context(text: str, span: Span) -> list[list[Piece]]:
    """The paragraphs that a span stands in, with those before and after it where it begins or ends its own; cut where they are long."""
    low = max(text.rfind("\n", 0, max(span[0] - _LEAST, 0)) + 1, span[0] - _MOST)
    line_end = text.find("\n", min(span[1] + _LEAST, len(text)))
    high = min(len(text) if line_end < 0 else line_end, span[1] + _MOST)
    return paragraphs(text[low:high], [(span[0] - low, span[1] - low)])


class _Sweep:
    """Which spans hold a place, asked from the first to the last."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._waiting = iter(spans)
        self._next = next(self._waiting, None)
        self._open: list[Span] = []

    def at(self, place: int) -> tuple[list[Span], list[Span]]:
        """The spans that hold `place`, and those of them that were not told before."""
        begun = list(self._begun(place))
        self._open = [span for span in (*self._open, *begun) if span[1] > place]
        return self._open, [span for span in begun if span[1] > place]

    def _begun(self, place: int) -> Iterator[Span]:
        while self._next is not None and self._next[0] <= place:
            yield self._next
            self._next = next(self._waiting, None)


def _piece(text: str, low: int, high: int, sweep: _Sweep) -> Piece:
    held, begun = sweep.at(low)
    shortest = sorted(held, key=lambda span: (span[1] - span[0], span))
    return Piece(legible(text[low:high]), tuple(map(span_name, shortest)), tuple(map(span_name, begun)))
