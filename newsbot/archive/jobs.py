"""The loop of `scrapy crawl archive --jobs`: an archive as jobs shared by many machines, one file per job.

Every machine plans the same files and takes jobs one at a time, each a process that uses all its cores. The jobs
record which files are done. A file's lines are one batch, and the state decides whose lines appear.
"""

import hashlib
import logging
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

import msgspec

from newsbot.appearances import settle_waiting_parts
from newsbot.archive.storage import job_key
from newsbot.exceptions import JobDiedError, JobFailedError, JobGivenBackError, SiteBusyError, StorageError
from newsbot.forks import ForkServer
from newsbot.state.storage import Storage
from newsbot.watching.children import Child, ChildLimits, CrawlProcess, start_crawl
from newsbot.watching.fleet import Fleet, Job, Work

logger = logging.getLogger(__name__)

_PLAN = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class ArchiveWork:
    """The work to do: the files, and the other arguments of `scrapy crawl archive`, the same for each.

    Machines with the same name and arguments share it; another name does all of it once more.
    """

    name: str
    files: Sequence[Path]
    arguments: Sequence[str]

    @property
    def work(self) -> Work:
        """The kind of its jobs."""
        told = hashlib.blake2b(msgspec.json.encode(list(self.arguments)), digest_size=4).hexdigest()
        return Work("newsbot.archive", f"newsbot-archive-{self.name}-{told}", is_kept=True)

    @property
    def names(self) -> list[str]:
        """A job's name for each file: its path, which has to be the same on all machines."""
        return [str(path.absolute()) for path in self.files]


class ReadingLauncher(Protocol):
    """Starts readings of files; raises OSError if the machine cannot start any."""

    def start(self, arguments: Sequence[str], now: float) -> Child: ...


@dataclass(frozen=True, slots=True)
class ReadingProcesses:
    """Runs readings as processes; `arguments` are what this machine passes to each of them."""

    memory_mb: int
    grace_s: float
    server: ForkServer
    arguments: Sequence[str] = ()

    def start(self, arguments: Sequence[str], now: float) -> Child:
        """Start a process, which may take as long as its file needs."""
        limits = ChildLimits(math.inf, self.memory_mb, self.grace_s)
        process = start_crawl(self.server, ["archive", *arguments, *self.arguments], self.memory_mb, None)
        return CrawlProcess((), now, process, limits)


@dataclass(slots=True)
class ArchiveJobs:
    """This machine's part of the work, with an open `Fleet`; `step` does what is due at a moment."""

    wanted: ArchiveWork
    fleet: Fleet
    storage: Storage
    launcher: ReadingLauncher
    data: Path
    counts: Counter[str] = field(default_factory=Counter)
    is_stopping: bool = False
    # The names that still have a job; None until they are planned.
    left: set[str] | None = None
    _running: dict[str, tuple[Job, Child]] = field(default_factory=dict)
    _look_at: datetime | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do, here or anywhere."""
        return not self._running and (self.is_stopping or (self.left is not None and not self.left))

    @property
    def running(self) -> list[str]:
        """The files that are being read here."""
        return list(self._running)

    def step(self, now: datetime) -> None:
        """Collect readings that have ended, check what is left, and start those of the jobs that came."""
        self._look_at_readings(now)
        if not self.is_stopping:
            self._look_at_jobs(now)
        for job in self.fleet.asked():
            self._take(job, now)

    def stop(self, now: datetime) -> None:
        """Start nothing more, and let what runs end in order; on the second call end it at once."""
        self.fleet.stop()
        for _, child in self._running.values():
            if self.is_stopping:
                child.kill()
            else:
                child.stop(now.timestamp())
        self.is_stopping = True

    def settle(self) -> None:
        """Publish lines left by a reading of this machine that died, if they are the ones that count."""
        try:
            settle_waiting_parts(self.data, self.storage.concluded)
        except StorageError as error:
            logger.error("Cannot find out which lines of interrupted readings count: %s", error)

    def failures(self) -> list[str]:
        """Return the files that nobody could read completely; raises StorageError."""
        ended = self.fleet.ended()
        return [name for name in self.wanted.names if not ended.get(name, True)]

    def _look_at_jobs(self, now: datetime) -> None:
        """Make jobs for what is not done, the first time only; then check what is left."""
        if self._look_at is not None and now < self._look_at:
            return
        self._look_at = now + _PLAN
        try:
            if self.left is None:
                # In this order: a job that ends in between is in both.
                queued, ended = self.fleet.queued(), self.fleet.ended()
                missing = [name for name in self.wanted.names if name not in queued and not ended.get(name)]
                told = msgspec.json.encode(list(self.wanted.arguments)).decode()
                self.fleet.defer((name, told) for name in missing)
            self.left = self.fleet.queued().intersection(self.wanted.names)
        except StorageError as error:
            logger.error("Cannot find out which files of the archive are left: %s", error)

    def _take(self, job: Job, now: datetime) -> None:
        """Start the job's reading, unless another is in progress."""
        lease = f"{self.wanted.work.queue} {job.name}"
        try:
            if self.is_stopping or self._is_busy(lease):
                job.end(JobGivenBackError())
                return
            if self.fleet.has_done(job.name) or self.storage.concluded(job_key(lease)) is not None:
                job.end()  # two machines planned it at once, or whoever read it could not report that
                return
            arguments = msgspec.json.decode(job.told, type=list[str])
            given = ["-a", f"warc={job.name}", *arguments, "-a", f"lease={lease}"]
            self._running[job.name] = job, self.launcher.start(given, now.timestamp())
        except (OSError, StorageError, msgspec.MsgspecError) as error:
            logger.error("Reading %s could not be started on this machine: %s", job.name, error)
            job.end(JobDiedError())

    def _is_busy(self, lease: str) -> bool:
        """Whether a reading of the file is in progress on a machine that fell silent."""
        try:
            self.storage.lock_site(lease).release()
        except SiteBusyError:
            return True
        return False

    def _look_at_readings(self, now: datetime) -> None:
        for name, (job, child) in list(self._running.items()):
            code = child.code
            if code is None:
                child.check(now.timestamp())
                continue
            del self._running[name]
            self._look_at = None
            if code == 0:
                self.counts["read"] += 1
                job.end()
            elif self.is_stopping and child.problem is None:
                job.end(JobGivenBackError())
            else:
                self.settle()
                self.counts["failed"] += 1
                said = child.problem or (f"signal {-code}" if code < 0 else f"exit code {code}")
                logger.error("%s was not read completely: %s", name, said.rstrip("."))
                job.end(JobDiedError() if code < 0 or child.problem else JobFailedError())
