"""Who does what to whom in a clause, on parses made by hand: the answer is the same whatever the clause's shape."""
from __future__ import annotations

import pytest

from kg.syntax import arguments, grammar
from kg.syntax.parsed import text_of
from tests.parses import parse, texts, word

ACTIVE = """
Agency     _          PROPN NNP criticised nsubj
criticised criticise  VERB  VBD -          root
council    _          NOUN  NN  criticised obj
for        _          ADP   IN  delays     case
delays     delay      NOUN  NNS criticised obl
"""
PASSIVE = """
Council    _          PROPN NNP criticised nsubj:pass
was        be         AUX   VBD criticised aux:pass
criticised criticise  VERB  VBN -          root
by         _          ADP   IN  Agency     case
Agency     _          PROPN NNP criticised obl
"""
PASSIVE_WITH_LABEL = PASSIVE.replace("criticised obl", "criticised obl:agent")
AGENTLESS = """
Council    _          PROPN NNP criticised nsubj:pass
was        be         AUX   VBD criticised aux:pass
criticised criticise  VERB  VBN -          root
"""
BY_A_YEAR = """
Trust      _          PROPN NNP praised    nsubj:pass
was        be         AUX   VBD praised    aux:pass
praised    praise     VERB  VBN -          root
by         _          ADP   IN  5          case
2021       _          NUM   CD  praised    obl
"""
SUBJECT_RELATIVE = """
Agency     _          PROPN NNP closed     nsubj
,          _          PUNCT ,   criticised punct
which      _          PRON  WDT criticised nsubj
criticised criticise  VERB  VBD Agency     acl:relcl
council    _          NOUN  NN  criticised obj
,          _          PUNCT ,   criticised punct
closed     close      VERB  VBD -          root
"""
OBJECT_RELATIVE = """
council    _          NOUN  NN  closed     nsubj
that       _          PRON  WDT criticised obj
Agency     _          PROPN NNP criticised nsubj
criticised criticise  VERB  VBD council    acl:relcl
closed     close      VERB  VBD -          root
"""
ZERO_RELATIVE = """
council    _          NOUN  NN  closed     nsubj
Agency     _          PROPN NNP criticised nsubj
criticised criticise  VERB  VBD council    acl:relcl
closed     close      VERB  VBD -          root
"""
PASSIVE_RELATIVE = """
council    _          NOUN  NN  closed     nsubj
which      _          PRON  WDT criticised nsubj:pass
was        be         AUX   VBD criticised aux:pass
criticised criticise  VERB  VBN council    acl:relcl
by         _          ADP   IN  Agency     case
Agency     _          PROPN NNP criticised obl
closed     close      VERB  VBD -          root
"""
REDUCED = """
council    _          NOUN  NN  closed     nsubj
criticised criticise  VERB  VBN council    acl
by         _          ADP   IN  Agency     case
Agency     _          PROPN NNP criticised obl
closed     close      VERB  VBD -          root
"""
PRESENT_PARTICIPLE = """
letter     _           NOUN  NN  came        nsubj
criticising criticise  VERB  VBG letter      acl
council    _           NOUN  NN  criticising obj
came       come        VERB  VBD -           root
"""
TWO_VERBS = """
Agency     _          PROPN NNP inspected  nsubj
inspected  inspect    VERB  VBD -          root
and        _          CCONJ CC  criticised cc
criticised criticise  VERB  VBD inspected  conj
council    _          NOUN  NN  criticised obj
"""
TWO_PASSIVES = """
Council    _          PROPN NNP inspected  nsubj:pass
was        be         AUX   VBD inspected  aux:pass
inspected  inspect    VERB  VBN -          root
and        _          CCONJ CC  criticised cc
criticised criticise  VERB  VBN inspected  conj
by         _          ADP   IN  Agency     case
Agency     _          PROPN NNP criticised obl
"""
TWO_NOUNS = """
Agency     _          PROPN NNP criticised nsubj
and        _          CCONJ CC  Union      cc
Union      _          PROPN NNP Agency     conj
criticised criticise  VERB  VBD -          root
council    _          NOUN  NN  criticised obj
,          _          PUNCT ,   trust      punct
trust      _          NOUN  NN  council    conj
and        _          CCONJ CC  school     cc
school     _          NOUN  NN  council    conj
"""
SUBJECT_CONTROL = """
Agency     _          PROPN NNP promised   nsubj
promised   promise    VERB  VBD -          root
to         _          PART  TO  criticise  mark
criticise  _          VERB  VB  promised   xcomp
council    _          NOUN  NN  criticise  obj
"""
OBJECT_CONTROL = """
Minister   _          PROPN NNP urged      nsubj
urged      urge       VERB  VBD -          root
Agency     _          PROPN NNP urged      obj
to         _          PART  TO  criticise  mark
criticise  _          VERB  VB  urged      xcomp
council    _          NOUN  NN  criticise  obj
"""
PASSIVE_CONTROL = """
Agency     _          PROPN NNP urged      nsubj:pass
was        be         AUX   VBD urged      aux:pass
urged      urge       VERB  VBN -          root
to         _          PART  TO  criticise  mark
criticise  _          VERB  VB  urged      xcomp
council    _          NOUN  NN  criticise  obj
"""
NOUN_CONTROL = """
Its        its        PRON  PRP$ decision  nmod:poss
decision   _          NOUN  NN   stands    nsubj
to         _          PART  TO   fine      mark
fine       _          VERB  VB   decision  acl
council    _          NOUN  NN   fine      obj
stands     stand      VERB  VBZ  -         root
"""
NOUN_CONTROL_BY_VERB = """
Agency     _          PROPN NNP  announced nsubj
announced  announce   VERB  VBD  -         root
plans      plan       NOUN  NNS  announced obj
to         _          PART  TO   fine      mark
fine       _          VERB  VB   plans     acl
council    _          NOUN  NN   fine      obj
"""
ADVERBIAL = """
Agency     _          PROPN NNP  reported  nsubj
reported   report     VERB  VBD  -         root
,          _          PUNCT ,    fining    punct
fining     fine       VERB  VBG  reported  advcl
council    _          NOUN  NN   fining    obj
"""
OF_GERUND = """
Agency     _          PROPN NNP  accused   nsubj
accused    accuse     VERB  VBD  -         root
council    _          NOUN  NN   accused   obj
of         _          SCONJ IN   hiding    mark
hiding     hide       VERB  VBG  accused   advcl
reports    report     NOUN  NNS  hiding    obj
"""
FOR_GERUND_PASSIVE = """
Council    _          PROPN NNP  praised   nsubj:pass
was        be         AUX   VBD  praised   aux:pass
praised    praise     VERB  VBN  -         root
for        _          SCONJ IN   hiring    mark
hiring     hire       VERB  VBG  praised   advcl
staff      _          NOUN  NN   hiring    obj
"""
BEFORE_GERUND = """
Agency     _          PROPN NNP  met       nsubj
met        meet       VERB  VBD  -         root
council    _          NOUN  NN   met       obj
before     _          SCONJ IN   fining    mark
fining     fine       VERB  VBG  met       advcl
trust      _          NOUN  NN   fining    obj
"""
FINITE_ADVERBIAL = """
Agency     _          PROPN NNP  reported  nsubj
reported   report     VERB  VBD  -         root
because    _          SCONJ IN   rained    mark
rained     rain       VERB  VBD  reported  advcl
"""
TWO_OBJECTS = """
Agency     _          PROPN NNP  handed    nsubj
handed     hand       VERB  VBD  -         root
council    _          NOUN  NN   handed    iobj
notice     _          NOUN  NN   handed    obj
"""
TWO_OBJECTS_PASSIVE = """
Council    _          PROPN NNP  handed    nsubj:pass
was        be         AUX   VBD  handed    aux:pass
handed     hand       VERB  VBN  -         root
notice     _          NOUN  NN   handed    obj
by         _          ADP   IN   Agency    case
Agency     _          PROPN NNP  handed    obl
"""


