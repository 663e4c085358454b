"""Each command on the build of the seeds: what it prints where, and its exit status."""
from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from kg.records import Output
from kg.sparql.query import named_queries
from tests.cli.conftest import Kg
from tests.gold_sets import ROOT, SETS


def test_build_tells_its_summary_on_standard_error_alone(kg: Kg, pipeline: None, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The Mirefold Health Trust criticised the Department for Transport.")
    ran = kg("build", tmp_path / "a.txt", "--out", tmp_path / "out")
    assert (ran.status, ran.out) == (0, "")
    for words in ("1  documents", "0  skipped", "1  sentences", "statements: judgement 1", "entities", "seconds", "network.html"):
        assert words in ran.err
    written = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert written == [".kg", "description.ttl", "documents", "entities.csv", "graph.ttl", "manifest.json", "network.html", "report.json",
                       "statements.jsonl", "store"]


def test_build_keeps_quiet_but_for_what_was_skipped(kg: Kg, pipeline: None, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The Mirefold Health Trust criticised the Department for Transport.")
    assert kg("build", tmp_path / "a.txt", "--out", tmp_path / "out", "--quiet") == type(kg("--version"))(0, "", "")
    (tmp_path / "b.txt").write_text("")
    ran = kg("build", tmp_path / "a.txt", tmp_path / "b.txt", "--out", tmp_path / "out", "--quiet")
    assert ran.status == 1
    assert ran.err.startswith("skipped b.txt: the file is empty")


def test_min_confidence_leaves_out_what_is_less_sure(kg: Kg, pipeline: None, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The Mirefold Health Trust criticised the Department for Transport.")
    assert kg("build", tmp_path / "a.txt", "--out", tmp_path / "out", "--min-confidence", "1").status == 0
    assert (tmp_path / "out" / "statements.jsonl").read_text() == ""


def test_view_writes_a_part_of_the_page(kg: Kg, digests: Path, records: Output, tmp_path: Path) -> None:
    ran = kg("view", "--out", digests, "--around", records.statements[0]["subject"]["label"], "--page", tmp_path / "part.html", "--no-open")
    assert (ran.status, ran.out) == (0, "")
    assert (tmp_path / "part.html").stat().st_size < (digests / "network.html").stat().st_size
    assert f"{tmp_path / 'part.html'}: " in ran.err


def test_view_names_what_is_not_there(kg: Kg, digests: Path, tmp_path: Path) -> None:
    ran = kg("view", "--out", digests, "--around", "Nobody at all", "--page", tmp_path / "part.html", "--no-open")
    assert ran.status == 2
    assert "Nobody at all" in ran.err
    assert not (tmp_path / "part.html").exists()


def test_query_lists_the_named_queries_with_their_parameters(kg: Kg, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    ran = kg("query", "--list")
    assert ran.status == 0
    for name, one in named_queries().items():
        assert name in ran.out
        assert all(f"{p.name}{' (optional)' if p.optional else ''}:" in ran.out for p in one.parameters)


@pytest.mark.parametrize("form", ["csv", "tsv", "json", "xml"])
def test_query_gives_data_alone_on_standard_output(form: str, kg: Kg, digests: Path) -> None:
    ran = kg("query", "people", "--out", digests, "--format", form)
    assert (ran.status, ran.err) == (0, "")
    if form == "csv":
        assert len(list(csv.reader(io.StringIO(ran.out)))) > 3
    if form == "json":
        assert json.loads(ran.out)["results"]["bindings"]


def test_query_takes_a_file_a_text_and_a_parameter(kg: Kg, digests: Path, records: Output, tmp_path: Path) -> None:
    text = "SELECT ?label WHERE { ?who rdfs:label ?label }"
    (tmp_path / "question.rq").write_text(text)
    label = records.statements[0]["subject"]["label"]
    for question in (text, tmp_path / "question.rq"):
        ran = kg("query", question, "--param", f"who={label}", "--out", digests, "-f", "csv")
        assert ran.out.splitlines() == ["label", label]


def test_query_gives_turtle_for_a_graph(kg: Kg, digests: Path) -> None:
    ran = kg("query", "CONSTRUCT { ?s a kg:Person } WHERE { ?s a kg:Person }", "--out", digests, "--format", "turtle")
    assert "a kg:Person" in ran.out


def test_query_points_at_the_place_of_an_error(kg: Kg, digests: Path) -> None:
    ran = kg("query", "SELECT ?x WHERE { ?x a kg:Person ", "--out", digests)
    assert ran.status == 2
    assert "line 1" in ran.err
    assert "^" in ran.err


def test_check_finds_nothing_in_a_build_and_something_in_a_changed_one(kg: Kg, digests: Path, tmp_path: Path) -> None:
    ran = kg("check", "--out", digests)
    assert (ran.status, ran.out, ran.err) == (0, "", "all is well\n")
    changed = shutil.copytree(digests, tmp_path / "changed")
    text = next((changed / "documents").glob("*.txt"))
    text.write_text("x" + text.read_text(encoding="utf-8"), encoding="utf-8")
    ran = kg("check", "--out", changed)
    assert ran.status == 1
    assert f"documents/{text.name}" in ran.out
    assert ran.err.endswith("findings\n")


def test_explain_tells_words_entry_steps_and_parse(kg: Kg, digests: Path, records: Output) -> None:
    record = next(s for s in records.statements if s["type"] == "rated")
    ran = kg("explain", record["id"], "--out", digests)
    assert ran.status == 0
    flat = " ".join(ran.out.split())
    for words in (record["evidence"]["text"], record["rule"], record["source"]["path"], "modality: asserted", "subject: “", "base form"):
        assert " ".join(words.split()) in flat


def test_show_tells_names_and_a_timeline_with_quotations(kg: Kg, digests: Path, records: Output) -> None:
    record = next(s for s in records.statements if s["type"] == "rated")
    ran = kg("show", f"<{record['subject']['iri']}>", "--out", digests)
    assert (ran.status, ran.err) == (0, "")
    for words in (record["subject"]["label"], "Timeline", " ".join(record["evidence"]["text"].split()), record["id"]):
        assert words in ran.out
    told = json.loads(kg("show", f"<{record['subject']['iri']}>", "--out", digests, "--json").out)
    assert told["entity"]["label"] == record["subject"]["label"]


def test_show_offers_the_nearest_names(kg: Kg, digests: Path, records: Output) -> None:
    label = next(s["subject"]["label"] for s in records.statements if len(s["subject"]["label"]) > 8)
    ran = kg("show", label[:-1] + "x", "--out", digests)
    assert ran.status == 2
    assert label in ran.err


def test_stats_count_and_rank(kg: Kg, digests: Path, records: Output) -> None:
    ran = kg("stats", "--out", digests)
    assert (ran.status, ran.err) == (0, "")
    for words in ("class", "relation", "most connected", "between others", "group 1:"):
        assert words in ran.out
    told = json.loads(kg("stats", "--out", digests, "--json").out)
    assert sum(c["count"] for c in told["relations"]) == len(records.statements)


@pytest.mark.parametrize("form", ["trig", "nquads", "jsonld", "rdf12", "graphml", "gexf", "csv"])
def test_export_writes_each_format_to_standard_output(form: str, kg: Kg, digests: Path, records: Output) -> None:
    ran = kg("export", "--format", form, "--out", digests)
    assert (ran.status, ran.err) == (0, "")
    assert records.statements[0]["id"] in ran.out


def test_score_prints_tables_and_totals(kg: Kg, digests: Path) -> None:
    corpus = SETS["digests"]
    ran = kg("score", corpus.gold, corpus.texts, "--out", digests, "--misses", "--wrong")
    assert ran.status == 0
    assert "precision=" in ran.out.splitlines()[-1]
    assert "lexical entry" in ran.out
    assert "coverage" in ran.out
    assert "missed: " in ran.out
    assert "missed: " not in kg("score", corpus.gold, corpus.texts, "--out", digests).out
    whole = json.loads(kg("score", corpus.gold, corpus.texts, "--out", digests, "--json").out)
    assert set(whole) == {"total", "documents", "types", "rules", "misses", "wrong"}


def test_score_builds_afresh_when_asked(kg: Kg, digests: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    corpus = SETS["digests"]
    built = json.loads(kg("score", corpus.gold, corpus.texts, "--build", "--json").out)
    assert built == json.loads(kg("score", corpus.gold, corpus.texts, "--out", digests, "--json").out)
    assert list(tmp_path.iterdir()) == []


def test_ontology_check_prints_frames_and_fails_on_a_failing_sentence(kg: Kg, pipeline: None, tmp_path: Path) -> None:
    ran = kg("ontology", "check", "inspected")
    assert ran.status == 0
    assert "{subject} inspect|re-inspect|reinspect {object}" in ran.out
    assert "verb inspect/re-inspect/reinspect: subject=subject, object=object" in ran.out
    (tmp_path / "own.ttl").write_text('@prefix kg: <https://example.org/kg/ontology#> .\nkg:inspected kg:example "It rained." .\n')
    ran = kg("ontology", "check", "inspected", "--ontology", tmp_path, "--quiet")
    assert ran.status == 1
    assert "inspected: should give it and does not: It rained." in ran.out


def test_ontology_export_writes_turtle(kg: Kg) -> None:
    ran = kg("ontology", "export", "--ontolex")
    assert ran.status == 0
    assert "ontolex:LexicalEntry" in ran.out


def test_a_build_can_be_moved(kg: Kg, digests: Path, tmp_path: Path) -> None:
    """Nothing in an output folder names a place on this machine."""
    moved = shutil.copytree(digests, tmp_path / "moved")
    assert kg("query", "people", "--out", moved, "-f", "csv") == kg("query", "people", "--out", digests, "-f", "csv")
    for path in moved.rglob("*"):
        assert path.is_dir() or str(ROOT).encode() not in path.read_bytes()
