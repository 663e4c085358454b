"""Compiled entries on parses made by hand: which words fill which slots, and what an entry passes by."""
from __future__ import annotations

import pytest

from kg.knowledge.lexicon import Frame, compile_clause, compile_noun, compile_spoken
from kg.syntax.frames import Match, Matcher, words_needed
from tests.parses import parse
from tests.syntax import test_grammar as shapes

CRITICISE = "{subject} criticise|fine {object} [for|over {about}]"


def frames(*entries: str) -> list[Frame]:
    """Clause entries of one relation."""
    return [compile_clause("r", entry) for entry in entries]


def found(table: str, *entries: Frame | str) -> list[Match]:
    """All matches in the parse."""
    return Matcher([compile_clause("r", e) if isinstance(e, str) else e for e in entries]).match(parse(table))


def slots(match: Match) -> dict[str, list[str]]:
    return {name: [t.text for t in tokens] for name, tokens in match.slots.items()}


def only(table: str, *entries: Frame | str) -> dict[str, list[str]]:
    """The slots of the one match that is expected."""
    matches = found(table, *entries)
    assert len(matches) == 1
    return slots(matches[0])


# --- voice and shape


@pytest.mark.parametrize(("table", "subject", "object_"), [
    (shapes.PASSIVE, "Agency", "Council"), (shapes.PASSIVE_WITH_LABEL, "Agency", "Council"), (shapes.SUBJECT_RELATIVE, "Agency", "council"),
    (shapes.OBJECT_RELATIVE, "Agency", "council"), (shapes.ZERO_RELATIVE, "Agency", "council"), (shapes.PASSIVE_RELATIVE, "Agency", "council"),
    (shapes.REDUCED, "Agency", "council"), (shapes.PRESENT_PARTICIPLE, "letter", "council"), (shapes.TWO_VERBS, "Agency", "council"),
    (shapes.TWO_PASSIVES, "Agency", "Council"), (shapes.SUBJECT_CONTROL, "Agency", "council"), (shapes.OBJECT_CONTROL, "Agency", "council"),
    (shapes.ADVERBIAL, "Agency", "council")])
def test_one_entry_for_all_shapes_of_a_clause(table: str, subject: str, object_: str) -> None:
    assert only(table, CRITICISE) == {"subject": [subject], "object": [object_]}


def test_a_marked_slot_is_filled_where_it_stands() -> None:
    assert only(shapes.ACTIVE, CRITICISE) == {"subject": ["Agency"], "object": ["council"], "about": ["delays"]}
    assert only(shapes.ACTIVE.replace("for ", "amid "), CRITICISE) == {"subject": ["Agency"], "object": ["council"]}


def test_a_slot_that_is_asked_for_must_be_filled() -> None:
    assert found(shapes.ACTIVE, "{subject} criticise {object} over {about}") == []
    assert len(found(shapes.ACTIVE, "{subject} criticise {object} for {about}")) == 1


def test_an_entry_is_tried_only_where_the_words_stand_that_it_cannot_do_without() -> None:
    fixed, marked, unmarked = frames("{subject} lodge claim [with {object}]", "{subject} quarrel with|over {about}", "{object} be shut by {subject}")
    assert words_needed(fixed) == [frozenset({"claim"})]
    assert words_needed(marked) == [frozenset({"with", "over"})]
    assert words_needed(unmarked) == []  # "the mill, shut last year"


def test_a_passive_may_leave_its_agent_unsaid() -> None:
    assert only(shapes.AGENTLESS, CRITICISE) == {"object": ["Council"]}


def test_all_of_a_coordination_fill_a_slot() -> None:
    assert only(shapes.TWO_NOUNS, CRITICISE) == {"subject": ["Agency", "Union"], "object": ["council", "trust", "school"]}


def test_another_word_is_no_anchor() -> None:
    assert found(shapes.ACTIVE, "{subject} praise {object}") == []


def test_a_noun_is_not_the_verb_of_its_lemma() -> None:
    table = "Agency _ PROPN NNP paid nsubj\npaid pay VERB VBD - root\nfine _ NOUN NN paid obj"
    assert found(table, "{subject} fine {object}") == []


