"""How a clause is put: asserted, alleged, planned or negated, or not put forward at all (a condition, a question, a demand).

Read from the verb's own negation and auxiliaries and from what governs it; the words that do so are the ontology's. The nearest word that colours
the clause decides: rejected claims are claims, a promise not to act is a promise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import Enum, auto
from itertools import islice

from kg.knowledge.domain import ModalityWords
from kg.model import Modality
from kg.syntax import arguments, grammar
from kg.syntax.tree import Token

_LEVELS = 6  # of embedding that are looked through
_CONDITIONS = frozenset({"if", "unless", "whether"})
_INVERTED = frozenset({"had", "were", "should"})  # "Had it acted, ..."
_LIKENED = frozenset({"like", "than"})
_INSTEAD = frozenset({"rather", "instead", "without"})  # "rather than paying", "instead of paying", "without paying"
_WOULD = frozenset({"would", "’d", "'d"})
_NOT_YET = frozenset({"yet", "still"})  # "has yet to pay"
_PENDING = frozenset({"until", "till", "before", "once"})  # what follows in the present is still to come: "until it pays"
_ABLE = frozenset({"can", "ca", "could"})
_RANKS = frozenset({"first", "second", "third", "last", "only", "latest"})  # "the first [to be fined]"
_BALLOTS = frozenset({"vote", "motion"})  # "a vote of no confidence that she had called"
_NEAR = frozenset({"going", "about"})  # "is going to pay", "is about to pay"; who is not will not
_DROP = "drop"  # ends a plan; an inquiry that was dropped was held
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_FREE = frozenset({"whatever", "whichever"})  # "will act on whatever the inquiry recommends"
_AFTER_CHARGE = frozenset({"of", "with", "for", "over", "on", "in", "about", "from", "to", "into"})
_PASSED = frozenset({"xcomp", "ccomp", "conj", "acl", "obj", "advcl", "obl", "csubj", "csubj:pass", "acl:relcl", "parataxis"})


class _Untold(Enum):
    """What a table says of a word that it does not hold."""

    UNTOLD = auto()


_UNTOLD = _Untold.UNTOLD
Effect = Modality | None
Table = Mapping[str, Effect]


def modality_of(anchor: Token, words: ModalityWords, asked: bool, act: bool = False) -> Effect:
    """The modality of the clause or noun at `anchor`; None where the text does not put it forward. `asked` says that the sentence is a question,
    `act` that the clause tells of a deed of speech, which a vote to do it does."""
    if asked:
        return None
    full, words = words, replace(words, clauses=words.acts) if act else words
    own = _own(anchor, words)
    if own is not Modality.ASSERTED:
        if own is Modality.PLANNED and _above_it(anchor, words) is Modality.NEGATED:
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
    return Modality.PLANNED if result is Modality.ASSERTED and _is_moved(anchor, full) else result


def _above(anchor: Token) -> Iterator[tuple[Token, Token]]:
    """A token and its head, and so on up; a finite clause is coordinated with the finite one above ("denies [paying it] and is suing")."""
    node = anchor
    for head in islice(grammar.governors(anchor), _LEVELS):
        if not (node.dep_ == "conj" and _is_bare(head) and _is_finite(node)):
            yield node, head
            node = head


def _is_open(negated: Token, words: ModalityWords) -> bool:
    """Whether what governs a negated clause leaves it open: "urged it not to pay", "need not pay", "denied that it had not paid"."""
    above = _above_it(negated, words)
    return above is None or above is Modality.NEGATED or (above is Modality.PLANNED and grammar.is_passive(negated.head))


def _above_it(clause: Token, words: ModalityWords) -> Effect | _Untold:
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
    return alone or verb.tag_ in _FINITE or any(c.tag_ in _FINITE for c in grammar.children(verb, "aux", "aux:pass", "cop"))


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


# --- the clause's own words


def _own(anchor: Token, words: ModalityWords) -> Effect:
    if anchor.pos_ in ("NOUN", "PROPN") and not any(c.dep_ == "cop" for c in anchor.children):
        return _of_noun(anchor, words)
    if any(_is_condition(anchor, c) or _is_duty(c, words) for c in anchor.children) or _were_it_to(anchor):
        return None
    if _beyond_words(anchor):
        return Modality.ASSERTED
    if grammar.negated(anchor) or _no_longer(anchor) or (anchor.dep_ in ("acl", "xcomp") and anchor.head.lower_ in _NOT_YET):
        return Modality.NEGATED
    for c in anchor.children:
        effect = _from_child(anchor, c, words)
        if effect is not Modality.ASSERTED:
            return effect
    if _under_way(anchor):
        return words.moments.get(anchor.lemma_.lower(), Modality.ASSERTED)
    return Modality.PLANNED if _to_be(anchor) else Modality.ASSERTED


def _of_noun(noun: Token, words: ModalityWords) -> Effect:
    if grammar.has_determiner(noun, "no", "neither"):
        return Modality.NEGATED
    return next((words.adjectives[c.lower_] for c in noun.children if c.dep_ == "amod" and c.lower_ in words.adjectives), Modality.ASSERTED)


def _from_child(anchor: Token, c: Token, words: ModalityWords) -> Effect:
    """What one word of the clause does to it."""
    if c.dep_ in ("mark", "case", "cc") and (c.lower_ in _INSTEAD or (c.lower_ == "from" and c.i and c.nbor(-1).lower_ == "far")):
        return Modality.NEGATED
    if (c.dep_ in ("mark", "case") and c.lower_ == "due" and _infinitive_after(c)) or (c.dep_ == "obj" and c.lower_ in _FREE):
        return Modality.PLANNED
    if c.dep_ == "advmod" and c.lower_ in _NOT_YET and c.i + 1 < len(c.doc) and c.nbor().lower_ == "to":
        return Modality.NEGATED
    if c.dep_ == "advmod" and c.lemma_.lower() in words.adverbs:
        return words.adverbs[c.lemma_.lower()]
    if c.dep_ in ("aux", "aux:pass"):
        effect = words.auxiliaries.get(c.lower_, Modality.ASSERTED)
        if effect is Modality.PLANNED and words.clauses is words.acts and _courteous(anchor, c, words):
            return Modality.ASSERTED
        if effect is Modality.PLANNED and _counterfactual(anchor, c):
            return None
        if effect is not Modality.ASSERTED:
            return effect
    return Modality.ASSERTED


def _is_condition(anchor: Token, c: Token) -> bool:
    """Whether a word makes its clause one that nothing is put forward by: "if it pays", "had it paid", "until it pays", "that is like paying"."""
    if c.dep_ == "mark" and (c.lower_ in _CONDITIONS or (anchor.tag_ == "VBG" and c.lower_ in _LIKENED)):
        return True
    if c.dep_ in ("mark", "advmod") and c.lower_ in _PENDING:
        return anchor.tag_ in ("VBZ", "VBP") or any(a.tag_ in ("VBZ", "VBP") for a in grammar.children(anchor, "aux", "aux:pass"))
    if c.dep_ not in ("aux", "aux:pass", "cop") or c.lower_ not in _INVERTED:
        return False
    return any(s.i > c.i for s in grammar.children(anchor, "nsubj", "nsubj:pass"))


def _were_it_to(verb: Token) -> bool:
    """ "Were the board to pay, ...": the parse gives the first word to either clause."""
    first = verb.sent[0]
    return verb.tag_ == "VB" and verb.dep_ == "advcl" and first.lower_ == "were" and first.head in (verb, verb.head)


def _is_duty(auxiliary: Token, words: ModalityWords) -> bool:
    """ "Should not pay", "need not pay", "may not have paid" say not that it did not; "could not pay" does."""
    return auxiliary.dep_ == "aux" and auxiliary.lower_ not in _ABLE and words.auxiliaries.get(auxiliary.lower_, Modality.ASSERTED) is None


def _beyond_words(verb: Token) -> bool:
    """ "Cannot thank them enough"."""
    enough = any(c.lower_ == "enough" and c.i > verb.i for c in grammar.children(verb, "advmod"))
    return enough and any(c.lower_ in _ABLE for c in grammar.children(verb, "aux"))


def _infinitive_after(due: Token) -> bool:
    """ "Due to inspect it", "due to be inspected"; not "due to losing it"."""
    return due.i + 2 < len(due.doc) and due.nbor().lower_ == "to" and due.nbor(2).tag_ == "VB"


def _courteous(verb: Token, modal: Token, words: ModalityWords) -> bool:
    """ "I would urge them to think again", "they would like it reopened": by saying it one does it."""
    first_person = any(s.lower_ in ("i", "we") for s in grammar.children(verb, "nsubj"))
    return modal.lower_ in _WOULD and not _counterfactual(verb, modal) and (first_person or verb.lemma_.lower() in words.acts)


def _counterfactual(verb: Token, modal: Token) -> bool:
    """ "Would have paid", "would pay if"."""
    if modal.lower_ not in _WOULD:
        return False
    had = any(c.dep_ == "aux" and c.lower_ == "have" for c in verb.children)
    return had or any(c.dep_ == "advcl" and grammar.marker_of(c) in ("if", "unless") for c in verb.children)


def _no_longer(verb: Token) -> bool:
    return any(c.dep_ == "advmod" and c.lower_ == "longer" and c.i and c.nbor(-1).lower_ == "no" for c in verb.children)


def _under_way(verb: Token) -> bool:
    """ "is resigning", "are stepping down", not "has been resigning"."""
    return verb.tag_ == "VBG" and any(c.dep_ == "aux" and c.lemma_ == "be" and c.tag_ in ("VBZ", "VBP") for c in verb.children)


def _to_be(anchor: Token) -> bool:
    """ "is to be held", "due to be held"."""
    marks = [c for c in anchor.children if c.lower_ == "to" and c.dep_ in ("mark", "aux")]
    if not marks:
        return False
    if any(c.lemma_ == "be" and c.dep_ in ("aux", "aux:pass", "cop") and c.i < marks[0].i for c in anchor.children):
        return True
    if anchor.tag_ == "VBN" and grammar.children(anchor, "aux:pass"):  # "a panel to be led by", "to a new unit, to be led by"
        apart = marks[0].i > 0 and marks[0].nbor(-1).text == ","
        if (anchor.dep_ == "acl" and not _is_ranked(anchor.head)) or (anchor.dep_ == "advcl" and apart and anchor.i > anchor.head.i):
            return True
    return anchor.dep_ in ("xcomp", "ccomp", "advcl") and anchor.head.lemma_ == "be" and anchor.head.i < anchor.i


def _is_ranked(noun: Token) -> bool:
    """ "The first woman [to lead it]"."""
    return noun.lower_ in _RANKS or any(c.dep_ == "amod" and c.lower_ in _RANKS for c in noun.children)


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
    if node.dep_ == "acl" and node.tag_ == "VB" and _is_ranked(head) and grammar.children(head, "cop"):
        return _of_ranked(head, words)
    if node.dep_ in ("acl", "acl:relcl") and node.tag_ != "VB" and grammar.children(head, "cop") and grammar.negated(head) and not _is_ranked(head):
        return None  # "was not among the bodies that it fined"
    if node.dep_ == "xcomp" or (node.dep_ == "ccomp" and so_far is Modality.ASSERTED and _lookup(head, words.verbs) is not _UNTOLD):
        return _own(head, words)
    return _shared(node, head, words) if node.dep_ == "conj" else Modality.ASSERTED


def _of_ranked(noun: Token, words: ModalityWords) -> Effect:
    """ "Will be the first to lead it", "would be the last to fault it"; who was not the first did it too."""
    own = _own(noun, words)
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
