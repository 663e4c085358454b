"""A lane has so many places, and a queue of bounded length in which nobody is overtaken, forgotten, or let wait for ever."""
from __future__ import annotations

import asyncio

import pytest

from kg.serve.lanes import Lane
from kg.serve.refusals import TooBusyError
from tests.serve.loops import finished


async def queued(lane: Lane, done: list[int], numbers: range) -> list[asyncio.Task[None]]:
    async def wait(number: int) -> None:
        await lane.enter()
        done.append(number)

    tasks = [asyncio.create_task(wait(number)) for number in numbers]
    await asyncio.sleep(0)
    return tasks


def test_who_came_first_is_let_in_first() -> None:
    async def play() -> list[int]:
        lane, done = Lane(1, 10, 5.0), []
        await lane.enter()
        tasks = await queued(lane, done, range(3))
        for _ in tasks:
            assert not lane.enter_now()
            lane.leave()
            await asyncio.sleep(0.01)
        lane.leave()
        assert lane.enter_now()
        return done

    assert finished(play()) == [0, 1, 2]


def test_when_the_queue_is_full_one_is_told_when_to_come_back() -> None:
    async def play() -> None:
        lane = Lane(1, 2, 5.0)
        await lane.enter()
        tasks = await queued(lane, [], range(2))
        with pytest.raises(TooBusyError, match="too many") as caught:
            await lane.enter()
        assert caught.value.status == 503
        assert caught.value.headers["Retry-After"] == "5"
        for task in tasks:
            task.cancel()

    finished(play())


def test_nobody_waits_for_ever() -> None:
    async def play() -> None:
        lane = Lane(1, 2, 0.05)
        await lane.enter()
        with pytest.raises(TooBusyError, match="no place came free"):
            await lane.enter()
        lane.leave()
        assert lane.enter_now()

    finished(play())


def test_the_place_of_who_gave_up_goes_to_the_next() -> None:
    async def play() -> list[int]:
        lane, done = Lane(1, 10, 5.0), []
        await lane.enter()
        first, _, _ = await queued(lane, done, range(3))
        await asyncio.sleep(0.01)
        lane.leave()
        first.cancel()  # at the moment when it is let in
        await asyncio.sleep(0.01)
        assert done[:1] == [1] or done == [0]
        lane.leave()
        await asyncio.sleep(0.01)
        lane.leave()
        await asyncio.sleep(0.01)
        return sorted(done)

    assert finished(play())[-2:] == [1, 2]
