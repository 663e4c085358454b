from __future__ import annotations

import time

import pytest

from kg.model import BlockKind
from kg.read.boilerplate import is_boilerplate
from tests.read.samples import kinds_of, plain, text_of

SENTENCE = "The trust has been told to improve its wards, the regulator said in a report."
OTHER = "Two other trusts were told to improve in the same month, and both said sorry."


@pytest.mark.parametrize("line", [
    "Subscribe", "SUBSCRIBE NOW", "Sign up to our newsletter", "Sign up for our daily health newsletter here!", "Watch our videos",
    "Watch more of our videos here", "Read more: Council leader resigns over scandal", "READ MORE", "Related articles",
    "Share this article on Facebook", "Share", "Follow us on Twitter", "Facebook: @northtown", "Advertisement", "Home > News > Local",
    "Home | News | Sport | Opinion", "Skip to main content", "12 comments", "From £15 / month", "Digital membership",
    "Signatures: 121Next Goal: 200", "Support now", "1,204 have signed", "We use cookies to improve your visit.",
    "Categories: Health Northtown Published", "All rights reserved", "Copyright © 2022 Northtown Echo", "© Echo Media 2022. All rights reserved.",
    "https://example.org/page", "* * *", "For more information about the march, please visit", "Visit the shop now", "Image copyright: Agency",
    "Log in", "Accept all cookies", "Terms and conditions", "This article was originally published on Example",
])
def test_lines_of_web_pages(line: str) -> None:
    assert is_boilerplate(line)


@pytest.mark.parametrize("line", [
    SENTENCE, "Share prices fell.", "Sign language is taught in two schools.", "Follow-up visits found no change.",
    "Read the letter to the minister.", "Join us outside the town hall on Saturday.", "Watchdog criticises council",
    "Watch group criticises council", "Listen to the families", "Copyright law must change, says writers' union",
    "Comments by the leader were wrong.", "Home care fails again", "Report criticises trust", "Support for families was cut.",
    "Signatures were handed to the council.", "Subscribers were told in June.", "Advertising was banned by the council.", "£20,000", "Fine",
    "From Save the Park", "Visit to prison finds failings", "The council pays £15 a month.",
])
def test_words_of_articles(line: str) -> None:
    assert not is_boilerplate(line)


def test_no_line_takes_long() -> None:
    lines = ["# " * 39, "share " * 39, "facebook: " + "a/b " * 38 + "!", "x" * 500, "a | " * 100, "home > " * 39 + "!",
             "share on via by to at or a x " * 4]
    lines += [("ab " * 39 + end)[:500] for end in ("©", "|", "newsletter", "membership")] + ["terms and " * 19, "accept all cookies " * 12 + "1"]
    start = time.perf_counter()
    for line in lines:
        is_boilerplate(line)
    assert time.perf_counter() - start < 0.5


def test_scraps_between_boilerplate_at_the_end() -> None:
    document = plain(f"{SENTENCE}\n\nNorthtown Digital membership\n\n  • Latest issues\n  • Topic guides\n\nFrom £15 / month\n\nSubscribe\n")
    assert kinds_of(document) == ["paragraph"] + ["boilerplate"] * 5


def test_a_list_between_adverts_in_the_article_stays() -> None:
    document = plain(f"{SENTENCE}\n\nAdvertisement\n\n- A public inquiry\n- An apology\n- A new ward\n\nAdvertisement\n\n{OTHER}\n")
    assert text_of(document, BlockKind.ITEM) == ["A public inquiry", "An apology", "A new ward"]


def test_a_caption_said_again() -> None:
    caption = "Northtown Hospital, where the two deaths happened. (Archive Image)"
    document = plain(f"{SENTENCE}\n\n{caption}{caption}\n{caption}\n\n{OTHER}\n")
    assert kinds_of(document) == ["paragraph", "caption", "boilerplate", "boilerplate", "paragraph"]
    assert text_of(document, BlockKind.CAPTION) == [caption]
    line = "The hospital was rated inadequate in March"
    assert kinds_of(plain(f"{SENTENCE}\n\n{line}\n{line}\n\n{OTHER}\n")) == ["paragraph", "caption", "boilerplate", "paragraph"]


def test_a_paragraph_said_again_later_is_boilerplate_and_short_replies_are_not() -> None:
    document = plain(f"{SENTENCE}\n\n“Yes, we did.”\n\n{OTHER}\n\n“Yes, we did.”\n\nIt went on.\n\n{SENTENCE}\n")
    assert kinds_of(document) == ["paragraph"] * 5 + ["boilerplate"]


@pytest.mark.parametrize("line", [
    "The ward in March. Picture: Agency/Jane Doe", "The ward. Image: Jambula.", "The leader; from file, 2015.", "Photo by Jane Doe",
])
def test_credits_make_captions(line: str) -> None:
    assert kinds_of(plain(f"{SENTENCE}\n\n{line}\n\n{OTHER}\n")) == ["paragraph", "caption", "paragraph"]


def test_sources_and_categories_of_wiki_news() -> None:
    document = plain(f"{SENTENCE}\n\n{OTHER}\n\nSources\n\n\"Trust told to improve\" — Echo, August 15, 2008\n\n"
                     "Jane Doe. \"Two deaths\" — Star, 2008\n\nCategories: August 15, 2008 Health Published\n")
    assert kinds_of(document) == ["paragraph", "paragraph", "heading", "item", "item", "boilerplate"]
