"""Taking sides, demanding and answering: the ways that news, petitions and letters say who is for, against, asks, promises, denies and owns up."""

from __future__ import annotations

import pytest

from kg.extract import Extractor
from kg.nlp import load as load_pipeline
from kg.ontology import load as load_ontology
from tests.test_extract import Expected, check, extract, says


@pytest.fixture(scope="module")
def extractor(pipeline: None) -> Extractor:
    return Extractor(load_ontology(), load_pipeline().parse)


SOCIETY, VOSS = "Elm Society", "Mary Voss"


# --- for and against


@pytest.mark.parametrize(("text", "expected"), [
    ("Support for the new ferry has come from the Rowan Trust, from the Elm Society and from the Ash Union.",
     [says("supported", name, "new ferry") for name in ("Rowan Trust", SOCIETY, "Ash Union")]),
    ("Senator Mary Voss supports raising the minimum wage.", [says("supported", VOSS, "raising the minimum wage")]),
    ("Mary Voss believes in universal health care.", [says("supported", VOSS, "universal health care")]),
    ("The Police Federation jumped to the defence of Sergeant Paul Hine.", [says("supported", "Police Federation", "Paul Hine")]),
    ("The court ruled in favour of Harlow Council.", [says("supported", "court", "Harlow Council")]),
    ("Senator Mary Voss co-sponsored the Clean Rivers Act.", [says("supported", VOSS, "Clean Rivers Act")]),
    ("Mary Voss was a strong advocate for tenants' rights.", [says("supported", VOSS, "tenants' rights")]),
    ("Support for the ferry from the Elm Society is growing.", [says("supported", SOCIETY, "ferry")]),
    ("The Elm Society is against the plan.", [says("opposed", SOCIETY, "plan")]),
    ("Mary Voss said she was against the plan.", [says("opposed", VOSS, "plan")]),
    ("Mary Voss was the only councillor to vote against renewing the contract.", [says("opposed", VOSS, "renewing the contract")]),
    ("Mary Voss stands against corruption and for reform.", [says("opposed", VOSS, "corruption")]),
    ("Governor Mary Voss pushed back against Senate Republicans.", [says("opposed", VOSS, "Senate Republicans")]),
    ("The Senate threw out the bill.", [says("opposed", "Senate", "bill")]),
    ("Mary Voss rejected the plan.", [says("opposed", VOSS, "plan")]),
    ("Nurses passed a motion of no confidence in Paul Hine by 80 votes to 3.", [says("opposed", "Nurses", "Paul Hine")]),
    ("The Ash Union backed a no-confidence motion in Paul Hine, 400 to 31.", [says("opposed", "Ash Union", "Paul Hine")]),
    ("Mary Voss refused to support the plan.", [says("supported", VOSS, "plan", modality="negated")]),
    ("Opposition to the quarry from the Elm Society is growing.", [says("opposed", SOCIETY, "quarry")]),
    ("Opposition to the quarry has come from the Elm Society.", [says("opposed", SOCIETY, "quarry")]),
    ("Some 300 residents have signed a petition against the quarry.", [says("campaigned_against", "300 residents", "quarry")]),
])
def test_sides_are_taken(extractor: Extractor, text: str, expected: list[Expected]) -> None:
    check(extractor, text, *expected)


@pytest.mark.parametrize("text", [
    "It is against the law to fish here, Mary Voss noted.",
    "The Elm Society is behind a petition.",
    "Police believe Paul Hine is behind the attack.",
    "The Elm Society rejected the damaged boxes.",
    "Mary Voss turned out the lights.",
])
def test_no_side_is_taken(extractor: Extractor, text: str) -> None:
    assert [s.type for s in extract(extractor, text).statements if s.type in ("supported", "opposed", "campaigned_against")] == []


# --- answers


def test_pleading_not_guilty_is_a_denial(extractor: Extractor) -> None:
    check(extractor, "Paul Hine pleaded not guilty.", says("denied", "Paul Hine"))
    check(extractor, "Paul Hine pleaded guilty to fraud.", says("acknowledged", "Paul Hine", about="fraud"))
    assert [s.type for s in extract(extractor, "Paul Hine pleaded not guilty to fraud.").statements] == ["denied"]
