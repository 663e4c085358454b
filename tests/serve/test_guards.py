"""Who is let in, by which name and from which page, with how large a body; and what every answer says to browsers."""
from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from kg.serve.guards import Doors, Guard, names
from kg.serve.refusals import RefusedError
from kg.serve.site import Site
from tests.serve.conftest import ORIGIN, fetch
from tests.serve.loops import finished

ASK = {"query": "ASK {}"}
FOREIGN = "https://evil.example"


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "evil.example:8000", "localhost.evil.example", "",
                                  "127.0.0.1@evil.example", "127.0.0.1:x", "127.0.0.1/evil.example"])
def test_a_foreign_name_of_the_server_is_refused(site: Site, host: str) -> None:
    answer = fetch(site, "/sparql", params=ASK, headers={"Host": host})
    assert answer.status_code == 421
    assert "--allow-host" in answer.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1234", "127.0.0.1", "127.0.0.1:8000", "[::1]:8000", "[::1]"])
def test_the_names_of_this_machine_are_answered(site: Site, host: str) -> None:
    assert fetch(site, "/sparql", params=ASK, headers={"Host": host}).status_code == 200


def test_a_name_that_was_given_is_answered(site: Site) -> None:
    doors = Doors(hosts=names("0.0.0.0", ["Graph.Example", "[fe80::1]"]))
    assert fetch(site, "/sparql", doors=doors, params=ASK, headers={"Host": "graph.example:8000"}).status_code == 200
    assert fetch(site, "/sparql", doors=doors, params=ASK, headers={"Host": "[fe80::1]"}).status_code == 200
    assert fetch(site, "/sparql", doors=doors, params=ASK, headers={"Host": "other.example"}).status_code == 421


def test_two_hosts_in_one_request_are_refused() -> None:
    with pytest.raises(RefusedError):
        Doors().check(Headers(raw=[(b"host", b"localhost"), (b"host", b"localhost")]), "http")


@pytest.mark.parametrize("origin", [FOREIGN, "null", "http://127.0.0.1:9999", "https://127.0.0.1:8000"])
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_a_page_of_another_origin_is_refused(site: Site, method: str, origin: str) -> None:
    sent = {"data": ASK} if method == "POST" else {"params": ASK}
    answer = fetch(site, "/sparql", method, headers={"Origin": origin}, **sent)
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


def test_pages_of_this_server_and_programs_are_answered(site: Site) -> None:
    assert fetch(site, "/sparql", "POST", data=ASK, headers={"Origin": ORIGIN}).status_code == 200
    assert fetch(site, "/sparql", "POST", data=ASK).status_code == 200


def test_what_a_browser_loads_into_a_foreign_page_is_refused_and_a_link_is_followed(site: Site) -> None:
    foreign = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    assert fetch(site, "/sparql", params=ASK, headers=foreign).status_code == 403
    assert fetch(site, "/", headers={**foreign, "Sec-Fetch-Mode": "navigate"}).status_code == 200
    assert fetch(site, "/sparql", params=ASK, headers={**foreign, "Sec-Fetch-Site": "same-origin"}).status_code == 200


@pytest.mark.parametrize("allowed", [FOREIGN, "*"])
def test_an_origin_that_was_allowed_may_read_answers_and_no_other(site: Site, allowed: str) -> None:
    doors = Doors(origins=frozenset((allowed,)))
    answer = fetch(site, "/sparql", doors=doors, params=ASK, headers={"Origin": FOREIGN})
    assert answer.headers["access-control-allow-origin"] == FOREIGN
    assert answer.headers["vary"] == "Accept, Origin"
    assert "access-control-allow-credentials" not in answer.headers
    asked = {"Origin": FOREIGN, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    before = fetch(site, "/sparql", "OPTIONS", doors=doors, headers=asked)
    assert before.status_code == 204
    assert {"Content-Type", "Accept"} == set(before.headers["access-control-allow-headers"].split(", "))
    other = fetch(site, "/sparql", doors=doors, params=ASK, headers={"Origin": "https://other.example"})
    assert (other.status_code == 200) is (allowed == "*")


@pytest.mark.parametrize(("path", "status"), [("/sparql?query=ASK{}", 200), ("/sparql?query=ASK{", 400), ("/nowhere", 404), ("/", 200)])
def test_every_answer_tells_browsers_to_trust_it_with_nothing(site: Site, path: str, status: int) -> None:
    answer = fetch(site, path)
    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert not any(name.startswith("access-control") for name in answer.headers)


def test_a_refusal_at_the_door_bears_the_same_headers(site: Site) -> None:
    answer = fetch(site, "/", headers={"Host": "evil.example", "Accept": "text/html"})
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.text.startswith("<!DOCTYPE html>")


def test_a_body_that_grows_too_large_is_refused(site: Site) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 100_000_000:
            sent += 100_000
            yield b"#" * 100_000

    assert fetch(site, "/sparql", "POST", content=endless(), headers={"Content-Type": "application/sparql-query"}).status_code == 413
    assert sent <= 1_300_000


def answered(guard: Guard, receive: Receive, *headers: tuple[bytes, bytes]) -> list[Message]:
    messages: list[Message] = []

    async def send(message: Message) -> None:
        messages.append(message)

    scope = {"type": "http", "method": "POST", "scheme": "http", "path": "/", "query_string": b"", "headers": [(b"host", b"localhost"), *headers]}
    finished(guard(scope, receive, send))
    return messages


def test_a_body_that_is_announced_too_large_is_refused_before_it_comes() -> None:
    async def receive() -> Message:
        raise AssertionError("the body was read")

    assert answered(Guard(PlainTextResponse("never"), Doors()), receive, (b"content-length", b"2000000"))[0]["status"] == 413


def test_a_body_that_comes_too_slowly_is_refused() -> None:
    async def drip() -> Message:
        await asyncio.sleep(0.05)
        return {"type": "http.request", "body": b"#", "more_body": True}

    began = time.monotonic()
    assert answered(Guard(PlainTextResponse("never"), Doors(), patience=0.3), drip)[0]["status"] == 408
    assert time.monotonic() - began < 10


def test_an_answer_is_stopped_when_its_client_goes_away() -> None:
    ended: list[str] = []

    async def endless(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            ended.append("stopped")
            raise

    messages: list[Message] = [{"type": "http.disconnect"}, {"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        return messages.pop()

    assert answered(Guard(endless, Doors()), receive) == []
    assert ended == ["stopped"]


def test_an_application_reads_the_body_that_the_guard_read() -> None:
    read: list[bytes] = []

    async def reader(scope: Scope, receive: Receive, send: Send) -> None:
        read.append((await receive())["body"])
        await PlainTextResponse("read")(scope, receive, send)

    messages: list[Message] = [{"type": "http.request", "body": b"b", "more_body": False}, {"type": "http.request", "body": b"a", "more_body": True}]

    async def receive() -> Message:
        if not messages:
            await asyncio.sleep(60)
        return messages.pop()

    assert answered(Guard(reader, Doors()), receive)[0]["status"] == 200
    assert read == [b"ab"]
