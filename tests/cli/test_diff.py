"""`kg diff` as a person meets it: lines or JSON, and the exit status of diff."""
from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.graph.recorder import records
from tests.cli.conftest import Kg
from tests.helpers import follow_up_sketch, knowledge, protest_sketch, report_sketch, write_output


@pytest.fixture
def builds(tmp_path: Path) -> tuple[Path, Path]:
    write_output(tmp_path / "old", records(knowledge(report_sketch(), protest_sketch())))
    write_output(tmp_path / "new", records(knowledge(report_sketch(), follow_up_sketch())))
    return tmp_path / "old", tmp_path / "new"


def test_no_difference_is_status_0(kg: Kg, builds: tuple[Path, Path]) -> None:
    assert kg("diff", builds[0], builds[0]) == type(kg("--version"))(0, "", "no difference\n")
    assert kg("diff", builds[0], builds[0], "--quiet").err == ""


def test_a_difference_is_lines_and_status_1(kg: Kg, builds: tuple[Path, Path]) -> None:
    ran = kg("diff", *builds)
    assert (ran.status, ran.err) == (1, "")
    edge = "Parents United campaigned against Hale Care Ltd (asserted), 2021-05-protest.html: “The group campaigns against Hale Care Ltd.”"
    for line in ("documents:", "  + later/2022-03.txt", "  - 2021-05-protest.html", f"  - {edge}"):
        assert line in ran.out.splitlines()


def test_the_same_as_json(kg: Kg, builds: tuple[Path, Path]) -> None:
    ran = kg("diff", *builds, "--json")
    assert ran.status == 1
    assert json.loads(ran.out)["documents_added"] == ["later/2022-03.txt"]


@pytest.mark.parametrize("arguments", [[], ["here"], ["/nowhere", "/nowhere"]])
def test_misuse_is_status_2(arguments: list[str], kg: Kg) -> None:
    assert kg("diff", *arguments).status == 2
