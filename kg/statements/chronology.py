"""When things are told to have been done: the date of a clause, from the date phrases of its sentence, what was told before, and the day of writing.

Dates that count from the day of writing do so from the document's own, or from that of the part they stand in: an update may have its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import cached_property

from kg.dates import DateExpression, find_dates
from kg.model import BlockKind, Document
from kg.syntax import grammar
from kg.syntax.dating import distance_to
from kg.syntax.parsed import offset_of
from kg.syntax.tree import Sentence, Token

_PRESENT = frozenset({"is", "are", "am", "’s", "'s", "’re", "'re"})
_STORY = 600  # characters back in which what "the same day" means was told
_DAY = 10  # characters of a date known to the day
_SCENE = 2  # sentences further back that a scene may have begun
_GOING_ON = frozenset({"he", "she", "they", "it"})
_DASHES = frozenset({"-", "–", "—", "--"})
_LONGEST_DATE = 30  # characters
_SITTINGS = frozenset({"Meeting", "Review", "Court", "Committee"})  # classes of what hears people
_WORD = re.compile(r"[a-z]+")
_HEARD = re.compile(r"\b(?:told|heard)\b", re.IGNORECASE)
_LEAD = 40  # characters that a paragraph has at least that opens a report
_BESIDE_DATE = 12  # characters that may stand with the date that heads a part: "Update:", "Posted on"


class Chronology:
    """The dates of one document's clauses; `descriptions` are the nouns that the ontology knows, with their classes."""

    def __init__(self, document: Document, descriptions: Mapping[str, str]) -> None:
        self.document, self._descriptions = document, descriptions
        self.written = document.date.value if document.date else None
        self._parts = list(self._dated_parts())
        self._dates: dict[int, list[DateExpression]] = {}

    def _dated_parts(self) -> Iterator[tuple[int, str]]:
        """Where parts of the document begin that are headed by a day of their own, and that day: "Update, 2 February 2024"."""
        for block in self.document.blocks:
            size = block.end - block.start
            found = find_dates(self.document.text[block.start : block.end]) if size <= _LONGEST_DATE + _BESIDE_DATE else []
            if len(found) != 1 or found[0].kind != "absolute" or size - len(found[0].text) > _BESIDE_DATE:
                continue
            if (day := found[0].value or "")[:1].isdigit() and len(day) == _DAY:
                yield block.end, day

    def _written(self, offset: int) -> str | None:
        """The day on which what stands at an offset was written."""
        at = bisect_right(self._parts, (offset, ""))
        return self._parts[at - 1][1] if at else self.written

    def date_of(self, anchor: Token, *, planned: bool = False, made: bool = False, apart: frozenset[int] = frozenset(),
                part: frozenset[int] = frozenset()) -> str | None:
        """The date that a clause or noun carries: the date phrase nearest below its anchor; the coming one of two where the deed is `planned`.
        With `made`, a date of the object is the deed's; words that stand `apart` tell the time of something else; an infinitive that is `part` of
        what the anchor says has its date."""
        key = offset_of(anchor.sent[0])
        best: tuple[int, str] | None = None
        for expression in self._dates_in(anchor.sent):
            token = self._token_at(anchor, key + expression.start, key + expression.end)
            if token is None or expression.value is None or token.i in apart:
                continue
            distance = distance_to(token, anchor, made, part)
            if distance is not None and (best is None or distance < best[0]):
                to_come = planned and not _of_past_deed(token, anchor)
                best = (distance, _coming(expression, self._written(key)) if to_come else _gone(expression, anchor, self._written(key)))
        return best[1] if best else self._of_dateline(anchor)

    def _of_dateline(self, anchor: Token) -> str | None:
        """The day before the dash that opens a report, for what its first sentence tells to have been done: "MARLOW, June 20 - The council fined"."""
        line = anchor.doc.sents[0]
        if anchor.sent.number != 1 or line[-1].text not in _DASHES or anchor.tag_ not in ("VBD", "VBN") or any(t.pos_ == "VERB" for t in line):
            return None
        found = [x.value for x in self._dates_in(line) if x.value]
        return found[0] if len(found) == 1 else None

    def lies_ahead(self, anchor: Token) -> bool:
        """Whether a clause in the present tense carries a date after the document's: "inspects it next month", "is holding a rally on Friday"."""
        present = anchor.tag_ in ("VBZ", "VBP") or (anchor.tag_ == "VBG" and any(c.dep_ == "aux" and c.lower_ in _PRESENT for c in anchor.children))
        written = self._written(offset_of(anchor))
        date = self.date_of(anchor, planned=anchor.tag_ == "VBG") if present and written else None
        return date is not None and written is not None and date[:4].isdigit() and date > written[: len(date)]

    @cached_property
    def _sitting(self) -> str | None:
        """The day of the hearing or meeting that the document reports, by its first paragraph: "an inquiry was told yesterday"."""
        lead = next((b for b in self.document.blocks if b.kind is BlockKind.PARAGRAPH and b.end - b.start >= _LEAD), None)
        text = self.document.text[lead.start : lead.end] if lead is not None else ""
        if lead is None or not self.written or not _HEARD.search(text) or not self._tells_of_sitting(text):
            return None
        days = {d.value for d in find_dates(text, reference=self.written) if d.value and len(d.value) == _DAY and d.value <= self.written}
        return days.pop() if len(days) == 1 else None

    def _tells_of_sitting(self, text: str) -> bool:
        """Whether a text has a noun for what hears people: "hearing", "inquiry"."""
        return any(self._descriptions.get(word) in _SITTINGS for word in _WORD.findall(text.lower()))

    def of_scene(self, verb: Token) -> str | None:
        """The day on which something was said that is told without one: that of the sentence before, or of the sitting that all is told of."""
        if (day := self._gone_on_from(verb)) is not None:
            return day
        told = verb.tag_ == "VBD" and not self._dates_in(verb.sent) and all(h.tag_ == "VBD" or h.pos_ != "VERB" for h in grammar.governors(verb))
        return self._sitting if told else None

    def _gone_on_from(self, verb: Token, depth: int = 0) -> str | None:
        """The day of the sentence before, where one goes on to tell what its people said: "Jane Doe resigned on Tuesday. She thanked the staff." """
        sentence = verb.sent
        goes_on = any(c.dep_ == "nsubj" and c.pos_ == "PRON" and c.lower_ in _GOING_ON for c in verb.children)
        if depth > _SCENE or sentence.start == 0 or verb.tag_ != "VBD" or not goes_on or self._dates_in(sentence):
            return None
        before = sentence.doc[sentence.start - 1].sent.root
        date = self.date_of(before) if before.tag_ == "VBD" else None
        return self._gone_on_from(before, depth + 1) if date is None else date if len(date) == _DAY else None

    def _dates_in(self, sentence: Sentence) -> list[DateExpression]:
        """The date expressions of a sentence, those of a story ("two days later") placed by what was told before."""
        start = offset_of(sentence[0])
        if start not in self._dates:
            text, written = self.document.text[start : start + len(sentence.text)], self._written(start)
            found = find_dates(text, reference=written)
            if any(one.kind == "story" and one.value is None for one in found):
                before = find_dates(self.document.text[max(0, start - _STORY) : start], reference=written)
                found = find_dates(text, reference=written, told=[one.value for one in before if one.value])
            self._dates[start] = found
        return self._dates[start]

    def _token_at(self, anchor: Token, start: int, end: int) -> Token | None:
        """The highest token of a date phrase."""
        inside = [t for t in anchor.sent if start <= offset_of(t) < end]
        return next((t for t in inside if t.head not in inside or t.head == t), inside[0] if inside else None)


def _of_past_deed(date: Token, anchor: Token) -> bool:
    """Whether the date is that of a deed done, from which a plan comes: "agreed on Tuesday to pay"."""
    return anchor not in grammar.governors(date) and anchor.head.tag_ == "VBD"


def _gone(expression: DateExpression, anchor: Token, written: str | None) -> str:
    """The date of what is told in the past, which was not done after the day of writing: "3 May" of a deed told in March is that of the year
    before."""
    date, told = expression.value or "", anchor.tag_ in ("VBD", "VBN") and expression.kind in ("absolute", "story")
    if not told or written is None or len(date) != _DAY or not date[:4].isdigit() or date[:4] in expression.text or date.endswith("02-29"):
        return date
    return f"{int(date[:4]) - 1}{date[4:]}" if date[: len(written)] > written else date


def _coming(expression: DateExpression, written: str | None) -> str:
    """The date ahead, unless the other one lies in the month or year that is all we know of the day of writing."""
    value = expression.value or ""
    return value if written and value.startswith(written) else expression.ahead or value
