"""Lists in pages: which one is asked for, and the addresses of its neighbours."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.requests import Request

_LAST = 100_000


@dataclass(frozen=True, slots=True)
class Paging:
    """Page `number` (from 1) of a list of `total`; `fields` are what else stands in the address of each page."""

    number: int
    size: int
    total: int
    fields: Mapping[str, str]

    @property
    def first(self) -> int:
        """The number in the list of the first that is shown."""
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        """The number in the list of the last that is shown."""
        return min(self.number * self.size, self.total)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // self.size))

    def address(self, number: int) -> str:
        """The address of a page, relative to the list's."""
        return "?" + urlencode({**self.fields, **({"page": str(number)} if number > 1 else {})})


def page_number(request: Request) -> int:
    """The page that is asked for; the first where the address does not tell one."""
    text = request.query_params.get("page", "1")
    return min(max(int(text), 1), _LAST) if text.isdecimal() and len(text) < 9 else 1
