"""What somebody's words amount to, and what they do not: comparisons, states, the many of whom some are meant; invented bodies and people."""
from __future__ import annotations

import pytest

from kg.statements.extract import Extractor
from tests.statements.test_extract import extract

JUDGEMENTS = ("criticised", "accused", "praised")


def types(extractor: Extractor, text: str, *wanted: str) -> list[str]:
    return [s.type for s in extract(extractor, text).statements if s.type in wanted]


@pytest.mark.parametrize("text", [
    pytest.param("“Denby Council was less careless than Marlow Council,” said Ann Reed.", id="compared"),
    pytest.param("Ann Reed met Denby Council. “It is very disappointing,” she said.", id="the whole affair"),
    pytest.param("“We pay for officers who break the law,” said Ann Reed.", id="some of many"),
    pytest.param("“Any plan that would hurt families in Denby is unacceptable,” said Ann Reed.", id="any such"),
    pytest.param("“A scheme that could harm families will not do,” said Ann Reed.", id="one such, supposed"),
    pytest.param("“Is Denby Council wrong when it says that no money is needed?” Ann Reed asked the minister.", id="a question in a longer sentence"),
    pytest.param("“Denby Council not only provides training, it offers help,” said Ann Reed.", id="not only"),
    pytest.param("Tom Roe has no plans to visit Marlow, said Ann Reed.", id="no plans to go"),
    pytest.param("“They have left their homes and families to serve us,” Tom Roe said of the troops of Denby.", id="families left"),
    pytest.param("“It is a shame that Tom Roe had to wait,” said Ann Reed.", id="regret"),
    pytest.param("“Denby Council deserves the best pumps so it can help save lives,” said Ann Reed.", id="what for"),
    pytest.param("“Denby Council has to do a better job of mending roads,” said Ann Reed.", id="yet to be done"),
    pytest.param("“Denby Council was on the defensive,” said Ann Reed.", id="a phrase"),
    pytest.param("“The money of Denby Council was wasted,” said Ann Reed.", id="a verb and no noun"),
    pytest.param("“They run a failing school in Denby,” said Ann Reed.", id="described in passing"),
    pytest.param("“If you think Denby Council is useless, you are mistaken,” said Ann Reed.", id="supposed"),
])
def test_what_only_compares_describes_or_sighs_is_no_judgement(extractor: Extractor, text: str) -> None:
    assert types(extractor, text, *JUDGEMENTS) == []


@pytest.mark.parametrize(("text", "found"), [
    ("Denby Council has not only failed children but lied about it, Ann Reed said.", ["accused", "criticised"]),
    ("Denby Council did not just ignore the families, said Ann Reed.", ["accused"]),
    ("“Denby Council didn’t just ignore the families,” said Ann Reed.", ["accused"]),
    ("Denby Council has left families without heating, said Ann Reed.", ["criticised"]),
    ("Denby Council has left residents facing huge bills, said Ann Reed.", ["criticised"]),
    ("Denby Council had no plan for floods, Ann Reed said.", ["criticised"]),
    ("Ann Reed criticised Denby Council and asked “Why now?” in a letter.", ["criticised"]),
    ("“It is a plan that would hurt families in Denby,” said Ann Reed.", ["criticised"]),
])
def test_not_only_denies_nothing_and_what_is_told_of_one_thing_judges_it(extractor: Extractor, text: str, found: list[str]) -> None:
    assert sorted(types(extractor, text, *JUDGEMENTS)) == found


@pytest.mark.parametrize(("text", "found"), [
    ("“We will repair the bridge,” said Ann Reed.", ["pledged"]),
    ("“We will need the money,” said Ann Reed.", []),
    ("“We will be forced to close,” said Ann Reed.", []),
    ("“We will be glad of it,” said Ann Reed.", []),
    ("Ann Reed did not say how she would pay the fee.", []),
    ("Marlow Water fears that it will go bankrupt.", []),
    ("Marlow Water says that it will repair the main.", ["pledged"]),
])
def test_only_a_deed_can_be_promised(extractor: Extractor, text: str, found: list[str]) -> None:
    assert types(extractor, text, "pledged") == found


