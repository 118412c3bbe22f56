"""The worker pool: pages are read in child processes, so the reactor only fetches.

A child has a time and a memory limit for each page. One that exceeds a limit or dies is replaced, and the page that it
was reading is answered with a reason; the pool never retries a page. What a child does is in `newsbot.workers.worker`.
"""

import asyncio
import logging
import os
import signal
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, TypeVar

import msgspec

from newsbot.exceptions import NewsbotError, WorkerError
from newsbot.workers.child import Child, NotBegunError, encode_request, request_failure
from newsbot.workers.worker import (
    CLOCK_TIMES,
    EXIT_OUT_OF_MEMORY,
    FRAME_HEADER,
    Reply,
    Task,
    answer,
    give_back_memory,
    keep_large_blocks_apart,
)

T = TypeVar("T")
logger = logging.getLogger(__name__)

_REASONS = {-signal.SIGPROF: "timeout", -signal.SIGALRM: "timeout", EXIT_OUT_OF_MEMORY: "memory"}
# A child ends itself at its limit; this much later the parent concludes that it will not (stopped, or stuck in the
# kernel). Generous, so that a busy reactor never drops a page from a child that was in time.
_PATIENCE_S = 5.0
_START_TIMEOUT_S = 60.0
# A start can fail for a momentary lack of memory; three failures in a row mean that none will succeed.
_START_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """How many children there are, and what each may use.

    With `processes` 0 every task runs in this process, without limits: never for pages from the web.
    `timeout_s` (of processor time) and `memory_mb` bound one task (memory: the whole child that runs it); after
    `max_tasks` tasks a child is replaced, so that leaks stay small; `close` waits `grace_s` for running tasks.
    A child is given up to `ahead` further tasks before it finishes one: it need not wait for them, but they for it.
    """

    processes: int = field(default_factory=lambda: os.cpu_count() or 1)
    timeout_s: float = 10.0
    memory_mb: int = 384
    max_tasks: int = 2_000
    grace_s: float = 10.0
    ahead: int = 0


class _FreePlaces(asyncio.Queue[Child | None]):
    """Holds each child once per further task that it may take; None is returned before any child.

    The least busy child comes first, and among equals the one used last: while few pages come, the other children
    stay small.
    """

    def _init(self, maxsize: int) -> None:
        del maxsize
        self._places: list[Child | None] = []

    def _put(self, item: Child | None) -> None:
        self._places.append(item)

    def _get(self) -> Child | None:
        loads = [-1 if child is None else child.under_way for child in self._places]
        return self._places.pop(len(loads) - 1 - loads[::-1].index(min(loads)))

    def qsize(self) -> int:
        return len(self._places)

    def empty(self) -> bool:
        return not self._places


