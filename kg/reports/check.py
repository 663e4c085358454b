"""Whether a build holds together: the graph against the shapes and the ontology, each quotation against its text, the records against the graph.

Nothing is trusted that can be looked up again; what is wrong comes back as findings, and the caller decides.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyshacl
from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from kg.errors import OntologyError, UsageError
from kg.graph.keep import Keep
from kg.iris import KG, OA, clean, decimal, iso_date, local_name, term_iri
from kg.model import document_id
from kg.paths import ontology_files
from kg.publish import MANIFEST, checksum, manifest, read_whole
from kg.records import Output, StatementRecord, read_output


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Something that is wrong: in which part of the check, with which statement, passage or document, and what."""

    part: str  # "files", "shapes", "relations", "quotations" or "records"
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.part}: {self.where}: {self.what}"


def check(folder: Path, ontology: Path | None = None) -> list[Finding]:
    """All that is wrong with the build in `folder`, sorted; none where all is well.

    Raises UsageError where there is no build or its graph cannot be read, OntologyError where the ontology cannot be.
    """
    output, graph, files = read_whole(folder, lambda: (read_output(folder), _parse([folder / "graph.ttl"], UsageError), list(_files(folder))))
    vocabulary = _parse(ontology_files(ontology), OntologyError)
    parts = (files, _shapes(graph, vocabulary), _relations(graph, vocabulary), _quotations(output), _passages(graph, output), _records(graph, output))
    return sorted({finding for part in parts for finding in part})


def _parse(paths: list[Path], error: type[UsageError] | type[OntologyError]) -> Graph:
    graph = Graph(bind_namespaces="none")
    for path in paths:
        try:
            graph.parse(path, format="turtle")
        except (OSError, UnicodeDecodeError, SyntaxError, BadSyntax, IndexError) as problem:  # IndexError: rdflib at a sudden end
            raise error(f"{path}: cannot be read ({problem})") from problem
    return graph


def _files(folder: Path) -> Iterator[Finding]:
    """The files of the build are those that were written together, where the build says which."""
    try:
        written = manifest(folder)
    except ValueError as problem:
        yield Finding("files", MANIFEST, f"cannot be read ({problem})")
        return
    for name, known in sorted(written.items()):
        if not (folder / name).is_file():
            yield Finding("files", name, "is missing")
        elif checksum(folder / name) != known:
            yield Finding("files", name, "is not as the build wrote it")


def _shapes(graph: Graph, vocabulary: Graph) -> Iterator[Finding]:
    """SHACL, with the hierarchy of classes and the relations mixed in; whatever else an ontology folder holds is not data."""
    data = Graph(bind_namespaces="none")
    for triple in graph:
        data.add(triple)
    for s, o in vocabulary.subject_objects(RDFS.subClassOf):
        data.add((s, RDFS.subClassOf, o))
    for relation in vocabulary.subjects(RDF.type, KG.Relation):
        data.add((relation, RDF.type, KG.Relation))
    _, results, _ = pyshacl.validate(data, shacl_graph=vocabulary, inference="none", advanced=False)
    for result in results.subjects(RDF.type, SH.ValidationResult):
        path, value = results.value(result, SH.resultPath), results.value(result, SH.value)
        message = str(results.value(result, SH.resultMessage))
        about = f"{local_name(str(path))} " if isinstance(path, URIRef) else ""
        yield Finding("shapes", str(results.value(result, SH.focusNode)), f"{about}{value if value is not None else ''}: {message}")


def _relations(graph: Graph, vocabulary: Graph) -> Iterator[Finding]:
    """Each statement's ends against its relation's domain and range, and whether it may lack an object."""
    for node in graph.subjects(RDF.type, RDF.Statement):
        relation, target = graph.value(node, RDF.predicate), graph.value(node, RDF.object)
        name = local_name(str(relation))
        for end, role, wanted in ((graph.value(node, RDF.subject), "subject", RDFS.domain), (target, "object", RDFS.range)):
            allowed = vocabulary.value(relation, wanted)
            if end is None or allowed is None:
                continue
            classes = set(graph.objects(end, RDF.type))
            if not any(allowed in vocabulary.transitive_objects(c, RDFS.subClassOf) for c in classes):
                shown = ", ".join(sorted(local_name(str(c)) for c in classes)) or "nothing"
                yield Finding("relations", str(node), f"the {role} of {name} must be a {local_name(str(allowed))}, but <{end}> is a {shown}")
        if target is None and vocabulary.value(relation, KG.objectRequired) == Literal(True):
            yield Finding("relations", str(node), f"{name} needs an object")
        if target is not None and vocabulary.value(relation, KG.objectAllowed) == Literal(False):
            yield Finding("relations", str(node), f"{name} takes no object")


