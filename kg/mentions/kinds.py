"""What kind of thing a name says it is, by its own words: "Board of Education of Denby County" is a board, "Friends of Denby Library" a group.

Words come in lower case; no parse is needed. `kg.mentions.naming` types names by it, `kg.reference.coreference` asks which noun may stand for a name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.knowledge.domain import Cues

_WIDEST = 3  # words of a cue
LINKS = frozenset({"of", "for", "on", "against", "in", "to", "with"})


def kind_of(words: Sequence[str], cues: Cues) -> tuple[str, str] | None:
    """The words that say what a name is of, and the class that they give; None where no word of it does.

    An opening ("Campaign for") settles it; else what the name ends in, unless a linking word shows that its kind stands earlier.
    """
    opening = _start(words, cues.openings)
    if opening is not None:
        return opening
    tail, start = _end(words, cues), _start(words, cues.first_words)
    cut = next((i for i, word in enumerate(words) if i and word in LINKS), None)
    before = _before_link(words, cut, cues) if cut is not None else None
    if tail is not None and cut is not None and len(words) - len(tail[0].split()) <= cut:
        return tail  # "Council of Churches" is one word for it
    if start is not None and (tail is None or len(tail[0].split()) == len(words)):
        return start
    opened = len(start[0].split()) if start is not None else 0
    beyond = start is None or 1 < opened <= (cut or 0)  # "His Majesty's Inspectorate of ...", not "City of Denby Police"
    if before is not None and beyond and (tail is None or words[cut or 0] != "in"):
        return before
    return tail or start or before


def _start(words: Sequence[str], known: Mapping[str, str]) -> tuple[str, str] | None:
    for size in range(min(_WIDEST, len(words) - 1), 0, -1):
        phrase = " ".join(words[:size])
        cls = known.get(phrase)
        if cls is not None:
            return phrase, cls
    return None


def _before_link(words: Sequence[str], cut: int, cues: Cues) -> tuple[str, str] | None:
    """What stands before a linking word: a kind of several words ("Civil [Liberties Union] of Denby"), else what the link makes of it."""
    whole = _end(words[:cut], cues)
    return whole if whole is not None and " " in whole[0] else _linked(words, cut, cues) or whole


def _linked(words: Sequence[str], cut: int, cues: Cues) -> tuple[str, str] | None:
    """What stands before a linking word, taken with it: "Denby [Centre for] Fair Housing" is no place."""
    phrase = " ".join(words[cut - 1 : cut + 1])
    cls = cues.openings.get(phrase) or cues.first_words.get(phrase)
    return (words[cut - 1], cls) if cls is not None else None


def _end(words: Sequence[str], cues: Cues) -> tuple[str, str] | None:
    for begin in range(max(0, len(words) - _WIDEST), len(words)):
        phrase = " ".join(words[begin:])
        if phrase in cues.name_heads:
            return phrase, cues.name_heads[phrase]
    return None
