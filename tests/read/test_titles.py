from __future__ import annotations

import pytest

from kg.read.titles import sensible_title
from tests.read.samples import kinds_of, markdown, plain

BODY = "The trust has been told to improve its wards, the regulator said in a report.\n"


@pytest.mark.parametrize(("text", "title"), [
    (f"Trust told to improve\n\n{BODY}", "Trust told to improve"),
    (f"Trust told to improve\n{BODY}", "Trust told to improve"),
    (f"We want our park back!\n\n{BODY}", "We want our park back!"),
    (f"By Jane Doe\nThe trust failed, a report says.\n{BODY}", None),
    (BODY, None),
    ("Just one line without a stop", None),
    (f"Home\n\nTrust told to improve\n\n{BODY}", "Trust told to improve"),
])
def test_headline(text: str, title: str | None) -> None:
    document = plain(text)
    assert (document.title.value if document.title else None) == title
    if document.title and document.title.span:
        assert text[document.title.span.start:document.title.span.end] == title


def test_a_title_said_again_is_boilerplate() -> None:
    assert kinds_of(plain(f"Save our park\n\nSave our park\n\n{BODY}")) == ["title", "boilerplate", "paragraph"]


def test_first_heading_of_markdown() -> None:
    document = markdown(f"# Trust told to improve\n\n{BODY}\n## What next\n\n{BODY.replace('trust', 'town')}")
    assert kinds_of(document) == ["title", "paragraph", "heading", "paragraph"]


def test_sensible() -> None:
    assert sensible_title("Trust told to improve")
    assert not any(map(sensible_title, ["", "Microsoft Word - draft 3.doc", "report_final_v2", "Untitled", "Document1", "report.pdf"]))
