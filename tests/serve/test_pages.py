"""What the pages of entities, statements and documents tell, and how their lists are gone through."""
from __future__ import annotations

import pytest

from kg.graph.rdf import records
from kg.serve import documents, entities
from kg.serve.refusals import TooLongError
from kg.serve.site import Site
from tests.helpers import sample
from tests.serve.conftest import fetch
from tests.serve.reading import Page

OUTPUT = records(sample())
COUNCIL, SERVICE = "/kg/entity/marrow-borough-council", "/kg/entity/marrow-children-s-services"


def statement(type_: str, modality: str = "asserted") -> str:
    """The path of the first statement of a type."""
    return "/kg/statement/" + next(s["id"] for s in OUTPUT.statements if (s["type"], s["modality"]) == (type_, modality))


def document(path: str) -> str:
    return "/kg/document/" + next(d["id"] for d in OUTPUT.report["documents"] if d["path"] == path)


# --- an entity

def test_an_entity_is_told_by_name_class_other_names_and_roles(site: Site) -> None:
    page = Page(site, COUNCIL)
    assert page.text("h1") == "Marrow Borough Council"
    assert page.text(".kind") == "Local authority"
    assert page.text(".aliases") == "Also: Marrow Council · The council · the council"
    assert page.text(".roles li") == "leader – Ann Reed holds a role in Marrow Borough Council reported 3 February 2021"
    assert page.links(".roles a")["leader"] == statement("holds_role")


def test_where_else_an_entity_is_told_of_is_a_link(site: Site) -> None:
    assert Page(site, "/kg/entity/hale-care-ltd").links(".same a") == {"https://companies.example/1": "https://companies.example/1"}


def test_the_statements_about_an_entity_stand_by_family_in_order_of_time(site: Site) -> None:
    page = Page(site, SERVICE)
    assert page.texts(".parts a") == ["Judgement 3", "Structure 1"]
    judgement = page.texts("section[aria-labelledby=family-judgement] .entry")
    assert [text.split(" Care Inspectorate ")[0] for text in judgement] == ["January 2021", "reported 3 February 2021", "March 2022"]
    assert "Care Inspectorate rated Marrow Children's Services Previous rating: good Rating: inadequate" in judgement[0]
    assert "In March 2022 the Care Inspectorate found Marrow Children's Services good." in judgement[2]


def test_what_is_not_asserted_is_told_in_a_word_and_with_who_says_it(site: Site) -> None:
    entries = Page(site, "/kg/entity/hale-care-ltd").texts(".entry")
    assert any("sanctioned Hale Care Ltd Alleged" in text for text in entries)
    assert any("criticised Hale Care Ltd Negated" in text and "said by Tom Vale in" in text for text in entries)
    assert not any("Asserted" in text for text in entries)


def test_a_statement_of_an_entity_leads_to_its_place_in_the_document(site: Site) -> None:
    entry = next(e for e in Page(site, SERVICE).all(".entry") if "January 2021" in e.text_content())
    place = entry.xpath(".//p[@class='from']/a")[0].get("href")
    path, _, mark = place.partition("#")
    page = Page(site, path)
    (mark_,) = page.all(f"#{mark} + a.mark")
    assert "rated Marrow Children's Services inadequate" in mark_.text_content()
    assert mark_.get("href") == f"#said-{mark.removeprefix('at-')}"
    assert len(page.all(mark_.get("href"))) == 1


def test_of_many_statements_some_of_each_family_are_shown_and_the_others_by_page(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entities, "FEW", 2)
    monkeypatch.setattr(entities, "SOME", 1)
    monkeypatch.setattr(entities, "PAGE", 2)
    page = Page(site, SERVICE)
    assert len(page.texts(".entry")) == 2
    assert page.links(".more-of a") == {"All 3 statements of this family": "?family=judgement"}
    first, second = Page(site, SERVICE + "?family=judgement"), Page(site, SERVICE + "?family=judgement&page=2")
    assert [len(first.texts(".entry")), len(second.texts(".entry"))] == [2, 1]
    assert first.links(".pager a") == {"Next →": "?family=judgement&page=2"}
    assert "Statements 3 to 3 of 3" in second.text(".pager")
    assert not set(first.texts(".entry")) & set(second.texts(".entry"))


def test_nothing_is_said_of_an_entity_that_is_only_named(site: Site) -> None:
    assert "No statement of this build is about Jo Penn" not in Page(site, "/kg/entity/jo-penn").text()
    assert "No statement of this build is about The Marrow Echo" in Page(site, "/kg/entity/the-marrow-echo").text()


