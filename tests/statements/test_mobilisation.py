"""Taking sides, demanding and answering: the ways that news, petitions and letters say who is for, against, asks, promises, denies and owns up."""

from __future__ import annotations

import pytest

from kg.statements.extract import Extractor
from tests.statements.test_extract import Expected, check, extract, says

SOCIETY, VOSS = "Elm Society", "Mary Voss"


# --- for and against


@pytest.mark.parametrize(("text", "expected"), [
    ("Support for the new ferry has come from the Rowan Trust, from the Elm Society and from the Ash Union.",
     [says("supported", name, "new ferry") for name in ("Rowan Trust", SOCIETY, "Ash Union")]),
    ("Senator Mary Voss supports raising the minimum wage.", [says("supported", VOSS, "raising the minimum wage")]),
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
    ("Nurses passed a motion of no confidence in Paul Hine by 80 votes to 3.", [says("criticised", "Nurses", "Paul Hine")]),
    ("The Ash Union backed a no-confidence motion in Paul Hine, 400 to 31.", [says("criticised", "Ash Union", "Paul Hine")]),
    ("Paul Hine received a vote of no-confidence from the Ash Union.", [says("criticised", "Ash Union", "Paul Hine")]),
    ("Mary Voss refused to support the plan.", [says("supported", VOSS, "plan", modality="negated")]),
    ("Opposition to the quarry from the Elm Society is growing.", [says("opposed", SOCIETY, "quarry")]),
    ("Opposition to the quarry has come from the Elm Society.", [says("opposed", SOCIETY, "quarry")]),
    ("Harlow Council backed the scheme despite fierce opposition from the Elm Society.", [says("opposed", SOCIETY, "scheme")]),
    ("The scheme was approved in the face of objections from the Elm Society.", [says("opposed", SOCIETY, "scheme")]),
    ("The scheme went ahead amid protests by the Elm Society.", [says("opposed", SOCIETY, "scheme")]),
    ("“We must stop this closure,” said Mary Voss.", [says("opposed", VOSS, "closure")]),
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
    "The hospital supports patients with diabetes.",
    "Mary Voss left the room despite opposition from residents.",
    "“We must stop to think,” said Mary Voss.",
    "The police force defended its record on burglary.",
    "Teachers have no confidence in Mary Voss.",
    "The Elm Society said that Mary Voss had resisted change.",
])
def test_no_side_is_taken(extractor: Extractor, text: str) -> None:
    assert [s.type for s in extract(extractor, text).statements if s.type in ("supported", "opposed", "campaigned_against")] == []


# --- demands


@pytest.mark.parametrize(("text", "expected"), [
    ("The Elm Society wants an independent inquiry.", says("called_for", SOCIETY, about="an independent inquiry")),
    ("The Elm Society would like Harlow Council to repair the bridge.", says("called_for", SOCIETY, "Harlow Council", about="repair the bridge")),
    ("The Elm Society would like to see the bridge repaired.", says("called_for", SOCIETY, "bridge")),
    ("“I would urge Harlow Council to think again,” said Mary Voss.", says("called_for", VOSS, "Harlow Council", about="think again")),
    ("The judge gave Harlow Council until May to publish the plan.", says("called_for", "judge", "Harlow Council")),
    ("MPs pressed the minister on the delays.", says("called_for", "MPs", "minister", about="the delays")),
    ("Calls for a ban came from the Elm Society.", says("called_for", SOCIETY, about="a ban")),
    ("Mary Voss said a wider debate was needed.", says("called_for", VOSS, about="a wider debate")),
    ("“There must be an inquiry,” said Mary Voss.", says("called_for", VOSS)),
    ("“We need an independent inquiry,” said Mary Voss.", says("called_for", VOSS, about="an independent inquiry")),
    ("“We need Harlow Council to act,” said Mary Voss.", says("called_for", VOSS, "Harlow Council")),
    ("Mary Voss will urge ministers to think again.", says("called_for", VOSS, "ministers", modality="planned")),
    ("The Ash Union has asked that the minister resign.", says("called_for", "Ash Union", "minister")),
    ("Harlow Council was reminded by the judge to keep its records.", says("called_for", "judge", "Harlow Council", about="keep its records")),
    ("Mary Voss stressed the need for a fresh start.", says("called_for", VOSS, about="a fresh start")),
    ("“It is vital that Harlow Council publishes the figures,” said Mary Voss.", says("called_for", VOSS, "Harlow Council")),
    ("The Ash Union wanted a meeting to hear their case.", says("called_for", "Ash Union")),
    ("Mary Voss wanted the dispute resolved.", says("called_for", VOSS, about="the dispute")),
])
def test_demands(extractor: Extractor, text: str, expected: Expected) -> None:
    check(extractor, text, expected)


