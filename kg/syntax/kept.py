"""Answers about words that are asked for again and again, kept with the parse: a parse does not change once it is made."""
from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from kg.syntax.tree import Token

T = TypeVar("T")


def kept(function: Callable[[Token], T]) -> Callable[[Token], T]:
    """The same function, which answers once for each word of a document; whoever asks must leave the answer as it is."""
    @wraps(function)
    def asked(token: Token) -> T:
        answers = token.answers
        if answers is None:
            answers = token.answers = {}
        if function not in answers:
            answers[function] = function(token)
        answer: T = answers[function]
        return answer

    return asked
