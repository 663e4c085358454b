"""Reads the ontology folder into plain data (`kg.knowledge.domain`).

The files are Turtle; a user's folder is laid over the shipped one, file by file (a file of the same name replaces ours). What comes out
holds no RDF, so that extraction and resolution need not know of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

import pyoxigraph
import rdflib
from rdflib import RDF, RDFS, SKOS, XSD, BNode, Literal, URIRef
from rdflib.namespace import OWL
from rdflib.term import Node

from kg.errors import OntologyError
from kg.iris import KG
from kg.knowledge.domain import ClassTree, GazetteerEntry, Ontology, Relation
from kg.knowledge.keys import name_key
from kg.knowledge.lexicon import EntryError, compile_clause, compile_noun, compile_spoken, compile_spoken_noun, with_word_classes
from kg.knowledge.public_roles import read_public_roles
from kg.knowledge.word_lists import known_names, local, read_cues, read_modality, read_ratings, read_replies, read_speech, texts
from kg.paths import ontology_files


def load_graph(folder: Path | None = None) -> rdflib.Graph:
    """All ontology files as one graph, read by Oxigraph, which takes a tenth of rdflib's time. Raises OntologyError naming the file and place of a
    syntax error."""
    graph, iri = rdflib.Graph(store="SimpleMemory"), cache(URIRef)

    def term(read: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple) -> Node:
        if isinstance(read, pyoxigraph.Literal):
            typed = read.language is None and read.datatype.value != str(XSD.string)
            return Literal(read.value, lang=read.language, datatype=iri(read.datatype.value) if typed else None)
        return iri(read.value) if isinstance(read, pyoxigraph.NamedNode) else BNode(str(read))

    for path in ontology_files(folder):
        try:
            for triple in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE, rename_blank_nodes=True):
                graph.add((term(triple.subject), iri(triple.predicate.value), term(triple.object)))
        except (SyntaxError, ValueError) as error:
            raise OntologyError(f"{path}: not valid Turtle: {str(error).strip()[:300]}") from error
    return graph


@lru_cache(maxsize=4)
def load(folder: Path | None = None) -> Ontology:
    """Read and compile the ontology. Raises OntologyError for a lexical entry or a class that cannot be used."""
    graph = load_graph(folder)
    classes = _classes(graph)
    relations = {r.name: r for r in _relations(graph, classes)}
    gazetteer = _gazetteer(graph)
    return Ontology(
        classes=classes,
        class_labels={
            local(c): (str(graph.value(c, RDFS.label) or local(c)), str(graph.value(c, KG.viewFamily) or "organisation"))
            for c in sorted(graph.subjects(RDF.type, RDFS.Class), key=str)
            if str(c).startswith(KG)
        },
        relations=relations,
        family_labels={local(f): str(graph.value(f, RDFS.label) or local(f)) for f in sorted(set(graph.objects(None, KG.family)), key=str)},
        cues=read_cues(graph, gazetteer),
        modality=read_modality(graph),
        ratings=read_ratings(graph),
        speech=read_speech(graph, relations),
        replies=read_replies(graph, relations),
        gazetteer=gazetteer,
        called={name_key(name): entry for entry in gazetteer for name in (entry.label, *entry.aliases)},
        known=known_names(gazetteer),
        public_roles=read_public_roles(graph),
        digest=digest(folder),
    )


def digest(folder: Path | None) -> str:
    """16 hexadecimal digits that name the content of the files in force. Raises OntologyError as `ontology_files` does."""
    return hashlib.sha256(b"\0".join(p.read_bytes() for p in ontology_files(folder))).hexdigest()[:16]


def _classes(graph: rdflib.Graph) -> ClassTree:
    ancestors: dict[str, frozenset[str]] = {}
    for node in set(graph.subjects(RDFS.subClassOf, None)) | set(graph.subjects(RDF.type, RDFS.Class)):
        if str(node).startswith(KG):
            ancestors[local(node)] = frozenset(local(c) for c in graph.transitive_objects(node, RDFS.subClassOf) if str(c).startswith(KG))
    if not ancestors:
        raise OntologyError("the ontology declares no class (rdfs:Class); is classes.ttl there?")
    return ClassTree(ancestors)


_ENTRIES = ((KG.clause, compile_clause), (KG.noun, compile_noun), (KG.spoken, compile_spoken), (KG.spokenNoun, compile_spoken_noun))


def _relations(graph: rdflib.Graph, classes: ClassTree) -> Iterator[Relation]:
    words = {local(node): texts(graph, node, KG.word) for node in graph.subjects(RDF.type, KG.WordClass)}
    for node in sorted(graph.subjects(RDF.type, KG.Relation), key=str):
        name = local(node)
        frames = []
        for predicate, compile_entry in _ENTRIES:
            for entry in texts(graph, node, predicate):
                try:
                    frames.append(replace(compile_entry(name, with_word_classes(entry, words)), entry=entry))
                except EntryError as error:
                    raise OntologyError(f"kg:{name}: the entry {entry!r} cannot be used: {error}") from error
                unknown = sorted({c for s in frames[-1].slots for c in s.classes} - classes.ancestors.keys())
                if unknown:
                    raise OntologyError(f"kg:{name}: the entry {entry!r} asks for kg:{unknown[0]}, which is not a class of the ontology")
        domain, range_ = (_class_of(graph, node, p, classes) for p in (RDFS.domain, RDFS.range))
        yield Relation(
            name=name,
            label=str(graph.value(node, RDFS.label) or name),
            family=local(graph.value(node, KG.family) or ""),
            domain=domain,
            range=range_,
            object_required=_flag(graph, node, KG.objectRequired, True),
            parents=frozenset(local(p) for p in graph.objects(node, RDFS.subPropertyOf) if str(p).startswith(KG)),
            qualifiers=frozenset(local(q) for q in graph.objects(node, KG.qualifier)),
            frames=tuple(frames),
            examples=tuple(texts(graph, node, KG.example)),
            counter_examples=tuple(texts(graph, node, KG.counterExample)),
            subject_hint=_class_of(graph, node, KG.subjectHint, classes),
            object_hint=_class_of(graph, node, KG.objectHint, classes),
            own_words=_flag(graph, node, KG.ownWords, False),
            speech_act=_flag(graph, node, KG.speechAct, False),
            constructions=frozenset(texts(graph, node, KG.construction)),
            judged_as=next(iter(texts(graph, node, KG.judgedAs)), None),
            classified_from=next((float(t) for t in texts(graph, node, KG.classifiedFrom)), None),
            construction_subjects=frozenset(local(c) for c in graph.objects(node, KG.constructionSubject)),
            construction_objects=frozenset(local(c) for c in graph.objects(node, KG.constructionObject)),
            contests=frozenset(local(r) for r in graph.objects(node, KG.contests)),
            lifts=_flag(graph, node, KG.lifts, False),
            object_from_about=_flag(graph, node, KG.objectFromAbout, False),
            yields_to=frozenset(local(c) for c in graph.objects(node, KG.yieldsTo)),
            about_class=_class_of(graph, node, KG.aboutClass, classes),
            implicit_subject=_flag(graph, node, KG.implicitSubject, False),
            implicit_class=_class_of(graph, node, KG.implicitClass, classes) or _class_of(graph, node, KG.subjectHint, classes),
            open_object=_class_of(graph, node, KG.openObject, classes),
            bare_object=_flag(graph, node, KG.bareObject, False),
            helpers=frozenset(local(c) for c in graph.objects(node, KG.helper)),
            faulting=_flag(graph, node, KG.faulting, False),
            single_deeds=_flag(graph, node, KG.singleDeeds, False),
            object_from_employer=_flag(graph, node, KG.objectFromEmployer, False),
        )


def _flag(graph: rdflib.Graph, node: Node, predicate: URIRef, default: bool) -> bool:
    value = graph.value(node, predicate)
    return default if not isinstance(value, Literal) else bool(value.toPython())


def _class_of(graph: rdflib.Graph, node: Node, predicate: URIRef, classes: ClassTree) -> str | None:
    value = graph.value(node, predicate)
    if value is None or not str(value).startswith(KG):
        return None
    if local(value) not in classes.ancestors:
        raise OntologyError(f"kg:{local(node)}: {local(predicate)} names kg:{local(value)}, which is not a class of the ontology")
    return local(value)


def _gazetteer(graph: rdflib.Graph) -> tuple[GazetteerEntry, ...]:
    return tuple(
        GazetteerEntry(
            str(graph.value(node, RDFS.label)),
            local(graph.value(node, KG.nameClass) or ""),
            tuple(texts(graph, node, SKOS.altLabel)),
            tuple(texts(graph, node, OWL.sameAs)),
        )
        for node in sorted(graph.subjects(KG.nameClass, None), key=str)
    )
