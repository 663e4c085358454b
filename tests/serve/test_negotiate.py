"""Content negotiation: the type of the highest quality, by the most specific range that holds it."""
from __future__ import annotations

import pytest

from kg.serve.negotiate import best

OFFERED = ("application/json", "text/csv", "text/html")


@pytest.mark.parametrize(("accept", "chosen"), [
    (None, "application/json"), ("", "application/json"), ("*/*", "application/json"), ("text/*", "text/csv"), ("text/html", "text/html"),
    ("text/csv;q=0.5, text/html", "text/html"), ("text/csv;q=0.5, */*;q=0.4", "text/csv"), ("TEXT/CSV ; Q=1", "text/csv"),
    ("text/csv;q=0, text/*", "text/html"), ("image/png", None), ("application/json;q=0", None), ("text/csv;q=x, text/html;q=0.1", "text/html"),
    ("nonsense", None), ("text/html;level=1;q=0.3, text/csv;q=0.2", "text/html"),
])
def test_the_best_type_is_chosen(accept: str | None, chosen: str | None) -> None:
    assert best(accept, OFFERED) == chosen
