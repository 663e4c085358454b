"""Who is answered when, so that cheap queries are answered at once though hopeless ones keep coming.

Every query begins in the quick lane, at full priority, and is done there if it can be in a tenth of a second of the processor. If not, it goes on in
the slow lane, where few run at a time, on what time the others leave, each for as long as one query may; if there is no place it is stopped, and
begins anew when there is one. Both lanes have a queue of bounded length. What once ran out of time waits for the slow lane from the start.
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
_NICE = 15


class Lane:
    """So many places, and so many who wait for one."""

    def __init__(self, places: int, waiting: int, patience: float) -> None:
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
    """The two lanes before one pool of workers."""

    def __init__(self, pool: Pool, limits: Limits) -> None:
        self._pool, self._limits = pool, limits
        self._quick = Lane(limits.quick, limits.waiting_quick, limits.patience)
        self._slow = Lane(limits.slow, limits.waiting_slow, limits.patience)
        self._long: collections.OrderedDict[int, None] = collections.OrderedDict()

    async def answer(self, request: Mapping[str, object]) -> Answer:
        """Raises QueryError where the query is wrong, and RefusedError where it goes beyond the limits."""
        asked = hash(repr(request))
        try:
            if asked not in self._long and (found := await self._quickly(request)) is not None:
                return found
            return await self._slowly(request)
        except EndedError as ended:
            raise self._told(ended) from ended
        except TooLongError:
            self._long[asked] = None
            if len(self._long) > _REMEMBERED:
                self._long.popitem(last=False)
            raise

    async def _quickly(self, request: Mapping[str, object]) -> Answer | None:
        """None where it takes longer, and there is no place to go on in."""
        await self._quick.enter()
        lane = self._quick
        try:
            with self._put(request) as (worker, asking):
                began, busy = time.monotonic(), _used(worker)
                while not await _done(asking, self._limits.slice):
                    if _used(worker) - busy < self._limits.slice and time.monotonic() - began < self._limits.seconds:
                        continue  # it waited for the processor
                    if not self._slow.enter_now():
                        return None
                    lane.leave()
                    lane = self._slow
                    _yield(worker)
                    return await self._until(asking, began)
                return asking.result()
        finally:
            lane.leave()

    async def _slowly(self, request: Mapping[str, object]) -> Answer:
        await self._slow.enter()
        try:
            with self._put({**request, "nice": _NICE}) as (_, asking):
                return await self._until(asking, time.monotonic())
        finally:
            self._slow.leave()

    async def _until(self, asking: asyncio.Task[Answer], began: float) -> Answer:
        if not await _done(asking, self._limits.seconds - (time.monotonic() - began)):
            raise TooLongError(f"the query ran for {self._limits.seconds:g} s and was stopped; ask for less, or start from a name: "
                               "the more of a pattern is fixed, the sooner it is found")
        return asking.result()

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


async def _done(asking: asyncio.Task[Answer], seconds: float) -> bool:
    await asyncio.wait({asking}, timeout=max(0.0, seconds))
    return asking.done()


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


def _yield(worker: Worker) -> None:
    """Leave the processor to others."""
    if worker.process is not None:
        with contextlib.suppress(OSError):  # it has just ended
            os.setpriority(os.PRIO_PROCESS, worker.process, _NICE)
        worker.queries = sys.maxsize  # it can never be made to hurry again
