"""What the parser gets wrong where English leaves no doubt, set right in its heads, labels and tags.

- Reported clauses whose subject it gave to another word: "the CQC said [Denby Council] had failed her", where the name behind the verb of saying is
  read as a second subject, as an object, or as part of the speaker's name; "demanded that [Mr Vale] resign", where it is read as who demands. What
  is reported has a subject, and a noun phrase between the verb, or "that", and such a clause without one is it.
- Verbs whose object it takes for something else, and so, at times, the verb for a participle: "the trust criticised Ofsted", where the trust is read
  as who is criticised. A passive without an auxiliary ("trust criticised by Ofsted", in a headline) has no bare name right behind it.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kg.dates.calendar import MONTHS, WEEKDAYS

_SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "csubj:outer", "expl")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_TOLD = ("aux", "aux:pass", "cop")
_MISTAKEN = ("nsubj", "nsubj:pass", "obj", "iobj", "appos", "flat", "compound", "list", "nmod", "nmod:desc", "nmod:unmarked", "obl", "obl:unmarked")
_NOMINAL = ("NOUN", "PROPN", "PRON")
_TELLING = frozenset({"tell", "tells", "told", "telling", "informed", "informs", "assured", "reminded"})  # somebody stands right behind them
_APPENDED = ("appos", "nmod", "flat", "list", "compound")
_DAYS = frozenset((*WEEKDAYS, *MONTHS, "Christmas", "Easter"))
_NAMING = frozenset({"named", "called", "dubbed", "titled", "entitled", "nicknamed", "styled", "labelled", "labeled", "christened", "appointed",
                     "elected", "made", "declared", "deemed", "considered", "crowned", "ruled", "rated", "judged", "found", "left", "kept", "became"})
_DONE_TO_NOBODY = frozenset({"campaigned", "objected", "complained", "appealed", "responded", "reacted", "resigned"})
_CALLED = frozenset({"called on", "called upon", "called for"})
_DEPTH = 30  # steps up a tree; a guard, no real sentence is deeper


@dataclass(slots=True)
class Tree:
    """A text's words with their classes, heads (a root's is its own number) and labels; the last two are changed in place."""

    words: Sequence[str]
    upos: NDArray[Any]
    xpos: NDArray[Any]
    head: NDArray[Any]
    label: NDArray[Any]

    def is_under(self, word: int, above: int) -> bool:
        """Whether a word is another or hangs below it."""
        for _ in range(_DEPTH):
            if word == above:
                return True
            if self.head[word] == word:
                return False
            word = int(self.head[word])
        return False

    def attach(self, word: int, head: int, label: int) -> None:
        self.head[word], self.label[word] = head, label


class _Numbers:
    """The numbers by which a parser knows its classes of one kind; what it has no class for has none."""

    def __init__(self, names: Sequence[str]) -> None:
        self._of = {name: i for i, name in enumerate(names)}

    def one(self, name: str) -> int:
        return self._of.get(name, -1)

    def some(self, *names: str) -> frozenset[int]:
        return frozenset(self._of[name] for name in names if name in self._of)

    def are(self, numbers: Sequence[int]) -> NDArray[np.bool_]:
        """For each class whether its number is among some."""
        return np.isin(np.arange(len(self._of)), numbers)


class Mender:
    """Mends the trees of one parser, whose `classes` these are."""

    def __init__(self, classes: Mapping[str, Sequence[str]]) -> None:
        self._each = (ReportedClauses(classes), Actives(classes))

    def mend(self, tree: Tree) -> None:
        """Set a text's tree right, in place."""
        for one in self._each:
            one.mend(tree)


