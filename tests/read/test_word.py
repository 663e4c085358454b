from __future__ import annotations

from io import BytesIO

import docx

from kg.read import read_document
from tests.read.samples import kinds_of, word

SENTENCE = "The regulator has told the trust to improve its wards."


def test_styles_give_kinds() -> None:
    data = word([("Title", "Trust told to improve"), ("Normal", "By Jane Doe"), ("Normal", SENTENCE), ("Heading 1", "What next"),
                 ("List Bullet", "A new ward"), ("Caption", "The ward in March")])
    document = read_document("a.docx", data)
    assert kinds_of(document) == ["title", "byline", "paragraph", "heading", "item", "caption"]
    assert document.text.startswith("Trust told to improve\n\nBy Jane Doe\n\n")
    assert document.author and document.author.value == "Jane Doe"


def test_properties() -> None:
    document = read_document("a.docx", word([("Normal", SENTENCE)], title="Trust told to improve", author="Jane Doe"))
    assert document.text == f"Trust told to improve\n\n{SENTENCE}"
    assert document.author and document.author.value == "Jane Doe"
    assert read_document("a.docx", word([("Normal", SENTENCE)])).author is None


def test_tables_and_text_under_review_are_kept() -> None:
    made = docx.Document()
    made.add_table(rows=1, cols=2).rows[0].cells[0].text = "Fine"
    paragraph = made.add_paragraph("The trust ")
    run = paragraph.add_run("was fined in March.")
    inserted = run._r.makeelement("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}ins", {})
    run._r.addprevious(inserted)
    inserted.append(run._r)
    buffer = BytesIO()
    made.save(buffer)
    assert read_document("a.docx", buffer.getvalue()).text == "Fine\n\nThe trust was fined in March."
