"""The application: its commands in the order of their use, and what becomes of errors.

Data goes to standard output, all else to standard error. Exit status: 0 all good, 1 something was skipped or a check failed, 2 wrong usage.
"""
from __future__ import annotations

from typing import Any

import typer
from typer.core import TyperGroup

from kg.errors import KgError

_ORDER = ("build", "view", "serve", "query", "show", "explain", "stats", "check", "diff", "score", "export", "push", "ontology")


class Group(TyperGroup):
    """Commands whose errors, where a user can do something about them, are one sentence and an exit status."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order of their use."""
        return sorted(super().list_commands(ctx), key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name))

    def invoke(self, ctx: Any) -> Any:
        """Run the command that `ctx` names."""
        from kg.cli.common import fail

        try:
            return super().invoke(ctx)
        except KgError as error:
            raise typer.Exit(fail(str(error), error.exit_status)) from error
        except BrokenPipeError:
            raise
        except OSError as error:
            raise typer.Exit(fail(f"{error.filename or 'a file'}: {error.strerror or error}", 1)) from error


def settings(example: str, *more: str) -> dict[str, Any]:
    """What every command is declared with: its examples, under the help."""
    return {"epilog": "\n\n".join(f"Example: {line}" for line in (example, *more)), "no_args_is_help": False}


app = typer.Typer(
    name="kg", cls=Group, no_args_is_help=True, add_completion=False, rich_markup_mode="rich", pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: kg build seeds, then open output/network.html",
    help="Turn documents into a knowledge graph in which each edge has a speaker, a modality and a checked quotation.")
ontology_app = typer.Typer(no_args_is_help=True, rich_markup_mode="rich", epilog="Example: kg ontology check",
                           help="Try the ontology's words on its example sentences, or hand them to other tools.")


def _version(asked: bool) -> None:
    if asked:
        from kg import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _root(version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version and stop.")) -> None:
    pass


def main() -> None:
    """Run the command line; ends the process."""
    app()


from kg.cli import asking, building, comparing, judging, lexicon, pushing, serving, telling  # noqa: E402, F401 - they declare the commands

app.add_typer(ontology_app, name="ontology")
