"""What people build today, beside kg, on the same parse of the same documents: `python -m tests.bench.baselines [SET...]`.

- subject, verb, object by textacy (`pip install .[bench]`). textacy reads the labels of spaCy's older English models, so the parse is put into them:
  nsubj:pass is nsubjpass, obj dobj, an agent's "by" stands between. Its triples get types in the fairest way that a verb alone allows: a passive is
  turned round, the triple may be of any relation that has the verb in an entry without further words, and verbs of no relation are not counted
  against it. Each end may go by its head with compounds, its noun phrase or its whole phrase.
- two names, and two nouns, in one sentence. They have no type: typed F1 is that of the one relation that would do best for all of them, looked up in
  the gold; the untyped one takes any relation in either direction.

Typed figures are those of kg/evaluation/score.py; untyped ones take any type and either direction, for kg too. Seconds are a document's, of the
processor, beside the parse that all share. All annotated sets at hand are used where none is named; of the blind half nothing but figures is seen.
"""
from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from spacy.tokens import Doc, Span, Token
from textacy.extract import subject_verb_object_triples

from kg.evaluation.gold import GoldDocument
from kg.graph.recorder import records
from kg.knowledge.domain import Ontology
from kg.knowledge.lexicon import Kind, Place
from kg.knowledge.ontology import load as load_ontology
from kg.records import EntityRecord, StatementRecord
from tests.bench.once import ParsedSet, Parses, known, parsed_sets
from tests.gold_sets import NAMES

_LABELS = {"nsubj:pass": "nsubjpass", "csubj:pass": "csubjpass", "aux:pass": "auxpass", "obj": "dobj", "flat": "compound", "cop": "aux"}
_IN_NAME = ("compound", "flat")
_IN_PHRASE = ("det", "amod", "compound", "flat", "nummod", "nmod:poss", "nmod:desc", "case")


@dataclass(frozen=True)
class Edge:
    """`types` are the relations that it may be; None where it has no type. `statement` is kg's own record of it."""

    types: frozenset[str] | None
    subject: EntityRecord
    object: EntityRecord | None
    directed: bool = True
    statement: StatementRecord | None = None

    @property
    def key(self) -> tuple[object, ...]:
        target = self.object["label"] if self.object else None
        return self.types, self.subject["label"], target


@dataclass
class Method:
    """A way to get edges from parsed documents, by path, with what it took and what it gave."""

    name: str
    edges: Callable[[Sequence[Parses]], dict[str, list[Edge]]]
    seconds: float = 0.0
    found: dict[str, list[Edge]] = field(default_factory=dict)


# --- ends


def entity(tokens: Sequence[Token], head: Token) -> EntityRecord:
    """A noun as an entity: its name is its head with compounds, its other names are its noun phrase and its whole phrase."""
    phrase = [head, *(c for c in head.children if c.dep_ in _IN_PHRASE)]
    forms = [tokens, [t for p in phrase for t in p.subtree] if len(phrase) > 1 else phrase, list(head.subtree)]
    label, *others = (" ".join(t.text for t in sorted(set(form), key=lambda t: t.i)) for form in forms)
    return {"iri": label, "label": label, "aliases": others, "class": ""}


def named(head: Token) -> EntityRecord:
    return entity([head, *(c for c in head.children if c.dep_ in _IN_NAME)], head)


# --- subject, verb, object


def older_labels(doc: Doc) -> Doc:
    """A parse in Universal Dependencies as spaCy's older English models would label it, as far as textacy's triples ask."""
    heads, deps = [t.head.i for t in doc], [_LABELS.get(t.dep_, t.dep_) for t in doc]
    for token in doc:
        by = next((c for c in token.children if c.dep_ == "case" and c.lower_ == "by"), None)
        if token.dep_.startswith("obl") and by is not None and any(c.dep_ == "aux:pass" for c in token.head.children):
            heads[by.i], deps[by.i], heads[token.i], deps[token.i] = token.head.i, "agent", by.i, "pobj"
    return Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc], pos=[t.pos_ for t in doc],
               lemmas=[t.lemma_ for t in doc], heads=heads, deps=deps, sent_starts=None)


def verbs_of(ontology: Ontology) -> dict[str, frozenset[str]]:
    """For each verb the relations that have it in an entry without further words."""
    found: dict[str, set[str]] = {}
    for relation in ontology.relations.values():
        for f in relation.frames:
            plain = f.kind is Kind.VERB and not (f.fixed or f.particles or f.modifiers or f.spoken)
            if plain and any(s.name == "object" and s.place is Place.OBJECT for s in f.slots):
                for lemma in f.anchors:
                    found.setdefault(lemma, set()).add(relation.name)
    return {lemma: frozenset(names) for lemma, names in found.items()}


def triples(parsed: Parses, verbs: dict[str, frozenset[str]]) -> Iterator[Edge]:
    """textacy's triples whose verb is some relation's."""
    for doc in parsed.docs:
        older = older_labels(doc)
        for triple in subject_verb_object_triples(older):
            verb = next(t for t in triple.verb if t.pos_ == "VERB")
            passive = any(t.dep_ == "auxpass" for t in triple.verb)
            ends = (triple.object, triple.subject) if passive else (triple.subject, triple.object)
            for s in _nouns(ends[0], doc):
                for o in _nouns(ends[1], doc):
                    if verb.lemma_.lower() in verbs:
                        yield Edge(verbs[verb.lemma_.lower()], s, o)


def _nouns(tokens: Sequence[Token], doc: Doc) -> list[EntityRecord]:
    """The entities of one end: textacy gives the words of all conjuncts in one list."""
    return [named(doc[t.i]) for t in tokens if t.dep_ != "compound" and t.pos_ in ("NOUN", "PROPN", "PRON")]


