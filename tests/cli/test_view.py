"""`kg view` writes a page about a part of a build: each option by itself, together, and where nothing is left."""
from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.records import StatementRecord
from tests.cli.conftest import Kg
from tests.helpers import write_output
from tests.view.fixture import corpus


@pytest.fixture
def build(tmp_path: Path) -> Path:
    """The records of the invented corpus, as a build leaves them."""
    write_output(tmp_path / "out", corpus())
    return tmp_path / "out"


def shown(kg: Kg, build: Path, *options: object) -> list[StatementRecord]:
    """The statements of the page that `kg view` writes."""
    page = build.parent / "part.html"
    ran = kg("view", "--out", build, "--page", page, "--no-open", *options)
    assert (ran.status, ran.out) == (0, "")
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page.read_text(encoding="utf-8"), re.S)
    assert found
    ids = {s["id"] for s in json.loads(found[1])["statements"]}
    assert f"{page}: {len(ids)} statements" in ran.err
    return [s for s in corpus().statements if s["id"] in ids]


def names(statements: list[StatementRecord]) -> set[str]:
    return {e["label"] for s in statements for e in (s["subject"], s["object"]) if e}


def test_all_is_shown_where_nothing_is_asked(kg: Kg, build: Path) -> None:
    assert shown(kg, build) == corpus().statements


def test_around_takes_a_name_or_another_name_and_a_depth(kg: Kg, build: Path) -> None:
    one, two = (shown(kg, build, "--around", "Kin Not Care", "--depth", depth) for depth in (1, 2))
    assert 0 < len(one) < len(two) < len(corpus().statements)
    assert "Kin Not Care" in names(one)
    assert shown(kg, build, "--around", "the watchdog") == shown(kg, build, "--around", "care standards inspectorate")


def test_top_keeps_the_best_evidenced(kg: Kg, build: Path) -> None:
    assert names(shown(kg, build, "--top", 2)) == {"Marlow Vale Borough Council", "Care Standards Inspectorate"}


def test_types_and_sources_may_be_given_again(kg: Kg, build: Path) -> None:
    assert {s["type"] for s in shown(kg, build, "--type", "rated", "--type", "apologised")} == {"rated", "apologised"}
    assert {s["source"]["path"] for s in shown(kg, build, "--source", "care weekly")} == {"2022-09-05-improves.md"}
    assert len(shown(kg, build, "--source", "care weekly", "--source", "2021")) > len(shown(kg, build, "--source", "care weekly"))


def test_dates_keep_what_may_lie_within_them(kg: Kg, build: Path) -> None:
    assert {s["qualifiers"].get("date") for s in shown(kg, build, "--from", "2021-02", "--to", "2021-02-10")} == {"2021-02", "2021"}
    assert len(shown(kg, build, "--from", "2022")) + len(shown(kg, build, "--to", "2021-12-31")) >= len(corpus().statements)


def test_min_confidence_leaves_out_what_is_less_sure(kg: Kg, build: Path) -> None:
    least = sorted({s["confidence"] for s in corpus().statements})[1]
    assert shown(kg, build, "--min-confidence", least) == [s for s in corpus().statements if s["confidence"] >= least]


def test_options_combine(kg: Kg, build: Path) -> None:
    found = shown(kg, build, "--around", "Marlow Vale Borough Council", "--type", "rated", "--type", "criticised", "--from", "2021", "--top", 5)
    assert found
    for s in found:
        assert s["type"] in {"rated", "criticised"}
        assert (s["qualifiers"].get("date") or s["source"]["date"] or "")[:4] >= "2021"
    assert len(names(found)) <= 5


@pytest.mark.parametrize(("options", "message"), [
    (("--around", "Kin Not Car"), "no entity is called 'Kin Not Car'; did you mean 'Kin Not Care'?"),
    (("--type", "ratd"), "did you mean 'rated'?"),
    (("--source", "The Moon"), "no source has 'The Moon'"),
    (("--from", "last year"), "'last year' is not a date"),
    (("--from", "2031", "--type", "rated"), "nothing is left: no statement is of type rated and after 2031; ask for less at once"),
    (("--around", "Folasade Adeyemi", "--type", "sanctioned"),
     "nothing is left: no statement is of type sanctioned and within 1 steps of Folasade Adeyemi"),
    (("--min-confidence", "1"), "nothing is left: no statement has a confidence of 1; the surest has 0.9"),
])
def test_what_is_not_there_and_what_leaves_nothing_is_told_and_no_page_written(
        options: tuple[str, ...], message: str, kg: Kg, build: Path) -> None:
    ran = kg("view", "--out", build, "--page", build.parent / "none.html", "--no-open", *options)
    assert ran.status == 2
    assert message in " ".join(ran.err.split())
    assert not (build.parent / "none.html").exists()


def test_pyvis_is_loaded_where_a_page_is_made_and_nowhere_else(build: Path) -> None:
    code = ("import sys, runpy\ntry:\n    runpy.run_module('kg', run_name='__main__')\nexcept SystemExit:\n    pass\n"
            "print('LOADED', sorted({'pyvis', 'IPython'} & set(sys.modules)))")

    def loaded(*arguments: str) -> str:
        ran = subprocess.run([sys.executable, "-c", code.replace("import sys, runpy", f"import sys, runpy; sys.argv = {['kg', *arguments]!r}")],
                             capture_output=True, text=True, check=True, timeout=120)
        return ran.stdout.split("LOADED ")[1].strip()

    assert loaded("--help") == "[]"
    assert loaded("query", "--list") == "[]"
    assert loaded("show", "Kin Not Care", "--out", str(build)) == "[]"
    assert loaded("view", "--out", str(build), "--page", str(build.parent / "a.html"), "--no-open") == "['IPython', 'pyvis']"
