"""The paragraphs that tell who blames and who praises whom: their form, and the bench that counts what of them is found."""
from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.bench import judgements
from tests.judgements import Judgement, Mark, paragraphs

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
    texts = [one.text for one in paragraphs()]
    assert len(texts) > 500
    assert len(set(texts)) == len(texts)


def test_what_is_found_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["judgements", str(written(tmp_path, SOUND))])
    judgements.main()
    assert capsys.readouterr().out.splitlines() == [
        "2 paragraphs", "blames: precision 1.00 of 1, recall 1.00 of 1", "praises: precision 1.00 of 1, recall 1.00 of 1",
        "paragraphs with an edge whose ends are not marked: 0"]
