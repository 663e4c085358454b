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
    ("MARLOW - The council paid", [2]),
    ("MARLOW , June 20 - The council paid", [5]),
    ("MARLOW , 20 June ( Reuters ) - The council paid", [8]),
    ("NEW MARLOW , Ore. ( AP ) — “ We paid , ” she said", [8]),
    ("Marlow ( WXYZ ) – Residents paid", [5]),
    ("DENBY - the town - paid", []),
    ("Denby – The town paid", []),
    ("Jane Doe ( right ) - The mayor", []),
    ("The NHS - The service - paid", []),
])
def test_sure_starts(text: str, starts: list[int]) -> None:
    words = text.split()
    unspaced = {".", ",", "?", "”"}
    spaced = [i == 0 or (w not in unspaced and not (w == '"' and i > 0)) for i, w in enumerate(words)]
    assert [i for i, start in enumerate(sure_starts(words, spaced)) if start] == starts
