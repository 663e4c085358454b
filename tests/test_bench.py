"""What the benches make of what they measured."""
from __future__ import annotations

from tests.bench.scale import Grown, growth


def grown(size: int, above: float) -> Grown:
    return Grown(size, 1 + above, above, 100, {}, {}, None)


def test_twice_the_cost_for_twice_the_documents_is_an_exponent_of_one():
    assert growth([grown(11, 1), grown(101, 10), grown(1001, 100)]) == "from 11: 1.00"
    assert growth([grown(11, 1), grown(101, 100)]) == "from 11: 2.00"


def test_a_size_that_costs_no_more_than_a_start_varies_by_tells_no_exponent():
    assert growth([grown(10, -0.1), grown(101, 1), grown(1001, 10)]) == "from 101: 1.00"
    assert growth([grown(10, 0.01), grown(101, 1)]) == "–"
    assert growth([grown(10, 1)]) == "–"
