"""`kg ontology check` and `kg ontology export`: the words of the ontology, tried and handed on."""
from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.app import ontology_app, settings
from kg.cli.common import OntologyFolder, Pipeline, Quiet, console, note, visible, write
from kg.errors import UsageError

Only = Annotated[list[str] | None, typer.Argument(metavar="RELATION...", help="Only these relations.", show_default=False)]
OntoLex = Annotated[bool, typer.Option("--ontolex", help="As OntoLex-Lemon with synsem frames (Turtle); the only form so far.")]


@ontology_app.command(**settings("kg ontology check", "kg ontology check rated funded"))
def check(relations: Only = None, ontology: OntologyFolder = None, pipeline: Pipeline = None, quiet: Quiet = False) -> None:
    """Print what each lexical entry was compiled to, and try each relation's example sentences.

    An example must give its relation, a counter-example must not; the exit status is 1 where one fails.
    """
    from kg.knowledge.ontology import load
    from kg.reports.lexicon_check import check_lexicon, describe

    loaded = load(ontology)
    for name in relations or []:
        if name not in loaded.relations:
            raise UsageError(f"the ontology has no relation {name!r}; it has: {', '.join(sorted(loaded.relations))}")
    shown = console()
    good = bad = 0
    if not quiet:
        for relation in loaded.relations.values():
            if not relations or relation.name in relations:
                shown.print(relation.name, style="bold")
                for frame in relation.frames:
                    shown.print(f"  {frame.entry}\n      {describe(frame)}", soft_wrap=True)
    for trial in check_lexicon(ontology, pipeline=pipeline, only=relations or []):
        good, bad = good + trial.good, bad + (not trial.good)
        if not trial.good:
            wanted = "should give it and does not" if trial.expected else "should not give it and does"
            shown.print(visible(f"{trial.relation}: {wanted}: {trial.sentence}"), style="bold red", soft_wrap=True)
            for words in trial.found or ("nothing",):
                shown.print(f"      gave {visible(words)}", soft_wrap=True)
    note(f"{good} sentences as expected, {bad} not", quiet=quiet)
    if bad:
        raise typer.Exit(1)


@ontology_app.command(**settings("kg ontology export --ontolex > lexicon.ttl"))
def export(ontolex: OntoLex = False, ontology: OntologyFolder = None) -> None:
    """Write the lexicon in a form that other tools read."""
    if not ontolex:
        raise UsageError("say in which form: kg ontology export --ontolex")
    from kg.graph.ontolex import to_ontolex
    from kg.knowledge.ontology import load

    write(to_ontolex(load(ontology)))
