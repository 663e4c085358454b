"""What a query may take: hopeless ones are stopped in time, others are answered meanwhile, and nothing outside the graph is reached."""
from __future__ import annotations

import asyncio
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import QueryError, UsageError
from kg.serve.refusals import RefusedError, TooBusyError, TooLargeError, TooLongError
from kg.serve.site import Limits, Site, open_site
from kg.serve.worker import confine
from tests.serve.loops import finished
from tests.serve.processes import busy, descendants, wait_for, workers

CHEAP = "SELECT ?s { ?s a rdf:Statement } LIMIT 3"
HOPELESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
SECONDS = 1.0
DOUBLINGS = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(30))
BOMBS = {
    "one long string": f'SELECT ?x30 {{ BIND("0123456789" AS ?x0) {DOUBLINGS} }}',
    "many rows to sort": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "many groups": "SELECT ?a ?f (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a ?b ?c ?d ?e ?f ?g",
}


@pytest.fixture(scope="module")
def tight(folder: Path) -> Iterator[Site]:
    """The site with little time and memory to give."""
    with open_site(folder, limits=Limits(seconds=SECONDS, rows=1000, megabytes=128, quick=2, slow=1, waiting_slow=4)) as opened:
        yield opened


def refused(site: Site, query: str) -> RefusedError | QueryError:
    with pytest.raises((RefusedError, QueryError)) as caught:
        finished(site.ask(query))
    return caught.value


def test_a_hopeless_query_is_stopped_in_time_and_its_process_ends(tight: Site) -> None:
    began = time.monotonic()
    error = refused(tight, HOPELESS)
    assert isinstance(error, TooLongError)
    assert SECONDS <= time.monotonic() - began < SECONDS + 1
    assert "1 s" in str(error)
    wait_for(lambda: not busy(workers(os.getpid())))


def test_a_cheap_query_is_answered_while_hopeless_ones_run(tight: Site) -> None:
    async def ask() -> list[float]:
        hopeless = [asyncio.create_task(tight.ask(HOPELESS.replace("?n", f"?n{n}"))) for n in range(4)]
        await asyncio.sleep(0.5)
        taken = []
        for n in range(10):
            began = time.monotonic()
            assert (await tight.ask(f"# {n}\n{CHEAP}")).rows
            taken.append(time.monotonic() - began)
        errors = await asyncio.gather(*hopeless, return_exceptions=True)
        assert {type(e) for e in errors} == {TooLongError}
        return taken

    assert sorted(finished(ask()))[5] < 0.5


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_query_that_needs_too_much_memory_is_refused(folder: Path, bomb: str) -> None:
    with open_site(folder, limits=Limits(seconds=20, megabytes=64)) as site:
        error = refused(site, BOMBS[bomb])
        assert isinstance(error, TooLargeError), error
        assert "64 MB" in str(error)
        assert finished(site.ask(CHEAP)).rows


def test_a_long_answer_is_refused_and_not_cut(tight: Site) -> None:
    error = refused(tight, "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 100000")
    assert isinstance(error, TooLargeError)
    assert "LIMIT 1000" in str(error)
    assert len(finished(tight.ask("SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } LIMIT 1000")).rows or ()) == 1000


def test_an_answer_of_many_bytes_is_refused(folder: Path) -> None:
    long = " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(16))
    with open_site(folder, limits=Limits(megabytes_out=1)) as site:
        assert finished(site.ask(f'SELECT ?x15 {{ BIND("0123456789" AS ?x0) {long} }}')).rows
        error = refused(site, f'SELECT ?x16 ?y {{ BIND("0123456789" AS ?x0) {long} VALUES ?y {{ 1 2 3 }} }}')
        assert isinstance(error, TooLargeError)
        assert "1 MB" in str(error)


