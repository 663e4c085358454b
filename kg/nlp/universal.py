"""ClearNLP's dependencies (spaCy's en_core_web pipelines) as Universal Dependencies: content words become heads, labels get their UD names.

The steps go over one tree in a fixed order: prepositions give way to their objects, copulas to their predicates, coordinations hang on their
first member, amounts on their currency sign, names of people on their first word; then labels are renamed.
"""
from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

CLEAR = frozenset({"dobj", "pobj", "nsubjpass", "auxpass"})  # labels that tell the scheme
RENAMED = {
    "nsubjpass": "nsubj:pass", "csubjpass": "csubj:pass", "auxpass": "aux:pass", "dobj": "obj", "dative": "iobj", "poss": "nmod:poss",
    "relcl": "acl:relcl", "prt": "compound:prt", "neg": "advmod", "quantmod": "advmod", "predet": "det:predet", "preconj": "cc:preconj",
    "intj": "discourse", "meta": "discourse", "oprd": "xcomp", "attr": "xcomp", "acomp": "xcomp", "agent": "obl:agent",
    "pcomp": "advcl", "pobj": "obl", "prep": "advmod", "nn": "compound",
}
_CLAUSAL = frozenset({"VERB", "AUX", "ADJ", "ADV"})
_PREDICATES = ("attr", "acomp")
_SUBJECTS = {"nsubj": "nsubj:outer", "csubj": "csubj:outer"}


@dataclass(slots=True)
class Tree:
    """The words of a doc: `head` is a word's index (a root's is its own)."""

    head: list[int]
    dep: list[str]
    pos: list[str]
    tag: list[str]
    lemma: list[str]

    @classmethod
    def of(cls, doc: Doc) -> Tree:
        return cls([t.head.i for t in doc], [t.dep_ for t in doc], [t.pos_ for t in doc], [t.tag_ for t in doc], [t.lemma_.lower() for t in doc])

    def children(self, i: int) -> list[int]:
        return [j for j, h in enumerate(self.head) if h == i and j != i]

    def child(self, i: int, *deps: str) -> int | None:
        return next((j for j in self.children(i) if self.dep[j] in deps), None)

    def promote(self, i: int, dep: str) -> None:
        """Word `i` takes its head's place and its head's other words; the head hangs on it with `dep`."""
        old = self.head[i]
        above = self.head[old]
        for j in self.children(old):
            self.head[j] = i
        self.head[i] = i if above == old else above
        self.dep[i] = self.dep[old]
        self.head[old], self.dep[old] = i, dep


def to_universal(doc: Doc) -> list[tuple[int, str]]:
    """Head index and UD label of each word of a doc with ClearNLP's labels."""
    tree = Tree.of(doc)
    for step in (_infinitives, _prepositions, _copulas, _coordinations, _amounts, _renamed):
        step(tree)
    for span in doc.ents:
        if span.label_ == "PERSON":
            _person(tree, span.start, span.end)
    return list(zip(tree.head, tree.dep, strict=True))


def _infinitives(tree: Tree) -> None:
    for i, tag in enumerate(tree.tag):
        if tag == "TO" and tree.dep[i] == "aux":
            tree.dep[i] = "mark"


def _is_preposition(tree: Tree, i: int) -> bool:
    return tree.dep[i] in ("prep", "agent") or (tree.dep[i] == "dative" and tree.pos[i] == "ADP")


def _prepositions(tree: Tree) -> None:
    """ "in the report" hangs by "report"; a preposition joined to another by "and" takes its object along; innermost ("out of") first."""
    order = [i for i in range(len(tree.head)) if _is_preposition(tree, i) or (tree.dep[i] == "conj" and tree.pos[i] == "ADP")]
    for i in reversed(order):
        kind = tree.dep[i]
        inner = tree.child(i, "pobj", "pcomp")
        if inner is None:  # "out" of "out of the house", whose object by now hangs on it
            inner = tree.child(i, "nmod", "obl") if tree.pos[i] == "ADP" else None
            if inner is None:
                continue
        clause = tree.dep[inner] == "pcomp"
        tree.promote(inner, "mark" if clause else "case")
        if kind != "conj":
            by_verb = tree.pos[tree.head[inner]] in _CLAUSAL
            phrase = "obl:agent" if kind == "agent" else "obl" if by_verb else "nmod"
            tree.dep[inner] = ("advcl" if by_verb else "acl") if clause else phrase


