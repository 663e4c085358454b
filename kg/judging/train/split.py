"""Which documents the judge is not trained on, so that it can be measured on them."""
from __future__ import annotations

import hashlib

_OF = 10  # one document of so many


def held_out(document: str) -> bool:
    """Whether a document ("collection/name") is only measured on: by a hash of its name, the same at all times."""
    return int(hashlib.md5(document.encode(), usedforsecurity=False).hexdigest(), 16) % _OF == 0
