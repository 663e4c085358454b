"""Where sentences begin and end in a block, and its text between tokens, on a parse made by hand."""
from __future__ import annotations

from kg.syntax.parsed import last_word, text_of
from tests.parses import parse, word

TWO = """
    The     the     DET   DT  mill  det
    mill    mill    NOUN  NN  shut  nsubj
    shut    shut    VERB  VBD -     root
    .       .       PUNCT .   3     punct
    Nobody  nobody  PRON  NN  cared nsubj
    cared   care    VERB  VBD -     root
"""


def test_a_token_knows_between_which_tokens_its_sentence_lies() -> None:
    doc = parse(TWO)
    assert (word(doc, "shut").sent.start, word(doc, "shut").sent.end) == (0, 4)
    assert (word(doc, "Nobody").sent.start, word(doc, "Nobody").sent.end) == (4, 6)
    assert doc[last_word(word(doc, "The"))].text == "."


def test_a_stretch_of_tokens_has_the_text_that_stands_there() -> None:
    doc = parse(TWO)
    assert text_of(doc, 1, 3) == "mill shut."
    assert text_of(doc, 4, 9) == "Nobody cared"
    assert text_of(doc, 0, -1) == text_of(doc, 9, 9) == ""
