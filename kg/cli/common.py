"""What the commands share: the two consoles, options, and messages."""
from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from kg.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from kg.records import Output

_Read = TypeVar("_Read")
_PIPE_WIDTH = 160  # columns of a table that goes to a file or another program

Out = Annotated[Path, typer.Option("--out", "-o", metavar="FOLDER", help="The output folder of a build.")]
OntologyFolder = Annotated[Path | None, typer.Option("--ontology", metavar="FOLDER", help="Your own Turtle files, laid over kg's.")]
Pipeline = Annotated[str | None, typer.Option("--pipeline", metavar="NAME", help="An installed spaCy pipeline instead of kg's own.")]
AsJson = Annotated[bool, typer.Option("--json", help="Everything, as JSON.")]
Private = Annotated[bool, typer.Option("--include-private-allegations",
                                       help="Also what is alleged against named people who hold no public role; it is left out otherwise.")]
MinConfidence = Annotated[float, typer.Option("--min-confidence", min=0.0, max=1.0, help="Leave out statements that are less sure than this.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no summary; only what went wrong.")]
DEFAULT_OUT = Path("output")


def console(*, messages: bool = False) -> Console:
    """Standard output, or with `messages` standard error; plain where it is no terminal or NO_COLOR is set."""
    from rich.console import Console

    stream = sys.stderr if messages else sys.stdout
    width = None if stream.isatty() or "COLUMNS" in os.environ else _PIPE_WIDTH
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def fail(message: str, status: int) -> int:
    """Say what went wrong; returns the exit status."""
    from rich.text import Text

    console(messages=True).print(Text.assemble(("error: ", "bold red"), visible(message)), soft_wrap=True)
    return status


def note(message: str, *, quiet: bool = False) -> None:
    """Say something by the way."""
    if not quiet:
        console(messages=True).print(visible(message), soft_wrap=True)


def visible(text: str) -> str:
    """`text` without characters that move the cursor, or that no terminal can be sent."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in text)


def write(text: str) -> None:
    """Data to standard output, as UTF-8 whatever the locale."""
    sys.stdout.flush()
    binary = getattr(sys.stdout, "buffer", None)
    if binary is None:
        sys.stdout.write(text)
        return
    binary.write(text.encode("utf-8", "replace"))
    binary.flush()


def write_json(data: object) -> None:
    """Data to standard output, as JSON."""
    write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def records(out: Path) -> Output:
    """The records of a build. Raises UsageError where there is none, or a damaged one."""
    from kg.records import read_output

    return undamaged(out, lambda: read_output(out))


def undamaged(out: Path, read: Callable[[], _Read]) -> _Read:
    """What `read` makes of the build in `out`. Raises UsageError where that is damaged."""
    try:
        return read()
    except (ValueError, KeyError, FileNotFoundError) as error:
        raise UsageError(f"{out}: the build there is damaged ({type(error).__name__}: {error}); build it again") from error
