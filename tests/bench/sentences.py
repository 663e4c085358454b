"""What the classifier is trained on: `python -m tests.bench.sentences OUT [--senate FOLDER]`.

The sentences of the marked documents of `tests/relations`, as the extractor sees them now, with the pairs of entities that each mentions and what is
marked of them. The releases of senators are read where their folder is given. `kg/classifying/train/data.py` tells of the form.
"""
from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.classifying.sentence import NOTHING, Pair
from kg.classifying.train.data import states_of
from kg.judging.scene import JUDGES
from kg.knowledge.ontology import load
from kg.nlp import load as load_pipeline
from kg.statements.classified import View, views
from kg.statements.extract import Extractor
from kg.statements.judged import by_paragraph
from kg.syntax.parsed import sentence_span, span_of
from tests.relations import SOURCES, Mark, Marked, Spans, documents


def sentences(extractor: Extractor, read: Marked) -> Iterator[tuple[dict[str, Any], NDArray[np.float32]]]:
    """The sentences of a document that mention anybody: a row and the states of the tokens of each."""
    reading = extractor.reading(read.document)
    reading.result()
    phrases = by_paragraph(reading.coreference)
    for doc in reading.parsed.docs:
        for view in views(doc, phrases.get(doc.order, []), reading.coreference):
            pairs = [*_all_pairs(view)]
            if not pairs:
                continue
            seen, span = view.sentence(), sentence_span(view.words[0])
            marks: dict[tuple[int, int], list[str]] = {}
            for mark in read.marks:
                if mark.how != "!" and mark.start < span.end and span.start < mark.end:
                    for pair in _pairs(view, mark):
                        marks.setdefault(pair, []).append(mark.relation)
            yield {
                "document": read.name, "upos": seen.upos, "labels": seen.labels, "heads": seen.heads, "quoted": seen.quoted,
                "parties": [[p.kind, [[m.first, m.last, m.head, m.form] for m in p.mentions]] for p in seen.parties], "pairs": pairs,
                "marks": [[a, b, relations] for (a, b), relations in marks.items()],
            }, seen.states


def _all_pairs(view: View) -> Iterator[Pair]:
    """Whoever may act, alone, and all pairs."""
    for a, kind in enumerate(view.kinds):
        if kind in JUDGES:
            yield a, NOTHING
        yield from ((a, b) for b in range(len(view.kinds)) if a != b)


def _pairs(view: View, mark: Mark) -> Iterator[tuple[int, int]]:
    """The pair of parties of a sentence that a mark is of, if the sentence has both."""
    subject = _party(view, mark.subject)
    object_ = NOTHING if mark.object is None else _party(view, mark.object)
    if subject is not None and object_ is not None and subject != object_:
        yield subject, object_


def _party(view: View, spans: Spans) -> int | None:
    """The party of most of whose mentions the marked words are."""
    counts = []
    for number, local in enumerate(view.locals):
        here = [span_of(p.doc, p.first, p.last) for p in view.phrases[local]]
        counts.append((sum((s.start, s.end) in spans for s in here), sum(any(s.start < b and a < s.end for a, b in spans) for s in here), -number))
    best = max(counts, default=(0, 0, 0))
    return -best[2] if best[1] else None


def write(read: Sequence[Iterator[Marked]], out: Path) -> None:
    """Write the sentences of the documents, and beside them the states of their tokens."""
    extractor = Extractor(load(), load_pipeline().parse)
    states: list[NDArray[np.float16]] = []
    with out.open("w", encoding="utf-8") as file:
        for source in read:
            for row, given in (x for marked in source for x in sentences(extractor, marked)):
                file.write(json.dumps(row) + "\n")
                states.append(given.astype(np.float16))
    np.save(states_of(out), np.concatenate(states))


def main() -> None:
    """Write those of all sources at hand."""
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("out", type=Path)
    ap.add_argument("--senate", type=Path, help="the folder of the senators' releases")
    a = ap.parse_args()
    write([documents(name, a.senate) for name in SOURCES if name != "senate" or a.senate is not None], a.out)


if __name__ == "__main__":
    main()
