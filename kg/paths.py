"""Where the files that come with kg lie: beside the package in the repository, inside it once installed from a wheel."""
from __future__ import annotations

import os
from pathlib import Path

from kg.errors import OntologyError

_PACKAGE = Path(__file__).resolve().parent


def default_ontology() -> Path:
    """The ontology folder that comes with kg. Raises OntologyError where the installation lacks it."""
    for folder in (_PACKAGE / "_ontology", _PACKAGE.parent / "ontology"):
        if (folder / "relations.ttl").is_file():
            return folder
    raise OntologyError(f"{_PACKAGE}: the ontology that comes with kg is missing; install kg again, or name a folder with --ontology")


def ontology_files(folder: Path | None) -> list[Path]:
    """The Turtle files in force: the shipped ones, overlaid by those of `folder`. Raises OntologyError where `folder` has none."""
    files = {p.name: p for p in sorted(default_ontology().glob("*.ttl"))}
    if folder is not None:
        own = sorted(folder.glob("*.ttl"))
        if not own:
            raise OntologyError(f"{folder}: no .ttl file there; an ontology folder holds Turtle files that are laid over the shipped ones")
        files |= {p.name: p for p in own}
    return [files[name] for name in sorted(files)]


def weights_folder() -> Path:
    """Where the weights of the English pipeline are: KG_WEIGHTS, or beside its modules."""
    given = os.environ.get("KG_WEIGHTS")
    return Path(given) if given else _PACKAGE / "nlp" / "weights"
