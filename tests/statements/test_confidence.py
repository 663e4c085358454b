"""How sure statements are: rules by what was measured, rules never seen by their like, less for each doubt; and the measuring itself."""
from __future__ import annotations

import pytest

from kg.knowledge.ontology import load
from kg.model import Statement
from kg.nlp import load as load_pipeline
from kg.read import read_document
from kg.statements.confidence import Confidence, Doubt, measured
from kg.statements.extract import Extractor
from tests.bench.confidence import Seen, calibration, measure

FIGURES = Confidence(0.8, {"verb": 0.8, "noun": 0.5}, {"rated": 0.95, "praised": 0.8}, {"rated: a": 0.6}, {"pronoun": 0.9, "far": 0.5})


def test_a_rule_that_was_seen_has_its_own_figure_and_each_doubt_costs_a_factor():
    assert FIGURES.of("rated: a", "rated", "verb") == 0.6
    assert FIGURES.of("rated: a", "rated", "verb", ("pronoun", "far")) == pytest.approx(0.27)


def test_a_rule_never_seen_leans_on_its_relation_and_its_kind():
    assert FIGURES.of("rated: b", "rated", "verb") == pytest.approx(0.95)
    assert FIGURES.of("sued: b", "sued", "verb") == pytest.approx(0.8)
    assert FIGURES.of("praised: b", "praised", "noun") == pytest.approx(0.5)
    assert 0.5 < FIGURES.of("rated: b", "rated", "noun") < 0.95


def test_the_figures_that_come_with_kg_are_shares():
    figures = measured()
    shares = [figures.overall, *figures.kinds.values(), *figures.relations.values(), *figures.rules.values(), *figures.factors.values()]
    assert all(0.0 < share <= 1.0 for share in shares)
    assert set(figures.factors) == set(Doubt)
    assert set(figures.relations) <= set(load().relations)


def statements(text: str) -> list[Statement]:
    extractor = Extractor(load(), load_pipeline().parse)
    return list(extractor.extract(read_document("a.md", text.encode())).statements)


@pytest.mark.parametrize(("text", "doubts"), [
    ("The Care Quality Commission criticised Marlow Water plc.", []),
    ("Ann Reed is a nurse. She criticised Marlow Water plc.", [Doubt.PRONOUN]),
    ("Denby Council met on Monday. Ann Reed criticised the council.", [Doubt.DESCRIPTION]),
    ("Denby Council met on Monday.\n\nIt rained.\n\nIt rained again.\n\nAnn Reed criticised the council.", [Doubt.DESCRIPTION, Doubt.FAR]),
    ("Ann Reed wanted to praise Tom Vale and criticised Marlow Water plc.", [Doubt.STEP]),
])
def test_doubts_are_what_stands_between_words_and_names(pipeline: None, text: str, doubts: list[Doubt]):
    (found,) = (s for s in statements(text) if s.type == "criticised")
    assert list(found.doubts) == doubts
    assert found.confidence == measured().of(found.rule, "criticised", "verb", doubts)
    assert found.kind == "verb"


def test_measuring_tells_good_rules_from_bad_and_rare_ones_from_frequent():
    seen = [Seen("good", "rated", "verb", (), i % 10 > 0) for i in range(40)] + [Seen("bad", "rated", "verb", (), i % 4 == 0) for i in range(40)]
    seen += [Seen("once", "rated", "verb", (), True), Seen("other", "praised", "noun", (), True)]
    fitted = measure(seen, 4.0)
    assert fitted.rules["bad"] < 0.4 < fitted.rules["once"] < fitted.rules["good"] < 0.91
    assert fitted.of("never", "rated", "verb") == pytest.approx(fitted.group("rated", "verb"), abs=0.001)


def test_measuring_tells_what_a_doubt_costs():
    seen = [Seen("rule", "rated", "verb", (), i % 10 > 0) for i in range(100)]
    seen += [Seen("rule", "rated", "verb", ("pronoun",), i % 10 > 4) for i in range(100)]
    fitted = measure(seen, 4.0)
    assert fitted.rules["rule"] == pytest.approx(0.9, abs=0.05)
    assert 0.5 < fitted.factors["pronoun"] < 0.7
    assert fitted.factors["far"] == 1.0
    rows, gap, _ = calibration(seen, fitted)
    assert [n for _, n, _, _ in rows] == [100, 100]
    assert gap < 0.1
