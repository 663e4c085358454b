"""A sentence in numbers: which tokens join the two of a pair, and what the network is told of them."""
from __future__ import annotations

import numpy as np
import pytest

from kg.classifying.sentence import FORMS, NOTHING, Mention, Party, Sentence, numbers
from kg.judging.scene import KINDS

# "The chair of Denby Council, Ann Reed, has resigned ."
WORDS = ("The", "chair", "of", "Denby", "Council", ",", "Ann", "Reed", ",", "has", "resigned", ".")
HEADS = (1, 10, 4, 4, 1, 6, 1, 6, 1, 10, 10, 10)
UPOS = ("DET", "NOUN", "ADP", "PROPN", "PROPN", "PUNCT", "PROPN", "PROPN", "PUNCT", "AUX", "VERB", "PUNCT")
LABELS = ("det", "nsubj", "case", "compound", "nmod", "punct", "appos", "flat", "punct", "aux", "ROOT", "punct")
PERSON, BODY = KINDS.index("person"), KINDS.index("body")
NAME, DESCRIPTION = FORMS.index("name"), FORMS.index("description")
CHAIR = Party(PERSON, (Mention(0, 4, 1, DESCRIPTION), Mention(6, 7, 6, NAME)))
COUNCIL = Party(BODY, (Mention(3, 4, 4, NAME),))


@pytest.fixture
def sentence() -> Sentence:
    return Sentence(np.ones((12, 4), dtype=np.float32), UPOS, LABELS, HEADS, (False,) * 12, (CHAIR, COUNCIL))


def test_of_several_mentions_those_count_that_are_nearest_in_the_tree(sentence: Sentence) -> None:
    given = numbers(sentence, [(0, 1), (1, 0)])
    assert given["subject"].tolist() == [1, 4]
    assert given["object"].tolist() == [4, 1]
    assert given["above"].tolist() == [1, 1]
    assert given["steps"].tolist() == [1, 1]


def test_the_path_is_what_lies_between_the_two_with_its_ends(sentence: Sentence) -> None:
    one_name = Party(PERSON, (Mention(6, 7, 6, NAME),))
    given = numbers(Sentence(sentence.states, UPOS, LABELS, HEADS, sentence.quoted, (one_name, COUNCIL)), [(0, 1)])
    assert np.flatnonzero(given["path"][0]).tolist() == [1, 4, 6]
    assert given["path"][0].sum() == pytest.approx(1)
    assert given["above"].tolist() == [1]


def test_who_stands_alone_is_told_with_all_that_is_over_them(sentence: Sentence) -> None:
    given = numbers(sentence, [(0, NOTHING)])
    assert np.flatnonzero(given["path"][0]).tolist() == [1, 10]
    assert given["above"].tolist() == [10]
    assert given["kinds"].tolist() == [[PERSON + 1, 0]]


def test_what_lies_in_the_others_words_is_told(sentence: Sentence) -> None:
    assert numbers(sentence, [(0, 1), (1, 0), (0, NOTHING)])["nest"].tolist() == [2 * 1 + 1, 2 * 2 + 0, 0]


def test_the_head_of_a_mention_within_another_is_its_own(sentence: Sentence) -> None:
    given = numbers(sentence, [(0, 1)])
    assert given["kind"].tolist() == [1, 1, 1, 1, 2, 0, 1, 1, 0, 0, 0, 0]
    assert given["form"].tolist() == [0, DESCRIPTION + 1, 0, 0, NAME + 1, 0, NAME + 1, 0, 0, 0, 0, 0]


def test_a_tag_that_is_unknown_is_read_as_one(sentence: Sentence) -> None:
    strange = Sentence(sentence.states, ("?", *UPOS[1:]), ("what", *LABELS[1:]), HEADS, sentence.quoted, sentence.parties)
    given = numbers(strange, [(0, 1)])
    assert given["upos"][0] == given["label"][0] == 0
