"""Who is answered when, so that cheap queries are answered at once though hopeless ones keep coming.

Every query begins in the first lane, at full priority, and most are done there, within a few milliseconds of the processor. What needs more goes on
in the next lane, and what needs much more in the last, each on what time those before leave. In the last, few run at a time, each for as long as a
query may. A query that finds no place in its next lane is stopped, and begins anew when there is one. Each lane has a queue of bounded length. What
once ran out of time waits for the last lane from the start.
"""
from __future__ import annotations

import asyncio
import collections
import contextlib
import os
import sys
import time
from collections.abc import Iterator, Mapping

from kg.serve.limits import Limits
from kg.serve.pool import Answer, EndedError, Pool, Worker
from kg.serve.refusals import RefusedError, TooBusyError, TooLargeError, TooLongError

_REMEMBERED = 1000
_STEP = 0.02  # seconds between two looks at how much a query has used
_FIRST, _SECOND = 0.03, 0.25  # seconds of the processor in these lanes


class Lane:
    """So many places, and so many who wait for one for so long; here a query may use `seconds` of the processor, with this `nice`ness to others."""

    def __init__(self, places: int, waiting: int, patience: float, *, seconds: float = float("inf"), nice: int = 0) -> None:
        self.seconds, self.nice = seconds, nice
        self._free, self._most, self._patience, self._later = places, waiting, patience, max(1, round(patience))
        self._waiting: collections.deque[asyncio.Future[None]] = collections.deque()

    def enter_now(self) -> bool:
        """Take a place if there is one."""
        if self._free <= 0:
            return False
        self._free -= 1
        return True

    async def enter(self) -> None:
        """Wait for a place. Raises TooBusyError where too many wait already, or it takes too long."""
        if self.enter_now():
            return
        if len(self._waiting) >= self._most:
            raise TooBusyError("too many queries wait already; try again later", retry_after=self._later)
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append(turn)
        try:
            await asyncio.wait_for(asyncio.shield(turn), self._patience)
        except BaseException as error:
            if turn.done():
                self.leave()
            else:
                self._waiting.remove(turn)
            if isinstance(error, TimeoutError):
                raise TooBusyError(f"no place came free in {self._patience:g} s; try again later", retry_after=self._later) from error
            raise

    def leave(self) -> None:
        """Give the place to who waited longest."""
        if self._waiting:
            self._waiting.popleft().set_result(None)
        else:
            self._free += 1


class Lanes:
    """The lanes before one pool of workers."""

    def __init__(self, pool: Pool, limits: Limits) -> None:
        self._pool, self._limits = pool, limits
        self._lanes = (Lane(limits.quick, limits.waiting_quick, limits.patience, seconds=_FIRST),
                       Lane(limits.quick, limits.waiting_quick, limits.patience, seconds=_SECOND, nice=5),
                       Lane(limits.slow, limits.waiting_slow, limits.patience, nice=19))
        self._long: collections.OrderedDict[int, None] = collections.OrderedDict()

    async def answer(self, request: Mapping[str, object]) -> Answer:
        """Raises QueryError where the query is wrong, and RefusedError where it goes beyond the limits."""
        asked = hash(repr(request))
        try:
            return await self._answer(request, len(self._lanes) - 1 if asked in self._long else 0)
        except EndedError as ended:
            raise self._told(ended) from ended
        except TooLongError:
            self._long[asked] = None
            if len(self._long) > _REMEMBERED:
                self._long.popitem(last=False)
            raise

    async def _answer(self, request: Mapping[str, object], number: int) -> Answer:
        """From the lane of this number on."""
        lane = self._lanes[number]
        await lane.enter()
        try:
            with self._put({**request, "nice": lane.nice}) as (worker, asking):
                began = time.monotonic()
                while not await self._done(worker, asking, began, lane.seconds):
                    number += 1
                    if not self._lanes[number].enter_now():
                        break
                    lane.leave()
                    lane = self._lanes[number]
                    _yield(worker, lane.nice)
                else:
                    return asking.result()
        finally:
            lane.leave()
        return await self._answer(request, number)

    async def _done(self, worker: Worker, asking: asyncio.Task[Answer], began: float, seconds: float) -> bool:
        """Whether a query that began then is answered with so many seconds of the processor. Raises TooLongError where it is not answered in time."""
        before, end = _used(worker), began + self._limits.seconds
        while True:
            await asyncio.wait({asking}, timeout=min(end - time.monotonic(), _STEP if seconds < float("inf") else self._limits.seconds))
            if asking.done():
                return True
            if time.monotonic() >= end:
                raise TooLongError(f"the query ran for {self._limits.seconds:g} s and was stopped; ask for less, or start from a name: "
                                   "the more of a pattern is fixed, the sooner it is found")
            if _used(worker) - before >= seconds:
                return False

    @contextlib.contextmanager
    def _put(self, request: Mapping[str, object]) -> Iterator[tuple[Worker, asyncio.Task[Answer]]]:
        """The query, put to a worker, which is stopped if it has not answered in the end."""
        worker = self._pool.take()
        asking = asyncio.ensure_future(worker.ask(request))
        try:
            yield worker, asking
        finally:
            if not asking.done():
                asking.cancel()
            self._pool.give_back(worker)

    def end(self) -> None:
        """Stop all queries."""
        self._pool.close()

    def _told(self, ended: EndedError) -> RefusedError:
        if self._pool.closed:
            return TooBusyError("the server is ending")
        if ended.status == -14:  # SIGALRM
            return TooLongError(f"the query ran for more than {self._limits.seconds:g} s and was stopped")
        if ended.status is None:
            return TooBusyError("no process could be started for the query; try again later")
        return TooLargeError(f"the query needs more than {self._limits.megabytes} MB of memory; ask for less, or do without ORDER BY and DISTINCT")


def _used(worker: Worker) -> float:
    """The seconds of the processor that a worker has taken so far; those on the clock, where the system does not tell. Before it runs, none."""
    if worker.process is None:
        return 0.0
    if sys.platform != "linux":
        return time.monotonic()
    try:
        return time.clock_gettime(~worker.process << 3 | 2)  # the clock of another process, as clock_getcpuclockid(3) makes it
    except OSError:
        return 0.0


def _yield(worker: Worker, nice: int) -> None:
    """Leave the processor to others."""
    if worker.process is not None:
        with contextlib.suppress(OSError):  # it has just ended
            os.setpriority(os.PRIO_PROCESS, worker.process, nice)
    worker.slowed = True