# --- in one sentence


def together(parsed: Parses, mentions: Callable[[Span], list[EntityRecord]]) -> Iterator[Edge]:
    """Each two mentions of a sentence."""
    for sentence in (s for doc in parsed.docs for s in doc.sents):
        distinct = {m["label"]: m for m in mentions(sentence)}
        for a, b in combinations(sorted(distinct), 2):
            yield Edge(None, distinct[a], distinct[b], directed=False)


def names_in(sentence: Span) -> list[EntityRecord]:
    return [entity(list(e), e.root) for e in sentence.ents]


def nouns_in(sentence: Span) -> list[EntityRecord]:
    return [named(t) for t in sentence if t.pos_ in ("NOUN", "PROPN") and t.dep_ not in _IN_NAME]


# --- scores


class Judge:
    """What the gold of a document says of edges; which of its entities a name may be is looked up once."""

    def __init__(self, document: GoldDocument) -> None:
        self.document = document
        self._ids: dict[tuple[str, ...], frozenset[str]] = {}

    def meets(self, edge: Edge, relation: dict[str, object], types: frozenset[str] | None) -> bool:
        """Whether an edge is what a gold relation says; with `types` None its type does not matter, nor its direction."""
        wanted, subject, target = str(relation["type"]), str(relation["subject"]), relation["object"]
        if types is not None and not any(self.document.rules.same_relation(t, wanted) for t in types):
            return False
        if edge.statement is not None and types is not None and self.document.is_itself(edge.statement, relation):
            return subject in self._of(edge.subject)
        ways = [(edge.subject, edge.object)]
        if types is None or not edge.directed:
            ways.append((edge.object or edge.subject, edge.subject))
        return any(subject in self._of(a) and (target is None or str(target) in self._of(b)) for a, b in ways)

    def _of(self, entity: EntityRecord | None) -> frozenset[str]:
        if entity is None:
            return frozenset()
        key = (entity["label"], *entity["aliases"])
        if key not in self._ids:
            self._ids[key] = frozenset(i for i in self.document.entities if self.document.is_entity(entity, i))
        return self._ids[key]


def prf(gold: Sequence[Judge], found: dict[str, list[Edge]], types: Callable[[Edge], frozenset[str] | None]) -> tuple[float, float, float]:
    """Precision, recall of core, and F1 of edges whose types are as `types` says."""
    right = predicted = met = core = 0
    for judge in gold:
        document = judge.document
        edges = found.get(document.stem, [])
        hits = [[r["id"] for r in document.relations if judge.meets(e, r, types(e))] for e in edges]
        wanted = {r["id"] for r in document.relations if r.get("level") != "extra"}
        predicted, right = predicted + len(edges), right + sum(map(bool, hits))
        core, met = core + len(wanted), met + len(wanted & {i for ids in hits for i in ids})
    precision, recall = right / predicted if predicted else 0.0, met / core if core else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def typed(gold: Sequence[Judge], method: Method, ontology: Ontology) -> tuple[float, float, float]:
    """Typed scores; edges without a type all get the one that does best."""
    if any(e.types is None for edges in method.found.values() for e in edges):
        return max((prf(gold, method.found, lambda e, t=t: frozenset({t})) for t in ontology.relations), key=lambda s: s[2])  # type: ignore[misc]
    return prf(gold, method.found, lambda e: e.types)


# --- the run


def kg_edges(parsed: Sequence[Parses], ontology: Ontology) -> dict[str, list[Edge]]:
    """kg's statements but for quotations, by path."""
    found: dict[str, list[Edge]] = {}
    for s in records(known(parsed)).statements:
        if "speech" not in ontology.relations[s["type"]].constructions:
            found.setdefault(s["source"]["path"], []).append(Edge(frozenset({s["type"]}), s["subject"], s["object"], statement=s))
    return found


def by_stem(gold: Sequence[GoldDocument], edges: dict[str, list[Edge]]) -> dict[str, list[Edge]]:
    """Edges by the gold document of their path, each once."""
    return {d.stem: list({e.key: e for path, of in edges.items() if Path(path).name.startswith(d.stem) for e in of}.values()) for d in gold}


def table(sets: Sequence[ParsedSet]) -> str:
    """The baselines and kg on the same parses, a row each."""
    ontology = load_ontology()
    verbs = verbs_of(ontology)
    each = lambda edges: lambda parsed: {p.document.path: list(edges(p)) for p in parsed}
    methods = [Method("subject, verb, object (textacy)", each(lambda p: triples(p, verbs))),
               Method("two names in a sentence", each(lambda p: together(p, names_in))),
               Method("two nouns in a sentence", each(lambda p: together(p, nouns_in))), Method("kg", lambda parsed: kg_edges(parsed, ontology))]
    for s in sets:
        for method in methods:
            start = time.process_time()
            edges = method.edges(s.parsed)
            method.seconds += time.process_time() - start
            method.found |= by_stem(s.gold, edges)
    gold, number = [Judge(d) for s in sets for d in s.gold], sum(len(s.parsed) for s in sets)
    parse = sum(s.seconds for s in sets) / number
    lines = [f"| {number} documents, parsed in {parse:.2f} s each | precision | recall of core | typed F1 | untyped F1 | seconds besides |",
             "|---|---|---|---|---|---|"]
    for method in methods:
        p, r, f = typed(gold, method, ontology)
        untyped = prf(gold, method.found, lambda e: None)[2]
        lines.append(f"| {method.name} | {p:.2f} | {r:.2f} | {f:.2f} | {untyped:.2f} | {method.seconds / number:.3f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(parsed_sets(sys.argv[1:] or NAMES)))
