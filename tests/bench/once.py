"""The annotated sets parsed once, for benches that read the same parse several times."""
from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from kg.building.build import resolve_all
from kg.evaluation.gold import GoldDocument, read_gold
from kg.knowledge.ontology import load as load_ontology
from kg.model import Document, Knowledge
from kg.nlp import load as load_pipeline
from kg.read import read
from kg.statements.extract import Extractor
from kg.syntax.parsed import parses_of
from tests.gold_sets import laid_out


@dataclass(frozen=True)
class Parses:
    """A document with the parses of its prose blocks."""

    document: Document
    docs: list[Doc]


@dataclass(frozen=True)
class ParsedSet:
    """An annotated set with the parses of its documents, and the seconds of the processor that they took."""

    name: str
    gold: list[GoldDocument]
    parsed: list[Parses]
    seconds: float


def parsed_sets(names: Iterable[str]) -> list[ParsedSet]:
    """Those of the named sets whose texts are at hand."""
    pipeline, found = load_pipeline(), []
    pipeline.parse(["The first parse loads what later ones need."])
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            chosen = laid_out(name, Path(folder) / name)
            if chosen.texts.is_dir():
                documents = [d for d in read([chosen.sources]) if isinstance(d, Document)]
                start = time.process_time()
                parsed = [Parses(d, parses_of(d, pipeline.parse)) for d in documents]
                found.append(ParsedSet(name, read_gold(chosen.gold, chosen.texts), parsed, time.process_time() - start))
    return found


def known(parsed: Sequence[Parses]) -> Knowledge:
    """What a build of the parsed documents would know."""
    ontology = load_ontology()
    extract = lambda p: Extractor(ontology, lambda _: p.docs).extract(p.document)
    extractions = tuple(extract(p) for p in parsed)
    return Knowledge(extractions=extractions, resolution=resolve_all(extractions, ontology))
