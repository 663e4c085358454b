"""The errors that kg raises, split by what the caller does next. Each message says what was wrong, where, and what to do."""
from __future__ import annotations


class KgError(Exception):
    """Anything that kg can tell a user in one sentence; the command line prints it and exits with `exit_status`."""

    exit_status = 1


class UsageError(KgError):
    """A command was given something that it cannot use: a missing folder, an unknown name. Nothing was done."""

    exit_status = 2


class DocumentError(KgError):
    """One document cannot be used: skip it, go on, count it. `path` names the file."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class OntologyError(KgError):
    """The ontology folder is wrong: stop before anything is built."""

    exit_status = 2


class EvidenceError(KgError):
    """A statement's words are not where it says they are. This is a bug of ours; the build stops and writes nothing."""


class QueryError(KgError):
    """A SPARQL query is wrong, refused or failed; the message points at the place."""

    exit_status = 2


class AnswerTooLongError(QueryError):
    """A query gives more rows or triples than were asked for at most."""
