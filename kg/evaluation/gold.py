"""Gold annotations: what people say that a document states, and how a predicted entity is compared with theirs.

A gold folder holds one `NAME.json` a document, its texts lie in another folder as `NAME*.txt` or `NAME*.md`. Evidence and quotations are given in
words, or by their `start` and `end` in the text where the text is another's to hand on. Names are compared after
normalising: case, kind of quotation mark, articles and courtesies before a name do not count.
"""
from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rdflib import SKOS

from kg.errors import DocumentError, UsageError
from kg.iris import KG
from kg.knowledge.domain import Ontology
from kg.knowledge.ontology import load, load_graph
from kg.read.decode import decode
from kg.records import EntityRecord, StatementRecord

_ARTICLES = ("the", "a", "an")
_SUFFIXES = (".txt", ".md")


@dataclass(frozen=True)
class Rules:
    """What counts as the same: words dropped from the front of a name, groups of relations that stand for each other, and the relations
    that are grammar: speech and bylines."""

    dropped: re.Pattern[str]
    groups: tuple[frozenset[str], ...]
    speech: frozenset[str]
    bylines: frozenset[str]

    def normal(self, name: str) -> str:
        """`name` as it is compared."""
        name = unicodedata.normalize("NFKC", name).replace("’", "'").replace("‘", "'").lower()
        name = re.sub(r"[^\w£$%&/ ]+", " ", re.sub(r"'s\b", "s", name))
        name = re.sub(r"\s+", " ", name).strip()
        while found := self.dropped.match(name):
            name = name[found.end():]
        return name

    def same_relation(self, a: str, b: str) -> bool:
        """Whether one relation will do for the other."""
        return a == b or any(a in group and b in group for group in self.groups)


@dataclass(frozen=True)
class GoldDocument:
    """A document with what people found in it. `names` maps an entity's id to its normalised names."""

    stem: str
    text: str
    entities: Mapping[str, dict[str, Any]]
    relations: list[dict[str, Any]]
    quotes: list[dict[str, Any]]
    rules: Rules
    names: dict[str, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        names = {key: _names(self.rules, e["name"], e.get("aliases", ())) for key, e in self.entities.items()}
        object.__setattr__(self, "names", names)

    def name(self, entity: str | None) -> str | None:
        """How people call an entity."""
        return str(self.entities[entity]["name"]) if entity else None

    def is_entity(self, predicted: EntityRecord | None, entity: str | None) -> bool:
        """Whether the predicted entity carries a name of the gold one. If its label is another gold entity's, the two were wrongly merged."""
        if predicted is None or entity is None:
            return False
        label, wanted = self.rules.normal(predicted["label"]), self.names[entity]
        if label in wanted:
            return True
        if not _names(self.rules, predicted["label"], predicted["aliases"]) & wanted:
            return False
        return not any(label in names for key, names in self.names.items() if key != entity)

    def is_itself(self, statement: StatementRecord, relation: dict[str, Any]) -> bool:
        """Whether both speak of the authorship of the document itself, whatever it is called."""
        predicted = statement["object"]
        written = relation["object"] if relation["type"] in self.rules.bylines else None
        return (written is not None and self.entities[written]["class"] == "Article" and predicted is not None
                and predicted["iri"] == statement["source"]["iri"])


def scoring_rules(ontology: Ontology, folder: Path | None = None) -> Rules:
    """The rules that the ontology gives."""
    graph = load_graph(folder)
    courtesies = sorted(re.escape(str(word)) for word in graph.objects(None, KG.courtesy))
    groups = [{str(a).removeprefix(KG), str(b).removeprefix(KG)} for a, b in graph.subject_objects(SKOS.closeMatch)]
    groups += [{name, parent} for name, relation in ontology.relations.items() for parent in relation.parents if parent in ontology.relations]
    grammar = {kind: frozenset(n for n, r in ontology.relations.items() if kind in r.constructions) for kind in ("speech", "byline")}
    return Rules(re.compile(rf"(?:{'|'.join((*_ARTICLES, *courtesies))})\s+"), tuple(map(frozenset, groups)), grammar["speech"], grammar["byline"])


def read_gold(gold: Path, texts: Path, ontology: Path | None = None) -> list[GoldDocument]:
    """The gold documents of a folder with their texts, by name. Raises UsageError for a folder or file that cannot be used."""
    for folder in (gold, texts):
        if not folder.is_dir():
            raise UsageError(f"{folder}: no such folder")
    rules = scoring_rules(load(ontology), ontology)
    found = [document for path in sorted(gold.glob("*.json")) if (document := _document(path, texts, rules))]
    if not found:
        raise UsageError(f"{gold}: no gold there; it is one JSON file a document, with 'entities' and 'relations'")
    return found


def _document(path: Path, texts: Path, rules: Rules) -> GoldDocument | None:
    try:
        gold = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise UsageError(f"{path}: not JSON that can be read ({error})") from error
    if not isinstance(gold, dict) or "relations" not in gold:
        return None
    files = sorted(p for p in texts.glob(path.stem + "*") if p.suffix in _SUFFIXES)
    if not files:
        raise UsageError(f"{path}: no text for it in {texts}; it should be called {path.stem}*.txt or {path.stem}*.md")
    try:
        text = decode(str(files[0]), files[0].read_bytes())
        relations = [{**r, "evidence": _words(r["evidence"], text)} for r in gold["relations"]]
        quotes = [{**q, "text": q["text"] if "text" in q else _words(q, text)} for q in gold.get("quotes", [])]
        return GoldDocument(path.stem, text, {e["id"]: e for e in gold["entities"]}, relations, quotes, rules)
    except (DocumentError, OSError) as error:
        raise UsageError(str(error)) from error
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise UsageError(f"{path}: not a gold annotation ({type(error).__name__}: {error}); see tests/gold for the form") from error


def _words(given: Any, text: str) -> str:
    """The words that an annotation gives, or those that stand where it says. Raises ValueError where the text has no such place."""
    if isinstance(given, str):
        return given
    start, end = given["start"], given["end"]
    if not 0 <= start < end <= len(text):
        raise ValueError(f"the text has {len(text)} characters, and none from {start} to {end}")
    return text[start:end]


def _names(rules: Rules, label: str, aliases: object) -> set[str]:
    others = [str(a) for a in aliases] if isinstance(aliases, (list, tuple)) else []
    return {rules.normal(n) for n in (label, *others)} - {""}
