"""A build in the formats of others: RDF for other stores, GraphML and GEXF for graph tools, CSV for a spreadsheet.

The same build gives the same bytes.
"""
from __future__ import annotations

import csv
import io
import json
import re
from collections import defaultdict
from enum import StrEnum
from pathlib import Path
from typing import Any

import networkx as nx
from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.plugins.parsers.notation3 import BadSyntax
from rdflib.term import Node

from kg.errors import UsageError
from kg.graph.keep import Keep, check_graph_has, kept
from kg.graph.network import network
from kg.graph.turtle import Triple, TripleTerm, TurtleWriter, quoted_string
from kg.iris import KG, OA, prefixes
from kg.records import Output, read_output
from kg.sparql.results import xml_safe

_REIFIES = URIRef(str(RDF) + "reifies")
_BEFORE = ("id", "type", "subject", "subject_class", "object", "object_class", "modality", "attributed_to")
_AFTER = ("confidence", "rule", "evidence", "start", "end", "title", "path", "source_date", "subject_iri", "object_iri", "attributed_to_iri",
          "document", "private_allegation")


class Form(StrEnum):
    """What a build can be written as."""

    TRIG = "trig"
    NQUADS = "nquads"
    JSONLD = "jsonld"
    RDF12 = "rdf12"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv"


def export(folder: Path, form: Form, keep: Keep | None = None) -> str:
    """The build in `folder` as text in `form`, as far as `keep` shows it. Raises UsageError where there is no build, or one that cannot be read."""
    keep, output = keep or Keep(), read_output(folder)
    if form in (Form.GRAPHML, Form.GEXF, Form.CSV):
        return {Form.GRAPHML: graphml, Form.GEXF: gexf, Form.CSV: statements_csv}[form](kept(output, keep))
    check_graph_has(output, keep)
    graph = Graph(bind_namespaces="none")
    path = folder / "graph.ttl"
    if not path.is_file():
        raise UsageError(f"{folder}: no build there (graph.ttl is missing); run 'kg build SOURCES --out {folder}' first")
    try:
        graph.parse(path, format="turtle")
    except (SyntaxError, BadSyntax, UnicodeDecodeError, IndexError) as error:  # IndexError: rdflib at a sudden end
        raise UsageError(f"{path}: not Turtle ({error}); build it again") from error
    if (update := keep.removal()) is not None:
        graph.update(update, initNs=prefixes())
    return {Form.TRIG: trig, Form.NQUADS: nquads, Form.JSONLD: jsonld, Form.RDF12: rdf12}[form](graph)


def trig(graph: Graph) -> str:
    """TriG: a graph for each document, named by it, with the document's statements and passages; all else in the default graph."""
    writer = TurtleWriter(_prefixes(graph))
    parts = _by_document(graph)
    shown = [writer.head(), writer.body(parts.pop("", []))]
    shown += [f"{writer.term(URIRef(name))} {{\n{writer.body(triples, indent='  ')}}}\n" for name, triples in sorted(parts.items())]
    return "\n".join(shown)


def nquads(graph: Graph) -> str:
    """The same graphs as sorted N-Quads, for bulk loaders."""
    writer = TurtleWriter({})
    lines = []
    for name, triples in _by_document(graph).items():
        last = f" <{name}>" if name else ""
        lines += [" ".join(_plain(writer, node) for node in triple) + f"{last} .\n" for triple in triples]
    return "".join(sorted(lines))


def rdf12(graph: Graph) -> str:
    """Turtle of RDF 1.2: a statement with an object reifies its triple instead of naming the three parts. One without keeps the parts."""
    writer = TurtleWriter(_prefixes(graph))
    reified = {}
    for node in graph.subjects(RDF.type, RDF.Statement):
        parts = [graph.value(node, p) for p in (RDF.subject, RDF.predicate, RDF.object)]
        if parts[2] is not None:
            reified[node] = TripleTerm(*(part for part in parts if part is not None))
    named = (RDF.subject, RDF.predicate, RDF.object)
    kept = [(s, p, o) for s, p, o in graph if not (s in reified and (p in named or (p, o) == (RDF.type, RDF.Statement)))]
    return f'VERSION "1.2"\n{writer.head()}\n' + writer.body([*kept, *((s, _REIFIES, term) for s, term in reified.items())])


