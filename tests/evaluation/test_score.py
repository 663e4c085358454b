"""The scorer: what counts as right, as found, as quoted; and the same figures as the bench's where that is at hand."""
from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.errors import UsageError
from kg.evaluation.gold import GoldDocument, read_gold, scoring_rules
from kg.evaluation.score import Scores, by_harm, f1_of, precision_of, recall_of, score
from kg.knowledge.ontology import load
from kg.records import StatementRecord
from tests.conftest import Built
from tests.gold_sets import SETS, SHARED

TEXT = "Mirefold Board criticised Cllr Ann Pew. “We are sorry for all of this,” she said. The board inspected Mirefold School."
RULES = scoring_rules(load())
GOLD = GoldDocument(
    "a", TEXT,
    {e["id"]: e for e in (
        {"id": "e1", "class": "PublicBody", "name": "Mirefold Board", "aliases": ["the board"]}, {"id": "e2", "class": "Person", "name": "Ann Pew"},
        {"id": "e3", "class": "School", "name": "Mirefold School"}, {"id": "e4", "class": "Article", "name": "the story"})},
    [{"id": "r1", "type": "criticised", "subject": "e1", "object": "e2", "evidence": "criticised Cllr Ann Pew", "level": "core", "date": "2020"},
     {"id": "r2", "type": "inspected", "subject": "e1", "object": "e3", "evidence": "The board inspected", "level": "core"},
     {"id": "r3", "type": "apologised", "subject": "e2", "object": None, "evidence": "We are sorry", "level": "extra"},
     {"id": "r4", "type": "authored", "subject": "e2", "object": "e4", "evidence": "Ann Pew", "level": "extra"}],
    [{"speaker": "e2", "text": "We are sorry for all..."}], RULES)


def statement(type_: str, subject: str, target: str | None, quotation: str, *, aliases: tuple[str, ...] = (), **more: Any) -> StatementRecord:
    start = TEXT.index(quotation)

    def entity(label: str | None) -> Any:
        return {"iri": f"e:{label}", "label": label, "aliases": list(aliases), "class": "Agent"} if label else None

    return {"id": quotation, "type": type_, "subject": entity(subject), "object": entity(target), "qualifiers": more.pop("qualifiers", {}),
            "attributed_to": None, "modality": "asserted", "confidence": 1.0, "rule": f"{type_}: a clause",
            "source": {"iri": "d:a", "path": "folder/a-story.txt", "title": None, "date": None},
            "evidence": {"text": quotation, "start": start, "end": start + len(quotation)}, **more}


def scored(*statements: StatementRecord) -> Scores:
    return score([GOLD], statements)


def test_names_are_compared_without_articles_courtesies_and_case() -> None:
    assert RULES.normal("The  Rev’s Cllr") == RULES.normal("the revs cllr")
    assert RULES.normal("Councillor Dr Ann Pew") == "ann pew"
    assert RULES.normal("the") == "the"


def test_a_right_statement_counts_for_precision_recall_and_evidence() -> None:
    scores = scored(statement("criticised", "the board", "Councillor Ann Pew", "criticised Cllr Ann Pew", qualifiers={"date": "2020-05"}))
    assert (scores.total["precision"], scores.total["recall"], scores.total["evidence"], scores.total["offsets"]) == (1.0, 0.5, 1.0, 1.0)
    assert scores.total["date"] == 1.0
    assert scores.misses[0]["type"] == "inspected"
    assert scores.rules["criticised: a clause"] == {"right": 1, "met": 1}


def test_the_same_statement_counts_once() -> None:
    one = statement("criticised", "Mirefold Board", "Ann Pew", "criticised")
    assert scored(one, {**one, "id": "again"}).total["predicted"] == 1


def test_a_near_relation_will_do_and_another_will_not() -> None:
    assert scored(statement("accused", "Mirefold Board", "Ann Pew", "criticised")).total["precision"] == 1.0
    assert scored(statement("investigated", "Mirefold Board", "Mirefold School", "inspected")).total["precision"] == 1.0
    wrong = scored(statement("praised", "Mirefold Board", "Ann Pew", "criticised"))
    assert (wrong.total["precision"], wrong.wrong[0]["rule"]) == (0.0, "praised: a clause")


def test_an_extra_relation_counts_for_precision_alone_and_takes_any_object() -> None:
    scores = scored(statement("apologised", "Ann Pew", "anyone", "sorry"))
    assert (scores.total["precision"], scores.total["recall"]) == (1.0, 0.0)


def test_a_wrong_merge_is_not_the_entity() -> None:
    scores = scored(statement("inspected", "Ann Pew", "Mirefold School", "inspected", aliases=("the board",)))
    assert scores.total["precision"] == 0.0


def test_a_byline_is_of_the_document_whatever_it_is_called() -> None:
    byline = statement("authored", "Ann Pew", "Another title", "Ann Pew")
    own: Any = {**byline, "object": {"iri": "d:a", "label": "Another title", "aliases": [], "class": "Article"}}
    assert (scored(byline).total["precision"], scored(own).total["precision"]) == (0.0, 1.0)


