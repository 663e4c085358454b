"""The digests, the invented documents and the gold of both: what they promise to be."""
from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import rdflib
import yaml
from rdflib import RDF, RDFS

ROOT = Path(__file__).parents[1]
KG = rdflib.Namespace("https://example.org/kg/ontology#")
ORIGINALS = ROOT.parent / "shared" / "seeds"
DIGESTS = sorted((ROOT / "seeds").glob("[0-9]*.md"))
TEXTS = sorted((ROOT / "tests" / "texts").glob("*.txt"))
GOLD = [(path, folder / f"{path.stem}.json") for paths, folder in (
    (DIGESTS, ROOT / "tests" / "gold"), (TEXTS, ROOT / "tests" / "texts" / "gold")) for path in paths]
MODALITIES = {"asserted", "alleged", "planned", "negated"}
QUALIFIERS = {"about", "rating", "previous", "date", "amount", "role", "on_behalf_of"}
RUN = 9  # words in a row that would be a copy

each_digest = pytest.mark.parametrize("path", DIGESTS, ids=lambda path: path.stem)
each_gold = pytest.mark.parametrize(("path", "gold_path"), GOLD, ids=[path.stem for path, _ in GOLD])


def split(path: Path) -> tuple[dict[str, Any], str]:
    """The front matter and the body of a digest."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(front), body


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of nine words, but those of the lines that cite a source's title."""
    text = re.sub(r"(?mi)^\W*(?:title|digest_of)\W.*$", "", text)
    words = re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))
    return {tuple(words[i:i + RUN]) for i in range(len(words) - RUN + 1)}


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    graph = rdflib.Graph()
    for name in ("classes.ttl", "relations.ttl"):
        graph.parse(ROOT / "ontology" / name)
    return graph


def local_names(graph: rdflib.Graph, cls: rdflib.URIRef) -> set[str]:
    return {str(node).removeprefix(KG) for node in graph.subjects(RDF.type, cls) if not graph.value(node, KG.abstract)}


def test_there_are_five_digests_and_eight_texts() -> None:
    assert (len(DIGESTS), len(TEXTS)) == (5, 8)
    assert {gold for _, gold in GOLD} == {*(ROOT / "tests" / "gold").glob("*.json"), *(ROOT / "tests" / "texts" / "gold").glob("*.json")}


@each_digest
def test_a_digest_names_its_source_and_is_short(path: Path) -> None:
    front, body = split(path)
    assert {"title", "date", "digest_of"} <= set(front) <= {"title", "publisher", "author", "date", "digest_of"}
    assert path.stem.startswith(front["date"])
    assert 200 <= len(body.split()) <= 400


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the articles themselves are not part of the project")
@pytest.mark.parametrize("path", [*DIGESTS, ROOT / "seeds" / "README.md", *(gold for _, gold in GOLD)], ids=lambda path: path.name)
def test_no_run_of_nine_words_is_an_articles(path: Path) -> None:
    originals = set().union(*(runs(original.read_text(encoding="utf-8")) for original in ORIGINALS.glob("*.txt")))
    assert not runs(path.read_text(encoding="utf-8")) & originals


@each_gold
def test_gold_quotes_its_document(path: Path, gold_path: Path) -> None:
    gold, text = json.loads(gold_path.read_text(encoding="utf-8")), path.read_text(encoding="utf-8")
    assert gold["doc"] == path.name
    quoted = [relation["evidence"] for relation in gold["relations"]] + [quote["text"] for quote in gold["quotes"]]
    names = [name for entity in gold["entities"] for name in (entity["name"], *entity["aliases"])]
    assert [words for words in quoted + names if not words or words not in text] == []


@each_gold
def test_gold_says_who_and_when_as_its_document_does(path: Path, gold_path: Path) -> None:
    gold = json.loads(gold_path.read_text(encoding="utf-8"))
    if path in DIGESTS:
        front, _ = split(path)
        assert {key: gold[key] for key in ("title", "publisher", "author", "date")} == {
            key: front.get(key) for key in ("title", "publisher", "author", "date")}
    else:
        assert path.read_text(encoding="utf-8").startswith(gold["title"] + "\n")
    dates = [relation["date"] for relation in gold["relations"] if "date" in relation]
    assert [date for date in dates if not re.fullmatch(r"\d{4}(?:/\d{4}|-\d\d(?:-\d\d)?)?", date)] == []


@each_gold
def test_gold_ids_resolve(path: Path, gold_path: Path) -> None:
    gold = json.loads(gold_path.read_text(encoding="utf-8"))
    for rows in (gold["entities"], gold["relations"]):
        assert len({row["id"] for row in rows}) == len(rows)
    keys = ("subject", "object", "attributed_to", "on_behalf_of")
    used = {relation.get(key) for relation in gold["relations"] for key in keys} | {quote["speaker"] for quote in gold["quotes"]}
    assert used - {None} == {entity["id"] for entity in gold["entities"]}
    assert all(relation["subject"] for relation in gold["relations"])


@each_gold
def test_gold_speaks_the_ontology(path: Path, gold_path: Path, ontology: rdflib.Graph) -> None:
    gold = json.loads(gold_path.read_text(encoding="utf-8"))
    relations = gold["relations"]
    assert {entity["class"] for entity in gold["entities"]} <= local_names(ontology, RDFS.Class)
    assert {relation["type"] for relation in relations} <= local_names(ontology, KG.Relation)
    assert {relation["modality"] for relation in relations} <= MODALITIES
    assert {relation["level"] for relation in relations} == {"core", "extra"}
    fixed = {"id", "type", "subject", "object", "attributed_to", "modality", "evidence", "level"}
    assert all(fixed <= set(relation) <= fixed | QUALIFIERS for relation in relations)


def test_the_texts_together_show_every_relation(ontology: rdflib.Graph) -> None:
    shown = {relation["type"] for path, gold in GOLD if path in TEXTS for relation in json.loads(gold.read_text(encoding="utf-8"))["relations"]}
    assert shown == local_names(ontology, KG.Relation) - {"stated"}  # `stated` is in the gold as its quotations
