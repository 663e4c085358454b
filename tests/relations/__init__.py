"""Which relations hold between whom, sentence by sentence, in whole documents (see README.md beside this).

A file of marks has one JSON object a document: `document`, and `sentences`, each [start, end, [marks]] with offsets into the document's text. A mark
is [subject, relation, object, how]: the subject's and the object's spans in the sentence as [start, end] pairs (no object: null), and how it is told:
"" as so, "?" alleged, "~" planned or asked for, "!" denied. Sentences without marks were read too.
"""
from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.model import Document
from tests.judgements import documents as judgements

FOLDER = Path(__file__).parent
SOURCES = ("texts", "news", "gum", "senate")  # `texts` are of this folder, the others those of tests/judgements/documents
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A relation that the sentence from `start` to `end` tells."""

    start: int
    end: int
    subject: Spans
    relation: str
    object: Spans | None
    how: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A document and all that was marked in it."""

    name: str
    document: Document
    marks: tuple[Mark, ...]


def documents(source: str, folder: Path | None = None) -> Iterator[Marked]:
    """The marked documents of a source; `folder` is where the releases of `senate` lie.

    Raises FileNotFoundError where the texts are not at hand and ValueError where marks do not fit their text.
    """
    read = (lambda name: (FOLDER / "texts" / f"{name}.txt").read_text(encoding="utf-8")) if source == "texts" else judgements.reader(source, folder)
    for line in (FOLDER / f"{source}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = read(row["document"])
        marks = tuple(_mark(s, m) for s in row["sentences"] for m in s[2])
        if any(m.end > len(text) or not all(m.start <= a < b <= m.end for a, b in (*m.subject, *(m.object or ()))) for m in marks):
            raise ValueError(f"{source}/{row['document']}: the marks do not fit the text; the text differs from the one marked")
        yield Marked(f"{source}/{row['document']}", judgements.annotated(row["document"], text, ()).document, marks)


def _mark(sentence: list[Any], mark: list[Any]) -> Mark:
    spans = lambda given: tuple((a, b) for a, b in given)
    subject, relation, object_, how = mark
    return Mark(sentence[0], sentence[1], spans(subject), relation, None if object_ is None else spans(object_), how)
