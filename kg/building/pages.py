"""The page of a build: the output folder's records and the ontology's labels go in, `network.html` comes out."""
from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from kg.errors import UsageError
from kg.graph.keep import Keep, kept
from kg.knowledge.domain import Ontology
from kg.knowledge.ontology import load
from kg.publish import PAGE, locked, replacing_build
from kg.records import CatalogueRow, Output, Report, StatementRecord, decoded, glance, read_documents, read_statements, read_texts, statement_lines
from kg.view import Selection, Vocabulary, select, write_page
from kg.view.layout import Remember, afresh

MOST = 20_000  # statements that the page of a build holds: a page of more takes a browser long to open; `kg view` and `kg serve` show the others
TITLE = "Knowledge graph"
_HIDDEN = -1


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """Where a page was written, and how many statements it shows."""

    path: Path
    statements: int


def write_network(output: Output, path: Path, *, ontology: Path | Ontology | None = None, selection: Selection | None = None, title: str = TITLE,
                  keep: Keep | None = None, remember: Remember = afresh) -> WrittenPage:
    """Write the page about what `selection` asks for of `output`, as far as `keep` shows it. Raises UsageError where it names what is not there, or
    where no statement is sure enough. `ontology` is the user's folder, or what was loaded from there."""
    chosen, all_of_it, output = selection or Selection(), output, kept(output, keep or Keep())
    if keep and keep.min_confidence and all_of_it.statements and not output.statements:
        raise UsageError(f"nothing is left: no statement has a confidence of {keep.min_confidence:g}; the surest has "
                         f"{max(s['confidence'] for s in all_of_it.statements):.2f}")
    known = ontology if isinstance(ontology, Ontology) else load(ontology)
    write_page(output, path, vocabulary=vocabulary(known), title=title, selection=chosen, remember=remember)
    return WrittenPage(path, len(select(output, chosen)))


def build_page(new: Path, before: Path, counts: Mapping[str, int], entities: list[CatalogueRow], *, private: bool) -> Output:
    """The records of the build in `new` as far as its page tells of them: of more than `MOST` statements those between the best evidenced entities.

    Texts that do not stand in `new` stand in the build `before`.
    """
    if counts["statements"] <= MOST:
        statements = list(read_statements(new))
    else:
        statements = chosen(lambda: statement_lines(new), {row["iri"]: row["statements"] for row in entities}, MOST, private=private)
    documents = read_documents(new, {s["source"]["iri"] for s in statements})
    report: Report = {"version": "", "counts": dict(counts), "documents": documents, "merges": [], "skipped": []}
    left_out = 0 if private else counts["private_allegations"]
    return Output(statements, entities, report, read_texts((d["id"] for d in documents), before, new), of=counts["statements"] - left_out)


def chosen(lines: Callable[[], Iterable[bytes]], counts: Mapping[str, int], most: int, *, private: bool) -> list[StatementRecord]:
    """Of more than `most` statements, those between the best evidenced entities, as many of these as give no more than so many; and the private
    allegations in their documents, whose words are not to be shown with other statements. `counts` tell how many statements that are shown each
    entity stands in. What `lines` gives is read twice and not held; only what is chosen is decoded."""
    rank = {iri.encode(): n for n, iri in enumerate(sorted(counts, key=lambda iri: (-counts[iri], iri)))}
    ranks = array("q", (ranked(line, rank, private=private) for line in lines()))
    shown = sorted(n for n in ranks if n != _HIDDEN)
    limit = shown[most] if len(shown) > most else len(rank)
    candidates = (decoded(line) for line, n in zip(lines(), ranks, strict=True) if n < limit)
    documents = (list(said) for _, said in groupby(candidates, key=lambda s: s["source"]["iri"]))
    return [s for said in documents if private or not all(s.get("private_allegation") for s in said) for s in said]


def ranked(line: bytes, rank: Mapping[bytes, int], *, private: bool) -> int:
    """The rank of the last of the two entities of a statement; `_HIDDEN` where it is a private allegation that is not shown."""
    told = glance(line)
    if told.private and not private:
        return _HIDDEN
    subject = rank[told.subject]
    return subject if told.object is None else max(subject, rank[told.object])


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
