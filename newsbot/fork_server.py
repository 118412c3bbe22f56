"""A process that others are forked from, so that they start with their imports loaded.

Run as `python -m newsbot.fork_server PARENT MODULES…` with one end of a socket pair as standard input; `newsbot.forks`
is the other side, and both exchange lines of JSON. It imports the modules, and ends with the process that started it,
however that ends; its forks end with it. On Linux the kernel kills each at the moment its parent ends; elsewhere a
thread checks every second.
"""

import atexit
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
import urllib.request
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NoReturn

from newsbot import forks

_PR_SET_PDEATHSIG = 1
_LOOK_S = 1.0
_RECEIVE_BYTES = 65_536
# Standard input, output and error.
_STREAMS = 3
_STOPS = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a fork is to become: a module run as a program.

    A `leader` has a process group of its own, which no Ctrl-C at the terminal reaches, and a server of its own to fork
    from; in a process that is not a leader SIGINT and SIGTERM are blocked. It may allocate twice `memory_mb`.
    """

    module: str
    arguments: Sequence[str]
    memory_mb: int | None
    leader: bool


class Forker:
    """Forks processes as requested over the channel, and reports their start and end there.

    Each line is a list. Requests are `["start", NUMBER, MODULE, ARGUMENTS, MEMORY_MB, LEADER]`, which comes with the
    descriptors of the three standard streams, `["reap", NUMBER]` and `["answer", 0]`. Reports are
    `["started", NUMBER, PID]`, `["refused", NUMBER, ERRNO]`, `["ended", NUMBER, CODE]` and `["here", 0, 0]`; the code
    is negative if a signal ended the process. Until an ended process is reaped its PID is not reused, so that the
    requester may safely signal it.
    """

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._running: dict[int, int] = {}
        self._ended: dict[int, int] = {}
        self._unread = b""
        self._files: deque[int] = deque()

    def serve(self) -> Wanted | None:
        """Serve until forked or closed: in a fork, return what to become; return None when the other end has closed."""
        woken, wakes = os.pipe()
        for end in (woken, wakes):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
        wanted = None
        while wanted is None:
            ready, _, _ = select.select([self._channel.fileno(), woken], [], [])
            if woken not in ready:
                try:
                    received, files, _, _ = socket.recv_fds(self._channel, _RECEIVE_BYTES, _STREAMS)
                except OSError:
                    received, files = b"", []
                if not received:
                    self._end_all()
                    return None
                self._files += files
                *lines, self._unread = (self._unread + received).split(b"\n")
                for line in lines:
                    wanted = wanted or self._do(*json.loads(line))
            else:
                os.read(woken, _RECEIVE_BYTES)
                self._look()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for end in (woken, wakes):
            os.close(end)
        return wanted

    def _do(self, what: str, number: int, *rest: Any) -> Wanted | None:
        """Handle one request; in a newly forked process, return what to become."""
        if what == "reap":
            os.waitpid(self._ended.pop(number), 0)
            return None
        if what == "answer":
            self._tell("here", number, 0)
            return None
        files = [self._files.popleft() for _ in range(_STREAMS)]
        wanted = Wanted(*rest)
        is_new = self._fork(number, wanted)
        if is_new:
            for stream, file in enumerate(files):
                os.dup2(file, stream)
        for file in files:
            os.close(file)
        return wanted if is_new else None

    def _fork(self, number: int, wanted: Wanted) -> bool:
        """Fork; return whether this is the new process."""
        try:
            pid = os.fork()
        except OSError as error:
            self._tell("refused", number, error.errno)
            return False
        if not pid:
            self._channel.close()
            return True
        if wanted.leader:
            # Set on both sides, so that it is done before either goes on: a signal to the group must reach nobody else.
            with suppress(OSError):
                os.setpgid(pid, pid)
        self._running[number] = pid
        self._tell("started", number, pid)
        return False

    def _look(self) -> None:
        for number, pid in list(self._running.items()):
            end = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if end is not None:
                # Kill what it has left behind in its group, such as a page worker in the middle of a page.
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(pid, signal.SIGKILL)
                self._ended[number] = self._running.pop(number)
                self._tell("ended", number, end.si_status if end.si_code == os.CLD_EXITED else -end.si_status)

    def _end_all(self) -> None:
        for pid in self._running.values():
            os.kill(pid, signal.SIGKILL)
        for pid in (*self._running.values(), *self._ended.values()):
            os.waitpid(pid, 0)

    def _tell(self, *what: Any) -> None:
        # If the requester is gone this process ends soon.
        with suppress(OSError):
            self._channel.sendall(json.dumps(what).encode() + b"\n")


def serve_and_be(channel: socket.socket) -> None:
    """Fork until the requester is gone; in each fork, become what was requested, and end."""
    own = os.getpid()
    wanted = Forker(channel).serve()
    if wanted is not None:
        be(wanted, own)


def be(wanted: Wanted, parent: int) -> None:
    """Run the module as the program of this new process, until it ends."""
    server = None
    if wanted.leader:
        with suppress(PermissionError):
            os.setpgid(0, 0)
        server = forks.own_server = _leave_server()
    end_with(parent)
    if wanted.leader:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)
    if wanted.memory_mb is not None:
        bound_memory(wanted.memory_mb)
    # It may be imported already, but has to start anew as a program; a package stays, and so do all its parts.
    if not hasattr(sys.modules.get(wanted.module), "__path__"):
        sys.modules.pop(wanted.module, None)
    sys.argv = [wanted.module, *wanted.arguments]
    try:
        code = _run(wanted.module)
    finally:
        if server is not None:
            server.close()
    _end(code)


def _run(module: str) -> int:
    """Run a module as a program; return its exit code."""
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        sys.stderr.write(f"{end.code}\n")
        return 1
    except Exception:  # noqa: BLE001 - report as the interpreter does with uncaught exceptions
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


def _end(code: int) -> NoReturn:
    """End in order, as the standard library's forks do (`multiprocessing.process`), without destroying all objects.

    That would copy inherited objects, which took a tenth of a second.
    """
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code & 0xFF)


def _leave_server() -> forks.ForkServer | None:
    """Fork this process, as it is now, into a server that others can be forked from; None if that fails."""
    parent = os.getpid()
    try:
        channel, theirs = socket.socketpair()
    except OSError:
        return None
    try:
        pid = os.fork()
    except OSError:
        channel.close()
        theirs.close()
        return None
    if pid:
        theirs.close()
        return forks.ForkServer(running=forks.RunningServer(channel, pid))
    channel.close()
    die_with(parent)
    serve_and_be(theirs)
    os._exit(0)


def end_with(parent: int) -> None:
    """Make this process end when the process with this PID, which started it, does."""
    if sys.platform == "linux":
        die_with(parent)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def die_with(parent: int) -> None:
    """Make the kernel end this process with the one that started it, on systems that support it.

    A process that forks has no thread to watch its parent: on other systems it ends when its channel does.
    """
    if sys.platform == "linux":
        # Linux means the thread that started this process: it must be one that lasts, as the main thread does.
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            # The parent had ended already.
            os._exit(1)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_S)
    os._exit(1)


def bound_memory(memory_mb: int) -> None:
    """Refuse allocations far beyond the limit, before the machine runs out of memory."""
    if sys.platform == "linux":
        import resource

        limit = 2 * memory_mb * 1_000_000
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        if hard == resource.RLIM_INFINITY or limit < hard:
            resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))


def main() -> None:
    """Import what is requested, and fork."""
    parent, *modules = sys.argv[1:]
    channel = socket.socket(fileno=os.dup(0))
    # The requester passes stops on to the forks; they end in order, and this process last. A stop that comes before a
    # fork has set itself up waits until it has.
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    die_with(int(parent))
    if sys.platform == "darwin":
        _settle_proxies()
    for module in modules:
        importlib.import_module(module)
    # Everything loaded so far stays for good: garbage collection in a fork need not copy it.
    gc.collect()
    gc.freeze()
    serve_and_be(channel)


def _settle_proxies() -> None:
    """Put the system's proxies into the environment for forks: asking macOS for them is not safe in a fork."""
    for scheme, address in (urllib.request.getproxies() or {"no": "*"}).items():
        os.environ.setdefault(f"{scheme}_proxy", address)


if __name__ == "__main__":
    main()
