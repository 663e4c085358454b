"""What extraction and resolution know of the domain, as plain data: classes, relations with their compiled lexicon, cues that type a name, ratings,
words of modality and speech. `kg.knowledge.ontology` reads it from the ontology folder; nothing here knows of RDF.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.knowledge.lexicon import Frame
from kg.model import Modality

if TYPE_CHECKING:
    from kg.knowledge.public_roles import PublicRoles  # which reads RDF


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation and how English says it. `domain` and `range` are classes; `subject_hint` and `object_hint` type an untyped name."""

    name: str
    label: str
    family: str
    domain: str | None
    range: str | None
    object_required: bool
    parents: frozenset[str]
    qualifiers: frozenset[str]
    frames: tuple[Frame, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]
    subject_hint: str | None
    object_hint: str | None
    own_words: bool  # "we acknowledge": the speaker in person, not the organisation
    speech_act: bool  # saying it is doing it: "we apologise" is no claim of the speaker's about themselves
    construction_subjects: frozenset[str]  # classes that may stand in its constructions
    construction_objects: frozenset[str]
    constructions: frozenset[str]  # ways of saying it that are grammar, not words: possessor, role, location, affiliation, byline
    judged_as: str | None  # the judge's label that it is told by where no word does: "blame"
    classified_from: float | None  # the classifier's score from which on it is told where no word does
    contests: frozenset[str]  # relations that it answers by saying that it is not so
    lifts: bool  # "thanked the council's approach" is of the council; "joined the council's panel" is not
    object_from_about: bool  # "called for a review of its services": the demand's own words name whom it concerns
    yields_to: frozenset[str]  # "launched a petition" organised it; that it was also published says nothing more
    about_class: str | None  # the class that such an object must have
    implicit_subject: bool  # a passive without agent may take the document's evident one
    implicit_class: str | None  # which is of this class, or else of the subject's typical one
    open_object: str | None  # the class of an object whose noun the ontology does not know: "opposed the flyover"
    bare_object: bool  # such an object may be one word: "opposed independence"
    helpers: frozenset[str]  # classes of those who, doing it to people, help them and take no side: "the hospital supports its patients"
    faulting: bool  # of a charge ("claimed that it had lied") only whoever acts in it bears the fault; of those served nothing bad is said
    single_deeds: bool  # it tells of one deed at a time: what somebody does in general ("inspects schools") is none
    object_from_employer: bool  # "the chief constable of X resigned": where no object is said, it is the body that the subject works for


@dataclass(frozen=True, slots=True)
class ClassTree:
    """Classes and their parents, all levels; every class is its own ancestor."""

    ancestors: Mapping[str, frozenset[str]]

    def is_a(self, cls: str, other: str) -> bool:
        """Whether `cls` is `other` or below it."""
        return cls == other or other in self.ancestors.get(cls, frozenset())

    def may_be(self, cls: str | None, wanted: str | None) -> bool:
        """Whether something of a class may stand where one is asked for; None where no class is known, or none asked for."""
        return wanted is None or cls is None or self.is_a(cls, wanted)

    def compatible(self, a: str, b: str) -> bool:
        """Whether one thing may be both: one class is the other or below it."""
        return self.is_a(a, b) or self.is_a(b, a)


