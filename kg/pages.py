"""The page of a build: the output folder's records and the ontology's labels go in, `network.html` comes out."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.domain import Ontology
from kg.errors import UsageError
from kg.keep import Keep, kept
from kg.ontology import load
from kg.publish import PAGE, locked, replacing_build
from kg.records import Output
from kg.view import Selection, Vocabulary, select, write_page

TITLE = "Knowledge graph"


@dataclass(frozen=True, slots=True)
class Written:
    """Where a page was written, and how many statements it shows."""

    path: Path
    statements: int


def write_network(output: Output, path: Path, *, ontology: Path | None = None, selection: Selection | None = None, title: str = TITLE,
                  keep: Keep | None = None) -> Written:
    """Write the page about what `selection` asks for of `output`, as far as `keep` shows it. Raises UsageError where it names what is not there, or
    where no statement is sure enough."""
    chosen, all_of_it, output = selection or Selection(), output, kept(output, keep or Keep())
    if keep and keep.min_confidence and all_of_it.statements and not output.statements:
        raise UsageError(f"nothing is left: no statement has a confidence of {keep.min_confidence:g}; the surest has "
                         f"{max(s['confidence'] for s in all_of_it.statements):.2f}")
    write_page(output, path, vocabulary=vocabulary(load(ontology)), title=title, selection=chosen)
    return Written(path, len(select(output, chosen)))


@contextmanager
def replacing_page(out: Path, target: Path) -> Iterator[Path]:
    """Where to write a page that belongs at `target`. That of the build itself takes its place in `out` with the build's manifest."""
    if target.resolve() != (out / PAGE).resolve():
        yield target
        return
    with locked(out), replacing_build(out, all_of_it=False) as new:
        yield new / PAGE


def vocabulary(ontology: Ontology) -> Vocabulary:
    """The labels and families of the ontology's classes and relations, and which relation contests which."""
    return Vocabulary(classes=ontology.class_labels, relations={name: (r.label, r.family) for name, r in ontology.relations.items()},
                      contests={name: r.contests for name, r in ontology.relations.items() if r.contests})
