"""The whole way: sources to documents, documents to statements, statements to one resolved graph, all written to a folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from kg import iris
from kg.building.cache import Cache, remembering
from kg.building.compiled import load_kept
from kg.building.gather import Briefs, Reader
from kg.building.inputs import Files, Input
from kg.building.pages import build_page, write_network
from kg.building.pieces import Pieces
from kg.building.storing import Before, writing_store
from kg.building.versions import keys_for, pipeline_digest, writing
from kg.building.writing import Source, Writer, Written
from kg.collector import resting
from kg.graph.describe import checked_queries
from kg.graph.keep import Keep
from kg.knowledge.domain import Ontology
from kg.knowledge.ontology import load
from kg.model import Document, Extraction, Knowledge, Resolution, Skipped
from kg.publish import PAGE, STORE, WORK, locked, replacing_build
from kg.read import File, find, read_with
from kg.resolution.corpus import Names, Told, documents_as_entities, in_order
from kg.resolution.corpus import told as told_of
from kg.resolution.decisions import Decisions
from kg.resolution.guard import Guard, marked, private_allegations
from kg.resolution.profiles import name_words
from kg.resolution.resolve import resolve

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
) -> Written:
    """Build the graph of `sources` into `options.out`, page and all; returns what was written, in numbers.

    What a document gave is kept there for the next build, which reads the documents that are new or changed alone. `tell` hears what a user should
    know by the way. Raises UsageError for a source or folder that cannot be used, OntologyError for a faulty ontology, and EvidenceError where a
    quotation does not stand where its statement says; then the last build stays as it was. What cannot be read is in the report as skipped.
    """
    iris.checked_base(options.base)
    if not (options.out / WORK).is_dir():  # where an ontology or a pipeline cannot be used, no folder is made
        load(options.ontology)
        if options.pipeline is not None:
            pipeline_digest(options.pipeline)
    checked_queries(options.ontology)
    files = find(sources)
    with locked(options.out), closing(Cache(options.out / WORK / "cache")) as cache, resting():
        ontology = load_kept(options.ontology, cache, fresh=options.fresh)
        keys = keys_for(ontology, options.pipeline)
        reader = Reader(ontology=ontology, folder=options.ontology, pipeline=options.pipeline, jobs=options.jobs, cluster=options.cluster,
                        cache=cache, keys=keys, fresh=options.fresh)
        inputs, skipped = _inputs(files, cache, stdin, fresh=options.fresh)
        files.clear()  # a build of many documents holds of them only what it needs
        step = progress or (lambda *_: None)
        told, names = _who_is_who(inputs, reader, options, step)
        written = _write(told, names, skipped, replace(reader, fresh=False), options, step)
        if cache.damaged and tell is not None:
            tell(f"{cache.damaged} of the entries that an earlier build kept in {cache.folder} were damaged, and were made anew")
        cache.prune()
    return replace(written, families=_by_family(written.types, ontology))


def _by_family(types: Mapping[str, int], ontology: Ontology) -> tuple[tuple[str, int], ...]:
    """Statements by the label of their relation's family, most first."""
    families: Counter[str] = Counter()
    for name, number in types.items():
        families[ontology.relations[name].family] += number
    most_first = sorted(families.items(), key=lambda item: (-item[1], item[0]))
    return tuple((ontology.family_labels.get(name, name), number) for name, number in most_first)


def _inputs(entries: Sequence[File | Skipped], cache: Cache, stdin: BinaryIO | None, *, fresh: bool) -> tuple[list[Input], list[Skipped]]:
    """The documents by path, and what gave none."""
    files = Files(cache, fresh=fresh)
    found = list(read_with(entries, files.know, stdin=stdin))
    files.save()
    return sorted((one for one in found if isinstance(one, Input)), key=lambda one: one.path), [one for one in found if isinstance(one, Skipped)]


def _who_is_who(inputs: Sequence[Input], reader: Reader, options: Options, progress: Progress) -> tuple[list[Source], Names]:
    """Gather what the documents give, and resolve it: what is to be written of each, and the names of all that they tell of."""
    briefs, ontology = Briefs(reader, options.min_confidence).of(inputs, progress), reader.ontology
    progress("who is who", 0, 0)
    resolution = resolve_all([brief.extraction(one.id, one.path) for one, brief in zip(inputs, briefs, strict=True)], ontology, options.decisions)
    guard = Guard((r for brief in briefs for r in brief.referents), (brief.charges for brief in briefs), resolution, ontology.classes,
                  ontology.public_roles)
    own = documents_as_entities(resolution, (r for brief in briefs for r in brief.referents))
    sources = [Source(one, brief.referents, guard.private(brief.charges)) for one, brief in zip(inputs, briefs, strict=True)]
    return sources, Names(resolution, own, base=options.base, shown=options.private_allegations)


def _write(sources: Sequence[Source], names: Names, skipped: Sequence[Skipped], reader: Reader, options: Options, progress: Progress) -> Written:
    """Write the files of the build in the place of the last."""
    cache = reader.cache
    assert cache is not None

    def tell(source: Source) -> Told:
        gathered, = reader.gather([source.input])
        extraction = gathered.extraction(options.min_confidence)
        names.private.update(marked(extraction.statements, source.accusing))
        return told_of(extraction)

    made_with = repr((writing(), reader.keys.at(""), options.min_confidence, options.base, options.private_allegations))
    writer = Writer(names, Pieces(cache, options.out, fresh=options.fresh), tell, made_with)
    with replacing_build(options.out) as new:
        written = writer.write(new, options.out, sources, in_order(skipped), progress)
        progress("the page", 0, 0)
        with writing_store(new / STORE, new / "graph.ttl", options.ontology, Before(options.out, written.same)):
            page = build_page(new, options.out, written.counts, written.entities, private=options.private_allegations)
            write_network(page, new / PAGE, ontology=reader.ontology, keep=Keep(private=options.private_allegations),
                          remember=remembering(cache, writing(), fresh=options.fresh))
    writer.save()
    return written


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
    gathered = Reader(ontology=ontology, pipeline=pipeline).gather(list(map(Input.of, documents)), progress)
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
