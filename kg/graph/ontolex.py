"""The lexicon as OntoLex-Lemon with synsem frames and the terms of lexinfo 3.0, in Turtle, for tools that know those.

A word (with its particle, "hit out") is a lexical entry; a clause or noun of ours is a frame with its arguments, and a map from these to the
relation and its qualifiers; a sense ties the two. Voice, word order and control are the matcher's work and stand in no frame. Words that must
stand in a clause ("come under fire") are arguments that carry `kg:word`. Every node has an IRI made of its content.
"""
from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from rdflib import RDF, RDFS, XSD, Literal, Namespace, URIRef

from kg.graph.turtle import Triple, turtle
from kg.iris import BASE, KG
from kg.knowledge.domain import Ontology
from kg.knowledge.lexicon import Frame, Kind, Place, Slot

LEX = Namespace(BASE + "lexicon#")
LEXINFO = Namespace("http://www.lexinfo.net/ontology/3.0/lexinfo#")
LIME = Namespace("http://www.w3.org/ns/lemon/lime#")
ONTOLEX = Namespace("http://www.w3.org/ns/lemon/ontolex#")
SYNSEM = Namespace("http://www.w3.org/ns/lemon/synsem#")
_PREFIXES = {"kg": KG, "lex": LEX, "lexinfo": LEXINFO, "lime": LIME, "ontolex": ONTOLEX, "rdf": RDF, "rdfs": RDFS, "synsem": SYNSEM, "xsd": XSD}
_FUNCTION = {
    Place.SUBJECT: LEXINFO.subject, Place.OBJECT: LEXINFO.directObject, Place.MARKED: LEXINFO.prepositionalAdjunct,
    Place.POSSESSOR: LEXINFO.possessiveAdjunct, Place.MODIFIER: LEXINFO.attributiveArg, Place.APPOSED: LEXINFO.copulativeArg,
    Place.COMPLEMENT: LEXINFO.complement}
_SPEECH_PART = {Kind.VERB: "verb", Kind.NOUN: "noun", Kind.MODAL: "modal", Kind.STAND: "preposition"}  # what stands after "be" may be of any


def to_ontolex(ontology: Ontology) -> str:
    """The whole lexicon as Turtle: the same bytes for the same ontology."""
    return turtle(_lexicon(f for r in ontology.relations.values() for f in r.frames), {name: str(iri) for name, iri in _PREFIXES.items()})


def frame_iri(frame: Frame) -> URIRef:
    """The address of the frame of an entry."""
    digest = hashlib.sha256(f"{frame.relation}\0{frame.kind}\0{frame.spoken}\0{frame.entry}".encode()).hexdigest()[:12]
    return LEX[f"{frame.relation}-{digest}"]


def _lexicon(frames: Iterable[Frame]) -> Iterator[Triple]:
    lexicon = LEX["lexicon"]
    yield lexicon, RDF.type, LIME.Lexicon
    yield lexicon, LIME.language, Literal("en")
    for frame in frames:
        yield from _frame(frame)
        for anchor in sorted(frame.anchors):
            for text in [f"{anchor} {p}" for p in sorted(frame.particles)] or [anchor]:
                entry = _word_iri(text, frame.kind)
                sense = URIRef(f"{entry}-{frame_iri(frame).removeprefix(LEX)}")
                yield lexicon, LIME.entry, entry
                yield from _word(entry, text, _SPEECH_PART.get(frame.kind) or ("noun" if frame.case else None))
                yield entry, SYNSEM.synBehavior, frame_iri(frame)
                yield entry, ONTOLEX.sense, sense
                yield sense, RDF.type, ONTOLEX.LexicalSense
                yield sense, ONTOLEX.reference, KG[frame.relation]
                yield sense, SYNSEM.ontoMapping, _map(frame)


