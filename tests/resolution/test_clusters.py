"""Clusters: what is told alike is joined at once, to the same end as one by one."""
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Referent
from kg.resolution.clusters import Clusters
from kg.resolution.profiles import Profiler
from tests.corpora import CLASSES, WORDS

NAMES = st.sampled_from(["Orrin Town Council", "Orrin Council", "Vale Water Company"])
TOLD = st.lists(st.tuples(NAMES, st.sampled_from(["LocalAuthority", "Company"]), st.booleans()), min_size=1, max_size=5)


def clusters(told: list[tuple[str, str, bool]]) -> Clusters:
    referents = [Referent(id=f"d{n}:0", document=f"d{n}", name=name, cls=cls, names=(name,), aliases=(name,), self_document=itself)
                 for n, (name, cls, itself) in enumerate(told)]
    return Clusters([Profiler(CLASSES, WORDS).profile(one) for one in referents], CLASSES, {}, {})


@given(TOLD)
def test_what_is_told_alike_is_joined_at_once_as_it_is_one_by_one(told: list[tuple[str, str, bool]]) -> None:
    ids = [f"d{n}:0" for n in range(len(told))]
    at_once, each = clusters(told), clusters(told)
    done = at_once.join_alike(ids, "told alike")
    assert done == (len(set(told)) == 1 and not told[0][2])
    if done:
        for one in ids[1:]:
            each.join(ids[0], one, "told alike")
    assert at_once.all() == each.all()


def test_what_was_joined_before_is_not_joined_at_once() -> None:
    made = clusters([("Orrin Council", "LocalAuthority", False)] * 3)
    assert made.join_alike(["d0:0", "d1:0"], "first")
    assert not made.join_alike(["d0:0", "d1:0", "d2:0"], "second")
    assert made.find("d2:0").members == ["d2:0"]
