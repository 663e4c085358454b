"""Running text of GUM documents, whose annotations here carry offsets but not the text: the corpus itself is no part of the project."""
from __future__ import annotations

import re
from pathlib import Path

GUM = Path(__file__).parents[2] / "shared" / "corpora" / "gum"
_NO_SPACE = re.compile(r"(?:^|\|)SpaceAfter=No(?:\||$)")


def running_text(path: Path) -> str:
    """The text of a CoNLL-U file of GUM."""
    return text_of(path.read_text(encoding="utf-8"))


def text_of(conllu: str) -> str:
    """The running text of a document: a blank line between paragraphs, a space between sentences unless the corpus says there is none."""
    out: list[str] = []
    glued = False
    new_paragraph = False
    for line in conllu.split("\n"):
        if line.startswith("# newpar"):
            new_paragraph = True
        elif line.startswith("# text = "):
            if out:
                out.append("\n\n" if new_paragraph else "" if glued else " ")
            out.append(line.removeprefix("# text = "))
            new_paragraph = False
        elif line and not line.startswith("#"):
            glued = _NO_SPACE.search(line.split("\t")[9]) is not None
    return "".join(out) + "\n"
