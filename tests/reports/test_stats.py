"""Figures and dossiers of the build made by hand."""
from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from kg.errors import QueryError
from kg.graph.keep import Keep
from kg.graph.rdf import records
from kg.records import Output, StatementRecord, write_records
from kg.reports.show import dossier
from kg.reports.stats import Count, simple, stats
from tests.helpers import sample


@pytest.fixture(scope="module")
def output() -> Output:
    return records(sample())


def test_counts_add_up(output: Output):
    found = stats(output)
    for counts in (found.relations, found.modalities, found.sources):
        assert sum(c.count for c in counts) == len(output.statements)
    assert sum(c.count for c in found.classes) == len(output.entities)
    assert found.relations[0] == Count("criticised", 4)
    assert [c.name for c in found.sources] == ["2021-02-marrow.md", "2021-05-protest.html", "later/2022-03.txt"]


def test_the_most_connected_stand_first(output: Output):
    found = stats(output)
    assert found.connected[0].label in {"Marrow Borough Council", "Parents United"}
    assert [r.value for r in found.connected] == sorted((r.value for r in found.connected), reverse=True)
    assert found.brokers[0].label in {"Marrow Borough Council", "Parents United"}
    assert len(stats(output, top=2).connected) == 2


def test_a_denied_edge_connects_nobody(output: Output):
    only = replace(output, statements=[s for s in output.statements if s["modality"] == "negated"])
    assert len(simple(only)) == 0
    assert stats(only).communities == ()


def test_figures_do_not_depend_on_order(output: Output):
    rng = random.Random(3)
    shuffled = lambda things: rng.sample(things, len(things))
    mixed = replace(output, statements=shuffled(output.statements), entities=shuffled(output.entities))
    assert stats(mixed) == stats(output)


def test_communities_part_the_connected(output: Output):
    members = [name for group in stats(output).communities for name in group]
    assert len(members) == len(set(members)) == len(simple(output))


@pytest.fixture(scope="module")
def folder(output: Output, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("build")
    write_records(path, output)
    return path


def test_a_dossier_tells_names_roles_and_what_happened_when(folder: Path):
    found = dossier(folder, "marrow council")
    assert found.entity["label"] == "Marrow Borough Council"
    assert [(r.person, r.role, r.organisation, r.ended) for r in found.roles] == [("Ann Reed", "leader", "Marrow Borough Council", False)]
    dates = [e.when for e in found.timeline]
    assert dates == sorted(dates)
    assert {e.statement["type"] for e in found.timeline} == {"criticised", "holds_role", "funded", "part_of", "accused", "denied", "praised"}
    assert [m["reason"] for m in found.merges] == ["the same name"] * 2


def test_what_someone_is_made_to_say_is_in_their_dossier(folder: Path):
    assert {e.statement["type"] for e in dossier(folder, "Tom Vale").timeline} == {"accused", "criticised", "member_of"}
    assert dossier(folder, "Tom Vale").roles == ()


def test_a_dossier_of_nobody(folder: Path):
    with pytest.raises(QueryError, match="did you mean 'Tom Vale'"):
        dossier(folder, "Tom Vail")


def test_a_dossier_holds_each_statement_and_merge_of_its_entity_and_decodes_no_others(folder: Path, output: Output, monkeypatch: pytest.MonkeyPatch):
    for row in output.entities:
        decoded: list[StatementRecord] = []
        monkeypatch.setattr("kg.reports.show.decoded", lambda line, decoded=decoded: decoded.append(json.loads(line)) or decoded[-1])
        found = dossier(folder, f"<{row['iri']}>")
        told = [s for s in output.statements if row["iri"] in {part["iri"] for part in (s["subject"], s["object"], s["attributed_to"]) if part}]
        assert found.entity == row
        assert sorted(e.statement["id"] for e in found.timeline) == sorted(s["id"] for s in told)
        assert [*found.merges] == [m for m in output.report["merges"] if m["entity"] == row["iri"]]
        assert len(decoded) < len(output.statements)


def test_a_dossier_is_made_where_another_program_laid_the_report_out_anew(folder: Path, tmp_path: Path):
    for name in ("statements.jsonl", "entities.csv", "report.json"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    (tmp_path / "report.json").write_text(json.dumps(report, indent=2), encoding="utf-8")
    assert dossier(tmp_path, "Marrow Council") == dossier(folder, "Marrow Council")


def test_a_dossier_tells_a_private_allegation_only_where_it_is_asked_for(output: Output, tmp_path: Path):
    one = next(s for s in output.statements if s["type"] == "accused")
    write_records(tmp_path, replace(output, statements=[{**s, "private_allegation": s is one} for s in output.statements]))
    shown, whole = (dossier(tmp_path, f"<{one['subject']['iri']}>", keep).timeline for keep in (Keep(), Keep(private=True)))
    assert {e.statement["id"] for e in whole} - {e.statement["id"] for e in shown} == {one["id"]}
