"""Who speaks each quotation: the subject of the verb that governs it or stands next to it, a source that is named with it, the speaker of the words
before it, or whoever the text has just been speaking of. A quotation for which none of these can be found has no speaker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from kg.speech.quotations import Quotation
from kg.speech.voices import NOMINAL, Speech, Voices
from kg.syntax import grammar
from kg.syntax.parsed import ParsedDocument, offset_of, token_span
from kg.syntax.tree import Doc, Token

_NEAR, _FAR = 60, 250  # characters between a quotation and a verb beside it; before a colon
_STOPS = frozenset(".!?")
_DASH = re.compile(r"\s*(?:[–—―]|--?)\s*(?=\w)")  # before the name under a quotation


class Speakers:
    """Finds speakers in one document."""

    def __init__(self, parsed: ParsedDocument, voices: Voices) -> None:
        self.parsed = parsed
        self.text = parsed.document.text
        self.voices = voices
        self.words = voices.words
        self._starts = [b.start for b in parsed.blocks]

    def of(self, quotations: Sequence[Quotation], turns: Mapping[int, Speech | None]) -> dict[int, Speech]:
        """The speaker of each quotation for which one is found, by its index; `turns` tells those of turns, by where they start."""
        found: dict[int, Speech] = {}
        for i, q in enumerate(quotations):
            speech = turns[q.start] if q.start in turns else self._speaker(i, q, quotations, found)
            if speech is not None:
                found[i] = speech
        for i in range(len(quotations) - 1, 0, -1):  # "“One.”, “Two,” said Jane Doe": the speaker is told at the end
            if i in found and i - 1 not in found and quotations[i - 1].start not in turns and self._leads(quotations[i - 1], quotations[i], found[i]):
                found[i - 1] = Speech(found[i].local, found[i].token, None)
        return found

    def doc_of(self, q: Quotation) -> Doc | None:
        """The block that a quotation stands in."""
        at = bisect_right(self._starts, q.start) - 1
        return self.parsed.docs[at] if at >= 0 else None

    def _speaker(self, index: int, q: Quotation, quotations: Sequence[Quotation], found: dict[int, Speech]) -> Speech | None:
        doc = self.doc_of(q)
        if doc is None:
            return None
        told, speech = self._by_verb(doc, q)
        speech = speech or self._by_source(doc, q)
        if told or speech is not None:
            return speech
        if self._embedded(q, doc):
            inside = self.parsed.token_at(q.start)
            return self.voices.quoting(inside) if inside is not None else None
        speech = self._by_credit(q) or self._by_colon(doc, q) or self._told_before(doc, q, quotations[:index])
        return speech or self._running(index, q, doc, quotations, found)

    def _embedded(self, q: Quotation, doc: Doc) -> bool:
        """Whether the quoted words are part of a clause of the text's own, and so go no further than that clause."""
        start = self._starts[doc.order]
        before = self.text[start : q.outer_start].rstrip()
        return bool(before) and before[-1] not in ".!?:;,”\"’'" and not self.text[q.start : q.start + 1].isupper()

    # --- a verb ----------------------------------------------------------------------------------------------------------------------------

    def _by_verb(self, doc: Doc, q: Quotation) -> tuple[bool, Speech | None]:
        """Whether a verb of speech tells the speaker, and who that is (None where it is nobody that can be named)."""
        best: tuple[int, Speech] | None = None
        closed = False
        for verb in doc:
            lemma = verb.lemma_.lower()
            told = self.voices.says(verb) or (verb.pos_ == "VERB" and lemma in self.words.written)
            if not told or verb.i in doc.quoted:
                continue
            at = token_span(verb)
            distance = q.outer_start - at.end if at.start < q.outer_start else at.start - q.outer_end
            governs = self._governs(verb, q)
            if not governs and (not self._beside(verb, q, distance) or self._tells_more(verb, q)):
                continue
            speech = self.voices.subject(verb) or self._next_to(verb, doc, q) or (self.voices.someone(verb) if governs else None)
            closed = closed or (governs and speech is None and self.voices.unnamed(verb))
            if speech is None or (not self.voices.says(verb) and not self.voices.is_document(speech.token)):
                continue
            rank = distance - (1000 if governs else 0)
            if best is None or rank < best[0]:
                best = (rank, speech)
        return closed or best is not None, best[1] if best else None

    def _governs(self, verb: Token, q: Quotation) -> bool:
        joined = [c for c in verb.children if c.dep_ in ("ccomp", "parataxis", "obj", "xcomp", "dep")]
        joined += [verb.head] if verb.dep_ in ("parataxis", "ccomp") else []
        return any(not t.is_punct and q.outer_start <= offset_of(t) < q.outer_end for t in joined)

    def _beside(self, verb: Token, q: Quotation, distance: int) -> bool:
        """Whether the verb's clause ends where the quotation begins, or begins where it ends."""
        at = token_span(verb)
        if at.start < q.outer_start:
            between = self.text[at.end : q.outer_start]
            return (distance < _FAR and between.rstrip().endswith(":")) or (distance < _NEAR and not _STOPS & set(between))
        between = self.text[q.outer_end : at.start]
        return distance < _NEAR * 2 and not any(c in between for c in ".!?:;\n")

    def _tells_more(self, verb: Token, q: Quotation) -> bool:
        """Whether a verb behind a finished quotation has a clause of its own to tell: "'They did nothing.' The agency confirmed that it knew"."""
        if offset_of(verb) < q.outer_end or self.text[q.outer_start : q.outer_end].rstrip("”\"’'")[-1:] != ".":
            return False
        return any(c.dep_ == "ccomp" and c.i > verb.i and c.i not in verb.doc.quoted for c in verb.children)

    def _next_to(self, verb: Token, doc: Doc, q: Quotation) -> Speech | None:
        """The noun phrase between the quotation and its verb, or after a verb that follows it at once: quoted words often lead the parse astray."""
        if offset_of(verb) < q.outer_end:
            return None
        between = [t for t in doc[: verb.i] if offset_of(t) >= q.outer_end and not t.is_space]
        if any(t.pos_ in NOMINAL for t in between):
            return self.voices.first_named(between, verb)
        return self.voices.first_named(doc[verb.i + 1 : verb.sent.end], verb)

    # --- a source, a colon, the sentence before ----------------------------------------------------------------------------------------------

    def _by_source(self, doc: Doc, q: Quotation) -> Speech | None:
        """ "According to Jane Doe", "for Jane Doe, it is ..." in the quotation's sentence."""
        inside = self.parsed.token_at(q.start)
        for t in inside.sent if inside is not None else ():
            if t.i in doc.quoted:
                continue
            if t.lower_ == "according" and t.head != t:
                return self.voices.named(t.head)
            if t.lemma_.lower() in self.words.views and grammar.marker_of(t) == "in":
                owners = [c for c in t.children if c.dep_ in ("nmod", "nmod:poss")]
                found = next((s for c in owners for x in (c, *c.children) if (s := self.voices.named(x)) is not None), None)
                if found is not None:
                    return found
        if inside is None or inside.sent[0].lower_ != "for":
            return None
        head = inside.sent[0].head
        speech = self.voices.named(head)
        return speech if speech is not None and head.dep_ == "obl" and self.voices.is_a(speech.local, "Person") else None

    def _by_credit(self, q: Quotation) -> Speech | None:
        """ "'...' – Jane Doe, chair": the name that stands after a dash, with nothing said of it."""
        dash = _DASH.match(self.text, q.outer_end)
        token = self.parsed.token_at(dash.end()) if dash is not None else None
        phrase = self.voices.coreference.at(token) if token is not None else None
        local = self.voices.coreference.local_at(token) if token is not None else None
        if token is None or phrase is None or local is None or not local.named or not self.voices.is_a(local, "Agent"):
            return None
        alone = phrase.last + 1 == len(token.doc) or token.doc[phrase.last + 1].is_punct or token.doc[phrase.last + 1].is_space
        return Speech(local, token, None) if alone and self.voices.can_speak(local) else None

    def _by_colon(self, doc: Doc, q: Quotation) -> Speech | None:
        """ "The chair was blunt: '...'", "Jane Doe, leader of the group: '...'": the subject, or the name, that stands before a colon."""
        start = self._starts[doc.order]
        if not self.text[start : q.outer_start].rstrip().endswith(":"):
            return None
        before = [t for t in doc if token_span(t).end <= q.outer_start and not t.is_space]
        return self._subject_of_sentence(_last_sentence(before)) if before else None

    def _subject_of_sentence(self, tokens: Sequence[Token]) -> Speech | None:
        """The speaker that a sentence begins with: its subject, or the name that is all of it."""
        for t in tokens:
            if t.pos_ not in NOMINAL or t.i in t.doc.quoted:
                continue
            if grammar.base(t) == "nsubj" or t.head == t or t.head.pos_ not in NOMINAL:
                speech = self.voices.named(t)
                return speech if speech is not None and t.dep_ not in ("obj", "obl") and speech.local.cls is not None else None
        return None

    def _told_before(self, doc: Doc, q: Quotation, earlier: Sequence[Quotation]) -> Speech | None:
        """ "Jane Doe disagreed. '...'": the subject of the sentence just before, where no other quotation stands between."""
        start = max([self._starts[doc.order], *(e.outer_end for e in earlier[-1:])])
        before = [t for t in doc if start <= offset_of(t) < q.outer_start and not t.is_space and not t.is_punct]
        if not before or before[-1].sent.start < before[0].i or token_span(before[-1].sent[0]).end > q.outer_start:
            return None
        speech = self._subject_of_sentence(_last_sentence(before))
        if speech is not None and self.voices.is_a(speech.local, "Agent"):
            return speech
        saying = [t for t in reversed(before) if self.voices.says(t) and t.i not in doc.quoted]
        named = next((s for t in saying if (s := self.voices.subject(t)) is not None), None)
        last = before[-1].sent.start
        # "A plumber told us so. '...,' he said"
        return named or next((s for t in saying if t.i >= last and (s := self.voices.someone(t)) is not None), None)

    # --- running on --------------------------------------------------------------------------------------------------------------------------

    def _running(self, index: int, q: Quotation, doc: Doc, quotations: Sequence[Quotation], found: dict[int, Speech]) -> Speech | None:
        before = found.get(index - 1)
        if index and before is not None:
            last = self.doc_of(quotations[index - 1])
            if q.continues is not None or last is doc:
                return before
            if last is not None and doc.order - last.order == 1 and self._opens(q, doc):
                return self._after(quotations[index - 1], last) or before
        return self._introduced(doc, q)

    def _after(self, q: Quotation, doc: Doc) -> Speech | None:
        """Who else is reported after a quotation, at the end of its block: "Jane Doe said it was “fine”, but Tom Roe said it was not." """
        saying = self._reporting([t for t in doc if not t.is_space])
        later = [s for verb in saying if offset_of(verb) >= q.outer_end and (s := self.voices.subject(verb)) is not None]
        return later[-1] if later else None

    def _opens(self, q: Quotation, doc: Doc) -> bool:
        """Whether a quotation stands at the beginning of its block."""
        return q.outer_start - self._starts[doc.order] < 3

    def _introduced(self, doc: Doc, q: Quotation) -> Speech | None:
        """The speaker that the block before leaves the word to: "Quote from a parent:", "... , said Jane Doe." """
        order = doc.order
        if not self._opens(q, doc) or order == 0:
            return None
        words = [t for t in self.parsed.docs[order - 1] if not t.is_space]
        for verb in reversed(list(self._reporting(words))):
            speech = self.voices.subject(verb)
            if speech is not None:
                return speech
        if words and words[-1].text == ":":
            giving = self._giving(_last_sentence(words))
            if giving is not None:
                return giving
            for t in reversed(words):
                local = self.voices.coreference.local_at(t)
                if local is not None and local.cls is not None and self.voices.can_speak(local):
                    return Speech(local, t, None)
        return None

    def _giving(self, sentence: Sequence[Token]) -> Speech | None:
        """ "Jane Doe issued the following statement:": who does what a sentence tells, where that is someone who can speak."""
        subjects = (self.voices.named(t) for t in sentence if grammar.base(t) == "nsubj" and t.i not in t.doc.quoted)
        able = (s for s in subjects if s is not None and self.voices.can_speak(s.local))
        return next((s for s in able if self.voices.is_a(s.local, "Agent")), None)

    def _reporting(self, words: Sequence[Token]) -> Iterator[Token]:
        """Verbs of speech in the last sentence of a block, outside its quotations."""
        for t in _last_sentence(words):
            if self.voices.says(t) and t.i not in t.doc.quoted:
                yield t

    def _leads(self, q: Quotation, following: Quotation, speech: Speech) -> bool:
        """Whether a quotation that is all of its block leads up to one whose own words tell the speaker."""
        doc, after = self.doc_of(q), self.doc_of(following)
        if doc is None or after is None or speech.verb is None:
            return False
        if following.continues is not None:
            return True
        whole = self.text[self._starts[doc.order] : q.outer_start].strip() == "" and self._opens(following, after)
        block = self.parsed.blocks[doc.order]
        return whole and self.text[q.outer_end : block.end].strip() == "" and after.order - doc.order == 1


def _last_sentence(words: Sequence[Token]) -> list[Token]:
    """Those of some words of a block that stand in the last one's sentence."""
    return [t for t in words if t.i >= words[-1].sent.start] if words else []