def test_a_subject_fetched_from_elsewhere_is_counted() -> None:
    assert [m.steps for m in found(shapes.ACTIVE, CRITICISE)] == [0]
    assert [m.steps for m in found(shapes.SUBJECT_CONTROL, CRITICISE)] == [1]


# --- fixed words, particles, markers

ISSUED = """
Council    _          PROPN NNP issued     nsubj
issued     issue      VERB  VBD -          root
an         _          DET   DT  apology    det
apology    _          NOUN  NN  issued     obj
to         _          ADP   IN  parents    case
parents    parent     NOUN  NNS apology    nmod
"""


def test_a_fixed_object_and_what_hangs_on_it() -> None:
    assert only(ISSUED, "{subject} issue an apology [to {object}]") == {"subject": ["Council"], "object": ["parents"]}
    assert found(ISSUED, "{subject} issue a report [to {object}]") == []


def test_a_required_phrase_may_hang_on_the_object() -> None:
    table = """
        Council    _          PROPN NNP leased     nsubj
        leased     lease      VERB  VBD -          root
        sites      site       NOUN  NNS leased     obj
        to         _          ADP   IN  Water      case
        Water      _          PROPN NNP sites      nmod
    """
    assert only(table, "{subject} lease {about} to {object}") == {"subject": ["Council"], "about": ["sites"], "object": ["Water"]}
    assert only(table, "{subject} lease {object} [to {about}]") == {"subject": ["Council"], "object": ["sites"]}
    assert found(table, "{subject} lease to {object}") == []


def test_a_fixed_object_is_the_subject_of_the_passive() -> None:
    table = """
        apology    _          NOUN  NN  issued     nsubj:pass
        was        be         AUX   VBD issued     aux:pass
        issued     issue      VERB  VBN -          root
        by         _          ADP   IN  Council    case
        Council    _          PROPN NNP issued     obl
    """
    assert only(table, "{subject} issue apology") == {"subject": ["Council"]}


HANDED = shapes.TWO_OBJECTS.replace("notice     _", "improvement _ NOUN NN notice compound\nnotice _")


def test_a_fixed_object_with_a_modifier() -> None:
    entry = "{subject} hand {object} improvement notice"
    assert only(HANDED, entry) == {"subject": ["Agency"], "object": ["council"]}
    assert found(shapes.TWO_OBJECTS, entry) == []


def test_two_objects_in_the_passive() -> None:
    assert only(shapes.TWO_OBJECTS_PASSIVE, "{subject} hand {object} notice") == {"subject": ["Agency"], "object": ["Council"]}


TO_TASK = """
Agency     _          PROPN NNP took       nsubj
took       take       VERB  VBD -          root
council    _          NOUN  NN  took       obj
to         _          ADP   IN  task       case
task       _          NOUN  NN  took       obl
over       _          ADP   IN  delays     case
delays     delay      NOUN  NNS took       obl
"""


def test_a_fixed_word_after_a_preposition() -> None:
    entry = "{subject} take {object} to task [over {about}]"
    assert only(TO_TASK, entry) == {"subject": ["Agency"], "object": ["council"], "about": ["delays"]}
    assert found(TO_TASK.replace("to  ", "for "), entry) == []


HIT_OUT = """
Union      _          PROPN NNP hit        nsubj
hit        _          VERB  VBD -          root
out        _          ADP   RP  hit        compound:prt
at         _          ADP   IN  council    case
council    _          NOUN  NN  hit        obl
"""


def test_a_particle() -> None:
    entry = "{subject} hit out at {object}"
    assert only(HIT_OUT, entry) == {"subject": ["Union"], "object": ["council"]}
    assert found(HIT_OUT.replace("compound:prt", "advmod"), entry) != []
    assert found(HIT_OUT.replace("out        _          ADP   RP ", "hard       _          ADV   RB "), entry) == []