def test_wrong_offsets_and_evidence_elsewhere_are_counted() -> None:
    shifted: Any = statement("criticised", "Mirefold Board", "Ann Pew", "criticised")
    shifted["evidence"]["start"] += 1
    assert scored(shifted).total["offsets"] == 0.0
    assert scored(statement("criticised", "Mirefold Board", "Ann Pew", "School")).total["evidence"] == 0.0


def test_a_quotation_needs_its_speaker_and_its_first_words() -> None:
    said = statement("stated", "Ann Pew", None, "We are sorry for all of this")
    assert scored(said).total["quote_recall"] == 1.0
    assert scored(said).total["predicted"] == 0
    assert scored({**said, "subject": statement("stated", "Mirefold Board", None, "We")["subject"]}).total["quote_recall"] == 0.0


def test_the_rules_with_most_wrong_statements_stand_first() -> None:
    wrong = [statement("praised", "Mirefold Board", name, "criticised", rule="loose") for name in ("Ann Pew", "Mirefold School")]
    right = statement("criticised", "Mirefold Board", "Ann Pew", "criticised Cllr Ann Pew", rule="tight")
    scores = scored(right, *wrong, statement("praised", "Ann Pew", "Mirefold School", "School", rule="fair"))
    assert [(rule, precision_of(c), c["met"]) for rule, c in by_harm(scores.rules)] == [("loose", 0.0, 0), ("fair", 0.0, 0), ("tight", 1.0, 1)]


def test_a_relation_has_precision_recall_and_f1() -> None:
    types = scored(statement("criticised", "Mirefold Board", "Ann Pew", "criticised"), statement("criticised", "Ann Pew", "Ann Pew", "sorry")).types
    assert [f(types["criticised"]) for f in (precision_of, recall_of, f1_of)] == [0.5, 1.0, 0.667]
    assert [f(types["inspected"]) for f in (precision_of, recall_of, f1_of)] == [None, 0.0, None]


def test_gold_in_offsets_is_read_like_gold_in_words(tmp_path: Path) -> None:
    entities = [{"id": "e1", "class": "PublicBody", "name": "Mirefold Board"}, {"id": "e2", "class": "Person", "name": "Ann Pew"}]
    at = lambda words: {"start": TEXT.index(words), "end": TEXT.index(words) + len(words)}
    read = []
    for name, evidence, quote in (("words", "criticised Cllr", {"text": "We are sorry"}), ("offsets", at("criticised Cllr"), at("We are sorry"))):
        gold = {"entities": entities, "relations": [{"id": "r", "type": "criticised", "subject": "e1", "object": "e2", "evidence": evidence}],
                "quotes": [{"speaker": "e2", **quote}]}
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.json").write_text(json.dumps(gold))
        (tmp_path / name / "a.txt").write_text(TEXT, encoding="utf-8")
        read += read_gold(tmp_path / name, tmp_path / name)
    assert read[0].relations == read[1].relations
    assert [q["text"] for d in read for q in d.quotes] == ["We are sorry"] * 2


def test_offsets_outside_the_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    (tmp_path / "a.json").write_text('{"entities": [], "relations": [], "quotes": [{"speaker": "e1", "start": 2, "end": 20}]}')
    with pytest.raises(UsageError, match="none from 2 to 20"):
        read_gold(tmp_path, tmp_path)


@pytest.mark.parametrize(("content", "message"), [("[", "not JSON"), ("{}", "no gold there"), ('{"relations": [{}]}', "not a gold annotation")])
def test_a_gold_folder_that_cannot_be_used_is_refused(tmp_path: Path, content: str, message: str) -> None:
    (tmp_path / "a.json").write_text(content)
    (tmp_path / "a-text.md").write_text("words")
    with pytest.raises(UsageError, match=message):
        read_gold(tmp_path, tmp_path)


def test_a_missing_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"entities": [], "relations": []}')
    with pytest.raises(UsageError, match=r"no text for it .* a\*\.txt"):
        read_gold(tmp_path, tmp_path)


@pytest.mark.parametrize("name", ["articles", "dev"])
def test_the_figures_are_those_of_the_bench(name: str, build_of: Built) -> None:
    bench = SHARED / "bench" / "score.py"
    if not bench.is_file():
        pytest.skip(f"{bench} is not part of the project and is not here")
    corpus, out = SETS[name], build_of(name)
    command = [sys.executable, str(bench), str(corpus.gold), str(corpus.texts), str(out / "statements.jsonl"), "--json"]
    theirs = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    lines = (out / "statements.jsonl").read_text(encoding="utf-8").split("\n")
    ours = score(read_gold(corpus.gold, corpus.texts), [json.loads(line) for line in lines if line]).plain()
    assert (ours["total"], ours["documents"]) == (theirs["total"], theirs["documents"])
