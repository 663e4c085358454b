"""What is kept of a document and read again is the same, whatever its text; what is damaged is told."""
from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.codec import DamagedError, as_read, decode, decode_document, encode, encode_document, to_referents
from kg.model import Attribute, Block, BlockKind, Document, Gathered, Mention, MentionKind, Modality, Passage, Referent, Span, Statement, document_id
from tests.helpers import protest_sketch, report_sketch

TEXT = st.text(st.characters(), min_size=8, max_size=40)  # lone surrogates too
SPANS = st.tuples(st.integers(0, 7), st.integers(1, 8)).map(lambda p: Span(min(p), max(p)))
ATTRIBUTES = st.none() | st.builds(Attribute, TEXT, st.none() | SPANS)
WORDS = st.lists(TEXT, max_size=3).map(tuple)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(TEXT)
    blocks = draw(st.lists(st.builds(Block, st.integers(0, 8), st.integers(0, 8), st.sampled_from(BlockKind)), max_size=3))
    return Document(id=document_id(text), path=draw(TEXT), sha256="0" * 64, text=text, blocks=tuple(blocks), title=draw(ATTRIBUTES),
                    author=draw(ATTRIBUTES), publisher=draw(ATTRIBUTES), date=draw(ATTRIBUTES), url=draw(st.none() | TEXT))


@st.composite
def gathered(draw: st.DrawFn) -> Gathered:
    document = draw(documents())
    key = st.integers(0, 4).map(lambda n: f"{document.id}:{n}")

    def mention() -> Mention:
        span = draw(SPANS)
        words = draw(st.just(document.text[span.start:span.end]) | TEXT)
        return Mention(start=span.start, end=span.end, text=words, kind=draw(st.sampled_from(MentionKind)), referent=draw(key))

    def statement() -> Statement:
        span = draw(SPANS)
        return Statement(
            type=draw(TEXT), subject=mention(), object=mention() if draw(st.booleans()) else None,
            evidence=Passage(document=document.id, start=span.start, end=span.end, text=draw(st.just(document.text[span.start:span.end]) | TEXT)),
            trigger=draw(SPANS), modality=draw(st.sampled_from(Modality)), attributed_to=mention() if draw(st.booleans()) else None,
            qualifiers=tuple(draw(st.lists(st.tuples(TEXT, TEXT), max_size=2))), rule=draw(TEXT), confidence=draw(st.floats(0, 1)), kind=draw(TEXT),
            doubts=draw(WORDS))

    referents = st.builds(Referent, id=key, document=st.just(document.id), name=TEXT, cls=TEXT, names=WORDS, aliases=WORDS, roles=WORDS,
                          owner=st.none() | key, place=st.none() | TEXT, named=st.booleans(), self_document=st.booleans())
    return Gathered(document=document, referents=tuple(draw(st.lists(referents, max_size=2))),
                    statements=tuple(statement() for _ in range(draw(st.integers(0, 2)))),
                    sentences=tuple(draw(st.lists(SPANS, max_size=2))), anchored=tuple(draw(st.lists(SPANS, max_size=2))))


@given(gathered())
def test_what_a_document_gave_is_read_as_it_was_written(one: Gathered) -> None:
    line = encode(one)
    assert line.isascii()
    assert "\n" not in line
    assert decode(line, one.document) == one


@given(documents())
def test_a_document_is_read_as_it_was_written(document: Document) -> None:
    assert decode_document(encode_document(document)) == document


def test_words_that_stand_in_the_text_are_not_kept_twice() -> None:
    one = whole()
    assert one.statements[1].evidence.text not in encode(one)


def test_trails_are_not_kept() -> None:
    one = whole()
    told = replace(one, statements=(replace(one.statements[0], subject=replace(one.statements[0].subject, trail=("a name",))),))
    assert decode(encode(told), one.document).statements == one.statements[:1]


@pytest.mark.parametrize("line", ["", "[]", "{}", "nonsense", '{"referents": 1, "statements": [], "sentences": [], "anchored": []}'])
def test_what_encode_did_not_write_is_damaged(line: str) -> None:
    with pytest.raises(DamagedError, match="marrow"):
        decode(line, whole().document)


@pytest.mark.parametrize("line", ["", "[]", '{"id": "x"}'])
def test_so_is_a_document_that_encode_document_did_not_write(line: str) -> None:
    with pytest.raises(DamagedError, match="a document that was kept"):
        decode_document(line)


@pytest.mark.parametrize("part", ["referents", "statements", "sentences"])
def test_a_part_that_lacks_something_is_damaged(part: str) -> None:
    told = json.loads(encode(whole()))
    told[part][0] = told[part][0][:-1]
    with pytest.raises(DamagedError):
        decode(json.dumps(told), whole().document)


def test_a_referent_of_another_document_is_not_kept_in_silence() -> None:
    with pytest.raises(ValueError, match="is no referent of the document"):
        encode(replace(whole(), document=protest_sketch().extraction().document))


def test_a_document_is_read_without_its_place_unless_its_place_is_its_name() -> None:
    document = whole().document
    assert (as_read(document).path, as_read(document).sha256) == ("", "")
    assert as_read(replace(document, title=None)).path == document.path


def whole() -> Gathered:
    one = report_sketch().extraction()
    spans = (Span(0, 10), Span(11, 20))
    return Gathered(document=one.document, referents=one.referents, statements=one.statements, sentences=spans, anchored=spans[:1])


def test_a_name_of_many_documents_is_held_once() -> None:
    line = json.dumps([["0", "Orrin Town Council", "LocalAuthority", ["Orrin Town Council"], ["Orrin Town Council"], [], None, None, True, False]])
    told = [to_referents(json.loads(line), document)[0] for document in ("a", "b")]
    assert told[0].id != told[1].id
    assert told[0].name is told[1].name is told[0].names[0] is told[1].aliases[0]
