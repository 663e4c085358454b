"""Scores a build against gold annotations: precision, recall, evidence, entities and quotations, in all, by document, relation and rule.

A predicted statement is right when some gold relation of its document has its type (or a near one), its subject and its object; a gold
relation without an object is met by any. Recall is over the gold relations of level core; one that meets an extra relation counts for
precision alone. `macro_f1` is the mean of the documents' own F1, so that one long document does not rule the figure. A statement said again
in one document counts once.
"""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from kg.evaluation.gold import GoldDocument
from kg.records import EntityRecord, StatementRecord

Figures = dict[str, float | int | None]
QUALIFIERS = ("rating", "date", "attributed_to", "modality", "role", "amount")
_HEAD = 8  # words of a quotation that must be found


@dataclass
class Scores:
    """`total` and `documents` are figures; `types` and `rules` are counts (a rule has `met` the core relations that it was the first to meet);
    `verdicts` tells of each statement whether it is right, and of each quotation that was annotated whether its speaker is; `misses` and `wrong`
    list what to look at."""

    total: Figures = field(default_factory=dict)
    documents: dict[str, Figures] = field(default_factory=dict)
    types: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    rules: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    verdicts: list[tuple[StatementRecord, bool]] = field(default_factory=list)
    misses: list[dict[str, str | None]] = field(default_factory=list)
    wrong: list[dict[str, str | None]] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """All of it, ready for JSON."""
        counts = {name: {key: dict(c) for key, c in sorted(getattr(self, name).items())} for name in ("types", "rules")}
        return {"total": self.total, "documents": self.documents, **counts, "misses": self.misses, "wrong": self.wrong}


def score(gold: Sequence[GoldDocument], statements: Iterable[StatementRecord]) -> Scores:
    """Compare `statements` with what people found in the same documents."""
    predicted = _by_document(gold, statements)
    scores, total = Scores(), Counter[str]()
    for document in gold:
        counts = _Scoring(document, predicted[document.stem], scores).counts()
        scores.documents[document.stem] = _figures(counts)
        total.update(counts)
    each = [f["f1"] or 0.0 for f in scores.documents.values()]
    scores.total = {**_figures(total), "macro_f1": round(sum(each) / len(each), 3) if each else 0.0}
    return scores


def _by_document(gold: Sequence[GoldDocument], statements: Iterable[StatementRecord]) -> dict[str, list[StatementRecord]]:
    """The statements of each document, each edge once; quotations are told apart by their place."""
    speech = gold[0].rules.speech if gold else frozenset()
    found: dict[str, list[StatementRecord]] = {d.stem: [] for d in gold}
    seen = set()
    for s in statements:
        name, target = PurePosixPath(s["source"]["path"]).name, s["object"]
        key = (name, s["type"], s["subject"]["iri"], target["iri"] if target else None, s["type"] in speech and s["evidence"]["start"])
        if key not in seen:
            seen.add(key)
            for stem in found:
                if name.startswith(stem):
                    found[stem].append(s)
    return found


