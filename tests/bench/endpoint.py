"""A load test of `kg serve`: many clients at once, most with cheap queries and some with hopeless ones, and what became of them.

    python -m tests.bench.endpoint OUTPUT [--clients 50] [--seconds 60] [--hopeless 0.1] [--pause 1]

Each client asks, waits for the answer, pauses for a time that is drawn anew (`--pause` seconds in the mean; who is told to come back later does so),
and asks again. Every query is another text. The errors that are meant are 504 (stopped), 503 (too many) and 422 (too large), for hopeless ones alone.
"""
from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx

from tests.serve.processes import descendants, memory, workers
from tests.serve.running import Running, running

CHEAP = (
    "SELECT ?who {{ ?who kg:criticised <{entity}> }}", "SELECT ?name {{ <{entity}> rdfs:label ?name }}", "ASK {{ <{entity}> kg:accused ?whom }}",
    "SELECT ?statement ?words {{ ?statement rdf:subject <{entity}> ; kg:evidence/oa:exact ?words }} LIMIT 20",
    "CONSTRUCT {{ <{entity}> ?p ?o }} WHERE {{ <{entity}> ?p ?o }}")
HOPELESS = (
    "SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != {number}) }}",
    "SELECT ?a ?d {{ ?a rdfs:label ?b . ?d rdfs:label ?e . FILTER(REGEX(CONCAT(?b, ?e), 'x{number}$')) }} ORDER BY ?b",
    "SELECT (GROUP_CONCAT(?c) AS ?all) {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?i != {number}) }}")
_IDLE = 3  # seconds after which a connection is made anew: the server closes one that is idle for five
MEANT = frozenset((200, 422, 503, 504))


@dataclass
class Tally:
    """What the clients met: how long each cheap query took, and how often which status came for which kind."""

    cheap: list[float] = field(default_factory=list)
    statuses: Counter[tuple[str, str]] = field(default_factory=Counter)

    def wrong(self) -> dict[tuple[str, str], int]:
        """What should not have come."""
        return {key: count for key, count in self.statuses.items() if key[1] != "200" and (key[0] == "cheap" or not key[1].isdecimal()
                                                                                         or int(key[1]) not in MEANT)}


async def client(port: int, number: int, options: argparse.Namespace, entities: list[str], tally: Tally) -> None:
    draw, end = random.Random(number), time.monotonic() + options.seconds
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await asyncio.sleep(draw.random() * options.pause)
    while time.monotonic() < end:
        kind = "hopeless" if draw.random() < options.hopeless else "cheap"
        query = draw.choice(HOPELESS if kind == "hopeless" else CHEAP).format(entity=draw.choice(entities), number=draw.randrange(10**9))
        writer.write(f"GET /sparql?query={quote(f'# {draw.random()}{chr(10)}{query}')} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        began = time.monotonic()
        try:
            status, later = await asyncio.wait_for(answered(reader), 60)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            tally.statuses[kind, type(error).__name__] += 1
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            continue
        tally.statuses[kind, str(status)] += 1
        if kind == "cheap":
            tally.cheap.append(time.monotonic() - began)
        pause = later or (draw.expovariate(1 / options.pause) if options.pause else 0)
        await asyncio.sleep(pause)
        if pause > _IDLE:
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.close()


async def answered(reader: asyncio.StreamReader) -> tuple[int, float]:
    """The status of the next response, and after how long to come back."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if line)
    await reader.readexactly(int(headers["content-length"]))
    return int(head.split()[1]), float(headers.get("retry-after", 0))


def measured(server: Running, options: argparse.Namespace) -> Tally:
    found = httpx.get(server.endpoint, params={"query": "SELECT ?e { ?e a ?c . ?s rdf:subject ?e } LIMIT 2000"}, timeout=60).json()
    entities = sorted({row["e"]["value"] for row in found["results"]["bindings"]})
    tally = Tally()

    async def all_of_them() -> None:
        await asyncio.gather(*(client(server.port, number, options, entities, tally) for number in range(options.clients)))

    asyncio.run(all_of_them())
    return tally


def held(server: Running) -> int:
    """The megabytes that the server and its spawner hold, without what runs for one query."""
    one = server.process.pid
    return sum(memory(process) for process in {one} | descendants(one) - workers(one))


@dataclass(frozen=True, slots=True)
class Load:
    """What became of the load: seconds until the server was ready, what the clients met, megabytes before and after, processes, and its log."""

    ready: float
    tally: Tally
    before: int
    after: int
    processes: int
    log: str

    def milliseconds(self, share: int) -> float:
        """What so many of a hundred cheap queries were answered within."""
        return statistics.quantiles(self.tally.cheap, n=100)[share - 1] * 1000


def loaded(options: argparse.Namespace) -> Load:
    """Serve a build and ask it, as the options say."""
    with tempfile.TemporaryDirectory() as folder, running(options.out, Path(folder) / "log") as server:
        before = held(server)
        tally = measured(server, options)
        processes = len(descendants(server.process.pid))
        return Load(server.seconds, tally, before, held(server), processes, (Path(folder) / "log").read_text(encoding="utf-8"))


def options_of(arguments: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--hopeless", type=float, default=0.1)
    parser.add_argument("--pause", type=float, default=1)
    return parser.parse_args(arguments)


def main() -> None:
    options = options_of()
    load = loaded(options)
    print(f"ready in {load.ready:.1f} s")
    print(f"{sum(load.tally.statuses.values())} requests of {options.clients} clients in {options.seconds:.0f} s: "
          + ", ".join(f"{kind} {status}: {count}" for (kind, status), count in sorted(load.tally.statuses.items())))
    print("cheap ones: " + ", ".join(f"p{share} {load.milliseconds(share):.0f} ms" for share in (50, 95, 99)))
    print(f"memory of the server and its spawner: {load.before} MB before, {load.after} MB after; {load.processes} processes")
    print(f"not meant: {load.tally.wrong() or 'none'}")
    print(f"log: {load.log}")


if __name__ == "__main__":
    main()
