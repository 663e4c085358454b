"""`kg diff`: what changed from one build to another."""
from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.app import app, settings
from kg.cli.common import AsJson, Private, Quiet, note, records, visible, write, write_json

Old = Annotated[Path, typer.Argument(metavar="OLD", help="The output folder of a build.")]
New = Annotated[Path, typer.Argument(metavar="NEW", help="That of a later one.")]


@app.command(**settings("kg diff yesterday today", "kg diff yesterday today --json"))
def diff(old: Old, new: New, private: Private = False, as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Tell what changed from one build to another: documents, names, edges, and the words they rest on.

    The exit status is 0 where nothing did, and 1 where something did.
    """
    from kg.graph.keep import Keep
    from kg.reports.diff import difference
    from kg.reports.diff_words import lines

    found = difference(records(old), records(new), Keep(private=private))
    if as_json:
        write_json(asdict(found))
    else:
        write("".join(f"{visible(line)}\n" for line in lines(found)))
    if found:
        raise typer.Exit(1)
    note("no difference", quiet=quiet)