class Actives:
    """Gives verbs the name right behind them for their object, and makes finite ones of participles that have one."""

    def __init__(self, classes: Mapping[str, Sequence[str]]) -> None:
        label, upos, xpos = (_Numbers(classes[kind]) for kind in ("label", "upos", "xpos"))
        self._undergoer, self._subject, self._object, self._clause, self._root = map(label.one, ("nsubj:pass", "nsubj", "obj", "acl", "root"))
        self._subjects, self._helped, self._marks = label.some("nsubj", "nsubj:pass"), label.some(*_TOLD), label.some("case", "mark")
        self._objects = label.some("obj", "iobj", "ccomp", "xcomp")
        self._predicate = label.one("xcomp")
        self._nearby = label.are((*label.some("obl", "obl:agent", "obl:unmarked", "xcomp"), self._object))
        self._name, self._nominal, self._verb = upos.one("PROPN"), upos.some("NOUN", "PROPN"), upos.one("VERB")
        self._participle, self._past = xpos.one("VBN"), xpos.one("VBD")

    def mend(self, tree: Tree) -> None:
        """Set right the verbs of a text."""
        for subject in np.flatnonzero((tree.label == self._undergoer) & (tree.head > np.arange(len(tree.head)))).tolist():
            verb = int(tree.head[subject])
            if self._is_active(verb, tree):
                tree.label[subject], tree.xpos[verb] = self._subject, self._past
        names = self._nearby[tree.label] & (tree.upos == self._name) & (tree.head < np.arange(len(tree.head)))
        for name in np.flatnonzero(names).tolist():
            verb = int(tree.head[name])
            given = tree.label[name] == self._predicate and tree.words[verb].lower() in _NAMING
            if tree.upos[verb] == self._verb and not given and self._is_right_behind(name, verb, tree):
                self._mend(name, verb, tree)

    def _is_active(self, verb: int, tree: Tree) -> bool:
        """Whether a verb with a passive subject and no auxiliary can be no participle, by its tag or since it is done to nobody: "called on"."""
        if any(int(tree.label[c]) in self._helped for c in np.flatnonzero(tree.head == verb).tolist()):
            return False
        word, behind = tree.words[verb].lower(), tree.words[verb + 1].lower() if verb + 1 < len(tree.words) else ""
        return tree.xpos[verb] == self._past or word in _DONE_TO_NOBODY or f"{word} {behind}" in _CALLED

    def _mend(self, name: int, verb: int, tree: Tree) -> None:
        children = np.flatnonzero(tree.head == verb).tolist()
        labels = {int(tree.label[c]) for c in children}
        if not self._helped.isdisjoint(labels) or not self._objects.isdisjoint(int(tree.label[c]) for c in children if c != name):
            return
        subject = next((c for c in children if int(tree.label[c]) in self._subjects and c < verb), None)
        if subject is None and not self._is_alone(verb, tree):
            return
        if subject is None:
            subject = self._lift(verb, tree)
        tree.label[subject], tree.label[name] = self._subject, self._object
        if tree.xpos[verb] == self._participle:
            tree.xpos[verb] = self._past

    def _is_alone(self, verb: int, tree: Tree) -> bool:
        """Whether a participle describes the noun right before it and a sentence has nothing but the two: "[the trust] sued Ofgem"."""
        noun = int(tree.head[verb])
        described = tree.label[verb] == self._clause and tree.xpos[verb] == self._participle and tree.words[verb].lower() not in _NAMING
        return described and int(tree.upos[noun]) in self._nominal and tree.head[noun] == noun and verb == noun + 1

    def _lift(self, verb: int, tree: Tree) -> int:
        """Make a sentence of a noun and its participle; the noun, which is the subject, leaves."""
        noun = int(tree.head[verb])
        for word in np.flatnonzero(tree.head == noun).tolist():
            if word > verb:
                tree.head[word] = verb
        tree.attach(verb, verb, self._root)
        tree.attach(noun, verb, self._subject)
        return noun

    def _is_right_behind(self, word: int, verb: int, tree: Tree) -> bool:
        """Whether a word is the head of a name, none of a day or month, that begins right behind the verb and has no preposition."""
        if not all(tree.is_under(w, word) for w in range(verb + 1, word)):
            return False
        marked = any(tree.head[w] == word and int(tree.label[w]) in self._marks for w in range(verb + 1, word))
        return not marked and tree.words[word] not in _DAYS


