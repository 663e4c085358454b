from __future__ import annotations

import textwrap

from kg.model import BlockKind
from kg.read import read_document
from kg.read.pdf import paragraphs
from tests.read.samples import pdf, text_of

FIRST = ("The regulator has told Northtown Hospital Trust to improve its wards after two deaths, and has said that it will come back within six "
         "months to see what has been done about the failings.")
THIRD = ("Families have asked the minister to hold an inquiry. A spokeswoman for the minister said that he had read their letter and that he "
         "would answer it before the summer, when the next report is due.")
SECOND = ("Inspectors found that staff had not been trained. The trust said it was sorry and that it would publish a plan for every "
          "ward in June. It has not done so yet.")


def test_lines_become_paragraphs_across_pages() -> None:
    first, second, third = (textwrap.wrap(words, 70) for words in (FIRST, SECOND, THIRD))
    pages = [["Northtown Report 2022", "Trust told to improve", *first, second[0], "Page 1 of 3"],
             ["Northtown Report 2022", *second[1:], third[0], "Page 2 of 3"], ["Northtown Report 2022", *third[1:], "Page 3 of 3"]]
    document = read_document("report.pdf", pdf(pages, title="Trust told to improve", author="Jane Doe"))
    assert document.title and document.title.value == "Trust told to improve"
    assert document.author and document.author.value == "Jane Doe"
    assert text_of(document, BlockKind.PARAGRAPH) == [FIRST, SECOND, THIRD]
    assert "Report 2022" not in document.text
    assert "Page" not in document.text


def test_hyphens_at_line_ends() -> None:
    page = ["The trust has a new policy on safe-", "guarding and a well-known leader who came in the month of May, with", "a plan that is well-",
            "known to all of the staff who work in its wards."]
    assert paragraphs([page]) == [
        "The trust has a new policy on safeguarding and a well-known leader who came in the month of May, with a plan that is well-known to all of "
        "the staff who work in its wards."]


def test_a_title_that_only_the_metadata_gives() -> None:
    document = read_document("a.pdf", pdf([textwrap.wrap(FIRST, 70)], title="Trust told to improve"))
    assert document.text == f"Trust told to improve\n\n{FIRST}"
    document = read_document("a.pdf", pdf([textwrap.wrap(FIRST, 70)], title="Microsoft Word - draft2.docx"))
    assert document.text == FIRST
