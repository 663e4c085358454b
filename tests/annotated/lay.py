"""Lays one half out to be built and scored: `python -m tests.annotated.lay development FOLDER`, then `kg score FOLDER/gold FOLDER/texts --build`.

Documents of GUM are among them where the corpus is at hand; otherwise they are left out, and named.
"""
from __future__ import annotations

import shutil
import sys
from pathlib import Path

from tests.gum import GUM, running_text

HERE = Path(__file__).parent


def lay(half: str, folder: Path) -> list[str]:
    """Write the gold and the texts of a half into `folder`; returns the names of the documents whose text is not at hand."""
    missing = []
    for kind in ("gold", "texts"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
    for gold in sorted((HERE / half / "gold").glob("*.json")):
        text, corpus = HERE / half / "texts" / f"{gold.stem}.txt", GUM / f"{gold.stem}.conllu"
        if not text.is_file() and not corpus.is_file():
            missing.append(gold.stem)
            continue
        shutil.copyfile(gold, folder / "gold" / gold.name)
        words = text.read_text(encoding="utf-8") if text.is_file() else running_text(corpus)
        (folder / "texts" / text.name).write_text(words, encoding="utf-8")
    return missing


if __name__ == "__main__":
    for name in lay(sys.argv[1], Path(sys.argv[2])):
        print(f"left out: {name}: {GUM} is not there")  # noqa: T201 - a script's answer
