"""How fast, and at what cost beside the bare parse: `python tests/bench/speed.py FOLDER [--times N]`.

One run, one process: the folder's documents are read N times over (a marker sets each copy apart), parsed, extracted, resolved and written; each
stage's time is printed as words a second and as a share of the parse.
"""
from __future__ import annotations

import argparse
import dataclasses
import resource
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc

from kg.building.build import resolve_all
from kg.collector import pass_over_loaded
from kg.graph.rdf import write_turtle
from kg.graph.recorder import records
from kg.knowledge.ontology import load as load_ontology
from kg.model import PROSE, Document, Knowledge, document_id
from kg.nlp import load
from kg.publish import Texts
from kg.read import read
from kg.records import write_records
from kg.statements.extract import Extractor


def copies(documents: list[Document], times: int) -> list[Document]:
    """The documents again and again, each copy a document of its own."""
    marked = lambda d, n: dataclasses.replace(d, text=f"{d.text}\n\n{n}", id=document_id(f"{d.text}\n\n{n}"), path=f"{n}/{d.path}")
    return [marked(d, n) for n in range(times) for d in documents]


@dataclass(frozen=True, slots=True)
class Speed:
    """What one pass took: seconds of each stage by its name, the parse first, and until it could begin, the first document read once; megabytes at
    most."""

    documents: int
    words: int
    ready: float
    seconds: dict[str, float]
    megabytes: float

    def rows(self) -> list[tuple[str, float, float, float]]:
        """Each stage with its seconds, its words a second, and its share of the parse."""
        whole = {**self.seconds, "all but parse": sum(self.seconds.values()) - self.seconds["parse"]}
        return [(stage, took, self.words / took, took / self.seconds["parse"]) for stage, took in whole.items()]


def measure(folder: Path, times: int) -> Speed:
    """The documents of a folder, so many times over, through all stages in this process."""
    documents = copies([d for d in read([str(folder)]) if isinstance(d, Document)], times)
    texts = [[d.text[b.start:b.end] for b in d.blocks if b.kind in PROSE] for d in documents]
    began = time.perf_counter()
    ontology, pipeline = load_ontology(), load()
    Extractor(ontology, pipeline.parse).extract(documents[0])  # which loads what all need
    pass_over_loaded()  # as a build does
    ready = time.perf_counter() - began
    seconds = {"parse": 0.0}

    def timed_parse(blocks: Sequence[str]) -> list[Doc]:
        start = time.perf_counter()
        docs = pipeline.parse(blocks)
        seconds["parse"] += time.perf_counter() - start
        return docs

    extractor, began = Extractor(ontology, timed_parse), time.perf_counter()
    extractions = [extractor.extract(d) for d in documents]  # the parse is timed within the same pass, so that a busy machine slows both alike
    seconds["extraction"] = time.perf_counter() - began - seconds["parse"]
    began = time.perf_counter()
    knowledge = Knowledge(extractions=tuple(extractions), resolution=resolve_all(extractions, ontology))
    seconds["resolution"] = time.perf_counter() - began
    began = time.perf_counter()
    write(knowledge)
    seconds["writing"] = time.perf_counter() - began
    return Speed(len(documents), sum(len(t.split()) for blocks in texts for t in blocks), ready, seconds,
                 resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def write(knowledge: Knowledge) -> None:
    """All that a build writes of it but page and store, into a folder that is gone at once."""
    with tempfile.TemporaryDirectory() as folder:
        output = records(knowledge)
        texts = Texts(Path(folder), Path(folder))
        for name, text in output.texts.items():
            texts.keep(name, lambda text=text: text)  # type: ignore[misc]
        texts.close()
        write_records(Path(folder), output)
        with (Path(folder) / "graph.ttl").open("w", encoding="utf-8") as stream:
            write_turtle(stream, knowledge)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("folder", type=Path)
    ap.add_argument("--times", type=int, default=20)
    a = ap.parse_args()
    speed = measure(a.folder, a.times)
    print(f"{speed.documents} documents, {speed.words} words; ontology and pipeline loaded in {speed.ready:.2f} s")
    for stage, took, words, share in speed.rows():
        print(f"{stage:14}{took:8.2f} s{words:10.0f} words/s{share:8.2f} of the parse")
    print(f"most memory: {speed.megabytes:.0f} MB")


if __name__ == "__main__":
    main()
