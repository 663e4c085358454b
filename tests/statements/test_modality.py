"""How a clause is put, on parses made by hand; the words that colour it are the ontology's."""
from __future__ import annotations

import pytest

from kg.knowledge.domain import ModalityWords
from kg.model import Modality
from kg.statements.modality import modality_of
from tests.parses import parse, word
from tests.syntax import test_grammar as shapes

ASSERTED, ALLEGED, PLANNED, NEGATED = Modality.ASSERTED, Modality.ALLEGED, Modality.PLANNED, Modality.NEGATED
WORDS = ModalityWords(
    verbs={"promise": PLANNED, "plan": PLANNED, "allege": ALLEGED, "fail": NEGATED, "deny": NEGATED, "urge": None, "demand": None},
    auxiliaries={"will": PLANNED, "would": PLANNED, "should": None, "may": None},
    adverbs={"allegedly": ALLEGED, "never": NEGATED, "perhaps": None},
    nouns={"plans": PLANNED, "plan": PLANNED, "allegation": ALLEGED, "call": None})


def modality(table: str, anchor: str, *, asked: bool = False) -> Modality | None:
    return modality_of(word(parse(table), anchor), WORDS, asked)


def fined(*, before: str = "", label: str = "aux", tag: str = "MD") -> str:
    """`Agency (before) fine council`."""
    middle = f"{before} _ AUX {tag} fine {label}\n" if before else ""
    return f"Agency _ PROPN NNP fine nsubj\n{middle}fine _ VERB VB - root\ncouncil _ NOUN NN fine obj"


@pytest.mark.parametrize(("before", "label", "tag", "expected"), [
    ("", "aux", "MD", ASSERTED), ("did", "aux", "VBD", ASSERTED), ("will", "aux", "MD", PLANNED), ("would", "aux", "MD", PLANNED),
    ("should", "aux", "MD", None), ("may", "aux", "MD", None), ("not", "advmod", "RB", NEGATED), ("never", "advmod", "RB", NEGATED),
    ("allegedly", "advmod", "RB", ALLEGED), ("soon", "advmod", "RB", ASSERTED),
    ("if", "mark", "IN", None), ("unless", "mark", "IN", None), ("because", "mark", "IN", ASSERTED)])
def test_words_of_the_clause_itself(before: str, label: str, tag: str, expected: Modality | None) -> None:
    assert modality(fined(before=before, label=label, tag=tag), "fine") is expected


def test_a_question_puts_nothing_forward() -> None:
    assert modality(fined(), "fine", asked=True) is None


def test_what_will_not_be_is_negated() -> None:
    table = """
        Agency  _  PROPN NNP fine nsubj
        will    _  AUX   MD  fine aux
        not     _  PART  RB  fine advmod
        fine    _  VERB  VB  -    root
    """
    assert modality(table, "fine") is NEGATED


CONTROLLED = """
Agency   _      PROPN NNP GOVERNS nsubj
GOVERNS  VERB_  VERB  VBD -       root
to       _      PART  TO  fine    mark
fine     _      VERB  VB  GOVERNS xcomp
council  _      NOUN  NN  fine    obj
"""
REPORTED = """
Doe      _      PROPN NNP GOVERNS nsubj
GOVERNS  VERB_  VERB  VBD -       root
that     _      SCONJ IN  fined   mark
Agency   _      PROPN NNP fined   nsubj
fined    fine   VERB  VBD GOVERNS ccomp
"""


@pytest.mark.parametrize(("verb", "expected"), [
    ("promise", PLANNED), ("plan", PLANNED), ("fail", NEGATED), ("urge", None), ("begin", ASSERTED)])
def test_the_verb_above_an_infinitive(verb: str, expected: Modality | None) -> None:
    assert modality(CONTROLLED.replace("VERB_", verb), "fine") is expected


@pytest.mark.parametrize(("verb", "expected"), [
    ("allege", ALLEGED), ("deny", NEGATED), ("demand", None), ("say", ASSERTED), ("promise", ASSERTED)])  # what has been is no plan
