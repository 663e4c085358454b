"""Progress that a log can bear, and a bar with rate and remaining time for a person."""
from __future__ import annotations

import io

import pytest
from rich.console import Console

from kg.cli import progress as watched
from kg.cli.progress import Lines, Seldom, progress


def test_a_line_now_and_then_with_rate_and_what_is_left() -> None:
    now, said = [0.0], list[str]()
    show = Lines(said.append, lambda: now[0])
    for done in range(1000):
        now[0] = done * 0.5
        show("a.md", done, 1000)
    assert len(said) == 16
    assert said[0] == "60 of 1000, 2.0 a second, about 8 minutes left"
    assert said[-1] == "960 of 1000, 2.0 a second, about 20 seconds left"


def test_what_was_kept_and_took_no_time_does_not_make_the_rest_look_short() -> None:
    now, said = [0.0], list[str]()
    show = Lines(said.append, lambda: now[0])
    for done in (0, 500, 510, 520):
        show("a.md", done, 1000)
        now[0] += 31
    assert [line.split(", ")[1] for line in said] == ["16.1 a second", "0.3 a second", "0.3 a second"]


def test_what_begins_anew_is_told_at_its_own_rate() -> None:
    now, said = [0.0], list[str]()
    show = Lines(said.append, lambda: now[0])
    for at, what, done in ((31, "a.md", 90), (32, "writing", 0), (63, "writing", 31)):
        now[0] = at
        show(what, done, 100)
    assert said[1:] == ["31 of 100, 1.0 a second, about 69 seconds left"]


def test_a_step_that_counts_nothing_says_nothing() -> None:
    said = list[str]()
    now = iter([0.0, 100.0])
    Lines(said.append, lambda: next(now))("the page", 0, 0)
    assert said == []


def test_what_goes_by_faster_than_an_eye_follows_is_not_shown_and_what_begins_is() -> None:
    now, shown = [100.0], list[tuple[str, int]]()
    show = Seldom(lambda what, done, total: shown.append((what, done)), lambda: now[0])
    for done in range(100):
        show("a.md", done, 100)
        now[0] += 0.01
    assert [done for _, done in shown] == list(range(0, 100, 5))
    for what, done, total in (("who is who", 0, 0), ("writing", 0, 100), ("writing", 1, 100), ("the page", 0, 0)):
        show(what, done, total)
    assert [what for what, _ in shown[20:]] == ["who is who", "writing", "the page"]


@pytest.mark.parametrize("quiet", [False, True])
def test_a_bar_is_shown_to_a_person_only(quiet: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(watched, "console", lambda messages: Console(file=screen, force_terminal=True, width=120))
    with progress(quiet=quiet) as show:
        show("one.md\x1b[31m", 3, 10)
    assert ("3/10" in screen.getvalue()) is not quiet
    assert "one.md\x1b" not in screen.getvalue()
