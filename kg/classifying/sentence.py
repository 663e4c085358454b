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
    kind, form = np.zeros((2, n), dtype=np.int64)
    for party in sentence.parties:
        for m in party.mentions:
            kind[m.first : m.last + 1] = np.where(kind[m.first : m.last + 1] == 0, party.kind + 1, kind[m.first : m.last + 1])
    for party in sentence.parties:
        for m in party.mentions:
            kind[m.head], form[m.head] = party.kind + 1, m.form + 1
    over, depth = _over(sentence.heads)
    ends = np.asarray([_ends(sentence.parties, pair, over, depth) for pair in pairs], dtype=np.int64).reshape(-1, 2)
    a, b = ends.T
    shared = over[a] & over[b]
    above = np.where(shared, depth, -1).argmax(1)
    between = over[a] ^ over[b]
    alone = np.asarray([pair[1] == NOTHING for pair in pairs], dtype=bool)
    up = np.asarray(sentence.heads, dtype=np.int64)[a]
    above = np.where(alone, up, above)
    between[alone] = over[a[alone]]
    between[np.arange(len(pairs)), above] = True
    between[np.arange(len(pairs)), a] = between[np.arange(len(pairs)), b] = True
    kinds = [(sentence.parties[s].kind + 1, 0 if o == NOTHING else sentence.parties[o].kind + 1) for s, o in pairs]
    nests = np.asarray([_nest(sentence.parties, pair) for pair in pairs], dtype=np.int64)
    return {
        "states": np.asarray(sentence.states, dtype=np.float32), "upos": np.asarray([_UPOS.get(x, 0) for x in sentence.upos], dtype=np.int64),
        "label": np.asarray([_DEPENDENCIES.get(x, 0) for x in sentence.labels], dtype=np.int64), "kind": kind, "form": form,
        "quoted": np.asarray(sentence.quoted, dtype=np.int64), "subject": a, "object": b, "above": above,
        "kinds": np.asarray(kinds, dtype=np.int64).reshape(-1, 2), "steps": np.minimum(depth[a] + depth[b] - 2 * depth[above], FAR).clip(0),
        "nest": 2 * nests + (a < b), "path": (between / between.sum(1, keepdims=True)).astype(np.float32),
    }


def _over(heads: Sequence[int]) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """For each token which tokens stand over it in the tree, itself among them, and how many."""
    n = len(heads)
    over = np.eye(n, dtype=bool)
    head = np.asarray(heads, dtype=np.int64)
    for _ in range(n.bit_length()):  # each time twice as far
        over |= over[head]
        head = head[head]
    return over, over.sum(1)


def _ends(parties: Sequence[Party], pair: Pair, over: NDArray[np.bool_], depth: NDArray[np.int64]) -> Pair:
    """The heads of the two mentions that are nearest each other in the tree."""
    subjects = [m.head for m in parties[pair[0]].mentions]
    if pair[1] == NOTHING:
        return subjects[0], subjects[0]
    objects = [m.head for m in parties[pair[1]].mentions]
    if len(subjects) == len(objects) == 1:
        return subjects[0], objects[0]
    apart = [(int((over[x] ^ over[y]).sum()), x, y) for x in subjects for y in objects if x != y]
    return min(apart)[1:] if apart else (subjects[0], objects[0])


def _nest(parties: Sequence[Party], pair: Pair) -> int:
    if pair[1] == NOTHING:
        return 0
    subject, object_ = (parties[p].mentions for p in pair)
    if any(s.first <= o.head <= s.last for s in subject for o in object_):
        return 1
    return 2 if any(o.first <= s.head <= o.last for s in subject for o in object_) else 0
