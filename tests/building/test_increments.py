"""A build that goes on from what an earlier one kept gives the same bytes as one from nothing, and reads only what it must."""
from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from kg import publish
from kg import read as reading
from kg.building import gather, inputs, pages
from kg.building.build import Options, build
from kg.building.storing import Before, make
from kg.building.writing import Writer, Written
from kg.graph import differing
from kg.graph.disk import open_on_disk
from kg.graph.keep import Keep
from kg.graph.store import load_store
from kg.knowledge import ontology
from kg.model import Document, Gathered
from kg.publish import STORE, WORK
from kg.reports.check import check
from kg.resolution.decisions import Decision, Decisions, Side
from kg.statements.extract import Extractor
from tests.helpers import contents, quads

SENTENCES = (
    "Orrin Town Council criticised the Vale Water Company over its leaks.", "The Vale Water Company denied that it had wasted water.",
    "Mara Quill, leader of Orrin Town Council, apologised to residents.", "“We will act,” said Mara Quill.", "The council praised the company.",
    "Quill said that the inspectors had found failings.", "The Harbour Agency fined Vale Water £2m.", "Dan Pike accused Ned Orme of theft.",
    "Orrin Council fined the Vale Water Co.", "It rained.")
FRONTS = ("", "---\ntitle: Leaks\nauthor: Jo Penn\npublisher: The Orrin Echo\ndate: 2021-05-03\n---\n\n",
          "---\ntitle: Water\nauthor: Jo Penn\npublisher: The Vale Post\n---\n\n")
TEXTS = st.builds(lambda front, said: front + "\n\n".join(said) + "\n", st.sampled_from(FRONTS),
                  st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4))
NAMES = st.sampled_from([f"{folder}{letter}.{kind}" for folder in ("", "b/") for letter in "abc" for kind in ("md", "txt")])
DECISION = Decisions((Decision(same=True, sides=(Side("Orrin Council"), Side("Orrin Town Council")), reason="one body"),))


@dataclass
class Counting:
    """Reads documents as the real one does, and remembers which."""

    extractor: Extractor
    read: list[str] = field(default_factory=list)

    def gather(self, document: Document) -> Gathered:
        self.read.append(document.text)
        return self.extractor.gather(document)


@contextmanager
def writing_store_here(folder: Path, turtle: Path, ontology: Path | None = None, before: Before | None = None) -> Iterator[None]:
    """`writing_store` in this process, which forks none."""
    yield
    make(folder, turtle, ontology, before)


