"""English text to spaCy `Doc`s with Universal Dependencies: `load().parse(texts)`."""
from __future__ import annotations

from kg.nlp.pipeline import English, Pipeline, load

__all__ = ["English", "Pipeline", "load"]
