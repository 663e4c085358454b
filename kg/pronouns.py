"""Third-person pronouns: the nearest fitting referent before them, subjects first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from spacy.tokens import Token

from kg import grammar
from kg.domain import Ontology
from kg.model import MentionKind
from kg.parsed import position
from kg.phrases import Phrase
from kg.referents import Local

_REACH = 2  # sentences back
_ANSWERS = 1.1  # enough to beat a subject of the same sentence
_ARGUMENTS = ("nsubj", "obj", "iobj")


def antecedent(phrase: Phrase, preceding: Iterable[tuple[Phrase, Local]], ontology: Ontology) -> tuple[Local, str] | None:
    """What a pronoun stands for and why, or None where nothing fits of what precedes it (the nearest first)."""
    best: tuple[float, Local] | None = None
    near = list(takewhile(lambda found: position(phrase.head)[0] - position(found[0].head)[0] <= _REACH, preceding))
    beside = {id(local) for other, local in near if _same_clause(phrase.head, other.head)}
    verb = phrase.head.head
    speaks = phrase.noun == "person" and not _quoted(phrase.head) and phrase.head.dep_ == "nsubj" and verb.lemma_.lower() in ontology.speech.verbs
    answers = _answers(phrase.head, ontology)
    for other, local in near:
        if speaks and _quoted(other.head):
            continue  # "'Jane Doe must go,' he said"
        if id(local) in beside or not _before(phrase, other) or not _fits(phrase, other, local, ontology):
            continue
        score = _score(phrase.head, other, local)
        if score is not None and phrase.noun == "person" and local.gender == gender_of(phrase):
            score += 0.5
        if score is not None and answers and _undergoes(other.head, ontology):
            score += _ANSWERS
        if score is not None and (best is None or score >= best[0]):
            best = (score, local)
    if best is None:
        return None
    return best[1], f"the nearest fitting {'subject' if best[0] > 1 else 'noun'} before it"


def _answers(pronoun: Token, ontology: Ontology) -> bool:
    """Whether a pronoun does what those do who are judged: "it apologised", "it said it accepted the findings"."""
    verb = pronoun.head
    said = verb.lemma_.lower() in ontology.speech.verbs
    clauses = (c for c in verb.children if said and c.dep_ in ("ccomp", "xcomp") and any(s.lower_ == pronoun.lower_ for s in c.children))
    return pronoun.dep_ == "nsubj" and any(v.lemma_.lower() in ontology.replies.answers for v in (verb, *clauses))


def _undergoes(noun: Token, ontology: Ontology) -> bool:
    """Whether a noun is whom a verb judges."""
    return noun.dep_ in ("obj", "nsubj:pass") and noun.head.lemma_.lower() in ontology.replies.prompts


def gender_of(phrase: Phrase) -> str:
    """`f` or `m`, by a third-person pronoun."""
    return "f" if phrase.head.lower_ in ("she", "her", "hers") else "m"


def _before(phrase: Phrase, other: Phrase) -> bool:
    token = phrase.head
    here, at = position(token), position(other.head)
    return at < here and here[0] - at[0] <= _REACH and not (at[0] == here[0] and other.first <= token.i <= other.last)


def _same_clause(token: Token, other: Token) -> bool:
    """ "It thanked the council": the two arguments of one verb are two things; a possessive may look back to the subject."""
    arguments = grammar.base(token) in _ARGUMENTS and grammar.base(other) in _ARGUMENTS
    return token.dep_ != "nmod:poss" and token.head == other.head and arguments


def _score(token: Token, other: Phrase, local: Local) -> float | None:
    """How near and how prominent a candidate is; weights chosen on the development documents, where the order of the rules matters more than
    their size: the sentence first, then subjects, then what stands in the same kind of speech."""
    gap = _sentences_between(other.head, token)
    if gap > _REACH:
        return None
    at = position(other.head)
    score = 2.0 - gap * 0.9
    score += 0.7 if grammar.base(other.head) == "nsubj" else 0.4 if other.head.dep_ == "obl:agent" else 0.0
    score -= 0.2 if other.head.dep_ in ("nmod", "nmod:poss", "compound") else 0.0
    score += at[1] / (2000 if gap == 0 else 4000)
    score -= 0.6 if _quoted(token) != _quoted(other.head) else 0.0
    return score + (0.35 if other.kind is not MentionKind.PRONOUN and local.named else 0.0)


def _fits(phrase: Phrase, other: Phrase, local: Local, ontology: Ontology) -> bool:
    if phrase.noun == "person":
        if other.noun in ontology.cues.spokespeople:
            return True  # "A spokesman for the council said ... He added": what he says, the council says
        return local.cls == "Person" and not local.plural and local.gender in (None, gender_of(phrase))
    if local.cls == "Person" or (local.cls == "Place" and not local.weak_class) or (local.cls is None and not local.named):
        return False
    if phrase.noun == "thing":
        return not local.plural
    return local.plural or local.cls is None or ontology.classes.is_a(local.cls or "", "Organization") or local.cls in ("Service", "Group")


def _quoted(token: Token) -> bool:
    return token.i in token.doc.user_data["quoted"]


def _sentences_between(a: Token, b: Token) -> int:
    in_a, in_b = a.doc.user_data["sentence"], b.doc.user_data["sentence"]
    if position(a)[0] == position(b)[0]:
        return max(0, int(in_b[b.i] - in_a[a.i]))
    return int(in_a[-1] - in_a[a.i] + in_b[b.i] - in_b[0]) + position(b)[0] - position(a)[0]
