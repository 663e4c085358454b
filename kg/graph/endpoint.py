"""A SPARQL 1.1 server over HTTP, to which a graph is sent: by the Graph Store Protocol or by Update, with patience where it is overloaded or away.

User name, password and token stand in no message, and go to the address that the user gave alone: nothing is sent on where a server says that it
lies elsewhere.
"""
from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import TracebackType
from urllib.parse import urlsplit

import httpx

from kg.errors import KgError, UsageError
from kg.iris import web_iri

_TRIES = 6
_PAUSE = 0.5  # seconds before the second try; each pause is twice as long as the one before
_LONGEST = 60.0  # seconds: a server may ask for a pause, not for any
_SAID = 200  # characters of what a server says that are told
_REFUSED = "the server refuses them: give --user and --password-file or --token-file, or set KG_PUSH_USER and KG_PUSH_PASSWORD, or KG_PUSH_TOKEN"
_ADDRESSES = ("the Graph Store of Oxigraph is /store and its Update /update, of Fuseki /DATASET/data and /DATASET/update, of GraphDB "
              "/repositories/NAME/rdf-graphs/service and /repositories/NAME/statements; QLever has one address for all")


class EndpointError(KgError):
    """A server does not do what was asked of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where triples go: `url` is a Graph Store, or with `update` takes updates; `query_url` answers queries. No `graph` is the default graph."""

    url: str
    query_url: str
    graph: str | None
    update: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """Who one is to a server: a token, or a user's name and password, or nobody."""

    user: str | None = None
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if self.token is not None and (self.user is not None or self.password is not None):
            raise UsageError("give a token, or a user and a password, not both")
        if (self.user is None) != (self.password is None):
            raise UsageError("a user's name needs a password, and a password a user's name")
        if self.token is not None and not re.fullmatch(r"[!-~]+", self.token):
            raise UsageError("the token holds characters that no token can hold, or is empty")

    def auth(self) -> httpx.Auth | None:
        """What httpx sends with each request."""
        return httpx.BasicAuth(self.user, self.password) if self.user is not None and self.password is not None else None

    def headers(self) -> dict[str, str]:
        """The headers of each request."""
        return {"Authorization": f"Bearer {self.token}"} if self.token is not None else {}


def target(url: str, *, query_url: str | None = None, graph: str | None, update: bool = False) -> Target:
    """The target at these addresses; where queries go is known of the usual servers. Raises UsageError for an address that cannot be one."""
    for address in (url, query_url):
        if address is not None:
            _check_address(address)
    if graph is not None and web_iri(graph) is None:
        raise UsageError(f"--graph {graph!r}: give an http or https address, without spaces")
    return Target(url=url, query_url=query_url or _query_url(url), graph=graph, update=update)


def _check_address(address: str) -> None:
    if "@" in urlsplit(address).netloc:
        raise UsageError("user name and password do not belong in the address, where others can read them; " + _REFUSED.partition(": ")[2])
    if web_iri(address) is None or "#" in address:
        raise UsageError(f"{address!r} is no http or https address; {_ADDRESSES}")


def _query_url(url: str) -> str:
    """Where a server of the usual kinds answers queries, from where it takes data."""
    before, slash, last = url.rpartition("/")
    if last in ("store", "data", "update"):
        return before + slash + "query"
    for ending in ("/rdf-graphs/service", "/statements"):
        if url.endswith(ending):
            return url.removesuffix(ending)
    return url


