"""A graph is sent to a server whole, in the place of what was there, and the server's count is ours; what is cut off goes on where it was."""
from __future__ import annotations

import os
import re
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import rdflib

from kg.errors import UsageError
from kg.graph import endpoint, push
from kg.graph.endpoint import Credentials, EndpointError, Target, target
from kg.graph.keep import Keep
from kg.graph.push import graph_iri
from kg.graph.rdf import write_turtle
from kg.graph.recorder import records
from kg.model import Knowledge
from kg.publish import WORK
from kg.sparql.query import named_queries
from tests.cli.conftest import Kg, kg  # noqa: F401 - a fixture
from tests.helpers import knowledge, protest_sketch, report_sketch, sample, write_output
from tests.servers import Oxigraph, Request, Stub, free_port, oxigraph, stub

DESCRIBED = re.compile("<https://example.org/kg/(description/|ontology#)")
GRAPH = "https://example.org/kg/graph"
NOBODY = Credentials()


def put(folder: Path, told: Knowledge, *, private: bool = False) -> Path:
    write_output(folder, records(told, private=private))
    with (folder / "graph.ttl").open("w", encoding="utf-8", newline="\n") as stream:
        write_turtle(stream, told, private=private)
    return folder


@pytest.fixture
def built(tmp_path: Path) -> Path:
    return put(tmp_path / "out", sample())


@pytest.fixture(scope="module")
def running() -> Iterator[Oxigraph]:
    with oxigraph() as server:
        yield server


@pytest.fixture
def server(running: Oxigraph) -> Oxigraph:
    running.update("CLEAR ALL")
    return running


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_PAUSE", 0.01)


def at(server: Oxigraph, *, graph: str | None = GRAPH, update: bool = False) -> Target:
    return target(f"{server.url}/{'update' if update else 'store'}", graph=graph, update=update)


def lines(folder: Path) -> set[str]:
    return _lines(folder / "graph.ttl")


def held(server: Oxigraph, graph: str | None = GRAPH) -> set[str]:
    """What the server holds, without the description."""
    return {line for line in _lines("".join(f"{t} .\n" for t in server.triples(graph))) if not DESCRIBED.match(line)}


def _lines(given: Path | str) -> set[str]:
    graph = rdflib.Graph()
    graph.parse(given, format="turtle") if isinstance(given, Path) else graph.parse(data=given, format="nt")
    return {line for line in graph.serialize(format="nt").splitlines() if line}


def count_of(server: Stub) -> str:
    """The answer to a query, of a server that counts what it was sent."""
    return answer(sum(r.body.count("\n") for r in server.asked if "query" not in r.path))


@pytest.mark.parametrize("update", [False, True])
@pytest.mark.parametrize("graph", [GRAPH, None])
def test_the_server_holds_the_graph_and_nothing_of_what_was_there(update: bool, graph: str | None, server: Oxigraph, built: Path) -> None:
    put(built, knowledge(report_sketch()))
    push.push(built, at(server, graph=graph, update=update), NOBODY, batch=100)
    put(built, sample())
    done = push.push(built, at(server, graph=graph, update=update), NOBODY, batch=100)
    assert held(server, graph) == lines(built)
    assert (done.triples, done.before) == (len(server.triples(graph)), 0)


@pytest.mark.parametrize("update", [False, True])
def test_the_description_and_the_examples_go_with_it_and_run_there(update: bool, server: Oxigraph, built: Path) -> None:
    where = target(at(server, update=update).url, graph=None, update=update)
    push.push(built, where, NOBODY)
    examples = server.ask("PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX schema: <https://schema.org/> "
                          "SELECT ?query ?target { ?x a sh:SPARQLExecutable ; sh:select ?query ; schema:target ?target }")
    assert {e["target"] for e in examples} == {f"{server.url}/query"}
    assert len(examples) == len(named_queries())
    assert sum(bool(server.ask(e["query"])) for e in examples) > len(examples) / 2
    counted = server.ask("PREFIX void: <http://rdfs.org/ns/void#> SELECT ?n ?at { ?x a void:Dataset ; void:triples ?n ; void:sparqlEndpoint ?at }")
    assert counted == [{"n": str(len(lines(built))), "at": f"{server.url}/query"}]


def test_other_graphs_are_left_alone(server: Oxigraph, built: Path) -> None:
    server.update("INSERT DATA { <a:a> <a:b> 1 . GRAPH <a:g> { <a:a> <a:b> 2 } }")
    push.push(built, at(server), NOBODY)
    assert [len(server.triples(g)) for g in (None, "a:g")] == [1, 1]


