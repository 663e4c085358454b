"""Explanations: the words in their place, the entry, the parse, the steps and the merges of statements of the digests."""
from __future__ import annotations

import pytest

from kg.errors import UsageError
from kg.records import Output
from kg.reports.explain import explain, find_statement


def test_every_statement_of_the_digests_is_found_again_in_the_kept_text(records: Output) -> None:
    one_a_document = {s["source"]["iri"]: s["id"] for s in records.statements}
    for statement in one_a_document.values():
        told = explain(records, statement)
        assert told.again
        assert {s.part for s in told.steps} >= {"subject"}


def test_the_quotation_stands_in_its_paragraph_with_its_parse_and_entry(records: Output) -> None:
    record = next(s for s in records.statements if s["type"] == "rated" and s["evidence"]["start"] > 500)
    told = explain(records, record["id"][:10])
    paragraph = told.before + record["evidence"]["text"] + told.after
    assert paragraph in records.texts[told.document["id"]]
    assert "\n" not in told.before + told.after
    assert [w.relation for w in told.words].count("ROOT") >= 1
    assert told.frame is not None
    assert told.frame.startswith(("verb", "noun", "predicate"))


def test_merges_are_those_of_the_statements_entities(records: Output) -> None:
    merged = {m["entity"] for m in records.report["merges"]}
    record = next(s for s in records.statements if s["subject"]["iri"] in merged)
    told = explain(records, record["id"])
    assert told.merges
    assert {m["entity"] for m in told.merges} <= {e["iri"] for e in (record["subject"], record["object"], record["attributed_to"]) if e}


def test_a_statement_is_named_by_id_start_or_address(records: Output) -> None:
    record = records.statements[0]
    for given in (record["id"], record["id"][:12], f"st:{record['id']}", f"<https://example.org/kg/statement/{record['id']}>"):
        assert find_statement(records, given) is record


def test_an_unknown_or_unclear_statement_is_refused(records: Output) -> None:
    with pytest.raises(UsageError, match="no statement"):
        find_statement(records, "zzz")
    with pytest.raises(UsageError, match="no statement"):
        find_statement(records, " ")
    first = next(c for c in "0123456789abcdef" if sum(s["id"].startswith(c) for s in records.statements) > 1)
    with pytest.raises(UsageError, match=f"'{first}' is the start of"):
        find_statement(records, first)
