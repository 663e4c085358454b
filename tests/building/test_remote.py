"""Documents read by a Dask cluster: the same bytes, none lost with a worker, and no worker that would read them otherwise."""
from __future__ import annotations

import importlib.util
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from kg.building import remote, remote_worker
from kg.building.build import Options, Progress, build
from kg.building.cache import Cache
from kg.building.remote import ClusterError, Remote
from kg.building.remote_worker import Reading
from kg.building.versions import needed
from kg.building.workers import WorkerError
from kg.errors import KgError
from kg.knowledge.ontology import load
from kg.model import Document, document_id
from kg.publish import WORK
from tests.dask_cluster import DaskCluster, dask_cluster
from tests.helpers import built

# In place of the pipeline in each worker's own processes: answers in no time, and does what a text says.
STAND_IN = """
import json, os, sys, time
from pathlib import Path
home = Path({home!r})
sys.stdin.readline(), sys.stdin.readline()
(home / f"worker-{{os.getppid()}}").touch()
for line in sys.stdin:
    text = json.loads(line)["text"]
    if "dies" in text:
        os.kill(os.getpid(), 9)
    if "ends its worker" in text:
        os.kill(os.getppid(), 9)
    if "waits" in text:
        (home / f"waiting-{{os.getppid()}}").touch()
        while not (home / "go").exists():
            time.sleep(0.02)
    print(json.dumps(dict(gathered=text.upper())), flush=True)
"""
PRELOAD = "from kg.building import workers\nworkers._START = {start!r}\n"
SAID = ("Orrin Town Council criticised the Vale Water Company over its leaks.", "“We are sorry,” said Dan Pike of Vale Water.",
        "The Harbour Agency fined Vale Water £2m.", "Mara Quill, leader of Orrin Town Council, praised the agency.")


def document(text: str, path: str = "a.md") -> Document:
    return Document(id=document_id(text), path=path, sha256="", text=text, blocks=())


def connected(address: str, *, digest: str | None = None, ontology: Path | None = None) -> Remote:
    return Remote(address, digest or load(ontology).digest, ontology, None)


