"""Where the things of a build stand on this server: an IRI of the data answers at its own path, whatever host the build was made for.

Nothing here asks the graph; an address may lead to a page that says there is no such thing.
"""
from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from kg.namespaces import clean, local_name

KINDS = ("entity", "statement", "passage", "document")


@dataclass(frozen=True, slots=True)
class Addresses:
    """IRIs that start with `base`, and the paths at which they are answered."""

    base: str

    @property
    def root(self) -> str:
        """The path that all of them start with. What follows a '#' never reaches a server, so such a base has its things at the top."""
        return urlsplit(self.base).path if self.base.endswith("/") else "/"

    def iri(self, kind: str, name: str) -> str:
        """The IRI of a thing from the last part of its path, as a server gets it: with nothing escaped."""
        return f"{self.base}{kind}/{quote(clean(name), safe='-._~')}"

    def path(self, iri: str) -> str | None:
        """The path of a thing on this server; None where the IRI is not one of the build's. A passage stands in its document."""
        kind, _, name = iri.removeprefix(self.base).partition("/") if iri.startswith(self.base) else ("", "", "")
        if kind not in KINDS or not name:
            return None
        return self.place(*passage_parts(iri)) if kind == "passage" else f"{self.root}{kind}/{name}"

    def place(self, document: str, start: int | str, end: int | str) -> str:
        """The path of a stretch of a document's text."""
        return f"{self.root}document/{document}#at-{start}-{end}"


def passage_parts(iri: str) -> tuple[str, str, str]:
    """Document, start and end of a passage, from its IRI; empty where it tells none."""
    document, start, end = ("", "", "", *local_name(iri).rsplit("-", 2))[-3:]
    return (document, start, end) if document and start.isdecimal() and end.isdecimal() else ("", "", "")
