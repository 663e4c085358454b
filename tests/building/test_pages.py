"""What the page of a large archive is made of."""
from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.building import pages
from kg.graph.recorder import records
from kg.model import Knowledge
from kg.records import StatementRecord, glance, line_of, read_documents, write_records
from tests.helpers import sample

WHOLE = records(sample()).statements
HOSTILE = st.text() | st.sampled_from(['", "object": null, "', '"subject": {"iri": "x"}', '\\', '"private_allegation": true}\n', "é\ud800"])


def chosen(knowledge: Knowledge, most: int, *, private: bool = False) -> list[StatementRecord]:
    """What is chosen of all statements, from their lines and the counts of the catalogue."""
    told = records(knowledge, private=private)
    lines = [line_of(s).encode() for s in told.statements]
    return pages.chosen(lambda: lines, {row["iri"]: row["statements"] for row in told.entities}, most, private=private)


def ends(statement: StatementRecord) -> set[str]:
    return {e["iri"] for e in (statement["subject"], statement["object"]) if e}


@pytest.mark.parametrize("most", range(len(WHOLE)))
def test_of_too_many_statements_those_between_the_best_evidenced_are_chosen_in_their_order(most: int) -> None:
    found = chosen(sample(), most)
    assert len(found) <= most
    assert found == [s for s in WHOLE if s in found]
    names = {iri for s in found for iri in ends(s)}
    assert [s for s in WHOLE if ends(s) <= names] == found


def test_as_many_as_may_be_are_all_chosen() -> None:
    assert chosen(sample(), len(WHOLE)) == WHOLE


def test_private_allegations_come_with_their_documents_and_do_not_count_unless_they_are_shown() -> None:
    marked = replace(sample(), private=frozenset([WHOLE[0]["id"]]))
    told = records(marked).statements
    assert chosen(marked, len(told) - 1) == told
    assert len(chosen(marked, len(told) - 1, private=True)) < len(told)


@pytest.mark.parametrize("most", range(1, len(WHOLE)))
def test_only_what_is_chosen_is_decoded(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    lines: list[bytes] = []

    def decoded(line: bytes) -> StatementRecord:
        lines.append(line)
        return json.loads(line)  # type: ignore[no-any-return]

    monkeypatch.setattr(pages, "decoded", decoded)
    assert chosen(sample(), most) == list(map(json.loads, lines))


@given(type_=HOSTILE, label=HOSTILE, alias=HOSTILE, words=HOSTILE, private=st.booleans(), alone=st.booleans())
def test_what_is_seen_at_a_glance_is_what_a_line_says(type_: str, label: str, alias: str, words: str, private: bool, alone: bool) -> None:
    ends = [{"iri": f"https://x.example/{n}", "label": label, "aliases": [alias], "class": "Person"} for n in "ab"]
    told = {**WHOLE[0], "type": type_, "subject": ends[0], "object": None if alone else ends[1], "qualifiers": {"quote": words}, "rule": words,
            "evidence": {"text": words, "start": 0, "end": 1}, "private_allegation": private}
    line = line_of(told).encode("utf-8", "surrogatepass")  # type: ignore[arg-type]
    assert glance(line) == (b"https://x.example/a", None if alone else b"https://x.example/b", private)


def test_only_the_documents_that_are_asked_for_are_read(tmp_path: Path) -> None:
    output = records(sample())
    write_records(tmp_path, output)
    documents = output.report["documents"]
    for wanted in (documents, documents[1:], documents[:1], []):
        assert read_documents(tmp_path, {d["iri"] for d in wanted}) == wanted
