"""How a build grows: `python -m tests.bench.scale [SIZE...] [--read]`.

For each size that many invented documents of 500 words (`tests.bench.generated`) are built in a process of its own, which tells its seconds and its
most memory; then one document more is added, changed and taken away again, and each time the build goes on. Seconds are of processor time, so that
others on the machine count less; the process that fills the store is not among them. By default what the documents give is put into the cache
beforehand, as their makers know it, so that all but the reading is measured and large sizes take minutes; the one more is read. With `--read` all are
read, and the share of what they say that was found is printed. The growth exponent is that of the seconds from each size to the next, less those
of a build of one document, and so without the one document in both sizes.
"""
from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.building.cache import Cache
from kg.building.versions import keys_for
from kg.codec import encode
from kg.knowledge.ontology import load
from kg.model import Document
from kg.publish import WORK
from kg.read import read
from kg.records import read_output
from tests.bench.generated import document, documents, gathered

KINDS = ("added", "changed", "removed")
_SMALL = 100  # documents
_NOISE = 0.2  # seconds
_BUILD = """
import json, resource, sys, time
began = time.process_time()
from pathlib import Path
from kg.building.build import Options, build
stages, last = {}, [time.process_time(), "start"]
def step(what, done, total):
    now = time.process_time()
    stages[last[1]] = stages.get(last[1], 0) + now - last[0]
    last[:] = now, "reading" if total else what
build([sys.argv[1]], Options(out=Path(sys.argv[2])), progress=step)
step("", 0, 0)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": time.process_time() - began, "peak": peak, "stages": stages}))
"""


def built(source: Path, out: Path) -> dict[str, float]:
    """Seconds and megabytes of a build in a process of its own."""
    done = subprocess.run([sys.executable, "-c", _BUILD, str(source), str(out)], check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout))


def prepare(size: int, home: Path, *, kept: bool) -> None:
    """Write the documents, and with `kept` what they give into the cache, under the keys that the build will ask for."""
    truth = {}
    for one in documents(size):
        (home / "in" / one.path).parent.mkdir(parents=True, exist_ok=True)
        (home / "in" / one.path).write_text(one.source, encoding="utf-8")
        truth[one.path] = one
    if kept:
        cache, keys = Cache(home / "out" / WORK / "cache"), keys_for(load(), None)
        for found in read([str(home / "in")]):
            assert isinstance(found, Document)
            cache.put(keys.of(found), encode(gathered(truth[found.path])))
        cache.close()


def found_share(size: int, out: Path) -> float:
    """The share of what the documents say that stands in the build, by path, type and subject."""
    there = {(s["source"]["path"], s["type"], s["subject"]["label"]) for s in read_output(out).statements}
    said = [(d.path, f.type, f.subject) for d in documents(size) for f in d.facts]
    return sum(fact in there for fact in said) / len(said)


def increments(size: int, home: Path) -> dict[str, float]:
    """Seconds to go on from a build when one document more comes, when it changes, and when it is gone."""
    one, taken = home / "in" / "one-more.md", {}
    for what, number in (("added", size), ("changed", size + 1), ("removed", None)):
        if number is None:
            one.unlink()
        else:
            one.write_text(document(number, size).source, encoding="utf-8")
        taken[what] = built(home / "in", home / "out")["seconds"]
    return taken


@dataclass(frozen=True, slots=True)
class Grown:
    """A build of so many documents: seconds, of which `above` are more than those of a build of one document; megabytes at most; seconds of its
    stages; seconds to go on when one document more is added, changed and removed; the share of the facts that was found, where all was read."""

    size: int
    seconds: float
    above: float
    megabytes: float
    stages: dict[str, float]
    increments: dict[str, float]
    share: float | None


def start() -> float:
    """The seconds of a build of one known document, whatever else there is: the least of three, as it is taken from all others."""
    return min(once(1, known=True)["seconds"] for _ in range(3))


def once(size: int, *, known: bool) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        prepare(size, Path(folder), kept=known)
        return built(Path(folder) / "in", Path(folder) / "out")


def grown(size: int, begun: float, *, read_all: bool) -> Grown:
    """The build of one size; a small one is the least of three, for its seconds are hardly more than those of its start."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        prepare(size, home, kept=not read_all)
        whole = built(home / "in", home / "out")
        share = found_share(size, home / "out") if read_all else None
        taken = increments(size, home)
    least = min([whole["seconds"], *(once(size, known=not read_all)["seconds"] for _ in range(2 if size <= _SMALL else 0))])
    return Grown(size, least, least - begun, whole["peak"], dict(whole["stages"]), taken, share)  # type: ignore[call-overload]


def growth(found: Sequence[Grown]) -> str:
    """From which of these sizes to the last the seconds grow by which exponent, all without those of the first document. The first size is the least
    whose documents cost more than a start varies by: below it, the exponent would tell of that alone."""
    told = [one for one in found if one.above >= _NOISE]
    if len(told) < 2:
        return "–"
    small, large = told[0], told[-1]
    return f"from {small.size:,}: {math.log(large.above / small.above) / math.log((large.size - 1) / (small.size - 1)):.2f}"


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("sizes", nargs="*", type=int, default=[10, 100, 1000])
    ap.add_argument("--read", action="store_true", help="read all documents")
    a = ap.parse_args()
    print(f"{'documents':>10}{'seconds':>10}{'exponent':>10}{'MB at most':>12}" + "".join(f"{kind + ', s':>12}" for kind in KINDS) + "   stages")
    begun, found = start(), list[Grown]()
    for size in a.sizes:
        found.append(one := grown(size, begun, read_all=a.read))
        exponent = growth(found[-2:]).removeprefix(f"from {found[-2].size:,}: ") if found[1:] else ""
        stages = ", ".join(f"{name} {seconds:.1f}" for name, seconds in one.stages.items())
        share = "" if one.share is None else f"   {one.share:.2f} of the facts found"
        print(f"{size:>10}{one.seconds:>10.1f}{exponent:>10}{one.megabytes:>12.0f}" + "".join(f"{one.increments[kind]:>12.1f}" for kind in KINDS)
              + f"   {stages}{share}", flush=True)
    if found[1:]:
        print(f"exponent {growth(found)}; a build of one known document takes {begun:.1f} s")


if __name__ == "__main__":
    main()
