"""What the words around a name show it to be, where its own words do not tell and a label guessed."""
from __future__ import annotations

import pytest

from kg.knowledge.ontology import load as load_ontology
from kg.model import MentionKind
from kg.reference.contexts import settle
from kg.reference.referents import Local
from kg.syntax.phrases import Phrase
from tests.parses import parse, word
from tests.reference.test_reference import read


def classes(text: str) -> dict[str, str | None]:
    """The class of each name of a text."""
    return {local.name: local.cls for local in read(text).register.locals if local.named and local.phrases}


@pytest.mark.parametrize(("text", "name", "cls"), [
    pytest.param("Cúram Denby is a group of parents. Cúram Denby sued the clinic.", "Cúram Denby", "Organization", id="said to be a group"),
    pytest.param("Tom Vale, the chief executive of Lumen Together, resigned.", "Lumen Together", "Organization", id="has an office"),
    pytest.param("Ray Vale of People Together sued. Members of People Together left.", "People Together", "Organization", id="has members"),
    pytest.param("Anna Roe, the Liberal Democrat MP for Marlow Vale, sued it.", "Liberal Democrat", "PoliticalParty", id="before a seat"),
    pytest.param("Anna Roe, the Liberal Democrat MP for Marlow Vale, sued the firm.", "Marlow Vale", "Place", id="represented"),
    pytest.param("People at Amber Court apologised. They sued Amber Court.", "Amber Court", "Place", id="a building"),
    pytest.param("Bellford, 42, sued the clinic.", "Bellford", "Person", id="an age"),
    pytest.param("Charities like Hope and Lumen sued it.", "Hope", "Charity", id="an example of charities"),
    pytest.param("Americans criticised the plan.", "Americans", "Group", id="a people"),
])
def test_a_name_is_typed_by_what_is_said_around_it(pipeline: None, text: str, name: str, cls: str) -> None:
    assert classes(text)[name] == cls


@pytest.mark.parametrize(("text", "name", "cls"), [
    pytest.param("Amber Hall, a nurse, apologised. They thanked Amber Hall.", "Amber Hall", "Person", id="a family name that is a building"),
    pytest.param("Supporters of Jane Vale marched. Jane Vale thanked them.", "Jane Vale", "Person", id="a person with supporters"),
    pytest.param("The report that Jane Vale wrote is a charity case. Jane Vale left.", "Jane Vale", "Person", id="no predicate of hers"),
    pytest.param("They moved to Leeds. Leeds is a city of 800,000 people.", "Leeds", "Place", id="a place"),
])
def test_a_name_keeps_its_class_where_nothing_around_it_tells_another(pipeline: None, text: str, name: str, cls: str) -> None:
    assert classes(text)[name] == cls


def local_of(head: str, cls: str | None, *, weak: bool) -> Local:
    doc = parse("""
        the     the   DET   DT  Lumen  det
        Lumen   Lumen PROPN NNP said   nsubj
        said    say   VERB  VBD -      root
    """)
    token = word(doc, head)
    phrase = Phrase(token, token.i, token.i, MentionKind.NAME, head, name=head, name_span=(token.i, token.i), cls=cls, evidence="label")
    local = Local(0, cls, head, True, weak_class=weak)
    local.add(phrase)
    return local


@pytest.mark.parametrize(("cls", "weak", "wanted"), [("Person", True, "Organization"), ("Person", False, "Person"), ("Place", True, "Place")])
def test_nobody_bears_an_article_unless_something_surer_than_a_label_says_so(cls: str, weak: bool, wanted: str) -> None:
    local = local_of("Lumen", cls, weak=weak)
    settle([local], lambda _: None, load_ontology())
    assert local.cls == wanted