@dataclass(frozen=True, slots=True)
class Cues:
    """Words that type names and descriptions: maps from lower-case word or phrase to a class, and word sets."""

    name_heads: Mapping[str, str]
    descriptions: Mapping[str, str]
    nouns: frozenset[str]  # the last words of descriptions, roles and spokespeople, hyphened ones taken apart
    first_words: Mapping[str, str]  # what a name may begin with, where what it ends in says nothing else: "University of"
    owned: frozenset[str]  # the first words of those that end in an owner: "his" of "His Majesty's"
    openings: Mapping[str, str]  # what a name begins with that settles what it is of: "Campaign for"
    linked: frozenset[str]  # a word and the small word that continues a name after it: "committee on"
    possessors: frozenset[str]  # whose possessive stands inside names: "Children's Services"
    saints: frozenset[str]  # "St" of "St Mary's"
    buildings: frozenset[str]  # what the name of a building may end in, which is a family name too: "Amber Court"
    opening_titles: frozenset[str]  # titles that begin a person's name wherever they stand: "Mr", not "General"
    postnominals: frozenset[str]  # letters after a name: "TD", "KC"
    given_names: frozenset[str]  # first names, by which a full name is a person's
    genders: Mapping[str, str]  # first names, titles and nouns of which "she" (f) or "he" (m) is said
    demonyms: Mapping[str, str]  # "french" -> "France"
    collectives: frozenset[str]  # words for a number of people: "hundreds of protesters"
    same_kind: Mapping[str, frozenset[str]]  # a noun and the words of names that it may stand for: "force" of a constabulary
    known_words: frozenset[str]  # names of one word in the gazetteer
    titles: frozenset[str]
    roles: frozenset[str]
    trades: frozenset[str]  # roles in a body that employs people, and in no place: "engineer"
    role_modifiers: frozenset[str]  # what may stand between a body's name and an office: the "acting" of "Denby Council Acting Mayor"
    functions: frozenset[str]  # what an office may be of that is no body: "Head of Enforcement"
    office_kinds: Mapping[str, frozenset[str]]  # an office and the words for the bodies that alone have it: "chief constable" -> "police"
    seats: frozenset[str]  # roles that are held in an assembly, not in the party that is said with them: "Labour MP"
    generic: frozenset[str]
    spokespeople: frozenset[str]
    staff: Mapping[str, str]  # people who stand for their body, named with it or not, and the class of such a body
    unnamable: frozenset[str]  # never an entity: "the report" yes, "the way" no
    suffered: frozenset[str]  # what is done to whoever it is of: to condemn somebody's arrest is not to condemn them
    localities: frozenset[str]  # what no country, state or large city is called: "the district"
    county_parts: frozenset[str]  # in the name of a body that serves less than a county
    regions: frozenset[str]  # what a place whose name says nothing of its kind may be called: "the county"
    outsiders: frozenset[str]  # "customers of Marlow Water" are none of its members
    credits: frozenset[str]  # "Picture: Jane Doe/Agency": who took a picture is no part of the story
    places: frozenset[str]  # names that are places wherever they stand
    wide_places: frozenset[str]  # those of countries, states and provinces, which have no mayor
    wide_nouns: frozenset[str]  # what such places are called, alone or at the end of a name: "the State"
    judged: frozenset[str]  # what people make and decide, and others judge, though it is no entity by its words: "timetable"
    founders: frozenset[str]  # nouns of those who brought a body into being
    members: frozenset[str]  # nouns of those who belong to a body and hold no office in it
    party_letters: frozenset[str]  # what a party is called in brackets behind a name: "Con"
    office_verbs: frozenset[str]  # verbs that put someone in a role: "appoint her chair"
    leaving_verbs: frozenset[str]  # verbs told with the role that whoever does it has or had: "resign as chair"
    leaving_nouns: frozenset[str]  # what is told of one with the role that one has or had: "her resignation as chair", "her post as chair"
    notice_verbs: frozenset[str]  # what one does with one's own resignation: "tender"
    removal_verbs: frozenset[str]  # verbs told with the role that whoever it is done to has or had: "remove her as chair"
    city_offices: frozenset[str]  # offices that may be held in a place, where no body is named: "mayor"
    state_offices: frozenset[str]  # those of them that states have too: "governor"
    place_offices: frozenset[str]  # offices that a place may be told with, and that nothing is known of otherwise: "sheriff"
    ministries: frozenset[str]  # words of the names of ministries: "department"
    ministers: frozenset[str]  # offices that belong to the ministry of the document that bears their words: "health secretary"
    role_within: Mapping[str, str]  # a role said without its body belongs to one of this class: "senator" -> LocalAuthority

    def opens_person(self, word: str) -> bool:
        """Whether a word, in lower case, is a title that begins a person's name wherever it stands, with or without its stop."""
        return word.rstrip(".") in self.opening_titles


