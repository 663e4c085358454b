"""When what a document tells was done, through the real pipeline, on short texts about invented bodies and people."""
from __future__ import annotations

import pytest

from kg.read import read_document
from kg.statements.extract import Extractor


def when(extractor: Extractor, text: str, type_: str) -> list[tuple[str, str | None]]:
    """The modality and date of each statement of a type in a text of Wednesday 12 May 2021."""
    document = read_document("a.md", f"---\ndate: 2021-05-12\n---\n\n{text}\n".encode())
    return [(s.modality.value, dict(s.qualifiers).get("date")) for s in extractor.extract(document).statements if s.type == type_]


@pytest.mark.parametrize(("text", "type_", "date"), [
    ("Denby Council apologised on 3 March 2020. Two days later, Tom Vale resigned as leader of Denby Council.", "resigned", "2020-03-05"),
    ("The River Agency published a report on 3 May. It criticised Marlow Water plc the same day.", "criticised", "2021-05-03"),
    ("The River Agency ruled last month that Marlow Water plc had broken the law.", "accused", "2021-04"),
    ("Ann Reed said on Monday that Denby Council had failed families in 2015.", "criticised", "2021-05-10"),
    ("Ann Reed criticised Denby Council on Monday. She called on ministers to step in.", "called_for", "2021-05-10"),
    ("The verdict follows the report of May 2019, in which the River Agency criticised Marlow Water plc.", "criticised", "2019-05"),
    ("The River Agency fined Marlow Water plc on 3 June.", "sanctioned", "2020-06-03"),
    ("Last Thursday Ann Reed criticised Denby Council.", "criticised", "2021-05-06"),
    # what could be a body by its preposition, and is a time
    ("Ann Reed resigned from Denby Council on Friday night.", "resigned", "2021-05-07"),
    ("Ann Reed resigned from Denby Council on March 3.", "resigned", "2021-03-03"),
    ("Ann Reed resigned from Denby Council at the end of March.", "resigned", "2021-03"),
    ("Ann Reed resigned from Denby Council in late 2019.", "resigned", "2019"),
    ("Ann Reed resigned from Denby Council on Christmas Eve.", "resigned", None),
    # of what the verb says with another
    ("Ofsted had judged Brookfield School to require improvement in 2019.", "rated", "2019"),
    ("The board voted 6-1 on Monday to close the library, and asked Mayor Ann Reed to step in.", "called_for", "2021-05-10"),
    ("Ann Reed, chief executive of Denby Council since 2018, praised Marlow Water.", "holds_role", "2018"),
    ("Ann Reed, author of a damning 2015 study on mines, criticised Marlow Water.", "authored", "2015"),
    ("The River Agency's report on Denby Council was published on Monday.", "published", "2021-05-10"),
])
def test_the_date_of_a_deed(extractor: Extractor, text: str, type_: str, date: str | None) -> None:
    assert when(extractor, text, type_) == [("asserted", date)]


@pytest.mark.parametrize(("text", "type_"), [
    pytest.param("The River Agency has criticised Marlow Water plc since its 2017 inspection.", "criticised", id="of what came before"),
    pytest.param("Ann Reed resigned from Denby Council on Monday. Tom Vale had criticised the River Agency.", "criticised", id="another's deed"),
    pytest.param("Ann Reed, head of Denby Council since 2018, criticised Marlow Water.", "criticised", id="of an office"),
    pytest.param("Ann Reed met staff in 2019. She criticised Denby Council.", "criticised", id="a year is no scene"),
])
def test_dates_of_something_else(extractor: Extractor, text: str, type_: str) -> None:
    assert when(extractor, text, type_) == [("asserted", None)]


@pytest.mark.parametrize(("text", "previous", "date"), [
    ("The Care Standards Commission rated Brookfield School inadequate, down from good in 2017.", "good", None),
    ("The Care Standards Commission rated Brookfield School inadequate on Monday, down from good.", "good", "2021-05-10"),
    ("Brookfield School was rated good, up from requires improvement, by the Care Standards Commission.", "requires improvement", None),
    ("The Care Standards Commission downgraded Brookfield School from good to inadequate in 2020.", "good", "2020"),
])
def test_the_grade_before(extractor: Extractor, text: str, previous: str, date: str | None) -> None:
    document = read_document("a.md", f"---\ndate: 2021-05-12\n---\n\n{text}\n".encode())
    found = [dict(s.qualifiers) for s in extractor.extract(document).statements if s.type == "rated"]
    assert [(q.get("previous"), q.get("date")) for q in found] == [(previous, date)]


SITTING = """A warning about the boilers was never read, an inquiry was told yesterday.

Ann Reed praised the night staff of Denby Council.

Tom Vale, who resigned in 2019, criticised Marlow Water. Its report was late.
"""


def test_what_is_said_at_a_hearing_has_its_day(extractor: Extractor) -> None:
    assert when(extractor, SITTING, "praised") == [("asserted", "2021-05-11")]


def test_a_sentence_with_a_date_of_its_own_has_not_that_of_the_hearing(extractor: Extractor) -> None:
    assert when(extractor, SITTING, "criticised") == [("asserted", None)]


def test_a_plan_has_the_day_on_which_it_was_made(extractor: Extractor) -> None:
    assert when(extractor, "On Monday the council agreed to fund Denby Library.", "funded") == [("planned", "2021-05-10")]


def test_what_is_being_held_on_friday_lies_ahead(extractor: Extractor) -> None:
    assert when(extractor, "The union is holding a rally on Friday.", "organised") == [("planned", "2021-05-14")]


def test_the_day_before_the_dash_is_that_of_the_first_sentence(extractor: Extractor) -> None:
    text = "MARLOW, June 20 - Denby Council fined Marlow Water.\n\nTom Roe praised Denby Council."
    found = extractor.extract(read_document("a.txt", text.encode())).statements
    assert [(s.type, dict(s.qualifiers).get("date")) for s in found] == [("sanctioned", "--06-20"), ("praised", None)]


def test_an_update_has_a_day_of_its_own(extractor: Extractor) -> None:
    text = "Denby Council apologised last week.\n\nUpdate: 2 February 2022\n\nLast week Denby Council apologised to parents."
    assert [date for _, date in when(extractor, text, "apologised")] == ["2021-05", "2022-01"]


def test_a_day_in_no_heading_begins_no_part(extractor: Extractor) -> None:
    text = "Denby Library closed for good on 2 February 2020.\n\nLast week Denby Council apologised to parents."
    assert when(extractor, text, "apologised") == [("asserted", "2021-05")]


def test_a_weekday_is_no_part_of_a_name(extractor: Extractor) -> None:
    document = read_document("a.md", b"Ann Reed criticised Denby Council on Tuesday. Last Thursday Tom Vale resigned.")
    names = {r.name for r in extractor.extract(document).referents}
    assert {"Denby Council", "Tom Vale"} <= names
    assert not any("day" in name for name in names)
