"""Who blames, praises, asks, supports and opposes whom: `python -m tests.bench.judgements [COLLECTION] [--held-out]`.

COLLECTION is `short` (if none is given), `contrasts`, `news`, `gum`, `ewt`, `senate FOLDER`, or a folder of paragraphs. Paragraphs written for the
project are read as documents of their own; the annotated documents of the others are read whole. An edge is right where its two ends are marked as
the parties of such a judgement; precision is over the edges found between marked parties of those paragraphs, recall over the judgements marked. With
`--held-out`, only the documents that the judge was not trained on are read.
"""
from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.judging.train.split import held_out
from kg.knowledge.ontology import load
from kg.model import Mention, Modality
from kg.nlp import load as load_pipeline
from kg.statements.extract import Extractor
from tests.judgements import FOLDER, Judgement, Paragraph, paragraphs
from tests.judgements.documents import SOURCES, Annotated, annotated, documents

VERBS = {
    "criticised": "blames", "accused": "blames", "praised": "praises", "called_for": "asks", "supported": "supports", "opposed": "opposes",
    "campaigned_against": "opposes",
}
PARAGRAPHS = {"short": FOLDER, "contrasts": FOLDER / "contrasts"}  # those written for the project, each a document of its own
COLLECTIONS = (*PARAGRAPHS, *SOURCES)
OWN = ("blames", "praises")  # what is marked in the paragraphs written for the project
_PUT_FORWARD = (Modality.ASSERTED, Modality.ALLEGED)


def found(extractor: Extractor, read: Annotated) -> Iterator[tuple[Paragraph, set[Judgement | None]]]:
    """The judgements that are read from each paragraph of a document; None for one whose ends are not both marked."""
    statements = [s for s in extractor.extract(read.document).statements if s.type in VERBS and s.modality in _PUT_FORWARD]
    told = [(s.evidence.start, s.type, s.subject, s.object) for s in statements if s.object is not None]
    for start, one in read.paragraphs:
        out: set[Judgement | None] = set()
        for at, relation, subject, target in told:
            if start <= at < start + len(one.text):
                ends = _party(one, subject, start), _party(one, target, start)
                out.add(Judgement(ends[0], VERBS[relation], ends[1]) if ends[0] and ends[1] else None)
        yield one, out


def _party(one: Paragraph, mention: Mention, start: int) -> str | None:
    """The party whose marked words a mention overlaps; of several, that whose end is nearest to its own."""
    over = [m for m in one.marks if start + m.start < mention.end and mention.start < start + m.end]
    return min(over, key=lambda m: abs(start + m.end - mention.end)).party if over else None


def alone(folder: Path) -> Iterator[Annotated]:
    """Each paragraph as a document."""
    for one in paragraphs(folder):
        yield annotated(one.name, one.text, [(0, one)])


def measure(read: Iterable[Annotated], verbs: Sequence[str]) -> Iterator[str]:
    """The lines of the report: precision and recall of each kind of judgement."""
    extractor = Extractor(load(), load_pipeline().parse)
    counts: Counter[tuple[str, str]] = Counter()
    for one, edges in (pair for document in read for pair in found(extractor, document)):
        for verb in verbs:
            told = {e for e in edges if e is not None and e.verb == verb}
            marked = {j for j in one.judgements if j.verb == verb}
            counts += Counter({(verb, "right"): len(told & marked), (verb, "found"): len(told), (verb, "marked"): len(marked)})
        counts += Counter({("any", "read"): 1, ("any", "elsewhere"): int(None in edges)})
    yield f"{counts['any', 'read']} paragraphs"
    for verb in verbs:
        right, edges_found, marked_ones = (counts[verb, what] for what in ("right", "found", "marked"))
        yield f"{verb}: precision {right / max(edges_found, 1):.2f} of {edges_found}, recall {right / max(marked_ones, 1):.2f} of {marked_ones}"
    yield f"paragraphs with an edge whose ends are not marked: {counts['any', 'elsewhere']}"


def unseen(source: str, read: Iterable[Annotated]) -> Iterator[Annotated]:
    """The documents of a source that the judge was not trained on."""
    return (d for d in read if d.paragraphs and held_out(named(source, d.paragraphs[0][1])))


def named(source: str, one: Paragraph) -> str:
    """The name of a paragraph's document."""
    return f"{source}/{one.name.rsplit(':', 1)[0]}"


def collection(name: str, folder: Path | None = None) -> tuple[Iterable[Annotated], Sequence[str]]:
    """What is marked in a collection, and the kinds of judgements that were looked for in it; `folder` is where texts from elsewhere lie."""
    if name in SOURCES:
        return documents(name, folder), tuple(dict.fromkeys(VERBS.values()))
    return alone(PARAGRAPHS[name]), OWN


def main() -> None:
    """Print what of the judgements of a collection is found."""
    given = [a for a in sys.argv[1:] if a != "--held-out"]
    name = given[0] if given else "short"
    if name in COLLECTIONS:
        read, verbs = collection(name, Path(given[1]) if given[1:] else None)
    else:
        read, verbs = alone(Path(name)), OWN
    for line in measure(unseen(name, read) if "--held-out" in sys.argv else read, verbs):
        print(line, flush=True)


if __name__ == "__main__":
    main()
