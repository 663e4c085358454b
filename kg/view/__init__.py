"""The page that people look at: one self-contained HTML file, made through pyvis from the network of statements.

The names below are loaded when they are first used: others need the words of this package without its drawing.
"""
from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.view.page import write_page
    from kg.view.selection import Selection, select
    from kg.view.vocabulary import Vocabulary

_HOMES = {"Selection": "kg.view.selection", "Vocabulary": "kg.view.vocabulary", "select": "kg.view.selection", "write_page": "kg.view.page"}

__all__ = ["Selection", "Vocabulary", "select", "write_page"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kg.view' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
