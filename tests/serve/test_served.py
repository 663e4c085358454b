"""A real `kg serve` on this machine, with the clients that people use, and its end."""
from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, TURTLE, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from kg.iris import KG
from tests.serve.processes import busy, descendants, wait_for, workers
from tests.serve.running import ROOT, Running, running

HOPELESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
STATEMENTS = "SELECT ?s { ?s a rdf:Statement } ORDER BY ?s"
SECONDS = 2


@pytest.fixture(scope="module")
def server(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(folder, tmp_path_factory.mktemp("log") / "stderr", "--time-limit", str(SECONDS), "--max-rows", "1000") as started:
        yield started


def wrapper(server: Running, query: str, form: str) -> SPARQLWrapper:
    client = SPARQLWrapper(server.endpoint)
    client.setQuery(query)
    client.setReturnFormat(form)
    return client


def test_sparqlwrapper_gets_rows_a_yes_and_a_graph(server: Running) -> None:
    rows = wrapper(server, STATEMENTS, JSON).queryAndConvert()["results"]["bindings"]
    assert len(rows) > 10
    assert wrapper(server, "ASK { ?s a rdf:Statement }", XML).queryAndConvert().toxml().count("<boolean>true</boolean>") == 1
    assert wrapper(server, STATEMENTS, CSV).queryAndConvert().count(b"/statement/") == len(rows)
    graph = Graph().parse(data=wrapper(server, "CONSTRUCT WHERE { ?s a rdf:Statement }", TURTLE).queryAndConvert(), format="turtle")
    assert {str(s) for s in graph.subjects()} == {row["s"]["value"] for row in rows}


def test_sparqlwrapper_posts_and_is_told_what_is_wrong(server: Running) -> None:
    client = wrapper(server, STATEMENTS, JSON)
    client.setMethod(POST)
    assert client.queryAndConvert()["head"]["vars"] == ["s"]
    with pytest.raises(QueryBadFormed, match="cannot stand here"):
        wrapper(server, "SELECT ?s { ?s a }", JSON).query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_the_graph_through_the_endpoint(server: Running, method: str) -> None:
    graph = Graph(SPARQLStore(server.endpoint, method=method))
    statements = set(graph.subjects(RDF.type, RDF.Statement))
    assert len(statements) > 10
    one = min(statements, key=str)
    assert isinstance(one, URIRef)
    assert graph.value(one, KG.modality) in {KG.asserted, KG.alleged, KG.planned, KG.negated}
    assert len(graph.query(STATEMENTS)) == len(statements)
    assert graph.query("ASK { ?s a kg:Passage }", initNs={"kg": KG}).askAnswer


def test_a_hopeless_query_is_stopped_while_cheap_ones_are_answered(server: Running) -> None:
    def ask(query: str) -> tuple[int, float]:
        began = time.monotonic()
        return httpx.get(server.endpoint, params={"query": query}, timeout=30).status_code, time.monotonic() - began

    with ThreadPoolExecutor() as threads:
        hopeless = threads.submit(ask, HOPELESS)
        time.sleep(0.3)
        cheap = [ask(f"{STATEMENTS} LIMIT {n}") for n in range(1, 9)]
        status, taken = hopeless.result()
    assert (status, [s for s, _ in cheap]) == (504, [200] * 8)
    slowest = max(t for _, t in cheap)  # tells how busy the machine is
    assert SECONDS <= taken < SECONDS + 1 + slowest
    assert slowest < SECONDS


def test_the_query_of_a_client_that_hangs_up_is_stopped(server: Running) -> None:
    before = descendants(server.process.pid)
    with socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(f"GET /sparql?query={HOPELESS.replace(' ', '+')} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        wait_for(lambda: busy(workers(server.process.pid)))
    began = time.monotonic()
    wait_for(lambda: not busy(workers(server.process.pid), 0.1))
    assert time.monotonic() - began < SECONDS / 2
    assert len(descendants(server.process.pid)) <= len(before) + 1


def test_long_headers_and_what_is_no_http_end_the_connection(server: Running) -> None:
    for sent in (b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 200_000 + b"\r\n\r\n", b"\x16\x03\x01 hello\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
            client.sendall(sent)
            assert client.recv(100).startswith(b"HTTP/1.1 400")


def test_it_is_ready_soon_and_says_where(server: Running) -> None:
    assert f"SPARQL at {server.endpoint}" in server.log.read_text(encoding="utf-8")
    assert server.seconds < 20  # a bench holds it to two on a machine that does nothing else


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_however_it_ends_no_process_is_left(folder: Path, tmp_path: Path, how: signal.Signals) -> None:
    with running(folder, tmp_path / "log") as server, socket.create_connection(("127.0.0.1", server.port)) as client:
        client.sendall(f"GET /sparql?query={HOPELESS.replace(' ', '+')} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        wait_for(lambda: busy(workers(server.process.pid)))
        processes = descendants(server.process.pid)
        assert len(processes) >= 2
        server.process.send_signal(how)
        assert server.process.wait(timeout=10) == (-how if how is signal.SIGKILL else 0)
        wait_for(lambda: not any(Path(f"/proc/{p}").exists() for p in processes), patience=5)
        assert len(server.log.read_text(encoding="utf-8").splitlines()) == 1
        assert how is signal.SIGKILL or b"the server is ending" in client.recv(10_000)


def test_a_new_build_is_served_without_a_new_start(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(folder, out)
    query = {"query": "ASK { <https://example.org/kg/entity/new> rdfs:label 'New' }"}
    with running(out, tmp_path / "log") as server:
        assert httpx.get(server.endpoint, params=query).json()["boolean"] is False
        graph = (out / "graph.ttl").read_text(encoding="utf-8")
        (out / "new.ttl").write_text(graph + '\n<https://example.org/kg/entity/new> rdfs:label "New" .\n', encoding="utf-8")
        (out / "new.ttl").replace(out / "graph.ttl")
        wait_for(lambda: httpx.get(server.endpoint, params=query).json()["boolean"], patience=30)
        wait_for(lambda: len(descendants(server.process.pid) - workers(server.process.pid)) == 1)


def serve(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "kg", "serve", *options], capture_output=True, text=True, timeout=60, check=False, cwd=ROOT,
                          env={**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"})


def test_a_port_that_is_taken_is_told(folder: Path, server: Running) -> None:
    ran = serve("--out", str(folder), "--port", str(server.port))
    assert ran.returncode == 2
    assert f"port {server.port}: cannot listen there" in ran.stderr
    assert "--port" in ran.stderr


@pytest.mark.parametrize(("options", "says"), [((), "no build there"), (("--host", "no.such.host.invalid"), "--host"),
                                               (("--port", "99999"), "65535")])
def test_what_cannot_be_served_is_told(tmp_path: Path, options: tuple[str, ...], says: str) -> None:
    ran = serve("--out", str(tmp_path), "--port", "0", *options)
    assert ran.returncode == 2
    assert says in ran.stderr
    assert "Traceback" not in ran.stderr


def test_whoever_opens_it_to_others_is_warned(folder: Path, tmp_path: Path) -> None:
    with running(folder, tmp_path / "log", "--host", "0.0.0.0") as server:
        wait_for(lambda: "warning" in server.log.read_text(encoding="utf-8"))
        assert "nobody is asked who they are" in server.log.read_text(encoding="utf-8")