@pytest.mark.parametrize(("table", "verb", "doers", "undergoers"), [
    pytest.param(ACTIVE, "criticised", ["Agency"], ["council"], id="active"),
    pytest.param(PASSIVE, "criticised", ["Agency"], ["Council"], id="passive"),
    pytest.param(PASSIVE_WITH_LABEL, "criticised", ["Agency"], ["Council"], id="passive with the agent's own label"),
    pytest.param(AGENTLESS, "criticised", [], ["Council"], id="passive without agent"),
    pytest.param(BY_A_YEAR, "praised", [], ["Trust"], id="by a year is no agent"),
    pytest.param(SUBJECT_RELATIVE, "criticised", ["Agency"], ["council"], id="subject relative"),
    pytest.param(OBJECT_RELATIVE, "criticised", ["Agency"], ["council"], id="object relative"),
    pytest.param(ZERO_RELATIVE, "criticised", ["Agency"], ["council"], id="relative without pronoun"),
    pytest.param(PASSIVE_RELATIVE, "criticised", ["Agency"], ["council"], id="passive relative"),
    pytest.param(REDUCED, "criticised", ["Agency"], ["council"], id="reduced participle"),
    pytest.param(PRESENT_PARTICIPLE, "criticising", ["letter"], ["council"], id="present participle"),
    pytest.param(TWO_VERBS, "criticised", ["Agency"], ["council"], id="second of two verbs"),
    pytest.param(TWO_VERBS, "inspected", ["Agency"], ["council"], id="first of two verbs"),
    pytest.param(TWO_PASSIVES, "criticised", ["Agency"], ["Council"], id="second of two passives"),
    pytest.param(TWO_PASSIVES, "inspected", ["Agency"], ["Council"], id="first of two passives"),
    pytest.param(SUBJECT_CONTROL, "criticise", ["Agency"], ["council"], id="subject control"),
    pytest.param(OBJECT_CONTROL, "criticise", ["Agency"], ["council"], id="object control"),
    pytest.param(PASSIVE_CONTROL, "criticise", ["Agency"], ["council"], id="control by a passive"),
    pytest.param(NOUN_CONTROL, "fine", ["Its"], ["council"], id="control by a noun's owner"),
    pytest.param(NOUN_CONTROL_BY_VERB, "fine", ["Agency"], ["council"], id="control by the subject of the noun's verb"),
    pytest.param(ADVERBIAL, "fining", ["Agency"], ["council"], id="adverbial participle"),
    pytest.param(OF_GERUND, "hiding", ["council"], ["reports"], id="of and gerund belongs to the object"),
    pytest.param(FOR_GERUND_PASSIVE, "hiring", ["Council"], ["staff"], id="for and gerund belongs to the passive's subject"),
    pytest.param(BEFORE_GERUND, "fining", ["Agency"], ["trust"], id="before and gerund belongs to the subject"),
    pytest.param(FINITE_ADVERBIAL, "rained", [], [], id="a finite clause lends nobody its subject"),
    pytest.param(TWO_OBJECTS, "handed", ["Agency"], ["notice"], id="two objects"),
])
def test_who_acts_and_who_is_acted_on(table: str, verb: str, doers: list[str], undergoers: list[str]) -> None:
    token = word(parse(table), verb)
    assert texts(arguments.doers(token)[0]) == doers
    assert texts(arguments.undergoers(token)[0]) == undergoers


