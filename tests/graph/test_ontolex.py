"""The lexicon as OntoLex: valid Turtle without blank nodes, with every entry, in the terms of synsem and lexinfo 3.0."""
from __future__ import annotations

import pytest
import rdflib
from rdflib import RDF, RDFS

from kg.graph.ontolex import LEXINFO, ONTOLEX, SYNSEM, frame_iri, to_ontolex
from kg.iris import KG
from kg.knowledge.ontology import load


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(data=to_ontolex(load()), format="turtle")


def test_every_entry_is_there_with_its_words_and_relation(graph: rdflib.Graph) -> None:
    for relation in load().relations.values():
        for frame in relation.frames:
            node = frame_iri(frame)
            assert str(graph.value(node, RDFS.label)) == frame.entry
            entries = set(graph.subjects(SYNSEM.synBehavior, node))
            assert len(entries) == len(frame.anchors) * max(1, len(frame.particles))
            assert all(any(graph.value(s, ONTOLEX.reference) == KG[relation.name] for s in graph.objects(e, ONTOLEX.sense)) for e in entries)


def test_every_slot_is_an_argument_of_its_frame_and_mapped(graph: rdflib.Graph) -> None:
    mapped = set(graph.objects(None, SYNSEM.subjOfProp)) | set(graph.objects(None, SYNSEM.objOfProp))
    for relation in load().relations.values():
        for frame in relation.frames:
            node = frame_iri(frame)
            for slot in frame.slots:
                argument = rdflib.URIRef(f"{node}-{slot.name}")
                assert (argument, RDF.type, SYNSEM.SyntacticArgument) in graph
                assert argument in set(graph.objects(node))
                assert argument in mapped
                assert len(set(graph.objects(argument, SYNSEM.marker))) == len(slot.markers)


def test_every_entry_has_one_form(graph: rdflib.Graph) -> None:
    entries = set(graph.subjects(RDF.type, ONTOLEX.LexicalEntry))
    assert len(entries) > 500
    assert all(len(set(graph.objects(e, ONTOLEX.canonicalForm))) == 1 for e in entries)
    assert all(len(set(graph.objects(f, ONTOLEX.writtenRep))) == 1 for f in graph.subjects(RDF.type, ONTOLEX.Form))


def test_terms_of_lexinfo_are_those_that_exist(graph: rdflib.Graph) -> None:
    used = {str(t).removeprefix(LEXINFO) for triple in graph for t in triple[1:] if str(t).startswith(LEXINFO)}
    assert used <= {
        "subject", "directObject", "prepositionalAdjunct", "possessiveAdjunct", "attributiveArg", "copulativeArg", "complement", "partOfSpeech",
        "verb", "noun", "modal", "preposition", "conjunction", "TransitiveFrame", "TransitivePPFrame", "IntransitiveFrame", "IntransitivePPFrame",
        "VerbFrame", "NounFrame", "NounPPFrame", "NounPossessiveFrame", "AdjectivePPFrame", "AdjectivePredicativeFrame"}


def test_no_blank_nodes_and_the_same_bytes(graph: rdflib.Graph) -> None:
    assert not any(isinstance(term, rdflib.BNode) for triple in graph for term in triple)
    assert to_ontolex(load()) == to_ontolex(load())
