"""`kg check`, `kg score` and `kg export`: is the build right, how good is it, and in other formats."""
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.app import app, settings
from kg.cli.common import (
    DEFAULT_OUT,
    AsJson,
    MinConfidence,
    OntologyFolder,
    Out,
    Pipeline,
    Private,
    Quiet,
    console,
    note,
    records,
    visible,
    write,
    write_json,
)
from kg.cli.progress import progress

if TYPE_CHECKING:
    from rich.table import Table

    from kg.evaluation.score import Scores
    from kg.records import StatementRecord

@app.command(**settings("kg check", "kg check --out results"))
def check(out: Out = DEFAULT_OUT, ontology: OntologyFolder = None, quiet: Quiet = False) -> None:
    """Try a build: the graph against its shapes, each quotation against its text, the records against the graph.

    What is wrong goes to standard output, one finding a line; the exit status is then 1.
    """
    from kg.reports.check import check as findings_of

    records(out)  # a damaged build is told as such
    findings = findings_of(out, ontology)
    for finding in findings:
        write(visible(str(finding)) + "\n")
    note(f"{len(findings)} findings" if findings else "all is well", quiet=quiet)
    if findings:
        raise typer.Exit(1)


Gold = Annotated[Path, typer.Argument(metavar="GOLD", help="A folder of annotations, one JSON file a document.")]
Texts = Annotated[Path, typer.Argument(metavar="TEXTS", help="The folder of the annotated texts (.txt or .md).")]
Build = Annotated[bool, typer.Option("--build", help="Read the texts afresh, and write nothing, instead of reading --out.")]
Misses = Annotated[bool, typer.Option("--misses", help="List the core relations that were not found.")]
Wrong = Annotated[bool, typer.Option("--wrong", help="List the statements that meet no annotation, with their rule.")]


@app.command(**settings("kg score tests/gold seeds --build", "kg score gold texts --out results --wrong"))
def score(gold: Gold, texts: Texts, out: Out = DEFAULT_OUT, build: Build = False, ontology: OntologyFolder = None, pipeline: Pipeline = None,
          as_json: AsJson = False, misses: Misses = False, wrong: Wrong = False) -> None:
    """Compare a build with annotations made by people: by document, by relation, by lexical entry (the worst first), and in all.

    A lexical entry's coverage is the share of the core annotations that it was the first to meet.
    """
    from kg.evaluation.gold import read_gold
    from kg.evaluation.score import score as compare

    documents = read_gold(gold, texts, ontology)
    statements = _built(texts, ontology, pipeline) if build else records(out).statements
    scores = compare(documents, statements)
    if as_json:
        write_json(scores.plain())
        return
    shown = console()
    for table in _tables(scores):
        shown.print(table)
    for asked, name, rows in ((misses, "missed", scores.misses), (wrong, "wrong", scores.wrong)):
        for row in rows if asked else []:
            rule = f" [{row['rule']}]" if "rule" in row else ""
            edge = f"{row['subject']} --{row['type']}--> {row['object']}"
            shown.print(visible(f"{name}: {row['doc']}: {edge}: {row['evidence']}{rule}"), soft_wrap=True)
    shown.print(" ".join(f"{name}={value}" for name, value in scores.total.items()), soft_wrap=True)


def _built(texts: Path, ontology: Path | None, pipeline: str | None) -> list[StatementRecord]:
    from kg.building.build import know
    from kg.graph.recorder import records as told
    from kg.knowledge.ontology import load
    from kg.model import Document
    from kg.read import read

    documents = [d for d in read([str(texts)]) if isinstance(d, Document)]
    with progress(quiet=False) as show:
        return told(know(documents, load(ontology), pipeline=pipeline, progress=show)).statements


def _tables(scores: Scores) -> list[Table]:
    from rich.table import Table

    from kg.evaluation.score import by_harm, f1_of, precision_of, recall_of

    documents = Table("document", "precision", "recall", "F1", "predicted", "core", box=None)
    for stem, f in scores.documents.items():
        documents.add_row(visible(stem), *(str(f[key]) for key in ("precision", "recall", "f1", "predicted", "core")))
    types = Table("relation", "precision", "recall", "F1", "found", "of", "right", "wrong", box=None)
    for name, c in sorted(scores.types.items()):
        counts = (str(c[key]) for key in ("met", "gold", "right", "wrong"))
        types.add_row(visible(name), *(_shown(f(c)) for f in (precision_of, recall_of, f1_of)), *counts)
    rules = Table("lexical entry", "wrong", "hits", "precision", "coverage", box=None)
    for rule, c in by_harm(scores.rules):
        coverage = c["met"] / core if (core := scores.total["core"]) else None
        rules.add_row(visible(rule), str(c["wrong"]), str(c["right"] + c["wrong"]), _shown(precision_of(c)), _shown(coverage))
    figures = Table("in all", "", box=None)
    for name, value in scores.total.items():
        figures.add_row(name.replace("_", " "), str(value) if isinstance(value, int) else _shown(value))
    return [documents, types, rules, figures]


def _shown(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.3f}"


ExportForm = Annotated[Literal["trig", "nquads", "jsonld", "rdf12", "graphml", "gexf", "csv"], typer.Option("--format", "-f", help="What to write.")]


@app.command(**settings("kg export --format graphml > network.graphml", "kg export --format csv --out results"))
def export(form: ExportForm = "trig", out: Out = DEFAULT_OUT, min_confidence: MinConfidence = 0.0, private: Private = False) -> None:
    """Write a build in the format of another tool, to standard output: RDF for other stores, GraphML and GEXF for graph tools, CSV."""
    from kg.graph.keep import Keep
    from kg.reports.export import Form
    from kg.reports.export import export as exported

    records(out)  # a damaged build is told as such
    write(exported(out, Form(form), Keep(private=private, min_confidence=min_confidence)))
