"""Who judges whom in whole documents: offsets of parties and judgements. Texts that are not ours are read from where they are at hand.

`news` are reports in the styles of newspapers and press offices, written for this project, every person in them invented; `gum` and `ewt` are the
corpora of English that the parser is trained and measured on (documents that are annotated as gold elsewhere in the tests are left out); `senate` is
a collection of press releases of United States senators, 2005 to 2007, by Justin Grimmer, works of the federal government and so in the public
domain: a folder of one `.txt` file a release, in a folder for each senator.
"""
from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.model import Block, BlockKind, Document, document_id
from tests.gum import GUM, running_text, text_of
from tests.judgements import Judgement, Mark, Paragraph

SOURCES = ("news", "gum", "ewt", "senate")
FOLDER = Path(__file__).parent
EWT = GUM.parent / "ewt" / "train.conllu"
_FEWEST = 8  # words of a line of a press release that is more than a heading
_BLOCK = re.compile(r"[^\n]+(?:\n(?!\n)[^\n]+)*")


@dataclass(frozen=True, slots=True)
class Annotated:
    """A document, and its marked paragraphs with where each begins."""

    document: Document
    paragraphs: tuple[tuple[int, Paragraph], ...]


def annotated(name: str, text: str, paragraphs: Iterable[tuple[int, Paragraph]]) -> Annotated:
    """The document of a text whose paragraphs are parted by blank lines, with those that are marked."""
    blocks = tuple(Block(m.start(), m.end(), BlockKind.PARAGRAPH) for m in _BLOCK.finditer(text))
    path = re.sub(r"\W", "_", name) + ".txt"
    return Annotated(Document(id=document_id(text), path=path, sha256="", text=text, blocks=blocks), tuple(paragraphs))


def documents(source: str, folder: Path | None = None) -> Iterator[Annotated]:
    """The annotated documents of a source; `folder` is where the releases of `senate` lie.

    Raises FileNotFoundError where the texts are not at hand and ValueError where an annotation does not fit its text.
    """
    rows: dict[str, list[dict[str, Any]]] = {}
    for line in (FOLDER / f"{source}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows.setdefault(row["document"], []).append(row)
    read = reader(source, folder)
    for name, marked in rows.items():
        text = read(name)
        yield annotated(name, text, ((row["start"], _paragraph(row, text)) for row in marked))


def reader(source: str, folder: Path | None) -> Callable[[str], str]:
    """What gives the running text of each document of a source."""
    if source == "news":
        return lambda name: (FOLDER / "news" / f"{name}.txt").read_text(encoding="utf-8")
    if source == "gum":
        return lambda name: running_text(GUM / f"{name}.conllu")
    if source == "ewt":
        return _ewt().__getitem__
    if folder is None:
        raise FileNotFoundError(f"{source}: say in which folder its documents lie")
    return lambda name: _release(folder / name)


def _paragraph(row: dict[str, Any], text: str) -> Paragraph:
    start, end, name = row["start"], row["end"], f"{row['document']}:{row['start']}"
    if end > len(text) or any(not start <= a < b <= end for spans in row["parties"].values() for a, b in spans):
        raise ValueError(f"{name}: the annotation does not fit the text; the text differs from the one annotated")
    marks = tuple(Mark(party, a - start, b - start) for party, spans in row["parties"].items() for a, b in spans)
    return Paragraph(name, text[start:end], marks, frozenset(Judgement(*said.split(" ")) for said in row["judgements"]))


def _release(path: Path) -> str:
    """The running text of a press release: its lines without headings, a blank line between them."""
    lines = (re.sub(r"\s+", " ", line).strip() for line in path.read_text(encoding="utf-8", errors="replace").split("\n"))
    return "\n\n".join(x for x in lines if len(x.split()) >= _FEWEST and not x.startswith("For Immediate"))


def _ewt() -> dict[str, str]:
    """The running text of each document of EWT's training part, by its name."""
    parts = re.split(r"^# newdoc id = (\S+)$", EWT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {name: text_of(conllu) for name, conllu in zip(parts[1::2], parts[2::2], strict=True)}
