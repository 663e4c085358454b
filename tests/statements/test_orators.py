"""Whose words a text is that says "we" in its own voice: told in its first lines, before or behind a colon, or with "we" itself."""
from __future__ import annotations

import pytest

from kg.statements.extract import Extractor
from tests.statements.test_extract import extract, told

OURS = ("We wrote to Denby Council in March. Our letter was not answered. We are tired of waiting, and our patience is at an end. "
        "We thank Helen Marsh.")


def praises(extractor: Extractor, head: str, text: str = OURS) -> set[str]:
    """Who thanks Helen Marsh."""
    found = extract(extractor, f"{head}\n\n{text}\n")
    praise = [told(found, s, {}) for s in found.statements if s.type == "praised"]
    return {p.subject for p in praise if p.object == "Helen Marsh"}


@pytest.mark.parametrize(("head", "whose"), [
    ("Statement by Jane Doe", "Jane Doe"),
    ("Statement by the Port Workers' Federation on the death at Quay 9", "Port Workers' Federation"),
    ("Letter to customers from the Tarle Tenants' Association", "Tarle Tenants' Association"),
    ("Annual report of the Friends of Tarle Hospital", "Friends of Tarle Hospital"),
    ("Save Tarle Library: why we are asking you to sign", "Save Tarle Library"),
    ("Friends of Tarle Hospital: newsletter and annual report", "Friends of Tarle Hospital"),
    ("Jane Doe delivered remarks on the fire at the Tarle Foundry.", "Jane Doe"),
    ("Our story: the Tarle Tenants' Committee", "Tarle Tenants' Committee"),
])
def test_the_head_tells_whose_words_they_are(extractor: Extractor, head: str, whose: str) -> None:
    assert praises(extractor, head) == {whose}


def test_we_may_be_told_with_the_word(extractor: Extractor) -> None:
    assert praises(extractor, "A letter that nobody answered", f"We, the tenants of Tarle Court, have had enough. {OURS}") == {"tenants"}


@pytest.mark.parametrize("head", [
    "President Jane Doe walks away after making a statement on the fire at the Tarle Foundry.",
    "Inspection report: Tarle Prison", "A petition to Tarle County Council", "Review of Tarle County Council",
    "Tarle County Council: what residents say", "An open letter to the board of Tarle Water",
])
def test_whom_a_text_is_about_does_not_speak_in_it(extractor: Extractor, head: str) -> None:
    assert praises(extractor, head) == set()


def test_one_we_does_not_make_a_speech(extractor: Extractor) -> None:
    assert praises(extractor, "Statement by the Port Workers' Federation", "We thank Helen Marsh. The council met on Monday.") == set()
