"""Briefs: of what a document gave, the little that resolution and the guard ask of all documents at once. They are all that a build holds of every
document; the statements themselves are read again, one document after the other, to be written.
"""
from __future__ import annotations

import json
from dataclasses import dataclass

from kg.codec import DamagedError, tell_referents, to_referents
from kg.knowledge.public_roles import PublicRoles
from kg.model import Document, Extraction, Referent
from kg.resolution.guard import Charges, charges_of


@dataclass(frozen=True, slots=True)
class Brief:
    """What all documents are asked for at once."""

    referents: tuple[Referent, ...]
    charges: Charges

    @classmethod
    def of(cls, extraction: Extraction, roles: PublicRoles) -> Brief:
        """The brief of what a document gave."""
        return cls(extraction.referents, charges_of(extraction.statements, roles))

    def extraction(self, document: str, path: str) -> Extraction:
        """The document with this id and path, with the brief's referents and without its text and statements."""
        return Extraction(document=Document(id=document, path=path, sha256="", text="", blocks=()), referents=self.referents, statements=())


def encode_brief(brief: Brief, document: str) -> str:
    """A brief as a line of ASCII."""
    return json.dumps([tell_referents(brief.referents, document), brief.charges.held, brief.charges.accused], separators=(",", ":"))


def decode_brief(line: str, document: str) -> Brief:
    """What `encode_brief` was given. Raises DamagedError where it gave nothing of the kind."""
    try:
        referents, held, accused = json.loads(line)
        charges = Charges(tuple((holder, body, tuple(roles)) for holder, body, roles in held),
                          tuple((tuple(who), start, end) for who, start, end in accused))
        return Brief(to_referents(referents, document), charges)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise DamagedError(f"{document}: what was kept of it cannot be read ({error})") from error
