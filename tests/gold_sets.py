"""The sets of documents that people annotated: where gold and texts lie, and what of them is at hand."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.evaluation.gold import GoldDocument
from kg.evaluation.score import Figures, score
from kg.records import StatementRecord
from tests.annotated.lay import lay

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
PASSAGES = ROOT / "tests" / "passages"


@dataclass(frozen=True)
class GoldSet:
    """Texts (with `pattern` below them) with their gold. `needed` is false for what is no part of the project and may be absent."""

    gold: Path
    texts: Path
    needed: bool = True
    pattern: str = ""

    @property
    def sources(self) -> str:
        """What to build."""
        return str(self.texts / self.pattern)


SETS = {
    "digests": GoldSet(ROOT / "tests" / "gold", ROOT / "seeds"),
    "texts": GoldSet(ROOT / "tests" / "texts" / "gold", ROOT / "tests" / "texts", pattern="*.txt"),
    "passages": GoldSet(PASSAGES / "read" / "gold", PASSAGES / "read" / "texts"),
    "passages-unread": GoldSet(PASSAGES / "unread" / "gold", PASSAGES / "unread" / "texts"),
    "articles": GoldSet(SHARED / "gold", SHARED / "seeds", needed=False),
    "dev": GoldSet(SHARED / "dev" / "gold", SHARED / "dev" / "texts", needed=False),
}
HALVES = ("development", "blind")
NAMES = (*SETS, *HALVES)
UNREAD = frozenset({"blind", "passages-unread"})  # whose figures are counted and whose misses nobody reads


def laid_out(name: str, folder: Path) -> GoldSet:
    """The set of this name; one of the two halves is written into `folder`, without what is of GUM where that is not at hand."""
    if name in SETS:
        return SETS[name]
    lay(name, folder)
    return GoldSet(folder / "gold", folder / "texts")


def judged(name: str, gold: Sequence[GoldDocument], statements: Sequence[StatementRecord]) -> dict[str, Figures]:
    """The figures of a build of this set. Those of a half are of all of it, where it is at hand, and of our own pieces alone ("blind-own")."""
    if name in SETS:
        return {name: score(gold, statements).total}
    own = [d for d in gold if not d.stem.startswith("GUM_")]
    found = {f"{name}-own": score(own, statements).total}
    return found if len(own) == len(gold) else {name: score(gold, statements).total, **found}
