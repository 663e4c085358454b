from __future__ import annotations

import pytest

from kg.model import BlockKind
from tests.read.samples import markdown, text_of

MATTER = '---\ntitle: "Trust told to improve"\npublisher: The Northtown Echo\nauthor: Jane Doe\ndate: 2022-05-03\nsource: https://example.org/a\n---\n'
TEXT = MATTER + """
The trust has said it will publish
a plan in June. It follows
*criticism* from the regulator.

![a picture](x.jpg)

What next
---------

- More nurses
  will be hired
- [ ] A new ward

> We are sorry
> for what happened.

| Year | Fine |
|------|------|
| 2020 | £20,000 |

```
code = here
```

***
Last line.
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_front_matter(end: str) -> None:
    text = TEXT.replace("\n", end)
    document = markdown(text)
    assert document.text == text
    for attribute, value in ((document.title, "Trust told to improve"), (document.publisher, "The Northtown Echo"),
                             (document.author, "Jane Doe"), (document.date, "2022-05-03")):
        assert attribute and attribute.span and attribute.value == value
        assert text[attribute.span.start:attribute.span.end] == value
    assert document.url == "https://example.org/a"
    assert text_of(document, BlockKind.TITLE) == ["Trust told to improve"]
    assert "author: Jane Doe" in text_of(document, BlockKind.BYLINE)


def test_stretches() -> None:
    document = markdown(TEXT)
    assert text_of(document, BlockKind.PARAGRAPH) == [
        "The trust has said it will publish\na plan in June. It follows\n*criticism* from the regulator.", "We are sorry\n> for what happened.",
        "Last line."]
    assert text_of(document, BlockKind.HEADING) == ["What next"]
    assert text_of(document, BlockKind.ITEM) == ["More nurses\n  will be hired", "A new ward", "Year", "Fine", "2020", "£20,000"]
    assert "![a picture](x.jpg)" in text_of(document, BlockKind.BOILERPLATE)
    assert "code = here" in text_of(document, BlockKind.BOILERPLATE)


@pytest.mark.parametrize("matter", [
    "---\ntitle: Luton: a report\nauthor: Jane Doe\n---\n", "---\ntitle: 'Luton: a report'\nauthor: [Jane Doe]\n...\n"])
def test_front_matter_that_is_hardly_yaml(matter: str) -> None:
    document = markdown(matter + "\nThe trust has been told to improve.\n")
    assert document.title and document.title.value == "Luton: a report"
    assert document.author and document.author.value == "Jane Doe"


@pytest.mark.parametrize("start", [
    "---\n\nThe trust", "---\n[[[[" + "[" * 5000 + "\n---\nThe trust", "---\ntitle: x\nThe trust", "---\n- a\n---\nThe trust"])
def test_what_is_no_front_matter(start: str) -> None:
    document = markdown(start + " has been told to improve.\n")
    assert document.author is None
    assert any("told to improve" in words for words in text_of(document))


def test_several_authors_have_no_single_place() -> None:
    document = markdown("---\nauthor:\n- Jane Doe\n- John Roe\n---\nThe trust has been told to improve.\n")
    assert document.author and (document.author.value, document.author.span) == ("Jane Doe, John Roe", None)
