from __future__ import annotations

from kg.model import BlockKind, Document
from kg.read import read_document
from tests.read.samples import kinds_of, text_of

HEAD = """<html lang="en"><head><title>Hospital fined over delays | The Daily Example</title>
<meta property="og:site_name" content="The Daily Example"><meta property="og:title" content="Hospital fined over delays">
<link rel="canonical" href="https://example.com/a/b"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2022-05-03T10:00:00Z"></head>"""
PAGE = HEAD + """<body><nav><a href="/">Home</a> <a href="/n">News</a></nav><article><h1>Hospital fined over delays</h1>
<p>The regulator has fined <b>Northtown Hospital</b> £20,000 after
patients waited for days. The trust said it was sorry.</p><h2>What next</h2>
<p>A spokesman said: &ldquo;We have a plan.&rdquo;<br>It will be published in June.</p>
<ul><li>More nurses will be hired</li><li>A new ward will open</li></ul><blockquote><p>We are sorry for what happened.</p></blockquote>
</article><script>var x = "never seen";</script><footer>Copyright 2022</footer></body></html>"""


def page(html: str, encoding: str = "utf-8") -> Document:
    return read_document("page.html", html.encode(encoding))


def test_article_and_metadata() -> None:
    document = page(PAGE)
    assert document.text.startswith("Hospital fined over delays\n\nThe regulator has fined Northtown Hospital £20,000 after patients waited")
    assert kinds_of(document) == ["title", "paragraph", "heading", "paragraph", "paragraph", "item", "item", "paragraph"]
    assert [attribute and attribute.value for attribute in (document.title, document.author, document.publisher, document.date)] == [
        "Hospital fined over delays", "Jane Doe", "The Daily Example", "2022-05-03"]
    assert document.title and document.title.span and document.url == "https://example.com/a/b"
    assert "never seen" not in document.text


def test_a_title_that_the_page_body_lacks_comes_first() -> None:
    document = page(PAGE.replace("<h1>Hospital fined over delays</h1>", ""))
    assert text_of(document, BlockKind.TITLE) == ["Hospital fined over delays"]
    assert document.text.startswith("Hospital fined over delays\n\n")


def test_a_short_page_is_read_without_the_extractor() -> None:
    document = page("<html><body><nav>Menu</nav><p>The trust has said sorry.</p></body></html>")
    assert document.text == "The trust has said sorry."


def test_encodings() -> None:
    assert "£20,000" in page(PAGE, "cp1252").text
    assert "£20,000" in page(PAGE.replace("<head>", '<head><meta charset="iso-8859-1">'), "latin-1").text
    assert "£20,000" in page(PAGE, "utf-16").text