def test_a_particle_of_another_verb_makes_another_verb() -> None:
    table = """
        Council  _     PROPN NNP turned  nsubj
        turned   turn  VERB  VBD -       root
        down     _     ADP   RP  turned  compound:prt
        plan     _     NOUN  NN  turned  obj
    """
    assert found(table, "{subject} turn {object}") == []
    assert only(table, "{subject} turn down {object}") == {"subject": ["Council"], "object": ["plan"]}


SET_UP = """
Council    _          PROPN NNP set        nsubj
set        _          VERB  VBD -          root
families   family     NOUN  NNS set        obj
up         _          ADP   RP  set        compound:prt
to         _          PART  TO  fail       mark
fail       _          VERB  VB  set        xcomp
"""


def test_setting_somebody_up_to_fail_founds_nobody() -> None:
    entry = "{subject} set up {object}"
    assert found(SET_UP, entry) == []
    assert only("\n".join(SET_UP.strip().splitlines()[:4]), entry) == {"subject": ["Council"], "object": ["families"]}


def test_a_verb_with_another_object() -> None:
    entry = "{subject} have to {about}"
    table = """
        Council    _     PROPN NNP have   nsubj
        have       _     VERB  VBP -      root
        right      _     NOUN  NN  have   obj
        to         _     PART  TO  close  mark
        close      _     VERB  VB  have   xcomp
    """
    assert found(table, entry) == []
    without = "\n".join(line for line in table.splitlines() if "right" not in line)
    assert only(without, entry) == {"subject": ["Council"], "about": ["close"]}


def test_a_reported_clause() -> None:
    table = """
        Council    _      PROPN NNP denied  nsubj
        denied     deny   VERB  VBD -       root
        that       _      SCONJ IN  lied    mark
        it         _      PRON  PRP lied    nsubj
        lied       lie    VERB  VBD denied  ccomp
    """
    assert only(table, "{subject} deny that {about}") == {"subject": ["Council"], "about": ["lied"]}


# --- predicates and nouns


CRITICAL = """
Agency     _          PROPN NNP critical   nsubj
was        be         AUX   VBD critical   cop
critical   _          ADJ   JJ  -          root
of         _          ADP   IN  council    case
council    _          NOUN  NN  critical   obl
"""


def test_a_predicate_after_be() -> None:
    entry = "{subject} be critical of {object}"
    assert only(CRITICAL, entry) == {"subject": ["Agency"], "object": ["council"]}
    attributive = "a _ DET DT step det\ncritical _ ADJ JJ step amod\nstep _ NOUN NN - root\nof _ ADP IN council case\ncouncil _ NOUN NN step nmod"
    assert found(attributive, entry) == []


def test_a_stand() -> None:
    table = """
        They     they  PRON PRP council nsubj
        are      be    AUX  VBP council cop
        against  _     ADP  IN  council case
        the      _     DET  DT  council det
        council  _     NOUN NN  -       root
    """
    entry = "{subject} be against {object}"
    assert only(table, entry) == {"subject": ["They"], "object": ["council"]}
    assert found(table.replace("They     they", "It  it"), entry) == []
    assert found(table, "{subject} be against {object:mayor}") == []


def test_a_slot_takes_only_the_words_it_asks_for() -> None:
    assert only(shapes.ACTIVE, "{subject} criticise {object:council|mayor}") == {"subject": ["Agency"], "object": ["council"]}
    assert found(shapes.ACTIVE, "{subject} criticise {object:mayor}") == []


def test_a_predicate_behind_a_preposition() -> None:
    table = """
        Trust          _   PROPN NNP investigation nsubj
        is             be  AUX   VBZ investigation cop
        under          _   ADP   IN  investigation case
        investigation  _   NOUN  NN  -             root
        by             _   ADP   IN  Agency        case
        Agency         _   PROPN NNP investigation nmod
    """
    entry = "{object} be under investigation [by {subject}]"
    assert only(table, entry) == {"object": ["Trust"], "subject": ["Agency"]}
    assert found(table.replace("under  ", "after  "), entry) == []


