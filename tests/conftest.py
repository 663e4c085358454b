"""One build of each corpus for the whole run: tests that need the pipeline share them, and are skipped where its weights are not."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.nlp.network import FILES
from kg.nlp.pipeline import weights_folder
from kg.records import Output, read_output

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class Corpus:
    """Texts with their gold. `needed` is false for what is no part of the project and may be absent."""

    gold: Path
    texts: Path
    needed: bool = True


CORPORA = {
    "digests": Corpus(ROOT / "tests" / "gold", ROOT / "seeds"),
    "texts": Corpus(ROOT / "tests" / "texts" / "gold", ROOT / "tests" / "texts"),
    "articles": Corpus(SHARED / "gold", SHARED / "seeds", needed=False),
    "dev": Corpus(SHARED / "dev" / "gold", SHARED / "dev" / "texts", needed=False),
}
Built = Callable[[str], Path]


@pytest.fixture(scope="session")
def pipeline() -> None:
    """Ask for this where the English pipeline is run."""
    folder = weights_folder()
    if not all((folder / name).is_file() for name in FILES):
        pytest.skip(f"the pipeline's weights are not in {folder}: they are made by kg.nlp.train")


@pytest.fixture(scope="session")
def build_of(pipeline: None, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The output folder of a corpus, built on first use."""
    done: dict[str, Path] = {}

    def folder(name: str) -> Path:
        corpus = CORPORA[name]
        if not corpus.texts.is_dir():
            assert not corpus.needed, f"{corpus.texts} is missing"
            pytest.skip(f"{corpus.texts} is not part of the project and is not here")
        if name not in done:
            from kg.build import Options, build
            from kg.pages import PAGE, write_network

            out = tmp_path_factory.mktemp("build") / name
            pattern = "*.txt" if name == "texts" else ""
            write_network(build([str(corpus.texts / pattern)], Options(out=out)), out / PAGE)
            done[name] = out
        return done[name]

    return folder


@pytest.fixture(scope="session")
def digests(build_of: Built) -> Path:
    """The build of the seeds."""
    return build_of("digests")


@pytest.fixture(scope="session")
def records(digests: Path) -> Output:
    """What the build of the seeds wrote."""
    return read_output(digests)
