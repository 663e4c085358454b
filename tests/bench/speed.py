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
from pathlib import Path

from spacy.tokens import Doc

from kg.build import resolve_all
from kg.extract import Extractor
from kg.model import PROSE, Document, Knowledge, document_id
from kg.nlp import load
from kg.ontology import load as load_ontology
from kg.publish import Texts
from kg.rdf import write_turtle
from kg.read import read
from kg.recorder import records
from kg.records import write_records


def copies(documents: list[Document], times: int) -> list[Document]:
    """The documents again and again, each copy a document of its own."""
    marked = lambda d, n: dataclasses.replace(d, text=f"{d.text}\n\n{n}", id=document_id(f"{d.text}\n\n{n}"), path=f"{n}/{d.path}")
    return [marked(d, n) for n in range(times) for d in documents]


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("folder")
    ap.add_argument("--times", type=int, default=20)
    a = ap.parse_args()
    start = time.perf_counter()
    ontology, pipeline = load_ontology(), load()
    ready = time.perf_counter() - start
    found = [d for d in read([a.folder]) if isinstance(d, Document)]
    documents = copies(found, a.times)
    texts = [[d.text[b.start:b.end] for b in d.blocks if b.kind in PROSE] for d in documents]
    words = sum(len(t.split()) for blocks in texts for t in blocks)
    pipeline.parse(texts[0])

    def timed(name: str, began: float) -> float:
        took = time.perf_counter() - began
        print(f"{name:14}{took:8.2f} s{words / took:10.0f} words/s{took / parse if parse else 1:8.2f} of the parse")
        return took

    print(f"{len(documents)} documents, {words} words; ontology and pipeline loaded in {ready:.2f} s")
    parse, spent = 0.0, 0.0

    def timed_parse(blocks: Sequence[str]) -> list[Doc]:
        nonlocal spent
        start = time.perf_counter()
        docs = pipeline.parse(blocks)
        spent += time.perf_counter() - start
        return docs

    extractor, began = Extractor(ontology, timed_parse), time.perf_counter()
    extractions = [extractor.extract(d) for d in documents]
    both = time.perf_counter() - began  # the parse is timed within the same pass, so that a busy machine slows both alike
    parse = timed("parse", time.perf_counter() - spent)
    besides = timed("extraction", time.perf_counter() - (both - spent))
    began = time.perf_counter()
    knowledge = Knowledge(extractions=tuple(extractions), resolution=resolve_all(extractions, ontology))
    besides += timed("resolution", began)
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        output = records(knowledge)
        texts = Texts(Path(folder), Path(folder))
        for name, text in output.texts.items():
            texts.keep(name, lambda text=text: text)  # type: ignore[misc]
        texts.close()
        write_records(Path(folder), output)
        with (Path(folder) / "graph.ttl").open("w", encoding="utf-8") as stream:
            write_turtle(stream, knowledge)
    besides += timed("writing", began)
    timed("all but parse", time.perf_counter() - besides)
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
