"""Answers about a word are found once for each word of each document."""
from __future__ import annotations

from kg.syntax.kept import kept
from kg.syntax.tree import Token
from tests.parses import parse


def test_a_word_is_asked_about_once_whoever_asks() -> None:
    asked: list[str] = []

    @kept
    def length(token: Token) -> int:
        asked.append(token.text)
        return len(token)

    one, other = (parse(f"the the DET DT {noun} det\n{noun} {noun} NOUN NN - root") for noun in ("council", "trust"))
    assert [length(t) for t in (*one, *one, *other, one[1])] == [3, 7, 3, 7, 3, 5, 7]
    assert asked == ["the", "council", "the", "trust"]


def test_two_questions_have_each_their_own_answer() -> None:
    @kept
    def first(token: Token) -> str:
        return token.text[0]

    @kept
    def last(token: Token) -> str:
        return token.text[-1]

    word = parse("council council NOUN NN - root")[0]
    assert (first(word), last(word), first(word)) == ("c", "l", "c")
