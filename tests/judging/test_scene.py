"""What the judge reads of a paragraph: marks of the parties, shares of the words, roles of the words to a pair."""
from __future__ import annotations

import numpy as np

from kg.judging.scene import KINDS, ROLES, SLOTS, Party, Scene, numbers
from kg.nlp.features import Encoded

PERSON, BODY = KINDS.index("person"), KINDS.index("body")
# "Roe said Denby failed ." with words 2 to 3 said by Roe; each word one sub-word.
SCENE = Scene(("Roe", "said", "Denby", "failed", "."), (True, True, True, True, False),
              (Party(PERSON, ((0, 0),), (2, 3)), Party(BODY, ((2, 2),), ())))
ENCODED = Encoded(*(np.arange(n, dtype=np.int64) for n in (7, 7, 7, 5, 5)))


def test_words_are_marked_with_their_party_and_with_whether_they_are_said() -> None:
    read = numbers(SCENE, ENCODED, [(0, 1)])
    assert read["kind"].tolist() == [PERSON + 1, 0, BODY + 1, 0, 0]
    assert read["slot"].tolist() == [1, 0, 2, 0, 0]
    assert read["told"].tolist() == [0, 0, 1, 1, 0]
    assert read["mask"].tolist() == [1] * 7
    assert read["words"].tolist() == [1] * 5


def test_mentions_and_speech_are_shares_and_nobodys_are_nothing() -> None:
    read = numbers(SCENE, ENCODED, [(0, 1)])
    assert read["who"].tolist() == [[1, 0, 0, 0, 0], [0, 0, 1, 0, 0]]
    assert read["said"].tolist() == [[0, 0, 0.5, 0.5, 0], [0] * 5]


def test_each_word_has_a_role_to_a_pair() -> None:
    read = numbers(SCENE, ENCODED, [(0, 1), (1, 0)])
    assert (read["source"].tolist(), read["target"].tolist()) == ([0, 1], [1, 0])
    assert read["role"].tolist() == [[1, 0, 5, 3, 0], [2, 0, 1, 0, 0]]
    assert read["role"].max() < ROLES
    assert numbers(SCENE, ENCODED, [])["role"].shape == (0, 5)


def test_training_may_number_parties_otherwise_and_hide_them() -> None:
    read = numbers(SCENE, ENCODED, [(0, 1)], slots=list(range(SLOTS, 0, -1)), hidden=frozenset({0}))
    assert read["slot"].tolist() == [SLOTS, 0, SLOTS - 1, 0, 0]
    assert read["kind"].tolist() == [0, 0, BODY + 1, 0, 0]
    assert read["who"].tolist() == [[1, 0, 0, 0, 0], [0, 0, 1, 0, 0]]


def test_more_parties_than_slots_share_them() -> None:
    many = Scene(tuple("ab" * 10), (True,) * 20, tuple(Party(BODY, ((n, n),), ()) for n in range(20)))
    read = numbers(many, Encoded(*(np.arange(n, dtype=np.int64) for n in (22, 22, 22, 20, 20))), [(0, 19)])
    assert read["slot"].tolist() == [*range(1, SLOTS + 1), *range(1, 6)]