class _Scoring:
    """One document being scored; counts of the document in `count`, the rest straight into the scores of all."""

    def __init__(self, document: GoldDocument, statements: list[StatementRecord], scores: Scores) -> None:
        self.document, self.statements, self.scores = document, statements, scores
        self.count: Counter[str] = Counter()
        self.met: set[str] = set()

    def counts(self) -> Counter[str]:
        for statement in self.statements:
            if statement["type"] not in self.document.rules.speech:
                self._statement(statement)
            elif speakers := [q["speaker"] for q in self.document.quotes if self._has_words(q, statement)]:
                self.scores.verdicts.append((statement, any(self.document.is_entity(statement["subject"], s) for s in speakers)))
        core = [r for r in self.document.relations if r.get("level") != "extra"]
        for relation in core:
            self._core(relation)
        self._entities({r[k] for r in core for k in ("subject", "object") if r[k]})
        for quote in self.document.quotes:
            self.count["quotes"] += 1
            self.count["quotes_met"] += any(self._is_quoted(quote, s) for s in self.statements)
        return self.count

    def _statement(self, statement: StatementRecord) -> None:
        document, evidence = self.document, statement["evidence"]
        self.count["predicted"] += 1
        self.count["offsets_right"] += bool(evidence["text"]) and document.text[evidence["start"]:evidence["end"]] == evidence["text"]
        hits = [r for r in document.relations if self._meets(statement, r)]
        verdict = "right" if hits else "wrong"
        self.scores.verdicts.append((statement, bool(hits)))
        self.scores.types[statement["type"]][verdict] += 1
        self.scores.rules[statement["rule"]][verdict] += 1
        if not hits:
            target = statement["object"]
            self.scores.wrong.append({"doc": document.stem, "type": statement["type"], "subject": statement["subject"]["label"],
                                      "object": target["label"] if target else None, "evidence": evidence["text"][:160], "rule": statement["rule"]})
            return
        self.count["right"] += 1
        self.count["evidence_right"] += any(_overlaps(document.text, evidence["start"], evidence["end"], r["evidence"]) for r in hits)
        for relation in hits:
            if relation["id"] not in self.met:
                self.met.add(relation["id"])
                self.scores.rules[statement["rule"]]["met"] += relation.get("level") != "extra"
                self._qualifiers(statement, relation)

    def _meets(self, statement: StatementRecord, relation: dict[str, Any]) -> bool:
        document, wanted = self.document, relation["object"]
        return (document.rules.same_relation(statement["type"], relation["type"]) and document.is_entity(statement["subject"], relation["subject"])
                and (wanted is None or document.is_entity(statement["object"], wanted) or document.is_itself(statement, relation)))

    def _qualifiers(self, statement: StatementRecord, relation: dict[str, Any]) -> None:
        for name in QUALIFIERS:
            wanted = relation.get(name)
            if wanted in (None, "") or (name == "modality" and wanted == "asserted"):
                continue
            self.count["q_" + name] += 1
            self.count[f"q_{name}_right"] += self._qualifier_right(statement, name, str(wanted))

    def _qualifier_right(self, statement: StatementRecord, name: str, wanted: str) -> bool:
        if name == "attributed_to":
            return self.document.is_entity(statement["attributed_to"], wanted)
        if name == "modality":
            return statement["modality"] == wanted
        got, normal = statement["qualifiers"].get(name), self.document.rules.normal
        if not got:
            return False
        if name == "date":
            return got.startswith(wanted) or wanted.startswith(got)
        return normal(wanted) in normal(got)

    def _core(self, relation: dict[str, Any]) -> None:
        met = relation["id"] in self.met
        self.count["core"] += 1
        self.count["core_met"] += met
        self.scores.types[relation["type"]].update(gold=1, met=int(met))
        if not met:
            name = self.document.name
            self.scores.misses.append({"doc": self.document.stem, "type": relation["type"], "subject": name(relation["subject"]),
                                       "object": name(relation["object"]), "evidence": relation["evidence"][:160]})

    def _entities(self, used: set[str]) -> None:
        predicted: list[EntityRecord] = [e for s in self.statements for e in (s["subject"], s["object"]) if e]
        self.count["entities"] += len(used)
        self.count["entities_met"] += sum(any(self.document.is_entity(e, wanted) for e in predicted) for wanted in used)

    def _is_quoted(self, quote: dict[str, Any], statement: StatementRecord) -> bool:
        spoken = statement["type"] in self.document.rules.speech and self.document.is_entity(statement["subject"], quote["speaker"])
        return spoken and self._has_words(quote, statement)

    def _has_words(self, quote: dict[str, Any], statement: StatementRecord) -> bool:
        """Whether a statement quotes the first words of an annotated quotation."""
        rules = self.document.rules
        head = rules.normal(quote["text"].split("...")[0].split("…")[0]).split()[:_HEAD]
        return " ".join(head) in rules.normal(statement["qualifiers"].get("quote") or statement["evidence"]["text"])


def _overlaps(text: str, start: int, end: int, evidence: str) -> bool:
    """Whether the span touches some place where the gold evidence stands."""
    at = text.find(evidence)
    while at >= 0:
        if start < at + len(evidence) and at < end:
            return True
        at = text.find(evidence, at + 1)
    return False


def precision_of(counts: Counter[str]) -> float | None:
    """The share of right statements of a relation or a rule; None where it gave none."""
    return _ratio(counts, "right", "right", "wrong")


def recall_of(counts: Counter[str]) -> float | None:
    """The share of a relation's core annotations that were met; None where there are none."""
    return _ratio(counts, "met", "gold")


def f1_of(counts: Counter[str]) -> float | None:
    """The harmonic mean of the two; None where either is not known."""
    precision, recall = precision_of(counts), recall_of(counts)
    if precision is None or recall is None:
        return None
    return round(2 * precision * recall / (precision + recall), 3) if precision + recall else 0.0


def by_harm(rules: Mapping[str, Counter[str]]) -> list[tuple[str, Counter[str]]]:
    """The rules with the most wrong statements first; of equals, the less precise."""
    return sorted(rules.items(), key=lambda item: (-item[1]["wrong"], precision_of(item[1]) or 0.0, item[0]))


def _ratio(counts: Counter[str], part: str, *wholes: str) -> float | None:
    whole = sum(counts[name] for name in wholes)
    return round(counts[part] / whole, 3) if whole else None


def _figures(c: Counter[str]) -> Figures:
    def ratio(part: str, whole: str) -> float | None:
        return round(c[part] / c[whole], 3) if c[whole] else None

    precision, recall = ratio("right", "predicted"), ratio("core_met", "core")
    f1 = round(2 * precision * recall / (precision + recall), 3) if precision and recall else 0.0
    return {"precision": precision, "recall": recall, "f1": f1, "predicted": c["predicted"], "core": c["core"],
            "evidence": ratio("evidence_right", "right"), "offsets": ratio("offsets_right", "predicted"),
            "entity_recall": ratio("entities_met", "entities"), "quote_recall": ratio("quotes_met", "quotes"),
            **{name: ratio(f"q_{name}_right", f"q_{name}") for name in QUALIFIERS}}
