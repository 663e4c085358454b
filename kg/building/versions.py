"""What a document's statements depend on besides the document: the ontology, the pipeline, and the code that reads and extracts. Each as a digest,
so that what was kept under other ones is never taken.
"""
from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from kg.codec import FORMAT, digest_of
from kg.errors import UsageError
from kg.judging import FILE as JUDGE
from kg.knowledge.domain import Ontology
from kg.model import Document
from kg.paths import weights_folder
from kg.publish import checksum

_PACKAGE = Path(__file__).resolve().parents[1]
_LIBRARIES = ("numpy", "onnxruntime", "spacy", "tokenizers")
_WRITERS = ("networkx", "pyvis", "rdflib", "rustworkx")
_READERS = ("lxml", "pypdf", "python-docx", "pyyaml", "trafilatura")
# Parts of the package that a document's statements do not depend on (a test holds this); all others count, new ones too. What `read` does shows in
# the document that it gives.
LATER = frozenset((
    "__init__", "__main__", "building", "cli", "collector", "evaluation", "files", "graph", "publish", "read", "records", "reports", "resolution",
    "serve", "sparql", "view"))


def keys_for(ontology: Ontology, pipeline: str | None) -> Keys:
    """The keys of documents that are read with this ontology and pipeline. Raises UsageError where no pipeline has that name."""
    parts = (str(FORMAT), code(), ontology.digest, pipeline_digest(pipeline))
    return Keys(hashlib.sha256("\0".join(parts).encode()).hexdigest())


class Keys:
    """From a document to the key of what it gave."""

    def __init__(self, before: str) -> None:
        self._before = before

    def of(self, document: Document) -> str:
        """64 hexadecimal digits over all that decides the document's statements."""
        return self.at(digest_of(document))

    def at(self, digest: str) -> str:
        """The key of the document that has this digest (`kg.codec.digest_of`)."""
        return hashlib.sha256(f"{self._before}\0{digest}".encode()).hexdigest()


@cache
def code() -> str:
    """A digest of the sources and data of the parts of kg that decide a document's statements, and of the libraries under them."""
    files = (p for p in sorted(_PACKAGE.rglob("*")) if p.is_file() and _decides(p.relative_to(_PACKAGE)))
    return _digest(files, _PACKAGE, [platform.python_version(), platform.machine(), *(f"{name} {version(name)}" for name in _LIBRARIES)])


@cache
def reading() -> str:
    """A digest of what makes documents of files: the parts of kg that read them, and the libraries under these."""
    files = (p for p in sorted((_PACKAGE / "read").rglob("*")) if p.is_file() and p.suffix != ".pyc")
    return _digest(files, _PACKAGE, [code(), *(f"{name} {version(name)}" for name in _READERS)])


def needed(pipeline: str | None) -> dict[str, str]:
    """What must be the same on another machine for a document to give the same there, the ontology aside, each by a name that a user knows; `kg` is
    the version. Raises UsageError where no pipeline has that name."""
    libraries = {name: version(name) for name in _LIBRARIES}
    return {"kg": version("kg-accountability"), "Python": platform.python_version(), "the kind of processor": platform.machine(), **libraries,
            "the code of kg": code()[:16], "the pipeline": pipeline_digest(pipeline)[:16]}


@cache
def writing() -> str:
    """A digest of the whole package and the libraries that it writes with, and so of what makes the files of a build of statements."""
    files = (p for p in sorted(_PACKAGE.rglob("*")) if p.is_file() and p.suffix == ".py" and not _decides(p.relative_to(_PACKAGE)))
    return _digest(files, _PACKAGE, [code(), *(f"{name} {version(name)}" for name in _WRITERS)])


def _decides(path: Path) -> bool:
    """Whether a file of the package is of a part that counts; weights count with their pipeline."""
    top = path.parts[0].removesuffix(".py")
    passing = path.suffix in (".pyc", ".md") or path.parts[1:2] == ("train",) or path.parts[:2] == ("nlp", "weights")
    return not passing and not path.name.startswith(".") and top not in LATER and top != "_ontology"


def pipeline_digest(name: str | None) -> str:
    """A digest of what a pipeline, and the judge beside it, are loaded from. Raises UsageError where there is none of that name."""
    folder = weights_folder()
    if name is None:
        return _digest((p for p in sorted(folder.glob("*")) if p.is_file()), folder, [])
    judge = _sums((p for p in [folder / JUDGE] if p.is_file()), folder)  # which knows the parser that it belongs to
    place = _place(name)
    if place is None:  # not installed, as loading tells, or made by a package without files of its own
        from kg.nlp.external import External  # loads spaCy

        return _digest((), _PACKAGE, [name, *judge, json.dumps(External(name).nlp.meta, sort_keys=True)])
    return _digest((p for p in sorted(place.rglob("*")) if p.is_file() and p.suffix != ".pyc"), place, [name, *judge])


def _place(name: str) -> Path | None:
    """The folder that spaCy would load a pipeline from."""
    if Path(name).is_dir():
        return Path(name)
    spec = find_spec(name) if name.isidentifier() else None
    return Path(spec.origin).parent if spec is not None and spec.origin else None


def _digest(paths: Iterable[Path], folder: Path, words: Iterable[str]) -> str:
    return hashlib.sha256("\0".join([*words, *_sums(paths, folder)]).encode()).hexdigest()


def _sums(paths: Iterable[Path], folder: Path) -> Iterator[str]:
    for path in paths:
        try:
            yield f"{path.relative_to(folder).as_posix()} {checksum(path)}"
        except OSError as error:
            raise UsageError(f"{path}: cannot be read ({error.strerror}), and is needed to read documents; install kg again") from error
