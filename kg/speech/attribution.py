"""Whose claim a word of the text stands in: the source of a reported clause, of a quotation, or of the sentences that go on reporting.

Where claims nest ("the council says that the inspectors found that ..."), `claimants` gives the innermost first. What the graph keeps as attributed
is the innermost claimant who is named, whoever else passes the claim on; a claimant about themselves counts too ("the council said that it had
paid"), but where the claim is a deed of speech ("the council said that it apologised") there is nothing to attribute.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from kg.knowledge.domain import Ontology
from kg.model import MentionKind
from kg.reference.coreference import Coreference
from kg.reference.referents import Local
from kg.speech.claims import Claims
from kg.speech.quotations import Quotation
from kg.speech.speakers import Speakers
from kg.speech.voices import Speech, Voices
from kg.syntax import grammar
from kg.syntax.parsed import HEADS, ParsedDocument, offset_of
from kg.syntax.phrases import Phrase
from kg.syntax.tree import Token

_LEVELS = 40  # of embedding


def mark_quoted(parsed: ParsedDocument, quotations: Sequence[Quotation]) -> None:
    """Note on each `Doc` which of its tokens stand inside a direct quotation (`quoted`), and in a head which are quoted for their tone (`toned`)."""
    starts = [b.start for b in parsed.blocks]
    for q in quotations:
        at = bisect_right(starts, q.start) - 1
        if at >= 0 and (not q.scare or parsed.blocks[at].kind in HEADS):
            doc = parsed.docs[at]
            inside = frozenset(t.i for t in doc if q.outer_start <= offset_of(t) < q.outer_end)
            if q.scare:
                doc.toned |= inside
            else:
                doc.quoted |= inside


class Attribution:
    """Speakers of one document's quotations and reported clauses."""

    def __init__(
        self,
        parsed: ParsedDocument,
        quotations: Sequence[Quotation],
        coreference: Coreference,
        ontology: Ontology,
        voice: Local | None,
        author: Local | None = None,
        turns: Mapping[int, Speech | None] | None = None,
        addressee: Local | None = None,
    ) -> None:
        self.parsed = parsed
        self.coreference = coreference
        self.ontology = ontology
        self.voice = voice  # whose "we" the document's own is: the body that wrote it, else the person
        self.author = author  # whose "I" it is
        self.addressee = addressee  # of a letter: its "you"
        self.own_words = 0  # how often the document says "I" or "we" in its own voice
        self.fragments = [q for q in quotations if q.scare and q.parent is None]
        self.quotations = [q for q in quotations if not q.scare and q.parent is None]
        self.voices = Voices(coreference, ontology)
        self.claims = Claims(self.voices, ontology)
        self.speakers: dict[int, Speech] = Speakers(parsed, self.voices).of(self.quotations, turns or {})
        self._quotation: dict[Token, int | None] = {}
        self._inserts: dict[tuple[int, int], list[Token]] = {}
        self._first_person()

    def quotation_of(self, token: Token) -> int | None:
        """The index of the direct quotation that a token stands in."""
        if token.i not in token.doc.quoted:
            return None
        if token not in self._quotation:
            at = offset_of(token)
            self._quotation[token] = next((i for i, q in enumerate(self.quotations) if q.outer_start <= at < q.outer_end), None)
        return self._quotation[token]

    # --- first person ----------------------------------------------------------------------------------------------------------------------

    def _first_person(self) -> None:
        """ "I" is the speaker; "we" the speaker too, unless `company` is asked for; outside quotations they are those who wrote the document. "You"
        is whom a letter is written to, or whom the speaker is said to tell it."""
        register = self.coreference.register
        for phrase in self.coreference.phrases:
            if phrase.kind is not MentionKind.PRONOUN or phrase.noun not in ("we", "i", "you") or phrase in register.of:
                continue
            index = self.quotation_of(phrase.head)
            if index is None:
                self._written(phrase)
            elif index in self.speakers and phrase.noun != "you":
                self._spoken(phrase, self.speakers[index].local)
            elif index in self.speakers and (told := self._told(self.speakers[index].verb)) is not None:
                register.bind(phrase, told, "whom the speaker tells it")

    def _told(self, verb: Token | None) -> Local | None:
        """ "The chair told Jane Doe: 'You ...'": a person or a body that answers; what a paper is told, all are."""
        objects = [c for c in verb.children if c.dep_ in ("iobj", "obj")] if verb is not None else []
        told = self.coreference.local_at(objects[0]) if objects else None
        answers = told is not None and told.named and self.voices.can_speak(told) and not self.voices.is_a(told, "MediaOrganization")
        return told if answers else None

    def _spoken(self, phrase: Phrase, speaker: Local) -> None:
        self.coreference.register.bind(phrase, speaker, "the speaker of the quotation")
        if phrase.noun == "i" and speaker.named and speaker.weak_class and len(speaker.name.split()) > 1:
            speaker.cls = "Person"  # what nothing but a label takes for a place or a body

    def _written(self, phrase: Phrase) -> None:
        self.own_words += phrase.noun != "you"
        own = {"we": self.voice, "i": self.author, "you": self.addressee}[phrase.noun or ""]
        if own is not None:
            self.coreference.register.bind(phrase, own, "whom the letter is written to" if phrase.noun == "you" else "whoever wrote the document")

    @staticmethod
    def company(local: Local) -> Local:
        """The organisation that a person in office speaks for with "we"."""
        return local.employer if local.cls == "Person" and local.employer is not None else local

    # --- claims ------------------------------------------------------------------------------------------------------------------------------

    def source_of(self, token: Token, deed_of: Local | None = None) -> Speech | None:
        """The innermost claimant of what a word says; with `deed_of`, the innermost who is not the one whose deed of speech it is."""
        return next((s for s in self.claimants(token) if s.local is not deed_of), None)

    def claimants(self, token: Token) -> Iterator[Speech]:
        """Those in whose words, or according to whom, a word stands: the innermost first."""
        index = self.quotation_of(token)
        yield from self._above(token, index)
        if index is not None:
            if index in self.speakers:
                yield self.speakers[index]
        else:
            quoted = self._going_on(token)
            if quoted is not None:
                yield quoted

    def _above(self, token: Token, index: int | None) -> Iterator[Speech]:
        """Claimants in the word's own sentence, up the parse, inside its quotation if it stands in one."""
        node, clause = token, True
        for _ in range(_LEVELS):
            for c, teller in self.claims.asides(node) if clause else ():
                if c != token and self.quotation_of(c) == index and (speech := teller(c)) is not None:
                    yield speech
            head = node.head
            if head == node or self.quotation_of(head) != index:
                yield from self._inserted(token, index)
                return
            speech = self.claims.governor(node, head, token) if head != token else None
            if speech is not None:
                yield speech
            clause = node.dep_ not in ("acl:relcl", "appos")
            node = head

    def _inserted(self, token: Token, index: int | None) -> Iterator[Speech]:
        """ "..., said Jane Doe, ...": the parse seldom sees that these words are put in, so the commas tell."""
        above = set(grammar.governors(token))
        for verb in self._put_in(token):
            if verb.lower_ == "according":
                source = self.voices.named(verb.head) if verb.head != token and self.quotation_of(verb) == index else None
                if source is not None:
                    yield source
            elif verb != token and self.quotation_of(verb) == index:
                speech = self.voices.first_named(verb.doc[verb.i + 1 : verb.sent.end], verb)
                if speech is not None and speech.token not in above and speech.token != token and not self._goes_on(verb, speech):
                    yield speech

    def _put_in(self, token: Token) -> Sequence[Token]:
        """The words of a token's sentence that may put in whose word it is: "according" set off, verbs of speech behind a comma."""
        place = token.doc.order, token.sent.start
        if place not in self._inserts:
            told = self.ontology.speech.verbs
            self._inserts[place] = [
                t for t in token.sent
                if (t.lower_ == "according" and self._set_off(t))
                or (t.i and t.doc[t.i - 1].text == "," and t.tag_ in ("VBD", "VBZ") and t.lemma_.lower() in told)
            ]
        return self._inserts[place]

    @staticmethod
    def _set_off(according: Token) -> bool:
        """Whether "according to Jane Doe" stands apart, so that all its sentence is on her word: at its beginning, or after a comma at its end."""
        before = according.nbor(-1) if according.i > according.sent.start else None
        source = according.head
        return before is None or (before.text == "," and source.right_edge.i + 2 >= according.sent.end)

    def _goes_on(self, verb: Token, speech: Speech) -> bool:
        """ "Jane Doe, who lives there, asked the trust to act": a verb with its own subject before it, and a name after it that its clause needs."""
        phrase = self.coreference.at(speech.token)
        end = (phrase.last if phrase is not None else speech.token.i) + 1
        return any(c.dep_ == "nsubj" and c.i < verb.i for c in verb.children) and end < verb.sent.end and not verb.doc[end].is_punct

    # --- reporting that goes on --------------------------------------------------------------------------------------------------------------

    def _going_on(self, token: Token) -> Speech | None:
        """ "The council said ... It had acted at once.": a sentence in the pluperfect after a reported one of its paragraph is reported too."""
        sentence = token.sent
        root = sentence.root
        if sentence.start == 0 or not self._pluperfect(root) or not self._leads_to(root, token):
            return None
        before = token.doc[sentence.start - 1].sent
        if self.quotation_of(root) is not None or self.quotation_of(before.root) is not None:
            return None
        said = before.root
        if said.pos_ == "VERB" and said.lemma_.lower() in self.ontology.speech.verbs and any(c.dep_ in ("ccomp", "parataxis") for c in said.children):
            return self.voices.subject(said)
        return next(self._above(said, None), None) or self._going_on(said)

    @staticmethod
    def _pluperfect(verb: Token) -> bool:
        return any(c.dep_ in ("aux", "aux:pass") and c.lower_ in ("had", "’d", "'d") for c in verb.children)

    @staticmethod
    def _leads_to(root: Token, token: Token) -> bool:
        """Whether a word stands in the main clause or in one coordinated with it."""
        return token == root or all(t.dep_ != "acl:relcl" for t in (token, *grammar.governors(token)) if t != root)