@pytest.mark.parametrize("text", [
    "Mary Voss asked how the files were lost.",
    "Mary Voss wants a coffee.",
    "“We need some sleep,” said Mary Voss.",
    "Harlow Council insisted that no plan was changed.",
    "“Residents need to know whether the water is safe,” said Mary Voss.",
    "The Elm Society challenged his ban on visitors.",
])
def test_no_demand(extractor: Extractor, text: str) -> None:
    assert [s.type for s in extract(extractor, text).statements if s.type == "called_for"] == []


# --- answers


@pytest.mark.parametrize(("text", "expected"), [
    ("Paul Hine gave his word that the bridge would be repaired.", says("pledged", "Paul Hine")),
    ("Harlow Council offered to pay for the repairs.", says("pledged", "Harlow Council", about="pay for the repairs")),
    ("Harlow Council rejected that view.", says("denied", "Harlow Council", about="that view")),
    ("Harlow Council pushed back on the claim.", says("denied", "Harlow Council", about="the claim")),
    ("“We did not hide anything,” said Paul Hine.", says("denied", "Paul Hine")),
    ("“That is not true,” said Paul Hine.", says("denied", "Paul Hine")),
    ("Paul Hine said he had done nothing wrong.", says("denied", "Paul Hine")),
    ("“There is no truth in that,” said Paul Hine.", says("denied", "Paul Hine", about="no truth in that")),
    ("Harlow Council has accepted all of the recommendations.", says("acknowledged", "Harlow Council")),
    ("Harlow Council admitted to residents that it was warned.", says("acknowledged", "Harlow Council", "residents", about="it was warned")),
    ("“We should have done better,” said Paul Hine.", says("acknowledged", "Paul Hine")),
    ("“We got this wrong,” said Paul Hine.", says("acknowledged", "Paul Hine")),
    ("Paul Hine has come clean about the deal.", says("acknowledged", "Paul Hine", about="the deal")),
    ("Harlow Council regrets the delay.", says("apologised", "Harlow Council", about="the delay")),
    ("“I want to say sorry to the family,” said Paul Hine.", says("apologised", "Paul Hine", "family")),
    ("“We are sorry,” said Paul Hine.", says("apologised", "Paul Hine")),
    ("“My office will write to every family,” said Paul Hine.", says("pledged", "Paul Hine")),
    ("Paul Hine insists that he knows the families and has not ignored them.", says("denied", "Paul Hine")),
    ("Paul Hine refused to apologise.", says("apologised", "Paul Hine", modality="negated")),
])
def test_answers(extractor: Extractor, text: str, expected: Expected) -> None:
    check(extractor, text, expected)


@pytest.mark.parametrize("text", [
    "“We do not have the money,” said Paul Hine.",
    "Paul Hine said he had not been on holiday.",
    "“We have not had an answer,” said Paul Hine.",
    "Paul Hine said the road had not been closed.",
    "“They could have done better,” said Paul Hine.",
    "“Nobody told the firm,” said Paul Hine.",
    "“I am sorry, but nobody told the firm,” said Paul Hine.",
])
def test_what_is_said_of_others_or_of_today_is_no_denial_and_no_admission(extractor: Extractor, text: str) -> None:
    assert [s.type for s in extract(extractor, text).statements if s.type in ("denied", "acknowledged", "apologised")] == []


def test_pleading_not_guilty_is_a_denial(extractor: Extractor) -> None:
    check(extractor, "Paul Hine pleaded not guilty.", says("denied", "Paul Hine"))
    check(extractor, "Paul Hine pleaded guilty to fraud.", says("acknowledged", "Paul Hine", about="fraud"))
    assert [s.type for s in extract(extractor, "Paul Hine pleaded not guilty to fraud.").statements] == ["denied"]


def test_who_retires_promises_nothing(extractor: Extractor) -> None:
    assert [s.type for s in extract(extractor, "Paul Hine has announced he will retire.").statements if s.type == "pledged"] == []
