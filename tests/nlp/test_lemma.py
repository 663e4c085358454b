from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.inflect import ADJECTIVE, NOUN, VERB, Inflections
from kg.nlp.lemma import apply_script, script_of

WORDS = st.text("abdeginrst", min_size=1, max_size=9)
TABLE = Inflections.read()


@given(WORDS, WORDS)
def test_a_script_gives_back_its_lemma(form: str, lemma: str) -> None:
    assert apply_script(form, script_of(form, lemma)) == lemma


@given(st.text(max_size=9), st.text(max_size=9))
def test_any_script_fits_any_word_somehow(form: str, other: str) -> None:
    assert isinstance(apply_script(form, script_of(other, other[::-1])), str)


@pytest.mark.parametrize(("form", "kind", "base"), [
    ("rated", VERB, "rate"), ("rating", VERB, "rate"), ("apologised", VERB, "apologise"), ("criticises", VERB, "criticise"),
    ("slammed", VERB, "slam"), ("paid", VERB, "pay"), ("denied", VERB, "deny"), ("downgraded", VERB, "downgrade"),
    ("called", VERB, "call"), ("fined", VERB, "fine"),
    ("travelled", VERB, "travel"), ("overspent", VERB, "overspend"), ("sued", VERB, "sue"), ("quit", VERB, "quit"), ("left", VERB, "leave"),
    ("fled", VERB, "flee"), ("withstood", VERB, "withstand"), ("shrank", VERB, "shrink"), ("lent", VERB, "lend"), ("sworn", VERB, "swear"),
    ("resigning", VERB, "resign"), ("found", VERB, "find"), ("co-operated", VERB, "co-operate"), ("academised", VERB, "academise"),
    ("services", NOUN, "service"), ("authorities", NOUN, "authority"), ("children", NOUN, "child"), ("inquiries", NOUN, "inquiry"),
    ("bodies", NOUN, "body"), ("buses", NOUN, "bus"), ("crises", NOUN, "crisis"), ("policewomen", NOUN, "policewoman"), ("bosses", NOUN, "boss"),
    ("vetoes", NOUN, "veto"),
    ("worse", ADJECTIVE, "bad"), ("bigger", ADJECTIVE, "big"), ("largest", ADJECTIVE, "large"), ("earlier", ADJECTIVE, "early"),
])
def test_bases(form: str, kind: str, base: str) -> None:
    assert TABLE.base(form, kind) == base


@pytest.mark.parametrize(("form", "tag", "auxiliary", "script", "lemma"), [
    ("’s", "VBZ", True, "=be", "be"),  # auxiliaries: the network knows from the sentence
    ("MPs", "NNS", False, "l|1|", "MP"),
    ("Services", "NNPS", False, "k|0|", "Service"),
    ("Council", "NNP", False, "k|3|", "Council"),  # a script that cuts a name is wrong
    ("footage", "NN", False, "l|1|", "footage"),
    ("its", "PRP$", False, "l|0|", "its"),
    ("I", "PRP", False, "l|0|", "I"), ("n’t", "RB", False, "l|0|", "not"), ("N'T", "RB", False, "l|2|ot", "not"),
    ("are", "VBP", False, "=be", "be"),  # "there are": no auxiliary in EWT
    ("best", "RBS", False, "=well", "well"), ("best", "JJS", False, "=good", "good"),
    ("’s", "POS", False, "l|0|", "'s"), ("pm", "NN", False, "l|0|", "p.m."),
    ("1990s", "NNS", False, "l|0|", "1990s"),
])
def test_lemma(form: str, tag: str, auxiliary: bool, script: str, lemma: str) -> None:
    assert TABLE.lemma(form, tag, auxiliary, script) == lemma