@pytest.fixture(scope="module")
def stand_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the stand-in notes what it does, with the file that puts it in place of the pipeline."""
    home = tmp_path_factory.mktemp("home")
    (home / "preload.py").write_text(PRELOAD.format(start=STAND_IN.format(home=str(home))))
    return home


@pytest.fixture
def home(stand_in: Path) -> Path:
    for note in (*stand_in.glob("worker-*"), *stand_in.glob("waiting-*"), *stand_in.glob("go")):
        note.unlink()
    return stand_in


@pytest.fixture(scope="module")
def two(pipeline: None, stand_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DaskCluster]:
    """Two workers with the stand-in, for tests that leave them alive."""
    with dask_cluster(tmp_path_factory.mktemp("two"), preload=stand_in / "preload.py") as running:
        yield running


@pytest.fixture
def doomed(pipeline: None, stand_in: Path, tmp_path: Path) -> Iterator[DaskCluster]:
    """Two workers with the stand-in, for tests that end some."""
    with dask_cluster(tmp_path, preload=stand_in / "preload.py", DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1") as running:
        yield running


def wait_for(home: Path, pattern: str) -> Path:
    for _ in range(1500):
        if found := sorted(home.glob(pattern)):
            return found[0]
        time.sleep(0.02)
    raise AssertionError(f"no {pattern} in {sorted(home.iterdir())}")


def test_each_document_has_its_answer_and_both_workers_read(two: DaskCluster, home: Path) -> None:
    with connected(two.address) as cluster:
        asked = [cluster.ask(document(f"text {n} \ud800")) for n in range(60)]
        assert [a.result() for a in asked] == [f"TEXT {n} \ud800" for n in range(60)]
        assert cluster.ahead() == 16
    assert {int(p.name.partition("-")[2]) for p in home.glob("worker-*")} == {w.pid for w in two.workers}


def test_a_document_that_ends_its_process_is_named_and_the_worker_lives_on(two: DaskCluster, home: Path) -> None:
    with connected(two.address) as cluster:
        bad, good = cluster.ask(document("dies", "heavy.pdf")), [cluster.ask(document(f"text {n}")) for n in range(8)]
        with pytest.raises(WorkerError, match=r"heavy\.pdf: the process that read it ended twice"):
            bad.result()
        assert [g.result() for g in good] == [f"TEXT {n}" for n in range(8)]
        assert not bad.done()
        assert good[0].done()
    assert all(w.poll() is None for w in two.workers)


def test_what_was_brought_to_the_workers_goes_with_the_build(two: DaskCluster, home: Path) -> None:
    with connected(two.address) as cluster:
        cluster.ask(document("text")).result()
        child = [p for p in Path("/proc").glob("[0-9]*") if _parent(p) in {w.pid for w in two.workers}]
        assert len(child) == 1
    assert [p for p in Path("/proc").glob("[0-9]*") if _parent(p) in {w.pid for w in two.workers}] == []


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return -1


def test_a_document_is_read_again_when_its_worker_was_killed(doomed: DaskCluster, home: Path) -> None:
    with connected(doomed.address) as cluster:
        asked = [cluster.ask(document("waits" if n == 3 else f"text {n}")) for n in range(20)]
        holder = int(wait_for(home, "waiting-*").name.partition("-")[2])
        os.kill(holder, signal.SIGKILL)
        (home / "go").touch()
        assert [a.result() for a in asked] == ["WAITS" if n == 3 else f"TEXT {n}" for n in range(20)]


def test_a_document_with_which_every_worker_ends_is_named(doomed: DaskCluster, home: Path) -> None:
    with connected(doomed.address) as cluster:
        asked = cluster.ask(document("ends its worker", "heavy.pdf"))
        with pytest.raises(WorkerError, match=r"heavy\.pdf: 2 workers of the cluster ended .* run the command again"):
            asked.result()


def test_a_scheduler_that_goes_away_is_told(doomed: DaskCluster, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_PATIENCE", 2)
    with connected(doomed.address) as cluster:
        asked = cluster.ask(document("waits"))
        wait_for(home, "waiting-*")
        doomed.scheduler.kill()
        with pytest.raises(ClusterError, match=r"the scheduler is gone .* What was read before is kept"):
            asked.result()
    (home / "go").touch()


@pytest.mark.parametrize("what", ["kg", "Python", "spacy", "the code of kg", "the pipeline"])
def test_a_worker_with_another_kg_or_pipeline_is_refused(what: str, two: DaskCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "needed", lambda pipeline: needed(pipeline) | {what: "0.0.other"})
    with pytest.raises(ClusterError, match=rf"the worker tcp://.* cannot be used: {what} is .* there and 0\.0\.other here; install the same"):
        connected(two.address).__enter__()


def test_an_ontology_that_cannot_be_the_same_there_is_refused(two: DaskCluster) -> None:
    with pytest.raises(ClusterError, match=r"the ontology that comes with kg is another there"):
        connected(two.address, digest="0" * 16).__enter__()


def test_a_worker_without_kg_is_refused_with_what_to_install(pipeline: None, tmp_path: Path) -> None:
    (tmp_path / "kg").mkdir()
    (tmp_path / "kg" / "__init__.py").touch()
    with dask_cluster(tmp_path, workers=0) as cluster:
        cluster.start_worker(path=tmp_path)
        with pytest.raises(ClusterError, match=r"kg\.building.*; kg-accountability\[cluster\] \d\S* must be installed"):
            connected(cluster.address).__enter__()


def test_a_scheduler_without_workers_is_told(pipeline: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_PATIENCE", 1)
    with dask_cluster(tmp_path, workers=0) as cluster, pytest.raises(ClusterError, match=r"has no workers; start some with 'dask worker tcp"):
        connected(cluster.address).__enter__()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:{free}", "nonsense://x:1", "127.0.0.1"])
def test_where_no_scheduler_is_the_error_says_how_to_start_one(address: str, pipeline: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_PATIENCE", 1)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        given = address.format(free=taken.getsockname()[1])
        with pytest.raises(ClusterError, match=r"no scheduler answers there .*; start one with 'dask scheduler'"):
            connected(given).__enter__()


def test_without_the_package_the_error_says_what_to_install(pipeline: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ClusterError, match=r"pip install 'kg-accountability\[cluster\]'"):
        connected("tcp://127.0.0.1:8786").__enter__()


@pytest.fixture
def alone(pipeline: None, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reading]:
    """What a worker holds, without a cluster about it."""
    monkeypatch.setattr("kg.building.workers._START", STAND_IN.format(home=str(home)))
    reading = Reading({"digest": load().digest, "files": None, "pipeline": None, "needed": needed(None)})
    reading.setup(SimpleNamespace(state=SimpleNamespace(nthreads=1)))  # type: ignore[arg-type]
    yield reading
    reading.teardown(SimpleNamespace())  # type: ignore[arg-type]


def test_the_processes_end_when_nobody_asks_any_more_and_start_again(alone: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_worker, "_IDLE", 0.05)
    line = remote.encode_document(document("text"))
    assert alone.read(line) == "TEXT"
    for _ in range(500):
        if alone._workers is None:
            break
        time.sleep(0.02)
    assert alone._workers is None
    assert alone.read(line) == "TEXT"


def test_a_worker_that_came_later_and_is_not_the_same_reads_nothing(alone: Reading) -> None:
    alone._setup["needed"]["kg"] = "0.0.other"
    with pytest.raises(WorkerError, match=r"a worker of the cluster cannot be used: kg is .* there and 0\.0\.other here"):
        alone.read(remote.encode_document(document("text")))


def test_a_pipeline_that_a_worker_lacks_is_named(alone: Reading) -> None:
    alone._setup["pipeline"] = "en_nowhere"
    assert "en_nowhere" in (alone.refusal() or "")


@dataclass(frozen=True)
class Case:
    """Documents, an ontology of the user's own, and what they give without a cluster."""

    folder: Path
    ontology: Path
    plain: dict[str, bytes]

    def build(self, out: Path, cluster: DaskCluster | None = None, progress: Progress | None = None) -> dict[str, bytes]:
        build([str(self.folder)], Options(out=out, ontology=self.ontology, cluster=cluster.address if cluster else None), progress=progress)
        return built(out)