def _frame(frame: Frame) -> Iterator[Triple]:
    node, mapping = frame_iri(frame), _map(frame)
    yield node, RDF.type, SYNSEM.SyntacticFrame
    yield node, RDF.type, _frame_class(frame)
    yield node, RDFS.label, Literal(frame.entry, lang="en")
    yield mapping, RDF.type, SYNSEM.OntoMap
    for slot in frame.slots:
        argument = URIRef(f"{node}-{slot.name}")
        yield node, _FUNCTION[slot.place], argument
        yield from _argument(argument, slot)
        if slot.name in ("subject", "object"):
            yield mapping, SYNSEM.subjOfProp if slot.name == "subject" else SYNSEM.objOfProp, argument
        else:
            part = URIRef(f"{mapping}-{slot.name}")
            yield mapping, SYNSEM.submap, part
            yield part, RDF.type, SYNSEM.OntoMap
            yield part, ONTOLEX.reference, KG[slot.name]
            yield part, SYNSEM.objOfProp, argument
    yield from _fixed(node, frame)


def _argument(argument: URIRef, slot: Slot) -> Iterator[Triple]:
    yield argument, RDF.type, SYNSEM.SyntacticArgument
    if slot.optional:
        yield argument, SYNSEM.optional, Literal(True)
    for word in sorted(slot.words):
        yield argument, KG.word, Literal(word, lang="en")
    yield from _markers(argument, slot.markers)


def _fixed(node: URIRef, frame: Frame) -> Iterator[Triple]:
    """The words that must stand in the clause, and those that must stand before the anchor."""
    for words in frame.modifiers:
        for word in sorted(words):
            yield node, KG.modifier, Literal(word, lang="en")
    for word in sorted(frame.case):
        yield node, KG.preposition, _word_iri(word, None)
        yield from _word(_word_iri(word, None), word, "preposition")
    for number, fixed in enumerate(frame.fixed, 1):
        argument = URIRef(f"{node}-fixed-{number}")
        yield node, LEXINFO.prepositionalAdjunct if fixed.markers else LEXINFO.complement, argument
        yield argument, RDF.type, SYNSEM.SyntacticArgument
        for predicate, group in ((KG.word, fixed.lemmas), *((KG.modifier, words) for words in fixed.modifiers)):
            for word in sorted(group):
                yield argument, predicate, Literal(word, lang="en")
        yield from _markers(argument, fixed.markers)


def _markers(argument: URIRef, markers: Iterable[str]) -> Iterator[Triple]:
    for marker in sorted(markers):
        yield argument, SYNSEM.marker, _word_iri(marker, None)
        yield from _word(_word_iri(marker, None), marker, "conjunction" if marker in ("that", "whether") else "preposition")


def _word(entry: URIRef, text: str, part_of_speech: str | None) -> Iterator[Triple]:
    form = URIRef(f"{entry}-form")
    yield entry, RDF.type, ONTOLEX.LexicalEntry
    yield entry, RDF.type, ONTOLEX.MultiwordExpression if " " in text else ONTOLEX.Word
    yield entry, ONTOLEX.canonicalForm, form
    if part_of_speech:
        yield entry, LEXINFO.partOfSpeech, LEXINFO[part_of_speech]
    yield form, RDF.type, ONTOLEX.Form
    yield form, ONTOLEX.writtenRep, Literal(text, lang="en")


def _frame_class(frame: Frame) -> URIRef:
    places = {slot.place for slot in frame.slots}
    prepositional = "PP" if Place.MARKED in places or any(f.markers for f in frame.fixed) else ""
    if frame.kind is Kind.NOUN:
        return LEXINFO.NounPPFrame if prepositional else LEXINFO.NounPossessiveFrame if Place.POSSESSOR in places else LEXINFO.NounFrame
    if frame.kind is Kind.PREDICATE:
        return LEXINFO.AdjectivePPFrame if prepositional else LEXINFO.AdjectivePredicativeFrame
    if frame.kind is Kind.MODAL:
        return LEXINFO.VerbFrame
    return LEXINFO[f"{'Transitive' if Place.OBJECT in places else 'Intransitive'}{prepositional}Frame"]


def _word_iri(text: str, kind: Kind | None) -> URIRef:
    return LEX[f"{quote(text.replace(' ', '_'), safe='-_')}-{kind or 'function'}"]


def _map(frame: Frame) -> URIRef:
    return URIRef(f"{frame_iri(frame)}-map")
