"""Why a request is refused, each with its HTTP status and a sentence that says what to do."""
from __future__ import annotations

from collections.abc import Mapping

from kg.errors import KgError


class RefusedError(KgError):
    """A request that gets no answer. `status` and `headers` are those of the response."""

    status = 400

    def __init__(self, message: str, *, status: int | None = None, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status or self.status
        self.headers = dict(headers or {})


class TooLongError(RefusedError):
    """A query ran for its whole time, and was stopped."""

    status = 504


class TooLargeError(RefusedError):
    """An answer has more rows or bytes than are given out, or needs more memory than a query has."""

    status = 422


class TooBusyError(RefusedError):
    """Too many queries at a time."""

    status = 503

    def __init__(self, message: str, *, retry_after: int = 1) -> None:
        super().__init__(message, headers={"Retry-After": str(retry_after)})
