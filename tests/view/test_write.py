"""What is written: the same bytes for the same input, what was chosen and no more, and the network as pyvis was given it."""
from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kg.errors import UsageError
from kg.model import document_id
from kg.records import StatementRecord
from kg.view import Selection, Vocabulary, select, write_page
from tests.view.conftest import page_of
from tests.view.fixture import corpus, document, entity, output, source, statement


def data_of(path: Path) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', path.read_text(encoding="utf-8"), re.S)
    assert found
    return json.loads(found[1])


def test_same_input_same_bytes_in_another_process(tmp_path: Path) -> None:
    page = page_of(corpus(), tmp_path / "a.html")
    code = ("import sys; from pathlib import Path; from tests.view.conftest import page_of; from tests.view.fixture import corpus; "
            "page_of(corpus(), Path(sys.argv[1]))")
    elsewhere = {"PYTHONHASHSEED": "7", "PYTHONPATH": os.pathsep.join(sys.path), "PATH": ""}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "b.html")], check=True, env=elsewhere, timeout=60)
    assert page.read_bytes() == (tmp_path / "b.html").read_bytes()


def test_pyvis_is_loaded_only_when_a_page_is_made() -> None:
    code = "import sys, kg.view; print([m for m in ('pyvis', 'IPython', 'rdflib', 'spacy') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60).stdout.strip() == "[]"


def test_every_statement_quotes_its_paragraph(built: Path) -> None:
    data, records = data_of(built), corpus().statements
    assert len(data["statements"]) == len(records)
    for shown, record in zip(data["statements"], records, strict=True):
        paragraph = data["passages"][shown["passage"]].encode("utf-16-le")
        assert paragraph[shown["start"] * 2 : shown["end"] * 2].decode("utf-16-le") == record["evidence"]["text"]
        assert shown["at"] == record["evidence"]["start"]
        assert data["sources"][shown["source"]]["iri"] == record["source"]["iri"]
    assert data["vocabulary"]["contests"] == {"denied": ["accused"]}
    assert len(data["edges"]) == sum(1 for r in records if r["object"])
    assert {e["arrows"] for e in data["edges"]} == {"to"}
    assert data["options"]["physics"] == {"enabled": False}


def test_offsets_count_as_a_browser_counts(tmp_path: Path) -> None:
    text = "First.\n😀😀 The council 😀 apologised. 😀\nLast."
    here = source("a.txt", None, None, text)
    one = statement(here, text, "apologised", entity("The council", "LocalAuthority"), None, "😀 apologised")
    data = data_of(page_of(output([one], [document(here, text, 1)], {document_id(text): text}), tmp_path / "a.html"))
    shown = data["statements"][0]
    assert data["passages"] == ["😀😀 The council 😀 apologised. 😀"]
    assert data["passages"][0].encode("utf-16-le")[shown["start"] * 2 : shown["end"] * 2].decode("utf-16-le") == "😀 apologised"


def test_a_long_paragraph_is_cut_about_the_quotation(tmp_path: Path) -> None:
    text = "x" * 5000 + " the words " + "y" * 5000
    here = source("a.txt", None, None, text)
    one = statement(here, text, "stated", entity("A", "Person"), None, "the words")
    data = data_of(page_of(output([one], [document(here, text, 1)], {document_id(text): text}), tmp_path / "a.html"))
    assert len(data["passages"][0]) == 600 + len("the words") + 600


def test_the_policy_names_each_script(built: Path) -> None:
    html = built.read_text(encoding="utf-8")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy
    for script in re.findall(r"<script>(.*?)</script>", html, re.S):
        assert base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() in policy[1].replace("&#43;", "+")
    assert "unsafe" not in policy[1]
    assert not re.search(r"<(link|script|img)[^>]*(src|href)=\"(?!data:,)", html)


def test_places_are_apart(built: Path) -> None:
    places = [(n["x"], n["y"]) for n in data_of(built)["nodes"]]
    assert all(abs(a[0] - b[0]) + abs(a[1] - b[1]) > 40 for i, a in enumerate(places) for b in places[:i])


def chosen(**options: Any) -> list[StatementRecord]:
    return select(corpus(), Selection(**options))


def test_selection_around_a_name_or_alias() -> None:
    near = chosen(around="Kin Not Care")
    names = {e["label"] for s in near for e in (s["subject"], s["object"]) if e}
    assert names == {"Kin Not Care", "Folasade Adeyemi", "Bring Them Home march", "Petition for an independent review", "Marlow Vale Borough Council",
                     "Marlow Vale safeguarding review"}
    assert chosen(around="the watchdog") == chosen(around="Care Standards Inspectorate")
    assert len(near) < len(chosen(around="Kin Not Care", depth=2)) < len(corpus().statements)


def test_selection_by_type_source_date_and_number() -> None:
    assert {s["type"] for s in chosen(types=("rated", "apologised"))} == {"rated", "apologised"}
    assert {s["source"]["path"] for s in chosen(sources=("care weekly",))} == {"2022-09-05-improves.md"}
    dated = chosen(date_from="2021-02", date_to="2021-02-10")
    assert {s["qualifiers"].get("date") for s in dated} == {"2021-02", "2021"}
    best = {e["label"] for s in chosen(top=2) for e in (s["subject"], s["object"]) if e}
    assert best == {"Marlow Vale Borough Council", "Care Standards Inspectorate"}


@pytest.mark.parametrize(("options", "message"), [
    ({"around": "Kin Not Car"}, "no entity is called 'Kin Not Car'; did you mean 'Kin Not Care'?"),
    ({"around": "zzzz"}, "no entity is called 'zzzz'"),
    ({"types": ("ratd",)}, "did you mean 'rated'?"),
    ({"sources": ("The Moon",)}, "no source has 'The Moon'"),
    ({"date_from": "last year"}, "is not a date"),
])
def test_a_selection_that_names_nothing_says_what_is_near(options: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=re.escape(message)):
        chosen(**options)


def test_an_empty_build_and_an_unknown_vocabulary_still_make_a_page(tmp_path: Path) -> None:
    assert data_of(page_of(output([], [], {}), tmp_path / "empty.html"))["nodes"] == []
    write_page(corpus(), tmp_path / "bare.html", vocabulary=Vocabulary(), title="Bare")
    assert data_of(tmp_path / "bare.html")["vocabulary"]["relations"]["called_for"] == ["called for", "other"]


def test_a_large_network_is_laid_out_by_communities_in_little_time(tmp_path: Path) -> None:
    text = "A said so."
    here = source("a.txt", "A", "2020", text)
    people = [entity(f"Person number {n}", "Person") for n in range(900)]
    statements = [statement(here, text, "praised", people[n], people[(n * 7919) % n], "A said so.") for n in range(1, 900)]
    data = data_of(page_of(output(statements, [document(here, text, 899)], {document_id(text): text}), tmp_path / "large.html"))
    assert sum(node["first"] for node in data["nodes"]) == 400
    assert len({(node["x"], node["y"]) for node in data["nodes"]}) == 900


def test_large_data_are_compressed_and_still_read(opened: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.view.page._LARGE", 10)
    path = page_of(corpus(), tmp_path / "packed.html")
    assert "application/octet-stream" in path.read_text(encoding="utf-8")
    assert opened(path=path).inner_text("#status") == "All 46 statements shown"
