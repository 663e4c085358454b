"""How a clause is put: asserted, alleged, planned or negated, or not put forward at all (a condition, a question, a demand).

Read from the verb's own negation and auxiliaries and from what governs it; the words that do so are the ontology's. The nearest word that colours
the clause decides: rejected claims are claims, a promise not to act is a promise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import Enum, auto
from itertools import islice

from kg.knowledge.domain import ModalityWords
from kg.model import Modality
from kg.statements.mood import Effect, Table, is_ranked, own_mood
from kg.syntax import arguments, grammar
from kg.syntax.tree import Token

_LEVELS = 6  # of embedding that are looked through
_BALLOTS = frozenset({"vote", "motion"})  # "a vote of no confidence that she had called"
_NEAR = frozenset({"going", "about"})  # "is going to pay", "is about to pay"; who is not will not
_HEAR = "hear"
_DROP = "drop"  # ends a plan; an inquiry that was dropped was held
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_AFTER_CHARGE = frozenset({"of", "with", "for", "over", "on", "in", "about", "from", "to", "into"})
_PASSED = frozenset({"xcomp", "ccomp", "conj", "acl", "obj", "advcl", "obl", "csubj", "csubj:pass", "acl:relcl", "parataxis"})


class _Untold(Enum):
    """What a table says of a word that it does not hold."""

    UNTOLD = auto()


_UNTOLD = _Untold.UNTOLD


def modality_of(anchor: Token, words: ModalityWords, asked: bool, act: bool = False) -> Effect:
    """The modality of the clause or noun at `anchor`; None where the text does not put it forward. `asked` says that the sentence is a question,
    `act` that the clause tells of a deed of speech, which a vote to do it does."""
    if asked:
        return None
    full, words = words, replace(words, clauses=words.acts) if act else words
    own = own_mood(anchor, words)
    if own is not Modality.ASSERTED:
        if own is Modality.PLANNED and _by_governor(anchor, words) is Modality.NEGATED:
            return Modality.NEGATED  # "denied that it would pay"
        return None if own is Modality.NEGATED and _is_open(anchor, words) else own
    result: Modality = Modality.ASSERTED
    for node, head in _above(anchor):
        effect = _from_governor(node, head, anchor, words, result)
        if effect is None:
            return None
        if result is Modality.ASSERTED:
            result = effect
        elif result is Modality.PLANNED and (effect is Modality.NEGATED or _is_given_up(node, head, words)):
            result = Modality.NEGATED  # "denied that it was about to pay", "dropped plans to pay"
        if not _passes(node, head, words):
            break
    if result is not Modality.ASSERTED:
        return result
    return Modality.PLANNED if _is_moved(anchor, full) else Modality.ALLEGED if _is_heard(anchor) else result


def _is_heard(anchor: Token) -> bool:
    """ "Boss 'never saw' warning, inquiry hears": said before somebody, by whom a head does not tell."""
    return any(c.dep_ == "parataxis" and c.lemma_ == _HEAR for t in (anchor, *grammar.governors(anchor)) for c in t.children)


def _above(anchor: Token) -> Iterator[tuple[Token, Token]]:
    """A token and its head, and so on up; a finite clause is coordinated with the finite one above ("denies [paying it] and is suing")."""
    node = anchor
    for head in islice(grammar.governors(anchor), _LEVELS):
        if not (node.dep_ == "conj" and _is_bare(head) and _is_finite(node)):
            yield node, head
            node = head


def _is_open(negated: Token, words: ModalityWords) -> bool:
    """Whether what governs a negated clause leaves it open: "urged it not to pay", "need not pay", "denied that it had not paid"."""
    above = _by_governor(negated, words)
    return above is None or above is Modality.NEGATED or (above is Modality.PLANNED and grammar.is_passive(negated.head))


def _by_governor(clause: Token, words: ModalityWords) -> Effect | _Untold:
    """What the word that governs a clause does to it."""
    return _coloured(clause, clause.head, clause, words) if clause.dep_ in _PASSED else _UNTOLD


def _is_given_up(plan: Token, head: Token, words: ModalityWords) -> bool:
    """ "Dropped [plans] to pay", "the plan was dropped"."""
    undergoes = plan.pos_ == "NOUN" and plan.dep_ in ("obj", "nsubj:pass")
    ends = head.lemma_.lower() == _DROP or _lookup(head, words.verbs) is Modality.NEGATED
    return undergoes and ends and not grammar.negated(head)


def _is_finite(verb: Token) -> bool:
    """Whether a clause has a finite verb; a participle without an auxiliary has, where the parse takes "failing to act and apologised" for one."""
    alone = verb.tag_ == "VBN" and not grammar.children(verb, "aux", "aux:pass")
    tags = [verb.tag_, *(c.tag_ for c in grammar.children(verb, "aux", "aux:pass", "cop"))]
    return alone or any(t in _FINITE and (n > 0 or t != "VBP") for n, t in enumerate(tags))  # "to pay and apologise", taken for a plural


def _is_bare(verb: Token) -> bool:
    """Whether a clause is a gerund or an infinitive with nothing finite in it."""
    return verb.tag_ in ("VB", "VBG") and not any(c.tag_ in _FINITE for c in grammar.children(verb, "aux", "aux:pass", "cop"))


def _is_moved(verb: Token, words: ModalityWords) -> bool:
    """ "Moved that the board apologise", which the parse may take for a plural."""
    subjects = grammar.children(verb, "nsubj", "nsubj:pass")
    if not subjects or grammar.marker_of(verb) != "that" or grammar.children(verb, "aux", "expl"):
        return False
    singular = all(s.tag_ in ("NN", "NNP") and not grammar.children(s, "conj") for s in subjects)
    return verb.tag_ == "VB" or (verb.tag_ == "VBP" and singular and _lookup(verb.head, words.clauses) is Modality.PLANNED)


def deed_to_come(anchor: Token, words: ModalityWords) -> bool:
    """Whether the verb of a relation is itself one of promise: "pledged $5,000" has given nothing yet."""
    return anchor.pos_ == "VERB" and words.deeds.get(anchor.lemma_.lower()) is Modality.PLANNED


def _passes(node: Token, head: Token, words: ModalityWords) -> bool:
    """Whether what colours the head may colour the node too."""
    if node.dep_ not in _PASSED:
        return node.dep_ == "nmod" and grammar.marker_of(node) == "including" and arguments.is_object(head)  # "reports, including a review"
    if node.dep_ == "acl:relcl":
        return _reports(node)
    if node.dep_ == "acl":
        return _completes(node)
    return node.dep_ != "ccomp" or _lookup(head, words.verbs) is not _UNTOLD or grammar.is_passive(head)


def _reports(clause: Token) -> bool:
    """Whether a clause after a noun tells what the noun says ("claims that it paid", "claims it paid it"), whatever the parse calls it."""
    if any(c.lower_ in grammar.RELATIVE for c in clause.children):
        return grammar.is_content(clause)
    return clause.dep_ == "acl:relcl" and bool(grammar.children(clause, "nsubj")) and bool(grammar.children(clause, "obj"))


def _completes(clause: Token) -> bool:
    """Whether a clause after a noun completes it ("plans to pay", "accused the firm of paying") and does not describe it ("a scheme paid for")."""
    return clause.tag_ == "VB" or _reports(clause) or (clause.tag_ == "VBG" and grammar.marker_of(clause) in _AFTER_CHARGE)


# --- what governs it


def _from_governor(node: Token, head: Token, anchor: Token, words: ModalityWords, so_far: Effect) -> Effect:
    if node.dep_ == "acl" and arguments.is_object(head) and node.tag_ == "VBG" and head.head.pos_ == "VERB":
        charged = _charged(node, head.head, words)
        if not isinstance(charged, _Untold):
            return _turned(charged, head.head)  # "accused [the firm of paying]"
    effect = _coloured(node, head, anchor, words)
    if not isinstance(effect, _Untold):
        return effect
    if node.dep_ == "advcl" and node.tag_ == "VB" and grammar.marker_of(node) == "to":
        spoken = words.clauses is words.acts and grammar.looks_back(head) and not grammar.negated(head)
        return Modality.ASSERTED if spoken else Modality.PLANNED  # "gathered to demand", "wrote to urge": said by doing it
    if node.dep_ == "acl" and node.tag_ == "VB" and is_ranked(head) and grammar.children(head, "cop"):
        return _of_ranked(head, words)
    if node.dep_ in ("acl", "acl:relcl") and node.tag_ != "VB" and grammar.children(head, "cop") and grammar.negated(head) and not is_ranked(head):
        return None  # "was not among the bodies that it fined"
    if node.dep_ == "xcomp" or (node.dep_ == "ccomp" and so_far is Modality.ASSERTED and _lookup(head, words.verbs) is not _UNTOLD):
        return own_mood(head, words)
    return _shared(node, head, words) if node.dep_ == "conj" else Modality.ASSERTED


def _of_ranked(noun: Token, words: ModalityWords) -> Effect:
    """ "Will be the first to lead it", "would be the last to fault it"; who was not the first did it too."""
    own = own_mood(noun, words)
    if own is Modality.PLANNED and any(c.lower_ == "last" for c in noun.children):
        return Modality.NEGATED
    return Modality.ASSERTED if own is Modality.NEGATED else own


def _coloured(node: Token, head: Token, anchor: Token, words: ModalityWords) -> Effect | _Untold:
    """What a governing word does to what stands below it."""
    if (head.pos_ == "NOUN" and node.dep_ != "xcomp") or (node.dep_ == "acl" and any(c.dep_ == "case" for c in head.children)):
        return _under_noun(node, head, words)
    if head.pos_ not in ("VERB", "AUX", "ADJ") and node.dep_ != "xcomp":
        return _UNTOLD
    if node.dep_ in ("advcl", "obl", "xcomp") and not isinstance(charged := _charged(node, head, words), _Untold):
        unsaid = charged is Modality.ALLEGED and grammar.negated(head)  # "would never accuse her of lying"
        return None if unsaid else charged if head.pos_ == "ADJ" else _turned(charged, head)
    if node.dep_ in ("advcl", "xcomp") and node.tag_ == "VB" and (effect := _after_noun(node, head, words)) is not _UNTOLD:
        return effect
    clause = node.dep_ in ("xcomp", "ccomp", "csubj", "csubj:pass", "parataxis")
    if clause and node.dep_ != "parataxis" and grammar.is_passive(head):
        told = _lookup(head, words.passives)
        if told is Modality.PLANNED and node.tag_ != "VB":
            return _UNTOLD if grammar.children(head, "obl:agent") else Modality.ALLEGED  # "was told that it had paid", by whom it may not say
        if told is not _UNTOLD and not (node.tag_ == "VB" and any(c.lower_ == "be" for c in node.children if c.dep_ == "aux:pass")):
            return told
    if node.dep_ == "xcomp" and head.lower_ in _NEAR and node.tag_ == "VB":
        return Modality.NEGATED if grammar.negated(head) else Modality.PLANNED
    if node.dep_ == "xcomp" and node.tag_ == "VB" and head.lemma_ == "have" and head.tag_ in ("VBZ", "VBP") and not grammar.children(head, "obj"):
        said = words.clauses is words.acts and any(s.lower_ in ("i", "we") for s in grammar.children(head, "nsubj"))
        return _UNTOLD if said else None  # "has to pay"; who had to pay did, and "I have to praise them" does
    purpose = node.dep_ == "advcl" and node.tag_ == "VB" and grammar.marker_of(node) == "to"
    alone = (clause or purpose) and not any(c.dep_ in ("obj", "iobj") and not c.text[:1].isdigit() for c in head.children)
    if alone and not isinstance(effect := _lookup(head, words.clauses), _Untold):
        return _turned(effect, head)
    if _depends(node, head, anchor):
        effect = _lookup(head, words.verbs)
        if effect is Modality.PLANNED and node.dep_ == "ccomp" and _is_past(node):
            return _UNTOLD  # "agreed that it had paid"
        return effect if isinstance(effect, _Untold) else _turned(effect, head)
    return _UNTOLD


def _is_past(clause: Token) -> bool:
    """ "Paid", "had paid", "was poor"; not "would pay"."""
    told = grammar.children(clause, "aux", "aux:pass", "cop")
    return not any(c.tag_ == "MD" for c in told) and (clause.tag_ == "VBD" or any(c.tag_ == "VBD" for c in told))


def _under_noun(node: Token, head: Token, words: ModalityWords) -> Effect | _Untold:
    lemma = head.lemma_.lower()
    clause = (node.dep_ == "acl" and (_completes(node) or bool(grammar.children(node, "nsubj")))) or (node.dep_ == "acl:relcl" and _reports(node))
    clause = clause or node.dep_ == "ccomp"
    if not clause and not (node.dep_ == "nmod" and grammar.marker_of(node) in ("of", "for", "to")):
        return _UNTOLD
    if node.tag_ == "VBG" and grammar.marker_of(node) in _AFTER_CHARGE and lemma in words.charge_nouns:
        return words.charge_nouns[lemma]
    effect: Effect | _Untold = words.nouns.get(lemma, _UNTOLD)
    if effect is Modality.PLANNED and node.dep_ == "acl:relcl" and node.tag_ != "VB" and grammar.marker_of(node) is None:
        return _UNTOLD  # "the way it runs them"
    if clause and effect is not Modality.ASSERTED and effect is not None and grammar.has_determiner(head, "no"):
        return _UNTOLD if head.head.lemma_.lower() in _BALLOTS else Modality.NEGATED  # "no evidence that", "no plans to"
    return Modality.NEGATED if effect is Modality.ALLEGED and _is_refuted(head, words) else effect


def _is_refuted(claim: Token, words: ModalityWords) -> bool:
    """ "No truth in the claim", "the claim is false"."""
    over = claim.head
    if claim.dep_ == "nmod" and grammar.marker_of(claim) == "in":
        return grammar.has_determiner(over, "no", "little")
    return claim.dep_ == "nsubj" and over.pos_ == "ADJ" and _lookup(over, words.verbs) is Modality.NEGATED and not grammar.negated(over)


def _after_noun(node: Token, head: Token, words: ModalityWords) -> Effect | _Untold:
    """ "Faces calls to pay", "faces calls from residents to pay": an infinitive after a noun of demand is the noun's, though the parse may give it to
    the verb."""
    wanted = (words.nouns.get(c.lemma_.lower(), _UNTOLD) for c in grammar.children(head, "obj") if head.i < c.i < node.i)
    if any(effect is None for effect in wanted):
        return None
    mark = next((c for c in node.children if c.dep_ == "mark" and c.lower_ == "to"), None)
    noun = mark.nbor(-1) if mark is not None and mark.i else None
    return words.nouns.get(noun.lemma_.lower(), _UNTOLD) if noun is not None and noun.pos_ == "NOUN" and noun.head == head else _UNTOLD


def _charged(node: Token, head: Token, words: ModalityWords) -> Effect | _Untold:
    """ "Charged with paying", "cleared of paying", "not guilty of paying"."""
    if grammar.marker_of(node) not in _AFTER_CHARGE or node.tag_ == "VB":
        return _UNTOLD
    if head.pos_ == "ADJ" and grammar.negated(head):
        return Modality.NEGATED
    gerund = node.tag_ == "VBG" or node.pos_ == "VERB" or node.lower_.endswith("ing")
    return _lookup(head, words.charges) if gerund else _UNTOLD


def _turned(effect: Effect, head: Token) -> Effect:
    """Not to refuse is to do; what is not true is not so; what is not promised may be or not be."""
    turned: dict[Effect, Effect] = {Modality.NEGATED: Modality.ASSERTED, Modality.ASSERTED: Modality.NEGATED, Modality.PLANNED: None}
    return turned.get(effect, effect) if grammar.negated(head) else effect


def _lookup(head: Token, table: Table) -> Effect | _Untold:
    """What a table says of a verb, with its particle if that makes another word of it ("rule out")."""
    phrasal = grammar.with_particle(head)
    return table[phrasal] if phrasal in table else table.get(head.lemma_.lower(), _UNTOLD)


def _depends(node: Token, head: Token, anchor: Token) -> bool:
    """Whether the governor's colour reaches the node: complements always, objects only where the node is the noun of the deed itself."""
    if node.dep_ in ("xcomp", "ccomp", "csubj", "csubj:pass"):
        return True
    if node.dep_ == "parataxis":
        return False
    if node.dep_ == "advcl" and node.tag_ == "VBG" and grammar.marker_of(node) is None:
        return node.left_edge.nbor(-1).text != "," if node.left_edge.i > head.i else False
    if node.dep_ in ("obl", "advcl"):
        return grammar.marker_of(node) in ("of", "to", "for", "from", "against", "that")
    return node.dep_ in ("obj", "nsubj:pass") and node.pos_ == "NOUN" and node == anchor


def _shared(node: Token, head: Token, words: ModalityWords) -> Effect:
    """The first of coordinated verbs lends its auxiliary to those that have neither subject nor auxiliary of their own."""
    if any(c.dep_ in ("aux", "aux:pass", "nsubj", "nsubj:pass") for c in node.children) or node.tag_ not in ("VB", "VBN"):
        return Modality.ASSERTED
    for c in head.children:
        if c.dep_ == "aux" and c.i < head.i:
            return words.auxiliaries.get(c.lower_, Modality.ASSERTED)
    return Modality.ASSERTED
