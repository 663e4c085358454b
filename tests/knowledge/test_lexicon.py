"""The notation of lexical entries, and the shipped words: each compiles, each relation has sentences to try it, each word has its expected form."""
from __future__ import annotations

import re

import pytest
from rdflib import RDF, SKOS

from kg.iris import KG
from kg.knowledge.lexicon import EntryError, Frame, Kind, Place, compile_clause, compile_noun, with_word_classes
from kg.knowledge.ontology import load, load_graph

RELATIONS = [
    "rated", "inspected", "criticised", "accused", "praised", "investigated", "sanctioned", "apologised", "acknowledged", "denied",
    "pledged", "resigned", "called_for", "opposed", "campaigned_against", "supported", "organised", "holds_role", "member_of", "part_of",
    "located_in", "founded", "established",
    "appointed", "employs", "funded", "published", "authored", "stated"]
SLOTS = {"subject", "object", "about", "rating", "previous", "role", "amount", "on_behalf_of", "quote"}


def slot(frame: Frame, name: str) -> tuple[Place, set[str], bool]:
    """Where a slot stands, its markers, and whether it may be absent."""
    found = next(s for s in frame.slots if s.name == name)
    return found.place, set(found.markers), found.optional


# --- clauses


def test_a_verb_with_subject_object_and_an_optional_marked_slot() -> None:
    frame = compile_clause("criticised", "{subject} criticise|condemn {object} [for|over {about}]")
    assert frame.kind is Kind.VERB
    assert frame.anchors == {"criticise", "condemn"}
    assert slot(frame, "subject") == (Place.SUBJECT, set(), False)
    assert slot(frame, "object") == (Place.OBJECT, set(), False)
    assert slot(frame, "about") == (Place.MARKED, {"for", "over"}, True)
    assert not frame.fixed


def test_a_particle_is_not_a_preposition() -> None:
    frame = compile_clause("criticised", "{subject} hit out at {object}")
    assert frame.particles == {"out"}
    assert slot(frame, "object") == (Place.MARKED, {"at"}, False)


def test_a_fixed_object_and_articles_that_do_not_count() -> None:
    frame = compile_clause("apologised", "{subject} issue an apology [to {object}]")
    assert [f.lemmas for f in frame.fixed] == [{"apology"}]
    assert slot(frame, "object") == (Place.MARKED, {"to"}, True)


def test_a_fixed_object_with_a_modifier() -> None:
    frame = compile_clause("sanctioned", "{subject} hand {object} improvement notice")
    assert [(f.lemmas, f.modifiers) for f in frame.fixed] == [({"notice"}, ({"improvement"},))]
    assert slot(frame, "object")[0] is Place.OBJECT


def test_a_slot_may_ask_for_words() -> None:
    frame = compile_clause("opposed", "{subject} reject {object:plan|bill} [over {about}]")
    assert slot(frame, "object") == (Place.OBJECT, set(), False)
    assert [s.words for s in frame.slots] == [set(), {"plan", "bill"}, set()]


def test_a_stand_is_taken_with_a_preposition() -> None:
    frame = compile_clause("opposed", "{subject} be against {object}")
    assert (frame.kind, frame.anchors) == (Kind.STAND, {"against"})
    assert slot(frame, "object")[0] is Place.MARKED


def test_a_modal_with_have_tells_what_was_not_done() -> None:
    frame = compile_clause("acknowledged", "{subject} should|could have {about}")
    assert (frame.kind, frame.anchors, frame.unmade) == (Kind.MODAL, {"should", "could"}, True)
    assert compile_clause("denied", "{subject} not|never {about}").anchors == {"not", "never"}


def test_a_modal_before_a_verb_must_stand_with_it() -> None:
    frame = compile_clause("criticised", "{object} could not care less")
    assert (frame.kind, frame.anchors, frame.modals, frame.negated) == (Kind.VERB, {"care"}, {"could"}, True)


def test_an_empty_it_stands_for_a_clause() -> None:
    frame = compile_clause("criticised", "it be shameful that {object}")
    assert (frame.kind, frame.anchors, frame.empty, [s.name for s in frame.slots]) == (Kind.PREDICATE, {"shameful"}, True, ["object"])


def test_a_word_class_is_spelled_out_and_must_be_known() -> None:
    assert with_word_classes("{object} be @bad", {"bad": ["poor", "weak"]}) == "{object} be poor|weak"
    with pytest.raises(EntryError, match="worse"):
        with_word_classes("{object} be @worse", {})


def test_a_fixed_word_may_be_asked_for_as_denied() -> None:
    frame = compile_clause("denied", "{subject} plead not guilty [to {about}]")
    assert [(f.lemmas, f.modifiers) for f in frame.fixed] == [({"guilty"}, ({"not"},))]


