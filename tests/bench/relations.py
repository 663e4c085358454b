"""Which relations are found, sentence by sentence: `python -m tests.bench.relations [SOURCE] [--held-out]`.

SOURCE is `texts` (if none is given), `news`, `gum` or `senate FOLDER`: the marked documents of `tests/relations`. A statement is right where its
sentence has such a mark (or one of a relation that the scorer takes for the same) whose ends its own overlap; one that speaks of other ends, or of
another sentence's, is wrong. Recall is over what is marked as so, alleged or planned. With `--held-out`, only the documents that the classifier was
not trained on are read.
"""
from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.evaluation.gold import scoring_rules
from kg.judging.train.split import held_out
from kg.knowledge.ontology import load
from kg.model import Mention, Modality, Statement
from kg.nlp import load as load_pipeline
from kg.statements.extract import Extractor
from tests.relations import SOURCES, Mark, Marked, Spans, documents

LEARNT = "classifier"  # the kind of its rules


def meets(statement: Statement, mark: Mark, same: Callable[[str, str], bool]) -> bool:
    """Whether a statement says what is marked, on its sentence."""
    evidence = statement.evidence
    there = evidence.start < mark.end and mark.start < evidence.end
    if not there or not same(statement.type, mark.relation) or not _overlap(statement.subject, mark.subject):
        return False
    return mark.object is None or (statement.object is not None and _overlap(statement.object, mark.object))


def _overlap(mention: Mention, spans: Spans) -> bool:
    return any(mention.start < b and a < mention.end for a, b in spans)


def measure(read: Iterable[Marked]) -> Iterator[str]:
    """The lines of the report: what rules find, what the classifier adds, and that by relation."""
    ontology = load()
    extractor, same = Extractor(ontology, load_pipeline().parse), scoring_rules(ontology).same_relation
    count: Counter[tuple[str, str]] = Counter()
    for marked in read:
        wanted = [m for m in marked.marks if m.how != "!" and m.relation in ontology.relations]
        met: dict[str, set[Mark]] = {"rules": set(), LEARNT: set()}
        for statement in extractor.extract(marked.document).statements:
            if statement.type == "stated" or statement.modality is Modality.NEGATED:
                continue
            by = LEARNT if statement.kind == LEARNT else "rules"
            found = {m for m in wanted if meets(statement, m, same)}
            met[by] |= found
            for name in ("all", statement.type):
                count[by, f"{name} right"] += bool(found)
                count[by, f"{name} given"] += 1
        for by, found in (("rules", met["rules"]), (LEARNT, met[LEARNT] - met["rules"])):
            count[by, "met"] += len(found)
        count["", "wanted"] += len(wanted)
    all_ = count["", "wanted"]
    given, right = (count["rules", f"all {x}"] for x in ("given", "right"))
    more, more_right = (count[LEARNT, f"all {x}"] for x in ("given", "right"))
    both = count["rules", "met"] + count[LEARNT, "met"]
    yield f"{all_} relations marked"
    yield f"rules alone: P {right / max(1, given):.2f} of {given}, R {count['rules', 'met'] / max(1, all_):.2f}"
    yield f"with the classifier: P {(right + more_right) / max(1, given + more):.2f} of {given + more}, R {both / max(1, all_):.2f}"
    names = sorted({k.split()[0] for by, k in count if by == LEARNT and k.endswith("given")} - {"all"})
    yield f"it adds {more_right} right of {more}: " + ", ".join(f"{n} {count[LEARNT, f'{n} right']} of {count[LEARNT, f'{n} given']}" for n in names)


def main() -> None:
    """Measure one source."""
    given = [a for a in sys.argv[1:] if a != "--held-out"]
    source, folder = given[0] if given else SOURCES[0], Path(given[1]) if len(given) > 1 else None
    if source not in SOURCES:
        raise SystemExit(f"relations: no source {source!r}; there are {', '.join(SOURCES)}")
    read = documents(source, folder)
    for line in measure(m for m in read if held_out(m.name) or "--held-out" not in sys.argv):
        print(line)


if __name__ == "__main__":
    main()
