"""Whether each clause of the lexicon is read in the builds that news puts it in: `python -m tests.bench.builds [RELATION ...] [--missed BUILD]`.

Each entry of a verb is made into sentences of invented parties: as it stands, with a day, in the perfect, in a relative clause, reported, as a
headline, as a passive and so on. Prints for each build how many are read: the relation (or one that the scorer takes for the same) with its
parties. With `--missed` it prints the sentences of that build that are not, though the entry is read as it stands: errors of the parser, or rules
that stand in each other's way. Entries that hold only in somebody's mouth, or have a modal or a negation, are left out.
"""
from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.classifying.network import Classifier
from kg.evaluation.gold import scoring_rules
from kg.judging.network import Judge
from kg.knowledge.domain import Relation
from kg.knowledge.lexicon import DENIALS, MARKERS, MODALS, PARTICLES, SLOT, Kind, items_of
from kg.knowledge.ontology import load
from kg.nlp import load as load_pipeline
from kg.nlp.train.inflections import IRREGULAR, inflected
from kg.read import read_document
from kg.statements.extract import Extractor

VERBS_OF_AN_ENTRY = 4  # of its alternatives that are tried
# Two fillers for each class, the subject's and the object's; of an abstract class, those of the class that fills it most.
PARTIES = {
    "Person": ("Helen Marsh", "Tom Okafor"), "Organization": ("Denby Council", "Marlow Water"), "PublicBody": ("Denby Council", "the Tarle Trust"),
    "Regulator": ("the Care Quality Commission",) * 2, "Court": ("the High Court",) * 2, "School": ("Brookfield School",) * 2,
    "PoliticalParty": ("the Green Party",) * 2, "Group": ("residents",) * 2, "Document": ("the report",) * 2, "Petition": ("a petition",) * 2,
    "Event": ("the rally",) * 2, "Activity": ("the rally",) * 2, "Service": ("the ambulance service",) * 2, "Place": ("Westmere",) * 2,
    "Committee": ("the planning committee",) * 2, "Institution": ("Brookfield School",) * 2, "CampaignGroup": ("Save Denby Park",) * 2,
    "Company": ("Marlow Foods Ltd",) * 2,
}
_ABOUT = {"that": "the delays were getting worse", "to": "close the unit"}
_TOLD = {"rating": "inadequate", "previous": "good", "role": "chief executive", "amount": "£40,000", "on_behalf_of": "the board"}


@dataclass(frozen=True, slots=True)
class Clause:
    """An entry with its gaps filled: the first party, the verb's lemma, the words behind it with the place of the second party among them."""

    first: str
    verb: str
    behind: tuple[str, ...]
    second: int | None
    person: bool


def forms(verb: str, irregular: dict[str, tuple[str, str]]) -> tuple[str, str, str, str]:
    """Past, past participle, present participle and third person of a verb."""
    if verb == "be":
        return "was", "been", "being", "is"
    third, past, ing = inflected(verb)
    past, participle = irregular.get(verb, (past, past))
    return past, participle, ing, third


def irregular_forms() -> dict[str, tuple[str, str]]:
    """Past and participle of each irregular verb."""
    rows = [line.split() for line in IRREGULAR.read_text(encoding="utf-8").splitlines()]
    return {row[0]: (row[1], row[-1]) for row in rows}


def clause(relation: Relation, entry: str, number: int) -> Clause | None:
    """An entry as a clause, with the alternatives of this number; None where it cannot be put so."""
    for party in ("object", "subject"):
        needed = party == "subject" or relation.object_required
        if needed and f"{{{party}" not in re.sub(r"\[.*?\]", "", entry):
            entry = re.sub(rf"\[([^\]]*\{{{party}[^\]]*)\]", r"\1", entry)
    words: list[str] = []
    second, verb, person, before = None, None, False, ""
    for token in (item.text for item in items_of(entry) if not item.optional):
        slot = SLOT.fullmatch(token)
        if slot is None:
            options = token.split("|")
            said = options[number % len(options)]
            if said.startswith("@") or said in DENIALS or said in MODALS:
                return None
            if verb is None:
                verb = said
            else:
                words.append(_with_article(said, words[-1] if words else "", be=verb == "be"))
            before = said
            continue
        name, classes = slot[1], (slot[2] or "").split("|")
        if name in ("subject", "object"):
            asked = classes[0] or (relation.domain if name == "subject" else relation.range)
            if asked[:1].islower() or asked.startswith("@"):
                return None
            filled = PARTIES.get(asked, PARTIES["Organization"])[name == "object"]
            if not verb:
                first, person = filled, asked == "Person"
            else:
                second = len(words)
                words.append(filled)
        elif classes[0]:
            return None
        else:
            words.append(_ABOUT.get(before, "the delays") if name == "about" else _TOLD.get(name, "the delays"))
        before = name
    return Clause(first, verb, tuple(words), second, person) if verb is not None else None


