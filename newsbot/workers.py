"""The worker pool: pages are read in child processes, so the reactor only fetches.

A child has a time and a memory limit for each page. One that passes a limit or dies is replaced, and the
page that it was reading is answered with a reason; the pool never tries a page again. What a child does is in
`newsbot.worker`.
"""

import asyncio
import logging
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, TypeVar

import msgspec

from newsbot import forks
from newsbot.exceptions import NewsbotError, WorkerError
from newsbot.worker import (
    CLOCK_TIMES,
    EXIT_OUT_OF_MEMORY,
    FRAME_HEADER,
    MAX_RESULT_BYTES,
    PARENTS_SIGNALS,
    Reply,
    Task,
    answer,
    encode_frame,
    give_back_memory,
    is_closed,
    keep_large_blocks_apart,
)

T = TypeVar("T")
logger = logging.getLogger(__name__)

_REASONS = {-signal.SIGPROF: "timeout", -signal.SIGALRM: "timeout", EXIT_OUT_OF_MEMORY: "memory"}
# A child ends itself at its limit; this much later the parent no longer believes that it will (stopped, stuck
# in the kernel). Late, so that a busy reactor never takes a page from a child that was in time.
_PATIENCE_S = 5.0
_START_TIMEOUT_S = 60.0
# A start can fail for want of memory at one moment; three in a row mean that none will succeed.
_START_ATTEMPTS = 3
_REAP_INTERVAL_S = 0.002
_LAST_WORDS_BYTES = 2_000
# What a forked child holds that is none of its own: a page has as much as in one that was started.
_INHERITED_MB = 45


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """How many children, and what each may use.

    `processes` 0 runs every task in this process, without limits: never for pages from the web.
    `timeout_s` (of processor time) and `memory_mb` bound one task (memory: the whole child that runs it); after
    `max_tasks` tasks a child is replaced, so that what leaks stays small; `close` waits `grace_s` for tasks that run.
    """

    processes: int = field(default_factory=lambda: os.cpu_count() or 1)
    timeout_s: float = 10.0
    memory_mb: int = 384
    max_tasks: int = 2_000
    grace_s: float = 10.0


class _Child:
    """One child process with our end of its socket; `idle` is whether it may be given a task."""

    def __init__(self, tasks_module: str, limits: WorkerLimits) -> None:
        self.idle = False
        self.tasks = 0
        self.last_words = ""
        self._output = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `end`
        self._socket, theirs = socket.socketpair()
        self._socket.setblocking(False)
        # Blocked signals are inherited, so that Ctrl-C can not hit a child before it has set itself up.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, PARENTS_SIGNALS)
        try:
            self._process = _start(tasks_module, limits, theirs.fileno(), self._output.fileno())
        except BaseException:
            self._socket.close()
            self._output.close()
            raise
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
            theirs.close()

    @property
    def pid(self) -> int:
        return self._process.pid

    def is_alive(self) -> bool:
        # The end of a fork is told some moments later than its socket ends.
        return self._process.poll() is None and not is_closed(self._socket)

    async def receive(self) -> Reply:
        """The next reply; EOFError or OSError when the child is gone."""
        size: int
        (size,) = FRAME_HEADER.unpack(await self._receive_exactly(FRAME_HEADER.size))
        if size > MAX_RESULT_BYTES + _LAST_WORDS_BYTES:
            raise EOFError
        reply = msgspec.msgpack.decode(await self._receive_exactly(size), type=Reply)
        self.idle = True
        return reply

    async def ask(self, task: str, request: Any) -> Reply:
        """The reply to one request; EOFError or OSError when the child dies of it."""
        self.idle = False
        self.tasks += 1
        await self._send(_encode_request(task, request))
        return await self.receive()

    async def _send(self, frame: bytearray) -> None:
        await asyncio.get_running_loop().sock_sendall(self._socket, frame)

    async def _receive_exactly(self, size: int) -> bytearray:
        loop = asyncio.get_running_loop()
        data = bytearray(size)
        view = memoryview(data)
        while view:
            count = await loop.sock_recv_into(self._socket, view)
            if not count:
                raise EOFError
            view = view[count:]
        return data

    async def end(self) -> int:
        """Kill the child if it still runs, reap it and return how it ended, as `Popen.returncode` does."""
        self.idle = False
        self._process.kill()
        while (code := self._process.poll()) is None:
            await asyncio.sleep(_REAP_INTERVAL_S)
        self._socket.close()
        if not self._output.closed:
            with self._output as output:
                output.seek(max(0, output.seek(0, os.SEEK_END) - _LAST_WORDS_BYTES))
                self.last_words = output.read().decode("utf-8", "replace").strip()
        return code


