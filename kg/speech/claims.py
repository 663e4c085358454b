"""The claimants whom single words tell: who stands beside a clause as its source, and whose claim a governing verb, adjective or noun makes of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.knowledge.domain import Ontology
from kg.model import Modality
from kg.speech.voices import Speech, Voices
from kg.syntax import arguments, grammar
from kg.syntax.parsed import position
from kg.syntax.tree import Token

_HEAR = "hear"
Teller = Callable[[Token], Speech | None]


class Claims:
    """Finds claimants in one document, one step of the parse at a time."""

    def __init__(self, voices: Voices, ontology: Ontology) -> None:
        self.voices = voices
        self.ontology = ontology
        self.words = ontology.speech
        self._asides: dict[tuple[int, int], list[tuple[Token, Teller]]] = {}

    def asides(self, node: Token) -> Sequence[tuple[Token, Teller]]:
        """The words beside a word's clause that may tell its source, each with what finds the claimant in them."""
        place = position(node)
        if place not in self._asides:
            found = ((c, self._teller(c)) for c in node.children)
            self._asides[place] = [(c, teller) for c, teller in found if teller is not None]
        return self._asides[place]

    def _teller(self, child: Token) -> Teller | None:
        """ "..., said Jane Doe, ...", "as Jane Doe put it", "according to Jane Doe", "in Jane Doe's view", "Jane Doe's view is that ..."."""
        if child.dep_ == "parataxis" and child.pos_ == "VERB" and child.lemma_.lower() in self.words.claims:
            return self.voices.subject
        if child.dep_ == "advcl" and grammar.marker_of(child) == "as" and self._says_so(child):
            return self.voices.subject
        if any(c.lower_ == "according" and c.dep_ == "case" for c in child.children):
            return self.voices.named
        lemma = child.lemma_.lower()
        views = child.dep_ == "obl" and lemma in self.words.views and grammar.marker_of(child) == "in"
        return self._owner if views or (child.dep_ == "nsubj:outer" and lemma in self.words.views | self.words.nouns) else None

    def _says_so(self, verb: Token) -> bool:
        """Whether a clause with "as" only tells who says what stands beside it: "as Jane Doe told the court", not "as she announced cuts"."""
        objects = {c.lower_ for c in verb.children if c.dep_ == "obj"}
        if any(c.dep_ in ("ccomp", "xcomp") for c in verb.children):
            return False
        if any(f"{verb.lemma_.lower()} {word}" in self.words.claims for word in objects):
            return True
        return self._tells(verb) and (not objects or verb.lemma_ == "tell")

    def governor(self, node: Token, head: Token, token: Token) -> Speech | None:
        """The claimant that a governor of the clause at `node` tells."""
        if head.pos_ == "VERB" and (found := self._of_verb(node, head, token)) is not None:
            return found
        lemma = head.lemma_.lower()
        if (lemma in self.words.stances or head.lower_ in self.words.stances) and node.dep_ == "ccomp" and node.i > head.i:
            return self._who_is(head)
        if node.dep_ in ("acl", "acl:relcl") and grammar.is_content(node) and self._told(head):
            return self.voices.subject(head.head)  # "told [the inquiry that it had hidden the notes]"
        if node.dep_ == "acl" and node.tag_ == "VBG" and arguments.is_object(head) and self._alleges(head.head):
            return self.voices.subject(head.head)  # "accused [the council of ignoring ...]"
        content = node.dep_ in ("acl", "ccomp") or (node.dep_ == "acl:relcl" and grammar.is_content(node))
        if head.pos_ == "NOUN" and lemma in self.words.nouns and content:
            return self._owner(head, ("by", "from", "of")) or self._maker(head)
        return None

    def of_others(self, token: Token) -> bool:
        """Whether what a word says is a claim that a text only tells of, whoever makes it: "after staff raised [fears that it was unsafe]"."""
        for clause in (token, *grammar.governors(token)):
            noun = clause.head
            if clause.dep_ == "acl" and grammar.is_content(clause) and noun.pos_ == "NOUN" and noun.lemma_.lower() in self.words.nouns:
                return not grammar.exists(noun) and self.governor(clause, noun, token) is None
        return False

    def _of_verb(self, node: Token, verb: Token, token: Token) -> Speech | None:
        """Whoever claims, charges or calls, where what a verb says so is below it."""
        if verb.lemma_.lower() == _HEAR:
            told = (self.voices.named(c) for c in verb.children if grammar.marker_of(c) == "from")
            return next((s for s in told if s is not None), None)  # "heard [from Jane Doe] that": who hears a claim does not make it
        alleging, tells = self._alleges(verb), self._tells(verb)
        said = node.dep_ in ("ccomp", "parataxis") or (node.dep_ in ("xcomp", "csubj:pass") and alleging)
        noun = node == token and node.pos_ == "NOUN" and node.dep_ == "obj"
        if ((tells or alleging) and said) or (tells and noun):
            return self.voices.subject(verb) or self._after(verb)
        if alleging and node.dep_ in ("advcl", "obl") and grammar.marker_of(node) in ("of", "over", "for"):
            return self.voices.subject(verb)
        if verb.dep_ == "acl:relcl" and verb.head.lower_ == "what" and node.dep_ in ("obj", "obl", "xcomp", "ccomp"):
            return self.voices.subject(verb) if verb.lemma_.lower() in self.words.quoting else None  # "what she called [a failure]"
        return None

    def _tells(self, verb: Token) -> bool:
        words = {verb.lemma_.lower(), grammar.with_particle(verb)}
        return verb.pos_ == "VERB" and not words.isdisjoint(self.words.claims)

    def _after(self, verb: Token) -> Speech | None:
        """ "... – said Jane Doe": whom the parse takes for something else."""
        return self.voices.first_named(verb.doc[verb.i + 1 : verb.sent.end], verb) if verb.i and verb.nbor(-1).is_punct else None

    def _who_is(self, stance: Token) -> Speech | None:
        """ "Jane Doe is adamant that ...", "Jane Doe is of the view that ...": of whom it is said; "it is clear that" is nobody's word."""
        if not any(c.dep_ in ("cop", "aux:pass") for c in stance.children):
            return None
        subjects = (t for t in arguments.surface_subjects(stance)[0] if t.lower_ != "it")
        return next((s for t in subjects if (s := self.voices.named(t)) is not None), None)

    def _owner(self, noun: Token, markers: Sequence[str] = ("of",)) -> Speech | None:
        """Whoever a claim or view belongs to."""
        return next((s for c in grammar.owners(noun, *markers) if (s := self.voices.named(c)) is not None), None)

    def _alleges(self, verb: Token) -> bool:
        return verb.pos_ == "VERB" and self.ontology.modality.verbs.get(verb.lemma_.lower()) is Modality.ALLEGED

    def _told(self, noun: Token) -> bool:
        """Whether a noun is whom a verb of claiming tells, or where: a noun of claims has its clause for itself."""
        return noun.dep_ in ("obj", "iobj", "obl") and self._tells(noun.head) and noun.lemma_.lower() not in self.words.nouns

    def _maker(self, noun: Token) -> Speech | None:
        """ "She made the claim that ...", "she said in a statement that ...", "she is of the view that ...": who makes it."""
        if noun.dep_ == "obj" and noun.head.pos_ == "VERB" and noun.head.lemma_ in self.words.makers:
            return self.voices.subject(noun.head)
        if noun.dep_ == "obl" and self._tells(noun.head):
            return self.voices.subject(noun.head)
        return self._who_is(noun) if grammar.marker_of(noun) in ("of", "under") else None
