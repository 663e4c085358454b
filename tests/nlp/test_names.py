"""Names from scores: whole, of one type, with a proper noun."""
from __future__ import annotations

import numpy as np
import pytest

from kg.nlp.names import NameDecoder

CLASSES = ("B-LOC", "B-ORG", "B-PER", "I-LOC", "I-ORG", "I-PER", "O")
PENN = ("NN", "NNP", "NNPS")


def best(words: list[dict[str, float]], penn: str, starts: tuple[int, ...] = (0,)) -> list[str]:
    scores = np.asarray([[[w.get(c, -9.0) for c in CLASSES] for w in words]], dtype=np.float32)
    start = np.asarray([[i in starts for i in range(len(words))]])
    tags = np.asarray([[PENN.index(p) for p in penn.split()]])
    return [CLASSES[i] for i in NameDecoder(CLASSES, PENN).best(scores, start, tags)[0]]


@pytest.mark.parametrize(("words", "penn", "starts", "tags"), [
    ([{"B-ORG": 3.0}, {"I-ORG": 1.0, "I-LOC": 1.5}], "NNP NNP", (0,), "B-ORG I-ORG"),  # one type throughout
    ([{"B-ORG": 3.0}, {"I-ORG": 1.0, "B-LOC": 1.5}], "NNP NNP", (0,), "B-ORG I-ORG"),  # rather one name than two side by side
    ([{"B-PER": 3.0}, {"B-LOC": 9.0}], "NNP NNP", (0,), "B-PER B-LOC"),
    ([{"O": 3.0}, {"I-PER": 2.0, "B-PER": 1.0}], "NN NNP", (0,), "O B-PER"),  # what continues nothing begins
    ([{"B-PER": 3.0}, {"I-PER": 2.0, "B-PER": 1.0}], "NNP NNP", (0, 1), "B-PER B-PER"),  # no name goes over a sentence's end
    ([{"B-ORG": 3.0}, {"I-ORG": 3.0}, {"O": 1.0}, {"B-LOC": 3.0}], "NN NN NN NNP", (0,), "O O O B-LOC"),  # no proper noun, no name
])
def test_names(words: list[dict[str, float]], penn: str, starts: tuple[int, ...], tags: str) -> None:
    assert best(words, penn, starts) == tags.split()
