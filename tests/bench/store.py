"""The graph on the disk in Oxigraph beside rdflib's memory: `python -m tests.bench.store [--triples 1000000] [--seconds 20]`.

A graph of invented documents (`tests.bench.generated`, with all relations and modalities that the named queries ask for) is written as a build does.
Each engine opens it in a process of its own and runs every named query, without and with its optional parameters, each under a time limit: what did
not end is a result. Prints one table in Markdown, with what a cold `kg query` of one hop takes from start to end. Seconds and milliseconds are those
of the processor, so that another program on the machine does not count, but where the clock is named.
"""
from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from kg.building.build import resolve_all
from kg.building.storing import writing_store
from kg.graph.rdf import write_turtle
from kg.graph.store import Store, load_store, open_store
from kg.knowledge.ontology import load
from kg.model import Gathered, Knowledge, Modality, Statement
from kg.publish import STORE
from kg.sparql.query import named_queries, run
from kg.sparql.results import Result
from tests.bench.generated import documents, gathered

_TRIPLES_A_DOCUMENT = 118
# What a statement that tells of two, or of one, becomes: its type, how often, and a qualifier that comes with it
_OF_TWO = (("criticised", 8, "about"), ("accused", 3, "about"), ("praised", 2, "about"), ("opposed", 1, ""), ("campaigned_against", 1, ""),
           ("called_for", 2, "about"), ("funded", 1, "amount"), ("rated", 2, "rating"), ("part_of", 1, ""), ("member_of", 1, ""))
_OF_ONE = (("apologised", 2, "about"), ("acknowledged", 2, "about"), ("denied", 2, "about"), ("pledged", 3, "about"))
_AS_THEY_ARE = ("holds_role", "stated", "sanctioned")
_HOW = ((Modality.ASSERTED, 14), (Modality.ALLEGED, 3), (Modality.NEGATED, 2), (Modality.PLANNED, 1))
_WORDS = {"about": "the delays", "amount": "£3m", "rating": "good"}
_HUB = "SELECT ?x (COUNT(*) AS ?n) { %s } GROUP BY ?x ORDER BY DESC(?n) ?x LIMIT 1"
_VALUES = {  # who or what occurs most, for each parameter
    "body": _HUB % "?s rdf:predicate kg:criticised ; rdf:object ?x", "entity": _HUB % "?s rdf:predicate kg:sanctioned ; rdf:object ?x",
    "speaker": _HUB % "?s kg:attributedTo ?x", "about": _HUB % "?s rdf:predicate kg:accused ; rdf:object ?x",
    "statement": _HUB % "?x kg:modality kg:negated"}


