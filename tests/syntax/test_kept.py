"""Answers about a word are found once for each word of each document."""
from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from kg.syntax.kept import kept


def test_a_word_is_asked_about_once_whoever_asks() -> None:
    asked: list[str] = []

    @kept
    def length(token: Token) -> int:
        asked.append(token.text)
        return len(token)

    one, other = (Doc(Vocab(), words=words) for words in (["the", "council"], ["the", "trust"]))
    assert [length(t) for t in (*one, *one, *other, one[1])] == [3, 7, 3, 7, 3, 5, 7]
    assert asked == ["the", "council", "the", "trust"]


def test_nothing_is_kept_of_a_document_that_is_gone() -> None:
    @kept
    def first(token: Token) -> str:
        return token.text[0]

    assert first(Doc(Vocab(), words=["a"])[0]) == "a"
    assert first(Doc(Vocab(), words=["b"])[0]) == "b"
