"""A process that has loaded what `scrapy` needs and forks for each command, as loading takes longer than most commands.

It is started with the first command of a run of the tests, serves all processes of the run, and ends with the run. A
forked child is the command, or the program of a test, from there on: its arguments, environment and files, its reactor
and its exit.
"""

import fcntl
import gc
import importlib.metadata
import json
import os
import select
import signal
import socket
import subprocess
import sys
import warnings
from contextlib import ExitStack, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from typing import IO, Any, Self

ROOT = Path(__file__).parents[2]
_TIMEOUT_S = 120
# Modules a command may load: Scrapy's, without its reactor, and newsbot's, without its settings.
_PACKAGES = (
    "scrapy.commands scrapy.downloadermiddlewares scrapy.extensions scrapy.spidermiddlewares newsbot.commands"
    " newsbot.discovery newsbot.explanation newsbot.extraction newsbot.indexes newsbot.reports newsbot.spiders"
    " newsbot.warc"
).split()
_MODULES = (
    "scrapy.cmdline scrapy.core.downloader.handlers.http11 scrapy.core.downloader.handlers.datauri scrapy.core.engine"
    " scrapy.core.scheduler scrapy.dupefilters scrapy.exporters scrapy.logformatter scrapy.pqueues scrapy.spiderloader"
    " scrapy.squeues scrapy.statscollectors twisted.internet.asyncioreactor twisted.web.client fastjsonschema numpy.ma"
    " newsbot.pipelines newsbot.middlewares newsbot.feeds newsbot.workers.tasks newsbot.shingles"
    " newsbot.fetching.downloads newsbot.fetching.throttle"
    " newsbot.archive.index newsbot.archive.sites newsbot.archive.storage"
).split()


