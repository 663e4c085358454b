"""The records as a networkx graph: entities and the statements between them, for the page, for measures and for the formats of graph tools."""
from __future__ import annotations

import networkx as nx

from kg.records import Output, StatementRecord


def network(output: Output) -> nx.MultiDiGraph[str]:
    """Every entity as a node by its IRI, every statement with an object as an edge by its id, in the order of the records.

    A node has `label`, `class`, `aliases`, `same_as`, `documents`, `count` (statements it stands in) and `statements`: the records of those
    that it makes without an object. An edge has the statement's `type`, `modality`, `confidence`, `rule`, `qualifiers`, `attributed_to` (a label
    or None), `evidence`, `start`, `end`, of its source `document`, `path`, `title` and `date`, and
    `private_allegation` where it is one.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for e in output.entities:
        graph.add_node(e["iri"], **{"label": e["label"], "class": e["class"], "aliases": list(e["aliases"]), "same_as": list(e["same_as"]),
                                    "documents": e["documents"], "count": e["statements"], "statements": []})
    for s in output.statements:
        if s["object"]:
            graph.add_edge(s["subject"]["iri"], s["object"]["iri"], key=s["id"], **_edge(s))
        else:
            graph.nodes[s["subject"]["iri"]]["statements"].append(s)
    return graph


def _edge(statement: StatementRecord) -> dict[str, object]:
    by, evidence, source = statement["attributed_to"], statement["evidence"], statement["source"]
    return {
        "type": statement["type"], "modality": statement["modality"], "confidence": statement["confidence"], "rule": statement["rule"],
        "qualifiers": dict(statement["qualifiers"]), "attributed_to": by["label"] if by else None,
        "evidence": evidence["text"], "start": evidence["start"], "end": evidence["end"],
        "document": source["iri"].rsplit("/", 1)[-1], "path": source["path"], "title": source["title"], "date": source["date"],
        **({"private_allegation": True} if statement.get("private_allegation") else {}),
    }
