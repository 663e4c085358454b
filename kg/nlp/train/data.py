"""The corpora to training sentences. GUM's names come from its mentions, those of EWT's dev and test from Universal NER.

What a corpus does not mark is None and gives no loss.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from kg.knowledge import ontology
from kg.nlp.train.conllu import Sentence, read_conllu
from kg.nlp.train.names import gum_names, settle_places, uner_names

# The documents that extraction is judged on: their parses must not be learnt.
_JUDGED = {
    "news": "asylum clock crane defector election flag homeopathic imprisoned iodine questionnaire sensitive taxes "
            "afghan hackers korea lanterns stampede warming worship expo",
    "interview": "hill libertarian brotherhood",
    "letter": "mandela attorney",
    "speech": "newzealand impeachment",
}
HELD_OUT = frozenset(f"GUM_{genre}_{name}" for genre, names in _JUDGED.items() for name in names.split())


@dataclass(slots=True)
class Corpora:
    train: list[Sentence] = field(default_factory=list)
    gum_dev: list[Sentence] = field(default_factory=list)
    gum_test: list[Sentence] = field(default_factory=list)
    ewt_dev: list[Sentence] = field(default_factory=list)
    ewt_test: list[Sentence] = field(default_factory=list)


def _titles() -> frozenset[str]:
    """The words before a person's name that the ontology knows."""
    cues = ontology.load().cues
    return cues.titles | cues.roles | frozenset(cues.descriptions)


def load(root: Path, held_out: frozenset[str]) -> Corpora:
    """All corpora under `root`; documents named in `held_out` are left out of training."""
    out = Corpora()
    titles = _titles()
    gum: list[Sentence] = []
    dev = set((root / "gum/files.dev").read_text().split())
    test = set((root / "gum/files.test").read_text().split())
    for path in sorted((root / "gum").glob("*.conllu")):
        sentences = list(read_conllu(path))
        for s in sentences:
            s.names = gum_names(s, titles)
        gum += sentences
        if path.stem in dev:
            out.gum_dev += sentences
        elif path.stem in test:
            out.gum_test += sentences
        elif path.stem not in held_out:
            out.train += sentences
    settle_places(gum)
    out.train += list(read_conllu(root / "ewt/train.conllu"))
    for split, into in (("dev", out.ewt_dev), ("test", out.ewt_test)):
        into += list(read_conllu(root / f"ewt/{split}.conllu"))
        names = uner_names(root / f"uner/en_ewt-ud-{split}.iob2")
        for s in into:
            tags = names.get(s.text)
            s.names = tags if tags and len(tags) == len(s.words) else None
    return out
