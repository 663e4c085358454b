"""Direct quotations in a document's prose. Text and its blocks enter, quotations with their offsets leave; nothing is known of who speaks.

Quotation marks are settled by their neighbours first (does the mark stand before a word or after one?) and by a stack second, so that apostrophes
neither open nor close, straight and curly marks may be mixed, and quotations may be nested or run over paragraphs.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.model import PROSE, Block, BlockKind
from kg.speech.quotation_marks import Mark, Shape, marks_of

_BREAK = re.compile(r"\n\s*\n")
_SENTENCE_END = re.compile(r"[.!?…][”’\"')\]]*\s+(?=[A-Z“‘\"'(\d])")
_VERB_LIKE = re.compile(
    r"(?:\b(?:i|we|you|he|she|they|is|are|was|were|be|been|am|do|does|did|has|have|had|will|would|can|could|shall|should|may|might|must|let)\b"
    r"|n[’']t\b|[’'](?:ll|ve|re|m|d)\b)", re.IGNORECASE)
_SCARE_WORDS, _SCARE_CHARACTERS = 3, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A stretch of quoted words: `start` and `end` without the marks, `outer_start` and `outer_end` with them.

    `continues` is the index of the quotation in the paragraph before that runs on in this one; `parent` that of the quotation this one stands in.
    `balanced` is false where one of the two marks is missing. `scare` marks a few words held at a distance ('inadequate'), not a speech.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    continues: int | None = None
    parent: int | None = None
    scare: bool = False
    balanced: bool = True


@dataclass(slots=True, eq=False)
class _Draft:
    start: int
    end: int
    outer_start: int
    outer_end: int
    balanced: bool = True
    continues: _Draft | None = None


@dataclass(slots=True)
class _Paragraph:
    """The state of one paragraph while its marks are read from left to right."""

    text: str
    start: int
    end: int
    running: _Draft | None  # the quotation that the paragraph before left open
    stack: list[Mark] = field(default_factory=list)
    found: list[_Draft] = field(default_factory=list)
    read_to: int = 0  # no quotation begins before this


def find_quotations(text: str, blocks: Sequence[Block]) -> list[Quotation]:
    """The quotations in the prose blocks of `text`, in text order, an outer one before those inside it."""
    drafts: list[_Draft] = []
    running: _Draft | None = None
    for kind, start, end in _paragraphs(text, blocks):
        body = kind in (BlockKind.PARAGRAPH, BlockKind.ITEM)
        paragraph = _Paragraph(text, start, end, running if body else None)
        left_open = _read(paragraph, marks_of(text, start, end))
        drafts.extend(paragraph.found)
        if body:
            running = left_open
    return _finish(text, drafts)


def _paragraphs(text: str, blocks: Sequence[Block]) -> Iterator[tuple[BlockKind, int, int]]:
    for block in blocks:
        if block.kind not in PROSE:
            continue
        start, end = max(0, block.start), min(block.end, len(text))
        for gap in _BREAK.finditer(text, start, end):
            yield from _trimmed(text, block.kind, start, gap.start())
            start = gap.end()
        yield from _trimmed(text, block.kind, start, end)


def _trimmed(text: str, kind: BlockKind, start: int, end: int) -> Iterator[tuple[BlockKind, int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield kind, start, end


def _read(paragraph: _Paragraph, marks: list[Mark]) -> _Draft | None:
    """Pair the marks; the quotation that is left open at the end, if any."""
    spare = _spare_closings(marks)
    for index, mark in enumerate(marks):
        is_open = any(other.double == mark.double for other in paragraph.stack)
        if mark.shape is Shape.EITHER:
            mark.shape = Shape.CLOSE if is_open or index + 1 == len(marks) else Shape.OPEN
        if mark.shape is Shape.OPEN:
            if is_open and (not mark.double or spare[index + 1] < 2):
                _abandon(paragraph, mark)
            paragraph.stack.append(mark)
        elif is_open:
            _close(paragraph, mark)
        elif mark.double and _misplaced(paragraph.text, marks, index):
            paragraph.stack.append(mark)
        elif mark.double:
            _open_missing(paragraph, mark)
    return _leave_open(paragraph)


def _misplaced(text: str, marks: list[Mark], index: int) -> bool:
    """An opening straight mark set against the word before it (they said," For example"): the next double mark closes too, with nothing open."""
    position = marks[index].position
    if text[position] != '"' or index + 1 == len(marks) or (position and text[position - 1].isdigit()):  # 6" is a length
        return False
    return marks[index + 1].double and marks[index + 1].shape is Shape.CLOSE


def _spare_closings(marks: list[Mark]) -> list[int]:
    """For each index, how many more double marks close than open from there on."""
    spare = [0] * (len(marks) + 2)
    for index in range(len(marks) - 1, -1, -1):
        mark = marks[index]
        step = 0 if not mark.double else {Shape.CLOSE: 1, Shape.OPEN: -1}.get(mark.shape, 0)
        spare[index] = spare[index + 1] + step
    return spare


def _close(paragraph: _Paragraph, mark: Mark) -> None:
    while paragraph.stack:
        opening = paragraph.stack.pop()
        if opening.double == mark.double:
            draft = _Draft(opening.position + opening.width, mark.position, opening.position, mark.position + mark.width)
            _keep(paragraph, draft, opening.position)
            return


def _keep(paragraph: _Paragraph, draft: _Draft, opened_at: int) -> None:
    if opened_at == paragraph.start and paragraph.running is not None:
        draft.continues = paragraph.running
        paragraph.running = None
    while draft.start < draft.end and paragraph.text[draft.start].isspace():
        draft.start += 1
    if draft.end > draft.start:
        paragraph.found.append(draft)
        paragraph.read_to = max(paragraph.read_to, draft.outer_end)


def _abandon(paragraph: _Paragraph, mark: Mark) -> None:
    """A mark opens while another is open, and no mark is left for both: the first ends with its first sentence."""
    while paragraph.stack:
        opening = paragraph.stack.pop()
        if opening.double == mark.double:
            stop = _SENTENCE_END.search(paragraph.text, opening.position + 1, mark.position + 1)
            end = stop.start() + 1 if stop else mark.position
            _keep(paragraph, _Draft(opening.position + opening.width, end, opening.position, end, balanced=False), opening.position)
            return


def _open_missing(paragraph: _Paragraph, mark: Mark) -> None:
    """A closing mark without an opening one. It is believed where the speech's own punctuation stands before it ("than they did,” she said");
    the quotation then begins with its sentence, or with the paragraph where the one before was left open."""
    text, first = paragraph.text, not paragraph.found
    if mark.position == paragraph.start or text[mark.position - 1] not in ".,!?…":
        return
    start = previous = max(paragraph.read_to, paragraph.start)
    paragraph.read_to = mark.position + mark.width
    if paragraph.running is None or not first:
        for boundary in _SENTENCE_END.finditer(text, previous, mark.position):
            start = boundary.end()
    if start > previous or first:
        _keep(paragraph, _Draft(start, mark.position, start, mark.position + mark.width, balanced=False), start)


def _leave_open(paragraph: _Paragraph) -> _Draft | None:
    opening = next((mark for mark in paragraph.stack if mark.double or mark.position == paragraph.start), None)
    if opening is None or opening.position + opening.width >= paragraph.end:
        return None
    draft = _Draft(opening.position + opening.width, paragraph.end, opening.position, paragraph.end, balanced=False)
    _keep(paragraph, draft, opening.position)
    return draft


def _finish(text: str, drafts: list[_Draft]) -> list[Quotation]:
    drafts.sort(key=lambda draft: (draft.outer_start, -draft.outer_end))
    index = {id(draft): number for number, draft in enumerate(drafts)}
    quotations: list[Quotation] = []
    around: list[int] = []
    for draft in drafts:
        while around and drafts[around[-1]].outer_end < draft.outer_end:
            around.pop()
        continues = index.get(id(draft.continues)) if draft.continues else None
        quotations.append(Quotation(
            start=draft.start, end=draft.end, outer_start=draft.outer_start, outer_end=draft.outer_end, continues=continues,
            parent=around[-1] if around else None, balanced=draft.balanced, scare=draft.balanced and _is_scare(text, draft)))
        around.append(len(quotations) - 1)
    return quotations


def _is_scare(text: str, draft: _Draft) -> bool:
    """A few words without a verb and without the punctuation of a sentence: a term held at a distance."""
    if draft.end - draft.start > _SCARE_CHARACTERS:
        return False
    words = text[draft.start:draft.end].split()
    return 0 < len(words) <= _SCARE_WORDS and words[-1][-1] not in ".,!?;:…" and not _VERB_LIKE.search(" ".join(words))