@cache
def _address() -> str:
    """Return the address of this test run's server; the first caller starts it."""
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    run, keeper = (os.environ["PYTEST_XDIST_TESTRUNUID"], os.getppid()) if is_worker else (os.getpid(), os.getpid())
    address = f"{gettempdir()}/newsbot-commands-{run}"
    with open(f"{address}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not os.path.exists(address):
            server = subprocess.Popen(
                [sys.executable, "-P", __file__, address, str(keeper)],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                start_new_session=True,
            )
            assert server.stdout
            with server.stdout as said:
                assert said.readline() == b"ready\n", "the command server has not come up"
            # It outlives this process if other processes still use it.
            server.returncode = 0
    return address


class Command:
    """A running command, like a `subprocess.Popen`: `scrapy` with arguments, or the code of a program."""

    def __init__(
        self,
        arguments: list[str],
        environment: dict[str, str],
        *,
        code: str | None = None,
        folder: Path = ROOT,
        stdin: int | IO[Any] = subprocess.DEVNULL,
        stdout: int | IO[Any] = subprocess.DEVNULL,
        stderr: int | IO[Any] = subprocess.DEVNULL,
    ) -> None:
        self.args = [*(["scrapy"] if code is None else ["-c"]), *arguments]
        self.returncode: int | None = None
        self.stdin: IO[str] | None = None
        self.stdout: IO[str] | None = None
        self.stderr: IO[str] | None = None
        job = {"arguments": self.args, "environment": environment, "code": code, "folder": str(folder)}
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(_address())
        with ExitStack() as stack:
            files = [
                self._file(stack, name, file)
                for name, file in (("stdin", stdin), ("stdout", stdout), ("stderr", stderr))
            ]
            socket.send_fds(self._socket, [b"."], files)
        self._socket.sendall(json.dumps(job).encode() + b"\n")
        self._said = self._socket.makefile("rb")
        self.pid = int(self._said.readline())

    def _file(self, stack: ExitStack, name: str, file: int | IO[Any]) -> int:
        """Return the descriptor for the command; the other end of a pipe is kept."""
        if file == subprocess.DEVNULL:
            return stack.enter_context(open(os.devnull, "r+b", buffering=0)).fileno()
        if file != subprocess.PIPE:
            return file if isinstance(file, int) else file.fileno()
        ends = os.pipe()
        mine, its = ends[::-1] if name == "stdin" else ends
        stack.callback(os.close, its)
        kept = os.fdopen(mine, "w" if name == "stdin" else "r", encoding="utf-8", errors="replace")
        setattr(self, name, kept)
        return its

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.communicate()

    def send_signal(self, number: int) -> None:
        """Send the signal, unless the command has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """Kill the command, without waiting for it to end."""
        self.send_signal(signal.SIGKILL)

    def poll(self) -> int | None:
        """The exit code, or None while it runs."""
        with suppress(subprocess.TimeoutExpired):
            return self.wait(0)
        return None

    def wait(self, timeout: float = _TIMEOUT_S) -> int:
        """The exit code; the command is left running if it does not end in time."""
        if self.returncode is None:
            if not select.select([self._socket], [], [], timeout)[0]:
                raise subprocess.TimeoutExpired(self.args, timeout)
            answer = self._said.readline()
            assert answer, f"{' '.join(self.args)}: the command server has died"
            self.returncode = int(answer)
            self._said.close()
            self._socket.close()
        return self.returncode

    def communicate(self, timeout: float = _TIMEOUT_S) -> tuple[str | None, str | None]:
        """Read the remaining output, and wait for the end."""
        if self.stdin and not self.stdin.closed:
            self.stdin.close()
        said = []
        for file in (self.stdout, self.stderr):
            said.append(None if file is None else "" if file.closed else file.read())
            if file is not None:
                file.close()
        self.wait(timeout)
        return said[0], said[1]


def run_command(
    arguments: list[str], environment: dict[str, str], stdin: bytes | None = None
) -> "subprocess.CompletedProcess[bytes]":
    """Run `scrapy` with these arguments; return its output and exit code, as `subprocess.run` does."""
    return _run(arguments, environment, stdin)


def run_code(code: str, stdin: bytes) -> "subprocess.CompletedProcess[bytes]":
    """Run code that can import the test helpers as its own program; return its output and exit code."""
    return _run([], dict(os.environ), stdin, code)


def _run(
    arguments: list[str], environment: dict[str, str], stdin: bytes | None, code: str | None = None
) -> "subprocess.CompletedProcess[bytes]":
    with ExitStack() as stack:
        given, out, errors = (stack.enter_context(TemporaryFile()) for _ in range(3))
        given.write(stdin or b"")
        given.seek(0)
        command = Command(arguments, environment, code=code, stdin=given, stdout=out, stderr=errors)
        try:
            command.wait()
        except subprocess.TimeoutExpired:
            command.kill()
            command.wait()
            raise
        out.seek(0)
        errors.seek(0)
        return subprocess.CompletedProcess(command.args, command.returncode, out.read(), errors.read())


def _become(job: dict[str, Any]) -> None:
    """Run the command in this process, which ends with it."""
    for number, descriptor in enumerate(job["files"]):
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.chdir(job["folder"])
    os.environ.clear()
    os.environ.update(job["environment"])
    warnings.resetwarnings()
    warnings.simplefilter("default")
    if job["code"] is not None:
        sys.argv = job["arguments"]
        sys.path.insert(0, str(Path(__file__).parent))
        exec(job["code"], {"__name__": "__main__"})
    else:
        from scrapy.cmdline import execute

        execute(job["arguments"])


def _load_models() -> None:
    """Load and build everything that the first article and its line require."""
    from newsbot import extract
    from newsbot.extraction.language.model import language_model
    from newsbot.items import schema_problem

    language_model()
    schema_problem({})
    paragraphs = "<p>A paragraph of the page, which is long enough to be one of the text.</p>" * 3
    byline = '<p class="byline">By <a rel="author" href="/jane/">Jane Doe</a>, 3 November 2026</p>'
    extract(f"<title>A page</title><h1>A page</h1>{byline}{paragraphs}<p>Read more</p>", "https://example.com/a-page")


def _handle(connection: socket.socket) -> dict[str, Any] | None:
    """Fork for the job received here, and report its process ID and exit; run the job in the child.

    The client may be gone: then the command is no longer needed.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    _, files, _, _ = socket.recv_fds(connection, 1, 3)
    with connection.makefile("rb") as said:
        text = said.readline()
    if not text:
        return None
    child = os.fork()
    if not child:
        connection.close()
        os.setsid()
        return {**json.loads(text), "files": files}
    for descriptor in files:
        os.close(descriptor)
    with suppress(BrokenPipeError):
        connection.sendall(b"%d\n" % child)
    ends = os.pidfd_open(child)
    if ends not in select.select([connection, ends], [], [])[0]:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with suppress(BrokenPipeError):
        connection.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
    return None


def _serve(address: str, keeper: int) -> dict[str, Any] | None:
    """Take jobs until the process that keeps the run has ended; in a child, its job."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with suppress(ProcessLookupError), socket.socket(socket.AF_UNIX) as listener:
        kept = os.pidfd_open(keeper)
        listener.bind(address)
        listener.listen(100)
        os.write(1, b"ready\n")
        while kept not in select.select([listener, kept], [], [])[0]:
            connection, _ = listener.accept()
            with connection:
                if not os.fork():
                    os.close(kept)
                    listener.close()
                    job = _handle(connection)
                    if job is None:
                        os._exit(0)
                    return job
    for path in (address, f"{address}.lock"):
        Path(path).unlink(missing_ok=True)
    return None


def main() -> None:
    """Fork for each job until the run of the tests has ended."""
    from scrapy.utils.misc import walk_modules_iter

    # Scrapy asks each installed package for commands; none is installed while tests run.
    importlib.metadata.entry_points = cache(importlib.metadata.entry_points)  # type: ignore[assignment]
    for name in _PACKAGES:
        list(walk_modules_iter(name))
    for name in _MODULES:
        __import__(name)
    _load_models()
    gc.collect()
    gc.freeze()
    assert not {"twisted.internet.reactor", "newsbot.settings"} & set(sys.modules)
    job = _serve(sys.argv[1], int(sys.argv[2]))
    if job is not None:
        _become(job)


if __name__ == "__main__":
    main()