# --- a statement

def test_a_statement_is_told_with_its_words_in_their_place(site: Site) -> None:
    page = Page(site, statement("accused"))
    assert page.text("h1") == "Parents United accused Marrow Borough Council"
    assert page.text("blockquote mark") == "Parents United accused Marrow Borough Council of hiding reports, said Tom Vale."
    assert page.text("blockquote").startswith("Parents United marched in Marrow on 1 May.")
    facts = dict(zip(page.texts(".facts dt"), page.texts(".facts dd"), strict=True))
    assert facts["Says who"] == "Tom Vale"
    assert facts["When"] == "reported 2 May 2021"
    assert facts["Confidence"] == "very likely right: 90%"
    assert facts["Found by"] == "the rule a clause"
    assert facts["Original"] == "file 2021-05-protest.html"
    assert "https://example.org" + statement("accused") in page.text(".cite")
    assert page.text(".forms code") == "https://example.org" + statement("accused")


def test_a_modality_is_told_with_what_it_means(site: Site) -> None:
    assert "Negated – Told as something that did not happen" in Page(site, statement("criticised", "negated")).text(".head .chips")
    assert "Alleged – Told as a claim" in Page(site, statement("sanctioned", "alleged")).text(".head .chips")


def test_what_says_the_same_stands_below_a_statement(site: Site) -> None:
    page = Page(site, statement("criticised", "negated"))
    assert page.texts("section[aria-labelledby=same] .entry .words") == ["Parents United hit out at Hale Care Ltd in 2021/2022."]
    assert "No other passage of this build." in Page(site, statement("praised")).text()


# --- a document

def test_a_document_is_told_by_its_makers_date_and_checksum(site: Site) -> None:
    page = Page(site, document("2021-02-marrow.md"))
    assert page.text("h1") == "Marrow children's services told to improve"
    assert page.text(".byline") == "The Marrow Echo, by Jo Penn, 3 February 2021"
    assert page.links(".about a") == {"https://echo.example/marrow?a=1&b=2": "https://echo.example/marrow?a=1&b=2"}
    assert next(d["id"] for d in OUTPUT.report["documents"] if d["path"] == "2021-02-marrow.md") in page.text(".about")


def test_the_address_of_a_document_is_a_link_only_where_a_browser_may_follow_it(site: Site) -> None:
    assert Page(site, document("2021-05-protest.html")).links(".about a") == {}


def test_the_text_of_a_document_is_whole_and_each_quotation_is_marked(site: Site) -> None:
    page = Page(site, document("2021-05-protest.html"))
    wanted = [s for s in OUTPUT.statements if s["source"]["path"] == "2021-05-protest.html"]
    assert page.text(".text p") == " ".join(OUTPUT.texts[document("2021-05-protest.html").rpartition("/")[2]].split())
    marked = {" ".join(a.text_content().split()) for a in page.all("a.mark")}
    assert marked == {s["evidence"]["text"] for s in wanted}
    assert page.text("#said") == f"Read from it {len(wanted)}"
    assert {e.get("href") for e in page.all(".passage .words a")} == {f"#{e.get('id')}" for e in page.all(".at")}
    assert len(page.texts(".passage ul > li")) == len(wanted)


