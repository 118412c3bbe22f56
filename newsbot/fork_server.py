"""A process that others are forked from: what they import is there already.

Run as `python -m newsbot.fork_server PARENT MODULES…` with one end of a socket pair as standard input; `newsbot.forks`
asks and is told in lines of JSON. It imports the modules, ends with the process that started it, whatever ends that,
and what it has forked ends with it: Linux kills each in the moment in which its parent ends; elsewhere a thread looks
every second.
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
    """What a fork is to be: a module run as a program.

    A `leader` has a process group of its own, which no Ctrl-C at the terminal reaches, and a server of its own to fork
    from; SIGINT and SIGTERM are blocked in a process that is none. `memory_mb` bounds what it allocates, to twice that.
    """

    module: str
    arguments: Sequence[str]
    memory_mb: int | None
    leader: bool


class Forker:
    """Forks processes as it is asked over the channel, and tells there how they begin and end.

    A line is a list: `["start", NUMBER, MODULE, ARGUMENTS, MEMORY_MB, LEADER]`, which comes with the descriptors of the
    three standard streams, `["reap", NUMBER]` or `["answer", 0]` is asked; `["started", NUMBER, PID]`,
    `["refused", NUMBER, ERRNO]`, `["ended", NUMBER, CODE]` or `["here", 0, 0]` is told, the code negative where a
    signal ended it. Until it is to be reaped, no other process can have the number of one that has ended: who asked may
    signal it.
    """

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._running: dict[int, int] = {}
        self._ended: dict[int, int] = {}
        self._unread = b""
        self._files: deque[int] = deque()

    def serve(self) -> Wanted | None:
        """What to be, in a process that was forked; nothing when the other end is closed."""
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
        """What to be, in a process that was forked."""
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
        """Whether this is the new process."""
        try:
            pid = os.fork()
        except OSError as error:
            self._tell("refused", number, error.errno)
            return False
        if not pid:
            self._channel.close()
            return True
        if wanted.leader:
            # Here as there, so that it is done before either goes on: a signal to all of its group is for nobody else.
            with suppress(OSError):
                os.setpgid(pid, pid)
        self._running[number] = pid
        self._tell("started", number, pid)
        return False

    def _look(self) -> None:
        for number, pid in list(self._running.items()):
            end = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)
            if end is not None:
                # What it has left behind in its group: a page worker in the middle of a page.
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
        # Without the one who asked this process is ended soon.
        with suppress(OSError):
            self._channel.sendall(json.dumps(what).encode() + b"\n")


def serve_and_be(channel: socket.socket) -> None:
    """Fork until the one who asks is gone; in each fork, be what was asked for, and end."""
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
    # It may be imported already, and begins anew as a program; a package stays, and so do all its parts.
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
    """The exit code of a module that is run as a program."""
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        sys.stderr.write(f"{end.code}\n")
        return 1
    except Exception:  # noqa: BLE001 - as the interpreter tells what nobody has caught
        sys.excepthook(*sys.exc_info())
        return 1
    return 0


def _end(code: int) -> NoReturn:
    """End in order, as the standard library's forks do (`multiprocessing.process`), without taking all objects apart.

    Those that were inherited would be copied for it, which took a tenth of a second.
    """
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code & 0xFF)


def _leave_server() -> forks.ForkServer | None:
    """A fork of this process that others can be forked from, as it is now; None where there can be none."""
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
    """Let this process end when the one with this number, which started it, does."""
    if sys.platform == "linux":
        die_with(parent)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def die_with(parent: int) -> None:
    """Let the kernel end this process with the one that started it, where it does such things.

    Who forks has no thread to look after that: elsewhere it ends when its channel does.
    """
    if sys.platform == "linux":
        # Of the thread that started this process: it must be one that lasts, as the main thread does.
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
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
    """Import what is asked for, and fork."""
    parent, *modules = sys.argv[1:]
    channel = socket.socket(fileno=os.dup(0))
    # A stop is told to the forks by the one who asked for them; they end in order, and this process last. One that
    # comes before a fork has set itself up waits until it has.
    signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
    die_with(int(parent))
    if sys.platform == "darwin":
        _settle_proxies()
    for module in modules:
        importlib.import_module(module)
    # What is there now stays for good: a fork's collections need not copy it.
    gc.collect()
    gc.freeze()
    serve_and_be(channel)


def _settle_proxies() -> None:
    """Let forks find the system's proxies in the environment: asking macOS for them is not safe in a fork."""
    for scheme, address in (urllib.request.getproxies() or {"no": "*"}).items():
        os.environ.setdefault(f"{scheme}_proxy", address)


if __name__ == "__main__":
    main()
