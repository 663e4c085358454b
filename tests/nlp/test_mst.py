from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kg.nlp.mst import best_tree, is_tree


def brute(scores: np.ndarray) -> float:
    """The score of the best of all trees."""
    n = len(scores)
    trees = (h for h in product(range(n + 1), repeat=n) if is_tree(np.asarray(h)))
    return max(sum(scores[i, j] for i, j in enumerate(h)) for h in trees)


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 5).flatmap(lambda n: arrays(np.float64, (n, n + 1), elements=st.integers(-20, 20).map(float))))
def test_best_of_all_trees(scores: np.ndarray) -> None:
    heads = best_tree(scores)
    assert is_tree(heads)
    assert scores[np.arange(len(heads)), heads].sum() == brute(scores)


def test_many_words() -> None:
    rng = np.random.default_rng(0)
    for n in (1, 2, 17, 60):
        assert is_tree(best_tree(rng.normal(size=(n, n + 1)) * 10))


def test_one_root_though_two_score_best() -> None:
    scores = np.asarray([[9.0, 0.0, 1.0], [9.0, 3.0, 0.0]])
    assert best_tree(scores).tolist() == [0, 1]


def test_is_tree() -> None:
    assert is_tree(np.asarray([0]))
    assert is_tree(np.asarray([2, 0, 2]))
    assert not is_tree(np.asarray([0, 0]))  # two roots
    assert not is_tree(np.asarray([2, 1, 0]))  # a cycle beside the root
    assert not is_tree(np.asarray([2, 1]))  # no root