def make(triples: int, folder: Path) -> float:
    """Write a build's graph of about so many triples and its store into `folder`; returns the seconds on the clock that the store took."""
    extractions = [varied(gathered(one), number).extraction() for number, one in enumerate(documents(max(20, triples // _TRIPLES_A_DOCUMENT)))]
    with (folder / "graph.ttl").open("w", encoding="utf-8") as stream:
        write_turtle(stream, Knowledge(extractions=tuple(extractions), resolution=resolve_all(extractions, load())))
    began = time.perf_counter()
    with writing_store(folder / STORE, folder / "graph.ttl"):
        pass
    return time.perf_counter() - began


def varied(one: Gathered, number: int) -> Gathered:
    """The same document with more kinds of statements: as many, of the same entities and words."""
    draw = random.Random(number)
    people = [s.subject for s in one.statements if s.type in ("stated", "praised")]

    def vary(s: Statement) -> Statement:
        if s.type in _AS_THEY_ARE:
            return s
        kinds = _OF_TWO if s.object else _OF_ONE
        kind, _, qualifier = draw.choices(kinds, [often for _, often, _ in kinds])[0]
        told = {qualifier: _WORDS[qualifier]} if qualifier else {}
        if draw.random() < 0.3:
            told["date"] = f"20{draw.randrange(10, 26)}-{draw.randrange(1, 13):02}"
        modality = draw.choices([m for m, _ in _HOW], [often for _, often in _HOW])[0]
        return replace(s, type=kind, modality=modality, attributed_to=draw.choice(people) if people and draw.random() < 0.4 else None,
                       qualifiers=tuple(sorted(told.items())))

    return replace(one, statements=tuple(vary(s) for s in one.statements))


@dataclass(frozen=True, slots=True)
class Measured:
    """What one engine took: seconds until it could answer, megabytes, triples, and for each question milliseconds and rows (None: did not end)."""

    seconds: float
    megabytes: float
    triples: int
    asked: dict[str, tuple[float, int] | None]


def measure(engine: str, folder: Path, values: dict[str, str], limit: float) -> Measured:
    """All questions asked of one engine, in this process: in the order of their names."""
    before, began = _megabytes(), time.process_time()
    store = open_store(folder) if engine == "oxigraph" else load_store(folder, engine="rdflib")
    seconds = time.process_time() - began
    asked = {name: timed(lambda text=text, given=given: run(store, text, given), limit)  # type: ignore[misc]
             for name, text, given in questions(values)}
    return Measured(seconds, _megabytes() - before, len(store.graph), asked)


def questions(values: dict[str, str]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Each named query with the parameters that it needs, and with all that it takes."""
    for query in named_queries().values():
        needed = {p.name: values[p.name] for p in query.parameters if not p.optional}
        yield query.name, query.text, needed
        if (whole := {p.name: values[p.name] for p in query.parameters}) != needed:
            yield f"{query.name} ({', '.join(sorted(set(whole) - set(needed)))})", query.text, whole


def timed(ask: Callable[[], Result], limit: float) -> tuple[float, int] | None:
    """Milliseconds and rows, in a process of its own that a signal ends when its seconds of the processor are used up: an engine cannot be stopped
    otherwise."""
    read, written = os.pipe()
    child = os.fork()
    if child == 0:
        signal.setitimer(signal.ITIMER_PROF, limit)
        began = time.process_time()
        rows = len(ask().rows or ())
        os.write(written, json.dumps(((time.process_time() - began) * 1000, rows)).encode())
        os._exit(0)
    os.close(written)
    with os.fdopen(read, "rb") as answer:
        told = answer.read()
    os.waitpid(child, 0)
    if not told:
        return None
    milliseconds, rows = json.loads(told)
    return milliseconds, rows


def _megabytes() -> float:
    """What this process holds in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def known(store: Store) -> dict[str, str]:
    """A value for each parameter: who or what occurs most."""
    values = {"words": "of the day 4321"}
    for name, text in _VALUES.items():
        row = (store.select(text).rows or ())[0]
        values[name] = str(row[0])
    return values


def cold(folder: Path, body: str) -> tuple[float, float]:
    """The best of five: seconds of the processor, and on the clock, of `kg query` with a question of one hop."""
    command = [sys.executable, "-m", "kg", "query", "SELECT ?who { ?who kg:criticised ?body }", "--param", f"body={body}", "--out", str(folder)]
    tries = []
    for _ in range(5):
        before, began = os.times(), time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        clock, after = time.perf_counter() - began, os.times()
        tries.append((after.children_user + after.children_system - before.children_user - before.children_system, clock))
    return min(t[0] for t in tries), min(t[1] for t in tries)


@dataclass(frozen=True, slots=True)
class Compared:
    """Both engines on one graph, with the seconds that its store took, its megabytes, and the seconds of a cold question."""

    made: float
    on_disk: float
    quick: tuple[float, float]
    oxigraph: Measured
    other: Measured


def compare(triples: int, limit: float) -> Compared:
    """Make a graph and have each engine measured in a process of its own."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        made = make(triples, folder)
        values = known(open_store(folder))
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), max_tasks_per_child=1) as apart:
            oxigraph, other = (apart.submit(measure, engine, folder, values, limit).result() for engine in ("oxigraph", "rdflib"))
        on_disk = sum(p.stat().st_size for p in (folder / STORE).iterdir()) / 1e6
        return Compared(made, on_disk, cold(folder, values["body"]), oxigraph, other)


def table(found: Compared) -> str:
    """All of it in Markdown."""
    oxigraph, other, quick = found.oxigraph, found.other, found.quick
    rows = [(f"{oxigraph.triples:,} triples", "Oxigraph on the disk", "rdflib in memory", "ratio", "rows"), ("---",) * 5,
            ("made by the build, seconds on the clock", f"{found.made:.1f}", "", "", ""),
            ("megabytes on the disk", f"{found.on_disk:.0f}", "", "", ""),
            ("ready, seconds", f"{oxigraph.seconds:.2f}", f"{other.seconds:.0f}", f"{other.seconds / oxigraph.seconds:,.0f}", ""),
            ("megabytes of memory", f"{oxigraph.megabytes:.0f}", f"{other.megabytes:.0f}", f"{other.megabytes / oxigraph.megabytes:,.0f}", ""),
            ("cold `kg query` of one hop, seconds (on the clock)", f"{quick[0]:.2f} ({quick[1]:.2f})", "", "", "")]
    for name, ours in oxigraph.asked.items():
        theirs = other.asked[name]
        ratio = f"{theirs[0] / ours[0]:,.0f}" if ours and theirs else ""
        rows.append((f"{name}, ms", *(f"{m[0]:,.0f}" if m else "did not end" for m in (ours, theirs)), ratio, f"{(ours or theirs or (0, 0))[1]:,}"))
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def main() -> None:
    """Print what `compare` finds."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--triples", type=int, default=1_000_000)
    options.add_argument("--seconds", type=float, default=20, help="the limit of a query, of the processor")
    given = options.parse_args()
    sys.stdout.write(table(compare(given.triples, given.seconds)) + "\n")


if __name__ == "__main__":
    main()
