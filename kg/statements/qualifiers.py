"""What a statement says besides its two ends: what it is about, grades, roles, amounts and dates, as worded (dates as ISO)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.dates import find_dates
from kg.knowledge.domain import Ontology
from kg.knowledge.keys import clean
from kg.model import Document, Modality
from kg.statements.amounts import find_amounts
from kg.statements.chronology import Chronology
from kg.syntax import grammar
from kg.syntax.frames import Match
from kg.syntax.parsed import text_of
from kg.syntax.phrases import words_of
from kg.syntax.tree import Token

_MOVED = frozenset({"down", "up", ","})  # what stands before "from good"
_QUOTES = str.maketrans({"“": " ", "”": " ", "‘": " ", '"': " ", "'": " ", "’": " "})


def pattern_of(grades: Iterable[str]) -> re.Pattern[str] | None:
    """What finds the longest of some grades in a text, quotation marks between its words passed over; None of none."""
    longest_first = sorted(grades, key=lambda g: (-len(g), g))
    words = "|".join(re.escape(g).replace(r"\ ", r"[\s'’‘“”\"-]+") for g in longest_first)
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE) if longest_first else None


class Qualifiers:
    """Reads qualifiers in one document; `grades` is the pattern of those that are known."""

    def __init__(self, document: Document, ontology: Ontology, grades: re.Pattern[str] | None) -> None:
        self.document = document
        self.ontology = ontology
        self.times = Chronology(document, ontology.cues.descriptions)
        self._grades = grades

    def of(self, match: Match, modality: Modality = Modality.ASSERTED, said: Token | None = None) -> dict[str, str] | None:
        """The qualifiers of a match, dated by the verb that `said` it if there is one; None where a grade is asked for and none of the known ones
        stands there."""
        out: dict[str, str] = {}
        for name, tokens in match.slots.items():
            if name in ("subject", "object", "quote", "claim") or not tokens:
                continue
            if name in ("rating", "previous"):
                grade = self._grade(tokens[0])
                if grade is None:
                    if name == "rating":
                        return None
                    continue
                out[name] = grade
            elif name == "role" and tokens[0].pos_ in ("VERB", "AUX", "PRON"):
                continue  # "worked for the firm, as she confirmed"
            elif not self._only_a_date(words := self.words(tokens[0], without=_others(match, name))):
                out[name] = words
        if match.frame.needs("rating") and "rating" not in out:
            return None
        if "amount" in self.ontology.relations[match.frame.relation].qualifiers and (amount := sum_told(match.anchor, out.get("amount"))):
            out["amount"] = amount
        made = self.ontology.classes.is_a(self.ontology.relations[match.frame.relation].range or "", "Document")
        anchor = said or match.anchor
        graded = frozenset(t.i for t in match.slots.get("rating", ()))
        date = self.times.date_of(anchor, planned=modality is Modality.PLANNED, made=made, apart=_time_of_previous(match), part=graded)
        if date is None and self.ontology.relations[match.frame.relation].speech_act:
            date = self.times.of_scene(anchor)
        if date:
            out["date"] = date
        return {k: v for k, v in out.items() if v}

    def _only_a_date(self, words: str) -> bool:
        """"On 3 March" tells when, not what about."""
        return any(d.start == 0 and d.end == len(words) for d in find_dates(words, reference=self.times.written))

    def words(self, token: Token, skip: tuple[str, ...] = (), without: frozenset[int] = frozenset()) -> str:
        """The phrase at a token as worded, without its preposition, marks at its ends and dependents labelled as `skip` or listed in `without`."""
        first, last = grammar.subtree_span(token, skip, without)
        doc = token.doc
        while first < token.i and (doc[first].dep_ in ("case", "mark", "cc") or doc[first].is_punct or doc[first].is_space):
            first += 1
        while last > token.i and (doc[last].is_punct or doc[last].is_space) and doc[last].text not in ")”’\"'%":
            last -= 1
        return words_of(doc, first, last)

    def grade_in(self, text: str) -> str | None:
        """The first known grade in a text, as worded, lower case."""
        found = self._grades.search(text) if self._grades else None
        return clean(found[0].translate(_QUOTES)).lower() if found else None

    def _grade(self, token: Token) -> str | None:
        first, last = grammar.subtree_span(token, ("acl:relcl", "advcl", "parataxis", "conj"))
        found = self.grade_in(text_of(token.doc, token.i, token.i + 3))
        return found or self.grade_in(text_of(token.doc, first, max(last, token.i + 1)))


def sum_told(anchor: Token, slot: str | None = None) -> str | None:
    """The sum of money that a sentence tells: the one around the words of a slot, else the first one behind the anchor, else the first."""
    sentence = anchor.sent
    amounts = find_amounts(sentence.text)
    around = [a.text for a in amounts if slot and (slot in a.text or a.text in slot)]
    after = [a.text for a in amounts if a.end > anchor.idx - sentence.start_char]
    return next(iter([*around, *after, *(a.text for a in amounts)]), None)


def _time_of_previous(match: Match) -> frozenset[int]:
    """The words after a grade that was held before, which tell when that was: "rated inadequate, down from good in 2017"."""
    before = match.slots.get("previous")
    if not before or not {t.lower_ for t in before[0].doc[max(0, before[0].i - 4) : before[0].i]} & _MOVED:
        return frozenset()
    return frozenset(range(before[0].i, min(t.i for t in (*match.slots.get("rating", ()), before[0].sent[-1]) if t.i > before[0].i)))


def _others(match: Match, name: str) -> frozenset[int]:
    """The words that fill the other slots of a match: "leased [the site] to Marlow Water" is about the site alone."""
    return frozenset(t.i for slot, tokens in match.slots.items() if slot != name for t in tokens)
