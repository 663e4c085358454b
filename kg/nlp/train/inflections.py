"""Writes kg/nlp/inflections.json: `python -m kg.nlp.train.inflections CORPORA LOOKUPS.whl` (`pip download --no-deps spacy-lookups-data`).

WordNet's words are inflected by rule; where `kg.nlp.inflect` would not find its way back, the form is listed. Irregular forms are WordNet's;
what the training treebanks say goes before both.
"""
from __future__ import annotations

import argparse
import gzip
import json
import zipfile
from collections import Counter, defaultdict
from pathlib import Path

from kg.nlp.inflect import ADJECTIVE, KINDS, NOUN, TABLE, VERB, Inflections
from kg.nlp.train.data import load
from kg.nlp.train.train import HELD_OUT

NAMES = {VERB: "verb", NOUN: "noun", ADJECTIVE: "adj"}
SOURCE = "Irregular and unpredictable forms of WordNet 3.0 (Princeton University, WordNet licence), UD English EWT (CC BY-SA 4.0), GUM (CC BY 4.0)"
VOWELS = frozenset("aeiou")
INVARIANT = ("shed", "wed", "bed")
PLURALS = {"people": "people", "media": "media", "data": "data"}  # EWT and GUM differ, or news English does


def read_wordnet(wheel: Path, part: str) -> dict[str, dict[str, list[str]]]:
    with zipfile.ZipFile(wheel) as archive:
        data: dict[str, dict[str, list[str]]] = json.loads(gzip.decompress(archive.read(f"spacy_lookups_data/data/en_lemma_{part}.json.gz")))
        return data


def inflected(base: str, kind: str, irregular: set[str]) -> list[str]:
    """The regular forms of a base."""
    y = base.endswith("y") and base[-2:-1] not in VOWELS
    s = base[:-1] + "ies" if y else base + ("es" if base.endswith(("s", "x", "z", "ch", "sh")) else "s")
    if kind == ADJECTIVE:
        return []  # WordNet's exceptions and the rule do
    if kind == NOUN and base.endswith("ies"):
        return [base]
    if kind == NOUN:
        return [s] if not base.endswith("s") or base.endswith("ss") or len(base) < 6 else [base + "es"]
    out = [s]
    doubled = base + base[-1]
    for ending in ("ed", "ing"):
        if base.endswith("e"):
            keeps = ending == "ing" and base.endswith(("ee", "oe", "ye"))
            out.append((base if keeps else base[:-1]) + ending if ending != "ing" or not base.endswith("ie") else base[:-2] + "ying")
        elif y and ending != "ing":
            out.append(base[:-1] + "i" + ending)
        elif doubled + ending not in irregular or base.endswith("l"):
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


def build(corpora: Path, wheel: Path) -> Inflections:
    """The table, from WordNet and the training treebanks."""
    index, exceptions = read_wordnet(wheel, "index"), read_wordnet(wheel, "exc")
    seen: dict[str, dict[str, Counter[str]]] = {k: defaultdict(Counter) for k in NAMES}
    frequency: Counter[tuple[str, str]] = Counter()
    for s in load(corpora, HELD_OUT).train:
        for w in s.words:
            kind = KINDS.get(w.xpos)
            open_class = w.upos in ("VERB", "NOUN", "ADJ", "ADV", "PROPN")
            if kind and open_class and w.form.isalpha() and w.lemma.isalpha() and "Typo=Yes" not in w.feats:
                seen[kind][w.form.lower()][w.lemma.lower()] += 1
                frequency[kind, w.lemma.lower()] += 1
    verbs = [v for v in index["verb"] if v.isalpha()]
    table = Inflections({k: {} for k in NAMES}, endings(verbs))
    for kind, name in NAMES.items():
        wanted: dict[str, str] = {}
        irregular = {f: b[0] for f, b in exceptions[name].items() if f.isalpha() and b[0].isalpha()}
        candidates: dict[str, set[str]] = defaultdict(set)
        for base in index[name]:
            if base.isalpha() and len(base) > 2:
                for form in inflected(base, kind, set(irregular)):
                    candidates[form].add(base)
        for form, bases in candidates.items():
            wanted[form] = max(sorted(bases), key=lambda b: (frequency[kind, b], b == table.regular(form, kind), len(b)))
        wanted |= {f: b for f, b in irregular.items() if f not in wanted or not frequency[kind, wanted[f]]}
        for form, lemmas in seen[kind].items():
            best, count = lemmas.most_common(1)[0]
            if count > 1:
                wanted[form] = best
        if kind == NOUN:
            wanted |= PLURALS
        if kind == VERB:
            wanted |= {w: w for w in INVARIANT}
        table.irregular[kind] |= {f: b for f, b in sorted(wanted.items()) if table.regular(f, kind) != b}
    return table


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("corpora", type=Path)
    ap.add_argument("wheel", type=Path)
    a = ap.parse_args()
    table = build(a.corpora, a.wheel)
    ends = {name: sorted(k for k, v in table.wants_e.items() if v == wanted) for name, wanted in (("e", True), ("no_e", False))}
    data = {"source": SOURCE, **ends, "irregular": table.irregular}
    TABLE.write_text(json.dumps(data, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", encoding="utf-8")
    print({k: len(v) for k, v in table.irregular.items()}, len(table.wants_e), f"{TABLE.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main()
