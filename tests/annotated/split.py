"""Takes new annotations in: `python -m tests.annotated.split FOLDER...`, folders of STEM.txt with STEM.json beside it.

Each goes to one half by the hash of its name alone: even, blind; odd, development. Of documents that are in the GUM corpus only offsets and names are
kept, since their text is not ours to hand on: `tests/gum.py` makes it from the corpus, and it must be the text that was annotated.
"""
from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.gum import GUM, running_text

HERE = Path(__file__).parent
_WORDED = ("title", "about")  # of the document, of a relation: its wording, which nothing is compared with


def half_of(stem: str) -> str:
    """The half that a document belongs to, whatever is in it."""
    return "development" if hashlib.sha256(stem.encode()).digest()[0] % 2 else "blind"


def in_offsets(gold: Mapping[str, Any], text: str) -> dict[str, Any]:
    """An annotation without the text: evidence and quotations by their first place in it (a quotation cut short, by its first part)."""
    relations = [{**{k: v for k, v in r.items() if k not in _WORDED}, "evidence": place(r["evidence"], text)} for r in gold["relations"]]
    quotes = [{"speaker": q["speaker"], **place(q["text"].split("...")[0].split("…")[0].strip(), text)} for q in gold["quotes"]]
    return {**{k: v for k, v in gold.items() if k not in _WORDED}, "relations": relations, "quotes": quotes}


def place(words: str, text: str) -> dict[str, int]:
    """Where words stand first in a text."""
    start = text.find(words)
    assert words and start >= 0, "words of the annotation are not in the text"
    return {"start": start, "end": start + len(words)}


def main() -> None:
    for path in (p for folder in sys.argv[1:] for p in sorted(Path(folder).glob("*.txt"))):
        text = path.read_text(encoding="utf-8")
        gold: dict[str, Any] = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        home, corpus = HERE / half_of(path.stem), GUM / f"{path.stem}.conllu"
        for kind in ("gold", "texts"):
            (home / kind).mkdir(parents=True, exist_ok=True)
        if corpus.is_file():
            assert running_text(corpus) == text, f"{path}: not the text of {corpus}"
            gold = in_offsets(gold, text)
        else:
            (home / "texts" / path.name).write_text(text, encoding="utf-8")
        (home / "gold" / f"{path.stem}.json").write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
