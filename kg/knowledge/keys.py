"""How texts and names are compared: on one line, and without what does not tell names apart."""

from __future__ import annotations

import re
from functools import lru_cache


def clean(text: str) -> str:
    """One line, single spaces."""
    return " ".join(text.split())


@lru_cache(maxsize=65_536)
def name_key(text: str) -> str:
    """A name for comparing: lower case, straight quotes, no possessive, no leading article."""
    text = clean(text).lower().replace("’", "'").replace("‘", "'")
    text = re.sub(r"'s$|'$", "", text)
    text = re.sub(r"^(the|a|an)\s+", "", text)
    return re.sub(r"[^\w&£$%/' ]+", " ", text).strip()
