"""Crawls in processes of their own: started, bounded in time and memory, stopped in order or by force.

A child is the leader of its own process group, so that Ctrl-C reaches only the watch, and its page workers end with it.
`agenda` and `watch` decide what is crawled when.
"""

import logging
import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from newsbot.forks import Fork, ForkServer
from newsbot.sites import Site
from newsbot.sites_file import write_sites

logger = logging.getLogger(__name__)
_STANDARD_ERROR = 2
# The exit code of a watch's crawl that leaves its site to another crawl; sysexits.h defines it as "try again later".
EXIT_LEFT = 75


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What a crawl may use: seconds, MB in its main process, and seconds to end in order when told to."""

    time_s: float
    memory_mb: int
    grace_s: float


class Child(Protocol):
    """A crawl that was started; `code` is its exit code once it has ended, negative if a signal ended it."""

    sites: Sequence[Site]
    started: float
    problem: str | None

    @property
    def code(self) -> int | None: ...

    def check(self, now: float) -> None:
        """Stop the crawl if it exceeds its limits."""

    def clock_moved(self, by: float) -> None:
        """Adjust to a clock that was set by this many seconds: the crawl's running time stays the same."""

    def stop(self, now: float, why: str | None = None) -> None:
        """Ask the crawl to end; `why` is the problem if the crawl is at fault."""

    def kill(self) -> None:
        """End the crawl at once."""


class Launcher(Protocol):
    """Starts crawls; raises OSError if the machine cannot start any."""

    def start(self, sites: Sequence[Site], now: float) -> Child: ...


@dataclass(slots=True)
class CrawlProcess:
    """One crawl as a process."""

    sites: Sequence[Site]
    started: float
    process: Fork
    limits: ChildLimits
    # The file that tells it what to do, if there is one.
    job: Path | None = None
    problem: str | None = None
    stopped: float | None = None

    @property
    def code(self) -> int | None:
        code = self.process.poll()
        if code is not None and self.job is not None:
            self.job.unlink(missing_ok=True)
        return code

    def check(self, now: float) -> None:
        """Stop the crawl if it exceeds its limits."""
        if self.stopped is not None:
            if now - self.stopped > self.limits.grace_s:
                self.kill()
            return
        if now - self.started > self.limits.time_s:
            self.stop(now, f"The crawl took longer than {self.limits.time_s:g} s and was stopped.")
        elif (used := memory_mb(self.process.pid)) > self.limits.memory_mb:
            self.stop(now, f"The crawl used {used:.0f} MB of memory; the limit is {self.limits.memory_mb} MB.")

    def clock_moved(self, by: float) -> None:
        """Keep the crawl's running time the same, whatever the clock says."""
        self.started += by
        if self.stopped is not None:
            self.stopped += by

    def stop(self, now: float, why: str | None = None) -> None:
        """Ask the crawl to end in order."""
        if self.stopped is None:
            self.stopped, self.problem = now, why
            self.process.terminate()

    def kill(self) -> None:
        """End the crawl and its page workers at once."""
        self.process.kill_group()


def crawl_server() -> ForkServer:
    """Return the server that crawls are forked from; without it imports would take half of a small crawl's CPU time."""
    return ForkServer("newsbot.crawl_parts")


def start_crawl(server: ForkServer, arguments: Sequence[str], memory_mb: int, output: Path | None) -> Fork:
    """Start a `scrapy crawl` process; its log is appended to the file, or goes where this process's log does.

    Raises OSError if no process can be started, or the file cannot be written.
    """
    with ExitStack() as stack:
        nothing = stack.enter_context(open(os.devnull, "r+b"))
        errors = stack.enter_context(open(output, "ab")).fileno() if output is not None else _STANDARD_ERROR
        streams = nothing.fileno(), nothing.fileno(), errors
        return server.start("newsbot.commands.crawl_process", arguments, streams, memory_mb=memory_mb, leader=True)


@dataclass(slots=True)
class CrawlLauncher:
    """Starts `scrapy crawl news` for some sites; `arguments` are further ones for the command, the same for all.

    The sites are passed in a file in `folder`. With `output` None children write where this process does.
    """

    folder: Path
    limits: ChildLimits
    server: ForkServer
    arguments: Sequence[str] = ()
    output: Path | None = None
    _number: int = field(default=0)

    def start(self, sites: Sequence[Site], now: float) -> Child:
        """Start a process; must be called in the thread that lasts longest (see `ForkServer`)."""
        self._number += 1
        self.folder.mkdir(parents=True, exist_ok=True)
        job = self.folder / f"{os.getpid()}-{self._number}.toml"
        job.write_text(write_sites(sites), encoding="utf-8")
        arguments = ["news", "-a", f"sites={job}", "-a", "due=only", *self.arguments]
        try:
            process = start_crawl(self.server, arguments, self.limits.memory_mb, self.output)
        except OSError:
            job.unlink()
            raise
        return CrawlProcess(sites, now, process, self.limits, job)

    def clear(self) -> None:
        """Remove the files that dead processes have left behind."""
        for path in self.folder.glob("*.toml"):
            number = path.name.partition("-")[0]
            if not number.isdigit() or not _is_alive(int(number)):
                path.unlink(missing_ok=True)


def memory_mb(pid: int) -> float:
    """Return the memory that a process is using, in MB; 0 if unknown."""
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1_000_000


def _is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass  # it belongs to another user
    return True
