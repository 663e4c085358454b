"""Which of several media types a client wants most, from its Accept header (RFC 9110, section 12.5.1)."""
from __future__ import annotations

from collections.abc import Sequence


def best(accept: str | None, offered: Sequence[str]) -> str | None:
    """The offered type of the highest quality, the first of several; None where the client wants none of them. No header accepts everything."""
    if accept is None or not accept.strip():
        return offered[0] if offered else None
    ranges = [found for part in accept.split(",") if (found := _range(part)) is not None]
    rated = [(_quality(ranges, kind), -place) for place, kind in enumerate(offered)]
    quality, place = max(rated, default=(0.0, 0))
    return offered[-place] if quality > 0 else None


def _range(part: str) -> tuple[str, float] | None:
    """A media range and its quality; None where it cannot be read."""
    kind, *parameters = (x.strip().lower() for x in part.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                quality = min(max(float(value), 0.0), 1.0)
            except ValueError:
                return None
    return (kind, quality) if "/" in kind else None


def _quality(ranges: Sequence[tuple[str, float]], kind: str) -> float:
    """That of the most specific range that holds `kind`."""
    for wanted in (kind, kind.split("/")[0] + "/*", "*/*"):
        qualities = [quality for name, quality in ranges if name == wanted]
        if qualities:
            return max(qualities)
    return 0.0