@pytest.fixture(scope="module")
def case(pipeline: None, tmp_path_factory: pytest.TempPathFactory) -> Case:
    home = tmp_path_factory.mktemp("case")
    folder, own = home / "in", home / "ontology"
    folder.mkdir()
    own.mkdir()
    for n in range(12):
        (folder / f"{n:02}.md").write_text(f"It is {n}. " + " ".join(SAID[n % 4:] + SAID[:n % 4]) + "\n", encoding="utf-8")
    (own / "own.ttl").write_text('@prefix kg: <https://example.org/kg/ontology#> . kg:praised kg:clause "{subject} be sorry for {object}" .')
    made = Case(folder, own, {})
    made.plain.update(made.build(home / "out"))
    return made


def test_a_build_on_a_cluster_of_which_a_worker_is_killed_has_the_same_bytes(case: Case, tmp_path: Path) -> None:
    with dask_cluster(tmp_path) as cluster:
        def kill_one(path: str, done: int, total: int) -> None:
            if done == 2:
                cluster.workers[0].kill()

        assert case.build(tmp_path / "out", cluster, kill_one) == case.plain
        assert cluster.workers[0].poll() == -signal.SIGKILL


def test_a_build_whose_cluster_is_lost_goes_on_where_it_was(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_PATIENCE", 2)
    monkeypatch.setattr(remote, "_AHEAD", 1)
    out = tmp_path / "out"
    with dask_cluster(tmp_path, workers=1) as cluster:
        def kill(path: str, done: int, total: int) -> None:
            if done == 4:
                cluster.scheduler.kill()

        with pytest.raises(KgError, match="run the command again to go on"):
            case.build(out, cluster, kill)
    with closing(Cache(out / WORK / "cache")) as cache:
        kept = sum((cache.get(key) or "").startswith('{"referents"') for key in cache.kept())
    assert 4 <= kept < 12
    assert case.build(out) == case.plain