def _with_article(word: str, before: str, *, be: bool) -> str:
    """A fixed noun with the article that it mostly has."""
    plain = word in MARKERS or word in PARTICLES or word.endswith(("s", "ed", "ing")) or before in ("to", "of") or be
    return word if plain else f"an {word}" if word[0] in "aeiou" else f"a {word}"


def builds(told: Clause, irregular: dict[str, tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The sentences of a clause, each with the name of its build."""
    past, participle, ing, third = forms(told.verb, irregular)
    many = told.first == "residents"
    first, rest = told.first, " ".join(told.behind)
    who, has = ("who" if told.person or many else "which"), ("have" if many else "has")
    yield "plain", f"{first} {past} {rest}."
    yield "day behind", f"{first} {past} {rest} on Friday."
    yield "day before", f"On Friday {first} {past} {rest}."
    yield "perfect", f"{first} {has} {participle} {rest}."
    yield "relative", f"{first}, {who} {past} {rest}, declined to comment."
    yield "joined", f"{first} met reporters and {past} {rest}."
    yield "reported", f"The Marlow Gazette said that {first} had {participle} {rest}."
    yield "participle", f"{first} declined to comment after {ing} {rest}."
    yield "headline", f"{first} {told.verb if many else third} {rest}"
    yield "to come", f"{first} will {told.verb} {rest}."
    if told.second == 0 and told.verb not in ("be", "have"):
        other, more = told.behind[0], " ".join(told.behind[1:])
        was, been = ("were", "have") if other == "residents" else ("was", "has")
        yield "passive", f"{other} {was} {participle} by {first} {more}."
        yield "passive, doer last", f"{other} {been} been {participle} {more} by {first}."


def read(extractor: Extractor, relation: Relation, told: Clause, text: str, same: Callable[[str, str], bool]) -> bool:
    """Whether a sentence is read as the relation, or one that is the `same`, between its parties."""
    text = " ".join(text.split()).replace(" .", ".")
    found = extractor.extract(read_document("a.txt", (text[0].upper() + text[1:]).encode()))
    name = {r.id: r.name.lower() for r in found.referents}
    parties = [told.first, *([told.behind[told.second]] if told.second is not None else [])]
    heads = [re.sub(r"^(the|a) ", "", p).split()[0].lower() for p in parties]
    ends = [[name[m.referent] for m in (s.subject, s.object) if m] for s in found.statements if same(s.type, relation.name)]
    return any(all(any(head in end for end in names) for head in heads) for names in ends)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    ap.add_argument("relations", nargs="*")
    ap.add_argument("--missed", metavar="BUILD")
    a = ap.parse_args()
    ontology, irregular = load(), irregular_forms()
    extractor = Extractor(ontology, load_pipeline().parse)
    extractor.judge, extractor.classifier = Judge(Path()), Classifier(Path())  # the rules alone
    count: Counter[tuple[str, bool]] = Counter()
    same = scoring_rules(ontology).same_relation
    for relation in (r for r in ontology.relations.values() if r.name in a.relations or not a.relations):
        entries = dict.fromkeys(f.entry for f in relation.frames if f.kind in (Kind.VERB, Kind.PREDICATE) and not (f.spoken or f.negated or f.modals))
        for told in (c for e in entries for n in range(VERBS_OF_AN_ENTRY) if n <= e.count("|") and (c := clause(relation, e, n)) is not None):
            hits = {text: read(extractor, relation, told, text, same) for _, text in builds(told, irregular)}
            plain = next(iter(hits.values()))
            for build, text in builds(told, irregular):
                count[build, hits[text]] += 1
                if build == a.missed and plain and not hits[text]:
                    print(f"{relation.name}: {text}")
    for build in dict.fromkeys(b for b, _ in count):
        yes, all_ = count[build, True], count[build, True] + count[build, False]
        print(f"{build}: {yes} of {all_}, {yes / all_:.2f}")


if __name__ == "__main__":
    main()
