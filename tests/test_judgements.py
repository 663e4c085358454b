"""The paragraphs that tell who blames and who praises whom: their form, and the bench that counts what of them is found."""
from __future__ import annotations

import json
import sys
from itertools import islice
from pathlib import Path

import pytest

from kg.judging.scene import KINDS
from kg.statements.extract import Extractor
from tests.bench import judgements
from tests.bench.scenes import scenes
from tests.gum import GUM
from tests.judgements import FOLDER, Judgement, Mark, paragraphs
from tests.judgements import documents as whole
from tests.judgements.documents import SOURCES, documents

SOUND = """[p1:Ann Reed] said [o2:Marlow Water]
had failed [g1:families]. [o3:The Marlow Trust] praised [p1:Ann Reed].
> p1 blames o2
> o3 praises p1

[o1:Denby Council] met.
> none
"""


def written(folder: Path, text: str) -> Path:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    return folder


def test_a_paragraph_is_read_without_its_marks(tmp_path: Path) -> None:
    first, second = paragraphs(written(tmp_path, SOUND))
    assert first.text == "Ann Reed said Marlow Water had failed families. The Marlow Trust praised Ann Reed."
    assert first.marks[:3] == (Mark("p1", 0, 8), Mark("o2", 14, 26), Mark("g1", 38, 46))
    assert [first.text[m.start:m.end] for m in first.marks[3:]] == ["The Marlow Trust", "Ann Reed"]
    assert first.judgements == {Judgement("p1", "blames", "o2"), Judgement("o3", "praises", "p1")}
    assert (second.name, second.judgements) == ("a/2", frozenset())


@pytest.mark.parametrize("broken", [
    "[o1:Denby Council] met.", "[o1:Denby Council met.\n> none", "[o1:Denby Council] met.\n> o1 blames o2", "[o1:Denby Council] met.\n> o1 blames o1",
    "[o1:Denby Council] met.\n> o1 hates o1", "[o1:The council] fined [o2:it].\n> none\n> o1 blames o2"])
def test_a_paragraph_that_is_not_well_formed_is_named(tmp_path: Path, broken: str) -> None:
    with pytest.raises(ValueError, match="a/1"):
        list(paragraphs(written(tmp_path, broken)))


def test_all_that_were_written_are_well_formed_and_no_two_are_the_same() -> None:
    texts = [one.text for folder in (FOLDER, FOLDER / "contrasts") for one in paragraphs(folder)]
    assert len(texts) > 1_500
    assert len(set(texts)) == len(texts)


def test_what_is_found_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["judgements", str(written(tmp_path, SOUND))])
    judgements.main()
    assert capsys.readouterr().out.splitlines() == [
        "2 paragraphs", "blames: precision 1.00 of 1, recall 1.00 of 1", "praises: precision 1.00 of 1, recall 1.00 of 1",
        "paragraphs with an edge whose ends are not marked: 0"]


def test_a_scene_has_the_parties_as_they_are_read_now_and_what_is_marked_between_them(tmp_path: Path, extractor: Extractor) -> None:
    [first] = [row for read in judgements.alone(written(tmp_path, SOUND)) for row in scenes(extractor, "short", read, judgements.OWN) if row["marks"]]
    mentioned = [(n, mentions[0]) for n, (_, mentions, _) in enumerate(first["parties"]) if mentions]
    named = {" ".join(first["words"][a : b + 1]).removeprefix("The "): n for n, (a, b) in mentioned}
    reed, water, trust = (named[name] for name in ("Ann Reed", "Marlow Water", "Marlow Trust"))
    assert sorted(first["marks"]) == sorted([[reed, water, ["blame"]], [trust, reed, ["praise"]]])
    assert (first["document"], first["known"], first["unsure"]) == ("short/a/1", ["blame", "praise"], [])
    kinds, _, said = zip(*first["parties"], strict=True)
    assert (KINDS[kinds[reed]], KINDS[kinds[water]]) == ("person", "body")
    assert [first["words"][i] for i in said[reed]][:4] == ["Marlow", "Water", "had", "failed"]


@pytest.mark.parametrize("source", SOURCES)
def test_what_is_marked_in_documents_is_well_formed(source: str) -> None:
    rows = [json.loads(line) for line in (whole.FOLDER / f"{source}.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len({(r["document"], r["start"]) for r in rows}) == len(rows) > 200
    for row in rows:
        for said in row["judgements"]:
            judge, verb, target = said.split(" ")
            assert {judge, target} <= set(row["parties"])
            assert verb in judgements.VERBS.values()
            assert judge != target
        assert all(row["start"] <= a < b <= row["end"] for spans in row["parties"].values() for a, b in spans)


@pytest.mark.parametrize("source", ["news", "gum", "ewt"])
def test_what_is_marked_in_documents_fits_their_texts(source: str) -> None:
    if source != "news" and not GUM.is_dir():
        pytest.skip("no corpora beside this checkout")
    for read in documents(source):
        for start, one in read.paragraphs:
            assert any(b.start <= start and start + len(one.text) <= b.end for b in read.document.blocks)
            assert all(one.text[m.start : m.end].strip() == one.text[m.start : m.end] for m in one.marks)


def test_a_press_release_is_its_lines_without_headings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileNotFoundError, match="senate"):
        list(documents("senate"))
    monkeypatch.setattr(whole, "FOLDER", tmp_path)
    (tmp_path / "Roe").mkdir()
    (tmp_path / "Roe" / "1.txt").write_text("ROE  ON ROADS\n  Senator Tom Roe   said on Monday that Denby Council had failed.\n", encoding="utf-8")
    row = {"document": "Roe/1.txt", "start": 0, "end": 59, "parties": {"p1": [[8, 15]], "o2": [[36, 49]]}, "judgements": ["p1 blames o2"]}
    (tmp_path / "senate.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    [read] = documents("senate", tmp_path)
    [(start, one)] = read.paragraphs
    assert (start, one.text) == (0, "Senator Tom Roe said on Monday that Denby Council had failed."[:59])
    assert [one.text[m.start : m.end] for m in one.marks] == ["Tom Roe", "Denby Council"]
    (tmp_path / "senate.jsonl").write_text(json.dumps(row | {"end": 99}) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match="does not fit"):
        list(documents("senate", tmp_path))


def test_what_is_found_in_whole_documents_is_counted() -> None:
    read = list(islice(documents("news"), 12))
    lines = list(judgements.measure(read, tuple(dict.fromkeys(judgements.VERBS.values()))))
    assert lines[0] == f"{sum(len(r.paragraphs) for r in read)} paragraphs"
    assert [line.split(":")[0] for line in lines[1:-1]] == ["blames", "praises", "asks", "supports", "opposes"]
    blamed = sum(j.verb == "blames" for r in read for _, one in r.paragraphs for j in one.judgements)
    assert lines[1].endswith(f" of {blamed}")
