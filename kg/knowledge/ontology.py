"""Reads the ontology folder into plain data (`kg.knowledge.domain`).

The files are Turtle; a user's folder is laid over the shipped one, file by file (a file of the same name replaces ours). What comes out
holds no RDF, so that extraction and resolution need not know of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

import pyoxigraph
import rdflib
from rdflib import RDF, RDFS, SKOS, XSD, BNode, Literal, URIRef
from rdflib.namespace import OWL
from rdflib.term import Node

from kg.errors import OntologyError
from kg.knowledge.domain import ClassTree, Cues, GazetteerEntry, ModalityWords, Ontology, Relation, Replies, SpeechWords, last_part
from kg.knowledge.keys import name_key
from kg.knowledge.lexicon import EntryError, Kind, compile_clause, compile_noun, compile_spoken, compile_spoken_noun, with_word_classes
from kg.knowledge.public_roles import read_public_roles
from kg.model import Modality
from kg.paths import ontology_files

KG = rdflib.Namespace("https://example.org/kg/ontology#")


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
            _local(c): (str(graph.value(c, RDFS.label) or _local(c)), str(graph.value(c, KG.viewFamily) or "organisation"))
            for c in sorted(graph.subjects(RDF.type, RDFS.Class), key=str)
            if str(c).startswith(KG)
        },
        relations=relations,
        family_labels={_local(f): str(graph.value(f, RDFS.label) or _local(f)) for f in sorted(set(graph.objects(None, KG.family)), key=str)},
        cues=_cues(graph, gazetteer),
        modality=_modality(graph),
        ratings=_ratings(graph),
        speech=_speech(graph, relations),
        replies=_replies(graph, relations),
        gazetteer=gazetteer,
        called={name_key(name): entry for entry in gazetteer for name in (entry.label, *entry.aliases)},
        known=_known(gazetteer),
        public_roles=read_public_roles(graph),
        digest=digest(folder),
    )


def digest(folder: Path | None) -> str:
    """16 hexadecimal digits that name the content of the files in force. Raises OntologyError as `ontology_files` does."""
    return hashlib.sha256(b"\0".join(p.read_bytes() for p in ontology_files(folder))).hexdigest()[:16]


def _local(node: object) -> str:
    return str(node).rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def _texts(graph: rdflib.Graph, subject: Node | None, predicate: URIRef) -> list[str]:
    return sorted(str(o) for o in graph.objects(subject, predicate))


def _classes(graph: rdflib.Graph) -> ClassTree:
    ancestors: dict[str, frozenset[str]] = {}
    for node in set(graph.subjects(RDFS.subClassOf, None)) | set(graph.subjects(RDF.type, RDFS.Class)):
        if str(node).startswith(KG):
            ancestors[_local(node)] = frozenset(_local(c) for c in graph.transitive_objects(node, RDFS.subClassOf) if str(c).startswith(KG))
    if not ancestors:
        raise OntologyError("the ontology declares no class (rdfs:Class); is classes.ttl there?")
    return ClassTree(ancestors)


_ENTRIES = ((KG.clause, compile_clause), (KG.noun, compile_noun), (KG.spoken, compile_spoken), (KG.spokenNoun, compile_spoken_noun))


def _relations(graph: rdflib.Graph, classes: ClassTree) -> Iterator[Relation]:
    words = {_local(node): _texts(graph, node, KG.word) for node in graph.subjects(RDF.type, KG.WordClass)}
    for node in sorted(graph.subjects(RDF.type, KG.Relation), key=str):
        name = _local(node)
        frames = []
        for predicate, compile_entry in _ENTRIES:
            for entry in _texts(graph, node, predicate):
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
            family=_local(graph.value(node, KG.family) or ""),
            domain=domain,
            range=range_,
            object_required=_flag(graph, node, KG.objectRequired, True),
            parents=frozenset(_local(p) for p in graph.objects(node, RDFS.subPropertyOf) if str(p).startswith(KG)),
            qualifiers=frozenset(_local(q) for q in graph.objects(node, KG.qualifier)),
            frames=tuple(frames),
            examples=tuple(_texts(graph, node, KG.example)),
            counter_examples=tuple(_texts(graph, node, KG.counterExample)),
            subject_hint=_class_of(graph, node, KG.subjectHint, classes),
            object_hint=_class_of(graph, node, KG.objectHint, classes),
            own_words=_flag(graph, node, KG.ownWords, False),
            speech_act=_flag(graph, node, KG.speechAct, False),
            constructions=frozenset(_texts(graph, node, KG.construction)),
            construction_subjects=frozenset(_local(c) for c in graph.objects(node, KG.constructionSubject)),
            construction_objects=frozenset(_local(c) for c in graph.objects(node, KG.constructionObject)),
            contests=frozenset(_local(r) for r in graph.objects(node, KG.contests)),
            lifts=_flag(graph, node, KG.lifts, False),
            object_from_about=_flag(graph, node, KG.objectFromAbout, False),
            yields_to=frozenset(_local(c) for c in graph.objects(node, KG.yieldsTo)),
            about_class=_class_of(graph, node, KG.aboutClass, classes),
            implicit_subject=_flag(graph, node, KG.implicitSubject, False),
            implicit_class=_class_of(graph, node, KG.implicitClass, classes) or _class_of(graph, node, KG.subjectHint, classes),
            open_object=_class_of(graph, node, KG.openObject, classes),
            bare_object=_flag(graph, node, KG.bareObject, False),
            helpers=frozenset(_local(c) for c in graph.objects(node, KG.helper)),
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
    if _local(value) not in classes.ancestors:
        raise OntologyError(f"kg:{_local(node)}: {_local(predicate)} names kg:{_local(value)}, which is not a class of the ontology")
    return _local(value)


def _cues(graph: rdflib.Graph, gazetteer: tuple[GazetteerEntry, ...]) -> Cues:
    def by_class(predicate: URIRef) -> dict[str, str]:
        return {str(word).lower(): _local(cls) for cls, word in sorted(graph.subject_objects(predicate), key=str)}

    def words(predicate: URIRef) -> frozenset[str]:
        return frozenset(str(w).lower() for w in graph.objects(None, predicate))

    descriptions, first_words, roles, spokespeople = by_class(KG.descriptionNoun), by_class(KG.nameFirst), words(KG.roleNoun), words(KG.spokesperson)
    return Cues(
        name_heads=by_class(KG.nameHead),
        descriptions=descriptions,
        nouns=frozenset(map(last_part, (*descriptions, *roles, *spokespeople))),
        first_words=first_words,
        owned=frozenset(phrase.partition(" ")[0] for phrase in first_words if phrase.endswith("'s")),
        openings=by_class(KG.nameOpening),
        linked=words(KG.linkedWords),
        possessors=words(KG.possessorInName),
        saints=words(KG.saintTitle),
        opening_titles=words(KG.openingTitle),
        postnominals=words(KG.postnominal),
        given_names=words(KG.givenName) | words(KG.feminine) | words(KG.masculine),
        genders=dict.fromkeys(words(KG.feminine) | words(KG.feminineTitle), "f") | dict.fromkeys(words(KG.masculine) | words(KG.masculineTitle), "m"),
        demonyms=_pairs(graph, KG.demonym),
        collectives=words(KG.collectiveNoun),
        same_kind=_same_kind(_texts(graph, None, KG.sameKind)),
        known_words=frozenset(n for e in gazetteer for n in (e.label, *e.aliases) if " " not in n),
        titles=words(KG.title),
        roles=roles,
        role_modifiers=words(KG.roleModifier),
        functions=words(KG.functionWord),
        office_kinds={o.strip(): frozenset(k.split("|")) for offices, k in _pairs(graph, KG.officeKind).items() for o in offices.split(",")},
        seats=words(KG.seatNoun),
        city_offices=words(KG.cityOffice), place_offices=words(KG.placeOffice), ministers=words(KG.ministerNoun), ministries=words(KG.ministryWord),
        office_verbs=words(KG.officeVerb), party_letters=words(KG.partyLetters), leaving_verbs=words(KG.leavingVerb),
        removal_verbs=words(KG.removalVerb),
        founders=words(KG.founderNoun), members=words(KG.memberNoun),
        generic=words(KG.genericWord),
        buildings=words(KG.buildingWord),
        spokespeople=spokespeople,
        staff=by_class(KG.staffNoun),
        unnamable=words(KG.notAnEntity),
        role_within=by_class(KG.roleWithin),
        credits=words(KG.creditWord),
        suffered=words(KG.sufferedNoun),
        outsiders=words(KG.outsiderNoun),
        places=words(KG.placeName),
        judged=words(KG.judgedNoun),
    )


def _pairs(graph: rdflib.Graph, predicate: URIRef) -> dict[str, str]:
    """Texts like "french=France" as a map from what stands before the sign, in lower case."""
    return {word.strip().lower(): told.strip() for text in _texts(graph, None, predicate) for word, _, told in [text.partition("=")]}


def _same_kind(groups: list[str]) -> dict[str, frozenset[str]]:
    """Each word of a group like "force|police|constabulary" with all groups that it stands in."""
    out: dict[str, frozenset[str]] = {}
    for group in groups:
        words = frozenset(word.strip() for word in group.lower().split("|"))
        for word in words:
            out[word] = out.get(word, frozenset()) | words
    return out


def _known(gazetteer: tuple[GazetteerEntry, ...]) -> dict[str, tuple[str, ...]]:
    """Names of the gazetteer by the word that they begin with, the longest first; those without a capital are left out."""
    out: dict[str, list[str]] = {}
    for name in sorted({n.replace("’", "'") for e in gazetteer for n in (e.label, *e.aliases)}, key=lambda n: (-len(n), n)):
        begins = re.match(r"[\w.]+", name)
        if begins and name != name.lower():
            out.setdefault(begins.group(), []).append(name)
    return {first: tuple(names) for first, names in out.items()}


def _modality(graph: rdflib.Graph) -> ModalityWords:
    def by(predicate: URIRef) -> dict[str, Modality | None]:
        return {str(w).lower(): None if m == KG.unreal else Modality(_local(m)) for m, w in sorted(graph.subject_objects(predicate), key=str)}

    verbs, adverbs, auxiliaries, nouns = (by(p) for p in (KG.embeddingVerb, KG.modalAdverb, KG.modalAuxiliary, KG.embeddingNoun))
    clauses, passives, charges, charge_nouns = (by(p) for p in (KG.clauseVerb, KG.passiveVerb, KG.chargeVerb, KG.chargeNoun))
    deeds, adjectives, acts, moments = (by(p) for p in (KG.deedVerb, KG.modalAdjective, KG.actVerb, KG.momentVerb))
    return ModalityWords(verbs, adverbs, auxiliaries, nouns, clauses, passives, charges, charge_nouns, deeds, adjectives, acts, moments)


def _speech(graph: rdflib.Graph, relations: Mapping[str, Relation]) -> SpeechWords:
    def words(predicate: URIRef) -> frozenset[str]:
        return frozenset(str(w).lower() for w in graph.objects(None, predicate))

    frames = [(r, f) for r in relations.values() for f in r.frames if f.kind is Kind.VERB and not f.spoken]
    verbs = frozenset(a for _, f in frames if any(s.name == "quote" for s in f.slots) for a in f.anchors) | words(KG.phrasalSpeechVerb)
    own = [f for r, f in frames if r.speech_act and f.slots[0].name == "subject"]
    acts = frozenset(verb for f in own if not f.fixed for verb in f.anchors)
    acts |= frozenset(f"{verb} {noun}" for f in own for x in f.fixed if not x.markers for verb in f.anchors for noun in x.lemmas)
    claims = verbs | words(KG.claimVerb)
    return SpeechWords(
        verbs=verbs, claims=claims, quoting=verbs | acts | words(KG.quotingVerb), nouns=words(KG.claimNoun), views=words(KG.viewNoun),
        stances=words(KG.claimAdjective), makers=words(KG.claimMaker), written=words(KG.writtenVerb), hearing=words(KG.hearingVerb),
        states=words(KG.stateVerb), guesses=words(KG.guessVerb), undertakings=words(KG.undertakenVerb), mouthpieces=words(KG.mouthpieceNoun),
        orations=words(KG.orationNoun), interviews=words(KG.interviewWord))


def _replies(graph: rdflib.Graph, relations: Mapping[str, Relation]) -> Replies:
    """The plain verbs of the families of relations that answer others, and those of the families that they answer."""

    def verbs(families: Iterable[Node]) -> frozenset[str]:
        names = {_local(f) for f in families}
        frames = (f for r in relations.values() if r.family in names for f in r.frames if f.kind is Kind.VERB and not f.spoken)
        return frozenset(a for f in frames if not (f.fixed or f.particles or f.modals or any(s.words for s in f.slots)) for a in f.anchors)

    return Replies(verbs(graph.subjects(KG.answers, None)), verbs(graph.objects(None, KG.answers)))


def _ratings(graph: rdflib.Graph) -> dict[str, int]:
    out: dict[str, int] = {}
    for concept in sorted(graph.subjects(SKOS.inScheme, None), key=str):
        rank = graph.value(concept, KG.rank)
        for predicate in (SKOS.prefLabel, SKOS.altLabel):
            for label in _texts(graph, concept, predicate):
                out.setdefault(label.lower(), int(str(rank)) if rank is not None else 0)
    return out


def _gazetteer(graph: rdflib.Graph) -> tuple[GazetteerEntry, ...]:
    return tuple(
        GazetteerEntry(
            str(graph.value(node, RDFS.label)),
            _local(graph.value(node, KG.nameClass) or ""),
            tuple(_texts(graph, node, SKOS.altLabel)),
            tuple(_texts(graph, node, OWL.sameAs)),
        )
        for node in sorted(graph.subjects(KG.nameClass, None), key=str)
    )