def test_a_fixed_word_after_a_preposition() -> None:
    frame = compile_clause("criticised", "{subject} take {object} to task [over {about}]")
    assert [(f.lemmas, f.markers) for f in frame.fixed] == [({"task"}, {"to"})]


def test_a_grade_after_the_object_is_a_complement() -> None:
    assert slot(compile_clause("rated", "{subject} rate {object} {rating}"), "rating") == (Place.COMPLEMENT, set(), False)


def test_a_quotation_is_a_complement() -> None:
    assert slot(compile_clause("stated", "{subject} say {quote}"), "quote")[0] is Place.COMPLEMENT


def test_a_predicate_after_be() -> None:
    frame = compile_clause("criticised", "{subject} be critical of|about {object}")
    assert (frame.kind, frame.anchors, frame.case) == (Kind.PREDICATE, {"critical"}, frozenset())
    assert slot(frame, "object") == (Place.MARKED, {"of", "about"}, False)


def test_a_predicate_with_its_own_preposition() -> None:
    frame = compile_clause("investigated", "{object} be under investigation [by {subject}]")
    assert (frame.case, frame.anchors) == ({"under"}, {"investigation"})
    assert slot(frame, "object")[0] is Place.SUBJECT


def test_the_grammatical_subject_may_be_the_object_slot() -> None:
    frame = compile_clause("criticised", "{object} come under fire from {subject}")
    assert slot(frame, "object")[0] is Place.SUBJECT
    assert slot(frame, "subject") == (Place.MARKED, {"from"}, False)


# --- nouns


def test_a_noun_with_marked_slots() -> None:
    frame = compile_noun("criticised", "criticism of {object} by|from {subject}")
    assert (frame.kind, frame.anchors) == (Kind.NOUN, {"criticism"})
    assert slot(frame, "object") == (Place.MARKED, {"of"}, False)
    assert slot(frame, "subject") == (Place.MARKED, {"by", "from"}, False)


def test_a_noun_with_a_possessor() -> None:
    assert slot(compile_noun("criticised", "{subject}'s condemnation of {object}"), "subject")[0] is Place.POSSESSOR


def test_a_noun_with_a_name_before_it() -> None:
    assert slot(compile_noun("inspected", "{subject} inspection [of {object}]"), "subject")[0] is Place.MODIFIER


def test_a_noun_with_a_required_adjective() -> None:
    frame = compile_noun("criticised", "damning|scathing report by {subject}")
    assert (frame.anchors, frame.modifiers) == ({"report"}, ({"damning", "scathing"},))


def test_a_noun_in_apposition() -> None:
    frame = compile_noun("founded", "{subject}, founder|co-founder of {object}")
    assert (frame.anchors, frame.modifiers) == ({"founder", "co-founder"}, ())
    assert slot(frame, "subject")[0] is Place.APPOSED


# --- weight and errors


def test_what_requires_more_weighs_more() -> None:
    plain = compile_clause("published", "{subject} issue {object}")
    light_verb = compile_clause("apologised", "{subject} issue apology [to {object}]")
    assert light_verb.weight > plain.weight


def test_an_optional_slot_weighs_nothing() -> None:
    assert compile_clause("r", "{subject} praise {object} [for {about}]").weight == compile_clause("r", "{subject} praise {object}").weight


@pytest.mark.parametrize("entry", [
    "criticise {object}",
    "{subject}",
    "{subject} {object}",
    "{subject} criticise {object} [for {about}",
    "{subject} criticise {object} for {about}]",
    "{subject} criticise {object} [for [over {about}]]",
    "{subject} criticise {object} for",
    "{subject} be",
    "{subject} be of {object}",
    "{subject} criticise {object} for {object}",
])
def test_a_clause_that_cannot_be_read_is_refused(entry: str) -> None:
    with pytest.raises(EntryError):
        compile_clause("criticised", entry)


@pytest.mark.parametrize("entry", ["{subject}'s", "report by", "report by {subject} on {subject}", "report [by {subject}"])
def test_a_noun_entry_that_cannot_be_read_is_refused(entry: str) -> None:
    with pytest.raises(EntryError):
        compile_noun("published", entry)


# --- the shipped words


def test_every_relation_of_the_contract_has_words() -> None:
    relations = load().relations
    assert set(RELATIONS) <= set(relations)
    assert [name for name in RELATIONS if not relations[name].frames] == []


@pytest.mark.parametrize("name", RELATIONS)
def test_every_relation_has_examples_and_a_counter_example(name: str) -> None:
    relation = load().relations[name]
    assert len(relation.examples) >= 2
    assert len(relation.counter_examples) >= 1
    assert all(text[0] in "“" or text[0].isupper() for text in (*relation.examples, *relation.counter_examples))
    assert all(text.endswith((".", "”")) for text in (*relation.examples, *relation.counter_examples))


