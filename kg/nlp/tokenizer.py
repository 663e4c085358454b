"""Text to words, as the English treebanks cut them: spaCy's English rules with what EWT, GUM and British news want otherwise.

Line breaks and other white space count as spaces, so that hard-wrapped text is read like any other: in the `Doc` they are spaces, each in its
place, and offsets hold.
"""
from __future__ import annotations

import re
from typing import Any

from spacy.language import Language
from spacy.symbols import ORTH  # type: ignore[import-not-found]  # a Cython module without stubs
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # likewise
from spacy.tokens import Doc
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

_SPACES = {ord(c): " " for c in "\t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007"
           "\u2008\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff"}
# Prefixes that the treebanks keep on their word ("co-operate"); other compounds come apart ("state", "-", "of", …).
_PREFIXES = ("e", "re", "co", "ex", "non", "mid", "pre", "pro", "sub", "uni", "anti", "post", "semi", "over", "mini", "neo", "cross", "inter",
             "multi", "ultra", "quasi", "intra", "extra", "under", "super", "counter", "socio", "pseudo", "micro", "macro", "trans", "bi", "tri",
             "un", "de", "quad")
_ABBREVIATIONS = ("Cllr", "Cllrs", "cllr", "Coun", "Revd", "Rt", "Hon", "Sgt", "Supt", "Insp", "Det", "Const", "Capt", "Col", "Cpl", "Lt", "Maj",
                  "Cmdr", "Ltd", "Dept", "Ave", "Rd", "Rds", "approx", "Approx", "al", "vs", "Vs", "Ft", "ft", "Mt", "St", "Mx", "Prof", "Rev",
                  "Sr", "Jr", "Messrs", "Mme", "Gov", "Sen", "Rep", "Reps", "Gen", "Inc", "Corp", "Co", "Bros", "Sept", "Assn", "Dist", "Esq",
                  "Vol", "vol", "pp", "para", "paras", "cf", "viz", "incl", "est", "Est", "Tel", "tel", "Ph.D", "M.P", "Ald")
_HYPHENS = "-|–|—|--|---|——|~"
_UNITS = "million|billion|trillion|bn|tn|mn|m|k|K|M|B|b|p|pc|am|pm|AM|PM|a\\.m\\.|p\\.m\\.|ft|mph|hrs|mins"
_LETTERS = frozenset(f"{c}." for c in "bkmp")  # "for £5m." ends with a full stop
_WHOLE = re.compile(r"""
      (?:\d-)?(?:\d{3}[-.])?\d{3}[-.]\d{4}   # telephone numbers
    | \d{4}-\d\d-\d\d                   # ISO dates
    | \d+(?:/\d+)+                      # 9/11, 2019/20, 14/02/2020
    | [wb]/[oc]? | c/o                  # w/o, b/c
    | (?:[A-Za-z]\.){2,}
""", re.VERBOSE)
_DROPPED_RULES = ("and/or", "):")


def _without(patterns: list[Any], *unwanted: str) -> list[Any]:
    return [p for p in patterns if p not in unwanted]


def rules_tokenizer(nlp: Language) -> Tokenizer:
    """spaCy's tokenizer with the treebanks' rules."""
    defaults = nlp.Defaults
    runs = [r"[!?]{2,}", r"\*{2,}", r"={2,}", r"_{2,}", r"~{2,}", r"<{2,}", r">{2,}", r"-{2,}", r"–{2,}", r"\+{2,}"]
    prefixes = [*runs, r"#(?![A-Za-z])", *_without(list(defaults.prefixes or []), "#")]
    suffixes = [*runs, rf"(?<=[0-9])(?:{_UNITS})", *(defaults.suffixes or [])]
    kept = "".join(rf"(?<!\b{p})(?<!\b{p.capitalize()})(?<!\b{p.upper()})" for p in _PREFIXES)
    infixes = [p for p in (defaults.infixes or []) if not (isinstance(p, str) and _HYPHENS.split("|")[3] in p and "——" in p)]
    letter = "A-Za-zÀ-ÖØ-öø-ÿĀ-ž"
    infixes += [rf"(?<=[{letter}]){kept}(?:{_HYPHENS})(?=[{letter}])", r"(?<=[0-9])(?:-|–|—)(?=[A-Za-z])", r"(?<=[0-9])[–—](?=[0-9£$€])",
                rf"(?<=[{letter}])[–—]+(?=[0-9£$€])", rf"(?<=[{letter}0-9])/(?=[{letter}])", r"[“”„«»\"]", r"(?<=[.,!?;:])[‘’'](?=[A-Za-z])",
                rf"(?<=[{letter}]){kept}-(?=[0-9])", r"(?<=[0-9A-Za-z])-(?=[£$€])", r"(?<=[-–—])[£$€](?=[0-9])",  # Covid-19, £5m-£6m
                rf"(?<=[0-9])(?:{_UNITS})(?=[-–—][0-9£$€A-Za-z])", rf"(?<=[{letter}]):(?=[‘'])",
                rf"(?<=[{letter}])[!?;]+(?=[{letter}])", r"(?<=\w)\(", r"\)(?=\w)", r"[\[\]]"]
    rules = {k: v for k, v in (defaults.tokenizer_exceptions or {}).items() if k not in _DROPPED_RULES and k not in _LETTERS}
    rules |= {f"{a}.": [{ORTH: f"{a}."}] for a in _ABBREVIATIONS}
    for whole, cut in (("wanna", 3), ("Wanna", 3)):
        rules[whole] = [{ORTH: whole[:cut]}, {ORTH: whole[cut:]}]
    return Tokenizer(nlp.vocab, rules=rules, prefix_search=compile_prefix_regex(prefixes).search, suffix_search=compile_suffix_regex(suffixes).search,
                     infix_finditer=compile_infix_regex(infixes).finditer, token_match=_WHOLE.fullmatch, url_match=defaults.url_match)


def as_spaces(text: str) -> str:
    """The text with a plain space for each character of white space."""
    return text.translate(_SPACES)


class WordTokenizer:
    """The `tokenizer` of the pipeline."""

    def __init__(self, nlp: Language) -> None:
        self._rules = rules_tokenizer(nlp)

    def __call__(self, text: str) -> Doc:
        doc: Doc = self._rules(as_spaces(text))
        return doc