def last_part(phrase: str) -> str:
    """The last word of a phrase, or the last part of a hyphened one."""
    return phrase.replace("-", " ").rpartition(" ")[2]


@dataclass(frozen=True, slots=True)
class ModalityWords:
    """Lemmas that colour what stands below them; None (`kg:unreal`) means that it is not put forward at all: wished, asked, supposed."""

    verbs: Mapping[str, Modality | None]
    adverbs: Mapping[str, Modality | None]
    auxiliaries: Mapping[str, Modality | None]
    nouns: Mapping[str, Modality | None]
    clauses: Mapping[str, Modality | None] = field(default_factory=dict)  # verbs without object that colour their clause: "wants to"
    passives: Mapping[str, Modality | None] = field(default_factory=dict)  # "is said to"
    charges: Mapping[str, Modality | None] = field(default_factory=dict)  # verbs: "charged with", "cleared of"
    charge_nouns: Mapping[str, Modality | None] = field(default_factory=dict)  # "under investigation for"
    deeds: Mapping[str, Modality | None] = field(default_factory=dict)  # verbs of relations that tell of a deed to come
    adjectives: Mapping[str, Modality | None] = field(default_factory=dict)  # "the alleged payment"
    acts: Mapping[str, Modality | None] = field(default_factory=dict)  # `clauses` for deeds of speech: "voted to censure"
    moments: Mapping[str, Modality | None] = field(default_factory=dict)  # verbs of what is done in a moment: "is resigning"


@dataclass(frozen=True, slots=True)
class SpeechWords:
    """Lemmas that tell whose words or whose claim something is; `claims` and `quoting` hold `verbs`."""

    verbs: frozenset[str]  # a whole quotation may stand under them
    claims: frozenset[str]  # a reported clause may
    quoting: frozenset[str]  # a few quoted words may; "pay tribute" too
    nouns: frozenset[str]  # "her claim that ..."
    views: frozenset[str]  # "in her view, ..."
    stances: frozenset[str]  # "she is adamant that ..."
    makers: frozenset[str]  # "she expressed concern that ..."
    written: frozenset[str]  # "the letter reads: ..."
    hearing: frozenset[str]  # verbs whose subject is told what stands below them: "the inquest heard that ..."
    states: frozenset[str]  # verbs of what nobody promises, being a state or a thought: "we will need"
    mistaken: frozenset[str]  # what a claim is called that is none of whoever calls it so: "wrong to say that"
    guesses: frozenset[str]  # under which what will be is guessed or charged: "it fears that it will close"
    undertakings: frozenset[str]  # what a body has in its hands, so that who tells of it promises it: "said that the works would continue"
    orations: frozenset[str]  # "statement by Jane Doe": what a text is that says "I"
    interviews: frozenset[str]  # "spoke to Jane Doe": who answers what a text asks
    mouthpieces: frozenset[str]  # "the minister's office": who speaks for someone without a name of its own


@dataclass(frozen=True, slots=True)
class Replies:
    """Verbs of deeds that answer others: who is the object of one of `prompts` is whoever then does one of `answers`."""

    answers: frozenset[str]
    prompts: frozenset[str]


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    label: str
    cls: str
    aliases: tuple[str, ...]
    same_as: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything that extraction and resolution know of the domain. `digest` names the content of the folder."""

    classes: ClassTree
    class_labels: Mapping[str, tuple[str, str]]  # label, family of the page
    relations: Mapping[str, Relation]
    family_labels: Mapping[str, str]
    cues: Cues
    modality: ModalityWords
    ratings: Mapping[str, int]  # phrase -> rank in its scale
    speech: SpeechWords
    replies: Replies
    gazetteer: tuple[GazetteerEntry, ...]
    called: Mapping[str, GazetteerEntry]  # by the key of each of their names
    public_roles: PublicRoles
    known: Mapping[str, tuple[str, ...]]  # names of the gazetteer as written, by their first word, the longest first
    digest: str

    def built(self, construction: str) -> Relation | None:
        """The first relation that a construction gives, such as "speech" or "byline"."""
        return next((r for r in self.relations.values() if construction in r.constructions), None)
