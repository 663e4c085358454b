"""The ontology's lists of words as plain data: cues that type a name or a description, words that colour a claim, words of speech, grades."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import partial

import rdflib
from rdflib import SKOS, URIRef
from rdflib.term import Node

from kg.iris import KG, local_name
from kg.knowledge.domain import Cues, GazetteerEntry, ModalityWords, Relation, Replies, SpeechWords, last_part
from kg.knowledge.lexicon import Kind
from kg.model import Modality


def local(node: object) -> str:
    """The name of a term of the ontology without its namespace: "criticised"."""
    return local_name(str(node))


def texts(graph: rdflib.Graph, subject: Node | None, predicate: URIRef) -> list[str]:
    """What a predicate tells of a subject, or of all subjects where it is None, as sorted texts."""
    return sorted(str(o) for o in graph.objects(subject, predicate))


def _words(graph: rdflib.Graph, predicate: URIRef) -> frozenset[str]:
    return frozenset(str(w).lower() for w in graph.objects(None, predicate))


def read_cues(graph: rdflib.Graph, gazetteer: tuple[GazetteerEntry, ...]) -> Cues:
    """The words by which names and descriptions are found and typed; `gazetteer` gives the single words that are names by themselves."""

    def by_class(predicate: URIRef) -> dict[str, str]:
        return {str(word).lower(): local(cls) for cls, word in sorted(graph.subject_objects(predicate), key=str)}

    words = partial(_words, graph)
    first_words, spokespeople, trades = by_class(KG.nameFirst), words(KG.spokesperson), words(KG.tradeNoun)
    descriptions, roles = by_class(KG.tradeNoun) | by_class(KG.descriptionNoun), words(KG.roleNoun) | trades
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
        same_kind=_same_kind(texts(graph, None, KG.sameKind)),
        known_words=frozenset(n for e in gazetteer for n in (e.label, *e.aliases) if " " not in n),
        titles=words(KG.title),
        roles=roles,
        trades=trades,
        role_modifiers=words(KG.roleModifier),
        functions=words(KG.functionWord),
        office_kinds={o.strip(): frozenset(k.split("|")) for offices, k in _pairs(graph, KG.officeKind).items() for o in offices.split(",")},
        seats=words(KG.seatNoun),
        city_offices=words(KG.cityOffice), state_offices=words(KG.stateOffice), place_offices=words(KG.placeOffice),
        ministers=words(KG.ministerNoun), ministries=words(KG.ministryWord),
        office_verbs=words(KG.officeVerb), party_letters=words(KG.partyLetters), leaving_verbs=words(KG.leavingVerb),
        removal_verbs=words(KG.removalVerb), leaving_nouns=words(KG.leavingNoun), notice_verbs=words(KG.noticeVerb),
        founders=words(KG.founderNoun), members=words(KG.memberNoun),
        generic=words(KG.genericWord),
        buildings=words(KG.buildingWord),
        spokespeople=spokespeople,
        staff=by_class(KG.staffNoun),
        unnamable=words(KG.notAnEntity),
        role_within=by_class(KG.roleWithin),
        credits=words(KG.creditWord),
        suffered=words(KG.sufferedNoun),
        localities=words(KG.localityNoun),
        county_parts=words(KG.countyPart),
        regions=words(KG.regionNoun),
        outsiders=words(KG.outsiderNoun),
        places=words(KG.placeName) | words(KG.wideName), wide_places=words(KG.wideName),
        wide_nouns=words(KG.wideNoun),
        judged=words(KG.judgedNoun),
    )


def _pairs(graph: rdflib.Graph, predicate: URIRef) -> dict[str, str]:
    """Texts like "french=France" as a map from what stands before the sign, in lower case."""
    return {word.strip().lower(): told.strip() for text in texts(graph, None, predicate) for word, _, told in [text.partition("=")]}


def _same_kind(groups: list[str]) -> dict[str, frozenset[str]]:
    """Each word of a group like "force|police|constabulary" with all groups that it stands in."""
    out: dict[str, frozenset[str]] = {}
    for group in groups:
        words = frozenset(word.strip() for word in group.lower().split("|"))
        for word in words:
            out[word] = out.get(word, frozenset()) | words
    return out


def known_names(gazetteer: tuple[GazetteerEntry, ...]) -> dict[str, tuple[str, ...]]:
    """Names of the gazetteer by the word that they begin with, the longest first; those without a capital are left out."""
    out: dict[str, list[str]] = {}
    for name in sorted({n.replace("’", "'") for e in gazetteer for n in (e.label, *e.aliases)}, key=lambda n: (-len(n), n)):
        begins = re.match(r"[\w.]+", name)
        if begins and name != name.lower():
            out.setdefault(begins.group(), []).append(name)
    return {first: tuple(names) for first, names in out.items()}


def read_modality(graph: rdflib.Graph) -> ModalityWords:
    """The words that colour what stands below them, each kind by the word, with None where nothing is put forward."""

    def by(predicate: URIRef) -> dict[str, Modality | None]:
        return {str(w).lower(): None if m == KG.unreal else Modality(local(m)) for m, w in sorted(graph.subject_objects(predicate), key=str)}

    verbs, adverbs, auxiliaries, nouns = (by(p) for p in (KG.embeddingVerb, KG.modalAdverb, KG.modalAuxiliary, KG.embeddingNoun))
    clauses, passives, charges, charge_nouns = (by(p) for p in (KG.clauseVerb, KG.passiveVerb, KG.chargeVerb, KG.chargeNoun))
    deeds, adjectives, acts, moments = (by(p) for p in (KG.deedVerb, KG.modalAdjective, KG.actVerb, KG.momentVerb))
    return ModalityWords(verbs, adverbs, auxiliaries, nouns, clauses, passives, charges, charge_nouns, deeds, adjectives, acts, moments)


def read_speech(graph: rdflib.Graph, relations: Mapping[str, Relation]) -> SpeechWords:
    """The words that report what somebody says, those of the relations that are deeds of speech among them."""

    words = partial(_words, graph)
    frames = [(r, f) for r in relations.values() for f in r.frames if f.kind is Kind.VERB and not f.spoken]
    verbs = frozenset(a for _, f in frames if any(s.name == "quote" for s in f.slots) for a in f.anchors) | words(KG.phrasalSpeechVerb)
    own = [f for r, f in frames if r.speech_act and f.slots[0].name == "subject"]
    acts = frozenset(verb for f in own if not f.fixed for verb in f.anchors)
    acts |= frozenset(f"{verb} {noun}" for f in own for x in f.fixed if not x.markers for verb in f.anchors for noun in x.lemmas)
    claims = verbs | words(KG.claimVerb)
    return SpeechWords(
        verbs=verbs, claims=claims, quoting=verbs | acts | words(KG.quotingVerb), nouns=words(KG.claimNoun), views=words(KG.viewNoun),
        stances=words(KG.claimAdjective), makers=words(KG.claimMaker), written=words(KG.writtenVerb), hearing=words(KG.hearingVerb),
        states=words(KG.stateVerb), mistaken=words(KG.mistakenWord), guesses=words(KG.guessVerb), undertakings=words(KG.undertakenVerb),
        mouthpieces=words(KG.mouthpieceNoun), orations=words(KG.orationNoun), interviews=words(KG.interviewWord))


def read_replies(graph: rdflib.Graph, relations: Mapping[str, Relation]) -> Replies:
    """The plain verbs of the families of relations that answer others, and those of the families that they answer."""

    def verbs(families: Iterable[Node]) -> frozenset[str]:
        names = {local(f) for f in families}
        frames = (f for r in relations.values() if r.family in names for f in r.frames if f.kind is Kind.VERB and not f.spoken)
        return frozenset(a for f in frames if not (f.fixed or f.particles or f.modals or any(s.words for s in f.slots)) for a in f.anchors)

    return Replies(verbs(graph.subjects(KG.answers, None)), verbs(graph.objects(None, KG.answers)))


def read_ratings(graph: rdflib.Graph) -> dict[str, int]:
    """Each grade as worded, lower case, with its rank in its scale, the worst first; 0 where none is told."""
    out: dict[str, int] = {}
    for concept in sorted(graph.subjects(SKOS.inScheme, None), key=str):
        rank = graph.value(concept, KG.rank)
        for predicate in (SKOS.prefLabel, SKOS.altLabel):
            for label in texts(graph, concept, predicate):
                out.setdefault(label.lower(), int(str(rank)) if rank is not None else 0)
    return out