@pytest.mark.parametrize("update", [False, True])
def test_hostile_words_arrive_as_they_are(update: bool, server: Oxigraph, tmp_path: Path) -> None:
    sketch = protest_sketch()
    sketch.title = 'A "quoted" title \\ } ; DROP ALL # \u2028 \ud800 \x01 é 😀\n'
    push.push(put(tmp_path, knowledge(sketch)), at(server, update=update), NOBODY)
    assert held(server) == lines(tmp_path)


@pytest.mark.parametrize(("batch", "size"), [(20, 1_000_000), (1_000, 2_000)])
def test_a_batch_has_no_more_triples_and_bytes_than_allowed(batch: int, size: int, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(push, "_BYTES", size)
    with stub(lambda request: (200, {}, count_of(server))) as server:
        send(built, server, batch=batch)
    sent = [r.body for r in server.asked if "query" not in r.path]
    assert len(sent) > 2
    assert max(body.count("\n") for body in sent) <= batch
    assert max(len(body.encode()) for body in sent) <= size
    assert [r.method for r in server.asked if "query" not in r.path] == ["PUT", *["POST"] * (len(sent) - 1)]


def send(folder: Path, server: Stub, who: Credentials = NOBODY, **options: Any) -> push.Pushed:
    return push.push(folder, target(f"{server.url}/store", graph=GRAPH), who, **options)


def answer(count: int) -> str:
    return f'{{"results": {{"bindings": [{{"n": {{"value": "{count}"}}}}]}}}}'


def cut_off(folder: Path, where: Target, after: int) -> None:
    """A push of which the process is killed when it has sent so many triples."""
    child = os.fork()
    if child == 0:
        def step(what: str, done: int, total: int) -> None:
            if done >= after:
                os.kill(os.getpid(), signal.SIGKILL)

        push.push(folder, where, NOBODY, batch=20, step=step)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the push that is killed is made by fork")
@pytest.mark.parametrize("update", [False, True])
def test_a_push_that_was_cut_off_goes_on_at_its_batch(update: bool, server: Oxigraph, built: Path) -> None:
    cut_off(built, at(server, update=update), after=100)
    assert len(server.triples(GRAPH)) == 100
    done = push.push(built, at(server, update=update), NOBODY, batch=20)
    assert (done.before, held(server)) == (100, lines(built))
    assert push.push(built, at(server, update=update), NOBODY, batch=20).before == 0, "what is done is not gone on with"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the push that is killed is made by fork")
def test_a_push_to_another_graph_or_of_another_build_begins_anew(server: Oxigraph, built: Path) -> None:
    cut_off(built, at(server), after=100)
    assert push.push(built, at(server, graph=GRAPH + "2"), NOBODY, batch=20).before == 0
    put(built, knowledge(report_sketch()))
    assert push.push(built, at(server), NOBODY, batch=20).before == 0
    assert held(server) == lines(built)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the push that is killed is made by fork")
def test_a_server_that_lost_what_it_was_sent_is_sent_all_anew(server: Oxigraph, built: Path) -> None:
    cut_off(built, at(server), after=100)
    server.update(f"CLEAR GRAPH <{GRAPH}>")
    told: list[str] = []
    assert push.push(built, at(server), NOBODY, batch=20, tell=told.append).before == 0
    assert held(server) == lines(built)
    assert told == ["the server no longer holds what was sent to it (0 triples of 100): all is sent anew"]


def test_a_damaged_note_of_an_earlier_run_counts_as_none(server: Oxigraph, built: Path) -> None:
    notes = push.Notes(built, at(server))
    notes.write(push.Progress(digest="x", batches=1, triples=2))
    for path in (built / WORK / "push").iterdir():
        path.write_text('{"digest": []')
    assert push.push(built, at(server), NOBODY).before == 0


def test_a_server_that_is_away_for_a_while_is_waited_for(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_PAUSE", 0.5)
    data, port, told = tmp_path / "data", free_port(), list[str]()
    with ExitStack() as stack:
        server = stack.enter_context(oxigraph(data, port))

        def step(what: str, done: int, total: int) -> None:
            if done == 100:
                server.process.kill()
                server.process.wait()
                threading.Timer(0.2, lambda: stack.enter_context(oxigraph(data, port))).start()

        push.push(built, at(server), NOBODY, batch=20, step=step, tell=told.append)
        assert held(server) == lines(built)
    assert "trying again in 0.5 s" in told[0]


@pytest.mark.parametrize("status", [503, 500, 429])
def test_a_server_that_is_overloaded_for_a_while_is_asked_again(status: int, built: Path) -> None:
    told: list[str] = []

    def reply(request: Request) -> tuple[int, dict[str, str], str]:
        return (200, {}, count_of(server)) if len(server.asked) > 3 else (status, {"Retry-After": "0"}, "busy\x1b[2J")

    with stub(reply) as server:
        send(built, server, tell=told.append)
    assert [re.search(r"answers (\d+)", t)[1] for t in told] == [str(status)] * 3  # type: ignore[index]


def test_a_server_that_stays_overloaded_is_given_up_and_what_was_sent_is_noted(built: Path) -> None:
    def reply(request: Request) -> tuple[int, dict[str, str], str]:
        return (200, {}, answer(0)) if request.method == "PUT" or "query" in request.path else (503, {}, "")

    with stub(reply) as server, pytest.raises(EndpointError, match=r"answers 503; given up after 6 tries.*run the command again to go on"):
        send(built, server, batch=20)
    assert [path.is_file() for path in (built / WORK / "push").iterdir()] == [True]


def test_a_server_that_never_answers_is_given_up(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_TRIES", 2)
    go = threading.Event()
    with stub(lambda request: (200 if go.wait(20) else 500, {}, "")) as server:
        with pytest.raises(EndpointError, match=r"ReadTimeout.*given up after 2 tries"):
            send(built, server, timeout=0.1)
        go.set()


def test_a_count_that_is_not_ours_is_told_and_the_next_run_begins_anew(built: Path) -> None:
    wrong = rf"counts 7 triples in <{GRAPH}>, and was sent \d\d\d\d; .* send all anew"
    with stub(lambda request: (200, {}, answer(7))) as server, pytest.raises(EndpointError, match=wrong):
        send(built, server)
    assert list((built / WORK / "push").iterdir()) == []


@pytest.mark.parametrize(("status", "message"), [
    (401, r"answers 401 \(nobody\); the server refuses them: give --user"), (403, "give --user"),
    (404, r"is the address right\? the Graph Store of Oxigraph is /store"), (405, "is the address right"), (413, "send less at a time with --batch"),
    (400, r"answers 400 \(nobody\)")])
def test_what_a_server_refuses_is_told_with_what_to_do(status: int, message: str, built: Path) -> None:
    def reply(request: Request) -> tuple[int, dict[str, str], str]:
        return (200, {}, answer(0)) if "query" in request.path else (status, {}, "nobody")

    with stub(reply) as server, pytest.raises(EndpointError, match=message):
        send(built, server)
    assert len(server.asked) == 2, "it is not asked again"


@pytest.mark.parametrize("reply", ["<html>", "{}", '{"results": {"bindings": []}}', "[]"])
def test_where_no_queries_are_answered_the_option_is_named(reply: str, built: Path) -> None:
    with stub(lambda request: (200, {}, reply)) as server, pytest.raises(EndpointError, match="--query-url"):
        send(built, server)


@pytest.fixture
def knowing() -> Iterator[Stub]:
    """A server that sends on to another."""
    with stub(lambda request: (200, {}, answer(0))) as other:
        yield other


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_nothing_is_sent_on_to_another_server(status: int, knowing: Stub, built: Path) -> None:
    elsewhere = f"{knowing.url}/store"
    with stub(lambda request: (status, {"Location": elsewhere}, "")) as server:
        with pytest.raises(EndpointError, match=f"sends on to '{elsewhere}'; give that address if you trust it"):
            send(built, server, Credentials(token="s3cret"))
        assert len(server.asked) == 1
    assert knowing.asked == []


@pytest.mark.parametrize(("who", "header"), [
    (Credentials(token="s3cret"), "Bearer s3cret"), (Credentials(user="ann", password="s3cret"), "Basic YW5uOnMzY3JldA=="), (NOBODY, None)])
def test_credentials_go_with_each_request_and_stand_in_no_message(who: Credentials, header: str | None, built: Path) -> None:
    told: list[str] = []

    def reply(request: Request) -> tuple[int, dict[str, str], str]:
        return (200, {}, answer(0)) if "query" in request.path else (401 if len(server.asked) > 2 else 503, {}, "")

    with stub(reply) as server, pytest.raises(EndpointError) as refused:
        send(built, server, who, tell=told.append)
    assert {r.headers.get("Authorization") for r in server.asked} == {header}
    assert "s3cret" not in repr(who) + str(refused.value) + "".join(told)
    assert "s3cret" not in "".join(p.read_text() for p in (built / WORK).rglob("*.json"))


@pytest.mark.parametrize(("given", "message"), [
    ({"token": "a", "user": "b", "password": "c"}, "not both"), ({"user": "b"}, "needs a password"), ({"password": "c"}, "a password a user's name"),
    ({"token": "s3cret\n"}, "no token can hold"), ({"token": ""}, "is empty")])
def test_credentials_that_cannot_be_are_refused_unshown(given: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError, match=message) as refused:
        Credentials(**given)
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize("url", ["ftp://host/store", "host/store", "http://host/a b", "http://host/store#x", ""])
def test_an_address_that_is_none_is_refused_with_those_of_the_usual_servers(url: str) -> None:
    with pytest.raises(UsageError, match=r"no http or https address; the Graph Store of Oxigraph is /store"):
        target(url, graph=None)


def test_a_password_in_the_address_is_refused_unshown() -> None:
    with pytest.raises(UsageError, match="do not belong in the address") as refused:
        target("http://ann:s3cret@host/store", graph=None)
    assert "s3cret" not in str(refused.value)


@pytest.mark.parametrize(("url", "queries"), [
    ("http://h/store", "http://h/query"), ("http://h/update", "http://h/query"), ("http://h/ds/data", "http://h/ds/query"),
    ("http://h/repositories/r/rdf-graphs/service", "http://h/repositories/r"), ("http://h/repositories/r/statements", "http://h/repositories/r"),
    ("http://h:7001", "http://h:7001")])
def test_where_the_usual_servers_answer_queries_is_known(url: str, queries: str) -> None:
    assert target(url, graph=None).query_url == queries
    assert target(url, query_url="http://elsewhere/", graph=None).query_url == "http://elsewhere/"


def private() -> Knowledge:
    told = knowledge(report_sketch(), protest_sketch())
    accused = next(s for e in told.extractions for s in e.statements if s.type == "criticised" and s.evidence.text.startswith("Inspectors"))
    return replace(told, private=frozenset({accused.id}))


def test_private_allegations_are_left_out_of_a_graph_that_has_them(server: Oxigraph, tmp_path: Path) -> None:
    shown, whole = put(tmp_path / "shown", private()), put(tmp_path / "whole", private(), private=True)
    assert lines(shown) < lines(whole)
    push.push(whole, at(server), NOBODY, batch=50)
    assert held(server) == lines(shown)
    push.push(whole, at(server), NOBODY, keep=Keep(private=True))
    assert held(server) == lines(whole)
    with pytest.raises(UsageError, match="leaves out 1 private allegations"):
        push.push(shown, at(server), NOBODY, keep=Keep(private=True))


def test_the_target_graph_is_named_after_the_base_of_the_data(tmp_path: Path) -> None:
    with (tmp_path / "graph.ttl").open("w", encoding="utf-8") as stream:
        write_turtle(stream, sample(), base="https://data.example/x#")
    assert graph_iri(tmp_path) == "https://data.example/x#graph"


@pytest.mark.parametrize("broken", ["<a", "@prefix kg: <https://example.org/kg/ontology#> .\nkg:x kg:y"])
def test_a_broken_graph_is_told_and_nothing_is_sent(broken: str, server: Oxigraph, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text(broken)
    with pytest.raises(UsageError, match=r"graph\.ttl: not Turtle .*; build it again"):
        push.push(tmp_path, at(server), NOBODY)
    assert held(server) == set()


def test_the_command_tells_where_the_graph_is(server: Oxigraph, built: Path, kg: Kg) -> None:  # noqa: F811 - the fixture
    ran = kg("push", f"{server.url}/store", "--out", built, "--batch", "100")
    assert (ran.status, held(server)) == (0, lines(built))
    assert f"{len(server.triples(GRAPH))} triples are in <{GRAPH}>; the server counts as many" in ran.err


def test_the_command_takes_secrets_from_files_and_the_environment(built: Path, tmp_path: Path, kg: Kg,  # noqa: F811 - the fixture
                                                                  monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret\n")
    with stub(lambda request: (401, {}, "")) as server:
        url = f"{server.url}/store"
        monkeypatch.setenv("KG_PUSH_TOKEN", "t0ken")
        shown = [kg("push", url, "--out", built, *given) for given in (
            (), ("--token-file", secret), ("--user", "ann", "--password-file", secret), ("--user", "ann", "--token-file", secret))]
        monkeypatch.delenv("KG_PUSH_TOKEN")
        monkeypatch.setenv("KG_PUSH_USER", "bob")
        monkeypatch.setenv("KG_PUSH_PASSWORD", "pa55")
        shown.append(kg("push", url, "--out", built))
    assert [r.headers["Authorization"] for r in server.asked] == [
        "Bearer t0ken", "Bearer s3cret", "Basic YW5uOnMzY3JldA==", "Basic Ym9iOnBhNTU="]
    assert [ran.status for ran in shown] == [1, 1, 1, 2, 1]
    assert not any(word in ran.err + ran.out for ran in shown for word in ("s3cret", "t0ken", "pa55"))
