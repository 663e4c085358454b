"""When Python's collector of cyclic garbage looks, and at what."""
from __future__ import annotations

import gc

from kg.collector import looking_at_new, pass_over_loaded, resting


def test_the_collector_rests_and_works_again_afterwards() -> None:
    with resting():
        assert not gc.isenabled()
        with resting():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_within_a_rest_it_may_look_at_what_is_new() -> None:
    with resting():
        before = gc.get_freeze_count()
        with looking_at_new():
            assert gc.isenabled()
            assert gc.get_freeze_count() > before
        assert not gc.isenabled()
        assert gc.get_freeze_count() == 0
    with looking_at_new():
        pass
    assert gc.isenabled()


def test_what_is_loaded_is_passed_over_within_such_a_block_only() -> None:
    with resting(), looking_at_new():
        before = gc.get_freeze_count()
        held = [[] for _ in range(1000)]
        pass_over_loaded()
        assert gc.get_freeze_count() >= before + len(held)
    assert gc.get_freeze_count() == 0
