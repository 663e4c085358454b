"""Keys change with whatever decides a document's statements, and with nothing else."""
from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kg.building import versions
from kg.building.versions import LATER, Keys, keys_for, pipeline_digest
from kg.errors import UsageError
from kg.judging import FILE as JUDGE
from kg.knowledge.ontology import load
from kg.model import Attribute, Block, BlockKind
from kg.paths import weights_folder
from tests.helpers import report_sketch
from tests.test_layers import MODULES, PACKAGE, imports

DOCUMENT = report_sketch().extraction().document


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of two modules, one of which decides."""
    versions.code()  # is worked out once, and must not be of this package for the tests that come after
    for name in ("syntax/frames.py", "graph/rdf.py", "statements/confidence.json", "nlp/parser.py", "nlp/train/fit.py", "view/page.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    monkeypatch.setattr(versions, "_PACKAGE", tmp_path)
    return tmp_path


@pytest.mark.parametrize(("name", "counts"), [
    ("syntax/frames.py", True), ("statements/confidence.json", True), ("nlp/parser.py", True), ("new.py", True), ("new/words.txt", True),
    ("graph/rdf.py", False), ("nlp/train/fit.py", False), ("view/page.py", False), ("syntax/__pycache__/frames.cpython-311.pyc", False)])
def test_the_code_that_decides_is_in_the_digest(package: Path, name: str, counts: bool) -> None:
    before = versions.code.__wrapped__()
    (package / name).parent.mkdir(parents=True, exist_ok=True)
    (package / name).write_text("2")
    assert (versions.code.__wrapped__() != before) is counts


def test_the_code_that_reads_files_is_in_a_digest_of_its_own(package: Path) -> None:
    (package / "read").mkdir()
    code, before = versions.code.__wrapped__(), versions.reading.__wrapped__()
    (package / "read" / "html.py").write_text("2")
    assert versions.reading.__wrapped__() != before
    assert versions.code.__wrapped__() == code


def test_nothing_that_extraction_imports_is_left_out_of_the_digest() -> None:
    """Followed through the imports from the module that extracts and from the pipeline."""
    seen, queue = set[str](), ["kg.statements.extract", "kg.nlp", "kg.nlp.external", "kg.knowledge.ontology", "kg.codec"]
    while queue:
        module = queue.pop()
        if module in seen:
            continue
        seen.add(module)
        parts = [name for name in imports(MODULES[module]) if name.startswith("kg.")]
        queue += [name if name in MODULES else name.rpartition(".")[0] for name in parts if name in MODULES or name.rpartition(".")[0] != "kg"]
    assert {"kg.syntax.frames", "kg.statements.drafts", "kg.statements.confidence", "kg.nlp.decode", "kg.dates.readers"} <= seen
    assert sorted(m for m in seen if m.count(".") and m.split(".")[1] in LATER) == []


def test_what_is_left_out_is_there() -> None:
    there = {p.stem if p.is_file() else p.name for p in PACKAGE.iterdir()}
    assert sorted(LATER - there) == []


@pytest.mark.parametrize("change", [
    {"text": DOCUMENT.text + " "}, {"date": Attribute("2020")}, {"title": Attribute("Another")}, {"author": None}, {"publisher": None},
    {"url": None}, {"blocks": (Block(0, 10, BlockKind.TITLE),)}], ids=lambda c: next(iter(c)))
def test_a_changed_document_has_another_key(change: dict[str, object]) -> None:
    keys = Keys("x")
    assert keys.of(replace(DOCUMENT, **change)) != keys.of(DOCUMENT)


def test_a_moved_document_has_the_same_key_unless_its_path_is_its_name() -> None:
    keys, nameless = Keys("x"), replace(DOCUMENT, title=None)
    assert keys.of(replace(DOCUMENT, path="elsewhere.md", sha256="1" * 64)) == keys.of(DOCUMENT)
    assert keys.of(replace(nameless, path="elsewhere.md")) != keys.of(nameless)


def test_another_ontology_gives_other_keys(tmp_path: Path) -> None:
    (tmp_path / "own.ttl").write_text("@prefix kg: <https://example.org/kg/ontology#> .\nkg:inspected kg:example \"It rained.\" .\n")
    assert keys_for(load(tmp_path), None).of(DOCUMENT) != keys_for(load(), None).of(DOCUMENT)


def test_other_weights_give_another_digest(pipeline: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = pipeline_digest(None)
    shutil.copytree(weights_folder(), tmp_path / "w")
    monkeypatch.setenv("KG_WEIGHTS", str(tmp_path / "w"))
    assert pipeline_digest(None) == before
    with (tmp_path / "w" / "vocab.json").open("a") as stream:
        stream.write(" ")
    assert pipeline_digest(None) != before


def test_a_pipeline_in_a_folder_or_package_is_known_by_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "en_invented_pipeline"
    package.mkdir()
    (package / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    for name in (str(package), "en_invented_pipeline"):
        before = pipeline_digest(name)
        (package / "weights").write_text(name)
        assert pipeline_digest(name) != before


def test_another_judge_gives_another_digest_whatever_the_pipeline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_WEIGHTS", str(tmp_path))
    (tmp_path / "pipeline").mkdir()
    before = pipeline_digest(str(tmp_path / "pipeline"))
    (tmp_path / JUDGE).write_text("weights")
    assert pipeline_digest(str(tmp_path / "pipeline")) != before


def test_a_pipeline_that_is_not_there_is_told() -> None:
    with pytest.raises(UsageError, match="no_such_pipeline"):
        pipeline_digest("no_such_pipeline")
