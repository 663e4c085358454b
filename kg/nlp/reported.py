"""Reported clauses without "that" whose subject the parser gave to another word: "the CQC said [Denby Council] had failed her", where the name behind
the verb of saying is read as a second subject, as an object, or as part of the speaker's name.

English leaves no doubt here: a finite clause that is reported has a subject, and a noun phrase between the verb and such a clause without one is it.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "csubj:outer", "expl")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_TOLD = ("aux", "aux:pass", "cop")
_MISTAKEN = ("nsubj", "nsubj:pass", "obj", "iobj", "appos", "flat", "compound", "list", "nmod", "nmod:desc", "nmod:unmarked", "obl", "obl:unmarked")
_NOMINAL = ("NOUN", "PROPN", "PRON")
_TELLING = frozenset({"tell", "tells", "told", "telling", "informed", "informs", "assured", "reminded"})  # somebody stands right behind them
_APPENDED = ("appos", "nmod", "flat", "list", "compound")
_DEPTH = 30  # steps up a tree; a guard, no real sentence is deeper


class ReportedClauses:
    """Gives such clauses their subjects; `classes` are the parser's."""

    def __init__(self, classes: Mapping[str, Sequence[str]]) -> None:
        numbers = {kind: {name: i for i, name in enumerate(classes[kind])} for kind in ("label", "upos", "xpos")}
        some = lambda kind, names: frozenset(numbers[kind][n] for n in names if n in numbers[kind])
        self._subjects, self._told, self._mistaken = (some("label", names) for names in (_SUBJECTS, _TOLD, _MISTAKEN))
        self._finite, self._nominal = some("xpos", _FINITE), some("upos", _NOMINAL)
        self._verb = numbers["upos"].get("VERB", -1)
        label = lambda name: numbers["label"].get(name, -1)
        self._named = some("upos", ("NOUN", "PROPN"))
        self._appended = some("label", _APPENDED)
        self._clause, self._case, self._passive = label("ccomp"), label("case"), label("aux:pass")
        self._subject, self._undergoer, self._object = label("nsubj"), label("nsubj:pass"), label("obj")

    def mend(self, words: Sequence[str], tags: Mapping[str, NDArray[Any]], head: NDArray[Any], label: NDArray[Any]) -> None:
        """Change heads and labels of a text's words in place; a root's head is its own number."""
        for clause in np.flatnonzero((label == self._clause) & (head < np.arange(len(head)))).tolist():
            verb = int(head[clause])
            if tags["upos"][verb] == self._verb:
                self._mend(clause, verb, words[verb].lower() in _TELLING, tags, head, label)

    def _mend(self, clause: int, verb: int, telling: bool, tags: Mapping[str, NDArray[Any]], head: NDArray[Any], label: NDArray[Any]) -> None:
        children = np.flatnonzero(head == clause).tolist()
        labels = [int(label[c]) for c in children]
        subjects = [c for c, is_ in zip(children, labels, strict=True) if is_ in self._subjects]
        if any(c > verb for c in subjects):
            if telling and len(subjects) == 1 and subjects[0] < clause:
                self._part(clause, verb, subjects[0], head, label)
            return
        told = [int(tags["xpos"][c]) for c, is_ in zip(children, labels, strict=True) if is_ in self._told and c < clause]
        if self._finite.isdisjoint(told) and int(tags["xpos"][clause]) not in self._finite:
            return
        found = self._before(clause, verb, telling, tags, head, label)
        if found is not None:
            for other in subjects:  # "[the union] admitted the board were told"
                if int(tags["upos"][other]) not in self._named:
                    return
                head[other], label[other] = verb, self._subject
            head[found] = clause
            label[found] = self._undergoer if self._passive in labels else self._subject

    def _part(self, clause: int, verb: int, subject: int, head: NDArray[Any], label: NDArray[Any]) -> None:
        """Tell whom somebody tells from who acts in the clause, where the parser makes one phrase of them: "told [reporters] [Ofwat] would be fined"."""
        last = max(w for w in range(subject, clause) if _is_under(w, subject, head))
        part = self._appended_to(subject, last, head, label)
        if part is None or any(not _is_under(w, subject, head) for w in range(verb + 1, last + 1)):
            return
        head[part], label[part] = clause, label[subject]
        head[subject], label[subject] = verb, self._object

    def _appended_to(self, noun: int, last: int, head: NDArray[Any], label: NDArray[Any]) -> int | None:
        """What hangs on a noun behind it, without a preposition, and ends at a word."""
        parts = [w for w in range(noun + 1, last + 1) if head[w] == noun and int(label[w]) in self._appended and _is_under(last, w, head)]
        bare = (p for p in parts if not any(head[w] == p and label[w] == self._case for w in range(noun + 1, last + 1)))
        return next(bare, None)

    def _before(self, clause: int, verb: int, telling: bool, tags: Mapping[str, NDArray[Any]], head: NDArray[Any], label: NDArray[Any]) -> int | None:
        """The head of the noun phrase that ends where the clause begins and begins behind the verb."""
        last = clause - 1
        while last > verb and (_is_under(last, clause, head) and not self._is_phrase_of(last, clause, tags, head, label)):
            last -= 1
        if last <= verb:
            return None
        found = last
        while verb < head[found] < clause and head[found] != found:
            found = int(head[found])
        if found > last or int(label[found]) not in self._mistaken or int(tags["upos"][found]) not in self._nominal or _is_under(clause, found, head):
            return None
        if telling and head[found] == verb:  # "told [reporters] Ofwat would be fined"
            part = self._appended_to(found, last, head, label)
            if part is None:
                return None
            found = part
        inside = [w for w in range(verb + 1, last + 1) if _is_under(w, found, head)]
        if inside != list(range(inside[0], last + 1)) or any(head[w] == found and label[w] == self._case for w in inside):
            return None
        before = any(head[w] in (verb, clause) and int(label[w]) in self._subjects for w in range(verb))
        return found if before or int(label[found]) not in self._subjects else None

    def _is_phrase_of(self, word: int, clause: int, tags: Mapping[str, NDArray[Any]], head: NDArray[Any], label: NDArray[Any]) -> bool:
        """Whether a word ends a noun phrase that hangs on the clause as something else than its subject."""
        top = word
        while head[top] != clause:
            top = int(head[top])
        return int(label[top]) in self._mistaken and int(tags["upos"][top]) in self._nominal and top <= word


def _is_under(word: int, above: int, head: NDArray[Any]) -> bool:
    """Whether a word is another or hangs below it."""
    for _ in range(_DEPTH):
        if word == above:
            return True
        if head[word] == word:
            return False
        word = int(head[word])
    return False
