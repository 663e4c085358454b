"""A sentence as the classifier sees it: what the parser made of its words, its tree, the entities that it mentions, and pairs of them."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

UPOS = (
    "X", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "SPACE",
)
DEPENDENCIES = (
    "dep", "ROOT", "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "cc:preconj", "ccomp",
    "compound", "compound:prt", "conj", "cop", "csubj", "csubj:outer", "csubj:pass", "det", "det:predet", "discourse", "dislocated", "expl", "fixed",
    "flat", "goeswith", "iobj", "list", "mark", "nmod", "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass", "nummod",
    "obj", "obl", "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "vocative", "xcomp",
)
FORMS = ("name", "description", "pronoun")
WIDEST = 90  # tokens of a sentence that is read
MOST = 14  # parties of a sentence that are looked at
FAR = 11  # steps through the tree between two words, from which on they are no longer told apart
NESTS = 3  # of a pair's mentions: neither lies in the other, the object's in the subject's, the subject's in the object's
NOTHING = -1  # as the object of a pair: a relation that needs none
Pair = tuple[int, int]  # numbers of two parties: subject and object
_UPOS = {name: n for n, name in enumerate(UPOS)}
_DEPENDENCIES = {name: n for n, name in enumerate(DEPENDENCIES)}


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a party is mentioned: the first and the last token, the head's, and the number in FORMS."""

    first: int
    last: int
    head: int
    form: int


@dataclass(frozen=True, slots=True)
class Party:
    """One of those whom a sentence mentions: its number in KINDS of `kg.judging.scene`, and the mentions."""

    kind: int
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """The tokens of a sentence: `states` (tokens, hidden) of the parser, tags, labels, each token's head (its own number at the root) and whether it
    is quoted; and the parties."""

    states: NDArray[np.float32]
    upos: Sequence[str]
    labels: Sequence[str]
    heads: Sequence[int]
    quoted: Sequence[bool]
    parties: tuple[Party, ...]


def numbers(sentence: Sentence, pairs: Sequence[Pair]) -> dict[str, NDArray[Any]]:
    """What the network reads, without a batch dimension.

    Over tokens: `states`, `upos`, `label`, `kind` and `form` (of the party mentioned, 0 of none), `quoted`. Over pairs: `subject`, `object` (tokens),
    `above` (the lowest token over both), `kinds` (2 columns), `steps`, `nest`. Over pairs and tokens: `path`, each row with the sum 1.
    """
    n = len(sentence.upos)
    kind, form = [0] * n, [0] * n
    for party in sentence.parties:
        for m in party.mentions:
            for i in range(m.first, m.last + 1):
                kind[i] = kind[i] or party.kind + 1
    for party in sentence.parties:
        for m in party.mentions:
            kind[m.head], form[m.head] = party.kind + 1, m.form + 1
    chains = [_chain(sentence.heads, i) for i in range(n)]
    path = np.zeros((len(pairs), n), dtype=np.float32)
    rows = []
    for row, (subject, object_) in enumerate(pairs):
        a, b = _ends(sentence.parties, (subject, object_), chains)
        between, above = _between(chains, a, b) if object_ != NOTHING else (chains[a], sentence.heads[a])
        inside = {*between, above, a, b}
        path[row, list(inside)] = 1 / len(inside)
        steps = len(chains[a]) + len(chains[b]) - 2 * len(chains[above])
        kinds = sentence.parties[subject].kind + 1, 0 if object_ == NOTHING else sentence.parties[object_].kind + 1
        rows.append((a, b, above, *kinds, max(0, min(steps, FAR)), 2 * _nest(sentence.parties, (subject, object_)) + (a < b)))
    of_pairs = np.asarray(rows, dtype=np.int64).reshape(-1, 7)
    labels = [_DEPENDENCIES.get(x, 0) for x in sentence.labels]
    upos, label, kinds_, forms, quoted = np.asarray([[_UPOS.get(x, 0) for x in sentence.upos], labels, kind, form, sentence.quoted], dtype=np.int64)
    return {
        "states": np.asarray(sentence.states, dtype=np.float32), "upos": upos, "label": label, "kind": kinds_, "form": forms, "quoted": quoted,
        "subject": of_pairs[:, 0], "object": of_pairs[:, 1], "above": of_pairs[:, 2], "kinds": of_pairs[:, 3:5], "steps": of_pairs[:, 5],
        "nest": of_pairs[:, 6], "path": path,
    }


def _chain(heads: Sequence[int], token: int) -> list[int]:
    """A token and those over it in the tree, up to the root."""
    out = [token]
    while heads[out[-1]] != out[-1]:
        out.append(heads[out[-1]])
    return out


def _between(chains: Sequence[Sequence[int]], a: int, b: int) -> tuple[set[int], int]:
    """The tokens over one of two alone, and the lowest token over both."""
    over = set(chains[a])
    return over.symmetric_difference(chains[b]), next((t for t in chains[b] if t in over), chains[b][-1])


def _ends(parties: Sequence[Party], pair: Pair, chains: Sequence[Sequence[int]]) -> Pair:
    """The heads of the two mentions that are nearest each other in the tree."""
    subjects = [m.head for m in parties[pair[0]].mentions]
    if pair[1] == NOTHING:
        return subjects[0], subjects[0]
    objects = [m.head for m in parties[pair[1]].mentions]
    if len(subjects) == len(objects) == 1:
        return subjects[0], objects[0]
    apart = [(len(_between(chains, x, y)[0]), x, y) for x in subjects for y in objects if x != y]
    return min(apart)[1:] if apart else (subjects[0], objects[0])


def _nest(parties: Sequence[Party], pair: Pair) -> int:
    if pair[1] == NOTHING:
        return 0
    subject, object_ = (parties[p].mentions for p in pair)
    if any(s.first <= o.head <= s.last for s in subject for o in object_):
        return 1
    return 2 if any(o.first <= s.head <= o.last for s in subject for o in object_) else 0