class Endpoint:
    """A server; leaving the `with` block closes the connection. Each of its methods may raise EndpointError."""

    def __init__(self, where: Target, who: Credentials, *, timeout: float, tell: Callable[[str], None]) -> None:
        self._target, self._tell = where, tell
        limits = httpx.Timeout(timeout, connect=min(timeout, 10.0))
        self._client = httpx.Client(auth=who.auth(), headers=who.headers(), timeout=limits, follow_redirects=False)

    def __enter__(self) -> Endpoint:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def replace(self, lines: Iterable[str]) -> None:
        """Put these triples, N-Triples each, in the place of all that is in the target graph."""
        if self._target.update:
            self._update(f"CLEAR SILENT {self._graph('DEFAULT')} ;\n{self._insert(lines)}")
        else:
            self._store("PUT", lines)

    def add(self, lines: Iterable[str]) -> None:
        """Add these triples to the target graph; those that are there already change nothing."""
        if self._target.update:
            self._update(self._insert(lines))
        else:
            self._store("POST", lines)

    def count(self) -> int:
        """How many triples the target graph holds."""
        pattern = "{ ?s ?p ?o }" if self._target.graph is None else f"{{ GRAPH <{self._target.graph}> {{ ?s ?p ?o }} }}"
        response = self._send("POST", self._target.query_url, data={"query": f"SELECT (COUNT(*) AS ?n) {pattern}"},
                              headers={"Accept": "application/sparql-results+json"})
        try:
            return int(response.json()["results"]["bindings"][0]["n"]["value"])
        except (ValueError, LookupError, TypeError) as error:
            raise EndpointError(f"{self._target.query_url}: no answer to a query came from there; where the server answers queries can be told with "
                                "--query-url") from error

    def _graph(self, default: str) -> str:
        return default if self._target.graph is None else f"GRAPH <{self._target.graph}>"

    def _insert(self, lines: Iterable[str]) -> str:
        body = "".join(lines)
        return f"INSERT DATA {{\n{body}}}" if self._target.graph is None else f"INSERT DATA {{ {self._graph('')} {{\n{body}}} }}"

    def _update(self, text: str) -> None:
        self._send("POST", self._target.url, content=text.encode(), headers={"Content-Type": "application/sparql-update"})

    def _store(self, method: str, lines: Iterable[str]) -> None:
        params = {"default": ""} if self._target.graph is None else {"graph": self._target.graph}
        self._send(method, self._target.url, params=params, content="".join(lines).encode(), headers={"Content-Type": "application/n-triples"})

    def _send(self, method: str, url: str, *, headers: dict[str, str], params: dict[str, str] | None = None, content: bytes | None = None,
              data: dict[str, str] | None = None) -> httpx.Response:
        """The answer to a request that may be made twice, asked again while the server is away or overloaded."""
        for number in range(1, _TRIES + 1):
            pause, problem = _PAUSE * 2 ** (number - 1), ""
            try:
                response = self._client.request(method, url, params=params, headers=headers, content=content, data=data)
            except httpx.TransportError as error:
                problem = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            else:
                if response.status_code != httpx.codes.TOO_MANY_REQUESTS and not response.is_server_error:
                    _check(url, response)
                    return response
                problem = _answered(response)
                pause = max(pause, _asked_pause(response))
            if number < _TRIES:
                self._tell(f"{url}: {problem}; trying again in {pause:g} s")
                time.sleep(pause)
        raise EndpointError(f"{url}: {problem}; given up after {_TRIES} tries. What was sent is noted: run the command again to go on")


def _check(url: str, response: httpx.Response) -> None:
    """Raise EndpointError where the server did not do what it was asked."""
    if response.is_success:
        return
    said = _answered(response)
    if response.is_redirect:
        raise EndpointError(f"{url}: the server sends on to {response.headers.get('Location', 'nowhere')!r}; give that address if you trust it")
    if response.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        raise EndpointError(f"{url}: {said}; {_REFUSED}")
    if response.status_code in (httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED):
        raise EndpointError(f"{url}: {said}; is the address right? {_ADDRESSES}")
    if response.status_code == httpx.codes.REQUEST_ENTITY_TOO_LARGE:
        raise EndpointError(f"{url}: {said}; send less at a time with --batch")
    raise EndpointError(f"{url}: {said}")


def _answered(response: httpx.Response) -> str:
    said = " ".join(response.text[:_SAID].split())
    return f"the server answers {response.status_code}" + (f" ({said})" if said else "")


def _asked_pause(response: httpx.Response) -> float:
    asked = response.headers.get("Retry-After", "")
    return min(float(asked), _LONGEST) if re.fullmatch(r"\d{1,9}", asked) else 0.0
