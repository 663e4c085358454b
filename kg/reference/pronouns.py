"""Third-person pronouns: what their nearest clause is about, else the nearest fitting referent before them, subjects first."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import takewhile

from kg.knowledge.domain import Ontology
from kg.model import MentionKind
from kg.reference.referents import Local
from kg.syntax import grammar
from kg.syntax.clauses import nearest_subjects
from kg.syntax.parsed import position, sentences_between
from kg.syntax.phrases import Phrase
from kg.syntax.tree import Token

_REACH = 2  # sentences back
_ANSWERS = 1.1  # enough to beat a subject of the same sentence
_ARGUMENTS = ("nsubj", "obj", "iobj")
_AT = ("against", "for", "to", "at", "by", "from")


def antecedent(phrase: Phrase, preceding: Iterable[tuple[Phrase, Local]], ontology: Ontology) -> tuple[Local, str] | None:
    """What a pronoun stands for and why, or None where nothing fits of what precedes it (the nearest first)."""
    best: tuple[float, Local] | None = None
    near = list(takewhile(lambda found: position(phrase.head)[0] - position(found[0].head)[0] <= _REACH, preceding))
    if (beside_it := _of_clause_before(phrase, near, ontology)) is not None:
        return (beside_it[0], "the object of the clause before") if len(beside_it) == 1 else None
    if _goes_on_about_that(phrase):
        return None
    if (joined := _joined_before(phrase, near, ontology)) is not None:
        return joined, "what its noun is joined to"
    subjects = _subjects_above(phrase)
    about = _clause_is_about(phrase, subjects, near)
    if about is None and any(_unknown_thing(phrase, subject) for subject in subjects):
        return None
    if about is not None and _fits(phrase, *about, ontology):
        return about[1], "what the clause is about"
    if about is not None and _is_body(phrase, *about, ontology):
        about[1].cls, about[1].weak_class = "Organization", True
        return about[1], "what the clause is about, and no person"
    beside = {id(local) for other, local in near if _same_clause(phrase.head, other.head)}
    speaks = phrase.noun == "person" and not _quoted(phrase.head) and _speaks(phrase, ontology)
    answers = _answers(phrase.head, ontology)
    for other, local in near:
        if speaks and _quoted(other.head):
            continue  # "'Jane Doe must go,' he said"
        if phrase.noun == "many" and other.head.dep_ == "compound":
            continue  # "on a Marlow Water page they called for ..."
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


def _of_clause_before(phrase: Phrase, near: Iterable[tuple[Phrase, Local]], ontology: Ontology) -> list[Local] | None:
    """What "it" may be in "The union backed the bill; the party opposed it": the object of the clause before, and its subject where that is one
    thing. None where the pronoun is no such object or that clause has none."""
    verb = phrase.head.head
    if phrase.noun != "thing" or phrase.head.dep_ != "obj" or verb.dep_ not in ("conj", "parataxis") or not grammar.children(verb, "nsubj"):
        return None
    before = [(other.head, local) for other, local in near if other.head.head == verb.head and _fits(phrase, other, local, ontology)]
    objects = [local for head, local in before if head.dep_ == "obj"]
    subjects = [local for head, local in before if head.dep_ == "nsubj" and len(grammar.conjuncts(head)) == 1]
    return list(dict.fromkeys([*objects, *subjects])) if objects else None


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


def _subjects_above(phrase: Phrase) -> list[Token]:
    """What the nearest clause around "it", "its" or "their" is about, if that stands before it in the same kind of speech."""
    if phrase.noun not in ("thing", "many"):
        return []
    return [t for t in nearest_subjects(phrase.head) if t.i < phrase.head.i and _quoted(t) == _quoted(phrase.head)]


def _clause_is_about(phrase: Phrase, subjects: Iterable[Token], near: Iterable[tuple[Phrase, Local]]) -> tuple[Phrase, Local] | None:
    """The referent among `near` that the clause is about; of "their", only where it is many."""
    for subject in subjects:
        for other, local in near:
            if other.doc is subject.doc and other.first <= subject.i <= other.last and (phrase.noun == "thing" or local.plural):
                return other, local
    return None


def _joined_before(phrase: Phrase, near: Iterable[tuple[Phrase, Local]], ontology: Ontology) -> Local | None:
    """The body in "thanked [the union] and its president": what the noun of "its" is joined to, right before."""
    noun = phrase.head.head
    if phrase.noun != "thing" or phrase.head.dep_ != "nmod:poss" or noun.dep_ != "conj":
        return None
    fitting = (local for other, local in near if other.doc is phrase.doc and other.head == noun.head and _fits(phrase, other, local, ontology))
    local = next(fitting, None)
    body = local is not None and any(ontology.classes.is_a(local.cls or "", c) for c in ("Organization", "Service"))
    return local if body else None


def _goes_on_about_that(phrase: Phrase) -> bool:
    """ "That is too long, and [it] puts people in danger": whether "it" takes up what the clause before points at."""
    verb = phrase.head.head
    joined = phrase.noun == "thing" and phrase.head.dep_ == "nsubj" and verb.dep_ == "conj"
    return joined and any(c.lower_ in ("that", "this") for c in grammar.children(verb.head, "nsubj"))


def _unknown_thing(phrase: Phrase, subject: Token) -> bool:
    """Whether a clause is about a thing that no referent stands for, whose "it" is then nobody's: "the mill, which ran well before it was sold"."""
    told_of = any(c.dep_ == "acl:relcl" and c.is_ancestor(phrase.head) for c in subject.children)
    return phrase.noun == "thing" and subject.tag_ == "NN" and told_of and phrase.head.dep_ == "nsubj:pass"


