"""The classifier as shipped: what it gives depends on the sentence and the pair alone, and it knows the parser that it belongs to."""
from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from kg.classifying import FILE
from kg.classifying.network import Classifier
from kg.classifying.sentence import NOTHING, Sentence
from kg.errors import UsageError
from kg.knowledge.ontology import load as load_ontology
from kg.model import Statement
from kg.nlp.network import PARSER
from kg.paths import weights_folder
from kg.read import read_document
from kg.statements.classified import views
from kg.statements.extract import Extractor
from kg.statements.judged import by_paragraph

TEXT = "Eve Marsh, a hydrologist at the University of Denby, wrote to Marlow Water."


@pytest.fixture(scope="module")
def classifier(pipeline: None) -> Classifier:
    found = Classifier(weights_folder())
    if not found.is_there:
        pytest.skip(f"{weights_folder()} has no classifier: it is made by kg.classifying.train")
    return found


@pytest.fixture(scope="module")
def sentence(extractor: Extractor) -> Sentence:
    reading = extractor.reading(read_document("a.txt", TEXT.encode()))
    (doc,) = reading.parsed.docs
    (view,) = views(doc, by_paragraph(reading.coreference)[0], reading.coreference)
    return view.sentence()


def test_scores_are_shares_of_each_pair_and_relation(classifier: Classifier, sentence: Sentence) -> None:
    scores = classifier.scores(sentence, [(0, 1), (1, 0), (0, NOTHING)])
    assert scores.shape == (3, len(classifier.relations))
    assert ((scores >= 0) & (scores <= 1)).all()


def test_its_relations_and_those_it_is_told_from_are_the_ontologys(classifier: Classifier) -> None:
    relations = load_ontology().relations
    assert set(classifier.relations) <= set(relations)
    assert {r.name for r in relations.values() if r.classified_from is not None} <= set(classifier.relations)


def test_a_pair_is_told_the_same_whatever_else_is_asked(classifier: Classifier, sentence: Sentence) -> None:
    alone, beside = classifier.scores(sentence, [(0, 1)]), classifier.scores(sentence, [(1, 0), (0, 1)])
    assert np.allclose(alone[0], beside[1], atol=1e-5)
    assert alone.tobytes() == classifier.scores(sentence, [(0, 1)]).tobytes()


def found(extractor: Extractor, text: str) -> list[Statement]:
    return [s for s in extractor.extract(read_document("a.txt", text.encode())).statements if s.kind == "classifier"]


def test_a_post_that_no_word_of_the_lexicon_tells_is_found(classifier: Classifier, extractor: Extractor) -> None:
    (post,) = found(extractor, "Eve Marsh, a glaciologist at the University of Denby, said the fencing had reduced the silt.")
    assert (post.type, post.subject.text, post.object and post.object.text) == ("holds_role", "Eve Marsh", "University of Denby")
    assert dict(post.qualifiers)["role"] == "glaciologist"


def test_a_classifier_beside_another_parser_is_refused(classifier: Classifier, sentence: Sentence, tmp_path: Path) -> None:
    for name in (FILE, PARSER):
        shutil.copyfile(classifier.folder / name, tmp_path / name)
    with (tmp_path / PARSER).open("ab") as file:
        file.write(b"\0")
    with pytest.raises(UsageError, match="another"):
        Classifier(tmp_path).scores(sentence, [(0, 1)])