def test_slots_are_those_that_a_statement_knows() -> None:
    wrong = [(f.entry, s.name) for r in load().relations.values() for f in r.frames for s in f.slots if s.name not in SLOTS]
    assert wrong == []


def test_a_relation_that_needs_an_object_has_a_slot_for_it_in_every_entry() -> None:
    wrong = [f.entry for r in load().relations.values() if r.object_required for f in r.frames if all(s.name != "object" for s in f.slots)]
    assert wrong == []


def test_no_fixed_word_is_a_marker_in_disguise() -> None:
    """A preposition unknown to the notation would be taken for a word that must stand in the clause."""
    prepositions = {"near", "worth", "pending", "alongside", "via", "concerning", "by", "of", "for", "from", "at", "in", "to", "be"}
    fixed = [(f.entry, words) for r in load().relations.values() for f in r.frames for x in f.fixed for words in (x.lemmas, *x.modifiers)]
    wrong = [entry for entry, words in fixed if words & prepositions]
    assert wrong == []


def test_entries_are_lower_case() -> None:
    """But for the classes that a slot asks for, and the word classes that an entry names."""
    words = [(f.entry, re.sub(r"(?<=\w:)[\w|]+(?=\})|@\w+", "", f.entry)) for r in load().relations.values() for f in r.frames]
    assert [entry for entry, said in words if said != said.lower()] == []


def test_no_entry_stands_in_two_places() -> None:
    for relation in load().relations.values():
        entries = [f.entry for f in relation.frames]
        assert len(set(entries)) == len(entries), relation.name


def test_cues_ratings_and_modality_words_are_lower_case() -> None:
    graph = load_graph()
    predicates = [KG.nameHead, KG.nameFirst, KG.descriptionNoun, KG.title, KG.roleNoun, KG.tradeNoun, KG.spokesperson, KG.staffNoun, KG.genericWord,
                  KG.notAnEntity, KG.roleWithin, KG.embeddingVerb, KG.embeddingNoun, KG.modalAdverb, KG.modalAuxiliary]
    words = [str(word) for predicate in predicates for word in graph.objects(None, predicate)]
    grades = set(graph.subjects(SKOS.inScheme, None))
    words += [str(word) for grade in grades for p in (SKOS.prefLabel, SKOS.altLabel) for word in graph.objects(grade, p)]
    assert len(words) > 1500
    assert [w for w in words if w != w.lower() or w != w.strip() or re.search(r"\s\s", w)] == []


@pytest.mark.parametrize("predicate", [
    "nameHead", "nameFirst", "descriptionNoun", "roleWithin", "embeddingVerb", "embeddingNoun", "modalAdverb", "modalAuxiliary"])
def test_a_word_stands_under_one_class_only(predicate: str) -> None:
    pairs = [(str(word), str(cls)) for cls, word in load_graph().subject_objects(KG[predicate])]
    assert sorted(w for w, _ in pairs) == sorted({w for w, _ in pairs})


def test_classes_named_by_cues_exist() -> None:
    ontology = load()
    cues = ontology.cues
    named = {*cues.name_heads.values(), *cues.first_words.values(), *cues.descriptions.values(), *(e.cls for e in ontology.gazetteer)}
    assert named <= set(ontology.classes.ancestors)


def test_a_scale_is_ordered() -> None:
    ratings = load().ratings
    assert ratings["inadequate"] < ratings["requires improvement"] < ratings["good"] < ratings["outstanding"]
    graph = load_graph()
    assert [c for c in graph.subjects(SKOS.inScheme, None) if graph.value(c, KG.rank) is None] == []


def test_a_known_name_has_one_entry() -> None:
    """One name, one body: a name under two entries would be either."""
    graph = load_graph()
    assert len(set(graph.subjects(RDF.type, KG.KnownName))) >= 150
    names = [(name.lower(), entry.label) for entry in load().gazetteer for name in (entry.label, *entry.aliases)]
    assert len({n for n, _ in names}) == len(names)


def test_a_slot_may_ask_for_classes() -> None:
    frame = compile_clause("founded", "{subject:Person|Group} start {object:Organization} [with {about}]")
    assert frame.asks("subject") == {"Person", "Group"}
    assert frame.asks("object") == {"Organization"}
    assert not frame.asks("about")


@pytest.mark.parametrize(("entry", "particles"), [
    ("{subject} bring in {object}", {"in"}), ("{object} take over {subject}", {"over"}), ("{subject} put on {object}", {"on"}),
    ("{subject} serve on {object}", set()),
])
def test_a_phrasal_verb_keeps_its_small_word(entry: str, particles: set[str]) -> None:
    assert compile_clause("established", entry).particles == particles
