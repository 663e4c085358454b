"""The baselines that kg is measured beside get their due: textacy's triples are read for what they are worth."""
from __future__ import annotations

import pytest

from kg.knowledge.ontology import load
from kg.read import read_document
from tests.parses import parsed

pytest.importorskip("textacy", reason="textacy is installed with the extra 'bench' alone")
from tests.bench.baselines import older_labels, triples, verbs_of
from tests.bench.once import Parses

PASSIVE = """
    Marlow     _          PROPN NNP Water      compound
    Water      _          PROPN NNP fined      nsubj:pass
    was        be         AUX   VBD fined      aux:pass
    fined      fine       VERB  VBN -          root
    by         _          ADP   IN  regulator  case
    the        _          DET   DT  regulator  det
    regulator  _          NOUN  NN  fined      obl
"""


def test_an_agent_stands_below_its_by_and_the_passive_is_turned_round() -> None:
    doc = parsed(PASSIVE)
    older = older_labels(doc)
    assert [(t.dep_, t.head.text) for t in older][4:7:2] == [("agent", "fined"), ("pobj", "by")]
    document = read_document("a.txt", doc.text.encode(), kind="text")
    (edge,) = triples(Parses(document, [doc]), verbs_of(load()))
    assert (edge.subject["label"], edge.object and edge.object["label"], edge.types) == ("regulator", "Marlow Water", frozenset({"sanctioned"}))
