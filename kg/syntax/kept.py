"""Answers about words that are asked for again and again, kept with the parse: a parse does not change once it is made."""
from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from spacy.tokens import Token

T = TypeVar("T")


def kept(function: Callable[[Token], T]) -> Callable[[Token], T]:
    """The same function, which answers once for each word of a document; whoever asks must leave the answer as it is."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def asked(token: Token) -> T:
        answers: dict[int, T] = token.doc.user_data.setdefault(name, {})
        place = token.i
        if place not in answers:
            answers[place] = function(token)
        return answers[place]

    return asked