def _is_body(phrase: Phrase, other: Phrase, local: Local, ontology: Ontology) -> bool:
    """Whether one word that nothing but a label calls a person is a body, since it has "its" staff: "Larkham paid its founder". Whoever speaks
    may be a person who tells of a body: "Larkham said its founder had left"."""
    label_only = local.weak_class and local.cls == "Person" and local.gender is None and not any(" " in name for name in local.names)
    speaks = other.head.head.lemma_.lower() in ontology.speech.verbs
    return phrase.noun == "thing" and label_only and not speaks and local.name.lower() not in ontology.cues.given_names


def _before(phrase: Phrase, other: Phrase) -> bool:
    token = phrase.head
    here, at = position(token), position(other.head)
    return at < here and here[0] - at[0] <= _REACH and not (at[0] == here[0] and other.first <= token.i <= other.last)


def _same_clause(token: Token, other: Token) -> bool:
    """ "It thanked the council", "Two of them, Jane Doe and Tom Roe, voted against him": the two arguments of one verb are two things; a possessive
    may look back to the subject."""
    while (other.dep_ in ("appos", "conj") and other.head.pos_ in ("NOUN", "PROPN")) or (other.dep_ == "nmod" and other.head.pos_ == "PROPN"):
        other = other.head  # "Senator Jane Doe of the Greens accused it"
    two = token.head == other.head and grammar.base(other) in _ARGUMENTS
    return two and (grammar.base(token) in _ARGUMENTS or (token.dep_ == "obl" and grammar.marker_of(token) in _AT))


def _score(token: Token, other: Phrase, local: Local) -> float | None:
    """How near and how prominent a candidate is; weights chosen on the development documents, where the order of the rules matters more than
    their size: the sentence first, then subjects, then what stands in the same kind of speech."""
    gap = _sentences_between(other.head, token)
    if gap > _REACH:
        return None
    at = position(other.head)
    score = 2.0 - gap * 0.9
    score += 0.7 if grammar.base(other.head) == "nsubj" else 0.4 if other.head.dep_ == "obl:agent" else 0.0
    told_of = grammar.base(other.head) == "nsubj" and other.head.head.dep_ == "ccomp"
    score -= 0.1 if told_of and gap else 0.0  # "[pupils] say that teachers beat them. They ..."
    score -= 0.2 if other.head.dep_ in ("nmod", "nmod:poss", "compound") else 0.0
    score += at[1] / (2000 if gap == 0 else 4000)
    score -= 0.6 if _quoted(token) != _quoted(other.head) else 0.0
    return score + (0.35 if other.kind is not MentionKind.PRONOUN and local.named else 0.0)


def _fits(phrase: Phrase, other: Phrase, local: Local, ontology: Ontology) -> bool:
    if phrase.noun == "person":
        if other.noun in ontology.cues.spokespeople:
            return True  # "A spokesman for the council said ... He added": what he says, the council says
        return local.cls == "Person" and not local.plural and local.gender in (None, gender_of(phrase))
    if local.cls == "Person" or (local.cls is None and not local.named) or other.evidence == "brackets":
        return False
    if local.cls == "Place" and not local.weak_class and not _speaks(other, ontology):
        return False
    if phrase.noun == "thing":
        return not (other.plural if other.kind is MentionKind.DESCRIPTION else local.plural)
    return local.plural or local.cls is None or ontology.classes.is_a(local.cls or "", "Organization") or local.cls in ("Service", "Group")


def _speaks(phrase: Phrase, ontology: Ontology) -> bool:
    """Whether a phrase is the subject of a verb of speech: who speaks acts, a country too."""
    return phrase.head.dep_ == "nsubj" and phrase.head.head.lemma_.lower() in ontology.speech.verbs


def _quoted(token: Token) -> bool:
    return token.i in token.doc.quoted


def _sentences_between(a: Token, b: Token) -> int:
    if position(a)[0] == position(b)[0]:
        return sentences_between(a, b) if a.i < b.i else 0
    behind = a.doc.sents[-1].number - a.sent.number
    return behind + b.sent.number + b.doc.order - a.doc.order
