from __future__ import annotations

import numpy as np

from kg.nlp.features import Encoded
from kg.nlp.network import STEP, bucketed
from kg.nlp.windows import PIECES, WIDE, WORDS, Reading


def starts(window: tuple[int, int], every: int) -> np.ndarray:
    return np.asarray([i % every == 0 or i == window[0] for i in range(*window)])


def test_a_long_text_is_cut_at_sentence_ends() -> None:
    reading = Reading(np.ones(1000, dtype=np.int64))
    kept = []
    while not reading.done:
        kept.append(reading.keep(starts(reading.window(), 30)))
    assert sum(kept) == 1000
    assert all(k % 30 == 0 for k in kept[:-1])


def test_a_sentence_longer_than_a_window_is_read_in_a_wider_one() -> None:
    reading = Reading(np.ones(600, dtype=np.int64))
    assert reading.window() == (0, WORDS)
    assert reading.keep(starts((0, WORDS), 240)) == 0
    assert reading.window() == (0, WIDE)
    assert reading.keep(starts((0, WIDE), 240)) == 240
    assert reading.window() == (240, 240 + WORDS)


def test_a_text_without_sentence_ends_is_cut_all_the_same() -> None:
    reading = Reading(np.full(700, 5, dtype=np.int64))
    while not reading.done:
        a, b = reading.window()
        assert (b - a) * 5 <= PIECES
        reading.keep(starts((a, b), 10_000))


def test_lengths_depend_on_the_window_alone() -> None:
    def window(n: int) -> Encoded:
        one = np.ones(n, dtype=np.int64)
        return Encoded(one, one, one, one[: n - 2], one[: n - 2])

    windows = [window(n) for n in (5, 30, 12, 8, 29, 300, 300, 300, 300, 300, 300)]
    rows = []
    for batch in bucketed(windows):
        width = batch.arrays["ids"].shape[1]
        assert width % STEP == 0
        for i, row in enumerate(batch.rows.tolist()):
            n = len(windows[row].ids)
            assert 0 <= width - n < STEP
            assert batch.sizes[i] == n - 2
            assert batch.arrays["mask"][i].sum() == n
        rows += batch.rows.tolist()
    assert sorted(rows) == list(range(len(windows)))
