"""What people build today, beside kg, on the same parse of the same documents: `python -m tests.bench.baselines [SET...]`.

- subject, verb, object by textacy (`pip install .[bench]`). textacy reads the labels of spaCy's older English models, so the parse is put into them:
  nsubj:pass is nsubjpass, obj dobj, an agent's "by" stands between. Its triples get types in the fairest way that a verb alone allows: a passive is
  turned round, the triple may be of any relation that has the verb in an entry without further words, and verbs of no relation are not counted
  against it. Each end may go by its head with compounds, its noun phrase or its whole phrase.
- two names, and two nouns, in one sentence. They have no type: typed F1 is that of the one relation that would do best for all of them, looked up in
  the gold; the untyped one takes any relation in either direction.

Typed figures are those of kg/score.py; untyped ones take any type and either direction, for kg too. Seconds are a document's, beside the parse that
all share. All annotated sets at hand are used where none is named; of the blind half nothing but figures is seen.
"""
from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from spacy.tokens import Doc, Span, Token
from textacy.extract import subject_verb_object_triples

from kg.build import resolve_all
from kg.extract import Extractor
from kg.gold import GoldDocument, read_gold
from kg.lexicon import Kind, Place
from kg.model import Document, Knowledge
from kg.nlp import load as load_pipeline
from kg.ontology import Ontology
from kg.ontology import load as load_ontology
from kg.parsed import ParsedDocument, parse_document
from kg.read import read
from kg.recorder import records
from kg.records import EntityRecord, StatementRecord
from tests.gold_sets import NAMES, laid_out

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
    """A way to get edges from a parsed document, with what it took and what it gave."""

    name: str
    edges: Callable[[ParsedDocument], Iterable[Edge]]
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


def triples(parsed: ParsedDocument, verbs: dict[str, frozenset[str]]) -> Iterator[Edge]:
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


def together(parsed: ParsedDocument, mentions: Callable[[Span], list[EntityRecord]]) -> Iterator[Edge]:
    """Each two mentions of a sentence."""
    for sentence in parsed.sentences():
        distinct = {m["label"]: m for m in mentions(sentence)}
        for a, b in combinations(sorted(distinct), 2):
            yield Edge(None, distinct[a], distinct[b], directed=False)


def names_in(sentence: Span) -> list[EntityRecord]:
    return [entity(list(e), e.root) for e in sentence.ents]


def nouns_in(sentence: Span) -> list[EntityRecord]:
    return [named(t) for t in sentence if t.pos_ in ("NOUN", "PROPN") and t.dep_ not in _IN_NAME]


# --- scores


def meets(document: GoldDocument, edge: Edge, relation: dict[str, object], types: frozenset[str] | None) -> bool:
    """Whether an edge is what a gold relation says; with `types` None its type does not matter, nor its direction."""
    wanted = str(relation["type"])
    if types is not None and not any(document.rules.same_relation(t, wanted) for t in types):
        return False
    subject, target = str(relation["subject"]), relation["object"]
    if edge.statement is not None and types is not None and document.is_itself(edge.statement, relation):
        return document.is_entity(edge.subject, subject)
    ways = [(edge.subject, edge.object)]
    if types is None or not edge.directed:
        ways.append((edge.object or edge.subject, edge.subject))
    return any(document.is_entity(a, subject) and (target is None or document.is_entity(b, str(target))) for a, b in ways)


def prf(gold: Sequence[GoldDocument], found: dict[str, list[Edge]], types: Callable[[Edge], frozenset[str] | None]) -> tuple[float, float, float]:
    """Precision, recall of core, and F1 of edges whose types are as `types` says."""
    right = predicted = met = core = 0
    for document in gold:
        edges = found.get(document.stem, [])
        hits = [[r["id"] for r in document.relations if meets(document, e, r, types(e))] for e in edges]
        wanted = {r["id"] for r in document.relations if r.get("level") != "extra"}
        predicted, right = predicted + len(edges), right + sum(map(bool, hits))
        core, met = core + len(wanted), met + len(wanted & {i for ids in hits for i in ids})
    precision, recall = right / predicted if predicted else 0.0, met / core if core else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def typed(gold: Sequence[GoldDocument], method: Method, ontology: Ontology) -> tuple[float, float, float]:
    """Typed scores; edges without a type all get the one that does best."""
    if any(e.types is None for edges in method.found.values() for e in edges):
        return max((prf(gold, method.found, lambda e, t=t: frozenset({t})) for t in ontology.relations), key=lambda s: s[2])  # type: ignore[misc]
    return prf(gold, method.found, lambda e: e.types)


# --- the run


def kg_edges(parsed: Sequence[ParsedDocument], ontology: Ontology) -> tuple[dict[str, list[Edge]], float]:
    """kg's statements but for quotations, by path, from parses made before; and the seconds that it took."""
    start = time.perf_counter()
    read_again = lambda p: Extractor(ontology, lambda _: list(p.docs)).extract(p.document)
    extractions = [read_again(p) for p in parsed]
    statements = records(Knowledge(extractions=tuple(extractions), resolution=resolve_all(extractions, ontology))).statements
    took = time.perf_counter() - start
    found: dict[str, list[Edge]] = {}
    for s in statements:
        if "speech" not in ontology.relations[s["type"]].constructions:
            found.setdefault(s["source"]["path"], []).append(Edge(frozenset({s["type"]}), s["subject"], s["object"], statement=s))
    return found, took


def by_stem(gold: Sequence[GoldDocument], edges: dict[str, list[Edge]]) -> dict[str, list[Edge]]:
    """Edges by the gold document of their path, each once."""
    return {d.stem: list({e.key: e for path, of in edges.items() if Path(path).name.startswith(d.stem) for e in of}.values()) for d in gold}


def main() -> None:
    ontology, pipeline = load_ontology(), load_pipeline()
    verbs = verbs_of(ontology)
    methods = [Method("subject, verb, object (textacy)", lambda p: triples(p, verbs)),
               Method("two names in a sentence", lambda p: together(p, names_in)), Method("two nouns in a sentence", lambda p: together(p, nouns_in))]
    ours = Method("kg", lambda p: ())
    gold: list[GoldDocument] = []
    parse_seconds, number = 0.0, 0
    pipeline.parse(["The first parse loads what later ones need."])
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:] or NAMES:
            chosen = laid_out(name, Path(folder) / name)
            if not chosen.texts.is_dir():
                continue
            these = read_gold(chosen.gold, chosen.texts)
            gold += these
            start = time.perf_counter()
            parsed = [parse_document(d, pipeline.parse) for d in read([chosen.sources]) if isinstance(d, Document)]
            parse_seconds, number = parse_seconds + time.perf_counter() - start, number + len(parsed)
            for method in methods:
                start = time.perf_counter()
                edges = {p.document.path: list(method.edges(p)) for p in parsed}
                method.seconds += time.perf_counter() - start
                method.found |= by_stem(these, edges)
            found, took = kg_edges(parsed, ontology)
            ours.seconds, ours.found = ours.seconds + took, ours.found | by_stem(these, found)
    print(f"{len(gold)} documents; the parse that all share takes {parse_seconds / number:.3f} s a document\n")
    print("| | precision | recall of core | typed F1 | untyped F1 | seconds a document, beside the parse |\n|---|---|---|---|---|---|")
    for method in [*methods, ours]:
        p, r, f = typed(gold, method, ontology)
        untyped = prf(gold, method.found, lambda e: None)[2]
        print(f"| {method.name} | {p:.2f} | {r:.2f} | {f:.2f} | {untyped:.2f} | {method.seconds / number:.3f} |")


if __name__ == "__main__":
    main()
