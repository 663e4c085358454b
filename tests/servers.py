"""Servers on loopback that end with the test: a real one, Oxigraph in a process of its own, and one that does as a test says."""
from __future__ import annotations

import socket
import subprocess
import sysconfig
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pyoxigraph

_PATIENCE = 60.0  # seconds: the machine that tests may be busy


@dataclass
class Oxigraph:
    """A running server, which keeps what it is sent in `folder` where one was given."""

    url: str
    process: subprocess.Popen[bytes]

    def triples(self, graph: str | None) -> set[pyoxigraph.Triple]:
        """What a graph holds."""
        params = {"default": ""} if graph is None else {"graph": graph}
        answer = httpx.get(f"{self.url}/store", params=params, headers={"Accept": "application/n-triples"}, timeout=60.0).raise_for_status()
        return {quad.triple for quad in pyoxigraph.parse(answer.content, format=pyoxigraph.RdfFormat.N_TRIPLES)}

    def ask(self, query: str) -> list[dict[str, str]]:
        """The rows of an answer."""
        headers = {"Accept": "application/sparql-results+json"}
        answer = httpx.post(f"{self.url}/query", data={"query": query}, headers=headers, timeout=60.0).raise_for_status()
        return [{name: term["value"] for name, term in row.items()} for row in answer.json()["results"]["bindings"]]

    def update(self, text: str) -> None:
        headers = {"Content-Type": "application/sparql-update"}
        httpx.post(f"{self.url}/update", content=text, headers=headers, timeout=60.0).raise_for_status()


@contextmanager
def oxigraph(folder: Path | None = None, port: int | None = None) -> Iterator[Oxigraph]:
    """A server in a process of its own."""
    port = port or free_port()
    command = [str(Path(sysconfig.get_path("scripts")) / "oxigraph"), "serve", "--bind", f"127.0.0.1:{port}"]
    command += ["--location", str(folder)] if folder else []
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    try:
        until = time.monotonic() + _PATIENCE
        while not _listens(port):
            assert process.poll() is None and time.monotonic() < until
            time.sleep(0.02)
        yield Oxigraph(f"http://127.0.0.1:{port}", process)
    finally:
        process.kill()
        process.wait()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as tried:
        return tried.connect_ex(("127.0.0.1", port)) == 0


@dataclass
class Request:
    """What a server was sent."""

    method: str
    path: str
    headers: dict[str, str]
    body: str


@dataclass
class Stub:
    """A server that answers as `answer` says, and remembers what it was asked. `answer` gives a status, headers and a body."""

    answer: Callable[[Request], tuple[int, dict[str, str], str]]
    url: str = ""
    asked: list[Request] = field(default_factory=list)


@contextmanager
def stub(answer: Callable[[Request], tuple[int, dict[str, str], str]]) -> Iterator[Stub]:
    made = Stub(answer)

    class Handler(BaseHTTPRequestHandler):
        def _reply(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            request = Request(self.command, self.path, dict(self.headers), body)
            made.asked.append(request)
            status, headers, text = made.answer(request)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(text.encode())), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):  # who asked has not waited
                self.wfile.write(text.encode())

        do_GET = do_POST = do_PUT = _reply  # noqa: N815 - the library asks for these names

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    made.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
