"""Documents about those who hold power, and those who hold them to account, as a graph in which each edge has its words.

The names below are loaded when they are first used, so that `import kg` costs nothing.
"""
from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.building.build import Options, build, know
    from kg.errors import DocumentError, EvidenceError, KgError, OntologyError, QueryError, UsageError
    from kg.evaluation.score import score
    from kg.graph.store import load_store, open_store
    from kg.knowledge.domain import Ontology
    from kg.knowledge.ontology import load as load_ontology
    from kg.model import Document, Entity, Knowledge, Modality, Passage, Statement
    from kg.read import read
    from kg.records import Output, read_output
    from kg.sparql.query import run as run_query
    from kg.view import Selection, write_page

    __version__: str

_HOMES = {
    "Document": "kg.model", "DocumentError": "kg.errors", "Entity": "kg.model", "EvidenceError": "kg.errors", "KgError": "kg.errors",
    "Knowledge": "kg.model", "Modality": "kg.model", "Ontology": "kg.knowledge.ontology", "OntologyError": "kg.errors",
    "Options": "kg.building.build", "Output": "kg.records", "Passage": "kg.model", "QueryError": "kg.errors", "Selection": "kg.view",
    "Statement": "kg.model", "UsageError": "kg.errors", "build": "kg.building.build", "know": "kg.building.build",
    "load_ontology": "kg.knowledge.ontology:load", "load_store": "kg.graph.store", "open_store": "kg.graph.store", "read": "kg.read",
    "read_output": "kg.records", "run_query": "kg.sparql.query:run", "score": "kg.evaluation.score", "write_page": "kg.view",
}

__all__ = [
    "Document", "DocumentError", "Entity", "EvidenceError", "KgError", "Knowledge", "Modality", "Ontology", "OntologyError", "Options", "Output",
    "Passage", "QueryError", "Selection", "Statement", "UsageError", "__version__", "build", "know", "load_ontology", "load_store",
    "open_store", "read", "read_output", "run_query", "score", "write_page",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("kg-accountability")
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, _, attribute = _HOMES[name].partition(":")
    return getattr(import_module(module), attribute or name)


def __dir__() -> list[str]:
    return __all__
