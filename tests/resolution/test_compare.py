"""Names as they are compared, and the guard of clusters."""
from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.resolution.compare import STEPS
from kg.resolution.profiles import Profiler, person_names_agree, tokens, without_titles
from tests.corpora import CLASSES, WORDS, Paper


@pytest.mark.parametrize(("name", "expected"), [
    ("Luton Borough Council", ("luton", "borough", "council")),
    ("Children’s Services", ("children", "services")),
    ("Children Services", ("children", "services")),
    ("the councils' plan", ("the", "councils", "plan")),
    ("U.N.", ("un",)),
    ("Health & Safety", ("health", "and", "safety")),
    ("Gérald Darmanin", ("gerald", "darmanin")),
    ("World Health Organization", ("world", "health", "organisation")),
    ("O’Neill", ("oneill",)),
    ("  ", ()),
])
def test_tokens(name: str, expected: tuple[str, ...]) -> None:
    assert tokens(name) == expected


@pytest.mark.parametrize(("name", "plain"), [
    ("Councillor Jane Doe", "Jane Doe"), ("Cllr. Dr Jane Doe", "Jane Doe"), ("Mr Doe", "Doe"), ("Mr", "Mr"), ("Jane Doe", "Jane Doe"), ("", ""),
])
def test_titles(name: str, plain: str) -> None:
    assert without_titles(name, WORDS) == plain


@pytest.mark.parametrize(("left", "right", "agree"), [
    ("jane doe", "jane doe", True), ("jane doe", "j doe", True), ("jane doe", "doe", True), ("jane doe", "jane m doe", True),
    ("jane doe", "john doe", False), ("jane doe", "jane smith", False), ("k doe", "jane doe", False), ("", "doe", False),
])
def test_names_of_people(left: str, right: str, agree: bool) -> None:
    assert person_names_agree(tuple(left.split()), tuple(right.split())) is agree


@pytest.mark.parametrize(("name", "cls", "core", "stem"), [
    ("Luton Borough Council", "LocalAuthority", "luton council", "luton"),
    ("Luton Council", "LocalAuthority", "luton council", "luton"),
    ("Manchester City", "Organization", "manchester city", ""),
    ("City Council", "LocalAuthority", "city council", ""),
    ("Luton", "Place", "luton", ""),
    ("The Labour Party", "PoliticalParty", "labour party", "labour"),
])
def test_bodies_without_generic_words(name: str, cls: str, core: str, stem: str) -> None:
    paper = Paper("a")
    paper.add(name, cls)
    one = Profiler(CLASSES, WORDS).profile(paper.referents[0])
    assert (" ".join(one.core), " ".join(one.stem)) == (core, stem)


def test_each_rule_gives_a_reason() -> None:
    for steps in STEPS.values():
        for step in steps:
            assert step.reason.endswith(".")
            assert step.reason[0].isupper()


@given(st.text(max_size=60))
def test_any_name(name: str) -> None:
    assert tokens(name) == tokens(name)
    assert all(word and word == word.strip() for word in tokens(name))
    without_titles(name, WORDS)


def test_a_hostile_name_takes_no_time() -> None:
    started = time.perf_counter()
    for unit in ("a.", "'s ", "' ", "mr ", "é", " "):
        tokens(unit * 100_000)
        without_titles(unit * 1_000, WORDS)
    assert time.perf_counter() - started < 3