@pytest.fixture
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """The address of a server of another's, and what it was sent."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        done = threading.Event()

        def hear() -> None:
            while not done.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                with connection:
                    heard.append(connection.recv(1000))
        thread = threading.Thread(target=hear)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/", heard
        done.set()
        thread.join()


@pytest.mark.parametrize("query", [
    "SELECT * { SERVICE <%s> { ?s ?p ?o } }", "SELECT * { { SELECT ?s { SERVICE SILENT <%s> {} } } }",
    "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <%s> { ?s ?p ?o } } }", "ASK { ?s ?p ?o FILTER NOT EXISTS { {} UNION { SERVICE <%s> {} } } }",
    "SELECT * { ?s ?p ?o . BIND(EXISTS { SERVICE ?g { ?s ?p ?o } } AS ?x) VALUES ?g { <%s> } }", "SELECT * FROM <%s> { ?s ?p ?o }",
    "SELECT * FROM NAMED <%s> { GRAPH ?g { ?s ?p ?o } }", "LOAD <%s>", "INSERT DATA { <a:b> <a:c> 1 } ; LOAD <%s>",
])
def test_no_other_server_is_asked(tight: Site, listener: tuple[str, list[bytes]], query: str) -> None:
    address, heard = listener
    assert isinstance(refused(tight, query % address), QueryError)
    time.sleep(0.1)
    assert heard == []


def test_no_file_is_read(tight: Site, tmp_path: Path) -> None:
    (tmp_path / "secret.ttl").write_text("<a:b> <a:c> 'secret' .")
    error = refused(tight, f"SELECT ?o FROM <{(tmp_path / 'secret.ttl').as_uri()}> {{ ?s ?p ?o }}")
    assert isinstance(error, QueryError)
    assert "FROM names another graph" in str(error)


def test_a_process_that_was_confined_opens_nothing_whatever_the_query(listener: tuple[str, list[bytes]], tmp_path: Path) -> None:
    import pyoxigraph

    address, heard = listener
    store = pyoxigraph.Store()
    read, written = os.pipe()
    child = os.fork()
    if child == 0:
        confine(Limits())
        opened = []
        for attempt in (lambda: list(store.query(f"SELECT * {{ SERVICE <{address}> {{ ?s ?p ?o }} }}")), lambda: store.update(f"LOAD <{address}>"),
                        lambda: (tmp_path / "new").write_text("x"), socket.socket):
            try:
                attempt()
                opened.append("!")
            except (OSError, RuntimeError):
                opened.append(".")
        os.write(written, "".join(opened).encode())
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(read, 10) == b"...."
    assert heard == []


def test_a_query_whose_asker_went_away_is_stopped(folder: Path) -> None:
    async def ask(site: Site) -> None:
        asking = asyncio.create_task(site.ask(HOPELESS))
        await asyncio.sleep(0.5)
        asking.cancel()
        await asyncio.wait({asking})

    with open_site(folder, limits=Limits(seconds=30)) as site:
        before = time.monotonic()
        finished(ask(site))
        wait_for(lambda: not busy(workers(os.getpid())), patience=5)
        assert time.monotonic() - before < 5
        assert finished(site.ask(CHEAP)).rows


def test_when_a_site_is_closed_its_processes_end(folder: Path) -> None:
    before = descendants(os.getpid())
    with open_site(folder) as site:
        finished(site.ask(CHEAP))
        assert len(descendants(os.getpid()) - before) >= 2
    wait_for(lambda: descendants(os.getpid()) <= before)


def test_what_a_spawner_that_was_killed_leaves_is_opened_anew(folder: Path) -> None:
    before = descendants(os.getpid())
    with open_site(folder) as site:
        spawner, = descendants(os.getpid()) - before - workers(os.getpid())
        os.kill(spawner, signal.SIGKILL)

        def again() -> bool:
            try:
                return bool(finished(site.ask(CHEAP)).rows)
            except TooBusyError:
                return False

        wait_for(again)


def test_a_system_without_fork_is_told_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    with pytest.raises(UsageError, match="needs fork"), open_site(folder):
        pass