def test_the_verb_above_a_reported_clause(verb: str, expected: Modality | None) -> None:
    assert modality(REPORTED.replace("VERB_", verb), "fined") is expected


def test_not_failing_is_doing() -> None:
    table = CONTROLLED.replace("GOVERNS  VERB_", "not _ PART RB GOVERNS advmod\nGOVERNS  fail")
    assert modality(table, "fine") is ASSERTED


def test_object_control_of_a_demand() -> None:
    assert modality(shapes.OBJECT_CONTROL, "criticise") is None
    assert modality(shapes.SUBJECT_CONTROL, "criticise") is PLANNED


@pytest.mark.parametrize(("noun", "expected"), [("way", ASSERTED), ("scheme", ASSERTED), ("allegation", ALLEGED)])
def test_a_noun_of_plans_says_nothing_of_a_clause_that_only_describes_it(noun: str, expected: Modality) -> None:
    table = f"""
        {noun}     _      NOUN  NN   stands    nsubj
        it         _      PRON  PRP  runs      nsubj
        runs       run    VERB  VBZ  {noun}    acl:relcl
        homes      home   NOUN  NNS  runs      obj
        stands     stand  VERB  VBZ  -         root
    """
    assert modality(table, "runs") is expected


@pytest.mark.parametrize(("noun", "expected"), [("plan", PLANNED), ("allegation", ALLEGED), ("call", None), ("decision", ASSERTED)])
def test_the_noun_above_an_infinitive(noun: str, expected: Modality | None) -> None:
    table = f"""
        {noun}   _      NOUN  NN   stands    nsubj
        to       _      PART  TO   fine      mark
        fine     _      VERB  VB   {noun}    acl
        stands   stand  VERB  VBZ  -         root
    """
    assert modality(table, "fine") is expected


def test_to_be_fined_is_planned() -> None:
    table = """
        Council  _     PROPN NNP fined  nsubj:pass
        is       be    AUX   VBZ fined  aux
        to       _     PART  TO  fined  mark
        be       _     AUX   VB  fined  aux:pass
        fined    fine  VERB  VBN -      root
    """
    assert modality(table, "fined") is PLANNED


def test_a_purpose_is_planned() -> None:
    table = """
        Agency  _     PROPN NNP met  nsubj
        met     meet  VERB  VBD -    root
        to      _     PART  TO  fine mark
        fine    _     VERB  VB  met  advcl
    """
    assert modality(table, "fine") is PLANNED


COORDINATED = """
Agency   _        PROPN NNP inspect nsubj
AUX_     _        AUX   MD  inspect aux
inspect  _        VERB  VB  -       root
and      _        CCONJ CC  fine    cc
fine     _        VERB  VB  inspect conj
council  _        NOUN  NN  fine    obj
"""


@pytest.mark.parametrize(("auxiliary", "expected"), [("will", PLANNED), ("may", None), ("did", ASSERTED)])
def test_coordinated_verbs_share_an_auxiliary(auxiliary: str, expected: Modality | None) -> None:
    table = COORDINATED.replace("AUX_", auxiliary)
    assert modality(table, "inspect") is expected
    assert modality(table, "fine") is expected


def test_a_coordinated_clause_of_its_own_shares_nothing() -> None:
    table = """
        Agency   _        PROPN NNP inspect nsubj
        will     _        AUX   MD  inspect aux
        inspect  _        VERB  VB  -       root
        and      _        CCONJ CC  fined   cc
        Court    _        PROPN NNP fined   nsubj
        fined    fine     VERB  VBD inspect conj
    """
    assert modality(table, "inspect") is PLANNED
    assert modality(table, "fined") is ASSERTED


def test_no_apology_is_a_negated_noun() -> None:
    table = "No _ DET DT apology det\napology _ NOUN NN came nsubj\ncame come VERB VBD - root"
    assert modality(table, "apology") is NEGATED
    assert modality(table.replace("No ", "An "), "apology") is ASSERTED
