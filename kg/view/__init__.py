"""The page that people look at: one self-contained HTML file, made through pyvis from the network of statements."""
from __future__ import annotations

from kg.view.page import write_page
from kg.view.selection import Selection, select
from kg.view.vocabulary import Vocabulary

__all__ = ["Selection", "Vocabulary", "select", "write_page"]
