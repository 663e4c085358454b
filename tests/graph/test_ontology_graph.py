"""The ontology as RDF: every class and relation is complete, and what it refers to is there."""
from __future__ import annotations

import pytest
import rdflib
from rdflib import RDF, RDFS, Graph, Literal

from kg.iris import KG, local_name
from kg.paths import ontology_files

FAMILIES = {"person", "body", "organisation", "service", "document", "event", "place"}
TABLE = {
    "rated", "inspected", "criticised", "accused", "praised", "investigated", "sanctioned", "apologised", "acknowledged", "denied",
    "pledged", "resigned", "called_for", "opposed", "campaigned_against", "supported", "organised", "holds_role", "member_of", "part_of",
    "located_in", "founded", "established", "appointed", "employs", "funded", "published", "authored", "stated",
}


@pytest.fixture(scope="module")
def graph() -> Graph:
    found = Graph(bind_namespaces="none")
    for path in ontology_files(None):
        found.parse(path, format="turtle")
    return found


def classes(graph: Graph) -> set[rdflib.term.Node]:
    return set(graph.subjects(KG.viewFamily))


def test_the_relations_of_the_design_are_there(graph: Graph):
    assert {local_name(str(r)) for r in graph.subjects(RDF.type, KG.Relation)} >= TABLE


def test_every_relation_is_complete(graph: Graph):
    for relation in graph.subjects(RDF.type, KG.Relation):
        assert (relation, RDF.type, RDF.Property) in graph
        for wanted in (RDFS.label, RDFS.comment, RDFS.domain, RDFS.range, KG.family, KG.objectRequired):
            assert len(list(graph.objects(relation, wanted))) == 1, (relation, wanted)
        assert graph.value(relation, RDFS.domain) in classes(graph)
        assert graph.value(relation, RDFS.range) in classes(graph)
        assert (graph.value(relation, KG.family), RDF.type, KG.Family) in graph
        for qualifier in graph.objects(relation, KG.qualifier):
            assert (qualifier, RDF.type, KG.Qualifier) in graph, (relation, qualifier)
        assert isinstance(graph.value(relation, KG.objectRequired).toPython(), bool)


def test_every_class_is_a_kind_of_entity_with_a_family(graph: Graph):
    for cls in classes(graph):
        assert str(graph.value(cls, KG.viewFamily)) in FAMILIES
        assert KG.Entity in set(graph.transitive_objects(cls, RDFS.subClassOf))
        assert graph.value(cls, RDFS.label)
        assert graph.value(cls, RDFS.comment)


def test_the_hierarchy_has_no_cycle(graph: Graph):
    for predicate in (RDFS.subClassOf, RDFS.subPropertyOf):
        for node in set(graph.subjects(predicate)):
            for parent in graph.objects(node, predicate):
                assert node not in set(graph.transitive_objects(parent, predicate)), node


def test_a_narrower_relation_keeps_within_the_wider(graph: Graph):
    narrower = [(a, b) for a, b in graph.subject_objects(RDFS.subPropertyOf) if (b, RDF.type, KG.Relation) in graph]
    assert {(local_name(str(a)), local_name(str(b))) for a, b in narrower} >= {("accused", "criticised"), ("campaigned_against", "opposed")}
    for a, b in narrower:
        for end in (RDFS.domain, RDFS.range):
            assert graph.value(b, end) in set(graph.transitive_objects(graph.value(a, end), RDFS.subClassOf))


def test_some_classes_only_gather(graph: Graph):
    abstract = set(graph.subjects(KG.abstract, Literal(True)))
    assert {KG.Agent, KG.Entity} <= abstract
    assert KG.Person not in abstract
