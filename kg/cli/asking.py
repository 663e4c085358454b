"""`kg query` and `kg explain`: answers from an output folder, and why they are so."""
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from kg.cli.app import app, settings
from kg.cli.common import DEFAULT_OUT, OntologyFolder, Out, Pipeline, Private, console, note, records, visible, write
from kg.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from kg.reports.explain import Explanation

Question = Annotated[str | None, typer.Argument(metavar="NAME|FILE|TEXT", help="A named query, a file, or SPARQL itself.", show_default=False)]
Params = Annotated[list[str] | None, typer.Option("--param", "-p", metavar="NAME=VALUE", help="A value for a variable; may be given again.")]
Form = Annotated[Literal["table", "csv", "tsv", "json", "xml", "turtle"], typer.Option("--format", "-f", help="How to write the answer.")]
ListThem = Annotated[bool, typer.Option("--list", help="List the named queries and what each takes.")]


@app.command(**settings("kg query --list", 'kg query timeline --param who="Denby Council"', "kg query question.rq --format csv"))
def query(question: Question = None, param: Params = None, form: Form = "table", out: Out = DEFAULT_OUT, ontology: OntologyFolder = None,
          private: Private = False, list_them: ListThem = False) -> None:
    """Ask the graph a question in SPARQL, by its name or in full."""
    from kg.graph.keep import Keep, check_graph_has
    from kg.graph.store import open_store
    from kg.sparql import query as queries
    from kg.sparql.results import Format, render, table

    if list_them:
        _list_queries(ontology)
        return
    if question is None:
        raise UsageError("no query given; 'kg query --list' lists the named ones")
    found, values = queries.find_query(question, ontology), dict(_pair(p) for p in param or [])
    keep = Keep(private=private)
    if private:
        check_graph_has(records(out), keep)
    store = open_store(out, ontology=ontology, keep=keep, tell=note)
    answer = queries.run(store, found.text, values)
    if form == "table":
        console().print(table(answer, store.prefixes))
    else:
        write(render(answer, Format(form), store.prefixes))


def _pair(given: str) -> tuple[str, str]:
    name, sign, value = given.partition("=")
    if not sign or not name:
        raise UsageError(f"--param {given!r}: write NAME=VALUE")
    return name.strip().lstrip("?$"), value


def _list_queries(ontology: Path | None) -> None:
    from rich.table import Table

    from kg.sparql.query import named_queries

    table = Table("name", "answers", "parameters", box=None, pad_edge=False)
    for one in named_queries(ontology).values():
        takes = "; ".join(f"{p.name}{' (optional)' if p.optional else ''}: {p.help}" for p in one.parameters)
        table.add_row(one.name, visible(one.title), visible(takes))
    console().print(table)


StatementId = Annotated[str, typer.Argument(metavar="STATEMENT", help="A statement's id, the start of one, or its address.")]


@app.command(**settings("kg explain 3f2a"))
def explain(statement: StatementId, out: Out = DEFAULT_OUT, ontology: OntologyFolder = None, pipeline: Pipeline = None) -> None:
    """Tell why a statement is there: the sentence in its place, the entry that found it, the parse, each reference, each merge."""
    from kg.reports.explain import explain as explained

    _tell(explained(records(out), statement, ontology=ontology, pipeline=pipeline))


def _tell(told: Explanation) -> None:
    from rich.text import Text

    shown, record = console(), told.record

    def head(text: str) -> None:
        shown.print(Text(f"\n{text}", "bold"))

    def line(text: str) -> None:
        shown.print(Text("  " + visible(text)), soft_wrap=True)

    target = f" → {record['object']['label']}" if record["object"] else ""
    shown.print(Text(visible(f"{record['subject']['label']} — {record['type']}{target}"), "bold"), soft_wrap=True)
    line(f"statement {record['id']}")
    if not told.again:
        note("reading the kept text again does not give this statement: it was built with another version, ontology or pipeline, "
             "or from a file whose layout the text does not keep")
    head("In the text")
    shown.print(Text.assemble("  ", visible(told.before), (f"▶{visible(record['evidence']['text'])}◀", "bold"), visible(told.after)), soft_wrap=True)
    source = ", ".join(x for x in (told.document["title"], told.document["publisher"], told.document["date"]) if x)
    line(f"source: {source or 'untitled'} ({told.document['path']}, characters {record['evidence']['start']} to {record['evidence']['end']})")
    head("As a statement")
    by = record["attributed_to"]
    line(f"modality: {record['modality']}; on whose word: {by['label'] if by else 'the document’s own'}; confidence: {record['confidence']}")
    for name, value in record["qualifiers"].items():
        line(f"{name}: {value}")
    head("Found by")
    line(record["rule"])
    if told.frame:
        line(told.frame)
    if told.steps:
        head("References")
    for steps in told.steps:
        line(f"{steps.part}: “{steps.words}” is {steps.label}")
        for step in steps.trail:
            line(f"  - {step}")
    if told.merges:
        head("Merged")
        for merge in told.merges:
            line(f"{merge['name']} (document {merge['document']}): {merge['reason']}")
    head("Parse")
    shown.print(_parse(told))


def _parse(told: Explanation) -> Table:
    from rich.table import Table

    table = Table("word", "base form", "part of speech", "is", "of", box=None)
    for word in told.words:
        table.add_row(*(visible(x) for x in (word.text, word.lemma, word.pos, word.relation, word.head)))
    return table
