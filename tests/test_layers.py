"""The shape of the package: who may import what, how long a module may be, and that no word of the domain stands in code."""
from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

PACKAGE = Path(__file__).parents[1] / "kg"
MODULES = {".".join(p.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): p for p in sorted(PACKAGE.rglob("*.py"))}
LAYERS = [  # each may import from itself and from those above it
    ("words", r"errors|model|namespaces|collector|files|paths|codec|publish"),
    ("knowledge", r"knowledge|iris|records"),
    ("one document", r"read|lines|nlp|dates|syntax|mentions|reference|speech|structure|judging|classifying|statements"),
    ("corpus", r"resolution"),
    ("graph", r"graph|sparql|view|evaluation"),
    ("whole", r"building|reports|serve"),
    ("surface", r"cli|__main__"),
]
FORBIDDEN = {"one document": {"rdflib", "pyoxigraph"}, "corpus": {"rdflib", "spacy", "pyoxigraph"}, "graph": {"spacy"}, "words": {"rdflib", "spacy"}}
DOMAIN = re.compile(r"\b(ofsted|luton|council(lor|or)?s?\b|criticis|apologis|watchdog|inspectorate|safeguarding|downgrad|ombudsman)", re.IGNORECASE)


def layer_of(module: str) -> int | None:
    """The layer of a module; None for a part that names no layer yet, or the package itself."""
    top = module.split(".")[1] if "." in module else ""
    return next((n for n, (_, names) in enumerate(LAYERS) if re.fullmatch(names, top)), None)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{alias.name}" for alias in node.names) if node.module == "kg" else (node.module,))


def code_strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Strings and names that decide something: neither docstrings nor the messages of errors, which may give examples."""
    explaining = [n for n in ast.walk(tree) if isinstance(n, ast.Raise) or (isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant))]
    skipped = {id(inner) for node in explaining for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        elif isinstance(node, ast.Name):
            yield node.lineno, node.id
        elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            yield node.lineno, node.name.replace("_", " ")


@pytest.mark.parametrize("module", MODULES)
def test_a_module_stands_in_a_layer_and_imports_from_above(module: str) -> None:
    layer = layer_of(module)
    if module == "kg":
        assert {n for n in imports(MODULES[module]) if not n.startswith("kg.")} <= {"__future__", "importlib", "importlib.metadata", "typing"}
        return
    assert layer is not None, f"{module}: name its layer in this test"
    name = LAYERS[layer][0]
    for imported in imports(MODULES[module]):
        other = layer_of(imported) if imported.startswith("kg.") else None
        assert other is None or other <= layer, f"{module} ({name}) imports {imported} ({LAYERS[other][0]})"
        assert imported.split(".")[0] not in FORBIDDEN.get(name, set()), f"{module} ({name}) imports {imported}"
        assert imported.split(".")[0] != "torch" or ".train" in module, f"{module} imports torch"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_short_and_knows_no_word_of_the_domain(module: str) -> None:
    text = MODULES[module].read_text(encoding="utf-8")
    assert text.count("\n") <= 400, f"{module} does two things"
    if not module.startswith("kg.cli"):  # help may give examples
        assert [found for found in code_strings(ast.parse(text)) if DOMAIN.search(found[1])] == []


def test_the_public_names_are_sorted_and_there() -> None:
    assert kg.__all__ == sorted(kg.__all__)
    assert [name for name in kg.__all__ if getattr(kg, name, None) is None] == []
    assert dir(kg) == kg.__all__
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = kg.nothing


def test_importing_kg_loads_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import kg; print(sorted(m for m in set(sys.modules) - before if '.' not in m and m != 'kg'))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"spacy", "rdflib", "typer", "rich", "networkx", "numpy"} & set(ast.literal_eval(loaded))


def test_asking_a_graph_loads_no_library_that_it_does_not_need(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text("<https://x.example/s> <https://x.example/p> 1 .\n")
    code = f"import sys; from kg.cli import main; sys.argv[1:] = ['query', 'ASK {{ ?s ?p ?o }}', '-f', 'csv', '--out', {str(tmp_path)!r}]\n" \
           "try: main()\nfinally: print(sorted(sys.modules))"
    answer, loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.splitlines()
    assert answer == "true"
    heavy = {"spacy", "rdflib", "numpy", "networkx", "pyparsing", "urllib.request", "ssl", "kg.knowledge.domain", "kg.knowledge.ontology",
             "kg.building.build", "kg.model"}
    assert heavy & set(ast.literal_eval(loaded)) == set()
