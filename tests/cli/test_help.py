"""Help: nothing heavy is loaded for it; for every command, each with an example that names real options."""
from __future__ import annotations

import ast
import shlex
import subprocess
import sys

import pytest

from tests.cli.conftest import Kg

COMMANDS = ["build", "view", "serve", "query", "show", "explain", "stats", "check", "diff", "score", "export", "push", "ontology check",
            "ontology export"]
HEAVY = {"spacy", "rdflib", "networkx", "pyvis", "numpy", "onnxruntime", "pyoxigraph", "trafilatura", "pypdf", "kg.statements.extract",
         "kg.knowledge.ontology", "starlette", "uvicorn", "httpx"}


def test_help_loads_nothing_heavy() -> None:
    code = ("import sys, runpy\nsys.argv = ['kg', '--help']\n"
            "try:\n    runpy.run_module('kg', run_name='__main__')\nexcept SystemExit:\n    pass\nprint('LOADED', sorted(sys.modules))")
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not HEAVY & set(ast.literal_eval(out.split("LOADED ")[1]))


def test_the_commands_stand_in_the_order_of_their_use(kg: Kg) -> None:
    out = kg("--help").out
    names = [name for name in COMMANDS if " " not in name]
    places = [out.index(f"│ {name} ") for name in (*names, "ontology")]
    assert places == sorted(places)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_has_help_with_an_example_of_its_own_options(command: str, kg: Kg) -> None:
    ran = kg(*command.split(), "--help")
    assert ran.status == 0
    examples = [line.split("Example: ")[1] for line in ran.out.splitlines() if "Example: " in line]
    assert examples
    for example in examples:
        words = shlex.split(example)
        assert words[:1 + len(command.split())] == ["kg", *command.split()]
        assert all(word in ran.out.split("Example: ")[0] for word in words if word.startswith("--"))


def test_without_a_command_help_is_shown_and_the_usage_was_wrong(kg: Kg) -> None:
    ran = kg()
    assert ran.status == 2
    assert "Usage" in ran.out + ran.err


def test_the_version_is_that_of_the_package(kg: Kg) -> None:
    from importlib.metadata import version

    assert kg("--version").out.strip() == version("kg-accountability")
