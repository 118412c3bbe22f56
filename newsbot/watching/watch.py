"""The loop of `scrapy watch`: crawls every site when it is due, in child processes.

It knows nothing of Scrapy and terminals, and gets the time from its caller, so that a day can be simulated in a minute
(`benchmarks/watching.py`). What each crawl decides about a site's schedule is in the state.
"""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from newsbot.exceptions import ArgumentError, SiteBusyError, StorageError
from newsbot.sites import Site
from newsbot.sites_file import choose_sites, read_sites
from newsbot.state.states import SiteSchedule, believed
from newsbot.state.storage import Storage
from newsbot.watching.agenda import GATHER, Agenda
from newsbot.watching.children import EXIT_LEFT, Child, Launcher

logger = logging.getLogger(__name__)

# How often the children and the file of sites are checked.
TICK_S = 0.5
_LOOK_AT_FILE = timedelta(seconds=5)
# The pause after no process could be started, or the state could not be read.
_TROUBLE = timedelta(seconds=30)


@dataclass(slots=True)
class SitesFile:
    """The file of sites, read again when it has changed; `tags` choose among them."""

    path: str
    tags: str | None = None
    _stamp: tuple[int, ...] = ()

    def read(self) -> tuple[Site, ...]:
        """Return the sites; raises ArgumentError for an invalid file."""
        self._stamp = self._look()
        return choose_sites(read_sites(self.path), self.path, (), self.tags)

    def has_changed(self) -> bool:
        """Whether the file has changed since it was read."""
        return self._look() != self._stamp

    def _look(self) -> tuple[int, ...]:
        try:
            found = Path(self.path).stat()
        except OSError:
            return ()
        return (found.st_mtime_ns, found.st_size, found.st_ino)


@dataclass(slots=True)
class Status:
    """The watch's status at one moment, for a person and for monitoring."""

    sites: int
    due: int
    running: list[tuple[str, float]]
    crawls: int
    failed_crawls: int
    failing: int
    # How long the site that has waited longest for its turn has waited.
    behind_s: float
    next_due_s: float | None
    is_stopping: bool