def test_a_noun_with_marked_slots() -> None:
    table = """
        criticism  _   NOUN  NN  grew      nsubj
        of         _   ADP   IN  council   case
        council    _   NOUN  NN  criticism nmod
        by         _   ADP   IN  Agency    case
        Agency     _   PROPN NNP criticism nmod
        grew       grow VERB VBD -         root
    """
    assert only(table, compile_noun("r", "criticism of {object} by|from {subject}")) == {"object": ["council"], "subject": ["Agency"]}


def test_a_noun_with_its_owner() -> None:
    table = """
        Agency     _   PROPN NNP criticism nmod:poss
        's         _   PART  POS Agency    case
        criticism  _   NOUN  NN  -         root
        of         _   ADP   IN  council   case
        council    _   NOUN  NN  criticism nmod
    """
    assert only(table, compile_noun("r", "{subject}'s criticism of {object}")) == {"object": ["council"], "subject": ["Agency"]}


@pytest.mark.parametrize("table", [
    """
    Doe        _   PROPN NNP -       root
    ,          _   PUNCT ,   founder punct
    founder    _   NOUN  NN  Doe     appos
    of         _   ADP   IN  Network case
    Network    _   PROPN NNP founder nmod
    """,
    """
    Doe        _   PROPN NNP founder nsubj
    is         be  AUX   VBZ founder cop
    founder    _   NOUN  NN  -       root
    of         _   ADP   IN  Network case
    Network    _   PROPN NNP founder nmod
    """])
def test_a_noun_in_apposition_or_predicated(table: str) -> None:
    assert only(table, compile_noun("r", "{subject}, founder of {object}")) == {"object": ["Network"], "subject": ["Doe"]}


# --- one entry against another


def test_the_more_specific_entry_of_a_relation_wins() -> None:
    general, special = "{subject} take {object}", "{subject} take {object} to task"
    for entries in ((general, special), (special, general)):
        assert [m.frame.entry for m in found(TO_TASK, *entries)] == [special]


def test_the_more_slots_filled_the_better() -> None:
    matches = found(shapes.ACTIVE, "{subject} criticise {object}", CRITICISE)
    assert [m.frame.entry for m in matches] == [CRITICISE]


def test_a_fixed_object_is_no_slot_of_another_relation() -> None:
    issue = compile_clause("published", "{subject} issue {object}")
    apologise = compile_clause("apologised", "{subject} issue apology [to {object}]")
    assert [m.frame.relation for m in found(ISSUED, issue, apologise)] == ["apologised"]
    assert [m.frame.relation for m in found(ISSUED.replace("apology", "report"), issue, apologise)] == ["published"]


def test_relations_do_not_rule_each_other_out() -> None:
    one, two = compile_clause("a", CRITICISE), compile_clause("b", CRITICISE)
    assert sorted(m.frame.relation for m in found(shapes.ACTIVE, one, two)) == ["a", "b"]


# --- modal entries


SHOULD = """
Council    _          PROPN NNP apologise  nsubj
should     _          AUX   MD  apologise  aux
apologise  _          VERB  VB  -          root
"""


def test_a_modal_entry_gives_its_clause() -> None:
    entry = compile_spoken("r", "{object} should|must {about}")
    assert only(SHOULD, entry) == {"object": ["Council"], "about": ["apologise"]}
    assert found(SHOULD.replace("should", "may"), entry) == []


def test_a_modal_before_a_passive() -> None:
    table = """
        Council    _     PROPN NNP fined   nsubj:pass
        must       _     AUX   MD  fined   aux
        be         _     AUX   VB  fined   aux:pass
        fined      fine  VERB  VBN -       root
    """
    assert only(table, compile_spoken("r", "{object} should|must {about}")) == {"object": ["Council"], "about": ["fined"]}


def test_an_anchor_is_known_whether_or_not_it_matches() -> None:
    matcher = Matcher([*frames("{subject} criticise {object} over {about}"), compile_spoken("s", "{object} be unacceptable")])
    doc = parse(shapes.ACTIVE)
    assert matcher.match(doc) == []
    assert [t.text for t in matcher.anchors(doc)] == ["criticised"]
