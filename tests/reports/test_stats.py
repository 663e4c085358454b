"""Figures and dossiers of the build made by hand."""
from __future__ import annotations

import random
from dataclasses import replace

import pytest

from kg.errors import QueryError
from kg.graph.rdf import records
from kg.records import Output
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


def test_a_dossier_tells_names_roles_and_what_happened_when(output: Output):
    found = dossier(output, "marrow council")
    assert found.entity["label"] == "Marrow Borough Council"
    assert [(r.person, r.role, r.organisation, r.ended) for r in found.roles] == [("Ann Reed", "leader", "Marrow Borough Council", False)]
    dates = [e.when for e in found.timeline]
    assert dates == sorted(dates)
    assert {e.statement["type"] for e in found.timeline} == {"criticised", "holds_role", "funded", "part_of", "accused", "denied", "praised"}
    assert [m["reason"] for m in found.merges] == ["the same name"] * 2


def test_what_someone_is_made_to_say_is_in_their_dossier(output: Output):
    assert {e.statement["type"] for e in dossier(output, "Tom Vale").timeline} == {"accused", "criticised", "member_of"}
    assert dossier(output, "Tom Vale").roles == ()


def test_a_dossier_of_nobody(output: Output):
    with pytest.raises(QueryError, match="did you mean 'Tom Vale'"):
        dossier(output, "Tom Vail")
