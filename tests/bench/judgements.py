"""Who finds fault with whom where no word for it need stand: `python -m tests.bench.judgements [FOLDER]`.

Each paragraph of `tests/judgements` is read as a document of its own. An edge that blames (criticised, accused) or praises is right where its two
ends are marked as the parties of such a judgement; precision is over the edges found, recall over the judgements marked.
"""
from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from kg.knowledge.ontology import load
from kg.model import Block, BlockKind, Document, Mention, Modality, document_id
from kg.nlp import load as load_pipeline
from kg.statements.extract import Extractor
from tests.judgements import FOLDER, Judgement, Paragraph, paragraphs

VERBS = {"criticised": "blames", "accused": "blames", "praised": "praises"}
_KINDS = sorted(set(VERBS.values()))
_PUT_FORWARD = (Modality.ASSERTED, Modality.ALLEGED)


def found(extractor: Extractor, one: Paragraph) -> set[Judgement | None]:
    """The judgements that are read from a paragraph; None for one whose ends are not both marked."""
    block = Block(0, len(one.text), BlockKind.PARAGRAPH)
    document = Document(id=document_id(one.text), path=f"{one.name}.txt", sha256="", text=one.text, blocks=(block,))
    out: set[Judgement | None] = set()
    for s in extractor.extract(document).statements:
        if s.type in VERBS and s.object is not None and s.modality in _PUT_FORWARD:
            source, target = _party(one, s.subject), _party(one, s.object)
            out.add(Judgement(source, VERBS[s.type], target) if source and target else None)
    return out


def _party(one: Paragraph, mention: Mention) -> str | None:
    """The party whose marked words a mention overlaps; of several, that whose end is nearest to its own."""
    over = [m for m in one.marks if m.start < mention.end and mention.start < m.end]
    return min(over, key=lambda m: abs(m.end - mention.end)).party if over else None


def main() -> None:
    """Print precision and recall of each kind of judgement."""
    extractor = Extractor(load(), load_pipeline().parse)
    counts: Counter[tuple[str, str]] = Counter()
    read = list(paragraphs(Path(sys.argv[1]) if sys.argv[1:] else FOLDER))
    for one in read:
        edges = found(extractor, one)
        for verb in _KINDS:
            told = {e for e in edges if e is not None and e.verb == verb}
            marked = {j for j in one.judgements if j.verb == verb}
            counts += Counter({(verb, "right"): len(told & marked), (verb, "found"): len(told), (verb, "marked"): len(marked)})
        counts["any", "elsewhere"] += None in edges
    print(f"{len(read)} paragraphs")
    for verb in _KINDS:
        right, edges_found, marked_ones = (counts[verb, what] for what in ("right", "found", "marked"))
        print(f"{verb}: precision {right / max(edges_found, 1):.2f} of {edges_found}, recall {right / max(marked_ones, 1):.2f} of {marked_ones}")
    print(f"paragraphs with an edge whose ends are not marked: {counts['any', 'elsewhere']}")


if __name__ == "__main__":
    main()
