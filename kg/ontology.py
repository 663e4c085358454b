"""The ontology folder as plain data: classes, relations with their compiled lexicon, cues that type a name, ratings, modality words.

The files are Turtle; a user's folder is laid over the shipped one, file by file (a file of the same name replaces ours). What comes out
holds no RDF, so that extraction and resolution need not know of it.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import rdflib
from rdflib import RDF, RDFS, SKOS, Literal, URIRef
from rdflib.namespace import OWL
from rdflib.term import Node

from kg.errors import OntologyError
from kg.lexicon import EntryError, Frame, Kind, compile_clause, compile_noun, compile_spoken
from kg.model import Modality
from kg.paths import default_ontology
from kg.public_roles import PublicRoles, read_public_roles

KG = rdflib.Namespace("https://example.org/kg/ontology#")


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation and how English says it. `domain` and `range` are classes; `subject_hint` and `object_hint` type an untyped name."""

    name: str
    label: str
    family: str
    domain: str | None
    range: str | None
    object_required: bool
    parents: frozenset[str]
    qualifiers: frozenset[str]
    frames: tuple[Frame, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    subject_hint: str | None
    object_hint: str | None
    own_words: bool  # "we acknowledge": the speaker in person, not the organisation
    speech_act: bool  # saying it is doing it: "we apologise" is no claim of the speaker's about themselves
    self_allowed: bool  # subject and object may be the same
    construction_subjects: frozenset[str]  # classes that may stand in its constructions
    construction_objects: frozenset[str]
    constructions: frozenset[str]  # ways of saying it that are grammar, not words: possessor, role, location, affiliation, byline
    lifts: bool  # "thanked the council's approach" is of the council; "joined the council's panel" is not
    object_from_about: bool  # "called for a review of its services": the demand's own words name whom it concerns
    yields_to: frozenset[str]  # "launched a petition" organised it; that it was also published says nothing more
    about_class: str | None  # the class that such an object must have
    implicit_subject: bool  # a passive without agent may take the document's evident one
    implicit_class: str | None  # which is of this class, or else of the subject's typical one
    open_object: str | None  # the class of an object whose noun the ontology does not know: "opposed the flyover"
    object_from_employer: bool  # "the chief constable of X resigned": where no object is said, it is the body that the subject works for


@dataclass(frozen=True, slots=True)
class ClassTree:
    """Classes and their parents, all levels; every class is its own ancestor."""

    ancestors: Mapping[str, frozenset[str]]

    def is_a(self, cls: str, other: str) -> bool:
        """Whether `cls` is `other` or below it."""
        return cls == other or other in self.ancestors.get(cls, frozenset())

    def compatible(self, a: str, b: str) -> bool:
        """Whether one thing may be both: one class is the other or below it."""
        return self.is_a(a, b) or self.is_a(b, a)


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that type names and descriptions: maps from lower-case word or phrase to a class, and word sets."""

    name_heads: Mapping[str, str]
    descriptions: Mapping[str, str]
    first_words: Mapping[str, str]  # what a name may begin with, where what it ends in says nothing else: "University of"
    openings: Mapping[str, str]  # what a name begins with that settles what it is of: "Campaign for"
    linked: frozenset[str]  # a word and the small word that continues a name after it: "committee on"
    possessors: frozenset[str]  # whose possessive stands inside names: "Children's Services"
    saints: frozenset[str]  # "St" of "St Mary's"
    opening_titles: frozenset[str]  # titles that begin a person's name wherever they stand: "Mr", not "General"
    postnominals: frozenset[str]  # letters after a name: "TD", "KC"
    given_names: frozenset[str]  # first names, by which a full name is a person's
    genders: Mapping[str, str]  # first names, titles and nouns of which "she" (f) or "he" (m) is said
    demonyms: Mapping[str, str]  # "french" -> "France"
    collectives: frozenset[str]  # words for a number of people: "hundreds of protesters"
    same_kind: Mapping[str, frozenset[str]]  # a noun and the words of names that it may stand for: "force" of a constabulary
    known_words: frozenset[str]  # names of one word in the gazetteer
    titles: frozenset[str]
    roles: frozenset[str]
    seats: frozenset[str]  # roles that are held in an assembly, not in the party that is said with them: "Labour MP"
    generic: frozenset[str]
    spokespeople: frozenset[str]
    staff: Mapping[str, str]  # people who stand for their body, named with it or not, and the class of such a body
    unnamable: frozenset[str]  # never an entity: "the report" yes, "the way" no
    outsiders: frozenset[str]  # "customers of Marlow Water" are none of its members
    credits: frozenset[str]  # "Picture: Jane Doe/Agency": who took a picture is no part of the story
    places: frozenset[str]  # names that are places wherever they stand
    founders: frozenset[str]  # nouns of those who brought a body into being
    members: frozenset[str]  # nouns of those who belong to a body and hold no office in it
    office_verbs: frozenset[str]  # verbs that put someone in a role: "appoint her chair"
    city_offices: frozenset[str]  # offices that may be held in a place, where no body is named: "mayor"
    role_within: Mapping[str, str]  # a role said without its body belongs to one of this class: "senator" -> LocalAuthority


@dataclass(frozen=True, slots=True)
class ModalityWords:
    """Lemmas that colour what stands below them; None (`kg:unreal`) means that it is not put forward at all: wished, asked, supposed."""

    verbs: Mapping[str, Modality | None]
    adverbs: Mapping[str, Modality | None]
    auxiliaries: Mapping[str, Modality | None]
    nouns: Mapping[str, Modality | None]
    clauses: Mapping[str, Modality | None] = field(default_factory=dict)  # verbs without object that colour their clause: "wants to"
    passives: Mapping[str, Modality | None] = field(default_factory=dict)  # "is said to"
    charges: Mapping[str, Modality | None] = field(default_factory=dict)  # verbs: "charged with", "cleared of"
    charge_nouns: Mapping[str, Modality | None] = field(default_factory=dict)  # "under investigation for"
    deeds: Mapping[str, Modality | None] = field(default_factory=dict)  # verbs of relations that tell of a deed to come
    adjectives: Mapping[str, Modality | None] = field(default_factory=dict)  # "the alleged payment"
    acts: Mapping[str, Modality | None] = field(default_factory=dict)  # `clauses` for deeds of speech: "voted to censure"


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """Lemmas that tell whose words or whose claim something is; `claims` and `quoting` hold `verbs`."""

    verbs: frozenset[str]  # a whole quotation may stand under them
    claims: frozenset[str]  # a reported clause may
    quoting: frozenset[str]  # a few quoted words may; "pay tribute" too
    nouns: frozenset[str]  # "her claim that ..."
    views: frozenset[str]  # "in her view, ..."
    written: frozenset[str]  # "the letter reads: ..."
    mouthpieces: frozenset[str]  # "the minister's office": who speaks for someone without a name of its own


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    label: str
    cls: str
    aliases: tuple[str, ...]
    same_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything that extraction and resolution know of the domain. `digest` names the content of the folder."""

    classes: ClassTree
    class_labels: Mapping[str, tuple[str, str]]  # label, family of the page
    relations: Mapping[str, Relation]
    family_labels: Mapping[str, str]
    cues: Cues
    modality: ModalityWords
    ratings: Mapping[str, int]  # phrase -> rank in its scale
    speech: SpeechWords
    gazetteer: tuple[GazetteerEntry, ...]
    public_roles: PublicRoles
    known: Mapping[str, tuple[str, ...]]  # names of the gazetteer as written, by their first word, the longest first
    digest: str

    def built(self, construction: str) -> Relation | None:
        """The first relation that a construction gives, such as "speech" or "byline"."""
        return next((r for r in self.relations.values() if construction in r.constructions), None)


def ontology_files(folder: Path | None) -> list[Path]:
    """The Turtle files in force: the shipped ones, overlaid by those of `folder`. Raises OntologyError where `folder` has none."""
    files = {p.name: p for p in sorted(default_ontology().glob("*.ttl"))}
    if folder is not None:
        own = sorted(folder.glob("*.ttl"))
        if not own:
            raise OntologyError(f"{folder}: no .ttl file there; an ontology folder holds Turtle files that are laid over the shipped ones")
        files |= {p.name: p for p in own}
    return [files[name] for name in sorted(files)]


def load_graph(folder: Path | None = None) -> rdflib.Graph:
    """All ontology files as one graph. Raises OntologyError naming the file and place of a syntax error."""
    graph = rdflib.Graph()
    for path in ontology_files(folder):
        try:
            graph.parse(path, format="turtle")
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
    digest = hashlib.sha256(b"\0".join(p.read_bytes() for p in ontology_files(folder))).hexdigest()[:16]
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
        gazetteer=gazetteer,
        known=_known(gazetteer),
        public_roles=read_public_roles(graph),
        digest=digest,
    )


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


