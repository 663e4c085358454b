"""The network of an output's statements."""
from __future__ import annotations

import networkx as nx

from kg.records import Output


def network(output: Output) -> nx.MultiDiGraph[str]:
    """Nodes are entities by IRI; edges are statements with an object, by id."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for s in output.statements:
        graph.add_node(s["subject"]["iri"])
        if s["object"]:
            graph.add_edge(s["subject"]["iri"], s["object"]["iri"], key=s["id"], type=s["type"], modality=s["modality"])
    return graph
