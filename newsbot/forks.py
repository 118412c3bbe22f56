"""Processes forked from one that has their imports loaded: started, signalled, and watched for their end.

`newsbot.fork_server` is what forks them.
"""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

# Numeric libraries start one thread per core unless told otherwise; here each process is one of many.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
_START_TIMEOUT_S = 60.0
# Once everything is imported a fork takes milliseconds, unless the machine is overloaded.
_ANSWER_TIMEOUT_S = 30.0
# A stopped server reports nothing about its forks: after the first time it is asked to answer, after the second ended.
_QUIET_S = 10.0
_SILENT_S = 60.0
# The most that counts of the time between two checks: this process may have been stopped itself.
_LOOK_COUNTS_S = 1.0
_END_TIMEOUT_S = 5.0
_LOOK_S = 0.002
_RECEIVE_BYTES = 65_536


@dataclass(slots=True, eq=False)
class Fork:
    """A forked process. It may be signalled until its end is known here."""

    server: "ForkServer"
    number: int
    pid: int
    returncode: int | None = None

    def poll(self) -> int | None:
        """Return its exit code, negative if a signal ended it, or None while it runs."""
        if self.returncode is None:
            self.server.hear()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its exit code; raises TimeoutError after this many seconds."""
        end = None if timeout is None else time.monotonic() + timeout
        while (code := self.poll()) is None:
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                raise TimeoutError
            self.server.hear(_LOOK_COUNTS_S if left is None else min(left, _LOOK_COUNTS_S))
        return code

    def terminate(self) -> None:
        """Ask it to end in order."""
        self._signal(os.kill, signal.SIGTERM)

    def kill(self) -> None:
        """End it at once."""
        self._signal(os.kill, signal.SIGKILL)

    def kill_group(self) -> None:
        """End a leader and all that it has started at once."""
        self._signal(os.killpg, signal.SIGKILL)

    def _signal(self, send: Callable[[int, int], None], number: signal.Signals) -> None:
        if self.returncode is None:
            with suppress(ProcessLookupError, PermissionError):
                send(self.pid, number)


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A running server: a child of this process, and our end of its channel."""

    channel: socket.socket
    pid: int

    def end(self) -> None:
        """End it, and with it all that it has forked."""
        self.channel.close()
        end = time.monotonic() + _END_TIMEOUT_S
        with suppress(ChildProcessError, ProcessLookupError):
            while os.waitpid(self.pid, os.WNOHANG) == (0, 0):
                if time.monotonic() > end:
                    os.kill(self.pid, signal.SIGKILL)
                time.sleep(_LOOK_S)


class ForkServer:
    """Starts processes as forks of one that has imported `modules`, which itself is started when first needed.

    When a server dies, its processes die with it; the next start gets a new server. Its methods must be called in
    the thread that lasts longest: the kernel ends the server together with the thread that started it.
    """

    def __init__(self, *modules: str, running: RunningServer | None = None) -> None:
        self._modules = modules
        self._running = running
        self._forks: dict[int, Fork] = {}
        self._unread = b""
        self._asked = 0
        self._looked_at = time.monotonic()
        self._silence_s = 0.0
        self._is_asked_for_word = False
        # The outcome of the last requested process.
        self._begun: Fork | None = None
        self._refusal: OSError | None = None

    def start(
        self,
        module: str,
        arguments: Sequence[str],
        streams: Sequence[int],
        *,
        memory_mb: int | None = None,
        leader: bool = False,
    ) -> Fork:
        """Start a process that runs the module; raises OSError if that fails.

        `streams` are the descriptors of its standard input, output and error. It may allocate twice `memory_mb`. A
        leader has a process group of its own, and a server of its own to fork from (`own_server`).
        """
        self.hear()
        limit_s = _ANSWER_TIMEOUT_S
        if self._running is None:
            self._running, limit_s = self._open(), _START_TIMEOUT_S
        self._asked += 1
        self._begun, self._refusal = None, None
        self._ask("start", self._asked, module, list(arguments), memory_mb, leader, streams=streams)
        end = time.monotonic() + limit_s
        while self._running is not None and (left := end - time.monotonic()) > 0:
            self.hear(left)
            if self._refusal is not None:
                raise self._refusal
            if self._begun is not None:
                return self._begun
        self.close()
        raise OSError("the process that they are forked from does not start")

    def hear(self, wait_s: float = 0) -> None:
        """Process the server's reports, waiting this many seconds for them; a server silent for long is ended."""
        while self._running is not None and _has_news(self._running.channel, wait_s):
            wait_s = 0
            try:
                received = self._running.channel.recv(_RECEIVE_BYTES)
            except OSError:
                received = b""
            if not received:
                self.close()
                return
            *lines, self._unread = (self._unread + received).split(b"\n")
            for line in lines:
                self._take_up(*json.loads(line))
            self._silence_s, self._is_asked_for_word = 0.0, False
        self._mind_silence()

    def _mind_silence(self) -> None:
        now = time.monotonic()
        passed, self._looked_at = min(now - self._looked_at, _LOOK_COUNTS_S), now
        self._silence_s = self._silence_s + passed if self._forks else 0.0
        if self._silence_s > _SILENT_S:
            self.close()
        elif self._silence_s > _QUIET_S and not self._is_asked_for_word:
            self._is_asked_for_word = True
            self._ask("answer", 0)

    def close(self) -> None:
        """End the server, and with it all that it has forked."""
        if self._running is not None:
            self._running.end()
            self._running = None
        self._unread, self._silence_s, self._is_asked_for_word = b"", 0.0, False
        for fork in self._forks.values():
            fork.returncode = -signal.SIGKILL
        self._forks.clear()

    def _open(self) -> RunningServer:
        channel, theirs = socket.socketpair()
        try:
            process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-P", "-m", "newsbot.fork_server", str(os.getpid()), *self._modules],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                env={**os.environ, **ONE_THREAD, "PYTHONPATH": import_path()},
                start_new_session=True,
            )
        except BaseException:
            channel.close()
            raise
        finally:
            theirs.close()
        process.returncode = 0  # `RunningServer` watches it by its PID
        return RunningServer(channel, process.pid)

    def _ask(self, *what: Any, streams: Sequence[int] = ()) -> None:
        if self._running is not None:
            line = json.dumps(what).encode() + b"\n"
            with suppress(OSError):  # The next read notices its end.
                sent = socket.send_fds(self._running.channel, [line], list(streams))
                self._running.channel.sendall(line[sent:])

    def _take_up(self, what: str, number: int, value: int) -> None:
        if what == "started":
            self._begun = self._forks[number] = Fork(self, number, value)
        elif what == "refused":
            self._refusal = OSError(value, os.strerror(value))
        elif what == "ended":
            self._forks.pop(number).returncode = value
            self._ask("reap", number)


def _has_news(channel: socket.socket, wait_s: float) -> bool:
    poll = select.poll()
    poll.register(channel, select.POLLIN)
    return bool(poll.poll(wait_s * 1_000))


# The server to fork from, in a process that was itself forked as a leader.
own_server: ForkServer | None = None


def import_path() -> str:
    """Return this process's import path for a child: newsbot may have been found through any entry of it."""
    return os.pathsep.join(os.path.abspath(entry) for entry in sys.path)
