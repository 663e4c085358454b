"""What is shown of a build: statements that are no private allegations (`kg.resolution.guard`), and sure enough; from records, and from a graph.

The words of an allegation that is left out are blotted in the texts that are shown round other statements.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.errors import UsageError
from kg.namespaces import local_name
from kg.records import Output, StatementRecord

_BLOT = "█"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep:
    """`private`: private allegations too; `min_confidence`: the least confidence of a statement."""

    private: bool = False
    min_confidence: float = 0.0

    def wants(self, statement: StatementRecord) -> bool:
        """Whether a statement is shown."""
        return statement["confidence"] >= self.min_confidence and (self.private or not statement.get("private_allegation"))

    def removal(self) -> str | None:
        """A SPARQL update that takes what is not shown out of a graph, direct layer and passages with it; None where all is shown."""
        unwanted = [] if self.private else ["{ ?x kg:privateAllegation true }"]
        if self.min_confidence > 0:
            unwanted.append(f"{{ ?x kg:confidence ?c . FILTER(?c < {self.min_confidence:f}) }}")
        if not unwanted:
            return None
        which = " UNION ".join(unwanted)
        return f"""DELETE {{ ?s ?r ?o }} WHERE {{ {which} ?x rdf:subject ?s ; rdf:predicate ?r ; rdf:object ?o }} ;
DELETE {{ ?x ?p ?o }} WHERE {{ {which} ?x ?p ?o }} ;
DELETE {{ ?e ?p ?o }} WHERE {{ ?e a kg:Passage ; ?p ?o . FILTER NOT EXISTS {{ ?y kg:evidence ?e }} }} ;
INSERT {{ ?s ?r ?o }} WHERE {{ ?y kg:modality kg:asserted ; rdf:subject ?s ; rdf:predicate ?r ; rdf:object ?o }}"""


def kept(output: Output, keep: Keep) -> Output:
    """The records with what is shown alone, and texts without the words of private allegations that are not."""
    statements = [s for s in output.statements if keep.wants(s)]
    hidden = {} if keep.private else left_out(output.statements)
    texts = {name: blotted(text, hidden.get(name, ())) for name, text in output.texts.items()}
    return replace(output, statements=statements, texts=texts)


def left_out(statements: Iterable[StatementRecord]) -> dict[str, list[tuple[int, int]]]:
    """Where the words of private allegations stand, by the id of the document."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for s in statements:
        if s.get("private_allegation"):
            found[local_name(s["source"]["iri"])].append((s["evidence"]["start"], s["evidence"]["end"]))
    return found


def blotted(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """A text of the same length in which the words at `spans` cannot be read."""
    for start, end in spans:
        text = text[:start] + _BLOT * (min(end, len(text)) - start) + text[end:]
    return text


def check_graph_has(output: Output, keep: Keep) -> None:
    """Raise UsageError where private allegations are asked of a graph that was written without them."""
    missing = output.report["counts"].get("private_allegations_left_out", 0)
    if keep.private and missing:
        raise UsageError(f"the graph of this build leaves out {missing} private allegations; build it with --include-private-allegations")
