"""One build of each annotated set for the whole run: tests that need the pipeline share them, and are skipped where its weights are not."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.knowledge.ontology import load as load_ontology
from kg.nlp import load as load_pipeline
from kg.nlp.network import FILES
from kg.paths import weights_folder
from kg.records import Output, read_output
from kg.statements.extract import Extractor
from tests.gold_sets import HALVES, GoldSet, laid_out

Built = Callable[[str], Path]
Laid = Callable[[str], GoldSet]


@pytest.fixture(scope="session")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Laid:
    """A set of annotated documents by its name, the two halves laid out on first use."""
    done: dict[str, GoldSet] = {}

    def named(name: str) -> GoldSet:
        if name not in done:
            done[name] = laid_out(name, tmp_path_factory.mktemp("laid") if name in HALVES else Path())
        return done[name]

    return named


@pytest.fixture(scope="session")
def pipeline() -> None:
    """Ask for this where the English pipeline is run."""
    folder = weights_folder()
    if not all((folder / name).is_file() for name in FILES):
        pytest.skip(f"the pipeline's weights are not in {folder}: they are made by kg.nlp.train")


@pytest.fixture(scope="session")
def extractor(pipeline: None) -> Extractor:
    """The shipped ontology and pipeline, loaded once; documents do not influence each other."""
    return Extractor(load_ontology(), load_pipeline().parse)


@pytest.fixture(scope="session")
def build_of(pipeline: None, laid: Laid, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The output folder of a set, built on first use."""
    done: dict[str, Path] = {}

    def folder(name: str) -> Path:
        chosen = laid(name)
        if not chosen.texts.is_dir():
            assert not chosen.needed, f"{chosen.texts} is missing"
            pytest.skip(f"{chosen.texts} is not part of the project and is not here")
        if name not in done:
            from kg.building.build import Options, build

            out = tmp_path_factory.mktemp("build") / name
            build([chosen.sources], Options(out=out))
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