class WorkerPool:
    """Runs tasks of `tasks_module` in child processes, first come, first served.

    `patience` says which tasks have how many times as much time as others; it is the module's own `PATIENCE`.
    Requests that are heavy, as `is_heavy` says, are answered one at a time: their memory does not add up.

    Counters for stats: `tasks_done`, `failures` by reason, `children_started`.
    """

    def __init__(
        self,
        limits: WorkerLimits,
        tasks_module: str = "newsbot.worker_tasks",
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
        self._children: set[_Child] = set()
        # The child that was at work last is the first to have more: while few pages come the others stay small. None
        # wakes those who wait when the pool takes no more work.
        self._idle: asyncio.LifoQueue[_Child | None] = asyncio.LifoQueue()
        self._hirings: set[asyncio.Task[None]] = set()
        self._refusal: NewsbotError | None = None
        self._running = 0
        # Tasks without a child, and children that were ever asked for: a replaced one takes the place of another.
        self._waiting = 0
        self._places = 0
        self._is_waiting = False
        self._quiet = asyncio.Event()
        self._quiet.set()

    async def start(self) -> None:
        """Start the first child and return at once: it gets ready while the first pages are fetched.

        The others are started when tasks wait: each takes half a second of processor time before its first task.
        """
        keep_large_blocks_apart()  # this process holds the pages that wait
        if self._limits.processes:
            self._open_place()
        else:
            self._own_tasks = import_module(self._tasks_module).TASKS

    def start_when_asked(self) -> None:
        """Start the first child with the first task: there may be none."""
        self._is_waiting = True

    async def close(self) -> None:
        """Take no new task, let those that run end within the grace time, and leave no child behind.

        A task that had no answer by then raises WorkerError("closed"): its page was not at fault.
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
        """The result of one task on one request, decoded as `result`.

        `prepare` is called when a child has been found for the request: the last moment to change what it asks.
        Raises WorkerError with the reason ("timeout", "memory", "crashed", "error" or "closed") as its message and
        what is known of it as a note, for the log; NewsbotError when no child can be started: no page will be read.
        """
        if self._is_waiting:
            self._is_waiting = False
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
        frame = _encode_request(task, request)
        try:
            return answer(frame[FRAME_HEADER.size :], self._own_tasks)
        except MemoryError:
            return Reply(reason="memory")

    async def _run_in_child(self, task: str, request: Any, prepare: Callable[[], None] | None) -> Reply:
        child = await self._take_child()
        self._running += 1
        self._quiet.clear()
        try:
            if prepare is not None:
                prepare()
            return await self._ask(child, task, request)
        finally:
            self._give_back(child)
            self._running -= 1
            if not self._running:
                self._quiet.set()

    async def _ask(self, child: _Child, task: str, request: Any) -> Reply:
        """The child's reply, or one with the reason why it can not give any."""
        try:
            times = self._patience.get(task, 1)
            async with asyncio.timeout(CLOCK_TIMES * self._limits.timeout_s * times + _PATIENCE_S):
                return await child.ask(task, request)
        except TimeoutError:
            await child.end()
            return Reply(reason="timeout", detail=child.last_words)
        except (EOFError, OSError):
            code = await child.end()
        killed_by_close = code == -signal.SIGKILL and self._refusal is not None
        reason = _REASONS.get(code, "closed" if killed_by_close else "crashed")
        return Reply(reason=reason, detail=f"exit code {code}\n{child.last_words}")

    async def _take_child(self) -> _Child:
        """The next child that is free, in the order of asking."""
        while True:
            child = None if self._refusal else await self._next_idle()
            if self._refusal:
                self._idle.put_nowait(None)  # Wakes the next who waits.
                raise type(self._refusal)(*self._refusal.args)
            if child is not None and child.is_alive():
                return child
            self._hire(child)

    async def _next_idle(self) -> _Child | None:
        """The next child that is idle, None when the pool takes no more work."""
        self._waiting += 1
        try:
            self._hire_for_waiting()
            return await self._idle.get()
        finally:
            self._waiting -= 1

    def _give_back(self, child: _Child) -> None:
        """Let the next task have the child, or a new one where this one is dead, worn or not done."""
        if child.idle and child.tasks < self._limits.max_tasks:
            self._idle.put_nowait(child)
        else:
            self._hire(child)

    def _hire_for_waiting(self) -> None:
        """Start children for the tasks that wait, at a time as many as are at work, until all have their place."""
        at_once = max(1, self._running + self._idle.qsize())
        while (
            self._places < self._limits.processes
            and len(self._hirings) < at_once
            and self._waiting > self._idle.qsize() + len(self._hirings)
        ):
            self._open_place()

    def _open_place(self) -> None:
        self._places += 1
        self._hire()

    def _hire(self, predecessor: _Child | None = None) -> None:
        if self._refusal is None:
            hiring = asyncio.get_running_loop().create_task(self._fill_place(predecessor))
            self._hirings.add(hiring)
            hiring.add_done_callback(self._end_hiring)

    def _end_hiring(self, hiring: asyncio.Task[None]) -> None:
        self._hirings.discard(hiring)
        self._hire_for_waiting()

    async def _fill_place(self, predecessor: _Child | None) -> None:
        """Start a child, in place of the predecessor if there is one, and offer it when it is ready."""
        if predecessor is not None:
            await self._dismiss(predecessor)
        problem = ""
        for _ in range(_START_ATTEMPTS):
            problem = await self._start_child()
            if not problem or self._refusal is not None:
                return
            logger.warning("A worker process did not start: %s", problem)
        # The last line of a traceback says what it was; the log has the rest.
        cause = problem.splitlines()[-1]
        self._refuse(NewsbotError(f"The worker processes do not start: {cause}"))

    async def _start_child(self) -> str:
        """What went wrong, or nothing when one more child is ready."""
        try:
            child = _Child(self._tasks_module, self._limits)
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
                return f"{self._limits.memory_mb} MB of memory are too little for one"
            return f"exit code {code}\n{child.last_words}".strip()
        self._idle.put_nowait(child)
        return ""

    async def _dismiss(self, child: _Child) -> int:
        code = await child.end()
        self._children.discard(child)
        return code

    def _refuse(self, why: NewsbotError) -> None:
        """Take no more work; the first reason stays."""
        self._refusal = self._refusal or why
        self._idle.put_nowait(None)


def _start(tasks_module: str, limits: WorkerLimits, stdin: int, output: int) -> "subprocess.Popen[bytes] | forks.Fork":
    """A child, forked where this process has what to fork from."""
    if forks.own_server is not None:
        arguments = (tasks_module, str(limits.timeout_s), str(limits.memory_mb + _INHERITED_MB))
        return forks.own_server.start("newsbot.worker", arguments, (stdin, output, output))
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-P", "-m", "newsbot.worker", tasks_module, str(limits.timeout_s), str(limits.memory_mb)],
        stdin=stdin,
        stdout=output,
        stderr=output,
        env={**os.environ, **forks.ONE_THREAD, "PYTHONPATH": forks.import_path()},
    )


def _encode_request(task: str, request: Any) -> bytearray:
    try:
        return encode_frame((task, request))
    except UnicodeEncodeError as error:  # A lone surrogate came with the page's link.
        raise _failure("error", str(error)) from error


def _decode_result(reply: Reply, result: type[T]) -> T:
    """The result as its type, which may ask more of a value than the child did."""
    if reply.reason is not None:
        raise _failure(reply.reason, reply.detail)
    try:
        value: T = msgspec.msgpack.decode(reply.result, type=result)
    except msgspec.ValidationError as error:
        raise _failure("error", str(error)) from error
    return value


def _failure(reason: str, detail: str) -> WorkerError:
    error = WorkerError(reason)
    error.add_note(detail)
    return error