@dataclass(slots=True)
class Watch:
    """Keeps the sites of a file crawled; `step` does what is due at a moment."""

    file: SitesFile
    agenda: Agenda
    storage: Storage
    launcher: Launcher
    # Called for each site whose crawl has ended, with its schedule and whether the crawl itself stored that.
    on_finished: Callable[[SiteSchedule, bool], None] = lambda schedule, said: None
    gather: timedelta = GATHER
    children: dict[int, Child] = field(default_factory=dict)
    started_at: dict[int, datetime] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    is_stopping: bool = False
    # If set, only the sites with these names are crawled, each once.
    only: set[str] | None = None
    _number: int = 0
    _look_at: datetime | None = None
    _trouble_until: datetime | None = None

    def open(self, now: datetime) -> None:
        """Read the sites and what is known about them; raises ArgumentError or StorageError."""
        self.agenda.take_sites(self.file.read(), believed(self.storage.schedules(), now), now)
        self._look_at = now

    def crawl_once(self, now: datetime) -> None:
        """Crawl from now on only what is due now."""
        self.only = {entry.site.name for entry in self.agenda.due(now)}
        self.gather = timedelta(0)

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return not self.children and (self.is_stopping or (self.only is not None and not self.only))

    def step(self, now: datetime) -> None:
        """Collect crawls that have ended, enforce the limits of the others, and start those that are due."""
        self._look_at_children(now)
        if self.is_stopping:
            return
        self._look_at_file(now)
        while self._trouble_until is None or now >= self._trouble_until:
            sites = self.agenda.take(now, [child.sites for child in self.children.values()], self.gather)
            if not sites:
                return
            self._start(sites, now)

    def stop(self, now: datetime) -> None:
        """Start nothing more, and let what runs end in order; on the second call end it at once."""
        for child in self.children.values():
            if self.is_stopping:
                child.kill()
            else:
                child.stop(now.timestamp())
        self.is_stopping = True

    def clock_moved(self, by: timedelta) -> None:
        """Adjust to a clock that was set: running times and waiting times stay the same."""
        for number, child in self.children.items():
            child.clock_moved(by.total_seconds())
            self.started_at[number] += by
        self._look_at = self._trouble_until = None
        if by < timedelta(0):
            self.agenda.clock_moved(by)

    def status(self, now: datetime) -> Status:
        """Return the watch's status."""
        waiting = self.agenda.due(now)
        next_due = self.agenda.next_due()
        running = [
            (site.label or site.name, (now - self.started_at[number]).total_seconds())
            for number, child in self.children.items()
            for site in child.sites
        ]
        schedules = [entry.schedule for entry in self.agenda.entries.values() if entry.schedule]
        return Status(
            sites=len(self.agenda.entries),
            due=len(waiting),
            running=running,
            crawls=self.counts["crawls"],
            failed_crawls=self.counts["failed"],
            failing=sum(schedule.failures > 0 for schedule in schedules),
            behind_s=max(0.0, (now - waiting[0].due).total_seconds()) if waiting else 0.0,
            next_due_s=None if next_due is None else max(0.0, (next_due - now).total_seconds()),
            is_stopping=self.is_stopping,
        )

    # ------------------------------------------------------------------------------------- children

    def _start(self, sites: list[Site], now: datetime) -> None:
        """Start a crawl of those of the sites that nobody else is crawling."""
        free = []
        for site in sites:
            if self.only is not None and site.name not in self.only:
                self.agenda.postpone(site, now, _NEVER)
            elif self._is_busy(site):
                self._leave(site, now)
            else:
                free.append(site)
        if not free:
            return
        try:
            child = self.launcher.start(free, now.timestamp())
        except OSError as error:
            logger.error("No crawl can be started: %s", error)
            self._trouble_until = now + _TROUBLE
            for site in free:
                self.agenda.postpone(site, now, _TROUBLE)
            return
        self._number += 1
        self.children[self._number] = child
        self.started_at[self._number] = now
        logger.debug("Crawling %s", ", ".join(site.name for site in free))

    def _is_busy(self, site: Site) -> bool:
        """Whether another process seems to be crawling the site; the crawl itself checks again."""
        try:
            self.storage.lock_site(site.name).release()
        except SiteBusyError:
            return True
        except StorageError:
            return False  # the crawl will report it
        return False

    def _look_at_children(self, now: datetime) -> None:
        for number, child in list(self.children.items()):
            code = child.code
            if code is None:
                child.check(now.timestamp())
                continue
            try:
                self._take_up(child, code, self.started_at[number], now)
            except StorageError as error:
                # Without the state nothing can be decided: try again later.
                logger.error("The schedule cannot be read or written: %s", error)
                self._trouble_until = now + _TROUBLE
                if not self.is_stopping:
                    continue
            del self.children[number], self.started_at[number]

    def _take_up(self, child: Child, code: int, started: datetime, now: datetime) -> None:
        """Read what an ended crawl stored about its sites; those it stored nothing about have failed."""
        known = believed(self.storage.schedules([site.name for site in child.sites]), now)
        self.counts["processes"] += 1
        for site in child.sites:
            schedule = known.get(site.name)
            has_said = schedule is not None and schedule.checked_at >= started.replace(microsecond=0)
            if has_said and child.problem is not None and not self._has_moved(site, schedule):
                has_said = False  # it was stopped for exceeding a limit, and had read nothing
            if schedule is None or not has_said:
                if code == EXIT_LEFT:
                    logger.info("%s is left to another crawl, which has the site or may have taken it over.", site.name)
                    self._leave(site, now)
                    continue
                if self.is_stopping and child.problem is None:
                    # It ended before it could do anything: the site stays due.
                    self.agenda.postpone(site, now)
                    self._done(site.name)
                    continue
                problem = child.problem or f"The crawl ended without reporting a result ({ending(code)})."
                schedule = self.agenda.failed(site, started, now, problem)
                self.storage.note_schedule(schedule)
            self._note(site, schedule, has_said=has_said)

    def _has_moved(self, site: Site, schedule: SiteSchedule | None) -> bool:
        """Whether a crawl that was cut off has read anything: then the next one continues from there."""
        entry = self.agenda.entries.get(site.name)
        before = entry.schedule.tallies if entry and entry.schedule else {}
        return schedule is not None and schedule.tallies.get("pages", 0) != before.get("pages", 0)

    def _note(self, site: Site, schedule: SiteSchedule, *, has_said: bool) -> None:
        self.agenda.finished(site, schedule)
        self.counts["crawls"] += 1
        if schedule.problem is not None:
            self.counts["failed"] += 1
            logger.warning(
                "The crawl of %s failed, %d in a row: %s", site.name, schedule.failures, schedule.problem.rstrip(".")
            )
        self.on_finished(schedule, has_said)
        self._done(site.name)

    def _leave(self, site: Site, now: datetime) -> None:
        """Leave a site to another crawl of it; it stays due."""
        self.agenda.postpone(site, now)
        self._done(site.name)

    def _done(self, name: str) -> None:
        if self.only is not None:
            self.only.discard(name)

    # ----------------------------------------------------------------------------------------- file

    def _look_at_file(self, now: datetime) -> None:
        """Reload the sites if the file has changed; an invalid file changes nothing."""
        if self.only is not None or (self._look_at is not None and now - self._look_at < _LOOK_AT_FILE):
            return
        self._look_at = now
        if not self.file.has_changed():
            return
        try:
            sites = self.file.read()
            self.agenda.take_sites(sites, self._known(sites, now), now)
        except (ArgumentError, StorageError) as error:
            logger.warning("The watch continues with the sites it knows: %s", error)
        else:
            logger.info("The file of sites was read again: %d sites.", len(sites))

    def _known(self, sites: tuple[Site, ...], now: datetime) -> Mapping[str, SiteSchedule]:
        new = [site.name for site in sites if site.name not in self.agenda.entries]
        return believed(self.storage.schedules(new), now)


_NEVER = timedelta(days=36_500)


def ending(code: int) -> str:
    """Return how a process ended, for a person."""
    return f"exit code {code}" if code >= 0 else f"signal {-code}"
