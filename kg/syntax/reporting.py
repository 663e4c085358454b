"""Subjects that the parse gives to the wrong one of two verbs where a clause is reported without "that": "The agency fined it, Jane Doe said",
"The agency, said Jane Doe, fined it", "Jane Doe revealed the agency fined it". Tokens enter, tokens leave; commas tell what labels mix up."""

from __future__ import annotations

from kg.syntax.kept import kept
from kg.syntax.tree import Token

_SUBJECTS = ("nsubj", "nsubj:pass")
_FINITE = ("VBD", "VBZ", "VBP")


@kept
def subjects_of(verb: Token) -> list[Token] | None:
    """The subjects that belong to a verb, though the parse says otherwise; None where its own are not in doubt."""
    if any(c.dep_ == "nsubj" and c.pos_ == "VERB" and c.tag_ in _FINITE for c in verb.children):
        return []  # a verb taken for a noun: nobody can tell who does what
    for head, clause in ((verb.head, verb), *((verb, c) for c in verb.children)):
        if clause.dep_ == "ccomp" and head != clause and (told := _set_right(head, clause)) is not None:
            teller, doer = told
            return [teller] if verb == head else [doer]
    return None


def is_subject_of_clause(token: Token) -> bool:
    """Whether a second subject right behind a verb is that of the clause which the verb reports: "revealed [the agency] fined it"."""
    return any(c.dep_ == "ccomp" and (told := _set_right(token.head, c)) is not None and token in told for c in token.head.children)


def _set_right(head: Token, clause: Token) -> tuple[Token, Token] | None:
    """Who tells and who does, of a verb and the clause it reports, where the parse mixes them up."""
    above, below = _subjects(head), _subjects(clause)
    if clause.i < head.i:
        return _told_after(head, clause, above, below)
    if len(above) == 1 and len(below) == 1 and above[0].i < head.i < below[0].i < clause.i:
        doer, teller = above[0], below[0]
        return (teller, doer) if _put_in(head, clause, doer, teller) else None
    if len(above) == 2 and not below and clause.tag_ in _FINITE and above[0].i < head.i < above[1].i < clause.i and _right_behind(above[1], head):
        first, second = above
        return (second, first) if _put_in(head, clause, first, second) else (first, second)
    return None


def _told_after(head: Token, clause: Token, above: list[Token], below: list[Token]) -> tuple[Token, Token] | None:
    """ "[The agency] fined it, [Jane Doe] said": the last subject of the first clause stands after a comma, before the verb that tells."""
    after = [t for t in below if clause.i < t.i < head.i and opens_after_comma(t)]
    before = [t for t in (*below, *above) if t.i < clause.i]
    return (after[-1], before[0]) if after and before else None


def opens_after_comma(token: Token) -> bool:
    """Whether a comma begins a word's phrase, or stands right before it."""
    first = token.left_edge
    return first.text == "," or (first.i > 0 and first.nbor(-1).text == ",")


def _put_in(head: Token, clause: Token, doer: Token, teller: Token) -> bool:
    """ "[The agency], said [Jane Doe], fined it": commas stand before the verb that tells and after its subject."""
    described = any(t.dep_ in ("acl:relcl", "acl", "appos") for t in doer.subtree)
    inside = any(t.text == "," for t in clause.doc[teller.i + 1 : clause.i])
    return not described and inside and head.nbor(-1).text == "," and _right_behind(teller, head)


def _right_behind(token: Token, verb: Token) -> bool:
    return token.left_edge.i == verb.i + 1


def _subjects(verb: Token) -> list[Token]:
    return [c for c in verb.children if c.dep_ in _SUBJECTS]
