"""A process that others are forked from: what they import is there already.

Run as `python -m newsbot.fork_server PARENT MODULES…` with one end of a socket pair as standard input; `newsbot.forks`
asks and is told in lines of JSON. It imports the modules, ends with the process that started it, whatever ends that,
and what it has forked ends with it: Linux kills each in the moment in which its parent ends; elsewhere a thread looks
every second.
"""

import ctypes
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

_PR_SET_PDEATHSIG = 1
_LOOK_S = 1.0
# How often forks are looked at; who asked looks less often.
_REAP_S = 0.1
_RECEIVE_BYTES = 65_536


class ForkServer:
    """Forks processes as it is asked over the channel, and tells there how they begin and end.

    A line is a list: `["start", NUMBER, MODULE, ARGUMENTS, MEMORY_MB, OUTPUT]` or `["signal", NUMBER, SIGNAL, WHOLE]`
    is asked; `["started", NUMBER, PID]`, `["refused", NUMBER, ERRNO]` or `["ended", NUMBER, CODE]` is told, the code
    negative where a signal ended it. Only here is a process signalled, so never one that has its number by chance.
    """

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._pids: dict[int, int] = {}
        self._unread = b""

    def serve(self) -> list[Any] | None:
        """What to become, in a process that was forked; nothing when the other end is closed."""
        while True:
            wait_s = _REAP_S if self._pids else None
            if select.select([self._channel], [], [], wait_s)[0]:
                received = self._channel.recv(_RECEIVE_BYTES)
                if not received:
                    return None
                *lines, self._unread = (self._unread + received).split(b"\n")
                for line in lines:
                    what, number, *rest = json.loads(line)
                    if what == "signal":
                        self._signal(number, *rest)
                    elif self._fork(number):
                        wanted: list[Any] = rest
                        return wanted
            self._reap()

    def _fork(self, number: int) -> bool:
        """Whether this is the new process."""
        try:
            pid = os.fork()
        except OSError as error:
            self._tell("refused", number, error.errno)
            return False
        if not pid:
            self._channel.close()
            return True
        # Here as there, so that it is done before either goes on: a signal to all of its group is for nobody else.
        with suppress(OSError):
            os.setpgid(pid, pid)
        self._pids[number] = pid
        self._tell("started", number, pid)
        return False

    def _signal(self, number: int, signal_number: int, whole: bool) -> None:
        pid = self._pids.get(number)
        if pid is not None:
            with suppress(ProcessLookupError, PermissionError):
                (os.killpg if whole else os.kill)(pid, signal_number)

    def _reap(self) -> None:
        for number, pid in list(self._pids.items()):
            if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                continue
            # What it has left behind: a page worker in the middle of a page.
            self._signal(number, signal.SIGKILL, whole=True)
            code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            del self._pids[number]
            self._tell("ended", number, code)

    def _tell(self, *what: Any) -> None:
        # Without the one who asked this process is ended soon.
        with suppress(OSError):
            self._channel.sendall(json.dumps(what).encode() + b"\n")


def become(parent: int, module: str, arguments: Sequence[str], memory_mb: int, output: str | None) -> None:
    """Run the module as a program of this new process, which a Ctrl-C at the terminal does not reach."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
    with suppress(PermissionError):
        os.setpgid(0, 0)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    if output is not None:
        file = os.open(output, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        os.dup2(file, 2)
        os.close(file)
    os.close(nothing)
    end_with(parent)
    bound_memory(memory_mb)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def end_with(parent: int) -> None:
    """Let this process end when the one with this number, which started it, does."""
    if sys.platform == "linux":
        # Of the thread that started this process: it must be one that lasts, as the main thread does.
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:
        # It ended before this one could say so.
        os._exit(1)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_S)
    os._exit(1)


def bound_memory(memory_mb: int) -> None:
    """Let what asks for much more than it may have be refused, before the machine has none left."""
    if sys.platform == "linux":
        import resource

        limit = 2 * memory_mb * 1_000_000
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        if hard == resource.RLIM_INFINITY or limit < hard:
            resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def main() -> None:
    """Fork until the one who asks is gone; in each fork, be what was asked for."""
    parent, *modules = sys.argv[1:]
    channel = socket.socket(fileno=os.dup(0))
    # A stop is told to the forks by the one who asked for them; they end in order, and this process last.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    end_with(int(parent))
    for module in modules:
        importlib.import_module(module)
    # What is there now stays for good: a fork's collections need not copy it.
    gc.collect()
    gc.freeze()
    own = os.getpid()
    wanted = ForkServer(channel).serve()
    if wanted is not None:
        become(own, *wanted)


if __name__ == "__main__":
    main()