@pytest.mark.parametrize(("table", "verb", "passive"), [
    (ACTIVE, "criticised", False), (PASSIVE, "criticised", True), (AGENTLESS, "criticised", True), (PASSIVE_RELATIVE, "criticised", True),
    (REDUCED, "criticised", True), (PRESENT_PARTICIPLE, "criticising", False), (TWO_VERBS, "criticised", False), (TWO_PASSIVES, "criticised", True),
    (SUBJECT_CONTROL, "criticise", False)])
def test_voice(table: str, verb: str, passive: bool) -> None:
    assert grammar.is_passive(word(parse(table), verb)) is passive


@pytest.mark.parametrize(("table", "verb", "steps"), [
    (ACTIVE, "criticised", 0), (PASSIVE_CONTROL, "urged", 0), (SUBJECT_RELATIVE, "criticised", 0), (TWO_VERBS, "criticised", 1),
    (SUBJECT_CONTROL, "criticise", 1), (REDUCED, "criticised", 1), (OBJECT_CONTROL, "criticise", 1)])
def test_a_subject_said_elsewhere_is_farther(table: str, verb: str, steps: int) -> None:
    assert arguments.surface_subjects(word(parse(table), verb))[1] == steps


def test_all_of_a_coordination() -> None:
    doc = parse(TWO_NOUNS)
    assert texts(grammar.conjuncts(word(doc, "Agency"))) == ["Agency", "Union"]
    assert texts(grammar.conjuncts(word(doc, "council"))) == ["council", "trust", "school"]


@pytest.mark.parametrize("label", ["conj", "appos", "nmod:desc"])
def test_an_office_with_its_holder_is_beside_the_name_before_it(label: str) -> None:
    doc = parse(f"""
    Jane     _   PROPN NNP -    root
    and      _   CCONJ CC  inspector cc
    inspector _  NOUN  NN  Jane {label}
    Tom      _   PROPN NNP inspector appos
    """)
    assert texts(grammar.conjuncts(word(doc, "Jane"))) == ["Jane", "inspector"]


