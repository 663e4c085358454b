"""What a statement says besides its two ends: what it is about, grades, roles, amounts and dates, as worded (dates as ISO)."""

from __future__ import annotations

import re

from spacy.tokens import Token

from kg import grammar
from kg.amounts import find_amounts
from kg.dates import DateExpression, find_dates
from kg.dating import distance_to
from kg.domain import Ontology
from kg.frames import Match
from kg.model import Document, Modality
from kg.parsed import token_span
from kg.phrases import clean, words_of

_PRESENT = frozenset({"is", "are", "am", "’s", "'s", "’re", "'re"})
_QUOTES = str.maketrans({"“": " ", "”": " ", "‘": " ", '"': " ", "'": " ", "’": " "})


class Qualifiers:
    """Reads qualifiers in one document."""

    def __init__(self, document: Document, ontology: Ontology) -> None:
        self.document = document
        self.ontology = ontology
        self.reference = document.date.value if document.date else None
        longest_first = sorted(ontology.ratings, key=lambda g: (-len(g), g))
        self._grades = (
            re.compile(r"(?<!\w)(?:" + "|".join(re.escape(g).replace(r"\ ", r"[\s'’‘“”\"-]+") for g in longest_first) + r")(?!\w)", re.IGNORECASE)
            if longest_first
            else None
        )
        self._dates: dict[int, list[DateExpression]] = {}

    def of(self, match: Match, modality: Modality = Modality.ASSERTED) -> dict[str, str] | None:
        """The qualifiers of a match; None where a grade is asked for and none of the known ones stands there."""
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
            elif not self._only_a_date(words := self.words(tokens[0], without=_others(match, name))):
                out[name] = words
        needs_rating = any(s.name == "rating" and not s.optional for s in match.frame.slots)
        if needs_rating and "rating" not in out:
            return None
        amount = self._amount(match, out.get("amount"))
        if amount:
            out["amount"] = amount
        made = self.ontology.classes.is_a(self.ontology.relations[match.frame.relation].range or "", "Document")
        date = self.date_of(match.anchor, planned=modality is Modality.PLANNED, made=made)
        if date:
            out["date"] = date
        return {k: v for k, v in out.items() if v}

    def _only_a_date(self, words: str) -> bool:
        """"On 3 March" tells when, not what about."""
        return any(d.start == 0 and d.end == len(words) for d in find_dates(words, reference=self.reference))

    def words(self, token: Token, skip: tuple[str, ...] = (), without: frozenset[int] = frozenset()) -> str:
        """The phrase at a token as worded, without its preposition, marks at its ends and dependents labelled as `skip` or listed in `without`."""
        first, last = grammar.subtree_span(token, skip, without)
        doc = token.doc
        while first < token.i and (doc[first].dep_ in ("case", "mark") or doc[first].is_punct or doc[first].is_space):
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
        found = self.grade_in(token.doc[token.i : token.i + 4].text)
        return found or self.grade_in(token.doc[first : min(len(token.doc), max(last, token.i + 1) + 1)].text)

    def _amount(self, match: Match, slot: str | None) -> str | None:
        """The sum that the sentence tells: the one around the slot's words, else the first one after the anchor."""
        if "amount" not in self.ontology.relations[match.frame.relation].qualifiers:
            return None
        sentence = match.anchor.sent
        amounts = find_amounts(sentence.text)
        around = [a.text for a in amounts if slot and (slot in a.text or a.text in slot)]
        after = [a.text for a in amounts if a.end > match.anchor.idx - sentence.start_char]
        return next(iter([*around, *after, *(a.text for a in amounts)]), None)

    def date_of(self, anchor: Token, *, planned: bool = False, made: bool = False) -> str | None:
        """The date that a clause or noun carries: the date phrase nearest below its anchor; the coming one of two where the deed is `planned`.
        With `made`, a date of the object is the deed's."""
        sentence = anchor.sent
        key = token_span(sentence[0]).start
        if key not in self._dates:
            self._dates[key] = find_dates(self.document.text[key : key + len(sentence.text)], reference=self.reference)
        expressions = self._dates[key]
        if not expressions:
            return None
        best: tuple[int, str] | None = None
        for expression in expressions:
            token = self._token_at(anchor, key + expression.start, key + expression.end)
            if token is None or expression.value is None:
                continue
            distance = distance_to(token, anchor, made)
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, self._coming(expression) if planned else expression.value)
        return best[1] if best else None

    def lies_ahead(self, anchor: Token) -> bool:
        """Whether a clause in the present tense carries a date after the document's: "inspects it next month"."""
        present = anchor.tag_ in ("VBZ", "VBP") or (anchor.tag_ == "VBG" and any(c.dep_ == "aux" and c.lower_ in _PRESENT for c in anchor.children))
        date = self.date_of(anchor) if present and self.reference else None
        return date is not None and self.reference is not None and date[:4].isdigit() and date > self.reference[: len(date)]

    def _coming(self, expression: DateExpression) -> str:
        """The date ahead, unless the other one lies in the month or year that is all we know of the document's date."""
        value = expression.value or ""
        return value if self.reference and value.startswith(self.reference) else expression.ahead or value

    def _token_at(self, anchor: Token, start: int, end: int) -> Token | None:
        """The highest token of a date phrase."""
        inside = [t for t in anchor.sent if start <= token_span(t).start < end]
        return next((t for t in inside if t.head not in inside or t.head == t), inside[0] if inside else None)


def _others(match: Match, name: str) -> frozenset[int]:
    """The words that fill the other slots of a match: "leased [the site] to Marlow Water" is about the site alone."""
    return frozenset(t.i for slot, tokens in match.slots.items() if slot != name for t in tokens)
