"""The compiled ontology is kept between builds, and is the same when it is taken from there."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.building import compiled
from kg.building.cache import Cache
from kg.knowledge import ontology
from kg.knowledge.domain import Ontology


def test_the_ontology_is_the_same_after_it_was_kept() -> None:
    told = ontology.load()
    again = compiled.from_plain(json.loads(json.dumps(compiled.plain(told))))
    assert again == told
    assert [list(r.frames) for r in again.relations.values()] == [list(r.frames) for r in told.relations.values()]
    assert (list(again.relations), list(again.known), list(again.ratings)) == (list(told.relations), list(told.known), list(told.ratings))


def test_files_that_were_compiled_before_are_not_compiled_again_until_one_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, loaded = tmp_path / "own", list[Path | None]()
    own.mkdir()
    (own / "extra.ttl").write_text("@prefix kg: <https://example.org/kg/ontology#> .\nkg:inspected kg:title \"mx\" .\n", encoding="utf-8")

    def load(folder: Path | None) -> Ontology:
        loaded.append(folder)
        return original(folder)

    original = ontology.load.__wrapped__
    monkeypatch.setattr(ontology, "load", load)
    cache = Cache(tmp_path / "cache")
    first = compiled.load_kept(own, cache, fresh=False)
    assert compiled.load_kept(own, cache, fresh=False) == first
    assert loaded == [own]
    (own / "extra.ttl").write_text("@prefix kg: <https://example.org/kg/ontology#> .\nkg:inspected kg:title \"mz\" .\n", encoding="utf-8")
    assert "mz" in compiled.load_kept(own, cache, fresh=False).cues.titles
    compiled.load_kept(own, cache, fresh=True)
    assert loaded == [own] * 3


@pytest.mark.parametrize("line", ["", "[", "7", '["Ontology"]', '["os.system","x"]', '["map","a"]', "[]"])
def test_what_is_no_ontology_is_compiled_again_and_told(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache, told = Cache(tmp_path), ontology.load()
    monkeypatch.setattr(cache, "get", lambda _: line)
    assert compiled.load_kept(None, cache, fresh=False) == told
    assert cache.damaged == 1
