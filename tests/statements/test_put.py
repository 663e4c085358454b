"""How plain sentences put what they tell: as so, as a plan, as not so, or not at all."""
from __future__ import annotations

import pytest

from kg.statements.extract import Extractor
from tests.statements.test_extract import extract, told

ASSERTED, PLANNED, NEGATED = "asserted", "planned", "negated"


def put(extractor: Extractor, text: str, relation: str) -> set[str]:
    """The modalities under which a text is said to tell a relation."""
    return {s.modality.value for s in extract(extractor, text).statements if s.type == relation}


@pytest.mark.parametrize(("text", "relation", "expected"), [
    # a finite clause behind an infinitive or a gerund belongs to the finite one above
    ("The board denies making any offer and is suing Marlow Water.", "accused", ASSERTED),
    ("The committee agreed that the checks were poor and apologised to the families.", "apologised", ASSERTED),
    # praise that words cannot give
    ("\"I can't thank Helen Marsh enough,\" said Tom Brown.", "praised", ASSERTED),
    ("Tarle County Council did not hesitate to criticise Marlow Water.", "criticised", ASSERTED),
    ("Tarle County Council went on to fund Marlow Water.", "funded", ASSERTED),
    # "once" of what somebody was
    ("Ann Reed, once of Tarle County Council, joins Marlow Water as director of risk.", "member_of", ASSERTED),
    # who was not the first did it too
    ("It is not the first time that Tarle County Council has criticised Marlow Water.", "criticised", ASSERTED),
    ("Tarle County Council was not the first council to criticise Marlow Water.", "criticised", ASSERTED),
    # what is still to come
    ("Tarle County Council is about to fund Marlow Water.", "funded", PLANNED),
    ("The inquiry, to be chaired by Dame Ann Reed, will open in May.", "holds_role", PLANNED),
    ("Helen Marsh said a panel to be led by Ann Reed would look at it.", "holds_role", PLANNED),
    ("Ann Reed will be the first woman to lead Tarle County Council.", "holds_role", PLANNED),
    ("Marlow Water's incoming chair, Helen Marsh, criticised Tarle County Council.", "holds_role", PLANNED),
    ("The meeting resolved that the board apologise to the families.", "apologised", PLANNED),
    ("Tom Brown was on the verge of resigning from Tarle County Council.", "resigned", PLANNED),
    ("Marlow Water faces being fined by Tarle County Council.", "sanctioned", PLANNED),
    ("Marlow Water faces a fine from Tarle County Council.", "sanctioned", PLANNED),
    # what is not so
    ("Far from apologising to the families, Marlow Water criticised Tarle County Council.", "apologised", NEGATED),
    ("Neither Marlow Water nor Tarle County Council has apologised to the families.", "apologised", NEGATED),
    ("There is no truth in the claim that Tarle County Council funded Marlow Water.", "funded", NEGATED),
    ("The claim that Tarle County Council funded Marlow Water is false.", "funded", NEGATED),
    ("Tarle County Council dropped plans to fund Marlow Water.", "funded", NEGATED),
    ("Tarle County Council shelved its report on Marlow Water.", "published", NEGATED),
    ("Helen Marsh would be the last person to criticise Marlow Water.", "criticised", NEGATED),
    ("Tarle County Council pretended to apologise to the families.", "apologised", NEGATED),
    ("Tom Brown denied that he was about to resign from Tarle County Council.", "resigned", NEGATED),
    ("Tom Brown denied he would resign from Tarle County Council.", "resigned", NEGATED),
    ("Tom Brown is not going to resign from Tarle County Council.", "resigned", NEGATED),
    ("Tom Brown insists that he is not about to resign from Tarle County Council.", "resigned", NEGATED),
    # an inquiry that was dropped was held
    ("The investigation by Tarle Police into Marlow Water was dropped.", "investigated", ASSERTED),
    # what somebody has to do or will
    ("Tarle County Council had to apologise to the families.", "apologised", ASSERTED),
    ("\"I have to praise the nurses of Tarle Hospital,\" said Tom Brown.", "praised", ASSERTED),
    ("Tarle County Council will have to pay £2m to Marlow Water.", "funded", PLANNED),
    ("Tarle County Council made a contribution of £5m to Marlow Water.", "funded", ASSERTED),
])
def test_how_it_is_put(extractor: Extractor, text: str, relation: str, expected: str) -> None:
    assert put(extractor, text, relation) == {expected}


