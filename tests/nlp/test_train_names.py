"""Names of the training corpora, as the conventions of Universal NER have them."""
from __future__ import annotations

import pytest

from kg.nlp.train.conllu import Sentence, Word
from kg.nlp.train.names import gum_names, settle_places, spans

TITLES = frozenset({"mrs", "president"})


def sentence(rows: str) -> Sentence:
    """Rows of form/UPOS/XPOS/head/Entity."""
    words = []
    for row in rows.split():
        form, upos, xpos, head, entity = row.split("/")
        words.append(Word(form, form.lower(), upos, xpos, "_", int(head), "dep", True, f"Entity={entity}" if entity else "_"))
    return Sentence(words, True, True, " ".join(w.form for w in words))


@pytest.mark.parametrize(("rows", "tags"), [
    ("Mrs./PROPN/NNP/0/(1-person-1 Jane/PROPN/NNP/1/ Holt/PROPN/NNP/1/1)", "O B-PER I-PER"),  # a title is no part of it
    ("President/PROPN/NNP/0/(1-person-1)", "O"),
    ("Texans/PROPN/NNPS/0/(1-person-1)", "O"),  # a people is no person
    ("the/DET/DT/2/(1-organization-2 Council/PROPN/NNP/0/ of/ADP/IN/4/ Denby/PROPN/NNP/2/(2-place-1)1)", "O B-ORG I-ORG I-ORG"),
    ("the/DET/DT/2/(1-person-2 teacher/NOUN/NN/0/1)", "O O"),
])
def test_gum_names(rows: str, tags: str) -> None:
    assert gum_names(sentence(rows), TITLES) == tags.split()


def test_a_place_that_acts_is_a_place() -> None:
    found = [sentence("Norland/PROPN/NNP/0/") for _ in range(4)]
    for s, tag in zip(found, ("B-LOC", "B-LOC", "B-LOC", "B-ORG"), strict=True):
        s.names = [tag]
    settle_places(found)
    assert [s.names for s in found] == [["B-LOC"]] * 4


def test_spans() -> None:
    assert spans(["B-PER", "I-PER", "B-LOC", "O", "I-ORG"]) == {(0, 2, "PER"), (2, 3, "LOC")}
