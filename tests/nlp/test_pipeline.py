"""The shipped pipeline on a few sentences: that it works and what it promises, not how good it is."""
from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from spacy import attrs
from spacy.tokens import Doc

from kg.errors import UsageError
from kg.nlp import English
from kg.paths import weights_folder

TEXTS = [
    "Luton Borough Council has apologised after Ofsted rated its children’s services inadequate.\nInspectors said the authority “must improve”.",
    "Council leader quits",
    "Cllr Jane Smith, who chairs the committee, did not resign. She was criticised by campaigners and by MPs.",
    "£9.93m was spent in 2019/20.",
    "",
    " \n ",
    "Yes.",
    "The regulator, which had been asked to look into the contract, found that money was paid to a company that no longer existed. " * 12,
    "ofsted has slammed the council over its failings",
]
FIELDS = [attrs.POS, attrs.TAG, attrs.MORPH, attrs.LEMMA, attrs.DEP, attrs.HEAD, attrs.SENT_START, attrs.ENT_IOB, attrs.ENT_TYPE]


def same(a: Doc, b: Doc) -> bool:
    return a.text == b.text and bool(np.array_equal(a.to_array(FIELDS), b.to_array(FIELDS)))


def test_a_parse_does_not_depend_on_its_neighbours(english: English) -> None:
    alone = [english(text) for text in TEXTS]
    together = english.parse(TEXTS)
    mixed = english.parse(TEXTS[::-1] + TEXTS[:3] * 20)[: len(TEXTS)][::-1]
    fresh = English(weights_folder()).parse(TEXTS)
    for a, b, c, d in zip(alone, together, mixed, fresh, strict=True):
        assert same(a, b)
        assert same(a, c)
        assert same(a, d)


def test_each_sentence_is_a_tree(english: English) -> None:
    for doc in english.parse(TEXTS):
        for sentence in doc.sents:
            assert sum(t.head == t for t in sentence) == 1
            assert sentence.root.dep_ == "ROOT" or sentence.root.is_space
            assert all(t.head in sentence and sentence.root in (t, *t.ancestors) for t in sentence)


def test_what_a_doc_holds(english: English) -> None:
    doc = english(TEXTS[0])
    assert len(list(doc.sents)) == 2
    apologised = next(t for t in doc if t.text == "apologised")
    assert (apologised.lemma_, apologised.pos_, apologised.tag_, apologised.dep_) == ("apologise", "VERB", "VBN", "ROOT")
    assert next(t for t in doc if t.text == "Council").head == apologised
    assert next(t for t in doc if t.text == "rated").morph.get("VerbForm") == ["Fin"]
    assert {e.label_ for e in doc.ents} <= {"PERSON", "ORG", "LOC"}
    assert any("Council" in e.text for e in doc.ents)
    assert [doc.text[t.idx:t.idx + len(t)] for t in doc] == [t.text for t in doc]


def test_hard_wrapped_lines_read_like_any(english: English) -> None:
    text = TEXTS[2]
    wrapped = english(text.replace(" ", "\n"))
    assert same(wrapped, english(text))


def test_extra_white_space_hangs_on_the_word_before(english: English) -> None:
    doc = english("The council  apologised .\n\n It did.")
    assert [t.head.text for t in doc if t.is_space] == ["council", "."]
    assert [t.pos_ for t in doc if t.is_space] == ["SPACE", "SPACE"]


def test_long_texts(english: English) -> None:
    doc = english(TEXTS[7])
    assert len(list(doc.sents)) == 12
    assert len({tuple(t.dep_ for t in s) for s in doc.sents}) <= 3
    nothing_ends = english("and the council and the school " * 100)
    assert len(nothing_ends) == 600


def test_spacy_ways_of_calling(english: English) -> None:
    assert same(english.nlp(TEXTS[2]), english(TEXTS[2]))
    for a, b in zip(english.nlp.pipe(TEXTS), english.parse(TEXTS), strict=True):
        assert same(a, b)


def test_given_words(english: English) -> None:
    doc = english.parse_words(["He", "left", "She", "stayed"], [True, True, True, False], [True, False, True, False])
    assert [t.is_sent_start for t in doc] == [True, False, True, False]


def test_loads_fast(english: English) -> None:
    began = time.process_time()
    English(weights_folder())
    assert time.process_time() - began < 2  # half a second on an idle machine


def test_missing_weights(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="weights are not there"):
        English(tmp_path)


def test_the_tensor_holds_what_the_encoder_made_of_each_word(english: English) -> None:
    """White space has none; what is read in one window does not depend on other texts, to the bit."""
    text = "Denby Council\n  met. It rained."
    doc = english(text)
    assert doc.tensor.shape == (len(doc), 384)
    assert [bool(row.any()) for row in doc.tensor] == [not t.is_space for t in doc]
    assert doc.tensor.tobytes() == english.parse([*TEXTS, text])[-1].tensor.tobytes()
    assert english("").tensor.shape == (0, 0)
