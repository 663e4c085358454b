"""How a build grows: `python -m tests.bench.scale [SIZE...] [--read]`.

For each size that many invented documents of 500 words (`tests.bench.generated`) are built in a process of its own, which tells its seconds and its
most memory; then one document more is added, changed and taken away again, and each time the build goes on. Seconds are of processor time, so that
others on the machine count less; the process that fills the store is not among them. By default what the documents give is put into the cache
beforehand, as their makers know it, so that all but the reading is measured and large sizes take minutes; the one more is read. With `--read` all are
read, and the share of what they say that was found is printed. The growth exponent is that of the seconds from each size to the next, less those of
an empty start.
"""
from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

from kg.cache import Cache
from kg.codec import encode
from kg.model import Document
from kg.ontology import load
from kg.publish import WORK
from kg.read import read
from kg.records import read_output
from kg.versions import keys_for
from tests.bench.generated import document, documents, gathered

_BUILD = """
import json, resource, sys, time
began = time.process_time()
from pathlib import Path
from kg.build import Options, build
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


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("sizes", nargs="*", type=int, default=[10, 100, 1000])
    ap.add_argument("--read", action="store_true", help="read all documents")
    a = ap.parse_args()
    kinds = ("added", "changed", "removed")
    print(f"{'documents':>10}{'seconds':>10}{'exponent':>10}{'MB at most':>12}" + "".join(f"{kind + ', s':>12}" for kind in kinds) + "   stages")
    points: list[tuple[int, float]] = []
    with tempfile.TemporaryDirectory() as empty:
        prepare(1, Path(empty), kept=True)
        start = built(Path(empty) / "in", Path(empty) / "out")["seconds"]
    for size in a.sizes:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            prepare(size, home, kept=not a.read)
            whole = built(home / "in", home / "out")
            share = f"   {found_share(size, home / 'out'):.2f} of the facts found" if a.read else ""
            taken = increments(size, home)
        points.append((size, max(whole["seconds"] - start, 0.01)))
        stages = ", ".join(f"{name} {seconds:.1f}" for name, seconds in dict(whole["stages"]).items())  # type: ignore[call-overload]
        one_more = "".join(f"{taken[kind]:>12.1f}" for kind in kinds)
        print(f"{size:>10}{whole['seconds']:>10.1f}{growth(points[-2:]):>10}{whole['peak']:>12.0f}{one_more}   {stages}{share}", flush=True)
    print(f"from the first size to the last: exponent {growth([points[0], points[-1]])}; a build of one known document takes {start:.1f} s")


def growth(points: list[tuple[int, float]]) -> str:
    """The exponent by which the seconds grow from the first of these sizes to the last."""
    (small, before), (large, after) = points[0], points[-1]
    return f"{math.log(after / before) / math.log(large / small):.2f}" if large > small else ""


if __name__ == "__main__":
    main()