def _quotations(output: Output) -> Iterator[Finding]:
    for name, text in output.texts.items():
        if document_id(text) != name:
            yield Finding("quotations", f"documents/{name}.txt", "the text was changed: its name is not its hash")
    for s in output.statements:
        yield from _quotation(output, local_name(s["source"]["iri"]), s["id"], s["evidence"]["start"], s["evidence"]["end"], s["evidence"]["text"])


def _passages(graph: Graph, output: Output) -> Iterator[Finding]:
    for passage in graph.subjects(RDF.type, KG.Passage):
        start, end, words = (graph.value(passage, p) for p in (OA.start, OA.end, OA.exact))
        if isinstance(start, Literal) and isinstance(end, Literal) and isinstance(start.value, int) and isinstance(end.value, int):
            yield from _quotation(output, local_name(str(graph.value(passage, OA.hasSource))), str(passage), start.value, end.value, str(words))


def _quotation(output: Output, document: str, where: str, start: int, end: int, words: str) -> Iterator[Finding]:
    text = output.texts.get(document)
    if text is None:
        yield Finding("quotations", where, f"documents/{document}.txt is missing")
    elif not 0 <= start < end <= len(text) or clean(text[start:end]) != words:
        yield Finding("quotations", where, f"documents/{document}.txt, {start} to {end}, holds {text[max(start, 0) : max(end, 0)]!r}, not {words!r}")


def _records(graph: Graph, output: Output) -> Iterator[Finding]:
    """statements.jsonl and graph.ttl tell the same statements, but for private allegations that the build left out of the graph; and the direct
    layer is what the asserted ones say."""
    keep = Keep(private=not output.report["counts"].get("private_allegations_left_out", 0))
    shown = [s for s in output.statements if keep.wants(s)]
    nodes = {local_name(str(node)): node for node in graph.subjects(RDF.type, RDF.Statement)}
    records = {s["id"]: s for s in shown}
    if len(records) != len(shown):
        yield Finding("records", "statements.jsonl", "an id stands there twice")
    for name in sorted(nodes.keys() ^ records.keys()):
        yield Finding("records", name, "is in " + ("graph.ttl" if name in nodes else "statements.jsonl") + " alone")
    for name in nodes.keys() & records.keys():
        told = {(p, o) for p, o in graph.predicate_objects(nodes[name]) if p != KG.evidence}
        for p, o in sorted(told ^ set(_told(records[name]))):
            yield Finding("records", name, f"{local_name(str(p))} {o}: only in " + ("graph.ttl" if (p, o) in told else "statements.jsonl"))
        evidence, passage = records[name]["evidence"], graph.value(nodes[name], KG.evidence)
        if [str(graph.value(passage, p)) for p in (OA.exact, OA.start, OA.end)] != [evidence["text"], str(evidence["start"]), str(evidence["end"])]:
            yield Finding("records", name, "its passage is another in graph.ttl")
    asserted = [s for s in shown if s["modality"] == "asserted"]
    said = {(s["subject"]["iri"], str(term_iri(s["type"])), s["object"]["iri"]) for s in asserted if s["object"]}
    relations = {r for _, r, _ in said} | {str(r) for r in graph.objects(None, RDF.predicate)}
    direct = {(str(s), str(p), str(o)) for s, p, o in graph if str(p) in relations}
    for edge in sorted(said ^ direct):
        wrong = "has no direct triple" if edge in said else "is asserted by no statement"
        yield Finding("records", edge[0], f"{local_name(edge[1])} <{edge[2]}> {wrong}")


def _told(record: StatementRecord) -> Iterator[tuple[Node, Node]]:
    """What the graph says of a statement with this record, but for its passage."""
    yield RDF.type, RDF.Statement
    yield RDF.subject, URIRef(record["subject"]["iri"])
    yield RDF.predicate, term_iri(record["type"])
    if record["object"]:
        yield RDF.object, URIRef(record["object"]["iri"])
    yield KG.modality, term_iri(record["modality"])
    if record["attributed_to"]:
        yield KG.attributedTo, URIRef(record["attributed_to"]["iri"])
    for name, value in record["qualifiers"].items():
        yield term_iri(name), iso_date(value) if name == "date" else Literal(value)
    if record.get("private_allegation"):
        yield KG.privateAllegation, Literal(True)
    yield KG.confidence, decimal(record["confidence"])
    yield KG.rule, Literal(record["rule"])
    yield KG.document, URIRef(record["source"]["iri"])
