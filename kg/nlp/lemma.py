"""Lemmas as edit scripts: "cut this many letters, add these", so that a classifier over a few hundred scripts covers the language.

A script is read from a training pair and applied to an unseen word; irregular words carry their whole lemma as the script.
"""
from __future__ import annotations


def script_of(form: str, lemma: str) -> str:
    """The script that turns `form` into `lemma`: `case|cut|add`, or `=lemma` where they share no beginning."""
    case = "k" if lemma[:1].isupper() else "l"
    low, target = form.lower(), lemma.lower()
    if case == "k":
        case = "u" if len(lemma) > 1 and lemma.isupper() else "k"
    shared = 0
    while shared < min(len(low), len(target)) and low[shared] == target[shared]:
        shared += 1
    if shared == 0:
        return "=" + lemma
    return f"{case}|{len(low) - shared}|{target[shared:]}"


def apply_script(form: str, script: str) -> str:
    """The lemma of `form` under `script`; a script that does not fit leaves the word as it is."""
    if script.startswith("="):
        return script[1:]
    case, cut, add = script.split("|", 2)
    kept = len(form) - int(cut)
    if kept < 0 or (kept == 0 and not add):
        return form
    if case == "l":
        return form.lower()[:kept] + add
    if case == "u":
        return (form[:kept] + add).upper()
    stem = form[:kept]
    return (stem[:1].upper() + stem[1:] if form[:1].isupper() else stem) + add
