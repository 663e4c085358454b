"""Base forms by inflection: "rated" is "rate", "authorities" is "authority". Regular endings by rule, everything else from a table.

The table (`inflections.json`, written by `kg.nlp.train.inflections`) holds what the rules get wrong, of the words of the treebanks
and of our lexicon, and after which endings a verb's stem wants its "e" back.
"""
from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from kg.nlp.lemma import apply_script

TABLE = Path(__file__).parent / "inflections.json"
VERB, NOUN, ADJECTIVE = "verb", "noun", "adjective"
KINDS = {"VBD": VERB, "VBN": VERB, "VBG": VERB, "VBZ": VERB, "NNS": NOUN, "NNPS": NOUN,
         "JJR": ADJECTIVE, "JJS": ADJECTIVE, "RBR": ADJECTIVE, "RBS": ADJECTIVE}
_STRONG = frozenset({"led", "fed", "bred", "fled", "sped"})
_PREFIXES = ("over", "under", "out", "re", "mis", "fore", "un", "up")
_PLAIN = frozenset({"NN", "NNP", "VB", "VBP", "JJ", "RB"})
_WHOLE = {("PRP", "i"): "I", ("RB", "n't"): "not", ("RB", "n’t"): "not", ("RB", "nt"): "not", ("POS", "’s"): "'s", ("POS", "’"): "'",
          ("NN", "am"): "a.m.", ("NN", "pm"): "p.m.", ("RBR", "better"): "well", ("RBS", "best"): "well"}
_DOUBLED = frozenset({"bb", "dd", "gg", "kk", "mm", "nn", "pp", "rr", "tt"})


@dataclass(frozen=True, slots=True)
class Inflections:
    """`irregular` maps kind and lower-case form to a base; `wants_e` says, of a stem's ending, whether an "e" was dropped."""

    irregular: dict[str, dict[str, str]]
    wants_e: dict[str, bool]

    @classmethod
    def read(cls, path: Path = TABLE) -> Inflections:
        data = json.loads(path.read_text(encoding="utf-8"))
        return cls(data["irregular"], dict.fromkeys(data["e"], True) | dict.fromkeys(data["no_e"], False))

    def base(self, form: str, kind: str) -> str:
        """The base of a lower-case form."""
        known = self.irregular[kind].get(form)
        if known is None and kind == VERB and not form.endswith(("ing", "s")):  # "overspent" goes as "spent" does
            strong = {p: form[len(p):] for p in _PREFIXES if form.startswith(p) and form[len(p):] in self.irregular[kind]}
            rest = next((p for p, bare in strong.items() if not bare.endswith("ed") or bare in _STRONG), None)
            known = rest + self.irregular[kind][form[len(rest):]] if rest else None
        return known or self.regular(form, kind)

    def regular(self, form: str, kind: str) -> str:
        """The base by rule alone."""
        if len(form) < 4:
            return form[:-1] if kind == NOUN and len(form) == 3 and form.endswith("s") and not form.endswith("ss") else form
        if kind == ADJECTIVE:
            end = 2 if form.endswith("er") else 3 if form.endswith("est") else 0
            return self._stem(form[:-end], "i") if end else form
        if kind == NOUN or form.endswith("s"):
            return _without_s(form)
        if form.endswith("ed"):
            return self._stem(form[:-2], "i")
        return self._stem(form[:-3], "") if form.endswith("ing") and len(form) > 5 else form

    def _stem(self, stem: str, y: str) -> str:
        """A stem without its ending, made whole: "y" for "i", one consonant for two, "e" where it fell away."""
        if y and stem.endswith(y) and len(stem) > 2:
            return stem[:-1] + "y"
        if stem[-2:] in _DOUBLED or (stem.endswith("ll") and len(stem) > 5):
            return stem[:-1]
        for size in (4, 3, 2, 1):
            known = self.wants_e.get(stem[-size:])
            if known is not None:
                return stem + "e" if known else stem
        return stem

    def lemma(self, form: str, tag: str, auxiliary: bool, script: str) -> str:
        """The lemma of a word with this Penn tag, for which the network chose this edit script."""
        if known := _WHOLE.get((tag, form.lower())):
            return known
        kind = None if auxiliary else KINDS.get(tag)
        if kind and form.replace("-", "").isalpha():
            if kind == NOUN and form[-1] == "s" and form[:-1].isupper() and len(form) > 2:
                return form[:-1]  # "MPs"
            base = self.base(form.lower(), kind)
            return base[:1].upper() + base[1:] if tag == "NNPS" and form[:1].isupper() else base
        found = apply_script(form, script)
        if tag in _PLAIN and not auxiliary and found.lower() != form.lower() and (tag, script) != ("VBP", "=be"):
            return form if tag == "NNP" else form.lower()
        return found


def _without_s(form: str) -> str:
    if form.endswith("men") and len(form) > 5:
        return form[:-2] + "an"
    if form.endswith("ies"):
        return form[:-3] + "y"
    if form.endswith(("sses", "ches", "shes", "xes", "zzes")) or (form.endswith("oes") and len(form) > 5):
        return form[:-2]
    return form if form.endswith(("ss", "us", "is")) or not form.endswith("s") else form[:-1]
