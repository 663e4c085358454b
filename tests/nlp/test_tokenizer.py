from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from kg.nlp.tokenizer import WordTokenizer, as_spaces

TOKENIZER = WordTokenizer(spacy.blank("en"))


@pytest.mark.parametrize(("text", "words"), [
    ("on 14 February 2020.", "on|14|February|2020|."),
    ("in 2019/20, up", "in|2019/20|,|up"),
    ("It cost £9.93.", "It|cost|£|9.93|."),
    ("£124m and $1.5bn", "£|124|m|and|$|1.5|bn"),
    ("at LU1 2BQ", "at|LU1|2BQ"),
    ("the council’s and the council's", "the|council|’s|and|the|council|'s"),
    ("the inspectors’ report", "the|inspectors|’|report"),
    ("It isn’t, it didn't", "It|is|n’t|,|it|did|n't"),
    ("a state-of-the-art 15-year-old", "a|state|-|of|-|the|-|art|15|-|year|-|old"),
    ("co-operate by e-mail, non-executive", "co-operate|by|e-mail|,|non-executive"),
    ("and/or 9/11", "and|/|or|9/11"),
    ("“It’s ‘inadequate’,” he said", "“|It|’s|‘|inadequate|’|,|”|he|said"),
    ("said.“We", "said|.|“|We"),
    ("Well… no... yes", "Well|…|no|...|yes"),
    ("Cllr. Jane Smith of St. Albans", "Cllr.|Jane|Smith|of|St.|Albans"),
    ("at 7.30pm or 7:30PM", "at|7.30|pm|or|7:30|PM"),
    ("What?! No!!", "What|?!|No|!!"),
    ("the 2018–19 year", "the|2018|–|19|year"),
    ("see www.luton.gov.uk/a-b or mail a.b@luton.gov.uk.", "see|www.luton.gov.uk/a-b|or|mail|a.b@luton.gov.uk|."),
    ("He cannot", "He|can|not"),
    ("Covid-19 on the A-10", "Covid|-|19|on|the|A|-|10"),
    ("£5m-£6m or $3-$4", "£|5|m|-|£|6|m|or|$|3|-|$|4"),
    ("£1.2million, £3bn-a-year, 4.5pc", "£|1.2|million|,|£|3|bn|-|a|-|year|,|4.5|pc"),
    ("It paid £20m. Fares are 50p.", "It|paid|£|20|m|.|Fares|are|50|p|."),
    ("9am-5pm, 9-to-5", "9|am|-|5|pm|,|9|-|to|-|5"),
    ("25 March 2019, March 25, 2019, Jan. 6, 25th", "25|March|2019|,|March|25|,|2019|,|Jan.|6|,|25th"),
    ("from SW1A 1AA to BT1 5GS", "from|SW1A|1AA|to|BT1|5GS"),
    ("the MP's, MPs' and Jones's", "the|MP|'s|,|MPs|'|and|Jones|'s"),
    ("She said:'It's bad.'", "She|said|:|'|It|'s|bad|.|'"),
    ("“‘Bad’ is not the word,” she said", "“|‘|Bad|’|is|not|the|word|,|”|she|said"),
    ("it—that is—was", "it|—|that|is|—|was"),
    ("in 2019/20[i] for member(s)", "in|2019/20|[|i|]|for|member|(|s|)"),
])
def test_words(text: str, words: str) -> None:
    assert [t.text for t in TOKENIZER(text)] == words.split("|")


def test_line_breaks_are_spaces() -> None:
    doc = TOKENIZER("rated\ninadequate\r\nby\u00a0Ofsted")
    assert [t.text for t in doc if not t.is_space] == ["rated", "inadequate", "by", "Ofsted"]
    assert doc.text == "rated inadequate  by Ofsted"


@given(st.text(st.sampled_from("ab1.,-–/'’“”‘£$%()!? \n\t\u00a0é€…"), max_size=60))
def test_offsets_hold(text: str) -> None:
    doc = TOKENIZER(text)
    assert doc.text == as_spaces(text)
    assert all(as_spaces(text)[t.idx:t.idx + len(t)] == t.text for t in doc)