def test_the_front_matter_of_a_text_is_set_apart_and_none_of_it_lost(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fronted(*_: object) -> str:
        return "---\ntitle: A report\nauthor: Nobody\n---\nThe report begins.\n\n---\n\nIt goes on.\n"

    monkeypatch.setattr(documents, "text", fronted)
    page = Page(site, document("2021-05-protest.html"))
    assert page.texts(".matter p") == ["---", "title: A report", "author: Nobody", "---"]
    assert page.texts(".text p") == ["---", "title: A report", "author: Nobody", "---", "The report begins.", "---", "It goes on."]


def test_a_document_whose_text_is_another_now_marks_nothing(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def other(*_: object) -> str:
        return "Another text altogether. " * 60

    monkeypatch.setattr(documents, "text", other)
    page = Page(site, document("2021-05-protest.html"))
    assert page.texts("mark") == []
    assert len(page.texts(".passage")) > 3
    assert "only the quotation is known" in Page(site, statement("accused")).text()


def test_a_document_whose_text_was_not_kept_says_so(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def none(*_: object) -> None:
        return None

    monkeypatch.setattr(documents, "text", none)
    assert "was not kept" in Page(site, document("2021-05-protest.html")).text(".text")


# --- lists

def test_the_entities_are_listed_most_said_of_first_or_by_name(site: Site) -> None:
    names = Page(site, "/entities").texts("tbody th")
    assert names[0] == "Marrow Borough Council"
    by_name = Page(site, "/entities?sort=name").texts("tbody th")
    assert by_name == sorted(by_name, key=str.lower)
    assert set(by_name) == set(names) == {e["label"] for e in OUTPUT.entities if "/entity/" in e["iri"]}


def test_the_entities_are_searched_by_any_name_and_class(site: Site) -> None:
    assert Page(site, "/entities?q=children’s%20SERV").texts("tbody th") == ["Marrow Children's Services"]
    assert Page(site, "/entities?q=inspectors").texts("tbody th") == ["Care Inspectorate"]
    assert Page(site, "/entities?class=CampaignGroup").texts("tbody th") == ["Parents United"]
    assert "Nothing here" in Page(site, "/entities?q=%22%3E%3Cscript%3E").text()


def test_lists_are_gone_through_page_by_page(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entities, "PAGE", 4)
    monkeypatch.setattr(documents, "PAGE", 2)
    first, second = Page(site, "/entities?sort=name"), Page(site, "/entities?sort=name&page=2")
    assert first.links(".pager a") == {"Next →": "?sort=name&page=2"}
    assert second.links(".pager a")["← Previous"] == "?sort=name"
    assert not set(first.texts("tbody th")) & set(second.texts("tbody th"))
    assert len(Page(site, "/documents?page=2").texts("tbody th")) == 1
    for odd in ("0", "-1", "x", "9" * 30, "99999"):
        Page(site, f"/entities?page={odd}")


def test_entities_that_are_too_many_to_be_put_in_order_are_searched(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def too_long(*_: object, **__: object) -> None:
        raise TooLongError("the query was stopped")

    monkeypatch.setattr(entities, "listed", too_long)
    page = Page(site, "/entities")
    assert "too many to be put in order" in page.text()
    assert page.all("#q")


def test_the_documents_are_listed_the_newest_first_and_searched(site: Site) -> None:
    page = Page(site, "/documents")
    assert page.texts("tbody td.date") == ["March 2022", "2 May 2021", "3 February 2021"]
    assert page.texts("tbody td.number") == ["4", "8", "10"]
    assert page.texts("tbody td")[3:5] == ["The Marrow Echo", "2 May 2021"]
    assert len(Page(site, "/documents?q=echo").texts("tbody th")) == 2
    assert Page(site, "/documents?q=LATER").texts("tbody th") == ["later/2022-03.txt"]


def test_names_are_suggested_those_that_begin_so_first(site: Site) -> None:
    told = fetch(site, "/suggest", params={"q": "mar"}).json()
    assert [one["label"] for one in told[:2]] == ["Marrow", "Marrow Borough Council"]
    assert told[0] == {"label": "Marrow", "kind": "place", "colour": "place", "iri": "https://example.org/kg/entity/marrow",
                       "path": "/kg/entity/marrow"}
    assert len(fetch(site, "/suggest", params={"q": "a", "limit": "2"}).json()) == 2
    assert fetch(site, "/suggest", params={"q": " \"'"}).json() == []


# --- what is not there, and what is on every page

def test_a_name_that_is_not_there_gets_those_that_are_like_it(site: Site) -> None:
    page = Page(site, "/kg/entity/marrow-council-2", status=404)
    assert "Marrow Borough Council" in page.links()
    assert "No entity marrow-council-2 in this build" in page.text()
    assert "named after its words" in Page(site, "/kg/statement/0123456789abcdef", status=404).text()
    assert "named after its text" in Page(site, "/kg/document/0123456789abcdef", status=404).text()
    assert "there is nothing at /nowhere" in Page(site, "/nowhere", status=404).text()


@pytest.mark.parametrize("path", ["/entities", "/documents", "/console", COUNCIL, statement("accused"), document("2021-02-marrow.md"), "/nowhere"])
def test_every_page_joins_the_parts_of_the_site_and_loads_only_from_it(site: Site, path: str) -> None:
    page = Page(site, path, status=404 if path == "/nowhere" else 200)
    assert page.links("header nav a") == {"Network": "/", "Entities": "/entities", "Documents": "/documents", "Console": "/console"}
    loaded = [e.get("src") or e.get("href") for e in page.all("script, link[rel=stylesheet], img, iframe")]
    assert loaded
    for address in loaded:
        assert address.startswith("/static/")
        assert fetch(site, address).status_code == 200
    assert not page.tree.xpath("//style | //script[not(@src)] | //@style | //@*[starts-with(name(), 'on')]")
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert len(page.all("h1")) == 1
