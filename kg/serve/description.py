"""The SPARQL 1.1 Service Description of the endpoint, and that the described dataset (`kg.graph.describe`) is queried there."""
from __future__ import annotations

import pyoxigraph

from kg.serve.formats import GRAPHS
from kg.sparql.results import Result, render

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_WRITTEN = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples", "JSON-LD", "RDF_XML")


def describe(endpoint: str, base: str, media: str) -> bytes:
    """What the endpoint at this address is and does, in one of the media types of a graph; `base` is what the data's IRIs start with."""
    service, dataset, graph = endpoint, endpoint + "#dataset", endpoint + "#graph"
    told = [
        (service, _RDF_TYPE, _SD + "Service"), (service, _SD + "endpoint", endpoint), (service, _SD + "supportedLanguage", _SD + "SPARQL11Query"),
        *((service, _SD + "resultFormat", _FORMATS + form) for form in _WRITTEN),
        (service, _SD + "defaultDataset", dataset), (dataset, _RDF_TYPE, _SD + "Dataset"), (dataset, _SD + "defaultGraph", graph),
        (graph, _RDF_TYPE, _SD + "Graph"), (f"{base}description/dataset", _VOID + "sparqlEndpoint", endpoint),
    ]
    triples = tuple(pyoxigraph.Triple(*map(pyoxigraph.NamedNode, triple)) for triple in told)
    return render(Result(triples=triples), GRAPHS[media], {"sd": _SD, "formats": _FORMATS, "void": _VOID}).encode()
