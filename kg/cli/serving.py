"""`kg serve`: a build over HTTP."""
from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.app import app, settings
from kg.cli.common import DEFAULT_OUT, OntologyFolder, Out, Quiet, note

Host = Annotated[str, typer.Option("--host", metavar="HOST", help="The name or address to listen on; any but this machine's own opens it to others.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="The port to listen on; 0 is any that is free.")]
TimeLimit = Annotated[float, typer.Option("--time-limit", min=0.1, metavar="SECONDS", help="When a query is stopped.")]
MaxRows = Annotated[int, typer.Option("--max-rows", min=1, metavar="N", help="A longer answer is refused.")]
MaxMemory = Annotated[int, typer.Option("--max-memory", min=64, metavar="MB", help="What one query may take of memory.")]
Origins = Annotated[list[str] | None, typer.Option("--allow-origin", metavar="ORIGIN", show_default=False,
                                                   help="Pages of this origin (https://example.org, or *) may ask too; may be given again.")]
Names = Annotated[list[str] | None, typer.Option("--allow-host", metavar="NAME", show_default=False,
                                                 help="Another name by which clients call this server; may be given again.")]


@app.command(**settings("kg serve", "kg serve --out results --port 8080 --time-limit 5"))
def serve(out: Out = DEFAULT_OUT, host: Host = "127.0.0.1", port: Port = 8000, time_limit: TimeLimit = 10.0, max_rows: MaxRows = 50_000,
          max_memory: MaxMemory = 512, allow_origin: Origins = None, allow_host: Names = None, ontology: OntologyFolder = None,
          quiet: Quiet = False) -> None:
    """Serve a build to browsers and SPARQL clients: the page, what is told of each thing, a console, and an endpoint at /sparql that only reads.

    It listens to this machine alone unless another host is given. Ctrl-C ends it.
    """
    from kg.serve.limits import Limits
    from kg.serve.listen import address, bound, is_loopback, listen
    from kg.serve.pool import Pool

    listening = bound(host, port)
    limits = Limits(seconds=time_limit, rows=max_rows, megabytes=max_memory)
    pool = Pool(out, ontology, limits)  # another process opens the graph, while this one loads what it needs

    from kg.serve.app import make_app
    from kg.serve.guards import Doors, names
    from kg.serve.site import open_site

    doors = Doors(hosts=names(host, allow_host or ()), origins=frozenset(allow_origin or ()))

    def ready() -> None:
        where = address(listening, host)
        note(f"serving {out} at {where} (SPARQL at {where}sparql); Ctrl-C ends it", quiet=quiet)
        if not is_loopback(listening):
            note(f"warning: whoever reaches this machine on port {listening.getsockname()[1]} can read all of it; nobody is asked who they are, and "
                 "nothing is encrypted. Put a proxy before it that does both")

    with listening, open_site(out, ontology=ontology, limits=limits, pool=pool) as site:
        for told in site.told:
            note(told)
        listen(make_app(site, doors), listening, ready, site.end)