def jsonld(graph: Graph) -> str:
    """JSON-LD: one object a subject, in one graph, with a context of prefixes that needs no network."""
    writer = TurtleWriter(_prefixes(graph))
    nodes: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for s, p, o in graph:
        name = _short(writer, s)
        if p == RDF.type:
            nodes[name]["@type"].append(_short(writer, o))
        else:
            nodes[name][_short(writer, p)].append(_json_value(writer, o))
    order = lambda value: json.dumps(value, sort_keys=True)
    shown = [{"@id": name, **{key: sorted(nodes[name][key], key=order) for key in sorted(nodes[name])}} for name in sorted(nodes)]
    return json.dumps({"@context": writer.prefixes, "@graph": shown}, ensure_ascii=False, indent=1) + "\n"


def graphml(output: Output) -> str:
    return "\n".join(nx.generate_graphml(_flat(output), named_key_ids=True)) + "\n"


def gexf(output: Output) -> str:
    text = "\n".join(nx.generate_gexf(_flat(output))) + "\n"
    return re.sub(r"\s*<meta\b.*?</meta>", "", text, count=1, flags=re.DOTALL)  # it holds today's date


def statements_csv(output: Output) -> str:
    """One row a statement, for a spreadsheet, with a column for each qualifier that some statement has."""
    stream = io.StringIO()
    qualifiers = sorted({f"qualifier_{name}" for s in output.statements for name in s["qualifiers"]})
    writer = csv.DictWriter(stream, (*_BEFORE, *qualifiers, *_AFTER), restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for s in output.statements:
        source, evidence = s["source"], s["evidence"]
        row: dict[str, object] = {
            **s, "evidence": evidence["text"], "start": evidence["start"], "end": evidence["end"], "title": source["title"], "path": source["path"],
            "source_date": source["date"], "document": source["iri"],
            "private_allegation": "true" if s.get("private_allegation") else "",
            **{f"qualifier_{n}": v for n, v in s["qualifiers"].items()}}
        for name, part in (("subject", s["subject"]), ("object", s["object"]), ("attributed_to", s["attributed_to"])):
            row[name] = ""
            if part:
                row |= {name: part["label"], f"{name}_class": part["class"], f"{name}_iri": part["iri"]}
        writer.writerow(row)
    return stream.getvalue()


def _by_document(graph: Graph) -> dict[str, list[Triple]]:
    """The triples by the document whose graph they stand in; "" is the default graph."""
    home: dict[Node, str] = {}
    for predicate in (KG.document, OA.hasSource):
        home.update({s: str(o) for s, o in graph.subject_objects(predicate)})
    parts: dict[str, list[Triple]] = defaultdict(list)
    for s, p, o in graph:
        parts[home.get(s, "")].append((s, p, o))
    return parts


def _prefixes(graph: Graph) -> dict[str, str]:
    return {name: str(iri) for name, iri in graph.namespaces() if name}


def _plain(writer: TurtleWriter, node: Node | TripleTerm) -> str:
    """A term of N-Quads: nothing shortened."""
    if isinstance(node, Literal) and node.datatype in (XSD.integer, XSD.decimal):
        return f"{quoted_string(str(node))}^^<{node.datatype}>"
    return writer.term(node)


def _short(writer: TurtleWriter, node: Node) -> str:
    return writer.term(node).removeprefix("<").removesuffix(">")


def _json_value(writer: TurtleWriter, node: Node) -> object:
    if not isinstance(node, Literal):
        return {"@id": _short(writer, node)}
    if node.datatype in (None, XSD.string):
        return {"@value": str(node), "@language": node.language} if node.language else str(node)
    if node.datatype == XSD.integer and str(int(str(node))) == str(node):
        return int(str(node))
    return {"@value": str(node), "@type": _short(writer, URIRef(str(node.datatype)))}


def _flat(output: Output) -> nx.MultiDiGraph[str]:
    """The network with one plain value an attribute, as XML formats hold it. Statements without an object stand as text at their subject."""
    rich = network(output)
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node, data in rich.nodes(data=True):
        own = [f"{s['type']} ({s['modality']}): {s['evidence']['text']}" for s in data["statements"]]
        flat.add_node(node, **_values({**data, "statements": own}))
    for subject, target, key, data in rich.edges(keys=True, data=True):
        qualifiers = {f"qualifier_{name}": value for name, value in data["qualifiers"].items()}
        flat.add_edge(subject, target, key=key, **_values({"statement": key, **{n: v for n, v in data.items() if n != "qualifiers"}, **qualifiers}))
    return flat


def _values(data: dict[str, Any]) -> dict[str, str | int | float]:
    joined = {name: " | ".join(value) if isinstance(value, list) else value for name, value in data.items() if value is not None}
    return {name: xml_safe(value) if isinstance(value, str) else value for name, value in joined.items()}
