"""What the judge is trained on: `python -m tests.bench.scenes OUT [--senate FOLDER]`.

The marked paragraphs of `tests/judgements`, as the extractor sees them now, each with its parties, who says what, and what is marked between them.
The releases of senators are read where their folder is given. `kg/judging/train/data.py` tells of the form.
"""
from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from kg.judging.scene import LABELS
from kg.knowledge.ontology import load
from kg.nlp import load as load_pipeline
from kg.statements.extract import Extractor
from kg.statements.judged import Telling, by_paragraph
from kg.syntax.parsed import offset_of
from tests.bench.judgements import COLLECTIONS, collection, named
from tests.judgements import Paragraph
from tests.judgements.documents import Annotated

LABEL = dict(zip(("blames", "praises", "asks", "supports", "opposes"), LABELS, strict=True))


def scenes(extractor: Extractor, source: str, read: Annotated, known: Sequence[str]) -> Iterator[dict[str, Any]]:
    """The marked paragraphs of a document."""
    reading = extractor.reading(read.document)
    reading.result()
    phrases = by_paragraph(reading.coreference)
    docs = {offset_of(doc[0]): doc for doc in reading.parsed.docs if len(doc)}
    for start, one in read.paragraphs:
        doc = docs.get(start)
        if doc is not None:
            telling = Telling(doc, phrases.get(doc.order, []), reading.coreference, reading.attribution)
            yield {"document": named(source, one), "known": [LABEL[v] for v in known]} | _marked(one, telling)


def _marked(one: Paragraph, telling: Telling) -> dict[str, Any]:
    """The scene of a paragraph, and what is marked between its parties."""
    doc, (scene, _) = telling.doc, telling.scene()
    signs = [_sign(one, [(doc[a].idx, doc[b].idx + len(doc[b])) for a, b in p.mentions]) for p in scene.parties]
    unseen = {sign for j in one.judgements for sign in (j.source, j.target)} - {m.party for m in one.marks}
    silent = [n for n, p in enumerate(scene.parties) if not p.mentions]
    if len(unseen) == len(silent) == 1:
        signs[silent[0]] = unseen.pop()  # who speaks, named in an earlier paragraph
    number = {sign: n for n, sign in reversed([*enumerate(signs)]) if sign is not None}
    marks: dict[tuple[int, int], list[str]] = {}
    for source, verb, target in sorted(one.judgements):
        if {source, target} <= number.keys():
            marks.setdefault((number[source], number[target]), []).append(LABEL[verb])
    return {
        "words": scene.words, "spaced": scene.spaced, "parties": [[p.kind, p.mentions, p.said] for p in scene.parties],
        "marks": [[a, b, labels] for (a, b), labels in marks.items()],
        "unsure": [n for n, sign in enumerate(signs) if (number.get(sign or "") != n if n not in silent else len(unseen) > 0)],
    }


def _sign(one: Paragraph, words: list[tuple[int, int]]) -> str | None:
    """The marked party whose words a party's mentions most often are."""
    over = Counter(m.party for first, end in words for m in one.marks if m.start < end and first < m.end)
    return over.most_common(1)[0][0] if over else None


def main() -> None:
    """Write the scenes of all collections at hand."""
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("out", type=Path)
    ap.add_argument("--only", nargs="*", choices=COLLECTIONS, default=COLLECTIONS, help="these collections alone")
    ap.add_argument("--senate", type=Path, help="the folder of the senators' releases")
    a = ap.parse_args()
    extractor = Extractor(load(), load_pipeline().parse)
    collections = [(name, *collection(name, a.senate)) for name in a.only if name != "senate" or a.senate is not None]
    with a.out.open("w", encoding="utf-8") as out:
        for row in chain.from_iterable(scenes(extractor, s, d, known) for s, read, known in collections for d in read):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