@pytest.fixture
def counting(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> Counting:
    """The pipeline, loaded once for all builds of this module."""
    made = Counting(extractor)
    monkeypatch.setattr(gather.Reader, "_extractor", lambda _: made)
    monkeypatch.setattr(publish, "sync", lambda *_: None)  # many builds, and no power cut
    monkeypatch.setattr(pages, "MOST", 5)
    monkeypatch.setattr(inputs, "SETTLED", 0.0)  # no two changes of a file here are as near as a clock's step
    return made


@pytest.fixture
def going_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """The store goes on from the last one however few documents there are, of which each is much."""
    monkeypatch.setattr("kg.building.build.writing_store", writing_store_here)
    monkeypatch.setattr(differing, "_LARGE", 10.0)
    monkeypatch.setattr(differing, "_length", lambda _: 0)


def put(folder: Path, files: dict[str, str]) -> Path:
    """Have just these files in a folder; those that are there already are left alone."""
    for path in [p for p in folder.rglob("*") if p.is_file() and p.relative_to(folder).as_posix() not in files]:
        path.unlink()
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    return folder


def watched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the documents' files that are opened from now on; those of the ontology are always."""
    opened: list[str] = []
    original = Path.read_bytes

    def read_bytes(path: Path) -> bytes:
        if path.parent.name == "in":
            opened.append(path.name)
        return original(path)

    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    return opened


class Builds(RuleBasedStateMachine):
    """Documents come, go, change and move; after each change a build goes on from the last."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.files: dict[str, str] = {}
        self.options: dict[str, object] = {}

    @initialize(text=TEXTS)
    def begin(self, text: str) -> None:
        self.files["a.md"] = text

    @rule(name=NAMES, text=TEXTS)
    def add_or_change(self, name: str, text: str) -> None:
        self.files[name] = text

    @precondition(lambda self: len(self.files) > 1)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        del self.files[data.draw(st.sampled_from(sorted(self.files)))]

    @rule(data=st.data(), name=NAMES)
    def rename(self, data: st.DataObject, name: str) -> None:
        self.files[name] = self.files.pop(data.draw(st.sampled_from(sorted(self.files))))

    @rule(least=st.sampled_from([0.0, 0.8]), private=st.booleans(), decided=st.booleans(), base=st.sampled_from(["https://a.example/", "https://b.example/"]))
    def ask_for_more_or_less(self, least: float, private: bool, decided: bool, base: str) -> None:
        self.options = {"min_confidence": least, "private_allegations": private, "decisions": DECISION if decided else None, "base": base}

    @precondition(lambda self: (self.home / "out").is_dir())
    @rule(data=st.data(), left=st.sampled_from([0, 1, 40]))
    def spoil(self, data: st.DataObject, left: int) -> None:
        """Somebody writes into a file of the last build."""
        path = data.draw(st.sampled_from(sorted(p for p in (self.home / "out").rglob("*") if p.is_file() and WORK not in p.parts)))
        path.write_bytes(path.read_bytes()[:left] + b"\n")

    @invariant()
    def is_as_from_nothing(self) -> None:
        folder = put(self.home / "in", self.files)
        shutil.rmtree(self.home / "nothing", ignore_errors=True)
        for out in ("out", "nothing"):
            build([str(folder)], Options(out=self.home / out, **self.options))  # type: ignore[arg-type]
        here, there = contents(self.home / "out"), contents(self.home / "nothing")
        assert sorted(here) == sorted(there)
        assert [name for name in there if here[name] != there[name]] == []
        stored, loaded = open_on_disk(self.home / "out"), load_store(self.home / "out", keep=Keep(private=True)).graph
        assert (quads(stored), len(stored)) == (quads(loaded), len(loaded))

    def teardown(self) -> None:
        shutil.rmtree(self.home)


def test_any_sequence_of_changes_gives_the_bytes_of_a_build_from_nothing(counting: Counting, going_on: None) -> None:
    run_state_machine_as_test(Builds, settings=settings(  # type: ignore[no-untyped-call]
        max_examples=6, stateful_step_count=5, deadline=None, suppress_health_check=list(HealthCheck)))


FILES = {"a.md": FRONTS[1] + SENTENCES[0], "b.md": FRONTS[2] + SENTENCES[2], "c.txt": SENTENCES[7], "d.txt": SENTENCES[8]}
Built = Callable[..., Written]


@pytest.fixture
def built(counting: Counting, tmp_path: Path) -> Iterator[Built]:
    """Build these files, and see which texts were read for it."""
    def run(files: dict[str, str], **options: object) -> Written:
        counting.read.clear()
        return build([str(put(tmp_path / "in", files))], Options(out=tmp_path / "out", **options))  # type: ignore[arg-type]

    yield run
    assert check(tmp_path / "out") == []


def test_only_what_is_new_or_changed_is_read(built: Built, counting: Counting) -> None:
    built(FILES)
    assert counting.read == list(FILES.values())
    for files, read in [
            (FILES, []), ({**FILES, "e.txt": SENTENCES[6]}, [SENTENCES[6]]), ({**FILES, "a.md": SENTENCES[4]}, [SENTENCES[4]]),
            ({**FILES, "a.md": SENTENCES[4]}, []), ({n: t for n, t in FILES.items() if n != "b.md"}, [FILES["a.md"]])]:
        built(files)
        assert counting.read == read


def test_a_file_that_stays_is_not_read_from_its_bytes_again(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    original = reading.read_document
    monkeypatch.setattr(reading, "read_document", lambda path, *rest, **named: made.append(path) or original(path, *rest, **named))
    built(FILES)
    built({**FILES, "a.md": SENTENCES[4], "moved.txt": SENTENCES[8]})
    assert made == [*FILES, "a.md", "moved.txt"]


def test_a_file_that_stands_as_it_was_is_not_opened_and_one_that_was_touched_is(
        built: Built, counting: Counting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(FILES)
    opened = watched(monkeypatch)
    built(FILES)
    assert opened == []
    one = tmp_path / "in" / "a.md"
    before = one.stat()
    one.write_text(FILES["a.md"].replace("leaks", "lakes"), encoding="utf-8")
    os.utime(one, ns=(before.st_atime_ns, before.st_mtime_ns))
    counting.read.clear()
    build([str(tmp_path / "in")], Options(out=tmp_path / "out"))
    assert (one.stat().st_size, one.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert (opened, counting.read) == (["a.md"], [FILES["a.md"].replace("leaks", "lakes")])


def test_a_file_that_had_just_been_changed_is_opened_the_next_time(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "SETTLED", 3600.0)
    built(FILES)
    opened = watched(monkeypatch)
    built(FILES)
    assert opened == list(FILES)


def test_a_document_that_stays_is_not_rendered_again_unless_what_it_was_is_in_doubt(built: Built, tmp_path: Path,
                                                                                    monkeypatch: pytest.MonkeyPatch) -> None:
    rendered: list[str] = []
    original = Writer._render
    monkeypatch.setattr(Writer, "_render", lambda self, told, *rest: rendered.append(told.document.path) or original(self, told, *rest))
    built(FILES)
    rendered.clear()
    built({**FILES, "e.txt": SENTENCES[9]})
    assert rendered == ["e.txt"]
    rendered.clear()
    built({**FILES, "e.txt": "Vale Water Company Ltd praised Ned Orme."})
    assert "e.txt" in rendered
    assert "d.txt" not in rendered
    (tmp_path / "out" / "graph.ttl").write_bytes((tmp_path / "out" / "graph.ttl").read_bytes().replace(b"a", b"b", 1))
    rendered.clear()
    built(FILES)
    assert rendered == list(FILES)


def test_the_store_goes_on_from_the_last_where_a_document_comes_and_is_made_anew_where_one_goes(
        built: Built, going_on: None, tmp_path: Path) -> None:
    def tables() -> set[int]:
        return {p.stat().st_ino for p in (tmp_path / "out" / STORE).glob("*.sst")}

    built(FILES)
    first = tables()
    built({**FILES, "e.txt": SENTENCES[6]})
    second = tables()
    built(FILES)
    assert first & second
    assert not second & tables()


def test_a_moved_document_is_read_again_only_where_its_name_is_all_it_is_called_by(built: Built, counting: Counting) -> None:
    built(FILES)
    built({f"moved/{name}": text for name, text in FILES.items()})
    assert counting.read == [FILES["c.txt"], FILES["d.txt"]]


@pytest.mark.parametrize("options", [
    {"min_confidence": 0.9}, {"private_allegations": True}, {"decisions": DECISION}, {"base": "https://other.example/"}], ids=lambda o: next(iter(o)))
def test_what_applies_later_reads_nothing_again(options: dict[str, object], built: Built, counting: Counting) -> None:
    built(FILES)
    built(FILES, **options)
    assert counting.read == []


def test_an_ontology_that_stays_is_not_compiled_again(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    first = built(FILES)
    ontology.load.cache_clear()
    monkeypatch.setattr(ontology, "load_graph", None)
    assert built(FILES).families == first.families
    assert sum(number for _, number in first.families) == first.counts["statements"] > 0


def test_another_ontology_reads_everything_again(built: Built, counting: Counting, tmp_path: Path) -> None:
    built(FILES)
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "extra.ttl").write_text("@prefix kg: <https://example.org/kg/ontology#> .\nkg:inspected kg:title \"mx\" .\n")
    built(FILES, ontology=tmp_path / "own")
    assert len(counting.read) == len(FILES)
    built(FILES)


def test_fresh_reads_everything_again_and_mends_what_is_kept(built: Built, counting: Counting) -> None:
    built(FILES)
    built(FILES, fresh=True)
    assert len(counting.read) == len(FILES)
    built(FILES)
    assert counting.read == []


def test_damaged_entries_are_told_and_read_again(built: Built, counting: Counting, tmp_path: Path) -> None:
    built(FILES)
    before, told = contents(tmp_path / "out"), list[str]()
    with sqlite3.connect(tmp_path / "out" / WORK / "cache" / "kept.sqlite") as db:
        damage = lambda first, column, value: db.execute(
            f"UPDATE entries SET {column} = {value} WHERE key = (SELECT min(key) FROM entries WHERE content LIKE ?)", (f"{first}%",)).rowcount
        assert damage('{"referents"', "content", "''") == damage('{"id"', "content", "substr(content, 2)") == 1
        assert db.execute("UPDATE entries SET sum = '' WHERE content LIKE '[%'").rowcount == len(FILES) + 3
    db.close()
    (tmp_path / "out" / "graph.ttl").write_bytes(b"")
    counting.read.clear()
    build([str(tmp_path / "in")], Options(out=tmp_path / "out"), tell=told.append)
    assert len(counting.read) == 1
    assert [t.split()[0] for t in told] == [str(len(FILES) + 5)]
    assert contents(tmp_path / "out") == before


def test_a_build_that_was_cut_off_goes_on_from_what_was_read(built: Built, counting: Counting, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut_off(document: Document) -> Gathered:
        if len(counting.read) == 2:
            raise KeyboardInterrupt
        return Counting.gather(counting, document)

    with monkeypatch.context() as patch:
        patch.setattr(counting, "gather", cut_off)
        with pytest.raises(KeyboardInterrupt):
            built(FILES)
    built(FILES)
    assert counting.read == list(FILES.values())[2:]


def test_nothing_that_rests_on_a_withdrawn_document_is_left(built: Built, tmp_path: Path) -> None:
    withdrawn = FRONTS[2] + "Quentin Zabriskie, chair of the Umberleigh Trust, criticised Orrin Town Council."
    built({**FILES, "w.md": withdrawn})
    words = [w.encode() for w in ("Zabriskie", "zabriskie", "Umberleigh", "umberleigh", "w.md", "Vale Post")]
    there = b"".join(contents(tmp_path / "out").values())
    assert [w for w in words if w not in there] == []
    built({n: t for n, t in FILES.items() if n != "b.md"})
    files = contents(tmp_path / "out") | {p.name: p.read_bytes() for p in (tmp_path / "out" / STORE).iterdir()}
    for name, data in files.items():
        assert [w for w in words if w in data or w in name.encode()] == [], name
