"""Documents read by several processes: in order, none lost when a process dies, no process left behind."""
from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.building import workers
from kg.building.build import Options, build
from kg.building.gather import Reader, cores
from kg.building.inputs import Input
from kg.building.workers import WorkerError, Workers
from kg.knowledge.ontology import load
from kg.model import Document, Gathered, document_id
from tests.helpers import contents

# A process that answers as the real one does, in no time. It notes its id, and what a text says happens to it.
STAND_IN = """
import json, os, sys, time
from pathlib import Path
home = Path({home!r})
sys.stdin.readline(), sys.stdin.readline()
(home / f"pid-{{os.getpid()}}").touch()
for line in sys.stdin:
    text = json.loads(line)["text"]
    if "dies" in text and ("always" in text or not (home / "died").exists()):
        (home / "died").touch()
        os.kill(os.getpid(), 9)
    if "waits" in text:
        (home / "waiting").touch()
        while not (home / "go").exists():
            time.sleep(0.02)
    answer = dict(error="a fault of its own") if "fails" in text else dict(gathered=text.upper())
    print(json.dumps(answer), flush=True)
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(workers, "_START", STAND_IN.format(home=str(tmp_path)))
    return tmp_path


@pytest.fixture
def two(home: Path) -> Iterator[Workers]:
    with Workers(2, "digest", None, None) as running:
        yield running


def document(text: str, path: str = "a.md") -> Document:
    return Document(id=document_id(text), path=path, sha256="", text=text, blocks=())


def processes(home: Path) -> list[int]:
    return [int(p.name.removeprefix("pid-")) for p in home.glob("pid-*")]


def alive(process: int) -> bool:
    """Whether a process is there and has not ended; one that nobody has waited for yet has."""
    try:
        os.kill(process, 0)
        return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text() if Path("/proc").is_dir() else True
    except (ProcessLookupError, FileNotFoundError):
        return False


def end_soon(home: Path) -> bool:
    for _ in range(200):
        if not any(alive(p) for p in processes(home)):
            return True
        time.sleep(0.05)
    return False


def test_each_document_has_its_answer(two: Workers, home: Path) -> None:
    asked = [two.ask(document(f"text {n} \ud800")) for n in range(30)]
    assert [a.result() for a in asked] == [f"TEXT {n} \ud800" for n in range(30)]
    assert 1 <= len(processes(home)) <= 2


def test_a_process_that_dies_is_started_anew_and_no_document_is_lost(two: Workers, home: Path) -> None:
    texts = [f"text {n}" for n in range(5)] + ["this one dies"] + [f"text {n}" for n in range(5, 10)]
    asked = [two.ask(document(t)) for t in texts]
    assert [a.result() for a in asked] == [t.upper() for t in texts]
    assert (home / "died").exists()


def test_a_document_at_which_a_process_always_dies_is_named(two: Workers) -> None:
    asked = two.ask(document("dies always", "heavy.pdf"))
    with pytest.raises(WorkerError, match=r"heavy\.pdf: the process that read it ended twice \(status -9\).*--jobs 1"):
        asked.result()


def test_what_went_wrong_in_a_process_is_told_with_the_document(two: Workers) -> None:
    asked = two.ask(document("fails", "odd.md"))
    with pytest.raises(WorkerError, match=r"odd\.md: a fault of its own"):
        asked.result()


def test_no_process_is_left_behind_even_a_busy_one(home: Path) -> None:
    with pytest.raises(RuntimeError, match="elsewhere"), Workers(2, "digest", None, None) as running:
        asked = [running.ask(document(text)) for text in ("waits", "text")]
        while not (home / "waiting").exists():
            time.sleep(0.02)
        raise RuntimeError("elsewhere")
    assert processes(home)
    assert not any(alive(p) for p in processes(home))
    assert isinstance(asked[0].exception(), WorkerError)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the build that is ended is made by fork")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_however_a_build_ends_its_processes_end(how: signal.Signals, home: Path) -> None:
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        os.setpgid(0, 0)
        with contextlib.suppress(BaseException), Workers(2, "digest", None, None) as running:
            running.ask(document("text")).result()
            running.ask(document("waits")).result()
        os._exit(3)
    while not (home / "waiting").exists():
        time.sleep(0.02)
    os.kill(child, how)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == (3 if how is signal.SIGINT else -how)
    if how is not signal.SIGINT:
        (home / "go").touch()  # a busy one ends when it has answered, and nobody reads it
    assert end_soon(home)


def reader(documents: list[Document], jobs: int | None) -> int:
    return Reader(ontology=load(), jobs=jobs).processes(list(map(Input.of, documents)))


def test_so_many_processes_as_asked_for_documents_and_cores_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    long, short = document("x" * 100_000), document("x" * 100)
    monkeypatch.setattr("kg.building.gather.cores", lambda: 4)
    assert reader([short] * 50, None) == 1, "what is soon read pays no second process"
    assert reader([long] * 2, None) == 2
    assert reader([long] * 50, None) == 4
    assert reader([document("x" * 10_000_000)], None) == 1
    assert [reader([short] * 2, jobs) for jobs in (1, 2, 3)] == [1, 2, 2]
    assert reader([], 3) == 1
    assert cores() >= 1


def test_results_come_in_the_order_of_the_documents(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [document(f"text {n}", f"{n:03}.md") for n in range(40)]
    monkeypatch.setattr("kg.building.gather.decode", lambda line, d: Gathered(document=d, referents=(), statements=()))
    steps: list[tuple[str, int, int]] = []
    found = list(Reader(ontology=load(), jobs=3).gather(list(map(Input.of, documents)), lambda *step: steps.append(step)))
    assert [g.document for g in found] == documents
    assert [done for _, done, _ in steps] == sorted(done for _, done, _ in steps)
    assert steps[-1][1:] == (39, 40)


def test_any_number_of_processes_gives_the_same_bytes(pipeline: None, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n, said in enumerate(("Orrin Town Council criticised the Vale Water Company.", "“We are sorry,” said Dan Pike of Vale Water.",
                              "The Harbour Agency fined Vale Water £2m.", "It rained.")):
        (folder / f"{n}.md").write_text(said, encoding="utf-8")
    written = []
    for jobs in (1, 2, 3):
        out = tmp_path / str(jobs)
        build([str(folder)], Options(out=out, jobs=jobs))
        written.append(contents(out))
    assert written[0] == written[1] == written[2]
