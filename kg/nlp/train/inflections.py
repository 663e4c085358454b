"""Writes kg/nlp/inflections.json: `python -m kg.nlp.train.inflections CORPORA`.

The forms and lemmas of the training treebanks, the irregular verbs of English, and the regular forms of the verbs of our own lexicon: where
`kg.nlp.inflect` would not find its way back by rule, the form is listed.
"""
from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path

from kg.knowledge.lexicon import Kind
from kg.knowledge.ontology import load as load_ontology
from kg.nlp.inflect import ADJECTIVE, KINDS, NOUN, TABLE, VERB, Inflections
from kg.nlp.train.data import HELD_OUT, load

SOURCE = "Unpredictable forms of UD English EWT (CC BY-SA 4.0) and GUM (CC BY 4.0), training parts, and of the verbs of ontology/lexicon.ttl"
IRREGULAR = Path(__file__).parent / "irregular_verbs.txt"  # base, past, participle
VOWELS = frozenset("aeiou")
INVARIANT = ("shed", "wed", "bed")
PLURALS = {"people": "people", "media": "media", "data": "data"}  # EWT and GUM differ, or news English does


def irregular_verbs() -> dict[str, str]:
    """Form to base of the irregular verbs."""
    rows = (line.split() for line in IRREGULAR.read_text(encoding="utf-8").splitlines())
    return {form: base for base, *forms in rows for form in forms}


def lexicon_verbs() -> list[str]:
    """The verbs of the shipped lexicon."""
    frames = [f for r in load_ontology().relations.values() for f in r.frames if f.kind is Kind.VERB]
    return sorted({a for f in frames for a in f.anchors if a.isalpha()})


def inflected(base: str) -> list[str]:
    """The regular forms of a verb; whether its last consonant doubles is left to the treebanks."""
    y = base.endswith("y") and base[-2:-1] not in VOWELS
    out = [base[:-1] + "ies" if y else base + ("es" if base.endswith(("s", "x", "z", "ch", "sh")) else "s")]
    for ending in ("ed", "ing"):
        if base.endswith("e"):
            keeps = ending == "ing" and base.endswith(("ee", "oe", "ye"))
            out.append((base if keeps else base[:-1]) + ending if ending != "ing" or not base.endswith("ie") else base[:-2] + "ying")
        elif y and ending != "ing":
            out.append(base[:-1] + "i" + ending)
        else:
            out.append(base + ending)
    return out


def endings(bases: list[str]) -> dict[str, bool]:
    """Of a stem's last letters, one to four: whether most verbs that end so have an "e" after them. Only what a shorter ending would not tell."""
    counts: dict[str, Counter[bool]] = defaultdict(Counter)
    for base in bases:
        dropped = base.endswith("e") and not base.endswith(("ee", "oe", "ye"))
        stem = base[:-1] if dropped else base
        for size in (1, 2, 3, 4):
            if len(stem) > size:
                counts[stem[-size:]][dropped] += 1
    out: dict[str, bool] = {}
    for ending in sorted(counts, key=len):
        most = counts[ending][True] > counts[ending][False]
        shorter = next((out[ending[-k:]] for k in range(len(ending) - 1, 0, -1) if ending[-k:] in out), False)
        if (most != shorter and sum(counts[ending].values()) >= 3) or len(ending) == 1:
            out[ending] = most
    return out


def build(corpora: Path) -> Inflections:
    """The table, from the training treebanks and the lexicon."""
    seen: dict[str, dict[str, Counter[str]]] = {kind: defaultdict(Counter) for kind in (VERB, NOUN, ADJECTIVE)}
    for s in load(corpora, HELD_OUT).train:
        for w in s.words:
            kind = KINDS.get(w.xpos)
            open_class = w.upos in ("VERB", "NOUN", "ADJ", "ADV", "PROPN")
            if kind and open_class and w.form.isalpha() and w.lemma.isalpha() and "Typo=Yes" not in w.feats:
                seen[kind][w.form.lower()][w.lemma.lower()] += 1
    verbs = sorted({lemma for lemmas in seen[VERB].values() for lemma in lemmas} | set(lexicon_verbs()))
    table = Inflections({kind: {} for kind in seen}, endings(verbs))
    for kind, forms in seen.items():
        wanted = {form: base for base in lexicon_verbs() for form in inflected(base)} if kind == VERB else {}
        wanted |= {form: lemmas.most_common(1)[0][0] for form, lemmas in forms.items()}
        wanted |= PLURALS if kind == NOUN else irregular_verbs() | {w: w for w in INVARIANT} if kind == VERB else {}
        table.irregular[kind] |= {f: b for f, b in sorted(wanted.items()) if table.regular(f, kind) != b}
    return table


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("corpora", type=Path)
    a = ap.parse_args()
    table = build(a.corpora)
    ends = {name: sorted(k for k, v in table.wants_e.items() if v == wanted) for name, wanted in (("e", True), ("no_e", False))}
    data = {"source": SOURCE, **ends, "irregular": table.irregular}
    TABLE.write_text(json.dumps(data, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", encoding="utf-8")
    print({k: len(v) for k, v in table.irregular.items()}, len(table.wants_e), f"{TABLE.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
