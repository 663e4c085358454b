"""Turns of an interview or a transcript: blocks and lines that a label gives to a speaker ("Jane Doe: ...", "JD: ...", "Q: ..."), and questions
put to somebody whose answers follow unlabelled. Text and its blocks enter, turns leave; `Interview` then tells whose each is. A turn is a quotation
without marks, so that all that is known of quotations (who "I" is, what is claimed, what is stated) holds of turns.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.knowledge.domain import Ontology
from kg.knowledge.keys import name_key
from kg.model import PROSE, Block, BlockKind, Document
from kg.reference.coreference import Coreference
from kg.reference.referents import Local
from kg.speech.quotations import Quotation
from kg.speech.voices import Speech
from kg.syntax import arguments, grammar
from kg.syntax.parsed import offset_of

_LABEL = re.compile(r"[*_]{0,3}(?P<label>[A-Z][\w.’'()-]*(?: [\w.’'()-]+){0,5}?)[*_]{0,3} ?:[*_]{0,3}\s+(?=\S)|(?P<letter>[QA])\.\s+(?=\S)")
_LINES = re.compile(r"[^\n]+")
_PARTS = re.compile(r"[^()]+")
_YOU, _I = re.compile(r"\byou(?:r|rs)?\b", re.IGNORECASE), re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")
_SPOKEN_TO = frozenset({"to", "with", "of"})  # "spoke to", "an interview with"
_ASKED, _ANSWERED = frozenset({"q", "question"}), frozenset({"a", "answer"})
_TURNS, _QUESTIONS = 4, 3  # fewer are no interview
_LETTERS = 4  # of a label of initials
_LONGEST = 120  # words of a question; longer ones that end in one are answers


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says without a break: `label` as written, None where the build of the text alone tells question from answer."""

    start: int
    end: int
    label: str | None
    asks: bool

    @property
    def quotation(self) -> Quotation:
        return Quotation(start=self.start, end=self.end, outer_start=self.start, outer_end=self.end)


def find_turns(document: Document) -> list[Turn]:
    """The turns of a document that is built of turns; none of any other."""
    blocks = [b for b in document.blocks if b.kind in PROSE]
    return _labelled(document.text, blocks) or _asked_and_answered(document.text, blocks)


def with_turns(turns: Sequence[Turn], quotations: Sequence[Quotation]) -> list[Quotation]:
    """The quotations with the turns among them; those inside a turn stand under it."""
    spoken = [t.quotation for t in turns]
    merged = sorted([*spoken, *quotations], key=lambda q: (q.outer_start, -q.outer_end))
    index = {id(q): n for n, q in enumerate(merged)}
    starts = [t.start for t in spoken]

    def around(q: Quotation) -> int | None:
        """The turn that a quotation stands in."""
        at = bisect_right(starts, q.outer_start) - 1
        inside = at >= 0 and spoken[at] is not q and q.outer_end <= spoken[at].end
        return index[id(spoken[at])] if inside else None

    def moved(at: int | None) -> int | None:
        return None if at is None else index[id(quotations[at])]

    return [replace(q, parent=around(q) if q.parent is None else moved(q.parent), continues=moved(q.continues)) for q in merged]


# --- labels


def _labelled(text: str, blocks: Sequence[Block]) -> list[Turn]:
    """Turns that begin with a label. At least two labels come again, as they do where two people talk and not in a table."""
    turns: list[Turn] = []
    open_: str | None = None
    for block in blocks:
        if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
            open_ = None  # a heading ends a turn, unless it is one
        for start, end in _lines(text, block):
            found = _LABEL.match(text, start, end)
            if found is not None:
                open_ = found["label"] or found["letter"]
                start = found.end()
            if open_ is not None and start < end:
                turns.append(Turn(start, end, open_, text[start:end].rstrip("*_ ").endswith("?")))
    spoken = Counter(m["label"] or m["letter"] for b in blocks for s, e in _lines(text, b) if (m := _LABEL.match(text, s, e)))
    again = {label for label, n in spoken.items() if n > 1}
    kept = [t for t in turns if t.label in again or _is_name(t.label or "")]
    enough = len(again) > 1 and sum(spoken[label] for label in again) >= _TURNS
    return kept if enough and any(t.asks for t in kept) else []


def _is_name(label: str) -> bool:
    """Whether a label that comes but once may be a speaker's: two words or more, each with a capital."""
    words = label.split()
    return len(words) > 1 and all(w[:1].isupper() or w[:1] == "(" for w in words)


def _lines(text: str, block: Block) -> Iterator[tuple[int, int]]:
    for line in _LINES.finditer(text, block.start, block.end):
        start, end = line.span()
        while start < end and text[start].isspace():
            start += 1
        if text[start:end].strip():
            yield start, end


