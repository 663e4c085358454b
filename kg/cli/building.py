"""`kg build` and `kg view`: from documents to the output folder and its page."""
from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import app, settings
from kg.cli.common import DEFAULT_OUT, MinConfidence, OntologyFolder, Out, Pipeline, Private, Quiet, console, note, records, visible
from kg.cli.progress import progress
from kg.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from kg.building.writing import Written

Sources = Annotated[list[str] | None, typer.Argument(metavar="SOURCES...", help="Files, folders, patterns; - is standard input.", show_default=False)]
Base = Annotated[str | None, typer.Option("--base", metavar="IRI", help="What the addresses in the graph start with.", show_default=False)]
DecisionFile = Annotated[Path | None, typer.Option("--decisions", metavar="FILE", help="Your judgements of who is who (YAML), before every rule.")]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, metavar="N", show_default=False,
                                          help="How many processes read documents [default: one a core, where they pay].")]
Cluster = Annotated[str | None, typer.Option("--cluster", metavar="ADDRESS", show_default=False,
                                             help="Read documents on the Dask cluster whose scheduler is there, such as tcp://host:8786.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Read every document anew, whatever an earlier build kept.")]


@app.command(**settings("kg build seeds", "kg build articles/*.html report.pdf --out results --jobs 4", "kg build archive --cluster tcp://host:8786"))
def build(sources: Sources = None, out: Out = DEFAULT_OUT, ontology: OntologyFolder = None, pipeline: Pipeline = None,
          min_confidence: MinConfidence = 0.0, base: Base = None, decisions: DecisionFile = None, private: Private = False,
          jobs: Jobs = None, cluster: Cluster = None, no_cache: NoCache = False, quiet: Quiet = False) -> None:
    """Read documents and write the graph, the records and the page.

    Text, Markdown, HTML, PDF and Word are read. What cannot be read is skipped, told, and counted: the exit status is then 1.

    What each document gave is kept in the output folder: the next build reads only what is new or changed, and goes on where one was cut off.
    """
    from kg import iris
    from kg.building.build import Options
    from kg.building.build import build as build_graph
    from kg.publish import PAGE
    from kg.resolution.decisions import load_decisions

    if jobs is not None and cluster is not None:
        raise UsageError("--jobs is for processes of this machine and --cluster for other machines; give one of them")
    options = Options(out=out, ontology=ontology, pipeline=pipeline, min_confidence=min_confidence, base=base or iris.BASE,
                      decisions=load_decisions(decisions) if decisions else None, private_allegations=private, jobs=jobs, cluster=cluster,
                      fresh=no_cache)
    start = time.perf_counter()
    with progress(quiet=quiet) as show:
        written = build_graph(sources or [], options, stdin=sys.stdin.buffer, progress=show, tell=note)
    if not quiet:
        console(messages=True).print(_summary(written, time.perf_counter() - start))
    for skipped in written.skipped:
        note(f"skipped {skipped['path']}: {skipped['reason']}")
    note(f"written to {out}; look at {out / PAGE}", quiet=quiet)
    if written.skipped:
        raise typer.Exit(1)


Around = Annotated[str | None, typer.Option(metavar="NAME", help="Only what lies about this entity.")]
Depth = Annotated[int, typer.Option(min=0, metavar="N", help="With --around: how many steps from it.")]
Top = Annotated[int | None, typer.Option(min=1, metavar="N", help="Only the N entities with most statements.")]
Types = Annotated[list[str] | None, typer.Option("--type", metavar="RELATION", help="Only this relation; may be given again.")]
SourceWords = Annotated[list[str] | None, typer.Option("--source", metavar="WORDS", help="Only sources with this in title, publisher or path.")]
After = Annotated[str | None, typer.Option("--from", metavar="DATE", help="Nothing before this date, such as 2022 or 2022-05-31.")]
Before = Annotated[str | None, typer.Option("--to", metavar="DATE", help="Nothing after this date.")]
PageFile = Annotated[Path | None, typer.Option("--page", metavar="FILE", help="Where to write the page [default: network.html in the output folder].",
                                               show_default=False)]
NoOpen = Annotated[bool, typer.Option("--no-open", help="Write the page, but open no browser.")]


@app.command(**settings("kg view", 'kg view --around "Denby Council" --depth 2 --page denby.html --no-open'))
def view(out: Out = DEFAULT_OUT, around: Around = None, depth: Depth = 1, top: Top = None, types: Types = None, source: SourceWords = None,
         after: After = None, before: Before = None, min_confidence: MinConfidence = 0.0, private: Private = False, page: PageFile = None,
         ontology: OntologyFolder = None, no_open: NoOpen = False, quiet: Quiet = False) -> None:
    """Write the page of a build anew, all of it or a part, and open it in a browser."""
    from kg.building.pages import replacing_page, write_network
    from kg.graph.keep import Keep
    from kg.publish import PAGE
    from kg.view import Selection

    selection = Selection(around=around, depth=depth, top=top, types=tuple(types or ()), sources=tuple(source or ()), date_from=after, date_to=before)
    keep = Keep(private=private, min_confidence=min_confidence)
    output = records(out)
    target = page or out / PAGE
    with replacing_page(out, target) as path:
        written = write_network(output, path, ontology=ontology, selection=selection, keep=keep)
    note(f"{target}: {written.statements} statements", quiet=quiet)
    if not no_open and sys.stdout.isatty():
        typer.launch(str(target))


def _summary(written: Written, seconds: float) -> Table:
    """What a build did, for its last words."""
    from rich.table import Table

    counts = written.counts
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(justify="right")
    table.add_column()
    table.add_row(str(counts["documents"]), "documents")
    table.add_row(str(counts["skipped"]), "skipped")
    table.add_row(str(counts["sentences"]), f"sentences, of which {counts['sentences_used']} gave statements")
    told = ", ".join(f"{label} {number}" for label, number in written.families)
    table.add_row(str(counts["statements"]), visible(f"statements: {told}" if told else "statements"))
    if counts["private_allegations"]:
        held = "left out of graph and page" if counts["private_allegations_left_out"] else "in graph and page too, as asked"
        table.add_row(str(counts["private_allegations"]), f"of them hold allegations against named people without a public role: {held}")
    table.add_row(str(counts["entities"]), "entities")
    table.add_row(f"{seconds:.1f}", "seconds")
    return table
