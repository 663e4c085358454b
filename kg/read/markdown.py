"""Markdown into headings, items, paragraphs and what is no prose. The text stays as the user wrote it, so marks of emphasis stay too."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.model import Block, BlockKind
from kg.read import front_matter, plain
from kg.read.plain import Line
from kg.read.raw import Raw, trimmed

_HEADING: Final = re.compile(r"#{1,6}[ \t]+(?P<words>.*?)(?:[ \t]+#+)?$")
_UNDERLINE: Final = re.compile(r"(?:=+|-{2,})$")
_RULE: Final = re.compile(r"(?:\*[ \t]*){3,}$|(?:-[ \t]*){3,}$|(?:_[ \t]*){3,}$")
_FENCE: Final = re.compile(r"(`{3,}|~{3,})")
_ITEM: Final = re.compile(r"(?:[*+-]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_QUOTE: Final = re.compile(r"(?:>[ \t]?)+")
_IMAGE: Final = re.compile(r"(?:\[?!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])(?:\]\([^)]*\))?[ \t]*)+$")
_NO_PROSE: Final = re.compile(r"\[[^\]]+\]:[ \t]*\S+.*$|<!--.*-->$|</?[a-zA-Z][^>]*>$|\[(?:TOC|toc)\]$|\|?[ \t:|-]*-{2,}[ \t:|-]*$")
_CELL: Final = re.compile(r"[^|]+")


def read_markdown(text: str) -> Raw:
    """The stretches of a Markdown text, with what its front matter says."""
    raw, start = front_matter.take(text)
    return replace(raw, blocks=raw.blocks + tuple(_Parser(text).parse(start)))


class _Parser:
    """Goes through the lines once; `pending` are the lines of the paragraph, item or quotation that is open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.blocks: list[Block] = []
        self.pending: list[Line] = []
        self.kind = BlockKind.PARAGRAPH
        self.quoted = False
        self.fence = ""

    def parse(self, start: int) -> Sequence[Block]:
        for line in plain.lines(self.text, start):
            if self.fence or _FENCE.match(line.words):
                self._code(line)
            elif not line.words:
                self._close()
            elif not self._single(line):
                self._prose(line)
        self._close()
        return self.blocks

    def _code(self, line: Line) -> None:
        self._close()
        self._add(line, 0, len(line.words), BlockKind.BOILERPLATE)
        opened = _FENCE.match(line.words)
        if not self.fence and opened:
            self.fence = opened[1]
        elif line.words.startswith(self.fence) and not line.words.strip("`~"):
            self.fence = ""

    def _single(self, line: Line) -> bool:
        """Take a line that is a stretch by itself: a heading, a rule, a picture, a table row."""
        heading = _HEADING.match(line.words)
        if heading:
            self._close()
            self._add(line, heading.start("words"), heading.end("words"), BlockKind.HEADING)
        elif self.pending and self.kind is BlockKind.PARAGRAPH and _UNDERLINE.match(line.words):
            self.kind = BlockKind.HEADING
            self._close()
        elif _RULE.match(line.words):
            self._close()
        elif _IMAGE.match(line.words) or _NO_PROSE.match(line.words):
            self._close()
            self._add(line, 0, len(line.words), BlockKind.BOILERPLATE)
        elif line.words.startswith("|"):
            self._close()
            for cell in _CELL.finditer(line.words):
                self._add(line, cell.start(), cell.end(), BlockKind.ITEM)
        else:
            return False
        return True

    def _prose(self, line: Line) -> None:
        quote = _QUOTE.match(line.words)
        item = _ITEM.match(line.words, quote.end() if quote else 0)
        if item:
            self._close()
            self.kind = BlockKind.ITEM
            self.pending = [Line(line.start + item.end(), line.end, line.words[item.end():])]
        elif quote and not self.quoted:
            self._close()
            self.quoted = True
            self.pending = [Line(line.start + quote.end(), line.end, line.words[quote.end():])]
        elif quote and quote.end() == len(line.words):
            self._close()
        else:
            self.pending.append(line)

    def _add(self, line: Line, start: int, end: int, kind: BlockKind) -> None:
        block = trimmed(self.text, line.start + start, line.start + end, kind)
        if block.start < block.end:
            self.blocks.append(block)

    def _close(self) -> None:
        if self.pending:
            start, end = self.pending[0].start, self.pending[-1].end
            if self.kind is BlockKind.PARAGRAPH and not self.quoted:
                self.blocks.extend(plain.split(self.text, start, end, soft=True))
            elif start < end:
                self.blocks.append(Block(start, end, self.kind))
        self.pending, self.kind, self.quoted = [], BlockKind.PARAGRAPH, False