def test_a_coordinated_clause_is_not_beside_the_name() -> None:
    doc = parse("""
        Doe       _       PROPN NNP  -     root
        founded   found   VERB  VBD  Doe   acl:relcl
        it        _       PRON  PRP  founded obj
        and       _       CCONJ CC   chair cc
        is        be      AUX   VBZ  chair cop
        chair     _       NOUN  NN   Doe   conj
    """)
    assert texts(grammar.conjuncts(word(doc, "Doe"))) == ["Doe"]


@pytest.mark.parametrize(("table", "expected"), [
    (TWO_OBJECTS, ["council"]), (TWO_OBJECTS_PASSIVE, ["Council"]), (ACTIVE, []),
    (TWO_OBJECTS.replace("iobj", "obj"), ["council"])])
def test_the_recipient_of_two_objects(table: str, expected: list[str]) -> None:
    assert texts(arguments.recipients(next(t for t in parse(table) if t.pos_ == "VERB"))) == expected


NEGATIONS = """
Agency     _          PROPN NNP criticise  nsubj
did        do         AUX   VBD criticise  aux
not        _          PART  RB  criticise  advmod
criticise  _          VERB  VB  -          root
council    _          NOUN  NN  criticise  obj
"""


@pytest.mark.parametrize(("table", "negated"), [
    (ACTIVE, False), (NEGATIONS, True), (NEGATIONS.replace("not ", "never "), True), (NEGATIONS.replace("not ", "n't "), True),
    (NEGATIONS.replace("not ", "soon "), False)])
def test_negation_by_an_adverb(table: str, negated: bool) -> None:
    assert grammar.negated(next(t for t in parse(table) if t.pos_ == "VERB")) is negated


def test_negation_by_a_determiner() -> None:
    doc = parse("""
        No       _      DET   DT  council  det
        council  _      NOUN  NN  replied  nsubj
        replied  reply  VERB  VBD -        root
    """)
    assert grammar.negated(word(doc, "replied"))
    assert grammar.negated(word(doc, "council"))


def test_negation_by_the_subject() -> None:
    assert grammar.negated(word(parse("Nobody _ PRON NN replied nsubj\nreplied reply VERB VBD - root"), "replied"))
    assert not grammar.negated(word(parse("believe _ VERB VB - root\nit _ PRON PRP believe expl\nnot _ PART RB believe obj"), "believe"))


def test_markers() -> None:
    doc = parse(ACTIVE)
    assert grammar.marker_of(word(doc, "delays")) == "for"
    assert grammar.marker_of(word(doc, "council")) is None
    assert texts(grammar.marked(word(doc, "criticised"), frozenset({"for", "over"}))) == ["delays"]
    assert grammar.marked(word(doc, "criticised"), frozenset({"over"})) == []
    assert grammar.marker_of(word(parse(SUBJECT_CONTROL), "criticise")) == "to"


def test_a_genitive_is_no_marker() -> None:
    doc = parse("council _ NOUN NN report nmod:poss\n's _ PART POS council case\nreport _ NOUN NN - root")
    assert grammar.marker_of(word(doc, "council")) is None


@pytest.mark.parametrize(("marker", "found"), [("that", True), ("whether", False), ("", True)])
def test_a_clause_after_that_may_lack_it(marker: str, found: bool) -> None:
    doc = parse(f"""
        Agency  _    PROPN NNP said   nsubj
        said    say  VERB  VBD -      root
        {marker + ' _ SCONJ IN failed mark' if marker else ''}
        it      _    PRON  PRP failed nsubj
        failed  fail VERB  VBD said   ccomp
    """)
    assert texts(grammar.marked(word(doc, "said"), frozenset({"that"}))) == (["failed"] if found else [])


SPAN = """
the        _          DET   DT  council    det
council    _          NOUN  NN  -          root
in         _          ADP   IN  town       case
town       _          NOUN  NN  council    nmod
,          _          PUNCT ,   closed     punct
which      _          PRON  WDT closed     nsubj
closed     close      VERB  VBD council    acl:relcl
"""


@pytest.mark.parametrize(("token", "skip", "expected"), [
    ("council", (), "the council in town, which closed"), ("council", ("acl:relcl",), "the council in town"),
    ("council", ("acl",), "the council in town"),
    ("council", ("nmod", "acl"), "the council"), ("town", (), "in town"), ("which", (), "which")])
