"""Sentence starts that typography makes sure."""
from __future__ import annotations

import pytest

from kg.nlp.sentences import sure_starts


@pytest.mark.parametrize(("text", "starts"), [
    ("It paid in 2022 . Highfield Lodge was fined .", [5]),
    ("\" It is bad . \" She left .", [6]),
    ("It rose to £3 . 5 million left .", []),
    ("Walter J . Smith left .", []),
    ("Who knew ? “ Nobody , ” he said .", [3]),
    ("he left . she stayed", []),
])
def test_sure_starts(text: str, starts: list[int]) -> None:
    words = text.split()
    unspaced = {".", ",", "?", "”"}
    spaced = [i == 0 or (w not in unspaced and not (w == '"' and i > 0)) for i, w in enumerate(words)]
    assert [i for i, start in enumerate(sure_starts(words, spaced)) if start] == starts
