"""The whole way: sources to documents, documents to statements, statements to one resolved graph, all written to a folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg import iris
from kg.decisions import Decisions
from kg.domain import Ontology
from kg.extract import Extractor
from kg.files import write_text
from kg.guard import private_allegations
from kg.model import Document, Extraction, Knowledge, Resolution, Skipped
from kg.nlp import load as load_pipeline
from kg.ontology import load
from kg.profiles import name_words
from kg.rdf import to_graph
from kg.read import read
from kg.recorder import records
from kg.records import Output, write_output
from kg.resolve import resolve
from kg.turtle import to_turtle

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to build: the folder for the results, the user's ontology and pipeline, the least confidence kept, the base of the data's IRIs,
    and whether private allegations stand in the graph and the page too (in statements.jsonl they always stand, marked)."""

    out: Path = Path("output")
    ontology: Path | None = None
    pipeline: str | None = None
    min_confidence: float = 0.0
    base: str = iris.BASE
    decisions: Decisions | None = None
    private_allegations: bool = False


def build(sources: Sequence[str], options: Options, *, stdin: BinaryIO | None = None, progress: Progress | None = None) -> Output:
    """Build the graph of `sources` into `options.out`; returns the records that were written.

    Raises UsageError for a source or folder that cannot be used, OntologyError for a faulty ontology, and EvidenceError where a quotation does not
    stand where its statement says (then nothing is written). What cannot be read is in the report as skipped.
    """
    ontology = load(options.ontology)
    found = list(read(sources, stdin=stdin))
    documents = [d for d in found if isinstance(d, Document)]
    knowledge = know(
        documents,
        ontology,
        pipeline=options.pipeline,
        progress=progress,
        min_confidence=options.min_confidence,
        skipped=[s for s in found if isinstance(s, Skipped)],
        decisions=options.decisions,
    )
    output = records(knowledge, options.base, private=options.private_allegations)
    turtle = to_turtle(to_graph(knowledge, base=options.base, private=options.private_allegations))
    write_output(options.out, output)
    write_text(options.out / "graph.ttl", turtle)
    return output


def know(
    documents: Sequence[Document],
    ontology: Ontology,
    *,
    pipeline: str | None = None,
    progress: Progress | None = None,
    min_confidence: float = 0.0,
    skipped: Sequence[Skipped] = (),
    decisions: Decisions | None = None,
) -> Knowledge:
    """Everything that `documents` state, resolved; nothing is written."""
    extractions: list[Extraction] = []
    if documents:
        extractor = Extractor(ontology, load_pipeline(pipeline).parse)
        for done, document in enumerate(documents):
            if progress is not None:
                progress(document.path, done, len(documents))
            extractions.append(extractor.extract(document, min_confidence=min_confidence))
    resolution = resolve_all(extractions, ontology, decisions)
    private = private_allegations(extractions, resolution, ontology.classes, ontology.public_roles)
    return Knowledge(extractions=tuple(extractions), resolution=resolution, skipped=tuple(skipped), private=private)


def resolve_all(extractions: Sequence[Extraction], ontology: Ontology, decisions: Decisions | None = None) -> Resolution:
    """Resolution with what the ontology knows of names."""
    cues = ontology.cues
    return resolve(
        extractions,
        gazetteer=ontology.gazetteer,
        decisions=decisions,
        classes=ontology.classes,
        names=name_words(titles=cues.titles, generic=cues.generic, heads=frozenset(cues.name_heads)),
    )
