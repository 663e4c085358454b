"""A paragraph read into plain words says of each what spaCy's says."""
from __future__ import annotations

import pytest

from kg.nlp import load
from kg.syntax.tree import Doc
from tests.parses import parse, parsed, word

TEXT = ("On Tuesday Jane Doe, who chairs Denby Council, said that it had not (as yet) apologised to “all families” in Marlow. "
        "Nobody from the Trust came;  they never do, she added.\n")
CROSSED = """
    A         _       DET  DT hearing   det
    hearing   _       NOUN NN scheduled nsubj:pass
    is        be      AUX  VBZ scheduled aux:pass
    scheduled _       VERB VBN -        root
    on        _       ADP  IN issue     case
    the       _       DET  DT issue     det
    issue     _       NOUN NN hearing   nmod
    today     _       NOUN NN scheduled obl:unmarked
"""
PLAIN = ("i", "text", "lower_", "lemma_", "pos_", "tag_", "dep_", "idx", "whitespace_", "text_with_ws", "ent_type_", "ent_iob_", "is_punct",
         "is_quote", "is_space")
OTHERS = ("head", "left_edge", "right_edge")
MANY = ("children", "ancestors")


@pytest.mark.parametrize("name", ["parsed", "crossed"])
def test_it_says_what_spacy_says(name: str) -> None:
    theirs = load().parse([TEXT])[0] if name == "parsed" else parsed(CROSSED)
    ours = Doc(theirs, 0, 0)
    assert (len(ours), ours.text) == (len(theirs), theirs.text)
    for a, b in zip(ours, theirs, strict=True):
        assert [getattr(a, x) for x in PLAIN] == [getattr(b, x) for x in PLAIN]
        assert [getattr(a, x).i for x in OTHERS] == [getattr(b, x).i for x in OTHERS]
        assert [[t.i for t in getattr(a, x)] for x in MANY] == [[t.i for t in getattr(b, x)] for x in MANY]
        assert [t.i for t in a.subtree] == sorted(t.i for t in b.subtree)
        assert a.negates == ("Neg" in b.morph.get("Polarity", []))
        assert [a.is_ancestor(t) for t in ours] == [b.is_ancestor(t) for t in theirs]
        assert len(a) == len(b)
    assert [(s.start, s.end, s.root.i, s.text, s.start_char, s.end_char) for s in ours.sents] == [
        (s.start, s.end, s.root.i, s.text, s.start_char, s.end_char) for s in theirs.sents]
    assert [t.sent.number for t in ours] == [n for n, s in enumerate(theirs.sents) for _ in s]
    assert [s[0].i for s in ours.sents] == [s[0].i for s in theirs.sents] and [s[-1].i for s in ours.sents] == [s[-1].i for s in theirs.sents]


def test_beyond_the_paragraph_there_is_no_word() -> None:
    doc = parse(CROSSED)
    assert word(doc, "is").nbor(-2).text == "A"
    for token, steps in ((doc[0], -1), (doc[7], 1)):
        with pytest.raises(IndexError):
            token.nbor(steps)
