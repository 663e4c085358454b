from __future__ import annotations

import pytest

from kg.lines.names import author_name, person_name
from kg.model import BlockKind, Document
from tests.read.samples import STORY, plain, text_of

BODY = "\n\nThe trust has been told to improve its wards, the regulator said in a report. It came after two deaths.\n"


def quoted(document: Document) -> None:
    """Each span says what the attribute says."""
    for attribute in (document.title, document.author, document.publisher):
        if attribute and attribute.span:
            assert " ".join(document.text[attribute.span.start:attribute.span.end].split()) == attribute.value


@pytest.mark.parametrize(("lines", "author", "publisher", "date"), [
    ("By Jane Doe", "Jane Doe", None, None),
    ("by Jane Doe, Health Reporter", "Jane Doe", None, None),
    ("By Jane Doe and John O'Neill-Smith", "Jane Doe and John O'Neill-Smith", None, None),
    ("By Jane Doe, John Roe and Ann van der Berg", "Jane Doe, John Roe and Ann van der Berg", None, None),
    ("Words by Jane Doe in Northtown", "Jane Doe", None, None),
    ("By Friends of the Park", "Friends of the Park", None, None),
    ("Jane Doe\nMonday, September 5, 2022", "Jane Doe", None, "2022-09-05"),
    ("3 May 2022\nJane Doe", "Jane Doe", None, "2022-05-03"),
    ("By Jane Doe | 3 May 2022 | The Northtown Echo", "Jane Doe", "The Northtown Echo", "2022-05-03"),
    ("by Jane Doe · 3 May 2022 · The Northtown Echo", "Jane Doe", "The Northtown Echo", "2022-05-03"),
    ("3 May 2022\nNorthtown Gazette | Jane Doe", "Jane Doe", "Northtown Gazette", "2022-05-03"),
    ("Published 3 May 2022, 10:15\nUpdated 5 May 2022", None, None, "2022-05-03"),
    ("Updated 5 May 2022", None, None, "2022-05-05"),
    ("By Jane Doe\n18:04, 3 May 2022", "Jane Doe", None, "2022-05-03"),
    ("Started by Friends of the Park\n3 May 2022", "Friends of the Park", None, "2022-05-03"),
    ("River Ombudsman Service\nPublished: 3 May 2022", None, "River Ombudsman Service", "2022-05-03"),
    ("Posted by Jane Doe on 3 May 2022\nClear Northtown", "Jane Doe", "Clear Northtown", "2022-05-03"),
    ("5/9/2022", None, None, "2022-09-05"),
    ("Jane Doe", None, None, None),
    ("The meeting is on 3 May 2022", None, None, None),
])
def test_bylines(lines: str, author: str | None, publisher: str | None, date: str | None) -> None:
    document = plain("Hospital trust told to improve\n\n" + lines + BODY)
    found = [attribute.value if attribute else None for attribute in (document.author, document.publisher, document.date)]
    assert found == [author, publisher, date]
    quoted(document)
    if author or date:
        assert text_of(document, BlockKind.BYLINE) == lines.split("\n")


def test_the_story() -> None:
    document = plain(STORY)
    assert document.title and document.author and document.date
    assert (document.title.value, document.author.value) == ("Hospital trust told to improve after two deaths", "Jane Doe")
    assert document.date.span
    assert STORY[document.date.span.start:document.date.span.end] == "3 May 2022"


def test_a_date_line_glued_to_the_first_paragraph_is_cut_off() -> None:
    document = plain("Trust told to improve\n\nThursday, May 7, 2015 On Tuesday, the regulator told the trust to improve.\n")
    assert text_of(document, BlockKind.BYLINE) == ["Thursday, May 7, 2015"]
    assert text_of(document, BlockKind.PARAGRAPH) == ["On Tuesday, the regulator told the trust to improve."]


@pytest.mark.parametrize(("line", "author"), [
    ("From Friends of the Park", "Friends of the Park"), ("— Jane Doe", "Jane Doe"), ("Yours sincerely, Jane Doe", "Jane Doe"),
    ("From there they went on to win.", None), ("From £3 to £4", None)])
def test_signature_at_the_end(line: str, author: str | None) -> None:
    document = plain("We ask the council to keep the park open for all of us." + BODY + "\n" + line + "\n\nSign this petition now\n")
    assert (document.author.value if document.author else None) == author
    quoted(document)


def test_a_title_of_capitals_before_a_date_is_no_author() -> None:
    document = plain("Regulator Praises Northtown\n\n3 May 2022" + BODY)
    assert document.author is None
    assert document.title and document.title.value == "Regulator Praises Northtown"


def test_who_is_interviewed_did_not_write_it() -> None:
    assert plain("Jane Doe, Northtown founder interviewed by the Echo 3 May 2022" + BODY).author is None


def test_names() -> None:
    assert all(map(person_name, ["Jane Doe", "Fiachra Ó Dálaigh", "J. R. Hartley", "Ann van der Berg", "JANE DOE"]))
    assert not any(map(person_name, ["Jane", "Local News", "jane doe", "Jane Doe said", "The Town", "Page 2", ""]))
    assert author_name("PA Media")
    assert not author_name("")
