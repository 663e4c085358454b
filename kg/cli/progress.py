"""How far a command is: a bar with rate and remaining time where a person is watching, a line now and then where a file or a program is."""
from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from kg.cli.common import console, note, visible

Step = Callable[[str, int, int], None]
_PAUSE = 30.0  # seconds between two lines
_BLINK = 0.05  # seconds between two changes of a bar


@contextmanager
def progress(*, quiet: bool) -> Iterator[Step]:
    """A function that takes (what, done, total), and shows them on standard error; not with `quiet`."""
    shown = console(messages=True)
    if quiet:
        yield lambda what, done, total: None
        return
    if not shown.is_terminal:
        yield Lines(note)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.1f}/s" if task.speed else "")

    columns = (BarColumn(), MofNCompleteColumn(), Rate(), TimeElapsedColumn(), TimeRemainingColumn(),
               TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=shown, transient=True) as bar:
        task = bar.add_task("starting", total=None)
        yield Seldom(lambda what, done, total: bar.update(task, description=visible(what)[:60], completed=done, total=total or None))


class Seldom:
    """Passes on what is told to it, but no more often than an eye can follow: of thousands of documents that stay, each takes less time than to tell
    of it. That something else has begun is passed on at once."""

    def __init__(self, show: Step, clock: Callable[[], float] = time.monotonic) -> None:
        self._show, self._clock = show, clock
        self._last, self._next = (0, 0), 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        before, self._last = self._last, (done, total)
        if total == before[1] and done > before[0] and self._clock() < self._next:
            return
        self._next = self._clock() + _BLINK
        self._show(what, done, total)


class Lines:
    """A line now and then: how many of how many, how many a second since the last line, and how long the rest takes at that rate."""

    def __init__(self, say: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._say, self._clock = say, clock
        self._last = (clock(), 0)

    def __call__(self, what: str, done: int, total: int) -> None:
        now, (then, before) = self._clock(), self._last
        if done < before:  # something else has begun
            self._last = (now, done)
        if now - then < _PAUSE or done <= before:
            return
        rate = (done - before) / (now - then)
        self._say(f"{done} of {total}, {rate:.1f} a second, about {_duration((total - done) / rate)} left")
        self._last = (now, done)


def _duration(seconds: float) -> str:
    """Seconds, minutes or hours, as a person would say."""
    for unit, size in (("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} seconds"