def _relations(graph: rdflib.Graph, classes: ClassTree) -> Iterator[Relation]:
    for node in sorted(graph.subjects(RDF.type, KG.Relation), key=str):
        name = _local(node)
        frames = []
        for predicate, compile_entry in ((KG.clause, compile_clause), (KG.noun, compile_noun), (KG.spoken, compile_spoken)):
            for entry in _texts(graph, node, predicate):
                try:
                    frames.append(compile_entry(name, entry))
                except EntryError as error:
                    raise OntologyError(f"kg:{name}: the entry {entry!r} cannot be used: {error}") from error
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
            self_allowed=_flag(graph, node, KG.selfAllowed, False),
            constructions=frozenset(_texts(graph, node, KG.construction)),
            construction_subjects=frozenset(_local(c) for c in graph.objects(node, KG.constructionSubject)),
            construction_objects=frozenset(_local(c) for c in graph.objects(node, KG.constructionObject)),
            lifts=_flag(graph, node, KG.lifts, False),
            object_from_about=_flag(graph, node, KG.objectFromAbout, False),
            yields_to=frozenset(_local(c) for c in graph.objects(node, KG.yieldsTo)),
            about_class=_class_of(graph, node, KG.aboutClass, classes),
            implicit_subject=_flag(graph, node, KG.implicitSubject, False),
            implicit_class=_class_of(graph, node, KG.implicitClass, classes) or _class_of(graph, node, KG.subjectHint, classes),
            open_object=_class_of(graph, node, KG.openObject, classes),
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

    return Cues(
        name_heads=by_class(KG.nameHead),
        descriptions=by_class(KG.descriptionNoun),
        first_words=by_class(KG.nameFirst),
        openings=by_class(KG.nameOpening),
        linked=words(KG.linkedWords),
        possessors=words(KG.possessorInName),
        saints=words(KG.saintTitle),
        opening_titles=words(KG.openingTitle),
        postnominals=words(KG.postnominal),
        given_names=words(KG.givenName) | words(KG.feminine) | words(KG.masculine),
        genders=dict.fromkeys(words(KG.feminine) | words(KG.feminineTitle), "f") | dict.fromkeys(words(KG.masculine) | words(KG.masculineTitle), "m"),
        demonyms={w.strip().lower(): place.strip() for text in _texts(graph, None, KG.demonym) for w, _, place in [text.partition("=")]},
        collectives=words(KG.collectiveNoun),
        same_kind=_same_kind(_texts(graph, None, KG.sameKind)),
        known_words=frozenset(n for e in gazetteer for n in (e.label, *e.aliases) if " " not in n),
        titles=words(KG.title),
        roles=words(KG.roleNoun),
        seats=words(KG.seatNoun),
        city_offices=words(KG.cityOffice), office_verbs=words(KG.officeVerb),
        founders=words(KG.founderNoun), members=words(KG.memberNoun),
        generic=words(KG.genericWord),
        spokespeople=words(KG.spokesperson),
        staff=by_class(KG.staffNoun),
        unnamable=words(KG.notAnEntity),
        role_within=by_class(KG.roleWithin),
        credits=words(KG.creditWord),
        outsiders=words(KG.outsiderNoun),
        places=words(KG.placeName),
    )


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
    deeds, adjectives, acts = (by(p) for p in (KG.deedVerb, KG.modalAdjective, KG.actVerb))
    return ModalityWords(verbs, adverbs, auxiliaries, nouns, clauses, passives, charges, charge_nouns, deeds, adjectives, acts)


def _speech(graph: rdflib.Graph, relations: Mapping[str, Relation]) -> SpeechWords:
    def words(predicate: URIRef) -> frozenset[str]:
        return frozenset(str(w).lower() for w in graph.objects(None, predicate))

    frames = [(r, f) for r in relations.values() for f in r.frames if f.kind is Kind.VERB and not f.spoken]
    verbs = frozenset(a for _, f in frames if any(s.name == "quote" for s in f.slots) for a in f.anchors) | words(KG.phrasalSpeechVerb)
    own = [f for r, f in frames if r.speech_act and f.slots[0].name == "subject"]
    acts = frozenset(verb for f in own if not f.fixed for verb in f.anchors)
    acts |= frozenset(f"{verb} {noun}" for f in own for x in f.fixed if not x.markers for verb in f.anchors for noun in x.lemmas)
    claims = verbs | words(KG.claimVerb)
    nouns, views, written, mouthpieces = (words(p) for p in (KG.claimNoun, KG.viewNoun, KG.writtenVerb, KG.mouthpieceNoun))
    return SpeechWords(verbs, claims, verbs | acts | words(KG.quotingVerb), nouns, views, written, mouthpieces)


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