@pytest.mark.parametrize(("text", "relation"), [
    ("The union will strike if Tarle County Council does not apologise to the families.", "apologised"),
    ("The union will stay out until Tarle County Council apologises to the families.", "apologised"),
    ("The strike will end once Tarle County Council publishes its report.", "published"),
    ("That would persuade more had Tarle County Council not funded Marlow Water.", "funded"),
    ("The ombudsman made a decision that orders Tarle County Council to pay £2,650 and apologise in writing.", "apologised"),
    ("Were Marlow Water to apologise to the families, they would drop the case.", "apologised"),
    ("The minister directed the Audit Office to investigate Marlow Water.", "investigated"),
    ("Tom Brown ought to apologise to Helen Marsh.", "apologised"),
    ("Tom Brown need not apologise to Helen Marsh.", "apologised"),
    ("Tom Brown should not have apologised to Helen Marsh.", "apologised"),
    ("The union urged Tarle County Council not to fund Marlow Water.", "funded"),
    ("Tarle County Council denied that it had not funded Marlow Water.", "funded"),
    ("Tarle County Council has no duty to fund Marlow Water.", "funded"),
    ("Marlow Water was not among the companies fined by Tarle County Council.", "sanctioned"),
    # a duty, a demand, a guess, a figure of speech and a refusal
    ("Tarle County Council is facing calls from Tom Brown to apologise.", "apologised"),
    ("Tarle County Council has to apologise to the families.", "apologised"),
    ("Tom Brown estimated that there should be around 45 homes on the site.", "called_for"),
    ("\"I will note that the plan was late,\" said Tom Brown.", "pledged"),
    ("Tom Brown denied his staff a rise.", "denied"),
    ("The court denied the appeal.", "denied"),
    ("Tarle County Council made a contribution to global security.", "funded"),
    ("Ann Reed hoped for a bill that the president could sign.", "authored"),
    ("Ann Reed won Senate support of an amendment.", "supported"),
    ("Tom Brown has joined Ann Reed in calling for a new chief executive at Tarle County Council.", "holds_role"),
    ("Soldiers voiced frustration that equipment for Tarle was late.", "criticised"),
])
def test_what_is_not_put_forward(extractor: Extractor, text: str, relation: str) -> None:
    assert put(extractor, text, relation) == set()


def test_a_report_is_no_allegation_where_the_classifier_tells_who_wrote_it(extractor: Extractor) -> None:
    text = "In its report last month the Transport Committee found that nobody had read the warnings."
    assert put(extractor, text, "published") == {ASSERTED}


def test_a_predicate_office_has_no_holder_of_its_own(extractor: Extractor) -> None:
    found = extract(extractor, "Ann Reed was the Team Manager of Marlow Rovers. She is Chief Executive of Tarle County Council.")
    assert {told(found, s, {}).subject for s in found.statements if s.type == "holds_role"} == {"Ann Reed"}


def test_researchers_hold_no_office_of_their_country(extractor: Extractor) -> None:
    assert put(extractor, "The Canadian researcher Tom Brown criticised Marlow Water.", "holds_role") == set()


@pytest.mark.parametrize(("text", "put_as", "claimant"), [
    ("The court heard that Tom Brown funded Marlow Water.", "alleged", None),
    ("The court heard from Ann Reed that Tom Brown funded Marlow Water.", "alleged", "Ann Reed"),
    ("Jurors were told that Tom Brown funded Marlow Water.", "alleged", None),
    ("The inquiry was told by Ann Reed that Tom Brown funded Marlow Water.", ASSERTED, "Ann Reed"),
    ("The judge found that Tom Brown had funded Marlow Water.", ASSERTED, "judge"),
])
def test_who_hears_a_claim_does_not_make_it(extractor: Extractor, text: str, put_as: str, claimant: str | None) -> None:
    found = extract(extractor, text)
    assert [(s.modality.value, told(found, s, {}).by) for s in found.statements if s.type == "funded"] == [(put_as, claimant)]


def test_what_a_body_denies_is_told_in_the_texts_own_voice(extractor: Extractor) -> None:
    found = extract(extractor, "Tom Brown claims Tarle County Council funded Marlow Water, which it denies.")
    assert [s.attributed_to for s in found.statements if s.type == "denied"] == [None]


def test_a_head_that_tells_what_an_inquiry_hears_tells_an_allegation(extractor: Extractor) -> None:
    found = extract(extractor, "Tarle County Council ignored warnings and funded Marlow Water, inquiry hears\n\nIt went on all day.")
    assert {(s.modality.value, s.attributed_to) for s in found.statements if s.type == "funded"} == {("alleged", None)}
