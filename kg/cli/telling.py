"""`kg show` and `kg stats`: what a build tells of one entity, and figures of the whole."""
from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import app, settings
from kg.cli.common import DEFAULT_OUT, AsJson, Out, Private, console, records, undamaged, visible, write_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.table import Table

    from kg.records import StatementRecord
    from kg.reports.show import Dossier
    from kg.reports.stats import Count, Rank

Entity = Annotated[str, typer.Argument(metavar="ENTITY", help="A name, another name, or an address in <>.")]
Top = Annotated[int, typer.Option("--top", min=1, metavar="N", help="How many entities and groups to list.")]


@app.command(**settings('kg show "Denby Council"', 'kg show "Denby Council" --out results --json'))
def show(entity: Entity, out: Out = DEFAULT_OUT, private: Private = False, as_json: AsJson = False) -> None:
    """Tell all that a build holds of one entity: its names, roles, and a timeline of statements with their quotations."""
    from kg.graph.keep import Keep
    from kg.reports.show import dossier

    told = undamaged(out, lambda: dossier(out, entity, Keep(private=private)))
    if as_json:
        write_json(asdict(told))
    else:
        _tell(told)


def _tell(told: Dossier) -> None:
    from rich.text import Text

    shown, entity = console(), told.entity

    def head(text: str) -> None:
        shown.print(Text(f"\n{text}", "bold"))

    def line(text: str) -> None:
        shown.print(Text("  " + visible(text)), soft_wrap=True)

    shown.print(Text(visible(f"{entity['label']} ({entity['class']})"), "bold"), soft_wrap=True)
    line(f"{len(told.timeline)} statements in {entity['documents']} documents; {entity['iri']}")
    for title, values in (("also called", entity["aliases"]), ("the same as", entity["same_as"])):
        if values:
            line(f"{title}: {'; '.join(values)}")
    if told.roles:
        head("Roles")
    for role in told.roles:
        line(f"{role.person}: {role.role or 'a role'}{f' of {role.organisation}' if role.organisation else ''}{' (left)' if role.ended else ''}")
    if told.timeline:
        head("Timeline")
    for entry in told.timeline:
        when = entry.when or "undated"
        line(f"{when if entry.dated or not entry.when else f'{when} (source)'}  {_edge(entry.statement)}")
        line(f"    “{' '.join(entry.statement['evidence']['text'].split())}”")
        line(f"    {entry.statement['source']['title'] or entry.statement['source']['path']}; statement {entry.statement['id']}")
    if told.merges:
        head("Why these names are one")
    for merge in told.merges:
        line(f"{merge['name']} (document {merge['document']}): {merge['reason']}")


def _edge(statement: StatementRecord) -> str:
    target, by = statement["object"], statement["attributed_to"]
    more = [] if statement["modality"] == "asserted" else [statement["modality"]]
    more += [f"says {by['label']}"] if by else []
    more += [f"{name}: {value}" for name, value in statement["qualifiers"].items() if name not in ("quote", "date")]
    end = f" → {target['label']}" if target else ""
    return f"{statement['subject']['label']} — {statement['type']}{end}" + (f" ({'; '.join(more)})" if more else "")


@app.command(**settings("kg stats", "kg stats --top 20 --json"))
def stats(out: Out = DEFAULT_OUT, top: Top = 10, private: Private = False, as_json: AsJson = False) -> None:
    """Count a build by class, relation, modality and source; tell who is most connected, who stands between others, and who belongs together."""
    from kg.graph.keep import Keep, kept
    from kg.reports.stats import stats as figures

    told = figures(kept(records(out), Keep(private=private)), top=top)
    if as_json:
        write_json(asdict(told))
        return
    shown = console()
    for title, counts in (("class", told.classes), ("relation", told.relations), ("modality", told.modalities), ("source", told.sources)):
        shown.print(_counts(title, counts))
    shown.print(_ranks("most connected", "neighbours", told.connected))
    shown.print(_ranks("between others", "share of paths", told.brokers))
    for number, group in enumerate(told.communities[:top], 1):
        shown.print(visible(f"group {number}: {'; '.join(group[:12])}{f'; and {len(group) - 12} more' if len(group) > 12 else ''}"), soft_wrap=True)


def _counts(title: str, counts: Iterable[Count]) -> Table:
    from rich.table import Table

    table = Table(title, "number", box=None)
    for one in counts:
        table.add_row(visible(one.name), str(one.count))
    return table


def _ranks(title: str, figure: str, ranks: Iterable[Rank]) -> Table:
    from rich.table import Table

    table = Table(title, "class", figure, "statements", box=None)
    for one in ranks:
        table.add_row(visible(one.label), visible(one.cls), f"{one.value:g}", str(one.statements))
    return table