@pytest.mark.parametrize(("text", "found"), [
    ("“Denby Council needs to act,” said Ann Reed.", ["called_for"]),
    ("“Denby Council does not need to act,” said Ann Reed.", []),
    ("“Denby Council will need to borrow,” said Ann Reed.", []),
    ("“Residents must be able to rely on Denby Council,” said Ann Reed.", []),
    ("“Denby Council must be able to borrow,” said Ann Reed.", ["called_for"]),
    ("Ann Reed asked Denby Council what it would change.", []),
])
def test_a_need_that_is_denied_or_foreseen_is_no_demand(extractor: Extractor, text: str, found: list[str]) -> None:
    assert types(extractor, text, "called_for") == found


def test_a_verb_goes_by_its_lemma_and_a_participle_by_its_form(extractor: Extractor) -> None:
    assert types(extractor, "Ann Reed found Denby Council helpful.", "founded") == []
    assert types(extractor, "Ann Reed moved with a new group to Marlow.", "praised") == []


def test_one_phrase_fills_one_slot(extractor: Extractor) -> None:
    assert types(extractor, "The Green Party appealed to older voters.", "called_for") == []


@pytest.mark.parametrize(("text", "found"), [
    ("“It is time for landlords to answer for this mess,” said Ann Reed.", ["called_for"]),
    ("“That is a time of worry for drivers and clerks,” said Ann Reed.", []),
])
def test_when_it_is_time_for_somebody_to_act(extractor: Extractor, text: str, found: list[str]) -> None:
    assert types(extractor, text, "called_for") == found


@pytest.mark.parametrize(("text", "found"), [
    ("“We expect Denby Council to take swift action,” said Ann Reed.", ["called_for"]),
    ("“We hope that Denby Council will think again,” said Ann Reed.", ["called_for"]),
    ("Analysts expect Denby Council to close the pool.", []),
    ("“I trust Denby Council,” said Ann Reed.", []),
])
def test_what_speakers_expect_of_somebody_they_call_for(extractor: Extractor, text: str, found: list[str]) -> None:
    assert types(extractor, text, "called_for") == found


@pytest.mark.parametrize(("text", "found"), [
    ("“This decision represents a serious threat to our freedom,” said Ann Reed.", ["criticised"]),
    ("“The merger amounts to an attack on the low paid,” said Ann Reed.", ["criticised"]),
    ("“Denby Council has remained silent on the cuts,” said Ann Reed.", ["criticised"]),
    ("In a rebuke to Denby Council, Ann Reed said the ministry had not been asked.", ["criticised"]),
    ("“Denby Council represents 300,000 people,” said Ann Reed.", []),
    ("“The money amounts to a tenth of the budget of Denby Council,” said Ann Reed.", []),
])
def test_what_a_thing_amounts_to_may_be_a_judgement_of_it(extractor: Extractor, text: str, found: list[str]) -> None:
    assert types(extractor, text, *JUDGEMENTS) == found


@pytest.mark.parametrize(("text", "critics"), [
    pytest.param("Ann Reed said the clinic would close after nurses raised concerns that Denby Trust was unsafe.", ["nurses"], id="of others"),
    pytest.param("“It was shut after reports that Denby Trust was unsafe,” said Ann Reed.", [], id="of nobody named"),
    pytest.param("Ann Reed rejected the claim that Denby Trust was useless.", [], id="rejected"),
    pytest.param("Ann Reed said she had concerns that Denby Trust was unsafe.", ["Ann Reed"], id="her own"),
    pytest.param("Ann Reed said there were fears that Denby Trust was unsafe.", ["Ann Reed"], id="put forward"),
])
def test_a_claim_that_is_only_told_of_is_its_makers(extractor: Extractor, text: str, critics: list[str]) -> None:
    extraction = extract(extractor, text)
    names = {r.id: r.name for r in extraction.referents}
    assert [names[s.subject.referent] for s in extraction.statements if s.type in JUDGEMENTS] == critics