class ReportedClauses:
    """Gives such clauses their subjects; `classes` are the parser's."""

    def __init__(self, classes: Mapping[str, Sequence[str]]) -> None:
        label, upos, xpos = (_Numbers(classes[kind]) for kind in ("label", "upos", "xpos"))
        self._subjects, self._told, self._mistaken = label.some(*_SUBJECTS), label.some(*_TOLD), label.some(*_MISTAKEN)
        self._appended, self._finite = label.some(*_APPENDED), xpos.some(*_FINITE)
        self._nominal, self._named, self._verbs = upos.some(*_NOMINAL), upos.some("NOUN", "PROPN"), upos.some("VERB")
        self._case, self._mark, self._passive = map(label.one, ("case", "mark", "aux:pass"))
        self._subject, self._undergoer, self._object, self._clause = map(label.one, ("nsubj", "nsubj:pass", "obj", "ccomp"))
        self._clauses = label.are((self._clause, label.one("xcomp"), label.one("advcl")))

    def mend(self, tree: Tree) -> None:
        """Give the clauses of a text their subjects."""
        behind = tree.head < np.arange(len(tree.head))
        for clause in np.flatnonzero(self._clauses[tree.label] & behind).tolist():
            verb = int(tree.head[clause])
            if int(tree.upos[verb]) in self._verbs:
                self._mend(clause, verb, tree)

    def _mend(self, clause: int, verb: int, tree: Tree) -> None:
        children = np.flatnonzero(tree.head == clause).tolist()
        labels = [int(tree.label[c]) for c in children]
        that = next((c for c, is_ in zip(children, labels, strict=True) if is_ == self._mark and tree.words[c].lower() == "that"), None)
        if that is None and int(tree.label[clause]) != self._clause:
            return
        telling = that is None and tree.words[verb].lower() in _TELLING
        subjects = [c for c, is_ in zip(children, labels, strict=True) if is_ in self._subjects]
        if any(c > verb for c in subjects):
            if telling and len(subjects) == 1 and subjects[0] < clause:
                self._part(clause, verb, subjects[0], tree)
            return
        told = [int(tree.xpos[c]) for c, is_ in zip(children, labels, strict=True) if is_ in self._told and c < clause]
        if that is None and self._finite.isdisjoint(told) and int(tree.xpos[clause]) not in self._finite:
            return
        found = self._before(clause, verb, that, telling, tree)
        if found is None or any(int(tree.upos[other]) not in self._named for other in subjects):
            return
        for other in subjects:  # "[the union] admitted the board were told"
            tree.attach(other, verb, self._subject)
        tree.attach(found, clause, self._undergoer if self._passive in labels else self._subject)
        tree.label[clause] = self._clause

    def _part(self, clause: int, verb: int, subject: int, tree: Tree) -> None:
        """Tell whom somebody tells from who acts in the clause, where they are one phrase: "told [reporters] [Ofwat] would be fined"."""
        last = max(w for w in range(subject, clause) if tree.is_under(w, subject))
        part = self._appended_to(subject, last, tree)
        if part is None or any(not tree.is_under(w, subject) for w in range(verb + 1, last + 1)):
            return
        tree.attach(part, clause, int(tree.label[subject]))
        tree.attach(subject, verb, self._object)

    def _appended_to(self, noun: int, last: int, tree: Tree) -> int | None:
        """What hangs on a noun behind it, without a preposition, and ends at a word."""
        behind = range(noun + 1, last + 1)
        parts = (w for w in behind if tree.head[w] == noun and int(tree.label[w]) in self._appended and tree.is_under(last, w))
        return next((p for p in parts if not any(tree.head[w] == p and tree.label[w] == self._case for w in behind)), None)

    def _before(self, clause: int, verb: int, that: int | None, telling: bool, tree: Tree) -> int | None:
        """The head of the noun phrase that ends where the clause begins and begins behind the verb, or right behind "that"."""
        begin = verb if that is None else that
        last = clause - 1
        while last > begin and tree.is_under(last, clause) and not self._is_phrase_of(last, clause, tree):
            last -= 1
        if last <= begin:
            return None
        found = last
        while begin < tree.head[found] < clause and tree.head[found] != found:
            found = int(tree.head[found])
        if telling and tree.head[found] == verb:  # "told [reporters] Ofwat would be fined"
            part = self._appended_to(found, last, tree)
            if part is None:
                return None
            found = part
        mistaken = int(tree.label[found]) in self._mistaken and int(tree.upos[found]) in self._nominal
        if found > last or not mistaken or tree.is_under(clause, found):
            return None
        inside = [w for w in range(begin + 1, last + 1) if tree.is_under(w, found)]
        whole = inside == list(range(inside[0], last + 1)) and (that is None or inside[0] == that + 1)
        if not whole or any(tree.head[w] == found and tree.label[w] == self._case for w in inside):
            return None
        before = any(tree.head[w] in (verb, clause) and int(tree.label[w]) in self._subjects for w in range(verb))
        return found if that is not None or before or int(tree.label[found]) not in self._subjects else None

    def _is_phrase_of(self, word: int, clause: int, tree: Tree) -> bool:
        """Whether a word ends a noun phrase that hangs on the clause as something else than its subject."""
        top = word
        while tree.head[top] != clause:
            top = int(tree.head[top])
        return int(tree.label[top]) in self._mistaken and int(tree.upos[top]) in self._nominal and top <= word
