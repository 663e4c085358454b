"""The rows of the one table: what each of the benches of size and speed found, in words and figures."""
from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.bench import endpoint, scale, speed, store

Rows = list[tuple[str, str]]


def of_speed(given: argparse.Namespace) -> Rows:
    """Words a second of each stage, and its share of the bare parse in the same run."""
    found = speed.measure(given.folder, given.times)
    stages = [(f"{stage}, words a second (share of the parse)", f"{words:,.0f} ({share:.2f})") for stage, _, words, share in found.rows()]
    return [(f"documents (words) of `{given.folder.name}`", f"{found.documents:,} ({found.words:,})"), ("loading, seconds", f"{found.ready:.1f}"),
            *stages, ("megabytes at most", f"{found.megabytes:.0f}")]


def of_scale(given: argparse.Namespace) -> Rows:
    """What a build costs by the number of its documents, and what one document more costs."""
    begun = scale.start()
    found = [scale.grown(size, begun, read_all=False) for size in given.sizes]
    rows = [("build of one document, seconds", f"{begun:.1f}")]
    for at, one in enumerate(found):
        rows.append((f"build of {one.size:,} documents, seconds (megabytes); exponent",
                     f"{one.seconds:.1f} ({one.megabytes:.0f}); {scale.growth(found[max(at - 1, 0):at + 1])}"))
    last = found[-1]
    more = ", ".join(f"{kind} {last.increments[kind]:.1f}" for kind in scale.KINDS)
    return [*rows, (f"exponent to {last.size:,}", scale.growth(found)),
            (f"one document of {last.size:,}, seconds", more)]


def of_store(given: argparse.Namespace) -> Rows:
    """The graph on the disk in Oxigraph beside rdflib's memory."""
    found = store.compare(given.triples, given.limit)
    here, there = found.oxigraph, found.other
    asked = {name: (ours, there.asked[name]) for name, ours in here.asked.items()}
    both = sorted(theirs[0] / ours[0] for ours, theirs in asked.values() if ours and theirs)
    slow = [name for name, (ours, _) in asked.items() if ours is None or ours[0] > 2000]
    endless = [name for name, (_, theirs) in asked.items() if theirs is None]
    each = [(f"`{name}`: milliseconds in Oxigraph, in rdflib; ratio", _beside(ours, theirs)) for name, (ours, theirs) in asked.items()]
    return [(f"{here.triples:,} triples: made, seconds; megabytes on the disk", f"{found.made:.1f}; {found.on_disk:.0f}"),
            ("cold `kg query` of one hop, seconds (on the clock)", f"{found.quick[0]:.2f} ({found.quick[1]:.2f})"),
            ("rdflib / Oxigraph: seconds until ready, megabytes", f"{there.seconds / here.seconds:,.0f}, {there.megabytes / here.megabytes:,.0f}"),
            ("rdflib / Oxigraph: named queries, median (least to most)",
             f"{both[len(both) // 2]:,.1f} ({both[0]:,.1f} to {both[-1]:,.1f})" if both else "–"),
            ("named queries over 2 s in Oxigraph", ", ".join(slow) or f"none of {len(asked)}"),
            (f"named queries that did not end in {given.limit:.0f} s in rdflib", ", ".join(endless) or f"none of {len(asked)}"), *each]


def _beside(ours: tuple[float, int] | None, theirs: tuple[float, int] | None) -> str:
    told = ", ".join(f"{m[0]:,.0f}" if m else "did not end" for m in (ours, theirs))
    return f"{told}; {theirs[0] / ours[0]:,.1f}" if ours and theirs else told


def of_endpoint(given: argparse.Namespace) -> Rows:
    """`kg serve` asked by many clients at once, some of them hopeless."""
    with tempfile.TemporaryDirectory() as home:
        store.make(given.triples, Path(home))
        options = endpoint.options_of([home, "--clients", str(given.clients), "--seconds", str(given.seconds)])
        found = endpoint.loaded(options)
    return [(f"requests of {options.clients} clients in {options.seconds:.0f} s", f"{sum(found.tally.statuses.values()):,}"),
            ("cheap ones, milliseconds: p50, p95, p99", ", ".join(f"{found.milliseconds(share):.0f}" for share in (50, 95, 99))),
            ("ready, seconds; megabytes before and after", f"{found.ready:.1f}; {found.before}, {found.after}"),
            ("answers that were not meant", str(found.tally.wrong() or "none"))]


PARTS = {"speed": of_speed, "scale": of_scale, "store": of_store, "endpoint": of_endpoint}
