"""Text of documents made fit to be shown: names, quotations and addresses come from anywhere and may be hostile.

Nothing here escapes markup: the page shows every text as text. What is taken out is what no reader can see and a browser may act on.
"""
from __future__ import annotations

import re
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import urlsplit

_UNUSABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# Marks, embeddings, overrides and isolates: they would turn round the text that stands beside a name.
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SPECIAL = re.compile(r"\A[/~]|[:\\]|\.\.")  # in every path that is absolute on some system or leads upwards, and in few others
NAME_LIMIT = 160


def legible(text: str) -> str:
    """`text` with the same number of characters, and none that cannot be written as UTF-8 or is a control."""
    return text if text.isprintable() else _CONTROL.sub(" ", writable(text))  # no control, surrogate or noncharacter is printable


def writable(text: str) -> str:
    """`text` with the same number of characters, all of which UTF-8 can carry."""
    return _UNUSABLE.sub("\ufffd", text)


def cut(text: str, limit: int) -> str:
    """`text` with at most `limit` characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def name(text: str) -> str:
    """A name or a title on one line, short enough to draw, without direction controls."""
    short = text[: NAME_LIMIT * 20]
    plain = short if short.isprintable() else _BIDI.sub("", legible(short))
    return cut(" ".join(plain.split()), NAME_LIMIT) or "(no name)"


def web_link(address: str | None) -> str | None:
    """`address` if a browser may follow it: http or https, with a host. Anything else is None."""
    if not address or len(address) > 2000:
        return None
    plain = legible(address.strip())
    try:
        parts = urlsplit(plain)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or any(c in plain for c in ' "<>\\`\ufffd'):
        return None
    return plain


def relative(path: str) -> str:
    """`path` where it is relative; of an absolute path (of any system) the last part alone, which tells nothing of the machine."""
    if not _SPECIAL.search(path):
        return name(path)
    windows = PureWindowsPath(path)
    absolute = windows.anchor or PurePosixPath(path).is_absolute() or path.startswith(("~", "file:")) or ".." in windows.parts
    return name(windows.name if absolute else path)
