"""What the page of a large archive is made of."""
from __future__ import annotations

from dataclasses import replace

import pytest

from kg.pages import chosen
from kg.recorder import records
from kg.records import StatementRecord
from tests.helpers import sample

WHOLE = records(sample()).statements


def ends(statement: StatementRecord) -> set[str]:
    return {e["iri"] for e in (statement["subject"], statement["object"]) if e}


@pytest.mark.parametrize("most", range(len(WHOLE)))
def test_of_too_many_statements_those_between_the_best_evidenced_are_chosen_in_their_order(most: int) -> None:
    found = chosen(lambda: WHOLE, most, private=False)
    assert len(found) <= most
    assert found == [s for s in WHOLE if s in found]
    names = {iri for s in found for iri in ends(s)}
    assert [s for s in WHOLE if ends(s) <= names] == found


def test_as_many_as_may_be_are_all_chosen() -> None:
    assert chosen(lambda: WHOLE, len(WHOLE), private=False) == WHOLE


def test_private_allegations_come_with_their_documents_and_do_not_count_unless_they_are_shown() -> None:
    marked = replace(sample(), private=frozenset([WHOLE[0]["id"]]))
    told = records(marked).statements
    assert chosen(lambda: told, len(told) - 1, private=False) == told
    assert len(chosen(lambda: told, len(told) - 1, private=True)) < len(told)