class WorkerPool:
    """Runs tasks of `tasks_module` in child processes, first come, first served.

    `patience` maps tasks to how many times the usual time they get; it is the module's own `PATIENCE`.
    Heavy requests, by `is_heavy`, are answered one at a time, so that their memory does not add up.

    Counters for stats: `tasks_done`, `failures` by reason, `children_started`.
    """

    def __init__(
        self,
        limits: WorkerLimits,
        tasks_module: str = "newsbot.workers.tasks",
        patience: Mapping[str, float] | None = None,
        is_heavy: Callable[[Any], bool] | None = None,
    ) -> None:
        self.tasks_done = 0
        self.failures: Counter[str] = Counter()
        self.children_started = 0
        self._limits = limits
        self._tasks_module = tasks_module
        self._patience = patience or {}
        self._is_heavy = is_heavy
        self._heavy = asyncio.Lock()
        self._own_tasks: dict[str, Task] = {}
        self._children: set[Child] = set()
        # A None in it wakes the waiting tasks when the pool takes no more work.
        self._free_places = _FreePlaces()
        self._hirings: set[asyncio.Task[None]] = set()
        self._refusal: NewsbotError | None = None
        self._running = 0
        # How many tasks wait for a child, and how many children were requested; a replacement is not counted again.
        self._waiting = 0
        self._place_count = 0
        self._starts_when_asked = False
        self._quiet = asyncio.Event()
        self._quiet.set()

    async def start(self, children: int = 1) -> None:
        """Start this many children, at most all, and return at once: they get ready while the first pages are fetched.

        The others are started when tasks wait: each needs half a second of processor time before its first task.
        """
        keep_large_blocks_apart()  # this process holds the waiting pages
        if self._limits.processes:
            for _ in range(min(children, self._limits.processes)):
                self._open_place()
        else:
            self._own_tasks = import_module(self._tasks_module).TASKS

    def start_when_asked(self) -> None:
        """Start the first child with the first task: there may never be one."""
        self._starts_when_asked = True

    async def close(self) -> None:
        """Take no new tasks, let running ones end within the grace time, and leave no child behind.

        A task still unanswered by then raises WorkerError("closed"): its page was not at fault.
        """
        self._refuse(WorkerError("closed"))
        with suppress(TimeoutError):
            await asyncio.wait_for(self._quiet.wait(), self._limits.grace_s)
        for hiring in self._hirings:
            hiring.cancel()
        await asyncio.gather(*self._hirings, return_exceptions=True)
        await asyncio.gather(*(child.end() for child in self._children))
        self._children.clear()
        await self._quiet.wait()

    async def run(self, task: str, request: Any, result: type[T], prepare: Callable[[], None] | None = None) -> T:
        """Return the result of one task on one request, decoded as `result`.

        `prepare` is called once a child is free for the request: the last moment to change the request.
        Raises WorkerError with the reason ("timeout", "memory", "crashed", "error" or "closed") as its message and
        what is known about it as a note, for the log; NewsbotError if no child can be started: no page will be read.
        """
        if self._starts_when_asked:
            self._starts_when_asked = False
            await self.start()
        try:
            if not self._limits.processes:
                if prepare is not None:
                    prepare()
                reply = self._run_here(task, request)
            elif self._is_heavy is not None and self._is_heavy(request):
                async with self._heavy:
                    give_back_memory()  # what the last one took here
                    reply = await self._run_in_child(task, request, prepare)
            else:
                reply = await self._run_in_child(task, request, prepare)
            value = _decode_result(reply, result)
        except WorkerError as error:
            self.failures[str(error)] += 1
            raise
        self.tasks_done += 1
        return value

    def _run_here(self, task: str, request: Any) -> Reply:
        frame = encode_request(task, request)
        try:
            return answer(frame[FRAME_HEADER.size :], self._own_tasks)
        except MemoryError:
            return Reply(reason="memory")

    async def _run_in_child(self, task: str, request: Any, prepare: Callable[[], None] | None) -> Reply:
        while True:
            child = await self._take_child()
            self._running += 1
            self._quiet.clear()
            try:
                if prepare is not None:
                    prepare()
                return await self._ask(child, task, request)
            except NotBegunError:
                continue
            finally:
                self._give_back(child)
                self._running -= 1
                if not self._running:
                    self._quiet.set()

    async def _ask(self, child: Child, task: str, request: Any) -> Reply:
        """Return the child's reply, or one with the reason why there is none."""
        try:
            times = self._patience.get(task, 1)
            return await child.ask(task, request, CLOCK_TIMES * self._limits.timeout_s * times + _PATIENCE_S)
        except TimeoutError:
            await child.end()
            return Reply(reason="timeout", detail=child.last_words)
        except (EOFError, OSError):
            code = await child.end()
        return Reply(reason=_REASONS.get(code, "crashed"), detail=f"exit code {code}\n{child.last_words}")

    async def _take_child(self) -> Child:
        """Return the next free child; callers are served in order."""
        while True:
            child = None if self._refusal else await self._next_idle()
            if self._refusal:
                self._free_places.put_nowait(None)  # Wakes the next waiting caller.
                raise type(self._refusal)(*self._refusal.args)
            if child is not None and child.is_sound and child.is_alive():
                return child
            if child is not None:
                self._replace(child)

    async def _next_idle(self) -> Child | None:
        """Return the next idle child, None when the pool takes no more work."""
        self._waiting += 1
        try:
            self._hire_for_waiting()
            return await self._free_places.get()
        finally:
            self._waiting -= 1

    def _give_back(self, child: Child) -> None:
        """Make the child available again, or replace it if it is dead, worn out or out of step."""
        if child.is_sound and child.tasks < self._limits.max_tasks:
            self._free_places.put_nowait(child)
        elif not (child.is_sound and child.under_way):
            self._replace(child)

    def _replace(self, child: Child) -> None:
        """Have another child take the place of this one, once."""
        if not child.is_replaced:
            child.is_replaced = True
            self._hire(child)

    def _hire_for_waiting(self) -> None:
        """Start children for waiting tasks, no more at a time than there are already, until all places are filled."""
        at_once = max(1, self._running + self._free_places.qsize())
        while (
            self._place_count < self._limits.processes
            and len(self._hirings) < at_once
            and self._waiting > self._free_places.qsize() + len(self._hirings)
        ):
            self._open_place()

    def _open_place(self) -> None:
        self._place_count += 1
        self._hire()

    def _hire(self, predecessor: Child | None = None) -> None:
        if self._refusal is None:
            hiring = asyncio.get_running_loop().create_task(self._fill_place(predecessor))
            self._hirings.add(hiring)
            hiring.add_done_callback(self._end_hiring)

    def _end_hiring(self, hiring: asyncio.Task[None]) -> None:
        self._hirings.discard(hiring)
        self._hire_for_waiting()

    async def _fill_place(self, predecessor: Child | None) -> None:
        """Start a child, in place of the predecessor if there is one, and make it available when it is ready."""
        if predecessor is not None:
            await self._dismiss(predecessor)
        problem = ""
        for _ in range(_START_ATTEMPTS):
            problem = await self._start_child()
            if not problem or self._refusal is not None:
                return
            logger.warning("A worker process did not start: %s", problem)
        # The last line of a traceback names the error; the log has the rest.
        cause = problem.splitlines()[-1]
        self._refuse(NewsbotError(f"The worker processes do not start: {cause}"))

    async def _start_child(self) -> str:
        """Start one more child and wait until it is ready; return what went wrong, empty if nothing did."""
        try:
            child = Child(self._tasks_module, self._limits.timeout_s, self._limits.memory_mb)
        except OSError as error:
            return str(error)
        self._children.add(child)
        self.children_started += 1
        try:
            async with asyncio.timeout(_START_TIMEOUT_S):
                await child.receive()
        except (EOFError, OSError):
            code = await self._dismiss(child)
            if code == EXIT_OUT_OF_MEMORY:
                return f"{self._limits.memory_mb} MB of memory are not enough for one"
            return f"exit code {code}\n{child.last_words}".strip()
        for _ in range(1 + self._limits.ahead):
            self._free_places.put_nowait(child)
        return ""

    async def _dismiss(self, child: Child) -> int:
        code = await child.end()
        self._children.discard(child)
        return code

    def _refuse(self, why: NewsbotError) -> None:
        """Take no more work; the first reason given is kept."""
        self._refusal = self._refusal or why
        self._free_places.put_nowait(None)


def _decode_result(reply: Reply, result: type[T]) -> T:
    """Decode the result as its type, which may be stricter than what the child checked."""
    if reply.reason is not None:
        raise request_failure(reply.reason, reply.detail)
    try:
        value: T = msgspec.msgpack.decode(reply.result, type=result)
    except msgspec.ValidationError as error:
        raise request_failure("error", str(error)) from error
    return value