def test_the_span_of_a_subtree(token: str, skip: tuple[str, ...], expected: str) -> None:
    doc = parse(SPAN)
    first, last = grammar.subtree_span(word(doc, token), skip)
    assert text_of(doc, first, last) == expected


def test_the_span_of_a_subtree_has_no_gap() -> None:
    doc = parse("""
        report   _      NOUN  NN  came    nsubj
        came     come   VERB  VBD -       root
        on       _      ADP   IN  delays  case
        delays   delay  NOUN  NNS report  nmod
    """)
    assert grammar.subtree_span(word(doc, "report")) == (0, 0)


def test_governors_from_the_nearest_up() -> None:
    assert texts(grammar.governors(word(parse(SPAN), "which"))) == ["closed", "council"]
    assert texts(grammar.governors(word(parse(SPAN), "council"))) == []


def test_the_subject_between_for_and_to() -> None:
    doc = parse("""
        time     _      NOUN  NN  -        root
        for      _      SCONJ IN  resign   mark
        the      _      DET   DT  minister det
        minister _      NOUN  NN  time     nmod
        to       _      PART  TO  resign   mark
        resign   _      VERB  VB  time     acl
    """)
    assert texts(arguments.surface_subjects(word(doc, "resign"))[0]) == ["minister"]


def test_the_second_deed_of_a_speaker() -> None:
    doc = parse("""
        Lowe       Lowe  PROPN NNP   said   nsubj
        said       say   VERB  VBD   -      root
        contrition _     NOUN  NN    came   nsubj
        came       come  VERB  VBD   said   ccomp
        cheap      _     ADJ   JJ    came   xcomp
        and        _     CCONJ CC    called cc
        called     call  VERB  VBD   came   conj
    """)
    assert texts(arguments.speakers_deed(word(doc, "called"))) == ["Lowe"]
    assert arguments.speakers_deed(word(doc, "came")) == []


def test_what_was_never_done() -> None:
    doc = parse("""
        they    _    PRON PRP asked nsubj
        should  _    AUX  MD  asked aux
        've     have AUX  VB  asked aux
        asked   ask  VERB VBN -     root
    """)
    assert grammar.unmade(word(doc, "asked"))
    assert not grammar.unmade(word(doc, "they"))


def test_the_object_that_the_parse_joins_to_the_subject_is_the_verbs() -> None:
    doc = parse("""
    League  _    PROPN NNP sued   nsubj
    sued    sue  VERB  VBD -      root
    Sheriff _    PROPN NNP League nmod:desc
    Rodney  _    PROPN NNP Sheriff flat
    Pike    _    PROPN NNP Rodney flat
    """)
    assert texts(arguments.undergoers(word(doc, "sued"))[0]) == ["Sheriff"]


def test_a_preposition_before_the_title_is_the_names() -> None:
    doc = parse("""
    trust   _   VERB  VB  -     root
    in      _   ADP   IN  chair case
    chair   _   NOUN  NN  Jane  nmod:desc
    Jane    _   PROPN NNP trust obl
    Doe     _   PROPN NNP Jane  flat
    """)
    assert grammar.marker_of(word(doc, "Jane")) == "in"


def test_the_name_before_a_verb_without_a_subject_is_its_subject() -> None:
    doc = parse("""
    Asked   ask    VERB  VBN said  advcl
    what    _      PRON  WP  cost  obj
    it      _      PRON  PRP cost  nsubj
    cost    _      VERB  VBD Asked ccomp
    Jane    _      PROPN NNP cost  obj
    Doe     _      PROPN NNP Jane  flat
    of      _      ADP   IN  Aid   case
    Aid     _      PROPN NNP Jane  nmod
    said    say    VERB  VBD -     root
    """)
    assert texts(arguments.doers(word(doc, "said"))[0]) == ["Jane"]


def test_a_perfect_with_have_is_no_passive_whatever_the_parse_calls_its_subject() -> None:
    doc = parse("""
    Cyclists  _         NOUN NNS condemned nsubj:pass
    have      _         AUX  VBP condemned aux
    condemned condemn   VERB VBN -         root
    as        _         ADP  IN  insult    case
    insult    _         NOUN NN  condemned obl
    """)
    assert not grammar.is_passive(word(doc, "condemned"))
    assert texts(arguments.doers(word(doc, "condemned"))[0]) == ["Cyclists"]
