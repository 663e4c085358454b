"""The whole way: sources to documents, documents to statements, statements to one resolved graph, all written to a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from kg import iris
from kg.cache import Cache
from kg.decisions import Decisions
from kg.domain import Ontology
from kg.files import replacing
from kg.gather import Reader, recalling
from kg.guard import private_allegations
from kg.keep import Keep
from kg.model import Document, Extraction, Knowledge, Resolution, Skipped
from kg.ontology import load
from kg.pages import write_network
from kg.profiles import name_words
from kg.publish import PAGE, STORE, WORK, keep_texts, locked, replacing_build
from kg.rdf import write_turtle
from kg.read import read
from kg.recorder import records
from kg.records import Output, write_records
from kg.resolve import resolve
from kg.storing import writing_store
from kg.versions import keys_for

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to build: the folder for the results, the user's ontology and pipeline, the least confidence kept, the base of the data's IRIs,
    and whether private allegations stand in the graph and the page too (in statements.jsonl they always stand, marked).

    `jobs` is how many processes read documents, None for as many as there are cores and pay; with `cluster` the Dask cluster at that address reads
    them. With `fresh` every document is read anew, whatever an earlier build kept.
    """

    out: Path = Path("output")
    ontology: Path | None = None
    pipeline: str | None = None
    min_confidence: float = 0.0
    base: str = iris.BASE
    decisions: Decisions | None = None
    private_allegations: bool = False
    jobs: int | None = 1
    cluster: str | None = None
    fresh: bool = False


def build(
    sources: Sequence[str],
    options: Options,
    *,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
    tell: Callable[[str], None] | None = None,
) -> Output:
    """Build the graph of `sources` into `options.out`, page and all; returns the records that were written.

    What a document gave is kept there for the next build, which reads the documents that are new or changed alone. `tell` hears what a user should
    know by the way. Raises UsageError for a source or folder that cannot be used, OntologyError for a faulty ontology, and EvidenceError where a
    quotation does not stand where its statement says; then the last build stays as it was. What cannot be read is in the report as skipped.
    """
    base, ontology = iris.checked_base(options.base), load(options.ontology)
    cache = Cache(options.out / WORK / "cache")
    found = read(sources, stdin=stdin, recall=recalling(cache, fresh=options.fresh))
    reader = Reader(ontology=ontology, folder=options.ontology, pipeline=options.pipeline, jobs=options.jobs, cluster=options.cluster, cache=cache,
                    keys=keys_for(ontology, options.pipeline), fresh=options.fresh)
    with locked(options.out):
        inputs = list(found)
        documents = [d for d in inputs if isinstance(d, Document)]
        extractions = [g.extraction(options.min_confidence) for g in reader.gather(documents, progress)]
        knowledge = _known(extractions, ontology, [s for s in inputs if isinstance(s, Skipped)], options.decisions)
        if progress is not None:
            progress("the graph and the page", 0, 0)
        output = records(knowledge, base, private=options.private_allegations)
        with replacing_build(options.out) as new:
            keep_texts(options.out, new, {f"{name}.txt": text for name, text in output.texts.items()})
            write_records(new, output)
            with replacing(new / "graph.ttl") as stream:
                write_turtle(stream, knowledge, base=base, private=options.private_allegations)
            with writing_store(new / STORE, new / "graph.ttl", options.ontology):
                write_network(output, new / PAGE, ontology=options.ontology, keep=Keep(private=options.private_allegations))
        if cache.damaged and tell is not None:
            tell(f"{cache.damaged} of the entries that an earlier build kept in {cache.folder} were damaged, and were made anew")
        cache.prune()
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
    gathered = Reader(ontology=ontology, pipeline=pipeline).gather(documents, progress)
    return _known([g.extraction(min_confidence) for g in gathered], ontology, skipped, decisions)


def _known(extractions: Sequence[Extraction], ontology: Ontology, skipped: Iterable[Skipped], decisions: Decisions | None) -> Knowledge:
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