# --- questions and answers


def _asked_and_answered(text: str, blocks: Sequence[Block]) -> list[Turn]:
    """Blocks that put a question to "you", and what follows each of them, most of it in the first person."""
    asked = [_asks(text[b.start : b.end]) for b in blocks]
    questions = [n for n, q in enumerate(asked) if q and n + 1 < len(blocks) and not asked[n + 1]]
    if len(questions) < _QUESTIONS:
        return []
    answers = [text[blocks[n + 1].start : blocks[n + 1].end] for n in questions]
    if 2 * sum(bool(_I.search(a)) for a in answers) < len(answers):
        return []
    turns: list[Turn] = []
    answering = False
    for block, question in zip(blocks[questions[0] :], asked[questions[0] :], strict=True):
        answering = question or (answering and block.kind is not BlockKind.HEADING)
        if answering:
            turns.append(Turn(block.start, block.end, None, question))
    return turns


def _asks(words: str) -> bool:
    return words.rstrip().rstrip("*_").endswith("?") and bool(_YOU.search(words)) and len(words.split()) <= _LONGEST


# --- whose a turn is


class Interview:
    """Tells the speakers of one document's turns."""

    def __init__(self, turns: Sequence[Turn], coreference: Coreference, ontology: Ontology, voice: Local | None) -> None:
        self.turns = turns
        self.coreference = coreference
        self.ontology = ontology
        self.voice = voice

    def speakers(self) -> Mapping[int, Speech | None]:
        """By the offset at which each turn starts, its speaker; None where that is the interviewer or nobody that is known."""
        if not self.turns:
            return {}
        labels = {t.label for t in self.turns if t.label is not None}
        named = {label: self._named(label) for label in sorted(labels)}
        answering = self._interviewee()
        out: dict[int, Speech | None] = {}
        for turn in self.turns:
            key = (turn.label or "").lower()
            answers = not turn.asks if turn.label is None else key in _ANSWERED
            local = answering if answers else named.get(turn.label or "")
            out[turn.start] = Speech(local, local.phrases[0].head, None) if local is not None and local.phrases else None
        return out

    def _named(self, label: str) -> Local | None:
        """Whom a label names, before its brackets or in them. What stands for the medium is the interviewer."""
        if label.lower() in _ASKED | _ANSWERED:
            return None
        found = next((x for part in _PARTS.findall(label) if (x := self._person(part.strip())) is not None), None)
        return None if found is None or self.ontology.classes.is_a(found.cls or "", "MediaOrganization") else found

    def _person(self, label: str) -> Local | None:
        """The one named so in full or by surname; letters alone stand for a person, or for whoever asks."""
        key = name_key(label)
        people = [x for x in self.coreference.register.locals if x.phrases and x.names and x.cls != "Place"]
        full = [x for x in people if any(name_key(n) == key for n in x.names)]
        surname = [x for x in people if x.cls == "Person" and any(name_key(n).split()[-1:] == key.split()[-1:] for n in x.names)]
        letters = label.replace(".", "").lower()
        initials = [x for x in people if x.cls == "Person" and any("".join(w[0] for w in name_key(n).split()) == letters for n in x.names)]
        kinds = (initials,) if letters.isalpha() and label.isupper() and len(letters) <= _LETTERS else (full, surname)
        return next((found[0] for found in kinds if len(found) == 1), None)

    def _interviewee(self) -> Local | None:
        """Who answers: whom the text before the first question says it interviewed; where it says nothing of that, the one person that it names
        most, else whoever the document speaks for."""
        first = self.turns[0].start
        introduced = self._introduced(first)
        if introduced:
            people = {id(x): x for x in introduced if x is not None and x.cls == "Person" and x.names}
            return next(iter(people.values())) if len(people) == 1 else None
        count: Counter[Local] = Counter()
        for phrase, local in self.coreference.register.of.items():
            if local.cls == "Person" and local.names and phrase.span.start < first:
                count[local] += 1
        ranked = count.most_common(2)
        if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
            return ranked[0][0]
        return self.voice

    def _introduced(self, first: int) -> list[Local | None]:
        """Those whom the text before an offset says that somebody interviewed or spoke to; None for one whom nothing is known of."""
        words = self.ontology.speech.interviews
        out: list[Local | None] = []
        for doc in self.coreference.parsed.docs:
            for t in doc:
                if offset_of(t) >= first:
                    return out
                if grammar.with_particle(t) not in words and t.lemma_.lower() not in words:
                    continue
                to = grammar.marked(t, _SPOKEN_TO)
                asked = arguments.undergoers(t)[0] if t.pos_ == "VERB" and not to else to
                out += [self.coreference.local_at(c) for a in asked for c in grammar.conjuncts(a)]
        return out
