"""`kg push`: the graph to a server."""
from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.app import app, settings
from kg.cli.common import DEFAULT_OUT, MinConfidence, OntologyFolder, Out, Private, Quiet, note
from kg.cli.progress import progress
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.graph.endpoint import Credentials

Url = Annotated[str, typer.Argument(metavar="URL", help="The server's Graph Store, such as http://localhost:7878/store.", show_default=False)]
Update = Annotated[bool, typer.Option("--update", help="URL takes SPARQL updates, and is no Graph Store.")]
QueryUrl = Annotated[str | None, typer.Option("--query-url", metavar="URL", show_default=False,
                                              help="Where the server answers queries [default: known of the usual servers, or URL].")]
GraphIri = Annotated[str | None, typer.Option("--graph", metavar="IRI", show_default=False,
                                              help="The graph to put it in; what is there is replaced [default: 'graph' after the data's base].")]
DefaultGraph = Annotated[bool, typer.Option("--default-graph", help="Put it in the server's default graph; all that is there is replaced.")]
User = Annotated[str | None, typer.Option("--user", metavar="NAME", help="Who you are to the server [default: KG_PUSH_USER].", show_default=False)]
PasswordFile = Annotated[Path | None, typer.Option("--password-file", metavar="FILE", show_default=False,
                                                   help="A file with your password [default: KG_PUSH_PASSWORD itself].")]
TokenFile = Annotated[Path | None, typer.Option("--token-file", metavar="FILE", show_default=False,
                                                help="A file with an access token [default: KG_PUSH_TOKEN itself].")]
Batch = Annotated[int, typer.Option("--batch", min=1, metavar="N", help="At most so many triples in a request.")]
Timeout = Annotated[float, typer.Option("--timeout", min=0.1, metavar="SECONDS", help="How long to wait for an answer.")]


@app.command(**settings("kg push http://localhost:7878/store", "kg push https://host/ds/update --update --graph https://host/accountability"))
def push(url: Url, out: Out = DEFAULT_OUT, update: Update = False, query_url: QueryUrl = None, graph: GraphIri = None,
         default_graph: DefaultGraph = False, user: User = None, password_file: PasswordFile = None, token_file: TokenFile = None,
         private: Private = False, min_confidence: MinConfidence = 0.0, batch: Batch = 10_000, timeout: Timeout = 300.0,
         ontology: OntologyFolder = None, quiet: Quiet = False) -> None:
    """Send the graph to a SPARQL server, in batches, and check that it is there.

    With it goes what tells other clients of it: a description, the terms, and the named queries as examples.

    What the target graph held is replaced. A run that was cut off goes on where it was.
    """
    from kg.graph import push as pushing
    from kg.graph.endpoint import target
    from kg.graph.keep import Keep

    if graph is not None and default_graph:
        raise UsageError("--graph names a graph and --default-graph the one without a name; give one of them")
    name = None if default_graph else graph or pushing.graph_iri(out)
    where = target(url, query_url=query_url, graph=name, update=update)
    with progress(quiet=quiet) as show:
        done = pushing.push(out, where, _credentials(user, password_file, token_file), ontology=ontology,
                            keep=Keep(private=private, min_confidence=min_confidence), batch=batch, timeout=timeout, step=show, tell=note)
    earlier = f", {done.before} of them by an earlier run" if done.before else ""
    note(f"{done.triples} triples are in {f'<{name}>' if name else 'the default graph'}{earlier}; the server counts as many", quiet=quiet)


def _credentials(user: str | None, password_file: Path | None, token_file: Path | None) -> Credentials:
    from kg.graph.endpoint import Credentials

    if token_file is not None or (user is None and password_file is None and "KG_PUSH_TOKEN" in os.environ):
        return Credentials(user=user, token=_secret(token_file, "KG_PUSH_TOKEN"), password=_secret(password_file, None))
    return Credentials(user=user if user is not None else os.environ.get("KG_PUSH_USER"), password=_secret(password_file, "KG_PUSH_PASSWORD"))


def _secret(file: Path | None, variable: str | None) -> str | None:
    """What stands in a file, without the end of its line, or in an environment variable."""
    if file is None:
        return os.environ.get(variable) if variable is not None else None
    try:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        raise UsageError(f"{file}: not text") from None  # the error would show what stands there