def _copulas(tree: Tree) -> None:
    """ "is" and its like hang on what they say of the subject, a word, a phrase or a clause; "there is" stays as it is."""
    for i in range(len(tree.head)):
        if tree.lemma[i] != "be" or tree.pos[i] not in ("AUX", "VERB") or tree.dep[i] in ("aux", "auxpass"):
            continue
        there = tree.child(i, "expl")
        predicate = tree.child(i, *_PREDICATES)
        if there is not None and predicate is not None:
            tree.dep[predicate] = "nsubj"
            continue
        clause = None if predicate is not None else tree.child(i, "ccomp", "xcomp")
        phrase = next((j for j in tree.children(i) if tree.dep[j] == "obl" and j > i), None)
        chosen = next((j for j in (predicate, clause, phrase) if j is not None), None)
        if chosen is None or tree.child(i, "nsubj", "csubj") is None:
            continue
        if chosen == clause:
            for j in tree.children(i):
                tree.dep[j] = _SUBJECTS.get(tree.dep[j], tree.dep[j])
        tree.promote(chosen, "cop")


def _coordinations(tree: Tree) -> None:
    """Each conjunct hangs on the first, each "and" on the conjunct after it."""
    for i in range(len(tree.head)):
        if tree.dep[i] == "conj":
            while tree.dep[tree.head[i]] == "conj" and tree.head[tree.head[i]] != tree.head[i]:
                tree.head[i] = tree.head[tree.head[i]]
    for i in range(len(tree.head)):
        if tree.dep[i] == "cc":
            first = tree.head[tree.head[i]] if tree.dep[tree.head[i]] == "conj" else tree.head[i]
            after = next((j for j in tree.children(first) if tree.dep[j] == "conj" and j > i), None)
            if after is not None:
                tree.head[i] = after


def _amounts(tree: Tree) -> None:
    """ "£ 5 million" hangs by "£"."""
    for i, tag in enumerate(tree.tag):
        if tag == "$" and tree.dep[i] in ("quantmod", "nmod") and tree.pos[tree.head[i]] == "NUM":
            number = tree.head[i]
            own = [j for j in tree.children(number) if j != i and tree.dep[j] in ("compound", "nummod", "quantmod", "advmod")]
            tree.promote(i, "nummod")
            for j in own:
                tree.head[j] = number


def _renamed(tree: Tree) -> None:
    for i, dep in enumerate(tree.dep):
        if dep == "npadvmod":
            tree.dep[i] = "obl:unmarked" if tree.pos[tree.head[i]] in _CLAUSAL else "nmod:unmarked"
        elif dep == "dep" or dep.upper() == "ROOT":
            tree.dep[i] = "ROOT" if tree.head[i] == i else "dep"
        else:
            tree.dep[i] = RENAMED.get(dep, dep)


def _person(tree: Tree, start: int, end: int) -> None:
    """ "Jane Smith" hangs by "Jane"."""
    names = [i for i in range(start, end) if tree.pos[i] == "PROPN"]
    tops = [i for i in names if not (start <= tree.head[i] < end and tree.head[i] != i)]
    if len(names) < 2 or len(tops) != 1 or any(tree.head[i] != tops[0] or tree.dep[i] != "compound" for i in names if i != tops[0]):
        return
    first = names[0]
    if first != tops[0]:
        tree.promote(first, "flat")
    for i in names[1:]:
        tree.head[i], tree.dep[i] = first, "flat"
