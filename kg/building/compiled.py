"""The ontology as compiled, kept between builds: to read and compile its files takes longer than most of what a build of one document more does.

Written as JSON that names the kind of each value; only the kinds below are ever made of it.
"""
from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from kg.building.cache import Cache
from kg.building.versions import writing
from kg.knowledge import ontology
from kg.knowledge.domain import ClassTree, Cues, GazetteerEntry, ModalityWords, Ontology, Relation, Replies, SpeechWords
from kg.knowledge.lexicon import Fixed, Frame, Kind, Place, Slot
from kg.knowledge.public_roles import PublicRoles
from kg.model import Modality

_KINDS: dict[str, Callable[..., Any]] = {
    kind.__name__: kind for kind in (ClassTree, Cues, Fixed, Frame, GazetteerEntry, Kind, Modality, ModalityWords, Ontology, Place, PublicRoles,
                                     Relation, Replies, Slot, SpeechWords)}


def load_kept(folder: Path | None, cache: Cache, *, fresh: bool) -> Ontology:
    """What `kg.knowledge.ontology.load` gives, from the cache where the same files were compiled before. Raises as that does."""
    digest = ontology.digest(folder)
    key = hashlib.sha256(f"ontology\0{writing()}\0{digest}".encode()).hexdigest()
    line = None if fresh else cache.get(key)
    if line is not None:
        found = _told(line)
        if found is not None and found.digest == digest:
            return found
        cache.damaged += 1
    made = ontology.load(folder)
    if made.digest == digest:  # else a file was changed since this process read it
        cache.put(key, json.dumps(plain(made), separators=(",", ":")))
    return made


def _told(line: str) -> Ontology | None:
    try:
        found = from_plain(json.loads(line))
    except (ValueError, TypeError, KeyError, IndexError):
        return None
    return found if isinstance(found, Ontology) else None


def plain(value: object) -> object:
    """A value as JSON holds it: words, numbers and None as they are, all else as a list that begins with its kind."""
    if isinstance(value, Enum):
        return [type(value).__name__, value.value]
    if value is None or isinstance(value, str | int | float):
        return value
    if is_dataclass(value):
        return [type(value).__name__, *(plain(getattr(value, each.name)) for each in fields(value))]
    if isinstance(value, Mapping):
        return ["map", *(plain(each) for pair in value.items() for each in pair)]
    if isinstance(value, frozenset):
        return ["set", *sorted(map(plain, value))]  # type: ignore[type-var]
    assert isinstance(value, tuple), value
    return ["list", *map(plain, value)]


def from_plain(told: Any) -> Any:
    """The value that `plain` was given. Raises ValueError, TypeError, KeyError or IndexError where it was given none."""
    if not isinstance(told, list):
        return told
    kind, *parts = told
    parts = [from_plain(part) if isinstance(part, list) else part for part in parts]
    if kind == "list":
        return tuple(parts)
    if kind == "set":
        return frozenset(parts)
    if kind == "map":
        return dict(zip(parts[::2], parts[1::2], strict=True))
    return _KINDS[kind](*parts)
