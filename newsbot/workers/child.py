"""One child process of the worker pool as the pool sees it: takes requests, replies in order, and is ended."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import tempfile
from typing import Any

import msgspec

from newsbot import forks
from newsbot.exceptions import WorkerError
from newsbot.workers.worker import FRAME_HEADER, MAX_RESULT_BYTES, PARENTS_SIGNALS, Reply, encode_frame, is_closed

_REAP_INTERVAL_S = 0.002
_LAST_WORDS_BYTES = 2_000
# Memory that a forked child inherits: it gets this much more, so that pages have the same room as in a started one.
_INHERITED_MB = 45


class NotBegunError(Exception):
    """A child ended on another request before it began this one, which should go to another child."""


class Child:
    """A process that runs tasks of a module, with our end of its socket; the limits are those of one task.

    `is_sound` is whether it may be given a task. It was given `tasks`, of which `under_way` are unanswered. The pool
    sets `is_replaced`.
    """

    def __init__(self, tasks_module: str, timeout_s: float, memory_mb: int) -> None:
        self.is_sound = True
        self.is_replaced = False
        self.tasks = self.under_way = 0
        self.last_words = ""
        # Done when the newest request is answered.
        self._newest: asyncio.Future[None] | None = None
        self._sending = asyncio.Lock()
        self._output = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `end`
        self._socket, theirs = socket.socketpair()
        self._socket.setblocking(False)
        # Blocked signals are inherited, so that Ctrl-C cannot hit a child before it has set itself up.
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, PARENTS_SIGNALS)
        try:
            self._process = _start(tasks_module, timeout_s, memory_mb, (theirs.fileno(), self._output.fileno()))
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
        # A fork's exit is reported a moment later than its socket closes.
        return self._process.poll() is None and not is_closed(self._socket)

    async def receive(self) -> Reply:
        """Return the next reply; raises EOFError or OSError when the child is gone."""
        size: int
        (size,) = FRAME_HEADER.unpack(await self._receive_exactly(FRAME_HEADER.size))
        if size > MAX_RESULT_BYTES + _LAST_WORDS_BYTES:
            raise EOFError
        return msgspec.msgpack.decode(await self._receive_exactly(size), type=Reply)

    async def ask(self, task: str, request: Any, seconds: float) -> Reply:
        """Return the reply to one request, which has this many seconds from when those before it are answered.

        Raises TimeoutError, EOFError or OSError if the child does not answer, WorkerError for a request that cannot be
        sent.
        """
        frame = encode_request(task, request)
        before, answered = self._newest, asyncio.get_running_loop().create_future()
        self._newest = answered
        self.tasks += 1
        self.under_way += 1
        try:
            if before is None or before.done():
                async with asyncio.timeout(seconds):
                    await self._send(frame)
                    return await self.receive()
            return await self._ask_after(before, frame, seconds)
        except BaseException as error:
            was_sound, self.is_sound = self.is_sound, False
            if isinstance(error, (EOFError, OSError)) and not was_sound and not isinstance(error, TimeoutError):
                raise NotBegunError from None
            raise
        finally:
            self.under_way -= 1
            answered.set_result(None)

    async def _ask_after(self, before: "asyncio.Future[None]", frame: bytearray, seconds: float) -> Reply:
        """The reply to what is sent while the child is still at work on the request before."""
        sending = asyncio.ensure_future(self._send(frame))
        # If this is never awaited the child is ending, and another request reports what went wrong.
        sending.add_done_callback(lambda sent: sent.cancelled() or sent.exception())
        try:
            await asyncio.wait((before,))
            if not self.is_sound:
                raise NotBegunError
            async with asyncio.timeout(seconds):
                await sending
                return await self.receive()
        finally:
            sending.cancel()

    async def _send(self, frame: bytearray) -> None:
        async with self._sending:
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
        """Kill the child if it still runs, reap it, and return its exit code as `Popen.returncode` does."""
        self.is_sound = False
        self._process.kill()
        while (code := self._process.poll()) is None:
            await asyncio.sleep(_REAP_INTERVAL_S)
        # Whoever waits for a reply must see end-of-file on the socket before it is closed: closing it reports nothing.
        if self._newest is not None and not self._newest.done():
            await asyncio.wait((self._newest,))
        self._socket.close()
        if not self._output.closed:
            with self._output as output:
                output.seek(max(0, output.seek(0, os.SEEK_END) - _LAST_WORDS_BYTES))
                self.last_words = output.read().decode("utf-8", "replace").strip()
        return code


def _start(
    tasks_module: str, timeout_s: float, memory_mb: int, files: tuple[int, int]
) -> "subprocess.Popen[bytes] | forks.Fork":
    """Start a child with these as its standard input and output, forked if this process has a fork server."""
    stdin, output = files
    if forks.own_server is not None:
        arguments = (tasks_module, str(timeout_s), str(memory_mb + _INHERITED_MB))
        return forks.own_server.start("newsbot.workers.worker", arguments, (stdin, output, output))
    return subprocess.Popen(  # noqa: S603 - our own interpreter and module
        [sys.executable, "-P", "-m", "newsbot.workers.worker", tasks_module, str(timeout_s), str(memory_mb)],
        stdin=stdin,
        stdout=output,
        stderr=output,
        env={**os.environ, **forks.ONE_THREAD, "PYTHONPATH": forks.import_path()},
    )


def encode_request(task: str, request: Any) -> bytearray:
    """Return one request as a frame; raises WorkerError if it cannot be encoded."""
    try:
        return encode_frame((task, request))
    except UnicodeEncodeError as error:  # A lone surrogate came with the page's link.
        raise request_failure("error", str(error)) from error


def request_failure(reason: str, detail: str) -> WorkerError:
    """Return the error for an unanswered request, with what is known about it."""
    error = WorkerError(reason)
    error.add_note(detail)
    return error
